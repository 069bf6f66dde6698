"""A timeline that is too long for one page: nothing is missing, everything is near."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dateline import periods
from dateline.placing.division import divided
from dateline.steps.load import load
from dateline.steps.parse import parse

ARTICLE = re.compile(r'<article class="event[^"]*" id="([^"]+)"')
ROOT = Path(__file__).resolve().parent.parent


def lists(site: Path) -> dict[str, list[str]]:
    """The events in the list of each page of a period, by the page's name."""
    return {
        path.stem: ARTICLE.findall(path.read_text(encoding="utf-8"))
        for path in sorted((site / "timeline").glob("*.html"))
    }


def test_every_event_stands_in_the_list_of_one_period(long_site: Path) -> None:
    timeline, _ = parse(load(ROOT)[0])
    assert timeline
    whole = {
        name: found
        for name, found in lists(long_site).items()
        if 'class="periods"' not in (long_site / f"timeline/{name}.html").read_text()
    }

    held = Counter(event for found in whole.values() for event in found)
    assert held == Counter(event.id for event in timeline.events)


def test_the_first_page_has_the_most_important_events_in_order_of_time(
    long_site: Path,
) -> None:
    timeline, _ = parse(load(ROOT)[0])
    assert timeline
    order = [event.id for event in timeline.events]
    importance = {event.id: event.record.importance for event in timeline.events}

    found = ARTICLE.findall((long_site / "index.html").read_text(encoding="utf-8"))

    assert len(found) == 5
    assert found == sorted(found, key=order.index)
    left = [importance[each] for each in order if each not in found]
    assert min(importance[each] for each in found) >= max(left)


def test_an_event_leads_back_to_the_list_that_has_it(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto((long_site / "events/bushehr-grid-2011.html").as_uri())

    page.locator(".position a").click()

    assert page.url.endswith("/timeline/201X.html") or "#bushehr-grid-2011" in page.url
    assert page.locator("#bushehr-grid-2011").is_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_whole_a_mark_leads_to_its_events(
    javascript: bool, long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=javascript)
    page.goto((long_site / "index.html").as_uri())

    page.locator(".axis .marker:visible").first.click()

    page.wait_for_url("**/timeline/18XX.html*")
    assert page.locator("h1").inner_text() == "19th century"
    assert page.locator("article.event").count() == 2


def test_one_goes_from_period_to_period_and_up_again(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto((long_site / "index.html").as_uri())

    page.get_by_role("link", name="2010s").click()
    page.get_by_role("navigation", name="All events by time").get_by_role(
        "link", name="2015"
    ).click()
    assert page.locator("h1").inner_text() == "2015"
    page.get_by_role("navigation", name="Neighbouring periods").locator(
        "[rel=next]"
    ).click()
    assert page.locator("h1").inner_text() == "2018"
    page.get_by_role("navigation", name="Where this belongs").get_by_role(
        "link", name="2010s"
    ).click()
    assert page.locator("h1").inner_text() == "2010s"


@pytest.mark.parametrize("name", ["index.html", "timeline/20XX.html", "embed.html"])
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_wider_than_the_window(
    name: str, width: int, long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(width=width)
    page.goto((long_site / name).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_so_many_events_stand_on_one_page_and_no_more() -> None:
    timeline, _ = parse(load(ROOT)[0])
    assert timeline
    event = timeline.events[0]
    most = replace(timeline, events=(event,) * periods.ON_ONE_PAGE)
    more = replace(timeline, events=(event,) * (periods.ON_ONE_PAGE + 1))

    assert not divided(most).periods
    assert divided(more).periods
