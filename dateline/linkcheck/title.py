"""The beginning of a page's bytes in; its title out."""

import codecs
import html
import re
import zlib
from collections.abc import Iterator

LONGEST = 200
"""Characters of a title that are kept; the longest of a newspaper are about half."""

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
OPENS = re.compile(r"<!--|<title(?=[\s>/])", re.IGNORECASE)
CLOSES = re.compile(r"</title", re.IGNORECASE)
NO_TEXT = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"}
"""Codecs of Python that no page is written in."""

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_whole(body: bytes) -> bool:
    """Whether the title has been read to its end."""
    if b"</title" not in body.lower():
        return False
    return _inside(body.decode("latin-1")) is not None


def read(body: bytes, content_type: str = "", content_encoding: str = "") -> str:
    """The title of a page, on one line; empty if there is none, or it is no page."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml"):
        return ""
    page = _decoded(_unpacked(body, content_encoding), content_type)
    words = " ".join(html.unescape(_inside(page) or "").split())
    shown = "".join(letter if letter.isprintable() else "�" for letter in words)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _unpacked(body: bytes, content_encoding: str) -> bytes:
    """Undoes a packing that we did not ask for, to a bound."""
    how = {"gzip": 31, "x-gzip": 31, "deflate": 15}.get(
        content_encoding.strip().lower()
    )
    if how is None:
        return body
    try:
        return zlib.decompressobj(how).decompress(body, 1_000_000)
    except zlib.error:
        return b""


def _decoded(body: bytes, content_type: str) -> str:
    """The page as text: the first encoding that is said and also fits, else UTF-8."""
    for name in _encodings(body, content_type):
        try:
            decoder = codecs.lookup(name).incrementaldecoder
            if codecs.lookup(name).name in NO_TEXT or decoder is None:
                continue
            return decoder("strict").decode(body)
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("utf-8", "replace")


def _encodings(body: bytes, content_type: str) -> Iterator[str]:
    if body.startswith(MARKS):
        yield "utf-8-sig" if body.startswith(codecs.BOM_UTF8) else "utf-16"
    if not body.isascii():
        yield "utf-8"  # other text is hardly ever UTF-8 by chance, whatever is said
    if said := re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", content_type, re.I):
        yield said.group(1)
    if found := CHARSET.search(body[:4096]):
        yield found.group(1).decode("ascii", "replace")


def _inside(page: str) -> str | None:
    """What stands in the first title element outside comments, if it has ended."""
    place = 0
    while opened := OPENS.search(page, place):
        if opened.group() == "<!--":
            place = page.find("-->", opened.end()) + 3
            if place < 3:
                return None
            continue
        start = page.find(">", opened.end())
        closed = CLOSES.search(page, start) if start >= 0 else None
        return page[start + 1 : closed.start()] if closed else None
    return None
