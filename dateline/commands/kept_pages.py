"""Pages as they were filled before: pages in, their files out, few of them filled anew.

The files are those of the old site. A note in ``.dateline/`` of the project says of each
what it was filled from: a digest of all that the page prints, of the templates and of the
program. It may be deleted at any time; one that is damaged, or of another version, is as
good as none, and so is a file of the site that is not as it was written.
"""

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..pages import Page, Pages
from ..steps.render import Files, render
from . import tools
from .unchanged import leave, note_of

#: For the address of a page what it was filled from, and its bytes: a digest of each.
_Known = Mapping[str, Sequence[str]]


class KeptPages:
    """What is known of the pages of the site at ``out`` while one build lasts."""

    def __init__(self, project: Path, out: Path, templates: Sequence[Path]) -> None:
        self.out = out
        self.templates = templates
        self.note = note_of(project, out, "pages")
        self.tools = tools.digest(templates)
        self.now: _Known = {}

    def files(
        self,
        pages: Pages,
        workers: int,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Files:
        """Every file of the site, as ``render`` makes it, with and without what is kept."""
        keys = {page.address: self._key(page) for page in pages.pages}
        if not self.tools or len(keys) < len(pages.pages):  # render says which is twice
            return render(pages, self.templates, workers, tell)
        known = _read(self.note)
        kept = {
            address: content
            for address, key in keys.items()
            if (content := self._kept(address, key, known))
        }
        news = tuple(page for page in pages.pages if page.address not in kept)
        files = render(replace(pages, pages=news), self.templates, workers, tell)
        made = {at: kept.get(at) or files.made[at] for at in keys}
        self.now = {
            at: known[at] if at in kept else (keys[at], _digest(content))
            for at, content in made.items()
        }
        return replace(files, made=made | files.made)

    def remember(self) -> None:
        """Leaves a note of the site that was just written; where it cannot, none."""
        if self.now and self.tools == tools.digest(self.templates):
            with suppress(OSError):
                leave(self.note, json.dumps([_signed(self.now), self.now]))

    def _key(self, page: Page) -> str:
        # Equal only for pages that are equal. Where the same words are two objects and
        # were one before, it differs, and the page is filled again.
        return _digest(self.tools + pickle.dumps(page, pickle.HIGHEST_PROTOCOL))

    def _kept(self, address: str, key: str, known: _Known) -> bytes:
        """The file of a page as it was filled before; empty where there is none."""
        was, digest = known.get(address, ("", ""))
        if was != key:
            return b""
        path = f"{self.out}/{address}"
        try:
            if not os.path.isfile(path):  # noqa: PTH113 - thousands of files: Path is slow
                return b""
            with open(path, "rb") as stream:  # noqa: PTH123 - as above
                content = stream.read()
        except OSError:
            return b""
        return content if _digest(content) == digest else b""


def _read(note: Path) -> _Known:
    """What a note says; nothing where there is none, or it is damaged."""
    try:
        digest, known = json.loads(note.read_bytes())
        return known if digest == _signed(known) else {}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def _signed(known: _Known) -> str:
    """What damage to a note would change."""
    return _digest(json.dumps(known).encode())


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
