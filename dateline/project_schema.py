"""The schema of one project's files: its own keys are what an editor may choose from.

An editor program completes and explains by it. What must be there already (categories,
sources, the ids of events) is a choice; names of people and places are only offered,
since every one of them was new once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import json

from . import schema
from .draft import NO_SOURCE, records_of, text_of, texts_of
from .slugs import slug
from .source import Fields, Source, Text

#: More events than this are not offered as relatives: lists so long are slow to open.
MOST = 5000


def of(source: Source) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the files of one project, as read."""
    made = schema.schema()
    made["title"] = "A file of events of this project"
    records = made["$defs"]
    event = records["EventRecord"]["properties"]
    if categories := dict(_described(source, "categories", "label", "about")):
        event["categories"] |= _list(categories, "A category")
    if keys := dict(_described(source, "sources", "title", "publisher")):
        in_place = event["sources"]["items"]["oneOf"][1]
        none = {NO_SOURCE: "While it has no source yet; this is a warning."}
        event["sources"] |= _list(keys | none, "A source", in_place)
        cites = {f"[@{key}]": about for key, about in keys.items()}
        _offer(records["Version"]["properties"], "cite", cites, "A source")
    if 0 < len(events := dict(_events(source))) <= MOST:
        found = records["Related"]["properties"]["id"]
        found["examples"] = [next(iter(events))]
        found |= {"anyOf": _choices(events, "An event")}
    actors = _names(source, "actors", "claimed_by", "denied_by")
    for field in ("actors", "claimed_by", "denied_by"):
        _offer(event[field], "items", actors, "A name")
    places = _names(source, "places")
    _offer(records["Place"]["properties"], "name", places, "A place")
    in_place, name = event["places"]["items"]["anyOf"]
    event["places"]["items"]["anyOf"] = [*_choices(places, "A place"), name, in_place]
    return made


def text(source: Source) -> str:
    """The schema as a file: the same for the same words, whatever the machine."""
    return json.format(json.encode(of(source)), indent=1).decode() + "\n"


def _list(
    words: Mapping[str, str], title: str, *others: dict[str, Any]
) -> dict[str, Any]:
    """A list of these words, or of others."""
    first = next(iter(words))
    items = {"anyOf": [*_choices(words, title), *others]}
    return {"items": items, "examples": [[first]]}


def _choices(words: Mapping[str, str], title: str) -> list[dict[str, Any]]:
    """One of these words, each with what an editor program says of it."""
    return [
        {"const": each, "title": title, "description": about or word}
        for word, about in words.items()
        for each in _typed(word)
    ]


def _typed(word: str) -> Iterator[str | int]:
    """A word, and the number that YAML readers take it for (YAML 1.2.2 §10.3.2)."""
    yield word
    if re.fullmatch("[0-9]{1,15}", word):
        yield int(word)


def _offer(
    fields: dict[str, Any], name: str, words: Mapping[str, str], title: str
) -> None:
    """Lets a field complete to these words, and take any other of its form."""
    if words:
        field = fields[name]
        form = {part: field.pop(part) for part in ("type", "minLength")}
        fields[name] = field | {"anyOf": [*_choices(words, title), form]}


def _described(source: Source, section: str, *fields: str) -> Iterator[tuple[str, str]]:
    """The keys of a section of every file, each with what is said of it there."""
    for document in source.documents.values():
        records = document.values.get(section)
        if isinstance(records, Fields):
            for key, record in records.values.items():
                yield key, _joined(text_of(record, field) for field in fields)


def _events(source: Source) -> Iterator[tuple[str, str]]:
    """The id of every event as written, or as made from its title; its date and title."""
    for event in _written(source):
        title = text_of(event, "title")
        name = text_of(event, "id")
        if name or title:
            id_ = name.value if name else slug(title.value if title else "")
            yield id_, _joined((text_of(event, "date"), title))


def _names(source: Source, *fields: str) -> Mapping[str, str]:
    """The names in some lists of all events, sorted, with how often each is there."""
    counts: dict[str, int] = {}
    for event in _written(source):
        for field in fields:
            named = [*texts_of(event.values.get(field))]
            records = (text_of(each, "name") for each in records_of(event, field))
            for name in (*named, *(each for each in records if each)):
                counts[name.value] = counts.get(name.value, 0) + 1
    return {
        name: f"In {count} event{'s' * (count != 1)}"
        for name, count in sorted(counts.items())
    }


def _written(source: Source) -> Iterator[Fields]:
    for document in source.documents.values():
        yield from records_of(document, "events")


def _joined(texts: Iterable[Text | None]) -> str:
    return " · ".join(" ".join(each.value.split()) for each in texts if each)
