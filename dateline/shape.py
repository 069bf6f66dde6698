"""One record's shape: a node and a record type in; the record, or every mistake in it, out.

pydantic checks; ``findings`` says what it found in an editor's words, at its place.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace
from pydantic import ValidationError

from .borrowed import borrowed
from .examples import NAMES, fields_of, holders_of, required, say_example
from .findings import Finding, sources_for, what_is_there
from .model import Record
from .problems import Mark, Problem, nearest, shortened
from .source import Fields, Items, Node, Text

R = TypeVar("R", bound=Record)
Location = tuple[int | str, ...]
#: The shape that the names of fields have, well written or not.
WORD = re.compile(r"[^\W\d][\w-]*")
#: How many characters of an editor's own words a hint still repeats.
LONG = 80


def validated(
    kind: type[R], node: Node, language: str = "en"
) -> tuple[R | None, list[Problem]]:
    """The record that ``node`` holds, or None with every mistake in its shape.

    Dates in words are read in ``language`` (BCP 47).
    """
    name = NAMES[kind.__name__]
    if not isinstance(node, Fields):
        return None, [_not_fields(node, name, kind)]
    problems: list[Problem] = []
    value = plain(node, problems)
    problems = [_needed(problem, node, kind) for problem in problems]
    try:
        record = kind.model_validate(value, context={"language": language})
    except ValidationError as error:
        wrong = [*_mistakes(error, node, name)]
        nameless = _names_of_what_is_no_record(node, wrong)
        problems = [each for each in problems if each.at not in nameless] + wrong
    else:
        if not problems:
            return record, []
    return None, problems


def _names_of_what_is_no_record(node: Fields, wrong: list[Problem]) -> set[Mark]:
    """The names in braces where brackets were meant: behind none is something missing."""
    shapes = {problem.at for problem in wrong if problem.rule == "shape"}
    inner = (each for each in node.values.values() if isinstance(each, Fields))
    return {at for each in inner if each.at in shapes for at in each.names.values()}


def plain(node: Node, problems: list[Problem]) -> Any:
    """The node as dicts, lists and text; what is empty is left out and reported."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        kept = []
        for item in node.items:
            if isinstance(item, Text) and item.is_empty:
                problems.append(_empty(item.at, "an item of the list is empty"))
            else:
                kept.append(plain(item, problems))
        return kept
    return _plain_fields(node, problems)


