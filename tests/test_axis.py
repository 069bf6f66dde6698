"""The time axis: where every event stands, what is cut, what the ticks say."""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.axis import (
    Axis,
    Mark,
    Moment,
    Settings,
    Stamp,
    check_breaks,
    lanes,
    lay_out,
    second_of,
    second_of_year,
    stamp_of,
    window,
    year_of,
    zoomed,
)

DAY = 86_400
WIDE, PHONE = Settings(width=1120), Settings(width=320)
CASES = Path(__file__).parent / "cases" / "axis.json"

quick = settings(derandomize=True, max_examples=40, deadline=None, database=None)


def on(year: int, month: int = 1, day: int = 1) -> Moment:
    start = second_of(year, month, day)
    return Moment(f"{year}-{month:02}-{day:02}", start, start + DAY - 1)


def bar(first: int, last: int) -> Moment:
    start, end = second_of(first), second_of(last)
    return Moment(f"{first}/{last}", start, end, kind="interval")


SIX = (
    on(1829, 2, 11),
    on(1979, 2, 11),
    on(2011, 9, 12),
    on(2015, 7, 14),
    on(2022, 7, 19),
    on(2024),
)


def xs(axis: Axis) -> list[float]:
    return [mark.x for mark in axis.marks]


def labels(axis: Axis, size: float) -> list[tuple[float, float]]:
    middles = sorted(tick.label_x for tick in axis.ticks if tick.label_x is not None)
    return [(middle - size / 2, middle + size / 2) for middle in middles]


def ten(_level: str, _stamp: Stamp, _is_full: bool) -> int:
    return 10


@st.composite
def moments(draw: st.DrawFn, least: int = 1) -> list[Moment]:
    reach = draw(st.sampled_from([DAY, 400 * DAY, 10**10, 10**13, 5 * 10**17]))
    starts = draw(st.lists(st.integers(-reach, 10**9), min_size=least, max_size=40))
    return [draw(moment(index, start)) for index, start in enumerate(starts)]


@st.composite
def moment(draw: st.DrawFn, index: int, start: int) -> Moment:
    known = draw(st.sampled_from([0, 59, DAY - 1, 31 * DAY - 1, 365 * DAY - 1]))
    length = draw(st.integers(1, 10**9))
    is_bar = draw(st.booleans())
    whisker = draw(st.none() | st.integers(0, 10**8))
    end = start + (length if is_bar else known)
    return Moment(
        f"e{index}",
        start,
        end,
        kind="interval" if is_bar else "point",
        fade_from=None if whisker is None else start - whisker,
        fade_to=None if whisker is None else end + whisker,
        open_end=draw(st.booleans()) and index % 5 == 0,
        open_start=draw(st.booleans()) and index % 7 == 0,
    )


kinds = st.sampled_from(
    [WIDE, PHONE, replace(WIDE, mode="true"), replace(PHONE, mode="sequential")]
)


# The study's example


@pytest.mark.parametrize(
    ("drawing", "places"),
    [
        pytest.param(WIDE, [56, 215, 375, 590, 982, 1064], id="wide"),
        pytest.param(PHONE, [14, 71, 128, 183, 284, 306], id="phone"),
    ],
)
def test_six_uneven_events_stand_where_the_study_has_them(
    drawing: Settings, places: list[float]
) -> None:
    axis = lay_out(SIX, drawing)

    assert xs(axis) == pytest.approx(places, abs=1)


def test_the_empty_centuries_of_the_six_events_are_cut_and_say_how_long_they_are() -> (
    None
):
    axis = lay_out(SIX, WIDE)

    lengths = [(cut.length.years, cut.length.months) for cut in axis.cuts]
    assert lengths == [(150, 0), (32, 7)]
    assert [cut.x1 - cut.x0 for cut in axis.cuts] == pytest.approx([48, 48])


def test_an_event_of_1900_makes_a_third_cut_and_no_reshuffle() -> None:
    axis = lay_out([*SIX, on(1900)], WIDE)

    assert [round(cut.years) for cut in axis.cuts] == [71, 79, 33]


