"""The pages of categories, actors and places: who and where, and their events."""

from collections.abc import Iterator, Sequence

from .. import cards, catalogue, pages
from ..model import Event
from ..slugs import slug
from . import Placing
from .feeds import of_category
from .listed import divided, row_pages, ways


def group_pages(placing: Placing) -> Iterator[pages.Page]:
    """A page for every category, in the order written; for every actor and place, by name."""
    yield from _category_pages(placing)
    yield from _actor_pages(placing)
    yield from _place_pages(placing)


def _category_pages(placing: Placing) -> Iterator[pages.Page]:
    timeline = placing.timeline
    for key, category in cards.categories(timeline).items():
        own = [event for event in timeline.events if key in event.record.categories]
        home = pages.Link(category.label, category.href)
        feeds = of_category(placing, key)
        yield from _pages(placing, "category", home, own, category.about, feeds)


def _actor_pages(placing: Placing) -> Iterator[pages.Page]:
    events: dict[str, list[Event]] = {}
    for event in placing.timeline.events:
        for name in event.record.actors:
            events.setdefault(name, []).append(event)
    for name, own in sorted(events.items()):
        home = pages.Link(name, f"actors/{slug(name)}.html")
        yield from _pages(placing, "actor", home, own)


def _place_pages(placing: Placing) -> Iterator[pages.Page]:
    """With the country that each is in."""
    events: dict[str, list[Event]] = {}
    countries: dict[str, str] = {}
    for event in placing.timeline.events:
        for spot in event.record.places:
            events.setdefault(spot.name, []).append(event)
            if spot.country:
                countries.setdefault(spot.name, spot.country)
    for name, own in sorted(events.items()):
        code = countries.get(name)
        about = catalogue.country_name(code, placing.wording.language) if code else ""
        about = about if about != name else ""
        home = pages.Link(name, f"places/{slug(name)}.html")
        yield from _pages(placing, "place", home, own, about)


def _pages(
    placing: Placing,
    kind: str,
    home: pages.Link,
    events: Sequence[Event],
    about: str = "",
    feeds: tuple[pages.Feed, ...] = (),
) -> Iterator[pages.Page]:
    """The page of one, with its events, or with the way to the pages that have them."""
    found = divided(events)
    rows = [placing.rows[event.id] for event in events]
    yield pages.GroupPage(
        placing.site,
        home.href,
        home.text,
        about,
        kind,
        placing.wording.group(kind),
        about,
        placing.wording.events(len(rows)),
        () if found else tuple(rows),
        ways(placing, found, home),
        feeds,
    )
    uses = [pages.SourceUse(row, ()) for row in rows] if found else []
    yield from row_pages(placing, found, home, uses)
