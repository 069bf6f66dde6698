"""Other calendars: their dates in, Gregorian spans out, and back in words.

The arithmetic is jdcal's for "julian", which has astronomical years; persiantools' for
"persian", the Solar Hijri calendar; and convertdate's for "islamic", the tabular one: a
month that was seen in the sky may have begun a day earlier or later. Each is asked only
where it is needed: convertdate brings an astronomer's library along, and half a second.
"""

import re
import unicodedata
from functools import lru_cache

from .civil import civil, days
from .edtf import one_of, single
from .looks import look
from .months import month_names
from .parts import read_part, year_text
from .reading import LONGEST, read
from .refusals import MONTHS
from .span import Choice, Misread, Part, Precision, Span
from .spelled import calendar_in, in_numbers

CALENDARS = ("gregorian", "julian", "persian", "islamic")
# The years of each calendar that are read and said, up to our own 9999. In six of the
# Persian years left out, 1242–1276, the equinox at Tehran gives another new year's day.
YEARS = {
    "julian": ((-4712, 9998),),
    "persian": ((1178, 1241), (1277, 1501)),
    "islamic": ((1, 9665),),
}
_NAMES = {"julian": "Julian", "persian": "Persian", "islamic": "Islamic"}
_SHAPE = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_UNIX_DAY = 2_440_587.5  # Julian day of 1970-01-01
_MODIFIED = 40_587  # the same as modified Julian day, which jdcal counts
_ORDINAL = 719_163  # the same as Python's ordinal


def read_in(calendar: str, written: str, language: str = "en") -> Span | Misread:
    """The Gregorian span of a date of another calendar, written as ISO writes dates.

    ``1829-01-30``, ``1829-01`` or ``1829``, each with ? ~ or % behind it. A month or a
    year becomes a one-of set from its first to its last day, since no Gregorian month
    or year covers it. Julian years before 1 are astronomical, as in EDTF.
    """
    if calendar == "gregorian":
        return read(written, language)
    shown = written.strip()
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in shown
    )
    found = _SHAPE.fullmatch(digits)
    if calendar not in _NAMES or not found or found[1] == "-0000":
        return _unreadable(calendar, shown)
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not _is_known(calendar, year):
        return _out_of_range(calendar, shown)
    if found[2] and not 1 <= month <= 12:
        return _no_such_month(calendar, shown, found[1])
    length = month_days(calendar, year, month or 12)
    if found[3] and not 1 <= day <= length:
        return _no_such_day(calendar, shown, month, length)
    first = _part(to_day(calendar, year, month or 1, day or 1), found[4])
    last = _part(to_day(calendar, year, month or 12, day or length), found[4])
    return single(first, written) if day else one_of((Choice(first, last),), written)


def say_in(calendar: str, span: Span, locale: str = "en") -> str | None:
    """The same day in that calendar, in words; None for what is no single day.

    "30 January 1829 (Julian)", "22 Bahman 1357", "13 Rabiʻ I 1399 (Islamic)". None
    also where the calendar is not known for that year; whether a calendar says
    anything to the reader there is for the caller to decide.
    """
    found = _day_in(calendar, span)
    if found is None:
        return None
    appearance = look(locale, "long")
    names = month_names(calendar, appearance.language)
    text = appearance.day(*found, names)
    if span.approximate:
        text = appearance.phrase("about", "day").format(text, g=text)
    text = appearance.phrase(calendar).format(text)
    if span.uncertain:
        text = appearance.phrase("uncertain", appearance.form).format(text)
    return text


def write_in(calendar: str, span: Span) -> str | None:
    """The same day in numbers, as ``read_in`` reads them: “1829-01-30”; None as above."""
    found = _day_in(calendar, span)
    return found and f"{year_text(found[0])}-{found[1]:02}-{found[2]:02}"


def _day_in(calendar: str, span: Span) -> tuple[int, int, int] | None:
    part = span.start
    is_day = part and span.precision >= Precision.DAY and not part.is_masked
    if not is_day or part is None or span.is_interval or span.is_one_of:
        return None
    if calendar not in _NAMES or abs(int(part.year)) > 9990:
        return None
    if calendar == "persian" and int(part.year) - 621 < YEARS[calendar][0][0]:
        return None  # persiantools knows no years before 1
    gregorian = days(int(part.year), int(part.month), int(part.day))
    year, month, day = from_day(calendar, gregorian)
    return (year, month, day) if _is_known(calendar, year) else None


