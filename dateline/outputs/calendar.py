"""``timeline.ics`` and ``on-this-day.ics``: what is known to the day, for calendars.

Both are iCalendar (RFC 5545, with the names of RFC 7986). A calendar has no form for
“about” or “some day in May”: what is not known to the day is left out, and the
calendar's description says how many events that are.
"""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from .. import citations, dates, days
from ..dates.civil import civil
from ..model import Event, Timeline
from ..permanent import absolute
from ..slugs import slug
from ..wording import Wording
from . import calendar_dates
from .content_lines import escaped, line, listed

ADDRESS, YEARLY_ADDRESS = "timeline.ics", "on-this-day.ics"

#: From an event to the lines that say when; nothing where a calendar cannot.
_Moment = Callable[[Event], tuple[str, ...]]


class Calendar(Struct, frozen=True):
    """What one calendar file says of itself, and how its events are told.

    ``suffix`` parts the ids of its events from those of other files; ``title`` makes
    an event's title, ``omitted`` the words for how many are left out.
    """

    address: str
    name: str
    suffix: str
    moment: _Moment
    title: Callable[[Event], str]
    omitted: Callable[[int], str]


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """Both files; one without any event is no calendar (3.6) and is not made."""
    wording = Wording(timeline.info.language)
    whole, yearly = _whole(timeline, wording), _yearly(timeline, wording)
    said = _all_said(timeline, wording)
    made = {
        calendar.address: _text(timeline, calendar, said, wording)
        for calendar in (whole, yearly)
    }
    return {address: words.encode() for address, words in made.items() if words}


def is_made(timeline: Timeline) -> bool:
    """Whether any event is known to the day."""
    return any(calendar_dates.once(event.date) for event in timeline.events)


def is_made_yearly(timeline: Timeline) -> bool:
    """Whether any event is known to have taken a single day."""
    return any(calendar_dates.every_year(event.date) for event in timeline.events)


def text(timeline: Timeline) -> str:
    """The calendar of all events that are known to the day; empty if none is."""
    wording = Wording(timeline.info.language)
    said = _all_said(timeline, wording)
    return _text(timeline, _whole(timeline, wording), said, wording)


def _whole(timeline: Timeline, wording: Wording) -> Calendar:
    def omitted(number: int) -> str:
        return wording.count(
            "{n} event is left out: its day is not known, or lies before the year 1.",
            "{n} events are left out: their day is not known, or lies before the year 1.",
            number,
        )

    return Calendar(
        ADDRESS,
        timeline.info.title,
        "",
        lambda event: calendar_dates.once(event.date),
        lambda event: _titled(event, wording),
        omitted,
    )


def _yearly(timeline: Timeline, wording: Wording) -> Calendar:
    def title(event: Event) -> str:
        first, _ = dates.known_days(event.date) or (0, 0)
        return f"{wording.year(civil(first)[0])}: {_titled(event, wording)}"

    def omitted(number: int) -> str:
        return wording.count(
            "{n} event is left out: it lasted longer, or its day is not known or lies before the year 1.",
            "{n} events are left out: they lasted longer, or their day is not known or lies before the year 1.",
            number,
        )

    name = wording.say("{title}: on this day").format(title=timeline.info.title)
    return Calendar(
        YEARLY_ADDRESS,
        name,
        ".yearly",
        lambda event: calendar_dates.every_year(event.date),
        title,
        omitted,
    )


def _text(
    timeline: Timeline, calendar: Calendar, said: Mapping[str, str], wording: Wording
) -> str:
    told = [(event, calendar.moment(event)) for event in timeline.events]
    known = [(event, lines) for event, lines in told if lines]
    if not known:
        return ""
    site = _site(timeline)
    about = _about(timeline, calendar, len(told) - len(known), wording)
    parts = ["BEGIN:VCALENDAR\r\n", *_head(timeline, calendar, about)]
    for event, lines in known:
        identity = line("UID", f"{event.id}{calendar.suffix}@{site}")
        title = line("SUMMARY", escaped(calendar.title(event)))
        parts += ["BEGIN:VEVENT\r\n", identity, *lines, title, said[event.id]]
        parts.append("END:VEVENT\r\n")
    return "".join([*parts, "END:VCALENDAR\r\n"])


