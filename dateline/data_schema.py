"""The schema of ``events.json``: that of ``events.yaml``, and what we add to it."""

import json
from functools import lru_cache
from typing import Any

from . import schema
from .outputs.when import CERTAINTIES, KINDS, PRECISIONS

#: What a program looks for. The number grows when a field goes or changes its meaning.
FORMAT = "dateline/1"

_DAY = {"type": "string", "pattern": r"^-?\d{4,}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "minLength": 1}
_WHEN = {
    "title": "The date for programs",
    "description": "What a program wants to know that cannot read EDTF.",
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "kind", "precision", "certainty"],
    "properties": {
        "words": {**_TEXT, "description": "The date as it stands on the page."},
        "kind": {
            "enum": list(KINDS),
            "description": "An interval lasted from earliest to latest; everything else "
            "lies somewhere between them.",
        },
        "earliest": {
            **_DAY,
            "description": "The first day that is meant; left out where open.",
        },
        "latest": {
            **_DAY,
            "description": "The last day that is meant; left out where open.",
        },
        "precision": {
            "enum": list(PRECISIONS),
            "description": "How finely the date is known; of an interval, its start.",
        },
        "certainty": {"enum": list(CERTAINTIES)},
    },
}
_ADDED: dict[str, dict[str, Any]] = {
    "when": {"$ref": "#/$defs/When"},
    "page": {**_TEXT, "description": "The address of its page in the site."},
    "text": {**_TEXT, "description": "Its long text (Markdown)."},
    "added": {**_DAY, "description": "The day on which it was first published."},
    "changed": {**_DAY, "description": "The day on which it was last changed."},
}
_LICENSE = {
    "title": "The licence of the words and the data",
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {"name": _TEXT, "url": {"type": "string", "format": "uri"}},
}


def made() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``events.json``."""
    found = schema.schema()
    kinds = found["$defs"]
    event = kinds["EventRecord"]
    event.pop("defaultSnippets", None)  # for who writes by hand
    event["properties"].pop("note", None)
    event["properties"]["sources"] = {
        "description": "Keys of “sources”.",
        "type": "array",
        "minItems": 1,
        "items": _TEXT,
    }
    event["properties"] |= _ADDED
    event["required"] = [*event["required"], "id", "when", "page"]
    kinds["When"] = _WHEN
    own = {"$schema": {"type": "string"}, "format": {"const": FORMAT}}
    return {
        **found,
        "title": "The data of a Dateline site",
        "required": ["format", "timeline", "sources", "events"],
        "properties": {**own, "license": _LICENSE, **found["properties"]},
    }


@lru_cache(maxsize=1)
def text() -> str:
    """The schema as the file that is shipped: two spaces."""
    return json.dumps(made(), indent=2, ensure_ascii=False) + "\n"
