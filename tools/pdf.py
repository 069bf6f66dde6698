"""Makes a PDF of the timeline and of every event, from pages that are really built.

They lie in pdf/ as their pages do in site/: tagged for screen readers, with bookmarks and
the page's title. `make pdf` calls it; `pdf.py SITE FOLDER` takes other folders.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import chromium  # from tests/, as the Makefile says

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent


def pages(site: Path) -> Iterator[Path]:
    """The pages that are worth their paper, by their place in the site."""
    data = json.loads((site / "events.json").read_text(encoding="utf-8"))
    yield Path("index.html")
    for event in data["events"]:  # and none of the pages that have moved
        yield Path("events", f"{event['id']}.html")


def printed(browser: "Browser", page: Path) -> bytes:
    """One page as a PDF, without scripts: all of it, whatever a reader has chosen."""
    context = browser.new_context(java_script_enabled=False)
    try:
        opened = context.new_page()
        opened.goto(page.as_uri())
        return opened.pdf(
            format="A4", prefer_css_page_size=True, tagged=True, outline=True
        )
    finally:
        context.close()


def write(browser: "Browser", site: Path, out: Path) -> int:
    """Every PDF, and none of events that are gone; gives how many bytes they have."""
    wanted = {out / page.with_suffix(".pdf"): site / page for page in pages(site)}
    size = 0
    for path, page in wanted.items():
        made = printed(browser, page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
        size += len(made)
    for old in {*out.glob("*.pdf"), *out.glob("events/*.pdf")} - {*wanted}:
        old.unlink()
    return size


def main(site: Path, out: Path) -> int:
    """Write the PDFs; return the exit code."""
    with chromium.started() as browser:
        size = write(browser, site, out)
    print(f"{len([*pages(site)])} PDFs, {size / 1e6:.1f} MB → {out / 'index.pdf'}")
    return 0


if __name__ == "__main__":
    given = [Path(word).resolve() for word in sys.argv[1:]]
    sys.exit(main(*(given or (ROOT / "site", ROOT / "pdf"))))
