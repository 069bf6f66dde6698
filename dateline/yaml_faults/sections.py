"""Lists: items without a dash, and records in the section of others."""

import re

from ..examples import holders_of, lists
from ..problems import Mark, Problem
from ..yaml_refusals import IN_PLACE, SECTIONS, further, no_dash, shown, spaces
from .fault import NAMED, USUAL, Fault, column_of, column_of_list, line_above

KEYED = ("sources", "categories")
"""The sections whose records have a key of their own."""


def wrong_section(fault: Fault) -> Problem | None:
    """An event among the sources or categories, or a source among the events."""
    if not re.search("<block end>|mapping values", fault.problem):
        return None
    number = min(fault.at.line, len(fault.lines))
    begin = next(
        (n for n in range(number, 0, -1) if fault.lines[n - 1][:1].isalpha()), 0
    )
    section = fault.lines[begin - 1].partition(":")[0] if begin else ""
    inside = range(begin + 1, number + 1)
    if section == "events":
        found = (_source_here(fault, n) for n in reversed(inside))
    elif section in KEYED:
        found = (_event_here(fault, n, section) for n in inside)
    else:
        return None
    return next(filter(None, found), None)


def left_edge(fault: Fault) -> Problem | None:
    """A key of a section in the column where sections begin, and more of them below."""
    if "<block end>" not in fault.problem:
        return None
    named = ((n, NAMED.fullmatch(line)) for n, line in enumerate(fault.lines, 1))
    edges = [
        (number, found.group(2), found.group(3))
        for number, found in named
        if found and found.start(2) == 0 and number < fault.at.line
    ]
    if len(edges) < 2:
        return None
    (_, section, _), (number, name, value) = edges[-2:]
    if section not in KEYED or name in (*SECTIONS, "timeline") or value:
        return None
    text = f"“{shown(name)}” stands at the left edge, where only sections begin"
    hint = f"Indent it by {spaces(USUAL)}, as the other keys of “{section}”."
    at = Mark(fault.file, number, 1)
    return Problem(at, text, hint, "yaml-section", length=len(name))


def _place_of(fault: Fault, section: str) -> str:
    """“line 3, “sources:””, or without a number where there is none yet."""
    lines = enumerate(fault.lines, 1)
    number = next((n for n, line in lines if re.match(rf"{section}:(?!\S)", line)), 0)
    return f"line {number}, “{section}:”" if number else f"a line “{section}:”"


def _event_here(fault: Fault, number: int, section: str) -> Problem | None:
    """A dash where each record has a key of its own."""
    line = fault.lines[number - 1]
    found = NAMED.fullmatch(line)
    if name := re.fullmatch(r" {0,4}- ([\w.-]+)\s*", line):
        at = Mark(fault.file, number, line.index("-") + 1)
        text = (
            f"“{line.strip()}” names one of the {section}, and here they are described"
        )
        hint = f"Write it in an event, as {section}: [{name[1]}], and delete this line."
        return Problem(at, text, hint, "yaml-section", length=len(line.strip()))
    if not found or found.group(1).strip() != "-" or line.index("-") > 2 * USUAL:
        return None
    at = Mark(fault.file, number, line.index("-") + 1)
    words = line.strip()
    if found.group(3) and section == "sources" and _has_source_fields(fault, number):
        text = f"“{shown(words)}” begins a source that has no key"
        hint = "Write a key of your own in place of the dash, on a line above: a-key:"
        return Problem(at, text, hint, "yaml-section", length=len(words))
    if found.group(3) and "an event" in holders_of(found.group(2)):
        text = f"“{shown(words)}” begins an event, and this is a list of {section}"
        hint = f"Move the event below {_place_of(fault, 'events')}."
        return Problem(at, text, hint, "yaml-section", length=len(words))
    if found.group(3):
        return None
    text = f"“{shown(words)}” has a dash, and a key in “{section}” has none"
    column = line.index("-")
    hint = f"Write {found.group(2)}: behind {spaces(column)}, and its fields behind "
    hint += f"{spaces(column + USUAL)}."
    return Problem(at, text, hint, "yaml-section", length=len(words))


def _has_source_fields(fault: Fault, number: int) -> bool:
    """Whether an item has a field that sources have and events have not."""
    column = column_of(fault.lines[number - 1])
    for place, line in enumerate(fault.lines[number - 1 :]):
        found = NAMED.fullmatch(line)
        if not found or found.start(2) > column:
            continue
        if found.start(2) < column or (place and "-" in found.group(1)):
            return False
        holders = holders_of(found.group(2))
        if "a source" in holders and "an event" not in holders:
            return True
    return False


def _source_here(fault: Fault, number: int) -> Problem | None:
    """A key with the fields of a source below it, in an event or beside one."""
    line = fault.lines[number - 1]
    key = NAMED.fullmatch(line)
    if not key or key.group(3) or "-" in key.group(1) or holders_of(key.group(2)):
        return None
    field = NAMED.fullmatch(next(filter(str.strip, fault.lines[number:]), ""))
    if not field or "a source" not in holders_of(field.group(2)):
        return None
    if field.start(2) <= key.start(2) or "-" in field.group(1):
        return None
    text = f"“{key.group(2)}” is described like a source, but stands among the events"
    hint = f"Move it below {_place_of(fault, 'sources')}."
    above = line_above(fault, number)
    if above and above[1].strip() == "sources:":
        hint += f" Here its key is enough: - {key.group(2)}"
    at = Mark(fault.file, number, key.start(2) + 1)
    return Problem(at, text, hint, "yaml-section", length=len(key.group(2)))


def first_dash(fault: Fault) -> Problem | None:
    """The first item of a list without the dash that a later one has.

    The parser stops inside it or at the next item.
    """
    if not re.search("<block end>|mapping values", fault.problem):
        return None
    for number in range(min(fault.at.line, len(fault.lines)), 1, -1):
        first = NAMED.fullmatch(fault.lines[number - 1])
        if not first or "-" in first.group(1):
            continue
        item = _next_item(fault, number, first)
        if not item or item[0] < fault.at.line:
            continue
        place, indent = item
        line, column = first.group().strip(), first.start(2)
        below = next(filter(str.strip, fault.lines[number:]))
        wanted = IN_PLACE
        if column == indent:
            wanted = "Write a dash and a space before it"
            if below[: column + 1].strip() and place > number + 1:
                wanted = further(column)
        elif column - indent != USUAL:
            wanted = f"Align it with line {place}: {spaces(indent)}, then"
        at = Mark(fault.file, number, column + 1)
        return no_dash(at, first.group(2), line, wanted)
    return None


def _next_item(
    fault: Fault, number: int, first: re.Match[str]
) -> tuple[int, int] | None:
    """The line and column of the dash of the item behind one that has none itself.

    Both begin with names that one record may have, right below the list's own name.
    """
    above = line_above(fault, number)
    least = column_of_list(above[1]) if above else None
    holders, most = {*holders_of(first.group(2))}, first.start(2)
    if above is None or least is None or not holders:
        return None
    owner = above[1].strip(" -").partition(":")[0]
    if owner not in (lists() if least else ("events",)):
        return None
    for place, line in enumerate(fault.lines[number:], number + 1):
        words = line.lstrip()
        indent = len(line) - len(words)
        if not words or words[0] == "#" or indent > most:
            continue
        item = NAMED.fullmatch(line) if words.startswith("- ") else None
        if indent == most and line.startswith(first.group()[: first.end(2)] + ":"):
            return place, indent  # none of them has a dash
        if item and indent >= least and holders & {*holders_of(item.group(2))}:
            return place, indent
        if item or indent < least or indent == least < most:
            return None
    return None