def test_a_phone_gets_three_narrow_cuts_where_a_desk_gets_four() -> None:
    events = [on(year) for year in (1000, 1200, 1500, 1700, *range(2000, 2010))]

    phone, desk = lay_out(events, PHONE), lay_out(events, WIDE)

    assert [round(cut.x1 - cut.x0) for cut in phone.cuts] == [28, 28, 28]
    assert len(desk.cuts) == 4


def test_a_gap_that_its_glyph_would_stretch_is_not_cut() -> None:
    events = [on(year) for year in range(1900, 2001, 2)]
    events = [*events, on(2008)]

    axis = lay_out(events, WIDE)

    assert axis.cuts == ()


def test_the_years_that_an_interval_spans_are_never_cut() -> None:
    axis = lay_out([*SIX, bar(1900, 1970)], WIDE)

    assert [round(cut.years) for cut in axis.cuts] == [71, 33]


# What an editor may set


def test_true_scale_cuts_nothing() -> None:
    axis = lay_out(SIX, replace(WIDE, mode="true"))

    assert axis.cuts == ()
    assert xs(axis)[-1] - xs(axis)[-2] < 9


def test_evenly_spaced_events_stand_equally_far_apart() -> None:
    axis = lay_out(SIX, replace(WIDE, mode="sequential"))

    steps = [right - left for left, right in pairwise(xs(axis))]
    assert steps == pytest.approx([steps[0]] * 5)
    assert [tick.stamp.year for tick in axis.ticks] == [
        *(1829, 1979, 2011, 2015, 2022, 2024)
    ]


def test_a_break_that_an_editor_wrote_is_the_only_cut() -> None:
    breaks = ((second_of(1840), second_of(1970)),)

    axis = lay_out(SIX, replace(WIDE, breaks=breaks))

    assert [(cut.start, cut.end) for cut in axis.cuts] == list(breaks)
    assert axis.cuts[0].length.years == 150


def test_two_breaks_in_one_empty_stretch_keep_the_years_between_them() -> None:
    breaks = (
        (second_of(1840), second_of(1900)),
        (second_of(1920), second_of(1970)),
    )

    axis = lay_out(SIX, replace(WIDE, breaks=breaks))

    kept = axis.to_pixel(second_of(1920)) - axis.to_pixel(second_of(1900))
    assert axis.per_year is not None
    assert kept == pytest.approx(20 * axis.per_year, rel=0.01)


def test_no_breaks_at_all_can_be_asked_for() -> None:
    axis = lay_out(SIX, replace(WIDE, breaks=()))

    assert axis.cuts == ()


@pytest.mark.parametrize(
    ("breaks", "reason"),
    [
        pytest.param([(1970, 1840)], "reversed", id="backwards"),
        pytest.param([(1840, 1900), (1890, 1970)], "overlapping", id="overlapping"),
        pytest.param([(1840, 1980)], "occupied", id="through-an-event"),
        pytest.param([(1700, 1800)], "outside", id="before-the-first-event"),
        pytest.param([(2030, 2040)], "outside", id="after-the-last-event"),
        pytest.param(
            [(1840 + 10 * i, 1845 + 10 * i) for i in range(5)], "too-many", id="five"
        ),
    ],
)
def test_a_break_that_cannot_be_drawn_says_why(
    breaks: Sequence[tuple[int, int]], reason: str
) -> None:
    seconds = tuple((second_of(start), second_of(end)) for start, end in breaks)

    found = check_breaks(SIX, seconds)

    assert [fault.reason for fault in found] == [reason]
    assert lay_out(SIX, replace(WIDE, breaks=seconds)).marks


def test_a_break_through_an_event_names_it() -> None:
    found = check_breaks(SIX, [(second_of(1840), second_of(1980))])

    assert found[0].key == "1979-02-11"


# Unusual timelines


