"""What holds for every date and every text, tried on thousands of both."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import dates
from dateline.dates import Misread, Span

STEADY = settings(derandomize=True, deadline=None, max_examples=150)
MARKS = st.sampled_from(["", "", "?", "~", "%"])


@st.composite
def parts(draw: st.DrawFn) -> str:
    """One EDTF date of any shape that is read; some of them name no real day."""
    year = draw(st.sampled_from(["1829", "1984", "2024", "0800", "0044", "-0043"]))
    year = draw(st.sampled_from([year, year, f"{draw(st.integers(1000, 2400))}"]))
    month = f"{draw(st.integers(1, 12)):02}"
    day = f"{draw(st.integers(1, 28)):02}"
    clock = f"{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}"
    second = f"{draw(st.integers(0, 59)):02}"
    zone = draw(st.sampled_from(["", "Z", "+02:00", "-04:30"]))
    one, two, three = draw(MARKS), draw(MARKS), draw(MARKS)
    shapes = [
        *(f"{year}{one}", f"{year}-{month}{one}", f"{year}-{month}-{day}{one}"),
        *(f"{one}{year}-{two}{month}-{three}{day}", f"{one}{year}-{two}{month}"),
        *(f"{year[:-1]}X{one}", f"{year[:-2]}XX{one}", f"{year[:-3]}XXX{one}"),
        *(f"{year}-XX{one}", f"{year}-XX-XX{one}", f"{year}-{month}-XX{one}"),
        *(f"{year}-XX-{day}", f"{year[:-1]}X-{month}-{day}{one}", f"{year}-1X"),
        f"{year}-{draw(st.integers(21, 41))}{one}",
        *(f"Y{draw(st.integers(10_000, 10**11))}{one}", "Y-170000002", "Y-13E9"),
        *(f"{year}-{month}-{day}T{clock}{zone}{one}", f"{year}-{month}-{day}T{second}"),
        f"{year}-{month}-{day}T{clock}:{second}{zone}",
    ]
    return draw(st.sampled_from(shapes))


@st.composite
def texts_in_edtf(draw: st.DrawFn) -> str:
    """A date, an interval or a one-of set."""
    first, second, third = draw(parts()), draw(parts()), draw(parts())
    shapes = [
        *(first, first, first, f"{first}/{second}", f"{second}/{first}"),
        *(f"{first}/..", f"../{first}", f"{first}/", f"/{first}"),
        *(f"[{first}..{second}]", f"[{second}..{first}]", f"[{first},{second}]"),
        *(f"[..{first}]", f"[{first}..]", f"[{first},{second}..]"),
        *(f"[{first},{second},{third}]", f"[..{first},{second}]"),
    ]
    return draw(st.sampled_from(shapes))


spans = texts_in_edtf().map(dates.read).filter(lambda read: isinstance(read, Span))
PIECES = st.sampled_from(
    [
        *(
            "1829",
            "182X",
            "44",
            "11",
            "-",
            "/",
            "..",
            "[",
            "]",
            "~",
            "?",
            "T05:00",
            "Y",
        ),
        *(
            " ",
            " ",
            " ",
            "February",
            "spring",
            "c.",
            "about",
            "before",
            "between",
            "and",
        ),
        *("or", "BCE", "century", "19th", "the", "–", "(", ")", "uncertain", "early"),
        *("yesterday", "XX", "{", ",", "E9", "S2", "۱۳", "года", "до", "февраля", ":"),
    ]
)
any_text = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=string.digits + "-/.X~?%[]T:+Z ", max_size=30),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=8).map(" ".join),
    texts_in_edtf(),
)


@settings(STEADY, max_examples=800)
@given(any_text, st.sampled_from(["en", "en", "ru", "fa", "xx", ""]))
def test_any_text_is_a_date_or_says_why_not(text: str, language: str) -> None:
    found = dates.read(text, language)

    assert isinstance(found, Span | Misread)
    assert found.written == text if isinstance(found, Span) else found.hint


@settings(STEADY, max_examples=500)
@given(spans)
def test_what_is_said_is_read_as_the_same_date(span: Span) -> None:
    again = dates.read(dates.say(span))

    assert isinstance(again, Span)
    assert again.edtf == span.edtf


@STEADY
@given(spans)
def test_the_canonical_text_is_read_as_an_equal_date(span: Span) -> None:
    again = dates.read(span.edtf)

    assert isinstance(again, Span)
    again_but_for_words = dict(fields(again), written=span.written)
    assert again_but_for_words == fields(span)


@STEADY
@given(spans)
def test_no_date_ends_before_it_begins(span: Span) -> None:
    earliest, latest = span.earliest, span.latest

    assert earliest is None or latest is None or earliest <= latest
    assert earliest is not None or latest is not None


@STEADY
@given(spans, spans, spans)
def test_dates_have_one_order(one: Span, two: Span, three: Span) -> None:
    keys = [span.sort_key() for span in (one, two, three)]

    low, middle, high = sorted(keys)

    assert low <= middle <= high
    assert low <= high
    assert (keys[0] == keys[1]) == (covers(one) == covers(two))


@STEADY
@given(spans, st.sampled_from(["de", "fr", "ru", "fa", "ar", "ja", "en-US", "xx"]))
def test_every_date_is_said_in_every_language(span: Span, locale: str) -> None:
    long, short = dates.say(span, locale), dates.say(span, locale, "short")

    assert long.strip() == long != ""
    assert short.strip() == short != ""
    assert "{" not in long + short


@STEADY
@given(spans)
def test_what_machines_are_told_of_a_date_stays_with_it(span: Span) -> None:
    faded = dates.fade(span)
    value = dates.html_datetime(span)

    assert (faded is not None) == (span.approximate or span.uncertain)
    if faded and span.earliest is not None and span.latest is not None:
        assert faded[0] <= span.earliest <= span.latest <= faded[1]
    if value is not None:
        assert isinstance(dates.read(value), Span)


@STEADY
@given(st.integers(-(10**17), 10**17), st.integers(1, 10**9))
def test_the_axis_runs_forwards(second: int, later: int) -> None:
    assert dates.year_fraction(second) <= dates.year_fraction(second + later)


def fields(span: Span) -> dict[str, object]:
    return {name: getattr(span, name) for name in span.__slots__}


def covers(span: Span) -> tuple[object, ...]:
    return (span.earliest, span.latest, span.precision)


@pytest.mark.parametrize("language", ["en", "ru", "de", "fr", "fa"])
def test_every_century_is_read_as_it_is_said(language: str) -> None:
    centuries = [f"{n:02}XX" for n in range(100)] + [
        f"-{n:02}XX" for n in range(1, 100)
    ]

    heard = {}
    for century in centuries:
        span = dates.read(century)
        assert isinstance(span, dates.Span)
        back = dates.read(dates.say(span, language), language)
        heard[century] = back.edtf if isinstance(back, dates.Span) else back.text

    assert heard == {century: century for century in centuries}
