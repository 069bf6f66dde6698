"""Kept stretches in; calendar-true ticks whose labels never overlap out."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from . import boundaries, clock
from .clock import LEVELS, SHORTEST, YEARS, Level, Stamp
from .scale import Scale, Segment

Characters = Callable[[Level, Stamp, bool], int]
"""How many characters the label of a tick has; the caller words the ticks, so it knows.

The last argument is ``Tick.is_full``.
"""

_BETWEEN = 12.0  # pixels from one label to the next
_OVERHANG = 4.0  # pixels by which a label may reach into a cut
_FAR = 20_000  # beyond this year nobody asks for the month


class Tick(Struct, frozen=True):
    """A boundary of the calendar on the axis.

    ``level`` is what the ticks around it count; ``opens`` the coarsest unit that begins
    here, so that the first of January can be worded as its year. ``is_full`` asks for
    the whole date down to ``level``: it is the first of its stretch, and nothing else
    there says the year. ``label_x`` is the middle of its label, None where there is no
    room for one.
    """

    x: float
    second: int
    stamp: Stamp
    level: Level
    opens: Level
    is_full: bool
    label_x: float | None

    @property
    def year(self) -> float:
        """The year with its fraction; 0 is 1 BCE."""
        return clock.year_of(self.second)


class Bar(Struct, frozen=True):
    """What a scale bar of so many pixels means: 10 years."""

    count: int
    unit: Literal["year", "month", "day", "hour", "minute"]
    pixels: float


class Stretch(Struct, frozen=True):
    """A segment, where its first event stands, and the finest level its events justify."""

    segment: Segment
    anchor: int
    finest: Level


class _Wish(Struct, frozen=True):
    """A tick that wants a label so wide, inside its segment."""

    segment: Segment
    second: int
    stamp: Stamp
    level: Level
    opens: Level
    is_full: bool
    size: float


def plain_characters(level: Level, stamp: Stamp, is_full: bool) -> int:
    """English lengths: “13 billion years ago”, “500 BCE”, “Sep 2024”, “24 Sep”, “05:30”."""
    if level in ("gigayear", "megayear") and stamp.year < 0:
        return 23
    year = len(str(boundaries.shown(stamp.year))) + (4 if stamp.year < 1 else 0)
    if level in YEARS:
        return year
    if level == "month":
        return 4 + year
    return {"day": 6}.get(level, 5 + 7 * is_full) + (1 + year) * is_full


def ticked(
    stretches: Sequence[Stretch],
    scale: Scale,
    width: float,
    characters: Characters,
    character: float,
) -> tuple[Tick, ...]:
    """The ticks of all stretches, each at the finest step whose labels fit."""
    wishes: list[_Wish] = []
    for stretch in stretches:
        level, seconds = _step(stretch, scale, characters, character)
        is_full = level not in YEARS
        for second in seconds:
            wish = _wish(stretch.segment, level, second, is_full, characters, character)
            wishes.append(wish)
            is_full = False
    return _labelled(wishes, scale, width)


def _wish(
    segment: Segment,
    level: Level,
    second: int,
    is_first: bool,
    characters: Characters,
    character: float,
) -> _Wish:
    stamp = clock.stamp_of(second)
    opens = boundaries.opens(stamp)
    is_full = is_first and opens not in YEARS
    size = characters(level, stamp, is_full) * character
    return _Wish(segment, second, stamp, level, opens, is_full, size)


def _step(
    stretch: Stretch, scale: Scale, characters: Characters, character: float
) -> tuple[Level, list[int]]:
    """The level of a stretch's ticks, and where they are."""
    segment = stretch.segment
    ends = [clock.stamp_of(segment.start), clock.stamp_of(segment.end)]
    finest = LEVELS.index(stretch.finest)
    if max(abs(end.year) for end in ends) > _FAR:
        finest = min(finest, LEVELS.index("year"))
    for place in range(finest, -1, -1):
        level = LEVELS[place]
        size = max(characters(level, end, False) for end in ends) * character + _BETWEEN
        for count in boundaries.COUNTS[level]:
            if SHORTEST[level] * count * (scale.per_second or 0) >= size:
                if segment.x1 - segment.x0 >= 2 * size:
                    found = list(
                        boundaries.between(level, count, segment.start, segment.end)
                    )
                    return (level, found) if found else _alone(stretch, level)
                return _alone(stretch, level)
    return _alone(stretch, "year")


