"""Words to be put into a text, and where; the text with them in it."""

from collections.abc import Sequence

from msgspec import Struct

from ..source import Fields, Node
from ..yaml_edit import Page


class Splice(Struct, frozen=True):
    """Words in the place of a stretch of the text; both as ``load`` reads it."""

    start: int
    end: int
    words: str


Edit = tuple[Splice, ...]


class Target(Struct, frozen=True):
    """One file to be changed: its name, its text as it stands on disk, what it says."""

    file: str
    text: str
    document: Fields


def applied(page: Page, edit: Edit) -> str:
    """The text with an edit made, in the line ends of the file."""
    parts, last = [], 0
    for splice in edit:
        start, end = page.in_text(splice.start), page.in_text(splice.end)
        words = splice.words.replace("\n", page.line_end_at(start))
        parts += [page.text[last:start], words]
        last = end
    return "".join([*parts, page.text[last:]])


def placed(offset: int, words: str) -> Edit:
    """Words put in at one place."""
    return (Splice(offset, offset, words),)


def gap_between(first: int, lines: Sequence[int], node: Node) -> str:
    """What parts the items of a list in brackets: a space, or a line end."""
    if lines[0] == first:
        return " "
    column = node.at.column
    if isinstance(node, Fields) and node.names and lines[0] != node.at.line:
        column = next(iter(node.names.values())).column
    return "\n" + " " * (column - 1)
