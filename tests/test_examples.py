"""The examples build without a word of complaint, and their pages hold on every screen."""

import re
from collections.abc import Callable
from pathlib import Path

import nu
import pytest
from conftest import Outcome
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/events.yaml"))
NAMES = [path.name for path in EXAMPLES]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Outcome]]:
    """Every example's site, and what building it said."""
    from conftest import run

    folder = tmp_path_factory.mktemp("examples")
    sites = {}
    for example in EXAMPLES:
        out = folder / example.name
        words = ("--project", str(example), "--out", str(out), "--strict")
        sites[example.name] = (out, run("build", *words))
    return sites


def test_there_are_three_and_each_is_in_the_list() -> None:
    listed = (ROOT / "examples/README.md").read_text(encoding="utf-8")

    assert len(EXAMPLES) >= 3
    assert re.findall(r"\]\((.+)/events\.yaml\)", listed) != []
    assert sorted(re.findall(r"\]\((.+)/events\.yaml\)", listed)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_builds_without_mistake_or_warning(
    built: dict[str, tuple[Path, Outcome]], name: str
) -> None:
    site, outcome = built[name]

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"10 events → {site / 'index.html'}\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_every_sentence_of_an_example_cites_a_source(
    build: Callable[..., Outcome], example: Path
) -> None:
    checked = build(example, "check", "--strict", "--report")

    sentences = re.search(r"^Sentences: (\d+); (\d+) cite a source", checked.out, re.M)
    assert sentences is not None
    assert sentences[1] == sentences[2]


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_no_example_claims_that_a_source_was_read_on_some_day(example: Path) -> None:
    written = (example / "events.yaml").read_text(encoding="utf-8")

    assert re.findall(r"^ *(?:accessed|archived):", written, re.M) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_an_editor_that_opens_an_example_finds_its_schema(example: Path) -> None:
    first = (example / "events.yaml").read_text(encoding="utf-8").split("\n")[0]

    named = first.removeprefix("# yaml-language-server: $schema=")

    assert (example / named).resolve() == ROOT / "events.schema.json"


def test_the_html_checker_finds_nothing(
    built: dict[str, tuple[Path, Outcome]],
) -> None:
    try:
        unexpected = nu.findings(*(site for site, _ in built.values()))
    except nu.NoChecker as missing:
        pytest.fail(str(missing), False)

    assert unexpected == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_fits_a_phone_and_a_laptop(
    built: dict[str, tuple[Path, Outcome]],
    new_page: Callable[..., Page],
    name: str,
    width: int,
) -> None:
    page = new_page(width=width)
    page.goto((built[name][0] / "index.html").as_uri())

    assert page.locator("article").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") == width


#: What each example is there to show, as readers see it.
SHOWN = {
    "writing-systems": [
        "c. 3300 BCE",
        "c. 1850 BCE – c. 1550 BCE",
        "8th century BCE (uncertain)",
        "between December 1443 and January 1444",
        "27 March 196 BCE",
        "since October 1991",
    ],
    "apollo-11-landing": [
        "16 July 1969, 09:32 (UTC−04:00)",
        "20 July 1969, 15:17 (UTC−05:00)",
        "21 July 1969, 15:50 (UTC)",
        "after 21 July 1969",
    ],
    "persian-constitution": [
        "۵ اوت ۱۹۰۶",
        "۱۳ مرداد ۱۲۸۵",
        "۱۸ اوت ۱۹۰۷",
        "۳ ژانویهٔ ۱۹۰۷",
    ],
}


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name in SHOWN for words in SHOWN[name]]
)
def test_an_example_shows_what_it_is_there_for(
    built: dict[str, tuple[Path, Outcome]], name: str, words: str
) -> None:
    index = (built[name][0] / "index.html").read_text(encoding="utf-8")

    assert words in index
