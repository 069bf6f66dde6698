"""A timeline that is too long for one page: nothing is missing, everything is near."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Outcome
from msgspec.structs import replace
from playwright.sync_api import Page, expect

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

    page.wait_for_url("**/timeline/2011.html#bushehr-grid-2011")
    expect(page.locator("article.event:target")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_whole_a_mark_leads_to_its_events(
    javascript: bool, long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=javascript)
    page.goto((long_site / "index.html").as_uri())

    page.locator(".axis .marker:visible").first.click()

    page.wait_for_url("**/timeline/18XX.html*")
    expect(page.locator("h1")).to_have_text("19th century")
    expect(page.locator("article.event")).to_have_count(2)


def test_one_goes_from_period_to_period_and_up_again(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page(javascript=False)
    page.goto((long_site / "index.html").as_uri())

    page.get_by_role("link", name="2010s").click()
    page.get_by_role("navigation", name="All events by time").get_by_role(
        "link", name="2015"
    ).click()
    expect(page.locator("h1")).to_have_text("2015")
    page.get_by_role("navigation", name="Neighbouring periods").locator(
        "[rel=next]"
    ).click()
    expect(page.locator("h1")).to_have_text("2018")
    page.get_by_role("navigation", name="Where this belongs").get_by_role(
        "link", name="2010s"
    ).click()
    expect(page.locator("h1")).to_have_text("2010s")


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


def until(page: Page, claim: str) -> None:
    """Waits until it is so; the pages' own policy lets no text be run by a timer."""
    for _ in range(200):
        if page.evaluate(f"Boolean({claim})"):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came true: {claim}")


def reached(page: Page, site: Path, address: str = "index.html") -> None:
    """Opens a page and reaches for its axis, as a reader's hand does."""
    page.goto((site / address).as_uri())
    page.locator("nav.axis").hover()
    until(page, "document.querySelector('nav.axis.is-live')")
    until(page, "Dateline.Find")


def test_nothing_of_the_other_pages_is_loaded_before_a_reader_reaches_for_it(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((long_site / "index.html").as_uri())
    page.wait_for_timeout(300)

    before = [url for url in asked if "/data/" in url]
    page.locator("nav.axis").hover()
    until(page, "document.querySelector('nav.axis.is-live')")

    assert before == []
    assert any(url.endswith("/data/events.js") for url in asked)


def test_the_axis_moves_through_all_events(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)

    assert page.evaluate("Dateline.page.events.length") == 45
    assert page.locator(".extent [role=status]").inner_text().endswith("45 events")
    page.locator("[data-do=in]").first.click()
    until(page, "location.search.includes('at=')")


def test_lanes_have_the_names_of_events_on_other_pages(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)

    page.get_by_label("Lanes").select_option("category")

    expect(page.locator(".axis .words text").first).to_be_visible()
    named = page.locator(".axis .words text").all_text_contents()
    labels = page.locator(".categories .choice-name").all_text_contents()
    assert sorted(named) == sorted(labels)


def test_a_press_on_a_mark_opens_its_event_where_it_stands(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)

    mark = page.locator(".drawn a.marker:not(.many)").first
    mark.hover()
    tip = page.locator(".tip")
    until(page, "document.querySelector('.tip').children.length > 1")
    title = tip.locator("span").first.inner_text()
    mark.click()

    page.wait_for_url("**/timeline/*.html*")
    expect(page.locator("article.event:target h2")).to_have_text(title)


def test_what_is_searched_is_found_on_every_page(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)

    page.get_by_role("searchbox", name="Search the events").fill("griboyedov")
    found = page.get_by_role("region", name="Events found").locator("article")
    found.first.wait_for()

    assert (
        page.locator(".found-count").inner_text()
        == f"{found.count()} of 45 events shown"
    )
    assert not page.locator(".periods").is_visible()
    link = found.get_by_role("link", name=re.compile("Griboyedov|killed", re.I)).first
    link.click()
    page.wait_for_url("**/timeline/18XX.html?q=griboyedov#*")
    expect(page.locator("article.event:target h2")).to_be_in_viewport()


def test_what_is_typed_while_it_is_loading_is_searched(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto((long_site / "index.html").as_uri())

    page.get_by_role("searchbox", name="Search the events").fill("griboyedov")

    expect(page.locator(".results article").first).to_be_visible()


def test_a_search_in_the_address_is_answered_at_once(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{(long_site / 'index.html').as_uri()}?q=no-such-word")

    page.locator(".none-left").wait_for()

    expect(page.locator(".found-count")).to_have_text("0 of 45 events shown")


def test_filters_count_all_events_and_lead_to_what_they_leave(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)

    choice = page.locator(".categories label.choice:visible").first
    count = int(choice.locator(".tally").inner_text())
    choice.click()
    until(page, "location.search.includes('category=')")

    expect(page.locator(".found-count")).to_have_text(f"{count} of 45 events shown")
    assert page.locator(".results article").count() == min(count, 30)
    page.get_by_role("button", name="Clear all").first.click()
    expect(page.locator(".periods")).to_be_visible()


def test_a_period_that_is_divided_searches_its_own_events(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site, "timeline/201X.html")

    assert page.evaluate("Dateline.page.events.length") == 11
    page.get_by_role("searchbox", name="Search the events").fill("griboyedov")
    page.locator(".none-left").wait_for()


def test_an_address_of_before_leads_to_where_the_event_is_now(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()

    page.goto(f"{(long_site / 'index.html').as_uri()}#bushehr-grid-2011")

    page.wait_for_url("**/timeline/2011.html#bushehr-grid-2011")


def test_more_is_shown_of_a_long_answer_and_the_keyboard_goes_on_there(
    long_site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    reached(page, long_site)
    page.get_by_role("searchbox", name="Search the events").fill("russia")
    page.locator(".results article").first.wait_for()
    total = int(page.locator(".found-count").inner_text().split()[0])
    assert total > 30

    page.get_by_role("button", name="Show more").click()

    assert page.locator(".results article").count() == total
    assert page.evaluate(
        "document.activeElement === document.querySelectorAll('.results a')[30]"
    )


def test_one_file_does_not_hold_a_timeline_that_one_page_does_not(
    tmp_path: Path, long_build: Callable[..., Outcome]
) -> None:
    done = long_build("--single-file", str(tmp_path / "all.html"))

    assert done.code == 2
    assert "45 events are too many for one file" in done.err
    assert "--archive" in done.err
    assert not (tmp_path / "all.html").exists()


def test_the_evidence_counts_all_and_draws_no_picture_that_nobody_could_see(
    long_site: Path, site: Path
) -> None:
    whole, long = ((each / "evidence.html").read_text() for each in (site, long_site))

    assert 'class="matrix"' in whole
    assert 'class="matrix"' not in long
    assert re.findall(r"<dd>[^<]+", long) == re.findall(r"<dd>[^<]+", whole)
