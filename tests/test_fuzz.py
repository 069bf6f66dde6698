"""Whatever stands in a file, nothing but problems comes of it: seven readers, any bytes.

`make fuzz` searches for hours with libFuzzer; here each target has a few thousand inputs
that are the same in every run, and every input that ever failed is a case by its name.
"""

import mutation
import pytest
import targets
from targets import TARGETS

from dateline import citations, dates, markup, yaml_text
from dateline.checks.crowds import DEEPEST, MOST_LINES, crowd_in
from dateline.composing.known import Known
from dateline.exchange import ical, markwhen, module, table
from dateline.exchange.settling import settled
from dateline.model import Timeline
from dateline.pages import Prose
from dateline.source import Source
from dateline.steps.parse import parse

#: So many that each takes about two seconds where nothing else runs.
COUNTS = {
    "dates": 2000,
    "calendars": 6000,
    "citations": 4000,
    "markup": 800,
    "yaml": 700,
    "projects": 900,
    "timelines": 300,
}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_problems_comes_of_any_bytes(name: str) -> None:
    target = TARGETS[name]
    inputs = mutation.inputs(target.seeds(), targets.words(name), COUNTS[name], 2026)

    for data in inputs:
        target.run(data)


def test_the_same_seed_makes_the_same_inputs() -> None:
    seeds, words = TARGETS["dates"].seeds(), targets.words("dates")

    one, two = (list(mutation.inputs(seeds, words, 500, 7)) for _ in range(2))

    assert one == two
    assert len({*one}) > 400


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_begins_with_what_it_can_read(name: str) -> None:
    assert len(TARGETS[name].seeds()) > 5
    assert all(targets.words(name))


# What the search has found


@pytest.mark.parametrize("text", ["182X-21", "0X11-22", "1-0X11-22", "18X9-33/1900"])
def test_a_season_of_a_year_that_is_left_open_is_refused(text: str) -> None:
    assert isinstance(dates.read(text), dates.Misread)


@pytest.mark.parametrize("text", ["-0043-03-15", "0600-01-01", "0622-03-22"])
def test_days_before_the_persian_calendar_have_no_persian_name(text: str) -> None:
    day = dates.read(text)

    assert isinstance(day, dates.Span)
    assert dates.say_in("persian", day) is None


def test_a_link_that_swallows_half_a_citation_leaves_nothing_of_it() -> None:
    html = str(markup.block(Prose("[x](javae'ript:alert(1)) [x](<ng [@editors].")))

    assert citations.START not in html
    assert citations.END not in html


def told(text: str, name: str) -> Timeline:
    """A timeline of elsewhere, brought into an empty project, and without a mistake."""
    arrivals = module(name).read(text, "x", "en")
    assert arrivals.problems == []
    known = Known(Source(), Timeline(parse(Source())[0].info))
    ours = "timeline: {title: T}\n" + settled(arrivals, known, "x").text
    fields, wrong = yaml_text.read("events.yaml", ours)
    assert fields is not None
    source = Source({"events.yaml": fields}, texts={"events.yaml": ours})
    timeline, found = parse(source)
    assert [p for p in (*wrong, *found) if p.severity == "mistake"] == []
    return timeline


def test_a_name_too_long_for_a_line_is_brought_in_whole() -> None:
    name = "The Committee " * 12 + "of All"

    timeline = told(f"date,title,actors\n1815,A,{name}\n", table.NAME)

    assert timeline.events[0].record.actors == (name,)


def test_a_long_id_stays_one_word() -> None:
    timeline = told(f"title: T\n\n1957: S\nid: {'s' * 300}\n", markwhen.NAME)

    assert timeline.events[0].id == "s" * 90


def test_what_is_made_of_invisible_signs_alone_is_left_out() -> None:
    text = "date,title,categories,places,actors\n1815,A,\x7f,\x7f,\x7f\n1816,\x7f,,,\n"

    one, two = told(text, table.NAME).events

    record = one.record
    assert (record.categories, record.places, record.actors) == ((), (), ())
    assert two.record.title == "1816"


def test_an_address_whose_host_is_none_is_no_source() -> None:
    text = "date,title,sources\n1815,A,https://example.[@a]org/a\n"

    timeline = told(text, table.NAME)

    assert [timeline.sources[key].record.url for key in timeline.events[0].sources] == [
        None
    ]


def calendar(*lines: str) -> str:
    inside = "\n".join(lines)
    return (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nLOCATION:B\n"
        f"{inside}\nEND:VEVENT\nEND:VCALENDAR\n"
    )


