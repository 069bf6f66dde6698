"""What a build says while it lasts, and where it says the time went."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def many(events: int) -> str:
    lines = ["timeline: {title: Many, language: en}", "events:"]
    source = '{title: Record, url: "https://example.org/r"}'
    lines += [
        f"  - {{id: e{n}, date: 1831, title: Event {n}, sources: [{source}]}}"
        for n in range(events)
    ]
    return "\n".join(lines)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "events.yaml").write_text(many(600), encoding="utf-8")
    return tmp_path


def command(project: Path, *words: str) -> list[str]:
    return [sys.executable, "build.py", "--project", str(project), *words]


#: Tells what it does from its first hundredth of a second on, however fast it is.
IMPATIENT = """
import sys
from dateline.commands import main, stages
stages.PATIENCE = stages.PACE = 0.01
sys.exit(main(sys.argv[1:]))
"""


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_pipe_hears_nothing_of_what_is_done(project: Path) -> None:
    done = subprocess.run(
        command(project), cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("600 events → ")
    assert done.stderr == ""


def test_a_terminal_hears_what_is_done_and_the_line_goes_away(project: Path) -> None:
    ours, theirs = pty.openpty()
    heard = b""
    with subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, "--project", str(project)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        while part := read(ours):
            heard += part
        os.close(ours)
        assert running.stdout
        assert running.stdout.read().startswith(b"600 events")
    assert running.returncode == 0

    words = heard.decode()
    assert "…" in words
    assert words.endswith("\r\x1b[K")
    assert words.count("\n") == 0


def test_a_profile_names_every_step_and_its_time(project: Path) -> None:
    done = subprocess.run(
        command(project, "--profile"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    names = [line[:24].strip() for line in done.stderr.splitlines()]
    assert names == [
        "Step",
        "Reading files",
        "Reading the history",
        "Checking events",
        "Arranging pages",
        "Filling pages",
        "Writing the site",
        "In all",
    ]
    figures = [float(line[24:32]) for line in done.stderr.splitlines()[1:]]
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=0.01)
