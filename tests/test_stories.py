"""Stories: texts with the ids of events between them in, told step by step out."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Outcome
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from dateline import pages, stories, yaml_text
from dateline.commands.build import TEMPLATES
from dateline.model import Timeline
from dateline.problems import Problem
from dateline.source import Markdown, Source
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import render

EVENTS = """
timeline: {title: A road, base_url: "https://example.org/road/"}
sources:
  gazette: {title: The Gazette}
  ledger: {title: The Ledger}
events:
  - {id: opened, date: 1801, title: The road opens, summary: "It opens [@ledger].", sources: [ledger]}
  - {id: raised, date: 1805, title: The toll is raised, summary: "It rises [@gazette].", sources: [gazette]}
  - {id: closed, date: 1810-05/.., title: The road closes, sources: [gazette, ledger]}
"""
HEAD = "---\ntitle: A story\n---\n"
STORY = f"{HEAD}\nHow it came [@gazette].\n\n[[opened]]\n\nFirst [@gazette].\n\n[[raised]]\n"
REAL = "stories/which-way-the-weapons-went.html"
STEPS = 8

Open = Callable[..., Page]


def understood(**told: str) -> tuple[Timeline, list[Problem]]:
    """The road with stories by the names of their files."""
    fields, _ = yaml_text.read("events.yaml", EVENTS)
    assert fields is not None
    texts = {
        f"{stories.FOLDER}{name}.md": Markdown(f"{stories.FOLDER}{name}.md", text)
        for name, text in told.items()
    }
    return parse(Source({"events.yaml": fields}, texts, texts={"events.yaml": EVENTS}))


def placed(**told: str) -> Mapping[str, pages.Page]:
    timeline, problems = understood(**told)
    assert [str(problem) for problem in problems] == []
    return {page.address: page for page in place(timeline).pages}


def story_page(**told: str) -> pages.StoryPage:
    page = placed(**told)[f"stories/{next(iter(told))}.html"]
    assert isinstance(page, pages.StoryPage)
    return page


def rendered(**told: str) -> Mapping[str, str]:
    timeline, _ = understood(**told)
    made = render(place(timeline), [TEMPLATES]).made
    return {
        address: content.decode("utf-8")
        for address, content in made.items()
        if address.endswith((".html", ".xml"))
    }


# What is understood


def test_words_belong_to_the_step_above_them_and_the_first_are_the_introduction() -> (
    None
):
    timeline, problems = understood(road=STORY)

    (story,) = timeline.stories
    assert problems == []
    assert story.record.title == "A story"
    assert story.introduction == "How it came [@gazette]."
    assert [(step.id, step.words) for step in story.steps] == [
        ("opened", "First [@gazette]."),
        ("raised", ""),
    ]


def test_a_step_in_code_is_code() -> None:
    text = f"{HEAD}[[opened]]\n\n```\n[[raised]]\n```\n\n~~~\n[[closed]]\n"

    timeline, problems = understood(road=text)

    assert problems == []
    assert [step.id for step in timeline.stories[0].steps] == ["opened"]


def test_a_story_may_go_back_in_time() -> None:
    timeline, _ = understood(road=f"{HEAD}[[closed]]\n[[opened]]\n")

    assert [step.id for step in timeline.stories[0].steps] == ["closed", "opened"]


def test_stories_stand_by_their_order_and_then_by_when_they_begin() -> None:
    later, sooner = f"{HEAD}[[raised]]\n", f"{HEAD}[[opened]]\n"
    last = "---\ntitle: A story\norder: 1\n---\n[[opened]]\n"

    timeline, _ = understood(a=last, b=later, c=sooner)

    assert [story.name for story in timeline.stories] == ["c", "b", "a"]


def test_a_source_that_only_a_story_cites_is_used() -> None:
    events = EVENTS.replace("[@ledger]", "[@gazette]").replace("ledger]", "gazette]")
    events = events.replace("[gazette, gazette]", "[gazette]")
    fields, _ = yaml_text.read("events.yaml", events)
    assert fields is not None
    path = f"{stories.FOLDER}road.md"
    text = {path: Markdown(path, f"{HEAD}Words [@ledger].\n\n[[opened]]\n")}

    _, problems = parse(
        Source({"events.yaml": fields}, text, texts={"events.yaml": events})
    )

    assert problems == []


def test_two_stories_whose_names_differ_in_capitals_alone_are_a_mistake() -> None:
    _, problems = understood(Road=STORY, road=STORY)

    (problem,) = problems
    assert problem.at.file == f"{stories.FOLDER}road.md"
    assert "one address on many computers" in problem.text


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(st.sampled_from("-[]`~# \n:@aitleopned"), max_size=60))
def test_whatever_is_written_is_told_or_a_problem_with_its_place(text: str) -> None:
    timeline, problems = understood(road=text)

    found = [problem for problem in problems if problem.severity == "mistake"]
    assert found or timeline.stories
    assert all(problem.at.line <= text.count("\n") + 2 for problem in problems)


# What the guide says


def guide(root: Path, language: str) -> str:
    text = (root / "docs/stories.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)[0]


def guided(project: Callable[[Mapping[str, str]], Path], story: str) -> Path:
    """A project with the story of the guide."""
    events = """
    timeline: {title: T}
    sources: {iranica-griboedov: {title: S}}
    events:
    - {id: griboyedov-killed, date: 1829, title: A, sources: [iranica-griboedov]}
    - {id: peace-mission, date: 1829, title: B, sources: [iranica-griboedov]}
    """
    path = "content/stories/the-envoy.md"
    return project({"events.yaml": events, path: story})


def test_the_story_of_the_guide_has_no_mistake(
    project: Callable[[Mapping[str, str]], Path],
    build: Callable[..., Outcome],
    root: Path,
) -> None:
    checked = build(guided(project, guide(root, "markdown")), "check", "--strict")

    assert checked.out == "No mistakes.\n"


def test_the_message_of_the_guide_is_what_the_command_prints(
    project: Callable[[Mapping[str, str]], Path],
    build: Callable[..., Outcome],
    root: Path,
) -> None:
    story = guide(root, "markdown").replace(
        "[[griboyedov-killed]]", "[[griboyedov-kiled]]"
    )

    checked = build(guided(project, story), "check")

    assert checked.out == f"{guide(root, 'text')}1 mistake.\n"


def test_the_guide_has_a_link_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")

    assert "](docs/stories.md)" in readme
    assert "](docs/one-file.md)" in readme


# What is printed


def test_one_row_of_numbers_serves_the_words_and_the_event() -> None:
    first, second = story_page(road=STORY).steps

    assert [(note.number, note.key) for note in first.card.notes] == [
        (1, "gazette"),
        (2, "ledger"),
    ]
    assert first.words.notes == first.card.summary.notes
    assert [note.key for note in second.card.notes] == ["gazette"]


def test_each_step_knows_its_place_and_its_neighbours() -> None:
    page = story_page(road=STORY)

    assert [(s.position, s.before, s.after) for s in page.steps] == [
        ("1 of 2", page.start, "raised"),
        ("2 of 2", "opened", ""),
    ]


def test_a_story_says_how_long_it_is_as_far_as_that_is_known() -> None:
    assert story_page(road=STORY).count == "2 steps, 1801 to 1805"
    assert story_page(road=f"{HEAD}[[raised]]").count == "1 step, 1805"
    assert story_page(road=f"{HEAD}[[closed]]").count == "1 step"


def test_a_story_without_a_summary_is_described_by_its_introduction() -> None:
    assert story_page(road=STORY).description == "How it came."


def test_stories_are_in_the_menu_and_have_a_list_only_where_there_are_some() -> None:
    told, untold = placed(road=STORY), placed()

    assert "stories/index.html" in told
    assert "Stories" in [link.text for link in told["index.html"].site.menu]
    assert not any(address.startswith("stories/") for address in untold)
    assert "Stories" not in [link.text for link in untold["index.html"].site.menu]


def test_an_event_leads_to_the_step_of_each_story_that_tells_it() -> None:
    told = placed(road=STORY, other=f"{HEAD}[[opened]]\n")

    opened, closed = told["events/opened.html"], told["events/closed.html"]

    assert isinstance(opened, pages.EventPage)
    assert isinstance(closed, pages.EventPage)
    assert [link.href for link in opened.stories] == [
        "stories/other.html#opened",
        "stories/road.html#opened",
    ]
    assert closed.stories == ()


def test_the_timeline_leads_to_its_stories_and_the_sitemap_has_them() -> None:
    made = rendered(road=STORY)

    assert 'href="stories/road.html"' in made["index.html"]
    assert "https://example.org/road/stories/road.html" in made["sitemap.xml"]
    assert "https://example.org/road/stories/index.html" in made["sitemap.xml"]


def test_programs_learn_that_it_is_an_article_and_what_its_parts_are() -> None:
    page = placed(road=STORY)["stories/road.html"]

    said = json.loads(page.linked)

    assert said["mainEntity"]["@type"] == "Article"
    assert [part["name"] for part in said["mainEntity"]["hasPart"]] == [
        "The road opens",
        "The toll is raised",
    ]
    assert {work["name"] for work in said["citation"]} == {"The Gazette", "The Ledger"}


def test_every_step_of_the_real_story_is_an_article_with_an_address(
    site: Path, root: Path
) -> None:
    text = (root / "content/stories/which-way-the-weapons-went.md").read_text("utf-8")
    ids = re.findall(r"^\[\[(.+)\]\]$", text, re.M)
    page = (site / REAL).read_text(encoding="utf-8")

    assert re.findall(r'<article class="event imp[^"]*" id="([^"]*)"', page) == ids
    assert len(ids) == STEPS


def test_strict_checks_see_the_stories(
    project: Callable[[Mapping[str, str]], Path], build: Callable[..., Outcome]
) -> None:
    folder = project({"events.yaml": EVENTS, "content/stories/road.md": HEAD})

    checked = build(folder, "check", "--strict")

    assert checked.code == 1
    assert "content/stories/road.md: this story has no step" in checked.out


# In the browser


@pytest.fixture
def story(page: Page, site: Path) -> Page:
    """The real story, on a laptop."""
    page.goto((site / REAL).as_uri())
    return page


def dialog(page: Page) -> Any:
    return page.get_by_role("dialog", name="Which way the weapons went")


def stands_at(page: Page, words: str) -> None:
    expect(page.locator(".story-count")).to_have_text(words)


def test_keys_step_through_a_story_over_the_whole_screen_and_out(story: Page) -> None:
    story.get_by_role("button", name="Read step by step").click()
    stands_at(story, "")
    expect(dialog(story).get_by_role("heading", level=1)).to_be_visible()

    story.keyboard.press("ArrowRight")
    stands_at(story, f"1 of {STEPS}")
    expect(dialog(story).locator(".words")).to_contain_text("The first deliveries")
    story.keyboard.press("End")
    stands_at(story, f"{STEPS} of {STEPS}")
    story.keyboard.press("ArrowRight")
    stands_at(story, f"{STEPS} of {STEPS}")
    story.keyboard.press("Escape")

    expect(dialog(story)).to_be_hidden()
    expect(story).not_to_have_url(re.compile("step"))
    # Who has read to the end goes on there.
    expect(story.locator("#iranian-missiles-accusation-2024 h2")).to_be_in_viewport()


def test_each_step_over_the_whole_screen_has_an_address(story: Page) -> None:
    story.get_by_role("button", name="Read step by step").click()
    story.keyboard.press("ArrowRight")
    stands_at(story, f"1 of {STEPS}")
    expect(story).to_have_url(re.compile(r"\?step=iran-iraq-war-soviet-arms-1980-1988"))

    story.reload()
    stands_at(story, f"1 of {STEPS}")
    story.go_back()
    stands_at(story, "")
    story.go_back()

    expect(dialog(story)).to_be_hidden()


def test_a_step_of_the_page_can_be_read_on_from(story: Page) -> None:
    step = story.locator("#s300-ban-lifted-2015")
    step.locator("h2 a").focus()

    step.get_by_role("button", name="Read from here").click()

    stands_at(story, f"4 of {STEPS}")


def test_a_step_over_the_whole_screen_is_a_whole_still(story: Page, site: Path) -> None:
    story.goto((site / REAL).as_uri() + "?step=us-drone-warning-2022")
    still = dialog(story).locator("article")

    for part in (".when", "h2", ".words", ".summary", ".status", ".notes .original"):
        expect(still.locator(part).first).to_be_visible()
    expect(still.locator(".backlinks")).to_have_count(0)
    names = story.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(names) == len(set(names))
    still.locator(".cite a").first.click()
    expect(still.locator(".notes > li").first).to_be_focused()


SWIPE = """([element, from, to]) => {
  const at = (type, clientX) => element.dispatchEvent(new PointerEvent(type, {
    clientX, clientY: 300, pointerType: "touch", isPrimary: true, bubbles: true }));
  at("pointerdown", from);
  at("pointerup", to);
}"""


def test_a_swipe_is_a_step_of_the_story(site: Path, new_page: Open) -> None:
    page = new_page(width=360, has_touch=True)
    page.goto((site / REAL).as_uri() + "?step=us-drone-warning-2022")
    stands_at(page, f"5 of {STEPS}")

    page.evaluate(SWIPE, [page.query_selector("dialog.story"), 300, 60])

    stands_at(page, f"6 of {STEPS}")


def test_without_scripts_a_story_is_whole_and_its_steps_lead_on(
    site: Path, new_page: Open
) -> None:
    page = new_page(width=360, javascript=False)
    page.goto((site / REAL).as_uri())

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".steps article")).to_have_count(STEPS)
    step = page.locator(".told", has=page.locator("#soviet-iranian-pacts-1989"))
    step.get_by_role("link", name="Next").click()

    expect(page.locator("#s300-suspension-2010 h2")).to_be_in_viewport()


def test_an_event_and_its_step_lead_to_each_other(page: Page, site: Path) -> None:
    page.goto((site / "events/s300-suspension-2010.html").as_uri())

    page.get_by_role("link", name="Which way the weapons went").click()
    expect(page.locator("#s300-suspension-2010 h2")).to_be_in_viewport()
    page.locator("#s300-suspension-2010 h2 a").click()

    expect(page).to_have_url(re.compile(r"events/s300-suspension-2010\.html$"))


def test_on_paper_a_story_has_no_buttons_and_no_ways(story: Page) -> None:
    story.emulate_media(media="print")

    expect(story.locator(".story-ways:visible, .story-open:visible")).to_have_count(0)
    expect(story.locator(".steps .words").first).to_be_visible()


def test_a_story_from_right_to_left_goes_on_to_the_left(
    build: Callable[..., Outcome], root: Path, home: Path, page: Page
) -> None:
    out = home / "rtl-story"
    build(root / "examples/persian-constitution", "--out", str(out))
    page.goto((out / "stories/the-decree.html").as_uri())

    page.locator(".story-open").click()
    page.keyboard.press("ArrowLeft")

    stands_at(page, "۱ از ۴")