def test_a_timeline_without_events_is_an_empty_axis() -> None:
    axis = lay_out([], WIDE)

    assert (axis.segments, axis.marks, axis.ticks) == ((), (), ())
    assert axis.to_pixel(0) == 0


@pytest.mark.parametrize("mode", ["auto", "true", "sequential"])
def test_one_event_alone_stands_in_the_middle_under_its_date(mode: Any) -> None:
    axis = lay_out([on(1829, 2, 11)], replace(WIDE, mode=mode))

    assert xs(axis) == pytest.approx([560], abs=1)
    assert [tick.stamp for tick in axis.ticks] == [Stamp(1829, 2, 11)]
    assert axis.ticks[0].is_full
    assert axis.ticks[0].label_x is not None


def test_five_hundred_events_of_one_day_become_one_count() -> None:
    events = [replace(on(2024), key=str(index)) for index in range(500)]

    axis = lay_out(events, WIDE)

    assert [len(group.keys) for group in axis.groups] == [500]


def test_the_hours_of_one_day_are_told_apart() -> None:
    start = second_of(2022, 2, 24)
    hours = [start + hour * 3600 for hour in range(9)]
    events = [Moment(str(hour), hour, hour + 3599) for hour in hours]

    axis = lay_out(events, WIDE)

    assert len(axis.groups) == 9
    assert {tick.level for tick in axis.ticks} == {"hour"}


def test_the_big_bang_and_yesterday_fit_on_one_axis_in_order() -> None:
    bang = Moment("bang", second_of(-13 * 10**9), second_of(-13 * 10**9 + 1) - 1)

    axis = lay_out([on(2026, 11, 21), bang, on(2026, 11, 22)], WIDE)

    assert [mark.key for mark in axis.marks] == ["bang", "2026-11-21", "2026-11-22"]
    assert xs(axis) == sorted(set(xs(axis)))
    assert len(axis.cuts) == 1


def test_seconds_are_kept_apart_even_thirteen_billion_years_ago() -> None:
    start = second_of(-13 * 10**9)
    events = [Moment(str(index), start + index, start + index) for index in range(4)]

    axis = lay_out(events, WIDE)

    assert len(set(xs(axis))) == 4


def test_deep_time_is_ticked_in_billions_of_years() -> None:
    events = [
        Moment(str(age), second_of(-age * 10**9), second_of(1 - age * 10**9) - 1)
        for age in (13, 10, 6, 4, 3, 1)
    ]

    axis = lay_out(events, WIDE)

    assert {tick.level for tick in axis.ticks} == {"gigayear"}
    assert {(1 - tick.stamp.year) % 10**9 for tick in axis.ticks} == {0}


# Bars, fades and open ends


def test_an_open_end_is_an_arrow_to_the_edge_and_never_moves_the_scale() -> None:
    ongoing = replace(bar(2022, 2023), open_end=True)
    far = replace(ongoing, end=second_of(9999))

    near, same = lay_out([*SIX, ongoing], WIDE), lay_out([*SIX, far], WIDE)

    mark = next(mark for mark in near.marks if mark.arrow_end)
    assert (mark.x1, mark.arrow_start) == (1120, False)
    assert near.segments == same.segments


def test_what_happened_before_a_date_stands_at_that_date_with_an_arrow_to_the_start() -> (
    None
):
    before = Moment("before", -(10**15), second_of(1979), open_start=True)

    axis = lay_out([*SIX, before], WIDE)

    mark = next(mark for mark in axis.marks if mark.key == "before")
    assert mark.x == pytest.approx(axis.to_pixel(second_of(1979)))
    assert (mark.x0, mark.x1) == (0, mark.x)


def test_an_approximate_date_fades_over_all_the_years_it_may_mean() -> None:
    circa = replace(
        on(1450),
        fade_from=second_of(1440),
        fade_to=second_of(1460),
        end=second_of(1451),
    )

    axis = lay_out([on(1400), circa, on(1500)], WIDE)

    mark = axis.marks[1]
    assert mark.fade_x0 == pytest.approx(axis.to_pixel(second_of(1440)))
    assert mark.fade_x1 == pytest.approx(axis.to_pixel(second_of(1460)))


