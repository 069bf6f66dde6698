"""What the examples give to other programs, read by those programs' own tools."""

import json
import re
from pathlib import Path

import icalendar
import pytest
from conftest import run
from csvw import CSVW
from jsonschema import Draft202012Validator
from test_embed import faults
from test_feeds import said_by_jing

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/events.yaml"))


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.name)
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An example's site at an address of its own. Look, do not touch."""
    out: Path = tmp_path_factory.mktemp("example") / "site"
    words = ("--project", str(request.param), "--base-url", "https://example.org/e/")
    built = run(*words, "--out", str(out))
    assert built.code == 0, built.out + built.err
    return out


def test_its_data_fit_the_schema_that_lies_beside_them(example: Path) -> None:
    schema = json.loads((example / "data.schema.json").read_text("utf-8"))
    data = json.loads((example / "events.json").read_text("utf-8"))

    assert data["events"]
    assert [*Draft202012Validator(schema).iter_errors(data)] == []


def test_its_tables_fit_their_description(example: Path) -> None:
    found = CSVW(str(example / "events.csv"), validate=True)

    assert found.is_valid, found.warnings
    assert [*found.tables[0].iterdicts()]


def test_its_calendars_are_there_where_a_day_is_known_and_are_read(
    example: Path,
) -> None:
    events = json.loads((example / "events.json").read_text("utf-8"))["events"]
    is_known = any(re.match(r"\d{4}-\d\d-\d\d", event["date"]) for event in events)

    files = {path.name: path.read_bytes() for path in example.glob("*.ics")}
    found = {name: icalendar.Calendar.from_ical(made) for name, made in files.items()}

    names = {"timeline.ics", "on-this-day.ics"} if is_known else set()
    assert found.keys() == names
    for calendar in found.values():
        assert calendar["VERSION"] == "2.0"
        assert all(event.errors == [] for event in calendar.walk("VEVENT"))


def test_its_feeds_are_what_the_standard_says(example: Path) -> None:
    files = [file for file in example.rglob("*.xml") if not file.match("sitemap*")]

    assert files
    assert said_by_jing(ROOT, *files) == ""


def test_its_pages_say_how_to_embed_them(example: Path) -> None:
    files = [example / "oembed.json", *example.glob("events/*.oembed.json")]
    pages = [*example.glob("events/*.embed.html")]

    found = [json.loads(file.read_text("utf-8")) for file in files]

    assert len(files) == len(pages) + 1 > 1
    assert [fault for said in found for fault in faults(said)] == []


def test_every_event_of_it_has_a_picture_to_share(example: Path) -> None:
    events = json.loads((example / "events.json").read_text("utf-8"))["events"]

    pictures = [example / "posters" / f"{event['id']}.png" for event in events]

    assert [each for each in pictures if not each.is_file()] == []
