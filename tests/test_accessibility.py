"""axe-core finds no barrier on a page of each kind, light and dark, phone and desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

# WCAG 2.2 up to level AA, and what axe's authors hold to be good practice.
RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off unless asked for
    # Half the time, and nothing that we would print.
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
}

SUMMARY = """async rules => (await axe.run(document, rules)).violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.failureSummary}\n${node.html}`)
)"""

# A phone and a desk, by day and by night.
VIEWS = [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]

# Of a folder, the page with the most on it.
PAGES = [
    pytest.param("index.html", id="index"),
    pytest.param("events/*.html", id="event"),
    pytest.param("sources/index.html", id="sources"),
    pytest.param("sources/*.html", id="source"),
    pytest.param("categories/*.html", id="category"),
    pytest.param("actors/*.html", id="actor"),
    pytest.param("places/*.html", id="place"),
    pytest.param("stories/index.html", id="stories"),
    pytest.param("stories/*.html", id="story"),
    pytest.param("evidence.html", id="evidence"),
    pytest.param("about.html", id="about"),
    pytest.param("404.html", id="not-found"),
]


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    script = root / "tests/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.fail("axe-core is not installed. Type: make test", False)
    return script.read_text(encoding="utf-8")


def fullest(site: Path, pattern: str) -> str:
    pages = [page for page in site.glob(pattern) if page.name != "index.html"]
    pages = pages or list(site.glob(pattern))
    assert pages, f"the site has no page {pattern}"
    largest = max(pages, key=lambda page: (page.stat().st_size, page.name))
    return largest.relative_to(site).as_posix()


def barriers(page: Page, width: int, color_scheme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=color_scheme)
    return page.evaluate(SUMMARY, RULES)


@pytest.mark.parametrize("pattern", PAGES)
def test_nobody_is_shut_out_of_a_page(
    pattern: str, axe: str, site: Path, served: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(served + fullest(site, pattern))
    page.evaluate(axe)

    found = {view: barriers(page, *view) for view in VIEWS}

    assert {view: lines for view, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "name",
    [
        "index",
        "timeline/20XX",
        "timeline/2015",
        "embed",
        "sources/index",
        "actors/iran/20XX",
    ],
)
def test_nobody_is_shut_out_of_a_long_timeline(
    name: str,
    axe: str,
    long_site: Path,
    serve: Callable[[Path], str],
    new_page: Callable[..., Page],
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(f"{serve(long_site)}{name}.html")
    page.evaluate(axe)

    found = {view: barriers(page, *view) for view in VIEWS}

    assert {view: lines for view, lines in found.items() if lines} == {}


@pytest.mark.parametrize("pattern", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(
    pattern: str, site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(width=320)

    page.goto((site / fullest(site, pattern)).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
