"""Problems as words: for a terminal, for machines, for a forge."""

import io
import json
from typing import Any

import jsonschema
import pytest

from dateline import report
from dateline.problems import Mark, Problem

MISTAKE = Problem(
    Mark("events.yaml", 2, 5), "“x” is wrong", "Write y.", "rule-a", length=3
)
WARNING = Problem(
    Mark("content/a.md"), "it is thin", "Add 100% more.", "rule-b", "warning"
)
TEXTS = {"events.yaml": "events:\n  - xyz: 1\n"}

#: What of SARIF 2.1.0 (OASIS, §3.13–3.30) code scanning reads.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "items": {"required": ["id"]},
                                        "uniqueItems": True,
                                    }
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "type": "array",
                                    "items": {"$ref": "#/$defs/location"},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
    "$defs": {
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {"required": ["uri"]},
                        "region": {
                            "type": "object",
                            "additionalProperties": {"type": "integer", "minimum": 1},
                        },
                    },
                }
            },
        }
    },
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    assert report.text([MISTAKE], TEXTS) == (
        "events.yaml:2:5: “x” is wrong\n      - xyz: 1\n        ^^^\n    Write y."
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert report.text([WARNING], TEXTS) == (
        "content/a.md: warning: it is thin\n    Add 100% more."
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    texts = {"events.yaml": "x\n" + "a" * 500 + "HERE" + "b" * 500}
    problem = Problem(Mark("events.yaml", 2, 501), "t", "h", "r", length=4)

    _, line, caret, _ = report.text([problem], texts).split("\n")

    assert len(line) == len("    ") + 100
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_a_caret_never_leaves_its_line() -> None:
    problem = Problem(Mark("events.yaml", 2, 400), "t", "h", "r", length=90)

    _, _, caret, _ = report.text([problem], TEXTS).split("\n")

    assert caret.strip() == "^"


def test_a_place_behind_the_end_of_the_file_shows_no_line() -> None:
    problem = Problem(Mark("events.yaml", 99, 1), "t", "h", "r")

    assert report.text([problem], TEXTS) == "events.yaml:99:1: t\n    h"


def test_nothing_in_a_file_can_move_the_cursor() -> None:
    texts = {"events.yaml": "x\nab\x1b[2J\u202ecd"}
    problem = Problem(Mark("events.yaml", 2, 3), "a\x1bb", "h\u2066", "r")

    said = report.text([problem], texts)

    assert said == (
        "events.yaml:2:3: a\ufffdb\n    ab\ufffd[2J\ufffdcd\n      ^\n    h\ufffd"
    )


def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    wanted = [report.wants_color(Terminal()), report.wants_color(io.StringIO())]
    monkeypatch.setenv("NO_COLOR", "1")

    assert [*wanted, report.wants_color(Terminal())] == [True, False, False]


def test_colours_change_no_word() -> None:
    import re

    plain = report.text([MISTAKE, WARNING], TEXTS)
    colored = report.text([MISTAKE, WARNING], TEXTS, color=True)

    assert "\x1b[31m^^^" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        pytest.param([], "No mistakes", id="none"),
        pytest.param([MISTAKE], "1 mistake", id="one"),
        pytest.param([MISTAKE, MISTAKE], "2 mistakes", id="two"),
        pytest.param([WARNING], "1 warning", id="warning"),
        pytest.param(
            [MISTAKE, WARNING, WARNING], "1 mistake and 2 warnings", id="both"
        ),
    ],
)
def test_problems_are_counted_in_words(problems: list[Problem], expected: str) -> None:
    assert report.count(problems) == expected


def test_a_warning_is_a_mistake_where_we_are_strict() -> None:
    assert not report.mistakes([WARNING])
    assert report.mistakes([WARNING], strict=True)
    assert report.mistakes([WARNING, MISTAKE])


def test_json_has_everything_a_program_needs() -> None:
    first, second = json.loads(report.as_json([MISTAKE, WARNING]))

    assert first == {
        "file": "events.yaml",
        "line": 2,
        "column": 5,
        "length": 3,
        "severity": "mistake",
        "rule": "rule-a",
        "text": "“x” is wrong",
        "hint": "Write y.",
    }
    assert (second["line"], second["severity"]) == (0, "warning")
    assert json.loads(report.as_json([])) == []


def test_an_annotation_is_one_line_whatever_it_says() -> None:
    problem = Problem(
        Mark("a,b:c.yaml", 2, 5), "50% of\nthis", "a: b, c\r", "r", length=3
    )

    said = report.as_github([problem, WARNING])

    assert said == (
        "::error file=a%2Cb%3Ac.yaml,line=2,col=5,title=r"
        "::50%25 of%0Athis%0Aa: b, c%0D\n"
        "::warning file=content/a.md,title=rule-b::it is thin%0AAdd 100%25 more.\n"
    )


@pytest.mark.parametrize(
    "problems",
    [
        pytest.param([], id="none"),
        pytest.param([MISTAKE, WARNING, MISTAKE], id="several"),
    ],
)
def test_sarif_has_the_shape_that_code_scanning_reads(problems: list[Problem]) -> None:
    log = json.loads(report.as_sarif(problems))

    jsonschema.validate(log, SARIF)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [
        problem.rule for problem in problems
    ]


def test_an_address_in_sarif_is_an_address() -> None:
    problem = Problem(Mark("content/How we work.md"), "t", "h", "r")

    (result,) = json.loads(report.as_sarif([problem]))["runs"][0]["results"]

    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "content/How%20we%20work.md"}}
