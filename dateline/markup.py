"""Prose → HTML: Markdown with citations in, sanitised markup out.

Authors are not trusted with markup: what Markdown makes of their words passes nh3
before the citations, which are ours, are set into it.
"""

import hashlib
import re
import string
from functools import lru_cache
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from markupsafe import Markup

from . import citations
from .catalogue import words
from .pages import Note, Prose
from .yaml_builder import NEVER

if TYPE_CHECKING:
    import markdown as markdown_package

#: Words that Markdown would print as they are, so that it need not be asked.
_PLAIN = re.compile(
    r"(?![0-9])[^\\`*_{}\[\]()<>#+!|:~&\t\n\ue000\ue001-]*"
    r"(?:(?<!  )\n(?!\n)[^\\`*_{}\[\]()<>#+!|:~&\t\n=-]*)*\Z"
)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)
#: What browsers do not see in an address, or at its ends (WHATWG URL, §4.4).
_UNSEEN = re.compile(r"[\t\n\r]|\A[\x00-\x20]+|[\x00-\x20]+\Z")
#: The numbers of the signs around a placeholder: nh3 would make the signs of them.
_FORGED = re.compile(r"&#(?:x0*e00[01](?![\da-f])|0*5734[45](?!\d));?", re.I)
#: A placeholder in a tag; Markdown may have taken one of its signs for a part of it.
_IN_TAGS = re.compile(f"{citations.START}\\d*{citations.END}?|{citations.END}")
#: Parts words on one line (U+202F).
_NARROW = "\N{NARROW NO-BREAK SPACE}"
_TAG = re.compile(r"<[a-z][^\s>]*(?:\s+[^\s=>]+=\"[^\"]*\")*\s*/?>")

#: The start of a link, as our templates and nh3 write it.
_LINK = re.compile(r'<a(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>')
#: What lets a link open beside a frame, and tells who it leads to nothing of the page.
_BESIDE = 'target="_blank"'
_APART = "noopener noreferrer"

TAGS = frozenset(
    """
    a abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption
    figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt ruby s samp small
    span strong sub sup table tbody td tfoot th thead time tr u ul var
    """.split()  # noqa: SIM905 - read as words
)
ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "id"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
#: What of it is kept where our names, styles and scripts mean nothing.
ELSEWHERE = {
    tag: names - {"id"} | ({"value"} if tag == "li" else set())
    for tag, names in ATTRIBUTES.items()
}
SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:[\w-]+\Z")
_FOOTNOTE_USE = re.compile(r'((?:id="|href="#))(fn(?:ref\d*)?:)')
#: Where a line breaks if a text of several paragraphs has to be one.
_BREAK = re.compile(r"\s*</(?:p|li|h[2-6]|tr|dt|dd|blockquote|pre)>\s*")
#: HTML by the name of the prose, where a command keeps it from one build to the next.
known: dict[str, str] | None = None
INLINE = TAGS & frozenset(
    """
    a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rb rp rt ruby s samp small
    span strong sub sup time u var
    """.split()  # noqa: SIM905 - read as words
)


def block(prose: Prose, language: str = "en") -> Markup:
    """Paragraphs, lists and tables as HTML."""
    return Markup(_set(prose, _html(prose.text, prose.links), language))  # noqa: S704 - sanitised


@lru_cache(maxsize=256)
def standalone(html: str, address: str) -> Markup:
    """Our HTML to be read elsewhere: whole addresses, and no names that our pages need.

    ``address`` is the page that it is from, with its scheme and host.
    """
    import nh3

    def attribute(_: str, name: str, value: str) -> str | None:
        if name not in ("href", "src", "cite") or _SCHEME.match(value):
            return value
        try:
            return quote(urljoin(address, value), safe=string.punctuation)
        except ValueError:  # what looks like a host, and is none
            return None

    return Markup(  # noqa: S704 - sanitised
        nh3.clean(
            html,
            tags=set(TAGS),
            attributes=ELSEWHERE,
            attribute_filter=attribute,
            url_schemes=set(SCHEMES),
            link_rel=None,
        ).strip()
    )


def outward(html: str) -> Markup:
    """Our HTML for a frame: links that leave the page open beside it, not in the frame."""
    return Markup(_LINK.sub(_leaving, html))  # noqa: S704 - ours already


def _leaving(link: re.Match[str]) -> str:
    tag = link[0]
    if ' href="' not in tag or ' href="#' in tag:
        return tag
    if ' rel="' not in tag:
        return f'{tag[:-1]} {_BESIDE} rel="{_APART}">'
    if _APART not in tag:
        tag = tag.replace(' rel="', f' rel="{_APART} ')
    return f"{tag[:-1]} {_BESIDE}>"


def line(prose: Prose, language: str = "en") -> Markup:
    """The same for words inside a line: paragraphs and lists become lines of it."""
    return Markup(_set(prose, _line(prose.text, prose.links), language))  # noqa: S704 - sanitised


@lru_cache(maxsize=4096)
def _html(text: str, links: str) -> str:
    hidden, _ = citations.hidden(text.strip())
    words_alone = citations.PLACEHOLDER.sub("", hidden)
    if _PLAIN.match(words_alone):
        return f"<p>{escape(hidden, quote=False)}</p>" if hidden else ""
    if known is None:
        return _converted(text, links)
    name = hashlib.blake2b(f"{links}\0{text}".encode(), digest_size=16).hexdigest()
    if name not in known:
        known[name] = _converted(text, links)
    return known[name]


