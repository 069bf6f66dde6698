"""The axis of the timeline page in a browser: pointer, fingers, keyboard, screen reader."""

import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

Opens = Callable[..., Page]
Builds = Callable[..., Any]
Writes = Callable[..., Path]

HEAD = """\
timeline:
  title: A small timeline
  language: {language}
categories:
  war: {{label: War}}
  peace: {{label: Peace}}
sources:
  book: {{title: A book, publisher: A press, kind: book}}
events:
"""


def written(events: Sequence[tuple[str, str]], language: str = "en") -> str:
    """A project's events.yaml: dates with titles, categories in turn."""
    return HEAD.format(language=language) + "".join(
        f"  - {{id: event-{number}, date: '{date}', title: '{title}',"
        f" categories: [{('war', 'peace')[number % 2]}], sources: [book]}}\n"
        for number, (date, title) in enumerate(events, 1)
    )


@pytest.fixture
def small(project: Writes, build: Builds) -> Callable[..., str]:
    """Builds a small timeline and gives the address of its page."""

    def address(events: Sequence[tuple[str, str]], language: str = "en") -> str:
        folder = project({"events.yaml": written(events, language)})
        done = build(folder)
        assert done.code == 0, done.out + done.err
        return (folder / "site/index.html").as_uri()

    return address


FIFTY = [(f"{1950 + number}-03-04", f"Event {number}") for number in range(50)]
FORTY = FIFTY[:40]
CLUSTERS = [
    ("1829-02-11", "First of all"),
    *[(f"1979-{month:02}-11", f"In month {month}") for month in range(1, 13)],
    ("2011-09-12", "Much later"),
    ("2022-07-19", "On one day"),
    ("2022-07-19", "On the same day"),
]
YEAR = [(f"1980-{month:02}-11", f"In month {month}") for month in range(1, 13)]
DECADES = [(f"{year}-01-01", f"In {year}") for year in range(1900, 2020, 20)]


def live(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".axis.is-live .drawn")).to_be_visible()
    page.evaluate("() => Dateline.page.come()")  # as when a reader first reaches for it
    return page


def calm(new_page: Opens, address: str, **how: Any) -> Page:
    return live(new_page(reduced_motion="reduce", **how), address)


def places(page: Page) -> list[float]:
    """Where the marks stand, in pixels from the left, rising."""
    return page.evaluate(
        """() => Array.from(document.querySelectorAll(".drawn .marker .target"),
          target => { const box = target.getBoundingClientRect(); return box.x + box.width / 2 })
          .sort((a, b) => a - b)"""
    )


def shown(page: Page) -> Locator:
    return page.locator(".axis [role=status]")


def middle_of(page: Page) -> tuple[float, float]:
    box = page.locator(".drawn").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + 60


def until(page: Page, condition: str) -> None:
    """Waits, frame by frame, for what a locator cannot say."""
    held = page.evaluate(
        f"""async () => {{ for (let frame = 0; frame < 600; frame += 1) {{
          if ({condition}) return true;
          await new Promise(requestAnimationFrame) }}
          return false }}"""
    )
    assert held, condition


def focused(page: Page) -> str:
    """The name of what has the focus, once the next frame is drawn: a view that does
    not move by and by is drawn in it."""
    return page.evaluate(
        """() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn))).then(() =>
          document.activeElement.getAttribute("aria-label")
            ?? document.activeElement.textContent.trim())"""
    )


# The picture


def test_the_scripted_axis_stands_where_the_drawn_one_stood(
    site: Path, new_page: Opens
) -> None:
    address = (site / "index.html").as_uri()
    drawn = new_page(width=1172, javascript=False)  # both leave the stage 1080 pixels
    drawn.goto(address)
    scripted = calm(new_page, address, width=1204)
    boxes = """kind => { const stage = document.querySelector(".stage").getBoundingClientRect();
      return [stage.width, Array.from(document.querySelectorAll(kind), mark => {
        const box = mark.getBoundingClientRect();
        return [box.x + box.width / 2 - stage.x, box.y - stage.y] }).sort((a, b) => a[0] - b[0])] }"""

    theirs = drawn.evaluate(boxes, ".picture.wide .marker .target")
    ours = scripted.evaluate(boxes, ".drawn .marker .target")

    assert theirs[0] == ours[0] == 1080
    assert len(theirs[1]) == len(ours[1])
    for place, (mark, other) in enumerate(zip(ours[1], theirs[1], strict=True)):
        assert mark == pytest.approx(other, abs=1), place


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_moves_when_the_scripts_start(
    width: int, site: Path, new_page: Opens
) -> None:
    page = new_page(width=width)
    page.add_init_script(
        """globalThis.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(
          entry => { moved += entry.value })).observe({ type: "layout-shift", buffered: true })"""
    )

    live(page, (site / "index.html").as_uri())

    assert page.evaluate("moved") < 0.01


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_marks_stand_24_pixels_apart_at_every_width(
    width: int, site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri(), width=width)

    found = places(page)

    assert min(b - a for a, b in itertools.pairwise(found)) >= 23.9
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_axis_takes_no_more_than_110_pixels_while_one_reads(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri(), width=1280)

    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    until(page, "document.querySelector('.axis').matches('.is-stuck')")

    box = page.locator(".axis").bounding_box()
    assert box
    assert box["y"] == pytest.approx(0, abs=0.5)
    assert box["height"] <= 110


