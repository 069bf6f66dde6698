"""Tables as CSV (RFC 4180) and what describes them (CSV on the Web, W3C 2015)."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

#: Between the values of a cell that holds several.
SEPARATOR = "|"
#: What a spreadsheet takes for the beginning of a formula, in its wide forms too.
_FORMULA = re.compile(r"[=+\-@＝＋－＠]")

#: ``name`` and ``names`` are words of ours: keys, ids, and values of a fixed list.
#: ``day`` is a date outside the years 1 to 9999 too.
Kind = Literal[
    "text", "list", "name", "names", "date", "day", "number", "integer", "address"
]

_DATATYPES: dict[Kind, str | dict[str, str]] = {
    "date": "date",
    # Programs that know the type know it only within those years.
    "day": {"base": "string", "format": r"-?\d{4,}-\d\d-\d\d"},
    "number": "decimal",
    "integer": "integer",
    "address": "anyURI",
}
#: Cells of these hold no words of an editor.
_SAFE: frozenset[Kind] = frozenset({"name", *_DATATYPES})

Row = TypeVar("Row")


class Column(Struct, Generic[Row], frozen=True):
    """A column: its name, what stands in it, and its value in one row.

    A value of several, of the kinds ``list`` and ``names``, is a sequence of texts.
    """

    name: str
    about: str
    value: Callable[[Row], str | Sequence[str]]
    kind: Kind = "text"
    is_required: bool = False


def text(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> str:
    """The table, with a heading.

    It begins with a byte order mark: without one, spreadsheets take UTF-8 for
    something else (RFC 4180 says nothing of it, and CSV on the Web drops it).
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([cell(column.value(row), column.kind) for column in columns])
    return "\ufeff" + sheet.getvalue()


def cell(value: str | Sequence[str], kind: Kind) -> str:
    """One cell on one line; what a spreadsheet would calculate gets an apostrophe.

    Tabs and line breaks become spaces, and none stands at the beginning.
    """
    if kind in _SAFE:
        return str(value)
    if kind == "names":
        return SEPARATOR.join(value)
    if kind == "list":
        words = SEPARATOR.join(each.replace(SEPARATOR, "¦") for each in value)
    else:
        words = str(value)
    words = " ".join(words.split())
    return f"'{words}" if _FORMULA.match(words) else words


def described(columns: Iterable[Column[Row]], key: str) -> dict[str, Any]:
    """The schema of a table whose rows are told apart by the column ``key``."""
    return {
        "columns": [_column(column) for column in columns],
        "primaryKey": key,
    }


def _column(column: Column[Row]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": _DATATYPES.get(column.kind, "string"),
    }
    if column.kind in ("list", "names"):
        made["separator"] = SEPARATOR
    if column.is_required:
        made["required"] = True
    return made
