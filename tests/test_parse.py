"""From what was written to what is meant: order, files, sources; and nothing crashes."""

import textwrap
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import yaml_text
from dateline.model import FileRecord, Timeline
from dateline.problems import Mark, Problem
from dateline.source import Fields, Items, Markdown, Node, Source, Text
from dateline.steps.parse import parse

HEAD = "timeline: {title: A timeline}\nsources: {a: {title: A}, b: {title: B}}\n"


def source_of(files: Mapping[str, str]) -> Source:
    """A project in memory; texts of YAML may be indented like the code around them."""
    documents, pages, texts = {}, {}, {}
    for path, text in files.items():
        text = textwrap.dedent(text)
        if path.endswith(".md"):
            pages[path] = Markdown(path, text)
        else:
            texts[path] = text
            fields, problems = yaml_text.read(path, text)
            assert fields is not None, problems
            documents[path] = fields
    return Source(documents, pages, frozenset(), texts)


def timeline_of(events: str, **files: str) -> Timeline:
    """The timeline of a list of events, without a mistake."""
    text = HEAD + "events:\n" + textwrap.dedent(events)
    timeline, problems = parse(source_of({"events.yaml": text} | files))
    assert [p for p in problems if p.severity == "mistake"] == []
    return timeline


def event(name: str, date: str, more: str = "") -> str:
    return f"- {{id: {name}, date: {date}, title: T {name}, sources: [a]{more}}}\n"


def ids(timeline: Timeline) -> list[str]:
    return [event.id for event in timeline.events]


def test_events_stand_in_order_of_time() -> None:
    timeline = timeline_of(
        event("b", "1979") + event("c", "2024") + event("a", "-0043")
    )

    assert ids(timeline) == ["a", "b", "c"]


def test_of_events_that_begin_together_the_vaguer_comes_first() -> None:
    dates = {"day": "1900-01-01", "year": "1900", "century": "19XX", "month": "1900-01"}

    timeline = timeline_of("".join(event(name, date) for name, date in dates.items()))

    assert ids(timeline) == ["century", "year", "month", "day"]


def test_of_events_of_one_date_the_lower_order_comes_first() -> None:
    timeline = timeline_of(
        event("c", "1979", ", order: 2")
        + event("a", "1979", ", order: -1")
        + event("b", "1979")
    )

    assert ids(timeline) == ["a", "b", "c"]


def test_order_does_not_move_an_event_to_another_date() -> None:
    timeline = timeline_of(event("b", "1980", ", order: -9") + event("a", "1979"))

    assert ids(timeline) == ["a", "b"]


def test_of_events_of_one_date_and_order_the_first_written_comes_first() -> None:
    timeline = timeline_of(
        event("a", "1979") + event("b", "1979"),
        **{
            "events/1.yaml": "events:\n" + event("c", "1979"),
            "events/2.yaml": "events:\n" + event("d", "1979"),
        },
    )

    assert ids(timeline) == ["a", "b", "c", "d"]


def test_files_beside_the_main_one_add_to_it() -> None:
    timeline = timeline_of(
        event("a", "1979"),
        **{
            "events/more.yaml": """
                categories: {war: {label: War}}
                sources: {c: {title: C}}
                events:
                  - {id: b, date: 1980, title: B, sources: [c, a], categories: [war]}
            """,
        },
    )

    assert ids(timeline) == ["a", "b"]
    assert list(timeline.sources) == ["a", "b", "c"]
    assert timeline.events[1].sources == ("c", "a")


def test_what_is_cited_and_not_listed_belongs_to_the_sources() -> None:
    (only,) = timeline_of(
        "- {id: x, date: 1979, title: T, sources: [a], summary: 'So [@b, p. 4].'}"
    ).events

    assert only.sources == ("b", "a")


def test_what_the_long_text_cites_belongs_to_the_sources() -> None:
    (only,) = timeline_of(
        event("x", "1979"), **{"content/events/x.md": "It was so [@b]."}
    ).events

    assert only.sources == ("b", "a")
    assert only.body == Markdown("content/events/x.md", "It was so [@b].")


def test_a_source_written_in_its_place_gets_a_key_of_publisher_and_title() -> None:
    timeline = timeline_of(
        """
        - id: x
          date: 1979
          title: T
          sources: [a, {title: On X!, publisher: Press}]
        """
    )

    assert timeline.events[0].sources == ("a", "press-on-x")
    assert timeline.sources["press-on-x"].at == Mark("events.yaml", 8, 16)