@pytest.mark.parametrize("width", [768, 1100, 1280])
def test_nothing_below_moves_when_the_axis_grows_slim(
    site: Path, new_page: Opens, width: int
) -> None:
    page = new_page(width=width)
    page.goto((site / "index.html").as_uri())
    page.evaluate("() => Dateline.page.come()")
    begins = "document.querySelector('.intro').getBoundingClientRect().top + scrollY"
    before = page.evaluate(begins)

    page.mouse.wheel(0, 700)

    expect(page.locator(".axis.is-stuck")).to_have_count(1)
    assert page.evaluate(begins) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("width", [768, 1100])
def test_what_the_axis_says_takes_a_line_of_its_own_where_it_might_need_one(
    site: Path, new_page: Opens, width: int
) -> None:
    page = new_page(width=width)
    page.goto((site / "index.html").as_uri())
    tall = "document.querySelector('.tools').offsetHeight"
    before = page.evaluate(tall)

    page.evaluate("document.querySelector('.extent > *').textContent = 'Short'")

    assert page.evaluate(tall) == before


def test_a_filter_moves_no_mark_and_dims_what_it_hides(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    before = places(page)

    page.evaluate("Dateline.store.set({ category: ['war'] })")

    expect(page.locator(".drawn .marker.is-out").first).to_be_attached()
    assert places(page) == before


# Keys


def test_the_keyboard_reaches_event_40_of_50_in_six_keys(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FIFTY), width=1440)

    for key in ("Tab", "Enter", "Tab", "End", "PageUp", "Enter"):
        page.keyboard.press(key)

    assert focused(page) == "4 March 1989, Event 39, event 40 of 50"
    expect(page.locator(".drawn .marker:focus")).to_be_in_viewport()


def test_the_axis_is_one_tab_stop(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())

    stops = page.locator(".drawn [tabindex='0']")

    expect(stops).to_have_count(1)


def test_arrows_walk_over_the_marks_and_the_ends_have_keys(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FORTY), width=1440)
    page.locator(".drawn [tabindex='0']").focus()
    visited = []

    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home", "PageDown"):
        page.keyboard.press(key)
        visited.append(focused(page).split(", ")[1])

    assert visited == [
        "Event 1",
        "Event 2",
        "Event 1",
        "Event 39",
        "Event 0",
        "Event 10",
    ]


def test_a_page_key_goes_to_the_next_stretch(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS), width=1440)
    page.locator(".drawn [tabindex='0']").focus()

    page.keyboard.press("PageDown")

    assert "11 January 1979" in focused(page)


def test_a_plus_zooms_around_the_focused_mark(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FORTY), width=1440)
    page.locator(".drawn [tabindex='0']").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    here = page.locator(".drawn .marker:focus .target").bounding_box()

    page.keyboard.press("+")

    expect(shown(page)).to_contain_text(
        re.compile(r"Showing 19\d\d to 19\d\d, \d+ events")
    )
    there = page.locator(".drawn .marker:focus .target").bounding_box()
    assert here
    assert there
    assert there["x"] == pytest.approx(here["x"], abs=1)
    assert focused(page).startswith("4 March 1970, Event 20")


