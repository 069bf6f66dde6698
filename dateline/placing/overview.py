"""The first page: a timeline and its cards in, the axis, the list and their words out."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .. import cards, dates, drawing, pages
from ..model import Timeline
from ..wording import Wording
from .division import Division, leading, rows
from .stories import links_from
from .texts import HOME, cited_in, description, without_title

#: So many events stand on a page that only leads to all of them: some screens, not a list.
CHOSEN = 60


def index_page(
    timeline: Timeline,
    site: pages.Site,
    made: Sequence[pages.Card],
    wording: Wording,
    division: Division,
) -> pages.IndexPage:
    """The page of the whole timeline: with all its events, or with the most important."""
    home = timeline.pages.get(HOME)
    intro = without_title(home.text) if home else ""
    scope = "intro."
    cited = cited_in(timeline, intro, scope)
    shown = most_important(made) if division.periods else tuple(made)
    return pages.IndexPage(
        site,
        "index.html",
        site.title,
        description(intro) or site.subtitle,
        facts(timeline, wording),
        len(made),
        drawing.pictures(timeline, made, wording, division.lead),
        cards.stretches(shown, wording),
        len(shown) > cards.CALM,
        tuple(used_categories(timeline, wording)),
        wording.events(len(made)),
        extent(timeline, wording),
        rows(division.periods, leading(wording), wording),
        chosen_words(shown, made, wording),
        pages.Prose(intro, f"{scope}text", {note.key: note for note in cited}),
        cited,
        links_from(timeline),
    )


def most_important(made: Sequence[pages.Card]) -> tuple[pages.Card, ...]:
    """A page's worth of cards in order of time: turning points first, then the newest."""
    chosen = sorted(made, key=lambda card: (card.importance, card.number))[-CHOSEN:]
    return tuple(sorted(chosen, key=lambda card: card.number))


def chosen_words(
    shown: Sequence[pages.Card], made: Sequence[pages.Card], wording: Wording
) -> str:
    """“The most important: 60 of 12,000 events”; empty where all are shown."""
    if len(shown) == len(made):
        return ""
    return wording.say("The most important: {n} of {events}").format(
        n=wording.number(len(shown)), events=wording.events(len(made))
    )


def facts(timeline: Timeline, wording: Wording) -> str:
    """“45 events, 1828 to 2024, resting on 130 sources”."""
    used = {key for event in timeline.events for key in event.sources}
    count = wording.events(len(timeline.events))
    rest = wording.sources(len(used))
    years = _years(timeline)
    if years is None:
        message = wording.say("{events}, resting on {sources}")
        return message.format(events=count, sources=rest)
    message = wording.say("{events}, {years}, resting on {sources}")
    return message.format(events=count, years=wording.years(*years), sources=rest)


def extent(timeline: Timeline, wording: Wording) -> str:
    """“Showing 1828 to 2024, 45 events”; empty where no date is known."""
    years = _years(timeline)
    if years is None:
        return ""
    first, last = (wording.year(year) for year in years)
    events = wording.events(len(timeline.events))
    message = wording.say("Showing {first} to {last}, {events}")
    return message.format(first=first, last=last, events=events)


def used_categories(timeline: Timeline, wording: Wording) -> Iterator[pages.Category]:
    """The categories that an event has, in the order written, with how many have it."""
    use = Counter(key for event in timeline.events for key in event.record.categories)
    for key, category in cards.categories(timeline).items():
        if use[key]:
            yield replace(category, count=wording.number(use[key]))


def _years(timeline: Timeline) -> tuple[int, int] | None:
    """The first and the last year in which something is known to have been."""
    spans = [event.date for event in timeline.events]
    starts = [s.latest if s.earliest is None else s.earliest for s in spans]
    ends = [s.earliest if s.latest is None else s.latest for s in spans]
    first = min((at for at in starts if at is not None), default=None)
    last = max((at for at in ends if at is not None), default=None)
    if first is None or last is None:
        return None
    return (_year(first), _year(last))


def _year(second: int) -> int:
    return math.floor(dates.year_fraction(second))