def test_a_fourth_bar_at_once_is_a_marker_alone() -> None:
    axis = lay_out([bar(2000 + index, 2020) for index in range(4)], WIDE)

    assert [mark.row for mark in axis.marks] == [0, 1, 2, None]


# Lanes


def test_a_lane_stacks_three_rows_and_counts_the_rest() -> None:
    events = [replace(on(2024), key=str(index)) for index in range(9)]

    found = lanes(lay_out(events, WIDE).marks, lambda _: ["all"])

    assert [(group.row, len(group.keys)) for group in found[0].groups] == [
        *((0, 1), (1, 1), (2, 7))
    ]


def test_an_event_with_two_actors_stands_in_both_lanes() -> None:
    found = lanes(lay_out(SIX, WIDE).marks, lambda moment: ["Iran", moment.key[:2]])

    assert [(lane.name, len(lane.groups)) for lane in found] == [
        *(("Iran", 6), ("18", 1), ("19", 1), ("20", 4))
    ]


# Levels of zoom


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        pytest.param("year", (second_of(2022), second_of(2023)), id="year"),
        pytest.param("month", (second_of(2022, 2), second_of(2022, 3)), id="month"),
        pytest.param("day", (second_of(2022, 2, 24), second_of(2022, 2, 25)), id="day"),
    ],
)
def test_a_level_shows_the_whole_calendar_unit(
    level: Any, expected: tuple[int, int]
) -> None:
    found = window(lay_out(SIX, WIDE), second_of(2022, 2, 24, 5), level)

    assert found == expected


def test_a_stretch_in_a_cut_is_the_nearest_kept_one() -> None:
    axis = lay_out(SIX, WIDE)

    found = window(axis, second_of(1975), "stretch")

    assert found == (axis.segments[1].start, axis.segments[1].end)


def test_a_year_zoomed_has_months_for_ticks_and_only_its_events() -> None:
    axis = lay_out([*SIX, on(2022, 2, 24)], WIDE)

    year = zoomed(axis, *window(axis, second_of(2022), "year"))

    assert [mark.key for mark in year.marks] == ["2022-02-24", "2022-07-19"]
    assert {tick.level for tick in year.ticks} == {"month"}
    assert year.ticks[0].opens == "year"
    assert year.strip.xs == axis.strip.xs


def test_a_bar_that_began_before_the_window_says_so() -> None:
    axis = lay_out([*SIX, bar(2000, 2030)], WIDE)

    year = zoomed(axis, *window(axis, second_of(2022), "year"))

    mark = next(mark for mark in year.marks if mark.key == "2000/2030")
    assert (mark.starts_before, mark.ends_after) == (True, True)
    assert (mark.x0, mark.x, mark.x1) == (0, 12, 1120)


# The calendar


@pytest.mark.parametrize(
    ("stamp", "second"),
    [
        pytest.param(Stamp(1970), 0, id="1970"),
        pytest.param(Stamp(2000, 2, 29), 951_782_400, id="leap-day"),
        pytest.param(Stamp(1, 1, 1), -62_135_596_800, id="year-one"),
        pytest.param(Stamp(0, 12, 31), -62_135_683_200, id="last-day-of-1-BCE"),
    ],
)
def test_dates_and_seconds_are_the_same_instant(stamp: Stamp, second: int) -> None:
    assert stamp_of(second) == stamp
    assert second_of(stamp.year, stamp.month, stamp.day) == second


@quick
@given(st.integers(-5 * 10**17, 5 * 10**17))
def test_every_second_of_deep_time_has_one_date(second: int) -> None:
    at = stamp_of(second)

    back = second_of(at.year, at.month, at.day, at.hour, at.minute) + at.second

    assert back == second


