"""`build.py import` and `export`: timelines come and go, and what is lost is named."""

import csv
import functools
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Outcome, run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from dateline import citations, dates
from dateline.commands import main
from dateline.composing.known import Known
from dateline.exchange import (
    FORMATS,
    cells,
    encodings,
    hypertext,
    module,
    moments,
    plain,
    recognising,
)
from dateline.exchange.arrivals import Arrivals
from dateline.exchange.settling import settled
from dateline.markup import block
from dateline.model import Timeline
from dateline.pages import Prose
from dateline.problems import Problem
from dateline.source import Source
from dateline.steps.load import load
from dateline.steps.parse import parse

Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]

CASES = ROOT / "tests" / "cases" / "exchange"
TIMELINEJS = ROOT / "tests" / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
OURS = """\
timeline:
  title: Ours
categories:
  war: {label: Wars and peace}
sources:
  book: {title: A book, url: https://example.org/book}
events:
  - id: first
    date: 1900
    title: First
    sources: [book]
    places: [Münster]
"""
SHEET = "Year,Month,Day,Headline,Text\n"
quick = settings(derandomize=True, max_examples=60, deadline=None, database=None)


def read(name: str, text: str, kind: str = "") -> Arrivals:
    """What a text says to the reader of its form."""
    found = kind or recognising.format_of(name, text)
    assert found is not None
    arrivals: Arrivals = module(found).read(text, name, "en")
    return arrivals


def arrived(arrivals: Arrivals) -> Timeline:
    """What arrives, settled in an empty project and read again."""
    assert arrivals.problems == []
    known = Known(Source(), Timeline(parse(Source())[0].info))
    text = settled(arrivals, known, "a test").text
    return timeline_of("timeline: {title: T, language: en}\n" + text)


