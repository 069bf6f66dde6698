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


ATTRIBUTES = "*.yaml -diff\n"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", [".gitattributes", ".git/info/attributes"])
def test_another_way_to_compare_files_is_another_answer(
    repository: Path, shape: str, name: str
) -> None:
    project = SHAPES[shape](repository)
    top = Path(git(project, "rev-parse", "--show-toplevel"))
    place = repository if name.startswith(".git/") else top
    first = commit.checked_out(str(project))

    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text(ATTRIBUTES, encoding="utf-8")
    second = commit.checked_out(str(project))
    git(project, "config", "diff.algorithm", "patience")

    assert len({first, second, commit.checked_out(str(project))}) == 3


def test_what_a_clone_fetches_later_is_another_answer(
    repository: Path, tmp_path: Path
) -> None:
    committed(repository, "Two")
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    source = f"file://{repository}"
    git(tmp_path, "clone", "-q", "--filter=blob:none", source, str(clone))
    first = commit.checked_out(str(clone))

    git(clone, "log", "--patch")

    assert commit.checked_out(str(clone)) != first


def test_another_git_is_another_answer(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "git"
    other.write_text("#!/bin/sh\nexit 1\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    before = commit.checked_out(str(repository))

    other.write_text("#!/bin/sh\nexit 1 # as before\n")

    assert commit.checked_out(str(repository)) != before


def test_a_folder_that_git_passes_over_is_no_repository(repository: Path) -> None:
    inner = repository / "inner"
    (inner / ".git/refs/heads").mkdir(parents=True)
    (inner / ".git/HEAD").write_text("ref: refs/heads/main")
    (inner / ".git/refs/heads/main").write_text("1" * 40)

    assert git(repository, "rev-parse", "HEAD") in commit.checked_out(str(inner))


@pytest.mark.parametrize("name", [".gitattributes", ".git/info/attributes"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_nothing_is_read_without_end(
    repository: Path, name: str, make: Callable[[Path], None]
) -> None:
    before = commit.checked_out(str(repository))
    (repository / name).parent.mkdir(exist_ok=True)

    make(repository / name)

    assert commit.checked_out(str(repository)) == before


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


def test_a_pipe_in_place_of_the_branch_is_not_waited_for(repository: Path) -> None:
    branch = repository / ".git/refs/heads/some/branch"
    branch.unlink()
    os.mkfifo(branch)

    assert commit._read(str(repository / ".git")) == ""


@pytest.mark.parametrize("damage", ["", "ref: refs/heads/gone", "ref: ../../x", "\xff"])
def test_a_damaged_repository_ends_in_no_error(repository: Path, damage: str) -> None:
    (repository / ".git/HEAD").write_bytes(os.fsencode(damage))

    assert commit.checked_out(str(repository)) == ""
