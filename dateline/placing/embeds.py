"""The pages that other pages frame: the timeline and each event, as pages in and out."""

from collections.abc import Iterator

from msgspec.structs import replace

from .. import framing, pages
from . import Placing


def framed(placing: Placing, page: pages.IndexPage) -> Iterator[pages.Page]:
    """The timeline's own page, which says how to frame it, and the page in the frame."""
    frame = framing.of_timeline(placing.timeline)
    yield replace(page, frame=frame)
    yield pages.EmbedPage(
        page.site,
        frame.address,
        page.title,
        page.description,
        page.facts,
        page.total,
        page.axis,
        page.stretches,
        page.is_long,
        page.categories,
        page.count,
        page.extent,
        page.periods,
        page.chosen,
    )


def events_framed(
    placing: Placing, found: Iterator[pages.EventPage]
) -> Iterator[pages.Page]:
    """The same for the page of each event, in the order of the timeline."""
    for event, page in zip(placing.timeline.events, found, strict=True):
        frame = framing.of_event(event, placing.timeline)
        yield replace(page, frame=frame)
        card = replace(page.card, number=0)  # alone, whatever stands before it
        yield pages.EventEmbedPage(
            page.site, frame.address, page.title, page.description, card
        )
