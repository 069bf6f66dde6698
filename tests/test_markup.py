"""Prose to HTML: citations become notes, and nothing that an author writes does harm."""

import html
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import markup, notes
from dateline.model import Reference, SourceRecord
from dateline.pages import Note, Prose
from dateline.problems import Mark

REFERENCES = {
    key: Reference(key, SourceRecord(title=title), Mark("events.yaml", 1, 1))
    for key, title in {"a": "The Gazette", "b": 'The "Herald" & <Post>'}.items()
}


def prose_of(text: str, scope: str = "e-", links: str = "") -> Prose:
    """A text as the summary of an event that is called e."""
    found = notes.numbered([("summary", text)], (), REFERENCES, "en", scope)
    by_key: Mapping[str, Note] = {note.key: note for note in found}
    return Prose(text, f"{scope}summary", by_key, links)


def block(text: str, **words: str) -> str:
    return str(markup.block(prose_of(text, **words)))


def line(text: str, **words: str) -> str:
    return str(markup.line(prose_of(text, **words)))


class Tags(HTMLParser):
    """The tags of a piece of HTML, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def anchors(text: str) -> list[str]:
    found = [attributes.get("id") for _, attributes in Tags(text).found]
    return [name for name in found if name]


def test_a_citation_becomes_a_number_that_leads_to_its_note() -> None:
    said = block("It was so [@a, p. 4].")

    assert said.startswith(
        '<p>It was so<sup class="cite"><a id="e-summary-1" href="#e-s1" '
    )
    assert said.endswith('The Gazette, p. 4">1</a></sup>.</p>')


def test_two_citations_in_one_pair_of_brackets_stand_together() -> None:
    said = line("So [@b; see @a].")

    assert re.sub(r"<a [^>]*>|</a>", "", said) == (
        'So<sup class="cite">1<span class="comma">,</span>2</sup>.'
    )
    assert "see The Gazette" in said


def test_the_title_of_a_source_is_never_taken_for_markup() -> None:
    said = line("So [@b].")

    assert 'The &quot;Herald&quot; &amp; &lt;Post&gt;">1</a>' in said


def test_our_own_reading_is_said_in_words() -> None:
    assert line("So it seems [@editors].") == (
        'So it seems<sup class="cite">\u202f<span class="editors">our reading</span></sup>.'
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One [@a], two [@b], three [@a].", id="in-a-row"),
        pytest.param("Ours [@editors], then [@a; @editors; @b].", id="our-own-reading"),
        pytest.param(
            "One[^1] and [@a].\n\n[^1]: Note [@b].\n\nLast [@b].", id="footnote"
        ),
        pytest.param("- one [@a]\n- two [@b]\n\n> three [@a]", id="blocks"),
    ],
)
def test_every_way_back_from_a_note_ends_at_its_citation(text: str) -> None:
    prose = prose_of(text)
    uses = {use.id: note.number for note in prose.notes.values() for use in note.uses}

    said = str(markup.block(prose))
    numbers = re.findall(r'<a id="(e-summary-\d+)" href="#e-s(\d+)"', said)

    assert {name: int(number) for name, number in numbers} == uses
    assert len(anchors(said)) == len(set(anchors(said)))


def test_two_events_on_one_page_share_no_anchor() -> None:
    text = "It was so [@a].[^1]\n\n[^1]: Not quite."

    both = anchors(block(text, scope="one-")) + anchors(block(text, scope="two-"))

    assert len(both) == len(set(both)) == 6


def test_a_footnote_and_its_way_back_find_each_other() -> None:
    said = block("So.[^x]\n\n[^x]: Not quite.")

    targets = [a["href"] for tag, a in Tags(said).found if tag == "a"]

    assert {str(target).removeprefix("#") for target in targets} == set(anchors(said))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<style>p { color: red }</style>", id="style-element"),
        pytest.param('<p style="color: red">x</p>', id="style-attribute"),
        pytest.param('<iframe src="https://example.org/"></iframe>', id="frame"),
        pytest.param('<object data="x.swf"></object><embed src="x">', id="plugin"),
        pytest.param('<form action="/x"><input name="x"></form>', id="form"),
        pytest.param('<svg onload="alert(1)"><use href="#x"/></svg>', id="svg"),
        pytest.param('<math href="javascript:alert(1)">x</math>', id="math"),
        pytest.param('<base href="https://example.org/">', id="base"),
        pytest.param('<meta http-equiv="refresh" content="0">', id="meta"),
        pytest.param(
            '<link rel="stylesheet" href="https://example.org/x.css">', id="link"
        ),
        pytest.param('<video src="https://example.org/x.mp4"></video>', id="video"),
        pytest.param('<p class="event" id="content">x</p>', id="class-and-id"),
        pytest.param('<b onclick="alert(1)">x</b>', id="event-handler"),
        pytest.param('<img src="x.png" onerror="alert(1)">', id="picture-with-handler"),
        pytest.param('<img src=x srcset="https://example.org/x.png 2x">', id="srcset"),
        pytest.param("<!-- hidden -->", id="comment"),
        pytest.param("<b <script>alert(1)</script>", id="broken-tag"),
    ],
)
def test_nothing_but_prose_reaches_the_page(text: str) -> None:
    allowed = markup.TAGS
    names = {"href", "id", "rel", "title", "src", "alt", "lang", "dir"}

    found = Tags(block(f"Before. {text} After.")).found + Tags(block(text)).found

    assert {tag for tag, _ in found} <= allowed
    assert {name for _, attributes in found for name in attributes} <= names
    assert {attributes.get("id") for _, attributes in found} == {None}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "written", ["[x]({})", '<a href="{}">x</a>', '<blockquote cite="{}">x</blockquote>']
)
def test_an_address_that_runs_or_reads_leads_nowhere(
    address: str, written: str
) -> None:
    found = Tags(block(written.format(address))).found
    addresses = [a.get("href") or a.get("cite") or "" for _, a in found]
    seen = [re.sub(r"[\t\n\r]|^[\x00-\x20]+", "", address) for address in addresses]

    assert [a for a in seen if re.match(r"\w+:", a) or "://" in a] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "HTTPS://example.org/x.png",
        "//example.org/x.png",
        " https://example.org/x.png",
        "\\\\example.org/x.png",
        "/\\example.org/x.png",
        "\t//example.org/x.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_no_picture_comes_from_another_host(address: str) -> None:
    assert Tags(block(f'<img alt="x" src="{address}">')).found == [("p", {})]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("[x](about.md)", "../about.html", id="page"),
        pytest.param("[x](about.md#how)", "../about.html#how", id="part-of-a-page"),
        pytest.param("[x](events/a.html)", "../events/a.html", id="event"),
        pytest.param("[x](#top)", "#top", id="same-page"),
        pytest.param(
            "[x](https://example.org/a.md)", "https://example.org/a.md", id="web"
        ),
        pytest.param("[x](mailto:a@example.org)", "mailto:a@example.org", id="mail"),
    ],
)
def test_an_address_of_the_site_begins_at_its_root(written: str, expected: str) -> None:
    ((_, _), (_, attributes)) = Tags(block(written, links="../")).found

    assert attributes["href"] == expected


def test_a_picture_of_the_site_begins_at_its_root() -> None:
    said = block("![The envoy](media/envoy.jpg)", links="../")

    assert said == '<p><img alt="The envoy" src="../media/envoy.jpg"></p>'


def test_the_title_of_the_page_stays_the_only_first_heading() -> None:
    said = block("# One\n\n## Two\n\n###### Six\n\n<h1>Raw</h1>")

    assert re.findall(r"<(h\d)", said) == ["h2", "h3", "h6"]


def test_tables_are_tables() -> None:
    said = block("| a | b |\n|---|---|\n| 1 | 2 [@a] |")

    assert [tag for tag, _ in Tags(said).found if tag in ("th", "td")] == [
        *("th", "th", "td", "td")
    ]
    assert 'class="cite"' in said


def test_words_inside_a_line_hold_no_paragraph() -> None:
    said = line("One.\n\nTwo *so*:\n\n- a [@a]\n- b\n\n# Three")

    assert {tag for tag, _ in Tags(said).found} == {"br", "em", "sup", "a"}
    assert said.startswith("One.<br>Two <em>so</em>:")


def test_an_empty_text_is_nothing() -> None:
    assert (block(""), line("  \n")) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ue0000\ue001", id="the-signs-themselves"),
        pytest.param("&#xE000;0&#xE001;", id="by-number"),
        pytest.param("&#57344;0&#57345;", id="by-decimal-number"),
        pytest.param("&#x0000e000;7&#Xe001", id="by-longer-number"),
        pytest.param("&#x\ue000e000;0&#x\ue001e001;", id="hidden-in-each-other"),
        pytest.param("&\\#xe000;0&\\#xe001;", id="escaped"),
        pytest.param("<b title='&#xe000;0&#xe001;'>x</b>", id="attribute"),
        pytest.param("`&#xe000;0&#xe001;`", id="code"),
    ],
)
def test_the_sign_for_a_citation_cannot_be_forged(text: str) -> None:
    said = block(f"{text} and [@a]")

    assert said.count('class="cite"') == 1
    assert "\ue000" not in said
    assert "\ue001" not in said


def test_a_citation_inside_a_tag_does_not_break_it() -> None:
    said = block('<span title="so [@a] it was">x</span>')

    assert said == '<p><span title="so  it was">x</span></p>'


def test_an_at_sign_behind_a_backslash_is_printed() -> None:
    assert line("\\@a, [\\@a]") == "@a, [@a]"


#: What editors type most, and what Markdown gives a meaning.
WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "word",
                "Teheran",
                "1829",
                "1829.",
                "1.",
                "2)",
                "a",
                "é",
                "ایران",
                "=",
                "==",
            ),
            *(" ", " ", " ", "  ", "\n", "\n", "\n\n", "\t", ".", ",", "–", "-", "--"),
            *(
                '"',
                "'",
                "&",
                "<",
                ">",
                "*",
                "_",
                "`",
                "#",
                "+",
                "|",
                ":",
                "~",
                "!",
                "\\",
            ),
            *("[@a]", " [@b, p. 2]", "[", "]", "(", ")", "@", "\u00a0", "…", "%", "^"),
            *(
                "http://example.org",
                "www.example.org",
                "&amp;",
                "&nbsp;",
                "$",
                "©",
                "\u2028",
            ),
        ]
    ),
    max_size=14,
).map("".join)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(WORDS)
def test_the_short_way_says_what_markdown_says(
    text: str,
) -> None:
    short = markup._html.__wrapped__(text, "")
    long = markup._clean(markup._markdown().reset().convert(text.strip()), "").strip()

    assert html.unescape(short) == html.unescape(long)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=40)))
def test_any_text_becomes_harmless_html(text: str) -> None:
    makers: list[Callable[[Prose], object]] = [markup.block, markup.line]

    said = [str(make(prose_of(text))) for make in makers]

    assert {tag for html in said for tag, _ in Tags(html).found} <= markup.TAGS
    assert "\ue000" not in "".join(said)
