"""A list or a section over several lines in; where the next item of it goes out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..source import Fields, Items
from ..yaml_edit import Page

DOCUMENT_END = re.compile(r"(?:\.\.\.|---)(?:\s|\Z)")


class Layout:
    """The lines of a list (each item behind a hyphen), or of the records under keys.

    Lines count from 0; ``ends`` is the first line that does not belong to it.
    """

    def __init__(self, page: Page, document: Fields, section: str) -> None:
        node = document.values[section]
        assert isinstance(node, Items | Fields)
        self.page = page
        self.is_list = isinstance(node, Items)
        self.lines = page.plain.split("\n")
        self.margin = node.at.column - 1
        self.dash = " " * self.margin
        self.ends = self._end(document, section)
        self.starts = self._starts(node)
        self.indent = self._indent()

    def _end(self, document: Fields, section: str) -> int:
        own = document.names[section].line
        later = (at.line - 1 for at in document.names.values() if at.line > own)
        end = min(later, default=len(self.lines))
        marks = (n for n in range(own, end) if DOCUMENT_END.match(self.lines[n]))
        return next(marks, end)

    def _starts(self, node: Items | Fields) -> list[int]:
        if isinstance(node, Fields):
            return [at.line - 1 for at in node.names.values()]
        dash = re.compile(rf" {{{self.margin}}}-(?:\s|\Z)")
        first = node.at.line - 1
        found = [n for n in range(first, self.ends) if dash.match(self.lines[n])]
        return found if len(found) == len(node.items) else []

    def _indent(self) -> int:
        """The column of an item's fields: most often two behind the hyphen."""
        columns = Counter(
            len(found.group())
            for start in self.starts
            if (found := re.match(r" *-( +)(?=[^\s#&*{\[])", self.lines[start]))
        ).most_common(1)
        return columns[0][0] if columns else self.margin + 2

    def nesting(self, node: Fields) -> int:
        """The column of the fields below a key."""
        columns = Counter(
            next(iter(record.names.values())).column - 1
            for record in node.values.values()
            if isinstance(record, Fields)
            and record.names
            and not self.lines[record.at.line - 1].startswith("{", record.at.column - 1)
        ).most_common(1)
        return columns[0][0] if columns else self.margin + 2

    def item(self, lines: Sequence[str]) -> list[str]:
        """Lines of fields with the hyphen before the first."""
        first = lines[0].lstrip(" ")
        gap = " " * (self.indent - self.margin - 1)
        return [f"{self.dash}-{gap}{first}", *lines[1:]]

    def places(self, index: int, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Where the ``index``-th item may begin, and what to write there; best first."""
        if not self.starts:
            return
        own = "\n".join(lines)
        gap = "\n" * (self._blank() + 1)
        if index:
            last = self._last(index - 1)
            yield self._line_end(last), f"{gap}{own}"
            stop = self._stop(index - 1)
            at_end = stop == len(self.lines)
            if at_end:  # empty lines belong to the text before them (|+)
                yield len(self.page.plain), f"\n{own}"
                yield len(self.page.plain), own
            else:
                yield self.page.starts[stop], f"{own}\n"
        else:
            first = self.starts[0]
            while self._is_comment_above(first):
                first -= 1
            yield self.page.starts[first], f"{own}{gap}"
            yield self.page.starts[self.starts[0]], f"{own}{gap}"

    def _is_comment_above(self, line: int) -> bool:
        return line > 0 and self.lines[line - 1].lstrip().startswith("#")

    def _stop(self, number: int) -> int:
        """The first line behind an item."""
        following = number + 1
        return self.starts[following] if following < len(self.starts) else self.ends

    def _last(self, number: int) -> int:
        """The last line of an item; a comment deeper than the hyphen belongs to it."""
        for line in range(self._stop(number) - 1, self.starts[number], -1):
            words = self.lines[line].lstrip(" ")
            depth = len(self.lines[line]) - len(words)
            if words.strip() and not (words.startswith("#") and depth <= self.margin):
                return line
        return self.starts[number]

    def _line_end(self, line: int) -> int:
        return self.page.starts[line] + len(self.lines[line])

    def _blank(self) -> int:
        """How many empty lines stand between two items, most often."""
        counted = Counter(
            sum(
                not self.lines[line].strip()
                for line in range(self._last(number) + 1, following)
            )
            for number, (_, following) in enumerate(pairwise(self.starts))
        ).most_common(1)
        if counted:
            return counted[0][0]
        is_tall = self._last(0) > self.starts[0]
        return int(self.is_list and is_tall and parts_sections(self.lines))


def parts_sections(lines: Sequence[str]) -> bool:
    """Whether a file has empty lines between what stands at its margin."""
    pairs = list(pairwise(lines))
    heads = [one for one, line in pairs if line[:1] not in ("", " ", "#", "-")]
    return any(not line.strip() for line in heads) or len(heads) < 2
