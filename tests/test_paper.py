"""Paper: what is printed, and the PDF that `make pdf` makes of it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pdf  # from tools/, as pyproject says
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from dateline import codes

ROOT = Path(__file__).resolve().parent.parent
#: Of A4, in points, with the margins of 4-print.css.
LEFT, RIGHT, TOP, BOTTOM = 42, 595 - 42, 842 - 45, 48
EVENT = "events/griboyedov-killing-1829.html"
PERSIAN = "https://example.org/fa/"
#: Signs above and below letters, which a PDF may hold anywhere.
MARKS = r"[\u0300-\u036f\u064b-\u0655]"


@pytest.fixture(scope="session")
def persian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Persian example, published."""
    from conftest import run

    out = tmp_path_factory.mktemp("persian") / "fa"
    project = ROOT / "examples/persian-constitution"
    words = ("--project", str(project), "--out", str(out), "--base-url", PERSIAN)
    assert run(*words).code == 0
    return out


@pytest.fixture(scope="session")
def papers(
    published: Path, persian: Path, browser: Browser
) -> Callable[[str], tuple[Path, bytes]]:
    """Prints a page once: `papers("index.html")`, `papers("fa/index.html")`."""
    made: dict[str, tuple[Path, bytes]] = {}

    def printed(address: str) -> tuple[Path, bytes]:
        if address not in made:
            is_persian = address.startswith("fa/")
            folder = persian if is_persian else published
            page = folder / address.removeprefix("fa/")
            made[address] = page, pdf.printed(browser, page)
        return made[address]

    return printed


PAGES = pytest.mark.parametrize(
    "address", ["index.html", EVENT, "fa/index.html", "fa/events/decree.html"]
)
Papers = Callable[[str], tuple[Path, bytes]]
Opens = Callable[..., Page]


def sheets(made: bytes) -> Iterator[pypdfium2.PdfTextPage]:
    """The texts of a PDF's pages."""
    for page in pypdfium2.PdfDocument(made):
        yield page.get_textpage()


def text_of(made: bytes) -> str:
    """All words of a PDF, without the numbers of pages."""
    texts = (page.get_text_range() for page in sheets(made))
    return "\n".join(
        re.sub(r"^.{1,9} / .{1,9}$", "", text, flags=re.M) for text in texts
    )


def lost(said: str, printed: str) -> Counter[str]:
    """The letters of words that are not in a PDF, neither whole nor in pieces.

    Those of a word are sorted, as a PDF may hold Arabic ones backward. A word may be
    broken by a line, or stand against the number of its note.
    """

    def words(text: str) -> Counter[str]:
        plain = unicodedata.normalize("NFKD", text).replace("\u200c", "")
        found = re.findall(r"[^\W\d_]+|\d", re.sub(MARKS, "", plain))
        return Counter("".join(sorted(word)) for word in found)

    missing, other = words(said) - words(printed), words(printed) - words(said)
    return Counter("".join(missing.elements())) - Counter("".join(other.elements()))


