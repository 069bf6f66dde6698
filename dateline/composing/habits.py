"""Records as they stand in a file in; how the next one should look out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median_low
from typing import Literal, TypeVar, cast

from msgspec import Struct

from ..problems import Mark
from ..source import Fields, Items, Node, Text
from .values import Form, Frame, can_be_plain

T = TypeVar("T")
WIDTH = 88
ENDLESS = 1_000_000
#: A text of this length that stands on one line was not meant to be folded.
UNFOLDED = 120


class ListForm(Struct, frozen=True):
    """In brackets, or with a hyphen ``indent`` columns right of its name."""

    in_brackets: bool
    indent: int = 2


class Habits(Struct, frozen=True):
    """How records of one kind are written; ``lines`` are those of each file."""

    records: tuple[Fields, ...]
    lines: Mapping[str, Sequence[str]]

    def sign(self, at: Mark) -> str:
        """The character at a place."""
        line = self.lines[at.file][at.line - 1]
        return line[at.column - 1 : at.column]

    def in_braces(self) -> bool:
        """Whether a record is written ``{like: this}``."""
        found = (self.sign(record.at) == "{" for record in self.records)
        return _most(found, False)

    def quotes_names(self) -> bool:
        """Whether names stand in quotes, as in JSON."""
        marks = (at for record in self.records for at in record.names.values())
        return _most((self.sign(at) == '"' for at in marks), False)

    def quote(self) -> Literal['"', "'"]:
        """The quotes that are used where some are needed."""
        signs = (text.style for text in self._texts() if text.style in ('"', "'"))
        return cast(Literal['"', "'"], _most(signs, '"'))

    def width(self) -> int:
        """How long a line gets before it is folded."""
        longest = []
        for text in self._texts():
            written = text.raw.rstrip().split("\n")[1 if text.style in "|>" else 0 :]
            if text.style in ('"', "'", "|"):
                continue
            if len(written) > 1 or (text.style == ">" and len(text.value) > UNFOLDED):
                cut = len(written) > 1
                lines = written[:-1] if cut else []
                longest.append(max(map(len, lines)) if cut else ENDLESS)
        return max(median_low(longest), 40) if longest else WIDTH

    def form(self, name: str, value: str) -> Form:
        """How a value of this field is written, going by those of the same length."""
        if self.quotes_names():
            return '"'
        width = self.width()
        is_long = _is_long(name, value, width)
        named = [text for text in self._texts(name) if self._is_chosen(name, text)]
        alike = [text for text in named if _is_long(name, text.value, width) == is_long]
        if not (alike or named):
            alike = [
                text
                for other in sorted({n for r in self.records for n in r.values})
                for text in self._texts(other)
                if _is_long(other, text.value, width) == is_long
                and self._is_chosen(other, text)
            ]
        return _most(map(_form, alike or named), ">" if is_long else "")

    def list_form(self, name: str, length: int) -> ListForm:
        """How a list is written; ``length`` is that of ours in brackets."""
        named = [r.values.get(name) for r in self.records]
        found = [node for node in named if isinstance(node, Items)]
        if found:
            return _most(
                (self._list_form(name, node) for node in found), ListForm(True)
            )
        others = [self._list_form(*pair) for pair in self._lists()]
        indent = _most((form.indent for form in others if not form.in_brackets), 2)
        return ListForm(length <= WIDTH - 20, indent)

    def items_in_braces(self, name: str) -> bool:
        """Whether records in a list are written in braces."""
        found = (
            self.sign(item.at) == "{"
            for record in self.records
            for item in _items(record.values.get(name))
            if isinstance(item, Fields)
        )
        return _most(found, True)

    def holds_records(self, name: str) -> bool:
        """Whether the items of a list are records, and not words."""
        lists = (_items(record.values.get(name)) for record in self.records)
        return _most((isinstance(i, Fields) for items in lists for i in items), False)

    def order(self, names: Sequence[str]) -> list[str]:
        """The names as the record that has most of them orders them, the rest as given."""

        def shared(record: Fields) -> int:
            return sum(name in record.values for name in names)

        model = max(self.records, key=shared, default=None)
        ordered = [name for name in (model.values if model else ()) if name in names]
        for number, name in enumerate(names):
            if name not in ordered:
                before = [ordered.index(other) for other in names[:number]]
                ordered.insert(before[-1] + 1 if before else 0, name)
        return ordered

    def frame(self, name: str, indent: int = 0, *, in_braces: bool = False) -> Frame:
        """Where a value of ours is to stand."""
        return Frame(name, indent, self.width(), self.quote(), in_braces)

    def _texts(self, name: str | None = None) -> Iterator[Text]:
        for record in self.records:
            for field, value in record.values.items():
                if isinstance(value, Text) and name in (None, field):
                    yield value

    def _lists(self) -> Iterator[tuple[str, Items]]:
        for record in self.records:
            for name, value in record.values.items():
                if isinstance(value, Items):
                    yield name, value

    def _list_form(self, name: str, node: Items) -> ListForm:
        if self.sign(node.at) == "[":
            return ListForm(True)
        owner = next(r for r in self.records if r.values.get(name) is node)
        return ListForm(False, max(node.at.column - owner.names[name].column, 0))

    def _is_chosen(self, name: str, text: Text) -> bool:
        """Whether a text is in its form because somebody liked it so."""
        if text.is_empty:
            return False
        return text.style not in ('"', "'") or can_be_plain(text.value, Frame(name))


def _form(text: Text) -> Form:
    if text.style in ("|", ">"):
        strips = re.match(r"[|>][0-9]?-", text.raw)
        return cast(Form, text.style + ("-" if strips else ""))
    return cast(Form, text.style or ("wrapped" if "\n" in text.raw else ""))


def _is_long(name: str, value: str, width: int) -> bool:
    """Whether words should be folded; one alone cannot be."""
    if not any(sign in value.strip() for sign in " \n"):
        return False
    return len(name) + len(value.rstrip()) + 6 > min(width, WIDTH)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _most(found: Iterable[T], otherwise: T) -> T:
    """What is found most often, and first among equals."""
    counted = Counter(found).most_common(1)
    return counted[0][0] if counted else otherwise
