"""A table as text in, its cells with their places out; and cells back to text.

The form is RFC 4180: cells in double quotes may hold separators, line ends and, doubled,
quotes. Separators are commas, semicolons or tabs.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..problems import Mark, Problem

#: What spreadsheets would run as a formula (OWASP, "CSV Injection"); a number is none.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
SEPARATORS = ",;\t"
#: The longest cell that is read; a page of a book has 3,000 characters.
LONGEST = 1_000_000


class Cell(Struct, frozen=True):
    """What one cell says, without spaces around, and where it begins."""

    text: str
    at: Mark


Row = tuple[Cell, ...]


def separator(text: str) -> str:
    """What parts the cells: the sign found most often in the first line that says something."""
    lines = (line for line in text.split("\n") if line.strip())
    first = re.sub(r'"(?:[^"]|"")*"', "", next(lines, ""))
    return max(SEPARATORS, key=first.count)


def rows(text: str, file: str) -> tuple[list[Row], list[Problem]]:
    """Every row that says something, and what is wrong with the table."""
    sign = separator(text)
    quoted = r'[ ]*"([^"]*+(?:""[^"]*+)*+)"[ ]*'
    pattern = re.compile(rf"{quoted}(?={sign}|\n|\Z)|([^{sign}\n]*)")
    found: list[Row] = []
    cells: list[Cell] = []
    place, line, start = 0, 1, 0
    while place <= len(text):
        match = pattern.match(text, place)
        assert match is not None
        at = Mark(file, line, place - start + 1)
        if match[1] is None and match[2].lstrip(" ").startswith('"'):
            return found, [_open_quote(at, match[2])]
        if len(match[0]) > LONGEST:
            return found, [_too_long(at)]
        cells.append(Cell(_value(match), at))
        if lines := match[0].count("\n"):
            line += lines
            start = text.rfind("\n", 0, match.end()) + 1
        place = match.end() + 1
        if text[match.end() : place] != sign:
            if any(cell.text for cell in cells):
                found.append(tuple(cells))
            cells = []
            line, start = line + 1, place
    return found, []


def _value(match: re.Match[str]) -> str:
    value = match[2] if match[1] is None else match[1].replace('""', '"')
    value = value.strip()
    # The sign that keeps a cell from being run is not part of what it says.
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def _open_quote(at: Mark, words: str) -> Problem:
    is_closed = words.count('"') > 1
    text = "this cell begins with a quotation mark, and goes on behind the next one"
    if not is_closed:
        text = "the quotation mark that begins this cell is not closed"
    hint = 'Put the cell into quotation marks, and double those inside: "the ""Great"" war"'
    return Problem(at, text, hint, "csv-quote")


def _too_long(at: Mark) -> Problem:
    text = f"this cell holds more than {LONGEST:,} characters"
    hint = "Look for a quotation mark that is not closed, or put the text elsewhere."
    return Problem(at, text, hint, "csv-long")


def written(table: Iterable[Sequence[str]]) -> str:
    """Cells as comma-separated text.

    A cell that a spreadsheet would run as a formula begins with an apostrophe, which
    ``rows`` takes away again.
    """
    return "".join(",".join(map(_written, row)) + "\r\n" for row in table)


def _written(cell: str) -> str:
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        cell = f"'{cell}"
    if re.search(r'[",\n\r;]|^\s|\s$', cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell
