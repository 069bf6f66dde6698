"""Timeline → Pages: order, addresses, words and notes; everything a template prints."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from .. import (
    bibliography,
    cards,
    catalogue,
    days,
    licences,
    outputs,
    pages,
)
from ..days import Days
from ..model import Timeline
from ..placing import (
    Placing,
    citation,
    feeds,
    linked_data,
    posters,
    texts,
    timeline_data,
)
from ..placing.changes import changes_page
from ..placing.division import Division, divided
from ..placing.embeds import events_framed, framed
from ..placing.evidence_page import evidence_page
from ..placing.groups import group_pages
from ..placing.overview import index_page
from ..placing.periods import period_pages
from ..placing.sitemap import sitemap_pages
from ..placing.source_index import source_index
from ..placing.sources import source_pages
from ..placing.stories import links_to, story_pages
from ..wording import Wording


def place(
    timeline: Timeline, tell: Callable[[pages.Page], None] = lambda _page: None
) -> pages.Pages:
    """Every page of the site, each with all it prints.

    ``tell`` hears of each as soon as it is known, the first page first.
    """
    wording = Wording(timeline.info.language)
    known = days.known(timeline)
    site = _site(timeline, wording, known)
    made = cards.cards(timeline, wording)
    rows = {card.id: _row(card) for card in made}
    downloads = outputs.downloads(timeline)
    placing = Placing(timeline, wording, site, rows, known, downloads)
    division = divided(timeline)
    index = index_page(timeline, site, made, wording, division)
    pictured = posters.posters(timeline, index, made, wording)
    found = posters.shown(_whole(placing, index, made, division), pictured)
    whole = []
    for page in linked_data.described(placing, found):
        tell(page)
        whole.append(page)
    return pages.Pages(
        (
            *whole,
            *feeds.feed_pages(placing, made),
            *sitemap_pages(placing, whole),
        ),
        tuple(sorted(timeline.media)),
        (
            *outputs.makers(timeline),
            partial(timeline_data.files, placing, made, division),
        ),
        tuple(pictured.values()),
        len(timeline.events),
    )


def _whole(
    placing: Placing,
    index: pages.IndexPage,
    made: tuple[pages.Card, ...],
    division: Division,
) -> Iterator[pages.Page]:
    """Every page that people read, one by one."""
    yield from framed(placing, index)
    yield from period_pages(placing, made, division)
    yield from events_framed(placing, _events(placing, made, division))
    yield from source_pages(placing)
    yield from source_index(placing)
    yield from group_pages(placing)
    yield evidence_page(placing)
    yield changes_page(placing, made)
    yield from texts.text_pages(placing)
    yield from story_pages(placing, made)
    yield from _redirects(placing)
    title = placing.wording.say("Page not found")
    yield pages.NotFoundPage(placing.site, "404.html", title, "")


def _site(
    timeline: Timeline, wording: Wording, known: Mapping[str, Days]
) -> pages.Site:
    info = timeline.info
    menu = [pages.Link(wording.say("Timeline"), "index.html")]
    if timeline.stories:
        menu.append(pages.Link(wording.say("Stories"), "stories/index.html"))
    menu.append(pages.Link(wording.say("Sources"), "sources/index.html"))
    menu.append(pages.Link(wording.say("Evidence"), "evidence.html"))
    menu.append(pages.Link(wording.say("Changes"), "changes.html"))
    menu += texts.links(timeline)
    href = licences.address(info.license)
    return pages.Site(
        title=info.title,
        subtitle=info.subtitle or "",
        language=info.language,
        direction=catalogue.direction(info.language),
        license=pages.Link(info.license, href) if info.license else None,
        menu=tuple(menu),
        base=info.base_url or "",
        locale=catalogue.social_locale(info.language),
        feeds=feeds.of_site(timeline, wording, known),
    )


def _events(
    placing: Placing, made: tuple[pages.Card, ...], division: Division
) -> Iterator[pages.EventPage]:
    timeline, wording = placing.timeline, placing.wording
    licence = timeline.info.license or ""
    told = links_to(timeline)
    for place, (event, card) in enumerate(zip(timeline.events, made, strict=True)):
        before = made[place - 1] if place else None
        after = made[place + 1] if place + 1 < len(made) else None
        position = wording.say("Event {n} of {total}").format(
            n=wording.number(card.number), total=wording.number(len(made))
        )
        yield pages.EventPage(
            placing.site,
            card.href,
            card.title,
            texts.description(card.summary.text),
            card,
            position,
            division.listed(card),
            _neighbour(before),
            _neighbour(after),
            citation(bibliography.event(event, timeline), wording, licence),
            told.get(event.id, ()),
        )


def _neighbour(card: pages.Card | None) -> pages.Row | None:
    return _row(card) if card else None


def _row(card: pages.Card) -> pages.Row:
    status = card.status_words if card.status != "established" else ""
    return pages.Row(
        card.when,
        pages.Link(card.title, card.href),
        card.status,
        status,
        card.categories,
    )


def _redirects(placing: Placing) -> Iterator[pages.RedirectPage]:
    site, title = placing.site, placing.wording.say("This page has moved")
    for event in placing.timeline.events:
        target = pages.Link(event.record.title, f"events/{event.id}.html")
        for alias in event.record.aliases:
            yield pages.RedirectPage(site, f"events/{alias}.html", title, "", target)
            yield pages.RedirectPage(
                site,
                f"events/{alias}.embed.html",
                title,
                "",
                replace(target, href=f"events/{event.id}.embed.html"),
                told=target.href,
            )
