"""The files of a site while they wait to be written: few in memory, many on the disk."""

import errno
import os
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import cast
from weakref import finalize

IN_MEMORY = 1 << 25
"""Bytes; what is more goes to a file without a name, which nobody has to remove. A site
of some hundred events stays below, one of ten thousand has nine times as many."""


class Held(Mapping[str, bytes]):
    """Bytes by address, in the order in which they came."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[int, int]] = {}
        # Without a buffer: nothing is left to be written, and to fail, when it is closed.
        self._whole = SpooledTemporaryFile(IN_MEMORY, buffering=0)  # noqa: SIM115
        finalize(self, self._whole.close)
        self._size = 0

    def take(self, files: Mapping[str, bytes]) -> None:
        """Takes files in. Two at one address: ValueError. A disk that is full: OSError."""
        self._whole.seek(self._size)
        for address, content in files.items():
            if address in self._places:
                raise ValueError(f"two files at {address}")
            self._places[address] = self._size, len(content)
            self._size += len(content)
            rest = memoryview(content)
            while rest:
                rest = rest[self._whole.write(rest) :]

    def __getitem__(self, address: str) -> bytes:
        start, size = self._places[address]
        self._whole.seek(start)
        content = self._whole.read(size)
        if len(content) < size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return content

    def __contains__(self, address: object) -> bool:
        return address in self._places  # without reading it

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def together(*parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Several as one, without reading what they hold."""
    return ChainMap(*cast("tuple[MutableMapping[str, bytes], ...]", parts))
