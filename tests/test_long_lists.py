"""What very many events or sources belong to: lists on many pages, in which nothing is lost."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.model import Timeline
from dateline.steps.load import load
from dateline.steps.parse import parse

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r'class="row-title"><a href="[./]*events/([^"]+)\.html"')
SOURCE = re.compile(r'<tr id="source\.([^"]+)">')


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return parse(load(ROOT)[0])[0]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def rows(folder: Path) -> list[str]:
    """The events in the lists of all pages in a folder, page after page."""
    leading = {
        path for path in folder.glob("*.html") if 'class="periods"' in read(path)
    }
    assert leading, "nothing here is divided further"
    return [
        event
        for path in folder.glob("*.html")
        if path not in leading
        for event in ROW.findall(read(path))
    ]


@pytest.mark.parametrize("name", ["categories/diplomacy", "actors/iran"])
def test_every_event_of_a_group_stands_on_the_page_of_one_period(
    name: str, long_site: Path, timeline: Timeline
) -> None:
    kind, key = name.split("/")
    own = [
        event.id
        for event in timeline.events
        if key in event.record.categories
        or (kind == "actors" and "Iran" in event.record.actors)
    ]
    assert len(own) > 10

    assert ROW.findall(read(long_site / f"{name}.html")) == []
    assert sorted(rows(long_site / name)) == sorted(own)


def test_a_group_that_one_page_holds_has_no_other_pages(
    long_site: Path, timeline: Timeline
) -> None:
    few = [event.id for event in timeline.events if "Ukraine" in event.record.actors]
    assert 0 < len(few) <= 10

    assert ROW.findall(read(long_site / "actors/ukraine.html")) == few
    assert not (long_site / "actors/ukraine").exists()


def test_every_source_stands_on_one_page_in_the_order_of_publishers(
    long_site: Path, timeline: Timeline
) -> None:
    folder = long_site / "sources/by-publisher"
    count = len(list(folder.glob("*.html")))
    parts = [SOURCE.findall(read(folder / f"{n}.html")) for n in range(1, count + 1)]

    assert max(map(len, parts)) <= 10
    found = [key for part in parts for key in part]
    assert sorted(found) == sorted(timeline.sources)

    def publisher(key: str) -> str:
        record = timeline.sources[key].record
        return (record.publisher or record.author or record.title).casefold()

    assert [publisher(key) for key in found] == sorted(map(publisher, found))


def test_the_index_of_so_many_sources_has_the_most_used(
    long_site: Path, timeline: Timeline
) -> None:
    used = [key for event in timeline.events for key in event.sources]
    found = SOURCE.findall(read(long_site / "sources/index.html"))

    assert len(found) == 5
    least = min(used.count(key) for key in found)
    assert least >= max(used.count(key) for key in timeline.sources if key not in found)


def test_one_goes_from_part_to_part_of_a_long_list_and_up_again(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto((long_site / "sources/index.html").as_uri())

    parts = page.get_by_role("navigation", name="All sources by publisher")
    second = parts.get_by_role("link").nth(1).text_content() or ""
    parts.get_by_role("link").first.click()
    beside = page.get_by_role("navigation", name="Neighbouring pages")
    expect(beside.locator("[rel=prev]")).to_have_count(0)
    beside.locator("[rel=next]").click()
    expect(page.locator("h1")).to_contain_text(second)
    way = page.get_by_role("navigation", name="Where this belongs")
    way.get_by_role("link", name="Sources").click()
    expect(page.locator("h1")).to_contain_text("Sources")


def test_one_finds_an_event_of_a_category_by_its_time(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto((long_site / "categories/war.html").as_uri())

    times = page.get_by_role("navigation", name="All events by time")
    times.get_by_role("link", name="2000s").click()
    expect(page).to_have_title(re.compile("^War · 2000s"))
    assert page.locator("ol.rows > li").count() > 0
    way = page.get_by_role("navigation", name="Where this belongs")
    way.get_by_role("link", name="War").click()
    expect(page.locator("h1")).to_contain_text("War")


@pytest.mark.parametrize(
    "name",
    ["sources/index", "sources/by-publisher/2", "actors/russia/202X", "categories/war"],
)
@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_of_it_is_wider_than_the_window(
    name: str, width: int, long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(width=width)
    page.goto((long_site / f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