def _alone(stretch: Stretch, level: Level) -> tuple[Level, list[int]]:
    """Where one label fits, it names the year, month or day in which the first event is."""
    level = LEVELS[max(LEVELS.index(level), LEVELS.index("year"))]
    level = LEVELS[min(LEVELS.index(level), LEVELS.index(stretch.finest))]
    start = clock.floored(stretch.anchor, level)
    if start >= stretch.segment.start:
        return level, [start]
    return stretch.finest, [stretch.anchor]


def _labelled(wishes: Sequence[_Wish], scale: Scale, width: float) -> tuple[Tick, ...]:
    """The ticks, those with a label for which there is room.

    Whole dates choose first, then the coarsest boundaries; among equals those that need
    not move, then the earliest.
    """
    order: list[tuple[int, bool, int, float]] = []
    xs = [scale.to_pixel(wish.second) for wish in wishes]
    for place, (wish, x) in enumerate(zip(wishes, xs, strict=True)):
        segment, half = wish.segment, wish.size / 2
        low = segment.x0 - (_OVERHANG if segment.x0 > 0 else 0) + half
        high = segment.x1 + (_OVERHANG if segment.x1 < width else 0) - half
        middle = min(max(x, low), high)
        if low <= high:
            rank = -1 if wish.is_full else LEVELS.index(wish.opens)
            order.append((rank, middle != x, place, middle))
    taken: list[tuple[float, float]] = []
    middles: dict[int, float] = {}
    for _, _, place, middle in sorted(order):
        half = wishes[place].size / 2
        box = (middle - half, middle + half)
        at = bisect_left(taken, box)
        clear_left = at == 0 or taken[at - 1][1] + _BETWEEN / 2 <= box[0]
        clear_right = at == len(taken) or box[1] + _BETWEEN / 2 <= taken[at][0]
        if clear_left and clear_right:
            taken.insert(at, box)
            middles[place] = middle
    return tuple(
        Tick(x, w.second, w.stamp, w.level, w.opens, w.is_full, middles.get(place))
        for place, (w, x) in enumerate(zip(wishes, xs, strict=True))
    )


def by_rank(
    anchors: Sequence[int],
    scale: Scale,
    finest: Level,
    width: float,
    characters: Characters,
    character: float,
) -> tuple[Tick, ...]:
    """Ticks for events spaced evenly, each at the first event of a year that it names.

    Where all lie in one year, of a month, and so on. Years without room are skipped.
    """
    level = LEVELS[max(LEVELS.index("year"), LEVELS.index(finest))]
    for coarser in LEVELS[LEVELS.index("year") : LEVELS.index(level)]:
        if clock.following(anchors[0], coarser) <= anchors[-1]:
            level = coarser
            break
    whole = Segment(anchors[0], anchors[-1], 0.0, width)
    wishes: list[_Wish] = []
    place = 0
    while place < len(anchors):
        second, is_first = anchors[place], not wishes and level not in YEARS
        wish = _wish(whole, level, second, is_first, characters, character)
        wishes.append(wish)
        clear = scale.to_second(scale.to_pixel(second) + wish.size + _BETWEEN)
        place = bisect_left(
            anchors, max(clock.following(second, level), clear, second + 1)
        )
        if clear <= second:
            break
    return _labelled(wishes, scale, width)


def scale_bar(per_second: float, width: float) -> Bar:
    """The longest round length that takes at most a quarter of the width."""
    choices: list[Bar] = []
    for power in range(10, -1, -1):
        for digit in (5, 2, 1):
            count = digit * 10**power
            choices.append(Bar(count, "year", count * clock.YEAR * per_second))
    finer: tuple[tuple[Literal["month", "day", "hour", "minute"], float], ...] = (
        ("month", clock.YEAR / 12),
        ("day", clock.DAY),
        ("hour", 3600),
        ("minute", 60),
    )
    choices += [
        Bar(count, unit, count * seconds * per_second)
        for unit, seconds in finer
        for count in reversed(boundaries.COUNTS[unit])
    ]
    return next((bar for bar in choices if bar.pixels <= width / 4), choices[-1])
