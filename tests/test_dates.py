"""What is written, what it means, and how it is said: the table of dates."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline import dates
from dateline.dates import Precision, Span

# written | edtf | earliest | latest | flags | long | short; bounds as days, "" for open.
# Flags: a approximate, u uncertain, i interval, o one of, < > open, [ ] unknown sides.
TABLE = {
    "day": "1829-02-11 | 1829-02-11 | 1829-02-11 | 1829-02-11 | | 11 February 1829 | 11 Feb 1829",
    "month": "1829-02 | 1829-02 | 1829-02-01 | 1829-02-28 | | February 1829 | Feb 1829",
    "month-of-a-leap-year": "2024-02 | 2024-02 | 2024-02-01 | 2024-02-29 | | February 2024 | Feb 2024",
    "year": "1829 | 1829 | 1829-01-01 | 1829-12-31 | | 1829 | 1829",
    "decade": "182X | 182X | 1820-01-01 | 1829-12-31 | | 1820s | 1820s",
    "decade-of-round-century": "190X | 190X | 1900-01-01 | 1909-12-31 | | 1900s (decade) | 1900s (decade)",
    "century": "18XX | 18XX | 1800-01-01 | 1899-12-31 | | 19th century | 19th century",
    "millennium": "1XXX | 1XXX | 1000-01-01 | 1999-12-31 | | 2nd millennium | 2nd millennium",
    "year-before-1000": "0800-12-25 | 0800-12-25 | 0800-12-25 | 0800-12-25 | | 25 December 800 CE | 25 Dec 800 CE",
    "approximate-year": "1450~ | 1450~ | 1450-01-01 | 1450-12-31 | a | c. 1450 | c. 1450",
    "approximate-month": "1979-02~ | 1979-02~ | 1979-02-01 | 1979-02-28 | a | c. February 1979 | c. Feb 1979",
    "uncertain-year": "1829? | 1829? | 1829-01-01 | 1829-12-31 | u | 1829 (uncertain) | 1829?",
    "both-marks": "1829% | 1829% | 1829-01-01 | 1829-12-31 | au | c. 1829 (uncertain) | c. 1829?",
    "mark-on-the-day": "2004-06-~11 | 2004-06-~11 | 2004-06-11 | 2004-06-11 | a | 11 June 2004 (day approximate) | 11 Jun 2004 (day approximate)",
    "mark-on-year-and-month": "2004-06~-11 | ~2004-~06-11 | 2004-06-11 | 2004-06-11 | a | 11 June 2004 (year approximate; month approximate) | 11 Jun 2004 (year approximate; month approximate)",
    "marks-of-two-kinds": "2004?-06-~11 | ?2004-06-~11 | 2004-06-11 | 2004-06-11 | au | 11 June 2004 (year uncertain; day approximate) | 11 Jun 2004 (year uncertain; day approximate)",
    "season": "1968-21 | 1968-21 | 1968-03-01 | 1968-05-31 | | spring 1968 | spring 1968",
    "winter-ends-next-year": "1968-24 | 1968-24 | 1968-12-01 | 1969-02-28 | | winter 1968 | winter 1968",
    "northern-season": "1968-27 | 1968-27 | 1968-09-01 | 1968-11-30 | | autumn 1968 (northern hemisphere) | autumn 1968 (northern hemisphere)",
    "southern-season": "1968-31 | 1968-31 | 1968-03-01 | 1968-05-31 | | autumn 1968 (southern hemisphere) | autumn 1968 (southern hemisphere)",
    "quarter": "1968-34 | 1968-34 | 1968-04-01 | 1968-06-30 | | 2nd quarter 1968 | 2nd quarter 1968",
    "third-of-a-year": "1968-38 | 1968-38 | 1968-05-01 | 1968-08-31 | | middle four months of 1968 | middle four months of 1968",
    "half-of-a-year": "1968-41 | 1968-41 | 1968-07-01 | 1968-12-31 | | second half of 1968 | second half of 1968",
    "unknown-day": "1829-02-XX | 1829-02-XX | 1829-02-01 | 1829-02-28 | | a day in February 1829 | a day in Feb 1829",
    "unknown-month": "1829-XX | 1829-XX | 1829-01-01 | 1829-12-31 | | a month in 1829 | a month in 1829",
    "unknown-month-and-day": "1829-XX-XX | 1829-XX-XX | 1829-01-01 | 1829-12-31 | | a day in 1829 | a day in 1829",
    "masked-anywhere": "156X-12-25 | 156X-12-25 | 1560-12-25 | 1569-12-25 | | 156X-12-25 (X: digit not known) | 156X-12-25 (X: digit not known)",
    "masked-month": "1984-1X | 1984-1X | 1984-10-01 | 1984-12-31 | | 1984-1X (X: digit not known) | 1984-1X (X: digit not known)",
    "masked-leap-day": "19X0-02-29 | 19X0-02-29 | 1920-02-29 | 1980-02-29 | | 19X0-02-29 (X: digit not known) | 19X0-02-29 (X: digit not known)",
    "interval-of-days": "1979-02-16/1979-02-20 | 1979-02-16/1979-02-20 | 1979-02-16 | 1979-02-20 | i | 16–20 February 1979 | 16–20 Feb 1979",
    "interval-over-years": "1980-09-22/1988-08-20 | 1980-09-22/1988-08-20 | 1980-09-22 | 1988-08-20 | i | 22 September 1980 – 20 August 1988 | 22 Sept 1980 – 20 Aug 1988",
    "interval-of-months": "2022-10/2023-02 | 2022-10/2023-02 | 2022-10-01 | 2023-02-28 | i | October 2022 – February 2023 | Oct 2022 – Feb 2023",
    "interval-of-years": "1985/1988 | 1985/1988 | 1985-01-01 | 1988-12-31 | i | 1985–1988 | 1985–1988",
    "interval-of-two-precisions": "1985/1988-03 | 1985/1988-03 | 1985-01-01 | 1988-03-31 | i | 1985 – March 1988 | 1985 – Mar 1988",
    "interval-with-marks": "1985~/1988? | 1985~/1988? | 1985-01-01 | 1988-12-31 | aui | c. 1985 – 1988 (uncertain) | c. 1985 – 1988?",
    "open-end": "2022-02/.. | 2022-02/.. | 2022-02-01 | | i> | since February 2022 | since Feb 2022",
    "open-start": "../1988 | ../1988 | | 1988-12-31 | i< | until 1988 | until 1988",
    "unknown-end": "1985/ | 1985/ | 1985-01-01 | | i] | from 1985 to an unknown date | from 1985 to an unknown date",
    "unknown-start": "/1985 | /1985 | | 1985-12-31 | i[ | from an unknown date to 1985 | from an unknown date to 1985",
    "one-of-a-range": "[1828..1829] | [1828..1829] | 1828-01-01 | 1829-12-31 | o | between 1828 and 1829 | between 1828 and 1829",
    "one-of-two": "[1828, 1829] | [1828,1829] | 1828-01-01 | 1829-12-31 | o | 1828 or 1829 | 1828 or 1829",
    "one-of-many": "[1667,1668,1670..1672] | [1667,1668,1670..1672] | 1667-01-01 | 1672-12-31 | o | 1667, 1668 or between 1670 and 1672 | 1667, 1668 or between 1670 and 1672",
    "one-of-a-single": "[1829] | 1829 | 1829-01-01 | 1829-12-31 | | 1829 | 1829",
    "or-earlier": "[..1829] | [..1829] | | 1829-12-31 | o< | before 1830 | before 1830",
    "or-later": "[1980..] | [1980..] | 1980-01-01 | | o> | after 1979 | after 1979",
    "words-day": "24 February 2022 | 2022-02-24 | 2022-02-24 | 2022-02-24 | | 24 February 2022 | 24 Feb 2022",
    "words-american-day": "February 24, 2022 | 2022-02-24 | 2022-02-24 | 2022-02-24 | | 24 February 2022 | 24 Feb 2022",
    "words-weekday": "Thursday, 24 February 2022 | 2022-02-24 | 2022-02-24 | 2022-02-24 | | 24 February 2022 | 24 Feb 2022",
    "words-month": "March 2011 | 2011-03 | 2011-03-01 | 2011-03-31 | | March 2011 | Mar 2011",
    "words-about": "about 1450 | 1450~ | 1450-01-01 | 1450-12-31 | a | c. 1450 | c. 1450",
    "words-circa": "circa March 1450 | 1450-03~ | 1450-03-01 | 1450-03-31 | a | c. March 1450 | c. Mar 1450",
    "words-perhaps": "perhaps 1829 | 1829? | 1829-01-01 | 1829-12-31 | u | 1829 (uncertain) | 1829?",
    "words-before": "before 1979 | [..1978] | | 1978-12-31 | o< | before 1979 | before 1979",
    "words-before-a-day": "before 11 February 1979 | [..1979-02-10] | | 1979-02-10 | o< | before 11 February 1979 | before 11 Feb 1979",
    "words-before-spring": "before spring 1968 | [..1967-24] | | 1968-02-29 | o< | before spring 1968 | before spring 1968",
    "words-after": "after 1979 | [1980..] | 1980-01-01 | | o> | after 1979 | after 1979",
    "words-ad": "AD 12 | 0012 | 0012-01-01 | 0012-12-31 | | 12 CE | 12 CE",
    "words-season": "fall 1968 | 1968-23 | 1968-09-01 | 1968-11-30 | | autumn 1968 | autumn 1968",
    "words-decade": "the 1980s | 198X | 1980-01-01 | 1989-12-31 | | 1980s | 1980s",
    "words-century": "the 19th century | 18XX | 1800-01-01 | 1899-12-31 | | 19th century | 19th century",
    "words-between": "between 11 and 16 February 1979 | [1979-02-11..1979-02-16] | 1979-02-11 | 1979-02-16 | o | between 11 and 16 February 1979 | between 11 and 16 Feb 1979",
    "words-dash": "11–16 February 1979 | 1979-02-11/1979-02-16 | 1979-02-11 | 1979-02-16 | i | 11–16 February 1979 | 11–16 Feb 1979",
    "words-from-to": "from 22 September to 3 October 1980 | 1980-09-22/1980-10-03 | 1980-09-22 | 1980-10-03 | i | 22 September – 3 October 1980 | 22 Sept – 3 Oct 1980",
    "words-about-both-ends": "c. 1980–1988 | 1980~/1988~ | 1980-01-01 | 1988-12-31 | ai | c. 1980 – c. 1988 | c. 1980 – c. 1988",
    "words-about-one-end": "c. 1980 – 1988 | 1980~/1988 | 1980-01-01 | 1988-12-31 | ai | c. 1980 – 1988 | c. 1980 – 1988",
    "words-or": "17 or 18 February 1829 | [1829-02-17,1829-02-18] | 1829-02-17 | 1829-02-18 | o | 17 February 1829 or 18 February 1829 | 17 Feb 1829 or 18 Feb 1829",
    "persian-digits": "۱۹۷۹ | 1979 | 1979-01-01 | 1979-12-31 | | 1979 | 1979",
}  # fmt: skip
FLAGS = (
    *(("a", "approximate"), ("u", "uncertain"), ("i", "is_interval")),
    *(("o", "is_one_of"), ("<", "open_start"), (">", "open_end")),
    *(("[", "unknown_start"), ("]", "unknown_end")),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(text: str, language: str = "en") -> Span:
    found = dates.read(text, language)
    assert isinstance(found, Span), found
    return found


def seconds(day: str, more_days: int = 0) -> int | None:
    if not day:
        return None
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return (midnight + timedelta(days=more_days) - EPOCH) // timedelta(seconds=1)


def flags(span: Span) -> str:
    return "".join(sign for sign, name in FLAGS if getattr(span, name))


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_date_means_what_the_table_says(row: str) -> None:
    text, edtf, earliest, latest, signs, long, short = map(str.strip, row.split("|"))

    span = read(text)

    last = seconds(latest, 1)
    assert span.written == text
    assert span.edtf == edtf
    assert span.earliest == seconds(earliest)
    assert span.latest == (None if last is None else last - 1)
    assert flags(span) == signs
    assert dates.say(span) == long
    assert dates.say(span, "en", "short") == short


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_is_said_of_a_date_is_read_as_the_same_date(row: str) -> None:
    span = read(row.split("|")[0].strip())

    again = read(dates.say(span))

    assert again.edtf == span.edtf


@pytest.mark.parametrize(
    ("text", "edtf", "year", "said"),
    [
        ("0000", "0000", 0, "1 BCE"),
        ("44 BCE", "-0043", -43, "44 BCE"),
        ("January 44 BC", "-0043-01", -43, "January 44 BCE"),
        ("2nd century BCE", "-01XX", -199, "2nd century BCE"),
        ("-00XX", "-00XX", -99, "1st century BCE"),
        ("44–43 BCE", "-0043/-0042", -43, "44 BCE – 43 BCE"),
        ("Y12345", "Y12345", 12345, "12345 CE"),
        ("Y170000002", "Y170000002", 170000002, "170,000,002 CE"),
        ("Y-17E7", "Y-170000000", -170000000, "170,000,001 BCE"),
        ("Y-13e9", "Y-13000000000", -13000000000, "13,000,000,001 BCE"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_years_that_no_clock_knows_are_read_and_said(
    text: str, edtf: str, year: int, said: str
) -> None:
    span = read(text)

    assert span.edtf == edtf
    assert dates.say(span) == said
    assert read(said).edtf == edtf
    assert span.earliest is not None
    assert dates.year_fraction(span.earliest) == year


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "seconds_long", "said", "html"),
    [
        (
            "2022-02-24T05:00+02:00",
            Precision.MINUTE,
            "2022-02-24T03:00:00",
            60,
            "24 February 2022, 05:00 (UTC+02:00)",
            "2022-02-24T05:00+02:00",
        ),
        (
            "2022-02-24T05:00:30Z",
            Precision.SECOND,
            "2022-02-24T05:00:30",
            1,
            "24 February 2022, 05:00:30 (UTC)",
            "2022-02-24T05:00:30Z",
        ),
        (
            "2022-02-24T05:00-04",
            Precision.MINUTE,
            "2022-02-24T09:00:00",
            60,
            "24 February 2022, 05:00 (UTC−04:00)",
            "2022-02-24T05:00-04:00",
        ),
        (
            "2022-02-24T05",
            Precision.HOUR,
            "2022-02-24T05:00:00",
            3600,
            "24 February 2022, 05:00–05:59",
            "2022-02-24",
        ),
        (
            "24 February 2022 at 5:00",
            Precision.MINUTE,
            "2022-02-24T05:00:00",
            60,
            "24 February 2022, 05:00",
            "2022-02-24T05:00",
        ),
    ],
    ids=["zone", "second", "zone-of-hours", "hour", "words"],
)
def test_a_time_of_day_counts_from_its_zone(
    text: str, precision: int, earliest: str, seconds_long: int, said: str, html: str
) -> None:
    span = read(text)

    assert span.precision is precision
    assert span.earliest == seconds(earliest)
    assert span.latest == span.earliest + seconds_long - 1
    assert dates.say(span) == said
    assert read(said).edtf == span.edtf
    assert dates.html_datetime(span) == html


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1829-02-11", "1829-02-11"),
        ("1829-02", "1829-02"),
        ("0800", "0800"),
        ("1450~", "1450"),
        ("0000", None),
        ("-0043", None),
        ("Y12345", None),
        ("182X", None),
        ("1968-21", None),
        ("1829-02-XX", None),
        ("1985/1988", None),
        ("[1828,1829]", None),
    ],
)
def test_html_gets_a_value_only_where_it_has_a_form(
    text: str, value: str | None
) -> None:
    assert dates.html_datetime(read(text)) == value


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("ru", "11 февраля 1829", "1829-02-11"),
        ("ru", "11 февраля 1829 г.", "1829-02-11"),
        ("ru", "февраль 1829", "1829-02"),
        ("ru", "ок. 1450", "1450~"),
        ("ru", "весна 1968", "1968-21"),
        ("ru", "до 1979", "[..1978]"),
        ("ru", "44 г. до н. э.", "-0043"),
        ("ru", "XIX век", "18XX"),
        ("de", "11. Februar 1829", "1829-02-11"),
        ("de", "vor dem 11. Februar 1979", "[..1979-02-10]"),
        ("de", "um 1450", "1450~"),
        ("fr", "11 février 1829", "1829-02-11"),
        ("fr", "vers 1450", "1450~"),
        ("fa", "۱۱ فوریهٔ ۱۸۲۹", "1829-02-11"),
        ("fa", "پیش از ۱۹۷۹", "[..1978]"),
        ("es", "11 de febrero de 1829", "1829-02-11"),
        ("es", "febrero de 1829", "1829-02"),
        ("pt-BR", "fevereiro de 1829", "1829-02"),
        ("ru", "before 1979", "[..1978]"),
    ],
)
def test_plain_words_are_read_in_the_language_of_the_timeline(
    language: str, text: str, edtf: str
) -> None:
    assert read(text, language).edtf == edtf


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "February 11, 1829 · c. 1450 · spring 1968"),
        ("de", "11. Februar 1829 · ca. 1450 · Frühling 1968"),
        ("fr", "11 février 1829 · vers 1450 · printemps 1968"),
        ("ru", "11 февраля 1829 г. · около 1450 · весна 1968"),
        ("fa", "۱۱ فوریهٔ ۱۸۲۹ · حدود ۱۴۵۰ · بهار ۱۹۶۸"),
        ("ja", "1829年2月11日 · c. 1450年 · spring 1968年"),
        ("nonsense", "11 February 1829 · c. 1450 · spring 1968"),
    ],
)
def test_a_date_is_said_the_way_the_locale_says_dates(locale: str, said: str) -> None:
    spans = [read(text) for text in ("1829-02-11", "1450~", "1968-21")]

    together = " · ".join(dates.say(span, locale) for span in spans)
    assert together.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de", "zwischen dem 11. und 16. Februar 1979"),
        ("fr", "entre le 11 et le 16 février 1979"),
        ("ru", "не ранее 11 и не позднее 16 февраля 1979 г."),
        ("fa", "بین ۱۱ و ۱۶ فوریهٔ ۱۹۷۹"),
    ],
)
def test_a_range_says_what_both_ends_share_only_once(locale: str, said: str) -> None:
    span = read("[1979-02-11..1979-02-16]")

    assert dates.say(span, locale).replace("\u00a0", " ") == said


def test_dates_stand_in_the_order_of_their_start_then_the_coarser_first() -> None:
    texts = [
        "before 1829",
        "1829",
        "1829-01",
        "1829-01-01",
        "1829/..",
        "1829-02",
        "44 BCE",
    ]

    in_order = sorted(texts, key=lambda text: read(text).sort_key())

    assert in_order == [
        "44 BCE", "before 1829", "1829", "1829/..", "1829-01", "1829-01-01", "1829-02",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1450~", "1449-01-01", "1451-12-31"),
        ("1829-02?", "1829-01-01", "1829-03-31"),
        ("1829-02-11~", "1829-02-10", "1829-02-12"),
        ("182X~", "1810-01-01", "1839-12-31"),
        ("1985~/1988", "1984-01-01", "1988-12-31"),
        ("1985/1988?", "1985-01-01", "1989-12-31"),
    ],
)
def test_an_approximate_date_may_fade_one_unit_either_side(
    text: str, first: str, last: str
) -> None:
    end = seconds(last, 1)
    assert end is not None

    assert dates.fade(read(text)) == (seconds(first), end - 1)


def test_an_exact_date_does_not_fade() -> None:
    assert dates.fade(read("1829-02-11")) is None


def test_a_year_fraction_is_the_year_with_what_has_passed_of_it() -> None:
    noon = seconds("1829-07-02T12:00")
    assert noon is not None

    assert dates.year_fraction(noon) == 1829.5
