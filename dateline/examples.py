"""The records as an editor meets them: their names, their fields, what to type."""

from collections.abc import Mapping
from functools import cache

from .model import HEADS, RECORDS, Record

NAMES: Mapping[str, str] = {
    "EventRecord": "an event",
    "SourceRecord": "a source",
    "TimelineRecord": "the timeline",
    "CategoryRecord": "a category",
    "Place": "a place",
    "OriginalDate": "an original date",
    "Account": "an account",
    "Version": "a version",
    "Related": "a related event",
    "Media": "a picture",
    "Correction": "a correction",
    "AxisRecord": "the axis",
    "StoryRecord": "a story",
}
_KINDS = {NAMES[kind.__name__]: kind for kind in (*RECORDS, *HEADS)}


@cache
def fields_of(kind: type[Record]) -> Mapping[str, str]:
    """The fields of a record, each with an example as it is typed; "" where none is."""
    return {
        info.alias or name: say_example(info.examples[0]) if info.examples else ""
        for name, info in kind.model_fields.items()
    }


def fields_named(name: str) -> Mapping[str, str]:
    """The same for “an event”, “a source” and so on."""
    return fields_of(_KINDS[name])


def holders_of(field: str) -> list[str]:
    """The records of a file of events that have a field, as “a source”."""
    return [
        name
        for name, kind in _KINDS.items()
        if field in fields_of(kind) and kind in RECORDS
    ]


@cache
def lists() -> frozenset[str]:
    """The fields that hold a list, of events and of what stands in them."""
    kinds = map(fields_of, RECORDS)
    return frozenset(
        name for kind in kinds for name, example in kind.items() if example[:1] == "["
    )


def required(kind: type[Record]) -> list[str]:
    """The fields that a record cannot do without."""
    fields = kind.model_fields.items()
    return [info.alias or name for name, info in fields if info.is_required()]


def say_example(value: object, *, inside: bool = False) -> str:
    """A value as it is typed in YAML on one line; ``inside`` of brackets or braces."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(say_example(item, inside=True) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (
            f"{name}: {say_example(item, inside=True)}" for name, item in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    text = str(value)
    is_split = inside and any(sign in text for sign in ",[]{}")
    is_other = text[:1] in "[]{}@`\"'%&*!|>#-?" or ": " in text or " #" in text
    is_other = is_other or text.endswith(":") or not text
    if not is_split and not is_other:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