def _converted(text: str, links: str) -> str:
    return _clean(_markdown().reset().convert(text.strip()), links).strip()


@lru_cache(maxsize=4096)
def _line(text: str, links: str) -> str:
    import nh3

    html = _html(text, links)
    if html.startswith("<p>") and html.find("</p>") == len(html) - 4:
        return html[3:-4]
    lines = _BREAK.sub("<br>", html)
    kept = nh3.clean(lines, tags=set(INLINE), attributes=ATTRIBUTES, link_rel=None)
    return re.sub(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z", "", kept)


@lru_cache(maxsize=1)
def _markdown() -> "markdown_package.Markdown":
    import markdown

    return markdown.Markdown(
        extensions=["tables", "footnotes", "sane_lists", _dateline()],
        output_format="html",
    )


def _dateline() -> "markdown_package.Extension":
    """Our extension of Markdown: citations hidden from it, headings from <h2> down.

    The page's own title is the only <h1>, and no level is skipped behind it.
    """
    from xml.etree.ElementTree import Element

    from markdown import Extension, Markdown
    from markdown.preprocessors import Preprocessor
    from markdown.treeprocessors import Treeprocessor

    class Citations(Preprocessor):
        def run(self, lines: list[str]) -> list[str]:
            return citations.hidden("\n".join(lines))[0].split("\n")

    class Headings(Treeprocessor):
        def run(self, root: Element) -> None:
            found = [e for e in root.iter() if re.fullmatch("h[1-6]", e.tag)]
            up = 2 - min((int(element.tag[1]) for element in found), default=2)
            for element in found:
                element.tag = f"h{min(6, int(element.tag[1]) + up)}"

    class Dateline(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - their name
            md.ESCAPED_CHARS.append("@")
            md.preprocessors.register(Citations(md), "citations", 35)
            md.treeprocessors.register(Headings(md), "headings", 5)

    return Dateline()


def _clean(html: str, links: str) -> str:
    """HTML with only what prose needs; relative addresses begin at the root."""
    import nh3

    def attribute(_: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _FOOTNOTE.match(value) else None
        if name not in ("href", "src", "cite"):
            return value
        seen = _UNSEEN.sub("", value).replace("\\", "/")
        if _ABSOLUTE.match(seen):
            return value if name == "href" else None
        if seen.startswith("#"):
            return value
        return links + re.sub(r"\.md(?=#|\Z)", ".html", seen)

    def cleaned(html: str) -> str:
        return nh3.clean(
            html,
            tags=set(TAGS),
            attributes=ATTRIBUTES,
            attribute_filter=attribute,
            url_schemes=set(SCHEMES),
            link_rel="noopener noreferrer",
        )

    html = _FORGED.sub("", html)
    clean = cleaned(html)
    if NEVER.search(clean):
        # Markdown can name by its number what no file may hold. An address may begin
        # with another word without it, so all is looked at anew.
        plain = nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, link_rel=None)
        clean = cleaned(NEVER.sub("", plain))
    return _TAG.sub(_tidied, clean)


def _tidied(tag: re.Match[str]) -> str:
    """A tag without citations in it; nothing for a picture that lost its address."""
    if tag[0].startswith("<img") and ' src="' not in tag[0]:
        return ""
    return _IN_TAGS.sub("", tag[0])


def _set(prose: Prose, html: str, language: str) -> str:
    """The citations set into the finished HTML."""
    html = _FOOTNOTE_USE.sub(lambda use: f"{use[1]}{prose.scope}-{use[2]}", html)
    if citations.START not in html:
        return html
    _, found = citations.hidden(prose.text)
    page = f"{prose.links}{prose.page}" if prose.page else ""
    before = [0, *accumulate(len(group.citations) for group in found)]

    def replaced(match: re.Match[str]) -> str:
        place = int(match[1])
        parts = []
        for count, citation in enumerate(found[place].citations, before[place] + 1):
            if citation.key == citations.EDITORS:
                mark = escape(words(language).gettext("our reading"))
                parts.append(f'{_NARROW}<span class="editors">{mark}</span>')
                continue
            note = prose.notes.get(citation.key)
            if note:
                parts.append(_reference(citation, note, f"{prose.scope}-{count}", page))
        inside = '<span class="comma">,</span>'.join(parts)
        return f'<sup class="cite">{inside}</sup>' if parts else ""

    # A space before a citation would let it stand alone on the next line.
    return re.sub(rf"\s*{citations.PLACEHOLDER.pattern}", replaced, html)


def _reference(citation: citations.Citation, note: Note, anchor: str, page: str) -> str:
    parts = [note.short, note.title if note.title != note.short else ""]
    name = ", ".join(filter(None, [*parts, citation.locator]))
    if citation.prefix:
        name = f"{citation.prefix} {name}"
    return (
        f'<a id="{escape(anchor)}" href="{escape(page)}#{escape(note.id)}" '
        f'aria-label="{note.number}: {escape(name)}">{note.number}</a>'
    )
