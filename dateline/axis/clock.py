"""Seconds since 1970 in, dates of the proleptic Gregorian calendar out, and back.

Seconds are whole numbers of any size, so that neither thirteen billion years nor one
minute loses anything. Years are astronomical: 0 is 1 BCE.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

Level = Literal[
    "gigayear",
    "megayear",
    "millennium",
    "century",
    "decade",
    "year",
    "month",
    "day",
    "hour",
    "minute",
]

LEVELS: tuple[Level, ...] = (
    "gigayear",
    "megayear",
    "millennium",
    "century",
    "decade",
    "year",
    "month",
    "day",
    "hour",
    "minute",
)
"""From coarse to fine."""

YEARS: dict[Level, int] = {
    "gigayear": 10**9,
    "megayear": 10**6,
    "millennium": 1000,
    "century": 100,
    "decade": 10,
    "year": 1,
}

DAY = 86_400
YEAR = 31_556_952
"""The mean Gregorian year in seconds."""

SHORTEST: dict[Level, int] = {
    **{level: years * 365 * DAY for level, years in YEARS.items()},
    "month": 28 * DAY,
    "day": DAY,
    "hour": 3600,
    "minute": 60,
}
"""The fewest seconds that one unit of a level can last."""

_CYCLE = 146_097  # days in 400 years, after which the calendar repeats
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = date(400, 1, 1).toordinal()


class Stamp(Struct, frozen=True, order=True):
    """An instant as the calendar and the clock say it (UTC); year 0 is 1 BCE."""

    year: int
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0


def second_of(
    year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0
) -> int:
    """The second since 1970 at which this minute begins; ValueError for 30 February."""
    cycles, rest = divmod(year, 400)
    days = date(rest + 400, month, day).toordinal() - _EPOCH + (cycles - 1) * _CYCLE
    return days * DAY + hour * 3600 + minute * 60


def stamp_of(second: int) -> Stamp:
    """The date and time at which a second begins."""
    days, rest = divmod(second, DAY)
    cycles, day = divmod(days + _EPOCH - _FIRST, _CYCLE)
    found = date.fromordinal(day + _FIRST)
    minutes, seconds = divmod(rest, 60)
    hours, minutes = divmod(minutes, 60)
    year = found.year + cycles * 400
    return Stamp(year, found.month, found.day, hours, minutes, seconds)


def year_of(second: int) -> float:
    """The year with the part of it that has passed: 2 July 2023, noon, is 2023.5."""
    year = stamp_of(second).year
    start, end = second_of(year), second_of(year + 1)
    return year + (second - start) / (end - start)


def second_of_year(year: float) -> int:
    """The second at which so much of a year has passed: the way back of ``year_of``."""
    whole = int(year // 1)
    start, end = second_of(whole), second_of(whole + 1)
    return start + round((year - whole) * (end - start))


def floored(second: int, level: Level) -> int:
    """The start of the year, month, day, hour or minute in which a second lies.

    Levels above the year give the start of the year.
    """
    at = stamp_of(second)
    if level in YEARS:
        return second_of(at.year)
    if level == "month":
        return second_of(at.year, at.month)
    return second - second % SHORTEST[level]


def following(second: int, level: Level) -> int:
    """The start of the unit after the one in which a second lies, as ``floored`` has them."""
    at = stamp_of(second)
    if level in YEARS:
        return second_of(at.year + 1)
    if level == "month":
        return second_of(at.year + at.month // 12, at.month % 12 + 1)
    return second - second % SHORTEST[level] + SHORTEST[level]


def precision(seconds: int) -> Level:
    """The finest level worth naming for a point known to so many seconds."""
    for level in LEVELS:
        if seconds + 1 >= SHORTEST[level]:
            return level
    return "minute"


class Length(Struct, frozen=True):
    """How long a stretch lasts on the calendar: 150 years, 0 months, 3 days."""

    years: int
    months: int
    days: int


def length(start: int, end: int) -> Length:
    """Whole years, then whole months, then whole days from one second to a later one."""
    first, last = stamp_of(start), stamp_of(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if _after_months(start, months) > end:
        months -= 1
    days = (end - _after_months(start, months)) // DAY
    return Length(months // 12, months % 12, days)


def _after_months(second: int, months: int) -> int:
    at = stamp_of(second)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    start = second_of(year, month + 1)
    days = (following(start, "month") - start) // DAY
    return start + (min(at.day, days) - 1) * DAY + second % DAY