def timeline_of(text: str) -> Timeline:
    """A file's timeline; it must have no mistake."""
    from dateline import yaml_text

    fields, wrong = yaml_text.read("events.yaml", text)
    assert fields is not None
    timeline, found = parse(
        Source({"events.yaml": fields}, texts={"events.yaml": text})
    )
    assert [p for p in (*wrong, *found) if p.severity == "mistake"] == []
    return timeline


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str]) -> Build:
    """Runs the command in this process: `build(folder, "import", …)`."""

    def command(folder: Path, *words: str) -> Outcome:
        capsys.readouterr()
        try:
            code = main([*words, "--project", str(folder)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Outcome(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="module")
def real() -> Timeline:
    source, _ = load(ROOT)
    return parse(source)[0]


# What is brought in


@pytest.mark.parametrize(
    "name",
    sorted(
        p.name
        for p in CASES.iterdir()
        if "." in p.name and p.suffix != ".yaml" and p.suffix != ".txt"
    ),
)
def test_a_timeline_of_elsewhere_becomes_a_file_of_ours(
    project: Project, build: Build, name: str, update: bool
) -> None:
    folder = project({"events.yaml": OURS})

    done = build(folder, "import", str(CASES / name))
    checked = build(folder, "check", "--format", "json")

    made = folder / "events" / f"imported-{Path(name).stem}.yaml"
    said = done.out.replace(str(CASES / name), name)
    if update:
        (CASES / f"{name}.txt").write_text(said, encoding="utf-8")
        (CASES / f"{name}.yaml").write_bytes(made.read_bytes())
    rules = {problem["rule"] for problem in json.loads(checked.out)}
    assert (done.code, done.err, checked.code) == (0, "", 0)
    assert rules <= {"no-source-yet", "uncited"}
    assert said == (CASES / f"{name}.txt").read_text(encoding="utf-8")
    assert made.read_text(encoding="utf-8") == (CASES / f"{name}.yaml").read_text(
        "utf-8"
    )


def test_every_expected_file_has_its_timeline() -> None:
    expected = {p.name for p in CASES.iterdir() if p.suffix in (".yaml", ".txt")}
    inputs = {p.name for p in CASES.iterdir()} - expected

    assert expected == {f"{n}{end}" for n in inputs for end in (".yaml", ".txt")}


def test_nothing_that_is_there_is_written_over(project: Project, build: Build) -> None:
    files = {"events.yaml": OURS, "events/Imported-Moon.yaml": "events: []\n"}
    folder = project(files)

    build(folder, "import", str(CASES / "moon.mw"))
    build(folder, "import", str(CASES / "moon.mw"), "--again")

    names = sorted(path.name for path in (folder / "events").iterdir())
    assert names == [
        "Imported-Moon.yaml",
        "imported-moon-2.yaml",
        "imported-moon-3.yaml",
    ]
    assert (folder / "events.yaml").read_text("utf-8") == OURS
    assert (folder / "events/Imported-Moon.yaml").read_text() == "events: []\n"
    assert build(folder, "check").code == 0


def test_a_timeline_that_is_here_already_does_not_come_twice_unasked(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": OURS})
    build(folder, "import", str(CASES / "moon.mw"))

    twice = build(folder, "import", str(CASES / "moon.mw"))

    assert twice.code == 2
    assert "is here already, by date and title" in twice.err
    assert "--again" in twice.err
    assert not (folder / "events/imported-moon-2.yaml").exists()


def test_events_that_are_here_already_are_named(project: Project, build: Build) -> None:
    folder = project({"events.yaml": OURS})
    table = "date,title\n1900,First\n1955,Something new\n"
    (folder / "more.csv").write_text(table, encoding="utf-8")

    done = build(folder, "import", str(folder / "more.csv"))

    assert done.code == 0
    assert "now twice; keep one of each:\n  first (events.yaml:" in done.out


def test_a_source_that_comes_along_can_be_cited_at_once(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": OURS})
    table = "date,title,sources\n1955,One,A long book\n1956,Other,A long book\n"
    (folder / "more.csv").write_text(table, encoding="utf-8")
    build(folder, "import", str(folder / "more.csv"))
    path = folder / "events" / "imported-more.yaml"
    made = path.read_text("utf-8")
    assert made.count("title: A long book") == 1

    path.write_text(
        made.replace("title: One\n", 'title: One\n    summary: "So [@long-book]."\n'),
        encoding="utf-8",
    )

    assert build(folder, "check").code == 0


def test_a_link_to_a_page_of_the_other_site_becomes_words_and_a_note(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": OURS})
    (folder / "more.mw").write_text(
        "1957: Sputnik\nid: sputnik\n"
        'It beeps ![loudly](a.png) [here](pages/x.html "t"), [beeps](half\n'
        "1969: Moon\nAfter [Sputnik](events/sputnik.html), see [all](/all).\n",
        encoding="utf-8",
    )

    done = build(folder, "import", str(folder / "more.mw"))

    made = (folder / "events" / "imported-more.yaml").read_text("utf-8")
    assert "summary: It beeps loudly here, [beeps](half\n" in made
    assert "Link: a.png\n      Link: pages/x.html\n" in made
    assert "After [Sputnik](events/sputnik.html), see [all](/all)." in made
    assert "a link to a page of the other site is in the note: 1\n" in done.out
    assert build(folder, "check").code == 0


def test_an_empty_folder_becomes_a_timeline_that_builds(
    project: Project, build: Build
) -> None:
    folder = project({"readme.txt": ""})

    done = build(folder, "import", str(CASES / "olympia.json"))
    built = build(folder)

    assert (done.code, built.code) == (0, 0)
    assert "The timeline is called “Games & years”; to change that: " in done.out
    assert done.out.endswith(f"\nNext: python build.py --project {folder}\n")
    assert (folder / "events.yaml").read_text("utf-8") == (
        "timeline:\n  title: Games & years\n  subtitle: From Olympia to Athens.\n"
    )
    page = (folder / "site" / "index.html").read_text("utf-8")
    assert page.count("No source yet") == 5
    weak = (folder / "site" / "evidence.html").read_text("utf-8")
    assert "Events without a source" in weak


def test_a_timeline_without_a_title_is_called_what_its_file_is_called(
    project: Project, build: Build
) -> None:
    folder = project({"old list.csv": "date,title\n1900,First\n"})

    done = build(folder, "import", str(folder / "old list.csv"))

    assert "The timeline is called “old list”; to change that: " in done.out


@pytest.mark.parametrize(
    ("written", "meant"),
    [("CSV", "csv"), ("Markwhen", "markwhen"), ("iCalendar", "ical"), ("ICS", "ical")],
)
def test_the_name_of_a_form_may_be_written_as_people_write_it(
    project: Project, build: Build, written: str, meant: str
) -> None:
    folder = project({"events.yaml": OURS.replace("1900", "1900-05-01")})

    ours = build(folder, "export", "--to", meant)
    done = build(folder, "export", "--to", written)

    assert (done.code, done.out) == (0, ours.out)


def test_an_event_without_a_source_is_a_warning_and_a_mistake_when_strict(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": OURS.replace("[book]", "[none-yet]")})

    lenient, strict = build(folder, "check"), build(folder, "check", "--strict")

    assert (lenient.code, strict.code) == (0, 1)
    assert "warning: this event has no source yet" in lenient.out


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        pytest.param("[none-yet]", "this event has no source yet", id="none"),
        pytest.param("[none-yet, book]", "the event has a source", id="beside-one"),
        pytest.param(
            "[none-yet]\n    summary: So it was [@book].",
            "the event has a source",
            id="beside-a-citation",
        ),
    ],
)
def test_that_there_is_no_source_is_said_as_long_as_it_is_true(
    project: Project, build: Build, sources: str, words: str
) -> None:
    folder = project({"events.yaml": OURS.replace("[book]", sources)})

    checked = build(folder, "check")

    assert checked.out.count("none-yet") >= 1
    assert words in checked.out


def test_what_the_project_knows_is_used_again(project: Project, build: Build) -> None:
    folder = project({"events.yaml": OURS})
    table = (
        "id,date,title,categories,places,sources\n"
        "first,1901,Second,wars AND peace,MÜNSTER,https://example.org/book\n"
    )
    (folder / "more.csv").write_text(table, encoding="utf-8")

    done = build(folder, "import", str(folder / "more.csv"))

    made = (folder / "events" / "imported-more.yaml").read_text("utf-8")
    assert done.code == 0
    assert "id: first-2\n" in made
    assert "categories: [war]" in made
    assert "places: [Münster]" in made
    assert "sources: [book]" in made
    assert "an id was taken, or could be none, and is another now: 1" in done.out


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        pytest.param("utf-8", "", id="utf-8"),
        pytest.param("utf-8-sig", "", id="utf-8-with-its-mark"),
        pytest.param("utf-16", "", id="utf-16-with-its-mark"),
        pytest.param("utf-16-le", "", id="utf-16-without-a-mark"),
        pytest.param("cp1251", "Read as Windows-1251", id="windows-1251"),
    ],
)
def test_letters_come_through_in_every_encoding(
    project: Project, build: Build, encoding: str, words: str
) -> None:
    folder = project({"events.yaml": OURS})
    text = SHEET + "1812,9,7,Бородинское сражение,Под Москвой\n"
    (folder / "a.csv").write_bytes(text.encode(encoding))

    done = build(folder, "import", str(folder / "a.csv"))

    made = (folder / "events" / "imported-a.yaml").read_text("utf-8")
    assert "title: Бородинское сражение" in made
    assert done.out.startswith(words)


def test_western_letters_of_windows_are_taken_for_what_they_are() -> None:
    found = encodings.decoded(
        "Year,Headline\n1648,Münster & Osnabrück\n".encode("cp1252"), "a"
    )

    assert found == encodings.Decoded(
        "Year,Headline\n1648,Münster & Osnabrück\n", "Windows-1252", is_guess=True
    )


# Mistakes in what is brought in


MISTAKES = {
    "empty": ("a.csv", "", "a.csv: this file is empty"),
    "header-alone": ("a.csv", SHEET, "a.csv: no event stands in this file"),
    "no-date": ("a.csv", SHEET + ",,,Then,\n", "a.csv:2:1: this slide has no year"),
    "year-zero": ("a.csv", SHEET + "0,,,Then,\n", "a.csv:2:1: there is no year 0"),
    "no-such-day": (
        "a.csv",
        SHEET + "1815,2,31,Then,\n",
        "a.csv:2:8: “1815-02-31” is not a day: February 1815 has 28 days",
    ),
    "no-such-month": ("a.csv", SHEET + "1815,13,,Then,\n", "a.csv:2:1: “1815-13”"),
    "day-without-month": (
        "a.csv",
        SHEET + "1815,,3,Then,\n",
        "a.csv:2:7: this date has a day and no month",
    ),
    "words-for-a-year": (
        "a.csv",
        SHEET + "long ago,,,Then,\n",
        "a.csv:2:1: “longago” is not a year",
    ),
    "no-words": (
        "a.csv",
        SHEET + "1815,,,,\n",
        "a.csv:2:8: this slide has no headline",
    ),
    "open-quote": (
        "a.csv",
        SHEET + '1815,,,"Then,\n1816,,,Now,\n',
        "a.csv:2:8: the quotation mark that begins this cell is not closed",
    ),
    "missing-column": (
        "a.csv",
        "Yaer,Month,Headline\n1815,6,Then\n",
        "a.csv:1:1: the first row has no column “date”",
    ),
    "column-twice": (
        "a.csv",
        "Year,Year,Headline\n1815,6,Then\n",
        "a.csv:1:6: the column “Year” is there twice",
    ),
    "two-ways-to-read-a-day": (
        "a.csv",
        "date,title\n03/04/1815,Then\n",
        "a.csv:2:1: “03/04/1815” can be read",
    ),
    "ends-before-it-begins": (
        "a.csv",
        "date,end,title\n1815,1814,Then\n",
        "a.csv:2:6: “1815/1814” ends before it begins",
    ),
    "not-json": ("a.json", '{"events": [}', "a.json:1:13: this is not JSON"),
    "other-json": ("a.json", '{"rows": []}', "a.json:1:1: this JSON has no “events”"),
    "json-list": ("a.json", "[1]", "a.json:1:1: this JSON has no “events”"),
    "old-json": ("a.json", '{"timeline": {"date": []}}', "the JSON of TimelineJS 2"),
    "deep-json": ("a.json", '{"events":' + "[" * 9999, "a.json: this JSON is nested"),
    "events-no-list": (
        "a.json",
        '{"events": 3}',
        "a.json:1:12: “events” is not a list",
    ),
    "json-event-of-words": (
        "a.json",
        '{"events": [\n "x"]}',
        "a.json:2:2: an item of “events” is written in braces",
    ),
    "json-no-such-day": (
        "a.json",
        '{"events": [{"text": {"headline": "A"},\n'
        '"start_date": {"year": 1815, "month": 2, "day": 31}}]}',
        "a.json:2:49: “1815-02-31” is not a day: February 1815 has 28 days",
    ),
    "json-without-a-date": (
        "a.json",
        '{"events": [\n{"text": {"headline": "A"}}]}',
        "a.json:2:1: this slide has no year",
    ),
    "markwhen-counts-from-another": (
        "a.mw",
        "1815: Then\n3 days: After it\n",
        "a.mw:2:1: “3 days” counts from another event, or from today",
    ),
    "markwhen-clock": ("a.mw", "1815: A\n10:30: B\n", "a.mw:2:1: “10” counts from"),
    "markwhen-from-now": (
        "a.mw",
        "now / 2030: Then\n",
        "a.mw:1:1: “now / 2030” counts",
    ),
    "markwhen-no-such-day": (
        "a.mw",
        "title: A\n\n1815-02-31: Then\n",
        "a.mw:3:1: “1815-02-31” is not a day: February 1815 has 28 days",
    ),
    "markwhen-without-title": ("a.mw", "1815:\n", "a.mw:1:1: this event has no title"),
    "markwhen-words": (
        "a.mw",
        "title: A\nSome words.\n1815: Then\n",
        "a.mw:2:1: “Some words.” is no event, no heading and no line of the header",
    ),
    "calendar-cut-off": (
        "a.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
        "a.ics:2:1: this calendar ends before its last event does",
    ),
    "calendar-no-such-day": (
        "a.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nDTSTART:20220230\nEND:VEVENT\n"
        "END:VCALENDAR\n",
        "a.ics:2:1: “20220230” in DTSTART is not a date that there is",
    ),
    "calendar-words": (
        "a.ics",
        "BEGIN:VCALENDAR\nsome words\nEND:VCALENDAR\n",
        "a.ics:2:1: “some words” is no line of iCalendar",
    ),
    "calendar-without-date": (
        "a.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nEND:VEVENT\nEND:VCALENDAR\n",
        "a.ics:2:1: this event has no DTSTART, so no date",
    ),
    "zero-byte": (
        "a.csv",
        "Year,Headline\n1815,\0\n",
        "a.csv:2:6: an invisible character",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_what_is_brought_is_said_at_its_place_and_nothing_is_written(
    project: Project, build: Build, name: str
) -> None:
    file, text, words = MISTAKES[name]
    folder = project({"events.yaml": OURS, f"in/{file}": text.encode()})

    done = build(folder, "import", str(folder / "in" / file))

    said = done.err.replace(f"{folder / 'in'}/", "")
    assert words in said
    assert said.endswith("Nothing was written.\n")
    assert (done.code, done.out) == (1, "")
    assert not (folder / "events").exists()


def test_all_mistakes_of_a_file_are_said_at_once() -> None:
    found = read("a.csv", SHEET + "0,,,A,\n1815,2,31,B,\n,,,C,\n1815,6,18,D,\n")

    assert [problem.at.line for problem in found.problems] == [2, 3, 4]


def test_what_cannot_be_decoded_is_asked_about(project: Project, build: Build) -> None:
    folder = project(
        {"events.yaml": OURS, "a.csv": b"date,title\n1815,\xe4\xf6\xe4 \xfc\xdf\n"}
    )

    asked = build(folder, "import", str(folder / "a.csv"))
    told = build(folder, "import", str(folder / "a.csv"), "--encoding", "cp1252")

    assert asked.code == 1
    assert "--encoding windows-1252" in asked.err
    assert told.code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["nowhere.csv"], "There is no file", id="no-file"),
        pytest.param(["{here}"], "There is no file", id="a-folder"),
        pytest.param(
            ["{here}/events.yaml"], "in no form that I know", id="unknown-form"
        ),
        pytest.param(
            ["x", "--from", "word"],
            "“word” is no form that I know. Write one of timelinejs-csv, ",
            id="no-such-format",
        ),
        pytest.param(
            ["x", "--from", "Timline JS"],
            "“Timline JS” is no form that I know. Did you mean “timelinejs”?",
            id="a-format-misspelt",
        ),
        pytest.param(
            ["{here}/events.yaml", "--encoding", "x"],
            "is no encoding",
            id="no-such-encoding",
        ),
        pytest.param(
            ["{here}/events.yaml", "--encoding", "hex"],
            "is no encoding",
            id="no-text-encoding",
        ),
    ],
)
def test_wrong_use_ends_with_two(
    project: Project, build: Build, words: list[str], said: str
) -> None:
    folder = project({"events.yaml": "timeline: {title: A}\nevents: []\n"})

    done = build(folder, "import", *(word.format(here=folder) for word in words))

    assert done.code == 2
    assert said in done.err


def test_a_timeline_that_cannot_be_read_is_not_added_to(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": "timeline: [\n"})

    done = build(folder, "import", str(CASES / "moon.mw"))

    assert done.code == 1
    assert "Nothing was written: events.yaml cannot be read." in done.err
    assert not (folder / "events").exists()


def test_a_disk_that_refuses_ends_with_three(project: Project, build: Build) -> None:
    folder = project({"events.yaml": OURS, "events": b"a file, not a folder"})

    done = build(folder, "import", str(CASES / "moon.mw"))

    assert done.code == 3
    assert "Nothing was written." in done.err


# What is given away


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_form_cannot_say_is_named_once_a_kind(
    build: Build, tmp_path: Path, name: str
) -> None:
    done = build(ROOT, "export", "--to", name, str(tmp_path / "out"))

    lines = [line.partition(": ")[0] for line in done.err.splitlines()[1:]]
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("This form has no place for:\n")
    assert len(lines) == len(set(lines))
    assert "  accounts that differ" in lines


def test_without_a_file_the_output_is_the_export(build: Build, tmp_path: Path) -> None:
    build(ROOT, "export", "--to", "markwhen", str(tmp_path / "out"))

    done = run("export", "--to", "markwhen")

    assert done.out == (tmp_path / "out").read_text("utf-8")


@pytest.mark.parametrize("name", ["events.yaml", "content/about.md", "content"])
def test_an_export_never_replaces_what_the_timeline_is_made_from(
    project: Project, build: Build, name: str
) -> None:
    folder = project({"events.yaml": OURS, "content/about.md": "About.\n"})

    done = build(folder, "export", "--to", "csv", str(folder / name))

    assert done.code == 2
    assert (folder / "events.yaml").read_text("utf-8") == OURS
    assert (folder / "content/about.md").read_text() == "About.\n"


def test_a_timeline_with_mistakes_is_not_given_away(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": OURS.replace("date: 1900", "date: 1900-02-31")})

    done = build(folder, "export", "--to", "csv", str(folder / "out.csv"))

    assert done.code == 1
    assert done.err.endswith("1 mistake. Nothing was written.\n")
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        pytest.param('=HYPERLINK("x")', '\'=HYPERLINK("x")', id="equals"),
        pytest.param("+1 more", "'+1 more", id="plus"),
        pytest.param("-1+2", "'-1+2", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\tx", "'\tx", id="tab"),
        pytest.param("\rx", "'\rx", id="return"),
        pytest.param("'=x", "''=x", id="quoted-already"),
        pytest.param("-44", "-44", id="a-number-is-no-formula"),
        pytest.param("1815-06-18", "1815-06-18", id="a-date-is-no-formula"),
    ],
)
def test_no_cell_is_a_formula(cell: str, safe: str) -> None:
    written = cells.written([["a", cell]])

    assert next(csv.reader(io.StringIO(written, newline=""))) == ["a", safe]


@quick
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\r\0")), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=4,
    )
)
@example([["a", "=1", "'=1", "''=1"]])
@example([["a;b", 'say ""', "two\nlines", " x "]])
def test_cells_come_back_as_they_went(table: list[list[str]]) -> None:
    table = [
        ["head", "of"],
        *([" ".join(cell.split(" ")).strip() for cell in row] for row in table),
    ]

    text = cells.written(table).replace("\r\n", "\n")
    found, problems = cells.rows(text, "a.csv")

    said = [[cell.text for cell in row] for row in found]
    assert problems == []
    assert said == [row for row in table if any(row)]


@quick
@given(st.text(max_size=200), st.sampled_from(cells.SEPARATORS))
def test_any_text_is_a_table_or_says_where_it_is_none(text: str, sign: str) -> None:
    text = f"a{sign}b\n" + text.replace("\r", "\n")

    found, problems = cells.rows(text, "a.csv")

    lines = text.split("\n")
    for cell in (cell for row in found for cell in row):
        line = lines[cell.at.line - 1]
        assert 1 <= cell.at.column <= len(line) + 1
    assert len(problems) <= 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1815: A\n" + "1 d " * 300, id="amounts"),
        pytest.param("1815: A\n" + "3 days, " * 300 + "x", id="amounts-with-commas"),
        pytest.param("1815: A\n" + " " * 20_000, id="spaces"),
        pytest.param("1815: A\n" + "1815/" * 300, id="sides"),
        pytest.param(SHEET + "1815,,,A," + "<a href='x" * 20_000, id="open-tags"),
        pytest.param(SHEET + '1815,,,"' + "a" * 900_000, id="open-quote"),
        pytest.param(
            '{"events":' + '[{"a":' * 400 + "1" + "}]" * 400 + "}", id="nested"
        ),
    ],
)
def test_no_file_can_keep_us_busy(text: str) -> None:
    found = read("a", text)

    assert found.events or found.problems


