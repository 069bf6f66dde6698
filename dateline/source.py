"""The project as read: every scalar as the text that was written, every value with its place."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct, field

from .history import Lived
from .problems import Mark


class Text(Struct, frozen=True):
    """A scalar, exactly as it stands after YAML's unquoting; YAML types are not guessed.

    ``raw`` is the stretch of the file that holds it, quotes and line breaks included,
    from which the place of words inside it is found. ``style`` is YAML's: "" for plain,
    else one of ' " | >.
    """

    at: Mark
    value: str
    raw: str = ""
    style: str = ""

    @property
    def is_empty(self) -> bool:
        """True where nothing was written after the colon (``title:``), or only ``~`` or ``null``."""
        return not self.style and self.value in ("", "~", "null", "Null", "NULL")


class Items(Struct, frozen=True):
    """A list."""

    at: Mark
    items: tuple["Node", ...]


class Fields(Struct, frozen=True):
    """A mapping: names as written, in the order written, each with the place of its name."""

    at: Mark
    values: Mapping[str, "Node"]
    names: Mapping[str, Mark]

    @property
    def is_in_braces(self) -> bool:
        """Whether it is written as ``{name: value}``, which begins before its name."""
        return next(iter(self.names.values()), None) != self.at


Node = Text | Items | Fields


class Markdown(Struct, frozen=True):
    """One file of ``content/``: its path relative to the project, and its text (LF line ends)."""

    path: str
    text: str


class Source(Struct, frozen=True):
    """All that was read from disk, before anything is understood.

    ``documents`` are events.yaml and events/**/*.yaml, in that order, each with its
    path; ``pages`` are content/**/*.md by path; ``media`` are the other files under
    ``content/``, by path, as far as they exist (their bytes are copied by ``write``).
    ``links`` is content/links.yaml, if it is there.
    ``history`` is what git knows of each event. ``texts`` keeps the whole text of each
    YAML file for printing the line at fault; ``is_whole`` is False where one is there
    and could not be read at all.
    """

    documents: Mapping[str, Fields] = field(default_factory=dict)
    pages: Mapping[str, Markdown] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    history: Mapping[str, Lived] = field(default_factory=dict)
    links: Fields | None = None
    is_whole: bool = True

    @property
    def written(self) -> Mapping[str, str]:
        """The whole text of every file that an editor wrote, by path."""
        return {**self.texts, **{page.path: page.text for page in self.pages.values()}}


def place_of(node: Text, words: str, nth: int = 0) -> Mark:
    """Where ``words`` stand in the file inside a scalar; the scalar's own place if not found.

    ``words`` are looked for in the value, ``nth`` counts occurrences from 0. YAML folds
    lines and undoes quotes, but keeps every character that is no space, and their order:
    so the place is that of the same character, counted without spaces, in ``raw``.
    """
    start = -1
    for _ in range(nth + 1):
        start = node.value.find(words, start + 1)
        if start < 0 or not words.strip(SPACES):
            return node.at
    before = sum(character not in SPACES for character in node.value[:start])
    begin, end, sign = 0, len(node.raw), SIGN
    if node.style and node.style in "|>":
        begin = node.raw.find("\n") + 1
    elif node.style and node.style in "\"'":
        begin, end = 1, end - 1
        sign = SIGN_IN_SINGLE_QUOTES if node.style == "'" else SIGN_IN_DOUBLE_QUOTES
    signs = (found for found in sign.finditer(node.raw, begin, end) if found.group(1))
    found = next(islice(signs, before, None), None)
    if found is None:
        return node.at
    lines = node.raw.count("\n", 0, found.start())
    if lines:
        column = found.start() - node.raw.rfind("\n", 0, found.start())
        return Mark(node.at.file, node.at.line + lines, column)
    return Mark(node.at.file, node.at.line, node.at.column + found.start())


SPACES = " \t\n"
SIGN = re.compile(r"([^ \t\n])")
SIGN_IN_SINGLE_QUOTES = re.compile(r"(''|[^ \t\n])")
SIGN_IN_DOUBLE_QUOTES = re.compile(
    r"\\(?:[nt \t\n]|x(?:20|09|0[aA])|u00(?:20|09|0[aA])|U000000(?:20|09|0[aA]))"
    r"|(\\(?:x..|u.{4}|U.{8}|.)|[^ \t\n])",
)
"""One character of the value as it may be written; group 1 is empty for a space."""


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in file order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Items):
            waiting += reversed(node.items)
        elif isinstance(node, Fields):
            waiting += reversed(tuple(node.values.values()))
