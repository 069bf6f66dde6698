"""The pages of a long timeline: its periods and cards in, a page for each period out."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .. import cards, drawing, pages, periods
from ..model import Timeline
from ..periods import Period
from . import Placing, overview
from .division import Around, Division, address, around, leading, rows, words


def period_pages(
    placing: Placing, made: Sequence[pages.Card], division: Division
) -> Iterator[pages.PeriodPage]:
    """A page for every period: the list of its events, or the way to the finer ones."""
    found = division.periods
    near = around(found, leading(placing.wording))
    for period in periods.every(found):
        own = made[period.first : period.end]
        yield _page(placing, period, near[period], own, division)


def _page(
    placing: Placing,
    period: Period,
    near: Around,
    own: Sequence[pages.Card],
    division: Division,
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
        drawing.pictures(timeline, own, wording, lead),
        cards.stretches(shown, wording),
        len(shown) > cards.CALM,
        tuple(overview.used_categories(timeline, wording)),
        wording.events(len(own)),
        overview.extent(timeline, wording),
        rows(period.inner, leading(wording), wording),
        overview.chosen_words(shown, own, wording),
        first=period.first,
        above=near.above,
        before=near.before,
        after=near.after,
    )


def _only(timeline: Timeline, period: Period) -> Timeline:
    """A timeline of a period's events alone; its axis is cut where they are far apart."""
    axis = timeline.info.axis.model_copy(update={"breaks": None})
    info = timeline.info.model_copy(update={"axis": axis})
    events = timeline.events[period.first : period.end]
    return replace(timeline, info=info, events=events)
