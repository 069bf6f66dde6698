"""A whole site in one file: one page that needs no other, and a bag with checksums."""

import base64
import hashlib
import re
import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import bagit
import nu
import pytest
from conftest import Outcome, run
from playwright.sync_api import Page, expect
from test_accessibility import VIEWS, axe, barriers  # noqa: F401 - a fixture

from dateline import single_file

EVENTS = """
timeline: {title: A road, license: CC-BY-4.0}
sources:
  gazette: {title: The Gazette, url: "https://example.org/gazette"}
events:
  - id: opened
    date: 1801
    title: The road opens
    summary: "It opens [@gazette]; see [the plan](media/plan.pdf)."
    sources: [gazette]
    actors: [«Зуев» & Söhne]
    aliases: [opening]
    media: [{file: content/media/road.png, alt: The road, credit: Nobody}]
"""
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
ROAD: Mapping[str, str | bytes] = {
    "events.yaml": EVENTS,
    "content/about.md": "# How\n\nFrom [@gazette]. See [the road](events/opened.md).\n",
    "content/media/road.png": PICTURE,
    "content/media/plan.pdf": b"%PDF-1.4",
    "content/stories/road.md": "---\ntitle: Told\n---\n\n[[opened]]\n",
}
EVENT = "events/griboyedov-killing-1829.html"