@quick
@given(st.floats(-5000, 5000))
def test_a_year_with_its_fraction_comes_back(year: float) -> None:
    assert year_of(second_of_year(year)) == pytest.approx(year, abs=1e-6)


# What holds for every timeline


@quick
@given(moments(), kinds)
def test_events_stand_in_the_order_of_time_and_inside_the_axis(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)

    assert xs(axis) == sorted(xs(axis))
    assert all(
        0 <= mark.x0 <= mark.x <= mark.x1 <= drawing.width
        or (mark.arrow_start and mark.x0 == 0 and mark.x == mark.x1)
        for mark in axis.marks
    )
    assert len(axis.marks) == len(events)


@quick
@given(moments(), kinds)
def test_counts_stand_24_pixels_apart_and_hold_every_event_once(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)

    assert all(b.x - a.x >= 24 for a, b in pairwise(axis.groups))
    held = [key for group in axis.groups for key in group.keys]
    assert held == [mark.key for mark in axis.marks]


@quick
@given(moments(), kinds)
def test_labels_of_ticks_never_touch_and_stay_on_the_axis(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing, ten)

    boxes = labels(axis, 10 * drawing.character)
    assert all(left[1] < right[0] for left, right in pairwise(boxes))
    assert all(left >= 0 and right <= drawing.width for left, right in boxes)


@quick
@given(moments(), st.sampled_from([WIDE, PHONE]))
def test_kept_stretches_are_to_one_scale_within_half_a_pixel(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)

    assert axis.scale.per_second is not None
    for segment in axis.segments:
        inside = [m for m in axis.marks if segment.start <= m.at <= segment.end]
        for left, right in pairwise(inside):
            scaled = (right.at - left.at) * axis.scale.per_second
            assert right.x - left.x == pytest.approx(scaled, abs=0.5)


@quick
@given(moments(), st.sampled_from([WIDE, PHONE]))
def test_what_is_drawn_of_an_event_is_never_cut_and_cuts_are_few(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)

    assert len(axis.cuts) <= (4 if drawing is WIDE else 3)
    assert all(cut.start < cut.end for cut in axis.cuts)
    assert not [
        event.key
        for event in events
        for cut in axis.cuts
        if event.first < cut.end and cut.start < event.last
    ]


@quick
@given(moments(), st.sampled_from([WIDE, PHONE]))
def test_a_cut_never_takes_more_room_than_what_it_hides(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)

    assert axis.scale.per_second is not None
    for cut in axis.cuts:
        hidden = (cut.end - cut.start) * axis.scale.per_second
        assert hidden >= cut.x1 - cut.x0 - 1


@quick
@given(
    st.lists(st.integers(-(10**11), 10**9), min_size=3, max_size=30, unique=True),
    st.integers(0, 3),
    st.sampled_from([WIDE, PHONE]),
)
def test_an_event_in_the_middle_of_a_cut_adds_at_most_one_cut(
    starts: list[int], which: int, drawing: Settings
) -> None:
    events = [Moment(str(start), start, start) for start in starts]
    before = lay_out(events, drawing)
    assume(which < len(before.cuts))
    cut = before.cuts[which]
    cuts = {(each.before, each.after) for each in before.cuts}
    kept = [b - a for a, b in pairwise(sorted(starts)) if (a, b) not in cuts]
    middle = (cut.before + cut.after) // 2
    assume(middle - cut.before > max(kept))

    after = lay_out([*events, Moment("new", middle, middle)], drawing)

    assert len(after.cuts) <= len(before.cuts) + 1


