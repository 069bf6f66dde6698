"""Makes docs/picture.png, the picture in README, of the index of the built site."""

import sys
from pathlib import Path

import chromium  # from tests/, as the Makefile says

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "site/index.html"
PICTURE = ROOT / "docs/picture.png"
WIDTH, HEIGHT = 1200, 760
LARGEST = 200_000  # bytes; a README is also read on a phone


def main() -> int:
    """Write the picture; return the exit code."""
    PICTURE.parent.mkdir(exist_ok=True)
    with chromium.started() as browser:
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
        )
        page.goto(INDEX.as_uri())
        taken = page.screenshot(animations="disabled")
    if len(taken) > LARGEST:
        print(f"The picture has {len(taken):,} bytes; {LARGEST:,} are the most.")
        return 1
    PICTURE.write_bytes(taken)
    print(f"Wrote {PICTURE.relative_to(ROOT)}, {len(taken):,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
