"""Answers in; what ``check`` would say of them out, each at the answer it is about."""

from collections.abc import Mapping

from msgspec.structs import replace

from .. import shape
from ..checks import references, statements
from ..checks.addresses import names
from ..checks.agreement import source_dates
from ..draft import Draft, EventDraft, SourceDraft
from ..model import EventRecord, SourceRecord, TimelineRecord
from ..problems import Mark, Problem
from ..source import Fields, Items, Node, Text
from ..yaml_builder import NEVER
from .known import Known
from .records import Record
from .values import Item, Value

#: Where a problem with the whole is said to be; it is not about one answer.
WHOLE = "the new event"
#: The rules that look at the new event alone, and those that compare it with all.
ALONE = (
    references.categories,
    references.sources,
    references.sourceless,
    references.repeated,
    statements.cited,
    statements.summaries,
)
COMPARED = (references.ids, names)


def event(known: Known, fields: Record, sources: Mapping[str, Record]) -> list[Problem]:
    """The problems of an event as far as it is told; ``sources`` are its new ones.

    Each problem's place is the name of the field; what is not there yet is none.
    """
    if wrong := _control(fields):
        return wrong
    node = as_node(fields, WHOLE)
    _, problems = shape.validated(EventRecord, node, known.language)
    written = fields.get("id", "")
    name = Text(Mark("id"), written if isinstance(written, str) else "")
    candidate = EventDraft(node, None, name, is_made="id" not in fields)
    keys = {**known.sources, **dict.fromkeys(sources)}
    draft = Draft(
        replace(known.source, pages={}),
        known.timeline.info,
        known.timeline.categories,
        {key: SourceDraft(Text(Mark(key), key), node, r) for key, r in keys.items()},
        (candidate,),
    )
    for rule in ALONE:
        problems += rule(draft)
    for rule in COMPARED:
        problems += rule(replace(draft, events=(*known.drafts(), candidate)))
    return _told(problems, fields)


def source(known: Known, key: str, fields: Record) -> list[Problem]:
    """The same for a new source under its key."""
    if wrong := _control(fields):
        return wrong
    node = as_node(fields, WHOLE)
    record, problems = shape.validated(SourceRecord, node, known.language)
    draft = SourceDraft(Text(Mark(WHOLE), key), node, record)
    problems += source_dates(Draft(known.source, None, {}, {key: draft}, ()))
    return _told(problems, fields)


def timeline(fields: Record) -> list[Problem]:
    """The same for what a timeline that is begun is called."""
    if wrong := _control(fields):
        return wrong
    _, problems = shape.validated(TimelineRecord, as_node(fields, WHOLE))
    return _told(problems, fields)


def as_node(fields: Record, whole: str) -> Fields:
    """Answers as if they had been read from a file; an answer's place is its name."""
    values = {name: _node(name, value) for name, value in fields.items()}
    return Fields(Mark(whole), values, {name: Mark(name) for name in fields})


def _node(name: str, value: Value | Item) -> Node:
    if isinstance(value, str):
        return Text(Mark(name), value, value, '"')
    if isinstance(value, tuple):
        return Items(Mark(name), tuple(_node(name, item) for item in value))
    inside = {key: _node(name, words) for key, words in value.items()}
    return Fields(Mark(name), inside, dict.fromkeys(value, Mark(name)))


def _told(problems: list[Problem], fields: Record) -> list[Problem]:
    return sorted({problem for problem in problems if problem.at.file in fields})


def _control(fields: Record) -> list[Problem]:
    """Invisible characters, as ``load`` refuses them."""
    found = []
    for name, value in fields.items():
        for text in (value,) if isinstance(value, str) else map(str, value):
            if hit := NEVER.search(text):
                said = f"an invisible character stands here (U+{ord(hit.group()):04X})"
                found.append(
                    Problem(Mark(name), said, "Delete it.", "control-character")
                )
                break
    return found
