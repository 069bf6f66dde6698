"""The whole axis: moments and settings in; segments, cuts, marks, groups and ticks out."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from . import clock, marks, scale, stretches, ticks
from .clock import Level
from .marks import Group, Mark, Moment
from .scale import Cut, Scale, Segment
from .stretches import BreakFault, Hole
from .ticks import Bar, Characters, Stretch, Tick, plain_characters


class Settings(Struct, frozen=True):
    """How to draw.

    ``breaks`` are the stretches to cut (first and last second) instead of those found;
    an empty tuple cuts nothing. ``width`` is the drawing's in CSS pixels, 240 or more;
    below 600 cuts are narrower and at most three are found. ``character`` is the mean
    width of a character of a label in pixels.
    """

    width: float
    mode: Literal["auto", "true", "sequential"] = "auto"
    breaks: tuple[tuple[int, int], ...] | None = None
    character: float = 7.0


class Strip(Struct, frozen=True):
    """The strip at true scale: seconds start to end over the axis's whole width.

    ``xs`` are the places of all events, rising, each once, to half a pixel; ``windows``
    the rectangles (x0, x1) of what the axis above shows.
    """

    start: int
    end: int
    xs: tuple[float, ...]
    windows: tuple[tuple[float, float], ...]


class Axis(Struct, frozen=True):
    """All that is drawn. Times are whole seconds since 1970, places are pixels.

    ``moments`` are all events in order, ``marks`` those that this axis shows, ``groups``
    their markers in one line. Spaced by rank there are no segments, cuts or bar.
    """

    settings: Settings
    moments: tuple[Moment, ...]
    segments: tuple[Segment, ...]
    cuts: tuple[Cut, ...]
    scale: Scale
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]
    ticks: tuple[Tick, ...]
    strip: Strip
    bar: Bar | None
    per_year: float | None

    def to_pixel(self, second: int) -> float:
        """Where a second stands; times outside stand at the ends."""
        return self.scale.to_pixel(second)

    def to_second(self, pixel: float) -> int:
        """The second that stands at a pixel."""
        return self.scale.to_second(pixel)

    def to_year(self, pixel: float) -> float:
        """The year, with its fraction, that stands at a pixel."""
        return self.scale.to_year(pixel)


def lay_out(
    moments: Iterable[Moment],
    settings: Settings,
    characters: Characters = plain_characters,
) -> Axis:
    """The axis of all events, never of a selection: a filter must not move a mark.

    Breaks for which ``check_breaks`` finds a fault are left out.
    """
    if settings.width < scale.NARROWEST:
        raise ValueError(
            f"an axis needs {scale.NARROWEST} pixels, not {settings.width}"
        )
    ordered = marks.in_order(moments)
    if not ordered:
        return _blank(settings)
    if settings.mode == "sequential":
        return _by_rank(ordered, settings, characters)
    covered = stretches.merged([(moment.first, moment.last) for moment in ordered])
    found = _holes(ordered, covered, settings)
    first, last, found = _widened(covered[0][0], covered[-1][1], found, ordered)
    segments, cuts, measure = scale.measured(first, last, found, settings.width)
    return _finished(ordered, settings, segments, cuts, measure, characters)


def check_breaks(
    moments: Iterable[Moment], breaks: Sequence[tuple[int, int]]
) -> tuple[BreakFault, ...]:
    """What keeps breaks (first and last second) from being drawn; at most one fault each."""
    extents = [(moment.first, moment.last, moment.key) for moment in moments]
    return stretches.faults(extents, breaks)


def _holes(
    ordered: Sequence[Moment], covered: Sequence[tuple[int, int]], settings: Settings
) -> list[Hole]:
    if settings.mode == "true":
        return []
    if settings.breaks is None:
        width = settings.width
        return stretches.holes(covered, scale.cuts_allowed(width), scale.worth(width))
    faulty = {fault.index for fault in check_breaks(ordered, settings.breaks)}
    sound = [each for index, each in enumerate(settings.breaks) if index not in faulty]
    return stretches.written(covered, sound)


def _widened(
    first: int, last: int, holes: list[Hole], ordered: Sequence[Moment]
) -> tuple[int, int, list[Hole]]:
    """Where nothing that is kept has any length, each instant gets some on both sides."""
    if last - first > sum(hole.after - hole.before for hole in holes):
        return first, last, holes
    known = max((m.end - m.start for m in ordered if m.kind == "point"), default=0)
    half = min([max(known, clock.DAY) // 2, *((h.end - h.start) // 4 for h in holes)])
    half = max(half, 1)
    moved = [
        Hole(
            hole.before + half,
            max(hole.start, hole.before + half),
            min(hole.end, hole.after - half),
            hole.after - half,
        )
        for hole in holes
    ]
    return first - half, last + half, moved


def _finished(
    ordered: tuple[Moment, ...],
    settings: Settings,
    segments: tuple[Segment, ...],
    cuts: tuple[Cut, ...],
    measure: Scale,
    characters: Characters,
) -> Axis:
    width, start, end = settings.width, segments[0].start, segments[-1].end
    shown = marks.marked(ordered, measure, width, start, end)
    whole = Strip(start, end, (), ())
    windows = tuple(
        (on_strip(whole, each.start, width), on_strip(whole, each.end, width))
        for each in segments
    )
    held = _stretches(segments, ordered)
    return Axis(
        settings,
        ordered,
        segments,
        cuts,
        measure,
        shown,
        marks.grouped(shown),
        ticks.ticked(held, measure, width, characters, settings.character),
        Strip(start, end, _strip_xs(ordered, whole, width), windows),
        bar(measure, width),
        per_year(measure),
    )


def _by_rank(
    ordered: tuple[Moment, ...], settings: Settings, characters: Characters
) -> Axis:
    width = settings.width
    anchors = sorted({moment.anchor for moment in ordered})
    first = min(moment.first for moment in ordered)
    last = max(moment.last for moment in ordered)
    measure = scale.ranked(anchors, first, last, width)
    shown = marks.marked(ordered, measure, width, first, last)
    whole = Strip(first, max(last, first + 1), (), ())
    named = ticks.by_rank(
        anchors, measure, finest(ordered), width, characters, settings.character
    )
    return Axis(
        settings,
        ordered,
        (),
        (),
        measure,
        shown,
        marks.grouped(shown),
        named,
        Strip(first, whole.end, _strip_xs(ordered, whole, width), ((0.0, width),)),
        None,
        None,
    )


def _blank(settings: Settings) -> Axis:
    nothing = Scale((), (), None)
    strip = Strip(0, 1, (), ())
    return Axis(settings, (), (), (), nothing, (), (), (), strip, None, None)


def _stretches(segments: Sequence[Segment], ordered: Sequence[Moment]) -> list[Stretch]:
    """Each segment with its events' anchor and precision; one without events is skipped."""
    anchors = [moment.anchor for moment in ordered]
    bounds = [bisect_left(anchors, segment.start) for segment in segments]
    held = [ordered[first:end] for first, end in pairwise([*bounds, len(ordered)])]
    return [
        Stretch(segment, inside[0].anchor, finest(inside))
        for segment, inside in zip(segments, held, strict=True)
        if inside
    ]


def finest(moments: Iterable[Moment]) -> Level:
    """The precision of the point that is known best; days where there are only bars."""
    spans = [m.end - m.start for m in moments if m.kind == "point" and not m.open_start]
    return clock.precision(max(min(spans), 0)) if spans else "day"


def on_strip(strip: Strip, second: int, width: float) -> float:
    """Where a second stands on the strip at true scale."""
    part = (second - strip.start) / (strip.end - strip.start)
    return min(max(part, 0.0), 1.0) * width


def _strip_xs(
    ordered: Sequence[Moment], strip: Strip, width: float
) -> tuple[float, ...]:
    start, span, halves = strip.start, strip.end - strip.start, width * 2
    places = {round((moment.anchor - start) / span * halves) for moment in ordered}
    return tuple(place / 2 for place in sorted(places))


def bar(measure: Scale, width: float) -> Bar | None:
    """What a scale bar means, where there is a scale."""
    return ticks.scale_bar(measure.per_second, width) if measure.per_second else None


def per_year(measure: Scale) -> float | None:
    """Pixels of a mean year, where there is a scale."""
    return measure.per_second * clock.YEAR if measure.per_second else None
