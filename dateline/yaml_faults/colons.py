"""Colons: missing ones, and those inside a text."""

import re

from ..examples import holders_of
from ..problems import Mark, Problem
from ..yaml_refusals import no_name, shown, spaces
from .fault import (
    NAME_AND_VALUE,
    NAMED,
    USUAL,
    Fault,
    column_of,
    is_field,
    line_above,
    lines_below,
    name_and_value,
    owner_of,
    quote_it,
)


def text_of_lines(fault: Fault) -> Problem | None:
    """``summary: He said`` that goes on over lines, with a colon in one of them."""
    if "mapping values are not allowed" not in fault.problem:
        return None
    line, number = fault.line(fault.at), fault.at.line
    found = NAMED.fullmatch(line)
    if not (found and found.group(3) and lines_below(fault, number, found.start(2))):
        owner = owner_of(fault, number)
        if not owner or is_field(line):
            return None
        number, found = owner
    value, column = found.group(3) or "", found.start(2)
    below = lines_below(fault, number, column)
    if number + len(below) < fault.at.line or value[:1] in tuple("\"'[{>|&*!"):
        return None
    lines = [words for words in (value, *below) if words]
    if len(lines) > 4:
        lines = [*lines[:3], "…"]
    text = f"the text of “{found.group(2)}” goes on over several lines, with a colon inside"
    hint = "Begin it below its name, behind a “>”:"
    hint += f"\n      {found.group(2)}: >" + "".join(
        f"\n        {each}" for each in lines
    )
    at = Mark(fault.file, number, column + 1)
    return Problem(at, text, hint, "yaml-colon", length=len(found.group(2)))


def beside_its_key(fault: Fault) -> Problem | None:
    """``title: …`` not as deep as the other fields of the key that it describes."""
    if not re.search("mapping values are not allowed|<block end>", fault.problem):
        return None
    here = NAMED.fullmatch(fault.line(fault.at))
    above = _field_above(fault, fault.at.line)
    if not here or not above:
        return None
    while further := _field_above(fault, above[0]):  # up to the first of them
        if further[1].start(2) != above[1].start(2):
            break
        above = further
    number, name = above
    under = line_above(fault, number)
    owner = NAMED.fullmatch(under[1]) if under else None
    if not owner or owner.group(3) or holders_of(owner.group(2)):
        return None
    key, column, wanted = owner.start(2), name.start(2), here.start(2)
    if not 0 < key <= column < wanted:
        return None
    text = f"“{name.group(2)}” stands beside the key “{owner.group(2)}”, to which it belongs"
    if column > key:
        text = f"“{name.group(2)}” is indented by {spaces(column)}, and what follows by {spaces(wanted)}"
    hint = f"Indent the fields of “{owner.group(2)}” by {spaces(key + USUAL)}."
    at = Mark(fault.file, number, column + 1)
    return Problem(at, text, hint, "yaml-indentation", length=len(name.group(2)))


def _field_above(fault: Fault, number: int) -> tuple[int, re.Match[str]] | None:
    """A field that we know, with a value, on the line above."""
    above = line_above(fault, number)
    found = NAMED.fullmatch(above[1]) if above else None
    if above and found and found.group(3) and holders_of(found.group(2)):
        return above[0], found
    return None


def second_colon(fault: Fault) -> Problem | None:
    """``title: Foo: a text``, or a line that is indented below a value."""
    if "mapping values are not allowed" not in fault.problem:
        return None
    line = fault.line(fault.at)
    if name_and_value(line[: fault.at.column], fault.at.column - 1):
        value = name_and_value(line, fault.at.column)
        written = value[1] if value else ""
        start = line.rindex(written, 0) if written else fault.at.column - 1
        text = f"“{shown(written)}” has a colon inside"
        at = Mark(fault.file, fault.at.line, start + 1)
        hint = quote_it(fault, fault.at)
        return Problem(at, text, hint, "yaml-colon", length=len(written) or 1)
    above = line_above(fault, fault.at.line)
    if above is None:
        return None
    number, upper = above
    indent = len(line) - len(line.lstrip())
    found = NAME_AND_VALUE.fullmatch(upper)
    if found:
        column = found.start(2)
        text = f"this line is indented by {spaces(indent)}, deeper than the one above"
        hint = f"Align it with “{found.group(2).rstrip()}” on line {number}: {spaces(column)}."
        at = Mark(fault.file, fault.at.line, indent + 1)
        length = fault.at.column - indent - 1
        return Problem(at, text, hint, "yaml-indentation", length=max(1, length))
    return _colonless(fault, number, upper)


def nameless(fault: Fault) -> Problem | None:
    """``: Foo``."""
    before = fault.line(fault.at)[: fault.at.column - 1]
    has_none = fault.rest(fault.at)[:2] in (":", ": ") and not before.strip(" -{,")
    return no_name(fault.at) if has_none else None


def no_colon(fault: Fault) -> Problem | None:
    """``title Foo``."""
    if "could not find expected ':'" not in fault.problem or not fault.opened:
        return None
    line = fault.line(fault.opened)
    return _colonless(fault, fault.opened.line, line, fault.opened.column - 1)


def _colonless(
    fault: Fault, number: int, line: str, column: int | None = None
) -> Problem | None:
    if column is None:
        column = column_of(line)
    written = re.sub(r"\s#.*", "", line[column:]).rstrip()
    at = Mark(fault.file, number, column + 1)
    if found := re.match(r"-([^\W\d].*)", written):
        text = f"“{shown(written)}” has no space behind its dash"
        hint = f"Write - {shown(found.group(1))}"
        return Problem(at, text, hint, "yaml-dash", length=len(written))
    if found := re.match(r"([\w-]+):(\S.*)", written):
        text = f"“{shown(written)}” has no space behind its colon"
        hint = f"Write {found.group(1)}: {shown(found.group(2))}"
        return Problem(at, text, hint, "yaml-colon", length=len(written))
    name, _, value = written.partition(" ")
    name, value = name.rstrip("=;:,."), value.lstrip("=;:, ")
    if not name:
        return None
    text = f"“{shown(written)}” has no colon"
    hint = f"Write {name}: {shown(value)}"
    if not value:
        hint = "Write a colon and a value behind it, or a dash and a space before it."
    deeper = "If it continues the text above, indent it deeper than that line."
    if value and not holders_of(name) and line_above(fault, number):
        is_word = re.fullmatch(r"[\w-]+", name)
        field = f"\n    If it is a field: {name}: {shown(value)}" if is_word else ""
        hint = f"{deeper}{field}"
    elif line_above(fault, number):
        hint += f"\n    {deeper}"
    return Problem(at, text, hint, "yaml-colon", length=len(written))
