"""Which events a long timeline shows on which page: their first seconds in, periods out.

A period is a unit of the calendar, named as EDTF names it: a century, and where that holds
too much, its decades, their years, months and days. So a page keeps its address when events
are added; one that gets too full stays and leads to the finer ones.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from .axis.clock import stamp_of

#: Up to so many events stand on one page. Measured: such a page is read and moved as fast as
#: a short one (docs/speed.md), and weighs half a megabyte compressed, which is enough.
ON_ONE_PAGE = 2_000
#: A period with more events is divided: what stands open in a list without folding.
IN_A_PERIOD = 300


class Period(Struct, frozen=True):
    """A stretch of time with the events from place ``first`` to before ``end``."""

    edtf: str
    """The unit, or an interval of long years."""
    first: int
    end: int
    inner: tuple["Period", ...] = ()
    """The finer ones that it is divided into; none where it is one page."""
    part: int = 0
    """Which piece of the unit, from 1, where no calendar divides it further."""

    @property
    def name(self) -> str:
        """What names its page: its EDTF, an interval as ISO 8601-1 (5.4.1) allows."""
        unit = self.edtf.replace("/", "--")
        return f"{unit}.{self.part}" if self.part > 1 else unit


def periods(starts: Sequence[int], most: int) -> tuple[Period, ...]:
    """The coarsest periods of events that begin at rising seconds since 1970.

    Together they hold every place once, in order; so do the inner ones of each. No event
    that is added takes a period away.
    """
    return tuple(_divided(starts, 0, len(starts), 0, most))


def told_apart(found: Sequence[Period]) -> Sequence[Period]:
    """These periods as a reader may choose between them.

    One that holds all of another is as good as that: the finer says more.
    """
    while len(found) == 1 and found[0].inner:
        found = found[0].inner
    return [_told(period) for period in found]


def _told(period: Period) -> Period:
    return _told(period.inner[0]) if len(period.inner) == 1 else period


def leaves(found: Sequence[Period]) -> Iterator[Period]:
    """The periods that are not divided, in order of time."""
    for period in found:
        yield from leaves(period.inner) if period.inner else (period,)


def every(found: Sequence[Period]) -> Iterator[Period]:
    """All periods, each before those in it."""
    for period in found:
        yield period
        yield from every(period.inner)


def holding(found: Sequence[Period], first: int, last: int) -> Period | None:
    """The finest period that has both places; None where they lie in different ones."""
    for period in found:
        if period.first <= first and last < period.end:
            return holding(period.inner, first, last) or period
    return None


def _century(second: int) -> str:
    return _digits(second, 2)


def _decade(second: int) -> str:
    return _digits(second, 3)


def _year(second: int) -> str:
    return _digits(second, 4)


def _month(second: int) -> str:
    stamp = stamp_of(second)
    return f"{_year(second)}-{stamp.month:02d}"


def _day(second: int) -> str:
    return f"{_month(second)}-{stamp_of(second).day:02d}"


#: From coarse to fine: what names the unit that a second lies in.
_UNITS: tuple[Callable[[int], str], ...] = (_century, _decade, _year, _month, _day)


def _digits(second: int, kept: int) -> str:
    """The first digits of a year; of one beyond four digits, all years as long as it.

    EDTF has centuries and decades of years with four digits alone (ISO 8601-2, 4.7).
    """
    year = stamp_of(second).year
    if abs(year) > 9999:
        least = 10 ** math.floor(math.log10(abs(year)))
        ends = (least, 10 * least - 1) if year > 0 else (1 - 10 * least, -least)
        return "/".join(f"Y{end}" for end in ends)
    sign, digits = "-" if year < 0 else "", f"{abs(year):04d}"
    return f"{sign}{digits[:kept]}{'X' * (4 - kept)}"


def _divided(
    starts: Sequence[int], first: int, end: int, level: int, most: int
) -> Iterator[Period]:
    """The periods of one level, each with the finer ones that it needs."""
    name = _UNITS[level]
    place = first
    for edtf, group in groupby(starts[first:end], name):
        until = place + sum(1 for _ in group)
        yield from _period(starts, edtf, place, until, level, most)
        place = until


def _period(
    starts: Sequence[int], edtf: str, first: int, end: int, level: int, most: int
) -> Iterator[Period]:
    if end - first <= most:
        yield Period(edtf, first, end)
    elif level + 1 == len(_UNITS) or "/" in edtf:
        yield from _pieces(edtf, first, end, most)
    else:
        inner = _divided(starts, first, end, level + 1, most)
        yield Period(edtf, first, end, tuple(inner))


def _pieces(edtf: str, first: int, end: int, most: int) -> Iterator[Period]:
    """A unit in as few pieces as will do, of nearly the same size."""
    count = math.ceil((end - first) / most)
    size = math.ceil((end - first) / count)
    for part, start in enumerate(range(first, end, size), start=1):
        yield Period(edtf, start, min(start + size, end), (), part)
