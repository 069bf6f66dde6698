"""Two independent opinions on EDTF, the packages `edtf` and `undate`, against ours.

Where one of them differs from us, the difference stands here with the section of the
Library of Congress specification (4 February 2019, a profile of ISO 8601-2:2019) that
decides. Everything else must be equal to the day.
"""

import math

import pytest

from dateline import dates
from dateline.dates.civil import DAY, civil

Day = tuple[int, int, int] | None
TEXTS = [
    *("1829-02-11", "1829-02", "2024-02", "1829", "182X", "190X", "18XX", "1XXX"),
    *("0800-12-25", "0012", "0000", "-0043", "Y170000002", "Y-170000000", "Y17E7"),
    *("1450~", "1829?", "1829%", "1979-02~", "2004?-06-11", "2004-06-~11"),
    *("?2004-06-~11", "1968-21", "1968-22", "1968-23", "1968-24", "1968-27"),
    *("1968-31", "1968-34", "1968-38", "1968-41", "1829-02-XX", "1829-XX"),
    *("1829-XX-XX", "156X-12-25", "1984-1X", "19X0-02-29", "2022-02-24T05:00:30Z"),
    *("1979-02-16/1979-02-20", "1985/1988", "1985/1988-03", "1985~/1988?"),
    *("2022-10/2023-02", "2022-02/..", "../1988", "1985/", "/1985", "[1828..1829]"),
    *("[1828,1829]", "[1667,1668,1670..1672]", "[..1829]", "[1980..]", "[..1967-24]"),
    "[1979-02-11..1979-02-16]",
]
# text: what edtf 5 says, and why we do not. “none” where it cannot read it.
EDTF_DIFFERS = {
    # Level 1, Seasons, leaves the months open. edtf ends winter in December, although
    # its own comment says that winter wraps; ours has three months like the others.
    "1968-24": "1968-12-01 1968-12-31",
    # Level 1, Extended interval: a missing end is unknown. edtf invents ten years.
    "1985/": "1985-01-01 1995-01-01",
    "/1985": "1975-12-31 1985-12-31",
    # Level 2, Unspecified digit: “1984-1X” is its own example. edtf stumbles over it.
    "1984-1X": "none",
    # Level 2, Unspecified digit, with the calendar: 1900 and 1990 had no 29 February.
    "19X0-02-29": "1900-02-29 1990-02-29",
    # Level 2, Set representation, takes any date as a member. edtf takes no season.
    "[..1967-24]": "none",
}
# undate 0.8 says that it supports levels 0 and 1 without times; what it cannot read
# is level 0 “Date and Time”, level 1 “Seasons”, and of level 2 the exponential years,
# sub-year groupings, sets, qualified components and masks that skip days.
UNDATE_CANNOT = {
    *("2022-02-24T05:00:30Z", "1968-21", "1968-22", "1968-23", "1968-24", "1968-27"),
    *("1968-31", "1968-34", "1968-38", "1968-41", "Y17E7", "2004?-06-11"),
    *("2004-06-~11", "?2004-06-~11", "19X0-02-29", "[1828..1829]", "[1828,1829]"),
    *("[1667,1668,1670..1672]", "[..1829]", "[1980..]", "[..1967-24]"),
    "[1979-02-11..1979-02-16]",
}


def said(first: Day, last: Day) -> str:
    days = [
        f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day else ".." for day in (first, last)
    ]
    return " ".join(days)


def our_opinion(text: str) -> str:
    span = dates.read(text)
    assert isinstance(span, dates.Span)
    bounds = (span.earliest, span.latest)
    first, last = (None if b is None else civil(b // DAY) for b in bounds)
    return said(first, last)


def opinion_of_edtf(text: str) -> str:
    from edtf import parse_edtf

    try:
        found = parse_edtf(text)
        bounds = (found.lower_strict(), found.upper_strict())
    except Exception:
        return "none"
    first, last = (
        None if isinstance(bound, float) and math.isinf(bound) else tuple(bound[:3])
        for bound in bounds
    )
    return said(first, last)


def opinion_of_undate(text: str) -> str:
    from undate import UndateInterval
    from undate.converters.edtf import EDTFDateConverter

    try:
        found = EDTFDateConverter().parse(text)
    except Exception:
        return "none"
    if not isinstance(found, UndateInterval):
        return f"{found.earliest} {found.latest}"
    first = str(found.earliest.earliest) if found.earliest else ".."
    return f"{first} {found.latest.latest if found.latest else '..'}"


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize("text", TEXTS)
def test_edtf_says_the_same_but_for_what_is_listed(text: str) -> None:
    expected = EDTF_DIFFERS.get(text, our_opinion(text))

    assert opinion_of_edtf(text) == expected


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize("text", TEXTS)
def test_undate_says_the_same_but_for_what_it_cannot_read(text: str) -> None:
    expected = "none" if text in UNDATE_CANNOT else our_opinion(text)

    # undate writes a negative year in four places with its sign: -043 is its -0043
    assert opinion_of_undate(text).replace("-0043", "-043") == expected


def test_every_listed_difference_is_still_one() -> None:
    assert set(EDTF_DIFFERS) <= set(TEXTS)
    assert all(
        ours != EDTF_DIFFERS[t] for t in EDTF_DIFFERS if (ours := our_opinion(t))
    )
    assert set(TEXTS) >= UNDATE_CANNOT