def _head(timeline: Timeline, calendar: Calendar, about: str) -> Iterator[str]:
    yield "VERSION:2.0\r\nPRODID:-//Dateline//Dateline//EN\r\nCALSCALE:GREGORIAN\r\n"
    yield "METHOD:PUBLISH\r\n"
    # The second of each is for programs that do not know RFC 7986.
    yield line("NAME", escaped(calendar.name))
    yield line("X-WR-CALNAME", escaped(calendar.name))
    if about:
        yield line("DESCRIPTION", escaped(about))
        yield line("X-WR-CALDESC", escaped(about))
    base = timeline.info.base_url or ""
    if base:
        yield line("URL", absolute(base, "index.html"))
        yield line("SOURCE;VALUE=URI", absolute(base, calendar.address))


def _about(
    timeline: Timeline, calendar: Calendar, omitted: int, wording: Wording
) -> str:
    parts = [timeline.info.subtitle or ""]
    parts.append(calendar.omitted(omitted) if omitted else "")
    if timeline.info.license:
        licence = wording.say("Licence: {name}").format(name=timeline.info.license)
        parts.append(licence)
    return "\n".join(filter(None, parts))


def _site(timeline: Timeline) -> str:
    """What parts the ids of one timeline from those of another (3.8.4.7)."""
    address = urlsplit(timeline.info.base_url or "")
    if address.hostname:
        return f"{address.hostname}{address.path.rstrip('/')}"
    return slug(timeline.info.title) or "dateline"


def _titled(event: Event, wording: Wording) -> str:
    """The title; what is not established says so first: many see no more of it."""
    title, status = event.record.title, event.record.status
    return title if status == "established" else f"{wording.status(status)}: {title}"


def _all_said(timeline: Timeline, wording: Wording) -> Mapping[str, str]:
    """The lines that both files hold of an event, by id; none of what neither holds."""
    lived = days.known(timeline)
    return {
        event.id: "".join(
            [
                *_said(event, timeline, wording),
                *calendar_dates.stamps(lived[event.id]),
            ]
        )
        for event in timeline.events
        if dates.known_days(event.date)
    }


def _said(event: Event, timeline: Timeline, wording: Wording) -> Iterator[str]:
    """The lines about one event that are the same whenever it comes."""
    record, base = event.record, timeline.info.base_url or ""
    yield line("DESCRIPTION", escaped(_description(event, timeline, wording)))
    labels = [
        timeline.categories[key].label
        for key in record.categories
        if key in timeline.categories
    ]
    if labels:
        yield line("CATEGORIES", listed(labels))
    if record.places:
        places = wording.listed([place.name for place in record.places])
        yield line("LOCATION", escaped(places))
    if len(record.places) == 1:
        lat, lon = record.places[0].lat, record.places[0].lon
        if lat is not None and lon is not None:
            yield f"GEO:{lat:.6f};{lon:.6f}\r\n"
    if base:
        yield line("URL", absolute(base, f"events/{event.id}.html"))
    yield "TRANSP:TRANSPARENT\r\n"  # nobody is busy on that day


def _description(event: Event, timeline: Timeline, wording: Wording) -> str:
    """The date in its own words, how sure it is, what happened, and who says so."""
    record = event.record
    parts = [wording.date(event.date)]
    if record.status != "established":
        said = wording.said_by(record.claimed_by, record.denied_by)
        parts.append(f"{wording.status(record.status)}. {said}".strip())
    parts.append(citations.without(record.summary or ""))
    works = [timeline.sources[key].record for key in event.sources]
    rests = [": ".join(filter(None, [work.publisher, work.title])) for work in works]
    parts.append(
        "\n".join([wording.say("Sources"), *(f"– {words}" for words in rests)])
    )
    return "\n\n".join(filter(None, parts))