def test_zoom_keys_do_nothing_outside_the_axis(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    before = places(page)

    page.locator("main").focus()
    page.keyboard.press("+")

    assert places(page) == before


def test_escape_leads_from_an_event_back_to_its_mark(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FORTY), width=1440)
    page.locator(".drawn [tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    page.keyboard.press("Escape")

    assert focused(page) == "4 March 1989, Event 39, event 40 of 40"
    expect(page.locator(".drawn .marker:focus")).to_be_in_viewport()


def test_going_back_undoes_opening_an_event(
    small: Callable[..., str], new_page: Opens
) -> None:
    address = small(FORTY)
    page = calm(new_page, address, width=1440)
    page.locator(".drawn .marker").nth(5).click()
    expect(page).to_have_url(re.compile("#event-6$"))

    page.go_back()

    expect(page).to_have_url(address)


# Counts and events at one time


def test_a_count_opens_its_stretch_and_going_back_closes_it(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(sorted(YEAR + DECADES)), width=1280)
    whole = shown(page).inner_text()

    page.locator(".drawn .many").filter(has_text="13").click()

    expect(shown(page)).to_have_text(
        re.compile("^Showing Nov 1979 to Jan 1981, 13 events$")
    )
    expect(page.locator(".drawn .many")).to_have_count(0)
    page.go_back()
    expect(shown(page)).to_have_text(whole)


def test_the_list_goes_along_with_a_count(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(sorted(YEAR + DECADES)), width=1280)
    first = page.locator(".slot article", has_text="In 1980")

    page.locator(".drawn .many").filter(has_text="13").click()

    expect(first).to_be_in_viewport()
    expect(page.locator(".axis")).to_be_in_viewport()


def test_what_is_in_sight_is_counted_without_what_is_filtered_out(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(sorted(YEAR + DECADES)), width=1280)
    before = shown(page).inner_text()

    page.locator(".find-words").fill("month")

    expect(shown(page)).not_to_have_text(before)
    left = page.locator(".slot:not([hidden])").count()
    expect(shown(page)).to_have_text(re.compile(f", {left} events?$"))


def test_events_of_one_instant_open_in_the_list(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS), width=1280)

    page.locator(".drawn .many").filter(has_text=re.compile("^2$")).click()

    expect(page.locator("#event-15 h2 a")).to_be_focused()


# Pointer and fingers


def zoomed(page: Page) -> None:
    page.evaluate("Dateline.page.axis.zoom(3, Dateline.page.axis.width / 2, {})")
    expect(page.locator(".axis.is-zoomed")).to_be_visible()


def second_at(page: Page, x: float) -> float:
    return page.evaluate(
        "x => { const { axis } = Dateline.page; return axis.target.toSecond(axis.pixelOf({ clientX: x })) }",
        x,
    )


