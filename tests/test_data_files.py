"""The data to take away: the same as on the pages, and true to its own descriptions.

``events.json`` is held against its JSON Schema by jsonschema, the tables against their
description by csvw; neither is ours.
"""

import csv
import html
import json
import re
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dateline import dates, outputs
from dateline.model import Timeline
from dateline.outputs.events_csv import EVENTS, WORKS
from dateline.outputs.tables import cell
from dateline.outputs.when import when
from dateline.steps.load import load
from dateline.steps.parse import parse

ROOT = Path(__file__).resolve().parent.parent
Project = Callable[[Mapping[str, str | bytes]], Path]
Json = dict[str, Any]

TITLE = re.compile(r'<h1 id="title"[^>]*>(.*?)</h1>', re.S)
WHEN = re.compile(r'<p class="when">\s*<(?:time|span)[^>]*>(.*?)</(?:time|span)>', re.S)
CITED = re.compile(r'<a class="record" href="[./]*sources/([^"]+)\.html"')


def read(folder: Path) -> Timeline:
    source, problems = load(folder)
    timeline, found = parse(source)
    assert [*problems, *found] == []
    return timeline


def rows(made: bytes) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return [*csv.DictReader(StringIO(made.decode("utf-8-sig"), newline=""))]


@pytest.fixture(scope="module")
def data(site: Path) -> Json:
    """The data of the real timeline."""
    found: Json = json.loads((site / "events.json").read_text("utf-8"))
    return found