def test_the_same_source_written_in_place_twice_is_one() -> None:
    timeline = timeline_of(
        """
        - {id: x, date: 1979, title: T, sources: [{title: C}]}
        - {id: y, date: 1980, title: T, sources: [{title: C}]}
        - {id: z, date: 1981, title: T, sources: [{title: C, author: D}]}
        """
    )

    assert [event.sources for event in timeline.events] == [("c",), ("c",), ("c-2",)]


def test_a_source_in_place_never_takes_an_address_that_is_taken() -> None:
    timeline = timeline_of(
        """
        - {id: x, date: 1979, title: T, sources: [{title: index}]}
        - {id: y, date: 1980, title: T, sources: [{title: Editors}]}
        - {id: z, date: 1981, title: T, sources: [{title: a}, {title: A, note: N}]}
        """
    )

    assert [event.sources for event in timeline.events] == [
        ("index-2",),
        ("editors-2",),
        ("a-2", "a-3"),
    ]


def test_an_id_is_made_from_the_title_and_warned_of() -> None:
    text = HEAD + "events:\n- {date: 1979, title: Été à Téhéran!, sources: [a]}"

    timeline, problems = parse(source_of({"events.yaml": text}))

    assert ids(timeline) == ["ete-a-teheran"]
    assert "id-made" in {problem.rule for problem in problems}


def test_an_original_date_becomes_a_gregorian_one() -> None:
    more = ", original_date: {calendar: julian, date: 1829-01-30}"

    (only,) = timeline_of(event("x", "1829-02-11", more)).events

    assert only.original is not None
    assert only.original.edtf == "1829-02-11"


def test_yaml_takes_no_word_for_a_number_or_a_date() -> None:
    (only,) = timeline_of(
        "- {id: 0044, date: 0044, title: no, sources: [a], actors: [1.10, 12:30, on]}"
    ).events

    assert (only.id, only.record.title) == ("0044", "no")
    assert only.record.actors == ("1.10", "12:30", "on")
    assert only.date.edtf == "0044"


def test_pages_of_content_are_apart_from_long_texts() -> None:
    timeline = timeline_of(
        event("x", "1979"), **{"content/events/x.md": "T", "content/about.md": "# A"}
    )

    assert list(timeline.pages) == ["content/about.md"]


def test_what_has_no_mistake_is_kept_beside_what_has() -> None:
    text = HEAD + "events:\n" + event("x", "yesterday") + event("y", "1979")

    timeline, problems = parse(source_of({"events.yaml": text}))

    assert ids(timeline) == ["y"]
    assert [p.rule for p in problems if p.severity == "mistake"] == ["date-relative"]


def test_a_project_without_any_file_is_an_empty_timeline() -> None:
    timeline, problems = parse(Source())

    assert (timeline.events, problems) == ((), [])


def test_problems_come_sorted_by_place_and_once_each() -> None:
    text = "timeline: {titel: T}\nevents:\n" + event("x", "now", ", order: x") * 2

    _, problems = parse(source_of({"events.yaml": text}))

    assert problems == sorted(set(problems))


NAMES = [
    *("timeline", "categories", "sources", "events", "title", "id", "date", "url"),
    *("summary", "places", "actors", "accounts", "versions", "says", "cite", "rank"),
    *("related", "as", "media", "file", "corrections", "note", "aliases", "importance"),
    *("original_date", "calendar", "lat", "country", "axis", "breaks", "key", "record"),
    *("fragments", "edit_url", "language", "kind", "published", "titel", "é", "a b"),
    *(name for name in FileRecord.model_fields),
]
WORDS = [
    *(
        "",
        "~",
        "a",
        "b",
        "1829",
        "1829-02-11",
        "[@a]",
        "[@zz, p. 1]",
        "@a",
        "yesterday",
    ),
    *("julian", "3", "nan", "-1", "1e999", "https://example.org/", "https://[x/", "IR"),
    *("content/x.png", "preferred", "disputed", "index", "editors", "x" * 120, "en"),
    *("[@a](b)", "`[@a]`", "{file}", "\ue000", "1" * 5000, "10/11/2024", "a_b"),
]


def node_of(value: object, line: int = 1) -> Node:
    """A node as YAML would give it; places matter little here."""
    at = Mark("events.yaml", line, 1)
    if isinstance(value, dict):
        names = dict.fromkeys(value, at)
        return Fields(at, {n: node_of(v, line + 1) for n, v in value.items()}, names)
    if isinstance(value, list):
        return Items(at, tuple(node_of(item, line + 1) for item in value))
    return Text(at, str(value), str(value))


