"""Whether a site is what a build would make of the same files again.

A build leaves a note in ``.dateline/`` of the project: what it was made of, and what it
said. It may be deleted at any time; one that is damaged, or of another version, is as
good as none. Only a build that could tell exactly what it was made of leaves one.

``again`` asks this before anything else: see ``tools`` on the imports.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time

from .. import site_list
from . import commit, kept, tools

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Whether files have a time stamp that nobody can set; on Windows they have none.
IS_STAMPED = os.name == "posix"
INPUTS = ("events.yaml", "events", "content", "templates", ".gitattributes")


Said = tuple[str, str, str]
"""What a build printed: the problems, plain and in colour, and its last line."""

Made = tuple[str, int]
"""What a build is made of: all but the files' bytes, as a digest, which is "" if it cannot
be told; and when one changed last, in nanoseconds by the file system's clock."""


def made_of(project: str, words: Sequence[str]) -> Made:
    """What a build of this moment is made of.

    That is every file of the project that ``load`` may read, its size and time stamps, the
    commit that is checked out, the program, the packages that it uses, and ``words``.
    """
    parts: list[str | bytes] = [sys.version, *words, *tools.packages()]
    youngest = 0
    try:
        parts.append(commit.checked_out(project))
        for path, state in _files(project):
            stamps = (state.st_mtime_ns, state.st_ctime_ns)
            parts += [path.removeprefix(project), f"{stamps} {state.st_size}"]
            youngest = max(youngest, *stamps)
    except (OSError, tools.CannotTell):
        return "", 0
    return tools.digest_of(parts).hex(), youngest


def bytes_of(project: str) -> str:
    """A digest of every byte of those files; "" if that cannot be told."""
    try:
        return tools.digest_of(tools.content(*each) for each in _files(project)).hex()
    except (OSError, tools.CannotTell):
        return ""


def said(project: str, out: str, made: Made, beside: str = "") -> Said | None:
    """What the build said that made the site at ``out`` of just this; else None.

    ``beside`` is a file that it made as well, and that nobody has touched since.
    """
    digest, youngest = made
    try:
        note = f"{project}/{kept.FOLDER}/{note_of(out, 'built')}"
        known = kept.read(note).decode("utf-8", "surrogatepass")
        signed, was, read, site, *words = known.split("\0")
        plain, colored, line = words
        is_same = digest != "" and was == digest and signed == _signed(known)
        is_same = is_same and site == _list_of(out) and site_list.is_whole(out)
        is_same = is_same and not (beside and _is_younger(beside, note))
        if is_same and (
            _is_older(youngest, note) or _is_read(project, made, read, note)
        ):
            return plain, colored, line
    except (OSError, ValueError):
        pass
    return None


def _is_older(youngest: int, note: str) -> bool:
    """Whether no file can have changed since the note was left and kept its stamps."""
    return IS_STAMPED and youngest < os.stat(note).st_mtime_ns - tools.YOUNG


def _is_younger(path: str, note: str) -> bool:
    return os.lstat(path).st_mtime_ns > os.lstat(note).st_mtime_ns


def _is_read(project: str, made: Made, read: str, note: str) -> bool:
    """Whether all files hold the same bytes; if so, the next build need not ask again."""
    if read != bytes_of(project):
        return False
    if made[1] < time.time_ns() - tools.YOUNG:
        try:
            os.utime(note)
        except OSError:  # it is asked again, no more
            return True
    return True


def remember(project: str, out: str, made: Made, read: str, words: Said) -> None:
    """Leaves a note for the next build; where none can be left, there is none.

    ``read`` is what ``bytes_of`` says of the files that the site was made of.
    """
    try:
        note = note_of(out, "built")
        if not (made[0] and read) or "\0" in "".join(words):
            kept.remove(project, note)
            return
        known = "\0".join(("", made[0], read, _list_of(out), *words))
        whole = _signed(known) + known
        kept.leave(project, note, whole.encode("utf-8", "surrogatepass"))
    except OSError:
        return


def note_of(out: str, what: str) -> str:
    """The name of a note about what a project was built into."""
    place = os.fsencode(os.path.abspath(out))
    name = hashlib.blake2b(place, digest_size=8).hexdigest()
    return f"{what}-{name}.note"


def _list_of(out: str) -> str:
    return hashlib.blake2b(kept.read(f"{out}/{site_list.LIST}")).hexdigest()


def _signed(known: str) -> str:
    """What damage to a note would change: a digest of all behind its first part."""
    text = known.partition("\0")[2]
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(project: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file that has a part in a site, in the order of its path."""
    ours = (tools.PROGRAM, f"{os.path.dirname(tools.PROGRAM)}/templates")
    return tools.files([*(f"{project}/{name}" for name in INPUTS), *ours])