def of_another(written: str) -> Misread | None:
    """What to write for a date in words that names its calendar; None for any other."""
    found = calendar_in(written)
    numbers = in_numbers(*found) if found else None
    read_there = read_in(found[0], numbers) if found and numbers else None
    if not found or not isinstance(read_there, Span):
        return None
    return Misread(
        "date-other-calendar",
        f"“{written.strip()}” is a date of the {_NAMES[found[0]]} calendar",
        f"Write {read_there.edtf}, the Gregorian date; an event can hold the other one "
        f"too: original_date: {{date: {numbers}, calendar: {found[0]}}}",
    )


def to_day(calendar: str, year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 (Gregorian) to that day of that calendar."""
    if calendar == "persian":
        before = 31 * (month - 1) - max(0, month - 7)
        return _persian_new_year(year) + before + day - 1
    if calendar == "julian":
        from jdcal import jcal2jd

        return int(jcal2jd(year, month, day)[1]) - _MODIFIED
    from convertdate import islamic

    return int(islamic.to_jd(year, month, day) - _UNIX_DAY)


def from_day(calendar: str, day_number: int) -> tuple[int, int, int]:
    """Year, month and day in that calendar, so many days after 1970-01-01."""
    if calendar == "persian":
        year = civil(day_number)[0] - 621
        year -= _persian_new_year(year) > day_number
        passed = day_number - _persian_new_year(year)
        half = 6 * 31
        month, day = divmod(passed, 31) if passed < half else divmod(passed - half, 30)
        return year, month + (1 if passed < half else 7), day + 1
    if calendar == "julian":
        from jdcal import MJD_0, jd2jcal

        year, month, day, _ = jd2jcal(MJD_0, day_number + _MODIFIED)
        return year, month, day
    from convertdate import islamic

    year, month, day = islamic.from_jd(day_number + _UNIX_DAY)
    return int(year), int(month), int(day)


@lru_cache(maxsize=1024)
def _persian_new_year(year: int) -> int:
    """Days from 1970-01-01 to the first day of the year."""
    from persiantools.jdatetime import JalaliDate

    new_year = JalaliDate(year, 1, 1)  # type: ignore[no-untyped-call] # has no types
    return new_year.to_gregorian().toordinal() - _ORDINAL


def month_days(calendar: str, year: int, month: int) -> int:
    """How many days that month of that calendar has."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return to_day(calendar, *following, 1) - to_day(calendar, year, month, 1)


def _is_known(calendar: str, year: int) -> bool:
    return any(first <= year <= last for first, last in YEARS[calendar])


def _part(day_number: int, mark: str) -> Part:
    year, month, day = civil(day_number)
    part = read_part(f"{year_text(year)}-{month:02}-{day:02}{mark}", "")
    assert isinstance(part, Part)
    return part


def _unreadable(calendar: str, shown: str) -> Misread:
    if calendar not in CALENDARS:
        return Misread(
            "date-no-such-calendar",
            f"“{calendar}” is not a calendar I know",
            f"Write {', '.join(CALENDARS[:-1])} or {CALENDARS[-1]}.",
        )
    if not shown:
        return Misread("date-empty", "the date is empty", "Write a date in it.")
    example = {"persian": "1357-11-22", "islamic": "1399-03-13"}.get(calendar)
    bare = (calendar_in(shown) or (calendar, shown))[1]
    hint = (
        "Write year, month and day in numbers, as in "
        f"{example or '1829-01-30'}, or only what is known of them."
    )
    if numbers := in_numbers(calendar, bare):
        hint = f"Write {numbers}."
    return Misread(
        "date-unreadable",
        f"“{shown[:LONGEST]}” is not a {_NAMES[calendar]} date I can read",
        hint,
    )


def _out_of_range(calendar: str, shown: str) -> Misread:
    ranges = " and ".join(f"{first} to {last}" for first, last in YEARS[calendar])
    return Misread(
        "date-out-of-calendar",
        f"“{shown}” is outside the {_NAMES[calendar]} years I can convert: {ranges}",
        "Leave out the original date, and keep its words in the summary.",
    )


def _no_such_month(calendar: str, shown: str, year: str) -> Misread:
    return Misread(
        "date-no-such-month",
        f"“{shown}” is not a {_NAMES[calendar]} date: months go from 01 to 12",
        f"Write a month from 01 to 12, or {year} if only the year is known.",
    )


def _no_such_day(calendar: str, shown: str, month: int, length: int) -> Misread:
    name = (month_names(calendar, "en") or MONTHS)[month - 1]
    return Misread(
        "date-no-such-day",
        f"“{shown}” is not a {_NAMES[calendar]} day: that {name} has {length} days",
        f"Write a day from 01 to {length}, or {shown[:-3]} if only the month is known.",
    )
