"""Files in, the site's folder out: all of it at once or nothing, and nothing of others."""

import errno
import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.problems import Problem
from dateline.steps import write as writing
from dateline.steps.write import CannotWrite, Written, write

ROOT = Path(__file__).resolve().parent.parent
LONG_AGO = 1_000_000_000_000_000_000  # in nanoseconds: a day in 2001
SITE = {"index.html": b"Foo", "events/a.html": b"A", "events/b.html": b"B"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the list, with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    found.pop(".dateline", None)
    return found


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()} - {folder.name}


def stamp(path: Path) -> int:
    return path.stat().st_mtime_ns


def age(folder: Path) -> None:
    """Makes all of a site as old as if it had been built long ago."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, ns=(LONG_AGO, LONG_AGO))


def refused(result: Written | Problem) -> str:
    assert isinstance(result, Problem)
    return f"{result.text}\n{result.hint}"


# What is written


def test_a_site_is_written_whole(out: Path, tmp_path: Path) -> None:
    result = write(SITE, out, tmp_path)

    assert result == Written(changed=3, removed=0, kept=0)
    assert tree(out) == SITE
    assert beside(out) == set()


def test_files_are_copied_byte_for_byte(out: Path, tmp_path: Path) -> None:
    image = tmp_path / "x.jpg"
    image.write_bytes(bytes(range(256)) * 999)

    result = write(SITE, out, tmp_path, {"media/x.jpg": image})

    assert result == Written(changed=4, removed=0, kept=0)
    assert (out / "media" / "x.jpg").read_bytes() == image.read_bytes()
    assert not (out / "media" / "x.jpg").samefile(image)


def test_equal_sites_have_equal_lists(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(dict(sorted(SITE.items(), reverse=name == "b")), tmp_path / name, ROOT)

    lists = [(tmp_path / name / ".dateline").read_bytes() for name in ("a", "b")]
    assert lists[0] == lists[1]
    assert lists[0].count(b"\n") == 4


def test_a_folder_above_the_site_is_made(tmp_path: Path) -> None:
    write(SITE, tmp_path / "a" / "b" / "site", tmp_path)

    assert tree(tmp_path / "a" / "b" / "site") == SITE


def test_an_empty_folder_is_used(out: Path, tmp_path: Path) -> None:
    out.mkdir()

    write(SITE, out, tmp_path)

    assert tree(out) == SITE


def test_files_that_are_no_more_in_the_site_go(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)

    result = write({"index.html": b"Foo"}, out, tmp_path)

    assert result == Written(changed=0, removed=2, kept=1)
    assert tree(out) == {"index.html": b"Foo"}
    assert not (out / "events").exists()


def test_unchanged_files_keep_their_time_stamps(out: Path, tmp_path: Path) -> None:
    image = tmp_path / "x.jpg"
    image.write_bytes(b"x")
    write(SITE, out, tmp_path, {"x.jpg": image})
    age(out)

    result = write({**SITE, "index.html": b"Bar"}, out, tmp_path, {"x.jpg": image})

    assert result == Written(changed=1, removed=0, kept=3)
    assert stamp(out / "events" / "a.html") == stamp(out / "x.jpg") == LONG_AGO
    assert stamp(out / "index.html") > LONG_AGO


def test_a_site_in_which_nothing_changed_is_not_touched(
    out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)
    age(out)
    before = out.stat().st_ino

    result = write(SITE, out, tmp_path)

    assert result == Written(changed=0, removed=0, kept=3)
    assert (out.stat().st_ino, stamp(out)) == (before, LONG_AGO)


def test_a_file_edited_by_hand_is_written_again(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)
    (out / "index.html").write_bytes(b"Bar")  # as long as before, and just as young

    result = write(SITE, out, tmp_path)

    assert result == Written(changed=1, removed=0, kept=2)
    assert tree(out) == SITE


def test_a_file_deleted_by_hand_comes_back(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)
    (out / "events" / "a.html").unlink()

    write(SITE, out, tmp_path)

    assert tree(out) == SITE


def test_a_link_put_in_place_of_a_file_is_replaced(out: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"Foo")
    write(SITE, out, tmp_path)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(secret)

    write({**SITE, "index.html": b"new"}, out, tmp_path)

    assert tree(out) == {**SITE, "index.html": b"new"}
    assert secret.read_bytes() == b"Foo"


def test_what_file_managers_leave_is_no_obstacle(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)
    (out / "events" / ".DS_Store").write_bytes(b"")

    write({**SITE, "index.html": b"new"}, out, tmp_path)

    assert tree(out) == {**SITE, "index.html": b"new"}


# What is refused


def test_a_folder_with_files_of_others_is_refused(out: Path, tmp_path: Path) -> None:
    out.mkdir()
    (out / "thesis.odt").write_bytes(b"years of work")

    result = write(SITE, out, tmp_path)

    assert refused(result) == (
        "this folder holds “thesis.odt”, which Dateline did not write\n"
        "Move it elsewhere (the build replaces the whole folder), "
        "or choose another --out."
    )
    assert tree(out) == {"thesis.odt": b"years of work"}
    assert beside(out) == set()


@pytest.mark.parametrize("path", ["x", "events/x", "events/.x", "new/x", ".git/HEAD"])
def test_a_file_put_into_the_site_is_named(
    path: str, out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)
    (out / path).parent.mkdir(exist_ok=True)
    (out / path).write_bytes(b"mine")

    first = refused(write({"new": b""}, out, tmp_path)).split("”")[0]

    assert path.startswith(first.removeprefix("this folder holds “"))
    assert tree(out) == {**SITE, path: b"mine"}


def test_a_link_to_a_folder_put_into_the_site_is_named(
    out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)
    (out / "all").symlink_to("/")

    assert "“all”" in refused(write({"new": b""}, out, tmp_path))


@pytest.mark.parametrize(
    "content",
    [b"", b"notes of mine\n", b"\xff\xfe", writing.HEADING.encode() + b"\nx y\n"],
    ids=["empty", "text", "bytes", "torn"],
)
def test_a_list_that_is_not_ours_protects_nothing(
    content: bytes, out: Path, tmp_path: Path
) -> None:
    out.mkdir()
    (out / ".dateline").write_bytes(content)

    assert "“.dateline”" in refused(write(SITE, out, tmp_path))


CHOOSE = "Choose another folder with --out, such as --out site."


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (".", f"the site cannot be the project's own folder\n{CHOOSE}"),
        ("..", f"this folder holds the project itself\n{CHOOSE}"),
        ("x/..", f"the site cannot be the project's own folder\n{CHOOSE}"),
        ("file", f"this is a file, not a folder\n{CHOOSE}"),
        (
            "link",
            "this is a link, to “/tmp”\nDelete the link, or name the folder itself.",
        ),
        (
            "Content",
            f"the site cannot be in “Content”, which is part of the project\n{CHOOSE}",
        ),
        (
            "templates/site",
            f"the site cannot be in “templates”, which is part of the project\n{CHOOSE}",
        ),
        (
            ".git",
            f"the site cannot be in “.git”, which is part of the project\n{CHOOSE}",
        ),
    ],
)
def test_a_place_that_is_not_for_a_site_is_refused(
    place: str, message: str, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    (project / "x").mkdir(parents=True)
    (project / "file").write_bytes(b"x")
    (project / "link").symlink_to("/tmp")

    assert refused(write(SITE, project / place, project)) == message
    assert tree(project) == {"file": b"x"}


def test_a_second_build_at_once_is_told_so(out: Path, tmp_path: Path) -> None:
    with (tmp_path / ".site.dateline-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        result = write(SITE, out, tmp_path)

    assert refused(result) == (
        "another build is writing this folder at this moment\n"
        "Wait until it is done, then build again."
    )
    assert not out.exists()


@pytest.mark.parametrize(
    "paths",
    [
        ["/x"],
        ["../x"],
        ["a/../../x"],
        ["a//x"],
        ["./x"],
        [""],
        ["a\\x"],
        ["a\nx"],
        ["a", "A"],
        ["e\u0301", "\xe9"],
        ["a", "a/b"],
        [".dateline"],
    ],
    ids=str,
)
def test_paths_that_no_caller_should_make_are_our_bug(
    paths: list[str], out: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"path|meets|folder"):
        write(dict.fromkeys(paths, b""), out, tmp_path)

    assert beside(out) == set()


# What fails


@contextmanager
def files_no_longer_than(limit: int) -> Iterator[None]:
    """A machine that fails in the middle of a file, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_failing_machine_leaves_the_old_site(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)

    with files_no_longer_than(5000), pytest.raises(CannotWrite) as failure:
        write({"index.html": b"new", "z.html": b"z" * 9000}, out, tmp_path)

    assert failure.value.reason == os.strerror(errno.EFBIG)
    assert failure.value.path.endswith("/z.html")
    assert tree(out) == SITE
    assert beside(out) == set()


