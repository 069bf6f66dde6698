"""``build.py export``: the timeline in another program's form, to a file or as output.

What the form cannot say is named, once per kind.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from ..exchange import FORMATS, module
from ..exchange.arrivals import Departure
from ..source import Source
from . import exits, forms, read, whole


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``export``."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="where it goes (default: to the output)"
    )
    forms.option(parser, "--to", f"one of {', '.join(FORMATS)}", is_needed=True)


def run(arguments: argparse.Namespace) -> int:
    """Writes a project in another form; gives the exit code."""
    project = Path(arguments.project)
    data = read.without_mistakes(project, "Nothing was written.")
    if data is None:
        return exits.MISTAKES
    source, timeline = data
    departure: Departure = module(arguments.format).write(timeline)
    if not departure.text:
        print("Nothing of this timeline can be said in that form.", file=sys.stderr)
        return exits.MISTAKES
    written = departure.text.encode("utf-8")
    if arguments.file is None:
        sys.stdout.buffer.write(written)
    elif (code := _write(project, source, Path(arguments.file), written)) != exits.DONE:
        return code
    _print_lost(departure.lost)
    return exits.DONE


def _write(project: Path, source: Source, path: Path, data: bytes) -> int:
    """Writes the file; never over one that the timeline is made from."""
    goal = path.resolve()
    kept = {*source.texts, *source.pages, *source.media, "events.yaml"}
    if goal in {(project / name).resolve() for name in kept} or path.is_dir():
        what = "a folder" if path.is_dir() else "a part of the timeline itself"
        print(f"“{path}” is {what}. Nothing was written.", file=sys.stderr)
        return exits.USE
    try:
        whole.write(path, data)
    except OSError as error:
        print(f"“{path}” cannot be written: {error.strerror}.", file=sys.stderr)
        return exits.MACHINE
    return exits.DONE


def _print_lost(lost: Counter[str]) -> None:
    found = {words: number for words, number in lost.items() if number > 0}
    if found:
        print("This form has no place for:", file=sys.stderr)
    for words, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {words}: {number}", file=sys.stderr)
