"""Citations in running text: what is one, what only looks like one, and where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import citations
from dateline.citations import Citation

TEXTS = st.text(alphabet="ab @[](){};,.:\\`~\n!-_<>&#x0é\ue000\ue001", max_size=60)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param("@a", [Citation("a")], id="a-key"),
        pytest.param("@a, para. 19", [Citation("a", "", "para. 19")], id="locator"),
        pytest.param("@a, pp. 4–6, 9", [Citation("a", "", "pp. 4–6, 9")], id="comma"),
        pytest.param("see @a", [Citation("a", "see")], id="words-before"),
        pytest.param("@a; @b", [Citation("a"), Citation("b")], id="two"),
        pytest.param(
            "see @a, p. 1; but @b",
            [Citation("a", "see", "p. 1"), Citation("b", "but")],
            id="two-with-words",
        ),
        pytest.param("@a-1.b:c_d", [Citation("a-1.b:c_d")], id="signs-in-a-key"),
        pytest.param("@ایران-۲", [Citation("ایران-۲")], id="persian-letters"),
        pytest.param(
            "@a، ص ۴؛ @b", [Citation("a", "", "ص ۴"), Citation("b")], id="persian-signs"
        ),
        pytest.param("@a,\n  para.\n 19", [Citation("a", "", "para. 19")], id="folded"),
    ],
)
def test_brackets_with_an_at_sign_cite(inside: str, expected: list[Citation]) -> None:
    found = list(citations.groups(f"Words [{inside}] go on."))

    assert [citation for group in found for citation in group.citations] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plain [words] only", id="brackets"),
        pytest.param("[write to editors@example.org]", id="e-mail-address"),
        pytest.param("[@a](https://example.org/)", id="link"),
        pytest.param("`[@a]`", id="code"),
        pytest.param("```\n[@a]\n```", id="fenced-code"),
        pytest.param("~~~\n[@a]", id="fence-without-an-end"),
        pytest.param("[\\@a]", id="escaped"),
        pytest.param("[@]", id="no-key"),
        pytest.param("[@a @b]", id="no-semicolon"),
    ],
)
def test_what_only_looks_like_a_citation_cites_nothing(text: str) -> None:
    assert list(citations.groups(text)) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        pytest.param("It was @a.", "citation-loose", "@a", id="loose"),
        pytest.param(
            "[@a] and @a", "citation-loose", "@a", id="loose-after-a-good-one"
        ),
        pytest.param("It [@a and on", "citation-open", "[@a", id="open"),
        pytest.param("It [@].", "citation-without-key", "[@]", id="no-key"),
        pytest.param("It [@a @b].", "citation", "[@a @b]", id="no-semicolon"),
        pytest.param("`It [@a]`", "citation-in-code", "[@a]", id="code"),
        pytest.param("[It [@a]](b.md)", "citation-in-link", "[@a]", id="link"),
    ],
)
def test_a_faulty_citation_is_found_where_it_stands(
    text: str, rule: str, words: str
) -> None:
    (fault,) = citations.faults(text)

    assert (fault.rule, fault.words) == (rule, words)
    assert fault.start == text.rindex(words)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("no citation at all", id="words"),
        pytest.param("write to editors@example.org", id="e-mail-address"),
        pytest.param("[write](mailto:editors@example.org)", id="e-mail-link"),
        pytest.param("<https://example.org/@someone>", id="address"),
        pytest.param("\\@a is printed as it is", id="escaped"),
        pytest.param("[\\@a]", id="escaped-in-brackets"),
        pytest.param("[@a; see @b, p. 2]", id="good"),
        pytest.param("[@editors]", id="our-own-reading"),
    ],
)
def test_nothing_is_wrong_with(text: str) -> None:
    assert list(citations.faults(text)) == []


def test_keys_come_in_order_with_repetitions_and_without_our_own_reading() -> None:
    text = "One [@b], two [@a; @b, p. 2], three [@editors]."

    assert list(citations.keys(text)) == ["b", "a", "b"]


def test_each_key_is_placed_at_its_at_sign() -> None:
    text = "One [@bb; @b], [@b]."

    assert list(citations.places(text)) == [("bb", 5), ("b", 10), ("b", 16)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It was so [@a].", "It was so.", id="citation"),
        pytest.param("*It* was **so**.", "It was so.", id="emphasis"),
        pytest.param("See [the page](x.md).", "See the page.", id="link"),
        pytest.param("# Head\n\n- one\n- two", "Head one two", id="lists"),
        pytest.param("5 \\* 3, \\@you", "5 * 3, @you", id="escapes"),
    ],
)
def test_a_description_is_plain_words(text: str, expected: str) -> None:
    assert citations.without(text) == expected


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_can_be_looked_through(text: str) -> None:
    found = list(citations.groups(text))
    faults = list(citations.faults(text))

    assert [text[fault.start :][: len(fault.words)] for fault in faults] == [
        fault.words for fault in faults
    ]
    assert all(text[start] == "@" for _, start in citations.places(text))
    assert all(text[g.start] == "[" and text[g.end - 1] == "]" for g in found)
    assert isinstance(citations.without(text), str)


def test_long_rows_of_brackets_take_no_long_time() -> None:
    text = "[" * 20_000 + "@a" + "]" * 20_000 + "[(" * 20_000 + "`" * 20_001

    assert len(list(citations.faults(text))) <= 2
