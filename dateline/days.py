"""The days that are known of events: a timeline in, ISO days of each event out."""

from collections.abc import Mapping

from msgspec import Struct

from . import dates
from .dates.civil import DAY, civil
from .model import Event, Timeline


class Days(Struct, frozen=True):
    """ISO days (UTC) of one event; empty where nobody knows.

    ``published`` and ``changed`` come from the project's history and from corrections.
    ``read`` is when one of its sources was last read.
    """

    published: str
    changed: str
    read: str

    @property
    def latest(self) -> str:
        """The day it was last changed, or else the least that is known of that day.

        What rests on a source was not written before the source was read.
        """
        return self.changed or self.read


def known(timeline: Timeline) -> Mapping[str, Days]:
    """What is known of every event, by id."""
    read = {
        key: iso(source.record.accessed) if source.record.accessed else ""
        for key, source in timeline.sources.items()
    }
    return {event.id: _known(event, timeline, read) for event in timeline.events}


def iso(span: dates.Span) -> str:
    """The first day that a date may mean; empty outside the years 1 to 9999 (RFC 3339)."""
    if span.earliest is None:
        return ""
    year, month, day = civil(span.earliest // DAY)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= year <= 9999 else ""


def _known(event: Event, timeline: Timeline, read: Mapping[str, str]) -> Days:
    lived = timeline.history.get(event.id)
    first, last = (iso(lived.first), iso(lived.last)) if lived else ("", "")
    corrected = [iso(correction.date) for correction in event.record.corrections]
    # What was corrected before its first day in the history was published before it.
    published = "" if any(day and day < first for day in corrected) else first
    latest = max((read[key] for key in event.sources), default="")
    return Days(published, max([last, *corrected]), latest)
