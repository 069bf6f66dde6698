"""A plain table, as CSV: rows under names of fields in, events of ours out, and back.

The columns may have the names of our fields, or names that people give them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from msgspec import Struct

from .. import citations, dates
from ..composing.values import Item, Value
from ..model import Event, Status, Timeline
from ..problems import Mark
from . import cells, hypertext, moments
from .arrivals import Arrival, Arrivals, Departure
from .cells import Row
from .sheet import header_problems

NAME = "csv"
WORDS = "a plain table (CSV), under the names of our fields"

#: Our columns, each with other names that it may have. The order is that of an export.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("key", "unique id"),
    "date": ("when", "start", "start date", "begin", "from"),
    "title": ("headline", "name", "event", "what", "label"),
    "summary": ("text", "description", "details", "body"),
    "categories": ("category", "group", "type", "tags", "tag", "kind", "topic"),
    "status": (),
    "status_reason": (),
    "claimed_by": (),
    "denied_by": (),
    "importance": (),
    "places": ("place", "location", "where"),
    "actors": ("actor", "people", "who", "participants"),
    "sources": ("source", "url", "link", "links", "reference", "references"),
    "gap_note": (),
    "order": (),
    "aliases": (),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
}
#: Columns that together say the date, where “date” alone does not.
_MORE = {
    "end": ("end date", "until", "to", "finish"),
    **dict.fromkeys(moments.PARTS, ()),
}
_BY_NAME = {
    other: name
    for name, others in {**COLUMNS, **_MORE}.items()
    for other in (name.replace("_", " "), *others)
}
#: The columns by which our own events.csv is known, and what else it works out itself.
_DERIVED = ("earliest", "latest", "precision", "certainty")
_MADE = ("when", "kind", "page", "added", "changed")
#: Fields of an event that are one text, and those that are a list.
_TEXTS = ("status_reason", "gap_note", "order")
_LISTS = ("claimed_by", "denied_by", "places", "actors", "aliases")
_ADDRESS = re.compile(
    r"(?P<words>.*?)\s*(?:<(?P<url>https?://[^\s<>]+)>|(?P<bare>https?://[^\s<>]+))\s*\Z",
    re.S,
)


class _Line(Struct, frozen=True):
    """One row by the names of fields; ``others`` by the names of columns.

    ``own`` are the fields whose columns have our own names for them.
    """

    at: Mark
    values: Mapping[str, str]
    places: Mapping[str, Mark]
    others: Mapping[str, str]
    own: frozenset[str]

    def place(self, name: str) -> Mark:
        return self.places.get(name, self.at)


def is_header(names: Sequence[str]) -> bool:
    """Whether a first row names a title and a date."""
    found = {_BY_NAME.get(_folded(name)) for name in names}
    return "title" in found and bool({"date", "year"} & found)


def read(text: str, file: str, language: str) -> Arrivals:
    """The events of a file, or every mistake in it."""
    arrivals = Arrivals()
    table, wrong = cells.rows(text, file)
    arrivals.problems += wrong
    if not table:
        return arrivals
    header = _fields_of([cell.text for cell in table[0]])
    if "date" not in header and "year" in header:
        needed = ("year", "title")
    else:
        needed = ("date", "title")
    titles = {name.replace("_", " "): name for name in (*COLUMNS, *_MORE)}
    arrivals.problems += header_problems(table[0], header, needed, titles)
    if arrivals.problems:
        return arrivals
    names = [cell.text for cell in table[0]]
    for row in table[1:]:
        _add(arrivals, _line(row, header, names), language)
    return arrivals


def _fields_of(names: Sequence[str]) -> list[str]:
    """The field of each column: what has our name goes before what has another."""
    folded = [_folded(name) for name in names]
    own = {name for name in folded if _BY_NAME.get(name, "").replace("_", " ") == name}
    is_ours = set(_DERIVED) <= {*folded}
    found = []
    for name in folded:
        field = _BY_NAME.get(name, "")
        is_second = name not in own and field.replace("_", " ") in own
        is_made = is_ours and name in (*_DERIVED, *_MADE)
        found.append("ignored" if is_made else "" if is_second else field)
    return found


def _line(row: Row, header: Sequence[str], names: Sequence[str]) -> _Line:
    values: dict[str, str] = {}
    places: dict[str, Mark] = {}
    others: dict[str, str] = {}
    for place, cell in enumerate(row):
        field = header[place] if place < len(header) else ""
        if field == "ignored":
            continue
        if field and cell.text:
            values[field] = cell.text
        elif cell.text:
            name = names[place] if place < len(names) else ""
            others[name or f"Column {place + 1}"] = cell.text
        if field:
            places[field] = cell.at
    own = frozenset(name for name in header if name in map(_folded, names))
    return _Line(row[0].at, values, places, others, own)


def _add(arrivals: Arrivals, line: _Line, language: str) -> None:
    title = " ".join(line.values.get("title", "").split())
    if not title:
        arrivals.wrong(
            line.place("title"),
            "this row has no title",
            "Write what happened, in one line.",
            "exchange-title",
        )
    date = _date(arrivals, line, language)
    if not title or not date:
        return
    fields = _fields(line)
    notes = [
        f"{name}: {' '.join(words.split())}" for name, words in line.others.items()
    ]
    arrivals.kept.update(line.others.keys())
    for name in ("status", "importance"):
        if name in line.values and name not in fields:
            notes.append(f"{name}: {line.values[name]}")
            arrivals.kept[name] += 1
    summary = line.values.get("summary", "")
    if "summary" not in line.own and hypertext.has_tags(summary):
        told = hypertext.told(summary)
        summary = told.markdown
        notes += [f"In the text: {address}" for address in told.shown]
        arrivals.kept["Pictures and frames in the text"] += len(told.shown)
    arrivals.events.append(
        Arrival(
            line.at,
            date,
            title,
            summary,
            line.values.get("id", ""),
            tuple(_parted(line.values.get("categories", ""))),
            tuple(sources_in(line.values.get("sources", ""))),
            fields,
            (*filter(None, [line.values.get("note", "")]), *notes),
        )
    )


def _date(arrivals: Arrivals, line: _Line, language: str) -> str:
    words, end = line.values.get("date", ""), line.values.get("end", "")
    if not words and line.values.get("year"):
        made = moments.edtf(line.values)
        if isinstance(made, moments.Wrong):
            arrivals.wrong(line.place(made.part), made.text, made.hint, "exchange-date")
            return ""
        words = made
    if not words:
        said, hint = "this row has no date", "Write when it happened: 1815-06-18"
        arrivals.wrong(line.place("date"), said, hint, "exchange-date")
        return ""
    sides = [("date", words), *([("end", end)] if end else [])]
    found = []
    for name, written in sides:
        read = dates.read(written, language)
        if isinstance(read, dates.Misread):
            at = line.place(name if name in line.places else "year")
            arrivals.wrong(at, read.text, read.hint, read.rule, len(written))
        else:
            found.append(read.edtf)
    if len(found) < len(sides):
        return ""
    if len(found) == 1 or found[0] == found[1]:
        return found[0]
    both = dates.read("/".join(found), language)
    if isinstance(both, dates.Misread):
        arrivals.wrong(line.place("end"), both.text, both.hint, both.rule, len(end))
        return ""
    return both.edtf


def _fields(line: _Line) -> dict[str, Value]:
    found: dict[str, Value] = {}
    status = line.values.get("status", "").casefold()
    if status in get_args(Status):
        found["status"] = status
    if (importance := line.values.get("importance", "")) in ("1", "2", "3"):
        found["importance"] = importance
    for name in _TEXTS:
        if name in line.values:
            found[name] = line.values[name]
    for name in _LISTS:
        if items := tuple(dict.fromkeys(_parted(line.values.get(name, "")))):
            found[name] = items
    if not re.fullmatch(r"-?\d+", str(found.get("order", "0"))):
        del found["order"]
    return found


def _parted(words: str) -> list[str]:
    """What a cell lists: a line each, or parted by semicolons or bars."""
    sign = "\n" if "\n" in words else r"[;|]"
    return [part.strip() for part in re.split(sign, words) if part.strip()]


def sources_in(words: str) -> list[Item]:
    """The sources that words name: a line each, or parted by bars; addresses also by spaces."""
    # A title may hold a bar itself; where addresses stand in brackets, lines part.
    parts = re.split(r"\n" if "<http" in words else r"\n|\s*\|\s*", words)
    if re.fullmatch(r"(?:https?://\S+[;,\s]*)+", words):
        parts = words.split()
    found: list[Item] = []
    for part in parts:
        if match := _ADDRESS.match(part.strip().rstrip(";,")):
            url = match["url"] or match["bare"]
            title = " ".join(match["words"].split()).rstrip(":")
            found.append({"title": title or url, "url": url})
        elif part.strip():
            found.append({"title": " ".join(part.split())})
    return found


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[_\-:]", " ", name).casefold().split())


def write(timeline: Timeline) -> Departure:
    """A timeline as a table, one row an event, under the names of our fields."""
    departure = Departure("")
    rows = [[*COLUMNS]]
    for event in timeline.events:
        row = _cells(event, timeline)
        rows.append([row.get(name, "") for name in COLUMNS])
        departure.lost.update(words for words, has in _NO_COLUMN.items() if has(event))
    departure.lost["sources: all but titles and addresses"] += len(timeline.sources)
    departure.lost["what is cited where, once another timeline brings it in"] += sum(
        any(citations.keys(event.record.summary or "")) for event in timeline.events
    )
    departure.lost["what categories cover"] += sum(
        bool(category.about) for category in timeline.categories.values()
    )
    # Without the mark, spreadsheets take UTF-8 for something else.
    departure.text = "\ufeff" + cells.written(rows)
    return departure


_NO_COLUMN: Mapping[str, Callable[[Event], object]] = {
    "long texts": lambda event: event.body,
    "accounts that differ": lambda event: event.record.accounts,
    "related events": lambda event: event.record.related,
    "pictures": lambda event: event.record.media,
    "corrections": lambda event: event.record.corrections,
    "original dates": lambda event: event.record.original_date,
    "countries and coordinates of places": lambda event: any(
        place.country or place.lat for place in event.record.places
    ),
}


def _cells(event: Event, timeline: Timeline) -> dict[str, str]:
    record = event.record
    order = "" if record.order is None else str(record.order)
    return {
        "id": event.id,
        "date": event.date.edtf,
        "title": record.title,
        "summary": (record.summary or "").strip(),
        "categories": _joined(
            [timeline.categories[k].label for k in record.categories]
        ),
        "status": record.status,
        "status_reason": record.status_reason or "",
        "claimed_by": _joined(record.claimed_by),
        "denied_by": _joined(record.denied_by),
        "importance": str(record.importance),
        "places": _joined([place.name for place in record.places]),
        "actors": _joined(record.actors),
        "sources": "\n".join(source_words(timeline, key) for key in event.sources),
        "gap_note": record.gap_note or "",
        "order": order,
        "aliases": _joined(record.aliases),
        "note": record.note or "",
    }


def _joined(items: Sequence[str]) -> str:
    if any(";" in item or "|" in item for item in items):
        return "\n".join(items)
    return "; ".join(items)


def source_words(timeline: Timeline, key: str) -> str:
    """A source as a line that ``sources_in`` reads."""
    record = timeline.sources[key].record
    title = " ".join(record.title.split())
    return f"{title} <{record.url}>" if record.url else title
