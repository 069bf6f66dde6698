"""An address and a day in; an archive's copy of the page, nearest to that day, out."""

import json
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote, urlencode, urljoin, urlsplit

from msgspec import Struct

from .answers import Answer, Silence
from .follow import SIGNS, Trail, follow
from .web import Web

#: The Wayback Machine: which copy is nearest, and the request for a new one.
AVAILABLE = "https://archive.org/wayback/available"
SAVE = "https://web.archive.org/save/"


class Found(Struct, frozen=True):
    """What an archive said: a copy's address; or none, and why if it could not say.

    ``is_heard`` tells that the archive answered at all.
    """

    copy: str = ""
    why: str = ""
    is_heard: bool = True


async def available(
    web: Web, endpoint: str, address: str, near: datetime | None
) -> Found:
    """The copy nearest to a time, asked of an availability address (Wayback's JSON).

    A copy of an error page is none. https is kept: the answer may say http.
    """
    asked = {"url": address}
    if near:
        asked["timestamp"] = near.strftime("%Y%m%d%H%M%S")
    joint = "&" if urlsplit(endpoint).query else "?"
    trail = await follow(web, f"{endpoint}{joint}{urlencode(asked)}")
    said = _good(trail)
    if isinstance(said, Found):
        return said
    try:
        answer = json.loads(said.body)
        closest = answer["archived_snapshots"].get("closest") or {}
        copy, status = closest.get("url") or "", str(closest.get("status") or "200")
        is_there = bool(copy) and closest.get("available", True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Found(why="its answer is not that of an availability address")
    if not is_there or not status.startswith("2"):
        return Found()
    if urlsplit(endpoint).scheme == "https" and copy.startswith("http://"):
        copy = f"https{copy.removeprefix('http')}"
    return _checked(copy, address)


async def at_timegate(
    web: Web, timegate: str, address: str, near: datetime | None
) -> Found:
    """The copy nearest to a time, as a Memento TimeGate names it (RFC 7089 §4)."""
    fields = {}
    if near:
        fields["Accept-Datetime"] = format_datetime(near, usegmt=True)
    trail = await follow(
        web, f"{timegate}{address}", fields=fields, ends=_is_copy, enough=_at_once
    )
    said = _good(trail)
    if isinstance(said, Found):
        return said
    if not _is_copy(said):
        return Found(why="its answer is not that of a TimeGate")
    return _checked(_place(said), address)


async def saved(web: Web, endpoint: str, address: str) -> Found:
    """A new copy, made by an archive at our request (“Save Page Now”).

    Only an answer that names the copy, or the page in its own address, is taken for it:
    an archive may lead to where one logs in.
    """

    def names_copy(said: Answer) -> bool:
        return _is_copy(said) or "content-location" in said.fields

    trail = await follow(web, f"{endpoint}{address}", ends=names_copy, enough=_at_once)
    said = _good(trail)
    if isinstance(said, Found):
        return said
    is_copy = names_copy(said) or (trail.answers > 1 and address in trail.address)
    if not is_copy:
        return Found(why="it does not say where the new copy is")
    return _checked(_place(said), address)


def _at_once(_body: bytes) -> bool:
    return True


def _is_copy(said: Answer) -> bool:
    return "memento-datetime" in said.fields and said.code < 300


def _place(said: Answer) -> str:
    return urljoin(said.address, said.fields.get("content-location", ""))


def _good(trail: Trail) -> Answer | Found:
    """The answer, if it is a good one; else what it comes to."""
    said = trail.said
    if isinstance(said, Silence):
        return Found(why=said.why, is_heard=said.is_heard)
    if said.code in (404, 410):
        return Found()
    if said.code >= 300:
        return Found(why=f"it answers with {said.code}")
    return said


def _checked(copy: str, address: str) -> Found:
    """A copy whose address can stand in the data, and is not the page itself."""
    copy = quote(copy, SIGNS)
    parts = urlsplit(copy)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Found(why="it names a copy that is no web address")
    return Found() if copy == address else Found(copy)


class Archive(Struct, frozen=True):
    """Where to look: an availability address, or a Memento TimeGate; and how to save.

    Addresses are complete but for the page's own, which is put behind them. No ``save``
    means that no new copy is asked for.
    """

    endpoint: str = AVAILABLE
    timegate: str = ""
    save: str = ""

    async def find(self, web: Web, address: str, near: datetime | None) -> Found:
        """The nearest copy; a new one where there is none."""
        found = await (
            at_timegate(web, self.timegate, address, near)
            if self.timegate
            else available(web, self.endpoint, address, near)
        )
        if found.copy or found.why or not self.save:
            return found
        return await saved(web, self.save, address)

    def mistake(self) -> str:
        """What is wrong with these addresses; empty if nothing is."""
        for address in (self.endpoint, self.timegate, self.save):
            parts = urlsplit(address)
            if address and (parts.scheme not in ("http", "https") or not parts.netloc):
                return f"“{address}” is not a web address."
        return ""
