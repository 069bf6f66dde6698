"""Pages as they were filled before: pages in, their files out, few of them filled anew.

The files are those of the old site. A note in ``.dateline/`` of the project says of each
what it was filled from: a digest of all that the page prints, of the templates and of the
program. It may be deleted at any time; one that is damaged, or of another version, is as
good as none, and so is a file of the site that is not as it was written.
"""

import hashlib
import io
import json
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from pathlib import Path

from .. import pages
from ..held import Held, together
from ..pages import Page, Pages
from ..steps.render import Files, render
from . import tools
from .unchanged import leave, note_of

#: For the address of a page what it was filled from, and its bytes: a digest of each.
_Known = Mapping[str, Sequence[str]]


def _parts(kind: type) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    """How a page, or a part of one, is written: all of its fields."""
    values = attrgetter("__class__", *(field.name for field in fields(kind)))
    return lambda thing: (kind, values(thing))


#: Every kind of page and of its parts. What dataclasses bring along for pickle looks up
#: their fields anew for each of the thousands of notes and links.
_KINDS = {
    kind: _parts(kind)
    for kind in vars(pages).values()
    if isinstance(kind, type) and is_dataclass(kind)
}


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
        placed: Pages,
        workers: int,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Files:
        """Every file of the site, as ``render`` makes it, with and without what is kept."""
        keys = {page.address: self._key(page) for page in placed.pages}
        is_twice = len(keys) < len(placed.pages)  # render says which
        if not self.tools or is_twice:
            return render(placed, self.templates, workers, tell)
        known = _read(self.note)
        kept = Held()
        for address, key in keys.items():
            if content := self._kept(address, key, known):
                kept.take({address: content})
        news = tuple(page for page in placed.pages if page.address not in kept)
        files = render(replace(placed, pages=news), self.templates, workers, tell)
        self.now = {
            at: known[at] if at in kept else (key, _digest(files.made[at]))
            for at, key in keys.items()
        }
        return replace(files, made=together(kept, files.made))

    def remember(self) -> None:
        """Leaves a note of the site that was just written; where it cannot, none."""
        if self.now and self.tools == tools.digest(self.templates):
            with suppress(OSError):
                leave(self.note, json.dumps([_signed(self.now), self.now]))

    def _key(self, page: Page) -> str:
        # Equal only for pages that are equal. Where the same words are two objects and
        # were one before, it differs, and the page is filled again.
        written = io.BytesIO()
        written.write(self.tools)
        writing = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
        writing.dispatch_table = _KINDS
        writing.dump(page)
        return _digest(written.getbuffer())

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


def _digest(content: bytes | memoryview) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
