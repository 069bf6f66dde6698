"""Checks of addresses: one page each, every text of content/ at home, links that lead."""

import re
import unicodedata
from collections.abc import Iterator

from ..draft import LONG_TEXTS, Draft, text_of
from ..problems import Mark, Problem, nearest, shortened
from ..slugs import slug
from ..source import Text
from ..stories import FOLDER as STORIES

#: Pages that are made from the data, so that no page of content/ may have their name.
MADE_PAGES = frozenset({"404", "changes", "embed", "evidence"})
#: Files that the site makes beside its pages, now or when it learns to.
MADE_FILES = (
    *("changes.json", "changes.xml", "data.schema.json", "embed.html"),
    *("events.csv", "events.csv-metadata.json", "events.json", "events.schema.json"),
    *("feed.json", "feed.xml", "oembed.json", "on-this-day.ics", "poster.png"),
    *("robots.txt", "sitemap.xml"),
    *("sources.bib", "sources.csl.json", "sources.csv"),
    *("timeline.ics", "timelinejs.json"),
)
#: Folders of the site that hold nothing but what is made; a file cannot have their name.
MADE_FOLDERS = (
    *("actors", "assets", "categories", "events", "places", "posters", "sources"),
    "stories",
)
#: The parts of a sitemap that is too long for one file.
_SITEMAPS = re.compile(r"sitemap-\d+\.xml")
#: How the names of the pages and feeds in those folders end.
_MADE_ENDINGS = (".html", ".json", ".xml")


def names(draft: Draft) -> Iterator[Problem]:
    """No two actors and no two places would get one page."""
    for field in ("actors", "places"):
        seen: dict[str, Text] = {}
        for event in draft.events:
            for name in event.names(field):
                first = seen.setdefault(slug(name.value), name)
                if first.value != name.value:
                    yield Problem(
                        name.at,
                        f"“{shortened(name.value)}” would have the same page as "
                        f"“{shortened(first.value)}” at {first.at}",
                        f"Write the same name in both: {first.value}",
                        "address-twice",
                        length=len(name.value),
                    )


def texts_without_event(draft: Draft) -> Iterator[Problem]:
    """Every text in content/events/ has its event."""
    known = {event.id.value for event in draft.events}
    for path in draft.source.pages:
        name = path.removeprefix(LONG_TEXTS).removesuffix(".md")
        if path.startswith(LONG_TEXTS) and name not in known:
            match = nearest(name, known)
            yield Problem(
                Mark(path),
                f"there is no event “{shortened(name)}” for this text",
                f"Rename the file to {match}.md."
                if match
                else "Rename it to the id of its event.",
                "text-without-event",
            )


def page_names(draft: Draft) -> Iterator[Problem]:
    """Every other page of content/ has a name that can be an address, and its own."""
    seen: dict[str, str] = {}
    for path in draft.source.pages:
        if path.startswith((LONG_TEXTS, STORIES)):
            continue
        name = path.removeprefix("content/").removesuffix(".md")
        first = seen.setdefault(name.casefold(), path)
        if not re.fullmatch(r"[^\W_]+(?:[-_][^\W_]+)*", name):
            yield Problem(
                Mark(path),
                f"“{shortened(name)}” cannot be the address of a page",
                f"Put it directly under content/ and rename it: {slug(name)}.md",
                "page-name",
            )
        elif name.casefold() in MADE_PAGES:
            yield Problem(
                Mark(path),
                f"the site makes {name.casefold()}.html itself, so this page needs another name",
                f"Rename it: {name}-notes.md",
                "address-twice",
            )
        elif first != path:
            yield Problem(
                Mark(path),
                f"this page and {first} would have one address on many computers",
                "Rename one of the two; capitals alone do not tell them apart.",
                "address-twice",
            )


def collisions(draft: Draft) -> Iterator[Problem]:
    """A picture or another file of content/ takes no address of a page or a folder."""
    files = sorted(draft.source.media)
    taken = {_same(name): f"the folder “{name}”" for name in MADE_FOLDERS}
    for path in files:
        for folder in _folders(_address(path)):
            taken.setdefault(_same(folder), f"the folder “{folder}”")
    made = [f"{name}.html" for name in ("index", *MADE_PAGES)]
    for page in (*made, *map(_address, draft.source.pages)):
        taken[_same(page)] = f"the page {page}"
    for name in MADE_FILES:
        taken[_same(name)] = f"{name}, which the site makes"
    for path in files:
        address = _same(_address(path))
        folder = address.partition("/")[0]
        if _SITEMAPS.fullmatch(address):
            taken.setdefault(address, f"{address}, which the site makes")
        if folder in ("assets", "posters") or (
            folder in MADE_FOLDERS and address.endswith(_MADE_ENDINGS)
        ):
            text = f"the site makes the folder “{folder}” itself"
        elif address in taken:
            text = f"this file would have the same address as {taken[address]}"
        else:
            taken[address] = path
            continue
        hint = "Rename it, or put it into content/media/."
        yield Problem(Mark(path), text, hint, "address-twice")


def _address(path: str) -> str:
    """Where a file of content/ goes."""
    address = path.removeprefix("content/")
    return f"{address.removesuffix('.md')}.html" if path.endswith(".md") else address


def _same(address: str) -> str:
    """Addresses that are one file on some computers look alike in this form."""
    return unicodedata.normalize("NFC", address).casefold()


def _folders(address: str) -> Iterator[str]:
    while address := address.rpartition("/")[0]:
        yield address


def edit_address(draft: Draft) -> Iterator[Problem]:
    """The address for corrections is one, with a place for the file."""
    address = draft.info.edit_url if draft.info else None
    if address is None:
        return
    timeline = draft.source.documents["events.yaml"].values["timeline"]
    text = text_of(timeline, "edit_url")
    left = re.sub(r"\{(file|line)\}", "", address)
    if (
        re.match(r"https?://[^\s/]+", address)
        and "{file}" in address
        and not set("{}") & set(left)
    ):
        return
    yield Problem(
        text.at if text else timeline.at,
        f"“{shortened(address)}” does not lead to the file to correct",
        "Write a web address with {file} in it, and {line} if you like: "
        "https://example.org/edit/main/{file}#L{line}",
        "edit-address",
        length=len(address),
    )
