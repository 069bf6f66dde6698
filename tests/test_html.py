"""The Nu HTML checker reads every page, stylesheet and drawing of the real site."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

# What the checker says of correct files, and why we do not mind.
# A row is the start of its message.
ALLOWED = {
    # Newer than its grammar: CSS Containment 3.
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “container”: Property “container” doesn't exist",
    # Properties of SVG 2, which its CSS grammar leaves out.
    "CSS: “vector-effect”: Property “vector-effect” doesn't exist",
    "CSS: “paint-order”: Property “paint-order” doesn't exist",
    "CSS: “rx”: Property “rx” doesn't exist",
    # Also newer: the CSS Custom Highlight API.
    "CSS: Parse Error. At ::highlight(",
    # It reads from disk, where it does not take 'self' for the same folder as browsers
    # do; that nothing is blocked there is what every test in the browser holds.
    "Resource violates Content Security Policy (meta tag): external s",
}


@pytest.fixture(scope="module")
def findings(root: Path, site: Path) -> list[str]:
    jar = root / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file():
        pytest.fail("The HTML checker is not installed. Type: make test", False)
    java = shutil.which("java")
    if java is None:
        pytest.fail(
            "The HTML checker needs Java 17 or newer, and there is no java on the path.\n"
            "On Debian or Ubuntu, type: sudo apt-get install default-jre-headless",
            False,
        )
    kinds = {".html", ".css", ".svg"}  # given a folder it would read every file as HTML
    files = sorted(path for path in site.rglob("*") if path.suffix in kinds)
    switches = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    done = subprocess.run(
        [java, "-jar", jar, *switches, "--also-check-css", "--also-check-svg", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sorted(
        said(message, site) for message in json.loads(done.stdout)["messages"]
    )


def said(message: dict[str, Any], site: Path) -> str:
    page = message.get("url", "").removeprefix("file:").removeprefix(f"{site}/")
    text = message["message"]
    if text == "CSS: Parse Error.":
        text += f" At {message['extract'].strip().splitlines()[0]}"
    return f"{page}:{message.get('lastLine', 0)}: {text}"


def test_the_checker_finds_nothing_on_any_page(findings: list[str]) -> None:
    unexpected = [
        finding
        for finding in findings
        if not any(f": {start}" in finding for start in ALLOWED)
    ]

    assert unexpected == []


def test_the_checker_has_read_the_site(site: Path) -> None:
    assert list(site.glob("events/*.html"))
    assert list(site.glob("assets/**/*.css"))
