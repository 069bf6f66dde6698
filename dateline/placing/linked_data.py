"""What every page says to programs: pages in, the same pages with JSON-LD out.

Each is a WebPage of schema.org with the one thing that it is about; addresses are whole
where that of the site is known, else relative to the page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from urllib.parse import quote

from msgspec.structs import replace

from .. import bibliography, pages, permanent
from . import Placing, schema_org
from .schema_org import Thing, Value

HOME, SOURCES = "index.html", "sources/index.html"
STORIES = "stories/index.html"
CONTEXT = "https://schema.org"
_LISTS = (
    pages.SourcesPage,
    pages.GroupPage,
    pages.PartPage,
    pages.StoriesPage,
)
_SAYING = (
    pages.IndexPage,
    pages.EventPage,
    pages.SourcePage,
    pages.SourcesPage,
    pages.GroupPage,
    pages.TextPage,
    pages.StoriesPage,
    pages.StoryPage,
    pages.EvidencePage,
    pages.ChangesPage,
    pages.PartPage,
)

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def described(placing: Placing, found: Iterable[pages.Page]) -> Iterator[pages.Page]:
    """Every page, with what it says as linked data where it has something to say."""
    describing = _Describing(placing)
    for page in found:
        if isinstance(page, _SAYING):
            yield replace(page, linked=describing.text(page))
        else:
            yield page


class _Describing:
    """What all pages of one site share."""

    def __init__(self, placing: Placing) -> None:
        self.placing = placing
        self.events = {event.id: event for event in placing.timeline.events}
        self.works: dict[tuple[str, str], str] = {}

    @cached_property  # not every page leads to one, and the first should come soon
    def sources(self) -> Mapping[str, bibliography.Work]:
        found = bibliography.sources(self.placing.timeline)
        return {work.key: work for work in found}

    def text(self, page: pages.Page) -> str:
        """What one page says, as JSON; sources are written once for all pages."""
        said = _ENCODER.encode(self._page(page))
        works = ",".join(self._cited(page))
        return f'{said[:-1]},"citation":[{works}]}}' if works else said

    def _page(self, page: pages.Page) -> Thing:
        """One page, what it is about, and the way to it."""
        here, site = _at(page, page.address), page.site
        said: Thing = {
            "@context": CONTEXT,
            "@type": "CollectionPage" if isinstance(page, _LISTS) else "WebPage",
            "@id": here,
            "url": here,
            "name": page.title,
            "description": page.description,
            "inLanguage": site.language,
            "isPartOf": {
                "@type": "WebSite",
                "@id": f"{_at(page, HOME)}#site",
                "url": _at(page, HOME),
                "name": site.title,
            },
            "license": site.license.href if site.license else "",
        }
        if page.address != HOME:
            said["breadcrumb"] = schema_org.way(self._above(page))
        return schema_org.known(said | self._about(page, here))

    def _about(self, page: pages.Page, here: str) -> Thing:
        """What only a page of this family says."""
        match page:
            case pages.PeriodPage():
                return {}
            case pages.IndexPage():
                return {"mainEntity": self._dataset(page, here)}
            case pages.EventPage():
                return self._event(page, here)
            case pages.SourcePage():
                return {"mainEntity": self._work(page, page.note.key)}
            case pages.StoriesPage():
                told = [(row.link.text, _at(page, row.link.href)) for row in page.rows]
                return {"mainEntity": schema_org.listed(told)}
            case pages.StoryPage():
                return {"mainEntity": _story(page, here)}
        return {}

    def _cited(self, page: pages.Page) -> Iterator[str]:
        """Every source that an event or a text rests on, as JSON."""
        keys: Iterable[str] = ()
        if isinstance(page, pages.EventPage):
            keys = self.events[page.card.id].sources
        elif isinstance(page, pages.TextPage):
            keys = (note.key for note in page.notes)
        elif isinstance(page, pages.StoryPage):
            parts = (page.notes, *(step.card.notes for step in page.steps))
            keys = dict.fromkeys(note.key for notes in parts for note in notes)
        for key in keys:
            made = self.works.get((page.root, key))
            if made is None:
                made = _ENCODER.encode(self._work(page, key))
                self.works[page.root, key] = made
            yield made

    def _above(self, page: pages.Page) -> Iterator[tuple[str, str]]:
        """Names and addresses from the timeline down to the page."""
        yield page.site.title, _at(page, HOME)
        if isinstance(page, pages.SourcePage):
            yield self.placing.wording.say("Sources"), _at(page, SOURCES)
        elif isinstance(page, pages.StoryPage):
            yield self.placing.wording.say("Stories"), _at(page, STORIES)
        elif isinstance(page, pages.PeriodPage | pages.PartPage):
            yield from ((link.text, _at(page, link.href)) for link in page.above)
        yield page.title, _at(page, page.address)

    def _dataset(self, page: pages.IndexPage, here: str) -> Thing:
        """All of it as data, with the files to take away."""
        site, events = page.site, self.placing.timeline.events
        about = ". ".join(filter(None, [site.subtitle, f"{page.facts}."]))
        changed = (days.changed for days in self.placing.days.values())
        files: list[Value] = [
            {
                "@type": "DataDownload",
                "name": each.name,
                "encodingFormat": each.media_type,
                "contentUrl": _at(page, each.address),
            }
            for each in self.placing.downloads
        ]
        return schema_org.known(
            {
                "@type": "Dataset",
                "@id": f"{here}#dataset",
                "url": here,
                "name": site.title,
                "description": about,
                "inLanguage": site.language,
                "license": site.license.href if site.license else "",
                "isAccessibleForFree": True,
                "keywords": [category.label for category in page.categories],
                "temporalCoverage": schema_org.coverage(each.date for each in events),
                "dateModified": max(changed, default=""),
                "distribution": files,
            }
        )

    def _event(self, page: pages.EventPage, here: str) -> Thing:
        """What is told, and when it was written."""
        event, days = self.events[page.card.id], self.placing.days[page.card.id]
        images: list[Value] = [
            schema_org.image(figure, _at(page, figure.href))
            for figure in page.card.figures
        ]
        return {
            "temporalCoverage": event.date.edtf,
            "datePublished": days.published,
            "dateModified": days.changed,
            "mainEntity": schema_org.event(
                event, page.card, here, images, self.placing.wording
            ),
        }

    def _work(self, page: pages.Page, key: str) -> Thing:
        """A source."""
        licence = self.placing.timeline.sources[key].record.license or ""
        here = _at(page, f"sources/{key}.html")
        return schema_org.source(self.sources[key], licence, here)


def _story(page: pages.StoryPage, here: str) -> Thing:
    """An article of several parts, one for each event that it tells."""
    parts: list[Value] = [
        {
            "@type": "WebPageElement",
            "@id": f"{here}#{quote(step.card.id)}",
            "url": f"{here}#{quote(step.card.id)}",
            "name": step.card.title,
            "position": position,
        }
        for position, step in enumerate(page.steps, start=1)
    ]
    return schema_org.known(
        {
            "@type": "Article",
            "@id": f"{here}#story",
            "headline": page.title,
            "description": page.description,
            "inLanguage": page.site.language,
            "license": page.site.license.href if page.site.license else "",
            "isAccessibleForFree": True,
            "hasPart": parts,
        }
    )


def _at(page: pages.Page, address: str) -> str:
    """An address of the site as a page gives it."""
    return _whole(page.site.base, page.root, address)


@lru_cache(maxsize=1 << 14)  # many pages lead to the same places
def _whole(base: str, root: str, address: str) -> str:
    return permanent.absolute(base, address) or f"{root}{quote(address)}"
