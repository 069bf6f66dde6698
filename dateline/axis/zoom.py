"""An axis and a window in; the axis of that window alone, straight and to scale, out."""

from typing import Literal

from . import clock, layout, marks, scale, ticks
from .clock import Level
from .layout import Axis, Strip
from .ticks import Characters, Stretch, plain_characters

Zoom = Literal["whole", "stretch", "year", "month", "day"]
_UNITS: dict[Zoom, Level] = {"year": "year", "month": "month", "day": "day"}


def zoomed(
    axis: Axis, start: int, end: int, characters: Characters = plain_characters
) -> Axis:
    """One window of an axis, to scale, with its own ticks and groups.

    Marks that touch it are there; the strip shows where in the whole it lies.
    """
    width = axis.settings.width
    segment, measure = scale.linear(start, end, width)
    # Not what lies in the room beside the window: half of it would be cut off.
    shown = marks.marked(axis.moments, measure, width, start, end)
    near = [mark.moment for mark in shown if start <= mark.at <= end]
    anchor = near[0].anchor if near else start
    stretch = Stretch(segment, anchor, layout.finest(near or axis.moments))
    window = (
        layout.on_strip(axis.strip, start, width),
        layout.on_strip(axis.strip, end, width),
    )
    return Axis(
        axis.settings,
        axis.moments,
        (segment,),
        (),
        measure,
        shown,
        marks.grouped(shown),
        ticks.ticked([stretch], measure, width, characters, axis.settings.character),
        Strip(axis.strip.start, axis.strip.end, axis.strip.xs, (window,)),
        layout.bar(measure, width),
        layout.per_year(measure),
    )


def window(axis: Axis, second: int, level: Zoom) -> tuple[int, int]:
    """The time that a level of zoom shows around a second, to hand to ``zoomed``.

    A stretch is the kept one that holds the second, or else the nearest.
    """
    if unit := _UNITS.get(level):
        return clock.floored(second, unit), clock.following(second, unit)
    pieces = [(piece.start, piece.end) for piece in axis.segments]
    if level == "whole" or not pieces:
        return axis.strip.start, axis.strip.end
    return min(pieces, key=lambda piece: max(piece[0] - second, second - piece[1], 0))