def _plain_fields(node: Fields, problems: list[Problem]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    cut: list[str] = []
    told: set[str] = set()
    for name, value in node.values.items():
        if field := _text_above(name, values, node):
            if field not in told:
                problems.append(_too_far_left(name, field, node))
            told.add(field)
            continue
        if _is_cut_off(name, value, values, node):
            cut.append(name)
            continue
        problems += _cut_off(cut, values, node)
        cut = []
        if isinstance(value, Text) and value.is_empty:
            problems.append(_empty_field(node.names[name], name, values))
        else:
            values[name] = plain(value, problems)
    problems += _cut_off(cut, values, node)
    return values


def _text_above(name: str, before: dict[str, Any], node: Fields) -> str:
    """The field whose text, begun with “>”, goes on in what was read as a field."""
    field = next(reversed(before), "")
    text = node.values.get(field)
    if not isinstance(text, Text) or text.style not in ("|", ">") or holders_of(name):
        return ""
    if WORD.fullmatch(name) and text.value.strip():
        return ""
    before[field] = text.value or name  # it is not empty, as the editor sees it
    return field


def _too_far_left(name: str, field: str, node: Fields) -> Problem:
    at, value = node.names[name], node.values[name]
    words = f"{name}: {value.value}" if isinstance(value, Text) else name
    return Problem(
        at,
        f"“{shortened(words)}” stands no deeper than “{field}”, to whose text it belongs",
        f"Indent each line of the text by {node.names[field].column + 1} spaces.",
        "yaml-indentation",
        length=len(name),
    )


def _is_cut_off(name: str, value: Node, before: dict[str, Any], node: Fields) -> bool:
    """Whether words in braces are no field, but what follows a comma in a text."""
    if not (before and isinstance(value, Text) and node.is_in_braces):
        return False
    last = before[next(reversed(before))]
    if not isinstance(last, str):
        return False
    if not value.is_empty:
        return not WORD.fullmatch(name)
    is_decimal = name.isdigit() and last.lstrip("-").isdigit()
    return not is_decimal and not holders_of(name)


def _cut_off(
    names: list[str], before: dict[str, Any], node: Fields
) -> Iterator[Problem]:
    """What commas have cut off a text in braces, as one mistake; the text is mended."""
    if names:
        field, words = list(before.items())[-1]
        end = _end(node.values[field])
        for name in names:
            at, value = node.names[name], node.values[name]
            is_close = end == (at.line, at.column - 1)
            words += f",{'' if is_close else ' '}{name}"
            end = at.line, at.column + len(name)
            if isinstance(value, Text) and not value.is_empty:
                words += f": {value.value}"
                end = _end(value)
        before[field] = words
        text = f"the comma in “{shortened(words)}” begins a new field"
        hint = "Put the whole text in quotes"
        hint += (
            f": {field}: {say_example(words, inside=True)}"
            if len(words) <= LONG
            else "."
        )
        at = node.names[names[0]]
        yield Problem(at, text, hint, "comma-in-braces", length=len(names[0]))


def _end(node: Node) -> tuple[int, int]:
    """Line and column behind a text on one line."""
    length = len(node.raw) if isinstance(node, Text) else 0
    return node.at.line, node.at.column + length


def _empty_field(at: Mark, name: str, before: Mapping[str, Any]) -> Problem:
    """A name with nothing behind it: perhaps what a decimal comma has cut off."""
    field, whole = list(before.items())[-1] if before else ("", None)
    if name.isdigit() and isinstance(whole, str) and whole.lstrip("-").isdigit():
        text = f"the comma in “{whole},{name}” begins a new field"
        hint = f"Write a point: {field}: {whole}.{name}"
        return Problem(at, text, hint, "decimal-comma", length=len(name))
    field, _, value = name.partition(":")
    if value and holders_of(field):
        text = f"“{name}” has no space behind its colon"
        return Problem(
            at, text, f"Write {field}: {value}", "yaml-colon", length=len(name)
        )
    return _empty(at, f"“{name}” is empty", len(name))


def _needed(problem: Problem, node: Fields, kind: type[Record]) -> Problem:
    """What is said of an empty field that cannot be left out."""
    for name in required(kind):
        if problem.rule == "empty" and node.names.get(name) == problem.at:
            line = f"{name}: {fields_of(kind)[name]}"
            line = sources_for(node) if name == "sources" else line
            return replace(problem, hint=f"Write it, such as {line}")
    return problem


def _empty(at: Mark, text: str, length: int = 1) -> Problem:
    hint = "Write something there, or remove the line."
    return Problem(at, text, hint, "empty", length=length)


def _not_fields(node: Node, name: str, kind: type[Record]) -> Problem:
    """A record that is words, a list or nothing: the words find their field."""
    examples, needed = fields_of(kind), required(kind)
    hint = "Write each field on a line of its own:"
    hint += "".join(f"\n      {field}: {examples[field]}" for field in needed)
    if isinstance(node, Items) and all(isinstance(one, Fields) for one in node.items):
        hint = "Write its fields without dashes, each on a line of its own."
    is_words = isinstance(node, Text) and not node.is_empty
    if is_words and isinstance(node, Text) and len(needed) == 1:
        field = "url" if "://" in node.value and "url" in examples else needed[0]
        given = {needed[0]: "…"} | {field: node.value}
        hint = f"Write {say_example(given)}"
    return Problem(
        node.at,
        f"{name} is written as fields, and here {what_is_there(node)}",
        hint,
        "shape",
        length=len(node.raw.split("\n")[0]) or 1 if isinstance(node, Text) else 1,
    )


def _mistakes(error: ValidationError, node: Fields, name: str) -> Iterator[Problem]:
    findings = [
        Finding(detail["type"], detail["loc"], detail.get("ctx") or {}, node, name)
        for detail in error.errors(include_url=False)
    ]
    misspelt = _misspelt(findings)
    for found in findings:
        if found.kind == "missing" and found.location in misspelt.values():
            continue
        if not found.is_said_elsewhere:
            right = misspelt.get(found.location)
            yield found.problem(str(right[-1]) if right else None)


def _misspelt(findings: list[Finding]) -> dict[Location, Location]:
    """Unknown fields that stand for a missing one: place of the first → of the second."""
    missing = [found.location for found in findings if found.kind == "missing"]
    pairs: dict[Location, Location] = {}
    for found in findings:
        if found.kind != "extra_forbidden":
            continue
        here = found.location
        beside = {str(loc[-1]): loc for loc in missing if loc[:-1] == here[:-1]}
        word = str(here[-1])
        match = borrowed(found.name, word) or nearest(word, beside)
        if match in beside and beside[match] not in pairs.values():
            pairs[here] = beside[match]
    return pairs
