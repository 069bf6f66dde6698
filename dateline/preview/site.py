"""A path that a browser asks for in; a file of the site, or why there is none, out."""

import os
import stat
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from ..pages import ASSETS
from .page import digest

LIST = ".dateline"
"""The list of its files that a site of ours holds: digest, size and path of each."""
PAGE = "text/html; charset=utf-8"
WORDS = "text/plain; charset=utf-8"
KINDS = {
    ".html": PAGE,
    ".txt": WORDS,
    ".bib": WORDS,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
}
SEEN = frozenset(KINDS) - {".html", ".txt", ".bib", ".json", ".xml", ".ics", ".csv"}
"""Files that a page loads, so that it looks different when they change."""


class Answer(Struct, frozen=True):
    """What is sent for a path; ``location`` leads to where it is.

    ``is_lasting`` is what never changes at its address, as a digest of it is in its name.
    """

    status: HTTPStatus
    kind: str
    data: bytes = b""
    location: str = ""
    is_lasting: bool = False


MISSING = Answer(HTTPStatus.NOT_FOUND, WORDS, b"There is no such page.\n")


class Site:
    """The files of one folder, as they are at each moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ahead: Mapping[str, bytes] = {}
        """Pages that will soon be files of it, by address: they are seen already."""

    @property
    def is_there(self) -> bool:
        """Whether a build of ours has written it."""
        return (self.folder / LIST).is_file()

    def answer(self, path: str) -> Answer:
        """What lies at the path of an address, still in percent signs."""
        parts = segments(path)
        if parts is None:
            return self._missing()
        if parts[-1] == "":
            parts = [*parts[:-1], "index.html"]
        data = self.ahead.get("/".join(parts)) or self._read(parts)
        if data is None and self._read([*parts, "index.html"]) is not None:
            place = "/".join(["", *map(quote, parts), ""])
            return Answer(HTTPStatus.FOUND, WORDS, location=place)
        if data is None:
            return self._missing()
        kind = KINDS.get(Path(parts[-1]).suffix.lower(), "application/octet-stream")
        return Answer(HTTPStatus.OK, kind, data, is_lasting=parts[0] == ASSETS)

    def look(self) -> str:
        """A name for all that pages load: it changes when one of these files does."""
        try:
            lines = (self.folder / LIST).read_text(encoding="utf-8").split("\n")
        except OSError:
            return ""
        seen = [line for line in lines if line[line.rfind(".") :].lower() in SEEN]
        return digest("\n".join(seen).encode())

    def _missing(self) -> Answer:
        data = self._read(["404.html"])
        return Answer(HTTPStatus.NOT_FOUND, PAGE, data) if data else MISSING

    def _read(self, parts: list[str]) -> bytes | None:
        """A file of the site; None for what is none, or is a link that leads out."""
        try:
            root = self.folder.resolve(strict=True)
            real = root.joinpath(*parts).resolve(strict=True)
            if not real.is_relative_to(root) or real == root:
                return None
            handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as stream:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    return None
                return stream.read()
        except (OSError, RuntimeError, ValueError):
            return None


def segments(path: str) -> list[str] | None:
    """The parts of a path; None where no file of a site can be meant.

    A sign that parts paths stays one only where it is not in percent signs; nothing
    that begins with a dot is ever given out.
    """
    if not path.startswith("/"):
        return None
    found = []
    for part in path[1:].split("/"):
        try:
            segment = unquote(part, errors="strict")
        except UnicodeDecodeError:
            return None
        if segment.startswith(".") or "/" in segment or "\\" in segment:
            return None
        if not segment.isprintable():
            return None
        found.append(segment)
    return found if all(found[:-1]) else None