def test_the_data_fits_its_schema(site: Path, data: Json) -> None:
    schema = json.loads((site / data["$schema"]).read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    faults = [error.message for error in Draft202012Validator(schema).iter_errors(data)]
    assert faults == []
    assert data["format"] == "dateline/1"


def test_the_schema_of_the_data_refuses_what_it_does_not_know(
    site: Path, data: Json
) -> None:
    schema = json.loads((site / "data.schema.json").read_text("utf-8"))
    event = {name: value for name, value in data["events"][0].items() if name != "when"}

    broken = {**data, "format": "dateline/2", "events": [{**event, "colour": "red"}]}

    errors = Draft202012Validator(schema).iter_errors(broken)
    assert {error.validator for error in errors} == {
        "additionalProperties",
        "const",
        "required",
    }


def test_the_schema_of_the_file_is_shipped_with_the_site(site: Path) -> None:
    shipped = (site / "events.schema.json").read_bytes()

    assert shipped == (ROOT / "events.schema.json").read_bytes()


def test_every_page_of_an_event_says_the_same_as_the_data(
    site: Path, data: Json
) -> None:
    aliases = {alias for event in data["events"] for alias in event.get("aliases", [])}
    pages = {
        f"events/{path.name}"
        for path in site.glob("events/*.html")
        if path.stem not in aliases and not path.name.endswith(".embed.html")
    }

    assert {event["page"] for event in data["events"]} == pages
    for event in data["events"]:
        text = (site / event["page"]).read_text("utf-8")
        head, notes = text.split('<ol class="notes"')[0], text.split("</ol>")[0]
        title, date = TITLE.search(head), WHEN.search(head)
        assert title
        assert html.unescape(title[1]) == event["title"]
        assert date
        assert html.unescape(date[1]) == event["when"]["words"]
        assert sorted(CITED.findall(notes)) == sorted(event["sources"])


def test_every_page_of_a_source_says_the_same_as_the_data(
    site: Path, data: Json
) -> None:
    pages = {path.stem for path in site.glob("sources/*.html")} - {"index"}

    assert data["sources"].keys() == pages
    for key, source in data["sources"].items():
        text = (site / f"sources/{key}.html").read_text("utf-8")
        title = TITLE.search(text)
        assert title
        assert html.unescape(title[1]) == source["title"]
        assert source.get("archived", "") in html.unescape(text)


def test_the_tables_say_the_same_as_the_data(site: Path, data: Json) -> None:
    events = rows((site / "events.csv").read_bytes())
    works = rows((site / "sources.csv").read_bytes())

    assert [
        (row["id"], row["date"], row["when"], row["title"], row["sources"].split("|"))
        for row in events
    ] == [
        (
            event["id"],
            event["date"],
            event["when"]["words"],
            event["title"],
            event["sources"],
        )
        for event in data["events"]
    ]
    assert {row["key"]: row["title"] for row in works} == {
        key: source["title"] for key, source in data["sources"].items()
    }


def test_the_tables_fit_their_description(site: Path) -> None:
    found = CSVW(str(site / "events.csv"), validate=True)

    assert found.is_valid, found.warnings
    assert [str(table.url) for table in found.tables] == ["events.csv", "sources.csv"]
    assert found.common_props["dc:license"] == {
        "@id": "https://creativecommons.org/licenses/by/4.0/"
    }
    first = next(iter(found.tables[0].iterdicts()))
    assert first["sources"]
    assert first["earliest"].year == 1828


def test_tables_of_far_years_fit_their_description(
    small: Mapping[str, bytes], tmp_path: Path
) -> None:
    for name in ("events.csv", "sources.csv", "events.csv-metadata.json"):
        (tmp_path / name).write_bytes(small[name])

    found = CSVW(str(tmp_path / "events.csv"), validate=True)

    assert found.is_valid, found.warnings
    assert next(iter(found.tables[0].iterdicts()))["earliest"] == "-0043-03-15"


def test_the_licence_stands_in_the_data(data: Json) -> None:
    assert data["license"] == {
        "name": "CC-BY-4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_readers_find_the_files(site: Path) -> None:
    for name, root in [("sources/index.html", "../"), ("about.html", "")]:
        page = (site / name).read_text("utf-8")
        offered = re.findall(rf'href="{re.escape(root)}([^"]+)" download', page)
        assert offered == [each.address for each in outputs.DOWNLOADS]


SMALL = """\
timeline: {title: Rails}
categories: {build: {label: "Building | planning"}}
sources:
  log: {title: "=SUM(A1:A9)", publisher: "@home", note: "-1"}
events:
  - id: opened
    date: -0043-03-15
    title: "+49 lines open"
    note: Only for editors.
    sources: [log, {title: In place, publisher: Ash, published: 1905~}]
    categories: [build]
    actors: [Ash, "=cmd|' /C calc'!A0"]
    places: [Rome, {name: Here, lat: -0.5, lon: -100}]
"""


@pytest.fixture
def small(project: Project) -> Mapping[str, bytes]:
    """The files of one event with words that a spreadsheet would calculate."""
    timeline = read(project({"events.yaml": SMALL}))
    return {
        at: file for make in outputs.makers(timeline) for at, file in make().items()
    }


def test_no_cell_is_a_formula(small: Mapping[str, bytes]) -> None:
    event, work = rows(small["events.csv"])[0], rows(small["sources.csv"])[1]

    assert event["title"] == "'+49 lines open"
    assert event["date"] == "'-0043-03-15"
    assert event["actors"] == "Ash|=cmd¦' /C calc'!A0"
    assert event["categories"] == "Building ¦ planning"
    assert (work["title"], work["publisher"], work["note"]) == (
        "'=SUM(A1:A9)",
        "'@home",
        "'-1",
    )


def test_numbers_and_days_stay_what_they_are(small: Mapping[str, bytes]) -> None:
    event = rows(small["events.csv"])[0]

    assert (event["latitude"], event["longitude"]) == ("-0.5", "-100")
    assert (event["earliest"], event["latest"]) == ("-0043-03-15", "-0043-03-15")


@given(st.text(max_size=30))
@settings(derandomize=True, max_examples=200)
def test_no_words_make_a_formula_or_a_second_line(words: str) -> None:
    made = cell(words, "text")

    assert made[:1] not in {*"=+-@＝＋－＠\t\r\n"}
    assert len(made.splitlines()) <= 1


def test_what_is_only_for_editors_is_not_published(
    small: Mapping[str, bytes],
) -> None:
    assert [name for name, made in small.items() if b"Only for editors" in made] == []


def test_a_source_written_in_place_has_a_key(small: Mapping[str, bytes]) -> None:
    found = json.loads(small["events.json"])

    keys = found["events"][0]["sources"]
    assert [found["sources"][key]["title"] for key in keys] == [
        "=SUM(A1:A9)",
        "In place",
    ]
    assert found["sources"][keys[1]]["published"] == "1905~"


# What is written; then its kind, bounds, precision and certainty.
DATES = [
    pytest.param("1829-02-11", ("date", "1829-02-11", "1829-02-11", "day", "exact"), id="day"),
    pytest.param("1829-02~", ("date", "1829-02-01", "1829-02-28", "month", "approximate"), id="about-a-month"),
    pytest.param("1829?", ("date", "1829-01-01", "1829-12-31", "year", "uncertain"), id="perhaps-a-year"),
    pytest.param("1829%", ("date", "1829-01-01", "1829-12-31", "year", "approximate-and-uncertain"), id="both"),
    pytest.param("182X", ("date", "1820-01-01", "1829-12-31", "decade", "exact"), id="decade"),
    pytest.param("2022-02/..", ("interval", "2022-02-01", "", "month", "exact"), id="still-going-on"),
    pytest.param("[1828..1829]", ("one-of", "1828-01-01", "1829-12-31", "year", "exact"), id="one-of-two-years"),
    pytest.param("[..1829]", ("one-of", "", "1829-12-31", "year", "exact"), id="up-to-a-year"),
    pytest.param("2022-02-24T01:00+05:00", ("date", "2022-02-24", "2022-02-24", "minute", "exact"), id="the-day-of-its-zone"),
    pytest.param("0000", ("date", "0000-01-01", "0000-12-31", "year", "exact"), id="1-bce"),
    pytest.param("-0043-03-15", ("date", "-0043-03-15", "-0043-03-15", "day", "exact"), id="44-bce"),
    pytest.param("Y12000", ("date", "12000-01-01", "12000-12-31", "year", "exact"), id="five-digits"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), DATES)
def test_a_date_is_said_to_programs(written: str, said: tuple[str, ...]) -> None:
    span = dates.read(written)
    assert isinstance(span, dates.Span)

    found = when(span, "words")

    assert (
        found.kind,
        found.earliest,
        found.latest,
        found.precision,
        found.certainty,
    ) == said


def test_the_document_names_every_column_and_field() -> None:
    text = (ROOT / "docs/data.md").read_text("utf-8")
    columns = {column.name for column in EVENTS} | {column.name for column in WORKS}
    added = {"when", "page", "text", "added", "changed"}

    assert [name for name in sorted(columns | added) if f"`{name}`" not in text] == []
    assert [
        each.address for each in outputs.DOWNLOADS if f"`{each.address}`" not in text
    ] == []


@pytest.mark.parametrize(
    "events",
    ["[]", "[{id: e, date: 19XX, title: E, sources: [{title: A, publisher: B, published: 1905}]}]", "[{id: e, date: 1905-06-29/1905-07-02, title: E, sources: [{title: A, publisher: B, published: 1905}]}]",
     "[{id: e, date: 1905-06-29, title: E, sources: [{title: A, publisher: B, published: 1905}]}]"],
    ids=["none", "no day", "several days", "a day"],
)  # fmt: skip
def test_what_is_offered_is_what_is_made(project: Project, events: str) -> None:
    text = f"timeline: {{title: T}}\nevents: {events}\n"
    timeline = read(project({"events.yaml": text}))

    made = {at for make in outputs.makers(timeline) for at in make()}

    offered = {each.address for each in outputs.downloads(timeline)}
    assert offered == made & {each.address for each in outputs.DOWNLOADS}
