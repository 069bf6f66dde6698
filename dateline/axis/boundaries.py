"""A stretch of time in; the seconds at which years, months, days, hours begin out."""

from collections.abc import Iterable, Iterator

from . import clock
from .clock import LEVELS, SHORTEST, YEARS, Level, Stamp

_DECIMAL = (1, 2, 5, 10, 20, 50, 100, 200, 500)
COUNTS: dict[Level, tuple[int, ...]] = {
    "minute": (1, 5, 15, 30),
    "hour": (1, 3, 6, 12),
    "day": (1, 2, 5, 10),
    "month": (1, 3, 6),
    "year": (1, 2, 5),
    "decade": (1, 2, 5),
    "century": (1, 2, 5),
    "millennium": _DECIMAL,
    "megayear": _DECIMAL,
    "gigayear": (1, 2, 5, 10),
}
"""How many units of a level may lie from one tick to the next, the fewest first."""


def between(level: Level, count: int, start: int, end: int) -> Iterator[int]:
    """The seconds from start to end at which every count-th unit begins."""
    if level in ("hour", "minute"):
        step = SHORTEST[level] * count
        yield from range(-(-start // step) * step, end + 1, step)
        return
    first, last = clock.stamp_of(start), clock.stamp_of(end)
    dates: Iterable[int]
    if level == "day":
        dates = _days(first, last, count)
    elif level == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        dates = (clock.second_of(m // 12, m % 12 + 1) for m in months if m % count == 0)
    else:
        years = _years(first.year, last.year, count * YEARS[level])
        dates = (clock.second_of(year) for year in years)
    yield from (second for second in dates if start <= second <= end)


def _days(first: Stamp, last: Stamp, count: int) -> Iterator[int]:
    """Every count-th day of each month from the first; none within half a step of the next."""
    for months in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        start = clock.second_of(months // 12, months % 12 + 1)
        end = clock.following(start, "month")
        yield from range(start, end - count // 2 * clock.DAY, count * clock.DAY)


def _years(first: int, last: int, step: int) -> Iterator[int]:
    """Years whose names are round: 500 BCE (year -499), 1, 500, 1000."""
    fewest = max(-((last - 1) // step), 1)
    yield from (
        1 - times * step for times in range((1 - first) // step, fewest - 1, -1)
    )
    if step > 4 and first <= 1 <= last:
        yield 1
    yield from range(max(-(-first // step), 1) * step, last + 1, step)


def shown(year: int) -> int:
    """The figure that readers know a year by: 1 for 1 BCE, which is the year 0."""
    return year if year > 0 else 1 - year


def opens(stamp: Stamp) -> Level:
    """The coarsest unit that begins at an instant."""
    if stamp.minute or stamp.second:
        return "minute"
    if stamp.hour:
        return "hour"
    if stamp.day > 1:
        return "day"
    if stamp.month > 1:
        return "month"
    year = shown(stamp.year)
    return next(level for level in LEVELS if year == 1 or year % YEARS[level] == 0)
