"""Every reason why a text is no date, with the whole message."""

import pytest

from dateline import dates
from dateline.dates import Misread

REFUSED = {
    "": ("date-empty", "the date is empty", "Write 1829-02-11, or 1829-02 or 1829 if less is known."),
    "yesterday": ("date-relative", "“yesterday” means another date each time it is read", "Write the day itself, as in 2022-02-24, or what is known of it: 2022-02."),
    "2022 – present": ("date-relative", "“2022 – present” means another date each time it is read", "Write 2022/.. for what has not ended."),
    "from March 1979 until today": ("date-relative", "“from March 1979 until today” means another date each time it is read", "Write 1979-03/.. for what has not ended."),
    "12/1900": ("date-nearly", "“12/1900” is not a date I can read", "Write 1900-12."),
    "3.2015": ("date-nearly", "“3.2015” is not a date I can read", "Write 2015-03."),
    "13/1900": ("date-unreadable", "“13/1900” is not a date I can read", "Write 1829-02-11, February 1829 or c. 1829."),
    "1979/open": ("date-nearly", "“1979/open” is not a date I can read", "Write 1979/.."),
    "1979 -": ("date-nearly", "“1979 -” is not a date I can read", "Write 1979/"),
    "12 March 1979 – ?": ("date-nearly", "“12 March 1979 – ?” is not a date I can read", "Write 1979-03-12/"),
    "from 1979 to ?": ("date-nearly", "“from 1979 to ?” is not a date I can read", "Write 1979/"),
    "c. 1979/unknown": ("date-nearly", "“c. 1979/unknown” is not a date I can read", "Write 1979~/"),
    "?/1980": ("date-nearly", "“?/1980” is not a date I can read", "Write /1980."),
    "–1980": ("date-nearly", "“–1980” is not a date I can read", "Write /1980."),
    "..1980": ("date-nearly", "“..1980” is not a date I can read", "Write ../1980."),
    "1979…": ("date-nearly", "“1979…” is not a date I can read", "Write 1979/.."),
    "1979+": ("date-nearly", "“1979+” is not a date I can read", "Write 1979/.."),
    "by 1980": ("date-nearly", "“by 1980” is not a date I can read", "Write [..1980]."),
    "1979 or so": ("date-nearly", "“1979 or so” is not a date I can read", "Write 1979~."),
    "maybe 1879": ("date-nearly", "“maybe 1879” is not a date I can read", "Write probably 1879."),
    "likely in May 1879": ("date-nearly", "“likely in May 1879” is not a date I can read", "Write probably May 1879."),
    "sometime around 1879": ("date-nearly", "“sometime around 1879” is not a date I can read", "Write around 1879."),
    "some time between 1879 and 1881": ("date-nearly", "“some time between 1879 and 1881” is not a date I can read", "Write between 1879 and 1881."),
    "1941-08-25 until September": ("date-nearly", "“1941-08-25 until September” is not a date I can read", "Write 1941-08-25/1941-09."),
    "from 25 August 1941 to 16 September": ("date-nearly", "“from 25 August 1941 to 16 September” is not a date I can read", "Write 1941-08-25/1941-09-16."),
    "December 1941 – February": ("date-nearly", "“December 1941 – February” is not a date I can read", "Write 1941-12/1942-02."),
    "from the 3rd Tuesday of May to 1907": ("date-unreadable", "“from the 3rd Tuesday of May to 1907” is not a date I can read", "Write 1829-02-11/1829-03-15, or from February to March 1829."),
    "by May 1879": ("date-nearly", "“by May 1879” is not a date I can read", "Write [..1879-05]."),
    "1879 at the latest": ("date-nearly", "“1879 at the latest” is not a date I can read", "Write [..1879]."),
    "not before 1879": ("date-nearly", "“not before 1879” is not a date I can read", "Write [1879..]."),
    "12 May 1879, at the earliest": ("date-nearly", "“12 May 1879, at the earliest” is not a date I can read", "Write [1879-05-12..]."),
    "no later than 1879": ("date-nearly", "“no later than 1879” is not a date I can read", "Write [..1879]."),
    "um 1879": ("date-nearly", "“um 1879” is not a date I can read", "Write 1879~."),
    "c1879": ("date-nearly", "“c1879” is not a date I can read", "Write 1879~."),
    "1879, probably": ("date-nearly", "“1879, probably” is not a date I can read", "Write probably 1879."),
    "1941-08-25/09-17": ("date-nearly", "“1941-08-25/09-17” is not a date I can read", "Write 1941-08-25/1941-09-17."),
    "1941-08-25 – 27": ("date-nearly", "“1941-08-25 – 27” is not a date I can read", "Write 1941-08-25/1941-08-27."),
    "18/31 August 1907": ("date-other-calendar", "“18/31 August 1907” is one day in two calendars", "Write 1907-08-31; an event can hold the other one below it, as original_date: {calendar: julian, date: 1907-08-18}"),
    "31 August 1907 (O.S. 18 August)": ("date-other-calendar", "“31 August 1907 (O.S. 18 August)” is one day in two calendars", "Write 1907-08-31; an event can hold the other one below it, as original_date: {calendar: julian, date: 1907-08-18}"),
    "31 August 1907 (Julian: 18 August 1907)": ("date-other-calendar", "“31 August 1907 (Julian: 18 August 1907)” is one day in two calendars", "Write 1907-08-31; an event can hold the other one below it, as original_date: {calendar: julian, date: 1907-08-18}"),
    "1979-02-??": ("date-nearly", "“1979-02-??” is not a date I can read", "Write 1979-02."),
    "1979-??-??": ("date-nearly", "“1979-??-??” is not a date I can read", "Write 1979-XX-XX."),
    "undated": ("date-nowhere", "“undated” leaves all of time open, so it has no place on a timeline", "Write the years it must lie between, as in [1820..1829], or 18XX."),
    "10/11/2024": ("date-two-readings", "“10/11/2024” can be read in two ways", "Write 2024-11-10 or 2024-10-11, whichever is meant."),
    "1900s": ("date-two-readings", "“1900s” can be read in two ways", "Write 190X or 19XX, whichever is meant."),
    "24/02/2022": ("date-nearly", "“24/02/2022” is not a date I can read", "Write 2022-02-24."),
    "12 March": ("date-no-year", "“12 March” has no year", "Write the year as well, as in 12 March 1979, or 1979 alone."),
    "1829-02-30": ("date-no-such-day", "“1829-02-30” is not a day: February 1829 has 28 days", "Write the day that the source gives, or 1829-02 if only the month is known."),
    "31 June 2022": ("date-no-such-day", "“31 June 2022” is not a day: June has 30 days", "Write the day that the source gives, or 2022-06 if only the month is known."),
    "31/06/2022": ("date-no-such-day", "“31/06/2022” is not a day: June has 30 days", "Write the day that the source gives, or 2022-06 if only the month is known."),
    "2022-02-00": ("date-no-such-day", "“2022-02-00” is not a day: days go from 01", "Write 2022-02 if the day is not known."),
    "2022-02-3X": ("date-no-such-day", "“2022-02-3X” is not a day: no such day fits its digits", "Write 2022-02 if the day is not known."),
    "1829-13": ("date-no-such-month", "“1829-13” has no month 13: months go from 01 to 12", "Write a month from 01 to 12, or 1829 if only the year is known."),
    "1829-00": ("date-no-such-month", "“1829-00” has no month 00: months go from 01 to 12", "Write 1829 if only the year is known."),
    "182X-21": ("date-season-without-year", "“182X-21” is a season of a year that is left open", "Write 182X, or the season of one year, as in 1820-21."),
    "2015-13-01": ("date-no-such-month", "“2015-13-01” has no month 13: months go from 01 to 12", "Write 2015-01-13 if 13 is the day."),
    "1980-88": ("date-no-such-month", "“1980-88” has no month 88: months go from 01 to 12", "Write 1980/1988 if the years from 1980 to 1988 are meant."),
    "2022/2021": ("date-reversed", "“2022/2021” ends before it begins", "Write 2021/2022."),
    "between 1980 and 1970": ("date-reversed", "“between 1980 and 1970” ends before it begins", "Write [1970..1980]."),
    "14:30": ("date-time-without-day", "“14:30” is a time without its day", "Write the day before it, as in 2022-02-24T14:30."),
    "2022-02T05:00": ("date-time-without-day", "“2022-02T05:00” is a time without its day", "Write the day before it, as in 2022-02-24T14:30."),
    "2022-02-24T25:00": ("date-no-such-time", "“2022-02-24T25:00” has no time 25:00", "Write a time from 00:00 to 23:59, or leave it out."),
    "2022-02-24T24:00": ("date-no-such-time", "“2022-02-24T24:00” has no time 24:00", "Write 00:00 on the day after."),
    "2022-02-24T05:00+25:00": ("date-no-such-zone", "“2022-02-24T05:00+25:00” has no time zone +25:00: they go from -15:59 to +15:59", "Write Z for UTC, or the difference from it, as in +02:00."),
    "5/6/70": ("date-short-year", "“5/6/70” leaves out the century of the year", "Write all four digits of the year, as in 1979; the year 79 is 79 CE or 0079."),
    "'79": ("date-short-year", "“'79” leaves out the century of the year", "Write all four digits of the year, as in 1979; the year 79 is 79 CE or 0079."),
    "12 March 79": ("date-short-year", "“12 March 79” leaves out the century of the year", "Write all four digits of the year, as in 1979; the year 79 is 79 CE or 0079."),
    "0 BCE": ("date-year-zero", "“0 BCE” names a year 0, and 1 BCE is followed by 1 CE", "Write 1 BCE or 1 CE."),
    "-0000": ("date-year-zero", "“-0000” has a year 0 with a sign", "Write 0000 for 1 BCE, or -0001 for 2 BCE."),
    "XXXX-12-25": ("date-nowhere", "“XXXX-12-25” leaves all of time open, so it has no place on a timeline", "Write the years it must lie between, as in [1820..1829], or 18XX."),
    "../..": ("date-nowhere", "“../..” leaves all of time open, so it has no place on a timeline", "Write the years it must lie between, as in [1820..1829], or 18XX."),
    "early 1829": ("date-which-part", "“early 1829” does not say where that part begins and ends", "Write 1829 if that is all that is known, or its bounds, as in [1829-01..1829-04]."),
    "late 1980s": ("date-which-part", "“late 1980s” does not say where that part begins and ends", "Write 198X if that is all that is known, or its bounds, as in [1987..1989]."),
    "mid to late July 2022": ("date-which-part", "“mid to late July 2022” does not say where that part begins and ends", "Write 2022-07 if that is all that is known, or its bounds, as in [2022-07-11..2022-07-31]."),
    "{1828,1829}": ("date-several", "“{1828,1829}” means several dates at once, and an event has one", "Write an event for each, or a stretch of time as in 1828/1829; if it happened once, write [1828,1829]."),
    "1950S2": ("date-significant-digits", "“1950S2” counts its certain digits, which I do not read", "Write 1950~ for about that year, or 195X for one of ten years."),
    "2022/P3M": ("date-duration", "“2022/P3M” has a duration, and I read only beginnings and ends", "Write both ends, as in 2022-10/2023-02."),
    "Y1E999999999": ("date-too-far", "“Y1E999999999” is a year of more than 12 digits", "Write a year of at most 12 digits, as in Y-13800000000."),
    "Y1985": ("date-nearly", "“Y1985” has a Y, which is for years of five digits and more", "Write 1985."),
    "Monday, 24 February 2022": ("date-weekday", "“Monday, 24 February 2022” was a Thursday", "Write 2022-02-24 if the day of the month is right."),
    "30 January 1829 (Julian)": ("date-other-calendar", "“30 January 1829 (Julian)” is a date of another calendar", "Write the Gregorian date here, and the other one under “original_date”."),
    "۱۳۵۷": ("date-two-calendars", "“۱۳۵۷” may be of the Gregorian, the Persian or the Islamic year 1357", "Write 1357 in the digits 0 to 9 for the Gregorian year, or the Gregorian date here and the other one under “original_date”."),
    "MCMLXXIX": ("date-unreadable", "“MCMLXXIX” is not a date I can read", "Write 1829-02-11, February 1829 or c. 1829."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"), REFUSED.items(), ids=[text or "nothing" for text in REFUSED]
)
def test_a_text_that_is_no_date_says_why_and_what_to_write(
    text: str, message: tuple[str, str, str]
) -> None:
    assert dates.read(text) == Misread(*message)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2015-7-4", "2015-07-04"),
        ("2015/07/14", "2015-07-14"),
        ("2015.07.14", "2015-07-14"),
        ("2015–07–14", "2015-07-14"),
        ("2015/07", "2015-07"),
        ("20150714", "2015-07-14"),
        ("201507", "2015-07"),
        ("10.10.2024", "2024-10-10"),
        ("2015-W07", "2015-02-09/2015-02-15"),
        ("2015-W07-3", "2015-02-11"),
        ("2015-123", "2015-05-03"),
        ("1914/18", "1914/1918"),
        ("1979…1988", "1979/1988"),
        ("198u", "198X"),
        ("-43", "-0043"),
        ("12345", "Y12345"),
        ("+1985", "1985"),
        ("1829-02-11 (Gregorian)", "1829-02-11"),
        ("13th of Juli 1789", "13th of July 1789"),
        ("Febuary 2022", "February 2022"),
    ],
)
def test_a_text_that_is_nearly_a_date_is_given_the_date(
    text: str, instead: str
) -> None:
    misread = Misread(
        "date-nearly", f"“{text}” is not a date I can read", f"Write {instead}."
    )

    assert dates.read(text) == misread
    assert isinstance(dates.read(instead), dates.Span)