ANYTHING = st.recursive(
    st.sampled_from(WORDS),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(st.sampled_from(NAMES), inside, max_size=5),
    ),
    max_leaves=12,
)
FIELDS = {
    "id": st.sampled_from(["x", "y", "z-1", "X", "a b", "content", "1829"]),
    "date": st.sampled_from(["1829", "1829-02-11", "c. 1450", "now", "[1828..1829]"]),
    "title": st.sampled_from(["T", "", "Été", "سال"]),
    "sources": st.lists(
        st.sampled_from(["a", "b", "zz", {"title": "C"}, {"titel": "C"}, ["a"], ""]),
        max_size=3,
    ),
    "summary": st.sampled_from(["So [@a].", "So [@zz, p. 2]", "@a", "`[@a]`", "So."]),
    "importance": st.sampled_from(["1", "3", "4", "x", "1.5", ["1"]]),
    "original_date": st.fixed_dictionaries(
        {},
        optional={
            "calendar": st.sampled_from(["julian", "persian", "coptic", ["julian"]]),
            "date": st.sampled_from(["1829-01-30", "1829-13", "x", "", ["1829"]]),
        },
    ),
    "accounts": ANYTHING,
    "places": ANYTHING,
    "media": ANYTHING,
    "related": ANYTHING,
    "corrections": ANYTHING,
    "aliases": ANYTHING,
    "titel": st.just("T"),
}
EVENTS = st.fixed_dictionaries({}, optional=FIELDS)
PROJECTS = st.fixed_dictionaries(
    {},
    optional={
        "timeline": st.one_of(
            ANYTHING,
            st.fixed_dictionaries(
                {"title": st.just("T")},
                optional={"axis": ANYTHING, "edit_url": ANYTHING, "language": ANYTHING},
            ),
        ),
        "sources": st.one_of(ANYTHING, st.just({"a": {"title": "A"}, "b": {}})),
        "categories": ANYTHING,
        "events": st.one_of(
            ANYTHING, st.lists(st.one_of(EVENTS, ANYTHING), max_size=3)
        ),
        "titles": ANYTHING,
    },
)


def said_of(problems: Iterable[Problem]) -> str:
    return " ".join(f"{problem.text} {problem.hint}" for problem in problems)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(PROJECTS, st.text(alphabet="ab @[](){}`~,;.\n", max_size=30))
def test_whatever_is_written_is_understood_or_refused(
    written: dict[str, object], page: str
) -> None:
    node = node_of(written)
    assert isinstance(node, Fields)
    pages = {
        "content/about.md": Markdown("content/about.md", page),
        "content/events/x.md": Markdown("content/events/x.md", page),
    }

    timeline, problems = parse(
        Source(
            {"events.yaml": node}, pages, frozenset({"content/x"}), {"events.yaml": ""}
        )
    )

    assert all(problem.text and problem.hint for problem in problems)
    assert "None" not in said_of(problems)
    assert len(timeline.events) <= 3


@pytest.mark.parametrize("name", ["key", "record"])
def test_a_field_of_a_source_in_place_may_be_called_anything(name: str) -> None:
    text = f"{HEAD}events:\n- {{id: x, date: 1979, title: T, sources: [{{{name}: C}}]}}"

    _, problems = parse(source_of({"events.yaml": text}))

    assert f"a source has no field “{name}”" in said_of(problems)


def test_what_one_file_hides_is_not_missed_in_another() -> None:
    source = source_of({"events.yaml": HEAD + "events:\n" + event("x", "1979")})
    unread = replace(source, texts={**source.texts, "events/more.yaml": "sources: ["})

    _, problems = parse(unread)

    assert problems == []


def test_capitals_alone_do_not_tell_two_pages_or_files_apart() -> None:
    pages = {
        path: Markdown(path, "# T") for path in ("content/About.md", "content/about.md")
    }
    source = source_of({"events.yaml": HEAD + "events:\n" + event("x", "1979")})
    media = frozenset({"content/media/a.jpg", "content/media/A.jpg"})

    _, problems = parse(replace(source, pages=pages, media=media))

    assert [str(problem).split("\n")[0] for problem in problems[:2]] == [
        "content/about.md: this page and content/About.md would have one address "
        "on many computers",
        "content/media/a.jpg: this file would have the same address as "
        "content/media/A.jpg",
    ]
