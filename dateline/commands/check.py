"""``build.py check``: says everything that is wrong in the data; writes nothing."""

import argparse
import sys
from pathlib import Path

from .. import report
from ..model import Timeline
from ..steps.load import load
from ..steps.parse import parse
from . import exits


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``check``."""
    parser.add_argument(
        "--strict", action="store_true", help="treat warnings as mistakes"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "gitlab", "sarif"),
        default="text",
        help="how to print what is wrong (default: text)",
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="also say how well the timeline is supported",
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints every problem of a project in one form; gives the exit code."""
    source, problems = load(Path(arguments.project))
    timeline, found = parse(source)
    problems = sorted({*problems, *found})
    if arguments.format == "text":
        if problems:
            color = report.wants_color(sys.stdout)
            print(report.text(problems, source.written, color=color))
        print(f"{report.count(problems)}.")
    else:
        print(report.FORMS[arguments.format](problems), end="")
    if report.mistakes(problems, strict=arguments.strict):
        return exits.MISTAKES
    if arguments.report:
        _print_support(timeline)
    return exits.DONE


def _print_support(timeline: Timeline) -> None:
    """How well the timeline is supported, in three lines, and what to mend first."""
    from .. import evidence

    found = evidence.gathered(timeline)
    uncited = [(one.event, words) for one in found.events for words in one.uncited]
    single = [one.event for one in found.events if one.is_single]
    publisher = sum(one.is_one_publisher for one in found.events)
    language = sum(one.is_one_language for one in found.events)
    print(
        f"Sentences: {found.claims}; {found.cited} cite a source, "
        f"{found.ours} are marked as our own, {len(uncited)} cite nothing."
    )
    print(
        f"Events: {len(found.events)}; {len(single)} rest on one source, "
        f"{publisher} on one publisher, {language} on one language."
    )
    print(
        f"Sources: {len(found.used)}; {len(found.unarchived)} without an archived "
        f"copy, {len(found.stale)} not read for a year."
    )
    for event in single:
        print(f"{event.at}: “{event.id}” rests on one source")
    for event, words in uncited:
        print(f"{event.at}: “{event.id}” cites nothing for: {words}")
