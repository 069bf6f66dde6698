"""One field more, and not another byte: what `yaml_edit` does to an editor's file."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import yaml_edit, yaml_text
from dateline.problems import Mark
from dateline.source import Fields, Items, Node, Text, walk
from dateline.yaml_edit import Addition

FILE = "events.yaml"
COPY = "https://archive.example/2026/https://a.example/x"


def fields_of(text: str) -> Fields:
    fields, problems = yaml_text.read(FILE, yaml_edit.as_loaded(text))
    assert fields is not None, problems
    return fields


def records_with(text: str, name: str = "url") -> list[Fields]:
    """The records of a text that have a field, each once, in order."""
    found = {
        node.at: node
        for node in walk(fields_of(text))
        if isinstance(node, Fields) and name in node.names
    }
    return list(found.values())


def added(text: str, value: str = COPY, name: str = "archived") -> str:
    """The text with the field added to every record with an address."""
    additions = [
        Addition(record.at, "url", name, value) for record in records_with(text)
    ]
    changed, missed = yaml_edit.add(FILE, text, additions)
    assert missed == []
    return changed


def said(node: Node) -> object:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [said(item) for item in node.items]
    return {name: said(value) for name, value in node.values.items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "a:\n  url: https://a.example/x\n  title: T\n",
            f"a:\n  url: https://a.example/x\n  archived: {COPY}\n  title: T\n",
            id="plain",
        ),
        pytest.param(
            "a:\n    title: T\n    url:   'https://a.example/x'  # dead?\n\n# end\n",
            "a:\n    title: T\n    url:   'https://a.example/x'  # dead?\n"
            f"    archived: {COPY}\n\n# end\n",
            id="in-quotes-before-a-comment",
        ),
        pytest.param(
            "a:\n  url: https://a.example/x",
            f"a:\n  url: https://a.example/x\n  archived: {COPY}",
            id="without-a-last-line-end",
        ),
        pytest.param(
            "\ufeffa:\r\n  url: https://a.example/x\r\n  title: T\r\n",
            "\ufeffa:\r\n  url: https://a.example/x\r\n"
            f"  archived: {COPY}\r\n  title: T\r\n",
            id="from-windows",
        ),
        pytest.param(
            "a:\n  url: https://a.example/x\r\n  title: T\r\n",
            f"a:\n  url: https://a.example/x\r\n  archived: {COPY}\r\n  title: T\r\n",
            id="with-mixed-line-ends",
        ),
        pytest.param(
            "a: {url: https://a.example/x, title: T}  # c\n",
            f'a: {{url: https://a.example/x, archived: "{COPY}", title: T}}  # c\n',
            id="in-braces",
        ),
        pytest.param(
            'a: {"title": "T", "url":"https://a.example/x"}\n',
            f'a: {{"title": "T", "url":"https://a.example/x", archived: "{COPY}"}}\n',
            id="in-braces-like-json",
        ),
        pytest.param(
            "a: {\n  url: https://a.example/x,  # the page\n  title: T\n}\n",
            f'a: {{\n  url: https://a.example/x, archived: "{COPY}",  # the page\n'
            "  title: T\n}\n",
            id="in-braces-over-lines",
        ),
        pytest.param(
            "e:\n  - url: https://a.example/x\n    title: T\n",
            f"e:\n  - url: https://a.example/x\n    archived: {COPY}\n    title: T\n",
            id="behind-a-hyphen",
        ),
        pytest.param(
            "e:\n  - - url: https://a.example/x\n",
            f"e:\n  - - url: https://a.example/x\n      archived: {COPY}\n",
            id="behind-two-hyphens",
        ),
        pytest.param(
            "a:\n  url: >-\n    https://a.example/x\n\n  title: T\n",
            f"a:\n  url: >-\n    https://a.example/x\n  archived: {COPY}\n\n  title: T\n",
            id="folded",
        ),
        pytest.param(
            "a:\n  url:\n    https://a.example/x\n  title: T\n",
            f"a:\n  url:\n    https://a.example/x\n  archived: {COPY}\n  title: T\n",
            id="on-a-line-of-its-own",
        ),
        pytest.param(
            'a:\n  url: "https://a.example/\\\n    x"\n',
            f'a:\n  url: "https://a.example/\\\n    x"\n  archived: {COPY}\n',
            id="over-two-lines",
        ),
        pytest.param(
            "a: &one\n  url: &u https://a.example/x\nb: *one\nc:\n  url: *u\n  t: T\n",
            f"a: &one\n  url: &u https://a.example/x\n  archived: {COPY}\n"
            f"b: *one\nc:\n  url: *u\n  archived: {COPY}\n  t: T\n",
            id="with-anchors",
        ),
        pytest.param(
            "---\nа:\n  url: https://a.example/x # “кавычки”\n...\n",
            f"---\nа:\n  url: https://a.example/x # “кавычки”\n  archived: {COPY}\n...\n",
            id="between-marks-of-a-document",
        ),
        pytest.param(
            "a:\n  ? url\n  : https://a.example/x\n  ? title\n  : T\n",
            f"a:\n  ? url\n  : https://a.example/x\n  archived: {COPY}\n"
            "  ? title\n  : T\n",
            id="with-question-marks",
        ),
    ],
)
def test_a_field_is_added_as_an_editor_would(before: str, after: str) -> None:
    assert added(before) == after


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("2026-11-22", "2026-11-22"),
        ("https://a.example/#part", '"https://a.example/#part"'),
        ("https://a.example/x:", '"https://a.example/x:"'),
        ("no", '"no"'),
        ("He said: “yes” # and\nleft \\", '"He said: “yes” # and\\nleft \\\\"'),
    ],
)
def test_a_value_gets_quotes_where_a_reader_could_mistake_it(
    value: str, typed: str
) -> None:
    text = "a:\n  url: https://a.example/x\n"

    changed = added(text, value)

    assert changed == f"{text}  archived: {typed}\n"
    assert said(records_with(changed)[0])["archived"] == value  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("a: [url: x]\n", (1, 5), id="one-pair-in-brackets"),
        pytest.param("a: &m\n  &u url: x\n", (2, 6), id="a-name-with-an-anchor"),
        pytest.param("a:\n  url: x\n  archived: y\n", (2, 3), id="there-already"),
        pytest.param("a:\n  title: x\n", (2, 3), id="without-that-field"),
        pytest.param("a:\n  url: [x]\n", (2, 3), id="a-list-for-an-address"),
        pytest.param("a:\n  url: x\n", (9, 9), id="no-record-there"),
        pytest.param("a: [\n", (1, 1), id="no-yaml"),
    ],
)
def test_what_cannot_be_done_safely_is_left_as_it_was(
    text: str, at: tuple[int, int]
) -> None:
    addition = Addition(Mark(FILE, *at), "url", "archived", COPY)

    changed, missed = yaml_edit.add(FILE, text, [addition])

    assert (changed, missed) == (text, [addition])


def test_one_that_cannot_be_done_does_not_hinder_the_others() -> None:
    text = "a: [url: https://a.example/x]\nb:\n  url: https://b.example/\n"
    additions = [
        Addition(record.at, "url", "archived", COPY) for record in records_with(text)
    ]

    changed, missed = yaml_edit.add(FILE, text, additions)

    assert changed == f"{text}  archived: {COPY}\n"
    assert missed == additions[:1]


def test_fields_behind_one_field_keep_their_order() -> None:
    text = "a:\n  url: https://a.example/x\n"
    at = records_with(text)[0].at
    additions = [Addition(at, "url", name, name) for name in ("z", "b")]

    changed, _ = yaml_edit.add(FILE, text, additions)

    assert changed == f'{text}  z: "z"\n  b: "b"\n'


# Any file


WORDS = st.text(
    st.sampled_from("aß书 😀:#-'\"{}[],&*!|>%@`\\?~=<\n\t0"), min_size=1, max_size=12
)
ADDRESSES = st.sampled_from(
    ["https://a.example/x", "http://b.example/?q=1&r=%20", "https://c.example/ü/#x"]
)
COMMENTS = st.sampled_from(["", "", "  # url: none", " # {“”} 'x"])


@st.composite
def values(draw: st.DrawFn, words: st.SearchStrategy[str]) -> str:
    """A value as it may be written, on one line."""
    value = draw(words)
    if value.startswith("http") and " " not in value and draw(st.booleans()):
        return value
    if "\n" not in value and "\t" not in value and draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    quoted = json.dumps(value, ensure_ascii=False)
    return quoted.replace("ß", "\\u00df") if draw(st.booleans()) else quoted


@st.composite
def records(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Names and written values of one source."""
    fields = [("url", draw(values(ADDRESSES)))]
    fields += [(name, draw(values(WORDS))) for name in ("title", "note")]
    return draw(st.permutations(fields))


