"""Small sites, whole: what a reader gets of them, page by page.

``cases/sites/NAME/`` is a project; ``expected/`` holds the main part of each of its
pages. ``pytest --update`` writes them anew: read that diff as you would read code.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dateline import yaml_text
from dateline.checks import addresses
from dateline.commands.build import TEMPLATES
from dateline.model import HEADS, RECORDS
from dateline.problems import Problem
from dateline.source import Source
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import Files, render

SITES = Path(__file__).parent / "cases" / "sites"
NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir())
#: Where every-field is published; its 404.html begins addresses there.
PATH = "/ri/"
MAIN = re.compile(r"<main\b.*?</main>\n?", re.S)
#: Of the timeline itself only the list: its tools have tests of their own.
LIST = re.compile(r'<ol class="events">.*</ol>\n', re.S)


def site_of(name: str) -> tuple[Files, list[Problem]]:
    source, problems = load(SITES / name)
    timeline, found = parse(source)
    return render(place(timeline), [TEMPLATES]), [*problems, *found]


def mains_of(files: Files) -> dict[str, str]:
    """The main part of every page by its address."""
    found = {}
    for address, content in files.made.items():
        if address.endswith(".html"):
            (main,) = MAIN.findall(content.decode("utf-8"))
            found[address] = "".join(LIST.findall(main)) or main
    return found


def expected_of(name: str) -> dict[str, str]:
    folder = SITES / name / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def write_anew(folder: Path, mains: dict[str, str]) -> None:
    for path in folder.rglob("*.html"):
        path.unlink()
    for address, main in mains.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(main, encoding="utf-8")


def test_every_address_we_make_is_kept_free_of_files_of_content() -> None:
    made = site_of("one-event")[0].made

    free = {*addresses.MADE_FILES, *(f"{name}.html" for name in addresses.MADE_PAGES)}

    assert {name.partition("/")[0] for name in made} <= {
        *("index.html", *free, *addresses.MADE_FOLDERS)
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_small_site_reads_as_expected(name: str, update: bool) -> None:
    files, problems = site_of(name)
    mains = mains_of(files)
    if update:
        write_anew(SITES / name / "expected", mains)
    expected = expected_of(name)

    assert [str(problem) for problem in problems] == []
    assert list(expected) == sorted(mains)
    assert {
        address: main for address, main in mains.items() if main != expected[address]
    } == {}


def records_in(value: object) -> Iterator[BaseModel]:
    """A record and every record in it."""
    if isinstance(value, BaseModel):
        yield value
        for field in type(value).model_fields:
            yield from records_in(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from records_in(item)


def test_every_field_of_every_record_is_in_a_small_site() -> None:
    source, _ = load(SITES / "every-field")
    timeline, _ = parse(source)
    whole = (
        timeline.info,
        *timeline.categories.values(),
        *(reference.record for reference in timeline.sources.values()),
        *(story.record for story in timeline.stories),
        *(event.record for event in timeline.events),
    )

    written = {
        f"{type(record).__name__}.{name}"
        for record in records_in(whole)
        for name in record.model_fields_set
    }

    assert written == {
        f"{kind.__name__}.{name}"
        for kind in (*RECORDS, *HEADS)
        for name in kind.model_fields
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_given_twice_on_a_page(name: str) -> None:
    for address, content in site_of(name)[0].made.items():
        if address.endswith(".html"):
            ids = re.findall(r'\sid="([^"]*)"', content.decode("utf-8"))

            assert sorted(ids) == sorted(set(ids)), address


def test_a_site_is_read_from_right_to_left_where_its_language_is() -> None:
    page = site_of("persian")[0].made["index.html"].decode("utf-8")

    assert '<html lang="fa" dir="rtl">' in page


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_editors_note_is_published(name: str) -> None:
    made = site_of(name)[0].made
    whole = b"".join(
        content
        for address, content in made.items()
        if not address.endswith(".schema.json")  # its examples have the same words
    )

    assert b"Check the toll" not in whole
    pages = [made[address] for address in made if address.endswith((".html", ".xml"))]
    assert b"<script>alert" not in b"".join(pages)


@pytest.mark.parametrize("name", NAMES)
def test_every_address_within_a_site_leads_somewhere(name: str) -> None:
    files = site_of(name)[0]
    pages = {
        address: content.decode("utf-8")
        for address, content in files.made.items()
        if address.endswith(".html")
    }
    ids = {
        f"{address}#{id_}"
        for address, page in pages.items()
        for id_ in re.findall(r'\sid="([^"]*)"', page)
    }
    there = {*files.made, *files.copied, *ids}

    lost = [
        f"{address} → {target}"
        for address, page in pages.items()
        for target in re.findall(r'\s(?:href|src)="([^"]*)"', page)
        if "://" not in target
        and (found := urljoin(f"{PATH}{address}", unescape(target)).removeprefix(PATH))
        not in there
        and found.removesuffix("#") not in there
    ]

    assert lost == []


#: Dates of every kind, so that each meets each on the axis, in gaps and in words.
DATES = [
    *("1829", "1829-02-11", "1829-02", "182X", "18XX", "1979~", "1979?", "2022-21"),
    *(
        "1829/1830",
        "2022-02/..",
        "../1979",
        "1828/",
        "/1829",
        "[1828..1829]",
        "[..1979]",
    ),
    *("2022-02-24T05:00+02:00", "-0043-03-15", "-0043", "0000", "Y170000002"),
    *(
        "Y-13800000000",
        "9999",
        "c. 1450",
        "before 1979",
        "after 1829",
        "44 BCE",
        "1970",
    ),
]
TEXTS = st.sampled_from(
    ["So [@a].", "a[^1]\n\n[^1]: b [@b].", "[@editors]", "| a |\n|---|\n| [@a] |", "—"]
)
EVENT = st.fixed_dictionaries(
    {
        "date": st.sampled_from(DATES),
        "title": st.sampled_from(["T", "سال", "<b>", "… ¿"]),
    },
    optional={
        "summary": TEXTS,
        "gap_note": TEXTS,
        "status": st.sampled_from(["reported", "disputed", "alleged"]),
        "importance": st.sampled_from(["1", "3"]),
        "categories": st.just(["war"]),
        "places": st.just([{"name": "Tehran", "lat": "-90", "lon": "180"}, "–"]),
        "actors": st.sampled_from([["A"], ["… ¿"], ["سال", "B"]]),
        "order": st.sampled_from(["-5", "9"]),
        "corrections": st.just([{"date": "1980", "note": "Was wrong [@a]."}]),
        "accounts": st.just(
            [{"about": "x", "versions": [{"says": "1", "cite": "[@a]"}] * 2}]
        ),
    },
)


@settings(derandomize=True, max_examples=8, deadline=None)
@given(
    st.lists(EVENT, max_size=6),
    st.sampled_from(["en", "fa", "ru", "de-CH", "xx"]),
    st.sampled_from(["auto", "true", "sequential"]),
)
def test_whatever_is_understood_can_be_drawn(
    events: list[dict[str, object]], language: str, mode: str
) -> None:
    whole = {
        "timeline": {"title": "T", "language": language, "axis": {"mode": mode}},
        "categories": {"war": {"label": "War"}},
        "sources": {"a": {"title": "A"}, "b": {"title": "B", "published": "1979~"}},
        "events": [
            event | {"id": f"e{number}", "sources": ["a", {"title": "In place"}]}
            for number, event in enumerate(events)
        ],
    }
    fields, _ = yaml_text.read("events.yaml", json.dumps(whole, ensure_ascii=False))
    assert fields is not None

    timeline, problems = parse(
        Source({"events.yaml": fields}, texts={"events.yaml": ""})
    )
    files = render(place(timeline), [TEMPLATES])

    assert [str(p) for p in problems if p.severity == "mistake"] == []
    assert all(f"events/e{number}.html" in files.made for number in range(len(events)))
