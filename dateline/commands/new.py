"""``build.py new``: asks for an event, or takes flags, and adds it to the data.

Nothing else in the files changes, and nothing is written that ``check`` would refuse.
"""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import dates, report
from ..composing import dating, likeness
from ..composing.known import Known
from ..problems import Problem
from ..source import Source
from ..steps.load import load
from ..steps.parse import parse
from ..yaml_edit import as_loaded
from . import adding, answers, dialogue, exits, terminal
from .answers import EVENT, SOURCE, Answers
from .change import Change, next_step, write

FILE = re.compile(r"events\.yaml|events/(?:[^/.][^/]*/)*[^/.][^/]*\.yaml")
MISSING = {
    **{flag: does for flag, (_, _, does) in EVENT.items()},
    **{flag: does for flag, (_, does) in SOURCE.items()},
    "source": "where it is from: the address or the key of a source",
    "timeline-title": "the title of the timeline that is begun here",
}


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``new``."""
    answers.options(parser)
    parser.add_argument(
        "--file",
        default="",
        help="the file to add it to (default: the one that holds its neighbours in time)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be added; write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Adds an event to a project; gives the exit code."""
    project = Path(arguments.project)
    file = arguments.file.replace("\\", "/").removeprefix("./")
    if file and not FILE.fullmatch(file):
        print(f"“{file}” is no file of events.", file=sys.stderr)
        print("    Write events.yaml, or events/NAME.yaml.", file=sys.stderr)
        return exits.USE
    source, found = load(project)
    if wrong := _unreadable(source, found):
        _print_problems(wrong, source.texts)
        print("Nothing was written: events.yaml cannot be read.", file=sys.stderr)
        return exits.MISTAKES
    timeline, _ = parse(source)
    known = Known(source, timeline)
    try:
        return _add(project, known, arguments, file)
    except (KeyboardInterrupt, EOFError):
        print("\nStopped; nothing was written.", file=sys.stderr)
        return exits.MACHINE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}.", file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return exits.MACHINE


def _add(project: Path, known: Known, arguments: argparse.Namespace, file: str) -> int:
    said = answers.given(arguments)
    taken, missing = answers.of_flags(known, said)
    if _is_empty(project, known):
        taken.timeline = {**said.timeline}
        missing += [] if "title" in taken.timeline else ["timeline-title"]
        language = str(taken.timeline.get("language", "en"))
        known = known.in_language(language)
    if missing and not terminal.is_there():
        print("This is missing:", file=sys.stderr)
        for flag in dict.fromkeys(missing):
            print(f"  --{flag:14}  {MISSING[flag]}", file=sys.stderr)
        return exits.USE
    asked: dialogue.Dialogue | None = None
    if missing:
        asked = dialogue.Dialogue(known, said, is_new=_is_empty(project, known))
        taken, known = asked.run(), asked.known
    else:
        if not _are_sound(known, taken):
            return exits.MISTAKES
        _remarks(known, taken)
    return _keep(project, known, taken, file, arguments.dry_run, asked)


def _keep(
    project: Path,
    known: Known,
    taken: Answers,
    file: str,
    is_trial: bool,
    asked: dialogue.Dialogue | None,
) -> int:
    """Shows the change, and makes it unless it would be a mistake or is not wanted."""
    while True:
        is_plan = is_trial or bool(asked)
        change = _sound_change(project, _addition(known, taken, file), is_plan)
        if change is None and not asked:
            return exits.MISTAKES
        if change and (is_trial or asked):
            _print_change(change)
        if is_trial:
            print("Nothing was written (--dry-run).")
            return exits.DONE if change else exits.MISTAKES
        answer = asked.confirmed() if asked else "y"
        if answer == "n":
            print("Nothing was written.")
            return exits.DONE
        if answer == "y" and change:
            break
    if asked:  # the file may have been changed while we asked
        change = _sound_change(project, _addition(known, taken, file), said=change)
    if change is None:
        return exits.MISTAKES
    write(project, change)
    _print_done(project, change, str(taken.event["title"]))
    return exits.DONE


def _sound_change(
    project: Path,
    addition: adding.Addition,
    is_plan: bool = False,
    said: Change | None = None,
) -> Change | None:
    """What is to be written, or None after it has been said why that cannot be.

    What was found in ``said`` already is not said again.
    """
    try:
        change = adding.prepared(project, addition)
    except adding.NoPlaceError as no_place:
        _print_no_place(no_place)
        return None
    is_wrong = report.mistakes(change.new)
    if not said or said.new != change.new:
        if change.new and (is_wrong or is_plan):
            print("With this in the file:", file=sys.stderr)
        _print_problems(change.new, _texts(change))
    if is_wrong:
        print("Nothing was written.", file=sys.stderr)
    return None if is_wrong else change


