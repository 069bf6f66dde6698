"""Files as they are to be; written all, or none."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ..problems import Mark, Problem
from ..yaml_edit import as_loaded
from . import whole


class Change(Struct, frozen=True):
    """Files as they are to be: their texts, and what is wrong with the whole then.

    ``texts`` are those of the files that change, ``before`` all as they are now, ``added``
    the lines that are new, in the order in which they were put in. ``gap`` is the place
    of a note about empty time in which something happens now. ``is_in_time`` says
    whether the file's events stand in order of time, so that the new one has a place.
    """

    before: Mapping[str, str]
    texts: Mapping[str, str]
    added: tuple[tuple[str, list[str]], ...]
    file: str
    line: int
    new: tuple[Problem, ...]
    old: tuple[Problem, ...]
    gap: Mark | None = None
    is_in_time: bool = True


def write(project: Path, change: Change) -> None:
    """Puts the files in place, all or none. Raises OSError."""
    done: list[str] = []
    try:
        for file, text in change.texts.items():
            whole.write(project / file, text.encode("utf-8"))
            done.append(file)
    except BaseException:
        for file in done:
            if file in change.before:
                whole.write(project / file, change.before[file].encode("utf-8"))
            else:
                (project / file).unlink()
        raise


def next_step(project: Path) -> str:
    """What an editor types after a change."""
    if project.resolve() == Path.cwd():
        return "Next: make serve shows it while you go on; make site builds the site."
    return f"Next: python build.py --project {project}"


def difference(before: str, after: str) -> list[str]:
    """The lines that stand in the second text alone, without empty ones around."""
    old, new = as_loaded(before).split("\n"), as_loaded(after).split("\n")
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    lines = new[start : len(new) - end]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
