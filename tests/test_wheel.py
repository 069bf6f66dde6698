"""The package as `pip install` would install it: whole, without the network."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import run

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "tests" / "cases" / "sites" / "every-field"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of ours holds."""
    source = tmp_path_factory.mktemp("source")
    for name in ("dateline", "templates"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=skipped)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    wheels = tmp_path_factory.mktemp("wheels")
    making = "import sys; from setuptools.build_meta import build_wheel as build; "
    made = subprocess.run(
        [sys.executable, "-c", f"{making}build(sys.argv[1])", str(wheels)],
        cwd=source,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (wheel,) = wheels.glob("*.whl")
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def test_every_package_and_every_file_of_ours_is_in_the_wheel(installed: Path) -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "dateline").rglob("__init__.py")
    }
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "dateline").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    files |= {
        f"dateline/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }

    there = {
        path.relative_to(installed).as_posix()
        for path in (installed / "dateline").rglob("*")
        if path.is_file()
    }

    listed = {*named["tool"]["setuptools"]["packages"]}
    assert listed == packages | {"dateline.templates"}
    assert (there - files, files - there) == (set(), set())


def test_what_is_installed_builds_the_same_site_as_a_clone(
    installed: Path, tmp_path: Path
) -> None:
    project = shutil.copytree(CASE, tmp_path / "project")
    clone = run("--project", str(project), "--out", str(tmp_path / "one" / "site"))

    done = subprocess.run(
        [sys.executable, "-m", "dateline", "--out", str(tmp_path / "two" / "site")],
        cwd=project,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (clone.code, done.returncode, done.stderr) == (0, 0, "")
    assert tree(tmp_path / "two" / "site") == tree(tmp_path / "one" / "site")


def tree(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
