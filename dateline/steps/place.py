"""Timeline → Pages: order, addresses, words and notes; everything a template prints."""

from collections.abc import Iterator, Mapping
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


def place(timeline: Timeline) -> pages.Pages:
    """Every page of the site, each with all it prints."""
    wording = Wording(timeline.info.language)
    known = days.known(timeline)
    site = _site(timeline, wording, known)
    made = cards.cards(timeline, wording)
    rows = {card.id: _row(card) for card in made}
    downloads = outputs.downloads(timeline)
    placing = Placing(timeline, wording, site, rows, known, downloads)
    division = divided(timeline)
    index = index_page(timeline, site, made, wording, division)
    whole = (
        *framed(placing, index),
        *period_pages(placing, made, division),
        *events_framed(placing, _events(timeline, site, made, wording, division)),
        *source_pages(placing),
        *source_index(placing),
        *group_pages(placing),
        evidence_page(placing),
        changes_page(placing, made),
        *texts.text_pages(placing),
        *story_pages(placing, made),
        *_redirects(timeline, site, wording),
        pages.NotFoundPage(site, "404.html", wording.say("Page not found"), ""),
    )
    pictured = posters.posters(timeline, index, made, wording)
    return pages.Pages(
        (
            *linked_data.described(placing, posters.shown(whole, pictured)),
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
    timeline: Timeline,
    site: pages.Site,
    made: tuple[pages.Card, ...],
    wording: Wording,
    division: Division,
) -> Iterator[pages.EventPage]:
    licence = timeline.info.license or ""
    told = links_to(timeline)
    for place, (event, card) in enumerate(zip(timeline.events, made, strict=True)):
        before = made[place - 1] if place else None
        after = made[place + 1] if place + 1 < len(made) else None
        position = wording.say("Event {n} of {total}").format(
            n=wording.number(card.number), total=wording.number(len(made))
        )
        yield pages.EventPage(
            site,
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


def _redirects(
    timeline: Timeline, site: pages.Site, wording: Wording
) -> Iterator[pages.RedirectPage]:
    title = wording.say("This page has moved")
    for event in timeline.events:
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
