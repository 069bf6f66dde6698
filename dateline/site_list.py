"""The list that a site carries: what we wrote into its folder, file by file."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

LIST = ".dateline"
HEADING = (
    "Dateline wrote this folder and replaces it whole. Keep no file of yours here."
)

DEBRIS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers drop into folders they show; nobody's work, so it may go."""

TICK = 20_000_000
"""Nanoseconds within which two changes of a file may get one time stamp (Linux stamps by
the timer's tick, 10 ms at most). A file as young as the list is read, not trusted."""


class Entry(NamedTuple):
    """A file of a site as its list has it."""

    digest: str
    size: int


def below(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every path below a folder, and whether it is a folder; links are not followed."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                path = inside + entry.name
                if is_folder:
                    waiting.append(path + "/")
                if entry.name not in DEBRIS:
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
        if not size.isdecimal() or not name:
            return None
        entries[name] = Entry(named, int(size))
    return entries


def intact(target: Path, old: Mapping[str, Entry]) -> dict[str, Entry]:
    """The files of the old site that are still as we wrote them."""
    if not old:
        return {}
    written = (target / LIST).stat().st_mtime_ns
    found = {}
    for path, entry in old.items():
        full = f"{target}/{path}"
        try:
            state = os.lstat(full)
        except OSError:
            continue
        if not stat.S_ISREG(state.st_mode) or state.st_size != entry.size:
            continue
        if state.st_mtime_ns > written - TICK and digest(Path(full)) != entry.digest:
            continue
        found[path] = entry
    return found


def is_whole(target: Path) -> bool:
    """True if a folder holds a site of ours, all of it as written, and nothing else."""
    listed = read(target)
    if not listed or listed != intact(target, listed):
        return False
    files = {path for path, is_folder in below(target) if not is_folder}
    return files == {LIST, *listed}


def digest(path: Path) -> str:
    """What tells the bytes of two files apart (BLAKE2b, 128 bits, hexadecimal)."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
