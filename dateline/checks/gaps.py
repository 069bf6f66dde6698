"""Checks of what is said of empty time: a note that an event has made untrue."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .. import dates
from ..dates.civil import DAY, civil
from ..draft import Draft, EventDraft
from ..problems import Problem, shortened
from ..source import Text

_CITATION = re.compile(r"\[[^\[\]\n]*@[^\[\]\n]*\]")
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)", re.ASCII)


def gap_notes(draft: Draft) -> Iterator[Problem]:
    """A note on the time before an event names years between which nothing stands.

    Years are those of four digits. Of a note that does not name the year of its own
    event, or does name one of the event before it, nothing is said.
    """
    if not any(event.text("gap_note") for event in draft.events):
        return
    told = [
        (each.record.date, each)
        for each in draft.events
        if each.record and each.record.date.earliest is not None
    ]
    told.sort(key=lambda each: each[0].sort_key())
    end = None
    for (span, before), (own, event) in pairwise(told):
        years = _years(span)
        end = years[-1] if end is None else max(end, years[-1])
        if note := event.text("gap_note"):
            yield from _between(note, _years(own)[0], before, years, end)


def _between(
    note: Text, own: int, before: EventDraft, years: range, end: int
) -> Iterator[Problem]:
    """What stands in the years of a note; ``end`` is the last year that is not empty."""
    named = {int(year) for year in _YEAR.findall(_CITATION.sub("", note.value))}
    begin = max((year for year in named if year < years[0]), default=None)
    is_known = end in named or any(year in years for year in named)
    if own not in named or begin is None or is_known:
        return
    yield Problem(
        note.at,
        f"this note speaks of {begin} to {own}, and “{shortened(before.id.value)}” "
        f"({years[0]}) stands between",
        f"See whether it still holds, as the empty time begins in {end} now.",
        "gap-note",
        "warning",
    )


def _years(span: dates.Span) -> range:
    """The years in which something may have happened, as far as they are known."""
    first = span.earliest or 0
    last = first if span.latest is None else span.latest
    return range(civil(first // DAY)[0], civil(last // DAY)[0] + 1)
