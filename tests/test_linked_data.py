"""What pages say to programs: JSON-LD in the words of schema.org, and Open Graph.

Which type has which property, and what may stand in it, is read from ``schema-dts``, the
vocabulary as its editors' tools write it out; html5lib finds the blocks, and extruct
reads whole pages as a search engine does.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import html5lib
import pytest
from playwright.sync_api import Page

from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import render
from dateline.templating import script

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = ROOT / "tests/node_modules/schema-dts/dist/schema.d.ts"

Project = Callable[[Mapping[str, str | bytes]], Path]
Json = dict[str, Any]

BLOCK = re.compile(
    r"^interface (\w+?)Base(?:<[^>]*>)? extends ([^{]+)\{\n(.*?)^\}", re.S | re.M
)
# A type without properties of its own is only a leaf of the one above it.
LEAF = re.compile(r"^export interface (\w+)Leaf(?:<[^>]*>)? extends (\w+)Base\b", re.M)
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;$', re.M)
#: What stands as text in JSON, and may only be written so.
TEXTS = {"Text", "URL", "Date", "DateTime", "Time"}


@cache
def vocabulary() -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, set[str]]]]:
    """The types above each type, and for each its own properties with what they take."""
    above: dict[str, tuple[str, ...]] = {}
    properties: dict[str, dict[str, set[str]]] = {}
    text = VOCABULARY.read_text("utf-8")
    for name, parents, body in BLOCK.findall(text):
        above[name] = tuple(re.findall(r"\b(\w+)Base\b", parents))
        properties[name] = {
            key: set(kinds.split(" | ")) for key, kinds in PROPERTY.findall(body)
        }
    for name, parent in LEAF.findall(text):
        above.setdefault(name, (parent,))
    return above, properties


@cache
def lineage(name: str) -> frozenset[str]:
    """A type and all that it is a kind of."""
    above, _ = vocabulary()
    return frozenset({name}.union(*(lineage(parent) for parent in above.get(name, ()))))


def takes(name: str, key: str) -> set[str]:
    """The types that a property of a type takes; none if it has no such property."""
    _, properties = vocabulary()
    kinds = (properties.get(each, {}).get(key, set()) for each in lineage(name))
    return set().union(*kinds)


def breaches(thing: Json, path: str = "") -> Iterator[str]:
    """Where a thing breaks the vocabulary."""
    kind = thing.get("@type")
    if kind is None:
        yield from ([] if thing.keys() == {"name"} else [f"{path} has no type"])
        return
    if kind not in vocabulary()[0]:
        yield f"{path}: no type {kind}"
    for key, value in thing.items():
        if key.startswith("@"):
            continue
        wanted = takes(kind, key)
        if not wanted:
            yield f"{path}: a {kind} has no {key}"
        for each in value if isinstance(value, list) else [value]:
            yield from misfits(each, wanted, f"{path}/{key}")


def misfits(value: object, wanted: set[str], path: str) -> Iterator[str]:
    if isinstance(value, dict):
        is_named = "@type" not in value  # somebody, of whom we know no more
        if not (is_named or wanted & lineage(value["@type"])):
            yield f"{path} takes {wanted}, not a {value['@type']}"
        yield from breaches(value, path)
    elif isinstance(value, bool):
        yield from ([] if "Boolean" in wanted else [f"{path} takes no truth"])
    elif isinstance(value, int | float):
        fits = wanted & {"Number", "Integer", "Float"}
        yield from ([] if fits else [f"{path} takes no number"])
    elif not (value and wanted & (TEXTS | {"WebPage", "Thing"})):
        yield f"{path} takes {wanted}, not “{value}”"


def said(text: str) -> Json:
    """The linked data of a page; an empty one where it has none."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    blocks = tree.findall(".//script[@type='application/ld+json']")
    assert len(blocks) <= 1
    found: Json = json.loads(blocks[0].text) if blocks else {}
    return found


def metas(text: str) -> dict[str, str]:
    """Open Graph and what goes with it, by name."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found = (
        (meta.get("property") or meta.get("name") or "", meta.get("content") or "")
        for meta in tree.findall(".//meta")
    )
    return {
        name: value for name, value in found if name.startswith(("og:", "twitter:"))
    }


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page of the real timeline, by address."""
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def linked(pages: Mapping[str, str]) -> dict[str, Json]:
    """The linked data of every page that has some."""
    return {address: found for address, text in pages.items() if (found := said(text))}


def test_every_page_but_that_of_a_mistyped_address_says_what_it_is(
    pages: Mapping[str, str], linked: Mapping[str, Json]
) -> None:
    silent = pages.keys() - linked.keys()
    assert {name for name in silent if not name.endswith("embed.html")} == {"404.html"}


def test_every_word_is_one_of_the_vocabulary(linked: Mapping[str, Json]) -> None:
    assert {thing["@context"] for thing in linked.values()} == {"https://schema.org"}
    found = {breach for thing in linked.values() for breach in breaches(thing)}
    assert found == set()


