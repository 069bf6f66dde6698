"""A project's folder in, a word for every change of its files out.

The system tells us of changes at once, where it does; that a look at the files every
few seconds finds the same makes up for what it forgets: disks of other machines,
folders that went and came back.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

#: What of a project a site is built from.
FILE = "events.yaml"
FOLDERS = ("events", "content", "templates")

PAUSE = 5
"""Milliseconds without a change that end a save: editors write in several steps."""
LONGEST = 100
"""Milliseconds after which changes are told though they go on."""
LOOK = 2000
"""Milliseconds after which we look for ourselves."""

Stamps = Mapping[str, tuple[int, int, int]]
"""Files by path: when each was changed, how long it is, and which one it is."""


def stamps(project: Path, templates: Path) -> Stamps:
    """All files that a site is built from, as they are now, by their whole path."""
    found: dict[str, tuple[int, int, int]] = {}
    files = [str(project / FILE)]
    for folder in _folders(project, templates):
        files += [entry.path for entry in _entries(folder) if not _is_folder(entry)]
    for file in files:
        try:
            status = Path(file).stat()
        except OSError:
            continue
        found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def changed(before: Stamps, after: Stamps) -> frozenset[str]:
    """The files that differ between two looks."""
    return frozenset(
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
    )


def changes(project: Path, templates: Path, ends: threading.Event) -> Iterator[None]:
    """Yields after every change, and every few seconds without; stops when it ends.

    Yields more often than something has changed: compare ``stamps``. A folder that is
    deleted and made again is still watched, the project's own too.
    """
    from watchfiles import watch

    while not ends.is_set():
        watched = _watched(project, templates)
        yield None  # what happened while nobody watched
        try:
            for _ in watch(
                *watched,
                watch_filter=None,
                debounce=LONGEST,
                step=PAUSE,
                stop_event=ends,
                rust_timeout=LOOK,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield None
                if _watched(project, templates) != watched:
                    break
        except OSError:  # a folder went before it could be watched, or there is none
            ends.wait(LOOK / 1000 / 4)


def _watched(project: Path, templates: Path) -> dict[str, int]:
    """The folders to watch, each with what tells it from another of its name."""
    found: dict[str, int] = {}
    for folder in [str(project), *_folders(project, templates)]:
        try:
            found[folder] = Path(folder).stat().st_ino
        except OSError:
            continue
    return found


def _folders(project: Path, templates: Path) -> Iterator[str]:
    """Every folder that holds files a site is built from."""
    roots = [project / name for name in FOLDERS]
    if templates.resolve() != (project / "templates").resolve():
        roots.append(templates)
    waiting = [str(root) for root in roots if root.is_dir() and not root.is_symlink()]
    while waiting:
        folder = waiting.pop()
        yield folder
        waiting += [entry.path for entry in _entries(folder) if _is_folder(entry)]


def _entries(folder: str) -> Sequence["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir(follow_symlinks=False)