Build = Callable[..., Outcome]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real timeline in one file. Look, do not touch."""
    path = tmp_path_factory.mktemp("one") / "all.html"
    built = run("--single-file", str(path))
    assert (built.code, built.err) == (0, "")
    return path


@pytest.fixture
def road(project: Callable[[Mapping[str, str | bytes]], Path]) -> Path:
    return project(ROAD)


def one(build: Build, folder: Path, *words: str) -> str:
    path = folder.parent / "one.html"
    built = build(folder, "build", "--single-file", str(path), *words)
    assert (built.code, built.err) == (0, "")
    return path.read_text(encoding="utf-8")


def lost(page: str) -> list[str]:
    """The addresses of a page that lead nowhere in it and to no other place."""
    ids = set(re.findall(r'\sid="([^"]*)"', page))
    targets = re.findall(r'\s(?:href|src)="([^"]*)"', page)
    return [
        target
        for target in map(unescape, targets)
        if not re.match(r"https?://|data:", target)
        and unquote(target.removeprefix("#")) not in {unescape(each) for each in ids}
    ]


# One page


def test_every_address_of_the_real_file_leads_somewhere(real: Path) -> None:
    assert lost(real.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="unpublished"),
        pytest.param(("--base-url", "https://example.org/r/"), id="published"),
    ],
)
def test_every_address_of_a_file_leads_somewhere(
    build: Build, road: Path, words: tuple[str, ...]
) -> None:
    assert lost(one(build, road, *words)) == []


def test_no_name_is_given_twice_in_the_real_file(real: Path) -> None:
    ids = re.findall(r'\sid="([^"]*)"', real.read_text(encoding="utf-8"))

    assert len(ids) == len(set(ids))


def test_what_is_not_inside_is_asked_of_the_published_site(
    build: Build, road: Path
) -> None:
    alone = one(build, road)
    published = one(build, road, "--base-url", "https://example.org/r/")

    assert "events.json" not in alone
    assert 'href="https://example.org/r/events.json"' in published


def test_pictures_and_papers_are_inside(build: Build, road: Path) -> None:
    page = one(build, road)

    picture = base64.b64encode(PICTURE).decode()
    assert f'src="data:image/png;base64,{picture}"' in page
    paper = base64.b64encode(b"%PDF-1.4").decode()
    assert f'href="data:application/pdf;base64,{paper}" download="plan.pdf"' in page


def test_only_what_stands_in_the_file_may_run(real: Path) -> None:
    page = real.read_text(encoding="utf-8")
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0]

    scripts = re.findall(r"<script>(.+?)</script>", page, re.S)
    styles = re.findall(r"<style>(.+?)</style>", page, re.S)

    assert (len(scripts), len(styles)) == (2, 1)
    for text in (*scripts, *styles):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_script_that_names_its_own_end_stays_whole() -> None:
    page = '<meta charset="utf-8">\n<body class="timeline">\n<main id="c">x</main>\n</body>'
    files = {
        "index.html": page.encode(),
        "assets/dateline.css": b"",
        "assets/dateline.js": b'x = "</script>", y = "<!--";',
        "assets/dateline-later.js": b"",
    }

    made = single_file.made(files, {}, lambda _: b"").decode()

    assert '<script>x = "<\\/script>", y = "<\\!--";</script>' in made


def test_the_same_files_give_the_same_bytes(build: Build, road: Path) -> None:
    assert one(build, road) == one(build, road)


def test_the_file_says_how_large_it_is_and_no_folder_is_made(
    build: Build, road: Path
) -> None:
    path = road.parent / "road.html"

    built = build(road, "build", "--single-file", str(path))

    assert re.fullmatch(rf"1 event → {re.escape(str(path))} \(\d+ kB\)\n", built.out)
    assert not (road / "site").exists()


def test_with_a_folder_named_both_are_made(build: Build, road: Path) -> None:
    path, out = road.parent / "road.html", road.parent / "site"

    built = build(road, "build", "--single-file", str(path), "--out", str(out))

    assert built.code == 0
    assert path.is_file()
    assert (out / "index.html").is_file()


def test_a_mistake_leaves_the_old_file_as_it_was(build: Build, road: Path) -> None:
    path = road.parent / "road.html"
    path.write_text("old", encoding="utf-8")
    (road / "events.yaml").write_text("timeline: {titel: A road}", encoding="utf-8")

    built = build(road, "build", "--single-file", str(path))

    assert built.code == 1
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ("--single-file", "{project}/content/x.html"),
            "lies in a folder that a build reads or makes.\n"
            "    Write --single-file {project}/x.html",
            id="among-the-sources",
        ),
        pytest.param(
            ("--single-file", "{project}/site/x.html"),
            "lies in a folder that a build reads or makes.\n"
            "    Write --single-file {project}/x.html",
            id="inside-the-site",
        ),
        pytest.param(
            ("--single-file", "{project}/events.yaml"),
            "events.yaml” is no name of an HTML page, which a site in one file is.\n"
            "    Write --single-file {project}/events.html",
            id="over-the-data",
        ),
        pytest.param(
            ("--archive", "road.wacz"),
            "“road.wacz” is no name of a ZIP, which an archive is.\n"
            "    Write --archive road.zip",
            id="another-kind-of-archive",
        ),
        pytest.param(
            ("--archive", "{project}/content/site"),
            "    Write --archive {project}/site.zip",
            id="no-ending-and-among-the-sources",
        ),
        pytest.param(
            ("--archive", "{project}/site"),
            "site” is a folder.\n    Write --archive {project}/site.zip",
            id="the-folder-of-the-site",
        ),
        pytest.param(
            ("--single-file", "{project}"),
            "is a folder.\n    Write --single-file {project}/site.html",
            id="folder",
        ),
        pytest.param(
            ("--archive", ""),
            "--archive needs the name of a file.\n    Write --archive site.zip",
            id="no-name",
        ),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_anything_is_built(
    build: Build, road: Path, words: tuple[str, str], said: str
) -> None:
    option, name = words
    (road / "site").mkdir()

    built = build(road, "build", option, name.format(project=road))

    assert (built.code, built.out) == (2, "")
    assert said.format(project=road) in built.err


@pytest.mark.parametrize("option", ["--single-file", "--archive"])
def test_a_file_that_cannot_be_written_is_the_machines_failure(
    build: Build, road: Path, option: str
) -> None:
    (road.parent / "file").write_text("", encoding="utf-8")
    name = str(road.parent / "file" / ("x.zip" if option == "--archive" else "x.html"))

    built = build(road, "build", option, name)

    assert built.code == 3
    assert f"“{name}” is as it was." in built.err
    assert "Traceback" not in built.err


# In the browser


def test_search_filters_and_axis_work_in_one_file(real: Path, page: Page) -> None:
    page.goto(real.as_uri())

    page.get_by_role("searchbox", name="Search the events").fill("drone")
    expect(page.locator(".found-count")).to_have_text("4 of 45 events shown")
    page.locator("nav.axis").get_by_role("button", name="Zoom in").click()
    expect(page.locator(".extent [role=status]")).not_to_have_text(
        "Showing 1828 to 2024, 45 events"
    )
    page.get_by_role("button", name="Read as a story").click()

    expect(page.locator(".story-count")).to_have_text("1 of 4")


def test_another_page_takes_the_place_of_the_timeline_and_back(
    real: Path, page: Page
) -> None:
    page.goto(real.as_uri())

    page.locator("#griboyedov-killing-1829 h2 a").click()
    expect(page.locator("h1:visible")).to_have_text(re.compile("^Mob kills"))
    page.locator(".leaf:visible .notes .record").first.click()
    expect(page.locator(".leaf:visible")).to_have_class(re.compile("source-page|leaf"))
    page.go_back()
    page.go_back()

    expect(page.locator("h1:visible")).to_have_text("Russia and Iran")


def test_without_scripts_every_page_can_be_reached(real: Path, new_page: Open) -> None:
    page = new_page(width=360, javascript=False)
    page.goto(real.as_uri())

    page.get_by_role("link", name="Evidence").click()
    expect(page.locator("h1:visible")).to_have_text("Evidence")
    page.get_by_role("link", name="Stories").first.click()
    page.locator(".leaf:visible").get_by_role("link").first.click()
    expect(page.locator(".steps:visible article")).to_have_count(8)
    page.get_by_role("link", name="Timeline").first.click()

    expect(page.locator(".home .slot").first).to_be_visible()


def test_a_picture_of_one_file_is_shown(build: Build, road: Path, page: Page) -> None:
    one(build, road)

    page.goto(f"{(road.parent / 'one.html').as_uri()}#events/opened.html")

    picture = page.locator(".leaf:visible img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)


LEAVES = [
    *("", "events/opened.html", "evidence.html", "sources/index.html", "about.html"),
    *("sources/gazette.html", "stories/road.html"),
]


@pytest.mark.parametrize("leaf", LEAVES)
def test_nobody_is_shut_out_of_one_file(
    leaf: str,
    axe: str,  # noqa: F811
    build: Build,
    road: Path,
    new_page: Open,
) -> None:
    one(build, road)
    page = new_page(reduced_motion="reduce")
    page.goto(f"{(road.parent / 'one.html').as_uri()}#{leaf}".removesuffix("#"))
    page.evaluate(axe)

    found = {view: barriers(page, *view) for view in VIEWS}

    assert {view: lines for view, lines in found.items() if lines} == {}


def test_one_file_does_not_scroll_sideways_on_a_phone(
    real: Path, new_page: Open
) -> None:
    page = new_page(width=320)

    page.goto(f"{real.as_uri()}#{EVENT}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


#: What the checker says of a file of many pages, and why we do not mind.
ALLOWED = (
    # Of all pages one is shown at a time, and each has one.
    "Consider using the “h1” element as a top-level heading only",
    # It knows the checksums of scripts, and not those of styles; browsers know both.
    "Inline style violates Content Security Policy",
    # Nor does it know “data:” alone; the test of pictures holds that browsers do.
    "Resource violates Content Security Policy (meta tag): image “data:",
)


def test_the_checker_finds_nothing_in_one_file(build: Build, road: Path) -> None:
    folder = road.parent / "checked"
    folder.mkdir()
    (folder / "one.html").write_text(one(build, road), encoding="utf-8")

    found = [line.split(": ", 1)[1] for line in nu.findings(folder)]

    assert [words for words in found if not words.startswith(ALLOWED)] == []


# The bag


def bagged(build: Build, folder: Path, *words: str) -> Path:
    path = folder.parent / "road.zip"
    built = build(folder, "build", "--archive", str(path), *words)
    assert (built.code, built.err) == (0, "")
    return path


def test_a_bag_holds_the_site_and_is_valid(build: Build, road: Path) -> None:
    out = road.parent / "plain"
    build(road, "--out", str(out))
    with zipfile.ZipFile(bagged(build, road)) as archive:
        archive.extractall(road.parent / "unpacked")
    folder = road.parent / "unpacked" / "a-road"

    bag = bagit.Bag(str(folder))

    assert bag.is_valid()
    assert bag.info["External-Description"] == "A road"
    assert bag.info["License"] == "CC-BY-4.0"
    assert tree(folder / "data") == tree(out)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    found.pop(".dateline", None)
    return found


def test_a_file_that_was_changed_in_a_bag_is_found(build: Build, road: Path) -> None:
    with zipfile.ZipFile(bagged(build, road)) as archive:
        archive.extractall(road.parent / "unpacked")
    folder = road.parent / "unpacked" / "a-road"
    (folder / "data/index.html").write_text("changed", encoding="utf-8")

    assert not bagit.Bag(str(folder)).is_valid()


def test_a_bag_names_where_its_site_is_published(build: Build, road: Path) -> None:
    path = bagged(build, road, "--base-url", "https://example.org/r/")

    with zipfile.ZipFile(path) as archive:
        told = archive.read("a-road/bag-info.txt").decode("utf-8")

    assert "External-Identifier: https://example.org/r/\n" in told


def test_two_bags_of_one_site_are_the_same_and_tell_no_day(
    build: Build, road: Path
) -> None:
    first = bagged(build, road).read_bytes()

    assert bagged(build, road).read_bytes() == first
    assert b"Bagging-Date" not in first


def test_a_bag_is_one_folder_in_the_order_of_its_names(
    build: Build, road: Path
) -> None:
    with zipfile.ZipFile(bagged(build, road)) as archive:
        entries = archive.infolist()

    assert {entry.filename.partition("/")[0] for entry in entries} == {"a-road"}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
