"""Timelines that nobody planned for, in a browser: they build, and all in them is reached."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import run
from page_measures import dress, troubles
from playwright.sync_api import Page, expect

Opens = Callable[..., Page]

PATIENCE = 30_000  # milliseconds, on a machine that has much else to do

WORDS = ("A title of very many words that goes on and on " * 7)[:300]
WORD = ("Donaudampfschifffahrtsgesellschaft" * 9)[:300]

TITLES = {
    "many-words": WORDS,
    "one-word": WORD,
    "persian-inside": "The treaty called معاهدهٔ ترکمنچای was signed in 1828 (sic)",
    "looks-like-html": "<b>Bold</b> & <script>alert(1)</script> &amp; “<!-- quoted”",
    "emoji": "Flags 🇮🇷🤝🇷🇺 and a family 👨‍👩‍👧‍👦",
    "no-width": "Zero\u200bwidth\u200djoined\u2060words and soft\u00adhyphens",
    "isolated": "A \u2067word\u2069 that is turned round",
}


def event(number: int, date: str, title: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"event-{number}",
        "date": date,
        "title": title,
        "categories": ["war"],
        "sources": ["book"],
        **fields,
    }


def written(*events: dict[str, Any], **others: Any) -> str:
    """A project's events.yaml; JSON is YAML."""
    return json.dumps(
        {
            "timeline": {"title": "Extremes", "language": "en"},
            "categories": {"war": {"label": "War"}, "peace": {"label": "Peace"}},
            "sources": {
                "book": {"title": "On paper", "publisher": "A press", "kind": "book"}
            },
            "events": events,
            **others,
        },
        ensure_ascii=False,
    )


TIMELINES = {
    "ages": written(
        event(1, "Y-13000000000", "The beginning"),
        event(2, "2026-11-21", "Yesterday"),
    ),
    "one-day": written(
        *(event(n, "2001-09-11", f"Thing {n} of a day") for n in range(1, 501))
    ),
    "sixty": written(
        *(event(n, f"{1900 + n}", f"Thing {n}", summary=WORDS) for n in range(1, 61))
    ),
    "alone": written(event(1, "1829-02-11", "The only event")),
    "titles": written(
        *(
            event(n, f"{1900 + 10 * n}", title)
            for n, title in enumerate(TITLES.values(), 1)
        ),
        event(8, "1990-05", "W" * 300, actors=["Q" * 200], places=["P" * 200]),
        event(9, "1900/1999", WORD, categories=["long"]),
        timeline={"title": WORD[:120], "subtitle": WORDS, "language": "en"},
        categories={"war": {"label": "War"}, "long": {"label": "K" * 300}},
        sources={"book": {"title": WORD, "publisher": "Z" * 300, "kind": "book"}},
    ),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each timeline, built once. Look, do not touch."""
    built = {}
    for name, text in TIMELINES.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "events.yaml").write_text(text, "utf-8")
        done = run("--project", str(folder))
        assert done.code == 0, done.out + done.err
        built[name] = folder / "site"
    return built


@pytest.fixture
def opened(sites: dict[str, Path], new_page: Opens) -> Callable[..., Page]:
    """Opens a timeline's page with all of its scripts: `opened("alone", width=360)`."""

    def page_of(name: str, query: str = "", **how: Any) -> Page:
        page = new_page(reduced_motion="reduce", **how)
        page.goto((sites[name] / "index.html").as_uri() + query)
        expect(page.locator("form.find")).to_be_visible(timeout=PATIENCE)
        page.evaluate("() => Dateline.page.come()")
        return page

    return page_of


def labels(page: Page) -> list[str]:
    """The words below the axis, from left to right."""
    return page.evaluate(
        """[...document.querySelectorAll(".drawn text")].filter(each => each.textContent
          && !each.closest(".marker")).sort((a, b) =>
          a.getBoundingClientRect().x - b.getBoundingClientRect().x)
          .map(each => each.textContent)"""
    )


@pytest.mark.parametrize("name", TIMELINES)
def test_nothing_is_cut_off_or_stands_beside_the_page(
    name: str, opened: Callable[..., Page]
) -> None:
    page = opened(name, width=1280)

    found = {1280: troubles(page)}
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 640})
        dress(page, "")
        found[width] = troubles(page)

    assert {width: lines for width, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "address",
    [
        "events/event-8.html",
        "events/event-9.html",
        "sources/book.html",
        "sources/index.html",
        "categories/long.html",
        "evidence.html",
    ],
)
def test_long_names_fit_on_other_pages(
    address: str, sites: dict[str, Path], new_page: Opens
) -> None:
    page = new_page(width=1280)
    page.goto((sites["titles"] / address).as_uri())

    wide = troubles(page)
    page.set_viewport_size({"width": 360, "height": 640})

    assert (wide, troubles(page)) == ([], [])


# From the beginning of everything until yesterday


@pytest.mark.parametrize("width", [360, 1280])
def test_thirteen_billion_years_have_two_marks_and_sensible_words(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("ages", width=width)

    first, last = page.locator(".drawn .marker").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().x)"
    )
    said = page.locator(".extent [role=status]")

    assert last - first > width / 2
    assert 1 <= len(labels(page)) <= 4
    assert "billion years ago" in labels(page)[0] or "BCE" in labels(page)[0]
    expect(said).to_have_text("Showing 13,000,000,001 BCE to 2026, 2 events")


