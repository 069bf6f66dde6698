"""Every mistake an editor can make, and every word that is said about it.

``cases/mistakes/NAME.yaml`` is an events.yaml with a mistake, ``NAME.txt`` what
``build.py check`` prints of it. A folder ``NAME/`` is a whole project and holds
``expected.txt``. ``pytest --update`` writes the expected texts anew: read that diff.
"""

import re
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dateline import report
from dateline.problems import Problem
from dateline.source import Source
from dateline.steps.load import load
from dateline.steps.parse import parse

#: What an editor wrote, or shall write.
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
CASES = Path(__file__).parent / "cases" / "mistakes"
FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir())
NAMES = sorted([*FOLDERS, *(path.stem for path in CASES.glob("*.yaml"))])

#: Words of the machine that no editor should have to know.
MACHINE_WORDS = (
    *("None", "NoneType", "KeyError", "ValueError", "Traceback", "mapping", "scalar"),
    *("sequence", "dict", "tuple", "boolean", "invalid", "please", "pydantic", "!"),
)


@lru_cache
def read(name: str) -> tuple[Source, list[Problem]]:
    """A case as it was read, and every problem with it."""
    if name in FOLDERS:
        return read_folder(CASES / name)
    with TemporaryDirectory() as folder:
        shutil.copy(CASES / f"{name}.yaml", Path(folder, "events.yaml"))
        return read_folder(Path(folder))


def read_folder(folder: Path) -> tuple[Source, list[Problem]]:
    source, problems = load(folder)
    _, found = parse(source)
    return source, sorted({*problems, *found})


def said_of(name: str) -> str:
    """What ``build.py check`` prints."""
    source, problems = read(name)
    return f"{report.text(problems, source.written)}\n{report.count(problems)}.\n"


def expected_of(name: str) -> Path:
    """The file with the words that are wished for."""
    return CASES / name / "expected.txt" if name in FOLDERS else CASES / f"{name}.txt"


@pytest.mark.parametrize("name", NAMES)
def test_each_mistake_is_named_in_words_an_editor_can_act_on(
    name: str, update: bool
) -> None:
    expected = expected_of(name)

    said = said_of(name)

    if update:
        expected.write_text(said, encoding="utf-8")
    assert read(name)[1] != []
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_message_asks_an_editor_to_know_python(name: str) -> None:
    _, problems = read(name)

    words = " ".join(QUOTED.sub("", f"{p.text} {p.hint}") for p in problems)

    assert [word for word in MACHINE_WORDS if word in words] == []


def test_every_case_has_its_words_and_no_words_are_left_over() -> None:
    files = {path for path in CASES.iterdir() if path.is_file()}

    wanted = {CASES / f"{name}.yaml" for name in NAMES if name not in FOLDERS}
    wanted |= {expected_of(name) for name in NAMES if name not in FOLDERS}

    assert files == wanted
    assert [name for name in FOLDERS if not expected_of(name).is_file()] == []


def test_at_least_a_hundred_mistakes_are_written_down() -> None:
    assert len(NAMES) >= 100


def test_the_command_prints_the_same_words(
    project: Callable[..., Path], build: Callable[..., object]
) -> None:
    name = "field-misspelt"
    folder = project({"events.yaml": (CASES / f"{name}.yaml").read_bytes()})

    checked = build(folder, "check")

    assert checked.out == expected_of(name).read_text(encoding="utf-8")
    assert (checked.code, checked.err) == (1, "")
