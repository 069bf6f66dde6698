"""The pages of ``content/``: Markdown with its notes in, pages and their parts out."""

from collections.abc import Iterator

from .. import citations, notes, pages
from ..model import Timeline
from . import Placing, bundles

HOME, METHOD = "content/index.md", "content/about.md"
#: How many characters of a summary describe a page to search engines.
DESCRIPTION = 300


def text_pages(placing: Placing) -> Iterator[pages.TextPage]:
    """A page for every text but the introduction, which stands on the first page."""
    timeline, site = placing.timeline, placing.site
    for path, page in sorted(timeline.pages.items()):
        if path == HOME:
            continue
        text = without_title(page.text)
        cited = cited_in(timeline, text, "")
        yield pages.TextPage(
            site,
            address(path),
            title(page.text) or name(path),
            description(text),
            pages.Prose(text, "text", {note.key: note for note in cited}),
            cited,
            bundles(placing) if path == METHOD else (),
        )


def links(timeline: Timeline) -> Iterator[pages.Link]:
    """What leads to each of these pages, the one about the method last."""
    for path, page in sorted(timeline.pages.items(), key=_about_last):
        if path != HOME:
            yield pages.Link(title(page.text) or name(path), address(path))


def name(path: str) -> str:
    """What a file of ``content/`` is called."""
    return path.removeprefix("content/").removesuffix(".md")


def address(path: str) -> str:
    """Where the page of a file stands in the site."""
    return f"{name(path)}.html"


def title(text: str) -> str:
    """The heading that a page of content/ begins with."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return first[2:].strip() if first.startswith("# ") else ""


def without_title(text: str) -> str:
    """The text below its heading."""
    return text.lstrip("\n").partition("\n")[2] if title(text) else text


def description(text: str) -> str:
    """Markdown as a line for search engines: without citations, cut at a word."""
    plain = citations.without(text)
    if len(plain) > DESCRIPTION:
        plain = plain[:DESCRIPTION].rpartition(" ")[0] + "…"
    return plain


def cited_in(timeline: Timeline, text: str, scope: str) -> tuple[pages.Note, ...]:
    """The sources that a text cites, numbered; ``scope`` begins their anchors."""
    language = timeline.info.language
    return notes.numbered([("text", text)], (), timeline.sources, language, scope)


def _about_last(item: tuple[str, object]) -> tuple[bool, str]:
    return (item[0] == METHOD, item[0])
