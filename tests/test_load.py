"""A project's folder in, texts with places out: what `load` reads and what it refuses."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import yaml_text
from dateline.problems import Mark
from dateline.source import Fields, Items, Node, Source, Text, place_of
from dateline.steps import load as loading
from dateline.steps.load import load
from dateline.yaml_builder import EventStream
from dateline.yaml_refusals import STARTER

Parser = Callable[[str], EventStream]


@pytest.fixture(
    params=[yaml_text.FASTEST, yaml_text.PurePython], ids=["libyaml", "pure"]
)
def parser(request: pytest.FixtureRequest) -> Parser:
    chosen: Parser = request.param
    return chosen


def read(text: str, parser: Parser = yaml_text.FASTEST) -> Fields:
    fields, problems = yaml_text.read("events.yaml", text, parser)
    assert problems == []
    assert fields is not None
    return fields


def said(text: str, parser: Parser = yaml_text.FASTEST) -> list[str]:
    _, problems = yaml_text.read("events.yaml", text, parser)
    return [str(problem).removeprefix("events.yaml:") for problem in problems]


def text_at(node: Node, *steps: str | int) -> Text:
    for step in steps:
        if isinstance(step, str):
            assert isinstance(node, Fields)
            node = node.values[step]
        else:
            assert isinstance(node, Items)
            node = node.items[step]
    assert isinstance(node, Text)
    return node


def put(folder: Path, **files: str | bytes) -> Path:
    """A project: names with two underscores are paths (`content__about.md`)."""
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def project(folder: Path, files: dict[str, str | bytes]) -> Path:
    return put(folder, **{"events.yaml": "a: b\n", **files})


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in load(folder)[1]]


# What is read


@pytest.mark.parametrize(
    "written",
    ["no", "1829", "12:30", "0044", "1_829", "-0426", "1829-02-30", "~", "0x1F", "1e3"],
)
def test_a_value_stays_the_text_that_was_written(written: str, parser: Parser) -> None:
    value = text_at(read(f"date: {written}\n", parser), "date")

    assert (value.value, value.raw, value.style) == (written, written, "")


def test_every_value_and_every_name_knows_its_place(parser: Parser) -> None:
    fields = read("events:\n  - title: Foo\n    date:\n    tags: [a, b]\n", parser)
    events = fields.values["events"]
    assert isinstance(events, Items)
    event = events.items[0]
    assert isinstance(event, Fields)

    assert fields.names["events"] == Mark("events.yaml", 1, 1)
    assert event.names["tags"] == Mark("events.yaml", 4, 5)
    assert text_at(event, "title").at == Mark("events.yaml", 2, 12)
    assert text_at(event, "date").at == Mark("events.yaml", 3, 9)
    assert text_at(event, "tags", 1).at == Mark("events.yaml", 4, 15)


def test_columns_count_characters_also_beyond_the_first_plane(parser: Parser) -> None:
    fields = read("a: [😀😀, x]\n", parser)

    assert text_at(fields, "a", 1).at == Mark("events.yaml", 1, 9)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "with-bom"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_byte_order_marks_and_line_ends_change_nothing(
    bom: bytes, end: bytes, parser: Parser, tmp_path: Path
) -> None:
    put(tmp_path, **{"events.yaml": bom + end.join([b"a: b", b"c: |", b"  d", b"  e"])})

    source, problems = load(tmp_path, parser)

    fields = source.documents["events.yaml"]
    assert problems == []
    assert text_at(fields, "a").at == Mark("events.yaml", 1, 4)
    assert text_at(fields, "c").value == "d\ne"
    assert source.texts["events.yaml"] == "a: b\nc: |\n  d\n  e"


def test_an_alias_stands_for_the_value_it_names(parser: Parser) -> None:
    fields = read("a: &place {name: Tehran}\nb: [*place]\n", parser)
    repeated = fields.values["b"]
    assert isinstance(repeated, Items)

    assert repeated.items[0] is fields.values["a"]


def test_an_anchor_is_no_part_of_the_text(parser: Parser) -> None:
    value = text_at(read("a: &x  Foo bar\n", parser), "a")

    assert (value.value, value.raw, value.at.column) == ("Foo bar", "Foo bar", 8)


def test_tabs_are_fine_where_they_are_no_indentation(parser: Parser) -> None:
    fields = read("a:\tFoo\tbar\t# remark\nb: [c,\td]\ne: |\t\n  f\tg\n", parser)

    assert text_at(fields, "a").value == "Foo\tbar"
    assert text_at(fields, "b", 1).value == "d"
    assert text_at(fields, "e").value == "f\tg\n"


def test_an_address_with_a_question_needs_no_quotes_in_braces(parser: Parser) -> None:
    fields = read("s: {url: https://example.org/?a=b, title: x}\n", parser)

    assert text_at(fields, "s", "url").value == "https://example.org/?a=b"


@pytest.mark.parametrize(
    ("yaml", "words", "line", "column"),
    [
        pytest.param("a: Foo bar\n", "bar", 1, 8, id="plain"),
        pytest.param("a: Foo\n  baz bar\n", "baz bar", 2, 3, id="plain-on-two-lines"),
        pytest.param("a: Foo\n  bar\n", "Foo bar", 1, 4, id="words-across-the-fold"),
        pytest.param('a: "Foo\n  bar"\n', "bar", 2, 3, id="double-quotes"),
        pytest.param(r'a: "\"F\u00f6\x20o\\ bar"', "bar", 1, 22, id="escapes"),
        pytest.param('a: "Fo\\\n  o bar"', "bar", 2, 5, id="escaped-line-end"),
        pytest.param("a: 'it''s bar'\n", "bar", 1, 11, id="single-quotes"),
        pytest.param("a: >  # x bar\n  Foo\n  x bar\n", "bar", 3, 5, id="folded"),
        pytest.param("a: >\n  Foo\n\n  x\n  y bar\n", "x y bar", 4, 3, id="fold-words"),
        pytest.param("a: |2-\n    Foo\n   bar\n", "bar", 3, 4, id="literal"),
        pytest.param("a: &x !y >\n  bar\n", "bar", 2, 3, id="after-properties"),
        pytest.param("a: |\n\n\n  😀 bar\n", "bar", 4, 5, id="after-empty-lines"),
    ],
)
def test_words_inside_a_text_are_found_at_their_place(
    yaml: str, words: str, line: int, column: int, parser: Parser
) -> None:
    fields, _ = yaml_text.read("events.yaml", yaml.replace("!y ", ""), parser)
    assert fields is not None

    assert place_of(text_at(fields, "a"), words) == Mark("events.yaml", line, column)


def test_the_second_of_equal_words_has_its_own_place(parser: Parser) -> None:
    value = text_at(read("a: >\n  bar\n  and bar\n", parser), "a")

    assert place_of(value, "bar", 1) == Mark("events.yaml", 3, 7)


def test_words_that_are_not_there_get_the_place_of_the_text(parser: Parser) -> None:
    value = text_at(read("a: Foo\n", parser), "a")

    assert place_of(value, "bar") == Mark("events.yaml", 1, 4)


# What is refused in YAML

REFUSED = {
    "name-written-twice": (
        "a: 1\nb: 2\na: 3\n",
        "3:1: “a” is written twice; the first is on line 1\n    Keep one of the two.",
    ),
    "tab-in-indentation": (
        "events:\n\t- id: a\n",
        "2:1: a tab stands in the indentation\n"
        "    Use spaces instead: two for each level.",
    ),
    "tab-after-spaces": (
        "a:\n  b: 1\n \tc: 2\n",
        "3:2: a tab stands in the indentation\n"
        "    Use spaces instead: two for each level.",
    ),
    "tab-behind-a-dash": (
        "a:\n  -\tb: c\n",
        "2:4: a tab stands here\n    Use a space instead.",
    ),
    "double-quote-never-closed": (
        'events:\n  - title: "Foo\n    date: 1829\n',
        '2:12: the quote " that opens here is never closed\n'
        '    Put a second " where the text ends.',
    ),
    "single-quote-never-closed": (
        "title: 'Foo\n",
        "1:8: the quote ' that opens here is never closed\n"
        "    Put a second ' where the text ends.",
    ),
    "quote-closed-by-the-next-text": (
        'events:\n  - title: "Foo\n    date: "1829"\n',
        '2:12: the quote " that opens here closes only on line 3\n'
        '    Put a second " where the text ends.',
    ),
    "apostrophe-in-single-quotes": (
        "title: 'It's here'\n",
        "1:12: “s here'” stands behind the closing quote\n"
        '    Put other quotes around the whole text: title: "It\'s here"',
    ),
    "words-behind-quotes": (
        'title: "Foo" bar\n',
        "1:14: “bar” stands behind the closing quote\n"
        "    Put the whole text in quotes: title: '\"Foo\" bar'",
    ),
    "words-behind-a-bracket": (
        "title: [Draft] Foo\n",
        "1:8: “[Draft] Foo” begins with “[”, which has a meaning of its own\n"
        '    Put the whole text in quotes: title: "[Draft] Foo"',
    ),
    "bracket-never-closed": (
        "events:\n  - categories: [a, b\n    title: x\n",
        "2:17: the bracket “[” that opens here is never closed\n"
        "    Put “]” where the list ends.",
    ),
    "bracket-open-at-the-end": (
        "a: [b, c\n",
        "1:4: the bracket “[” that opens here is never closed\n"
        "    Put “]” where the list ends.",
    ),
    "brace-never-closed": (
        "a: {b: c\nd: e\n",
        "1:4: the bracket “{” that opens here is never closed\n"
        "    Put “}” behind its last value.",
    ),
    "bracket-closed-by-another": (
        "a: [b, c}\n",
        "1:4: “[” is opened here, but “}” closes it on line 1\n    Close it with “]”.",
    ),
    "comma-missing": (
        'a: [b, "c" "d"]\n',
        '1:12: between “[” and “]” a comma is missing before “"d"]”\n'
        "    Put a comma there, or put the whole text in quotes if it is one text.",
    ),
    "comma-too-many": (
        "a: [b,, c]\n",
        "1:7: nothing stands before this comma\n    Delete one comma.",
    ),
    "bracket-closes-nothing": (
        "a: ]\n",
        "1:4: this “]” closes nothing that is open\n    Delete “]”.",
    ),
    "bracket-closes-nothing-more": (
        "a: [b]]\n",
        "1:7: this “]” closes nothing that is open\n"
        "    Delete “]”, or put the whole text in quotes.",
    ),
    "brackets-crossed": (
        "a: [{b: ]}\n",
        "1:9: this “]” closes nothing that is open\n"
        "    Close what was opened last first, or delete it.",
    ),
    "second-document": (
        "a: 1\n---\nb: 2\n",
        "2:1: “---” begins a second document\n"
        "    Delete this line: a file holds one document.",
    ),
    "tag-of-ones-own": (
        "a: !foo 12\n",
        "1:4: “!foo” is a tag, and tags are not used here\n"
        '    Delete it, or put the text in quotes if it belongs to it: "!foo …"',
    ),
    "tag-of-python": (
        "a: !!python/object:os.system x\n",
        "1:4: “!!python/object:os.system” is a tag, and tags are not used here\n"
        "    Delete it, or put the text in quotes if it belongs to it: "
        '"!!python/object:os.system …"',
    ),
    "tag-of-the-core": (
        "a: &x !!str 12\n",
        "1:7: “!!str” is a tag, and tags are not used here\n"
        '    Delete it, or put the text in quotes if it belongs to it: "!!str …"',
    ),
    "alias-of-nothing": (
        "a: &place Tehran\nb: *plaec\n",
        "2:4: “*plaec” repeats something that is not named “&plaec” above\n"
        "    Did you mean “*place”?",
    ),
    "stars-around-a-word": (
        "a: *Foo bar*\n",
        "1:4: “*Foo” repeats something that is not named “&Foo” above\n"
        '    If it is a text, put it in quotes: "*Foo"',
    ),
    "alias-of-itself": (
        "a: &b [*b]\n",
        "1:8: “*b” stands inside the value that it repeats\n    Write the value out.",
    ),
    "aliases-without-end": (
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
        ),
        "6:10: with “*a4”, aliases repeat more than 100,000 values\n"
        "    Write less of it.",
    ),
    "merging": (
        "a: &b {c: d}\ne:\n  <<: *b\n",
        "3:3: “<<” (merging) is not understood here\n"
        "    Write the names and values out; an alias can stand for a whole value.",
    ),
    "list-as-a-name": (
        "? [a]\n: b\n",
        "1:3: a name must be a text\n"
        "    Write it out, such as title:, or put the whole text in quotes.",
    ),
    "braces-as-a-name": (
        "a: {{b}}\n",
        "1:5: a name must be a text\n"
        "    Write it out, such as title:, or put the whole text in quotes.",
    ),
    "alias-as-a-name": (
        "a: &b c\n*b : d\n",
        "2:1: a name must be a text\n"
        "    Write it out, such as title:, or put the whole text in quotes.",
    ),
    "no-name": (
        "a: 1\n: Foo\n",
        "2:1: there is no name before this colon\n"
        "    Write a name before it, such as title:",
    ),
    "list-at-the-top": (
        "- title: Foo\n",
        "1:1: the file begins with a list, without a name for it\n"
        "    Write “events:” on a line of its own before the list.",
    ),
    "text-at-the-top": (
        "Foo and bar\n",
        "1:1: the file holds only the text “Foo and bar”\n"
        f"    Write names and values, such as:\n{STARTER}",
    ),
    "empty": (
        "",
        f" this file is empty\n    Write, for a start:\n{STARTER}",
    ),
    "only-remarks": (
        "# nothing yet\n\n",
        f" this file is empty\n    Write, for a start:\n{STARTER}",
    ),
    "only-dashes": (
        "---\n",
        f" this file is empty\n    Write, for a start:\n{STARTER}",
    ),
    "colon-forgotten": (
        "title Foo\ndate: 1829\n",
        "1:1: “title Foo” has no colon\n    Write title: Foo",
    ),
    "colon-forgotten-further-down": (
        "- id: a\n  title Foo\n  date: 1829\n",
        "2:3: “title Foo” has no colon\n"
        "    Write title: Foo\n"
        "    If it continues the text above, indent it deeper than that line.",
    ),
    "colon-forgotten-in-the-last-line": (
        "id: a\ntitle\n",
        "2:1: “title” has no colon\n"
        "    Write a colon and a value behind it, or a dash and a space before it.\n"
        "    If it continues the text above, indent it deeper than that line.",
    ),
    "no-space-behind-the-colon": (
        "- id: a\n  title:Foo\n  date: 1829\n",
        "2:3: “title:Foo” has no space behind its colon\n    Write title: Foo",
    ),
    "no-space-behind-the-first-colon": (
        "- title:Foo\n  date: 1829\n",
        "1:3: “title:Foo” has no space behind its colon\n    Write title: Foo",
    ),
    "colon-in-a-title": (
        "- title: Foo: bar  # remark\n",
        "1:10: “Foo: bar” has a colon inside\n"
        '    Put the whole text in quotes: title: "Foo: bar"',
    ),
    "colon-in-a-title-with-quotes": (
        'title: Foo: "bar"\n',
        '1:8: “Foo: "bar"” has a colon inside\n'
        "    Put the whole text in quotes: title: 'Foo: \"bar\"'",
    ),
    "begins-with-at": (
        "title: @foo bar\n",
        "1:8: “@foo bar” begins with “@”, which has a meaning of its own\n"
        '    Put the whole text in quotes: title: "@foo bar"',
    ),
    "begins-with-a-backtick": (
        "- `foo`\n",
        "1:3: “`foo`” begins with “`”, which has a meaning of its own\n"
        '    Put the whole text in quotes: - "`foo`"',
    ),
    "begins-with-percent": (
        "title: %foo\n",
        "1:8: “%foo” begins with “%”, which has a meaning of its own\n"
        '    Put the whole text in quotes: title: "%foo"',
    ),
    "begins-with-a-star": (
        "title: **Foo** bar\n",
        "1:8: “**Foo** bar” begins with “*”, which has a meaning of its own\n"
        '    Put the whole text in quotes: title: "**Foo** bar"',
    ),
    "begins-with-and": (
        "title: & bar\n",
        "1:8: “& bar” begins with “&”, which has a meaning of its own\n"
        '    Put the whole text in quotes: title: "& bar"',
    ),
    "begins-with-greater": (
        "title: > Foo\n",
        "1:8: behind “>” the text begins on a line of its own\n"
        "    Put the text on the next line, or write it in quotes without “>”.",
    ),
    "begins-with-a-dash": (
        "title: - Foo\n",
        "1:8: a list cannot begin on the line of its name\n"
        "    Begin it on the next line, or put the text in quotes if it is no list.",
    ),
    "indented-too-deep": (
        "- title: Foo\n    date: 1829\n",
        "2:5: this line is indented by 4 spaces, deeper than the one above\n"
        "    Align it with “title” on line 1: 2 spaces.",
    ),
    "indented-too-little": (
        "events:\n  - title: Foo\n   date: 1829\n",
        "3:4: an indentation of 3 spaces fits no line of this block\n"
        "    Align it with line 2: 4 spaces. What belongs to it moves along.",
    ),
    "indented-like-the-dash": (
        "events:\n  - title: Foo\n  date: 1829\n",
        "3:3: this line stands among the dashes of a list, but has no dash\n"
        "    Indent it like line 2 (4 spaces), or begin it with “- ”.",
    ),
    "dash-out-of-line": (
        "events:\n  - a\n - b\n",
        "3:2: an indentation of 1 space fits no line of this block\n"
        "    Align it with line 2: 2 spaces. What belongs to it moves along.",
    ),
    "unknown-backslash": (
        'a: "C:\\data"\n',
        "1:7: “\\d” is no sign that YAML knows between double quotes\n"
        "    Write two backslashes (\\\\) for one, "
        "or put the text in single quotes '…'.",
    ),
    "number-of-no-character": (
        'a: "\\UFFFFFFFF"\n',
        "1:7: there is no character with this number\n"
        "    Write the character itself, or two backslashes (\\\\) for a backslash.",
    ),
    "half-a-character": (
        'a: "\\ud83d"\n',
        "1:4: this text holds the control character U+D83D\n"
        "    Delete the backslash and what belongs to it.",
    ),
    "control-character-by-number": (
        'a: "\\0"\n',
        "1:4: this text holds the control character U+0000\n"
        "    Delete the backslash and what belongs to it.",
    ),
    "instruction": (
        "# x\n%YAML 1.2\n---\na: b\n",
        "2:1: “%YAML 1.2” is an instruction that is not needed here\n"
        "    Delete this line, and “---” below it.",
    ),
    "too-deep": (
        "a: " + "[" * 60,
        "1:53: lists and names stand more than 50 deep within each other here\n"
        "    Delete what is too much of it.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_said_in_full(name: str, parser: Parser) -> None:
    yaml, message = REFUSED[name]

    assert said(yaml, parser) == [message]


def test_a_mistake_far_down_is_said_like_one_at_the_top(parser: Parser) -> None:
    records = "".join(f"  - id: e{number}\n    title: Foo\n" for number in range(99))

    assert said(f"events:\n{records}  - id: 'x\n", parser) == [
        "200:9: the quote ' that opens here is never closed\n"
        "    Put a second ' where the text ends."
    ]


def test_names_written_twice_are_all_found_and_the_rest_is_read(parser: Parser) -> None:
    fields, problems = yaml_text.read("f", "a: 1\na: 2\nb: {c: 3, c: 4}\n", parser)

    assert fields is not None
    assert text_at(fields, "a").value == "1"
    assert [problem.at for problem in problems] == [Mark("f", 2, 1), Mark("f", 3, 11)]


def test_the_caret_is_as_long_as_what_is_wrong() -> None:
    _, problems = yaml_text.read("f", "title: Foo: bar\n")

    assert problems[0].length == len("Foo: bar")


HOSTILE = {
    "lists": "[" * 100_000,
    "dashes": "- " * 100_000,
    "braces": "{a: " * 100_000,
    "questions": "? " * 100_000,
    "aliases": "a: &a x\nb: [" + "*a," * 20_000,
    "name": "x" * 200_000 + ": 1",
    "lines": "\n" * 200_000 + "@",
    "spaces": "a: @" + " " * 200_000 + "#",
    "quote": "a: 'b" + "\n " * 50_000,
    "colons": "a:" + " b:" * 50_000,
}


@pytest.mark.parametrize("yaml", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_an_answer(yaml: str, parser: Parser) -> None:
    _, problems = yaml_text.read("f", yaml, parser)

    assert len(problems) == 1


SNIPPETS = st.sampled_from(
    [
        "a",
        "b: ",
        "c:\n",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "\t",
        " ",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "?",
        "? ",
        "&x ",
        "*x",
        "!t ",
        "|",
        "> ",
        "|2-\n",
        "#",
        " # ",
        "%",
        "@",
        "`",
        "---",
        "...",
        "\n---\n",
        "\\n",
        "\\",
        "é",
        "😀",
        "\xa0",
        "<<: ",
        "a: ",
        "\\x41",
        "=",
        "|\t",
        "k:\n- ",
        "''",
        '""',
        "\u2028",
        "\x00",
        "\ufeff",
    ]
)
ANY_YAML = st.lists(SNIPPETS, max_size=16).map("".join) | st.text(max_size=40)


def outcome(folder: Path, parser: Parser) -> tuple[Source, list[str]]:
    source, problems = load(folder, parser)
    return source, [str(problem) for problem in problems]


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(text=ANY_YAML)
def test_any_text_gives_the_same_answer_from_both_parsers(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "events.yaml").write_bytes(("a: " + text).encode("utf-8", "replace"))

    source, problems = outcome(folder, yaml_text.FASTEST)

    assert (source, problems) == outcome(folder, yaml_text.PurePython)
    assert problems or source.documents


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(data=st.binary(max_size=60))
def test_any_bytes_give_an_answer_inside_the_file(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "events.yaml").write_bytes(data)

    source, problems = load(folder)

    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert problems or source.documents
    assert all(0 <= problem.at.line <= len(lines) for problem in problems)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(
    words=st.lists(st.text("ab'\"\\é😀:", min_size=1, max_size=4), min_size=1),
    style=st.sampled_from(["'", '"', ">", "|"]),
    data=st.data(),
)
def test_every_word_is_found_where_it_stands(
    words: list[str], style: str, data: st.DataObject
) -> None:
    breaks = [data.draw(st.sampled_from([" ", "\n  ", "\n\n  "])) for _ in words]
    quoted = [
        {"'": word.replace("'", "''"), '"': word.replace("\\", "\\\\")}.get(style, word)
        for word in words
    ]
    if style == '"':
        quoted = [word.replace('"', '\\"') for word in quoted]
    body = "".join(quoted[i] + breaks[i] for i in range(len(words))).rstrip()
    yaml = f"a: {style}{body}{style}" if style in "'\"" else f"a: {style}\n  {body}\n"

    value = text_at(read(yaml), "a")

    offsets = [value.value.index(words[0])]
    for word in words[1:]:
        offsets.append(value.value.index(word, offsets[-1] + 1))
    place = place_of(value, value.value[offsets[0] :].rstrip())
    assert yaml.split("\n")[place.line - 1][place.column - 1 :].startswith(quoted[0])


# What is found on the disk


def test_documents_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "events/b.yaml": "a: 1\n",
        "events/a/z.yaml": "a: 1\n",
        "events/a.yaml": "a: 1\n",
        "events/notes.txt": "not ours",
    }

    source, problems = load(project(tmp_path, files))

    assert problems == []
    assert list(source.documents) == [
        "events.yaml",
        "events/a.yaml",
        "events/a/z.yaml",
        "events/b.yaml",
    ]


def test_pages_and_media_are_told_apart(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/about.md": b"\xef\xbb\xbfFoo\r\nbar\r\n",
        "content/events/x.md": "x",
        "content/media/x.jpg": b"\xff\xd8",
    }

    source, problems = load(project(tmp_path, files))

    assert problems == []
    assert list(source.pages) == ["content/about.md", "content/events/x.md"]
    assert source.pages["content/about.md"].text == "Foo\nbar\n"
    assert source.media == {"content/media/x.jpg"}


@pytest.mark.parametrize("name", [".x", "x~", "#x#", ".x.swp", "x.swp", ".git/x"])
def test_hidden_files_and_backups_are_passed_over(name: str, tmp_path: Path) -> None:
    source, problems = load(project(tmp_path, {f"content/{name}": b"\0"}))

    assert problems == []
    assert source.media == frozenset()


def test_a_broken_file_does_not_hide_what_is_wrong_in_others(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "events.yaml": "a: 'b\n",
        "events/a.yaml": "- a\n",
        "events/b.yaml": "a: b\n",
        "content/x.md": b"caf\xe9",
    }

    source, problems = load(project(tmp_path, files))

    assert list(source.documents) == ["events/b.yaml"]
    assert [str(problem.at) for problem in problems] == [
        "content/x.md:1:4",
        "events.yaml:1:4",
        "events/a.yaml:1:1",
    ]


ON_DISK: dict[str, tuple[dict[str, str | bytes], str]] = {
    "windows-1252": (
        {"content/x.md": b"a\r\ncaf\xe9\n"},
        "content/x.md:2:4: the byte E9 is not UTF-8; in Windows-1252 it is “é”\n"
        "    Save the file in your editor with the encoding UTF-8.",
    ),
    "byte-of-no-encoding": (
        {"content/x.md": "é".encode() + b"\x81"},
        "content/x.md:1:2: the byte 81 is not UTF-8\n"
        "    Save the file in your editor with the encoding UTF-8.",
    ),
    "utf-16": (
        {"events/x.yaml": "a: b\n".encode("utf-16")},
        "events/x.yaml:1:1: this file is in UTF-16: it begins with the bytes FF FE\n"
        "    Save it in your editor with the encoding UTF-8.",
    ),
    "utf-16-without-a-mark": (
        {"events/x.yaml": "a: b\n".encode("utf-16-le")},
        "events/x.yaml:1:1: this file is in UTF-16, without a mark at its beginning\n"
        "    Save it in your editor with the encoding UTF-8.",
    ),
    "control-character": (
        {"events/x.yaml": "\ufeffa: b\nc: d\x07\n"},
        "events/x.yaml:2:5: an invisible character stands here (U+0007)\n    Delete it.",
    ),
    "invisible-line-end": (
        {"content/x.md": "Foo\u2028bar"},
        "content/x.md:1:4: an invisible character stands here (U+2028)\n    Delete it.",
    ),
    "empty-part": (
        {"events/x.yaml": "# later\n"},
        "events/x.yaml: this file is empty\n"
        "    Write “events:” and an event into it, or delete the file.",
    ),
    "wrong-suffix": (
        {"events/x.yml": "a: b\n"},
        "events/x.yml: “x.yml” would not be read: its name does not end in .yaml\n"
        "    Rename it to “x.yaml”.",
    ),
    "wrong-suffix-of-a-page": (
        {"content/About.MD": "x"},
        "content/About.MD: “About.MD” would not be read: its name does not end in .md\n"
        "    Rename it to “About.md”.",
    ),
    "name-with-a-line-end": (
        {"content/a\nb.md": "x"},
        "content/a\\nb.md: the name of this file holds characters that cannot be shown\n"
        "    Rename it.",
    ),
    "file-for-a-folder": (
        {"content": "x"},
        "content: “content” is not a folder\n"
        "    Rename it, or make a folder “content” in its place.",
    ),
}


@pytest.mark.parametrize("name", ON_DISK)
def test_what_is_wrong_with_a_file_is_said_in_full(name: str, tmp_path: Path) -> None:
    files, message = ON_DISK[name]

    assert problems_of(project(tmp_path, files)) == [message]


def test_without_events_it_says_what_to_write(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        "events.yaml: there is no file events.yaml in this folder\n"
        f"    Write one, for a start:\n{STARTER}"
    ]


def test_the_starter_it_shows_is_itself_without_a_mistake() -> None:
    assert said(STARTER) == []


def test_a_file_of_nearly_the_right_name_is_named(tmp_path: Path) -> None:
    put(tmp_path, **{"events.yml": "a: b\n"})

    assert problems_of(tmp_path) == [
        "events.yaml: there is no file events.yaml, but “events.yml”\n"
        "    Rename it to events.yaml."
    ]


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").mkdir()

    assert problems_of(tmp_path) == [
        "events.yaml: “events.yaml” is a folder\n    A file must stand here."
    ]


def test_a_project_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "x") == [
        f".: there is no folder “{tmp_path / 'x'}”\n"
        "    Name a folder that holds events.yaml after --project."
    ]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, secret="a: b\n") / "secret"
    folder = project(tmp_path / "p", {})
    (folder / "content").mkdir()
    (folder / "content" / "x.md").symlink_to(outside)

    assert problems_of(folder) == [
        f"content/x.md: this link leads out of the project, to “{outside}”\n"
        "    Put a copy of the file here."
    ]


def test_a_link_inside_the_project_is_followed(tmp_path: Path) -> None:
    folder = project(tmp_path, {"content/a.md": "Foo"})
    (folder / "content" / "b.md").symlink_to("a.md")

    assert load(folder)[0].pages["content/b.md"].text == "Foo"


@pytest.mark.parametrize("leads_to", ["x.md", "nowhere"])
def test_a_link_to_nothing_is_said(leads_to: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {"content/a.md": "Foo"})
    (folder / "content" / "x.md").symlink_to(leads_to)

    assert problems_of(folder) == [
        "content/x.md: this link leads nowhere\n"
        "    Put the file itself here, or delete the link."
    ]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = project(tmp_path, {"content/a.md": "Foo"})
    (folder / "content" / "x").symlink_to(".")

    assert problems_of(folder) == [
        "content/x: this is a link to a folder\n    Put the folder itself here."
    ]


def test_pipes_and_sockets_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path, {"content/a.md": "Foo"})
    os.mkfifo(folder / "content" / "pipe.md")
    monkeypatch.chdir(folder / "content")  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as connection:
        connection.bind("socket.jpg")

        said_of_both = problems_of(folder)

    text = (
        "this is not a file with content, but a pipe, socket or device\n    Delete it."
    )
    assert said_of_both == [f"content/pipe.md: {text}", f"content/socket.jpg: {text}"]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    folder = project(tmp_path, {})
    os.truncate(folder / "events.yaml", loading.MAX_BYTES + 1)

    assert problems_of(folder) == [
        "events.yaml: this file is larger than 100 MB\n"
        "    Split it into several files in events/."
    ]


def test_a_file_without_permission_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path, {"content/x.md": "Foo"})

    def refuse(path: object, *_: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(loading.os, "open", refuse)  # root may read everything

    assert problems_of(folder)[0] == (
        "content/x.md: you have no permission to read this\n"
        "    Give yourself the right to read it: chmod u+rX 'content/x.md'"
    )


def test_what_an_unreadable_file_describes_is_not_called_missing(
    project, build
) -> None:
    text = "timeline: {title: Größe}\nsources: {book: {title: A book}}\nevents: []\n"
    folder = project({"content/about.md": "---\ntitle: About\n---\n\nSo [@book].\n"})
    (folder / "events.yaml").write_bytes(text.encode("latin-1"))

    done = build(folder, "check")

    assert done.code == 1
    assert done.out.endswith("\n1 mistake.\n")
    assert "is not UTF-8" in done.out
