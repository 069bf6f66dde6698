"""The guides in docs/: every snippet is understood, and every picture shows its snippet."""

import re
from pathlib import Path

import guides
import issue_form
import pytest
import yaml
from conftest import run

from dateline import dates

ROOT = Path(__file__).resolve().parent.parent
PICTURED = [
    (guide, event) for guide in guides.GUIDES for event in guides.pictured(guide)
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What the snippets of each guide become, all of one guide in one timeline."""
    folder = tmp_path_factory.mktemp("guides")
    for guide in guides.GUIDES:
        (folder / guide).mkdir()
        written = guides.project(guide)
        (folder / guide / "events.yaml").write_text(written, encoding="utf-8")
        built = run("build", "--strict", "--project", str(folder / guide))
        assert (built.code, built.err) == (0, ""), guide
    return {guide: folder / guide / "site" for guide in guides.GUIDES}


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_every_guide_has_a_link_in_the_readme(guide: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"](docs/{guide}.md)" in readme


def words_of(node: object, field: str = "") -> list[tuple[str, str]]:
    """Every text in a snippet, with the name of the field that holds it."""
    if isinstance(node, dict):
        return [pair for name in node for pair in words_of(node[name], str(name))]
    if isinstance(node, list):
        return [pair for item in node for pair in words_of(item, field)]
    return [(field, str(node))]


#: Fields that a reader sees as they were typed, but for their citations.
SEEN = ("title", "summary", "says", "reason", "status_reason", "publisher", "label")


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_the_words_of_every_snippet_are_on_the_page(
    sites: dict[str, Path], guide: str
) -> None:
    index = (sites[guide] / "index.html").read_text(encoding="utf-8")
    shown = plain(re.sub(r"<sup.*?</sup>", "", index, flags=re.S))

    typed = [
        plain(re.sub(r"\s*\[[^\]]*@[^\]]*\]", "", words))
        for snippet in guides.snippets(guide)
        for field, words in words_of(yaml.load(snippet, yaml.BaseLoader))
        if field in SEEN
    ]

    assert typed
    assert [words for words in typed if words not in shown] == []


def plain(html: str) -> str:
    """The words alone, in one line, with the signs that typing them has."""
    words = re.sub(r"<[^>]+>", "", html)
    for code, sign in {
        "&#39;": "'", "&#34;": '"', "&quot;": '"', "&amp;": "&", "\u2060": "", "\u00a0": " "
    }.items():  # fmt: skip
        words = words.replace(code, sign)
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("guide", "event"), PICTURED, ids=[event for _, event in PICTURED]
)
def test_a_picture_is_there_light_and_made_from_its_snippet(
    guide: str, event: str
) -> None:
    picture = guides.PICTURES / f"{event}.png"

    assert guides.written()[event] == guides.digest(guide, event), "type make picture"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 60_000


def test_no_picture_is_left_over() -> None:
    kept = {path.stem for path in guides.PICTURES.glob("*.png")}

    assert kept == set(guides.written()) == {event for _, event in PICTURED}


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_every_link_of_a_guide_leads_somewhere(guide: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", guides.text(guide))

    assert [link for link in links if not (guides.FOLDER / link).exists()] == []


def test_the_table_of_dates_is_current() -> None:
    written = guides.DATES.read_text(encoding="utf-8")

    assert guides.with_table(written) == written, "type make docs"


ALSO = [
    (form, other)
    for rows in guides.FORMS.values()
    for form, meaning in rows
    if "; also " in meaning
    for other in meaning.split("; also ")[1].split(", ")
]


@pytest.mark.parametrize(("form", "other"), ALSO)
def test_other_words_for_a_form_of_a_date_mean_the_same(form: str, other: str) -> None:
    first, second = dates.read(form), dates.read(other)

    assert isinstance(first, dates.Span)
    assert isinstance(second, dates.Span)
    assert first.edtf == second.edtf


def test_the_form_for_proposals_has_the_fields_of_the_model() -> None:
    written = issue_form.FILE.read_text(encoding="utf-8")

    assert written == issue_form.text(), "type make docs"


def test_whoever_proposes_an_event_is_asked_for_what_it_cannot_do_without() -> None:
    form = issue_form.form()["body"]

    asked = {each["id"] for each in form if each.get("validations", {}).get("required")}

    assert asked == {"title", "date", "summary", "sources"}
