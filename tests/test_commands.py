"""The real command: what it prints, where, and the code it ends with."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Outcome, run

ROOT = Path(__file__).resolve().parent.parent
GOOD = """\
timeline: {title: A timeline, axis: {breaks: []}}
sources: {a: {title: A}}
events:
  - {id: x, date: 1829, title: “X”, sources: [a], summary: "So [@a]."}
"""
BAD = GOOD.replace("title: “X”", "titel: “X”")
WARNED = GOOD.replace("id: x, ", "")

Project = Callable[[Mapping[str, str]], Path]
Build = Callable[..., Outcome]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_names_the_file_to_open(project: Project, build: Build) -> None:
    folder = project({"events.yaml": GOOD})

    built = build(folder)

    assert (built.code, built.err) == (0, "")
    assert built.out == f"1 event → {folder / 'site' / 'index.html'}\n"
    assert (folder / "site" / "index.html").is_file()


def test_a_mistake_leaves_the_old_site_and_everything_else(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": GOOD})
    build(folder)
    before = files_of(folder / "site")
    project({"events.yaml": BAD})

    built = build(folder)

    assert (built.code, built.out) == (1, "")
    assert "an event has no field “titel”" in built.err
    assert built.err.endswith("1 mistake. Nothing was written.\n")
    assert files_of(folder / "site") == before


def test_a_mistake_in_a_new_project_writes_nothing(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": BAD})

    build(folder)

    assert [path.name for path in folder.iterdir()] == ["events.yaml"]


def test_a_warning_is_printed_and_the_site_is_built(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": WARNED})

    built = build(folder)

    assert built.code == 0
    assert "warning: this event has no id" in built.err
    assert built.out.endswith(" (1 warning)\n")


def test_a_warning_ends_the_run_where_we_are_strict(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": WARNED})

    done = build(folder, "--strict")

    assert done.code == 1
    assert not (folder / "site").exists()


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_check_can_speak_to_programs(
    form: str, project: Project, build: Build
) -> None:
    folder = project({"events.yaml": BAD})

    checked = build(folder, "check", "--format", form)

    assert (checked.code, checked.err) == (1, "")
    assert "unknown-field" in checked.out


def test_a_check_without_mistakes_says_so(project: Project, build: Build) -> None:
    folder = project({"events.yaml": GOOD})

    words = build(folder, "check")
    listed = build(folder, "check", "--format", "json")

    assert (words.code, words.out, words.err) == (0, "No mistakes.\n", "")
    assert json.loads(listed.out) == []


def test_the_schema_is_printed_or_written(project: Project, build: Build) -> None:
    folder = project({"events.yaml": GOOD})

    printed = build(folder, "schema")
    written = build(folder, "schema", "--out", "s.json")

    assert (written.code, written.out) == (0, "")
    assert (folder / "s.json").read_text(encoding="utf-8") == printed.out
    assert json.loads(printed.out)["title"] == "A Dateline file of events"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--help"], "check", id="all"),
        pytest.param(["-h"], "build", id="short"),
        pytest.param(["check", "--help"], "--format", id="command"),
    ],
)
def test_help_is_no_mistake(words: list[str], said: str) -> None:
    helped = ran(*words)

    assert (helped.code, helped.err) == (0, "")
    assert said in helped.out
    assert "3" in helped.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["publish"], "publish", id="command"),
        pytest.param(["--drafts"], "--drafts", id="option"),
        pytest.param(["check", "--format", "xml"], "xml", id="format"),
        pytest.param(["build", "--strikt"], "--strikt", id="misspelt-option"),
        pytest.param(["--project", "nowhere"], "There is no folder “nowhere”.", id="folder"),
        pytest.param(["check", "--project", "build.py"], "There is a file “build.py”", id="file"),
        pytest.param(["new", "--project", "no where"], "Make it first: mkdir \"no where\"\n", id="new-folder"),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_with_two(words: list[str], said: str) -> None:
    called = ran(*words)

    assert (called.code, called.out) == (2, "")
    assert said in called.err
    assert "Traceback" not in called.err


def ran(*words: str, cwd: Path = ROOT, **environment: str) -> Outcome:
    """The command as it is typed, in a folder."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *words],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("joined", [False, True], ids=["apart", "joined"])
def test_the_project_may_be_named_before_the_command(
    project: Project, joined: bool
) -> None:
    folder = project({"events.yaml": GOOD})

    words = [f"--project={folder}"] if joined else ["--project", str(folder)]
    done = run(*words, "check")

    assert done == Outcome(0, "No mistakes.\n", "")


def test_the_project_is_where_one_stands(project: Project) -> None:
    folder = project({"events.yaml": GOOD})

    built = ran(cwd=folder)

    assert (built.code, built.out) == (0, "1 event → site/index.html\n")


def test_the_site_can_go_elsewhere(project: Project, tmp_path: Path) -> None:
    folder = project({"events.yaml": GOOD})

    built = ran("--out", str(tmp_path / "elsewhere"), cwd=folder)

    assert built.code == 0
    assert (tmp_path / "elsewhere" / "index.html").is_file()
    assert not (folder / "site").exists()


def test_the_site_cannot_be_the_project(project: Project) -> None:
    folder = project({"events.yaml": GOOD})

    built = ran("--out", ".", cwd=folder)

    assert (built.code, built.out) == (2, "")
    assert "the site cannot be the project's own folder" in built.err
    assert list(files_of(folder)) == ["events.yaml"]


