"""How the pages look to readers who set up their browser, their eyes or their paper anew."""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_measures import DOUBLED, SPACED, dress, troubles
from playwright.sync_api import Locator, Page, expect
from test_accessibility import PAGES, fullest

Opens = Callable[..., Page]
Colour = tuple[float, float, float]

PATIENCE = 30_000  # milliseconds, on a machine that has much else to do

EVERY_PAGE = [
    *PAGES,
    pytest.param("evidence.html", id="evidence"),
    pytest.param("changes.html", id="changes"),
]


def woken(page: Page, address: str) -> Page:
    """A timeline page with all of its scripts."""
    page.goto(address)
    expect(page.locator("form.find")).to_be_visible(timeout=PATIENCE)
    page.evaluate("() => Dateline.page.come()")
    return page


def index(site: Path) -> str:
    return (site / "index.html").as_uri()


# Colours that are told apart

# Machado, Oliveira and Fernandes 2009, “A Physiologically-based Model for Simulation of
# Color Vision Deficiency”, doi 10.1109/TVCG.2009.113: severity 1, on linear sRGB.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LUMINANCE = (0.2126, 0.7152, 0.0722)
SCHEMES = ["light", "dark"]


def times(matrix: Any, colour: Colour) -> Iterator[float]:
    for row in matrix:
        yield sum(part * each for part, each in zip(row, colour, strict=True))


def linear(written: str) -> Colour:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    return red, green, blue


def perceived(colour: Colour) -> tuple[float, ...]:
    """In Oklab, where distance is difference: https://bottosson.github.io/posts/oklab/"""
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        colour,
    )
    long, middle, short = (max(each, 0) ** (1 / 3) for each in cones)
    return tuple(
        times(
            (
                (0.2104542553, 0.7936177850, -0.0040720468),
                (1.9779984951, -2.4285922050, 0.4505937099),
                (0.0259040371, 0.7827717662, -0.8086757660),
            ),
            (long, middle, short),
        )
    )


