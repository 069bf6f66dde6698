"""Checks of links inside texts: what does not begin elsewhere leads to a page of the site.

Such an address begins at the root of the site, and in the long text of an event where
that text lies; a name that ends in ``.md`` is that of the page which is made of the file.
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from .. import citations
from ..draft import LONG_TEXTS, Draft
from ..problems import Mark, Problem, nearest
from ..slugs import slug
from .addresses import MADE_FILES, MADE_PAGES
from .statements import Place, in_page, in_record

#: An address in Markdown behind words in brackets, with or without a title.
_ADDRESS = re.compile(
    r"""\]\(\s*<?([^\s()<>\[\]]+)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
#: What begins elsewhere, or on the page itself.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.I)
_PAGES = ("index", "sources/index", "stories/index", *sorted(MADE_PAGES))


def ways(draft: Draft) -> Iterator[Problem]:
    """Every link to the site itself leads to something."""
    known: frozenset[str] = frozenset()
    for text, folder, place in _texts(draft):
        for start, address in addresses(text):
            known = known or frozenset(_known(draft))
            if reached(address, folder) not in known:
                yield _dead(address, folder, known, place(start, address))


def _texts(draft: Draft) -> Iterator[tuple[str, str, Place]]:
    """Each text, the folder that its links begin in, and how words in it are found."""
    for event in draft.events:
        for _, text in event.citing():
            yield text.value, "", in_record(text)
    for path, page in draft.source.pages.items():
        folder = "events" if path.startswith(LONG_TEXTS) else ""
        yield page.text, folder, in_page(page)


def addresses(text: str) -> Iterator[tuple[int, str]]:
    """Every address of the site itself in Markdown, with where in the text it begins."""
    if "](" in text:
        for found in _ADDRESS.finditer(citations.without_code(text)):
            if not _ELSEWHERE.match(found[1]):
                yield found.start(1), found[1]


def reached(address: str, folder: str = "") -> str:
    """Where such an address leads, from the root of the site; “../…” if out of it."""
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    path = posixpath.normpath(posixpath.join(folder, path))
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def _known(draft: Draft) -> Iterator[str]:
    """Every address of the site, as far as it is there already."""
    yield from MADE_FILES
    yield from (f"{page}.html" for page in _PAGES)
    for event in draft.events:
        yield f"events/{event.id.value}.html"
        yield from (f"events/{alias.value}.html" for alias in event.texts("aliases"))
        for folder in ("actors", "places"):
            for name in event.names(folder):
                yield f"{folder}/{slug(name.value)}.html"
    yield from (f"sources/{key}.html" for key in draft.sources)
    yield from (f"categories/{key}.html" for key in draft.categories)
    for path in (*draft.source.pages, *draft.source.media):
        yield reached(path.removeprefix("content/"))


def _dead(address: str, folder: str, known: frozenset[str], at: Mark) -> Problem:
    text = f"“{address}” leads to nothing on this site"
    ending = ".html" if ".html" in address else ".md"
    if match := _meant(address, folder, known):
        hint = f"Did you mean “{_way(match, folder, ending)}”?"
    else:
        event, source = (
            _way(f"{name}.html", folder, ".md")
            for name in ("events/an-id", "sources/a-key")
        )
        hint = f"Link to {event}, to {source}, or to a whole web address."
    return Problem(at, text, hint, "dead-link", length=len(address))


def _meant(address: str, folder: str, known: frozenset[str]) -> str | None:
    """What an address most likely stands for: one that begins elsewhere, or is misspelt."""
    goal = reached(address, folder)
    for other in (reached(address), reached(address, "events")):
        inside = posixpath.normpath(f"/{other}")[1:]
        for each in (inside, f"{inside}.html"):
            if each in known:
                return each
    is_page = goal.endswith(".html") or "." not in posixpath.basename(goal)
    named = {
        name.removesuffix(".html"): name
        for name in sorted(known)
        if name.endswith(".html") == is_page
    }
    return named.get(nearest(goal.removesuffix(".html"), named) or "")


def _way(goal: str, folder: str, ending: str) -> str:
    """The address of a page of the site, as it is written in a text of a folder."""
    way = posixpath.relpath(goal, folder or ".")
    return way.removesuffix(".html") + ending if goal.endswith(".html") else way
