"""Pages as they were filled before: pages in, their files out, few of them filled anew.

The files are those of the old site. A note in ``.dateline/`` of the project says of each
what it was filled from: a digest of all that the page prints, of the templates and of the
program. It may be deleted at any time; one that is damaged, or of another version, is as
good as none, and so is a file of the site that is not as it was written.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.msgpack import Encoder
from msgspec.structs import replace

from ..held import Held, together
from ..pages import Page, Pages
from ..steps.render import Files, render
from . import tools
from .unchanged import leave, note_of

#: For the address of a page what it was filled from, and its bytes: a digest of each.
_Known = Mapping[str, Sequence[str]]


#: Writes a page as bytes that are equal only for pages that are equal: every record says
#: of which kind it is, and every text how long it is.
_WRITER = Encoder()


class KeptPages:
    """What is known of the pages of the site at ``out`` while one build lasts."""

    def __init__(self, project: Path, out: Path, templates: Sequence[Path]) -> None:
        self.out = out
        self.templates = templates
        self.note = note_of(str(project), str(out), "pages")
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
        written = bytearray(self.tools)
        _WRITER.encode_into(page, written, -1)
        return _digest(written)

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


def _read(note: str) -> _Known:
    """What a note says; nothing where there is none, or it is damaged."""
    try:
        digest, known = json.loads(Path(note).read_bytes())
        return known if digest == _signed(known) else {}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def _signed(known: _Known) -> str:
    """What damage to a note would change."""
    return _digest(json.dumps(known).encode())


def _digest(content: bytes | bytearray) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
