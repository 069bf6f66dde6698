"""Signs that mean something else to YAML: comments, spaces, tabs, letters with a role."""

import re

from ..citations import mended
from ..examples import holders_of
from ..problems import Mark, Problem
from ..yaml_refusals import shown
from .fault import NAMED, Fault, line_above, owner_of, quote_it

_NEAR = 3
"""So many lines, up from the one where the parser stops, may hold the reason."""

_LONG = 80
"""How many characters of an editor's own words a hint still repeats."""

_FURTHEST = 200
"""Characters in a line before a value begins: no indentation and no name is longer."""


def conflict(fault: Fault) -> Problem | None:
    """What a version control system writes where two edits of one place meet."""
    begins = [n for n, line in enumerate(fault.lines, 1) if line.startswith("<<<<<<< ")]
    if not begins or not any(line.startswith(">>>>>>> ") for line in fault.lines):
        return _left_of_conflict(fault)
    line = fault.lines[begins[0] - 1].rstrip()
    text = f"“{shown(line)}” begins a conflict: two versions of one place stand here"
    hint = (
        "Keep one of the two, or both in their order, and delete the lines of signs: "
    )
    hint += "<<<<<<<, ======= and >>>>>>>"
    if len(begins) > 1:
        hint += (
            f"\n    The next one begins on line {begins[1]}; there are {len(begins)}."
        )
    at = Mark(fault.file, begins[0], 1)
    return Problem(at, text, hint, "yaml-conflict", length=len(line))


def _left_of_conflict(fault: Fault) -> Problem | None:
    """One of its lines of signs, where the others are gone."""
    for number, line in enumerate(fault.lines, 1):
        if re.match(r"(?:<<<<<<< |>>>>>>> |={7}\s*\Z)", line):
            words = line.rstrip()
            text = f"“{shown(words)}” is left of a conflict of two versions"
            hint = (
                "Delete this line, once the lines around it are those of one version."
            )
            at = Mark(fault.file, number, 1)
            return Problem(at, text, hint, "yaml-conflict", length=len(words))
    return None


#: What a word processor makes of the hyphen of an item, and what other keyboards have.
_DASHED = re.compile(r"\s*([‐-―−•·*])\s*(([\w-]+):(?: .*)?)")
_WIDE_COLON = re.compile(r"\s*(?:- +)?([\w-]+) ?([：﹕︓∶])\s*(.*)")


def look_alike(fault: Fault) -> Problem | None:
    """A dash or a colon that only looks like the one that YAML reads."""
    last = min(fault.at.line, len(fault.lines))
    for number in range(last, max(0, last - _NEAR), -1):
        line = fault.lines[number - 1]
        found = _DASHED.fullmatch(line)
        if found and holders_of(found[3]):
            at = Mark(fault.file, number, found.start(1) + 1)
            return _other(at, found[1], "the hyphen of an item", f"- {found[2]}")
        found = _WIDE_COLON.fullmatch(line)
        if found and holders_of(found[1]):
            at = Mark(fault.file, number, found.start(2) + 1)
            return _other(at, found[2], "a colon", f"{found[1]}: {found[3]}")
    return None


def _other(at: Mark, sign: str, what: str, right: str) -> Problem:
    text = f"“{sign}” looks like {what}, and is another sign"
    name, space, value = right.rstrip().partition(": ")
    hint = f"Write {name}{space}{value if len(value) <= _LONG else '…'}"
    return Problem(at, text, hint, "yaml-sign")


def markup_comment(fault: Fault) -> Problem | None:
    """``<!-- so -->`` or ``// so``, which are comments elsewhere."""
    found = fault.opened if "simple key" in fault.context else None
    line = fault.line(found or fault.at)
    said = re.fullmatch(r"\s*(?:<!--\s*(.*?)\s*(?:-->)?|//\s*(.*?))\s*", line)
    if not said:
        return None
    words = line.strip()
    column = len(line) - len(line.lstrip()) + 1
    at = Mark(fault.file, (found or fault.at).line, column)
    text = f"“{shown(words)}” is no comment here"
    hint = f"A comment begins with a hash: # {shown(said[1] or said[2] or '')}".rstrip()
    return Problem(at, text, hint, "yaml-comment", length=len(words))


#: What looks like a space and is none to YAML: pasted from pages and word processors.
_NO_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def no_space(fault: Fault) -> Problem | None:
    """Another kind of space in the indentation, or behind a dash or a colon."""
    above = line_above(fault, fault.at.line)
    for number in [*(above[:1] if above else ()), min(fault.at.line, len(fault.lines))]:
        line = fault.lines[number - 1]
        for found in _NO_SPACE.finditer(line[:_FURTHEST]):
            before = line[: found.start()]
            if not before.strip() or re.fullmatch(r"\s*(?:-\s*)*[\w-]*[:-]\s*", before):
                at = Mark(fault.file, number, found.start() + 1)
                text = "a space of another kind stands here, such as pages have in their text"
                hint = "Delete it, and type a plain space in its place."
                return Problem(at, text, hint, "yaml-space")
    return None


