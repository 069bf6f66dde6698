"""How readers cite: the files of all sources, and the citation on every page.

The BibTeX is read by bibtexparser, the CSL-JSON by citeproc-py with the style that it
ships; neither is ours. No package ships the official CSL-JSON schema, so what it says
of the variables that we write stands below as a table.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from conftest import Outcome
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from dateline import dates
from dateline.bibliography import Work
from dateline.history import Lived
from dateline.model import Timeline
from dateline.outputs import bibtex, csl_json
from dateline.permanent import absolute
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place

Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]

# What the CSL-JSON schema (1.0.2) lets the variables that we write be.
SCHEMA = {
    **dict.fromkeys(
        (
            *("id", "title", "container-title", "publisher", "genre", "version"),
            *("URL", "archive", "archive_location", "language", "keyword", "note"),
        ),
        "string",
    ),
    "type": "type",
    "author": "names",
    "issued": "date",
    "accessed": "date",
}
TYPES = {
    *("article-newspaper", "book", "dataset", "document"),
    *("entry-encyclopedia", "report", "webpage"),
}
DATE = {"date-parts", "season", "circa", "edtf"}


def breaches(item: Mapping[str, Any]) -> Iterator[str]:
    """What the schema would say of an item."""
    yield from ({"id", "type"} - item.keys())
    for name, value in item.items():
        kind = SCHEMA.get(name)
        fits = {
            None: False,
            "string": isinstance(value, str),
            "type": value in TYPES if isinstance(value, str) else False,
            "names": isinstance(value, list)
            and all(
                name.keys() == {"literal"} and isinstance(name["literal"], str)
                for name in value
            ),
            "date": isinstance(value, dict) and is_date(value),
        }[kind]
        if not fits:
            yield f"{name}: {value}"


def is_date(value: Mapping[str, Any]) -> bool:
    ends = value.get("date-parts", [])
    return (
        value.keys() <= DATE
        and 1 <= len(ends) <= 2
        and all(1 <= len(end) <= 3 for end in ends)
        and all(type(number) is int for end in ends for number in end)
        and value.get("season", 1) in {1, 2, 3, 4}
        and value.get("circa", True) is True
        and isinstance(value.get("edtf", ""), str)
    )


COPYABLE = re.compile(r'<(p|pre) class="copyable"[^>]*>(.*?)</\1>', re.S)

# Fields that LaTeX takes as they are.
VERBATIM = {"url", "eprint"}

# LaTeX has these in its kernel; pylatexenc does not know them.
LATEX = get_default_latex_context_db()
LATEX.add_context_category(
    "kernel",
    prepend=True,
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
)


def entries(text: str) -> dict[str, dict[str, str]]:
    """BibTeX as another program reads it: fields by key, LaTeX undone."""
    decoder = LatexNodes2Text(LATEX, keep_braced_groups=False, strict_latex_spaces=True)
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return {
        entry.key: {
            field.key: field.value
            if field.key in VERBATIM
            else decoder.latex_to_text(field.value)
            for field in entry.fields
        }
        for entry in library.entries
    }


def is_balanced(text: str) -> bool:
    """Whether braces close as BibTeX counts them: a backslash does not hide one."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def read(folder: Path) -> Timeline:
    source, problems = load(folder)
    timeline, found = parse(source)
    assert [*problems, *found] == []
    return timeline


SMALL = """\
timeline:
  title: Rails
  base_url: https://example.org/rails
  license: CC-BY-4.0
categories:
  build: {label: "Building, at last"}
  trade: {label: Trade}
sources:
  z-paper: {title: A line opens, kind: news, publisher: The Herald, published: 1905-06-30~, author: "Ann Ash and Bo Birch"}
  a-book: {title: All the rails, kind: book, author: Bea Beech, publisher: Ash, published: "1901", note: "Two\\n  lines."}
  web: {title: Rails today, kind: official, author: State Railway, publisher: Railway, url: "https://example.org/a_b?c=d%20e&f#g", accessed: 2026-11-22, archived: "https://archive.example/2026/https://example.org/a_b", language: fa, published: 2020-21}
events:
  - {id: opened, date: 1905-06-29, title: The line opens, sources: [z-paper, web], categories: [trade, build], aliases: [opening]}
  - {id: old, date: 1901, title: "What next?", sources: [a-book]}
"""


@pytest.fixture
def small(project: Project) -> Timeline:
    """Three sources, two events."""
    return read(project({"events.yaml": SMALL}))


@pytest.fixture(scope="module")
def items(site: Path) -> list[dict[str, Any]]:
    """The CSL-JSON of the real timeline."""
    found: list[dict[str, Any]] = json.loads(
        (site / "sources.csl.json").read_text("utf-8")
    )
    return found


