"""Dates as TimelineJS counts them, in numbers, in; EDTF out, and the way back.

Its year -44 is shown as 44 BCE, and there is none between -1 and 1; ours are
astronomical (ISO 8601-1:2019, 4.3.2), so that -44 is -0043.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from .. import dates
from ..dates.civil import DAY, civil

_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d{1,2})(?::(\d{1,2})(?:[.,:]\d+)?)?)?\s*([ap])?\.?(?:m\.?)?",
    re.I,
)
_WITHOUT_SIGN = re.compile(r"(\d{1,2})(\d{2})\s*([ap])?\.?(?:m\.?)?", re.I)
#: What a date is made of, from the coarsest to the finest.
PARTS = ("year", "month", "day")


class Wrong(Struct, frozen=True):
    """Which part of a date cannot be, and what to write."""

    part: str
    text: str
    hint: str
    rule: str = "date"


def edtf(parts: Mapping[str, str], time: str = "") -> str | Wrong:
    """The EDTF of year, month, day and time of day, as far as they are there."""
    numbers = {name: parts.get(name, "").strip() for name in PARTS}
    for name, words in numbers.items():
        if words and not re.fullmatch(
            r"-?\d{1,12}" if name == "year" else r"\d{1,2}", words
        ):
            hint = "Write it in digits: 1815, or -44 for 44 BCE."
            if name != "year":
                hint = f"Write the {name} in digits: 6"
            return Wrong(name, f"“{words[:40]}” is not a {name}", hint)
    coarse = next((name for name in PARTS if not numbers[name]), "")
    finer = (
        [name for name in PARTS[PARTS.index(coarse) :] if numbers[name]]
        if coarse
        else []
    )
    if finer or (coarse and time.strip()):
        what = finer[0] if finer else "time of day"
        return Wrong(
            finer[0] if finer else "time",
            f"this date has a {what} and no {coarse}",
            f"Add the {coarse}, or leave the {what} out.",
        )
    written = "-".join(_written(name, numbers[name]) for name in PARTS if numbers[name])
    if numbers["year"] and int(numbers["year"]) == 0:
        return Wrong("year", "there is no year 0", "Write -1 for the year 1 BCE.")
    clock = _clock(time)
    return clock if isinstance(clock, Wrong) else written + clock


def _written(name: str, digits: str) -> str:
    if name != "year":
        return f"{int(digits):02}"
    year = int(digits)
    year += year < 0
    sign, size = "-" if year < 0 else "", abs(year)
    return f"{sign}{size:04}" if size < 10_000 else f"Y{sign}{size}"


def _clock(time: str) -> str | Wrong:
    words = time.strip()
    if not words:
        return ""
    found = _WITHOUT_SIGN.fullmatch(words) or _TIME.fullmatch(words)
    wrong = Wrong(
        "time", f"“{words[:40]}” is not a time of day", "Write 17:30, or 5:30 pm."
    )
    if not found:
        return wrong
    *digits, half = found.groups()
    numbers = [int(part) for part in digits if part]
    if half:
        if not 1 <= numbers[0] <= 12:
            return wrong
        numbers[0] = numbers[0] % 12 + 12 * (half in "pP")
    if numbers[0] > 23 or max(numbers[1:], default=0) > 59:
        return wrong
    return "T" + ":".join(f"{part:02}" for part in numbers)


def shown(machine: dates.Span, words: str, language: str) -> dates.Span | None:
    """What the words beside a date say where they say it more honestly than its numbers.

    “about 1450” beside the number 1450: the approximate date. None where the words are
    no date, speak of another time, or claim more than the numbers.
    """
    read = dates.read(words, language)
    if isinstance(read, dates.Misread) or _is_plain(read):
        return None
    return read if _touch(machine, read) else None


def is_same(machine: dates.Span, words: str, language: str) -> bool:
    """Whether the words beside a date say what its numbers say."""
    read = dates.read(words, language)
    return isinstance(read, dates.Span) and read.edtf == machine.edtf


def _touch(one: dates.Span, other: dates.Span) -> bool:
    first, second = dates.fade(one), dates.fade(other)
    start = first[0] if first else one.earliest
    end = first[1] if first else one.latest
    other_start = second[0] if second else other.earliest
    other_end = second[1] if second else other.latest
    is_before = end is not None and other_start is not None and end < other_start
    is_after = start is not None and other_end is not None and other_end < start
    return not is_before and not is_after


def _is_plain(span: dates.Span) -> bool:
    """Whether numbers alone say all of it."""
    sides = [part for part in (span.start, span.end) if part]
    has_both = not span.is_interval or (span.start is not None and span.end is not None)
    return (
        has_both
        and not span.is_one_of
        and all(not part.is_masked and not part.marks for part in sides)
        and all(part.precision is not dates.Precision.SEASON for part in sides)
    )


class Numbers(Struct, frozen=True):
    """A date as far as numbers can say it.

    ``first`` and ``last`` are year, month and day as far as known, years as TimelineJS
    counts them; ``time`` and ``end_time`` are clock times; ``is_whole`` if nothing is
    missing, ``has_zone`` if a time zone is.
    """

    first: tuple[int, ...]
    last: tuple[int, ...] = ()
    time: str = ""
    end_time: str = ""
    is_whole: bool = True
    has_zone: bool = False


def numbers(span: dates.Span) -> Numbers:
    """A date in numbers: as much as numbers can say of it."""
    start, end = span.start or span.end, span.end or span.start
    assert start is not None
    assert end is not None
    has_zone = bool(start.zone or end.zone)
    first, last = _bound(start, start.earliest), _bound(end, end.latest)
    if not _is_plain(span):
        last = last if last != first else ()
        return Numbers(first, last, is_whole=False, has_zone=has_zone)
    if not span.is_interval:
        return Numbers(first, (), start.time, "", has_zone=has_zone)
    return Numbers(first, last, start.time, end.time, has_zone=has_zone)


def _bound(part: dates.Part, second: int) -> tuple[int, ...]:
    """One end of a date: its own digits, or the bound of what has none."""
    if not part.is_masked and part.precision is not dates.Precision.SEASON:
        return _digits(part)
    fine = part.precision
    size = (
        1 if fine <= dates.Precision.YEAR else 2 if fine <= dates.Precision.MONTH else 3
    )
    return _counted(civil(second // DAY)[:size])


def _digits(part: dates.Part) -> tuple[int, ...]:
    year = part.year.removeprefix("Y")
    rest = [int(words) for words in (part.month, part.day) if words]
    return _counted((int(year), *rest))


def _counted(parts: tuple[int, ...]) -> tuple[int, ...]:
    """An astronomical year as TimelineJS counts it."""
    return (parts[0] if parts[0] > 0 else parts[0] - 1, *parts[1:])
