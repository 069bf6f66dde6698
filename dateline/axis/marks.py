"""Moments and a scale in; marks, rows of bars, counts and lanes out."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from .scale import EDGE, TARGET, Scale

ROWS = 3
"""The most rows of bars, and of marks in a lane."""

_BAR_GAP = 2.0


class Moment(Struct, frozen=True):
    """One event as the axis sees it; all times are whole seconds since 1970.

    ``start`` and ``end`` are the earliest and the latest instant. A point stands at its
    start, and end - start is how precisely it is known. An interval is a bar. The value
    of an open side does not matter: the event stands at its other side, an arrow leads
    to the edge. ``fade_from`` ≤ start and ``fade_to`` ≥ end bound where it may lie.
    The last four fields follow from the others, whatever is given for them: the second
    at which it stands, the first and the last that are drawn of it, and whether these
    are one.
    """

    key: str
    start: int
    end: int
    kind: Literal["point", "interval"] = "point"
    label: str = ""
    fade_from: int | None = None
    fade_to: int | None = None
    open_start: bool = False
    open_end: bool = False
    importance: int = 2
    category: str = ""

    anchor: int = 0
    first: int = 0
    last: int = 0
    is_dot: bool = True

    def __post_init__(self) -> None:
        """Where it stands, and all that is drawn of it without what is open."""
        anchor = self.end if self.open_start and not self.open_end else self.start
        first = last = anchor
        if self.kind == "interval" and not (self.open_start or self.open_end):
            last = max(self.end, first)
        if self.fade_from is not None and not self.open_start:
            first = min(first, self.fade_from)
        if self.fade_to is not None and not self.open_end:
            last = max(last, self.fade_to)
        force_setattr(self, "anchor", anchor)
        force_setattr(self, "first", first)
        force_setattr(self, "last", last)
        is_open = self.open_start or self.open_end
        force_setattr(self, "is_dot", first == last and not is_open)


class Mark(Struct, frozen=True):
    """One event on the axis, in pixels.

    ``x`` is where its marker stands; ``x0`` to ``x1`` is its bar (both equal x for a
    point). ``row`` is the row of its bar, 0 to 2; a point has row 0; None is a bar for
    which no row is free, so that its marker alone stands for it. ``fade_x0`` to
    ``fade_x1`` is all the room it may lie in, None where it is certain.
    ``starts_before`` and ``ends_after`` say that a window cuts it off there; where its
    marker would stand outside, ``x`` is near the edge.
    """

    moment: Moment
    x: float
    x0: float
    x1: float
    row: int | None
    fade_x0: float | None
    fade_x1: float | None
    starts_before: bool
    ends_after: bool

    @property
    def key(self) -> str:
        """The event's key."""
        return self.moment.key

    @property
    def at(self) -> int:
        """The second at which it stands."""
        return self.moment.anchor

    @property
    def arrow_start(self) -> bool:
        """An arrow leads from its bar to the start of the axis; x0 is 0."""
        return self.moment.open_start

    @property
    def arrow_end(self) -> bool:
        """An arrow leads from its bar to the end of the axis; x1 is the width."""
        return self.moment.open_end


class Group(Struct, frozen=True):
    """Markers that would stand closer than 24 pixels, as one: one key is a mark alone.

    ``x`` is where it stands, ``x0`` and ``x1`` its first and last marker (the bar's end
    for a bar in a lane), ``start`` and ``end`` their seconds, ``row`` its row in a lane.
    """

    keys: tuple[str, ...]
    x: float
    x0: float
    x1: float
    start: int
    end: int
    row: int = 0


class Lane(Struct, frozen=True):
    """Events that share a name, in at most three rows that do not overlap."""

    name: str
    groups: tuple[Group, ...]
    rows: int


def in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """By where they stand; those at one instant stay as they came."""
    return tuple(sorted(moments, key=attrgetter("anchor")))


