"""Timeline → Pages: order, addresses, words and notes; everything a template prints."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import (
    bibliography,
    cards,
    catalogue,
    citations,
    dates,
    days,
    drawing,
    licences,
    notes,
    outputs,
    pages,
)
from ..days import Days
from ..model import Timeline
from ..placing import Placing, citation, downloads, feeds, linked_data, posters
from ..placing.changes import changes_page
from ..placing.embeds import events_framed, framed
from ..placing.evidence_page import evidence_page
from ..placing.groups import actor_pages, category_pages, place_pages
from ..placing.sitemap import sitemap_pages
from ..placing.sources import source_pages
from ..placing.stories import links_from, links_to, story_pages
from ..wording import Wording

HOME, METHOD = "content/index.md", "content/about.md"
#: How many characters of a summary describe a page to search engines.
DESCRIPTION = 300


def place(timeline: Timeline) -> pages.Pages:
    """Every page of the site, each with all it prints."""
    wording = Wording(timeline.info.language)
    known = days.known(timeline)
    site = _site(timeline, wording, known)
    made = cards.cards(timeline, wording)
    rows = {card.id: _row(card) for card in made}
    files = outputs.files(timeline)
    placing = Placing(timeline, wording, site, rows, known, files)
    index = _index(timeline, site, made, wording)
    whole = (
        *framed(placing, index),
        *events_framed(placing, _events(timeline, site, made, wording)),
        *source_pages(placing),
        *category_pages(placing),
        *actor_pages(placing),
        *place_pages(placing),
        evidence_page(placing),
        changes_page(placing, made),
        *_texts(placing),
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
        files,
        tuple(pictured.values()),
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
    menu += [
        pages.Link(_title(page.text) or _name(path), f"{_name(path)}.html")
        for path, page in sorted(timeline.pages.items(), key=_about_last)
        if path != HOME
    ]
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


def _about_last(item: tuple[str, object]) -> tuple[bool, str]:
    return (item[0] == METHOD, item[0])


def _facts(timeline: Timeline, wording: Wording) -> str:
    used = {key for event in timeline.events for key in event.sources}
    count = wording.events(len(timeline.events))
    rest = wording.sources(len(used))
    years = _years(timeline)
    if years is None:
        message = wording.say("{events}, resting on {sources}")
        return message.format(events=count, sources=rest)
    message = wording.say("{events}, {years}, resting on {sources}")
    return message.format(events=count, years=wording.years(*years), sources=rest)


def _extent(timeline: Timeline, wording: Wording) -> str:
    years = _years(timeline)
    if years is None:
        return ""
    first, last = (wording.year(year) for year in years)
    events = wording.events(len(timeline.events))
    message = wording.say("Showing {first} to {last}, {events}")
    return message.format(first=first, last=last, events=events)


def _years(timeline: Timeline) -> tuple[int, int] | None:
    """The first and the last year in which something is known to have been."""
    spans = [event.date for event in timeline.events]
    starts = [s.latest if s.earliest is None else s.earliest for s in spans]
    ends = [s.earliest if s.latest is None else s.latest for s in spans]
    first = min((at for at in starts if at is not None), default=None)
    last = max((at for at in ends if at is not None), default=None)
    if first is None or last is None:
        return None
    return (_year(first), _year(last))


def _year(second: int) -> int:
    return math.floor(dates.year_fraction(second))


def _name(path: str) -> str:
    return path.removeprefix("content/").removesuffix(".md")


def _title(text: str) -> str:
    """The heading that a page of content/ begins with."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return first[2:].strip() if first.startswith("# ") else ""


def _without_title(text: str) -> str:
    return text.lstrip("\n").partition("\n")[2] if _title(text) else text


def _description(text: str) -> str:
    """Markdown as a line for search engines: without citations, cut at a word."""
    plain = citations.without(text)
    if len(plain) > DESCRIPTION:
        plain = plain[:DESCRIPTION].rpartition(" ")[0] + "…"
    return plain


def _index(
    timeline: Timeline,
    site: pages.Site,
    made: tuple[pages.Card, ...],
    wording: Wording,
) -> pages.IndexPage:
    home = timeline.pages.get(HOME)
    intro = _without_title(home.text) if home else ""
    scope = "intro."
    cited = _page_notes(timeline, intro, scope)
    return pages.IndexPage(
        site,
        "index.html",
        site.title,
        _description(intro) or site.subtitle,
        _facts(timeline, wording),
        len(made),
        pages.Prose(intro, f"{scope}text", {note.key: note for note in cited}),
        cited,
        drawing.pictures(timeline, made, wording),
        cards.stretches(made, wording),
        len(made) > cards.CALM,
        tuple(_used_categories(timeline, wording)),
        wording.events(len(made)),
        _extent(timeline, wording),
        links_from(timeline),
    )


def _used_categories(timeline: Timeline, wording: Wording) -> Iterator[pages.Category]:
    use = Counter(key for event in timeline.events for key in event.record.categories)
    for key, category in cards.categories(timeline).items():
        if use[key]:
            yield replace(category, count=wording.number(use[key]))


def _page_notes(timeline: Timeline, text: str, scope: str) -> tuple[pages.Note, ...]:
    language = timeline.info.language
    return notes.numbered([("text", text)], (), timeline.sources, language, scope)


def _events(
    timeline: Timeline,
    site: pages.Site,
    made: tuple[pages.Card, ...],
    wording: Wording,
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
            _description(card.summary.text),
            card,
            position,
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


def _texts(placing: Placing) -> Iterator[pages.TextPage]:
    timeline, site = placing.timeline, placing.site
    for path, page in sorted(timeline.pages.items()):
        if path == HOME:
            continue
        text = _without_title(page.text)
        cited = _page_notes(timeline, text, "")
        yield pages.TextPage(
            site,
            f"{_name(path)}.html",
            _title(page.text) or _name(path),
            _description(text),
            pages.Prose(text, "text", {note.key: note for note in cited}),
            cited,
            downloads(placing.wording, placing.files) if path == METHOD else (),
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
