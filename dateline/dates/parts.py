"""One EDTF date, without intervals and sets: text in, a part with its bounds out.

Sections named below are those of the Library of Congress specification of the Extended
Date/Time Format (4 February 2019), which profiles ISO 8601-1 and 8601-2:2019.
"""

import re
from collections.abc import Iterator
from itertools import product

from . import refusals
from .civil import DAY, civil, days, first_second, last_second_of_month, month_length
from .span import Misread, Part, Precision

_DATE = re.compile(
    r"(?P<before_year>[?~%]?)(?P<year>-?[0-9X]{4})(?P<to_year>[?~%]?)"
    r"(?:-(?P<before_month>[?~%]?)(?P<month>[0-9X]{2})(?P<to_month>[?~%]?)"
    r"(?:-(?P<before_day>[?~%]?)(?P<day>[0-9X]{2})"
    r"(?:T(?P<time>[0-9]{2}(?::[0-9]{2}(?::[0-9]{2})?)?)"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
    r"(?P<to_day>[?~%]?))?)?"
)
_LONG_YEAR = re.compile(
    r"Y(?P<sign>-?)(?P<digits>[0-9]+)(?:[Ee](?P<exponent>[0-9]+))?(?P<mark>[?~%]?)"
)
MOST_DIGITS = 12  # of a year: a million times the age of the universe needs no more
FARTHEST_ZONE = 15 * 60 + 59  # minutes; local mean time once reached 15:56

# First month and number of months, counted from January of the year. Level 1, Seasons
# (21–24), and level 2, Sub-year groupings (25–41). The specification leaves the months
# open; 21–24 are taken as northern, and a winter (24) as the one that begins in that
# December, since the specification sorts it after autumn.
SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip


def read_part(text: str, shown: str) -> Part | Misread | None:
    """The part this EDTF text means; None where it does not have that shape at all.

    ``shown`` is what messages quote. Level 0: Date, Date and Time. Level 1:
    Letter-prefixed year, Seasons, Qualification, Unspecified digits, Negative year.
    Level 2: Exponential year, Sub-year groupings, Unspecified digit, Qualification.
    """
    if found := _DATE.fullmatch(text):
        return _read_date(found, shown)
    if found := _LONG_YEAR.fullmatch(text):
        return _read_long_year(found, shown)
    return None


def _read_date(found: re.Match[str], shown: str) -> Part | Misread:
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if year == "-0000":
        return refusals.minus_zero(shown)
    if year.endswith("XXXX"):
        return refusals.nowhere(shown)
    if month and not _matching(month, 1, 12) and not _is_season(month, day):
        return refusals.no_such_month(shown, year, month, day)
    if "X" in year and month.isdigit() and int(month) > 12:
        return refusals.season_of_any_year(shown, year, month)
    bounds = _bounds(year, month, day)
    if bounds is None:
        return refusals.no_such_day(shown, year, month, day)
    marks = _marks(found, 1 + bool(month) + bool(day))
    precision = _precision(year, month, day)
    if not found["time"]:
        return Part(year, month, day, "", "", marks, *bounds, precision)
    if "X" in year + month + day:
        return refusals.time_without_day(shown)
    return _with_time(found, shown, marks, bounds[0])


def _read_long_year(found: re.Match[str], shown: str) -> Part | Misread:
    digits, exponent = found["digits"], found["exponent"] or "0"
    zeros = int(exponent) if len(exponent) <= 3 else MOST_DIGITS + 1
    if len(digits) + zeros > MOST_DIGITS:
        return refusals.too_far(shown, MOST_DIGITS)
    year = int(found["sign"] + digits) * 10**zeros
    if digits[0] == "0" or abs(year) <= 9999:
        return refusals.short_long_year(shown, year)
    bounds = (first_second(year), first_second(year + 1) - 1)
    return Part(f"Y{year}", "", "", "", "", found["mark"], *bounds, Precision.YEAR)


def _marks(found: re.Match[str], count: int) -> str:
    """One mark a component.

    Those before it are its own, those after it also belong to all on its left (level
    2, Qualification: group and individual).
    """
    before = (found["before_year"], found["before_month"], found["before_day"])
    after = (found["to_year"], found["to_month"], found["to_day"])
    marks = ""
    if not any(before) and not any(after):
        return marks
    for place in range(count):
        signs = set(before[place] or "").union(*(sign or "" for sign in after[place:]))
        marks += "%" if len(signs) > 1 else signs.pop() if signs else "."
    return marks if marks.strip(".") else ""


def _is_season(month: str, day: str) -> bool:
    return not day and month.isdigit() and int(month) in SEASONS


def _matching(digits: str, lowest: int, highest: int) -> list[int]:
    """The two-digit numbers that fit digits with X in them."""
    if "X" not in digits:
        return [int(digits)] if lowest <= int(digits) <= highest else []
    fits = re.compile(digits.replace("X", "."))
    return [n for n in range(lowest, highest + 1) if fits.fullmatch(f"{n:02}")]


def _years(year: str, backwards: bool) -> Iterator[int]:
    """The years that fit, in order of time."""
    sign, digits = (-1, year[1:]) if year[0] == "-" else (1, year)
    down = backwards is (sign == 1)
    ranges = "9876543210" if down else "0123456789"
    for chosen in product(*(ranges if digit == "X" else digit for digit in digits)):
        yield sign * int("".join(chosen))