def test_an_interrupted_build_leaves_the_old_site(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(SITE, out, tmp_path)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.ctypes, "CDLL", interrupt)  # at the very last moment
    with pytest.raises(KeyboardInterrupt):
        write({"index.html": b"new"}, out, tmp_path)

    assert tree(out) == SITE
    assert beside(out) == set()


def test_a_media_file_that_is_gone_leaves_the_old_site(
    out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)

    with pytest.raises(CannotWrite, match=r"x\.jpg"):
        write(SITE, out, tmp_path, {"x.jpg": tmp_path / "x.jpg"})

    assert tree(out) == SITE
    assert beside(out) == set()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(CannotWrite, match="file"):
        write(SITE, tmp_path / "file" / "x" / "site", tmp_path)


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot let two folders change places in one step."""
    library = SimpleNamespace(syncfs=lambda _: 0)
    monkeypatch.setattr(writing.ctypes, "CDLL", lambda *_, **__: library)


@pytest.mark.usefixtures("no_exchange")
def test_where_folders_cannot_change_places_they_move(
    out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)

    result = write({**SITE, "index.html": b"new"}, out, tmp_path)

    assert result == Written(changed=1, removed=0, kept=2)
    assert tree(out) == {**SITE, "index.html": b"new"}
    assert beside(out) == set()


@pytest.mark.usefixtures("no_exchange")
def test_a_site_that_cannot_move_in_makes_room_for_the_old_one(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(SITE, out, tmp_path)
    rename = Path.rename

    def fail_once(path: Path, other: Path) -> Path:
        if path.name.endswith("-new"):
            raise OSError(errno.EIO, "Input/output error", str(path))
        return rename(path, other)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(CannotWrite, match="Input/output error"):
        write({"index.html": b"new"}, out, tmp_path)

    assert tree(out) == SITE
    assert beside(out) == set()


def test_an_old_site_left_aside_by_a_crash_is_moved_back(
    out: Path, tmp_path: Path
) -> None:
    write(SITE, out, tmp_path)
    age(out)
    out.rename(tmp_path / ".site.dateline-old")

    result = write(SITE, out, tmp_path)

    assert result == Written(changed=0, removed=0, kept=3)
    assert stamp(out / "index.html") == LONG_AGO
    assert beside(out) == set()


def test_what_a_killed_build_left_is_swept_up(out: Path, tmp_path: Path) -> None:
    write(SITE, out, tmp_path)
    (tmp_path / ".site.dateline-new" / "events").mkdir(parents=True)
    (tmp_path / ".site.dateline-new" / "events" / "a.html").write_bytes(b"half")
    (tmp_path / ".site.dateline-old").symlink_to("/")
    (tmp_path / ".site.dateline-lock").write_bytes(b"")
    (tmp_path / ".other.dateline-new").mkdir()

    write(SITE, out, tmp_path)

    assert tree(out) == SITE
    assert beside(out) == {".other.dateline-new"}


def test_a_link_is_not_taken_for_the_old_site(out: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / ".site.dateline-old").symlink_to(tmp_path / "other")

    write(SITE, out, tmp_path)

    assert not out.is_symlink()
    assert tree(out) == SITE
    assert beside(out) == {"other"}


@pytest.mark.parametrize("name", ["loop", "loop/inside"])
def test_a_link_that_leads_to_itself_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(CannotWrite, match="loop"):
        write(SITE, tmp_path / name, tmp_path / "project")


def test_no_lock_is_made_through_a_link(out: Path, tmp_path: Path) -> None:
    (tmp_path / ".site.dateline-lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotWrite, match=r"\.site\.dateline-lock"):
        write(SITE, out, tmp_path)

    assert not (tmp_path / "elsewhere").exists()


KILLED = """
import itertools, sys
from pathlib import Path
from dateline.steps.write import write
out = Path(sys.argv[1])
print("ready", flush=True)
for turn in itertools.count():
    letter = b"ab"[turn % 2 :][:1]
    write({f"{n % 9}/{n}.html": letter * (n + 1) for n in range(300)}, out, out / "x")
"""


def test_a_killed_build_leaves_one_whole_site(out: Path, tmp_path: Path) -> None:
    whole = [
        {f"{n % 9}/{n}.html": letter * (n + 1) for n in range(300)}
        for letter in (b"a", b"b")
    ]
    write(whole[0], out, tmp_path)
    left: list[dict[str, bytes]] = []

    for milliseconds in range(1, 150, 15):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(out)], cwd=ROOT, stdout=subprocess.PIPE
        ) as build:
            assert build.stdout is not None
            build.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                build.wait(timeout=milliseconds / 1000)
            build.kill()
        left.append(tree(out))

    assert [site for site in left if site not in whole] == []
    assert isinstance(write(SITE, out, tmp_path), Written)
    assert tree(out) == SITE
    assert beside(out) == set()