@pytest.mark.parametrize(
    ("lines", "date", "places"),
    [
        pytest.param(
            ("DTSTART;VALUE=DATE:18150618", "DTEND:18150620T100000Z"),
            "1815-06-18/1815-06-19",
            ["B"],
            id="a-day-that-ends-at-an-hour",
        ),
        pytest.param(
            ("DTSTART;VALUE=DATE:18150618", "GEO:;625;7.6256"),
            "1815-06-18",
            ["B"],
            id="a-spot-that-is-none",
        ),
        pytest.param(
            ("DTSTART;VALUE=DATE:18150618", "GEO:51.9;7777777777.6"),
            "1815-06-18",
            ["B"],
            id="a-spot-beyond-the-earth",
        ),
        pytest.param(
            ("DTSTART;VALUE=DATE:18150618", "DTSTART;VALUE=DATE:18160618"),
            "1815-06-18",
            ["B"],
            id="two-beginnings",
        ),
    ],
)
def test_odd_lines_of_a_calendar_are_understood(
    lines: tuple[str, ...], date: str, places: list[str]
) -> None:
    event = told(calendar(*lines), ical.NAME).events[0]

    assert event.date.edtf == date
    assert [getattr(place, "name", place) for place in event.record.places] == places


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("DTSTART;VALUE=TIME:101010",), id="an-hour-of-no-day"),
        pytest.param(
            ("DTSTART;VALUE=DATE:99991231", "DURATION:P999D"), id="after-all-time"
        ),
        pytest.param(
            ("DTSTART;VALUE=DATE;VALUE=TEXT:18150618", "RRULE:x"), id="two-kinds"
        ),
    ],
)
def test_lines_of_a_calendar_that_say_no_day_are_refused(
    lines: tuple[str, ...],
) -> None:
    assert ical.read(calendar(*lines), "x", "en").problems


def test_what_is_wrong_before_a_break_is_said_once() -> None:
    text = "e:\nevents:\nevents:\n  - d\n  - d\n  - d\n  - d\n  - d\n  :"

    _, problems = yaml_text.read("events.yaml", text)

    assert [problem.at.line for problem in problems] == [3, 9]


#: Each repeated signs that a reader looked for an end of, from each of them anew.
ENDLESS = {
    "code-with-citations": "`[@a]` ",
    "links-with-citations": "[x](@a ",
    "addresses-left-open": "[a](",
    "empty-lines": "\n",
    "lines-of-spaces": "  \n",
}


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_megabyte_of_signs_is_looked_through(piece: str) -> None:
    text = piece * (300_000 // len(piece))

    assert list(citations.groups(text)) == [] or "`" not in piece
    assert isinstance(citations.without(text), str)
    assert isinstance(list(citations.faults(text)), list)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[a " * 60, "more than 50 brackets “[”", id="brackets"),
        pytest.param("[a](" * 60, "more than 50 addresses “](”", id="addresses"),
        pytest.param("<a " * 60, "more than 50 tags “<”", id="tags"),
        pytest.param("1. " * 60, "more than 50 lists", id="lists"),
        pytest.param(" " * 220 + "- a", "more than 50 lists", id="a-list-far-in"),
        pytest.param("> " * 60, "more than 50 lists or quot", id="quotations"),
        pytest.param("a\n---\n" * 220, "220 headings or rules", id="rules"),
        pytest.param("# a\n" * 220, "220 headings or rules", id="headings"),
    ],
)
def test_signs_that_markdown_would_search_the_end_of_for_hours_are_refused(
    text: str, said: str
) -> None:
    crowd = crowd_in(f"Words.\n\n{text}\n\nWords.")

    assert crowd
    assert said in crowd.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[@a] [x](https://example.org/) " * 500, id="closed"),
        pytest.param("p < 0.05 and a <- b\n" * 500, id="less-than"),
        pytest.param("\\[ " * 500, id="plain-signs"),
        pytest.param("\n\n".join(["# A", "---", "[a"] * 300), id="apart"),
        pytest.param("-" * 5000, id="a-long-rule"),
        pytest.param("| a | b |\n|---|---|\n" + "| < 5 | [x |\n" * 49, id="a-table"),
        pytest.param("- a\n" * 500, id="a-long-list"),
        pytest.param("1) a) b) :-) " * 100, id="closing-only"),
    ],
)
def test_signs_that_people_write_are_fine(text: str) -> None:
    assert crowd_in(text) is None


def test_just_below_these_bounds_a_text_becomes_a_page() -> None:
    deepest = "\n".join("    " * depth + "- a" for depth in range(DEEPEST))
    texts = (deepest, "1. " * DEEPEST + "a", "[a " * DEEPEST, "# a\n" * MOST_LINES)

    assert all(str(markup.block(Prose(text))) for text in texts)
    assert not any(map(crowd_in, texts))
