"""The data format for machines and for readers: the model in, JSON Schema and tables out."""

import json
from collections.abc import Iterator
from typing import Any

from .examples import NAMES, fields_of, required
from .model import RECORDS, FileRecord, Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file of events."""
    made = FileRecord.model_json_schema(mode="validation", by_alias=True)
    _tidy(made)
    return {
        "$schema": DRAFT,
        "title": "A Dateline file of events",
        **{name: value for name, value in made.items() if name != "title"},
    }


def text() -> str:
    """The schema as the file that is shipped: sorted as documented, two spaces."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _tidy(node: Any) -> None:
    """Titles that only repeat a field's name go; a field may be left out, not null."""
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
    for kind in RECORDS:
        name = NAMES[kind.__name__]
        heading = name[:1].upper() + name[1:]
        about = (kind.__doc__ or "").split("\n")[0]
        parts.append("\n".join([f"### {heading}", "", about, "", *table(kind)]))
    return "\n\n".join(parts) + "\n"
