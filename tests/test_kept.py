"""What a project keeps in ``.dateline/`` is written there, and nowhere else."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.commands import kept

FOLDER = kept.FOLDER


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder that is no part of the project."""
    folder = tmp_path / "victim"
    (folder / "posters").mkdir(parents=True)
    for name in (".gitignore", "note", "posters/note"):
        (folder / name).write_text("mine", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["note", "posters/note"])
def test_a_file_is_left_found_and_removed(project: Path, name: str) -> None:
    kept.leave(str(project), name, b"one")
    kept.leave(str(project), name, b"two")

    ignored = {".gitignore": kept.IGNORED.decode()}
    assert contents(project / FOLDER) == {name: "two", **ignored}
    if name.startswith("posters/"):
        assert kept.names(str(project), "posters") == ["note"]
    kept.remove(str(project), name)
    assert contents(project / FOLDER) == ignored


def test_what_a_killed_build_left_is_no_obstacle(project: Path) -> None:
    (project / FOLDER).mkdir()
    (project / FOLDER / "note.new").write_text("ha")

    kept.leave(str(project), "note", b"whole")

    assert contents(project / FOLDER)["note"] == "whole"
    assert not (project / FOLDER / "note.new").exists()


LINKS = {
    "the folder": ("", ""),
    "a folder in it": ("posters", "posters"),
    "what git reads": (".gitignore", ".gitignore"),
    "a file": ("note", "note"),
    "a file to be": ("note.new", "note"),
    "a file in a folder": ("posters/note", "posters/note"),
    "a file in a folder to be": ("posters/note.new", "posters/note"),
}


@pytest.mark.parametrize("what", LINKS)
@pytest.mark.parametrize("name", ["note", "posters/note"])
def test_no_link_leads_out_of_it(
    project: Path, victim: Path, what: str, name: str
) -> None:
    link, goal = LINKS[what]
    place = project / FOLDER / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(victim / goal)
    before = contents(victim)

    for use in (
        lambda: kept.leave(str(project), name, b"ours"),
        lambda: kept.remove(str(project), name),
        lambda: [
            kept.remove(str(project), f"posters/{each}")
            for each in kept.names(str(project), "posters")
        ],
    ):
        with suppress(OSError):
            use()
        assert contents(victim) == before


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir]
)
def test_what_is_no_file_holds_nothing(
    project: Path, make: Callable[[Path], None]
) -> None:
    make(project / "note")

    with pytest.raises(OSError):  # noqa: PT011 - each system has its own words
        kept.read(str(project / "note"))


def test_a_file_in_place_of_the_folder_is_refused(project: Path) -> None:
    (project / FOLDER).write_text("mine")

    with pytest.raises(NotADirectoryError):
        kept.leave(str(project), "note", b"ours")

    assert (project / FOLDER).read_text() == "mine"