# There and back


@pytest.mark.parametrize(
    "name",
    [name for name in FORMATS if name != "ical"],
)
def test_the_real_timeline_comes_back_with_its_dates_and_titles(
    real: Timeline, name: str
) -> None:
    departure = module(name).write(real)

    back = arrived(
        read("out", departure.text.removeprefix("\ufeff").replace("\r\n", "\n"), name)
    )

    ours = [(e.date.edtf, e.record.title, e.record.status) for e in real.events]
    theirs = [(e.date.edtf, e.record.title, e.record.status) for e in back.events]
    assert len(back.events) == 45
    assert Counter(theirs) == Counter(ours)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "ical"])
def test_no_source_of_the_real_timeline_is_lost(real: Timeline, name: str) -> None:
    text = module(name).write(real).text.removeprefix("\ufeff").replace("\r\n", "\n")

    back = arrived(read("out", text, name))

    def named(timeline: Timeline) -> list[set[str]]:
        return [
            {
                (timeline.sources[key].record.url or timeline.sources[key].record.title)
                for key in e.sources
            }
            for e in sorted(timeline.events, key=lambda e: e.record.title)
        ]

    assert named(back) == named(real)


def test_a_calendar_brings_back_what_is_known_to_the_day(real: Timeline) -> None:
    departure = module("ical").write(real)

    back = arrived(read("out.ics", departure.text.replace("\r\n", "\n")))

    known = {e.record.title for e in real.events if dates.known_days(e.date)}
    titles = {
        re.sub(r"^(?:Disputed|Alleged|Reported): ", "", e.record.title)
        for e in back.events
    }
    assert titles == known
    assert departure.lost[
        "events whose day is not known, or lies before the year 1"
    ] == (45 - len(known))


