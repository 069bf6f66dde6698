"""Addresses in; each visited, several hosts at a time, and what was seen out."""

import asyncio
from collections.abc import Callable, Iterable
from urllib.parse import urldefrag, urlsplit

from .. import links
from . import title
from .answers import Answer, Silence
from .follow import Trail, follow
from .robots import STAY_AWAY, Robots
from .web import Web

GONE = frozenset({404, 410})

Tell = Callable[[links.Seen, bool], None]
"""Is given what was seen, and whether anything at the other end reacted."""


async def go(web: Web, addresses: Iterable[str], day: str, tell: Tell) -> None:
    """Visits every address once; tells what was seen as it is seen.

    Addresses of one host are asked one after the other; the hosts with the most come
    first, since they take longest.
    """
    by_host: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        by_host.setdefault(urlsplit(address).hostname or "", []).append(address)
    robots, seats = Robots(web), asyncio.Semaphore(web.pace.hosts_at_once)

    async def at_host(of_host: list[str]) -> None:
        async with seats:
            trails: dict[str, Trail] = {}
            for address in of_host:
                page = urldefrag(address).url
                if page not in trails:
                    trails[page] = await follow(
                        web, page, gate=robots.refusal, enough=title.is_whole
                    )
                tell(seen(address, trails[page], day), _is_heard(trails[page]))

    async with asyncio.TaskGroup() as group:
        for host in sorted(by_host, key=lambda name: (-len(by_host[name]), name)):
            group.create_task(at_host(by_host[host]))


def _is_heard(trail: Trail) -> bool:
    return isinstance(trail.said, Answer) or trail.said.is_heard


def seen(address: str, trail: Trail, day: str) -> links.Seen:
    """The end of a trail as a record."""
    start, _ = urldefrag(address)
    final = trail.address if trail.address != start else ""
    said = trail.said
    state: links.State
    if isinstance(said, Silence):
        state = "robots" if said.why in STAY_AWAY else "unreachable"
        return links.Seen(address, state, day, final=final, why=said.why)
    if said.code in GONE:
        return links.Seen(address, "gone", day, said.code, final)
    if said.code >= 500:
        why = "the host reports a fault of its own"
        return links.Seen(address, "unreachable", day, said.code, final, why=why)
    if not 200 <= said.code < 300:
        return links.Seen(address, "refused", day, said.code, final)
    words = title.read(
        said.body,
        said.fields.get("content-type", ""),
        said.fields.get("content-encoding", ""),
    )
    state = "moved" if trail.is_moved and final else "live"
    return links.Seen(address, state, day, said.code, final, words)
