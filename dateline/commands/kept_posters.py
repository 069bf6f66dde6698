"""Posters as they were drawn before: posters in, their files out, few of them drawn anew.

Each is kept in ``.dateline/posters/`` of the project below a name that is made of all it
shows and of what draws it. The folder may be deleted at any time; a file that is damaged
is as good as none, and one that was not needed is removed.
"""

import hashlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from .. import posters
from ..pages import Poster
from . import kept

_FOLDER = "posters"
_SIZE = 32


def files(
    project: Path,
    wanted: Sequence[Poster],
    workers: int,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Mapping[str, bytes]:
    """The PNG of every poster by its address, the same with and without what is kept."""
    if not wanted:
        return {}
    folder = project / kept.FOLDER / _FOLDER
    tools = _tools()
    names = [_digest(tools, repr(poster).encode()).hex() for poster in wanted]
    found = [_kept(folder, name) for name in names]
    missing = [at for at, picture in enumerate(found) if not picture]
    made = posters.drawn([wanted[at] for at in missing], workers, tell)
    for at, picture in zip(missing, made, strict=True):
        found[at] = picture
        _keep(project, names[at], picture)
    _sweep(project, {*names})
    return {
        poster.address: picture for poster, picture in zip(wanted, found, strict=True)
    }


def _tools() -> bytes:
    """What draws: our own modules, and the packages with their versions."""
    whole = hashlib.blake2b(digest_size=_SIZE)
    for path in sorted(Path(posters.__file__).parent.glob("*.py")):
        whole.update(_digest(path.read_bytes()))
    for package in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "resvg_py"):
        found = importlib.util.find_spec(package)
        if found and found.origin:
            beside = Path(found.origin).parent.parent
            versions = (path.name for path in beside.glob(f"{package}-*.dist-info"))
            whole.update(" ".join((package, *sorted(versions), "\n")).encode())
    return whole.digest()


def _kept(folder: Path, name: str) -> bytes:
    """A poster as it was drawn before; empty where there is none, or it is damaged."""
    try:
        whole = kept.read(str(folder / name))
    except OSError:
        return b""
    picture = whole[_SIZE:]
    return picture if whole[:_SIZE] == _digest(name.encode(), picture) else b""


def _keep(project: Path, name: str, picture: bytes) -> None:
    with suppress(OSError):
        whole = _digest(name.encode(), picture) + picture
        kept.leave(str(project), f"{_FOLDER}/{name}", whole)


def _sweep(project: Path, names: set[str]) -> None:
    """Removes what is not among the names; another build may be doing the same."""
    with suppress(OSError):
        for name in kept.names(str(project), _FOLDER):
            if name not in names:
                kept.remove(str(project), f"{_FOLDER}/{name}")


def _digest(*parts: bytes) -> bytes:
    whole = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()
