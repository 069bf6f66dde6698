"""The record of an event in; where it stands on the axis out."""

from . import dates
from .axis import Moment
from .model import EventRecord


def moment(key: str, record: EventRecord) -> Moment | None:
    """An event as the axis sees it; None where nothing says when it was."""
    span = record.date
    start = span.earliest if span.earliest is not None else span.latest
    end = span.latest if span.latest is not None else span.earliest
    if start is None or end is None:
        return None
    possible = _possible(span)
    return Moment(
        key,
        start,
        end,
        "interval" if span.is_interval else "point",
        fade_from=possible and min(possible[0], start),
        fade_to=possible and max(possible[1], end),
        open_start=span.earliest is None,
        open_end=span.latest is None,
        importance=record.importance,
        category=record.categories[0] if record.categories else "",
    )


def _possible(span: dates.Span) -> tuple[int, int] | None:
    """The whole stretch in which it may lie, where it is not known exactly."""
    if span.earliest is None or span.latest is None:
        return None
    is_coarse = span.precision <= dates.Precision.DECADE and not span.is_interval
    if span.is_one_of or is_coarse:
        return span.earliest, span.latest
    return dates.fade(span)
