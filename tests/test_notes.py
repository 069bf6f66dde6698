"""Sources as an event cites them: their numbers, their places, their ways back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Outcome

from dateline import dates, notes
from dateline.model import Reference, SourceRecord
from dateline.problems import Mark


def reference(key: str, **fields: str) -> Reference:
    record = SourceRecord.model_validate({"title": f"Title of {key}"} | fields)
    return Reference(key, record, Mark("events.yaml", 1, 1))


REFERENCES = {key: reference(key) for key in ("a", "b", "c")}


def numbered(*texts: tuple[str, str], listed: tuple[str, ...] = ()) -> list[str]:
    found = notes.numbered(texts, listed, REFERENCES, "en", "e-")
    return [f"{note.number} {note.key}" for note in found]


def test_sources_are_numbered_where_they_are_first_cited_then_as_listed() -> None:
    texts = [("summary", "One [@b], two [@a], three [@b]."), ("status", "Four [@c].")]

    assert numbered(*texts) == ["1 b", "2 a", "3 c"]
    assert numbered(texts[0], listed=("c", "a", "b")) == ["1 b", "2 a", "3 c"]


def test_a_source_that_nobody_cites_has_no_way_back() -> None:
    (note,) = notes.numbered([("summary", "Words.")], ["a"], REFERENCES, "en", "e-")

    assert (note.number, note.uses, note.id) == (1, (), "e-s1")


def test_every_use_has_its_anchor_its_locator_and_its_letter() -> None:
    text = "One [@a, p. 4], ours [@editors], two [@b; @a]."

    first, _ = notes.numbered([("summary", text)], (), REFERENCES, "en", "e-")

    assert [(use.id, use.locator, use.letter) for use in first.uses] == [
        ("e-summary-1", "p. 4", "a"),
        ("e-summary-4", "", "b"),
    ]


def test_letters_go_on_after_z() -> None:
    text = " ".join(["[@a]"] * 28)

    (note,) = notes.numbered([("text", text)], (), REFERENCES, "en", "e-")

    assert [use.letter for use in note.uses][24:] == ["y", "z", "aa", "ab"]


def test_locators_are_said_once_each() -> None:
    text = "[@a, p. 4] [@a, p. 9] [@a, p. 4] [@a]"

    (note,) = notes.numbered([("text", text)], (), REFERENCES, "en", "e-")

    assert [link.text for link in note.locators] == ["p. 4", "p. 9"]


def test_a_source_in_the_language_of_the_timeline_does_not_say_so() -> None:
    own = notes.note(reference("a", language="en"), "en")
    other = notes.note(reference("a", language="fa"), "en")

    assert (own.language, own.lang) == ("", "")
    assert (other.language, other.lang) == ("Persian", "fa")


def test_the_date_of_a_source_is_said_in_words_and_for_machines() -> None:
    found = notes.note(reference("a", published="2002-12-15"), "en")

    span = dates.read("2002-12-15")
    assert isinstance(span, dates.Span)
    assert found.published == dates.say(span)
    assert found.published_datetime == "2002-12-15"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"publisher": "P", "author": "A"}, "P", id="publisher"),
        pytest.param({"author": "A"}, "A", id="author"),
        pytest.param({}, "Title of a", id="title"),
    ],
)
def test_the_shortest_name_of_a_source(fields: dict[str, str], expected: str) -> None:
    assert notes.note(reference("a", **fields), "en").short == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            "https://web.archive.org/web/20240102030405/https://example.org/",
            "2024-01-02",
            id="whole-stamp",
        ),
        pytest.param(
            "https://web.archive.org/web/20240102/https://example.org/",
            "2024-01-02",
            id="day",
        ),
        pytest.param("https://archive.example/AbC", "", id="no-stamp"),
    ],
)
def test_the_day_of_a_copy_is_read_from_its_address(
    address: str, expected: str
) -> None:
    found = notes.note(reference("a", archived=address), "en")

    assert found.archived_on == expected


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        pytest.param("https://e.org/x", "killed in", "https://e.org/x#:~:text=killed%20in", id="words"),
        pytest.param("https://e.org/x#a", "killed", "https://e.org/x#a:~:text=killed", id="after-an-anchor"),
        pytest.param("https://e.org/x", "a-b, c&d", "https://e.org/x#:~:text=a%2Db%2C%20c%26d", id="signs"),
    ],
)  # fmt: skip
def test_a_link_opens_at_the_words_that_are_named(
    url: str, words: str, expected: str
) -> None:
    assert notes.note(reference("a", url=url, fragment=words), "en").url == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://fa.example/%D8%A7", "https://fa.example/ا", id="letters"),
        pytest.param("https://e.org/a%20b", "https://e.org/a%20b", id="space"),
        pytest.param(
            "https://e.org/%E2%80%AEx", "https://e.org/%E2%80%AEx", id="turned"
        ),
        pytest.param("https://e.org/a%2Fb%23c", "https://e.org/a%2Fb%23c", id="signs"),
        pytest.param("https://e.org/%FF", "https://e.org/%FF", id="no-utf-8"),
    ],
)
def test_an_address_on_paper_is_readable_and_honest(
    address: str, expected: str
) -> None:
    assert notes.readable(address) == expected


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("publisher: Press, author: A. Writer", "Press, The title, 1911."),
        ("publisher: Press, author: A. Writer, kind: book",
         "A. Writer, The title, Press, 1911."),
        ("publisher: Press, kind: book", "Press, The title, 1911."),
        ("author: A. Writer, kind: book", "A. Writer, The title, 1911."),
        ("author: A. Writer", "A. Writer, The title, 1911."),
        ("kind: book", "The title, 1911."),
    ],
)  # fmt: skip
def test_a_book_is_its_authors_and_the_rest_is_who_published_it(
    project: Callable[..., Path], build: Callable[..., Outcome], fields: str, said: str
) -> None:
    folder = project(
        {
            "events.yaml": "timeline: {title: T}\n"
            f"sources: {{a: {{title: The title, published: 1911, {fields}}}}}\n"
            "events: [{id: x, date: 1911, title: X, sources: [a]}]\n"
        }
    )

    assert build(folder).code == 0

    page = (folder / "site" / "events" / "x.html").read_text("utf-8")
    (line,) = re.findall(r'<li id="x.s1"[^>]*>(.*)', page)
    assert re.sub("<[^>]*>", "", line) == said
