"""A long timeline is divided into pages by the calendar, and no event gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from dateline import dates, periods
from dateline.periods import Period

YEAR = 31_556_952
NEAR = st.integers(-60 * YEAR, 60 * YEAR)
ANY = st.integers(-14 * 10**9 * YEAR, 2 * 10**5 * YEAR)
STARTS = st.lists(NEAR | ANY, max_size=80).map(sorted)


def of(*texts: str, most: int = 2) -> tuple[Period, ...]:
    """The periods of events at these dates."""
    spans = [dates.read(text) for text in texts]
    return periods.periods([span.earliest for span in spans], most)  # type: ignore[union-attr, misc]


def shown(found: tuple[Period, ...]) -> list[str]:
    return [f"{each.name} {each.end - each.first}" for each in periods.every(found)]


def test_a_century_that_is_not_too_much_is_one_page() -> None:
    assert shown(of("1829", "1829-02-11", "1979")) == ["18XX 2", "19XX 1"]


def test_what_is_too_much_is_divided_into_decades_years_months_and_days() -> None:
    days = ["2024-03-01", "2024-03-01", "2024-03-02", "2024-04-01", "2023", "2010"]

    assert shown(of("1829", *sorted(days))) == [
        *("18XX 1", "20XX 6", "201X 1", "202X 5", "2023 1", "2024 4"),
        *("2024-03 3", "2024-03-01 2", "2024-03-02 1", "2024-04 1"),
    ]


def test_more_on_one_day_than_a_page_holds_comes_in_pieces() -> None:
    found = of(*["2024-03-01"] * 5)

    assert shown(found)[-3:] == ["2024-03-01 2", "2024-03-01.2 2", "2024-03-01.3 1"]


def test_what_says_no_more_than_a_finer_one_is_not_offered() -> None:
    found = of("2024-03-01", "2024-03-01", "2024-03-02")

    assert shown(found) == [
        *("20XX 3", "202X 3", "2024 3", "2024-03 3", "2024-03-01 2", "2024-03-02 1")
    ]
    offered = periods.told_apart(found)
    assert [each.name for each in offered] == ["2024-03-01", "2024-03-02"]


def test_years_before_our_era_have_their_own_centuries() -> None:
    assert shown(of("-0043", "-0001", "0000", "0014")) == ["-00XX 2", "00XX 2"]


def test_years_of_more_than_four_digits_stand_with_those_as_long() -> None:
    found = of("Y-13000000000", "Y-12000", "-9999", "Y170000002")

    assert shown(found) == [
        *("Y-99999999999--Y-10000000000 1", "Y-99999--Y-10000 1", "-99XX 1"),
        "Y100000000--Y999999999 1",
    ]


@given(STARTS, st.integers(1, 12))
def test_every_event_stands_in_one_period_in_order(
    starts: list[int], most: int
) -> None:
    found = periods.periods(starts, most)

    held = [
        place for each in periods.leaves(found) for place in range(each.first, each.end)
    ]
    assert held == list(range(len(starts)))
    for period in periods.every(found):
        assert period.end - period.first <= most or period.inner
        if period.inner:
            assert period.first == period.inner[0].first
            assert period.end == period.inner[-1].end


@given(STARTS, st.integers(1, 12))
def test_a_period_is_a_date_that_holds_its_events(starts: list[int], most: int) -> None:
    found = list(periods.every(periods.periods(starts, most)))

    assert len({each.name for each in found}) == len(found)
    for period in found:
        span = dates.read(period.edtf)
        assert isinstance(span, dates.Span), period.edtf
        assert span.earliest is not None
        assert span.latest is not None
        assert all(
            span.earliest <= start <= span.latest
            for start in starts[period.first : period.end]
        )


@given(STARTS, st.integers(1, 12), st.data())
def test_a_further_event_takes_no_page_away(
    starts: list[int], most: int, data: st.DataObject
) -> None:
    near = st.sampled_from(starts) if starts else NEAR
    more = sorted([*starts, data.draw(near | NEAR)])

    def names(starts: list[int]) -> set[str]:
        return {each.name for each in periods.every(periods.periods(starts, most))}

    assert names(starts) <= names(more)


@given(STARTS, st.integers(1, 12), st.data())
def test_two_events_are_in_the_finest_period_that_has_both(
    starts: list[int], most: int, data: st.DataObject
) -> None:
    if not starts:
        return
    places = st.integers(0, len(starts) - 1)
    first, last = sorted([data.draw(places), data.draw(places)])
    found = periods.periods(starts, most)

    held = periods.holding(found, first, last)

    having = [
        each for each in periods.every(found) if each.first <= first and last < each.end
    ]
    assert held == (having[-1] if having else None)
