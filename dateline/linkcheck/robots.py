"""An address in; whether its host's robots.txt lets us ask for it, out (RFC 9309).

Read by protego and not by the standard library's reader, which in the Pythons that we
run on takes the first rule that fits instead of the longest and knows neither ``*`` nor
``$`` in a path (RFC 9309 §2.2.2, §2.2.3): it would stay away where we are welcome, and
ask where we are not.
"""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from .answers import Answer, Silence
from .follow import follow
from .web import AGENT, Web

FORBIDDEN = "robots.txt asks programs to stay away"
UNREADABLE = "its robots.txt could not be read"
"""Both mean that we stay away; the second until the host can say (RFC 9309 §2.3.1.4)."""

STAY_AWAY = frozenset({FORBIDDEN, UNREADABLE})


@dataclass(slots=True)
class Robots:
    """The rules of each host, asked for once."""

    web: Web
    rules: dict[str, Protego | Silence] = field(default_factory=dict)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def refusal(self, address: str, may_be_private: bool) -> Silence | None:
        """Why not to ask for an address: None, the rules, or a host that is not there."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self.locks.setdefault(origin, asyncio.Lock()):
            if origin not in self.rules:
                self.rules[origin] = await self._read(origin, may_be_private)
        rules = self.rules[origin]
        if isinstance(rules, Silence):
            return rules
        if not rules.can_fetch(address, AGENT):
            return Silence(FORBIDDEN, is_heard=True)
        self.web.slow_down(address, rules.crawl_delay(AGENT) or 0)
        return None

    async def _read(self, origin: str, may_be_private: bool) -> Protego | Silence:
        trail = await follow(
            self.web, f"{origin}/robots.txt", may_be_private=may_be_private
        )
        said = trail.said
        if isinstance(said, Silence):
            # Redirects that lead nowhere: as if there were none (RFC 9309 §2.3.1.2).
            return Protego.parse("") if trail.answers else said
        if said.code == 429 or said.code >= 500:
            return Silence(UNREADABLE, is_heard=True)
        return Protego.parse(_text(said) if said.code < 300 else "")


def _text(said: Answer) -> str:
    return said.body.decode("utf-8-sig", "replace")
