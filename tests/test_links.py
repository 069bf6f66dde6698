"""Every address on the real site leads somewhere, and nothing is fetched from elsewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

# Attributes that hold an address; `srcset` and `content` are taken apart below.
ADDRESSES = {
    "href",
    "xlink:href",
    "src",
    "poster",
    "data",
    "action",
    "formaction",
    "cite",
}

# These name an address and make no browser ask for it.
ONLY_NAMED = {"canonical", "license"}

CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address on a page: `<a href="…">` is tag, attribute, address."""

    tag: str
    attribute: str
    address: str
    page: str

    def __str__(self) -> str:
        return f'{self.page}: <{self.tag} {self.attribute}="{self.address}">'

    @property
    def is_outside(self) -> bool:
        return bool(urlsplit(self.address).scheme) or self.address.startswith("//")


@dataclass
class Reader(HTMLParser):
    """One page's anchors and references."""

    page: str
    anchors: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.anchors.add(named["id"])
        if tag == "link" and ONLY_NAMED.intersection(named.get("rel", "").split()):
            return
        for name, value in named.items():
            for address in addresses(tag, name, value, named):
                self.references.append(Reference(tag, name, address, self.page))

    handle_startendtag = handle_starttag


def addresses(tag: str, name: str, value: str, others: dict[str, str]) -> Iterator[str]:
    if name in ADDRESSES:
        yield value.strip()
    elif name == "srcset":
        yield from (part.split()[0] for part in value.split(",") if part.split())
    elif name == "style":
        yield from css_addresses(value)
    elif (tag, name, others.get("http-equiv", "").lower()) == (
        "meta",
        "content",
        "refresh",
    ):
        yield value.partition("url=")[2]


def css_addresses(text: str) -> Iterator[str]:
    for match in CSS_ADDRESS.finditer(text):
        yield (match[1] or match[2]).strip()


@pytest.fixture(scope="module", params=["site", "long_site"])
def built(request: pytest.FixtureRequest) -> Path:
    """The real site, and the same as it would be if it were too long for one page."""
    return Path(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Reader]:
    read = {}
    for path in sorted([*built.rglob("*.html"), *built.rglob("*.svg")]):
        name = path.relative_to(built).as_posix()
        read[name] = Reader(name)
        read[name].feed(path.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def references(built: Path, pages: dict[str, Reader]) -> list[Reference]:
    found = [reference for page in pages.values() for reference in page.references]
    for path in sorted(built.rglob("*.css")):
        name = path.relative_to(built).as_posix()
        text = path.read_text(encoding="utf-8")
        found += [Reference("css", "url", to, name) for to in css_addresses(text)]
    return found


def target(reference: Reference) -> tuple[str, str]:
    """The file that a reference leads to, from the site's root, and the anchor in it."""
    whole = urljoin(f"http://site/{reference.page}", reference.address)
    path, anchor = urldefrag(whole.removeprefix("http://site/"))
    return unquote(path.partition("?")[0]), unquote(anchor)


def inside(references: Iterable[Reference]) -> list[tuple[Reference, str, str]]:
    return [(each, *target(each)) for each in references if not each.is_outside]


def test_every_link_inside_the_site_leads_to_a_file(
    built: Path, references: list[Reference]
) -> None:
    broken = [
        str(reference)
        for reference, path, _ in inside(references)
        if not (built / path).is_file()
    ]

    assert broken == []


def test_every_anchor_is_on_the_page_that_the_link_names(
    pages: dict[str, Reader], references: list[Reference]
) -> None:
    broken = [
        str(reference)
        for reference, path, anchor in inside(references)
        if anchor and path in pages and anchor not in pages[path].anchors
    ]

    assert broken == []


def test_links_are_relative_so_that_the_site_works_from_disk_and_under_any_path(
    references: list[Reference],
) -> None:
    absolute = [
        str(each)
        for each in references
        if each.address.startswith("/") or each.address.startswith("file:")
    ]

    assert absolute == []


def test_only_links_that_a_reader_follows_lead_elsewhere(
    references: list[Reference],
) -> None:
    elsewhere = [
        str(each)
        for each in references
        if each.is_outside
        and (each.tag, each.attribute) not in {("a", "href"), ("blockquote", "cite")}
        and not each.address.startswith("data:image/")
    ]

    assert elsewhere == []


def test_links_to_elsewhere_are_web_addresses(references: list[Reference]) -> None:
    strange = [
        str(each)
        for each in references
        if each.is_outside
        and (each.tag, each.address[:11]) != ("link", "data:image/")  # the icon
        and (
            urlsplit(each.address).scheme not in {"http", "https"}
            or not urlsplit(each.address).hostname
        )
    ]

    assert strange == []


def test_every_page_can_be_reached_from_the_index(
    pages: dict[str, Reader], references: list[Reference]
) -> None:
    onward: dict[str, set[str]] = {name: set() for name in pages}
    for reference, path, _ in inside(references):
        onward.setdefault(reference.page, set()).add(path)

    reached, to_read = set(), {"index.html"}
    while to_read:
        reached |= to_read
        to_read = {to for name in to_read for to in onward.get(name, ())} - reached

    html = {name for name in pages if name.endswith(".html")}
    framed = {name for name in html if name.endswith("embed.html")}
    assert framed
    assert html - reached == {"404.html", *framed}
