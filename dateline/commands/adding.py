"""A project and a new event in; the changed files out, checked and then written.

Nothing is written that would add a mistake, or change what was said before.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .. import dates, yaml_text
from ..composing import dating, insertion, neighbours, order, records
from ..composing.habits import Habits
from ..composing.records import Record
from ..composing.splices import Target
from ..composing.values import Item, Value
from ..model import Timeline
from ..problems import Mark, Problem
from ..source import Fields
from ..steps.load import load
from ..steps.parse import parse
from ..yaml_edit import as_loaded
from .change import Change, difference

PLACE = re.compile(r"\S+:\d+:\d+")
SCHEMA = "# yaml-language-server: $schema=./.dateline/events.schema.json\n"


class Addition(Struct, frozen=True):
    """What is to be added: an event, the sources and categories that are new with it.

    ``file`` is where it goes if that was said; ``timeline`` is there for a project that
    has no events.yaml yet.
    """

    event: Record
    sources: Mapping[str, Record] = field(default_factory=dict)
    categories: Mapping[str, Record] = field(default_factory=dict)
    file: str = ""
    timeline: Record = field(default_factory=dict)


class NoPlaceError(Exception):
    """A file is written so that nothing can be put into it: the file, what to put in."""

    def __init__(self, file: str, words: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(file)
        self.file = file
        self.words = words
        self.problems = tuple(problems)


class Draft:
    """A project in memory, to which things are added one by one."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.source, self.problems = load(project)
        self.timeline, found = parse(self.source)
        self.problems = sorted({*self.problems, *found})
        self.language = self.timeline.info.language
        self.before = dict.fromkeys(self.source.texts, "")
        for file in self.before:
            self.before[file] = (project / file).read_bytes().decode("utf-8")
        self.texts: dict[str, str] = {}
        self.added: list[tuple[str, list[str]]] = []

    def text(self, file: str) -> str:
        """A file's text as it is by now."""
        return self.texts.get(file, self.before.get(file, ""))

    def put(self, file: str, text: str) -> None:
        """A file's new text."""
        self.added.append((file, difference(self.text(file), text)))
        self.texts[file] = text
        plain = as_loaded(text)
        fields, _ = yaml_text.read(file, plain)
        assert fields is not None
        documents = {**self.source.documents, file: fields}
        names = sorted(documents, key=lambda name: (name != order.MAIN, name))
        self.source = replace(
            self.source,
            documents={name: documents[name] for name in names},
            texts={**self.source.texts, file: plain},
        )

    def target(self, file: str, words: str) -> Target:
        """A file to be changed; ``words`` are for whoever has to do it by hand."""
        document = self.source.documents.get(file)
        if document is None:
            wrong = [p for p in self.problems if p.at.file == file]
            raise NoPlaceError(file, words, wrong)
        return Target(file, self.text(file), document)

    def begin(self, timeline: Record) -> None:
        """Begins events.yaml, or goes on behind the comments that it holds."""
        now = self.text(order.MAIN)
        if not now and (self.project / "events.schema.json").is_file():
            now = SCHEMA
        line_end = "\r\n" if "\r\n" in now else "\n"
        now += line_end if now.lstrip("\ufeff") and not now.endswith("\n") else ""
        lines = [
            "timeline:",
            *records.block(timeline, Habits((), {}), 2),
            "",
            "events:",
        ]
        self.put(order.MAIN, now + line_end.join([*lines, ""]))
        self.language = str(timeline.get("language", "en"))

    def add_named(self, section: str, key: str, fields: Record, near: str) -> None:
        """Adds a record to a section, in the file ``near`` or where that section is."""
        holders = [f for f, d in self.source.documents.items() if _holds(d, section)]
        file = near if near in holders else next(iter(holders), near)
        habits = neighbours.of_section(self.source, file, section)
        fields = self._dated(fields, habits)
        words = "\n".join(
            [f"{section}:", f"  {key}:", *records.block(fields, habits, 4)]
        )
        target = self.target(file, words)
        text = insertion.with_named(target, section, key, fields, habits)
        if text is None:
            raise NoPlaceError(file, words)
        self.put(file, text)

    def add_event(self, fields: Record, file: str) -> int:
        """Adds an event to a file; gives the number of its line."""
        span = dates.read(str(fields["date"]), self.language)
        assert isinstance(span, dates.Span)
        listed = order.listed(self.source.documents, self.language)
        index = next(
            (order.index_for(o.dates, span) for o in listed if o.file == file), 0
        )
        habits = neighbours.of_events(self.source, file, index)
        fields = self._dated(fields, habits)
        if habits.holds_records("places") and "places" in fields:
            fields = {**fields, "places": tuple(map(_named, fields["places"]))}
        words = "\n".join(["  - ", *records.block(fields, habits, 4)]).replace(
            "  - \n    ", "  - "
        )
        text = insertion.with_event(self.target(file, words), index, fields, habits)
        if text is None:
            raise NoPlaceError(file, words)
        self.put(file, text)
        return order.events_of(self.source.documents[file])[index].at.line

    def _dated(self, fields: Record, habits: Habits) -> dict[str, Value]:
        return {
            name: dating.as_written_here(name, str(value), habits, self.language)
            if name in dating.DATES
            else value
            for name, value in fields.items()
        }


