"""The pages of categories, actors and places: who and where, and their events."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .. import cards, catalogue, pages
from ..slugs import slug
from . import Placing
from .feeds import of_category


def category_pages(placing: Placing) -> Iterator[pages.GroupPage]:
    """A page for every category, in the order written."""
    timeline = placing.timeline
    for key, category in cards.categories(timeline).items():
        rows = [
            placing.rows[event.id]
            for event in timeline.events
            if key in event.record.categories
        ]
        page = _page(
            placing, "category", category.href, category.label, rows, category.about
        )
        yield replace(page, own_feeds=of_category(placing, key))


def actor_pages(placing: Placing) -> Iterator[pages.GroupPage]:
    """A page for every actor, by name."""
    rows: dict[str, list[pages.Row]] = {}
    for event in placing.timeline.events:
        for name in event.record.actors:
            rows.setdefault(name, []).append(placing.rows[event.id])
    for name, own in sorted(rows.items()):
        yield _page(placing, "actor", f"actors/{slug(name)}.html", name, own)


def place_pages(placing: Placing) -> Iterator[pages.GroupPage]:
    """A page for every place, by name, with its country."""
    rows: dict[str, list[pages.Row]] = {}
    countries: dict[str, str] = {}
    for event in placing.timeline.events:
        for spot in event.record.places:
            rows.setdefault(spot.name, []).append(placing.rows[event.id])
            if spot.country:
                countries.setdefault(spot.name, spot.country)
    for name, own in sorted(rows.items()):
        code = countries.get(name)
        about = catalogue.country_name(code, placing.wording.language) if code else ""
        about = about if about != name else ""
        yield _page(placing, "place", f"places/{slug(name)}.html", name, own, about)


def _page(
    placing: Placing,
    kind: str,
    address: str,
    name: str,
    rows: Sequence[pages.Row],
    about: str = "",
) -> pages.GroupPage:
    count = placing.wording.events(len(rows))
    return pages.GroupPage(
        placing.site,
        address,
        name,
        about,
        kind,
        placing.wording.group(kind),
        about,
        count,
        tuple(rows),
    )