DATES = [
    *("1815", "1815-06", "1815-06-18", "1804-12-02T14:30", "1796/1797", "0476-09-04"),
    *(
        "1812-06/1812-12",
        "-0043",
        "-0043-03-15",
        "-0799/-0479",
        "0000",
        "Y-13799999999",
    ),
    *("1450~", "1829?", "182X", "1968-21", "2022-02/..", "../1979", "[1828..1829]"),
    *("1914~/1918", "1829-02-XX", "Y20000"),
]


@pytest.mark.parametrize("name", ["timelinejs", "timelinejs-csv", "csv", "markwhen"])
@pytest.mark.parametrize("written", DATES)
def test_a_date_comes_back_or_its_loss_is_named(name: str, written: str) -> None:
    ours = timeline_of(
        f'timeline: {{title: T}}\nevents:\n  - {{id: a, date: "{written}", '
        "title: A, sources: [{title: S}]}\n"
    )
    departure = module(name).write(ours)

    text = departure.text.removeprefix("\ufeff").replace("\r\n", "\n")
    back = arrived(read("out", text, name)).events[0].date

    span = ours.events[0].date
    is_named = any("dates" in words or "zones" in words for words in +departure.lost)
    assert back.edtf == span.edtf or is_named
    assert _overlap(back, span)