def test_the_vocabulary_refuses_what_it_does_not_have() -> None:
    thing = {
        "@type": "Event",
        "startDate": "1905",
        "datePublished": "1905",
        "location": {"@type": "Person", "name": "Ash"},
    }

    assert [*breaches(thing)] == [
        ": a Event has no datePublished",
        "/datePublished takes set(), not “1905”",
        f"/location takes {takes('Event', 'location')}, not a Person",
    ]


def test_every_page_below_the_timeline_says_the_way_to_it(
    linked: Mapping[str, Json],
) -> None:
    for address, thing in linked.items():
        steps = thing.get("breadcrumb", {}).get("itemListElement", [])
        assert [step["position"] for step in steps] == [*range(1, len(steps) + 1)]
        assert bool(steps) == (address != "index.html")
        assert {step["name"] for step in steps[-1:]} <= {thing["name"]}


def test_every_source_of_an_event_is_cited(
    site: Path, linked: Mapping[str, Json]
) -> None:
    data = json.loads((site / "events.json").read_text("utf-8"))

    for event in data["events"]:
        cited = linked[event["page"]]["citation"]
        assert [work["name"] for work in cited] == [
            data["sources"][key]["title"] for key in event["sources"]
        ]
        assert linked[event["page"]]["temporalCoverage"] == event["date"]


def test_what_is_alleged_or_disputed_is_never_called_an_event(
    site: Path, linked: Mapping[str, Json]
) -> None:
    data = json.loads((site / "events.json").read_text("utf-8"))

    kinds = {
        (event["status"], linked[event["page"]]["mainEntity"]["@type"])
        for event in data["events"]
    }

    assert {kind for status, kind in kinds if status in ("alleged", "disputed")} == {
        "Claim"
    }
    assert {
        kind for status, kind in kinds if status in ("established", "reported")
    } == {"Event"}


def test_the_dataset_names_every_file_to_take_away(
    site: Path, linked: Mapping[str, Json]
) -> None:
    dataset = linked["index.html"]["mainEntity"]

    named = {file["contentUrl"] for file in dataset["distribution"]}
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["temporalCoverage"] == "1828/2024"
    assert len(named) == 8
    assert [name for name in named if not (site / name).is_file()] == []


def test_addresses_lead_to_pages_of_the_site(
    site: Path, linked: Mapping[str, Json]
) -> None:
    for address, thing in linked.items():
        folder = (site / address).parent
        works = [work["@id"] for work in thing.get("citation", [])]
        steps = thing.get("breadcrumb", {}).get("itemListElement", [])
        found = [thing["url"], *works, *(step["item"] for step in steps)]
        missing = [to for to in found if not (folder / to.partition("#")[0]).is_file()]
        assert missing == []


SMALL = """\
timeline: {{title: Rails, language: fa, license: CC-BY-4.0, base_url: "https://example.org/rails"}}
sources:
  log: {{title: "</script><script>alert(1)</script> & Söhne", publisher: Railway, published: 1905-07~, url: "https://example.org/log", archived: "https://archive.example/log"}}
events:
  - id: opened
    date: "{date}"
    title: "The <b>line</b> opens"
    summary: "Said [@log]."
    sources: [log]
    status: {status}
    status_reason: Once.
    claimed_by: [Ash]
    denied_by: [Birch]
    places: [{{name: Ashford, country: GB, lat: 51.1, lon: 0.9}}]
    actors: [Railway]
    aliases: [opening]
"""


@pytest.fixture
def built(project: Project) -> Callable[..., Mapping[str, str]]:
    """The pages of a small site, by address: ``built("1905-06", "alleged")``."""

    def make(date: str = "1905-06-29", status: str = "established") -> dict[str, str]:
        text = SMALL.format(date=date, status=status)
        source, problems = load(project({"events.yaml": text}))
        timeline, found = parse(source)
        assert [*problems, *found] == []
        files = render(place(timeline), [ROOT / "templates"])
        return {
            address: made.decode("utf-8")
            for address, made in files.made.items()
            if address.endswith(".html")
        }

    return make


# What is written, and what an Event may say of it.
DATES = [
    pytest.param("1905-06-29", ("1905-06-29", "1905-06-29"), id="day"),
    pytest.param("1905-06", ("1905-06", "1905-06"), id="month"),
    pytest.param("1905", ("1905", "1905"), id="year"),
    pytest.param("1905-06-29/1905-07", ("1905-06-29", "1905-07"), id="interval"),
    pytest.param("1905-06-29/..", ("1905-06-29", None), id="still-going-on"),
    pytest.param("1905~", (None, None), id="about"),
    pytest.param("1905?/1906", (None, "1906"), id="perhaps-since"),
    pytest.param("190X", (None, None), id="decade"),
    pytest.param("1905-22", (None, None), id="season"),
    pytest.param("[1905..1906]", (None, None), id="one-of-two-years"),
    pytest.param("-0043-03-15", (None, None), id="before-the-year-1"),
    pytest.param(
        "2022-02-24T05:00+02:00",
        ("2022-02-24T05:00+02:00", "2022-02-24T05:00+02:00"),
        id="minute",
    ),
]


