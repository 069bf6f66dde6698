"""What a site is made with and made of: files in, what tells them from others out.

Asked before anything else, so that nothing is imported here that takes longer to import
than the answer, such as ``pathlib`` or ``typing``.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: Bytes; what has less is read in one piece.
_SMALL = 1 << 20

#: Nanoseconds. A file that changed less long before it is looked at may change again and
#: get the same time stamps, which the clocks of file systems set.
YOUNG = 2_000_000_000
_KNOWN: dict[tuple[str, int, int, int, int], bytes] = {}

#: The program, in a clone or where it is installed.
PROGRAM = os.path.dirname(os.path.dirname(__file__))


class CannotTell(Exception):  # noqa: N818 - no error: the build goes on without a note
    """Something stands among the files whose content is not in the project."""


def digest(templates: Sequence[Path]) -> bytes:
    """Every byte of the program and of templates, Python, and the packages that are used.

    Empty if that cannot be told.
    """
    parts: list[str | bytes] = [sys.version, *packages()]
    try:
        for place, folder in enumerate((PROGRAM, *templates)):
            parts.append(str(place))
            for path, state in files([str(folder)]):
                parts += [path.removeprefix(str(folder)), content(path, state)]
    except (OSError, CannotTell):
        return b""
    return digest_of(parts)


def digest_of(parts: Iterable[str | bytes]) -> bytes:
    """A digest of all parts, another one where they are divided in another way."""
    whole = hashlib.blake2b(digest_size=32)
    for each in parts:
        part = (
            each if isinstance(each, bytes) else each.encode(errors="surrogateescape")
        )
        whole.update(b"%d:" % len(part) + part)
    return whole.digest()


def packages() -> list[str]:
    """The packages that are installed, with their versions, as their folders say."""
    folders = ("site-packages", "dist-packages")
    found = [path for path in sys.path if path.endswith(folders)]
    return sorted(name for path in found for name in _names(path))


def files(places: Sequence[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file at or below some places, in the order of its path.

    Without what Python makes of the program. Raises ``CannotTell`` for what is neither
    file nor folder, such as a link.
    """
    waiting = list(places)
    found = []
    while waiting:
        path = waiting.pop()
        try:
            state = os.lstat(path)
        except FileNotFoundError:
            continue
        if stat.S_ISDIR(state.st_mode):
            waiting += [
                f"{path}/{name}"
                for name in _names(path)
                if name != "__pycache__" or not path.startswith(PROGRAM)
            ]
        elif stat.S_ISREG(state.st_mode):
            found.append((path, state))
        else:
            raise CannotTell(path)
    yield from sorted(found)


def content(path: str, state: os.stat_result | None = None) -> bytes:
    """What tells the bytes of two files apart.

    With its ``state``, a file that was read before in this process and is old is not read
    again: it cannot have changed twice and have got the same stamps.
    """
    if state is None:
        return _read(path)
    stamps = (path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
    if max(state.st_mtime_ns, state.st_ctime_ns) > time.time_ns() - YOUNG:
        return _read(path)
    if stamps not in _KNOWN:
        _KNOWN[stamps] = _read(path)
    return _KNOWN[stamps]


def _read(path: str) -> bytes:
    with open(path, "rb", 0) as stream:
        if os.fstat(stream.fileno()).st_size < _SMALL:  # no room is made for pieces
            return hashlib.blake2b(stream.read()).digest()
        return hashlib.file_digest(stream, "blake2b").digest()


def _names(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]
