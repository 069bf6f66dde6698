"""Sources as an event cites them: its texts in, numbered notes with their uses out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from . import catalogue, citations, dates
from .model import Event, Reference
from .pages import Backlink, Note

#: Letters beyond ASCII; what ASCII signs stand for would change if they were decoded.
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_SNAPSHOT = re.compile(r"/(\d{4})(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?/")


def note(
    reference: Reference,
    language: str,
    number: int = 0,
    scope: str = "",
    uses: Iterable[Backlink] = (),
) -> Note:
    """A source ready to print, in the words of ``language`` (BCP 47)."""
    record = reference.record
    other = record.language if record.language and record.language != language else ""
    published = record.published
    return Note(
        number=number,
        id=f"{scope}s{number}",
        key=reference.key,
        title=record.title,
        href=f"sources/{reference.key}.html",
        url=_at_words(record.url or "", record.fragment),
        address=readable(record.url or ""),
        publisher=record.publisher or "",
        author=record.author or "",
        published=dates.say(published, language) if published else "",
        published_datetime=(dates.html_datetime(published) or "") if published else "",
        language=catalogue.language_name(other, language) if other else "",
        lang=other,
        archived=record.archived or "",
        archived_on=_archived_on(record.archived or ""),
        kind=record.kind,
        short=record.publisher or record.author or record.title,
        fragments={
            locator: _at_words(record.url or "", words)
            for locator, words in record.fragments.items()
        },
        uses=tuple(uses),
    )


def numbered(
    texts: Iterable[tuple[str, str]],
    listed: Iterable[str],
    references: Mapping[str, Reference],
    language: str,
    scope: str,
) -> tuple[Note, ...]:
    """The notes of one event or page.

    ``texts`` are pairs of a field's name and its Markdown, in reading order; a source
    is numbered where it is first cited, then the rest as ``listed``. ``scope`` begins
    every anchor: the n-th citation in a field has the anchor ``scope-field-n``.
    """
    uses: dict[str, list[Backlink]] = {}
    for name, text in texts:
        for count, citation in enumerate(_cited(text), start=1):
            if citation.key in references:
                own = uses.setdefault(citation.key, [])
                anchor = f"{scope}{name}-{count}"
                own.append(Backlink(anchor, citation.locator, _letter(len(own))))
    for key in listed:
        uses.setdefault(key, [])
    return tuple(
        note(references[key], language, number, scope, places)
        for number, (key, places) in enumerate(uses.items(), start=1)
    )


def event_texts(event: Event) -> Iterator[tuple[str, str]]:
    """The fields of an event that may cite, in the order in which a reader meets them."""
    record = event.record
    yield "gap", record.gap_note or ""
    yield "summary", record.summary or ""
    yield "text", event.body.text if event.body else ""
    yield "status", record.status_reason or ""
    for place, account in enumerate(record.accounts):
        for number, version in enumerate(account.versions):
            name = f"account{place}-{number}"
            yield f"{name}-says", version.says
            yield f"{name}-cite", version.cite
            yield f"{name}-reason", version.reason or ""
    for place, picture in enumerate(record.media):
        yield f"picture{place}", picture.caption or ""
    for place, correction in enumerate(record.corrections):
        yield f"correction{place}", correction.note


def locators(event: Event) -> Mapping[str, tuple[str, ...]]:
    """For every source that an event cites, the places in it, once each."""
    found: dict[str, dict[str, None]] = {}
    for _, text in event_texts(event):
        for citation in _cited(text):
            own = found.setdefault(citation.key, {})
            if citation.locator:
                own[citation.locator] = None
    return {key: tuple(own) for key, own in found.items()}


def _cited(text: str) -> Iterable[citations.Citation]:
    return (c for group in citations.groups(text) for c in group.citations)


def _letter(count: int) -> str:
    """a, b, … z, aa, ab, …"""
    letters = ""
    count += 1
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@lru_cache(maxsize=1 << 13)  # every page that cites it shows it
def readable(address: str) -> str:
    """An address as words for paper: letters in the place of their percent-encoding.

    A name of a host beyond ASCII is shown in both of its forms (RFC 5890, 2.3.2.1): one
    can be read, and the other tells apart what only looks the same.
    """
    words = _ENCODED.sub(_letters, address)
    other = _other_form(urlsplit(address).hostname or "")
    return f"{words} ({other})" if other else words


def _other_form(host: str) -> str:
    """The name of a host as DNS has it, or as it reads; "" where these are the same."""
    try:
        if host.isascii():
            other = host.encode("ascii").decode("idna")
        else:
            other = host.encode("idna").decode("ascii")
    except UnicodeError:  # no name that DNS could hold
        return ""
    return other if other != host and other.isprintable() else ""


def _letters(match: re.Match[str]) -> str:
    try:
        words = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    return words if words.isprintable() else match[0]


def _at_words(address: str, words: str | None) -> str:
    """The address that opens at some words of the page (WICG URL Text Fragments)."""
    if not address or not words:
        return address
    joint = ":~:text=" if urlsplit(address).fragment else "#:~:text="
    return address + joint + quote(words, safe="").replace("-", "%2D")


def _archived_on(address: str) -> str:
    """The day of a copy, where its address tells it as Memento archives do."""
    found = _SNAPSHOT.search(address)
    return "-".join(found.groups()) if found else ""
