"""The pages of sources: each with what rests on it, and all of them in several orders."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from .. import bibliography, cards, catalogue, dates, notes, pages
from ..bibliography import Work
from ..model import Event, Reference
from . import Placing, bundles, citation

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


def source_pages(placing: Placing) -> Iterator[pages.Page]:
    """A page for every source, and the index of all."""
    uses = _uses(placing)
    found = sorted(placing.timeline.sources.values(), key=_publisher)
    works = {work.key: work for work in bibliography.sources(placing.timeline)}
    for reference in found:
        own = uses.get(reference.key, ())
        yield _page(placing, reference, own, works[reference.key])
    yield _index(placing, found, uses)


def _uses(placing: Placing) -> Mapping[str, Sequence[Use]]:
    uses: dict[str, list[Use]] = {}
    for event in placing.timeline.events:
        cited = notes.locators(event)
        for key in event.sources:
            uses.setdefault(key, []).append((event, cited.get(key, ())))
    return uses


def _publisher(reference: Reference) -> tuple[str, str]:
    record = reference.record
    return (
        (record.publisher or record.author or record.title).casefold(),
        reference.key,
    )


def _page(
    placing: Placing, reference: Reference, uses: Sequence[Use], work: Work
) -> pages.SourcePage:
    record, wording = reference.record, placing.wording
    country = record.country
    return pages.SourcePage(
        placing.site,
        f"sources/{reference.key}.html",
        record.title,
        "",
        notes.note(reference, wording.language),
        wording.kind(record.kind),
        _language(placing, reference),
        catalogue.country_name(country, wording.language) if country else "",
        wording.date(record.accessed) if record.accessed else "",
        record.license or "",
        wording.allows(_licence(record.license or "")),
        record.note or "",
        _seen(placing, record.url),
        wording.events(len(uses)),
        tuple(
            pages.SourceUse(placing.rows[event.id], places) for event, places in uses
        ),
        cards.edit_address(placing.timeline, reference.at.file, reference.at.line),
        citation(work, wording),
    )


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


def _language(placing: Placing, reference: Reference) -> str:
    tag = reference.record.language or placing.timeline.info.language
    return catalogue.language_name(tag, placing.wording.language)


def _index(
    placing: Placing, found: Sequence[Reference], uses: Mapping[str, Sequence[Use]]
) -> pages.SourcesPage:
    wording = placing.wording
    rows = {
        reference.key: pages.SourceRow(
            notes.note(reference, wording.language),
            wording.kind(reference.record.kind),
            _language(placing, reference),
            wording.number(len(uses.get(reference.key, ()))),
            _sorting(reference, len(uses.get(reference.key, ()))),
        )
        for reference in found
    }
    return pages.SourcesPage(
        placing.site,
        "sources/index.html",
        wording.say("Sources"),
        "",
        wording.sources(len(found)),
        tuple(rows.values()),
        tuple(_orders(placing, found, uses)),
        bundles(placing),
    )


def _sorting(reference: Reference, uses: int) -> tuple[str, ...]:
    """What each column sorts by: publisher, title, published, kind, language, uses."""
    record = reference.record
    published = record.published
    when = published.earliest if published and published.earliest is not None else ""
    return (
        _publisher(reference)[0],
        record.title.casefold(),
        str(when),
        record.kind,
        record.language or "",
        str(uses),
    )


def _orders(
    placing: Placing, found: Sequence[Reference], uses: Mapping[str, Sequence[Use]]
) -> Iterator[pages.Order]:
    """The same sources in other orders, as lists that lead to their rows."""
    wording = placing.wording

    def use(reference: Reference) -> tuple[int, str]:
        count = len(uses.get(reference.key, ()))
        return (-count, wording.events(count))

    def language(reference: Reference) -> tuple[str, str]:
        name = _language(placing, reference)
        return (name, name)

    def kind(reference: Reference) -> tuple[str, str]:
        name = wording.kind(reference.record.kind)
        return (name, name)

    def year(reference: Reference) -> tuple[int, str]:
        published = reference.record.published
        second = published.earliest if published else None
        if second is None:
            return (10**12, wording.say("Date not known"))
        found = int(dates.year_fraction(second))
        return (-found, str(found))

    yield _order("by-use", wording.say("By use"), found, use)
    yield _order("by-date", wording.say("By date"), found, year)
    yield _order("by-kind", wording.say("By kind"), found, kind)
    yield _order("by-language", wording.say("By language"), found, language)


def _order(
    id: str,  # noqa: A002 - HTML's word
    title: str,
    found: Sequence[Reference],
    value: Callable[[Reference], tuple[object, str]],
) -> pages.Order:
    members: dict[tuple[object, str], list[pages.Link]] = {}
    for reference in found:
        record = reference.record
        words = ": ".join(filter(None, [record.publisher, record.title]))
        link = pages.Link(words, f"sources/{reference.key}.html")
        members.setdefault(value(reference), []).append(link)
    ordered = sorted(members.items(), key=lambda item: item[0])
    return pages.Order(
        id, title, tuple(pages.Bundle(key[1], tuple(links)) for key, links in ordered)
    )