@pytest.fixture(scope="module")
def tokens(root: Path) -> dict[str, dict[str, Colour]]:
    """Every colour of a scheme by its name."""
    text = (root / "templates/assets/css/0-tokens.css").read_text("utf-8")
    written = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {
        scheme: {name: linear(both[place]) for name, *both in written}
        for place, scheme in enumerate(SCHEMES)
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_colours_of_categories_stay_apart_to_all_eyes(
    eyes: str, scheme: str, tokens: dict[str, dict[str, Colour]]
) -> None:
    seen = [
        perceived(tuple(min(max(each, 0), 1) for each in times(EYES[eyes], colour)))  # type: ignore[arg-type]
        for name, colour in tokens[scheme].items()
        if name.startswith("look-")
    ]

    assert len(seen) == 8
    # Twice what one just notices side by side is 0.04; these stand apart.
    assert min(math.dist(*pair) for pair in itertools.combinations(seen, 2)) > 0.08


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_stand_out_from_every_ground(
    scheme: str, tokens: dict[str, dict[str, Colour]]
) -> None:
    light = {
        name: next(times([LUMINANCE], colour)) + 0.05
        for name, colour in tokens[scheme].items()
    }

    contrasts = {
        (name, ground): max(light[name], light[ground])
        / min(light[name], light[ground])
        for name in light
        for ground in ("paper", "raised", "accent-wash")
        if name.startswith("look-")
    }

    assert {pair: each for pair, each in contrasts.items() if each < 3} == {}


def test_where_no_colour_is_seen_shapes_tell_categories_apart(
    site: Path, page: Page
) -> None:
    page.goto(index(site))

    drawn = page.evaluate(
        """[...document.querySelector(".outlines").content.querySelectorAll("path")]
          .map(path => path.getAttribute("d"))"""
    )
    listed = page.evaluate(
        """[1, 2, 3, 4, 5, 6, 7, 8].map(look => {
          const mark = document.createElement("i");
          mark.className = `shape look-${look}`;
          document.body.append(mark);
          return getComputedStyle(mark).clipPath;
        })"""
    )

    assert len(set(drawn)) == 9  # and one for events without a category
    assert len(set(listed)) == 8
    assert "none" not in listed


# Larger words, more air, a narrow or a magnified screen


@pytest.mark.parametrize("pattern", EVERY_PAGE)
def test_words_that_grow_or_spread_are_cut_off_nowhere(
    pattern: str, site: Path, new_page: Opens
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto((site / fullest(site, pattern)).as_uri())

    found = {}
    for width, style in (
        (360, DOUBLED),
        (1280, DOUBLED),
        (360, SPACED),
        (1280, SPACED),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        dress(page, style)
        found[width, style[:4]] = troubles(page)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024, four times
    dress(page, "")
    found[320, ""] = troubles(page)

    assert {view: lines for view, lines in found.items() if lines} == {}


def test_of_a_magnified_screen_most_is_left_to_read(
    site: Path, new_page: Opens
) -> None:
    page = woken(new_page(width=320, height=256, reduced_motion="reduce"), index(site))
    page.evaluate("document.querySelectorAll('article')[9].scrollIntoView()")

    covered = page.evaluate(
        """[...document.querySelectorAll("body *")].filter(each => {
          const { top, bottom } = each.getBoundingClientRect();
          return getComputedStyle(each).position === "sticky" && top <= 0 && bottom > 0 })
          .reduce((sum, each) => sum + each.offsetHeight, 0)"""
    )

    assert covered <= 256 / 4


# A palette of the reader's own

STATED = """\
timeline: {title: How sure, language: en}
categories: {war: {label: War}}
sources: {book: {title: A book, publisher: A press, kind: book}}
events:
  - {id: one, date: 1900-01-01, title: One, categories: [war], sources: [book]}
  - {id: two, date: 1930-01-01, title: Two, categories: [war], sources: [book], status: reported}
  - {id: three, date: 1960-01-01, title: Three, categories: [war], sources: [book], status: alleged}
"""

PAINT = """marks => marks.map(mark => { const style = getComputedStyle(mark.querySelector("path"));
  return { fill: style.fill, stroke: style.stroke, dashes: style.strokeDasharray } })"""


def test_forced_colours_keep_hollow_marks_hollow(
    project: Callable[..., Path], build: Callable[..., Any], new_page: Opens
) -> None:
    folder = project({"events.yaml": STATED})
    assert build(folder).code == 0
    page = new_page(forced_colors="active")
    woken(page, (folder / "site/index.html").as_uri())

    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
        sure, reported, alleged = page.locator(".drawn .marker").evaluate_all(PAINT)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

        assert sure["fill"] != ground
        assert reported["fill"] == alleged["fill"] == ground
        assert reported["stroke"] != ground
        assert reported["dashes"] != alleged["dashes"]


def test_forced_colours_keep_the_line_beside_a_status(
    site: Path, new_page: Opens
) -> None:
    page = new_page(forced_colors="active")
    page.goto(index(site))

    lines = page.locator(".status").evaluate_all(
        """all => all.map(each => [each.className, getComputedStyle(each).borderInlineStartStyle])"""
    )

    assert {tuple(each) for each in lines} >= {
        ("status status-reported", "dashed"),
        ("status status-disputed", "double"),
    }


def test_forced_colours_draw_evidence_in_the_palette(
    site: Path, new_page: Opens
) -> None:
    page = new_page(forced_colors="active")
    page.goto((site / "evidence.html").as_uri())

    inks = page.evaluate(
        """[".matrix text", ".matrix .dots", ".share"].map(name =>
          getComputedStyle(document.querySelector(name)).fill)"""
    )
    words, link = page.evaluate(
        """["body", ".matrix ~ * a, .banner a"].map(name =>
          getComputedStyle(document.querySelector(name)).color)"""
    )

    assert inks == [words, link, link]


RING = """() => { const at = document.activeElement;
  const rings = [at, at.closest("label"), at.querySelector(".target")].filter(Boolean).map(each => {
    const style = getComputedStyle(each);
    const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return isRinged || (each.matches(".target") && parseFloat(style.strokeWidth) >= 3
      && style.stroke !== "none") });
  return rings.some(Boolean) ? "" : at.outerHTML.slice(0, 120) }"""


@pytest.mark.parametrize("forced", ["none", "active"], ids=["own", "forced"])
def test_wherever_the_keyboard_is_one_sees_it(
    forced: str, site: Path, new_page: Opens
) -> None:
    page = woken(new_page(forced_colors=forced, reduced_motion="reduce"), index(site))

    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(RING))

    assert [each for each in unseen if each] == []


# Paper


def test_on_paper_stand_addresses_and_no_buttons(site: Path, new_page: Opens) -> None:
    page = woken(new_page(width=673), index(site))  # A4 without its margins

    page.emulate_media(media="print")

    shown = page.evaluate(
        """[".menu", ".find", ".levels", ".tools", ".where", ".stepper", ".story", ".skip",
          ".record", ".tell", "button", "select"].filter(name =>
          [...document.querySelectorAll(name)].some(each => each.checkVisibility()))"""
    )
    silent = page.evaluate(
        """[...document.querySelectorAll(".original[href], .archived[href]")].filter(each =>
          !getComputedStyle(each, "::after").content.includes("href")
          && !getComputedStyle(each, "::after").content.includes(each.getAttribute("href")))
          .map(each => each.href)"""
    )
    folded = page.evaluate(
        """[...document.querySelectorAll(".differ > dl")].filter(each =>
          !each.checkVisibility({ contentVisibilityAuto: true }) || !each.offsetHeight).length"""
    )
    assert (shown, silent, folded) == ([], [], 0)
    expect(page.locator(".axis .picture:visible")).to_have_count(1)
    assert troubles(page) == []


# Nothing that moves by itself


def test_where_motion_is_unwelcome_nothing_moves(site: Path, new_page: Opens) -> None:
    page = woken(new_page(reduced_motion="reduce"), index(site))

    page.get_by_role("button", name="Read as a story").click()
    expect(page.locator("dialog.story")).to_be_visible()

    moving = page.evaluate(
        """[document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior,
          [...document.querySelectorAll("*")].filter(each => { const style = getComputedStyle(each);
            return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 }).length]"""
    )
    assert moving == [0, "auto", 0]


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_shifts_while_it_comes(width: int, site: Path, new_page: Opens) -> None:
    page = new_page(width=width)
    page.add_init_script(
        """globalThis.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(
          entry => { moved += entry.value })).observe({ type: "layout-shift", buffered: true })"""
    )

    moved = {}
    for pattern in (
        "index.html",
        "stories/*.html",
        "events/*.html",
        "sources/index.html",
        "evidence.html",
    ):
        page.goto((site / fullest(site, pattern)).as_uri())
        dress(page, "")  # two frames later
        moved[pattern] = page.evaluate("moved")

    assert set(moved.values()) == {0}


@pytest.mark.parametrize("width", [360, 1280])
def test_every_row_of_a_table_is_seen(width: int, site: Path, new_page: Opens) -> None:
    page = new_page(width=width)

    unseen = []
    for path in ("sources/index.html", "evidence.html"):
        page.goto((site / path).as_uri())
        unseen += page.evaluate(
            """[...document.querySelectorAll("table tr")].filter(row => !row.checkVisibility()
              || !row.querySelector("[scope=row], [scope=col]").offsetWidth)
              .map(row => row.textContent)"""
        )

    assert unseen == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_column_moves_while_the_rows_of_its_table_come(
    width: int, site: Path, new_page: Opens
) -> None:
    page = new_page(width=width)

    moved = {}
    for pattern in ("sources/index.html", "evidence.html"):
        page.goto((site / fullest(site, pattern)).as_uri())
        moved[pattern] = page.evaluate(
            """[...document.querySelectorAll("table")].map(table => {
              const columns = () => [...table.rows[0].cells].map(cell => cell.offsetLeft).join();
              const whole = columns();
              [...table.tBodies[0].rows].slice(1).forEach(row => row.remove());
              return [whole, columns()] }).filter(([whole, first]) => whole !== first)"""
        )

    assert moved == {"sources/index.html": [], "evidence.html": []}


# From right to left


def test_a_persian_page_begins_at_the_right(
    root: Path, build: Callable[..., Any], tmp_path: Path, new_page: Opens
) -> None:
    example, site = root / "tests/cases/sites/persian", tmp_path / "site"
    assert build(example, "--out", str(site)).code == 0
    page = woken(new_page(), index(site))

    marks = page.locator(".drawn .marker").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().x)"
    )
    heading = page.locator("article h2 a").first.bounding_box()
    desk = troubles(page)
    page.set_viewport_size({"width": 320, "height": 568})
    dress(page, "")

    assert len(marks) == 2
    assert marks == sorted(marks, reverse=True)
    assert heading
    assert heading["x"] + heading["width"] > 640
    assert (desk, troubles(page)) == ([], [])