@pytest.mark.parametrize("name", ["timelinejs", "timelinejs-csv"])
def test_a_time_zone_is_named_as_lost_and_the_clock_stays(name: str) -> None:
    ours = timeline_of(
        "timeline: {title: T}\nevents:\n  - {id: a, date: 2022-02-24T05:00+02:00, "
        "title: A, sources: [{title: S}]}\n"
    )
    departure = module(name).write(ours)

    text = departure.text.replace("\r\n", "\n")
    back = arrived(read("out", text, name)).events[0].date

    assert back.edtf == "2022-02-24T05:00"
    assert departure.lost["time zones"] == 1


def _overlap(one: dates.Span, other: dates.Span) -> bool:
    start, end = one.earliest, one.latest
    is_before = end is not None and other.earliest is not None and end < other.earliest
    is_after = start is not None and other.latest is not None and other.latest < start
    return not (is_before or is_after)


years = st.integers(-9998, 9999).filter(bool)


@quick
@given(years, st.integers(0, 12), st.integers(0, 31), st.sampled_from(["", "14:30"]))
def test_the_numbers_of_timelinejs_are_read_as_they_are_written(
    year: int, month: int, day: int, time: str
) -> None:
    parts = {"year": str(year), "month": str(month or ""), "day": str(day or "")}
    made = moments.edtf(parts, time)
    read_again = dates.read(made) if isinstance(made, str) else None

    if isinstance(read_again, dates.Span):
        found = moments.numbers(read_again)
        assert found.first == tuple(n for n in (year, month, day) if n)
        assert found.time == time


