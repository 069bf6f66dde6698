"""A build of what has not changed says the same again, and does nothing else."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.commands import unchanged
from dateline.site_list import MAKESHIFT
from dateline.steps.write import write

ROOT = Path(__file__).resolve().parent.parent
EVENTS = """\
timeline: {title: Bridges, language: en}
categories:
  stone: {label: Of stone}
events:
  - id: opens
    date: 1831
    title: The bridge opens
    summary: It opens [@paper].
    categories: [stone]
    sources: [paper]
sources:
  paper: {title: The Paper, url: "https://example.org/paper"}
"""
#: A warning: an event of no category.
WARNED = EVENTS.replace("    categories: [stone]\n", "    related: [{id: opens}]\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "content/__pycache__").mkdir(parents=True)
    (folder / "events.yaml").write_text(EVENTS, encoding="utf-8")
    (folder / "content/about.md").write_text("# About\n\nBridges.\n", encoding="utf-8")
    return folder


def build(
    project: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", "build.py"]
    done = subprocess.run(
        [*command, "--project", str(project), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def was_done(done: subprocess.CompletedProcess[str]) -> bool:
    return "dateline.steps.render" in done.stderr


#: What takes longer to import than it takes to see that nothing changed.
SLOW = {"argparse", "contextlib", "json", "msgspec", "pathlib", "re", "typing"}


def imported(done: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [
        line for line in done.stderr.splitlines() if line.startswith("import time:")
    ]
    names = [line.rpartition("|")[2].strip() for line in lines]
    return {*names[names.index("dateline") :]}  # before it, Python itself begins


def said(done: subprocess.CompletedProcess[str]) -> tuple[str, list[str], int]:
    lines = done.stderr.splitlines()
    own = [line for line in lines if not line.startswith("import time:")]
    return done.stdout, own, done.returncode


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def note(project: Path) -> Path:
    (found,) = (project / ".dateline").glob("built-*.note")
    return found


def test_the_same_files_are_not_built_twice(project: Path) -> None:
    first = build(project)
    before = tree(project / "site")
    index = (project / "site/index.html").stat()

    second = build(project)

    assert [was_done(first), was_done(second)] == [True, False]
    assert not SLOW & imported(second)
    assert said(second) == said(first)
    assert tree(project / "site") == before
    assert (project / "site/index.html").stat() == index


def test_warnings_are_said_each_time(project: Path) -> None:
    shop = EVENTS.replace("sources: [paper]\n", "sources: [paper]\n    importance: 2\n")
    (project / "events.yaml").write_text(shop + "  unused: {title: Nobody}\n")

    first, second = build(project), build(project)

    assert not was_done(second)
    assert said(second) == said(first)
    assert "unused" in second.stderr


def test_mistakes_are_found_each_time(project: Path) -> None:
    (project / "events.yaml").write_text(EVENTS.replace("1831", "1831-13"))

    first, second = build(project), build(project)

    assert was_done(second)
    assert said(second) == said(first)
    assert second.returncode == 1


def commit(project: Path) -> None:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for words in (["init", "-q"], ["add", "events.yaml"], ["commit", "-qm", "One"]):
        subprocess.run(["git", *who, *words], cwd=project, check=True)


def edited(file: str | Path, old: str, new: str) -> None:
    path = Path(file)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new))


CHANGES = {
    "an event": lambda project: edited(project / "events.yaml", "opens", "shuts"),
    "an event, in as many letters, at the same time": lambda project: (
        stamp := (project / "events.yaml").stat(),
        edited(project / "events.yaml", "1831", "1832"),
        os.utime(project / "events.yaml", ns=(stamp.st_atime_ns, stamp.st_mtime_ns)),
    ),
    "a text": lambda project: edited(project / "content/about.md", "Bridges", "Roads"),
    "a picture in a folder that Python would make": lambda project: (
        project / "content/__pycache__/a.png"
    ).write_bytes(b"png"),
    "a new text": lambda project: (project / "content/more.md").write_text("# More\n"),
    "a picture": lambda project: (project / "content/a.png").write_bytes(b"png"),
    "a template": lambda project: (
        (project / "templates").mkdir(),
        (project / "templates/404.html").write_text("Nothing here"),
    ),
    "the history": commit,
    "a page of the site": lambda project: edited(
        project / "site/about.html", "Bridges", "Tunnels"
    ),
    "a page of the site gone": lambda project: (project / "site/about.html").unlink(),
    "the site gone": lambda project: shutil.rmtree(project / "site"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changed_is_built(project: Path, name: str) -> None:
    build(project)
    CHANGES[name](project)

    done = build(project)
    alone = build(project, "--out", str(project.parent / "alone"))

    assert was_done(done)
    assert [done.returncode, alone.returncode] == [0, 0]
    assert tree(project / "site") == tree(project.parent / "alone")


SAID = ("", "", "1 event")


@pytest.fixture
def left(project: Path) -> unchanged.Made:
    """What a site was made of whose note was left just now."""
    write({"index.html": b"1 event"}, project / "site", project)
    made = unchanged.made_of(str(project), ())
    read = unchanged.bytes_of(str(project))
    unchanged.remember(str(project), f"{project}/site", made, read, SAID)
    return made


def asked(project: Path, made: unchanged.Made) -> unchanged.Said | None:
    return unchanged.said(str(project), f"{project}/site", made)


@pytest.mark.parametrize(
    "words", ["", "“Tehrān”", "\udcff and \ud800", "a\r\nb", "\x1b[1m"]
)
def test_whatever_was_said_is_said_again(project: Path, words: str) -> None:
    said = (words, f"{words}!", "1 event")
    write({"index.html": b"1 event"}, project / "site", project)
    made = unchanged.made_of(str(project), ())
    read = unchanged.bytes_of(str(project))

    unchanged.remember(str(project), f"{project}/site", made, read, said)

    assert asked(project, made) == said


def aged(project: Path, seconds: int) -> None:
    """Leaves the note so much later than it was left."""
    os.utime(note(project), ns=(time.time_ns() + seconds * 10**9,) * 2)


def refused(_project: str) -> str:
    raise AssertionError("files are read whose time stamps say enough")


def test_a_file_as_young_as_the_note_is_read_again(
    project: Path, left: unchanged.Made
) -> None:
    assert asked(project, left) == SAID

    edited(project / "events.yaml", "1831", "1832")  # with the stamps that it had

    assert asked(project, left) is None


def test_files_that_are_older_are_not_read(
    project: Path, left: unchanged.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "bytes_of", refused)
    aged(project, 3)

    assert asked(project, left) == SAID


def test_what_was_read_again_and_is_the_same_is_read_once(
    project: Path, left: unchanged.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (left[0], time.time_ns() - 3 * 10**9)
    aged(project, -3)

    assert asked(project, old) == SAID
    monkeypatch.setattr(unchanged, "bytes_of", refused)
    assert asked(project, old) == SAID


def test_no_stamp_is_trusted_that_anybody_can_set(
    project: Path, left: unchanged.Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(project, 3)
    monkeypatch.setattr(unchanged, "IS_STAMPED", False)
    edited(project / "events.yaml", "1831", "1832")

    assert asked(project, left) is None


@pytest.mark.parametrize(
    "words", [("--base-url", "https://example.org/"), ("--strict",)]
)
def test_other_words_are_another_build(project: Path, words: tuple[str, ...]) -> None:
    build(project)

    assert was_done(build(project, *words))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((), ("build",)),
        (("--strict",), ("build", "--strict", "--strict")),
        (("--base-url", "https://a.example/"), ("--base-url=https://a.example/",)),
        (("--out", "{}/other"), ("--out={}/here", "--out", "{}/other")),
    ],
)
def test_the_same_words_in_other_forms_are_the_same_build(
    project: Path, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    build(project, *(word.format(project.parent) for word in first))

    done = build(project, *(word.format(project.parent) for word in second))

    assert not was_done(done)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--profile",), 0),
        (("--out", ""), 0),
        (("--out",), 2),
        (("--base-url", "--strict"), 2),
        (("build", "build"), 2),
        (("--project", "{}", "build"), 2),
        (("--strict=yes",), 2),
        (("--str",), 2),
    ],
)
def test_words_that_ask_for_more_or_for_nothing_are_never_passed_over(
    project: Path, words: tuple[str, ...], code: int
) -> None:
    build(project)
    build(project, "--strict")

    done = build(project, *(word.format(project) for word in words))

    assert done.returncode == code
    assert was_done(done) == (code == 0)


def test_the_file_to_open_is_named_as_it_was_asked_for(project: Path) -> None:
    build(project)
    beside = project.parent / "." / "other" / ".." / project.name
    (project.parent / "other").mkdir()

    assert str(beside / "site/index.html") in build(beside).stdout


def test_a_file_of_somebody_else_in_the_site_is_still_refused(project: Path) -> None:
    build(project)
    (project / "site/mine.txt").write_text("mine")

    done = build(project)

    assert done.returncode == 2
    assert "mine.txt" in done.stderr


@pytest.mark.parametrize("typed", ["site", "site/", "site/."])
def test_a_site_that_has_become_a_link_is_still_refused(
    project: Path, typed: str
) -> None:
    out = f"{project}/{typed}"
    build(project, "--out", out)
    (project / "site").rename(project.parent / "moved")
    (project / "site").symlink_to(project.parent / "moved")

    done = build(project, "--out", out)

    assert done.returncode == 2
    assert "this is a link" in done.stderr


@pytest.mark.parametrize("what", MAKESHIFT)
def test_what_a_killed_build_left_is_swept_up_though_nothing_changed(
    project: Path, what: str
) -> None:
    build(project)
    left = project / f".site.dateline-{what}"
    left.write_bytes(b"")

    build(project)

    assert not left.exists()
    assert not was_done(build(project))


def test_an_empty_folder_in_the_site_is_refused_each_time(project: Path) -> None:
    build(project)
    (project / "site/mine").mkdir()

    assert [build(project).returncode, build(project).returncode] == [2, 2]


@pytest.mark.parametrize(
    "name", ["site/.dateline", ".dateline/built", ".dateline/pages"]
)
def test_nothing_is_read_without_end(project: Path, name: str) -> None:
    first = build(project)
    (found,) = project.glob(f"{name}*" if "site" not in name else name)
    found.unlink()
    os.mkfifo(found)
    edited(project / "events.yaml", "opens", "shuts")

    done = build(project)

    if name.startswith("site"):
        assert done.returncode == 2
    else:
        assert said(done) == said(first)


def test_a_schema_that_somebody_has_touched_is_made_again(project: Path) -> None:
    build(project)
    schema = project / ".dateline/events.schema.json"
    whole = schema.read_bytes()
    schema.write_text("broken")

    build(project)

    assert schema.read_bytes() == whole
    assert not was_done(build(project))


SPOILED = {
    "cut short": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "of another shape": lambda _: "{}",
    "of too many parts": lambda text: f"{text}\0more",
    "of nothing but its ends": lambda text: text.replace("event", "").replace("/", ""),
    "of another version": lambda text: text.partition("\0")[2],
    "with other words": lambda text: text.replace("1 event", "9 events"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_note_that_is_damaged_is_as_good_as_none(project: Path, how: str) -> None:
    first = build(project)
    before = tree(project / "site")
    kept = note(project).read_text(encoding="utf-8")
    note(project).write_text(SPOILED[how](kept), encoding="utf-8")

    again = build(project)

    assert was_done(again)
    assert said(again) == said(first)
    assert tree(project / "site") == before
    assert not was_done(build(project))


def test_a_project_without_room_for_a_note_is_built_each_time(project: Path) -> None:
    (project / ".dateline").write_text("a file of somebody else")

    first, second = build(project), build(project)

    assert was_done(second)
    assert said(second) == said(first)
    assert (project / ".dateline").read_text() == "a file of somebody else"


def test_a_note_stays_out_of_everybodys_history(project: Path) -> None:
    commit(project)
    build(project)

    shown = subprocess.run(
        ["git", "status", "--short", "--untracked-files=all"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ".dateline" not in shown.stdout.replace("site/.dateline", "")