def in_braces(fields: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields) + "}"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with sources of every style, and anything between them."""
    step = " " * draw(st.integers(1, 4))
    lines = draw(st.sampled_from([[], ["# first: {url: x}"], ["---"]]))
    lines = [*lines, "sources:"]
    for number in range(draw(st.integers(1, 3))):
        fields, comment = draw(records()), draw(COMMENTS)
        if draw(st.booleans()):
            lines.append(f"{step}k{number}: {in_braces(fields)}{comment}")
        else:
            anchor = draw(st.sampled_from(["", f" &a{number}"]))
            lines.append(f"{step}k{number}:{anchor}")
            lines += [f"{step * 2}{name}: {value}{comment}" for name, value in fields]
        lines += draw(st.sampled_from([[], [""], [f"{step}# between"]]))
    lines += ["events:", "- title: x", "  sources:"]
    for fields in draw(st.lists(records(), max_size=2)):
        if draw(st.booleans()):
            lines.append(f"  - {in_braces(fields)}")
        else:
            first, *rest = [f"{name}: {value}" for name, value in fields]
            lines += [f"  -   {first}", *(f"      {line}" for line in rest)]
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = line_end.join(lines) + draw(st.sampled_from(["", line_end, line_end * 2]))
    return draw(st.sampled_from(["", "\ufeff"])) + text


@settings(max_examples=100, deadline=None)
@given(files(), st.data())
def test_nothing_but_the_new_field_changes(text: str, data: st.DataObject) -> None:
    places = records_with(text)
    number = data.draw(st.integers(0, len(places) - 1))
    addition = Addition(places[number].at, "url", "archived", data.draw(WORDS))

    changed, missed = yaml_edit.add(FILE, text, [addition])

    assert missed == []
    length = len(changed) - len(text)
    assert length > 0
    assert any(
        changed[:start] + changed[start + length :] == text
        and "archived: " in changed[start : start + length]
        for start in range(len(text) + 1)
    )
    expected = [said(place) for place in places]
    expected[number] = {**expected[number], "archived": addition.value}  # type: ignore[dict-item]
    assert [said(place) for place in records_with(changed)] == expected


@settings(max_examples=60, deadline=None)
@given(files())
def test_many_fields_at_once_are_each_where_they_belong(text: str) -> None:
    places = records_with(text)
    additions = [
        Addition(place.at, "url", "archived", f"https://copy.example/{number}")
        for number, place in enumerate(places)
    ]

    changed, missed = yaml_edit.add(FILE, text, additions)

    assert missed == []
    assert [said(place) for place in records_with(changed)] == [
        {**said(place), "archived": f"https://copy.example/{number}"}  # type: ignore[dict-item]
        for number, place in enumerate(places)
    ]
