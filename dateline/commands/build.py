"""``build.py build``: disk to disk, in five steps."""

import argparse
import gc
import sys
from dataclasses import replace
from pathlib import Path

from .. import history, report
from ..model import Timeline, published_at
from ..problems import Problem
from ..steps.load import load
from ..steps.parse import parse
from ..steps.place import place
from ..steps.render import BrokenTemplate, render
from ..steps.write import CannotWrite, write
from . import exits

#: Our own templates; a project's own stand before them.
TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``build``."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        help="where the site goes (default: site/ in the project)",
    )
    parser.add_argument("--base-url", metavar="URL", help="where it will be published")
    parser.add_argument(
        "--strict", action="store_true", help="treat warnings as mistakes"
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds the site of a project; gives the exit code.

    Prints every problem; writes nothing if there is a mistake.
    """
    project = Path(arguments.project)
    out = Path(arguments.out) if arguments.out else project / "site"
    gc.disable()  # one short run over much data: collecting costs more than it frees
    source, problems = load(project)
    timeline, found = parse(replace(source, history=history.read(project)))
    problems = sorted({*problems, *found})
    if problems:
        color = report.wants_color(sys.stderr)
        print(report.text(problems, source.written, color=color), file=sys.stderr)
    if report.mistakes(problems, strict=arguments.strict):
        print(f"{report.count(problems)}. Nothing was written.", file=sys.stderr)
        return exits.MISTAKES
    if arguments.base_url:
        info = published_at(timeline.info, arguments.base_url)
        if info is None:
            print(f"“{arguments.base_url}” is not a web address.", file=sys.stderr)
            return exits.USE
        timeline = replace(timeline, info=info)
    code = _write(timeline, project, out)
    return code or _done(timeline, problems, out)


def _write(timeline: Timeline, project: Path, out: Path) -> int:
    try:
        files = render(place(timeline), [project / "templates", TEMPLATES])
    except BrokenTemplate as broken:
        print(f"{broken.problem}\n1 mistake. Nothing was written.", file=sys.stderr)
        return exits.MISTAKES
    copies = {address: project / path for address, path in files.copied.items()}
    try:
        written = write(files.made, out, project, copies)
    except CannotWrite as failure:
        print(f"{failure}. The site is as it was.", file=sys.stderr)
        return exits.MACHINE
    if isinstance(written, Problem):
        print(written, file=sys.stderr)
        return exits.USE
    return exits.DONE


def _done(timeline: Timeline, problems: list[Problem], out: Path) -> int:
    warnings = f" ({report.count(problems)})" if problems else ""
    events = len(timeline.events)
    print(
        f"{events} event{'' if events == 1 else 's'} → {out / 'index.html'}{warnings}"
    )
    return exits.DONE
