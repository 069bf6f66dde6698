"""A project's folder in; everything an editor wrote, as text with places, out.

Reads events.yaml, events/**/*.yaml and content/. Hidden files and the backups of text
editors are passed over. Links that lead out of the project, pipes and devices are never
opened. All problems of all files are found; a file that cannot be read is absent.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from .. import links, pictures, yaml_refusals, yaml_text
from ..problems import Mark, Problem
from ..source import Fields, Markdown, Source
from ..yaml_builder import NEVER, EventStream

MAX_BYTES = 100_000_000
"""The largest file read, eight times a timeline of 10,000 events with long texts. Beyond
it a machine of ordinary size would run out of memory without a word."""

BACKUP = re.compile(r"\..*|.*~|#.*#|.*\.sw[op]", re.DOTALL)
"""Hidden files, and what vi, Emacs and their kin leave beside a file."""


def load(
    project: Path, parser: Callable[[str], EventStream] = yaml_text.FASTEST
) -> tuple[Source, list[Problem]]:
    """Reads a project; never raises for what an editor can do.

    ``parser`` is PyYAML's, the C one where there is one; the result is the same. The
    problems are sorted by place. A document is absent from the Source if it could not
    be understood; one that only says something twice is there.
    """
    root = project.resolve()
    if not root.is_dir():
        hint = "Name a folder that holds events.yaml after --project."
        said = f"there is no folder “{project}”"
        return Source(), [Problem(Mark("."), said, hint, "file-missing")]
    problems: list[Problem] = []
    documents: dict[str, Fields] = {}
    texts: dict[str, str] = {}
    is_whole = True
    for file in _data_files(root, problems):
        if (text := _text(root, file, problems)) is None:
            is_whole = False
            continue
        texts[file] = text
        fields, found = yaml_text.read(file, text, parser)
        problems += found
        if fields is not None:
            documents[file] = fields
    pages, media = _content(root, problems)
    seen = None
    if links.FILE in media and (text := _text(root, links.FILE, problems)) is not None:
        seen, found = yaml_text.read(links.FILE, text, parser)
        problems += found
    media -= {links.FILE}
    source = Source(documents, pages, media, texts, links=seen, is_whole=is_whole)
    return source, sorted(problems)


def _data_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """events.yaml, then what lies under events/, in the order of its path."""
    if not os.path.lexists(root / "events.yaml"):
        problems.append(_no_events(root))
    elif _is_readable(root, "events.yaml", problems):
        yield "events.yaml"
    for file in _files(root, "events", problems):
        if file.endswith(".yaml"):
            yield file
        elif file.lower().endswith((".yml", ".yaml")):
            problems.append(_rename(file, ".yaml"))


def _content(
    root: Path, problems: list[Problem]
) -> tuple[dict[str, Markdown], frozenset[str]]:
    pages: dict[str, Markdown] = {}
    media = set()
    for file in _files(root, "content", problems):
        if file.endswith(".md"):
            if (text := _text(root, file, problems)) is not None:
                pages[file] = Markdown(file, text)
        elif file.lower().endswith((".md", ".markdown", ".mdown")):
            problems.append(_rename(file, ".md"))
        else:
            media.add(file)
            if file.lower().endswith(".svg"):
                problems += _svg(root, file)
            elif file.lower().endswith(".svgz"):
                problems.append(_packed(file))
    return pages, frozenset(media)


def _svg(root: Path, file: str) -> Iterator[Problem]:
    """What speaks against a picture that may hold scripts."""
    try:
        data = _bytes(root / file)
    except OSError as error:
        yield _unreadable(file, error)
        return
    if data is None:
        yield _large(file)
    elif said := pictures.objection(data):
        hint = "Save it as .png, or as plain SVG."
        yield Problem(Mark(file), said, hint, "picture-script")


def _packed(file: str) -> Problem:
    text = "this SVG is packed, so that nobody sees whether it holds a script"
    hint = f"Unpack it: gunzip -S z -c '{file}' > '{file[:-1]}', and delete it."
    return Problem(Mark(file), text, hint, "picture-script")


def _files(root: Path, folder: str, problems: list[Problem]) -> list[str]:
    """All ordinary files under a folder of the project, sorted by path."""
    if not os.path.lexists(root / folder):
        return []
    if not stat.S_ISDIR((root / folder).lstat().st_mode):
        text = f"“{folder}” is not a folder"
        hint = f"Rename it, or make a folder “{folder}” in its place."
        problems.append(Problem(Mark(folder), text, hint, "file-kind"))
        return []
    found: list[str] = []
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            names = [found.name for found in (root / inside).iterdir()]
        except OSError as error:
            problems.append(_unreadable(inside, error))
            continue
        for name in names:
            if BACKUP.fullmatch(name):
                continue
            file = f"{inside}/{name}"
            if not name.isprintable():
                problems.append(_unprintable(file))
            elif stat.S_ISDIR((root / file).lstat().st_mode):
                waiting.append(file)
            elif _is_readable(root, file, problems):
                found.append(file)
    return sorted(found)


def _is_readable(root: Path, file: str, problems: list[Problem]) -> bool:
    """True for an ordinary file, or a link to one inside the project."""
    try:
        real = (root / file).resolve(strict=True)
        kind = real.stat().st_mode
    except (OSError, RuntimeError):  # resolve raises RuntimeError for a circle of links
        text = "this link leads nowhere"
        hint = "Put the file itself here, or delete the link."
        problems.append(Problem(Mark(file), text, hint, "file-kind"))
        return False
    if not real.is_relative_to(root):
        text = f"this link leads out of the project, to “{real}”"
        hint = "Put a copy of the file here."
        problems.append(Problem(Mark(file), text, hint, "file-kind"))
        return False
    if stat.S_ISREG(kind):
        return True
    if stat.S_ISDIR(kind):
        linked = (root / file).is_symlink()
        text = "this is a link to a folder" if linked else f"“{file}” is a folder"
        hint = "Put the folder itself here." if linked else "A file must stand here."
    else:
        text = "this is not a file with content, but a pipe, socket or device"
        hint = "Delete it."
    problems.append(Problem(Mark(file), text, hint, "file-kind"))
    return False


def _text(root: Path, file: str, problems: list[Problem]) -> str | None:
    """A whole file as text with LF line ends, or None and a problem."""
    try:
        data = _bytes(root / file)
    except OSError as error:
        problems.append(_unreadable(file, error))
        return None
    if data is None:
        problems.append(_large(file))
        return None
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_encoding(file, data, error.start))
        return None
    decoded = decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := NEVER.search(decoded):
        problems.append(_control(file, decoded, found.start()))
        return None
    return decoded


def _bytes(path: Path) -> bytes | None:
    """A file's bytes, or None if there are too many. Never waits for a pipe."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as stream:
        if os.fstat(handle).st_size > MAX_BYTES:
            return None
        return stream.read()


