"""Finding and telling on the page itself: search, filters, addresses, story, long lists."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_accessibility import RULES, SUMMARY, VIEWS

Open = Callable[..., Page]
Write = Callable[..., Path]

SHOWN = ".slot:not([hidden]) > article"
MARKERS = """[...document.querySelectorAll("nav.axis [data-at], nav.axis .marker")]
  .map(marker => marker.getBoundingClientRect().x)"""
HITS = """[...(CSS.highlights.get("hit") ?? [])].map(range =>
  range.startContainer.data.slice(range.startOffset, range.endOffset))"""


def event(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"event-{number}",
        "title": f"Event {number}",
        "date": f"{1900 + number}-01-01",
        "summary": "It happened [@paper].",
        "categories": ["war"],
        "sources": ["paper"],
        **fields,
    }


def timeline(*events: Mapping[str, Any], language: str = "en") -> dict[str, str]:
    """The files of a project; JSON is YAML."""
    return {
        "events.yaml": json.dumps(
            {
                "timeline": {"title": "Trial", "language": language},
                "categories": {"war": {"label": "War"}, "peace": {"label": "Peace"}},
                "sources": {
                    "paper": {
                        "title": "A page",
                        "publisher": "Paper",
                        "url": "https://example.org/",
                        "kind": "news",
                        "accessed": "2026-01-01",
                    }
                },
                "events": [dict(each) for each in events],
            },
            ensure_ascii=False,
        )
    }


@pytest.fixture
def made(project: Write, build: Callable[..., Any]) -> Callable[..., str]:
    """Builds a small timeline and gives the address of its page."""

    def address(*events: Mapping[str, Any], language: str = "en") -> str:
        folder = project(timeline(*events, language=language))
        built = build(folder)
        assert built.code == 0, built.out + built.err
        return (folder / "site/index.html").as_uri()

    return address


def until(page: Page, claim: str) -> None:
    """Waits, frame by frame, for something to be true that no element tells."""
    for _ in range(1800):
        if page.evaluate(claim):
            return
        page.evaluate("() => new Promise(requestAnimationFrame)")
    pytest.fail(f"never true: {claim}")


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Search the events").fill(words)


def count(page: Page, words: str) -> None:
    expect(page.locator(".found-count")).to_have_text(words)


def ids(page: Page) -> list[str]:
    found = page.locator(SHOWN).evaluate_all("all => all.map(each => each.id)")
    return [str(each) for each in found]


@pytest.fixture
def index(site: Path, page: Page) -> Page:
    page.goto((site / "index.html").as_uri())
    page.evaluate("() => Dateline.page.come()")
    return page


# Without scripts


def test_without_scripts_every_event_is_there_and_nothing_dead(
    site: Path, new_page: Open
) -> None:
    page = new_page(javascript=False)

    page.goto((site / "index.html").as_uri() + "?category=war&q=nothing&story=all")

    expect(page.locator(SHOWN)).to_have_count(45)
    expect(
        page.locator("form.find, dialog, .none-left").locator("visible=true")
    ).to_have_count(0)


# Search


def test_typing_leaves_what_has_all_the_words_and_marks_them(index: Page) -> None:
    search(index, "griboyedov teh")

    count(index, re.compile(r"^\d of 45 events shown$"))  # type: ignore[arg-type]
    expect(index.locator("#griboyedov-killing-1829")).to_be_visible()
    until(index, f"{HITS}.includes('Griboyedov') && {HITS}.includes('Teh')")


def test_marks_go_with_the_search_and_leave_the_page_as_it_was(index: Page) -> None:
    list_ = index.locator("ol.events")
    before = list_.inner_html()

    search(index, "russia")
    until(index, f"{HITS}.length > 20")
    search(index, "")
    count(index, "45 events")
    until(index, f"{HITS}.length === 0")

    def bare(html: str) -> str:
        # What the pointer brings is none of the search's.
        return re.sub(
            r'<button class="tell".*?</button>| class=""| hidden=""', "", html
        )

    assert bare(list_.inner_html()) == bare(before)


def test_a_hit_inside_folded_accounts_opens_them_while_it_lasts(
    made: Callable[..., str], page: Page
) -> None:
    accounts = [
        {
            "about": "the day",
            "versions": [
                {"says": "a Tuesday", "cite": "[@paper]"},
                {"says": "a zebra", "cite": "[@paper]"},
            ],
        }
    ]
    page.goto(made(event(1, accounts=accounts), event(2)))

    search(page, "zebra")
    expect(page.locator("details.differ[open]")).to_have_count(1)
    search(page, "")

    expect(page.locator("details.differ[open]")).to_have_count(0)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param(
            "مذاکرات هسته‌ای در ژنو", "هسته‌اي مذاكرات", id="persian-typed-in-arabic"
        ),
        pytest.param("سال ۱۳۵۷", "1357", id="persian-digits"),
        pytest.param("Переговоры пошли вперёд", "ВПЕРЕД", id="russian-yo"),
        pytest.param("Recep Tayyip Erdoğan visits", "erdogan", id="accents"),
        pytest.param("Price < 5 & > 3", "<", id="less-than"),
        pytest.param("Party 🎉 in town", "🎉", id="emoji"),
        pytest.param("Zero\u200bwidth", "zerowidth", id="zero-width"),
        pytest.param("x" * 300, "x" * 200, id="one-word-of-300"),
    ],
)
def test_letters_are_found_however_they_are_typed(
    title: str, words: str, made: Callable[..., str], page: Page
) -> None:
    page.goto(made(event(1, title=title), event(2)))

    search(page, words)

    count(page, "1 of 2 events shown")
    assert ids(page) == ["event-1"]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_title_without_a_break_does_not_widen_page_chip_or_story(
    width: int, made: Callable[..., str], new_page: Open
) -> None:
    page = new_page(width=width)
    long = "x" * 300
    address = made(event(1, title=long, actors=[long]), event(2, actors=["Other"]))

    page.goto(f"{address}?q={long[:200]}&actor={long}")
    search(page, long[:200])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Read as a story").click()

    assert page.evaluate("document.querySelector('.story').scrollWidth") <= width


# Filters


def test_a_category_shows_its_events_and_counts_follow(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()

    count(index, "9 of 45 events shown")
    expect(index.locator("[name=status][value=established] ~ .tally")).to_have_text("9")
    expect(index).to_have_url(re.compile(r"\?category=nuclear$"))
    shown = index.locator(SHOWN)
    assert (
        shown.count()
        == shown.filter(has=index.locator(".category", has_text="Nuclear")).count()
    )


def test_filters_never_move_a_marker(index: Page) -> None:
    before = index.evaluate(MARKERS)

    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")

    assert before
    assert index.evaluate(MARKERS) == before


def test_the_count_is_said_once(index: Page) -> None:
    index.evaluate("""() => {
      globalThis.said = [];
      new MutationObserver(all => said.push(...all.map(() => document.querySelector(".found-count").textContent)))
        .observe(document.querySelector(".found-count"), { childList: true, characterData: true, subtree: true });
    }""")

    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")

    assert index.evaluate("said") == ["9 of 45 events shown"]


def test_hidden_events_leave_a_line_that_brings_all_back_in_place(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()
    line = index.locator(".away").first
    expect(line).to_contain_text(re.compile(r"^\s*\d+ hidden by filters\s+Show all"))
    show_all = line.get_by_role("button", name="Show all")
    show_all.hover()  # scrolled to; the axis has grown slim
    top = line.bounding_box()

    show_all.click()

    count(index, "45 events")
    expect(index.locator(".away")).to_have_count(0)
    focused = index.evaluate(
        "document.activeElement.closest('article').getBoundingClientRect().y"
    )
    assert top is not None
    assert abs(focused - top["y"]) <= 2


def test_all_events_are_either_shown_or_counted_in_a_line(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")

    lines = index.locator(".away span").all_inner_texts()

    assert sum(int(line.split()[0]) for line in lines) == 45 - 9


def test_no_gap_is_told_where_events_are_hidden_in_it(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")

    told = index.locator(".is-after-hidden > .gap:not(.away)").locator("visible=true")

    expect(told).to_have_count(0)


def test_nothing_left_says_so_and_offers_to_clear(index: Page) -> None:
    search(index, "qwertyuiop")

    count(index, "0 of 45 events shown")
    expect(index.locator(".away")).to_have_count(0)
    expect(index.get_by_role("button", name="Read as a story")).to_be_disabled()
    index.get_by_role("button", name="Clear all filters").click()
    count(index, "45 events")
    expect(index.get_by_role("searchbox", name="Search the events")).to_be_focused()


def test_years_filter_when_they_are_entered(index: Page) -> None:
    index.get_by_role("button", name="Filters").click()

    index.get_by_label("From", exact=True).fill("2015")
    index.get_by_label("To", exact=True).fill("2018")
    index.keyboard.press("Tab")

    expect(index).to_have_url(re.compile(r"\?from=2015&to=2018$"))
    expect(index.locator(".sheet-count")).to_have_text(
        re.compile(r"^\d+ of 45 events shown$")
    )


def test_long_lists_are_found_by_typing_most_used_first(index: Page) -> None:
    index.get_by_role("button", name="Filters").click()
    index.locator(".sheet summary", has_text="Actors").click()
    actors = index.locator("[data-facet=actor] .choice")
    numbers = actors.locator(".tally").all_inner_texts()
    assert numbers == sorted(numbers, key=int, reverse=True)

    index.get_by_label("Find an actor").fill("khamen")
    expect(actors).to_have_count(1)
    actors.click()

    expect(index).to_have_url(re.compile(r"\?actor=ali-khamenei$"))


def test_chips_take_filters_away_one_by_one(index: Page, site: Path) -> None:
    address = (site / "index.html").as_uri()
    index.goto(f"{address}?q=russia&status=alleged&status=disputed&from=1990")
    chips = index.locator(".chip")
    expect(chips).to_have_text(["Alleged", "Disputed", "“russia”", "from 1990"])

    index.get_by_role("button", name="Remove the filter Alleged").click()
    expect(chips.first).to_be_focused()
    index.get_by_role("button", name="Remove the filter from 1990").click()
    index.get_by_role("button", name="Remove the filter “russia”").click()

    expect(index).to_have_url(f"{address}?status=disputed")
    index.get_by_role("button", name="Clear all").first.click()
    expect(index).to_have_url(address)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_sheet_opens_by_key_and_gives_the_focus_back(
    width: int, site: Path, new_page: Open
) -> None:
    page = new_page(width=width)
    page.goto((site / "index.html").as_uri() + "?status=alleged&importance=2")
    button = page.locator(".filters-open")
    expect(button).to_have_accessible_name(re.compile("Filters.*2 filters set"))

    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Filters")).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_the_categories_wait_in_the_sheet(
    site: Path, new_page: Open
) -> None:
    page = new_page(width=360, has_touch=True)
    page.goto((site / "index.html").as_uri())
    war = page.locator(".choice", has_text="War")
    expect(war).to_be_hidden()

    page.locator(".filters-open").click()
    war.click()
    page.get_by_role("button", name="Show 18 events").click()

    count(page, "18 of 45 events shown")
    expect(page.locator(".chip", has_text="War")).to_be_visible()


# The address


def test_an_address_shows_the_same_view_to_someone_else(
    index: Page, new_page: Open
) -> None:
    index.locator(".find .choice", has_text="War").click()
    search(index, "syria")
    expect(index).to_have_url(re.compile("q=syria&category=war$"))

    other = new_page()
    other.goto(index.url)

    assert ids(other) == ids(index)
    expect(other.get_by_role("searchbox", name="Search the events")).to_have_value(
        "syria"
    )


def test_back_and_forward_undo_and_redo_moves(index: Page) -> None:
    index.locator(".find .choice", has_text="War").click()
    count(index, "18 of 45 events shown")
    index.locator(".find .choice", has_text="Nuclear").click()
    both = index.locator(".found-count").inner_text()

    index.go_back()
    count(index, "18 of 45 events shown")
    index.go_back()
    count(index, "45 events")
    index.go_forward()
    index.go_forward()

    count(index, both)
    expect(index.locator("input[value=nuclear]")).to_be_checked()


def test_what_was_typed_is_one_step_back(index: Page) -> None:
    index.get_by_role("searchbox", name="Search the events").press_sequentially("drone")
    expect(index).to_have_url(re.compile("q=drone$"))

    index.go_back()

    count(index, "45 events")
    expect(index.get_by_role("searchbox", name="Search the events")).to_have_value("")


def test_a_view_survives_reload(index: Page) -> None:
    index.locator(".find .choice", has_text="War").click()
    count(index, "18 of 45 events shown")

    index.reload()

    count(index, "18 of 45 events shown")
    expect(index.locator("input[value=war]")).to_be_checked()


def test_an_address_with_a_filter_and_an_event_shows_the_event(
    made: Callable[..., str], new_page: Callable[..., Page]
) -> None:
    events = [event(number) for number in range(60)]
    for each in events[40:]:
        each["categories"] = ["peace"]
    address = made(*events)
    page = new_page()

    page.goto(f"{address}?category=peace#event-45")

    count(page, "20 of 60 events shown")
    expect(page.locator("#event-45 h2")).to_be_in_viewport()


def test_unknown_values_in_an_address_are_passed_over(index: Page, site: Path) -> None:
    index.goto(
        (site / "index.html").as_uri() + "?category=love&from=soon&status=&q=&x=1"
    )

    count(index, "45 events")


def test_a_link_to_a_hidden_event_shows_it(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")

    index.evaluate("location.hash = 'griboyedov-killing-1829'")

    count(index, "45 events")
    expect(index.locator("#griboyedov-killing-1829")).to_be_in_viewport()


# The story


def story(page: Page) -> Any:
    return page.get_by_role("dialog", name="The timeline as a story")


def place(page: Page, words: str) -> None:
    expect(page.locator(".story-count")).to_have_text(words)


def test_keys_step_through_the_story_to_its_end_and_out(index: Page) -> None:
    button = index.get_by_role("button", name="Read as a story")
    button.click()
    place(index, "1 of 45")

    index.keyboard.press("ArrowRight")
    place(index, "2 of 45")
    index.keyboard.press("End")
    place(index, "45 of 45")
    index.keyboard.press("ArrowRight")
    place(index, "45 of 45")
    index.keyboard.press("Home")
    index.keyboard.press("ArrowLeft")
    place(index, "1 of 45")
    index.keyboard.press("Escape")

    expect(story(index)).to_be_hidden()
    expect(button).to_be_focused()
    assert "story" not in index.url


def test_the_story_starts_at_the_event_one_is_at(index: Page) -> None:
    event_ = index.locator("#jcpoa-concluded-2015")
    event_.locator("h2 a").focus()

    event_.get_by_role("button", name="Read from here").click()

    expect(story(index).get_by_role("heading")).to_have_text(
        event_.locator("h2").inner_text()
    )
    assert "step=jcpoa-concluded-2015" in index.url
    index.keyboard.press("Escape")
    expect(event_.get_by_role("button", name="Read from here")).to_be_focused()


def test_the_next_tab_after_a_title_reads_from_there(index: Page) -> None:
    event_ = index.locator("#jcpoa-concluded-2015")
    event_.locator("h2 a").focus()
    index.keyboard.press("Shift+Tab")
    index.keyboard.press("Tab")
    expect(event_.locator("h2 a")).to_be_focused()

    index.keyboard.press("Tab")

    expect(event_.get_by_role("button", name="Read from here")).to_be_focused()


def test_keys_still_step_after_a_citation_was_followed(index: Page) -> None:
    index.get_by_role("button", name="Read as a story").click()
    place(index, "1 of 45")

    story(index).locator(".cite a").first.press("Enter")
    expect(story(index).locator(".notes > li").first).to_be_focused()
    index.keyboard.press("ArrowRight")
    place(index, "2 of 45")
    index.keyboard.press("ArrowRight")

    place(index, "3 of 45")


def test_a_tap_meets_what_the_finger_is_on(site: Path, new_page: Open) -> None:
    page = new_page(width=360, height=740, has_touch=True)
    page.goto((site / "index.html").as_uri())
    page.evaluate("() => Dateline.page.come()")
    event_ = page.locator("#jcpoa-concluded-2015")
    event_.evaluate("each => each.scrollIntoView({ behavior: 'instant' })")
    before = event_.locator("h2").bounding_box()

    event_.dispatch_event("pointerover", {"pointerType": "touch"})
    assert event_.locator("h2").bounding_box() == before
    event_.locator(".when").tap()

    expect(event_.get_by_role("button", name="Read from here")).to_be_visible()


def test_each_step_has_an_address_that_survives_reload_and_back(index: Page) -> None:
    index.get_by_role("button", name="Read as a story").click()
    place(index, "1 of 45")
    index.get_by_role("button", name="Next").last.click()
    place(index, "2 of 45")

    index.reload()
    place(index, "2 of 45")
    index.go_back()
    place(index, "1 of 45")
    index.go_back()

    expect(story(index)).to_be_hidden()


def test_the_story_follows_the_filters(index: Page) -> None:
    index.locator(".find .choice", has_text="Nuclear").click()
    count(index, "9 of 45 events shown")
    first = index.locator(SHOWN).first.locator("h2").inner_text()

    index.get_by_role("button", name="Read as a story").click()

    place(index, "1 of 9")
    expect(story(index).get_by_role("heading")).to_have_text(first)


def test_a_step_is_a_whole_still_without_double_ids(index: Page, site: Path) -> None:
    index.goto((site / "index.html").as_uri() + "?story=all&step=jcpoa-concluded-2015")
    still = story(index).locator("article")

    for part in (".when", "h2", ".summary .cite", ".notes .original"):
        expect(still.locator(part).first).to_be_visible()
    ids_ = index.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids_) == len(set(ids_))
    still.locator(".cite a").first.click()
    expect(still.locator(".notes > li").first).to_be_focused()


def test_a_swipe_is_a_step(site: Path, new_page: Open) -> None:
    page = new_page(width=360, has_touch=True)
    page.goto((site / "index.html").as_uri() + "?story=all")
    place(page, "1 of 45")
    touch = page.context.new_cdp_session(page)

    def swipe(*xs: int) -> None:
        kinds = ["touchStart"] + ["touchMove"] * (len(xs) - 1)
        for kind, x in zip(kinds, xs, strict=True):
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": x, "y": 400}]},
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(300, 200, 100)
    place(page, "2 of 45")
    swipe(100, 200, 300)

    place(page, "1 of 45")


# Right to left


def test_in_persian_the_left_arrow_leads_on(
    made: Callable[..., str], page: Page
) -> None:
    titles = ["عهدنامهٔ ترکمانچای", "قتل گریبایدوف", "انقلاب"]
    events = [event(number, title=title) for number, title in enumerate(titles)]
    page.goto(made(*events, language="fa"))
    page.locator(".find-words").fill("تركمانچاي")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.locator(".find-words").fill("")
    expect(page.locator(SHOWN)).to_have_count(3)

    page.locator(".story-open").click()
    page.keyboard.press("ArrowLeft")

    expect(page.locator(".story-count")).to_have_text(re.compile("۲.*۳"))


# Long lists


@pytest.fixture
def long(made: Callable[..., str], page: Page) -> Page:
    """Three hundred and thirty events of one day after another, every eleventh not context."""
    page.goto(
        made(
            *(
                event(
                    number,
                    date=f"19{number // 28 + 10}-0{number % 9 + 1}-{number % 28 + 1:02}",
                    title=f"Word{number} said",
                    importance=1 if number % 11 else 2,
                    categories=["war", "peace"][number % 2 :][:1],
                )
                for number in range(330)
            )
        )
    )
    return page


def test_a_long_list_folds_its_context_and_loses_nothing(long: Page) -> None:
    folds = long.locator(".fold > details > summary")

    expect(folds.first).to_have_text(
        re.compile(r"^\d+ context events between .+ and .+$")
    )
    held = sum(int(words.split()[0]) for words in folds.all_inner_texts())
    assert held + long.locator(".part .slot").count() == 330
    expect(long.locator(".fold > details[open]")).to_have_count(0)


def test_without_scripts_a_fold_opens_by_a_press(long: Page, new_page: Open) -> None:
    page = new_page(javascript=False)
    page.goto(long.url)

    page.locator(".fold summary").first.click()

    expect(page.locator(".fold article").first).to_be_visible()


def test_a_hit_opens_its_fold_and_clearing_closes_it(long: Page) -> None:
    folded = long.locator(".fold article").nth(40)
    expect(folded).to_be_hidden()

    search(
        long,
        folded.evaluate("each => each.querySelector('h2').textContent.split(' ')[0]"),
    )
    expect(folded).to_be_visible()
    search(long, "")

    expect(folded).to_be_hidden()


def test_asking_for_context_opens_the_folds(long: Page) -> None:
    long.goto(long.url + "?importance=1")

    expect(long.locator(".fold > details:not([open])")).to_have_count(0)
    expect(long.locator(SHOWN).first).to_be_visible()


def test_a_link_into_a_fold_opens_it(long: Page) -> None:
    folded = long.locator(".fold article").nth(40)

    long.evaluate("id => { location.hash = id }", folded.get_attribute("id"))

    expect(folded).to_be_in_viewport()


def test_on_paper_folds_are_open(long: Page) -> None:
    long.emulate_media(media="print")

    expect(long.locator(".fold article").nth(40)).to_be_visible()


# Barriers

OPENED = [
    pytest.param("?category=war&q=syria", "", id="filtered"),
    pytest.param("?q=qwertyuiop", "", id="none-left"),
    pytest.param(
        "?status=alleged",
        """document.querySelector(".filters-open").click();
        for (const each of document.querySelectorAll(".sheet details")) each.open = true""",
        id="sheet",
    ),
    pytest.param("?story=all&step=jcpoa-concluded-2015", "", id="story"),
]


@pytest.mark.parametrize(("query", "act"), OPENED)
def test_nobody_is_shut_out_of_finding_and_telling(
    query: str, act: str, root: Path, served: str, new_page: Open
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(served + "index.html" + query)
    if act:
        page.evaluate(f"() => {{ {act} }}")
    page.evaluate((root / "tests/node_modules/axe-core/axe.min.js").read_text("utf-8"))

    found = {}
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found[width, scheme] = page.evaluate(SUMMARY, RULES)

    assert {view: lines for view, lines in found.items() if lines} == {}


def test_a_mark_that_nothing_fits_shows_no_faint_number(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri() + "?q=qwertyuiop")
    page.evaluate("() => Dateline.page.come()")

    numbers = page.locator(".marker.is-out text")

    expect(numbers).not_to_have_count(0)
    assert not any(each.is_visible() for each in numbers.all())


@pytest.mark.parametrize(("query", "act"), OPENED)
def test_nothing_scrolls_sideways_at_320_pixels(
    query: str, act: str, site: Path, new_page: Open
) -> None:
    page = new_page(width=320, height=568)
    page.goto((site / "index.html").as_uri() + query)
    if act:
        page.evaluate(f"() => {{ {act} }}")

    wide = page.evaluate(
        "[...document.querySelectorAll('html, dialog[open], dialog[open] *')]"
        ".filter(each => each.scrollWidth > 320).map(each => each.className)"
    )

    assert wide == []


def test_an_address_may_name_the_only_category_there_is(
    made: Callable[..., str], page: Page
) -> None:
    page.goto(made(event(1), event(2)) + "?category=war")

    expect(page.locator(".found-count")).to_have_text("2 events")
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".chip")).to_contain_text("War")


@pytest.mark.parametrize(
    ("does", "shown"),
    [
        pytest.param(
            "document.querySelector('.story-open').click()", "1 of 45", id="press"
        ),
        pytest.param(
            """
            const words = document.querySelector("[name=q]");
            words.value = "griboyedov";
            words.dispatchEvent(new Event("input", { bubbles: true }));
            """,
            "2 of 45 events shown",
            id="words",
        ),
        pytest.param(
            "document.querySelector('.choice input[value=nuclear]').click()",
            "9 of 45 events shown",
            id="choice",
        ),
    ],
)
def test_what_is_done_before_the_rest_of_the_scripts_has_come_is_not_lost(
    does: str, shown: str, site: Path, page: Page
) -> None:
    page.goto((site / "index.html").as_uri())

    page.evaluate(
        f"""() => {{
            document.querySelector(".find").dispatchEvent(
                new PointerEvent("pointerover", {{ bubbles: true }}));
            {does}
        }}"""
    )

    expect(page.get_by_text(shown, exact=True)).to_be_visible()
