"""The calendar files, as two programs that are not ours read them.

``icalendar`` reads iCalendar and ``dateutil`` works out what comes back every year. What
both forgive, the form of the lines, is counted here.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import icalendar
import pytest
from conftest import Outcome
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import dates
from dateline.history import Lived
from dateline.model import Timeline
from dateline.outputs import calendar, content_lines
from dateline.steps.load import load
from dateline.steps.parse import parse

Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]


def read(folder: Path) -> Timeline:
    source, problems = load(folder)
    timeline, found = parse(source)
    assert [*problems, *found] == []
    return timeline


def entries(made: bytes) -> dict[str, icalendar.Event]:
    """The events of a calendar by id, read by another program without a complaint."""
    found = icalendar.Calendar.from_ical(made)
    assert [each.errors for each in found.walk() if each.errors] == []
    return {str(event["UID"]).partition("@")[0]: event for event in found.events}


def day(words: str) -> dates.Span:
    span = dates.read(words)
    assert isinstance(span, dates.Span)
    return span


HEAD = """\
timeline: {title: Rails, base_url: "https://example.org/rails/"}
sources:
  log: {title: "Log, first; part", publisher: Railway, accessed: 2026-11-20}
events:
"""


def line_opens(written: str, status: str = "established") -> str:
    """A timeline of one event on a date."""
    return HEAD + (
        f'  - {{id: opened, date: "{written}", title: The line opens, sources: [log], '
        f"status: {status}, status_reason: Said once, claimed_by: [Ash], denied_by: [Birch]}}\n"
    )


@pytest.fixture
def opened(project: Project) -> Callable[..., Timeline]:
    """A timeline of one event: ``opened("1905-06-29")``, ``opened(…, "alleged")``."""

    def made(*words: str) -> Timeline:
        return read(project({"events.yaml": line_opens(*words)}))

    return made


@pytest.fixture(scope="module")
def real(site: Path) -> bytes:
    """The calendar of the real timeline."""
    return (site / "timeline.ics").read_bytes()


def test_another_program_reads_every_event_of_the_real_calendar(
    site: Path, real: bytes
) -> None:
    pages = {path.stem for path in site.glob("events/*.html")}
    pages = {name for name in pages if not name.endswith(".embed")}
    found = entries(real)

    assert found
    assert found.keys() <= pages
    for event in found.values():
        assert event["SUMMARY"]
        assert event["DTSTAMP"]
        assert event["DTSTART"].dt < event["DTEND"].dt


def test_the_calendar_says_how_many_events_it_leaves_out(
    site: Path, real: bytes
) -> None:
    events = json.loads((site / "events.json").read_text("utf-8"))["events"]
    head = icalendar.Calendar.from_ical(real)

    missing = f"{len(events) - len(entries(real))} events are left out"
    assert missing in head["DESCRIPTION"]
    assert missing in head["X-WR-CALDESC"]


@pytest.mark.parametrize("name", ["timeline.ics", "on-this-day.ics"])
def test_lines_keep_to_the_format(site: Path, name: str) -> None:
    made = (site / name).read_bytes()
    lines = made.split(b"\r\n")

    assert made.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if re.search(rb"[\x00-\x08\x0a-\x1f]", line)] == []
    assert [line.decode("utf-8") for line in lines]


# What is written, and when it begins and ends in a calendar.
KNOWN = [
    pytest.param("1829-02-11", (date(1829, 2, 11), date(1829, 2, 12)), id="day"),
    pytest.param("0001-01-01", (date(1, 1, 1), date(1, 1, 2)), id="first-day"),
    pytest.param("1900-02-28", (date(1900, 2, 28), date(1900, 3, 1)), id="no-leap-year"),
    pytest.param(
        "2022-07-13/2022-07-16", (date(2022, 7, 13), date(2022, 7, 17)), id="days"
    ),
    pytest.param(
        "2022-02-24T05:00",
        (date(2022, 2, 24), date(2022, 2, 25)),
        id="time-without-a-zone-is-its-day",
    ),
    pytest.param(
        "2022-02-24T01:00+02:00",
        (datetime(2022, 2, 23, 23, 0, tzinfo=UTC), None),
        id="minute-with-a-zone",
    ),
    pytest.param(
        "2022-02-24T05Z",
        (datetime(2022, 2, 24, 5, tzinfo=UTC), datetime(2022, 2, 24, 6, tzinfo=UTC)),
        id="hour-with-a-zone",
    ),
    pytest.param(
        "2022-02-24T05:00Z/2022-02-24T07:30Z",
        (datetime(2022, 2, 24, 5, tzinfo=UTC), datetime(2022, 2, 24, 7, 30, tzinfo=UTC)),
        id="from-minute-to-minute",
    ),
    pytest.param(
        "2022-02-24T05:00Z/2022-02-25",
        (date(2022, 2, 24), date(2022, 2, 26)),
        id="from-minute-to-day",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("written", "when"), KNOWN)
def test_what_is_known_to_the_day_stands_on_that_day(
    opened: Callable[..., Timeline], written: str, when: tuple[Any, Any]
) -> None:
    event = entries(calendar.files(opened(written))["timeline.ics"])["opened"]

    assert (
        event["DTSTART"].dt,
        event["DTEND"].dt if "DTEND" in event else None,
    ) == when


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("1829-02", id="month"),
        pytest.param("1829", id="year"),
        pytest.param("1829-02-11~", id="about-a-day"),
        pytest.param("1829-02-11?", id="perhaps-a-day"),
        pytest.param("1829-02-1X", id="one-of-ten-days"),
        pytest.param("[1829-02-11..1829-02-13]", id="one-of-three-days"),
        pytest.param("1829-02-11/1829-03", id="until-some-day"),
        pytest.param("1829-02-11/..", id="still-going-on"),
        pytest.param("-0043-03-15", id="before-the-year-1"),
        pytest.param("9999-12-31", id="no-day-comes-after-it"),
        pytest.param("Y12000", id="year-of-five-digits"),
    ],
)
def test_no_day_is_invented(opened: Callable[..., Timeline], written: str) -> None:
    assert calendar.files(opened(written)) == {}
    assert calendar.text(opened(written)) == ""


def test_what_is_left_out_is_counted(project: Project) -> None:
    events = "".join(
        f"  - {{id: e{number}, date: '{written}', title: E, sources: [log]}}\n"
        for number, written in enumerate(["1905-06-29", "1906", "1907-05", "1908~"])
    )
    made = calendar.files(read(project({"events.yaml": HEAD + events})))

    head = icalendar.Calendar.from_ical(made["timeline.ics"])
    assert head["DESCRIPTION"] == (
        "3 events are left out: their day is not known, or lies before the year 1."
    )


def test_an_event_says_what_its_page_says(opened: Callable[..., Timeline]) -> None:
    event = entries(calendar.files(opened("1905-06-29", "alleged"))["timeline.ics"])
    found = event["opened"]

    assert found["SUMMARY"] == "Alleged: The line opens"
    assert found["URL"] == "https://example.org/rails/events/opened.html"
    assert found["UID"] == "opened@example.org/rails"
    assert found["DESCRIPTION"] == (
        "29 June 1905\n\n"
        "Alleged. Said by Ash. Denied or contradicted by Birch.\n\n"
        "Sources\n– Railway: Log, first; part"
    )


def test_without_an_address_there_is_no_link(opened: Callable[..., Timeline]) -> None:
    timeline = opened("1905-06-29")
    info = timeline.info.model_copy(update={"base_url": None})

    made = calendar.files(replace(timeline, info=info))["timeline.ics"]

    assert b"http" not in made
    assert b"UID:opened@rails\r\n" in made


def test_the_stamp_is_the_day_of_the_last_change(
    opened: Callable[..., Timeline],
) -> None:
    lived = {"opened": Lived(day("2026-11-21"), day("2026-11-22"))}
    timeline = replace(opened("1905-06-29"), history=lived)

    event = entries(calendar.files(timeline)["timeline.ics"])["opened"]

    assert event["CREATED"].dt == datetime(2026, 11, 21, tzinfo=UTC)
    assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)


def test_without_a_history_the_stamp_is_the_day_its_sources_were_read(
    opened: Callable[..., Timeline],
) -> None:
    event = entries(calendar.files(opened("1905-06-29"))["timeline.ics"])["opened"]

    assert event["DTSTAMP"].dt == datetime(2026, 11, 20, tzinfo=UTC)
    assert "LAST-MODIFIED" not in event


def comes_back(event: icalendar.Event, count: int) -> list[date]:
    """The first days on which an event comes, as another program works them out."""
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    return [found.date() for found in islice(rule, count)]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        pytest.param(
            "1829-02-11",
            [date(1829, 2, 11), date(1830, 2, 11), date(1831, 2, 11)],
            id="plain-day",
        ),
        pytest.param(
            "1904-02-29",
            [date(1904, 2, 29), date(1905, 2, 28), date(1906, 2, 28)],
            id="leap-day",
        ),
        pytest.param(
            "1904-02-28",
            [date(1904, 2, 28), date(1905, 2, 28), date(1906, 2, 28)],
            id="day-before-a-leap-day",
        ),
        pytest.param(
            "2022-02-24T23:30-05:00",
            [date(2022, 2, 24), date(2023, 2, 24), date(2024, 2, 24)],
            id="time-of-day",
        ),
    ],
)
def test_a_day_comes_back_every_year(
    opened: Callable[..., Timeline], written: str, days: list[date]
) -> None:
    found = entries(calendar.files(opened(written))["on-this-day.ics"])

    event = found["opened.yearly"]
    assert comes_back(event, 3) == days
    assert event["SUMMARY"] == f"{days[0].year}: The line opens"


def test_what_lasted_longer_than_a_day_does_not_come_back(
    opened: Callable[..., Timeline],
) -> None:
    assert calendar.files(opened("1905-06-29/1905-07-02")).keys() == {"timeline.ics"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("one, two; three \\ four: \"five\"", id="signs-of-the-format"),
        pytest.param("one\ntwo\r\nthree", id="lines"),
        pytest.param("ends in a backslash \\", id="backslash-at-the-end"),
        pytest.param("\\n and \\, are not escapes", id="looks-escaped"),
        pytest.param("قتل غريبايدوف في طهران " * 9, id="arabic-over-lines"),
        pytest.param("🚂" * 60, id="letters-of-four-octets"),
        pytest.param("x" * 300, id="one-long-word"),
    ],
)  # fmt: skip
def test_words_come_back_as_they_were_written(words: str) -> None:
    made = content_lines.line("SUMMARY", content_lines.escaped(words))

    found = icalendar.Event.from_ical(
        f"BEGIN:VEVENT\r\nUID:x\r\n{made}END:VEVENT\r\n".encode()
    )

    assert found["SUMMARY"] == words.replace("\r\n", "\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_no_line_is_too_long_and_none_breaks_a_letter(words: str) -> None:
    made = content_lines.line("SUMMARY", words)

    parts = made.removesuffix("\r\n").encode().split(b"\r\n")
    assert max(len(part) for part in parts) <= 75
    assert all(part[:1] == b" " for part in parts[1:])
    joined = b"".join(part[1:] if at else part for at, part in enumerate(parts))
    assert joined.decode() == f"SUMMARY:{words}"
    assert [part.decode() for part in parts]


def test_two_builds_give_the_same_calendars(project: Project, build: Build) -> None:
    folder = project({"events.yaml": line_opens("1905-06-29")})
    made = []

    for zone, seed in (("Asia/Tehran", "1"), ("America/New_York", "2")):
        outcome = build(
            folder,
            "build",
            "--out",
            str(folder / f"site{seed}"),
            environment={"PYTHONHASHSEED": seed, "TZ": zone},
        )
        assert outcome.code == 0, outcome.err
        made.append(
            [path.read_bytes() for path in sorted(folder.glob(f"site{seed}/*.ics"))]
        )

    assert len(made[0]) == 2
    assert made[0] == made[1]
