"""A YAML text and fields to add in; the same text with only these fields added out.

No other byte changes: comments, order, quotes, line ends, byte order mark and anchors
stay as they were written. Whatever comes out has been read again, and says exactly what
the text said before, and the new fields.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from . import yaml_text
from .problems import Mark
from .source import Fields, Items, Node, Text, walk

LINE_END = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK = "\ufeff"

NAME = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s:,\[\]{}]+)"""
ALIAS_VALUE = re.compile(rf"{NAME}[ \t\n]*:[ \t\n]*(\*[^\s,\[\]{{}}]+)")
"""A name whose value is an alias (YAML 1.2.2 §7.1), from the name on."""

DIRECT_VALUE = re.compile(
    rf"{NAME}[ \t\n]*:(?:[ \t]|\n|#[^\n]*\n|[&!][^\s,\[\]{{}}]*)*\Z"
)
"""A name and what may stand between it and its value: space, comments, an anchor."""

PLAIN = re.compile(
    r"https?://[^\s#,\[\]{}\"'`:]+(?::[^\s#,\[\]{}\"'`:]+)*|\d{4}-\d\d-\d\d"
)
"""What needs no quotes in any reader of YAML: an address, a whole day."""


class Addition(Struct, frozen=True):
    """A field to add: to the record at ``record``, behind its field ``after``."""

    record: Mark
    after: str
    name: str
    value: str


def add(
    file: str, text: str, additions: Sequence[Addition]
) -> tuple[str, list[Addition]]:
    """The text with the fields added, and the additions that could not be made.

    ``text`` is the file as decoded, with its byte order mark and its own line ends;
    marks are those that ``load`` gives. An addition is left out where there is no such
    record, where the record has the field already, or where the text read again would
    say anything else than before and this field (``? name`` over two lines, say).
    """
    page = Page(text)
    before, _ = yaml_text.read(file, page.plain)
    if before is None:
        return text, list(additions)
    known = records(before)
    possible = [each for each in additions if _fits(known.get(each.record), each)]
    changed = _with(page, before, possible)
    if changed is None or not _says(file, changed, before, possible):
        changed, possible = _one_by_one(file, page, before, possible)
    return changed, [each for each in additions if each not in possible]


def as_loaded(text: str) -> str:
    """A decoded file as ``load`` reads it: LF line ends, no byte order mark."""
    return LINE_END.sub("\n", text.removeprefix(BYTE_ORDER_MARK))


def _fits(record: Fields | None, addition: Addition) -> bool:
    return (
        record is not None
        and addition.after in record.values
        and addition.name not in record.names
    )


def records(document: Fields) -> Mapping[Mark, Fields]:
    """Every record of a document by its place."""
    return {node.at: node for node in walk(document) if isinstance(node, Fields)}


def _one_by_one(
    file: str, page: "Page", before: Fields, additions: Iterable[Addition]
) -> tuple[str, list[Addition]]:
    """Keeps each addition that does no harm beside those kept before it."""
    kept: list[Addition] = []
    text = page.text
    for addition in additions:
        tried = _with(page, before, [*kept, addition])
        if tried is not None and _says(file, tried, before, [*kept, addition]):
            text = tried
            kept.append(addition)
    return text, kept


def _with(page: "Page", before: Fields, additions: Sequence[Addition]) -> str | None:
    """The text with all additions, or None where one of them finds no place."""
    known = records(before)
    placed = []
    for number, addition in enumerate(additions):
        insertion = _insertion(page, known[addition.record], addition)
        if insertion is None:
            return None
        placed.append((insertion[0], number, insertion[1]))
    parts, last = [], 0
    for offset, _, words in sorted(placed):
        parts += [page.text[last:offset], words]
        last = offset
    return "".join([*parts, page.text[last:]])


def _insertion(
    page: "Page", record: Fields, addition: Addition
) -> tuple[int, str] | None:
    """Where in the text to put what."""
    end = _value_end(page, record.names[addition.after], record.values[addition.after])
    if end is None:
        return None
    if page.plain.startswith("{", page.offset(record.at)):
        field = f"{addition.name}: {written(addition.value, in_braces=True)}"
        return page.in_text(end), f", {field}"
    line_end = page.plain.find("\n", end)
    place = page.in_text(line_end if line_end >= 0 else len(page.plain))
    indent = " " * (record.at.column - 1)
    field = f"{addition.name}: {written(addition.value)}"
    return place, f"{page.line_end_at(place)}{indent}{field}"


def _value_end(page: "Page", name: Mark, value: Node) -> int | None:
    """Where the value behind a name ends; None where that cannot be told."""
    start = page.offset(name)
    if alias := ALIAS_VALUE.match(page.plain, start):
        return alias.end()
    if not isinstance(value, Text):
        return None
    begin = page.offset(value.at)
    if not DIRECT_VALUE.fullmatch(page.plain, start, begin):
        return None
    if not page.plain.startswith(value.raw, begin):
        return None
    return begin + len(value.raw.rstrip() if value.style in ("|", ">") else value.raw)


def written(value: str, *, in_braces: bool = False) -> str:
    """A value as it is typed: plain where no reader could mistake it, else in quotes."""
    if PLAIN.fullmatch(value) and not in_braces:
        return value
    return json.dumps(value, ensure_ascii=False)


def _says(file: str, text: str, before: Fields, additions: Sequence[Addition]) -> bool:
    """Whether a text says what was said before, and the additions."""
    after, _ = yaml_text.read(file, as_loaded(text))
    if after is None:
        return False
    added: dict[Mark, dict[str, list[tuple[str, str]]]] = {}
    for each in additions:
        behind = added.setdefault(each.record, {}).setdefault(each.after, [])
        behind.append((each.name, each.value))
    return content(before, added) == content(after, {})


Content = str | tuple["Content", ...]
Added = Mapping[Mark, Mapping[str, Sequence[tuple[str, str]]]]


def content(node: Node, added: Added) -> Content:
    """What a node says, in order, without its places; with the fields to be added."""
    if isinstance(node, Text):
        return ("empty",) if node.is_empty else node.value
    if isinstance(node, Items):
        return ("items", *(content(item, added) for item in node.items))
    here = added.get(node.at, {})
    said: list[Content] = ["fields"]
    for name, value in node.values.items():
        said.append((name, content(value, added)))
        said += here.get(name, ())
    return tuple(said)


class Page:
    """A text with its own line ends, and the same as ``load`` reads it, side by side."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.body = text.removeprefix(BYTE_ORDER_MARK)
        self.skipped = len(text) - len(self.body)
        self.plain = LINE_END.sub("\n", self.body)
        self.starts = [0]
        self.short = [0]  # how many characters line ends have lost before each line
        for found in LINE_END.finditer(self.body):
            lost = self.short[-1] + len(found.group()) - 1
            self.short.append(lost)
            self.starts.append(found.end() - lost)

    def offset(self, at: Mark) -> int:
        """A mark's place in the plain text."""
        return self.starts[at.line - 1] + at.column - 1

    def in_text(self, offset: int) -> int:
        """A place in the plain text as one in the text."""
        line = bisect_right(self.starts, offset) - 1
        return offset + self.short[line] + self.skipped

    def line_end_at(self, place: int) -> str:
        """The line end that stands here; at the end of the file, its first one."""
        found = LINE_END.match(self.text, place) or LINE_END.search(self.text)
        return found.group() if found else "\n"
