"""Extents of all events in, the empty stretches to cut out: what is kept, what is not."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

Extent = tuple[int, int]

MOST = 4
"""The most cuts an axis has."""


class Hole(Struct, frozen=True):
    """An empty stretch to cut: before ≤ start < end ≤ after, in seconds.

    Between ``before`` and ``after`` there is no event. From ``start`` to ``end`` nothing
    needs to be drawn; room beside the neighbours may take up to a third at either end.
    """

    before: int
    start: int
    end: int
    after: int


class BreakFault(Struct, frozen=True):
    """Why a break that an editor wrote cannot be drawn.

    ``index`` counts the breaks as written, from 0. ``other`` is the index of the break
    it overlaps; ``key`` the event it would cut through.
    """

    index: int
    reason: Literal["reversed", "overlapping", "occupied", "outside", "too-many"]
    key: str | None = None
    other: int | None = None


def merged(extents: Sequence[Extent]) -> list[Extent]:
    """The stretches that events cover, in order, those that touch joined into one."""
    found: list[Extent] = []
    for start, end in sorted(extents):
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def holes(stretches: Sequence[Extent], most: int, worth: float) -> list[Hole]:
    """The empty stretches to cut, in order.

    Greedy: the largest gap that is left is cut if it is longer than three times the
    median of the others and at least a twentieth of the length left; the first refusal
    or ``most`` ends it. Then those go that are shorter than ``worth`` times all that is
    kept: their glyph would be wider than what it hides, and time is never stretched.

    An event in the middle of a cut, so that both halves are longer than every gap that
    is kept, adds at most one cut. No such bound holds for an event that shortens a gap
    that is kept, because it lowers the median by which all the others are judged.
    """
    gaps = [(b[0] - a[1], a[1], b[0]) for a, b in pairwise(stretches)]
    gaps.sort(key=lambda gap: (-gap[0], gap[1]))
    left = stretches[-1][1] - stretches[0][0] if stretches else 0
    count = 0
    while count < min(most, len(gaps) - 1):
        size = gaps[count][0]
        if 2 * size <= 3 * _twice_median(gaps, count + 1) or size * 20 < left:
            break
        left -= size
        count += 1
    while count and gaps[count - 1][0] < worth * left:
        count -= 1
        left += gaps[count][0]
    return [
        Hole(start, start, end, end)
        for _, start, end in sorted(gaps[:count], key=_start)
    ]


def _start(gap: tuple[int, int, int]) -> int:
    return gap[1]


def _twice_median(gaps: Sequence[tuple[int, int, int]], first: int) -> int:
    size = len(gaps) - first
    return gaps[first + (size - 1) // 2][0] + gaps[first + size // 2][0]


def written(stretches: Sequence[Extent], breaks: Sequence[Extent]) -> list[Hole]:
    """The holes for the breaks that an editor wrote, which must be without fault."""
    found: list[Hole] = []
    at = 0
    ordered = sorted(breaks)
    for place, (start, end) in enumerate(ordered):
        while stretches[at + 1][0] < end:
            at += 1
        before, after = stretches[at][1], stretches[at + 1][0]
        if place and ordered[place - 1][1] > before:
            before = start
        if place + 1 < len(ordered) and ordered[place + 1][0] < after:
            after = end
        found.append(Hole(before, start, end, after))
    return found


def faults(
    extents: Sequence[tuple[int, int, str]], breaks: Sequence[Extent]
) -> tuple[BreakFault, ...]:
    """At most one fault for each break, in the order written.

    ``extents`` are start, end and key of each event, in any order.
    """
    found: list[BreakFault] = []
    sound: list[tuple[int, int, int]] = []
    for index, (start, end) in enumerate(breaks):
        fault = _fault(index, start, end, sound, extents)
        if fault is None:
            sound.append((start, end, index))
        else:
            found.append(fault)
    return tuple(found)


def _fault(
    index: int,
    start: int,
    end: int,
    sound: Sequence[tuple[int, int, int]],
    extents: Sequence[tuple[int, int, str]],
) -> BreakFault | None:
    if start >= end:
        return BreakFault(index, "reversed")
    for first, last, other in sound:
        if start < last and first < end:
            return BreakFault(index, "overlapping", other=other)
    inside = [each for each in extents if each[0] < end and start < each[1]]
    if inside:
        return BreakFault(index, "occupied", key=min(inside)[2])
    if all(each[1] > start for each in extents) or all(
        each[0] < end for each in extents
    ):
        return BreakFault(index, "outside")
    if len(sound) == MOST:
        return BreakFault(index, "too-many")
    return None