# Fingers

SMALL = """() => [...document.querySelectorAll(`button, select, input:not([type=checkbox]), summary,
  .choice, .menu a, .neighbours a, .event h2 a`)].filter(each =>
    each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().height < 43.9)
  .map(each => `${each.localName} ${each.className} ${each.textContent.trim().slice(0, 30)}`)"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_finger_finds_what_it_is_meant_to_press(
    width: int, site: Path, new_page: Opens
) -> None:
    page = new_page(width=width, has_touch=True, reduced_motion="reduce")

    small = {}
    for pattern in ("events/*.html", "sources/index.html", "evidence.html"):
        page.goto((site / fullest(site, pattern)).as_uri())
        small[pattern] = page.evaluate(SMALL)
    woken(page, index(site))
    for name in ("Filters", "Read as a story"):
        page.get_by_role("button", name=name).click()
        small[name] = page.evaluate(SMALL)
        page.keyboard.press("Escape")

    assert {where: found for where, found in small.items() if found} == {}


# Cuts of the axis


def cut(page: Page) -> Locator:
    return page.get_by_role("img", name="150 years cut out here")


@pytest.mark.parametrize("width", [360, 1280], ids=["finger", "mouse"])
def test_a_press_on_a_cut_says_what_is_left_out_and_why(
    width: int, site: Path, new_page: Opens
) -> None:
    page = new_page(width=width, has_touch=width < 500, reduced_motion="reduce")
    woken(page, index(site))
    tip = page.get_by_role("tooltip")

    press = cut(page).tap if width < 500 else cut(page).click
    press(position={"x": 14, "y": 40})

    expect(tip).to_contain_text("150 years cut out here")
    expect(tip).to_contain_text("150 years without an entry")
    expect(tip).to_contain_text(page.locator(".gap-note").first.inner_text())
    expect(tip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_press_on_a_cut_is_not_lost_while_scripts_come(
    site: Path, page: Page
) -> None:
    page.goto(index(site))
    expect(page.locator("form.find")).to_be_visible()

    cut(page).dispatch_event("click")

    expect(page.get_by_role("tooltip")).to_contain_text("150 years without an entry")


def test_the_keyboard_hears_of_the_cut_before_a_mark(
    site: Path, new_page: Opens
) -> None:
    page = woken(new_page(reduced_motion="reduce"), index(site))
    page.locator("form.find input").first.focus()
    page.keyboard.press("Shift+Tab")
    page.locator(".drawn [tabindex='0']").focus()

    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("tooltip")).to_contain_text("150 years cut out here")


def test_without_scripts_a_cut_is_named(site: Path, new_page: Opens) -> None:
    page = new_page(javascript=False)
    page.goto(index(site))

    names = page.locator(".picture.middling .cut title, .picture.middling .hole title")

    assert set(names.all_text_contents()) == {"150 years cut out here"}


# What is nobody's business


def test_a_reader_leaves_no_trace_and_asks_for_three_files_at_most(
    served: str, new_page: Opens
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    woken(page, served + "index.html")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("searchbox", name="Search the events").fill("treaty")
    expect(page.locator(".found-count")).to_contain_text("of 45")

    assert len(asked) <= 1 + 3, asked
    assert page.context.cookies() == []
    kept = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length,
          (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert kept == [0, 0, 0, 0, 0]
