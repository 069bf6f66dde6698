"""Runs the tests of the browser's scripts in Node: tests/js/NAME.test.mjs."""

import shutil
import subprocess
from pathlib import Path

import pytest


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
