"""The sitemap: all pages in, the files out that lead search engines to them."""

from collections.abc import Iterator, Sequence

from .. import pages
from ..permanent import absolute
from . import Placing

ADDRESS = "sitemap.xml"
#: The pages that change whenever an event does.
HOME, CHANGES = "index.html", "changes.html"
#: More addresses may not stand in one file (sitemaps.org, protocol 0.9).
LONGEST = 50_000


def sitemap_pages(
    placing: Placing, whole: Sequence[pages.Page]
) -> Iterator[pages.SitemapPage]:
    """One file, or several and an index; none where no permanent address is known."""
    site = placing.site
    if not site.base:
        return
    places = tuple(_places(placing, whole))
    parts = [
        places[start : start + LONGEST] for start in range(0, len(places), LONGEST)
    ]
    if len(parts) == 1:
        yield pages.SitemapPage(site, ADDRESS, site.title, "", places)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield pages.SitemapPage(site, name, site.title, "", part)
    maps = tuple(pages.Located(absolute(site.base, name), "") for name in names)
    yield pages.SitemapIndexPage(site, ADDRESS, site.title, "", maps)


def _places(placing: Placing, whole: Sequence[pages.Page]) -> Iterator[pages.Located]:
    """What is to be found, with the day of its last change where that is known.

    Pages of sources and groups change with things whose days nobody knows.
    """
    elsewhere = (
        pages.RedirectPage,
        pages.NotFoundPage,
        pages.EmbedPage,
        pages.EventEmbedPage,
    )
    newest = max((days.changed for days in placing.days.values()), default="")
    for page in whole:
        changed = ""
        if isinstance(page, elsewhere):
            continue
        if isinstance(page, pages.EventPage):
            changed = placing.days[page.card.id].changed
        elif page.address in (HOME, CHANGES):
            changed = newest
        yield pages.Located(page.canonical, changed)
