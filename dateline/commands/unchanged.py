"""Whether a site is what a build would make of the same files again.

A build leaves a note in ``.dateline/`` of the project: what it was made of, and what it
said. It may be deleted at any time; one that is damaged, or of another version, is as
good as none. Only a build that could tell exactly what it was made of leaves one.
"""

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import site_list
from . import commit, tools

FOLDER = ".dateline"
#: What programs for editing complete by; a build of the project's own site keeps it.
SCHEMA = "events.schema.json"
#: Beside ``.dateline/`` itself: keeps it out of everybody's history.
IGNORED = "# Made by Dateline, and made again when it is missing.\n*\n"
#: Nanoseconds. A file that changed less long before the note may have changed again since
#: and have got the same time stamps, which the clocks of file systems set.
YOUNG = 2_000_000_000
#: Whether files have a time stamp that nobody can set; on Windows they have none.
IS_STAMPED = os.name == "posix"
INPUTS = ("events.yaml", "events", "content", "templates", ".gitattributes")


class Said(NamedTuple):
    """What a build printed: the problems, plain and in colour, and its last line."""

    problems: str
    colored: str
    line: str


class Made(NamedTuple):
    """What a build is made of: all but the files' bytes, as a digest; when one changed last.

    The digest is "" if it cannot be told. ``youngest`` is a time stamp of the file system,
    in nanoseconds.
    """

    digest: str
    youngest: int


def made_of(project: Path, words: Sequence[str]) -> Made:
    """What a build of this moment is made of.

    That is every file of the project that ``load`` may read, its size and time stamps, the
    commit that is checked out, the program, the packages that it uses, and ``words``.
    """
    parts: list[str | bytes] = [sys.version, *words, *tools.packages()]
    parts.append(commit.checked_out(os.fspath(project)))
    youngest = 0
    try:
        for path, state in _files(project):
            stamps = (state.st_mtime_ns, state.st_ctime_ns)
            parts += [path.removeprefix(str(project)), f"{stamps} {state.st_size}"]
            youngest = max(youngest, *stamps)
    except (OSError, tools.CannotTell):
        return Made("", 0)
    return Made(tools.digest_of(parts).hex(), youngest)


def bytes_of(project: Path) -> str:
    """A digest of every byte of those files; "" if that cannot be told."""
    try:
        return tools.digest_of(tools.content(path) for path, _ in _files(project)).hex()
    except (OSError, tools.CannotTell):
        return ""


def said(project: Path, out: Path, made: Made) -> Said | None:
    """What the build said that made the site at ``out`` of just this; else None."""
    try:
        note = note_of(project, out, "built")
        known = json.loads(note.read_bytes())
        found = Said(*known["said"])
        is_same = made.digest != "" and known["made_of"] == made.digest
        is_same = is_same and known["digest"] == _signed(known, found)
        is_same = is_same and all(isinstance(words, str) for words in found)
        is_same = is_same and known["site"] == _list_of(out) and site_list.is_whole(out)
        if is_same and (_is_older(made, note) or _is_read(project, made, known, note)):
            return found
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        pass
    return None


def _is_older(made: Made, note: Path) -> bool:
    """Whether no file can have changed since the note was left and kept its stamps."""
    return IS_STAMPED and made.youngest < note.stat().st_mtime_ns - YOUNG


def _is_read(project: Path, made: Made, known: Mapping[str, str], note: Path) -> bool:
    """Whether all files hold the same bytes; if so, the next build need not ask again."""
    if known["bytes"] != bytes_of(project):
        return False
    if made.youngest < time.time_ns() - YOUNG:
        with contextlib.suppress(OSError):
            note.touch()
    return True


def remember(project: Path, out: Path, made: Made, read: str, words: Said) -> None:
    """Leaves a note for the next build; where none can be left, there is none.

    ``read`` is what ``bytes_of`` says of the files that the site was made of.
    """
    with contextlib.suppress(OSError):
        note = note_of(project, out, "built")
        if not (made.digest and read):
            note.unlink(missing_ok=True)
            return
        fields = {"made_of": made.digest, "bytes": read, "site": _list_of(out)}
        digest = _signed(fields, words)
        leave(note, json.dumps({**fields, "said": words, "digest": digest}))


def note_of(project: Path, out: Path, what: str) -> Path:
    """Where a note lies about what a project was built into."""
    name = hashlib.blake2b(os.fsencode(out.absolute()), digest_size=8).hexdigest()
    return project / FOLDER / f"{what}-{name}.json"


def leave(note: Path, text: str) -> None:
    """Writes a note, whole or not at all; raises OSError where that cannot be."""
    note.parent.mkdir(exist_ok=True)
    (note.parent / ".gitignore").write_text(IGNORED, encoding="utf-8")
    beside = note.with_suffix(".new")  # one name: what a kill leaves is overwritten
    beside.write_text(text, encoding="utf-8")
    beside.replace(note)


def _list_of(out: Path) -> str:
    return site_list.digest(out / site_list.LIST)


def _signed(known: Mapping[str, str], words: Said) -> str:
    """What damage to a note would change."""
    text = "\0".join((known["made_of"], known["bytes"], known["site"], *words))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(project: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file that has a part in a site, in the order of its path."""
    ours = [tools.PROGRAM, tools.PROGRAM.parent / "templates"]
    parts = [*(project / name for name in INPUTS), *ours]
    return tools.files([str(part) for part in parts])