def test_between_the_beginning_and_yesterday_keys_and_dates_lead(
    opened: Callable[..., Page],
) -> None:
    page = opened("ages")

    page.locator(".drawn [tabindex='0']").focus()
    page.keyboard.press("End")
    for _ in range(12):
        page.keyboard.press("+")
    expect(page.locator(".drawn .marker:focus")).to_have_attribute(
        "aria-label", "21 November 2026, Yesterday, event 2 of 2"
    )
    expect(page.locator(".drawn .marker:focus")).to_be_in_viewport()
    page.get_by_role("button", name="Go to a date").click()
    page.get_by_label("A date or a year").fill("44 BCE")
    page.keyboard.press("Enter")

    expect(page.locator("#event-2 h2 a")).to_be_focused()


# Five hundred events on one day


@pytest.mark.parametrize("width", [360, 1280])
def test_one_day_is_one_count_that_opens_its_list(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("one-day", width=width)
    count = page.locator(".drawn .marker")

    expect(count).to_have_count(1)
    expect(count).to_have_text("500")
    assert labels(page) == ["11 Sept 2001"]
    expect(page.locator(".extent [role=status]")).to_have_text(
        "Showing 11 Sept 2001 to 11 Sept 2001, 500 events"
    )
    count.click()

    expect(page.locator("#event-1 h2 a")).to_be_focused()


def test_each_of_five_hundred_on_a_day_is_found(opened: Callable[..., Page]) -> None:
    page = opened("one-day")
    expect(page.locator("article.event")).to_have_count(500)

    page.get_by_role("searchbox", name="Search the events").fill("thing 499")

    expect(page.locator(".found-count")).to_have_text("1 of 500 events shown")
    expect(page.locator("#event-499")).to_be_visible()


# One event, and none


@pytest.mark.parametrize("width", [360, 1280])
def test_one_event_stands_in_the_middle_and_nothing_breaks(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("alone", width=width)

    mark = page.locator(".drawn .marker").bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert mark
    assert stage
    middle = stage["x"] + stage["width"] / 2
    assert mark["x"] + mark["width"] / 2 == pytest.approx(middle, abs=1)
    assert labels(page) == ["11 Feb 1829"]
    expect(page.locator(".extent [role=status]")).to_have_text(
        "Showing 11 Feb 1829 to 11 Feb 1829, 1 event"
    )
    for name in ("Zoom in", "Zoom out", "Whole timeline", "Read as a story"):
        page.get_by_role("button", name=name).click()
    expect(page.locator(".story-count")).to_have_text("1 of 1")


@pytest.mark.parametrize("width", [360, 1280])
def test_where_filters_leave_nothing_the_axis_stays_and_says_so(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("titles", "?q=qwertyuiop", width=width)

    expect(page.get_by_text("No event fits all of this.")).to_be_visible()
    marks = page.locator(".drawn .marker")
    expect(page.locator(".drawn .marker.is-out")).to_have_count(marks.count())
    assert troubles(page) == []
    page.get_by_role("button", name="Clear all filters").click()

    expect(page.locator("article.event").first).to_be_visible()


# Titles and sources as they come


@pytest.mark.parametrize(
    ("number", "title"),
    [
        pytest.param(n, title, id=name)
        for n, (name, title) in enumerate(TITLES.items(), 1)
    ],
)
def test_a_title_is_shown_and_named_as_it_was_written(
    number: int, title: str, sites: dict[str, Path], new_page: Opens
) -> None:
    page = new_page(width=360, javascript=False)
    page.goto((sites["titles"] / f"events/event-{number}.html").as_uri())

    heading = page.locator("h1")

    expect(heading).to_have_js_property("textContent", title)
    expect(heading.locator("*")).to_have_count(0)
    assert title in page.title() or title.replace("\u200d", "") in page.title()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_label_longer_than_the_screen_ends_in_it(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("titles", "?lanes=category" * (width > 900), width=width)
    page.keyboard.press("Tab")
    page.locator(".drawn .marker").last.focus()
    for _ in range(3):
        page.keyboard.press("+")

    said = page.locator(".words text").filter(has_text="…").first
    expect(said).to_be_attached()
    box, tip = said.bounding_box(), page.get_by_role("tooltip").bounding_box()

    assert box
    assert tip
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert tip["x"] >= 0
    assert tip["x"] + tip["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_source_without_an_address_leads_to_its_own_page(
    opened: Callable[..., Page],
) -> None:
    page = opened("alone")
    note = page.locator("article .notes li")

    expect(note).to_contain_text("A press, On paper")
    expect(note.locator("a.original")).to_have_count(0)
    note.get_by_role("link", name="About the source: On paper").click()

    expect(page.locator("h1")).to_have_text("On paper")
    expect(page.get_by_role("link", name="The only event")).to_be_visible()


def test_of_more_than_a_few_events_only_those_nearby_are_laid_out(
    opened: Callable[..., Page],
) -> None:
    page = opened("sixty", "#event-60")

    expect(page.locator("#event-60")).to_be_in_viewport()
    is_laid_out = """(each) => each.checkVisibility({ contentVisibilityAuto: true })"""
    assert page.locator("#event-60 h2").evaluate(is_laid_out)
    assert not page.locator("#event-20 h2").evaluate(is_laid_out)
    page.locator("#event-20 h2 a").focus()
    expect(page.locator("#event-20")).to_be_in_viewport()


def test_a_few_events_are_laid_out_at_once(opened: Callable[..., Page]) -> None:
    page = opened("titles")

    is_laid_out = """(each) => each.checkVisibility({ contentVisibilityAuto: true })"""
    assert page.locator("article.event h2").last.evaluate(is_laid_out)
