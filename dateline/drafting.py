"""Source → Draft: every section of every file, its keys and its records, with their mistakes."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from . import citations, shape, stories, strays
from .borrowed import borrowed
from .draft import MAIN, NO_SOURCE, Draft, EventDraft, SourceDraft
from .examples import say_example
from .findings import what_is_there
from .model import (
    CategoryRecord,
    EventRecord,
    FileRecord,
    Record,
    SourceRecord,
    TimelineRecord,
)
from .problems import Mark, Problem, nearest
from .slugs import slug
from .source import Fields, Items, Node, Source, Text

R = TypeVar("R", bound=Record)

#: The rules of what stands at the outermost level and is no section, and of a section
#: without keys: what they should hold is not known.
TORN = ("unknown-section", "section-without-keys")
SECTIONS = tuple(FileRecord.model_fields)
#: What a record of a section looks like.
ONE = {
    "categories": "diplomacy: {label: Diplomacy}",
    "sources": "a-key: {title: …, url: …}",
}
#: What stands behind each key of a section.
KINDS: Mapping[str, type[Record]] = {
    "categories": CategoryRecord,
    "sources": SourceRecord,
}
#: What others call the key of a record.
KEYS = ("key", "id", "slug")
#: Keys that no source can have, and what they stand for.
RESERVED = {
    citations.EDITORS: "is the mark for your own words",
    "index": "is the address of the list of sources",
    NO_SOURCE: "says that an event has no source yet",
}


def drafted(source: Source) -> tuple[Draft, list[Problem]]:
    """All that was written, sorted by what it is, and every mistake in its shape."""
    problems: list[Problem] = []
    info = _info(source, problems)
    language = info.language if info else "en"
    categories: dict[str, CategoryRecord | None] = {}
    sources: dict[str, SourceDraft] = {}
    seen: dict[tuple[str, str], Mark] = {}
    events: list[EventDraft] = []
    for document in source.documents.values():
        _sections(document, problems)
        for key, node in _named(document, "categories", seen, problems):
            categories[key.value] = _shaped(CategoryRecord, node, language, problems)
        for key, node in _named(document, "sources", seen, problems):
            record = _shaped(SourceRecord, node, language, problems)
            sources[key.value] = SourceDraft(key, node, record)
        for node in _listed(document, problems):
            record_or_none = _shaped(EventRecord, node, language, problems)
            if isinstance(node, Fields):
                events.append(_event(node, record_or_none))
    told = _stories(source, events, problems)
    return Draft(source, info, categories, sources, tuple(events), told), problems


def _stories(
    source: Source, events: list[EventDraft], problems: list[Problem]
) -> tuple[stories.StoryDraft, ...]:
    """Every story, sorted by its file."""
    example = events[0].id.value if events else "the-id-of-an-event"
    found = []
    for path, page in sorted(source.pages.items()):
        if path.startswith(stories.FOLDER):
            told, wrong = stories.drafted(page, example)
            found.append(told)
            problems += wrong
    return tuple(found)


def _shaped(
    kind: type[R], node: Node, language: str, problems: list[Problem]
) -> R | None:
    record, found = shape.validated(kind, node, language)
    problems += found
    return record


def _info(source: Source, problems: list[Problem]) -> TimelineRecord | None:
    for path, document in source.documents.items():
        if path != MAIN and "timeline" in document.values:
            problems.append(
                Problem(
                    document.names["timeline"],
                    f"“timeline” stands in {path}, and it belongs in {MAIN} alone",
                    f"Move these lines to {MAIN}, or remove them.",
                    "timeline-twice",
                    length=len("timeline"),
                )
            )
    main = source.documents.get(MAIN)
    if main is None:
        return None
    if "timeline" not in main.values:
        if not any(nearest(n, ["timeline"]) or n == "title" for n in main.names):
            problems.append(
                Problem(
                    main.at,
                    f"{MAIN} does not say what the timeline is called",
                    'Start it with a line: timeline: {title: "…", language: en}',
                    "missing",
                )
            )
        return None
    return _shaped(TimelineRecord, main.values["timeline"], "en", problems)


def _sections(document: Fields, problems: list[Problem]) -> None:
    above = ""
    for name, at in document.names.items():
        if name in SECTIONS:
            above = name
            continue
        hint = "The fields are timeline, categories, sources and events."
        if above and isinstance(document.values[name], Fields):
            hint = f"If it belongs to “{above}:” above, indent it by two spaces."
        if match := borrowed("a file of events", name) or nearest(name, SECTIONS):
            hint = f"Did you mean “{match}”?"
        elif name in TimelineRecord.model_fields:
            hint = "Put it under “timeline:”, indented by two spaces."
        problems.append(
            Problem(
                at,
                f"a file of events has no field “{name}”",
                hint,
                "unknown-section",
                length=len(name),
            )
        )


def _named(
    document: Fields,
    section: str,
    seen: dict[tuple[str, str], Mark],
    problems: list[Problem],
) -> Iterator[tuple[Text, Node]]:
    """The records of a section that is a mapping, each with its key; keys are checked."""
    node = document.values.get(section)
    if node is None or (isinstance(node, Text) and node.is_empty):
        return
    if not isinstance(node, Fields):
        problems.append(
            Problem(
                node.at,
                f"“{section}” is written as keys, each with its fields, "
                f"and here {what_is_there(node)}",
                _as_keys(section, node),
                "section-without-keys",
            )
        )
        return
    node = _gathered(section, node, problems)
    for name, value in node.values.items():
        at = node.names[name]
        refusal = _key_problem(section, name, at, seen)
        if refusal:
            problems.append(refusal)
        if not refusal or refusal.rule != "key-twice":  # what is named so can be known
            seen.setdefault((section, name.casefold()), at)
            yield Text(at, name, name), value


def _as_keys(section: str, node: Node) -> str:
    """How the first record of a list is written under a key."""
    first = node.items[0] if isinstance(node, Items) and node.items else None
    key, fields = "", {}
    for name, value in first.values.items() if isinstance(first, Fields) else ():
        if isinstance(value, Fields) or (isinstance(value, Text) and value.is_empty):
            key = name
        if isinstance(value, Text) and name in KEYS:
            key = value.value
        elif isinstance(value, Text) and not value.is_empty:
            fields[name] = value
        elif isinstance(value, Fields):
            fields.update(
                (inner, text)
                for inner, text in value.values.items()
                if isinstance(text, Text)
            )
    if not fields:
        return f"Write each as a key with its fields behind it: {ONE[section]}"
    lines = _under_key(section, key or "a-key", fields)
    return f"Write each without its dash, and its fields under its key:{lines}"


def _under_key(section: str, key: str, fields: Mapping[str, Node]) -> str:
    lines = [
        f"\n        {name}: {say_example(text.value)}"
        for name, text in fields.items()
        if isinstance(text, Text)
    ]
    return f"\n    {section}:\n      {key}:" + "".join(lines)


def _gathered(section: str, node: Fields, problems: list[Problem]) -> Fields:
    """The section with the fields that stand beside their key brought under it."""
    values: dict[str, Node] = {}
    names: dict[str, Mark] = {}
    key, inner = "", Fields(node.at, {}, {})
    for name, value in node.values.items():
        at = node.names[name]
        if name not in KINDS[section].model_fields or isinstance(value, Fields):
            values[name], names[name] = value, at
            is_empty = isinstance(value, Text) and value.is_empty
            key, inner = name if is_empty else "", Fields(at, {}, {})
            continue
        if not inner.values:
            problems.append(_beside_its_key(section, key, node, at))
        inner = Fields(
            inner.at, {**inner.values, name: value}, {**inner.names, name: at}
        )
        if key:
            values[key] = inner
    return Fields(node.at, values, names)


def _beside_its_key(section: str, key: str, node: Fields, at: Mark) -> Problem:
    name = next(name for name, place in node.names.items() if place == at)
    if key:
        text = f"“{name}” stands beside the key “{key}”, to which it belongs"
        hint = f"Indent the fields of “{key}” by {at.column + 1} spaces."
        return Problem(at, text, hint, "yaml-indentation", length=len(name))
    fields = {
        field: value
        for field, value in node.values.items()
        if field in KINDS[section].model_fields
    }
    text = f"“{name}” stands in “{section}” without a key above it"
    hint = f"Write a key of your own above it:{_under_key(section, 'a-key', fields)}"
    return Problem(at, text, hint, "section-without-keys", length=len(name))


def _key_problem(
    section: str, name: str, at: Mark, seen: Mapping[tuple[str, str], Mark]
) -> Problem | None:
    one = "category" if section == "categories" else "source"
    before = seen.get((section, name.casefold()))
    if before:
        return Problem(
            at,
            f"“{name}” is already the key of the {one} at {before}",
            "Give this one another key, or remove one of the two.",
            "key-twice",
            length=len(name),
        )
    if not citations.is_key(name):
        return Problem(
            at,
            f"“{name}” cannot be the key of a {one}",
            f"Use letters, digits and hyphens: {slug(name)}",
            "key",
            length=len(name),
        )
    if section == "sources" and name.casefold() in RESERVED:
        return Problem(
            at,
            f"“{name}” {RESERVED[name.casefold()]}, and cannot be the key of a source",
            "Give this source another key.",
            "key-reserved",
            length=len(name),
        )
    return None


def _listed(document: Fields, problems: list[Problem]) -> Iterator[Node]:
    node = document.values.get("events")
    if node is None or (isinstance(node, Text) and node.is_empty):
        return
    if not isinstance(node, Items):
        problems.append(
            Problem(
                node.at,
                f"“events” is a list, and here {what_is_there(node)}",
                "Begin each event with a hyphen and a space: - date: 1829-02-11",
                "shape",
            )
        )
        return
    for item in node.items:
        event, inside = strays.parted(item)
        yield event
        for stray, problem in inside:
            problems.append(problem)
            yield stray


def _event(node: Fields, record: EventRecord | None) -> EventDraft:
    written = node.values.get("id")
    if isinstance(written, Text) and not written.is_empty:
        return EventDraft(node, record, written, is_made=False)
    title = node.values.get("title")
    name = title.value if isinstance(title, Text) else ""
    return EventDraft(node, record, Text(node.at, slug(name)), is_made=True)