@quick
@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"]),
        min_size=1,
        max_size=80,
    )
)
@example("[@someone] and @other: *not* _this_ <b>or</b> &amp; `that` \\ 1. #x")
@example("- a list? + or # heading\n=== not\n> so")
@example("mail me@example.org, https://example.org/@me (or https://example.org/a_b_c).")
def test_words_print_as_they_are_and_cite_nothing(words: str) -> None:
    markdown = plain.escaped(words)

    html = str(block(Prose(markdown)))
    shown = re.sub(r"<[^>]*>", "", html)
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(sign, letter)
    assert list(citations.faults(markdown)) == []
    assert "".join(shown.split()) == "".join(words.split()).translate(
        {0xE000: None, 0xE001: None, 0xA0: None}
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("one<br>two", "one  \ntwo", id="line-break"),
        pytest.param("<b>so </b>it", "**so** it", id="space-inside-bold"),
        pytest.param("<i></i>x", "x", id="empty-sign"),
        pytest.param(
            "<a href='http://a.example/(b) c'>x</a>",
            "[x](http://a.example/%28b%29%20c)",
            id="odd-address",
        ),
        pytest.param("<a href='javascript:alert(1)'>x</a>", "x", id="script-address"),
        pytest.param("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b", id="numbered"),
        pytest.param(
            "<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b", id="nested"
        ),
        pytest.param("<h1>Head</h1>text", "## Head\n\ntext", id="heading"),
        pytest.param("<blockquote>said</blockquote>", "> said", id="quotation"),
        pytest.param("a &amp; b &lt; c", "a & b < c", id="signs"),
        pytest.param("<script>x</script>y", "y", id="script"),
        pytest.param(
            "*star* [@key] @me", "\\*star\\* \\[\\@key\\] \\@me", id="signs-of-markdown"
        ),
        pytest.param("<b>open", "open", id="never-closed"),
    ],
)
def test_html_becomes_the_markdown_that_says_the_same(html: str, markdown: str) -> None:
    assert hypertext.told(html).markdown == markdown


