"""Prose that was turned into HTML before: what one build knows, for the next one.

A note in ``.dateline/`` of the project holds it, beside that of ``kept_pages`` and as
good as none in the same cases. What no build needed for long is let go.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from msgspec import json

from .. import markup
from . import kept
from .unchanged import note_of

#: More texts than these are not kept: reading them all would take longer than a few anew.
MOST = 4096


class KeptProse:
    """What is known of the prose of a project, while one build into ``out`` lasts."""

    def __init__(self, project: Path, out: Path, tools: bytes) -> None:
        """``tools`` tells the program and its packages from others; empty: nothing does."""
        self.project = project
        self.note = project / kept.FOLDER / note_of(str(out), "prose")
        self.tools = tools.hex()
        self.before = _read(self.note, self.tools)
        markup.known = dict(self.before) if tools else None

    def remember(self) -> None:
        """Leaves a note of all that was known or is known now; where it cannot, none."""
        now, markup.known = markup.known, None
        if now is None or now == self.before:
            return
        if len(now) > MOST:
            now = {name: now[name] for name in now.keys() - self.before.keys()}
        if len(now) <= MOST:
            said = (_signed(self.tools, now), now)
            with suppress(OSError):
                whole = json.encode(said, order="deterministic")
                kept.leave(str(self.project), self.note.name, whole)


def _read(note: Path, tools: str) -> dict[str, str]:
    """What a note says; nothing where there is none, or it is damaged or of other tools."""
    try:
        said = note.read_bytes()
        signed, known = json.decode(said, type=tuple[str, dict[str, str]])
    except (OSError, ValueError, RecursionError):
        return {}
    return known if signed == _signed(tools, known) else {}


def _signed(tools: str, known: dict[str, str]) -> str:
    """What damage to a note would change, and other tools."""
    whole = json.encode((tools, known), order="deterministic")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()
