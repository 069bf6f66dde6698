"""Files in, the site's folder out: all of it at once, or nothing. Only this step writes.

The new site is built complete beside the old one, in ``.NAME.dateline-new``, and then
changes places with it. A build that fails or is killed leaves the old site; the next
build sweeps up. In order:

1. Lock ``.NAME.dateline-lock``, so that two builds cannot meet; the lock ends with the
   process. Sweep up or put right what a killed build left.
2. Refuse a folder that holds a file we did not write: ``.dateline`` inside it lists ours.
3. Link each file that has not changed from the old site (so that it keeps its time
   stamp; links are safe, as no file is ever written in place), write all others, and the
   list last. If nothing differs, stop here.
4. Flush the file system once (syncfs), so that no power cut can show the new folder
   without the contents of its files. Ten thousand single fsyncs would take minutes.
5. Let the two folders change places: renameat2(2) with RENAME_EXCHANGE, one step, on
   Linux. Elsewhere the old site moves away to ``.NAME.dateline-old`` and the new one in:
   two steps, and if the machine stops between them the next build moves it back.
6. Remove the old site. A failure here is harmless and left to the next build.
"""

import ctypes
import errno
import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from ..problems import Mark, Problem
from ..site_list import HEADING, LIST, Entry, below, beside, digest, entry, intact, read

try:
    import fcntl
except ImportError:  # Windows has no flock: two builds at once are not noticed there
    FLOCK = False
else:
    FLOCK = True

#: A lock is never made through a link that stands in its place.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

INPUTS = frozenset(
    {
        ".ci",
        ".dateline",
        ".git",
        "content",
        "dateline",
        "events",
        "requirements",
        "templates",
    }
    | {"tests", "tools"}
)
"""Folders of a project that are read or kept, so that no site may be put there."""

NO_COPIES: Mapping[str, Path] = MappingProxyType({})
NONE_KNOWN: Mapping[str, Entry] = MappingProxyType({})


class Written(Struct, frozen=True):
    """How many files are new or different, how many are gone, how many stayed."""

    changed: int
    removed: int
    kept: int


