"""What the commands that use the data need first: data without mistakes."""

import sys
from pathlib import Path

from .. import report
from ..model import Timeline
from ..source import Source
from ..steps.load import load
from ..steps.parse import parse


def without_mistakes(
    project: Path, outcome: str = "Nothing was asked."
) -> tuple[Source, Timeline] | None:
    """The data of a project, or None after all of its mistakes have been printed.

    ``outcome`` is what is said of the command then. Warnings are for ``check`` to say.
    """
    source, problems = load(project)
    timeline, found = parse(source)
    problems = sorted({*problems, *found})
    if not report.mistakes(problems):
        return source, timeline
    color = report.wants_color(sys.stderr)
    print(report.text(problems, source.written, color=color), file=sys.stderr)
    print(f"{report.count(problems)}. {outcome}", file=sys.stderr)
    return None
