"""Other calendars: known days, both ways, and a second opinion by plain arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import dates
from dateline.dates import Misread, Span
from dateline.dates.calendars import from_day, month_days, to_day

STEADY = settings(derandomize=True, deadline=None, max_examples=150)


def julian_day(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01: a leap day every fourth year, counted from 1 March."""
    years, months = (year - 1, month + 9) if month < 3 else (year, month - 3)
    return years * 365 + years // 4 + (153 * months + 2) // 5 + day - 719_471


def persian_day(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01: eight leap years in 33, from 1 Farvardin 1300 on."""
    leaps_before = (8 * year + 21) // 33 - (8 * 1300 + 21) // 33
    new_year = (year - 1300) * 365 + leaps_before - 17_818
    return new_year + (month - 1) * 30 + min(month - 1, 6) + day - 1


def islamic_day(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01: months of 30 and 29 days, eleven leap years in 30."""
    passed = (year - 1) * 354 + (3 + 11 * year) // 30
    return passed + 29 * (month - 1) + month // 2 + day - 1 - 492_148


OWN = {"julian": julian_day, "persian": persian_day, "islamic": islamic_day}
YEARS = {
    "julian": st.integers(-4712, 9998),
    "persian": st.one_of(st.integers(1178, 1241), st.integers(1277, 1501)),
    "islamic": st.integers(1, 9665),
}
CALENDARS = sorted(OWN)


def read_in(calendar: str, text: str) -> Span:
    found = dates.read_in(calendar, text)
    assert isinstance(found, Span), found
    return found


@pytest.mark.parametrize(
    ("calendar", "text", "edtf"),
    [
        ("julian", "1829-01-30", "1829-02-11"),
        ("julian", "1917-10-25", "1917-11-07"),
        ("julian", "1582-10-05", "1582-10-15"),
        ("julian", "-0043-03-15", "-0043-03-13"),
        ("julian", "1829-01", "[1829-01-13..1829-02-12]"),
        ("persian", "1357-11-22", "1979-02-11"),
        ("persian", "1357-11", "[1979-01-21..1979-02-19]"),
        ("persian", "1357", "[1978-03-21..1979-03-20]"),
        ("persian", "۱۳۵۷-۱۱-۲۲", "1979-02-11"),
        ("persian", "1357-11-22~", "1979-02-11~"),
        ("islamic", "1399-03-13", "1979-02-11"),
        ("gregorian", "1829-02-11", "1829-02-11"),
    ],
)
def test_a_date_of_another_calendar_is_the_same_day_in_ours(
    calendar: str, text: str, edtf: str
) -> None:
    span = read_in(calendar, text)

    assert (span.written, span.edtf) == (text, edtf)


@pytest.mark.parametrize(
    ("calendar", "locale", "text", "said"),
    [
        ("julian", "en", "1829-02-11", "30 January 1829 (Julian)"),
        ("julian", "en", "1829-02-11~", "c. 30 January 1829 (Julian)"),
        ("julian", "en", "1829-02-11%", "c. 30 January 1829 (Julian) (uncertain)"),
        (
            "julian",
            "ru",
            "1829-02-11~",
            "около 30 января 1829\u00a0г. (юлианский календарь)",
        ),
        ("persian", "fr", "1979-02-11?", "22 bahman 1357 (incertain)"),
        ("julian", "ru", "1829-02-11", "30 января 1829\u00a0г. (юлианский календарь)"),
        ("julian", "en", "-0043-03-13", "15 March 44 BCE (Julian)"),
        ("persian", "en", "1979-02-11", "22 Bahman 1357"),
        ("persian", "fa", "1979-02-11", "۲۲ بهمن ۱۳۵۷"),
        ("persian", "ru", "1979-02-11", "22 бахмана 1357"),
        ("persian", "en", "1979-02-11T12:00", "22 Bahman 1357"),
        ("islamic", "en", "1979-02-11", "13 Rabiʻ I 1399 (Islamic)"),
        ("persian", "en", "1979-02", None),
        ("persian", "en", "1979-02-11/1979-02-12", None),
        ("persian", "en", "1066-10-14", None),
        ("julian", "en", "182X-02-11", None),
        ("gregorian", "en", "1979-02-11", None),
    ],
)
def test_a_day_is_said_in_another_calendar_where_that_says_something(
    calendar: str, locale: str, text: str, said: str | None
) -> None:
    span = dates.read(text)
    assert isinstance(span, Span)

    assert dates.say_in(calendar, span, locale) == said


@pytest.mark.parametrize(
    ("calendar", "text", "rule", "told", "hint"),
    [
        ("persian", "1357-11-31", "date-no-such-day", "“1357-11-31” is not a Persian day: that Bahman has 30 days", "Write a day from 01 to 30, or 1357-11 if only the month is known."),
        ("julian", "1829-02-29", "date-no-such-day", "“1829-02-29” is not a Julian day: that February has 28 days", "Write a day from 01 to 28, or 1829-02 if only the month is known."),
        ("persian", "1357-13", "date-no-such-month", "“1357-13” is not a Persian date: months go from 01 to 12", "Write a month from 01 to 12, or 1357 if only the year is known."),
        ("persian", "1250", "date-out-of-calendar", "“1250” is outside the Persian years I can convert: 1178 to 1241 and 1277 to 1501", "Leave out the original date, and keep its words in the summary."),
        ("julian", "30 January", "date-unreadable", "“30 January” is not a Julian date I can read", "Write year, month and day in numbers, as in 1829-01-30, or only what is known of them."),
        ("mayan", "1829", "date-no-such-calendar", "“mayan” is not a calendar I know", "Write gregorian, julian, persian or islamic."),
    ],
)  # fmt: skip
def test_a_date_that_its_calendar_does_not_have_says_why(
    calendar: str, text: str, rule: str, told: str, hint: str
) -> None:
    assert dates.read_in(calendar, text) == Misread(rule, told, hint)


@pytest.mark.parametrize("calendar", CALENDARS)
@STEADY
@given(st.data())
def test_the_library_and_plain_arithmetic_agree_on_every_day(
    calendar: str, data: st.DataObject
) -> None:
    year = data.draw(YEARS[calendar])
    month = data.draw(st.integers(1, 12))
    day = data.draw(st.integers(1, month_days(calendar, year, month)))

    number = to_day(calendar, year, month, day)

    assert number == OWN[calendar](year, month, day)
    assert from_day(calendar, number) == (year, month, day)


@pytest.mark.parametrize("calendar", CALENDARS)
@STEADY
@given(st.data())
def test_a_day_read_in_a_calendar_is_said_in_it_again(
    calendar: str, data: st.DataObject
) -> None:
    year = data.draw(YEARS[calendar].filter(lambda year: year >= 1000))
    month, day = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 28))
    span = read_in(calendar, f"{year}-{month:02}-{day:02}")

    said = dates.say_in(calendar, span)

    assert said is None or said.startswith(f"{day} ")
    assert said is None or f" {year}" in said


@pytest.mark.parametrize("year", [1178, 1241, 1277, 1304, 1357, 1403, 1501])
def test_the_persian_new_year_is_the_librarys_own(year: int) -> None:
    from convertdate import persian

    assert to_day("persian", year, 1, 1) == persian.to_jd(year, 1, 1) - 2_440_587.5


@STEADY
@given(st.sampled_from(["julian", "persian", "islamic", "gregorian", "x"]), st.text())
def test_any_text_in_any_calendar_is_a_date_or_says_why_not(
    calendar: str, text: str
) -> None:
    assert isinstance(dates.read_in(calendar, text), Span | Misread)