def test_a_drag_takes_time_along(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    zoomed(page)
    x, y = middle_of(page)
    page.mouse.move(x, y)
    held = second_at(page, x)

    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.move(x + 120, y, steps=4)
    page.mouse.up()

    pixel = page.evaluate("s => Dateline.page.axis.target.toPixel(s)", held)
    start = page.evaluate("document.querySelector('.drawn').getBoundingClientRect().x")
    assert start + pixel == pytest.approx(x + 120, abs=6)
    expect(page).to_have_url(re.compile(r"at="))


def test_a_drag_that_ends_on_a_mark_does_not_open_it(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    zoomed(page)
    mark = page.locator(".drawn .marker").nth(2).bounding_box()
    assert mark

    page.mouse.move(mark["x"] + 12, mark["y"] + 12)
    page.mouse.down()
    page.mouse.move(mark["x"] + 60, mark["y"] + 12, steps=5)
    page.mouse.up()

    assert "#" not in page.url


def test_the_plain_wheel_belongs_to_the_page(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    page.mouse.move(*middle_of(page))

    page.mouse.wheel(0, 300)

    until(page, "scrollY > 0")
    expect(page.locator(".axis.is-zoomed")).to_have_count(0)


def test_the_wheel_with_ctrl_zooms_around_the_pointer(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    x, y = middle_of(page)
    page.mouse.move(x, y)
    before = second_at(page, x)

    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")

    expect(page.locator(".axis.is-zoomed")).to_be_visible()
    assert second_at(page, x) == pytest.approx(before, abs=86400 * 20)
    assert page.evaluate("scrollY") == 0


def test_a_double_click_goes_one_level_in(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    before = shown(page).inner_text()

    page.mouse.dblclick(*middle_of(page))

    expect(shown(page)).not_to_have_text(before)


def fingers(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent",
        {
            "type": kind,
            "touchPoints": [
                {"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)
            ],
        },
    )


def test_a_pinch_zooms_around_what_is_between_the_fingers(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri(), width=390, has_touch=True)
    page.locator(".drawn").scroll_into_view_if_needed()
    x, y = middle_of(page)
    before = second_at(page, x)
    session = page.context.new_cdp_session(page)

    fingers(session, "touchStart", (x - 30, y), (x + 30, y))
    for apart in range(40, 130, 10):
        fingers(session, "touchMove", (x - apart, y), (x + apart, y))
    fingers(session, "touchEnd")

    expect(page.locator(".axis.is-zoomed")).to_be_visible()
    assert second_at(page, x) == pytest.approx(before, abs=86400 * 500)
    assert page.evaluate("visualViewport.scale") == 1


def test_buttons_go_in_and_out_and_back_to_the_whole(
    site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    whole = shown(page).inner_text()

    page.get_by_role("button", name="Zoom in").click()
    expect(shown(page)).not_to_have_text(whole)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Whole timeline").click()

    expect(shown(page)).to_have_text(whole)


def test_a_gesture_can_be_switched_off_and_on(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    page.evaluate("Dateline.page.detach('press')")
    before = shown(page).inner_text()

    page.mouse.dblclick(*middle_of(page))
    assert shown(page).inner_text() == before

    page.evaluate("Dateline.page.attach('press')")
    page.mouse.dblclick(*middle_of(page))
    expect(shown(page)).not_to_have_text(before)


# Spacing, lanes, address


@pytest.mark.parametrize("choice", ["True scale", "Evenly spaced"])
def test_the_spacing_is_chosen_and_stays_in_the_address(
    choice: str, small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS))
    before = places(page)

    page.get_by_label("Spacing").select_option(choice)
    until(page, "location.search.includes('scale=')")
    after = places(page)
    page.reload()

    assert after != before
    expect(page.get_by_label("Spacing").locator("option:checked")).to_have_text(choice)
    assert places(page) == pytest.approx(after, abs=0.5)


def test_evenly_spaced_events_stand_equally_far_apart(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS[:12]), width=1440)

    page.get_by_label("Spacing").select_option("Evenly spaced")

    expect(page.locator(".drawn .marker")).to_have_count(12)
    found = places(page)
    steps = [b - a for a, b in itertools.pairwise(found)]
    assert max(steps) - min(steps) < 0.5


def test_a_window_in_the_address_is_shown_again(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri() + "?at=2010..2020")

    expect(shown(page)).to_contain_text("Showing 2010 to 2019")


def test_lanes_name_their_events_and_let_go_of_the_top(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FIFTY), width=1280)

    page.get_by_label("Lanes").select_option("Categories")

    expect(page.locator(".drawn .words text")).to_have_text(["Peace", "War"])
    assert (
        page.locator(".axis").evaluate("e => getComputedStyle(e).position")
        == "relative"
    )


def test_a_narrow_page_has_no_lanes(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri() + "?lanes=actor", width=768)

    expect(page.get_by_label("Lanes")).to_be_hidden()
    expect(page.locator(".axis.has-lanes")).to_have_count(0)


# The list and the axis


def test_the_event_being_read_is_marked_on_the_axis(
    small: Callable[..., str], new_page: Opens
) -> None:
    address = small(FORTY)
    page = calm(new_page, address, width=1440)

    page.locator("#event-30").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")

    current = page.locator(".drawn .marker[aria-current]")
    expect(current).to_have_attribute("href", "#event-30")
    assert page.url == address


def test_the_strip_shows_what_is_on_the_screen(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FORTY), width=1440)
    seen = page.locator(".drawn .seen")
    before = float(seen.get_attribute("x") or 0)

    page.locator("#event-35").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")

    until(page, f"document.querySelector('.seen').getAttribute('x') > {before + 500}")


def test_next_and_previous_step_through_the_events(site: Path, new_page: Opens) -> None:
    page = calm(new_page, (site / "index.html").as_uri())
    ids = page.locator(".slot article").evaluate_all("all => all.map(e => e.id)")
    step = page.locator(".tools").get_by_role("button", name="Next")
    step.focus()

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#{ids[0]}$"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#{ids[1]}$"))

    expect(step).to_be_focused()


@pytest.mark.parametrize("height", [600, 900])
def test_an_event_that_is_opened_is_not_hidden_by_the_axis(
    height: int, site: Path, new_page: Opens
) -> None:
    page = calm(new_page, (site / "index.html").as_uri(), height=height)

    page.locator(".drawn .marker:not(.many)").nth(3).click()

    title = page.locator("h2 a:focus")
    expect(title).to_be_in_viewport()
    hit = title.evaluate(
        """link => { const box = link.getBoundingClientRect();
          return link.contains(document.elementFromPoint(box.x + 5, box.y + 5)) }"""
    )
    assert hit


# Going to a date


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        pytest.param("1829", "event-1", id="year"),
        pytest.param("1979-03", "event-4", id="iso-month"),
        pytest.param("11 June 1979", "event-7", id="day"),
        pytest.param("june 1979", "event-7", id="month"),
        pytest.param("44 BCE", "event-1", id="before-all"),
        pytest.param("2100", "event-15", id="after-all"),
    ],
)
def test_a_typed_date_leads_to_the_nearest_event(
    typed: str, event: str, small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS))
    page.get_by_role("button", name="Go to a date").click()

    page.get_by_label("A date or a year").fill(typed)
    page.keyboard.press("Enter")

    expect(page.locator(f"#{event} h2 a")).to_be_focused()


def test_what_is_not_a_date_is_said_and_nothing_moves(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS))
    page.get_by_role("button", name="Go to a date").click()

    page.get_by_label("A date or a year").fill("some day")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("not a date I can read")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_dialog_gives_the_focus_back(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS))
    button = page.get_by_role("button", name="Go to a date")
    button.click()

    page.keyboard.press("Escape")

    expect(button).to_be_focused()