def tab(fault: Fault) -> Problem | None:
    """A tab where YAML takes spaces alone."""
    line = fault.line(fault.at)
    blank = re.match(r"[ \t]*", line)
    lead = blank.group() if blank else ""
    if "\t" in lead and not fault.at_end() and fault.at.column <= len(lead) + 1:
        column = lead.index("\t")
        at = Mark(fault.file, fault.at.line, column + 1)
        hint = "Use spaces instead: two for each level."
        text = "a tab stands in the indentation"
        length = len(lead[column:]) - len(lead[column:].lstrip("\t"))
        return Problem(at, text, hint, "yaml-tab", length=length)
    if "tab character" in fault.problem or r"'\t' that cannot" in fault.problem:
        hint = "Use a space instead."
        return Problem(fault.at, "a tab stands here", hint, "yaml-tab")
    return None


def comment_inside(fault: Fault) -> Problem | None:
    """A text that goes on below a line on which a hash has begun a comment."""
    above = line_above(fault, fault.at.line)
    line = fault.line(fault.at)
    found = re.fullmatch(r"(.*\S\s+)(#.*)", above[1]) if above else None
    if not above or not found or NAMED.fullmatch(line) or line.lstrip()[:2] == "- ":
        return None
    owner = NAMED.fullmatch(above[1]) or (owner_of(fault, above[0]) or (0, None))[1]
    if not owner or (owner.group(3) or "#")[0] in "#\"'|>[{":
        return None
    if len(line) - len(line.lstrip()) <= owner.start(2):
        return None
    words = found[2].rstrip()
    text = f"“{shown(words)}” is a comment here, and the text cannot go on below it"
    hint = "Put the whole text in quotes, from its first word to its last."
    at = Mark(fault.file, above[0], found.start(2) + 1)
    return Problem(at, text, hint, "yaml-comment", length=len(words))


def reserved(fault: Fault) -> Problem | None:
    """A value that begins with a sign such as ``@`` or ``*``."""
    found = re.search(r"found character '(.)' that cannot start", fault.problem)
    scanned = re.match(r"while scanning (?:an (?:alias|anchor)|a tag)", fault.context)
    if not found and not scanned:
        return None
    at = fault.at if found else (fault.opened or fault.at)
    written = fault.rest(at)
    text = f"“{shown(written)}” begins with “{written[:1]}”, which has a meaning of its own"
    hint = quote_it(fault, Mark(at.file, at.line, at.column + 1))
    line = fault.line(at).strip()
    if re.match(r"\* +\S", line):
        hint = f"Begin it with a hyphen: - {shown(line[1:].strip())}"
    elif written.startswith("@") and line.startswith("sources:"):
        keys = line.removeprefix("sources:").replace("@", "").strip()
        keys = keys if keys.startswith("[") else f"[{keys}]"
        hint = f"Keys stand here without it: sources: {keys}"
    elif written.startswith("@") and line == f"cite: {written.rstrip()}":
        hint = f'Put it in brackets and quotes: cite: "{mended(written)}"'
    return Problem(at, text, hint, "yaml-reserved", length=len(written) or 1)


def block_text(fault: Fault) -> Problem | None:
    """Words behind the ``>`` that a text on the lines below begins with."""
    if fault.context != "while scanning a block scalar" or not fault.opened:
        return None
    sign = fault.rest(fault.opened)[:1]
    text = f"behind “{sign}” the text begins on a line of its own"
    hint = f"Put the text on the next line, or write it in quotes without “{sign}”."
    return Problem(fault.opened, text, hint, "yaml-reserved")


def escape(fault: Fault) -> Problem | None:
    """A backslash between double quotes before a letter that means nothing there."""
    found = re.search(r"unknown escape character (.+)", fault.problem)
    if not found and "escape sequence of" not in fault.problem:
        return None
    line = fault.line(fault.at)
    start = line.rfind("\\", 0, fault.at.column)
    at = Mark(fault.file, fault.at.line, start + 1)
    return _backslash(at, line[start : fault.at.column])


def _backslash(at: Mark, written: str) -> Problem:
    text = f"“{written}” is no sign that YAML knows between double quotes"
    hint = "Write two backslashes (\\\\) for one, or put the text in single quotes '…'."
    return Problem(at, text, hint, "yaml-escape", length=max(1, len(written)))


def unknown_escape(at: Mark) -> Problem:
    """A number behind a backslash that stands for no character."""
    text = "there is no character with this number"
    hint = "Write the character itself, or two backslashes (\\\\) for a backslash."
    return Problem(at, text, hint, "yaml-escape")
