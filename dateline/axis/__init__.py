"""The time axis: events' times in; segments, cuts, marks, groups and ticks out.

Pure and exact: whole seconds since 1970 go in, pixels come out, and nothing else is
asked. The study behind the rule: one common scale for all that is kept, at most four
labelled cuts, never a stretch. ``templates/assets/js/scale.js`` follows the same numbers.

    axis = lay_out(moments, Settings(width=1120))
    year = zoomed(axis, *window(axis, second, "year"))
    rows = lanes(axis.marks, lambda moment: [moment.category])
"""

from .clock import Length, Level, Stamp, second_of, second_of_year, stamp_of, year_of
from .layout import Axis, Settings, Strip, check_breaks, lay_out
from .marks import Group, Lane, Mark, Moment, grouped, lanes
from .scale import Cut, Scale, Segment
from .stretches import BreakFault
from .ticks import Bar, Characters, Tick, plain_characters
from .zoom import Zoom, window, zoomed

__all__ = [
    "Axis",
    "Bar",
    "BreakFault",
    "Characters",
    "Cut",
    "Group",
    "Lane",
    "Length",
    "Level",
    "Mark",
    "Moment",
    "Scale",
    "Segment",
    "Settings",
    "Stamp",
    "Strip",
    "Tick",
    "Zoom",
    "check_breaks",
    "grouped",
    "lanes",
    "lay_out",
    "plain_characters",
    "second_of",
    "second_of_year",
    "stamp_of",
    "window",
    "year_of",
    "zoomed",
]
