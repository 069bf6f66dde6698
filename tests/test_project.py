"""The project around the code: locks, commands, licences, and what no file may hold."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

# Made by tools, never committed: the folders of .gitignore.
MADE = {
    *{
        ".git",
        ".venv",
        "found",
        "corpus",
        ".dateline",
        "site",
        "node_modules",
        "build",
        "dist",
        "__pycache__",
    },
    *{".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"},
}

# Written apart, so that this file does not hold them either.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "deb.debian" + ".org",
]

PINNED = re.compile(r"^(\S+?)==(\S+?)(?: ; [^\\]+)? \\$", re.M)


def committed() -> Iterator[Path]:
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(
            name for name in names if name not in MADE and not name.startswith(".venv-")
        )
        yield from (Path(folder, name) for name in sorted(files))


def locked(name: str) -> dict[str, set[str]]:
    """Package → versions; a package may have one for each range of Pythons."""
    pins: dict[str, set[str]] = {}
    for package, version in PINNED.findall(text(f"requirements/{name}.txt")):
        pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings() -> dict[str, object]:
    return tomllib.loads(text("pyproject.toml"))


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in committed()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]

    assert found == []


@pytest.mark.parametrize("name", ["run", "test", "bench", "fuzz", "audit"])
def test_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    lock = text(f"requirements/{name}.txt")

    stanzas = re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]

    assert [stanza for stanza in stanzas if "--hash=sha256:" not in stanza] == []
    assert "://" not in lock
    assert "--index-url" not in lock


@pytest.mark.parametrize("folder", ["tests", "bench"])
def test_every_locked_npm_package_has_a_hash_and_no_address(folder: str) -> None:
    packages = json.loads(text(f"{folder}/package-lock.json"))["packages"]

    installed = {name: package for name, package in packages.items() if name}

    assert [
        name for name, package in installed.items() if "integrity" not in package
    ] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = settings()
    asked = {
        "run": project["project"]["dependencies"],
        "test": [
            *project["project"]["dependencies"],
            *project["dependency-groups"]["test"],
        ],
        "bench": project["dependency-groups"]["bench"],
        "fuzz": [
            *project["project"]["dependencies"],
            *project["dependency-groups"]["fuzz"],
        ],
        "audit": project["dependency-groups"]["audit"],
    }

    unmet = [
        f"requirements/{name}.txt has no {line}: type make lock"
        for name, lines in asked.items()
        for line in lines
        if not fits(Requirement(line), locked(name))
    ]

    assert unmet == []


def fits(asked: Requirement, pins: dict[str, set[str]]) -> bool:
    versions = pins.get(canonicalize_name(asked.name), set())
    return bool(versions) and all(asked.specifier.contains(each) for each in versions)


def test_the_tests_run_with_the_versions_that_editors_run() -> None:
    run, test = locked("run"), locked("test")

    assert {name: test.get(name) for name in run} == run


def test_every_folder_of_code_is_a_package_and_gets_installed() -> None:
    bare = {
        str(path.parent.relative_to(ROOT))
        for path in (ROOT / "dateline").rglob("*.py")
        if not (path.parent / "__init__.py").is_file()
    }

    assert bare == set()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_make_command_that_a_document_names_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text("Makefile"), re.M))

    named = re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z][a-z-]*)", text(document), re.M)

    assert set(named) <= targets


def test_every_make_command_runs_even_if_a_file_has_its_name() -> None:
    makefile = text("Makefile")

    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.M))
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)[0].split())

    assert targets == phony


@pytest.mark.parametrize("command", ["site", "check", "new"])
def test_what_make_adds_to_a_message_is_explained_and_stays_a_failure(
    tmp_path: Path, command: str
) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for file in ("requirements/run.txt", ".venv/run.installed", ".venv/bin/python"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    fails = (
        '#!/bin/sh\n[ "$1" = -c ] && echo 1 && exit\necho "1 mistake." >&2\nexit 1\n'
    )
    (tmp_path / ".venv/bin/python").write_text(fails, "utf-8")
    (tmp_path / ".venv/bin/python").chmod(0o755)

    done = subprocess.run(
        ["make", command],
        cwd=tmp_path,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        capture_output=True,
        text=True,
        check=False,
    )

    message, explained, added = done.stderr.splitlines()
    assert (done.returncode, done.stdout, message) == (2, "", "1 mistake.")
    assert explained.startswith("(The next line is from make,")
    assert added.endswith("Error 1")


def test_the_outside_check_runs_everything() -> None:
    script = ROOT / ".ci/run"

    assert os.access(script, os.X_OK)
    assert "make --no-print-directory test" in script.read_text(encoding="utf-8")


def test_the_picture_in_the_readme_is_there_and_light() -> None:
    picture = ROOT / "docs/picture.png"

    assert "docs/picture.png" in text("README.md")
    assert picture.stat().st_size < 200_000


def test_code_and_content_each_have_a_licence() -> None:
    assert text("LICENSE").startswith("MIT License")
    assert "CC BY 4.0" in text("LICENSE-CONTENT.md")
