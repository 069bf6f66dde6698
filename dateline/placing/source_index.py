"""The index of sources: the sources in; all of them, in several orders or parts, out."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from .. import dates, notes, pages, periods
from ..model import Reference
from . import Placing, bundles
from .sources import by_publisher, language_of, publisher

#: How many sources stand on the index of so many that it cannot hold all.
MOST_USED = 100

_Part = tuple[pages.Link, Sequence[Reference]]
"""Some sources, and what leads to the page with them."""


def source_index(placing: Placing) -> Iterator[pages.Page]:
    """All sources in one table; where there are very many, the most used, and parts."""
    wording, timeline = placing.wording, placing.timeline
    found = sorted(timeline.sources.values(), key=by_publisher)
    uses = Counter(key for event in timeline.events for key in event.sources)
    home = pages.Link(wording.say("Sources"), "sources/index.html")
    parts = _parts(placing, found)
    shown = _most_used(found, uses) if parts else found
    most_used = wording.say(
        "The most used sources, with the number of events that rest on each"
    )
    every = wording.say(
        "Every source, by publisher, with the number of events that rest on it"
    )
    yield pages.SourcesPage(
        placing.site,
        home.href,
        home.text,
        "",
        wording.sources(len(found)),
        tuple(_rows(placing, shown, uses)),
        () if parts else tuple(_orders(placing, found, uses)),
        bundles(placing),
        most_used if parts else every,
        tuple(pages.Period(link, wording.number(len(part))) for link, part in parts),
    )
    yield from _part_pages(placing, home, parts, uses)


def _most_used(found: Sequence[Reference], uses: Counter[str]) -> Sequence[Reference]:
    return sorted(found, key=lambda each: -uses[each.key])[:MOST_USED]


def _part_pages(
    placing: Placing, home: pages.Link, parts: Sequence[_Part], uses: Counter[str]
) -> Iterator[pages.SourcesPartPage]:
    """A page for each part, and the way to those beside it."""
    wording = placing.wording
    beside = [None, *(link for link, _ in parts), None]
    for place, (link, part) in enumerate(parts):
        yield pages.SourcesPartPage(
            placing.site,
            link.href,
            f"{home.text} · {link.text}",
            "",
            link.text,
            wording.sources(len(part)),
            (home,),
            beside[place],
            beside[place + 2],
            tuple(_rows(placing, part, uses)),
            wording.say(
                "Sources by publisher, with the number of events that rest on each"
            ),
        )


def _parts(placing: Placing, found: Sequence[Reference]) -> Sequence[_Part]:
    """Sources as they stand on pages, of nearly the same size; none where one will do."""
    if len(found) <= periods.ON_ONE_PAGE:
        return ()
    size = math.ceil(len(found) / math.ceil(len(found) / periods.ON_ONE_PAGE))
    cut = [found[start : start + size] for start in range(0, len(found), size)]
    return [
        (pages.Link(name, f"sources/by-publisher/{number}.html"), part)
        for number, (name, part) in enumerate(
            zip(_names(placing, cut), cut, strict=True), 1
        )
    ]


def _names(placing: Placing, parts: Sequence[Sequence[Reference]]) -> Sequence[str]:
    """What each part is called, by the first and the last publisher in it."""
    wording = placing.wording
    ends = [(publisher(part[0]), publisher(part[-1])) for part in parts]
    names = [
        first
        if first == last
        else wording.say("{first} to {last}").format(first=first, last=last)
        for first, last in ends
    ]
    return [
        name if names.count(name) == 1 else f"{name} ({wording.number(number)})"
        for number, name in enumerate(names, 1)
    ]


def _rows(
    placing: Placing, found: Sequence[Reference], uses: Counter[str]
) -> Iterator[pages.SourceRow]:
    wording = placing.wording
    for reference in found:
        count = uses[reference.key]
        yield pages.SourceRow(
            notes.note(reference, wording.language),
            wording.kind(reference.record.kind),
            language_of(placing, reference),
            wording.number(count),
            _sorting(reference, count),
        )


def _sorting(reference: Reference, uses: int) -> tuple[str, ...]:
    """What each column sorts by: publisher, title, published, kind, language, uses."""
    record = reference.record
    published = record.published
    when = published.earliest if published and published.earliest is not None else ""
    return (
        by_publisher(reference)[0],
        record.title.casefold(),
        str(when),
        record.kind,
        record.language or "",
        str(uses),
    )


def _orders(
    placing: Placing, found: Sequence[Reference], uses: Counter[str]
) -> Iterator[pages.Order]:
    """The same sources in other orders, as lists that lead to their rows."""
    wording = placing.wording

    def use(reference: Reference) -> tuple[int, str]:
        count = uses[reference.key]
        return (-count, wording.events(count))

    def language(reference: Reference) -> tuple[str, str]:
        name = language_of(placing, reference)
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
