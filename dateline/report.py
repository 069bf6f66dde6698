"""Problems → words: for a terminal, for machines, for a forge's annotations."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO
from urllib.parse import quote

from .problems import Problem

_RED, _YELLOW, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"
#: How much of a line is shown around the place at fault.
_WIDTH = 100


def mistakes(problems: Sequence[Problem], *, strict: bool = False) -> bool:
    """Whether there is a mistake; under ``strict`` a warning is one."""
    return any(strict or problem.severity == "mistake" for problem in problems)


def count(problems: Sequence[Problem]) -> str:
    """“2 mistakes and 1 warning”."""
    warnings = sum(problem.severity == "warning" for problem in problems)
    wrong = len(problems) - warnings
    parts = []
    if wrong or not warnings:
        parts.append(
            "No mistakes" if not wrong else f"{wrong} mistake{'s' * (wrong != 1)}"
        )
    if warnings:
        parts.append(f"{warnings} warning{'s' * (warnings != 1)}")
    return " and ".join(parts)


def wants_color(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def text(
    problems: Sequence[Problem], texts: Mapping[str, str], *, color: bool = False
) -> str:
    """Every problem with the line at fault and a caret under the place."""
    lines = {file: content.split("\n") for file, content in texts.items()}
    return "\n".join(
        _one(problem, lines.get(problem.at.file, []), color) for problem in problems
    )


def _one(problem: Problem, lines: Sequence[str], color: bool) -> str:
    is_warning = problem.severity == "warning"
    paint = (
        (lambda code, words: f"{code}{words}{_PLAIN}")
        if color
        else (lambda _, words: words)
    )
    word = paint(_YELLOW, "warning: ") if is_warning else ""
    head = f"{paint(_DIM, str(problem.at))}: {word}{_printable(problem.text)}"
    shown = _line(problem, lines)
    if shown:
        line, start, length = shown
        carets = paint(_YELLOW if is_warning else _RED, "^" * length)
        head += f"\n    {line}\n    {' ' * start}{carets}"
    return f"{head}\n    {_printable(problem.hint)}"


def _line(problem: Problem, lines: Sequence[str]) -> tuple[str, int, int] | None:
    """The line at fault, cut to a readable width: its words, where, and how long."""
    if not 0 < problem.at.line <= len(lines):
        return None
    line = lines[problem.at.line - 1].rstrip("\r")
    place = min(max(problem.at.column - 1, 0), len(line))
    start = max(0, min(place - _WIDTH // 2, len(line) - _WIDTH))
    shown = line[start : start + _WIDTH]
    length = max(1, min(problem.length, len(shown) - (place - start)))
    return _printable(shown), place - start, length


def _printable(words: str) -> str:
    """Words without what would move a terminal's cursor or turn the reading order.

    A tab becomes one space, so that the caret stays under its place.
    """
    return "".join(
        letter
        if letter.isprintable() or letter == "\n"
        else "\N{REPLACEMENT CHARACTER}"
        for letter in words.replace("\t", " ")
    )


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON list, one object a problem."""
    found = [
        {
            "file": problem.at.file,
            "line": problem.at.line,
            "column": problem.at.column,
            "length": problem.length,
            "severity": problem.severity,
            "rule": problem.rule,
            "text": problem.text,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands, which it shows on the lines of a proposal."""
    return "".join(f"{_annotation(problem)}\n" for problem in problems)


def _annotation(problem: Problem) -> str:
    level = "warning" if problem.severity == "warning" else "error"
    place = {"file": problem.at.file}
    if problem.at.line:
        place |= {"line": str(problem.at.line), "col": str(problem.at.column)}
    place["title"] = problem.rule
    where = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in place.items())
    message = _escaped(f"{problem.text}\n{problem.hint}")
    return f"::{level} {where}::{message}"


def _escaped(words: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        words = words.replace(letter, f"%{ord(letter):02X}")
    return words


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, for code scanning."""
    rules = sorted({problem.rule for problem in problems})
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "Dateline", "rules": [{"id": r} for r in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem) for problem in problems],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.at.file)}}
    if problem.at.line:
        place["region"] = {
            "startLine": problem.at.line,
            "startColumn": problem.at.column,
            "endColumn": problem.at.column + problem.length,
        }
    return {
        "ruleId": problem.rule,
        "level": "warning" if problem.severity == "warning" else "error",
        "message": {"text": f"{problem.text}. {problem.hint}"},
        "locations": [{"physicalLocation": place}],
    }


def as_gitlab(problems: Sequence[Problem]) -> str:
    """GitLab's code quality report, which it shows on the lines of a proposal.

    A fingerprint tells one problem from another, and stays while its line moves.
    """
    found = []
    counts: dict[tuple[str, ...], int] = {}
    for problem in problems:
        same = (problem.at.file, problem.rule, problem.text)
        counts[same] = counts.get(same, 0) + 1
        words = "\n".join((*same, str(counts[same])))
        found.append(
            {
                "description": f"{problem.text}. {problem.hint}",
                "check_name": problem.rule,
                "fingerprint": hashlib.sha256(words.encode("utf-8")).hexdigest(),
                "severity": "minor" if problem.severity == "warning" else "major",
                "location": {
                    "path": problem.at.file,
                    "lines": {"begin": max(problem.at.line, 1)},
                },
            }
        )
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


FORMS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
}