def marked(
    moments: Sequence[Moment], scale: Scale, width: float, start: int, end: int
) -> tuple[Mark, ...]:
    """The marks of the moments (in order) that touch the time from start to end."""
    inside = [
        moment
        for moment in moments
        if (moment.first <= end or moment.open_start)
        and (moment.last >= start or moment.open_end)
    ]
    xs = [scale.to_pixel(moment.anchor) for moment in inside]
    boxes = [
        (x, x) if moment.is_dot else _box(moment, x, scale, width)
        for moment, x in zip(inside, xs, strict=True)
    ]
    rows = _rows(boxes)
    found: list[Mark] = []
    for place, moment in enumerate(inside):
        x, (x0, x1) = xs[place], boxes[place]
        if moment.is_dot and start <= moment.anchor <= end:
            found.append(Mark(moment, x, x, x, 0, None, None, False, False))
            continue
        fade_x0, fade_x1 = _fade(moment, scale)
        before = moment.first < start and not moment.open_start
        after = moment.last > end and not moment.open_end
        if not start <= moment.anchor <= end:
            x = min(max(x, EDGE), width - EDGE)
        row = rows.get(place, 0)
        found.append(Mark(moment, x, x0, x1, row, fade_x0, fade_x1, before, after))
    return tuple(found)


def _fade(moment: Moment, scale: Scale) -> tuple[float, float] | tuple[None, None]:
    if moment.fade_from is None and moment.fade_to is None:
        return None, None
    return scale.to_pixel(moment.first), scale.to_pixel(moment.last)


def _box(moment: Moment, x: float, scale: Scale, width: float) -> tuple[float, float]:
    if moment.open_start or moment.open_end:
        return 0.0 if moment.open_start else x, width if moment.open_end else x
    if moment.kind == "interval":
        return x, scale.to_pixel(max(moment.end, moment.start))
    return x, x


def _rows(boxes: Sequence[tuple[float, float]]) -> dict[int, int | None]:
    free = [-_BAR_GAP] * ROWS
    bars = [place for place, (x0, x1) in enumerate(boxes) if x1 > x0]
    rows: dict[int, int | None] = {}
    for place in sorted(bars, key=lambda place: boxes[place][0]):
        x0, x1 = boxes[place]
        rows[place] = _first_free(free, x0 - _BAR_GAP)
        if (row := rows[place]) is not None:
            free[row] = x1
    return rows


def _first_free(free: Sequence[float], x: float) -> int | None:
    return next((row for row, end in enumerate(free) if end <= x), None)


def grouped(marks: Sequence[Mark], apart: float = TARGET) -> tuple[Group, ...]:
    """Every marker in one line: those closer than ``apart`` become one count.

    A count stands in the middle of its markers and takes the next one in while that is
    closer than ``apart``. As its middle only moves on, none comes near the one before.
    """
    found: list[Group] = []
    first = 0
    for place in range(1, len(marks) + 1):
        middle = (marks[first].x + marks[place - 1].x) / 2
        if place == len(marks) or marks[place].x - middle >= apart:
            found.append(_group(marks[first:place]))
            first = place
    return tuple(found)


def _group(marks: Sequence[Mark]) -> Group:
    first, last = marks[0], marks[-1]
    return Group(
        tuple(mark.key for mark in marks),
        (first.x + last.x) / 2,
        first.x,
        last.x,
        first.at,
        last.at,
    )


def lanes(
    marks: Iterable[Mark], names: Callable[[Moment], Iterable[str]]
) -> tuple[Lane, ...]:
    """Marks in lanes, by the names that a function finds for each event.

    An event may stand in several lanes. Lanes come in the order of their first event.
    """
    members: dict[str, list[Mark]] = {}
    for mark in marks:
        for name in dict.fromkeys(names(mark.moment)):
            members.setdefault(name, []).append(mark)
    return tuple(_lane(name, found) for name, found in members.items())


def _lane(name: str, marks: Sequence[Mark]) -> Lane:
    """Two rows for whatever comes first, a third for single marks and for counts.

    The third never holds a bar, so that a count always stands where its events are.
    """
    free = [float("-inf")] * (ROWS - 1)
    placed: list[Group] = []
    rest: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.x0):
        row = _first_free(free, mark.x0 - EDGE)
        if row is None:
            rest.append(mark)
            continue
        free[row] = max(mark.x1, mark.x) + EDGE
        last = max(mark.at, mark.moment.last)
        placed.append(Group((mark.key,), mark.x, mark.x0, mark.x1, mark.at, last, row))
    rest.sort(key=lambda mark: mark.x)
    placed.extend(replace(group, row=ROWS - 1) for group in grouped(rest))
    placed.sort(key=lambda group: (group.x, group.row))
    return Lane(name, tuple(placed), max(group.row for group in placed) + 1)