def prepared(project: Path, addition: Addition) -> Change:
    """The change that an addition makes to the project as it is on the disk now.

    Raises NoPlaceError, and OSError.
    """
    draft = Draft(project)
    if addition.timeline:
        draft.begin(addition.timeline)
    span = dates.read(str(addition.event["date"]), draft.language)
    assert isinstance(span, dates.Span)
    listed = order.listed(draft.source.documents, draft.language)
    file = addition.file or order.file_for(listed, span)
    if file not in draft.source.texts:
        if (project / file).exists() or not _is_inside(project, file):
            draft.target(file, "")
        draft.put(file, "events:\n")
    for section in ("categories", "sources"):
        for key, fields in getattr(addition, section).items():
            draft.add_named(section, key, fields, file)
    line = draft.add_event(addition.event, file)
    timeline, after = parse(draft.source)
    unread = [p for p in draft.problems if p.at.file not in draft.texts]
    new = Counter(map(_what, after)) - Counter(map(_what, draft.problems))
    orders = [order.are_in_time(one.dates) for one in listed if one.file == file]
    found = tuple(p for p in after if new[_what(p)] and p not in unread)
    is_said = any(problem.rule == "gap-note" for problem in found)
    return Change(
        draft.before,
        draft.texts,
        tuple(draft.added),
        file,
        line,
        found,
        tuple(p for p in draft.problems if _stays(p, addition)),
        None if is_said else _noted_gap(timeline, file, line),
        all(orders),
    )


def _noted_gap(timeline: Timeline, file: str, line: int) -> Mark | None:
    """The event behind the new one, if it notes empty time of which that took some."""
    ended: list[int] = []
    for event, following in pairwise(timeline.events):
        span, at = event.date, event.at
        end = span.earliest if span.latest is None else span.latest
        if (at.file, at.line) == (file, line):
            is_shorter = end is None or not ended or end > max(ended)
            return following.at if is_shorter and following.record.gap_note else None
        ended += [] if end is None else [end]
    return None


def _stays(problem: Problem, addition: Addition) -> bool:
    """Whether a mistake was there before and still is."""
    is_begun = bool(addition.timeline) and problem.at.file == order.MAIN
    return problem.severity == "mistake" and not is_begun


def _is_inside(project: Path, file: str) -> bool:
    return (project / file).resolve().is_relative_to(project.resolve())


def _holds(document: Fields, section: str) -> bool:
    node = document.values.get(section)
    return isinstance(node, Fields) and bool(node.values)


def _named(place: Item) -> Mapping[str, str]:
    return {"name": place} if isinstance(place, str) else place


def _what(problem: Problem) -> tuple[str, ...]:
    """A problem without its place, and without the places that it speaks of."""
    text = PLACE.sub("", problem.text)
    return (problem.at.file, problem.rule, problem.severity, text)
