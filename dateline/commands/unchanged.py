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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import site_list
from . import commit, tools

FOLDER = ".dateline"
#: What programs for editing complete by; a build of the project's own site keeps it.
SCHEMA = "events.schema.json"
#: Beside ``.dateline/`` itself: keeps it out of everybody's history.
IGNORED = "# Made by Dateline, and made again when it is missing.\n*\n"
INPUTS = ("events.yaml", "events", "content", "templates", ".gitattributes")


class Said(NamedTuple):
    """What a build printed: the problems, plain and in colour, and its last line."""

    problems: str
    colored: str
    line: str


def made_of(project: Path, words: Sequence[str]) -> str:
    """What a build of this moment is made of, as a digest; "" if that cannot be told.

    That is every byte of the project that ``load`` may read, with its time stamps, the
    commit that is checked out, the program, the packages that it uses, and ``words``.
    """
    parts: list[str | bytes] = [sys.version, *words, *tools.packages()]
    parts.append(commit.checked_out(os.fspath(project)))
    try:
        for path, state in _files(project):
            stamps = f"{state.st_mtime_ns} {state.st_ctime_ns}"
            parts += [path.removeprefix(str(project)), stamps, tools.content(path)]
    except (OSError, tools.CannotTell):
        return ""
    return tools.digest_of(parts).hex()


def said(project: Path, out: Path, made: str) -> Said | None:
    """What the build said that made the site at ``out`` of just this; else None."""
    try:
        note = json.loads(note_of(project, out, "built").read_bytes())
        found = Said(*note["said"])
        is_same = made != "" and note["made_of"] == made
        is_same = is_same and note["digest"] == _signed(made, note["site"], found)
        is_same = is_same and all(isinstance(words, str) for words in found)
        if is_same and note["site"] == _list_of(out) and site_list.is_whole(out):
            return found
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def remember(project: Path, out: Path, made: str, words: Said) -> None:
    """Leaves a note for the next build; where none can be left, there is none."""
    with contextlib.suppress(OSError):
        note = note_of(project, out, "built")
        if not made:
            note.unlink(missing_ok=True)
            return
        site = _list_of(out)
        digest = _signed(made, site, words)
        fields = {"made_of": made, "site": site, "said": words, "digest": digest}
        leave(note, json.dumps(fields))


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


def _signed(made: str, site: str, words: Said) -> str:
    """What damage to a note would change."""
    text = "\0".join((made, site, *words))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(project: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file that has a part in a site, in the order of its path."""
    ours = [tools.PROGRAM, tools.PROGRAM.parent / "templates"]
    parts = [*(project / name for name in INPUTS), *ours]
    return tools.files([str(part) for part in parts])