@pytest.mark.parametrize(("date", "ends"), DATES)
def test_an_event_begins_and_ends_only_as_far_as_is_known(
    built: Callable[..., Mapping[str, str]],
    date: str,
    ends: tuple[str | None, str | None],
) -> None:
    page = said(built(date)["events/opened.html"])

    event = page["mainEntity"]
    assert (event.get("startDate"), event.get("endDate")) == ends
    assert page["temporalCoverage"] == date


def test_a_claim_names_who_makes_it_and_who_denies_it(
    built: Callable[..., Mapping[str, str]],
) -> None:
    page = said(built(status="alleged")["events/opened.html"])

    assert page["mainEntity"] == {
        "@type": "Claim",
        "@id": "https://example.org/rails/events/opened.html#claim",
        "name": "The <b>line</b> opens",
        "description": "ادعاشده. به گفتهٔ Ash. رد یا نقض شده از سوی Birch. Said.",
        "about": [{"name": "Railway"}],
        "author": [{"name": "Ash"}],
        "temporalCoverage": "1905-06-29",
        "contentLocation": [
            {
                "@type": "Place",
                "name": "Ashford",
                "address": {"@type": "PostalAddress", "addressCountry": "GB"},
                "geo": {
                    "@type": "GeoCoordinates",
                    "latitude": 51.1,
                    "longitude": 0.9,
                },
            }
        ],
    }


def test_a_source_says_what_is_known_of_it(
    built: Callable[..., Mapping[str, str]],
) -> None:
    page = said(built()["sources/log.html"])

    assert page["mainEntity"] == {
        "@type": "WebPage",
        "@id": "https://example.org/rails/sources/log.html#source",
        "name": "</script><script>alert(1)</script> & Söhne",
        "publisher": {"@type": "Organization", "name": "Railway"},
        "inLanguage": "fa",
        "url": "https://example.org/log",
        "archivedAt": "https://archive.example/log",
    }


def test_a_page_names_itself_to_those_who_share_it(
    built: Callable[..., Mapping[str, str]],
) -> None:
    site = built()

    assert metas(site["events/opened.html"]) == {
        "og:title": "The <b>line</b> opens",
        "og:description": "Said.",
        "og:type": "article",
        "og:url": "https://example.org/rails/events/opened.html",
        "og:site_name": "Rails",
        "og:locale": "fa_IR",
        "og:image": "https://example.org/rails/posters/opened.png",
        "og:image:type": "image/png",
        "og:image:width": "800",
        "og:image:height": "420",
        "og:image:alt": (
            "۲۹ ژوئن ۱۹۰۵، The <b>line</b> opens، رویداد ۱ از ۱. Rails. ۱ منبع."
        ),
        "twitter:card": "summary_large_image",
    }
    assert metas(site["index.html"])["og:type"] == "website"


def test_a_page_that_has_moved_says_nothing(
    built: Callable[..., Mapping[str, str]],
) -> None:
    assert said(built()["events/opening.html"]) == {}


def test_no_words_end_the_block() -> None:
    words = "</script> <!-- & \u2028 \u2029"

    made = script(json.dumps(words, ensure_ascii=False))

    assert not set("<>&\u2028\u2029") & set(str(made))
    assert json.loads(made) == words


def test_no_script_stands_in_a_page(pages: Mapping[str, str]) -> None:
    inline = {
        (address, tag)
        for address, text in pages.items()
        for tag in re.findall(r"<script\b[^>]*>", text, re.I)
        if " src=" not in tag
    }

    assert {tag for _, tag in inline} == {'<script type="application/ld+json">'}


def test_the_browser_runs_nothing_of_it_and_refuses_nothing(
    page: Page, served: str
) -> None:
    page.goto(f"{served}events/griboyedov-killing-1829.html")

    found = json.loads(
        page.locator("script[type='application/ld+json']").text_content() or ""
    )
    assert found["mainEntity"]["name"] == page.locator("h1").text_content()


#: What a page is about, by where it stands.
ABOUT = {
    "index.html": "Dataset",
    "events/jcpoa-concluded-2015.html": "Event",
    "sources/iranica-griboedov.html": "Article",
    "stories/which-way-the-weapons-went.html": "Article",
}


@pytest.mark.parametrize("address", ABOUT)
def test_another_program_finds_what_a_page_is_about(
    published: Path, address: str
) -> None:
    page = (published / address).read_text(encoding="utf-8")
    base = f"https://example.org/ri/{address}"

    found = extruct.extract(page, base_url=base, syntaxes=["json-ld", "opengraph"])

    (told,) = found["json-ld"]
    (shared,) = found["opengraph"]
    assert told["@context"] == "https://schema.org"
    assert told["mainEntity"]["@type"] == ABOUT[address]
    assert dict(shared["properties"])["og:url"] == told["url"]