@pytest.mark.parametrize(
    "text", ["last year", "3 days ago", "now", "today", "next Monday", "this week"]
)
def test_what_counts_from_today_is_refused(text: str) -> None:
    misread = dates.read(text)

    assert isinstance(misread, Misread)
    assert misread.rule == "date-relative"


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "вчера"), ("de", "gestern"), ("fr", "aujourd’hui")]
)
def test_what_counts_from_today_is_refused_in_other_languages(
    language: str, text: str
) -> None:
    misread = dates.read(text, language)

    assert isinstance(misread, Misread)
    assert misread.rule == "date-relative"


def test_a_text_longer_than_any_date_is_not_read_at_all() -> None:
    misread = dates.read("[" + "1829," * 100 + "1830]")

    assert isinstance(misread, Misread)
    assert misread.rule == "date-too-long"
    assert "has 506 characters; a date has at most 400" in misread.text


@pytest.mark.parametrize(
    ("language", "written", "hint"),
    [
        ("it", "circa maggio 1879", "Write 1879-05~."),
        ("es", "cerca de mayo de 1879", "Write 1879-05~."),
        ("pt", "cerca de maio de 1879", "Write 1879-05~."),
        ("uk", "приблизно травень 1879", "Write 1879-05~."),
        ("tr", "yaklaşık mayıs 1879", "Write 1879-05~."),
        ("en", "from May 1879", "Write since May 1879."),
        ("fr", "à mai 1879", "Write 1829-02-11, February 1829 or c. 1829."),
        (
            "hu",
            "1879 május-ig",
            "Write 1829-02-11/1829-03-15, or from February to March 1829.",
        ),
    ],
)
def test_a_word_that_leaves_a_date_open_is_never_passed_over(
    language: str, written: str, hint: str
) -> None:
    found = dates.read(written, language)

    assert isinstance(found, Misread)
    assert found.hint == hint
