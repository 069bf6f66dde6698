"""``events.json``: everything that the pages say, for programs.

The fields are those of ``events.yaml`` under the same names, with every source under
its key and every date as EDTF; what we work out ourselves stands beside them. The
fields are documented in docs/data.md, and ``data.schema.json`` holds them.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .. import data_schema, days, licences
from ..days import Days
from ..model import Event, Record, Timeline
from ..wording import Wording
from .when import fields, when

ADDRESS, SCHEMA = "events.json", "data.schema.json"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The data and its schema."""
    schema = data_schema.text()
    return {ADDRESS: text(timeline).encode(), SCHEMA: schema.encode()}


def text(timeline: Timeline) -> str:
    """The data, with a line for every source and every event."""
    wording = Wording(timeline.info.language)
    info = _plain(timeline.info, "axis")
    parts = [f'"$schema":"{SCHEMA}"', f'"format":"{data_schema.FORMAT}"']
    if name := timeline.info.license:
        licence = {"name": name, "url": licences.address(name)}
        parts.append(f'"license":{_json({k: v for k, v in licence.items() if v})}')
    parts.append(f'"timeline":{_json(info)}')
    categories = {key: _plain(own) for key, own in timeline.categories.items()}
    parts.append(f'"categories":{_lines(categories)}')
    sources = {key: _plain(own.record) for key, own in sorted(timeline.sources.items())}
    parts.append(f'"sources":{_lines(sources)}')
    known = days.known(timeline)
    events = ",\n".join(
        _json(event(own, wording, known[own.id])) for own in timeline.events
    )
    parts.append(f'"events":[\n{events}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def event(found: Event, wording: Wording, lived: Days) -> dict[str, Any]:
    """One event: what is written of it, and what we work out."""
    worked_out = {
        "when": fields(when(found.date, wording.date(found.date))),
        "page": f"events/{found.id}.html",
        "text": found.body.text if found.body else "",
        "added": lived.published,
        "changed": lived.changed,
    }
    return {
        **_plain(found.record, "note"),  # for editors alone
        "id": found.id,
        "sources": list(found.sources),
        **{name: value for name, value in worked_out.items() if value},
    }


def _plain(record: Record, *omitted: str) -> dict[str, Any]:
    """The fields of a record that say something, as the editor named them."""
    dumped = record.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude=set(omitted)
    )
    return {name: value for name, value in dumped.items() if value not in ([], {})}


def _lines(records: Mapping[str, Mapping[str, Any]]) -> str:
    return "{\n" + ",\n".join(_named(records)) + "\n}"


def _named(records: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for key, record in records.items():
        yield f"{_json(key)}:{_json(record)}"


def _json(value: object) -> str:
    return _ENCODER.encode(value)
