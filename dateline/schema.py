"""The data format for machines and for readers: the model in, JSON Schema and tables out."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .examples import NAMES, fields_of, required
from .model import HEADS, RECORDS, FileRecord, Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: What editors offer for a new item of “events”, in the form of VS Code's snippets.
SNIPPET = {
    "label": "event",
    "description": "A new event, with all that it cannot do without.",
    "body": {
        "id": "${1:stable-address}",
        "date": "${2:1829-02-11}",
        "title": "${3:What happened, in one line}",
        "summary": "${4:A sentence [@source].}",
        "sources": ["${5:source}"],
    },
}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file of events; its parts may be changed."""
    found: dict[str, Any] = json.loads(_made())
    return found


@lru_cache(maxsize=1)  # three files of a build begin with it
def _made() -> str:
    made = FileRecord.model_json_schema(mode="validation", by_alias=True)
    _tidy(made)
    for kind in RECORDS:
        record = made["$defs"][kind.__name__]
        record["title"] = _sentence(NAMES[kind.__name__])
        _give_titles(kind, record["properties"])
    _give_titles(FileRecord, made["properties"])
    made["$defs"]["EventRecord"]["defaultSnippets"] = [SNIPPET]
    whole = {"$schema": DRAFT, "title": "A Dateline file of events", **made}
    return json.dumps(whole, ensure_ascii=False)


def text() -> str:
    """The schema as the file that is shipped: sorted as documented, two spaces."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _give_titles(kind: type[Record], properties: dict[str, Any]) -> None:
    """Every field gets the title that the model gives it, or its name in words.

    And its description, which pydantic leaves out where the record says the same.
    """
    for name, info in kind.model_fields.items():
        field = properties[info.alias or name]
        title = info.title or _sentence(name.replace("_", " "))
        about = {"title": title, "description": info.description}
        properties[info.alias or name] = about | field


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tidy(node: Any) -> None:
    """Titles made from names in Python go; a field may be left out, not null."""
    if isinstance(node, list):
        for item in node:
            _tidy(item)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        node.pop("title")
    if node.get("default", ...) is None:
        node.pop("default")
    choices = node.get("anyOf")
    if isinstance(choices, list):
        kept = [choice for choice in choices if choice != {"type": "null"}]
        if len(kept) == 1:
            node.pop("anyOf")
            node.update(kept[0])
        else:
            node["anyOf"] = kept
    for name, value in list(node.items()):
        if name not in ("examples", "default", "const", "enum"):
            _tidy(value)


def table(kind: type[Record]) -> Iterator[str]:
    """The fields of one record as lines of a Markdown table."""
    yield "| field | what it says | example |"
    yield "|---|---|---|"
    needed = required(kind)
    abouts = [info.description or "" for info in kind.model_fields.values()]
    for (name, example), about in zip(fields_of(kind).items(), abouts, strict=True):
        mark = "**" if name in needed else ""
        told = about.replace("|", "\\|")
        yield f"| {mark}`{name}`{mark} | {told} | `{name}: {example}` |"


def tables() -> str:
    """Every record's table under its name, for the documentation."""
    parts = []
    for kind in (*RECORDS, *HEADS):
        name = NAMES[kind.__name__]
        heading = _sentence(name)
        about = (kind.__doc__ or "").split("\n")[0]
        parts.append("\n".join([f"### {heading}", "", about, "", *table(kind)]))
    return "\n\n".join(parts) + "\n"