def without_room(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


# The code


@PAGES
def test_a_telephone_reads_the_address_from_the_paper(
    address: str, papers: Papers
) -> None:
    _, made = papers(address)
    first = pypdfium2.PdfDocument(made)[0].render(scale=2, grayscale=True)
    pixels = memoryview(bytes(first.buffer)).cast("B", (first.height, first.stride))

    (found,) = zxingcpp.read_barcodes(pixels)

    name = address.removeprefix("fa/").replace("index.html", "")
    base = PERSIAN if address.startswith("fa/") else "https://example.org/ri/"
    assert found.text == f"{base}{name}"
    assert without_room(found.text) in without_room(text_of(made))


def test_a_code_is_one_short_path() -> None:
    code = codes.code(f"https://example.org/a-longer-name/{EVENT}")

    assert code
    assert re.fullmatch(r"(m-?\d+ -?\d+h\d+)+", code.path)
    assert len(code.path) < 2500
    assert code.size == 45


def test_an_address_that_no_code_can_hold_has_none() -> None:
    longest = "https://example.org/" + "a" * 1980

    assert codes.code(longest)
    assert codes.code(f"{longest}a") is None


def test_the_address_is_on_paper_and_not_on_the_screen(
    published: Path, site: Path, new_page: Opens
) -> None:
    page = new_page()
    page.goto((published / EVENT).as_uri())
    shown = {}
    for media in ("screen", "print"):
        page.emulate_media(media=media)  # type: ignore[arg-type]
        shown[media] = page.locator(".permanent").is_visible()

    assert shown == {"screen": False, "print": True}
    assert 'class="permanent"' not in (site / EVENT).read_text(encoding="utf-8")


# What is printed


@PAGES
def test_nothing_that_a_page_says_is_lost_on_paper(
    address: str, papers: Papers, browser: Browser
) -> None:
    path, made = papers(address)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    said = page.inner_text("body")
    links = page.locator(".original[href]").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    context.close()

    assert lost("\n".join([said, *links]), text_of(made)) == Counter()


@pytest.mark.parametrize("address", ["index.html", EVENT])
def test_every_address_of_a_source_is_spelled_out(address: str, papers: Papers) -> None:
    path, made = papers(address)
    page = path.read_text(encoding="utf-8")
    sources = map(unescape, re.findall(r'class="original" href="([^"]+)"', page))

    printed = without_room(text_of(made)).replace("-", "")

    silent = [each for each in sources if f"<{each}>".replace("-", "") not in printed]
    assert silent == []


@PAGES
def test_no_word_stands_outside_the_margins(address: str, papers: Papers) -> None:
    _, made = papers(address)
    outside = []
    for number, page in enumerate(sheets(made), start=1):
        for place in range(page.count_rects()):
            left, bottom, right, top = page.get_rect(place)
            in_foot = top < BOTTOM
            if left < LEFT - 1 or right > RIGHT + 3 or top > TOP + 3:
                outside.append((number, left, right, top))
            elif bottom < BOTTOM - 3 and not in_foot:
                outside.append((number, left, right, bottom))

    assert outside == []


def filled(page: pypdfium2.PdfTextPage) -> float:
    """How much of a page has words on it, from its top down, as a share."""
    lowest = min(
        bottom
        for place in range(page.count_rects())
        for _, bottom, _, top in [page.get_rect(place)]
        if top >= BOTTOM
    )
    return (TOP - lowest) / (TOP - BOTTOM)


def test_the_timeline_leaves_no_page_half_empty(papers: Papers) -> None:
    *pages, _ = [filled(page) for page in sheets(papers("index.html")[1])]

    assert min(pages) > 0.55
    assert sum(pages) / len(pages) > 0.88


def test_no_page_ends_with_a_title(papers: Papers) -> None:
    path, made = papers("index.html")
    page = path.read_text(encoding="utf-8")
    titles = {
        without_room(title)
        for title in re.findall(r'<h2 id="[^"]+\.title"><a [^>]*>([^<]+)</a>', page)
    }

    ends = []
    for sheet in sheets(made):
        lines = [line for line in sheet.get_text_range().splitlines() if line.strip()]
        ends.append(without_room(lines[-1]))

    assert len(titles) == 45
    assert titles & {*ends} == set()


def test_the_axis_is_on_the_first_page(papers: Papers) -> None:
    first = next(sheets(papers("index.html")[1])).get_text_range()

    assert "1828" in first
    assert "2025" in first
    assert "150 y" in first


# The PDF


@PAGES
def test_a_pdf_can_be_read_out(address: str, papers: Papers) -> None:
    path, made = papers(address)
    read = PdfReader(BytesIO(made))
    page = path.read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page)

    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == ("fa" if address.startswith("fa/") else "en")
    assert title
    assert read.metadata
    assert read.metadata.title == title[1]
    assert read.outline


def test_there_is_a_pdf_of_the_timeline_and_of_every_event(
    project: Callable[..., Path],
    build: Callable[..., object],
    browser: Browser,
    tmp_path: Path,
) -> None:
    folder = project(
        {
            "events.yaml": """\
            timeline: {title: Bridges}
            sources: {a: {title: A}}
            events:
              - {id: opens, date: 1831, title: It opens, sources: [a], aliases: [opened]}
            """
        }
    )
    build(folder)
    out = tmp_path / "pdf"
    (out / "events").mkdir(parents=True)
    (out / "events/gone.pdf").write_bytes(b"of an event that is gone")

    pdf.write(browser, folder / "site", out)

    made = {path.relative_to(out).as_posix() for path in out.rglob("*.pdf")}
    assert made == {"index.pdf", "events/opens.pdf"}
    assert "It opens" in text_of((out / "events/opens.pdf").read_bytes())
