"""Makes the pictures of the documentation from pages that are really built.

docs/picture.png shows the index of the built site; docs/pictures/ what the snippets of
the guides become.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import chromium  # from tests/, as the Makefile says
import guides

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "site/index.html"
PICTURE = ROOT / "docs/picture.png"
STORY = ROOT / "site/stories/which-way-the-weapons-went.html"
STORY_PICTURE = ROOT / "docs/story.png"
WIDTH, HEIGHT = 1200, 760
LARGEST = 200_000  # bytes; a README is also read on a phone
#: The same for one event in a guide, which is shown as wide as a column of text.
EVENT_WIDTH, LARGEST_EVENT = 900, 60_000
MARGIN = 16


def index(browser: "Browser") -> Iterator[tuple[Path, bytes, int]]:
    """The pictures of the timeline and of a story, with their bytes and how many they may have."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
    )
    page.goto(INDEX.as_uri())
    yield PICTURE, page.screenshot(animations="disabled"), LARGEST
    page.goto(STORY.as_uri())
    yield STORY_PICTURE, page.screenshot(animations="disabled"), LARGEST


def events(browser: "Browser", guide: str) -> Iterator[tuple[Path, bytes, int]]:
    """The same for every event whose picture a guide shows."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "events.yaml").write_text(guides.project(guide), encoding="utf-8")
        build = [sys.executable, ROOT / "build.py", "--project", project]
        subprocess.run([*build, "--strict"], check=True, stdout=subprocess.DEVNULL)
        page = browser.new_page(
            viewport={"width": EVENT_WIDTH, "height": HEIGHT}, color_scheme="light"
        )
        page.goto((project / "site/index.html").as_uri())
        for shut in page.locator("article details:not([open]) > summary").all():
            shut.click()
        page.mouse.move(0, 0)  # where it lies over no event
        for event in guides.pictured(guide):
            box = page.locator(f"article#{event}").bounding_box()
            assert box is not None
            around = {
                "x": box["x"] - MARGIN,
                "y": box["y"] + page.evaluate("scrollY"),
                "width": box["width"] + 2 * MARGIN,
                "height": box["height"] + MARGIN,
            }
            taken = page.screenshot(clip=around, full_page=True, animations="disabled")
            yield guides.PICTURES / f"{event}.png", taken, LARGEST_EVENT


def main() -> int:
    """Write the pictures; return the exit code."""
    guides.PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium.started() as browser:
        taken = [*index(browser)]
        for guide in guides.GUIDES:
            taken += events(browser, guide)
    for path, picture, largest in taken:
        if len(picture) > largest:
            print(f"{path.name} has {len(picture):,} bytes; {largest:,} are the most.")
            return 1
    for old in guides.PICTURES.glob("*.png"):
        old.unlink()
    for path, picture, _ in taken:
        path.write_bytes(picture)
        print(f"Wrote {path.relative_to(ROOT)}, {len(picture):,} bytes.")
    guides.remember()
    return 0


if __name__ == "__main__":
    sys.exit(main())
