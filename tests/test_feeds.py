"""Feeds: what readers who follow a timeline get, in what order, and under which names.

feedparser reads the Atom feeds, and Jing (which the HTML checker ships) holds them
against the schema of RFC 4287. No package ships a schema of JSON Feed: what its text
(jsonfeed.org/version/1.1) demands of the fields that we write stands below as one.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import html5lib
import jsonschema
import pytest
from msgspec.structs import replace

from dateline import dates, yaml_text
from dateline.commands.build import TEMPLATES
from dateline.dates import Span
from dateline.history import Lived
from dateline.model import published_at
from dateline.permanent import tag
from dateline.placing.feeds import NEWEST
from dateline.source import Markdown, Source
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import render

CASES = Path(__file__).parent / "cases" / "sites"
BASE = "https://example.org/ri/"
JING = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
ATOM = "{http://www.w3.org/2005/Atom}"

MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
ADDRESS = {"type": "string", "pattern": r"^https?://[^\s/]+/\S*$"}
WORDS = {"type": "string", "minLength": 1}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": WORDS,
        "description": WORDS,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": WORDS,
        "authors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": WORDS},
                "minProperties": 1,
            },
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": WORDS,
                    "url": ADDRESS,
                    "title": WORDS,
                    "content_html": WORDS,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "tags": {"type": "array", "items": WORDS, "uniqueItems": True},
                },
            },
        },
    },
}
#: RFC 4151, 2.1: “tag:” authority “,” date “:” specific.
TAG = re.compile(
    r"tag:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*,"
    r"\d{4}(?:-\d\d){0,2}:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*",
    re.A,
)

HEAD = """
timeline: {title: Rails, base_url: "https://example.org/ri/"}
categories:
  trade: {label: Trade}
  war: {label: War}
  unused: {label: Unused}
sources:
  old: {title: Old book}
  read: {title: A page, url: "https://page.example/a?b=c&d#e", accessed: 2026-03-03}
events:
"""


def event(name: str, year: int, rest: str = "sources: [old]") -> str:
    return f"  - {{id: {name}, date: {year}, title: The {name}, {rest}}}\n"


def span(day: str) -> Span:
    found = dates.read(day)
    assert isinstance(found, Span)
    return found


def lived(**days: tuple[str, str]) -> Mapping[str, Lived]:
    return {
        name: Lived(span(first), span(last)) for name, (first, last) in days.items()
    }


def made_of(
    text: str,
    history: Mapping[str, Lived] | None = None,
    bodies: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """All that a timeline without mistakes becomes, as text by address."""
    fields, found = yaml_text.read("events.yaml", text)
    assert fields is not None, found
    named = {path: Markdown(path, body) for path, body in (bodies or {}).items()}
    media = frozenset({"content/media/map.png"})
    source = Source({"events.yaml": fields}, named, media, texts={"events.yaml": text})
    timeline, problems = parse(replace(source, history=history or {}))
    assert [str(each) for each in problems if each.severity == "mistake"] == []
    files = render(place(timeline), [TEMPLATES])
    return {
        address: content.decode("utf-8")
        for address, content in files.made.items()
        if not address.startswith("assets/")
    }


def ids(feed: str) -> list[str]:
    """The last part of the name of every entry, in the order of the feed."""
    return [each["id"].rpartition("/")[2] for each in json.loads(feed)["items"]]


def items(made: Mapping[str, str], address: str = "feed.json") -> dict[str, Any]:
    return {
        each["id"].rpartition("/")[2]: each
        for each in json.loads(made[address])["items"]
    }


@pytest.fixture(scope="module")
def every(
    published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The real site and the small ones, written to disk, by name."""
    found = {"real": published}
    for name in ("every-field", "persian"):
        timeline, _ = parse(load(CASES / name)[0])
        info = published_at(timeline.info, BASE)
        assert info is not None
        correct = {
            each.id: Lived(*[span("2026-01-02")] * 2) for each in timeline.events
        }
        files = render(
            place(replace(timeline, info=info, history=correct)), [TEMPLATES]
        )
        found[name] = tmp_path_factory.mktemp(name)
        for address, content in files.made.items():
            path = found[name] / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for address, path in files.copied.items():
            (found[name] / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CASES / name / path, found[name] / address)
    return found


