"""Pages as they were filled before: pages in, their files out, few of them filled anew.

The files are those of the old site. A note in ``.dateline/`` of the project says of each
what it was filled from: a digest of all that the page prints, of the templates and of the
program. It may be deleted at any time; one that is damaged, or of another version, is as
good as none, and so is a file of the site that is not as it was written.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import msgpack
from msgspec.structs import replace

from .. import site_list
from ..held import together
from ..pages import Page, Pages
from ..site_list import Entry
from ..steps.render import Files, filled, render
from . import kept, kept_notes, tools
from .unchanged import note_of

#: For the address of a page a digest of what it was filled from, and that of its file.
_Known = dict[str, tuple[str, str]]


#: Writes a page as bytes that are equal only for pages that are equal: every record says
#: of which kind it is, and every text how long it is.
_WRITER = msgpack.Encoder()


class KeptPages:
    """What is known of the pages of the site at ``out`` while one build lasts."""

    def __init__(self, project: Path, out: Path, templates: Sequence[Path]) -> None:
        self.project = project
        self.out = out
        self.templates = templates
        self.note = project / kept.FOLDER / note_of(str(out), "pages")
        self.tools = tools.digest(templates)
        self.now: _Known = {}

    def files(
        self,
        placed: Pages,
        workers: int,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Files:
        """Every file of the site, as ``render`` makes it, with and without what is kept.

        A page that is kept is neither filled nor read: its entry in the list of the site
        is enough for ``write``. Who asks for its bytes gets them all the same.
        """
        keys = {page.address: self._key(page) for page in placed.pages}
        is_twice = len(keys) < len(placed.pages)  # render says which
        if not self.tools or is_twice:
            return render(placed, self.templates, workers, tell)
        entries = self._kept(keys)
        old = {page.address: page for page in placed.pages if page.address in entries}
        news = tuple(page for page in placed.pages if page.address not in old)
        files = render(replace(placed, pages=news), self.templates, workers, tell)
        for page in news:
            entries[page.address] = site_list.entry(files.made[page.address])
        self.now = {at: (key, entries[at][0]) for at, key in keys.items()}
        as_before = _Kept(self.out, old, entries, self.templates)
        return replace(files, made=together(as_before, files.made), entries=entries)

    def remember(self) -> None:
        """Leaves a note of the site that was just written; where it cannot, none."""
        if self.now and self.tools == tools.digest(self.templates):
            kept_notes.leave(self.project, self.note, self.now)

    def _key(self, page: Page) -> str:
        written = bytearray(self.tools)
        _WRITER.encode_into(page, written, -1)
        return hashlib.blake2b(written, digest_size=16).hexdigest()

    def _kept(self, keys: Mapping[str, str]) -> dict[str, Entry]:
        """What the site's list says of pages that were filled from the same before."""
        known = kept_notes.read(self.note, _Known) or {}
        with suppress(OSError):
            listed = (site_list.read(self.out) if known else None) or {}
            same = {
                at: listed[at]
                for at, (was, digest) in known.items()
                if keys.get(at) == was and at in listed and listed[at][0] == digest
            }
            return site_list.intact(self.out, same)
        return {}


class _Kept(Mapping[str, bytes]):
    """The files of pages that are kept, by address: read when they are asked for."""

    def __init__(
        self,
        out: Path,
        pages: Mapping[str, Page],
        entries: Mapping[str, Entry],
        templates: Sequence[Path],
    ) -> None:
        self.out = out
        self.pages = pages
        self.entries = entries
        self.templates = templates

    def __getitem__(self, address: str) -> bytes:
        page = self.pages[address]
        with suppress(OSError):
            content = (self.out / address).read_bytes()
            if site_list.entry(content) == self.entries[address]:
                return content
        return filled(page, self.templates).encode()  # somebody has changed it since

    def __contains__(self, address: object) -> bool:
        return address in self.pages  # without reading it

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)
