"""Indentation: lines that stand too deep, or not deep enough."""

import re

from ..problems import Mark, Problem
from ..yaml_refusals import shown, spaces
from .fault import NAMED, USUAL, Fault, column_of_list, is_field, line_above, owner_of

_BLOCK = re.compile(r"[>|][+-]?[1-9]?")
"""The signs of a text that begins on the next line."""


def text_too_far_left(fault: Fault) -> Problem | None:
    """Words below ``summary: >`` that are not indented deeper than the name."""
    is_key = fault.opened and "simple key" in fault.context
    at = fault.opened if is_key and fault.opened else fault.at
    line, owner = fault.line(at), owner_of(fault, at.line)
    if not owner or not _BLOCK.fullmatch(owner[1].group(3) or "") or is_field(line):
        return None
    number, found = owner
    indent, column = len(line) - len(line.lstrip()), found.start(2)
    if indent > column:
        return None
    first = next(filter(str.strip, fault.lines[number:]))
    wanted = len(first) - len(first.lstrip())
    wanted = wanted if wanted > column else column + 2
    name = found.group(2)
    words = line.strip()
    text = f"“{shown(words)}” stands no deeper than “{name}”, to whose text it belongs"
    hint = f"Indent each line of the text by {spaces(wanted)}."
    start = Mark(fault.file, at.line, indent + 1)
    return Problem(start, text, hint, "yaml-indentation", length=len(words))


def dash(fault: Fault) -> Problem | None:
    """``sources: - one``."""
    if "sequence entries are not allowed" not in fault.problem:
        return None
    text = "a list cannot begin on the line of its name"
    hint = "Begin it on the next line, or put the text in quotes if it is no list."
    return Problem(fault.at, text, hint, "yaml-indentation")


def indentation(fault: Fault) -> Problem | None:
    """A line that stands under no other one."""
    if "<block end>" not in fault.problem:
        return None
    line = fault.line(fault.at)
    indent = len(line) - len(line.lstrip(" "))
    at = Mark(fault.file, fault.at.line, indent + 1)
    length = max(1, len(line.rstrip()) - indent)
    stripped = line.strip()
    if re.match(r"-[^\W\d][\w-]*:(?:\s|$)", stripped):
        text = f"“{shown(stripped)}” has no space behind its dash"
        hint = f"Write - {shown(stripped[1:])}"
        return Problem(at, text, hint, "yaml-dash", length=length)
    level = _nearest_level(fault, indent)
    dash = "block collection" in fault.context and not line.lstrip().startswith("-")
    if (
        dash
        and level is not None
        and fault.opened
        and indent == fault.opened.column - 1
    ):
        text = "this line stands among the dashes of a list, but has no dash"
        hint = f"Indent it like line {level[0]} ({spaces(level[1])}), or begin it with “- ”."
        name = NAMED.fullmatch(fault.lines[level[0] - 1])
        below = fault.lines[fault.at.line : fault.at.line + 1]
        if name and below and is_field(line) and is_field(below[0][indent:]):
            like = f"“{name.group(2)}” of line {level[0]} ({spaces(level[1])})"
            hint = f"Indent it, and the fields below it, like {like}."
        return Problem(at, text, hint, "yaml-indentation", length=length)
    if level is None:
        return None
    text = f"an indentation of {spaces(indent)} fits no line of this block"
    hint = f"Align it with line {level[0]}: {spaces(level[1])}. What belongs to it moves along."
    return Problem(at, text, hint, "yaml-indentation", length=length)


def first_entry(fault: Fault) -> Problem | None:
    """The first entry of a section or list that is indented otherwise than the others."""
    if "<block end>" not in fault.problem:
        return None
    line = fault.line(fault.at)
    indent = len(line) - len(line.lstrip(" "))
    section, column = _list_of(fault, indent)
    below = enumerate(fault.lines[section:], section + 1)
    number, first = next((each for each in below if each[1].strip(" #")), (0, ""))
    if not 0 < number < fault.at.line:
        return None
    stray = len(first) - len(first.lstrip(" "))
    dash = "- " if first.lstrip().startswith("- ") else ""
    is_entry = line.lstrip().startswith(dash)
    wanted = indent if is_entry else indent - 2
    entry = re.compile(rf" {{{max(wanted, 1)}}}{dash}\S")
    alike = re.compile(rf" {{{stray}}}{dash}\S")
    others, same = [], 0
    for place, other in enumerate(fault.lines[number:], number + 1):
        if re.match(rf" {{0,{column}}}[\w-]", other):
            break
        if entry.match(other):
            others.append(place)
        same += bool(alike.match(other))
    if stray == wanted or not others or same > len(others):
        return None
    if wanted > stray and not is_entry:  # a list in an entry stands further in
        return None
    if len(others) == 1 and wanted != column + USUAL:
        return None
    words = first.strip()
    return Problem(
        Mark(fault.file, number, stray + 1),
        f"“{shown(words)}” is indented by {spaces(stray)}, and what follows by "
        f"{spaces(wanted)}",
        f"Align it with line {others[0]}: {spaces(wanted)}."
        + (" What belongs to it moves along." if is_entry else ""),
        "yaml-indentation",
        length=len(words),
    )


def _list_of(fault: Fault, indent: int) -> tuple[int, int]:
    """The line and column of the name above under which a line is indented.

    For a line without a dash, which may belong to an entry, the name of the section.
    """
    has_dash = fault.line(fault.at).lstrip().startswith("- ")
    number = fault.at.line
    while above := line_above(fault, number):
        number, line = above
        column = column_of_list(line)
        if column == 0 or (has_dash and column is not None and column < indent):
            return number, column
    return 0, 0


def _nearest_level(fault: Fault, indent: int) -> tuple[int, int] | None:
    """Number and column of the line above that a line most likely should stand under.

    A dash belongs under a dash, a name under a name, a dash with a name best under one
    with the same name; lines of closed levels are left out.
    """
    has_dash = fault.line(fault.at).lstrip().startswith("- ")
    begins = NAMED.fullmatch(fault.line(fault.at))
    best: tuple[int, int] | None = None
    lowest = len(max(fault.lines, key=len))
    number = fault.at.line
    while lowest >= 0 and (above := line_above(fault, number)):
        number, line = above
        found = re.match(r"( *)((?:- +)*)", line)
        dash, name = (found.end(1), found.end(2)) if found else (0, 0)
        column = dash if has_dash else name
        fits = column <= lowest and (dash < name or not has_dash)
        same = NAMED.fullmatch(line)
        if fits and has_dash and begins and same and begins.group(2) == same.group(2):
            return number, column
        if fits and (best is None or abs(column - indent) < abs(best[1] - indent)):
            best = (number, column)
        lowest = min(lowest, dash - 1)
    return best
