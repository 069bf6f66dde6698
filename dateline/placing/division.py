"""How a long timeline is divided into pages: a timeline in, periods and their addresses out."""

from collections.abc import Sequence

from msgspec import Struct

from .. import dates, drawing, pages, periods
from ..model import Timeline
from ..periods import Period
from ..wording import Wording


class Division(Struct, frozen=True):
    """Into which periods a timeline is divided; into none where one page holds it all."""

    periods: tuple[Period, ...] = ()

    def lead(self, first: pages.Card, last: pages.Card) -> str:
        """Where a mark of the whole leads: to the page that has all events at it.

        That is the list where one page lists them; where they lie in different periods
        that nothing but the whole has together, the page of the first of them.
        """
        if not self.periods:
            return drawing.here(first, last)
        ends = first.number - 1, last.number - 1
        found = periods.holding(self.periods, *ends)
        found = found or periods.holding(self.periods, ends[0], ends[0])
        assert found  # every place lies in a period
        return address(found) + ("" if found.inner else f"#{first.id}")

    def listed(self, card: pages.Card) -> str:
        """Where an event stands in the list that has all those around it."""
        return self.lead(card, card) if self.periods else f"index.html#{card.id}"


def divided(timeline: Timeline) -> Division:
    """The division of a timeline that is too long for one page."""
    if len(timeline.events) <= periods.ON_ONE_PAGE:
        return Division()
    starts = [event.date.sort_key()[0] for event in timeline.events]
    return Division(periods.periods(starts, periods.IN_A_PERIOD))


def rows(
    found: Sequence[Period], wording: Wording, levels: int = 2
) -> tuple[pages.Period, ...]:
    """These periods as a list, with those next in them."""
    return tuple(
        pages.Period(
            link(period, wording),
            wording.number(period.end - period.first),
            rows(period.inner, wording, levels - 1) if levels > 1 else (),
        )
        for period in periods.told_apart(found)
    )


def address(period: Period) -> str:
    """Where the page of a period stands in the site."""
    return f"timeline/{period.name}.html"


def link(period: Period, wording: Wording) -> pages.Link:
    """A period in words, and its page."""
    return pages.Link(words(period, wording), address(period))


def words(period: Period, wording: Wording) -> str:
    """A period as its page is called."""
    span = dates.read(period.edtf)
    assert isinstance(span, dates.Span)
    said = wording.date(span)
    return f"{said} ({wording.number(period.part)})" if period.part else said