def _bounds(year: str, month: str, day: str) -> tuple[int, int] | None:
    """First and last second, or None where no such day exists."""
    if not day and month.isdigit() and int(month) > 12:
        return _season_bounds(int(year), int(month))
    if "X" not in year + month + day and day != "00":
        return _plain_bounds(int(year), int(month or 0), int(day or 0))
    months = _matching(month, 1, 12) if month else [1, 12]
    first = _edge(_years(year, False), months, day or "01", False)
    last_day = day or "XX"
    last = _edge(_years(year, True), months[::-1], last_day, True)
    if first is None or last is None:
        return None
    return first * DAY, last * DAY + DAY - 1


def _plain_bounds(year: int, month: int, day: int) -> tuple[int, int] | None:
    """The same without masks; a month or day of 0 is not written."""
    if day > month_length(year, month or 1):
        return None
    first = first_second(year, month or 1, day or 1)
    if day:
        return first, first + DAY - 1
    return first, last_second_of_month(year, month or 12)


def _edge(
    years: Iterator[int], months: list[int], day: str, backwards: bool
) -> int | None:
    """The first day in the order of search that exists, counted from 1970-01-01."""
    for year in years:
        for month in months:
            if fitting := _matching(day, 1, month_length(year, month)):
                return days(year, month, fitting[-1] if backwards else fitting[0])
    return None


def _season_bounds(year: int, season: int) -> tuple[int, int] | None:
    first, count = SEASONS[season]
    more, last = divmod(first + count - 2, 12)
    return first_second(year, first), last_second_of_month(year + more, last + 1)


def _precision(year: str, month: str, day: str) -> Precision:
    """The finest unit known with every coarser unit known."""
    if "X" in year:
        return Precision(max(0, year.lstrip("-").index("X") - 1))
    if not month or "X" in month:
        return Precision.YEAR
    if int(month) > 12:
        return Precision.SEASON
    return Precision.DAY if day and "X" not in day else Precision.MONTH


def _with_time(
    found: re.Match[str], shown: str, marks: str, midnight: int
) -> Part | Misread:
    """Level 0, Date and Time; hours and minutes alone are from ISO 8601-1, 5.3.1.3."""
    time, zone = found["time"], _zone(found["zone"] or "")
    if zone is None:
        return refusals.no_such_zone(shown, found["zone"])
    clock = [int(number) for number in time.split(":")]
    if clock[0] > 23 or max(clock) > 59:
        return refusals.no_such_time(shown, time)
    units = (3600, 60, 1)
    begins = midnight + sum(n * u for n, u in zip(clock, units, strict=False))
    begins -= zone_minutes(zone) * 60
    ends = begins + units[len(clock) - 1] - 1
    precision = Precision(Precision.DAY + len(clock))
    date = (found["year"], found["month"], found["day"])
    return Part(*date, time, zone, marks, begins, ends, precision)


def _zone(text: str) -> str | None:
    """The zone in full, "Z" for no difference, "" for none; None if there is no such."""
    if text in ("", "Z"):
        return text
    digits = text[1:].replace(":", "").ljust(4, "0")
    zone = f"{text[0]}{digits[:2]}:{digits[2:]}"
    if int(digits[2:]) > 59 or abs(zone_minutes(zone)) > FARTHEST_ZONE:
        return None
    return zone if zone_minutes(zone) else "Z"


def zone_minutes(zone: str) -> int:
    """Minutes that a zone in full ("+02:00", "Z", "") is ahead of UTC."""
    if len(zone) < 6:
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return -minutes if zone[0] == "-" else minutes


def step(part: Part, by: int) -> Part | None:
    """The part of the same unit so many units later; None where EDTF has none."""
    text = _stepped(part, by)
    marked = Part(*text, part.time, part.zone, part.marks, 0, 0, part.precision)
    found = read_part(marked.edtf, "") if text[0] else None
    return found if isinstance(found, Part) else None


def _stepped(part: Part, by: int) -> tuple[str, str, str]:
    nothing = ("", "", "")
    if part.time or "X" in part.month + part.day:
        return nothing
    if "X" in part.year:
        known = part.year.rstrip("X")
        is_regular = known.isdigit() and not part.month
        number = int(known) + by if is_regular else -1
        width = len(known)
        fits = 0 <= number < 10**width
        return (f"{number:0{width}}".ljust(4, "X"), "", "") if fits else nothing
    year = int(part.year.lstrip("Y"))
    if part.day:
        later = civil(days(year, int(part.month), int(part.day)) + by)
        return year_text(later[0]), f"{later[1]:02}", f"{later[2]:02}"
    if not part.month:
        return year_text(year + by), "", ""
    first, count = _group(int(part.month))
    more, place = divmod(int(part.month) - first + by, count)
    return year_text(year + more), f"{first + place:02}", ""


def _group(month: int) -> tuple[int, int]:
    """First number and size of the round of months, seasons or parts it belongs to."""
    for first, count in ((1, 12), (21, 4), (25, 4), (29, 4), (33, 4), (37, 3)):
        if first <= month < first + count:
            return first, count
    return 40, 2


def year_text(year: int) -> str:
    """EDTF's text for an astronomical year (level 1, Letter-prefixed calendar year)."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"
