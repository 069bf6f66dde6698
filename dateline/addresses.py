"""Every address of a timeline's sources, and where an editor finds it."""

from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from .model import Reference
from .problems import Mark


class SourceAddress(Struct, frozen=True, order=True):
    """One address as a source gives it; ``at`` is the place of that source."""

    at: Mark
    field: Literal["archived", "url"]
    key: str
    address: str

    @property
    def host(self) -> str:
        """The name of the host, in lower case."""
        return urlsplit(self.address).hostname or ""


def of(sources: Iterable[Reference]) -> Iterator[SourceAddress]:
    """The addresses of sources and of their archived copies, in the order given."""
    for source in sources:
        if source.record.url:
            yield SourceAddress(source.at, "url", source.key, source.record.url)
        if source.record.archived:
            copy = source.record.archived
            yield SourceAddress(source.at, "archived", source.key, copy)


def is_named(address: SourceAddress, word: str) -> bool:
    """Whether a word names the source by its key, or its host, or a domain above it."""
    host = word.lower().rstrip(".")
    return address.key == word or f".{address.host}".endswith(f".{host}")
