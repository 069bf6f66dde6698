"""The list that a site carries: what we wrote into its folder, file by file.

Asked before anything else in a build: see ``commands/tools.py`` on its imports.
"""

from __future__ import annotations

import hashlib
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIST = ".dateline"
HEADING = (
    "Dateline wrote this folder and replaces it whole. Keep no file of yours here."
)

_SIGNS = 32
"""Of a digest in hexadecimal (BLAKE2b): 128 bits."""

_DIGITS = 18
"""Of a size at most: no file has more bytes."""

MAKESHIFT = ("new", "old", "lock")
"""What stands beside a site while it is built, and is swept up by the next build."""

DEBRIS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers drop into folders they show; nobody's work, so it may go."""

TICK = 20_000_000
"""Nanoseconds within which two changes of a file may get one time stamp (Linux stamps by
the timer's tick, 10 ms at most). A file as young as the list is read, not trusted."""


Entry = tuple[str, int]
"""A file of a site as its list has it: its digest and its size."""


def beside(target: str, what: str) -> str:
    """Where a build keeps what is not yet, or no longer, the site: see ``MAKESHIFT``."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}.dateline-{what}")


def entry(content: bytes) -> Entry:
    """What the list says of a file that holds this."""
    return hashlib.blake2b(content).hexdigest()[:_SIGNS], len(content)


def below(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every path below a folder, and whether it is a folder; links are not followed."""
    for path, is_folder, _ in _entries(folder):
        yield path, is_folder


def read(target: Path) -> dict[str, Entry] | None:
    """The list in a site, or None if there is none or it is not one of ours."""
    path = target / LIST
    if path.is_symlink() or not path.is_file():
        return None
    text = path.read_text(encoding="utf-8", errors="replace")
    heading, *lines = text.split("\n")
    if heading != HEADING:
        return None
    entries = {}
    for line in lines[:-1]:
        named, size, name = (*line.split(" ", 2), "", "")[:3]
        if not size.isdecimal() or len(size) > _DIGITS or not name:
            return None
        entries[name] = (named, int(size))
    return entries


def intact(target: Path, old: Mapping[str, Entry]) -> dict[str, Entry]:
    """The files of the old site that are still as we wrote them."""
    return _compared(target, old)[0] if old else {}


def is_whole(target: str) -> bool:
    """True if a folder holds a site of ours, all of it as written, and nothing else.

    As ``read`` and ``intact`` say, in half the time: nothing is kept of what is found. A
    site that is reached through a link, or that a killed build left things beside, is not.
    """
    target = os.path.abspath(target)
    place = f"{target}/{LIST}"
    written = os.lstat(place)
    if not (_is_alone(target) and stat.S_ISREG(written.st_mode)):
        return False
    with open(place, encoding="utf-8") as stream:
        heading, *lines = stream.read().split("\n")
    if heading != HEADING or len(lines) < 2:
        return False
    known = dict(map(_turned, lines[:-1]))
    young = written.st_mtime_ns - TICK
    waiting = [f"{target}/"]
    start = len(waiting[0])
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            is_empty = True  # no folder of a site is
            for entry in entries:
                is_empty = is_empty and entry.name in DEBRIS
                path = entry.path
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                    continue
                state = entry.stat(follow_symlinks=False)
                size, named = known.pop(path[start:], ("", ""))
                if str(state.st_size) == size and stat.S_ISREG(state.st_mode):
                    if state.st_mtime_ns <= young or _digest(path) == named:
                        continue
                elif path == place or entry.name in DEBRIS:
                    continue
                return False
            if is_empty:
                return False
    return not known


def _is_alone(target: str) -> bool:
    is_folder = stat.S_ISDIR(os.lstat(target).st_mode)
    return is_folder and not any(
        os.path.lexists(beside(target, what)) for what in MAKESHIFT
    )


def _turned(line: str) -> tuple[str, tuple[str, str]]:
    """The path that a line names, with the size and the digest of its file."""
    named, size, path = line.split(" ", 2)
    return path, (size, named)


def _compared(
    target: Path, listed: Mapping[str, Entry]
) -> tuple[dict[str, Entry], list[str]]:
    """The files that are as a list has them, and the paths of all others."""
    written = (target / LIST).stat().st_mtime_ns
    found, others = {}, []
    for path, is_folder, there in _entries(target):
        if is_folder:
            continue
        state, entry = there.stat(follow_symlinks=False), listed.get(path)
        if (
            entry
            and stat.S_ISREG(state.st_mode)
            and state.st_size == entry[1]
            and (
                state.st_mtime_ns <= written - TICK or digest(target / path) == entry[0]
            )
        ):
            found[path] = entry
        else:
            others.append(path)
    return found, others


def _entries(folder: Path) -> Iterator[tuple[str, bool, os.DirEntry[str]]]:
    """Every path below a folder but debris, whether it is a folder, and its entry there."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                path = inside + entry.name
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder:
                    waiting.append(path + "/")
                if entry.name not in DEBRIS:
                    yield path, is_folder, entry


def digest(path: Path) -> str:
    """What tells the bytes of two files apart (BLAKE2b, 128 bits, hexadecimal)."""
    return _digest(str(path))


def _digest(path: str) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:_SIGNS]
