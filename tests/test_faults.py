"""Machines that fail: full disks, kills, no memory, wrong clocks. One whole site is left.

Each build here is the real command in a process of its own. What is left has to be the
old site or the new one, byte for byte, and the next build has to sweep up.
"""

import errno
import os
import random
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Outcome

ROOT = Path(__file__).resolve().parent.parent
Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]
Tree = Mapping[str, bytes]

#: Builds that are killed; ``make faults`` asks for more.
KILLS = int(os.environ.get("DATELINE_KILLS", "15"))
#: Many enough that several processes fill the pages.
EVENTS = 210


def timeline(word: str) -> str:
    """Events whose words are all other ones where ``word`` is."""
    events = "".join(
        f'  - {{id: e{n}, date: {1500 + n}, title: "{word} {n}", sources: [a],'
        f' summary: "{word} [@a]."}}\n'
        for n in range(EVENTS)
    )
    return (
        f"timeline: {{title: {word}}}\nsources: {{a: {{title: A}}}}\nevents:\n{events}"
    )


def small(word: str) -> str:
    return timeline(word).partition("  - {id: e3,")[0]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def command(folder: Path, *before: str) -> list[str]:
    return [sys.executable, *before, str(ROOT / "build.py"), "--project", str(folder)]


def python(code: str, folder: Path, *words: str) -> Outcome:
    """Some lines before the real command, in a process of their own."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    end = "\nfrom dateline.commands import main\nsys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", start + code + end, "build", "--project", str(folder), *words],
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout, done.stderr)


def leftovers(folder: Path) -> list[str]:
    """What only a build that did not end can have left in a project."""
    kept = {"events.yaml", "site", ".dateline", "content"}
    notes = {".gitignore", "events.schema.json"}
    found = [path.name for path in folder.iterdir() if path.name not in kept]
    return found + [
        path.name
        for path in (folder / ".dateline").iterdir()
        if path.name not in notes and path.suffix != ".note"
    ]


# Killed


def children_of(process: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be asked does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def ended(processes: list[int]) -> bool:
    """Waits until they have ended, for ten seconds at most."""
    for process in processes:
        try:
            handle = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        with os.fdopen(handle):
            select.select([handle], [], [], 10)
    return not any(map(is_alive, processes))


def test_a_build_killed_at_any_moment_leaves_one_whole_site(
    project: Project, build: Build, record_property: Callable[[str, object], None]
) -> None:
    whole: list[Tree] = []
    for word in ("Old", "New"):
        folder = project({"events.yaml": timeline(word)})
        assert build(folder).code == 0
        whole.append(tree(folder / "site"))
    chance = random.Random(1829)
    wrong: list[str] = []
    killed = 0

    for turn in range(KILLS):
        folder = project({"events.yaml": timeline(("Old", "New")[turn % 2])})
        with subprocess.Popen(
            command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            moment = chance.uniform(0.05, 2.5)
            try:
                running.wait(timeout=moment)
            except subprocess.TimeoutExpired:
                started = children_of(running.pid)
                running.kill()
                killed += 1
                if not ended(started):
                    wrong.append(f"{turn}: killed after {moment:.3f} s, workers stay")
        if tree(folder / "site") not in whole:
            wrong.append(f"{turn}: killed after {moment:.3f} s, a site of neither")

    record_property("killed", killed)  # the others had ended before
    assert wrong == []
    assert build(folder).code == 0
    assert tree(folder / "site") == whole[(KILLS - 1) % 2]
    assert leftovers(folder) == []


def test_two_builds_at_once_leave_one_whole_site(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": small("Old")})
    build(folder)
    folder = project({"events.yaml": small("New")})

    running = [
        subprocess.Popen(
            command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    said = [process.communicate()[1].decode() for process in running]
    left = tree(folder / "site")

    assert {process.returncode for process in running} <= {0, 2}
    assert 0 in {process.returncode for process in running}
    assert not any("Traceback" in each for each in said)
    shutil.rmtree(folder / "site")
    build(folder)
    assert left == tree(folder / "site")
    assert leftovers(folder) == []


# No room


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[bool]:
    """A disk of that size at a folder; gives False where we may not mount one."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        is_there = not subprocess.run(
            ["mount", *options], capture_output=True, check=False
        ).returncode
    except FileNotFoundError:
        is_there = False
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", str(folder)], check=True)