@pytest.fixture(scope="module")
def fields(site: Path) -> dict[str, dict[str, str]]:
    """The BibTeX of the real timeline, as another program reads it."""
    return entries((site / "sources.bib").read_text("utf-8"))


def test_the_csl_json_keeps_to_its_schema(items: list[dict[str, Any]]) -> None:
    assert items
    assert [breach for item in items for breach in breaches(item)] == []


def test_both_files_hold_every_source_by_key(
    site: Path, items: list[dict[str, Any]], fields: dict[str, dict[str, str]]
) -> None:
    pages = {path.stem for path in site.glob("sources/*.html")} - {"index"}

    assert list(fields) == [item["id"] for item in items] == sorted(pages)


def test_another_program_reads_the_same_from_both_files(
    items: list[dict[str, Any]], fields: dict[str, dict[str, str]]
) -> None:
    assert {key: same(own) for key, own in fields.items()} == {
        item["id"]: (
            item["title"],
            item.get("URL"),
            item["author"][0]["literal"] if "author" in item else None,
            item.get("container-title", item.get("publisher")),
            item.get("archive_location"),
            item.get("note"),
        )
        for item in items
    }


def same(fields: Mapping[str, str]) -> tuple[str | None, ...]:
    within = ("journaltitle", "booktitle", "organization", "institution", "publisher")
    return (
        fields["title"],
        fields.get("url"),
        fields.get("author"),
        next((fields[name] for name in within if name in fields), None),
        fields.get("eprint"),
        fields.get("annote"),
    )


def test_a_source_says_all_that_biblatex_has_a_field_for(small: Timeline) -> None:
    text = bibtex.files(small)["sources.bib"].decode()

    assert text == (
        "@book{a-book,\n"
        "  author = {{Bea Beech}},\n"
        "  title = {All the rails},\n"
        "  publisher = {Ash},\n"
        "  date = {1901},\n"
        "  language = {english},\n"
        "  langid = {english},\n"
        "  annote = {Two lines.},\n"
        "}\n"
        "\n"
        "@report{web,\n"
        "  author = {{State Railway}},\n"
        "  title = {Rails today},\n"
        "  institution = {Railway},\n"
        "  type = {Official statement},\n"
        "  date = {2020-21},\n"
        "  url = {https://example.org/a_b?c=d%20e&f#g},\n"
        "  urldate = {2026-11-22},\n"
        "  eprint = {https://archive.example/2026/https://example.org/a_b},\n"
        "  eprinttype = {archive.example},\n"
        "  language = {persian},\n"
        "  langid = {persian},\n"
        "  keywords = {Building at last, Trade},\n"
        "}\n"
        "\n"
        "@article{z-paper,\n"
        "  author = {{Ann Ash and Bo Birch}},\n"
        "  title = {A line opens},\n"
        "  journaltitle = {The Herald},\n"
        "  entrysubtype = {newspaper},\n"
        "  date = {1905-06-30~},\n"
        "  language = {english},\n"
        "  langid = {english},\n"
        "  keywords = {Building at last, Trade},\n"
        "}\n"
    )


def test_a_citation_style_renders_the_sources(small: Timeline) -> None:
    items = json.loads(csl_json.files(small)["sources.csl.json"])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)

    for item in items:
        made.register(Citation([CitationItem(item["id"])]))
    made.sort()

    assert [str(entry) for entry in made.bibliography()] == [
        "Ann Ash and Bo Birch (1905) “A line opens”, The Herald, 30 June.",
        "Bea Beech (1901) All the rails. Ash.",
        "State Railway (2020) Rails today. Official statement. Railway. Available at: "
        "https://example.org/a_b?c=d%20e&f#g (Accessed: November 22, 2026).",
    ]


WORK = Work(key="k", form="webpage", title="t", language="en", url="https://e.example/")

