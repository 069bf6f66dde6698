"""Same input, same bytes: whoever builds, wherever, whenever, and however often."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "tests" / "cases" / "sites" / "every-field"

#: Runs the command with a clock that stands still, in the year that is given.
CLOCK = """
import datetime, sys, time
sys.path.insert(0, sys.argv[1])
moment = datetime.datetime(int(sys.argv[2]), 3, 4, 5, 6, 7).timestamp()
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(moment)
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(moment, tz)
    @classmethod
    def today(cls):
        return cls.fromtimestamp(moment)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
real = {name: getattr(time, name) for name in ("localtime", "gmtime", "ctime")}
datetime.date, datetime.datetime = Day, Moment
time.time = lambda: moment
time.time_ns = lambda: int(moment * 10**9)
for name, function in real.items():
    setattr(time, name, lambda s=None, f=function: f(moment if s is None else s))
assert datetime.datetime.now().year == time.localtime().tm_year == int(sys.argv[2])
from dateline.commands import main
sys.exit(main(sys.argv[3:]))
"""


def built(project: Path, out: Path, *, year: int = 0, **environment: str) -> Path:
    command = [str(ROOT / "build.py"), "build"]
    if year:
        command = ["-c", CLOCK, str(ROOT), str(year), "build"]
    done = subprocess.run(
        [sys.executable, *command, "--project", str(project), "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out


def bytes_of(site: Path) -> Mapping[str, str]:
    """The digest of every file, so that a failure names files and no megabytes."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project outside every repository: a history is input too."""
    return shutil.copytree(CASE, tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="module")
def first(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The bytes of its site, built once."""
    return bytes_of(built(small, tmp_path_factory.mktemp("first") / "site"))


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(
            {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
            id="other",
        ),
        pytest.param({"LC_ALL": "C", "LANG": "C", "LANGUAGE": "fa", "HOME": "/"}, id="plain"),
    ],
)  # fmt: skip
def test_another_machine_builds_the_same(
    small: Path, first: Mapping[str, str], environment: dict[str, str], tmp_path: Path
) -> None:
    site = built(small, tmp_path / "site", **environment)

    assert bytes_of(site) == first


def test_another_day_builds_the_same(
    small: Path, first: Mapping[str, str], tmp_path: Path
) -> None:
    site = built(small, tmp_path / "site", year=2061)

    assert bytes_of(site) == first


def test_another_folder_with_files_in_another_order_builds_the_same(
    small: Path, first: Mapping[str, str], tmp_path: Path
) -> None:
    files = sorted(path for path in small.rglob("*") if path.is_file())
    for path in reversed(files):
        copy = tmp_path / "Another project" / path.relative_to(small)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)

    site = built(tmp_path / "Another project", tmp_path / "another" / "place")

    assert bytes_of(site) == first


def test_a_second_build_changes_nothing(small: Path, tmp_path: Path) -> None:
    site = built(small, tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    built(small, site)

    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_what_an_older_build_has_kept_changes_no_byte(
    small: Path, first: Mapping[str, str], tmp_path: Path
) -> None:
    project, out = tmp_path / "project", tmp_path / "site"
    shutil.copytree(small, project)
    written = (project / "events.yaml").read_text(encoding="utf-8")
    built(project, out)
    (project / "events.yaml").write_text(f"# Another.\n{written}", encoding="utf-8")
    built(project, out, PYTHONOPTIMIZE="2")
    (project / "events.yaml").write_text(written, encoding="utf-8")

    built(project, out)

    assert bytes_of(out) == first


def test_nothing_that_is_kept_between_builds_changes_a_byte(
    small: Path, first: Mapping[str, str], tmp_path: Path
) -> None:
    project = shutil.copytree(small, tmp_path / "project")
    nowhere = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/proc/none"}

    site = built(project, tmp_path / "site", **nowhere, HOME="/proc", TMPDIR="/tmp")

    assert bytes_of(site) == first


def test_the_real_site_does_not_depend_on_the_machine(
    site: Path, tmp_path: Path
) -> None:
    again = built(
        ROOT, tmp_path / "site", PYTHONHASHSEED="77", TZ="Asia/Tokyo", LC_ALL="C"
    )

    assert bytes_of(again) == bytes_of(site)