LONGEST = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
"""


def test_a_full_disk_leaves_the_old_site(
    project: Project, build: Build, tmp_path: Path
) -> None:
    out = tmp_path / "disk" / "site"
    with disk_of("2m", out.parent) as is_disk:
        folder = project({"events.yaml": small("Old")})
        assert build(folder, "--out", str(out)).code == 0
        before = tree(out)
        folder = project(
            {"events.yaml": small("New"), "content/x.txt": b"x" * 3_000_000}
        )

        full = python("" if is_disk else LONGEST, folder, "--out", str(out))

        assert (full.code, full.out) == (3, "")
        reason = os.strerror(errno.ENOSPC if is_disk else errno.EFBIG)
        assert full.err.endswith(f": {reason}. The site is as it was.\n")
        assert tree(out) == before
        assert [path.name for path in out.parent.iterdir()] == ["site"]


NOWHERE_TO_WAIT = """
import resource, dateline.held
dateline.held.IN_MEMORY = 1
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
"""


def test_pages_that_cannot_wait_on_the_disk_leave_the_old_site(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": small("Old")})
    assert build(folder).code == 0
    before = tree(folder / "site")
    folder = project({"events.yaml": small("New")})

    full = python(NOWHERE_TO_WAIT, folder)

    assert (full.code, full.out) == (3, "")
    assert full.err == f"The machine failed: {os.strerror(errno.EFBIG)}.\n"
    assert tree(folder / "site") == before


def test_a_site_that_may_not_be_written_stays(
    project: Project, build: Build, tmp_path: Path
) -> None:
    out = tmp_path / "shut" / "site"
    with disk_of("4m", out.parent) as is_disk:
        folder = project({"events.yaml": small("Old")})
        assert build(folder, "--out", str(out)).code == 0
        before = tree(out)
        folder = project({"events.yaml": small("New")})
        if is_disk:
            shut = ["mount", "-o", "remount,ro", str(out.parent)]
            subprocess.run(shut, check=True)
        else:
            out.parent.chmod(0o555)

        done = build(folder, "--out", str(out))

        if not is_disk:
            out.parent.chmod(0o755)
        assert (done.code, done.out) == (3, "")
        assert done.err.endswith(". The site is as it was.\n")
        assert tree(out) == before


# No memory


MEMORY = """
import resource, dateline.commands.building
from babel import Locale
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most = held + {megabytes} * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
"""


@pytest.mark.parametrize("megabytes", [2, 20, 60])
def test_a_machine_without_memory_says_so_in_a_sentence(
    megabytes: int, project: Project, build: Build
) -> None:
    folder = project({"events.yaml": small("Old")})
    build(folder)
    before = tree(folder / "site")
    folder = project({"events.yaml": timeline("New" * 2000)})

    done = python(MEMORY.format(megabytes=megabytes), folder)

    assert (done.code, done.out) == (3, "")
    assert done.err == "There was not enough memory; the site is as it was.\n"
    assert tree(folder / "site") == before


WORKER_ENDS = """
import os
from dateline import workers
def ends(*words):
    os.kill(os.getpid(), 9)
workers._worker = ends
os.cpu_count = lambda: 2
"""


def test_a_worker_that_the_machine_ends_is_want_of_memory(project: Project) -> None:
    folder = project({"events.yaml": timeline("New")})

    done = python(WORKER_ENDS, folder)

    assert (done.code, done.out) == (3, "")
    assert done.err == "There was not enough memory; the site is as it was.\n"
    assert not (folder / "site").exists()


# Wrong clocks, and files that change


@pytest.mark.parametrize("year", [1971, 2101], ids=["long-ago", "future"])
def test_a_wrong_clock_changes_no_byte(
    year: int, project: Project, build: Build
) -> None:
    moment = (year - 1970) * 31_556_952
    folder = project({"events.yaml": small("Old"), "content/x.txt": "old"})
    build(folder)
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (moment, moment))

    project({"events.yaml": small("New"), "content/x.txt": "new"})
    for name in ("events.yaml", "content/x.txt"):
        os.utime(folder / name, (moment, moment))
    assert build(folder).code == 0
    left = tree(folder / "site")
    shutil.rmtree(folder / "site")
    build(folder)

    assert left == tree(folder / "site")
    assert left["x.txt"] == b"new"


#: Another program writes a file at the moment at which the build opens it once more.
CHANGING = """
import os, sys
count, is_ours = 0, False
def changed(event, arguments):
    global count, is_ours
    if event == "open" and str(arguments[0]).endswith(NAME) and not is_ours:
        is_ours, count = True, count + 1
        with open(arguments[0], "wb") as file:
            file.write(CONTENT % count)
        is_ours = False
sys.addaudithook(changed)
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("x.txt", b"new %d", id="picture"),
        pytest.param("events.yaml", small("New").encode() + b"# %d\n", id="events"),
        pytest.param("events.yaml", b"%d torn: [", id="torn"),
    ],
)
def test_a_file_that_changes_while_it_is_read_does_not_stay_in_the_site_unseen(
    name: str, content: bytes, project: Project, build: Build
) -> None:
    folder = project({"events.yaml": small("Old"), "content/x.txt": "old"})
    build(folder)
    before = tree(folder / "site")
    code = CHANGING.replace("NAME", repr(name)).replace("CONTENT", repr(content))

    done = python(code, folder)

    assert done.code in (0, 1)
    assert "Traceback" not in done.err
    if done.code:
        assert tree(folder / "site") == before
        return
    assert build(folder).code == 0  # the next build sees what is there now
    left = tree(folder / "site")
    shutil.rmtree(folder / "site")
    build(folder)
    assert left == tree(folder / "site")


# Settings that a folder brings along


def test_the_git_settings_of_a_project_start_no_program(
    project: Project, build: Build, tmp_path: Path
) -> None:
    folder = project({"events.yaml": small("Old")})
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    program.chmod(0o755)
    git = ["git", "-c", "user.name=E", "-c", "user.email=e@example.org"]
    for words in (["init", "-q"], ["add", "events.yaml"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    commit = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"],
        cwd=folder,
        capture_output=True,
        check=True,
    ).stdout
    head, _, words_of_it = commit.partition(b"\n\n")
    signature = (
        b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    )
    signed = (
        subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
            cwd=folder,
            input=head + b"\n" + signature + b"\n\n" + words_of_it,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    subprocess.run(["git", "update-ref", "HEAD", signed], cwd=folder, check=True)
    settings = {
        "log.showSignature": "true",
        "gpg.program": str(program),
        "core.fsmonitor": str(program),
        "core.pager": str(program),
        "diff.external": str(program),
        "diff.yaml.textconv": str(program),
        "diff.yaml.command": str(program),
    }
    for name, value in settings.items():
        subprocess.run(["git", "config", name, value], cwd=folder, check=True)
    (folder / ".gitattributes").write_text("*.yaml diff=yaml\n", encoding="utf-8")

    done = build(folder)

    assert (done.code, done.err) == (0, "")
    assert not ran.exists()
