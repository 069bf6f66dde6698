"""A file is replaced as a whole, or stays as it was."""

import contextlib
import os
import tempfile
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Puts data in the place of a file, made with its folder if there is none.

    What the file is a link to is replaced, not the link, and keeps its permissions.
    Raises OSError, with the old file intact.
    """
    goal = path.resolve()
    goal.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{goal.name}.", dir=goal.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(_permissions(goal))
        Path(beside).replace(goal)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def _permissions(goal: Path) -> int:
    try:
        return goal.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
