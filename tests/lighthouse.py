"""Lighthouse, as a test asks it: the address of a page in, what keeps it from 100 out."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import chromium

PROGRAM = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("seo", "best-practices", "accessibility")
#: Lighthouse asks for robots.txt from within the page, whose policy (connect-src, by
#: default-src 'none') refuses that; test_hosting.py reads the file as a robot does.
SKIPPED = ("robots-txt",)


def failures(address: str, folder: Path) -> list[str]:
    """Every category without full marks, with the audits that weigh in it and failed.

    ``folder`` is for what Lighthouse writes.
    """
    return list(_said(_report(address, folder)))


def _report(address: str, folder: Path) -> dict:
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
    assert not done.returncode, done.stderr or done.stdout
    return json.loads(written.read_text(encoding="utf-8"))


def _said(report: dict) -> Iterator[str]:
    for name in CATEGORIES:
        category = report["categories"][name]
        if category["score"] == 1:
            continue
        yield f"{category['title']}: {round(100 * (category['score'] or 0))} of 100"
        for each in category["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                why = audit.get("explanation") or audit.get("displayValue") or ""
                yield f"  {each['id']}: {audit['title']} {why}".rstrip()