def test_the_address_of_the_site_can_be_given(project: Project, build: Build) -> None:
    folder = project({"events.yaml": GOOD})

    good = build(folder, "--base-url", "https://example.org/t/")
    bad = build(folder, "--base-url", "example.org")

    assert (good.code, good.err) == (0, "")
    assert (bad.code, bad.err) == (2, "“example.org” is not a web address.\n")


def test_a_machine_that_fails_ends_with_three(project: Project) -> None:
    folder = project({"events.yaml": GOOD, "file": "in the way"})

    built = ran("--out", "file/site", cwd=folder)

    assert (built.code, built.out) == (3, "")
    assert built.err.endswith("The site is as it was.\n")
    assert "Traceback" not in built.err


def test_a_schema_that_cannot_be_written_ends_with_three(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": GOOD})

    done = build(folder, "schema", "--out", "nowhere/s.json")

    assert (done.code, done.err) == (
        3,
        "nowhere/s.json cannot be written: No such file or directory.\n",
    )


def test_words_survive_a_terminal_that_knows_only_ascii(project: Project) -> None:
    folder = project({"events.yaml": BAD})

    checked = ran(
        "check", cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C"
    )

    assert (checked.code, checked.err) == (1, "")
    assert r"an event has no field \u201ctitel\u201d" in checked.out


def test_no_colour_goes_into_a_file(project: Project, build: Build) -> None:
    folder = project({"events.yaml": BAD})

    checked = build(folder, "check", environment={"TERM": "xterm-256color"})

    assert "\x1b" not in checked.out


def test_a_reader_who_goes_away_is_no_disaster(project: Project) -> None:
    wrong = "".join(f"  - {{id: e{n}, titel: T}}\n" for n in range(2000))
    folder = project({"events.yaml": GOOD + wrong})

    running = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "check"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(1)
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()

    assert (running.wait(), said) == (3, b"")


@pytest.mark.parametrize(
    ("command", "closed"),
    [
        pytest.param("check", ">&-", id="no-output"),
        pytest.param("check", ">&- 2>&-", id="neither"),
        pytest.param("check", "> /dev/full", id="disk-full"),
        pytest.param("build", "2>&-", id="no-complaints"),
    ],
)
def test_closed_streams_change_no_exit_code_to_a_crash(
    command: str, closed: str, project: Project
) -> None:
    folder = project({"events.yaml": BAD})

    done = subprocess.run(
        ["/bin/sh", "-c", f'"$1" "$2" {command} {closed}', "-", sys.executable, str(ROOT / "build.py")],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip

    assert "Traceback" not in done.stderr
    assert done.returncode in (1, 3)


def test_complaints_that_find_no_room_are_a_machine_that_fails(
    project: Project,
) -> None:
    folder = project({"events.yaml": BAD})

    for command in ("build", "check"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$1" "$2" {command} > /dev/full 2>&1', "-", sys.executable, str(ROOT / "build.py")],
            cwd=folder,
            check=False,
        )  # fmt: skip
        assert done.returncode == 3


#: Runs the command and interrupts it when it opens a file whose name ends as given.
INTERRUPTED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from dateline.commands import main
def interrupt(event, arguments):
    if event == "open" and str(arguments[0]).endswith(sys.argv[2]):
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(interrupt)
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.parametrize("name", ["events.yaml", "events/x.html"])
def test_an_interrupted_build_leaves_the_old_site(
    name: str, project: Project, build: Build
) -> None:
    folder = project({"events.yaml": GOOD})
    build(folder)
    before = files_of(folder)
    changed = GOOD.replace("“X”", "Y")
    project({"events.yaml": changed})

    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(ROOT), name, "build"],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "Stopped; the site is as it was.\n"
    after = files_of(folder)
    for files in (before, after):  # what editors complete by follows the data at once
        del files[".dateline/events.schema.json"]
    assert after == before | {"events.yaml": changed.encode()}


def test_every_exit_code_is_explained(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    exits = (root / "dateline" / "commands" / "exits.py").read_text(encoding="utf-8")

    codes = re.findall(r"^[A-Z]+ = (\d)$", exits, re.M)

    assert codes == ["0", "1", "2", "3"]
    assert "0 when done, 1 if the data has mistakes" in textwrap.fill(readme, 10**9)


def copied(root: Path, folder: Path) -> Path:
    """The program alone, as it is before anything is installed."""
    program = folder / "program"
    shutil.copytree(root / "dateline", program / "dateline")
    shutil.copy(root / "build.py", program)
    return program


def bare(program: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Python that has no packages."""
    return subprocess.run(
        [sys.executable, "-S", "build.py", *words],
        cwd=program,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_its_packages_it_says_what_to_type(root: Path, tmp_path: Path) -> None:
    done = bare(copied(root, tmp_path), "check")

    assert done.returncode == 2
    assert "Type: make site" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_python_hands_over_to_the_one_that_make_installed(
    root: Path, tmp_path: Path
) -> None:
    program = copied(root, tmp_path)
    python = program / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "handed over: $*"\n')
    python.chmod(0o755)

    done = bare(program, "check", "--strict")

    assert done.stdout == "handed over: build.py check --strict\n"
