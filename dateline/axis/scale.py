"""Kept stretches and a width in, one piecewise scale out: seconds to pixels and back."""

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from . import clock
from .clock import Length
from .stretches import MOST, Hole

TARGET = 24.0
"""The side of the smallest target in CSS pixels (WCAG 2.2, 2.5.8)."""

EDGE = TARGET / 2
"""A mark stands at least this far from the ends of the axis."""

NARROWEST = 240.0
"""The narrowest axis that holds four cuts and room for a mark on both sides of each."""

_NARROW = 600.0
_PAD = (
    0.0545  # of all that is kept; puts the study's six events where the study has them
)


class Segment(Struct, frozen=True):
    """A kept stretch: seconds ``start`` to ``end`` drawn from ``x0`` to ``x1``."""

    start: int
    end: int
    x0: float
    x1: float


class Cut(Struct, frozen=True):
    """A stretch left out: seconds ``start`` to ``end`` drawn as a glyph from x0 to x1.

    ``before`` and ``after`` are where the events on either side end and begin. The empty
    time between them, which the label names, is ``length`` on the calendar and ``years``
    as a number.
    """

    start: int
    end: int
    x0: float
    x1: float
    before: int
    after: int
    length: Length
    years: float


class Scale(Struct, frozen=True):
    """Seconds to pixels and back through knots, straight between them, both rising.

    ``per_second`` is the pixels that one second of a kept stretch takes, or None where
    events are spaced by rank. Beyond the first and the last knot everything stays there.
    """

    seconds: tuple[int, ...]
    pixels: tuple[float, ...]
    per_second: float | None

    def to_pixel(self, second: int) -> float:
        """Where a second stands; 0 on an axis without events."""
        at = bisect_right(self.seconds, second)
        if at == 0 or at == len(self.seconds):
            return self.pixels[max(at - 1, 0)] if self.pixels else 0.0
        start, left, right = self.seconds[at - 1], self.pixels[at - 1], self.pixels[at]
        x = left + (second - start) / (self.seconds[at] - start) * (right - left)
        return min(right, x)

    def to_second(self, pixel: float) -> int:
        """The second that stands at a pixel, to the nearest whole one."""
        at = bisect_right(self.pixels, pixel)
        if at == 0 or at == len(self.pixels):
            return self.seconds[max(at - 1, 0)] if self.seconds else 0
        start, left = self.seconds[at - 1], self.pixels[at - 1]
        part = (pixel - left) / (self.pixels[at] - left)
        return start + round(part * (self.seconds[at] - start))

    def to_year(self, pixel: float) -> float:
        """The year, with its fraction, that stands at a pixel."""
        return clock.year_of(self.to_second(pixel))


def cuts_allowed(width: float) -> int:
    """Three cuts on a narrow axis, else four."""
    return MOST - 1 if width < _NARROW else MOST


def cut_width(width: float) -> float:
    """The width of a cut's glyph in pixels."""
    return 28.0 if width < _NARROW else 48.0


def worth(width: float) -> float:
    """How long a gap must be, in parts of all that is kept, for its cut to save room."""
    return max(
        (2 * _pad(count, width) + cut_width(width))
        / (_room(count, width) - 2 * count * _pad(count, width))
        for count in range(2, cuts_allowed(width) + 2)
    )


def _room(segments: int, width: float) -> float:
    return width - (segments - 1) * cut_width(width)


def _pad(segments: int, width: float) -> float:
    return max(EDGE, min(_PAD, 1 / (6 * segments)) * _room(segments, width))


def measured(
    first: int, last: int, holes: Sequence[Hole], width: float
) -> tuple[tuple[Segment, ...], tuple[Cut, ...], Scale]:
    """Segments, cuts and scale for the time from the first event to the last (first < last).

    Every segment gets the same room beside its events, and all share one scale.
    """
    pad = _pad(len(holes) + 1, width)
    room = _room(len(holes) + 1, width)
    beside = ceil(pad / _per_second(first, last, holes, pad, room))
    bounds = [first - beside]
    for hole in holes:
        third = (hole.end - hole.start) // 3
        bounds.append(hole.start + _clamped(beside - (hole.start - hole.before), third))
        bounds.append(hole.end - _clamped(beside - (hole.after - hole.end), third))
    bounds.append(last + beside)
    kept = sum(bounds[1::2]) - sum(bounds[::2])
    return _drawn(bounds, holes, kept, room, width)


def _clamped(value: int, most: int) -> int:
    return min(max(value, 0), most)


def _drawn(
    bounds: Sequence[int], holes: Sequence[Hole], kept: int, room: float, width: float
) -> tuple[tuple[Segment, ...], tuple[Cut, ...], Scale]:
    glyph = cut_width(width)
    segments: list[Segment] = []
    passed = 0
    for place in range(0, len(bounds), 2):
        start, end = bounds[place], bounds[place + 1]
        offset = place // 2 * glyph
        x0 = passed / kept * room + offset
        passed += end - start
        segments.append(Segment(start, end, x0, passed / kept * room + offset))
    cuts = tuple(
        Cut(
            left.end,
            right.start,
            left.x1,
            right.x0,
            hole.before,
            hole.after,
            clock.length(hole.before, hole.after),
            (hole.after - hole.before) / clock.YEAR,
        )
        for left, right, hole in zip(segments, segments[1:], holes, strict=False)
    )
    xs = tuple(x for segment in segments for x in (segment.x0, segment.x1))
    return tuple(segments), cuts, Scale(tuple(bounds), xs, room / kept)


def _per_second(
    first: int, last: int, holes: Sequence[Hole], pad: float, room: float
) -> float:
    """The scale at which events, room beside them and holes fill the axis.

    What an author's break leaves beside an event counts as room; so the width is a
    piecewise straight, rising function of the scale, solved between two of its corners.
    """
    core = last - first - sum(hole.after - hole.before for hole in holes)
    sides = [
        (given, given + (hole.end - hole.start) // 3)
        for hole in holes
        for given in (hole.start - hole.before, hole.after - hole.end)
    ]

    def total(scale: float) -> float:
        beside = sum(
            min(max(least * scale, pad), most * scale) for least, most in sides
        )
        return 2 * pad + core * scale + beside

    low, high = 0.0, room / core
    for corner in sorted({pad / size for side in sides for size in side if size}):
        if corner >= high:
            break
        if total(corner) >= room:
            high = corner
            break
        low = corner
    return low + (room - total(low)) * (high - low) / (total(high) - total(low))


def linear(start: int, end: int, width: float) -> tuple[Segment, Scale]:
    """One stretch to scale, with room for half a mark before its start and after its end."""
    end = max(end, start + 1)
    beside = ceil(EDGE * (end - start) / (width - 2 * EDGE))
    segment = Segment(start - beside, end + beside, 0.0, width)
    span = segment.end - segment.start
    return segment, Scale((segment.start, segment.end), (0.0, width), width / span)


def ranked(anchors: Sequence[int], first: int, last: int, width: float) -> Scale:
    """Every distinct anchor (rising) as far from the next; first and last are the extremes."""
    pad = _pad(1, width)
    steps = max(len(anchors) - 1, 1)
    alone = width / 2 - pad if len(anchors) == 1 else 0.0
    seconds = list(anchors)
    xs = [
        pad + alone + (width - 2 * pad) * rank / steps for rank in range(len(anchors))
    ]
    if first < anchors[0]:
        seconds.insert(0, first)
        xs.insert(0, EDGE)
    if last > anchors[-1]:
        seconds.append(last)
        xs.append(width - EDGE)
    return Scale(tuple(seconds), tuple(xs), None)
