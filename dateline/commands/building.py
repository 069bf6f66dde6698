"""The five steps of a build, and what it says."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from .. import history, report
from ..held import together
from ..model import Timeline, published_at
from ..pages import Pages
from ..problems import Problem
from ..steps.load import load
from ..steps.parse import parse
from ..steps.place import place
from ..steps.render import BrokenTemplate, Files
from ..steps.write import CannotWrite, write
from . import editor_schema, exits, kept_posters, packing
from .kept_pages import KeptPages
from .kept_prose import KeptProse
from .stages import Stages
from .unchanged import Said


def build(
    arguments: argparse.Namespace, project: Path, out: Path, templates: Path
) -> tuple[int, Said | None]:
    """Builds, says so, and gives the exit code, and what it said of a site that is there.

    Prints every problem; writes nothing if there is a mistake. ``templates`` are ours; a
    project's own stand before them. Garbage is collected only while pages are filled.
    """
    stages = Stages()
    with stages.watched():
        done = _build(arguments, project, out, templates, stages)
    if arguments.profile:
        print(stages.table(), file=sys.stderr)
    return done


class _Checked(NamedTuple):
    """What the sources say, and what is to be said of them, plain and in colour."""

    timeline: Timeline
    problems: Sequence[Problem]
    plain: str
    colored: str


def _build(
    arguments: argparse.Namespace,
    project: Path,
    out: Path,
    templates: Path,
    stages: Stages,
) -> tuple[int, Said | None]:
    checked = _checked(arguments, project, stages)
    if checked is None:
        return exits.MISTAKES, None
    placed = _published(checked.timeline, arguments.base_url)
    if placed is None:
        return exits.USE, None
    if code := _write(arguments, placed, project, out, templates, stages):
        return code, None
    if packing.is_asked(arguments) and not arguments.out:
        return exits.DONE, None
    line = _line(len(placed.events), checked.problems, out)
    print(line)
    return exits.DONE, (checked.plain, checked.colored, line)


def _checked(
    arguments: argparse.Namespace, project: Path, stages: Stages
) -> _Checked | None:
    """Reads and checks a project and prints every problem; None if there is a mistake."""
    with stages.step("Reading files"):
        source, problems = load(project)
    with stages.step("Reading the history"):
        source = replace(source, history=history.read(project))
    with stages.step("Checking events"):
        timeline, found = parse(source)
    problems = sorted({*problems, *found})
    stages.clear()
    plain, colored = (
        report.text(problems, source.written, color=color) if problems else ""
        for color in (False, True)
    )
    if problems:
        color = report.wants_color(sys.stderr)
        print(colored if color else plain, file=sys.stderr)
    has_mistakes = report.mistakes(problems, strict=arguments.strict)
    if not arguments.out and (has_mistakes or not packing.is_asked(arguments)):
        editor_schema.keep(project, source, has_mistakes=has_mistakes)
    if has_mistakes:
        print(f"{report.count(problems)}. Nothing was written.", file=sys.stderr)
        return None
    return _Checked(timeline, problems, plain, colored)


def _published(timeline: Timeline, address: str | None) -> Timeline | None:
    """The timeline at the address that was typed, if any; None for what is none."""
    if not address:
        return timeline
    info = published_at(timeline.info, address)
    if info is None:
        print(f"“{address}” is not a web address.", file=sys.stderr)
        return None
    return replace(timeline, info=info)


def _write(
    arguments: argparse.Namespace,
    timeline: Timeline,
    project: Path,
    out: Path,
    templates: Path,
    stages: Stages,
) -> int:
    """Places, renders and writes what was asked for; gives the exit code."""
    with stages.step("Arranging pages"):
        pages = place(timeline)
    if said_no := packing.too_long(arguments, pages, len(timeline.events)):
        stages.clear()
        print(said_no, file=sys.stderr)
        return exits.USE
    # What there is now stays: only what filling leaves behind is worth looking for.
    gc.freeze()
    gc.enable()
    kept = KeptPages(project, out, [project / "templates", templates])
    prose = KeptProse(project, out, kept.tools)
    try:
        with stages.step("Filling pages"):
            files = kept.files(pages, os.cpu_count() or 1, stages.count)
    except BrokenTemplate as broken:
        return _said_broken(broken, stages)
    if pages.posters and not packing.is_one_file(arguments):
        files = _with_posters(files, pages, project, stages)
    if packing.is_asked(arguments):
        stages.clear()
        code = packing.write(arguments, files, project, timeline)
        if code or not arguments.out:
            return code
    code = _site(files, project, out, stages)
    if code == exits.DONE:
        kept.remember()
        prose.remember()
    return code


def _said_broken(broken: BrokenTemplate, stages: Stages) -> int:
    stages.clear()
    print(f"{broken.problem}\n1 mistake. Nothing was written.", file=sys.stderr)
    return exits.MISTAKES


def _with_posters(files: Files, pages: Pages, project: Path, stages: Stages) -> Files:
    with stages.step("Drawing posters"):
        processors = os.cpu_count() or 1
        drawn = kept_posters.files(project, pages.posters, processors, stages.count)
    return replace(files, made=together(drawn, files.made))


def _site(files: Files, project: Path, out: Path, stages: Stages) -> int:
    """Puts the site in its place; gives the exit code."""
    copies = {address: project / path for address, path in files.copied.items()}
    try:
        with stages.step("Writing the site"):
            written = write(files.made, out, project, copies, files.entries)
    except BrokenTemplate as broken:  # of a page that was kept, and changed meanwhile
        return _said_broken(broken, stages)
    except CannotWrite as failure:
        stages.clear()
        print(f"{failure}. The site is as it was.", file=sys.stderr)
        return exits.MACHINE
    stages.clear()
    if isinstance(written, Problem):
        print(written, file=sys.stderr)
        return exits.USE
    return exits.DONE


def _line(events: int, problems: Sequence[Problem], out: Path) -> str:
    warnings = f" ({report.count(problems)})" if problems else ""
    plural = "" if events == 1 else "s"
    return f"{events} event{plural} → {out / 'index.html'}{warnings}"
