"""An address in; where its redirects end, and what stands there, out."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from .answers import Answer, Silence
from .web import Web

FOR_GOOD = frozenset({301, 308})
REDIRECTS = FOR_GOOD | {302, 303, 307}

SIGNS = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in an address; everything else but letters is written as %…"""


class Trail(Struct, frozen=True):
    """The end of a chain of redirects (RFC 9110 §15.4).

    ``said`` is the last answer, or the silence that ended it; ``address`` is where that
    was; ``is_moved`` tells that a redirect on the way is for good; ``answers`` counts
    all that were given.
    """

    said: Answer | Silence
    address: str
    is_moved: bool
    answers: int


async def follow(
    web: Web,
    address: str,
    *,
    may_be_private: bool = True,
    gate: Callable[[str, bool], Awaitable[Silence | None]] | None = None,
    fields: Mapping[str, str] | None = None,
    enough: Callable[[bytes], bool] = lambda _: False,
    ends: Callable[[Answer], bool] = lambda _: False,
) -> Trail:
    """Follows redirects to the pace's bound.

    ``gate`` is asked before each hop and may refuse it; ``ends`` may stop at an answer
    that is a redirect. From a public host no hop leads into a private network.
    """
    here, is_moved = urldefrag(address).url, False
    passed: list[str] = []

    def ended(said: Answer | Silence) -> Trail:
        return Trail(said, here, is_moved, len(passed))

    while True:
        refusal = await gate(here, may_be_private) if gate else None
        said = refusal or await web.ask(
            here, may_be_private=may_be_private, fields=fields, enough=enough
        )
        if isinstance(said, Silence):
            return ended(said)
        if not passed:
            may_be_private = may_be_private and said.is_private
        passed.append(here)
        goal = said.fields.get("location", "")
        if said.code not in REDIRECTS or not goal or ends(said):
            return ended(said)
        following = _goal(here, goal)
        if isinstance(following, Silence):
            return ended(following)
        if passed.count(following) > 1:  # once more may be to come back with a cookie
            return ended(Silence("its redirects go in a circle", is_heard=True))
        if len(passed) > web.pace.redirects:
            return ended(Silence("too many redirects", is_heard=True))
        is_moved = is_moved or said.code in FOR_GOOD
        here = following


def _goal(here: str, location: str) -> str | Silence:
    """The address that a redirect names, without fragment, user name and password."""
    try:
        parts = urlsplit(urljoin(here, location.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Silence("it redirects to what is no address", is_heard=True)
    if parts.scheme not in ("http", "https") or not host or not host.isprintable():
        return Silence("it redirects to what is no web address", is_heard=True)
    place = f"[{host}]" if ":" in host else host
    if port:
        place = f"{place}:{port}"
    path, query = (quote(words, SIGNS) for words in (parts.path, parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))
