"""iCalendar (RFC 5545): its events in, events of ours out, and the way back."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.cal import Component
from icalendar.prop.broken import vBroken

from .. import citations, dates
from ..composing.values import Item, Value
from ..model import Timeline
from ..outputs import calendar
from ..problems import Mark, shortened
from . import hypertext
from .arrivals import Arrival, Arrivals, Departure
from .plain import paragraphs
from .showing import CITED, unsaid

NAME = "ical"
WORDS = "iCalendar (.ics), as calendars send it"

#: Properties that are read, and those that say nothing of the event itself.
_READ = frozenset(
    ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "DTSTART", "DTEND", "DURATION")
)
_SILENT = frozenset(
    (
        *("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS"),
        *(
            "PRIORITY",
            "X-ALT-DESC",
            "X-MICROSOFT-CDO-BUSYSTATUS",
            "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR",
        ),
    )
)
#: What icalendar raises for lines that it cannot read.
_BREAKS = (
    *(ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError),
    OverflowError,
)


def read(text: str, file: str, language: str) -> Arrivals:
    """The events of a file, or every mistake in it."""
    arrivals = Arrivals()
    try:
        calendars = Calendar.from_ical(text.replace("\n", "\r\n"), multiple=True)
    except _BREAKS as error:
        arrivals.wrong(*_unreadable(text, file, error), "ical")
        return arrivals
    found = [event for whole in calendars for event in whole.walk("VEVENT")]
    lines = list(_lines(text, file))
    if len(lines) != len(found):
        said = "this calendar ends before its last event does"
        at = lines[-1] if lines else Mark(file)
        arrivals.wrong(at, said, "Save it from its program once more.", "ical")
        return arrivals
    for whole in calendars:
        arrivals.title = arrivals.title or str(whole.get("X-WR-CALNAME", ""))
    for event, at in zip(found, lines, strict=True):
        _add(arrivals, event, at, language)
    return arrivals


def _lines(text: str, file: str) -> Iterator[Mark]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().upper() == "BEGIN:VEVENT":
            yield Mark(file, number, 1)


def _unreadable(text: str, file: str, error: Exception) -> tuple[Mark, str, str]:
    quoted = re.search(r"'(.*?)'", str(error))
    words = quoted[1] if quoted else ""
    number = next((n for n, line in enumerate(text.split("\n"), 1) if line == words), 0)
    if number:
        said = f"“{shortened(words)}” is no line of iCalendar"
        return Mark(file, number, 1), said, "Write NAME:VALUE, or remove the line."
    said = "this calendar does not end where it should, or is none"
    return (
        Mark(file),
        said,
        "It begins with BEGIN:VCALENDAR and ends with END:VCALENDAR.",
    )


def _add(arrivals: Arrivals, event: Component, at: Mark, language: str) -> None:
    title = _words(event, "SUMMARY")
    edtf = _date(arrivals, event, at, language)
    if not title:
        hint = "Write a line SUMMARY: with what happened."
        arrivals.wrong(
            at, "this event has no SUMMARY, so no title", hint, "exchange-title"
        )
    if not title or not edtf:
        return
    description = str(event.get("DESCRIPTION", ""))
    is_html = hypertext.has_tags(description)
    summary = (
        hypertext.told(description).markdown if is_html else paragraphs(description)
    )
    notes = [f"{name}: {words}" for name, words in _others(event)]
    arrivals.kept.update(note.partition(":")[0] for note in notes)
    places = tuple(_places(event))
    fields: dict[str, Value] = {"places": places} if places else {}
    arrivals.events.append(
        Arrival(
            at,
            edtf,
            " ".join(title.split()),
            summary,
            groups=tuple(_categories(event)),
            fields=fields,
            notes=tuple(notes),
        )
    )


def _words(event: Component, name: str) -> str:
    found = event.get(name, "")
    return str(found[0] if isinstance(found, list) else found).strip()


def _places(event: Component) -> Iterator[Item]:
    name, spot = " ".join(_words(event, "LOCATION").split()), _spot(event)
    if not name:
        return
    if not spot:
        yield name
        return
    yield {"name": name} | {
        part: f"{degrees:.6f}".rstrip("0").rstrip(".") for part, degrees in spot.items()
    }


def _spot(event: Component) -> Mapping[str, float]:
    """Latitude and longitude, if they are told and are on Earth."""
    geo = _first(event, "GEO")
    if geo is None or not (abs(geo.latitude) <= 90 and abs(geo.longitude) <= 180):
        return {}
    return {"lat": geo.latitude, "lon": geo.longitude}


def _categories(event: Component) -> Iterator[str]:
    found = event.get("CATEGORIES", [])
    for one in found if isinstance(found, list) else [found]:
        for name in getattr(one, "cats", []):
            if words := " ".join(str(name).split()):
                yield words


def _others(event: Component) -> Iterator[tuple[str, str]]:
    for name, value in event.property_items(recursive=False, sorted=False):
        if name in _READ or name in _SILENT or name in ("BEGIN", "END"):
            continue
        if name == "GEO" and _words(event, "LOCATION") and _spot(event):
            continue
        raw = value.to_ical() if hasattr(value, "to_ical") else str(value)
        words = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
        yield name, " ".join(words.replace("\\,", ",").replace("\\;", ";").split())
    if any(part.name == "VALARM" for part in event.subcomponents):
        yield "VALARM", "a reminder"


def _date(arrivals: Arrivals, event: Component, at: Mark, language: str) -> str:
    for name, reason in event.errors:
        if name in ("DTSTART", "DTEND", "DURATION"):
            digits = re.findall(r"[\w:+-]*\d[\w:+-]*", str(reason))
            words = digits[-1] if digits else ""
            said = f"“{words}” in {name} is not a date that there is"
            hint = "Write it as DTSTART;VALUE=DATE:18150618, or …:20220224T050000Z."
            arrivals.wrong(at, said, hint, "exchange-date")
            return ""
    start = _value(event, "DTSTART")
    if not isinstance(start, date):
        hint = "Write a line DTSTART;VALUE=DATE:18150618."
        arrivals.wrong(
            at, "this event has no DTSTART, so no date", hint, "exchange-date"
        )
        return ""
    try:
        end = _end(start, _value(event, "DTEND"), _value(event, "DURATION"))
    except OverflowError:
        hint = "Write the last day as DTEND;VALUE=DATE:18150619."
        said = "this event ends outside the years 1 to 9999"
        arrivals.wrong(at, said, hint, "exchange-date")
        return ""
    first, last = _edtf(start), _edtf(end) if end else ""
    read = dates.read(f"{first}/{last}" if last and last != first else first, language)
    if isinstance(read, dates.Misread):
        arrivals.wrong(at, read.text, read.hint, read.rule)
        return ""
    return read.edtf


def _end(start: date, end: Any, length: Any) -> date | None:
    """The last day or moment, if one is told. Raises OverflowError."""
    told: date | None = end if isinstance(end, date) else None
    if told is None and isinstance(length, timedelta):
        told = start + length
    if told is None or isinstance(start, datetime):
        return told
    day = told.date() if isinstance(told, datetime) else told
    # The end of whole days is the day after the last one (RFC 5545, 3.6.1).
    return max(start, day - timedelta(days=1)) if day > start else start


def _value(event: Component, name: str) -> Any:
    """What a property is worth to Python: a day, a moment, a length."""
    return getattr(_first(event, name), "dt", None)


def _first(event: Component, name: str) -> Any:
    """The first property of a name; None where there is none that can be read."""
    found = event.get(name)
    found = found[0] if isinstance(found, list) else found
    return None if isinstance(found, vBroken) else found


def _edtf(moment: date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    zone = moment.strftime("%z")
    zone = "Z" if zone == "+0000" else f"{zone[:3]}:{zone[3:5]}" if zone else ""
    clock = "%H:%M:%S" if moment.second else "%H:%M"
    return f"{moment:%Y-%m-%d}T{moment.strftime(clock)}{zone}"


#: What a calendar says, though a slide of TimelineJS cannot.
_SAID = frozenset(
    ("places", "categories beyond the first", "who claims and who denies")
)


def write(timeline: Timeline) -> Departure:
    """A timeline as a calendar: every event that is known to the day."""
    departure = Departure(calendar.text(timeline))
    told = departure.text.count("\r\nBEGIN:VEVENT\r\n")
    departure.lost["events whose day is not known, or lies before the year 1"] += (
        len(timeline.events) - told
    )
    for event in timeline.events:
        departure.lost.update(unsaid(event, _SAID))
        cited = sum(1 for _ in citations.keys(event.record.summary or ""))
        departure.lost[CITED] += cited
        departure.lost["pictures"] += bool(event.record.media)
        departure.lost["why a status is given"] += bool(event.record.status_reason)
    departure.lost["sources: all but titles"] += len(timeline.sources)
    return departure
