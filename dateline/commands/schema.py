"""``build.py schema``: writes the JSON Schema that editors complete and check by."""

import argparse
import sys
from pathlib import Path

from .. import project_schema, report, schema
from ..steps.load import load
from . import exits


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``schema``."""
    parser.add_argument("--out", metavar="FILE", help="the file (default: print it)")
    parser.add_argument(
        "--keys",
        action="store_true",
        help="with this project's own categories, sources, events and names to choose from",
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints the schema, or writes it into a file; gives the exit code."""
    text, out = schema.text(), arguments.out
    if arguments.keys:
        source, problems = load(Path(arguments.project))
        if report.mistakes(problems):
            print(report.text(problems, source.written), file=sys.stderr)
            return exits.MISTAKES
        text = project_schema.text(source)
    if out is None:
        print(text, end="")
        return exits.DONE
    try:
        (Path(arguments.project) / out).write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"{out} cannot be written: {error.strerror}.", file=sys.stderr)
        return exits.MACHINE
    return exits.DONE
