"""``events.csv`` and ``sources.csv``, with what describes both to programs.

The description is ``events.csv-metadata.json``, where CSV on the Web looks for it (Model
for Tabular Data and Metadata on the Web, 5.3).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .. import citations, dates, days, licences
from ..dates import Span
from ..days import Days
from ..model import Event, Reference, Timeline
from ..wording import Wording
from .tables import Column, described, text
from .when import When, when

ADDRESS, SOURCES = "events.csv", "sources.csv"
METADATA = f"{ADDRESS}-metadata.json"


class _Row(Struct, frozen=True):
    """An event with what we work out."""

    event: Event
    when: When
    categories: Sequence[str]
    days: Days


EVENTS: tuple[Column[_Row], ...] = (
    Column("id", "The event's id.", lambda row: row.event.id, "name", True),
    Column("date", "When it happened, as EDTF.", lambda row: row.event.date.edtf, "text", True),
    Column("when", "The same in words.", lambda row: row.when.words),
    Column("kind", "date, interval or one-of.", lambda row: row.when.kind, "name"),
    Column("earliest", "The first day that is meant; empty where open.", lambda row: row.when.earliest, "date"),
    Column("latest", "The last day that is meant; empty where open.", lambda row: row.when.latest, "date"),
    Column("precision", "How finely the date is known.", lambda row: row.when.precision, "name"),
    Column("certainty", "exact, approximate, uncertain or approximate-and-uncertain.", lambda row: row.when.certainty, "name"),
    Column("title", "What happened, in one line.", lambda row: row.event.record.title, "text", True),
    Column("summary", "A few sentences, without their citations.", lambda row: citations.without(row.event.record.summary or "")),
    Column("status", "established, reported, disputed or alleged.", lambda row: row.event.record.status, "name", True),
    Column("claimed_by", "Who says so.", lambda row: row.event.record.claimed_by, "list"),
    Column("denied_by", "Who denies it.", lambda row: row.event.record.denied_by, "list"),
    Column("importance", "1 context, 2 notable, 3 turning point.", lambda row: str(row.event.record.importance), "integer"),
    Column("categories", "Names of categories.", lambda row: row.categories, "list"),
    Column("actors", "Who took part.", lambda row: row.event.record.actors, "list"),
    Column("places", "Where it happened.", lambda row: [place.name for place in row.event.record.places], "list"),
    Column("latitude", "Of the first place that has one, in degrees, north positive.", lambda row: _degrees(row.event, "lat"), "number"),
    Column("longitude", "Of the same place, in degrees, east positive.", lambda row: _degrees(row.event, "lon"), "number"),
    Column("sources", "Keys of sources.csv.", lambda row: row.event.sources, "names", True),
    Column("page", "The address of its page in the site.", lambda row: f"events/{row.event.id}.html", "address"),
    Column("added", "The day on which it was first published, if known.", lambda row: row.days.published, "date"),
    Column("changed", "The day on which it was last changed, if known.", lambda row: row.days.changed, "date"),
)  # fmt: skip

WORKS: tuple[Column[Reference], ...] = (
    Column("key", "The source's key.", lambda work: work.key, "name", True),
    Column("title", "Its title.", lambda work: work.record.title, "text", True),
    Column("author", "Who wrote it.", lambda work: work.record.author or ""),
    Column("publisher", "Who published it.", lambda work: work.record.publisher or ""),
    Column("published", "When it was published, as EDTF.", lambda work: _edtf(work.record.published)),
    Column("kind", "What kind of source it is.", lambda work: work.record.kind, "name"),
    Column("language", "Its language, as a BCP 47 tag; the timeline's own if empty.", lambda work: work.record.language or "", "name"),
    Column("country", "The country of its publisher (ISO 3166).", lambda work: work.record.country or "", "name"),
    Column("url", "Its address.", lambda work: work.record.url or "", "address"),
    Column("archived", "The address of a copy.", lambda work: work.record.archived or "", "address"),
    Column("accessed", "When it was last read, as EDTF.", lambda work: _edtf(work.record.accessed)),
    Column("license", "The licence it is under.", lambda work: work.record.license or ""),
    Column("note", "What a reader should know about it.", lambda work: work.record.note or ""),
    Column("page", "The address of its page in the site.", lambda work: f"sources/{work.key}.html", "address"),
)  # fmt: skip


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The two tables and their description."""
    works = [work for _, work in sorted(timeline.sources.items())]
    described = json.dumps(metadata(timeline), ensure_ascii=False, indent=1)
    return {
        ADDRESS: text(EVENTS, _rows(timeline)).encode(),
        SOURCES: text(WORKS, works).encode(),
        METADATA: f"{described}\n".encode(),
    }


def metadata(timeline: Timeline) -> dict[str, Any]:
    """The description of both tables (Metadata Vocabulary for Tabular Data, W3C 2015)."""
    info = timeline.info
    events = described(_columns(timeline), "id")
    events["foreignKeys"] = [
        {
            "columnReference": "sources",
            "reference": {"resource": SOURCES, "columnReference": "key"},
        }
    ]
    about: dict[str, Any] = {"dc:title": info.title, "dc:language": info.language}
    if address := licences.address(info.license):
        about["dc:license"] = {"@id": address}
    elif info.license:
        about["dc:license"] = info.license
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **about,
        "tables": [
            {"url": ADDRESS, "dc:title": "Events", "tableSchema": events},
            {
                "url": SOURCES,
                "dc:title": "Sources",
                "tableSchema": described(WORKS, "key"),
            },
        ],
    }


def _columns(timeline: Timeline) -> Iterator[Column[_Row]]:
    """The columns of events; days are dates where every program takes them for such."""
    bounds = (dates.bounds(event.date) for event in timeline.events)
    is_plain = all(
        len(day) <= len("1829-02-11") and not day.startswith(("-", "0000"))
        for both in bounds
        for day in both
    )
    for column in EVENTS:
        is_far = column.kind == "date" and not is_plain
        yield replace(column, kind="day") if is_far else column


def _rows(timeline: Timeline) -> Iterator[_Row]:
    wording = Wording(timeline.info.language)
    labels = {key: own.label for key, own in timeline.categories.items()}
    known = days.known(timeline)
    for event in timeline.events:
        yield _Row(
            event,
            when(event.date, wording.date(event.date)),
            [labels.get(key, key) for key in event.record.categories],
            known[event.id],
        )


def _degrees(event: Event, name: str) -> str:
    """Latitude or longitude of the first place that has both."""
    for place in event.record.places:
        if place.lat is not None and place.lon is not None:
            return f"{place.lat if name == 'lat' else place.lon:.6f}".rstrip(
                "0"
            ).rstrip(".")
    return ""


def _edtf(span: Span | None) -> str:
    return span.edtf if span else ""
