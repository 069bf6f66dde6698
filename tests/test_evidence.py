"""How well a timeline is supported: sentences, shares, and what is weak."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from dateline import evidence, links, pages
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place


def of(folder: Path) -> evidence.Evidence:
    timeline, problems = parse(load(folder)[0])
    assert [str(p) for p in problems if p.severity == "mistake"] == []
    return evidence.gathered(timeline)


PROJECT = {
    "events.yaml": """\
        timeline: {title: Small}
        sources:
          a: {title: A, publisher: North, language: en, country: GB, kind: news,
              url: https://a.example/, accessed: 2026-11-22}
          b: {title: B, publisher: North, language: en, kind: book}
          c: {title: C, publisher: South, language: fa, country: IR, kind: news,
              url: https://c.example/, archived: https://old.example/c,
              accessed: 2024-01-05}
        events:
          - {id: one, date: 1829, title: One, sources: [a],
             summary: "It is so [@a]. It was always so. We think so [@editors]."}
          - {id: two, date: 1829, title: Two, sources: [a, b], summary: "So [@a; @b]."}
          - {id: three, date: 1979-02, title: Three, sources: [a, c], summary: "So [@c]."}
        """,
    "content/events/three.md": "# A heading\n\nA first [@a, para. 2]. A second one.\n",
}


def test_every_sentence_is_cited_our_own_or_named_as_citing_nothing(project) -> None:
    folder = project(PROJECT)

    found = of(folder)

    assert (found.claims, found.cited, found.ours) == (7, 4, 1)
    assert [one.uncited for one in found.events] == [
        ("It was always so.",),
        (),
        ("A second one.",),
    ]


def test_events_on_one_source_publisher_or_language_are_known(project) -> None:
    folder = project(PROJECT)

    found = of(folder)

    assert [one.is_single for one in found.events] == [True, False, False]
    assert [one.is_one_publisher for one in found.events] == [False, True, False]
    assert [one.is_one_language for one in found.events] == [False, True, False]


def test_a_source_needs_a_copy_only_if_it_has_an_address(project) -> None:
    folder = project(PROJECT)

    found = of(folder)

    assert [reference.key for reference in found.unarchived] == ["a"]


def test_a_year_is_counted_back_from_the_latest_reading_not_from_today(project) -> None:
    folder = project(PROJECT)

    found = of(folder)

    assert [reference.key for reference in found.stale] == ["c"]


def test_coverage_counts_events_and_sources_of_each_value(project) -> None:
    folder = project(PROJECT)

    found = of(folder)

    assert [(s.value, s.events, s.sources) for s in found.decades] == [
        ("1820", 2, 2),
        ("1970", 1, 2),
    ]
    assert [(s.value, s.events, s.sources) for s in found.languages] == [
        ("en", 3, 2),
        ("fa", 1, 1),
    ]
    assert [(s.value, s.sources) for s in found.kinds] == [("news", 2), ("book", 1)]
    assert [(s.value, s.sources) for s in found.countries] == [
        ("", 1),
        ("GB", 1),
        ("IR", 1),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "One [@a, p. 4]. Two.", ["One.", "Two."], id="locators-have-stops"
        ),
        pytest.param("One. [@a] Two.", ["One.", "Two."], id="citation-behind-the-stop"),
        pytest.param(
            "It cost 3.5 m. in all.", ["It cost 3.5 m. in all."], id="small-letter"
        ),
        pytest.param("“So?” Yes!", ["“So?”", "Yes!"], id="quotation"),
        pytest.param("- One.\n- Two.", ["One.", "Two."], id="list"),
        pytest.param("# Head\n\nOne.", ["One."], id="headings-are-none"),
        pytest.param("Раз [@a]. Два.", ["Раз.", "Два."], id="russian"),
        pytest.param("یک [@a]. دو.", ["یک.", "دو."], id="persian"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_sentence_ends_at_a_stop_with_its_citations(
    text: str, words: list[str]
) -> None:
    found = [sentence.words for sentence in evidence.sentences(text)]

    assert found == words


def test_a_citation_behind_the_stop_belongs_to_the_sentence_before() -> None:
    found = list(evidence.sentences("One. [@a] Two."))

    assert [sentence.is_cited for sentence in found] == [True, False]


def test_every_sentence_of_the_real_summaries_is_cited_or_our_own(root: Path) -> None:
    found = of(root)

    assert [one.uncited for one in found.events if one.uncited] == []


def matrix(folder: Path) -> pages.Matrix:
    timeline, _ = parse(load(folder)[0])
    (page,) = (
        each for each in place(timeline).pages if isinstance(each, pages.EvidencePage)
    )
    assert page.matrix
    return page.matrix


def test_a_source_of_several_events_has_a_column_and_the_others_stand_behind(
    project,
) -> None:
    found = matrix(project(PROJECT))

    (column,) = found.columns
    assert (column.link.text, column.count) == ("North: A", "3")
    assert [row.dots[0] for row in found.rows] == [column.x] * 3
    first, *own = (row.dots[1:] for row in found.rows)
    assert first == ()
    assert own[0] == own[1] != ()


def test_every_mark_of_the_real_matrix_can_be_counted(root: Path) -> None:
    found = matrix(root)

    for row in found.rows:
        assert len({*row.dots}) == int(row.count)
        assert all(int(dot) + int(found.cell) < int(found.width) for dot in row.dots)
    for column in found.columns:
        held = [row for row in found.rows if column.x in row.dots]
        assert len(held) == int(column.count) > 1


def test_the_matrix_is_whole_on_paper(site: Path, page: Page) -> None:
    page.goto((site / "evidence.html").as_uri())
    page.set_viewport_size({"width": 500, "height": 700})

    page.emulate_media(media="print")

    around, drawn = (
        page.locator(each).bounding_box() for each in (".matrix", ".matrix svg")
    )
    assert around
    assert drawn
    assert drawn["x"] + drawn["width"] <= around["x"] + around["width"] + 1
    assert drawn["y"] + drawn["height"] <= around["y"] + around["height"] + 1


def test_the_command_reports_what_is_weak(project, build) -> None:
    folder = project(PROJECT)

    outcome = build(folder, "check", "--report")

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "No mistakes.",
        "Sentences: 7; 4 cite a source, 1 are marked as our own, 2 cite nothing.",
        "Events: 3; 1 rest on one source, 1 on one publisher, 1 on one language.",
        "Sources: 3; 1 without an archived copy, 1 not read for a year.",
        "events.yaml:10:5: “one” rests on one source",
        "events.yaml:10:5: “one” cites nothing for: It was always so.",
        "events.yaml:13:5: “three” cites nothing for: A second one.",
    ]


def test_a_page_that_is_gone_is_told_on_its_source_and_as_a_weakness(
    project, build
) -> None:
    gone = links.Seen(
        "https://a.example/", "gone", "2026-11-20", 404, last_live="2025-03-01"
    )
    live = links.Seen("https://c.example/", "live", "2026-11-20", 200)
    record = links.text([gone, live])
    folder = project(PROJECT | {"content/links.yaml": record})

    outcome = build(folder)

    assert outcome.code == 0, outcome.err
    pages = folder / "site"
    a = (pages / "sources" / "a.html").read_text("utf-8")
    c = (pages / "sources" / "c.html").read_text("utf-8")
    evidence_page = (pages / "evidence.html").read_text("utf-8")
    assert "It was gone on 20 November 2026. It was last there on 1 March 2025." in a
    assert "It was there on 20 November 2026." in c
    assert (
        'id="gone">Sources whose page is gone <span class="count">1</span>'
        in evidence_page
    )
