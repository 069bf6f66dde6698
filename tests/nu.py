"""The Nu HTML checker, run over the pages, stylesheets and drawings of sites."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

JAR = Path(__file__).resolve().parent / "node_modules/vnu-jar/build/dist/vnu.jar"

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
    # It takes JSON in a script element for a script. Browsers run and block only what has
    # the type of one (HTML, “prepare the script element”); tests/test_linked_data.py holds
    # that no other is on a page.
    "Inline script violates Content Security Policy (meta tag): blocked by “script-src”",
}


class NoChecker(Exception):  # noqa: N818 # reads as what is the case
    """It cannot run; the text says what is missing."""


def findings(*sites: Path) -> list[str]:
    """What it says of the files of sites, as “page:line: message”; all that is not allowed.

    Raises NoChecker where it is not installed.
    """
    return [
        finding
        for finding in every_finding(*sites)
        if not any(f": {start}" in finding for start in ALLOWED)
    ]


def every_finding(*sites: Path) -> list[str]:
    """The same with what is allowed."""
    if not JAR.is_file():
        raise NoChecker("The HTML checker is not installed. Type: make test")
    java = shutil.which("java")
    if java is None:
        raise NoChecker(
            "The HTML checker needs Java 17 or newer, and there is no java on the path.\n"
            "On Debian or Ubuntu, type: sudo apt-get install default-jre-headless"
        )
    kinds = {".html", ".css", ".svg"}  # given a folder it would read every file as HTML
    files = sorted(
        path for site in sites for path in site.rglob("*") if path.suffix in kinds
    )
    switches = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    done = subprocess.run(
        [java, "-jar", JAR, *switches, "--also-check-css", "--also-check-svg", *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sorted(
        said(message, sites) for message in json.loads(done.stdout)["messages"]
    )


def said(message: dict[str, Any], sites: Sequence[Path]) -> str:
    page = message.get("url", "").removeprefix("file:")
    for site in sites:
        page = page.removeprefix(f"{site.parent}/" if len(sites) > 1 else f"{site}/")
    text = message["message"]
    if text == "CSS: Parse Error.":
        text += f" At {message['extract'].strip().splitlines()[0]}"
    return f"{page}:{message.get('lastLine', 0)}: {text}"
