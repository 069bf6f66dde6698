"""``.dateline/`` of a project: what one build keeps there for the next, and for an editor.

It may be deleted at any time. A project may come from anywhere, and this folder with it:
what is reached through a link there is neither written nor removed. Every function raises
OSError where that is so, or the file system refuses.

Asked before anything else in a build: see ``tools`` on the imports.
"""

from __future__ import annotations

import errno
import os
import stat

FOLDER = ".dateline"
#: What programs for editing complete by; a build of the project's own site keeps it.
SCHEMA = "events.schema.json"
#: Beside what is kept: holds it out of everybody's history.
IGNORED = b"# Made by Dateline, and made again when it is missing.\n*\n"


def leave(project: str, name: str, content: bytes) -> None:
    """Writes a file there, whole or not at all; ``name`` may begin with a folder."""
    folder = f"{project}/{FOLDER}"
    inside = name.rpartition("/")[0]
    for each in (folder, f"{folder}/{inside}") if inside else (folder,):
        if not os.path.lexists(each):
            os.makedirs(each, exist_ok=True)
        _check(each)
    if not os.path.lexists(f"{folder}/.gitignore"):
        _write(f"{folder}/.gitignore", IGNORED)
    _write(f"{folder}/{name}", content)


def read(path: str) -> bytes:
    """What a file there holds; a link, or what would be read without end, holds nothing."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        return stream.read()


def names(project: str, inside: str) -> list[str]:
    """What is kept in a folder there, by name."""
    folder = f"{project}/{FOLDER}"
    _check(folder)
    _check(f"{folder}/{inside}")
    return os.listdir(f"{folder}/{inside}")


def remove(project: str, name: str) -> None:
    """Removes a file there."""
    path = f"{project}/{FOLDER}/{name}"
    _check(f"{project}/{FOLDER}")
    _check(os.path.dirname(path))
    os.unlink(path)


def _check(folder: str) -> None:
    if not stat.S_ISDIR(os.lstat(folder).st_mode):  # a link is none
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)


def _write(path: str, content: bytes) -> None:
    beside = f"{path}.new"  # one name: what a kill leaves goes with the next build
    if os.path.lexists(beside):
        os.unlink(beside)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(beside, flags, 0o666), "wb") as stream:
        stream.write(content)
    os.replace(beside, path)
