"""Posters: the pictures that are shown where a link to a page is shared."""

import os
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from html import unescape
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import posters
from dateline.commands import kept_posters
from dateline.pages import Poster, PosterAxis, Spot
from dateline.posters import letters, raster, sheet
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://example.org/ri/"
EVENTS = """\
timeline: {title: Мосты, language: ru, base_url: "https://example.org/m/"}
categories: {stone: {label: Каменные}}
sources: {a: {title: A}, b: {title: B}}
events:
  - {id: opens, date: 1831, title: Мост открыт, sources: [a, b], categories: [stone]}
  - {id: falls, date: 1990-05/1991, title: Мост падает, sources: [a], status: reported}
  - {id: chinese, date: 1999, title: 桥 opens, sources: [a]}
"""
SMALL = Poster(
    "posters/e.png",
    "What it shows.",
    "ltr",
    name="Bridges",
    facts="2 sources",
    date="11 February 1829",
    title="The bridge opens",
    below="",
    status="Disputed",
    look=3,
    axis=PosterAxis(
        596,
        ((0.0, 200.0), (230.0, 596.0)),
        ((215.0, "150 y"),),
        ((9, 9, "1828"),),
        (9,),
    ),
    spot=Spot(300.0, (300.0, 400.0), (280.0, 420.0)),
)


