"""The interface's words in other languages: whole, current, and on the page."""

import gettext
import html
import importlib.util
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from conftest import Outcome, run
from playwright.sync_api import Page, expect

from dateline import catalogue
from dateline.wording import Wording

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "tools" / "words.py"
LANGUAGES = ("fa", "ru")
PAGES = (
    *("index.html", "evidence.html", "changes.html", "404.html"),
    *("events/three.html", "sources/index.html", "sources/book.html"),
)
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s")

Project = Callable[..., Path]
Build = Callable[..., Outcome]

#: A whole timeline in each language: nothing on its page but the editor's words and ours.
TIMELINES = {
    "fa": """
        timeline: {title: روسیه و ایران, subtitle: دو سده, language: fa, license: CC-BY-4.0}
        categories:
          war: {label: جنگ}
          peace: {label: صلح}
        sources:
          book: {title: تاریخ, publisher: نشر, published: 1990, language: ru, archived: "https://a.example/1", url: "https://b.example/"}
          letter: {title: نامه, author: دبیر, kind: document}
        events:
          - {id: one, date: 1828-02-22, title: پیمان, summary: "صلح شد [@book, ص ۱].", categories: [peace], actors: [قاجار], places: [ترکمانچای], importance: 3, sources: [book]}
          - {id: two, date: 1829-02-11, title: کشتار, summary: "سفیر کشته شد [@book; @letter].", categories: [war], status: alleged, claimed_by: [دبیر], denied_by: [وزیر], importance: 1, sources: [book, letter]}
          - id: three
            date: 1979
            title: انقلاب
            summary: "شاه رفت [@letter]."
            status: disputed
            sources: [book, letter]
            accounts:
              - about: روز
                versions:
                  - {says: یازدهم, cite: "[@book]", rank: preferred}
                  - {says: دهم, cite: "[@letter]", rank: rejected}
    """,
    "ru": """
        timeline: {title: Россия и Иран, subtitle: Два века, language: ru, license: CC-BY-4.0}
        categories:
          war: {label: Война}
          peace: {label: Мир}
        sources:
          book: {title: История, publisher: Печать, published: 1990, language: fa, archived: "https://a.example/1", url: "https://b.example/"}
          letter: {title: Письмо, author: Секретарь, kind: document}
        events:
          - {id: one, date: 1828-02-22, title: Договор, summary: "Заключён мир [@book, с. 1].", categories: [peace], actors: [Каджары], places: [Туркманчай], importance: 3, sources: [book]}
          - {id: two, date: 1829-02-11, title: Убийство, summary: "Посол убит [@book; @letter].", categories: [war], status: alleged, claimed_by: [Секретарь], denied_by: [Министр], importance: 1, sources: [book, letter]}
          - id: three
            date: 1979
            title: Революция
            summary: "Шах уехал [@letter]."
            status: disputed
            sources: [book, letter]
            accounts:
              - about: День
                versions:
                  - {says: Одиннадцатое, cite: "[@book]", rank: preferred}
                  - {says: Десятое, cite: "[@letter]", rank: rejected}
    """,
}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/words.py, which writes the catalogues."""
    found = importlib.util.spec_from_file_location("words", TOOL)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def template(tool: ModuleType) -> Catalog:
    """Every message of the code and the templates."""
    found: Catalog = tool.gathered()
    return found


@pytest.fixture(scope="module")
def catalogues(tool: ModuleType, template: Catalog) -> dict[str, Catalog]:
    """The catalogue of each language."""
    return {
        path.parent.parent.name: tool.updated(path, template)
        for path in tool.catalogues()
    }


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The site of each language, built once."""

    @lru_cache
    def built(language: str) -> Path:
        folder = tmp_path_factory.mktemp(language)
        (folder / "events.yaml").write_text(TIMELINES[language], encoding="utf-8")
        done = run("--project", str(folder), "--strict")
        assert done.code == 0, done.out + done.err
        return folder / "site"

    return built


def file_of(language: str) -> Path:
    return ROOT / "dateline/locale" / language / "LC_MESSAGES/dateline.po"


def forms(said: object) -> list[str]:
    """A message or its translation, in each of its forms."""
    return [said] if isinstance(said, str) else [str(each) for each in said or ()]  # type: ignore[attr-defined]


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


@lru_cache
def page_of(path: Path) -> str:
    """What a page says, in its text and in its attributes, on one line."""
    return " ".join(html.unescape(path.read_text(encoding="utf-8")).split())


