"""How a long timeline is divided into pages: a timeline in, periods and their addresses out."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from .. import dates, drawing, pages, periods
from ..model import Event, Timeline
from ..periods import Period
from ..wording import Wording

#: The folder of the pages of the timeline's own periods.
TIMELINE = "timeline"

Lead = Callable[[Period], pages.Link]
"""What gives a period in words, and its page."""


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


class Around(Struct, frozen=True):
    """What lies around a period."""

    above: tuple[pages.Link, ...]
    """The periods that it is a part of, from coarse to fine."""
    before: pages.Link | None
    after: pages.Link | None


def divided(timeline: Timeline) -> Division:
    """The division of a timeline that is too long for one page."""
    if len(timeline.events) <= periods.ON_ONE_PAGE:
        return Division()
    return Division(periods.periods(starts(timeline.events), periods.IN_A_PERIOD))


def starts(events: Sequence[Event]) -> Sequence[int]:
    """Where events begin, as seconds since 1970."""
    return [event.date.sort_key()[0] for event in events]


def rows(
    found: Sequence[Period], lead: Lead, wording: Wording, levels: int = 2
) -> tuple[pages.Period, ...]:
    """These periods as a list, with those next in them."""
    return tuple(
        pages.Period(
            lead(period),
            wording.number(period.end - period.first),
            rows(period.inner, lead, wording, levels - 1) if levels > 1 else (),
        )
        for period in periods.told_apart(found)
    )


def address(period: Period, folder: str = TIMELINE) -> str:
    """Where the page of a period stands in the site."""
    return f"{folder}/{period.name}.html"


def leading(wording: Wording, folder: str = TIMELINE) -> Lead:
    """What gives a period in words, and its page."""
    return lambda period: pages.Link(words(period, wording), address(period, folder))


def words(period: Period, wording: Wording) -> str:
    """A period as its page is called."""
    span = dates.read(period.edtf)
    assert isinstance(span, dates.Span)
    said = wording.date(span)
    return f"{said} ({wording.number(period.part)})" if period.part else said


def around(found: Sequence[Period], lead: Lead) -> Mapping[Period, Around]:
    """What lies around each period, however fine.

    Beside one that is divided are those of the same coarser one; beside the page of a
    finest one is the next page, wherever it is.
    """
    beside = dict(_beside(found, lead))
    beside |= _neighbours(tuple(periods.leaves(found)), lead)
    return {
        period: Around(above, *beside[period])
        for period, above in _above(found, (), lead)
    }


_Sides = tuple[pages.Link | None, pages.Link | None]


def _neighbours(found: Sequence[Period], lead: Lead) -> dict[Period, _Sides]:
    """The periods before and after each, as links."""
    links = [None, *map(lead, found), None]
    return {
        period: (links[place], links[place + 2]) for place, period in enumerate(found)
    }


def _beside(found: Sequence[Period], lead: Lead) -> Iterator[tuple[Period, _Sides]]:
    """Every period with those beside it that are part of the same one."""
    yield from _neighbours(found, lead).items()
    for period in found:
        yield from _beside(period.inner, lead)


def _above(
    found: Sequence[Period], above: tuple[pages.Link, ...], lead: Lead
) -> Iterator[tuple[Period, tuple[pages.Link, ...]]]:
    for period in found:
        yield period, above
        is_own = len(period.inner) > 1  # another that says no more would only be a step
        inside = (*above, lead(period)) if is_own else above
        yield from _above(period.inner, inside, lead)
