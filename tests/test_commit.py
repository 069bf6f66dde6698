"""The commit that is checked out: read from the files where they say it, asked elsewhere."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.commands import commit

WHO = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *WHO, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path, text: str) -> None:
    (folder / "events.yaml").write_text(text, encoding="utf-8")
    git(folder, "add", "events.yaml")
    git(folder, "commit", "-qm", text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "some/branch")
    committed(folder, "One")
    return folder


def worktree(repository: Path) -> Path:
    git(repository, "worktree", "add", "-q", "--detach", "../other")
    return repository.parent / "other"


def inside(repository: Path) -> Path:
    (repository / "timelines").mkdir()
    return repository / "timelines"


def linked(repository: Path) -> Path:
    (repository.parent / "link").symlink_to(repository, target_is_directory=True)
    return repository.parent / "link"


SHAPES: dict[str, Callable[[Path], Path]] = {
    "a branch": lambda repository: repository,
    "packed": lambda repository: (git(repository, "pack-refs", "--all"), repository)[1],
    "detached": lambda repository: (git(repository, "checkout", "-q", "--detach"), repository)[1],
    "a worktree": worktree,
    "a folder inside": inside,
    "a link to it": linked,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_another_commit_is_another_answer(repository: Path, shape: str) -> None:
    project = SHAPES[shape](repository)
    top = Path(git(project, "rev-parse", "--show-toplevel"))

    first = commit.checked_out(str(project))
    assert git(project, "rev-parse", "HEAD") in first
    assert commit.checked_out(str(project)) == first
    committed(top, "Two")
    second = commit.checked_out(str(project))

    assert git(project, "rev-parse", "HEAD") in second
    assert second != first


@pytest.mark.parametrize("shape", ["a branch", "packed", "detached", "a folder inside"])
def test_a_usual_repository_is_read_without_git(
    repository: Path, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = SHAPES[shape](repository)
    monkeypatch.setattr(commit, "_asked", lambda _project: "asked")

    assert git(project, "rev-parse", "HEAD") in commit.checked_out(str(project))


def test_a_part_of_the_history_is_another_answer(repository: Path) -> None:
    whole = commit.checked_out(str(repository))

    (repository / ".git/shallow").write_text(git(repository, "rev-parse", "HEAD"))

    assert commit.checked_out(str(repository)) != whole


def test_a_machine_without_git_is_another_answer(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_git = commit.checked_out(str(repository))

    monkeypatch.setenv("PATH", str(tmp_path))

    assert commit.checked_out(str(repository)) != with_git


def test_no_commit_and_no_repository_are_no_answer(tmp_path: Path) -> None:
    assert commit.checked_out(str(tmp_path)) == ""
    git(tmp_path, "init", "-q")
    assert commit.checked_out(str(tmp_path)) == ""


@pytest.mark.parametrize("damage", ["", "ref: refs/heads/gone", "ref: ../../x", "\xff"])
def test_a_damaged_repository_ends_in_no_error(repository: Path, damage: str) -> None:
    (repository / ".git/HEAD").write_bytes(os.fsencode(damage))

    assert commit.checked_out(str(repository)) == ""