def runs_of_words(message: str) -> list[str]:
    """What stands between the placeholders, where it is two words or more."""
    parts = (part.strip(" .,;:·") for part in PLACEHOLDER.split(message))
    return [part for part in parts if len(re.findall(r"[A-Za-z]{2,}", part)) > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_gathering_the_words_again_changes_nothing(
    language: str, tool: ModuleType, catalogues: dict[str, Catalog]
) -> None:
    gathered = tool.kept(catalogues[language])

    assert gathered.decode() == file_of(language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(
    language: str, catalogues: dict[str, Catalog]
) -> None:
    found = messages(catalogues[language])

    empty = [m.id for m in found if not forms(m.string) or "" in forms(m.string)]

    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_hold_the_same_placeholders(
    language: str, catalogues: dict[str, Catalog]
) -> None:
    other = [
        (message.id, form)
        for message in messages(catalogues[language])
        for form in forms(message.string)
        if sorted(PLACEHOLDER.findall(form))
        != sorted(PLACEHOLDER.findall(forms(message.id)[0]))
    ]

    assert other == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_longer_than_its_place(
    language: str, catalogues: dict[str, Catalog]
) -> None:
    buttons = [
        (message.id, message.string)
        for message in messages(catalogues[language])
        if isinstance(message.id, str)
        and len(message.id) < 10
        and len(str(message.string)) > 20
    ]

    assert buttons == []


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ru", 0, "0 событий"),
        ("ru", 1, "1 событие"),
        ("ru", 2, "2 события"),
        ("ru", 5, "5 событий"),
        ("ru", 11, "11 событий"),
        ("ru", 21, "21 событие"),
        ("ru", 112, "112 событий"),
        ("fa", 1, "۱ رویداد"),
        ("fa", 2, "۲ رویداد"),
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
    ],
)
def test_a_number_of_events_is_said_as_the_language_counts(
    language: str, number: int, said: str
) -> None:
    assert Wording(language).events(number) == said


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("ru", [2, 0, 1, 1, 2, 2, 0, 1, 2]),
        ("fa", [0, 0, 1, 1, 1, 1, 1, 1, 1]),
        ("fr", [0, 0, 2, 2, 2, 2, 2, 2, 2]),
        ("ja", [0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_a_catalogue_has_the_forms_that_the_language_has(
    language: str, kinds: list[int], tool: ModuleType
) -> None:
    rule = tool.plural_forms(language).partition("plural=")[2].rstrip(";")
    numbers = (0, 1, 2, 4, 5, 11, 21, 22, 25)

    kind = gettext.c2py(rule)  # type: ignore[attr-defined] # how gettext reads it

    assert [kind(number) for number in numbers] == kinds


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fa", 12345, "۱۲٬۳۴۵"), ("ru", 12345, "12\xa0345"), ("en", 12345, "12,345")],
)
def test_numbers_have_the_digits_of_the_language(
    language: str, number: int, said: str
) -> None:
    assert Wording(language).number(number) == said


@pytest.mark.parametrize(
    ("language", "direction", "ours"),
    [
        (
            "fa",
            "rtl",
            ["۳ رویداد، ۱۸۲۸ تا ۱۹۷۹، بر پایهٔ ۲ منبع", "ادعاشده.", "۱۴۹ سال"],
        ),
        (
            "ru",
            "ltr",
            [
                "3 события, 1828–1979, в основе — 2 источника",
                "Утверждается.",
                "149 лет",
            ],
        ),
    ],
)
def test_a_page_speaks_the_language_of_its_timeline(
    language: str, direction: str, ours: list[str], sites: Callable[[str], Path]
) -> None:
    said = page_of(sites(language) / "index.html")

    assert f'<html lang="{language}" dir="{direction}">' in said
    assert [words for words in ours if words not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_no_english_words_of_ours_are_left_on_a_page(
    language: str, page: str, template: Catalog, sites: Callable[[str], Path]
) -> None:
    said = page_of(sites(language) / page)

    left = [
        run
        for message in messages(template)
        for run in (run for form in forms(message.id) for run in runs_of_words(form))
        if re.search(rf"\b{re.escape(run)}\b", said)
    ]

    assert left == []


@pytest.mark.parametrize(
    ("language", "is_spoken"),
    [
        *(("en", True), ("en-GB", True), ("fa", True), ("fa-IR", True), ("RU", True)),
        *(("tlh", False), ("de", False)),
    ],
)
def test_a_language_is_spoken_where_it_or_its_parent_has_words(
    language: str, is_spoken: bool
) -> None:
    assert catalogue.is_spoken(language) is is_spoken


def test_english_words_stand_in_for_a_language_without_any(
    project: Project, build: Build
) -> None:
    klingon = TIMELINES["ru"].replace("language: ru,", "language: tlh,")
    folder = project({"events.yaml": klingon})

    built = build(folder)

    said = page_of(folder / "site/index.html")
    assert built.code == 0
    assert "there are no interface words in “tlh” yet" in built.out + built.err
    assert '<html lang="tlh" dir="ltr">' in said
    assert "3 events, 1828–1979, resting on 2 sources" in said


def test_names_of_lanes_stay_in_sight_where_one_reads_from_the_right(
    sites: Callable[[str], Path], new_page: Callable[..., Page]
) -> None:
    page = new_page(width=1280)

    page.goto((sites("fa") / "index.html").as_uri() + "?lanes=category")

    name = page.locator(".picture .words text", has_text="جنگ")
    expect(name).to_be_visible()
    box, stage = name.bounding_box(), page.locator(".stage").bounding_box()
    assert box is not None
    assert stage is not None
    assert stage["x"] <= box["x"]
    assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 4  # its halo


def test_no_page_is_wider_than_a_phone(
    sites: Callable[[str], Path], new_page: Callable[..., Page]
) -> None:
    page = new_page(width=360)
    wide = []

    for language in LANGUAGES:
        for name in PAGES:
            page.goto((sites(language) / name).as_uri())
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                wide.append((language, name))

    assert wide == []