# Words under the pointer


def test_a_mark_says_its_date_and_title_and_escape_sends_the_words_away(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(FORTY), width=1440)
    page.locator(".drawn .marker").nth(3).hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_text("4 March 1953Event 3")

    tip.hover()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")

    expect(tip).to_be_hidden()


# Narrow pages


def test_a_phone_has_a_slim_bar_that_says_where_one_is(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS), width=360, height=640)

    page.locator("#event-3").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")

    expect(page.locator(".where-now")).to_have_text("1979 · 3 of 16")
    box = page.locator(".where").bounding_box()
    assert box
    assert (box["y"], box["height"]) == (0, 48)


def test_a_phone_jumps_to_a_stretch_from_a_list(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS), width=360, height=640)
    page.get_by_role("button", name="Jump").click()

    page.get_by_role("link", name="2011 1 event").click()

    expect(page.locator("#event-14 h2 a")).to_be_focused()


def test_a_phone_counts_and_jumps_within_what_the_filters_leave(
    site: Path, new_page: Opens
) -> None:
    address = f"{(site / 'index.html').as_uri()}?category=nuclear"
    page = calm(new_page, address, width=360, height=640)
    shown = page.locator(".slot:not([hidden]) > article")
    expect(shown).to_have_count(9)
    shown.first.evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    expect(page.locator(".where-now")).to_have_text("1995 · 1 of 9")

    page.get_by_role("button", name="Jump").click()
    years = page.locator(".jump .times a")
    page.get_by_role("link", name="2015").first.click()

    assert "1828" not in " ".join(years.all_inner_texts())
    expect(page).to_have_url(re.compile("category=nuclear"))
    expect(shown).to_have_count(9)


def test_a_thumb_steps_through_the_events(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS), width=360, height=640, has_touch=True)
    page.locator("#event-3").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
    button = page.get_by_role("button", name="Next event")

    button.tap()

    expect(page).to_have_url(re.compile("#event-4$"))
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


# Right to left


def test_from_right_to_left_the_axis_is_mirrored_and_so_are_its_keys(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS[:4], "fa"))
    mark = page.locator(".drawn .marker").first.bounding_box()
    assert mark
    assert mark["x"] > 640
    page.locator(".drawn [tabindex='0']").focus()
    first = focused(page)

    page.keyboard.press("ArrowLeft")
    second = focused(page)
    page.keyboard.press("ArrowRight")

    assert second != first
    assert focused(page) == first


# What a screen reader hears


def test_marks_are_named_by_date_title_and_place_in_the_order_of_time(
    small: Callable[..., str], new_page: Opens
) -> None:
    page = calm(new_page, small(CLUSTERS[:1] + CLUSTERS[13:]), width=1280)

    heard = page.locator("nav.axis .stage").aria_snapshot()

    assert re.findall(r'(?:link|button) "([^"]+)"', heard) == [
        "11 February 1829, First of all, event 1 of 4",
        "12 September 2011, Much later, event 2 of 4",
        "2 events, 19 July 2022 to 19 July 2022",
    ]


# Motion


def test_where_motion_is_welcome_a_zoom_is_eased_and_ends_at_the_same_place(
    site: Path, new_page: Opens
) -> None:
    eased = live(new_page(), (site / "index.html").as_uri())
    still = calm(new_page, (site / "index.html").as_uri())

    for page in (eased, still):
        page.get_by_role("button", name="Zoom in").click()
        until(page, "!Dateline.page.axis.moving && !Dateline.page.axis.asked")

    assert places(eased) == pytest.approx(places(still), abs=0.5)