@quick
@given(moments(), kinds, st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_pixel_leads_to_a_second_that_stands_at_that_pixel(
    events: list[Moment], drawing: Settings, parts: list[float]
) -> None:
    axis = lay_out(events, drawing)
    last = axis.scale.pixels[-1]
    places = [max(part * last, axis.scale.pixels[0]) for part in sorted(parts)]

    seconds = [axis.to_second(place) for place in places]

    assert seconds == sorted(seconds)
    assert [axis.to_second(axis.to_pixel(each)) for each in seconds] == pytest.approx(
        seconds, rel=1e-9, abs=1
    )


@quick
@given(moments(), kinds)
def test_ticks_of_years_months_and_days_stand_where_these_begin(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, replace(drawing, mode="true"))

    assert all(stamp_of(tick.second) == tick.stamp for tick in axis.ticks)
    assert all(
        tick.stamp.month == tick.stamp.day == 1 and tick.stamp.hour == 0
        for tick in axis.ticks
        if tick.level in ("century", "decade", "year") and len(axis.ticks) > 1
    )


@quick
@given(moments(), kinds)
def test_bars_of_one_row_and_marks_of_one_lane_never_overlap(
    events: list[Moment], drawing: Settings
) -> None:
    axis = lay_out(events, drawing)
    rows = lanes(axis.marks, lambda _: ["all"])[0].groups

    bars = [mark for mark in axis.marks if mark.x1 > mark.x0]
    for row in range(3):
        inside = sorted(_span(mark) for mark in bars if mark.row == row)
        assert all(left[1] < right[0] for left, right in pairwise(inside))
        inside = sorted(
            (min(g.x0, g.x) - 12, max(g.x1, g.x) + 12)
            if row < 2
            else (g.x - 12, g.x + 12)
            for g in rows
            if g.row == row
        )
        assert all(left[1] <= right[0] + 1e-9 for left, right in pairwise(inside))


def _span(mark: Mark) -> tuple[float, float]:
    return mark.x0, mark.x1


@quick
@given(st.randoms(use_true_random=False), kinds)
def test_the_order_in_the_file_does_not_matter(random: Any, drawing: Settings) -> None:
    shuffled = list(SIX)
    random.shuffle(shuffled)

    assert lay_out(shuffled, drawing) == lay_out(SIX, drawing)


@quick
@given(moments(least=2), st.floats(0, 1), st.floats(0, 1))
def test_a_window_is_to_scale_from_end_to_end(
    events: list[Moment], one: float, other: float
) -> None:
    axis = lay_out(events, WIDE)
    start, end = sorted(axis.to_second(part * 1120) for part in (one, other))

    view = zoomed(axis, start, end, ten)

    boxes = labels(view, 70)
    assert xs(view) == sorted(xs(view))
    assert all(12 <= group.x <= 1108 for group in view.groups)
    assert all(left[1] < right[0] for left, right in pairwise(boxes))


# The browser's twin reads the same file (tests/js/scale.test.mjs)


def drawn(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case with what the axis makes of it; numbers to a thousandth of a pixel."""
    events = [
        Moment(str(index), start, end)
        for index, (start, end) in enumerate(case["events"])
    ]
    axis = lay_out(events, Settings(width=case["width"]), ten)
    first, last = axis.segments[0].start, axis.segments[-1].end
    samples = [first + (last - first) * part // 20 for part in range(21)]
    samples += [mark.at for mark in axis.marks]
    return {
        "name": case["name"],
        "width": case["width"],
        "events": case["events"],
        "segments": [
            {"from": s.start, "to": s.end, "x0": round(s.x0, 6), "x1": round(s.x1, 6)}
            for s in axis.segments
        ],
        "pixels": [[second, round(axis.to_pixel(second), 3)] for second in samples],
        "groups": [[round(g.x, 3), len(g.keys)] for g in axis.groups],
        "anchors": [mark.at for mark in axis.marks],
        "ticks": [
            [
                t.second,
                t.level,
                t.opens,
                None if t.label_x is None else round(t.label_x, 3),
            ]
            for t in axis.ticks
        ],
    }


def test_the_axis_draws_the_shared_cases_as_written(update: bool) -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))

    found = [drawn(case) for case in cases]

    if update:
        lines = ",\n".join(json.dumps(case) for case in found)
        CASES.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    assert found == json.loads(CASES.read_text(encoding="utf-8"))
