"""From a timeline to its pages: addresses, neighbours, gaps, and every way back."""

import textwrap
from collections.abc import Mapping

import pytest

from dateline import pages, yaml_text
from dateline.model import Timeline
from dateline.source import Markdown, Source
from dateline.steps.parse import parse
from dateline.steps.place import place

SOURCES = """
sources:
  a: {title: The Gazette, publisher: Press, url: "https://example.org/a", language: fa}
  b: {title: The Herald, kind: news, published: 2002-12-15, country: IR}
"""
EVENTS = """
events:
  - id: first
    date: 1829-02-11
    title: The first
    sources: [a]
    summary: It was so [@a, p. 4] and so [@a, p. 9].
    categories: [war]
    places: [{name: Tehran, country: IR}]
    actors: [Russian Empire]
    aliases: [premier]
    related: [{id: third, as: led to}]
    gap_note: Nothing before this was searched [@b].
  - id: second
    date: 1979-02
    title: The second
    sources: [a, b]
    categories: [talks, war]
    places: [Tehran, {name: Moscow, country: RU}]
  - {id: third, date: 1980, title: The third, sources: [b], gap_note: Little is known.}
"""


def timeline_of(
    text: str = EVENTS, timeline: str = "title: A timeline", **content: str
) -> Timeline:
    """A small timeline."""
    categories = "categories: {war: {label: War}, talks: {label: Talks, about: T}}\n"
    whole = f"timeline: {{{timeline}}}\n{categories}{SOURCES}{textwrap.dedent(text)}"
    fields, problems = yaml_text.read("events.yaml", whole)
    assert fields is not None, problems
    texts = {
        f"content/{name}": Markdown(f"content/{name}", text)
        for name, text in content.items()
    }
    found, problems = parse(
        Source({"events.yaml": fields}, texts, texts={"events.yaml": whole})
    )
    assert [p for p in problems if p.severity == "mistake"] == []
    return found


def pages_of(
    text: str = EVENTS, timeline: str = "title: A timeline", **content: str
) -> Mapping[str, pages.Page]:
    """The pages of a small timeline by their address."""
    found = place(timeline_of(text, timeline, **content))
    return {page.address: page for page in found.pages}


def event_page(address: str, made: Mapping[str, pages.Page]) -> pages.EventPage:
    page = made[address]
    assert isinstance(page, pages.EventPage)
    return page


def test_every_thing_has_its_page() -> None:
    made = pages_of(**{"about.md": "# How we work\n\nSo.", "index.md": "Welcome."})

    assert set(made) >= {
        *("index.html", "404.html", "about.html", "sources/index.html"),
        *("events/first.html", "events/second.html", "events/third.html"),
        *("events/premier.html", "sources/a.html", "sources/b.html"),
        *("categories/war.html", "categories/talks.html"),
        *("places/tehran.html", "places/moscow.html", "actors/russian-empire.html"),
    }


def test_each_page_is_told_of_as_soon_as_it_is_known_the_first_page_first() -> None:
    timeline = timeline_of(timeline="title: A timeline, base_url: https://example.org/")
    told: list[pages.Page] = []

    placed = place(timeline, told.append)

    assert told[0].address == "index.html"
    assert tuple(told) == placed.pages[: len(told)]
    rest = {type(page) for page in placed.pages[len(told) :]}
    assert rest == {pages.SitemapPage}  # people read all others


def test_a_page_knows_its_way_to_the_root() -> None:
    made = pages_of()

    assert (made["index.html"].root, made["events/first.html"].root) == ("", "../")


def test_an_event_leads_to_the_one_before_and_the_one_after() -> None:
    made = pages_of()
    first, second, third = (
        event_page(f"events/{name}.html", made) for name in ("first", "second", "third")
    )

    assert first.before is None
    assert second.before is not None
    assert second.after is not None
    assert second.before.link == pages.Link("The first", "events/first.html")
    assert second.after.link == pages.Link("The third", "events/third.html")
    assert third.after is None
    assert second.position == "Event 2 of 3"


def gaps_of(*dates: str) -> list[str]:
    events = "".join(
        f"  - {{id: e{number}, date: {date}, title: T, sources: [a]}}\n"
        for number, date in enumerate(dates)
    )
    made = pages_of(f"events:\n{events}")
    cards = [event_page(f"events/e{n}.html", made).card for n in range(len(dates))]
    return [card.gap.words if card.gap else "" for card in cards]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["1829", "1979"], ["", "149 years without an entry"], id="years"),
        pytest.param(
            ["1829-02-11", "1830-02-12"], ["", "1 year without an entry"], id="one-year"
        ),
        pytest.param(["1829-02-11", "1829-12-31"], ["", ""], id="below-a-year"),
        pytest.param(["1829", "1830"], ["", ""], id="neighbouring-years"),
        pytest.param(["1829/1990", "1900", "1995"], ["", "", "4 years without an entry"], id="a-long-one-covers"),
        pytest.param(["1829/..", "1995"], ["", "166 years without an entry"], id="open-end"),
    ],
)  # fmt: skip
def test_a_gap_is_counted_from_the_last_thing_that_was_going_on(
    dates: list[str], expected: list[str]
) -> None:
    assert gaps_of(*dates) == expected


def test_a_note_about_a_gap_is_shown_even_before_the_first_event() -> None:
    made = pages_of()

    card = event_page("events/first.html", made).card

    assert card.gap is not None
    assert card.gap.note.text == "Nothing before this was searched [@b]."
    assert set(card.gap.note.notes) == {"a", "b"}


def test_an_old_address_leads_to_the_new_one() -> None:
    page = pages_of()["events/premier.html"]

    assert isinstance(page, pages.RedirectPage)
    assert page.target == pages.Link("The first", "events/first.html")