def shape(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, of which every checksum is right."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    at, sizes = 8, []
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        body = picture[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack(">I", picture[at + 8 + length : at + 12 + length])
        assert zlib.crc32(body) == checksum
        if kind == b"IHDR":
            sizes.append(struct.unpack(">II", body[4:12]))
        at += 12 + length
    (size,) = sizes
    return size


def metas(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    return {
        name: unescape(content)
        for name, content in found
        if name.startswith(("og:image", "twitter:"))
    }


def all_of(folder: Path) -> Mapping[str, bytes]:
    """Every file of a site by its address."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def bridges(
    project: Callable[..., Path], build: Callable[..., object]
) -> tuple[Path, Path]:
    """A small published timeline, and its site."""
    folder = project({"events.yaml": EVENTS})
    build(folder)
    return folder, folder / "site"


# What is there


def test_every_event_of_a_published_timeline_has_a_poster(published: Path) -> None:
    pages = (published / "events").glob("*.html")
    events = {path.stem for path in pages if not path.stem.endswith(".embed")}

    drawn = {path.stem for path in (published / "posters").glob("*.png")}

    assert drawn == events
    assert {
        shape(path.read_bytes())
        for path in (*(published / "posters").iterdir(), published / "poster.png")
    } == {(800, 420)}


def test_where_nobody_knows_the_address_there_are_no_posters(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")

    assert not (site / "posters").exists()
    assert not (site / "poster.png").exists()
    assert metas(page) == {"twitter:card": "summary"}


def test_a_page_says_what_its_poster_is_and_shows(published: Path) -> None:
    page = published / "events/griboyedov-killing-1829.html"

    assert metas(page.read_text(encoding="utf-8")) == {
        "og:image": f"{BASE}posters/griboyedov-killing-1829.png",
        "og:image:type": "image/png",
        "og:image:width": "800",
        "og:image:height": "420",
        "og:image:alt": (
            "11 February 1829, Mob kills Russian envoy Griboyedov in Tehran, "
            "event 2 of 45. Russia and Iran. 11 sources."
        ),
        "twitter:card": "summary_large_image",
    }


def test_every_poster_that_a_page_names_is_there(published: Path) -> None:
    named = {}
    for page in (published / "index.html", *(published / "events").glob("*[0-9].html")):
        said = metas(page.read_text(encoding="utf-8"))
        named[page.stem] = said["og:image"].removeprefix(BASE)
        assert said["og:image:alt"]

    assert named["index"] == "poster.png"
    assert [each for each in named.values() if not (published / each).is_file()] == []


def test_an_event_in_letters_that_we_cannot_draw_shows_the_poster_of_the_timeline(
    bridges: tuple[Path, Path],
) -> None:
    _, site = bridges

    said = metas((site / "events/chinese.html").read_text(encoding="utf-8"))

    assert said["og:image"] == "https://example.org/m/poster.png"
    assert {path.stem for path in (site / "posters").iterdir()} == {"opens", "falls"}


def test_what_is_in_doubt_is_so_on_its_poster_and_in_its_words(
    bridges: tuple[Path, Path],
) -> None:
    said = metas((bridges[1] / "events/falls.html").read_text(encoding="utf-8"))

    assert "Сообщается" in said["og:image:alt"]
    assert "Disputed" in sheet.svg(SMALL)


def test_of_a_large_timeline_the_most_important_events_have_posters(
    project: Callable[..., Path],
) -> None:
    lines = [
        f"  - {{id: e{n}, date: {1500 + n}, title: T, sources: [a], importance: {rank}}}"
        for n, rank in enumerate([2, 1, *([2] * (posters.MOST - 2)), 3])
    ]
    head = "timeline: {title: T, base_url: 'https://example.org'}\nsources: {a: {title: A}}"
    folder = project({"events.yaml": "\n".join([head, "events:", *lines])})

    placed = place(parse(load(folder)[0])[0])

    drawn = {poster.address for poster in placed.posters}
    assert len(lines) == posters.MOST + 1
    assert len(drawn) == posters.MOST + 1  # that of the timeline is one of them
    assert "posters/e1.png" not in drawn


def test_a_file_of_content_cannot_stand_where_a_poster_does(
    project: Callable[..., Path], build: Callable[..., object]
) -> None:
    folder = project({"events.yaml": EVENTS, "content/posters/opens.png": b""})

    outcome = build(folder)

    assert "the site makes the folder “posters” itself" in outcome.err  # type: ignore[attr-defined]


# The same bytes


def test_the_same_poster_has_the_same_bytes_without_the_fonts_of_the_machine(
    tmp_path: Path,
) -> None:
    here = raster.png(sheet.svg(SMALL))
    code = "import sys, test_posters as t; sys.stdout.buffer.write(t.raster.png(t.sheet.svg(t.SMALL)))"
    there = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tests",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
            "HOME": str(tmp_path),
            "FONTCONFIG_FILE": str(tmp_path / "none"),
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
        },
        capture_output=True,
        check=True,
    ).stdout

    assert here == there


def test_what_is_kept_never_changes_a_byte(
    bridges: tuple[Path, Path], build: Callable[..., object]
) -> None:
    folder, site = bridges
    fresh = all_of(site)
    kept = folder / ".dateline/posters"
    names = sorted(path.name for path in kept.iterdir())
    assert len(names) == 3

    def again() -> Mapping[str, bytes]:
        shutil.rmtree(site)
        build(folder)
        return all_of(site)

    with_it = again()
    shutil.rmtree(folder / ".dateline")
    without = again()
    first, second, third = (kept / name for name in names)
    first.write_bytes(second.read_bytes())  # another poster in its place
    second.write_bytes(b"")
    third.write_bytes(third.read_bytes()[:-9])
    poisoned = again()
    shutil.rmtree(kept)
    kept.write_text("a file where the folder would be")
    blocked = again()

    assert fresh == with_it == without == poisoned == blocked


def test_nothing_is_drawn_a_second_time(
    bridges: tuple[Path, Path], build: Callable[..., object]
) -> None:
    folder, site = bridges
    kept = folder / ".dateline/posters"
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}

    shutil.rmtree(site)
    build(folder)

    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert after == before


def test_what_no_build_asks_for_any_more_is_not_kept(
    bridges: tuple[Path, Path], build: Callable[..., object]
) -> None:
    folder, _ = bridges
    before = {path.name for path in (folder / ".dateline/posters").iterdir()}
    data = folder / "events.yaml"
    data.write_text(EVENTS.replace("Мост открыт", "Мост готов"), encoding="utf-8")

    build(folder)

    after = {path.name for path in (folder / ".dateline/posters").iterdir()}
    assert (len(after), len(after - before)) == (3, 1)


def test_checking_draws_nothing(
    project: Callable[..., Path], build: Callable[..., object]
) -> None:
    folder = project({"events.yaml": EVENTS})

    build(folder, "check")

    assert not (folder / ".dateline").exists()


def test_without_an_address_nothing_is_imported_that_draws(
    project: Callable[..., Path],
) -> None:
    folder = project({"events.yaml": EVENTS.replace(", base_url", ", edit_url")})
    code = (
        "import sys; from dateline.commands import main; "
        f"main(['build', '--project', {str(folder)!r}]); "
        "print({'resvg_py', 'uharfbuzz', 'zxingcpp'} & sys.modules.keys())"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.endswith("set()\n")


def test_how_many_workers_draw_changes_nothing() -> None:
    many = [SMALL] * posters.FEW

    assert posters.drawn(many, 3) == posters.drawn(many, 1)


# What stands on it


def test_a_title_is_as_large_as_it_fits_and_shrinks_before_it_is_cut() -> None:
    def block(words: str) -> letters.Block:
        return letters.fitting(words, (1072, 266), (84, 60, 42), 1.2, "ltr")

    short, longer, endless = block("A"), block("bridge " * 14), block("bridge " * 99)

    assert (short.size, longer.size, endless.size) == (84, 60, 42)
    assert short.is_whole
    assert longer.is_whole
    assert not endless.is_whole
    assert endless.lines[-1].endswith("…")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("aWi —,.مکا\u200c۱Жщ«»" + " " * 6), max_size=300),
    st.sampled_from(["ltr", "rtl"]),
)
def test_no_line_is_wider_than_the_sheet_and_no_word_is_lost_in_silence(
    words: str, direction: str
) -> None:
    words = " ".join(words.split(" ")).strip()

    block = letters.fitting(words, (1072, 266), (84, 42), 1.3, direction)

    for line in block.lines:
        assert letters.width(line, block.size, letters.BOLD, direction) <= 1072
    assert len(block.lines) * block.size * 1.3 <= 266 + block.size * 1.3
    if block.is_whole:
        assert "".join("".join(block.lines).split()) == "".join(words.split())
    else:
        assert block.lines[-1].endswith("…")


@pytest.mark.parametrize("words", ["w" * 20_000, "w " * 20_000], ids=["word", "words"])
def test_a_title_without_end_ends(words: str) -> None:
    block = letters.fitting(words, (1072, 266), (84, 42), 1.2, "ltr")

    assert len(block.lines) == 5
    assert block.lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("words", "direction", "found"),
    [
        ("Бушер (بوشهر ۱۹۹۵) 5", "ltr", ["Бушер (", "بوشهر ۱۹۹۵", ") ", "5"]),
        (
            "عهدنامه (Treaty of 1828)، ۵",
            "rtl",
            ["عهدنامه (", "Treaty of 1828", ")، ", "۵"],
        ),
        ("۱۸۲۸ تا 2024", "rtl", ["۱۸۲۸ تا 2024"]),
        ("1828 – 2024", "ltr", ["1828 – 2024"]),
    ],
    ids=["Persian in Russian", "English in Persian", "numbers in Persian", "numbers"],
)
def test_a_line_falls_into_stretches_of_one_direction(
    words: str, direction: str, found: list[str]
) -> None:
    joined = [
        "".join(run.words for run in group)
        for _, group in groupby(letters.runs(words, direction), lambda r: r.direction)
    ]

    assert joined == found


def test_there_is_a_letter_for_all_that_we_say_we_can_write() -> None:
    missing = [
        f"U+{number:04X} {unicodedata.name(chr(number), '')}"
        for number in range(0x20, 0x3000)
        if posters.can_be_written(chr(number))
        and unicodedata.category(chr(number)) not in ("Cn", "Cf", "Cc")
        and not any(
            letters._font(family, 400).get_nominal_glyph(number)
            for family in letters._FONTS
        )
    ]

    assert missing == []


@pytest.mark.parametrize(
    "words",
    [
        "Mob kills envoy “Griboyedov” – 1829…",
        "Убит посол №1",
        "کشته شدن «فرستاده»، ۱۸۲۹",
    ],
    ids=["English", "Russian", "Persian"],
)
def test_our_languages_can_be_written(words: str) -> None:
    assert posters.can_be_written(words)


def test_room_between_directions_is_drawn() -> None:
    drawn = sheet.svg(replace(SMALL, title="a \u0628 b", direction="rtl", below=" "))

    assert raster.png(drawn)


def test_words_are_no_markup() -> None:
    drawn = sheet.svg(replace(SMALL, title="<b>&amp;</b> \"'"))

    said = "".join(ElementTree.fromstring(drawn).itertext())
    assert "<b>&amp;</b> \"'" in said


def test_an_axis_of_a_page_from_right_to_left_begins_at_the_right() -> None:
    left, right = sheet.svg(SMALL), sheet.svg(replace(SMALL, direction="rtl"))

    assert "translate(603.6 " in left
    assert "translate(596.4 " in right


def test_colours_and_marks_are_those_of_the_page() -> None:
    tokens = (ROOT / "templates/assets/css/0-tokens.css").read_text(encoding="utf-8")
    parts = (ROOT / "templates/_parts.html").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#\w+),", tokens))

    assert list(sheet._LOOKS[1:]) == [light[f"look-{n}"] for n in range(1, 9)]
    ours = [sheet._PAPER, sheet._INK, sheet._QUIET, sheet._ACCENT]
    assert ours == [light[name] for name in ("paper", "ink", "quiet", "accent")]
    assert [each for each in sheet._OUTLINES if each not in parts] == []


def test_a_tool_of_another_version_draws_anew() -> None:
    named = kept_posters._tools()

    assert named == kept_posters._tools()
    assert len(named) == 32
