"""What machines want of a date: HTML's datetime, a place on the axis, room to fade."""

from .civil import DAY, civil, days
from .iso import plain
from .parts import step
from .span import Part, Span


def html_datetime(span: Span) -> str | None:
    """The value of ``<time datetime>``; None where HTML has no form for the date.

    HTML knows years, months, days and times from year 1 on (HTML Living Standard,
    4.5.14 and 2.3.5). Years above 9999 and seasons, masks, sets and intervals have no
    form here; an hour without minutes is given as its day. Approximate dates keep the
    value as written: the words beside it say that it is approximate.
    """
    part = span.start
    if part is None or span.is_interval or span.is_one_of:
        return None
    return plain(part) or None


def year_fraction(seconds: int) -> float:
    """The astronomical year with its fraction (0 is 1 BCE), for drawing to scale."""
    day_number, second = divmod(seconds, DAY)
    year = civil(day_number)[0]
    length = days(year + 1, 1, 1) - days(year, 1, 1)
    passed = day_number - days(year, 1, 1)
    return year + (passed + second / DAY) / length


def fade(span: Span) -> tuple[int, int] | None:
    """From where to where an approximate or uncertain span may be drawn fading.

    One whole unit of the written precision before a marked start and after a marked
    end: c. 1450 fades from 1449 to 1451, c. May 1450 from April to June. This is for
    drawing only; ``earliest`` and ``latest`` never widen. None where nothing is
    marked. An open side has no range: there the known side's own edge is given.
    """
    if not (span.approximate or span.uncertain):
        return None
    start, end = span.start or span.end, span.end or span.start
    assert start is not None
    assert end is not None
    return _faded(start, -1), _faded(end, 1)


def _faded(part: Part, direction: int) -> int:
    edge = part.earliest if direction < 0 else part.latest
    if not part.marks:
        return edge
    if beyond := step(part, direction):
        return beyond.earliest if direction < 0 else beyond.latest
    return edge + direction * _unit(part)


def _unit(part: Part) -> int:
    """Length of the part in seconds, where no neighbour can be named."""
    return part.latest - part.earliest + 1
