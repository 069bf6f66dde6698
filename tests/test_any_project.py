"""Any project that an editor could write: it becomes a site, or its mistakes are said."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import yaml_text
from dateline.model import Timeline
from dateline.problems import Problem
from dateline.source import Markdown, Source
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import render

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
KEYS = ("a", "book", "paper-2")
IDS = ("one", "two", "ünïon", "четыре", "x-1", "rivers", "sources")
LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cn", "Cs", "Co", "Zl", "Zp"]),
    min_size=1,
    max_size=25,
).filter(str.strip)


def mostly(good: list[str], bad: list[str]) -> st.SearchStrategy[str]:
    """What may stand there; seldom what may not, or no project would be without."""
    return st.sampled_from(good * (1 + 40 // len(good)) + bad)


PIECES = mostly(
    [
        *("So it was ", "[@a]", "[@book, p. 2]", "[see @a; @paper-2]"),
        *("**so**", "_it_", "\n\n", "\n- one\n- two\n", "| a | b |\n|---|---|\n| c |"),
        *("<b>x</b>", "<script>x</script>", "[x](about.md)", "![x](media/x.png)"),
        *("[^1]", "\n[^1]: note\n", "# Head\n", "\\@", "&amp;", "«", "؟", "\u200f"),
    ],
    ["[@nobody]", "[@", "`[@a]`"],
)
PROSE = st.one_of(st.just("So it was [@a]."), st.lists(PIECES, max_size=6).map("".join))
DATES = mostly(
    [
        *("1829", "1829-02-11", "1829-02~", "182X", "18XX?", "-0043-03-15", "1829?"),
        *("2022-02-24T05:00+02:00", "2022-10/2023-02", "2022-02/..", "../1979"),
        *("[1828..1829]", "[1828,1830]", "2022-21", "Y-13800000000", "Y170000002"),
        *("c. 1450", "44 BCE", "spring 1968", "11 February 1829", "19th century"),
        *("0001", "9999-12-31"),
    ],
    ["1829-02-30", "10/11/2024", "yesterday", "182X-21"],
)


def some(**fields: st.SearchStrategy[object]) -> dict[str, st.SearchStrategy[object]]:
    return fields


SOURCES = st.fixed_dictionaries(
    some(title=LINE),
    optional=some(
        publisher=LINE,
        author=LINE,
        url=mostly(
            ["https://example.org/a", "https://пример.example/x?y#z"], ["ftp://x", "x"]
        ),
        archived=st.just("https://archive.example/20200102030405/https://x.example"),
        kind=mostly(["news", "book", "official"], ["nonsense"]),
        language=mostly(["en", "ru", "fa"], ["zz-Zzzz", "-"]),
        published=mostly(["2002", "2010-05~", "199X"], ["2027"]),
        accessed=st.just("2026-11-22"),
        note=PROSE,
    ),
)
PLACES = st.one_of(
    LINE,
    st.fixed_dictionaries(
        some(name=LINE),
        optional=some(
            country=mostly(["IR", "RU"], ["XX"]),
            lat=st.floats(-90.05, 90).map(lambda n: f"{n:.3f}"),
            lon=st.floats(-180, 180).map(lambda n: f"{n:.3f}"),
        ),
    ),
)
VERSIONS = st.fixed_dictionaries(
    some(says=PROSE, cite=mostly(["[@a]", "[@book, 3]"], ["a", "[@nobody]"])),
    optional=some(rank=mostly(["preferred"], ["first"]), reason=PROSE),
)
EVENTS = st.fixed_dictionaries(
    some(
        date=DATES,
        title=LINE,
        sources=st.lists(
            st.one_of(st.sampled_from(KEYS), st.sampled_from(KEYS), SOURCES),
            min_size=1,
            max_size=3,
            unique_by=str,
        ),
    ),
    optional=some(
        id=st.sampled_from(IDS),
        summary=PROSE,
        categories=st.lists(st.sampled_from(["war", "peace"]), unique=True),
        status=mostly(["established", "reported"], ["disputed", "alleged", "so"]),
        status_reason=PROSE,
        claimed_by=st.lists(LINE, max_size=2),
        importance=mostly(["1", "2", "3"], ["4"]),
        places=st.lists(PLACES, max_size=2),
        actors=st.lists(LINE, max_size=3, unique=True),
        accounts=st.lists(
            st.fixed_dictionaries(
                some(about=LINE, versions=st.lists(VERSIONS, min_size=2, max_size=2))
            ),
            max_size=2,
        ),
        media=st.lists(
            st.fixed_dictionaries(
                some(file=st.just("content/media/x.png"), alt=LINE),
                optional=some(caption=PROSE, credit=LINE),
            ),
            max_size=1,
        ),
        corrections=st.lists(
            st.fixed_dictionaries(some(date=st.just("2026-12-01"), note=PROSE)),
            max_size=1,
        ),
        aliases=st.lists(st.sampled_from(["old", "älter"]), max_size=1),
        gap_note=PROSE,
        original_date=st.fixed_dictionaries(
            some(
                calendar=mostly(["julian"], ["persian", "islamic"]),
                date=mostly(["1829-01-30"], ["1357-11-22", "0900-13"]),
            )
        ),
    ),
)
INFO = st.fixed_dictionaries(
    some(title=LINE, language=st.sampled_from(["en", "fa", "ru", "ar"])),
    optional=some(
        subtitle=LINE,
        base_url=st.just("https://example.org/t/"),
        calendars=st.lists(st.sampled_from(["julian", "persian"]), unique=True),
        license=mostly(["CC-BY-4.0"], ["mine"]),
        edit_url=st.just("https://example.org/{file}#L{line}"),
    ),
)
PROJECTS = st.fixed_dictionaries(
    some(
        timeline=INFO,
        categories=st.just({"war": {"label": "War"}, "peace": {"label": "Peace"}}),
        sources=st.fixed_dictionaries(dict.fromkeys(KEYS, SOURCES)),
        events=st.lists(EVENTS, max_size=3),
    )
)


def read(project: object, text: str) -> tuple[Timeline, list[Problem]]:
    """What a project is read as, with one text in all the places for long ones."""
    written = json.dumps(project, ensure_ascii=False, indent=1)
    fields, wrong = yaml_text.read("events.yaml", written)
    assert fields is not None
    names = ("content/index.md", "content/about.md")
    pages = {name: Markdown(name, text) for name in names}
    media = frozenset({"content/media/x.png"})
    source = Source({"events.yaml": fields}, pages, media, {"events.yaml": written})
    timeline, found = parse(source)
    return timeline, [*wrong, *found]


@settings(derandomize=True, max_examples=60, deadline=None, database=None)
@given(PROJECTS, PROSE)
def test_a_project_has_mistakes_or_becomes_a_site(project: object, text: str) -> None:
    timeline, problems = read(project, text)

    assert all(each.text and each.hint for each in problems)
    if not any(each.severity == "mistake" for each in problems):
        made = render(place(timeline), [TEMPLATES]).made
        pages = {f"events/{event.id}.html" for event in timeline.events}
        assert {"index.html", "evidence.html", "events.json", *pages} <= made.keys()