def _addition(known: Known, taken: Answers, file: str) -> adding.Addition:
    event = dict(taken.event)
    places = event.get("places", ())
    if places:
        names = tuple(name for name in places if isinstance(name, str))
        event["places"] = answers.with_places(known, names)
    usual = [
        *("id", "date", "title", "summary", "categories", "status", "importance"),
        *("places", "actors", "sources"),
    ]
    ordered = {name: event[name] for name in usual if event.get(name)}
    return adding.Addition(
        ordered, taken.sources, taken.categories, file, taken.timeline
    )


def _are_sound(known: Known, taken: Answers) -> bool:
    wrong = False
    for flag, problem in answers.problems(known, taken):
        if problem.severity == "mistake":
            print(f"--{flag}: {problem.text}\n    {problem.hint}", file=sys.stderr)
            wrong = True
            if problem.rule == "unknown-source":
                for key in taken.sources:
                    print(f"    The new source gets the key {key}.", file=sys.stderr)
                if not taken.sources and problem.hint.startswith("Describe"):
                    said = (
                        "A new one is described by --source ADDRESS or --source-title."
                    )
                    print(f"    {said}", file=sys.stderr)
    if wrong:
        print("Nothing was written.", file=sys.stderr)
    return not wrong


def _remarks(known: Known, taken: Answers) -> None:
    """What a person would have been asked about."""
    span = dates.read(str(taken.event["date"]), known.language)
    assert isinstance(span, dates.Span)
    print(f"date: {dating.understood(span, known.language)}")
    for event, why in likeness.duplicates(known, taken.outline(span)):
        print(likeness.remark(event, why, known.language))
    for actor in taken.event.get("actors", ()):
        if isinstance(actor, str) and (other := likeness.spelling(actor, known.actors)):
            print(f"“{actor}” is new as an actor; there is “{other}” already.")


def _unreadable(source: Source, found: Sequence[Problem]) -> list[Problem]:
    """Why events.yaml cannot be understood; nothing where there is none, or it is empty."""
    if "events.yaml" in source.documents:
        return []
    of_file = [
        p for p in found if p.at.file == "events.yaml" and p.rule != "file-empty"
    ]
    return [p for p in of_file if p.rule != "file-missing" or "Rename" in p.hint]


def _is_empty(project: Path, known: Known) -> bool:
    """Whether the project has no events.yaml yet, or nothing but comments in it."""
    text = known.source.texts.get("events.yaml")
    if text is None:
        return not (project / "events.yaml").exists()
    lines = (line.strip() for line in text.split("\n"))
    return all(not line or line.startswith("#") for line in lines)


def _print_no_place(no_place: adding.NoPlaceError) -> None:
    if no_place.problems:
        _print_problems(no_place.problems, {})
        print(f"Nothing was written: {no_place.file} cannot be read.", file=sys.stderr)
    else:
        print(
            f"{no_place.file} is written in a way that I cannot add to safely. "
            f"Add this by hand:\n\n{no_place.words}\n\nNothing was written.",
            file=sys.stderr,
        )


def _print_problems(problems: Sequence[Problem], texts: Mapping[str, str]) -> None:
    if problems:
        color = report.wants_color(sys.stderr)
        print(report.text(problems, texts, color=color), file=sys.stderr)


def _texts(change: Change) -> dict[str, str]:
    return {file: as_loaded(text) for file, text in change.texts.items()}


def _print_change(change: Change) -> None:
    shown = ""
    for file, lines in change.added:
        print(f"\n{file}:" if file != shown else "+")
        print("\n".join(f"+ {line}".rstrip() for line in lines))
        shown = file
    print()


def _print_done(project: Path, change: Change, title: str) -> None:
    print(f"Added: {change.file}:{change.line}: {title}")
    if not change.is_in_time:
        print(
            f"The events of {change.file} are not in order of time, so it stands behind "
            "the last one. The site shows it in its place."
        )
    if change.gap:
        print(
            f"{change.gap}: the “gap_note” of this event is about the time before it, "
            "where the new one is now. See whether it still holds."
        )
    if change.old:
        were, they = ("was", "it is") if len(change.old) == 1 else ("were", "they are")
        print(
            f"{report.count(change.old)} {were} there before, and the site is not "
            f"built until {they} mended: make check"
        )
    else:
        print(next_step(project))