@quick
@given(st.text("<>/abipul=\"' &;é\n", max_size=60))
def test_any_html_becomes_markdown_that_cites_nothing(html: str) -> None:
    markdown = hypertext.told(html).markdown

    assert list(citations.faults(markdown)) == []


@quick
@given(st.text(max_size=120), st.sampled_from([*FORMATS]))
def test_any_text_is_read_or_has_problems_in_words(text: str, name: str) -> None:
    found = read("x", text.replace("\0", "").replace("\r", "\n"), name)

    for problem in found.problems:
        assert isinstance(problem, Problem)
        assert not re.search(r"None|Error|invalid|please|!$", problem.hint)
    if not found.problems and found.events:
        arrived(found)


line = (
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"],
            exclude_characters="\ue000\ue001\ufeff\xa0",
        ),
        min_size=1,
        max_size=40,
    )
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)


@settings(quick, max_examples=20)
@given(
    title=line,
    words=line,
    group=line,
    date=st.sampled_from(["1815", "1815-06-18", "-0043", "1914-07-28/1918-11-11"]),
    status=st.sampled_from(["established", "reported", "disputed", "alleged"]),
)
@example(
    title="#war = peace & <b>",
    words="@you",
    group="=1+1",
    date="1815",
    status="disputed",
)
@example(
    title="1815: again",
    words="1816: then",
    group="a #b",
    date="-0043",
    status="alleged",
)
@pytest.mark.parametrize("name", ["timelinejs", "timelinejs-csv", "csv", "markwhen"])
def test_words_come_back_whatever_signs_they_hold(
    name: str, title: str, words: str, group: str, date: str, status: str
) -> None:
    q = functools.partial(json.dumps, ensure_ascii=False)
    ours = timeline_of(
        f"timeline: {{title: T}}\ncategories:\n  g: {{label: {q(group)}}}\nevents:\n"
        f"  - id: a\n    date: {q(date)}\n    title: {q(title)}\n"
        f"    summary: {q(plain.escaped(words))}\n    categories: [g]\n"
        f"    status: {status}\n    sources: [{{title: S, url: 'https://example.org/s'}}]\n"
    )

    text = module(name).write(ours).text.removeprefix("\ufeff").replace("\r\n", "\n")
    whole = arrived(read("out", text, name))
    back = whole.events[0]

    assert (back.date.edtf, back.record.status) == (date, status)
    assert back.record.title == title
    assert [whole.sources[key].record.url for key in back.sources] == [
        "https://example.org/s"
    ]
    shown = [
        re.sub(r"<[^>]*>|\s", "", str(block(Prose(e.record.summary or ""))))
        for e in (ours.events[0], back)
    ]
    assert shown[0] == shown[1]


