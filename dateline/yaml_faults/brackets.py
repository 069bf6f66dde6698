"""Brackets and braces: what is missing in them, between them, or closes nothing."""

import re

from ..examples import holders_of
from ..problems import Mark, Problem
from ..yaml_refusals import shown
from .fault import Fault, name_and_value, name_and_value_in_braces, quote_it


def text_in_braces(fault: Fault) -> Problem | None:
    """``{title: The Treaty: a text}``, and a comma that is missing before a name."""
    if "expected ',' or '}'" not in fault.problem or fault.at_end():
        return None
    before, rest = fault.line(fault.at)[: fault.at.column - 1], fault.rest(fault.at)
    parts = name_and_value_in_braces(fault.line(fault.at), fault.at.column)
    if not parts or parts[1][:1] in ("", '"', "'", "[", "{") or rest[:1] in ("]", "}"):
        return None
    word = re.split(r"[\s{,:]", before)[-1]
    if rest.startswith(":") and holders_of(word):
        at = Mark(fault.file, fault.at.line, len(before) - len(word) + 1)
        text = f"between “{{” and “}}” a comma is missing before “{word}{shown(rest)}”"
        hint = f"Put a comma before “{word}”."
        return Problem(at, text, hint, "yaml-bracket", length=len(word))
    what = "a colon" if rest.startswith(":") else f"“{rest[:1]}”"
    text = f"“{shown(parts[1])}” has {what} inside"
    start = fault.line(fault.at).rfind(parts[1], 0, fault.at.column + len(parts[1]))
    at = Mark(fault.file, fault.at.line, start + 1)
    hint = quote_it(fault, fault.at)
    return Problem(at, text, hint, "yaml-colon", length=len(parts[1]))


_BRACKETS = {"[": "]", "{": "}"}


def open_bracket(fault: Fault) -> Problem | None:
    """A bracket or brace that is never closed, closed by the other, or lacks a comma."""
    if not fault.context.startswith("while parsing a flow") or not fault.opened:
        return None
    bracket = fault.rest(fault.opened)[:1]
    close = _BRACKETS.get(bracket)
    if close is None:
        return None
    found = re.search(r"but (?:got|found) '(.*)'", fault.problem)
    token = found.group(1) if found else ""
    if token in ("]", "}"):
        text = f"“{bracket}” is opened here, but “{token}” closes it on line {fault.at.line}"
        hint = f"Close it with “{close}”."
        return Problem(fault.opened, text, hint, "yaml-bracket")
    if fault.at_end() or not _is_closed(fault, bracket, close):
        text = f"the bracket “{bracket}” that opens here is never closed"
        hint = f"Put “{close}” where the list ends."
        if bracket == "{":
            hint = f"Put “{close}” behind its last value."
        return Problem(fault.opened, text, hint, "yaml-bracket")
    rest = shown(fault.rest(fault.at))
    text = f"between “{bracket}” and “{close}” a comma is missing before “{rest}”"
    hint = "Put a comma there, or put the whole text in quotes if it is one text."
    return Problem(fault.at, text, hint, "yaml-bracket", length=len(rest) or 1)


def _is_closed(fault: Fault, bracket: str, close: str) -> bool:
    """True if brackets of this kind come out even somewhere after the first."""
    assert fault.opened is not None
    depth = 0
    rest = [fault.rest(fault.opened), *fault.lines[fault.opened.line :]]
    for character in "\n".join(rest):
        depth += (character == bracket) - (character == close)
        if depth == 0:
            return True
    return False


def nothing_there(fault: Fault) -> Problem | None:
    """A comma or a closing bracket where a value should be."""
    if "expected the node content" not in fault.problem:
        return None
    sign = fault.rest(fault.at)[:1]
    if sign == ",":
        text, hint = "nothing stands before this comma", "Delete one comma."
    elif sign in ("]", "}"):
        text, hint = f"this “{sign}” closes nothing that is open", f"Delete “{sign}”."
        if "flow" in fault.context:
            hint = "Close what was opened last first, or delete it."
    else:
        return None
    return Problem(fault.at, text, hint, "yaml-bracket")


def stray_bracket(fault: Fault) -> Problem | None:
    """``]`` or ``}`` behind a value."""
    found = re.search(r"but found '([]}])'", fault.problem)
    if not found:
        return None
    text = f"this “{found.group(1)}” closes nothing that is open"
    hint = f"Delete “{found.group(1)}”, or put the whole text in quotes."
    return Problem(fault.at, text, hint, "yaml-bracket")


def after_bracket(fault: Fault) -> Problem | None:
    """``title: [Draft] Foo``: what begins with a bracket must end with it."""
    parts = name_and_value(fault.line(fault.at), fault.at.column)
    expected = "<block end>" in fault.problem or "<document start>" in fault.problem
    if not expected or not parts or parts[1][:1] not in ("[", "{", "*", "&", "!"):
        return None
    name, value = parts
    text = f"“{shown(value)}” begins with “{value[0]}”, which has a meaning of its own"
    at = Mark(fault.file, fault.at.line, fault.line(fault.at).index(value) + 1)
    hint = quote_it(fault, fault.at)
    link = re.fullmatch(r"\[[^\]]*\]\((https?://[^\s()]+)\)", value)
    if link and name in ("url: ", "archived: "):
        hint = f"Write the address alone: {name}{link[1]}"
    return Problem(at, text, hint, "yaml-reserved", length=len(value))
