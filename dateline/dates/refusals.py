"""The messages about texts that are no date, one function a reason, all in English."""

from .civil import month_length
from .span import Misread

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def empty() -> Misread:
    """Nothing but white space."""
    return Misread(
        "date-empty",
        "the date is empty",
        "Write 1829-02-11, or 1829-02 or 1829 if less is known.",
    )


def too_long(text: str, most: int) -> Misread:
    """More characters than any date needs."""
    return Misread(
        "date-too-long",
        f"“{text[:40]}…” has {len(text)} characters; a date has at most {most}",
        "Write only the date here, as in 1829-02-11, and the rest in the summary.",
    )


def unreadable(shown: str, *, is_interval: bool = False) -> Misread:
    """No rule knows what is meant; ``is_interval`` where it seems to have two ends."""
    form = "1829-02-11, February 1829 or c. 1829"
    if is_interval:
        form = "1829-02-11/1829-03-15, or from February to March 1829"
    return Misread(
        "date-unreadable",
        f"“{shown}” is not a date I can read",
        f"Write {form}.",
    )


def nearly(shown: str, form: str) -> Misread:
    """Not a date, but ``form`` is, and is what was most likely meant."""
    stop = "" if form.endswith(("/", ".")) else "."  # would be typed with it
    return Misread(
        "date-nearly", f"“{shown}” is not a date I can read", f"Write {form}{stop}"
    )


def relative(shown: str, start: str) -> Misread:
    """Counts from the day on which it is read; ``start`` is when it began, if it lasts."""
    hint = (
        f"Write {start}/.. for what has not ended."
        if start
        else "Write the day itself, as in 2022-02-24, or what is known of it: 2022-02."
    )
    return Misread(
        "date-relative",
        f"“{shown}” means another date each time it is read",
        hint,
    )


def two_readings(shown: str, first: str, second: str) -> Misread:
    """Can mean either of two dates; both are offered."""
    return Misread(
        "date-two-readings",
        f"“{shown}” can be read in two ways",
        f"Write {first} or {second}, whichever is meant.",
    )


def no_year(shown: str) -> Misread:
    """A day or a month of no year."""
    return Misread(
        "date-no-year",
        f"“{shown}” has no year",
        "Write the year as well, as in 12 March 1979, or 1979 alone.",
    )


def short_year(shown: str) -> Misread:
    """A year of which only the last two digits are written."""
    return Misread(
        "date-short-year",
        f"“{shown}” leaves out the century of the year",
        "Write all four digits of the year, as in 1979; the year 79 is 79 CE or 0079.",
    )


def time_without_day(shown: str) -> Misread:
    """A time of day that belongs to no day."""
    return Misread(
        "date-time-without-day",
        f"“{shown}” is a time without its day",
        "Write the day before it, as in 2022-02-24T14:30.",
    )


def no_such_month(shown: str, year: str, month: str, day: str) -> Misread:
    """A month above 12; perhaps day and month are swapped."""
    hint = f"Write a month from 01 to 12, or {year} if only the year is known."
    if month == "00":
        hint = f"Write {year} if only the year is known."
    if day.isdigit() and month.isdigit() and 1 <= int(day) <= 12 < int(month) <= 31:
        hint = f"Write {year}-{day}-{month} if {month} is the day."
    if not day and month.isdigit() and year.isdigit() and month > year[2:]:
        until = f"{year[:2]}{month}"
        hint = f"Write {year}/{until} if the years from {year} to {until} are meant."
    text = f"“{shown}” has no month {month}: months go from 01 to 12"
    return Misread("date-no-such-month", text, hint)


def season_of_any_year(shown: str, year: str, season: str) -> Misread:
    """A season of a year that is not told: it would lie in every one of them."""
    one = year.replace("X", "0")
    return Misread(
        "date-season-without-year",
        f"“{shown}” is a season of a year that is left open",
        f"Write {year}, or the season of one year, as in {one}-{season}.",
    )


def no_such_day(shown: str, year: str, month: str, day: str) -> Misread:
    """A day that the month does not have, in that year or in any."""
    coarser = f"{year}-{month}"
    if not (year + month + day).lstrip("-").isdigit():
        return Misread(
            "date-no-such-day",
            f"“{shown}” is not a day: no such day fits its digits",
            f"Write {coarser} if the day is not known.",
        )
    if day == "00":
        return Misread(
            "date-no-such-day",
            f"“{shown}” is not a day: days go from 01",
            f"Write {coarser} if the day is not known.",
        )
    last = month_length(int(year), int(month))
    name = MONTHS[int(month) - 1] + (f" {year}" if month == "02" else "")
    return Misread(
        "date-no-such-day",
        f"“{shown}” is not a day: {name} has {last} days",
        f"Write the day that the source gives, or {coarser} if only the month is known.",
    )


