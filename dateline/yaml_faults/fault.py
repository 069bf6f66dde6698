"""A place where YAML's parser stopped, and how a line of the file is read there."""

import re

from msgspec import Struct

from ..examples import holders_of
from ..problems import Mark


class Fault(Struct, frozen=True):
    """Where and why the parser stopped, in its words, with the lines of the file.

    ``opened`` is where the construct began that went wrong, ``quoted`` the stretch of
    the last text in quotes before the end.
    """

    file: str
    lines: list[str]
    context: str
    problem: str
    opened: Mark | None
    at: Mark
    quoted: tuple[Mark, Mark] | None

    def line(self, mark: Mark) -> str:
        """The whole line of a place."""
        return self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""

    def rest(self, mark: Mark) -> str:
        """The line of a place, from there on."""
        return self.line(mark)[mark.column - 1 :]

    def at_end(self) -> bool:
        """True where the parser read on to the end of the file."""
        return "end of stream" in self.problem or "<stream end>" in self.problem


def in_quotes(text: str) -> str:
    """The text as YAML in the quotes that change it least, which are not curly ones."""
    if re.fullmatch("“[^“”]*”|‘[^‘’]*’|„[^„“]*“", text):
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


NAME_AND_VALUE = re.compile(r"(\s*(?:- +)*)([^\s\"'#\[{&*!|>@`%-][^:]*):\s+(\S.*)")
"""A line such as “  - title: Foo”: what stands before, the name, the value."""


_LIST_VALUE = re.compile(r"(\s*(?:- +)+)()(\S.*)")
"""A line such as “  - Foo”, in the same three parts."""


_NAME_IN_BRACES = re.compile(r"[{,]\s*([^\s{},:\"'\[\]]+):\s+")
"""A name in braces, with the sign before it."""


_AFTER_VALUE_IN_BRACES = re.compile(r",\s+[\w-]+:\s|\}")
"""Where a value in braces ends: at the next name or the brace."""


NAMED = re.compile(r"(\s*(?:- +)*)([\w-]+):(?:\s+(\S(?:.*\S)?))?\s*")
"""A line that begins with a name of one word: what stands before, the name, the value."""


USUAL = 2
"""Spaces before what stands in a section of a file."""


def name_and_value(line: str, before: int) -> tuple[str, str] | None:
    """What stands before a value and the value, if the value begins before a column."""
    for pattern in (NAME_AND_VALUE, _LIST_VALUE):
        found = pattern.fullmatch(line)
        if found and found.start(3) < before:
            name = f"{found.group(2).rstrip()}: " if found.group(2) else "- "
            return name, re.sub(r"\s#.*", "", found.group(3)).rstrip()
    return None


def name_and_value_in_braces(line: str, before: int) -> tuple[str, str] | None:
    """The same for the field of ``{id: one, title: Foo}`` in which a column lies."""
    head = line[: before - 1]
    if head.count("{") <= head.count("}"):
        return None
    names = list(_NAME_IN_BRACES.finditer(head))
    if not names:
        return None
    value = _AFTER_VALUE_IN_BRACES.split(line[names[-1].end() :], maxsplit=1)[0]
    return f"{names[-1].group(1)}: ", value.strip()


def quote_it(fault: Fault, mark: Mark) -> str:
    """A hint that shows the line at fault with its value in quotes."""
    line = fault.line(mark)
    parts = name_and_value_in_braces(line, mark.column) or name_and_value(
        line, mark.column
    )
    if parts is None:
        return "Put the whole text in quotes."
    name, value = parts
    if len(value) > 60:
        return "Put the whole text in quotes."
    return f"Put the whole text in quotes: {name}{in_quotes(value)}"


def owner_of(fault: Fault, number: int) -> tuple[int, re.Match[str]] | None:
    """The name above a line of words, if nothing but words stands between them."""
    while above := line_above(fault, number):
        number, line = above
        if found := NAMED.fullmatch(line):
            return number, found
        if line.lstrip().startswith("- "):
            return None
    return None


def column_of(line: str) -> int:
    """Where the name of a line begins, or what stands there instead, behind dashes."""
    lead = re.match(r"\s*(?:- +)*", line)
    return lead.end() if lead else 0


def is_field(line: str) -> bool:
    """Whether a line begins with a name that some record may have."""
    found = NAMED.fullmatch(line)
    return bool(found and holders_of(found.group(2)))


def lines_below(fault: Fault, number: int, column: int) -> list[str]:
    """The lines below a line that are indented deeper than a column, without a dash."""
    words = []
    for line in fault.lines[number:]:
        if not line[: column + 1].isspace() or line.lstrip().startswith("- "):
            break
        words.append(line.strip())
    return words


def line_above(fault: Fault, number: int) -> tuple[int, str] | None:
    """The nearest line above that says something, with its number."""
    for other in range(number - 1, 0, -1):
        line = fault.lines[other - 1]
        if line.strip() and not line.lstrip().startswith("#"):
            return other, line
    return None


def column_of_list(line: str) -> int | None:
    """The column of a name without a value, below which its list begins."""
    found = NAMED.fullmatch(line)
    return found.start(2) if found and (found.group(3) or "#")[0] == "#" else None
