"""Asks Lighthouse about the built pages: search engines, good practice, accessibility.

A page that does not get full marks ends the command with 1, with every audit that it
failed by name.
"""

import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import chromium  # from tests/, as the Makefile says

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "tests/lighthouse/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("seo", "best-practices", "accessibility")
PAGES = ("", "events/griboyedov-killing-1829.html")
#: Lighthouse asks for robots.txt from within the page, whose policy (connect-src, by
#: default-src 'none') refuses that; test_hosting.py reads the file as a robot does.
SKIPPED = ("robots-txt",)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host that says nothing of what it is asked."""

    def log_message(self, *words: object) -> None:
        """Says nothing."""


def report(address: str, folder: Path) -> dict[str, object]:
    """What Lighthouse says of a page."""
    written = folder / "report.json"
    done = subprocess.run(
        [
            *("node", str(PROGRAM), address, "--quiet", "--output=json"),
            f"--output-path={written}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--skip-audits={','.join(SKIPPED)}",
            f"--chrome-flags=--headless=new {' '.join(chromium.SWITCHES)}",
        ],
        env={**os.environ, "CHROME_PATH": chromium.find()},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{address}: {done.stderr or done.stdout}")
    found: dict[str, object] = json.loads(written.read_text(encoding="utf-8"))
    return found


def failures(found: dict) -> Iterator[str]:
    """What keeps a page from full marks: the audits of a category that weigh in it."""
    for name in CATEGORIES:
        category = found["categories"][name]
        if category["score"] == 1:
            continue
        yield f"{category['title']}: {round(100 * (category['score'] or 0))} of 100"
        for each in category["auditRefs"]:
            audit = found["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                why = audit.get("explanation") or audit.get("displayValue") or ""
                yield f"  {each['id']}: {audit['title']} {why}".rstrip()


def main() -> int:
    """Builds the site for a loopback address, serves it there, and asks."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "site").mkdir()
        handler = functools.partial(Quiet, directory=str(folder / "site"))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_address[1]}/"
            build = [sys.executable, "build.py", "--out", str(folder / "site")]
            subprocess.run([*build, "--base-url", base], cwd=ROOT, check=True)
            code = 0
            for page in PAGES:
                lines = list(failures(report(base + page, folder)))
                print(f"{page or 'index.html'}: {'full marks' * (not lines)}")
                print("".join(f"  {line}\n" for line in lines), end="")
                code |= bool(lines)
            server.shutdown()
    return code


if __name__ == "__main__":
    sys.exit(main())