def feeds(folder: Path, ending: str) -> list[Path]:
    return [
        *(folder / f"{name}.{ending}" for name in ("feed", "changes")),
        *sorted((folder / "categories").glob(f"*.{ending}")),
    ]


def said_by_jing(root: Path, *files: Path) -> str:
    jar = root / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
    schema = root / "tests/atom.rnc"
    done = subprocess.run(
        ["java", "-cp", jar, JING, "-c", schema, *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def test_every_atom_feed_is_what_the_standard_says(
    root: Path, every: Mapping[str, Path]
) -> None:
    files = [file for folder in every.values() for file in feeds(folder, "xml")]

    said = said_by_jing(root, *files)

    assert len(files) > 6
    assert said == ""


def test_the_schema_finds_what_is_missing(root: Path, tmp_path: Path) -> None:
    made = made_of(HEAD + event("one", 1829, "sources: [read]"))
    file = tmp_path / "feed.xml"
    file.write_text(re.sub("<updated>.*?</updated>", "", made["feed.xml"], count=1))

    said = said_by_jing(root, file)

    assert "missing required" in said
    assert "updated" in said


@pytest.mark.parametrize("name", ["real", "every-field", "persian"])
def test_every_json_feed_is_what_its_text_says(
    every: Mapping[str, Path], name: str
) -> None:
    for path in feeds(every[name], "json"):
        feed = json.loads(path.read_text(encoding="utf-8"))

        jsonschema.validate(feed, JSON_FEED)
        named = [item["id"] for item in feed["items"]]
        assert sorted(set(named)) == sorted(named)


@pytest.mark.parametrize("name", ["real", "every-field", "persian"])
def test_both_formats_say_the_same(every: Mapping[str, Path], name: str) -> None:
    for xml, other in zip(
        feeds(every[name], "xml"), feeds(every[name], "json"), strict=True
    ):
        atom = feedparser.parse(
            xml.read_bytes(), sanitize_html=False, resolve_relative_uris=False
        )
        plain = json.loads(other.read_text(encoding="utf-8"))

        assert not atom.bozo
        assert atom.version == "atom10"
        assert atom.feed.title_detail.type == "text/plain"
        assert (atom.feed.title, atom.feed.link) == (
            plain["title"],
            plain["home_page_url"],
        )
        assert atom.feed.author
        assert [
            (e.id, e.link, e.title, e.updated, e.get("published"), e.content[0].value)
            for e in atom.entries
        ] == [
            (
                *(i["id"], i["url"], i["title"], i["date_modified"]),
                *(i.get("date_published"), i["content_html"]),
            )
            for i in plain["items"]
        ]


@pytest.mark.parametrize("name", ["real", "every-field", "persian"])
def test_an_entry_leads_to_what_is_there_wherever_it_is_read(
    every: Mapping[str, Path], name: str
) -> None:
    folder = every[name]
    for address, id_ in inside(feeds(folder, "json")):
        page = folder / (unquote(address) or "index.html")

        assert page.is_file(), address
        assert not id_ or f'id="{unquote(id_)}"' in page.read_text(encoding="utf-8")


def inside(files: list[Path]) -> set[tuple[str, str]]:
    """The pages of the site that entries lead to, with anchors; others must be whole."""
    found = set()
    for path in files:
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            links = re.findall(r'\s(?:href|src)="([^"]*)"', item["content_html"])
            for link in [item["url"], *links]:
                assert urlsplit(link).scheme in {"http", "https"}, link
                page, anchor = urldefrag(link.replace("&amp;", "&"))
                if page.startswith(BASE):
                    found.add((page.removeprefix(BASE), anchor))
    return found


def test_an_entry_is_html_that_a_browser_takes_as_it_is(
    every: Mapping[str, Path],
) -> None:
    for path in feeds(every["every-field"], "json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            parser = html5lib.HTMLParser(strict=True)

            assert parser.parseFragment(item["content_html"]) is not None


def test_an_entry_holds_the_whole_event_with_its_sources(
    every: Mapping[str, Path],
) -> None:
    made = {
        path.name: path.read_text(encoding="utf-8")
        for path in feeds(every["every-field"], "json")
    }

    (entry,) = [
        each
        for each in json.loads(made["feed.json"])["items"]
        if each["id"] == "tag:example.org,2026:/ri/events/griboyedov-killed"
        or each["id"].endswith("/envoy-killed")
    ]

    told = re.sub(r"<[^>]*>", "", entry["content_html"])
    assert "11 February 1829" in told
    assert "Disputed." in told
    assert "A crowd stormed the Russian mission1" in told
    assert "his age" in told
    assert "Encyclopædia Iranica, Griboedov, Alexander Sergeevich" in told
    assert "Archived copy" in told


def test_a_feed_goes_by_the_day_of_the_change_and_not_of_the_event() -> None:
    made = made_of(
        HEAD + event("first", 1829) + event("second", 1900) + event("third", 2000),
        lived(
            first=("2026-01-01", "2026-05-05"),
            second=("2026-02-02", "2026-02-02"),
            third=("2026-01-01", "2026-01-01"),
        ),
    )

    found = items(made)

    assert list(found) == ["first", "second", "third"]
    assert found["first"]["date_published"] == "2026-01-01T00:00:00Z"
    assert found["first"]["date_modified"] == "2026-05-05T00:00:00Z"


def test_of_one_day_what_was_published_last_comes_first_then_the_later_event() -> None:
    made = made_of(
        HEAD + event("a", 1829) + event("b", 1900) + event("c", 2000),
        lived(
            a=("2026-02-02", "2026-02-02"),
            b=("2026-01-01", "2026-02-02"),
            c=("2026-01-01", "2026-02-02"),
        ),
    )

    assert ids(made["feed.json"]) == ["a", "c", "b"]


CORRECTED = "sources: [old], corrections: [{date: 2026-06, note: Was 1830.}]"


def test_a_correction_makes_an_event_new_again() -> None:
    made = made_of(
        HEAD + event("one", 1829, CORRECTED) + event("two", 1900),
        lived(one=("2026-01-01", "2026-01-01"), two=("2026-02-02", "2026-02-02")),
    )

    found = items(made)

    assert list(found) == ["one", "two"]
    assert found["one"]["date_modified"] == "2026-06-01T00:00:00Z"
    assert "Was 1830." in found["one"]["content_html"]


def test_what_was_corrected_before_its_first_known_day_was_published_before_it() -> (
    None
):
    made = made_of(
        HEAD + event("one", 1829, CORRECTED), lived(one=("2026-07-07", "2026-07-07"))
    )

    found = items(made)["one"]

    assert "date_published" not in found
    assert found["date_modified"] == "2026-07-07T00:00:00Z"


def test_without_a_history_an_event_is_as_old_as_the_reading_of_its_sources() -> None:
    made = made_of(
        HEAD
        + event("read", 1829, "sources: [old, read]")
        + event("corrected", 1900, CORRECTED)
        + event("unknown", 2000)
    )

    found = items(made)

    assert list(found) == ["corrected", "read"]
    assert found["read"]["date_modified"] == "2026-03-03T00:00:00Z"
    assert "date_published" not in found["read"]
    assert "unknown" not in made["feed.xml"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + event("one", 1829), id="no-day-is-known"),
        pytest.param(HEAD.replace(", base_url", ", subtitle"), id="no-address"),
    ],
)
def test_where_there_is_no_feed_no_page_points_to_one(text: str) -> None:
    made = made_of(text if "one" in text else text + event("one", 1829, CORRECTED))

    assert not {name for name in made if re.search(r"feed|changes\.[xj]", name)}
    pointing = re.compile(r'rel="alternate" type="application/(?:atom|feed)')
    assert not {name for name, page in made.items() if pointing.search(page)}
    assert "feed" not in made["changes.html"]


def test_the_site_as_it_lies_on_disk_has_no_feed(site: Path) -> None:
    assert not list(site.rglob("feed.*"))
    assert not list(site.glob("sitemap*"))


def test_every_page_points_to_the_feeds(published: Path) -> None:
    found = {
        page.relative_to(published).as_posix(): {
            unquote(urljoin(f"/{page.relative_to(published).as_posix()}", link))
            for link in re.findall(
                r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" '
                r'title="[^"]+" href="([^"]+)">',
                page.read_text(encoding="utf-8"),
            )
        }
        for page in published.rglob("*.html")
        if page.name != "404.html" and not page.name.endswith("embed.html")
    }

    whole = {
        f"/{name}.{end}" for name in ("feed", "changes") for end in ("xml", "json")
    }
    own = {"/categories/war.xml", "/categories/war.json"}
    assert found.pop("categories/war.html") == whole | own
    assert all(links >= whole for links in found.values())
    assert all(
        (published / link[1:]).is_file() for each in found.values() for link in each
    )


@pytest.mark.parametrize("page", ["changes.html", "categories/war.html"])
def test_a_reader_finds_the_feeds_on_the_page(published: Path, page: str) -> None:
    text = (published / page).read_text(encoding="utf-8")

    (line,) = re.findall(r'<p class="downloads">Follow.*?</p>', text, re.S)

    links = re.findall(r'href="([^"]+)">([^<]+)</a>', line)
    assert len(links) in {2, 4}
    assert all((published / page).parent.joinpath(to).is_file() for to, _ in links)


def test_the_feed_of_a_category_holds_its_events_alone() -> None:
    made = made_of(
        HEAD
        + event("one", 1829, "sources: [read], categories: [trade, war]")
        + event("two", 1900, "sources: [read], categories: [war]")
    )

    assert ids(made["categories/trade.json"]) == ["one"]
    assert ids(made["categories/war.json"]) == ["two", "one"]
    assert "categories/unused.xml" not in made
    assert 'categories/war.xml"' not in made["categories/unused.html"]


def test_the_feed_of_corrections_goes_by_their_days() -> None:
    made = made_of(
        HEAD
        + event("one", 1829, CORRECTED)
        + event(
            "two",
            1900,
            "sources: [read], corrections: ["
            '{date: 2026-07-07, note: "Said *tea* [@read]."}, '
            "{date: 2026-07-07, note: Twice.}, {date: 2025, note: Long ago.}]",
        )
    )

    feed = json.loads(made["changes.json"])

    assert feed["title"] == "Corrections · Rails"
    assert feed["home_page_url"] == "https://example.org/ri/changes.html"
    assert [
        (i["id"].partition(":/ri/")[2], i["date_modified"][:10]) for i in feed["items"]
    ] == [
        ("corrections/two/2026-07-07", "2026-07-07"),
        ("corrections/two/2026-07-07/2", "2026-07-07"),
        ("corrections/one/2026-06", "2026-06-01"),
        ("corrections/two/2025", "2025-01-01"),
    ]
    assert feed["items"][0]["title"] == "Corrected: The two"
    assert feed["items"][0]["content_html"].startswith(
        '<div>\n<p><time datetime="2026-07-07">7 July 2026</time>: Said <em>tea</em>'
        '<sup><a href="https://example.org/ri/events/two.html#two.s1">1</a></sup>.</p>'
    )


def test_readers_can_wait_for_the_first_correction() -> None:
    made = made_of(HEAD + event("one", 1829, "sources: [read]"))

    feed = feedparser.parse(made["changes.xml"])

    assert feed.entries == []
    assert feed.feed.updated == "2026-03-03T00:00:00Z"


def test_a_feed_holds_the_newest_alone() -> None:
    many = "".join(event(f"e{n}", 1800 + n) for n in range(NEWEST + 5))
    history = lived(
        **{f"e{n}": (f"20{n:02}-01-01", f"20{n:02}-01-01") for n in range(NEWEST + 5)}
    )

    made = made_of(HEAD + many, history)

    newest = [f"e{n}" for n in reversed(range(5, NEWEST + 5))]
    assert ids(made["feed.json"]) == newest


def test_an_event_that_is_renamed_stays_the_same_entry() -> None:
    before = made_of(HEAD + event("one", 1829, "sources: [read]"))
    after = made_of(HEAD + event("uno", 1829, "sources: [read], aliases: [one, eins]"))

    entry = items(after)["one"]

    assert entry["id"] == items(before)["one"]["id"]
    assert entry["url"] == "https://example.org/ri/events/uno.html"


@pytest.mark.parametrize(
    ("base", "name"),
    [
        pytest.param(BASE, "tag:example.org,2026:/ri/feed", id="a-path"),
        pytest.param("http://Example.ORG", "tag:example.org,2026:/feed", id="capitals"),
        pytest.param(
            "https://example.org:8080/a%20b/?c#d",
            "tag:example.org,2026:/a%20b/feed",
            id="a-port-and-signs",
        ),
        pytest.param(
            "https://müller.example/ü",
            "tag:xn--mller-kva.example,2026:/%C3%BC/feed",
            id="letters-beyond-ascii",
        ),
        pytest.param("http://[::1]/", "tag:1,2026:/feed", id="a-number-for-a-host"),
    ],
)
def test_a_name_in_a_feed_is_a_tag(base: str, name: str) -> None:
    assert tag(base, "feed") == name
    assert TAG.fullmatch(name)


def test_every_name_in_the_real_feeds_is_a_tag(published: Path) -> None:
    atom = (published / "feed.xml").read_text(encoding="utf-8")

    names = re.findall("<id>(.*?)</id>", atom)

    assert len(names) > 1
    assert [name for name in names if not TAG.fullmatch(name)] == []


def test_a_long_text_keeps_its_way_to_other_pages_and_its_footnotes() -> None:
    body = (
        "So it was[^1]; see [how](../about.md), [two](two.md) and [the root](/x).\n\n"
        "![The map](../media/map.png)\n\n[^1]: A note [@read, p. 3]."
    )
    made = made_of(
        HEAD + event("one", 1829, "sources: [read]") + event("two", 1900),
        bodies={"content/events/one.md": body, "content/about.md": "# About\n"},
    )

    html = items(made)["one"]["content_html"]

    assert set(re.findall(r'(?:href|src)="(https://example.org/[^"]*)"', html)) == {
        "https://example.org/ri/about.html",
        "https://example.org/ri/events/two.html",
        "https://example.org/x",
        "https://example.org/ri/media/map.png",
        "https://example.org/ri/events/one.html#one.text-fn:1",
        "https://example.org/ri/events/one.html#one.text-fnref:1",
        "https://example.org/ri/events/one.html#one.s1",
        "https://example.org/ri/sources/read.html",
    }


def test_words_that_look_like_markup_stay_words() -> None:
    made = made_of(
        HEAD.replace("title: Rails", 'title: "A <b> & \\"c\\""')
        + '  - {id: one, date: 1829, title: "<i>Tea</i> & ]]>", sources: [read], '
        'summary: "So href=\\"x\\" is `<a href=\\"y\\">`."}\n'
    )

    feed = feedparser.parse(made["feed.xml"], sanitize_html=False)

    assert feed.feed.title == 'A <b> & "c"'
    assert feed.entries[0].title == "<i>Tea</i> & ]]>"
    assert (
        'So href="x" is <code>&lt;a href="y"&gt;</code>.'
        in feed.entries[0].content[0].value
    )


@pytest.mark.parametrize("number", ["1", "x1f", "xfffe", "xd800", "0", "x7f"])
def test_no_sign_that_xml_forbids_gets_in_by_its_number(number: str) -> None:
    made = made_of(
        HEAD + event("one", 1829, f'summary: "Tea &#{number}; here.", sources: [read]')
    )

    feed = feedparser.parse(made["feed.xml"])

    assert not feed.bozo
    assert "Tea" in feed.entries[0].content[0].value


def test_a_language_from_right_to_left_is_read_so_everywhere(
    every: Mapping[str, Path],
) -> None:
    feed = (every["persian"] / "feed.json").read_text(encoding="utf-8")

    entry = json.loads(feed)["items"][0]

    assert json.loads(feed)["language"] == "fa"
    assert entry["content_html"].startswith('<div lang="fa" dir="rtl">')


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def test_nothing_of_an_editors_note_is_in_a_feed(every: Mapping[str, Path]) -> None:
    said = [
        text
        for path in feeds(every["every-field"], "json")
        for text in strings(json.loads(path.read_text(encoding="utf-8")))
    ]

    assert not [text for text in said if "Check the toll" in text]