def no_such_time(shown: str, time: str) -> Misread:
    """An hour above 23, or a minute or second above 59."""
    hint = "Write a time from 00:00 to 23:59, or leave it out."
    if time.startswith("24:00"):
        hint = "Write 00:00 on the day after."
    return Misread("date-no-such-time", f"“{shown}” has no time {time}", hint)


def no_such_zone(shown: str, zone: str) -> Misread:
    """A difference from UTC that no clock on earth ever had."""
    return Misread(
        "date-no-such-zone",
        f"“{shown}” has no time zone {zone}: they go from -15:59 to +15:59",
        "Write Z for UTC, or the difference from it, as in +02:00.",
    )


def other_weekday(shown: str, weekday: str, edtf: str) -> Misread:
    """A day of the week that this date was not."""
    return Misread(
        "date-weekday",
        f"“{shown}” was a {weekday}",
        f"Write {edtf} if the day of the month is right.",
    )


def reversed_ends(shown: str, turned: str) -> Misread:
    """An interval or a range whose end is before its beginning."""
    return Misread(
        "date-reversed", f"“{shown}” ends before it begins", f"Write {turned}."
    )


def nowhere(shown: str) -> Misread:
    """Leaves the whole year open, or both ends."""
    return Misread(
        "date-nowhere",
        f"“{shown}” leaves all of time open, so it has no place on a timeline",
        "Write the years it must lie between, as in [1820..1829], or 18XX.",
    )


def minus_zero(shown: str) -> Misread:
    """The year 0 has no sign (ISO 8601-2, 4.7)."""
    return Misread(
        "date-year-zero",
        f"“{shown}” has a year 0 with a sign",
        "Write 0000 for 1 BCE, or -0001 for 2 BCE.",
    )


def year_zero(shown: str) -> Misread:
    """0 BCE or 0 CE in words."""
    return Misread(
        "date-year-zero",
        f"“{shown}” names a year 0, and 1 BCE is followed by 1 CE",
        "Write 1 BCE or 1 CE.",
    )


def short_long_year(shown: str, year: int) -> Misread:
    """Y before a year of four digits or fewer, or before a zero."""
    sign = "-" if year < 0 else ""
    plain = f"{sign}{abs(year):04}" if abs(year) <= 9999 else f"Y{year}"
    return Misread(
        "date-nearly",
        f"“{shown}” has a Y, which is for years of five digits and more",
        f"Write {plain}.",
    )


def too_far(shown: str, most: int) -> Misread:
    """A year with more digits than we calculate with."""
    return Misread(
        "date-too-far",
        f"“{shown}” is a year of more than {most} digits",
        f"Write a year of at most {most} digits, as in Y-13800000000.",
    )


def all_of(shown: str) -> Misread:
    """A set in braces: several dates at once (level 2, Set representation)."""
    return Misread(
        "date-several",
        f"“{shown}” means several dates at once, and an event has one",
        "Write an event for each, or a stretch of time as in 1828/1829; "
        "if it happened once, write [1828,1829].",
    )


def significant_digits(shown: str, year: str) -> Misread:
    """An estimate with S (level 2, Significant digits)."""
    return Misread(
        "date-significant-digits",
        f"“{shown}” counts its certain digits, which I do not read",
        f"Write {year}~ for about that year, or 195X for one of ten years.",
    )


def duration(shown: str) -> Misread:
    """An ISO 8601 duration, alone or in an interval (not part of EDTF)."""
    return Misread(
        "date-duration",
        f"“{shown}” has a duration, and I read only beginnings and ends",
        "Write both ends, as in 2022-10/2023-02.",
    )


def which_part(shown: str, first: str, second: str) -> Misread:
    """“early”, “mid”, “late”: nobody says which months are meant.

    ``second`` is an example of bounds; empty where we have none that fits.
    """
    bounds = (
        f"its bounds, as in {second}" if second else "the two years it lies between"
    )
    return Misread(
        "date-which-part",
        f"“{shown}” does not say where that part begins and ends",
        f"Write {first} if that is all that is known, or {bounds}.",
    )


def two_days(shown: str, gregorian: str, julian: str) -> Misread:
    """One day, as two calendars count it."""
    return Misread(
        "date-other-calendar",
        f"“{shown}” is one day in two calendars",
        f"Write {gregorian}; an event can hold the other one below it, as "
        f"original_date: {{calendar: julian, date: {julian}}}",
    )


def other_calendar(shown: str, reading: str) -> Misread:
    """Names a calendar beside the date, or has digits of one."""
    return Misread(
        "date-other-calendar",
        f"“{shown}” {reading}",
        "Write the Gregorian date here, and the other one under “original_date”.",
    )
