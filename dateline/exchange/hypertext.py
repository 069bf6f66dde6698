"""HTML as other timelines hold it in; Markdown, and what Markdown cannot hold, out."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from msgspec import Struct

from .plain import inline, paragraphs, unstarted

#: What looks like a tag, or a named sign: a text with it is HTML.
_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[\da-f]+|\w+);", re.I)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
#: Tags that part paragraphs.
_PARAGRAPHS = frozenset(
    """
    address article aside center dd details div dl dt fieldset figcaption figure footer
    form header hgroup hr main nav p pre section summary table tbody tfoot thead tr
    """.split()  # noqa: SIM905 - read as words
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: What is said by signs around the words.
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`"}
#: What is not text, or not ours to show.
_SILENT = frozenset(("script", "style", "template", "head", "noscript"))
#: What is shown by its address.
_SHOWN = frozenset(("img", "iframe", "video", "audio", "embed", "object", "source"))
#: What changes the look alone.
_BARE = frozenset(
    """
    a abbr big blockquote body br del font html ins label li mark ol q s small span
    strike sub sup td th time tt u ul
    """.split()  # noqa: SIM905 - read as words
)


#: So many signs that open a tag and never end one are no HTML. Each of them would cost
#: the reader a look at all that follows (github.com/python/cpython/issues/135462).
MOST_OPEN = 100


class Aside(Struct, frozen=True):
    """A paragraph that says by its class what it is: the class, links in it, its words."""

    kind: str
    links: tuple[tuple[str, str], ...]
    words: str


@dataclass(slots=True)
class Told:
    """What a piece of HTML says.

    ``shown`` are the addresses of pictures and of what is set in; ``dropped`` counts
    tags that say something and were left out; ``asides`` the paragraphs with a class
    that was asked for.
    """

    markdown: str
    shown: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    asides: list[Aside] = field(default_factory=list)


def is_html(text: str) -> bool:
    """Whether a text holds tags or named signs."""
    return _LIKE_HTML.search(text) is not None


def has_tags(text: str) -> bool:
    """Whether a text holds tags of HTML, and not just addresses in angle brackets."""
    tags = {found[1].lower() for found in _TAG.finditer(text)}
    known = _PARAGRAPHS | _HEADINGS | _SILENT | _SHOWN | _BARE | {*_AROUND}
    return not tags.isdisjoint(known)


def told(html: str, asides: frozenset[str] = frozenset()) -> Told:
    """HTML as Markdown; paragraphs whose class is one of ``asides`` apart from it."""
    if html.count("<") > html.count(">") + MOST_OPEN:
        return Told(paragraphs(html))
    reader = _Reader(asides)
    reader.feed(html)
    reader.close()
    return reader.finished()


def words(html: str) -> str:
    """The words of HTML on one line, for a title; as they are where there is no tag."""
    if not is_html(html):
        return " ".join(html.split())
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        if tag == "br" or tag in _PARAGRAPHS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


class _Reader(HTMLParser):
    """Writes blocks of Markdown; what stands around the words is kept on a pile."""

    def __init__(self, asides: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = asides
        self.told = Told("")
        self.blocks: list[str] = []
        self.line: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []
        self.start = ""
        self.quotes = 0
        self.silent = 0
        self.aside = ""
        self.aside_links: list[tuple[str, str]] = []

    def finished(self) -> Told:
        self._end_block()
        self.told.markdown = re.sub(r"\n{3,}", "\n\n", "".join(self.blocks)).strip()
        return self.told

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
            self.told.dropped[tag] += 1
        elif tag in _SHOWN:
            self._show(values)
        elif tag in _PARAGRAPHS:
            self._end_block()
            classes = values.get("class", "").split()
            self.aside = " ".join(classes) if self.wanted & {*classes} else ""
        elif tag == "br":
            self.line.append("  \n")
        else:
            self._start_other(tag, values)

    def _start_other(self, tag: str, values: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self._end_block()
            self.start = "#" * max(2, int(tag[1])) + " "
        elif tag in _AROUND:
            self.line.append(_AROUND[tag])
        elif tag == "a":
            self.links.append((values.get("href", ""), len(self.line)))
        elif tag == "blockquote":
            self._end_block()
            self.quotes += 1
        elif tag in ("ul", "ol"):
            self._end_block()
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._end_block()
            self._item()
        elif tag in ("td", "th"):
            self.line.append(" ")
        elif tag not in _BARE:
            self.told.dropped[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _PARAGRAPHS or tag in _HEADINGS or tag == "li":
            self._end_block()
        elif tag in _AROUND:
            self._end_around(_AROUND[tag])
        elif tag == "a" and self.links:
            self._end_link(*self.links.pop())
        elif tag == "blockquote":
            self._end_block()
            self.quotes = max(0, self.quotes - 1)
        elif tag in ("ul", "ol") and self.lists:
            self._end_block()
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text = re.sub(r"[\s\x00-\x1f]+", " ", data)
            self.line.append(_linked(text) if self.links else inline(text))

    def _show(self, values: dict[str, str]) -> None:
        address = values.get("src") or values.get("data") or ""
        if address and not self.silent:
            self.told.shown.append(address)

    def _item(self) -> None:
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            self.start = f"{self.lists[-1]}. "
        else:
            self.start = "- "

    def _end_around(self, sign: str) -> None:
        """Closes what was begun; signs stand at the words, not at spaces."""
        places = [place for place, part in enumerate(self.line) if part == sign]
        if not places:
            return
        inside = "".join(self.line[places[-1] + 1 :])
        del self.line[places[-1] :]
        bare = inside.strip()
        if bare and "\n" not in bare:
            before = inside[: len(inside) - len(inside.lstrip())]
            after = inside[len(inside.rstrip()) :]
            inside = f"{before}{sign}{bare}{sign}{after}"
        self.line.append(inside)

    def _end_link(self, address: str, place: int) -> None:
        inside = " ".join("".join(self.line[place:]).split())
        del self.line[place:]
        address = address.strip()
        if self.aside:
            self.aside_links.append((inside.replace("\\", ""), address))
        if not re.match(r"https?://|mailto:|/|#|\.", address, re.I) or not inside:
            self.line.append(inside)
            if address and inside:
                self.told.dropped["a"] += 1
            return
        shown = re.sub(r"[\s<>()\\]", lambda sign: f"%{ord(sign[0]):02X}", address)
        self.line.append(f"[{inside}]({shown})")

    def _end_block(self) -> None:
        text = "".join(part for part in self.line if part not in _AROUND.values())
        text = re.sub(r"[ \t]*\n[ \t]*", "  \n", re.sub(r"[ ]+", " ", text)).strip()
        text = unstarted(text)
        self.line, self.links = [], []
        aside, self.aside = self.aside, ""
        links, self.aside_links = tuple(self.aside_links), []
        if not text:
            return
        if aside:
            self.told.asides.append(Aside(aside, links, text))
            self.start = ""
            return
        depth = max(0, len(self.lists) - 1)
        pad = "    " * depth
        goes_on = "    " if self.lists else ""
        first, *rest = text.split("\n")
        lines = [
            f"{pad}{self.start}{first}",
            *(f"{pad}{goes_on}{line}" for line in rest),
        ]
        sign = "> " * self.quotes
        is_item = bool(self.lists) and bool(self.start)
        self.blocks.append("\n".join(sign + line for line in lines))
        self.blocks.append("\n" if is_item else "\n\n")
        self.start = ""


def _linked(words: str) -> str:
    """Words inside a link, where an address is no link of its own."""
    return re.sub(r"([\\`*\[\]@])", r"\\\1", words)
