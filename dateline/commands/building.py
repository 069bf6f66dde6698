"""The five steps of a build, and what it says."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
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
from . import editor_schema, exits, kept_posters
from .stages import Stages
from .unchanged import Said


def build(
    arguments: argparse.Namespace, project: Path, out: Path, templates: Path
) -> tuple[int, Said | None]:
    """Builds, says so, and gives the exit code, and what it said of a site that is there.

    Prints every problem; writes nothing if there is a mistake. ``templates`` are ours; a
    project's own stand before them.
    """
    gc.disable()  # one short run over much data: collecting costs more than it frees
    stages = Stages()
    with stages.watched():
        done = _build(arguments, project, out, templates, stages)
    if arguments.profile:
        print(stages.table(), file=sys.stderr)
    return done


def _build(
    arguments: argparse.Namespace,
    project: Path,
    out: Path,
    templates: Path,
    stages: Stages,
) -> tuple[int, Said | None]:
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
    if report.mistakes(problems, strict=arguments.strict):
        print(f"{report.count(problems)}. Nothing was written.", file=sys.stderr)
        if not arguments.out:
            editor_schema.keep(project, source, has_mistakes=True)
        return exits.MISTAKES, None
    if arguments.base_url:
        info = published_at(timeline.info, arguments.base_url)
        if info is None:
            print(f"“{arguments.base_url}” is not a web address.", file=sys.stderr)
            return exits.USE, None
        timeline = replace(timeline, info=info)
    if code := _write(timeline, project, out, templates, stages):
        return code, None
    if not arguments.out:
        editor_schema.keep(project, source, has_mistakes=False)
    line = _line(len(timeline.events), problems, out)
    print(line)
    return exits.DONE, Said(plain, colored, line)


def _write(
    timeline: Timeline, project: Path, out: Path, templates: Path, stages: Stages
) -> int:
    with stages.step("Arranging pages"):
        pages = place(timeline)
    folders = [project / "templates", templates]
    try:
        with stages.step("Filling pages"):
            files = render(pages, folders, os.cpu_count() or 1, stages.count)
    except BrokenTemplate as broken:
        stages.clear()
        print(f"{broken.problem}\n1 mistake. Nothing was written.", file=sys.stderr)
        return exits.MISTAKES
    if pages.posters:
        with stages.step("Drawing posters"):
            drawn = kept_posters.files(
                project, pages.posters, os.cpu_count() or 1, stages.count
            )
        files = replace(files, made={**files.made, **drawn})
    copies = {address: project / path for address, path in files.copied.items()}
    try:
        with stages.step("Writing the site"):
            written = write(files.made, out, project, copies)
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
