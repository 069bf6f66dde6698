"""A list of events that is too long for one page: its rows in, a page for each period out."""

from collections.abc import Iterator, Sequence

from .. import pages, periods
from ..model import Event
from ..periods import Period
from . import Placing
from .division import address, around, leading, rows, starts, words


def divided(events: Sequence[Event]) -> tuple[Period, ...]:
    """The periods that events in order of time stand in; none where one page holds all."""
    if len(events) <= periods.ON_ONE_PAGE:
        return ()
    return periods.periods(starts(events), periods.ON_ONE_PAGE)


def ways(
    placing: Placing, found: Sequence[Period], home: pages.Link
) -> tuple[pages.Period, ...]:
    """The periods as the list that ``home`` shows in place of the events."""
    lead = leading(placing.wording, _folder(home))
    return rows(found, lead, placing.wording)


def row_pages(
    placing: Placing,
    found: Sequence[Period],
    home: pages.Link,
    uses: Sequence[pages.SourceUse],
) -> Iterator[pages.RowsPage]:
    """A page for every period, with its events or the way to the finer ones."""
    wording, folder = placing.wording, _folder(home)
    lead = leading(wording, folder)
    near = around(found, lead)
    for period in periods.every(found):
        said = words(period, wording)
        yield pages.RowsPage(
            placing.site,
            address(period, folder),
            f"{home.text} · {said}",
            "",
            said,
            wording.events(period.end - period.first),
            (home, *near[period].above),
            near[period].before,
            near[period].after,
            () if period.inner else tuple(uses[period.first : period.end]),
            rows(period.inner, lead, wording),
        )


def _folder(home: pages.Link) -> str:
    return home.href.removesuffix(".html")
