"""Runs the tests of the browser's scripts in Node: tests/js/NAME.test.mjs."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

#: What a script is made of, as far as templates are concerned.
PIECE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\\.|\$\{|[`{}]""",
    re.S,
)


def templates_inside(script: str) -> Iterator[str]:
    """The lines on which a template begins inside the braces of another one."""
    open_: list[str] = []
    for found in PIECE.finditer(script):
        piece = found[0]
        is_text = open_[-1:] == ["`"]
        if piece == "`":
            if is_text:
                open_.pop()
                continue
            if "`" in open_:
                yield f"line {script.count(chr(10), 0, found.start()) + 1}"
            open_.append("`")
        elif (piece == "${" and is_text) or (piece == "{" and open_ and not is_text):
            open_.append("{")
        elif piece == "}" and open_[-1:] == ["{"]:
            open_.pop()


def test_the_scripts_pass_their_own_tests(root: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail(
            "The tests of the scripts need Node.js 18 or newer, and there is no node.\n"
            "On Debian or Ubuntu, type: sudo apt-get install nodejs npm",
            False,
        )
    files = sorted((root / "tests/js").glob("*.test.mjs"))
    assert files, "there is no tests/js/NAME.test.mjs"

    done = subprocess.run(
        [node, "--test", *files],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_template_stands_inside_another(root: Path) -> None:
    # The tool that takes out comments takes such a one for the end of the outer, and
    # then takes spaces out of its words (documented in rjsmin: unnested literals only).
    scripts = sorted((root / "templates/assets/js").rglob("*.js"))

    found = {
        path.name: lines
        for path in scripts
        if (lines := list(templates_inside(path.read_text("utf-8"))))
    }

    assert found == {}


def test_a_template_inside_another_would_be_found() -> None:
    script = "// `\nconst a = `x ${b ? `y z` : ''}`;\nconst c = `${{ d: 1 }.d}`;"

    assert list(templates_inside(script)) == ["line 2"]