class CannotWrite(Exception):  # noqa: N818 - the machine erred, not the program
    """The machine failed us at a path; the old site is as it was."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def write(
    files: Mapping[str, bytes],
    out: Path,
    project: Path,
    copies: Mapping[str, Path] = NO_COPIES,
    known: Mapping[str, Entry] = NONE_KNOWN,
) -> Written | Problem:
    """Puts a site in place of the one at ``out``, or says why that folder cannot be used.

    ``files`` maps a path inside the site, with forward slashes, to its bytes; ``copies``
    maps one to a file to be copied byte for byte, and ``known`` maps some of the first to
    what the list will say of them: they are asked for only if the old site has them not, so
    that ``files`` may read or make them then. Raises ``CannotWrite`` if the machine
    fails, and ``ValueError`` for paths that no caller of ours should make. A file edited
    by hand inside the site is written again.
    """
    _check_paths([*files, *copies])
    try:
        target = out.resolve()
        if out.name not in (
            "",
            "..",
        ):  # a link is not followed, so that we can refuse it
            target = out.parent.resolve() / out.name
        if problem := _refused_place(target, project.resolve()):
            return problem
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target) as is_ours:
            if not is_ours:
                text = "another build is writing this folder at this moment"
                return _refusal(
                    target, text, "Wait until it is done, then build again."
                )
            return _write_locked(files, copies, known, target)
    except OSError as error:
        path = os.fspath(error.filename) if error.filename else str(out)
        raise CannotWrite(str(path), error.strerror or str(error)) from error
    except RuntimeError as error:  # how Path.resolve says so before Python 3.13
        raise CannotWrite(str(out), os.strerror(errno.ELOOP)) from error


def _write_locked(
    files: Mapping[str, bytes],
    copies: Mapping[str, Path],
    known: Mapping[str, Entry],
    target: Path,
) -> Written | Problem:
    new, away = _beside(target, "new"), _beside(target, "old")
    _sweep(target, new, away)
    old = _old_list(target)
    if isinstance(old, Problem):
        return old
    entries = _entries(files, copies, known)
    as_it_was = intact(target, old)
    kept = {path for path, each in entries.items() if as_it_was.get(path) == each}
    if entries == as_it_was and old:
        return Written(0, 0, len(kept))
    try:
        entries = _build(entries, kept, files, copies, new, target)
        _flush(new)
        os.utime(new / LIST)  # the youngest by far, so that the others are trusted
        _swap(new, target, away)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if target.exists():
            shutil.rmtree(away, ignore_errors=True)
    removed = len(old.keys() - entries.keys())
    return Written(len(entries) - len(kept), removed, len(kept))


def _check_paths(paths: list[str]) -> None:
    """Raises ValueError for paths that could leave the site or meet on some disk."""
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        parts = path.split("/")
        if {"", ".", ".."} & set(parts) or "\\" in path or not path.isprintable():
            raise ValueError(f"not a path inside a site: {path!r}")
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded == LIST or folded in seen:
            raise ValueError(f"{path!r} meets {seen.get(folded, LIST)!r} on some disks")
        seen[folded] = path
        while (folded := folded.rpartition("/")[0]) and folded not in folders:
            folders.add(folded)
    if both := folders & seen.keys():
        raise ValueError(f"{min(both)!r} would be a file and a folder")


def _refusal(target: Path, text: str, hint: str) -> Problem:
    return Problem(Mark(str(target)), text, hint, "output-folder")


def _refused_place(target: Path, project: Path) -> Problem | None:
    """What speaks against a place for the site, whatever it holds."""
    hint = "Choose another folder with --out, such as --out site."
    if target == project:
        return _refusal(target, "the site cannot be the project's own folder", hint)
    if project.is_relative_to(target):
        return _refusal(target, "this folder holds the project itself", hint)
    if target.is_relative_to(project):
        first = target.relative_to(project).parts[0]
        if first.casefold() in INPUTS:
            text = f"the site cannot be in “{first}”, which is part of the project"
            return _refusal(target, text, hint)
    if target.is_symlink():
        text = f"this is a link, to “{target.readlink()}”"
        return _refusal(target, text, "Delete the link, or name the folder itself.")
    if target.exists() and not target.is_dir():
        return _refusal(target, "this is a file, not a folder", hint)
    return None


def _beside(target: Path, what: str) -> Path:
    return Path(beside(str(target), what))


@contextmanager
def _lock(target: Path) -> Iterator[bool]:
    """Holds the lock of one output folder; gives False if somebody else has it."""
    path = _beside(target, "lock")
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | _NO_LINK, 0o666)
        try:
            if FLOCK:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            yield False
            return
        try:
            # Between open and flock the last holder may have removed the file.
            if os.path.samestat(os.fstat(handle), path.stat()):
                break
        except FileNotFoundError:
            pass
        os.close(handle)
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _sweep(target: Path, new: Path, away: Path) -> None:
    """Puts right what a killed build left: the old site first, then nothing else."""
    if not os.path.lexists(target) and away.is_dir() and not away.is_symlink():
        away.rename(target)
    for left in (new, away):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def _old_list(target: Path) -> dict[str, Entry] | Problem:
    """What we wrote into a folder, or the first thing in it that is not ours."""
    if not target.exists():
        return {}
    listed = read(target)
    old = listed or {}
    folders = {""}
    for path in old:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    foreign = sorted(
        path
        for path, is_folder in below(target)
        if (path not in folders if is_folder else path not in old and path != LIST)
    )
    if listed is None and (target / LIST).exists():
        foreign = [LIST]
    if not foreign:
        return old
    text = f"this folder holds “{foreign[0]}”, which Dateline did not write"
    if len(foreign) > 1:
        text = f"{text}, and {len(foreign) - 1} more like it"
    hint = "Move it elsewhere (the build replaces the whole folder), or choose another --out."
    return _refusal(target, text, hint)


def _entries(
    files: Mapping[str, bytes],
    copies: Mapping[str, Path],
    known: Mapping[str, Entry],
) -> dict[str, Entry]:
    """The list of the new site, sorted by path."""
    entries = {
        path: (digest(file), file.stat().st_size) for path, file in copies.items()
    }
    for path in files:
        entries[path] = known.get(path) or entry(files[path])
    return dict(sorted(entries.items()))


def _build(
    entries: Mapping[str, Entry],
    kept: set[str],
    files: Mapping[str, bytes],
    copies: Mapping[str, Path],
    new: Path,
    target: Path,
) -> dict[str, Entry]:
    """Puts the whole new site into ``new``; gives its list, as it really was written."""
    done: dict[str, Entry] = {}
    new.mkdir()
    folders = {""}
    for path, listed in entries.items():
        place = f"{new}/{path}"
        done[path] = listed
        _make_folders(new, path.rpartition("/")[0], folders)
        if path in kept:
            _link(f"{target}/{path}", place)
        elif path in files:
            data = files[path]
            _create(place, data)
            done[path] = entry(data)  # what is known may be of a moment before
        else:  # the file may have changed since we looked
            shutil.copyfile(copies[path], place)
            done[path] = (digest(Path(place)), Path(place).stat().st_size)
    lines = [f"{named} {size} {path}\n" for path, (named, size) in done.items()]
    _create(f"{new}/{LIST}", "".join([HEADING + "\n", *lines]).encode())
    return done


def _make_folders(new: Path, folder: str, folders: set[str]) -> None:
    if folder not in folders:
        _make_folders(new, folder.rpartition("/")[0], folders)
        (new / folder).mkdir()
        folders.add(folder)


def _create(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    except OSError as error:
        error.filename = path  # os.write does not say where the disk was full
        raise
    finally:
        os.close(handle)


def _link(source: str, place: str) -> None:
    """The same file at a second place, or a copy where the disk knows no links."""
    try:
        os.link(source, place)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV):
            raise
        shutil.copy2(source, place)


def _flush(folder: Path) -> None:
    """Brings all that is written to the disk, the whole file system in one call."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if not syncfs:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def _swap(new: Path, target: Path, away: Path) -> None:
    """Puts the new site where the old one is."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(away)
        try:
            new.rename(target)
        except OSError:
            away.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if not renameat2:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: linux/fcntl.h, linux/fs.h
    names = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(here, names[0], here, names[1], exchange) == 0)
