"""What is written beside the pages: a timeline in, files out, one module a format."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from msgspec import Struct

from ..model import Timeline
from . import (
    bibtex,
    calendar,
    csl_json,
    events_csv,
    events_json,
    oembed,
    robots,
    schemas,
    timelinejs,
)

#: Every format. A new one is a new module, and a line here.
OUTPUTS: tuple[Callable[[Timeline], Mapping[str, bytes]], ...] = (
    bibtex.files,
    calendar.files,
    csl_json.files,
    events_csv.files,
    events_json.files,
    oembed.files,
    robots.files,
    schemas.files,
    timelinejs.files,
)


class Download(Struct, frozen=True):
    """A file that readers may take away; ``name`` is the name of its format.

    ``is_made`` says whether there is one for a timeline.
    """

    of: Literal["events", "sources"]
    name: str
    address: str
    media_type: str
    is_made: Callable[[Timeline], bool] = lambda _timeline: True


#: What the pages offer, in this order.
DOWNLOADS = (
    Download("events", "JSON", events_json.ADDRESS, "application/json"),
    Download("events", "CSV", events_csv.ADDRESS, "text/csv"),
    Download(
        "events",
        "TimelineJS",
        timelinejs.ADDRESS,
        "application/json",
        timelinejs.is_made,
    ),
    Download(
        "events", "iCalendar", calendar.ADDRESS, "text/calendar", calendar.is_made
    ),
    Download(
        "events",
        "On this day",
        calendar.YEARLY_ADDRESS,
        "text/calendar",
        calendar.is_made_yearly,
    ),
    Download("sources", "BibTeX", bibtex.ADDRESS, "application/x-bibtex"),
    Download(
        "sources",
        "CSL-JSON",
        csl_json.ADDRESS,
        "application/vnd.citationstyles.csl+json",
    ),
    Download("sources", "CSV", events_csv.SOURCES, "text/csv"),
)


def makers(timeline: Timeline) -> tuple[Callable[[], Mapping[str, bytes]], ...]:
    """What makes the files: a call for each format gives their bytes by address."""
    return tuple(partial(output, timeline) for output in OUTPUTS)


def downloads(timeline: Timeline) -> tuple[Download, ...]:
    """What the pages offer of a timeline."""
    return tuple(each for each in DOWNLOADS if each.is_made(timeline))
