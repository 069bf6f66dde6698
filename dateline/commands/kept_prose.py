"""Prose that was turned into HTML before: what one build knows, for the next one.

A note in ``.dateline/`` of the project holds it, beside that of ``kept_pages`` and as
good as none in the same cases. What no build needed for long is let go.
"""

from pathlib import Path

from .. import markup
from . import kept, kept_notes
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
        self.before = kept_notes.read(self.note, dict[str, str], self.tools) or {}
        markup.known = dict(self.before) if tools else None

    def remember(self) -> None:
        """Leaves a note of all that was known or is known now; where it cannot, none."""
        now, markup.known = markup.known, None
        if now is None or now == self.before:
            return
        if len(now) > MOST:
            now = {name: now[name] for name in now if name not in self.before}
        if len(now) <= MOST:
            kept_notes.leave(self.project, self.note, now, self.tools)