# TimelineJS itself


@pytest.fixture
def slideshow(site: Path, home: Path, serve: Callable[[Path], str]) -> str:
    """The real timeline shown by TimelineJS: its address."""
    folder = home / "timelinejs"
    folder.mkdir(exist_ok=True)
    for part in ("js", "css"):
        shutil.copytree(TIMELINEJS / part, folder / part, dirs_exist_ok=True)
    shutil.copy(site / "timelinejs.json", folder)
    (folder / "index.html").write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>T</title>"
        "<link rel='icon' href='data:,'>"
        "<link rel='stylesheet' href='css/timeline.css'>"
        "<div id='timeline' style='width:100%;height:600px'></div>"
        "<script src='js/timeline.js'></script><script src='show.js'></script>",
        encoding="utf-8",
    )
    (folder / "show.js").write_text(
        "window.shown = new TL.Timeline('timeline', 'timelinejs.json',"
        " {font: null, script_path: 'js/', hash_bookmark: false});",
        encoding="utf-8",
    )
    return serve(folder)


def test_timelinejs_shows_every_event_and_asks_for_nothing_else(
    page: Page, slideshow: str, real: Timeline
) -> None:
    page.goto(slideshow)

    markers = page.locator(".tl-timemarker")
    expect(markers).to_have_count(45)
    expect(page.locator(".tl-slide-titleslide")).to_contain_text(real.info.title)
    expect(page.locator(".tl-message-content, .tl-error")).to_have_count(0)
    titles = {
        " ".join(t.split())
        for t in page.locator(".tl-timemarker .tl-headline").all_text_contents()
    }
    assert titles == {event.record.title for event in real.events}
