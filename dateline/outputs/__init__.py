"""What is written beside the pages: a timeline in, files out, one module a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers may take away; ``name`` is the name of its format."""

    of: Literal["events", "sources"]
    name: str
    address: str
    media_type: str


#: What the pages offer, in this order. One that was not made is not offered.
DOWNLOADS = (
    Download("events", "JSON", events_json.ADDRESS, "application/json"),
    Download("events", "CSV", events_csv.ADDRESS, "text/csv"),
    Download("events", "TimelineJS", timelinejs.ADDRESS, "application/json"),
    Download("events", "iCalendar", calendar.ADDRESS, "text/calendar"),
    Download("events", "On this day", calendar.YEARLY_ADDRESS, "text/calendar"),
    Download("sources", "BibTeX", bibtex.ADDRESS, "application/x-bibtex"),
    Download(
        "sources",
        "CSL-JSON",
        csl_json.ADDRESS,
        "application/vnd.citationstyles.csl+json",
    ),
    Download("sources", "CSV", events_csv.SOURCES, "text/csv"),
)


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The bytes of every file by its address. Two at one address: ValueError."""
    made: dict[str, bytes] = {}
    for output in OUTPUTS:
        for address, content in output(timeline).items():
            if address in made:
                raise ValueError(f"two outputs at {address}")
            made[address] = content
    return made