def test_a_source_shows_what_rests_on_it_and_where_in_it() -> None:
    page = pages_of()["sources/a.html"]
    assert isinstance(page, pages.SourcePage)

    uses = [(use.row.link.text, len(use.locators)) for use in page.uses]

    assert uses == [("The first", 2), ("The second", 0)]
    assert (page.count, page.language) == ("2 events", "Persian")


def test_the_index_of_sources_counts_the_events_of_each() -> None:
    page = pages_of()["sources/index.html"]
    assert isinstance(page, pages.SourcesPage)

    assert {row.note.key: row.events for row in page.rows} == {"a": "2", "b": "3"}


def related_of(name: str, made: Mapping[str, pages.Page]) -> list[tuple[str, str]]:
    card = event_page(f"events/{name}.html", made).card
    return [(related.how, related.link.text) for related in card.related]


def test_related_events_are_named_in_both_directions() -> None:
    made = pages_of()

    assert related_of("first", made) == [("Led to", "The third")]
    assert related_of("third", made) == [("Because of", "The first")]
    assert related_of("second", made) == []


def test_events_that_name_each_other_are_related_once() -> None:
    made = pages_of(
        """
        events:
          - {id: x, date: 1829, title: X, sources: [a], related: [{id: y, as: part of}]}
          - {id: y, date: 1830, title: Y, sources: [a], related: [{id: x}]}
        """
    )

    assert related_of("x", made) == [("Part of", "Y")]
    assert related_of("y", made) == [("Related to", "X")]


def test_a_group_lists_its_events_in_order_of_time() -> None:
    made = pages_of()
    war, tehran = made["categories/war.html"], made["places/tehran.html"]
    assert isinstance(war, pages.GroupPage)
    assert isinstance(tehran, pages.GroupPage)

    assert [row.link.text for row in war.rows] == ["The first", "The second"]
    assert (tehran.title, tehran.about, tehran.count) == ("Tehran", "Iran", "2 events")


def test_a_page_of_content_has_the_title_of_its_first_heading() -> None:
    made = pages_of(
        **{"about.md": "# How we work\n\nSo [@a].", "more-notes.md": "No heading."}
    )
    about = made["about.html"]
    assert isinstance(about, pages.TextPage)

    assert (about.title, about.text.text.strip()) == ("How we work", "So [@a].")
    assert [note.key for note in about.notes] == ["a"]
    assert made["more-notes.html"].title == "more-notes"


def test_the_menu_names_the_pages_of_content_with_the_method_last() -> None:
    site = pages_of(
        **{"index.md": "Hi", "zeta.md": "# Z", "about.md": "# A", "beta.md": "# B"}
    )["index.html"].site

    assert [link.text for link in site.menu][-3:] == ["B", "Z", "A"]


def test_the_first_page_begins_with_its_own_text_and_its_sources() -> None:
    page = pages_of(**{"index.md": "# Russia\n\nWelcome [@b]."})["index.html"]
    assert isinstance(page, pages.IndexPage)

    assert page.intro.text.strip() == "Welcome [@b]."
    assert [note.key for note in page.notes] == ["b"]
    assert page.description == "Welcome."


def test_a_description_ends_with_a_whole_word() -> None:
    words = "word " * 100
    page = pages_of(**{"index.md": words})["index.html"]

    assert page.description.endswith(" word…")
    assert len(page.description) <= 301


def test_the_original_date_is_said_beside_the_date() -> None:
    made = pages_of(
        """
        events:
          - id: x
            date: 1829-02-11
            title: X
            sources: [a]
            original_date: {calendar: julian, date: 1829-01-30}
        """
    )

    assert event_page("events/x.html", made).card.when.others == (
        "30 January 1829 (Julian)",
    )


def others_of(date: str, calendars: str) -> tuple[str, ...]:
    made = pages_of(
        f"events:\n  - {{id: x, date: {date}, title: X, sources: [a]}}\n",
        f"title: T, calendars: {calendars}",
    )
    return event_page("events/x.html", made).card.when.others


def test_the_julian_calendar_is_shown_while_it_was_in_use() -> None:
    assert others_of("1829-02-11", "[julian]") == ("30 January 1829 (Julian)",)
    assert others_of("1979-02-11", "[julian]") == ()


def test_other_calendars_are_shown_where_the_day_is_known() -> None:
    assert others_of("1979-02-11", "[gregorian, persian]") == ("22 Bahman 1357",)
    assert others_of("1979-02", "[persian]") == ()


def test_a_reader_can_suggest_a_correction_of_the_very_line() -> None:
    made = pages_of(timeline='title: T, edit_url: "https://example.org/{file}#L{line}"')
    second = event_page("events/second.html", made).card

    assert second.edit == "https://example.org/events.yaml#L20"


def test_the_words_about_the_whole_are_counted() -> None:
    page = pages_of()["index.html"]

    assert isinstance(page, pages.IndexPage)
    assert page.facts == "3 events, 1829–1980, resting on 2 sources"


def test_a_new_event_changes_no_page_of_a_source_that_it_does_not_cite() -> None:
    new = "  - {id: new, date: 1979-05, title: New, categories: [war], sources: [a]}\n"

    before, after = pages_of(), pages_of(EVENTS + new)

    assert "events/new.html" in after
    assert before["sources/a.html"] != after["sources/a.html"]
    assert before["sources/b.html"] == after["sources/b.html"]
    assert before["categories/talks.html"] == after["categories/talks.html"]
    assert before["places/moscow.html"] == after["places/moscow.html"]


def test_a_timeline_without_events_has_its_pages_too() -> None:
    made = pages_of("events: []\n")

    assert {"index.html", "sources/index.html", "404.html"} <= set(made)