HOSTILE = [
    pytest.param("100 % of {x} & $5 # a_b", id="all-special-signs"),
    pytest.param("an { opened brace", id="brace-never-closed"),
    pytest.param("a } closed brace", id="brace-never-opened"),
    pytest.param("} turned {", id="braces-turned"),
    pytest.param(r"C:\temp\new \alpha", id="backslashes"),
    pytest.param("ends in a backslash \\", id="backslash-at-the-end"),
    pytest.param('she said "no", then "@yes{"', id="quotes-and-at-signs"),
    pytest.param("a^b ~ c", id="circumflex-and-tilde"),
    pytest.param("a = {b}, c = 1", id="looks-like-fields"),
    pytest.param("قتل غريبايدوف في طهران", id="arabic"),
    pytest.param("\u2067גריבוידוב\u2069 (1829)", id="hebrew-with-isolates"),
    pytest.param("Тегеран — 1829 … ½ 🚂", id="beyond-ascii"),
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_comes_back_as_it_was_written(title: str) -> None:
    work = replace(WORK, title=title, author=title, note=title, within=title)

    found = entries(bibtex.entry(work))["k"]

    assert found == {
        "author": title,
        "title": title,
        "organization": title,
        "url": "https://e.example/",
        "language": "english",
        "langid": "english",
        "annote": title,
    }
    assert json.loads(csl_json.text(work))["title"] == title


@given(st.text())
@settings(derandomize=True, max_examples=200)
def test_no_text_breaks_an_entry_open(words: str) -> None:
    entry = bibtex.entry(replace(WORK, title=" ".join(words.split()) or "t"))

    assert is_balanced(entry)
    assert len(bibtexparser.parse_string(entry).entries) == 1


def test_a_title_on_two_lines_is_one_line(project: Project) -> None:
    folder = project(
        {
            "events.yaml": """
            timeline: {title: T}
            sources:
              s: {title: "One\\n\\ttwo", url: "https://e.example/"}
            events:
              - {id: e, date: 1901, title: E, sources: [s]}
            """
        }
    )

    made = {**bibtex.files(read(folder)), **csl_json.files(read(folder))}

    assert "title = {One two}" in made["sources.bib"].decode()
    assert json.loads(made["sources.csl.json"])[0]["title"] == "One two"


# EDTF, what biblatex gets, and what CSL gets.
DATES = [
    pytest.param(
        "1829-02-11",
        ("date", "1829-02-11"),
        {"date-parts": [[1829, 2, 11]]},
        id="day",
    ),
    pytest.param(
        "2022-02-24T05:00+02:00",
        ("date", "2022-02-24"),
        {"date-parts": [[2022, 2, 24]], "edtf": "2022-02-24T05:00+02:00"},
        id="time-of-day-falls-away",
    ),
    pytest.param(
        "2002~",
        ("date", "2002~"),
        {"date-parts": [[2002]], "circa": True, "edtf": "2002~"},
        id="approximate",
    ),
    pytest.param(
        "2022-21",
        ("date", "2022-21"),
        {"date-parts": [[2022]], "season": 1, "edtf": "2022-21"},
        id="season",
    ),
    pytest.param(
        "182X",
        ("date", "182X"),
        {"date-parts": [[1820], [1829]], "circa": True, "edtf": "182X"},
        id="decade",
    ),
    pytest.param(
        "2022-10/2023-02",
        ("date", "2022-10/2023-02"),
        {"date-parts": [[2022, 10], [2023, 2]]},
        id="interval",
    ),
    pytest.param(
        "2022-02/..",
        ("date", "2022-02/.."),
        {"date-parts": [[2022, 2]], "edtf": "2022-02/.."},
        id="open-end",
    ),
    pytest.param(
        "[2022-07-19..2022-07-23]",
        ("date", "2022-07"),
        {"date-parts": [[2022, 7]], "edtf": "[2022-07-19..2022-07-23]"},
        id="one-day-of-a-month",
    ),
    pytest.param(
        "[1828..1829]",
        ("year", "1828/1829"),
        {"date-parts": [[1828], [1829]], "circa": True, "edtf": "[1828..1829]"},
        id="one-of-two-years",
    ),
    pytest.param(
        "[..1829]",
        ("date", "1829~"),
        {"date-parts": [[1829]], "circa": True, "edtf": "[..1829]"},
        id="some-time-up-to",
    ),
    pytest.param(
        "1829-~02",
        ("date", "1829-02~"),
        {"date-parts": [[1829, 2]], "circa": True, "edtf": "1829-~02"},
        id="only-the-month-is-approximate",
    ),
    pytest.param(
        "-0043",
        ("date", "-0043"),
        {"date-parts": [[-44]], "edtf": "-0043"},
        id="44-bce",
    ),
    pytest.param(
        "0000",
        ("date", "0000"),
        {"date-parts": [[-1]]},
        id="1-bce",
    ),
    pytest.param(
        "Y-120000",
        ("year", "-120000"),
        {"date-parts": [[-120001]], "edtf": "Y-120000"},
        id="more-digits",
    ),
]


@pytest.mark.parametrize(("edtf", "biblatex", "csl"), DATES)
def test_a_date_says_no_more_than_is_sure(
    edtf: str, biblatex: tuple[str, str], csl: Mapping[str, object]
) -> None:
    span = dates.read(edtf)
    assert isinstance(span, dates.Span)

    assert bibtex.date(span) == biblatex
    assert csl_json.date(span) == csl
    assert is_date(csl_json.date(span))


def citations(page: Path) -> list[str]:
    """The texts on a page that are there to be copied."""
    found = COPYABLE.findall(page.read_text("utf-8"))
    return [html.unescape(text) for _, text in found]


def test_every_event_and_source_can_be_cited_from_its_page(site: Path) -> None:
    pages = [*site.glob("events/*.html"), *site.glob("sources/*.html")]
    found = {
        page: citations(page)
        for page in pages
        if page.stem != "index" and not page.stem.endswith(".embed")
    }

    assert found
    for page, (plain, entry, item) in found.items():
        fields = entries(entry)[page.stem]
        assert plain
        assert [(i["id"], i["title"]) for i in json.loads(item)] == [
            (page.stem, fields["title"])
        ]
        assert list(breaches(json.loads(item)[0])) == []


def test_an_event_is_cited_with_version_address_and_licence(small: Timeline) -> None:
    day = dates.read("2026-11-22")
    assert isinstance(day, dates.Span)
    timeline = replace(small, history={"opened": Lived(day, day)})

    made = {page.address: page for page in place(timeline).pages}

    citation = made["events/opened.html"].citation
    assert citation.plain == (
        "The line opens. Rails, version of 22 November 2026. "
        "https://example.org/rails/events/opened.html Licence: CC-BY-4.0."
    )
    assert entries(citation.bibtex)["opened"] == {
        "title": "The line opens",
        "organization": "Rails",
        "version": "2026-11-22",
        "date": "2026-11-22",
        "url": "https://example.org/rails/events/opened.html",
        "language": "english",
        "langid": "english",
        "keywords": "Building at last, Trade",
    }
    assert json.loads(citation.csl) == [
        {
            "id": "opened",
            "type": "webpage",
            "title": "The line opens",
            "container-title": "Rails",
            "version": "2026-11-22",
            "issued": {"date-parts": [[2026, 11, 22]]},
            "URL": "https://example.org/rails/events/opened.html",
            "language": "en",
            "keyword": "Building at last, Trade",
        }
    ]


def test_what_is_not_known_of_an_event_is_not_said(small: Timeline) -> None:
    info = small.info.model_copy(update={"base_url": None, "license": None})

    made = {page.address: page for page in place(replace(small, info=info)).pages}

    citation = made["events/old.html"].citation
    assert citation.plain == "What next? Rails."
    assert citation.bibtex.startswith("@misc{old,")
    assert "date" not in entries(citation.bibtex)["old"]


def test_a_source_is_cited_in_words(small: Timeline) -> None:
    made = {page.address: page for page in place(small).pages}

    assert made["sources/web.html"].citation.plain == (
        "State Railway. Rails today. Railway, spring 2020. https://example.org/a_b?c=d%20e&f#g "
        "Read on 22 November 2026. "
        "Archived copy: https://archive.example/2026/https://example.org/a_b"
    )


def test_pages_name_their_permanent_address(small: Timeline) -> None:
    made = {page.address: page.canonical for page in place(small).pages}

    assert made["index.html"] == "https://example.org/rails/"
    assert made["events/old.html"] == "https://example.org/rails/events/old.html"
    assert made["events/opening.html"] == made["events/opened.html"]
    assert made["404.html"] == ""


@pytest.mark.parametrize(
    ("base", "address", "whole"),
    [
        pytest.param("", "about.html", "", id="not-published"),
        pytest.param("https://e.example", "a.html", "https://e.example/a.html", id="host"),
        pytest.param("https://e.example/x/?y#z", "a.html", "https://e.example/x/a.html", id="query"),
        pytest.param("https://e.example/", "events/my-index.html", "https://e.example/events/my-index.html", id="ends-in-index"),
        pytest.param("https://e.example/", "events/é.html", "https://e.example/events/%C3%A9.html", id="beyond-ascii"),
        pytest.param("HTTPS://e.example/é%20x/", "a.html", "https://e.example/%C3%A9%20x/a.html", id="a-path-beyond-ascii"),
    ],
)  # fmt: skip
def test_a_permanent_address_is_whole(base: str, address: str, whole: str) -> None:
    assert absolute(base, address) == whole


def test_readers_find_the_files(site: Path) -> None:
    for name, root in [("sources/index.html", "../"), ("about.html", "")]:
        page = (site / name).read_text("utf-8")
        assert f'href="{root}sources.bib"' in page
        assert f'href="{root}sources.csl.json"' in page


def test_two_builds_give_the_same_bytes(project: Project, build: Build) -> None:
    folder = project({"events.yaml": SMALL})
    made = []

    for seed in ("1", "2"):
        outcome = build(folder, environment={"PYTHONHASHSEED": seed, "LC_ALL": "C"})
        assert outcome.code == 0, outcome.err
        made.append({p.name: p.read_bytes() for p in folder.glob("site/sources.*")})

    assert made[0].keys() == {"sources.bib", "sources.csl.json", "sources.csv"}
    assert made[0] == made[1]