def _place(file: str, text: str) -> Mark:
    """The place behind a text that begins the file."""
    return Mark(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _encoding(file: str, data: bytes, index: int) -> Problem:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = f"this file is in UTF-16: it begins with the bytes {data[:2].hex(' ').upper()}"
        hint = "Save it in your editor with the encoding UTF-8."
        return Problem(Mark(file, 1, 1), text, hint, "encoding")
    before = data[:index].decode("utf-8").removeprefix("\ufeff")
    at = _place(file, before.replace("\r\n", "\n").replace("\r", "\n"))
    text = f"the byte {data[index]:02X} is not UTF-8"
    if letter := data[index : index + 1].decode("cp1252", "ignore"):
        text += f"; in Windows-1252 it is “{letter}”"
    hint = "Save the file in your editor with the encoding UTF-8."
    return Problem(at, text, hint, "encoding")


def _control(file: str, text: str, index: int) -> Problem:
    at, character = _place(file, text[:index]), text[index]
    if character == "\0" and text.count("\0") * 4 > len(text):
        said = "this file is in UTF-16, without a mark at its beginning"
        hint = "Save it in your editor with the encoding UTF-8."
        return Problem(Mark(file, 1, 1), said, hint, "encoding")
    said = f"an invisible character stands here (U+{ord(character):04X})"
    return Problem(at, said, "Delete it.", "control-character")


def _no_events(root: Path) -> Problem:
    at = Mark("events.yaml")
    for name in (
        "events.yml",
        "event.yaml",
        "event.yml",
        "Events.yaml",
        "events.yaml.txt",
    ):
        if (root / name).is_file():
            text = f"there is no file events.yaml, but “{name}”"
            return Problem(at, text, "Rename it to events.yaml.", "file-missing")
    text = "there is no file events.yaml in this folder"
    hint = f"Write one, for a start:\n{yaml_refusals.STARTER}"
    return Problem(at, text, hint, "file-missing")


def _large(file: str) -> Problem:
    text = f"this file is larger than {MAX_BYTES // 1_000_000} MB"
    hint = "Split it into several files in events/."
    if file.lower().endswith(".svg"):
        hint = "Save it as .png."
    return Problem(Mark(file), text, hint, "file-large")


def _rename(file: str, suffix: str) -> Problem:
    name = file.rpartition("/")[2]
    text = f"“{name}” would not be read: its name does not end in {suffix}"
    hint = f"Rename it to “{name.rpartition('.')[0]}{suffix}”."
    return Problem(Mark(file), text, hint, "file-kind")


def _unprintable(file: str) -> Problem:
    shown = file.encode("unicode_escape", "backslashreplace").decode("ascii")
    text = "the name of this file holds characters that cannot be shown"
    return Problem(Mark(shown), text, "Rename it.", "file-kind")


def _unreadable(file: str, error: OSError) -> Problem:
    if error.errno in (errno.EACCES, errno.EPERM):
        text = "you have no permission to read this"
        hint = f"Give yourself the right to read it: chmod u+rX '{file}'"
    else:
        reason = (error.strerror or "unknown reason").lower()
        text, hint = f"this cannot be read: {reason}", "Check the disk and the file."
    return Problem(Mark(file), text, hint, "file-unreadable")
