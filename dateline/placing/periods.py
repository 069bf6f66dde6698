"""The pages of a long timeline: its periods and cards in, a page for each period out."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .. import cards, drawing, pages, periods
from ..model import Timeline
from ..periods import Period
from ..wording import Wording
from . import Placing, overview
from .division import Division, address, link, rows, words


def period_pages(
    placing: Placing, made: Sequence[pages.Card], division: Division
) -> Iterator[pages.PeriodPage]:
    """A page for every period: the list of its events, or the way to the finer ones."""
    wording, found = placing.wording, division.periods
    neighbours = dict(_beside(found, wording))
    neighbours |= _neighbours(tuple(periods.leaves(found)), wording)
    above = dict(_above(found, (), wording))
    for period in periods.every(found):
        before, after = neighbours[period]
        page = _page(placing, period, made[period.first : period.end], division)
        yield replace(
            page,
            first=period.first,
            above=above[period],
            before=before,
            after=after,
        )


def _page(
    placing: Placing, period: Period, own: Sequence[pages.Card], division: Division
) -> pages.PeriodPage:
    wording = placing.wording
    timeline = _only(placing.timeline, period)
    shown = overview.most_important(own) if period.inner else tuple(own)
    lead = division.lead if period.inner else drawing.here
    facts = overview.facts(timeline, wording)
    return pages.PeriodPage(
        placing.site,
        address(period),
        words(period, wording),
        facts,
        facts,
        len(own),
        pages.Prose(""),
        (),
        drawing.pictures(timeline, own, wording, lead),
        cards.stretches(shown, wording),
        len(shown) > cards.CALM,
        tuple(overview.used_categories(timeline, wording)),
        wording.events(len(own)),
        overview.extent(timeline, wording),
        (),
        rows(period.inner, wording),
        overview.chosen_words(shown, own, wording),
    )


def _only(timeline: Timeline, period: Period) -> Timeline:
    """A timeline of a period's events alone; its axis is cut where they are far apart."""
    axis = timeline.info.axis.model_copy(update={"breaks": None})
    info = timeline.info.model_copy(update={"axis": axis})
    events = timeline.events[period.first : period.end]
    return replace(timeline, info=info, events=events)


_Sides = tuple[pages.Link | None, pages.Link | None]


def _neighbours(found: Sequence[Period], wording: Wording) -> dict[Period, _Sides]:
    """The periods before and after each, as links."""
    links = [None, *(link(period, wording) for period in found), None]
    return {
        period: (links[place], links[place + 2]) for place, period in enumerate(found)
    }


def _beside(
    found: Sequence[Period], wording: Wording
) -> Iterator[tuple[Period, _Sides]]:
    """Every period with those beside it that are part of the same one."""
    yield from _neighbours(found, wording).items()
    for period in found:
        yield from _beside(period.inner, wording)


def _above(
    found: Sequence[Period], above: tuple[pages.Link, ...], wording: Wording
) -> Iterator[tuple[Period, tuple[pages.Link, ...]]]:
    for period in found:
        yield period, above
        is_own = len(period.inner) > 1  # another that says no more would only be a step
        inside = (*above, link(period, wording)) if is_own else above
        yield from _above(period.inner, inside, wording)
