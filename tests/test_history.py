"""When events came and changed: read from git, or not said at all."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from dateline import history

HEAD = "timeline: {title: Small}\nsources:\n  a: {title: A}\nevents:\n"


def event(name: str, title: str) -> str:
    return f"  - id: {name}\n    date: 1829\n    title: {title}\n    sources: [a]\n\n"


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    when = f"{day}T12:00:00+00:00"
    subprocess.run(
        ["git", "-c", "user.name=Ed", "-c", "user.email=ed@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
    )


def commit(folder: Path, text: str, day: str, file: str = "events.yaml") -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "more", day=day)


def days(folder: Path) -> dict[str, tuple[str, str]]:
    return {
        key: (lived.first.edtf, lived.last.edtf)
        for key, lived in history.read(folder).items()
    }


def head(folder: Path) -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.check_output(command, cwd=folder, text=True).strip()


def repository(folder: Path) -> Path:
    git(folder, "init", "-q")
    return folder


def test_an_event_has_the_day_it_came_and_the_day_it_last_changed(tmp_path) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One") + event("two", "Two"), "2026-01-01")
    commit(folder, HEAD + event("one", "Uno") + event("two", "Two"), "2026-02-02")

    found = days(folder)

    assert found == {
        "one": ("2026-01-01", "2026-02-02"),
        "two": ("2026-01-01", "2026-01-01"),
    }


def test_an_event_put_behind_another_does_not_change_it(tmp_path) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One") + event("three", "Three"), "2026-01-01")
    between = event("one", "One") + event("two", "Two") + event("three", "Three")
    commit(folder, HEAD + between, "2026-02-02")

    found = days(folder)

    assert found == {
        "one": ("2026-01-01", "2026-01-01"),
        "three": ("2026-01-01", "2026-01-01"),
        "two": ("2026-02-02", "2026-02-02"),
    }


def test_events_of_further_files_are_known_too(tmp_path) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One"), "2026-01-01")
    more = "events:\n" + event("two", "Two")
    commit(folder, more, "2026-03-03", "events/more.yaml")

    found = days(folder)

    assert found["two"] == ("2026-03-03", "2026-03-03")


def test_what_is_not_committed_is_not_known(tmp_path) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One"), "2026-01-01")
    (folder / "events.yaml").write_text(HEAD + event("two", "Two"), "utf-8")

    found = days(folder)

    assert "two" not in found


def test_a_folder_without_git_says_nothing(tmp_path) -> None:
    (tmp_path / "events.yaml").write_text(HEAD, "utf-8")

    found = days(tmp_path)

    assert found == {}


def test_part_of_a_history_says_nothing(tmp_path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    commit(repository(full), HEAD + event("one", "One"), "2026-01-01")
    commit(full, HEAD + event("one", "Uno"), "2026-02-02")
    git(tmp_path, "clone", "-q", "--depth", "1", full.as_uri(), "part")

    found = days(tmp_path / "part")

    assert found == {}


def test_what_one_clone_cuts_off_or_leaves_out_is_said_all_the_same(tmp_path) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One"), "2026-01-01")
    commit(folder, HEAD + event("one", "Uno"), "2026-02-02")
    before = days(folder)

    git(folder, "replace", "--graft", "HEAD")
    (folder / ".git/info/grafts").write_text(f"{head(folder)}\n")
    (tmp_path / "attributes").write_text("*.yaml -diff\n")
    git(folder, "config", "core.attributesFile", str(tmp_path / "attributes"))

    assert days(folder) == before == {"one": ("2026-01-01", "2026-02-02")}


@pytest.mark.parametrize(
    ("attribute", "is_known"),
    [
        ("diff=python", True),
        ("diff=one-of-ours", True),
        ("diff", False),
        ("-diff", False),
    ],
)
def test_other_ways_to_show_changes_lead_to_no_wrong_day(
    tmp_path, attribute: str, is_known: bool
) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One") + event("two", "Two"), "2026-01-01")
    commit(folder, HEAD + event("one", "Uno") + event("two", "Two"), "2026-02-02")
    right = days(folder)

    (folder / ".gitattributes").write_text(f"*.yaml {attribute}\n")
    for setting in (
        *(("log.showRoot", "false"), ("diff.interHunkContext", "99")),
        *(("diff.algorithm", "patience"), ("log.follow", "true")),
    ):
        git(folder, "config", *setting)

    assert len(right) == 2
    assert days(folder) == (right if is_known else {})


@pytest.mark.parametrize("day", ["broken", "253402300800 +0000"])
def test_a_day_that_no_calendar_has_is_not_said(tmp_path, day: str) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One") + event("two", "Two"), "2026-01-01")
    commit(folder, HEAD + event("one", "Uno") + event("two", "Two"), "2026-02-02")
    show = ["git", "cat-file", "commit", "HEAD"]
    written = subprocess.check_output(show, cwd=folder)
    damaged = re.sub(rb"(?m)^(author .*>).*", rb"\1 " + day.encode(), written)
    hashed = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    made = subprocess.check_output(hashed, cwd=folder, input=damaged).decode().strip()
    git(folder, "update-ref", "HEAD", made)

    assert days(folder) == {"two": ("2026-01-01", "2026-01-01")}


def test_a_timeline_inside_a_larger_repository_is_read_from_its_own_folder(
    tmp_path,
) -> None:
    folder = repository(tmp_path)
    text = HEAD + event("one", "One")
    commit(folder, text, "2026-01-01", "timelines/small/events.yaml")
    commit(folder, HEAD + event("other", "Other"), "2026-02-02")

    found = days(folder / "timelines" / "small")

    assert found == {"one": ("2026-01-01", "2026-01-01")}


def test_the_page_of_changes_tells_additions_changes_and_corrections(
    tmp_path, build
) -> None:
    folder = repository(tmp_path)
    commit(folder, HEAD + event("one", "One"), "2026-01-01")
    corrected = event("one", "Uno").rstrip() + (
        "\n    corrections: [{date: 2026-02-03, note: It was *one*.}]\n"
    )
    commit(folder, HEAD + corrected, "2026-02-02")

    outcome = build(folder)

    assert outcome.code == 0
    page = (folder / "site" / "changes.html").read_text("utf-8")
    words = [w for w in ("Corrected", "Changed", "Added") if f"<h3>{w}</h3>" in page]
    assert words == ["Corrected", "Changed", "Added"]
    assert page.index("3 February 2026") < page.index("2 February 2026")
    assert "It was <em>one</em>." in page
