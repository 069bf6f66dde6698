"""The pages of sources, each with what rests on it."""

from collections.abc import Iterator, Mapping, Sequence

from .. import bibliography, cards, catalogue, notes, pages
from ..bibliography import Work
from ..model import Event, Reference
from . import Placing, citation
from .listed import divided, row_pages, ways

#: Licences whose meaning we know; longer names come before those they begin with.
LICENSES = (
    "CC0",
    "CC BY-NC-ND",
    "CC BY-NC-SA",
    "CC BY-NC",
    "CC BY-ND",
    "CC BY-SA",
    "CC BY",
    "All rights reserved",
    "Public domain",
)

Use = tuple[Event, tuple[str, ...]]
"""An event, and the places of a source that it cites."""


def source_pages(placing: Placing) -> Iterator[pages.Page]:
    """A page for every source."""
    uses = _uses(placing)
    found = sorted(placing.timeline.sources.values(), key=by_publisher)
    works = {work.key: work for work in bibliography.sources(placing.timeline)}
    for reference in found:
        own = uses.get(reference.key, ())
        yield from _pages(placing, reference, own, works[reference.key])


def _uses(placing: Placing) -> Mapping[str, Sequence[Use]]:
    uses: dict[str, list[Use]] = {}
    for event in placing.timeline.events:
        cited = notes.locators(event)
        for key in event.sources:
            uses.setdefault(key, []).append((event, cited.get(key, ())))
    return uses


def by_publisher(reference: Reference) -> tuple[str, str]:
    """What sources are sorted by, where they are sorted by publisher."""
    return publisher(reference).casefold(), reference.key


def publisher(reference: Reference) -> str:
    """Who published it; if that is not known, who wrote it, or what it is called."""
    record = reference.record
    return record.publisher or record.author or record.title


def _pages(
    placing: Placing, reference: Reference, uses: Sequence[Use], work: Work
) -> Iterator[pages.Page]:
    """The page of a source; where very much rests on it, that on pages of its own."""
    record, wording = reference.record, placing.wording
    country = record.country
    home = pages.Link(record.title, f"sources/{reference.key}.html")
    found = divided([event for event, _ in uses])
    own = [pages.SourceUse(placing.rows[event.id], places) for event, places in uses]
    yield pages.SourcePage(
        placing.site,
        home.href,
        home.text,
        "",
        notes.note(reference, wording.language),
        wording.kind(record.kind),
        language_of(placing, reference),
        catalogue.country_name(country, wording.language) if country else "",
        wording.date(record.accessed) if record.accessed else "",
        record.license or "",
        wording.allows(_licence(record.license or "")),
        record.note or "",
        _seen(placing, record.url),
        wording.events(len(uses)),
        () if found else tuple(own),
        cards.edit_address(placing.timeline, reference.at.file, reference.at.line),
        citation(work, wording),
        ways(placing, found, home),
    )
    yield from row_pages(placing, found, home, own)


def _seen(placing: Placing, address: str | None) -> str:
    seen = placing.timeline.links.get(address or "")
    return placing.wording.seen(seen) if seen else ""


def _licence(name: str) -> str:
    """The known licence that a name begins with, however it is hyphenated."""
    plain = name.casefold().replace("-", " ").replace("attribution", "by")
    for known in LICENSES:
        if plain.startswith(known.casefold().replace("-", " ")):
            return known
    return ""


def language_of(placing: Placing, reference: Reference) -> str:
    """The name of the language of a source, as the timeline's language has it."""
    tag = reference.record.language or placing.timeline.info.language
    return catalogue.language_name(tag, placing.wording.language)
