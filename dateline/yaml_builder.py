"""The events of a YAML parser in; names, lists and texts with their places out.

Nothing recurses, so no nesting can crash us, and what is refused is found on the way.
"""

import re
from typing import Protocol

from . import yaml_refusals
from .examples import lists
from .problems import Mark, Problem
from .source import Fields, Items, Node, Text

MAX_DEPTH = 50
"""Lists and names within each other. An event needs eight; later steps may recurse."""

MAX_REPEATED = 100_000
"""Values that aliases may repeat. Each alias costs what it stands for, so that a “billion
laughs” stops after a hundred thousand steps and a real file never notices."""


class Place(Protocol):
    """A parser's mark; all three count from 0."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """A parser's event; which of the last four it has depends on its kind."""

    start_mark: Place
    end_mark: Place
    value: str
    style: str | None
    anchor: str | None
    tag: str | None


class EventStream(Protocol):
    """What we need of a parser."""

    def get_event(self) -> Event | None:
        """The next event, or None at the end."""


def mark(file: str, place: Place) -> Mark:
    """A parser's mark as ours."""
    return Mark(file, place.line + 1, place.column + 1)


class Stop(Exception):  # noqa: N818 - nobody has erred, we go no further
    """This file is given up; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class OpenItems:
    """A list that has begun and not yet ended."""

    __slots__ = ("anchor", "at", "items", "size")

    def __init__(self, at: Mark, anchor: str | None) -> None:
        self.at = at
        self.items: list[Node] = []
        self.anchor = anchor
        self.size = 1

    def close(self) -> Node:
        """The list, ended."""
        return Items(self.at, tuple(self.items))


class OpenFields:
    """Names and values that have begun and not yet ended; ``name`` waits for its value."""

    __slots__ = (
        *("anchor", "at", "later", "name", "name_at", "name_end", "names", "size"),
        *("twice", "values"),
    )

    def __init__(self, at: Mark, anchor: str | None) -> None:
        self.at = at
        self.values: dict[str, Node] = {}
        self.names: dict[str, Mark] = {}
        self.anchor = anchor
        self.size = 1
        self.name: str | None = None
        self.name_at = self.name_end = at
        self.twice = False
        self.later: list[tuple[str, Mark, Node]] = []
        """All from the first name on that is written twice."""

    def close(self) -> Node:
        """The names and values, ended."""
        return Fields(self.at, self.values, self.names)


class Builder:
    """Puts the nodes of one document together from the parser's events, without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.open: list[OpenItems | OpenFields] = []
        self.anchors: dict[str, tuple[Node, int] | None] = {}  # None: still open
        self.repeated = 0
        self.root: Node | None = None
        self.documents = 0

    def build(self, stream: EventStream) -> Fields:
        """Reads to the end; raises what the parser raises, and Stop."""
        take = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._fields,
            "SequenceStartEvent": self._items,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }
        while (event := stream.get_event()) is not None:
            if handle := take.get(type(event).__name__):
                handle(event)
        if isinstance(self.root, Fields):
            return self.root
        raise Stop(yaml_refusals.top_level(self.file, self.root))

    def without_finished_records(self) -> tuple[str, int]:
        """The text with lines emptied that cannot matter to what stopped us.

        These are the records of the list we are in, such as ``events:``, but for the
        first lines and the last three records; also gives the first line that matters.
        Aliases could reach back, so nothing is emptied where there is an anchor.
        """
        around = self.open[1] if len(self.open) > 1 else None
        if not isinstance(around, OpenItems) or len(around.items) < 5 or self.anchors:
            return self.text, 0
        first, last = around.items[0].at.line, around.items[-3].at.line
        lines = self.text.split("\n")
        dashes = [lines[line - 1].lstrip(" ")[:2] for line in (first, last)]
        if dashes != ["- ", "- "]:
            return self.text, 0
        lines[first - 1 : last - 1] = [""] * (last - first)
        return "\n".join(lines), last

    def _document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Stop(yaml_refusals.second_document(mark(self.file, event.start_mark)))

    def _scalar(self, event: Event) -> None:
        start, end = event.start_mark, event.end_mark
        at = Mark(self.file, start.line + 1, start.column + 1)
        begin = start.index
        if event.tag is not None or event.anchor is not None:
            at, begin = self._after_properties(at, begin, end.index, event.tag)
        value = event.value
        style = event.style or ""
        raw = value
        if style or end.index - begin != len(value) or end.line != start.line:
            raw = self.text[begin : end.index]
            if style == '"' and "\\" in raw and not value.isprintable():
                self._check_escapes(at, value)
        around = self.open[-1] if self.open else None
        if isinstance(around, OpenFields):
            if around.name is None:
                self._name(around, at, value, style, end)
                return
            if not raw:  # the parsers differ in where nothing is
                at = around.name_end
        elif not style and "\n" in raw:
            self._check_dashes(at, begin, raw)
        self._add(Text(at, value, raw, style), 1 + len(value) // 100, event.anchor)

    def _name(
        self, around: OpenFields, at: Mark, name: str, style: str, end: Place
    ) -> None:
        if not name:
            raise Stop(yaml_refusals.no_name(at))
        if name == "<<" and not style:
            raise Stop(yaml_refusals.merge(at))
        around.name, around.name_at = name, at
        around.name_end = Mark(self.file, end.line + 1, end.column + 1)
        around.twice = name in around.names
        if around.twice:
            first = around.names[name]
            above = next(reversed(around.names))
            value = around.values.get(above)
            is_open = isinstance(value, Text) and value.is_empty and above != name
            self.problems.append(
                yaml_refusals.written_twice(at, name, first, above if is_open else "")
            )
        else:
            around.names[name] = at

    def _fields(self, event: Event) -> None:
        at = self._begin(event)
        self.open.append(OpenFields(at, event.anchor))

    def _items(self, event: Event) -> None:
        at = self._begin(event)
        self.open.append(OpenItems(at, event.anchor))

    def _begin(self, event: Event) -> Mark:
        at = mark(self.file, event.start_mark)
        if event.tag is not None or event.anchor is not None:
            begin = event.start_mark.index
            at, _ = self._after_properties(at, begin, len(self.text), event.tag)
        around = self.open[-1] if self.open else None
        if isinstance(around, OpenFields) and around.name is None:
            raise Stop(yaml_refusals.name_not_text(at))
        if len(self.open) == MAX_DEPTH:
            raise Stop(yaml_refusals.too_deep(at, MAX_DEPTH))
        if event.anchor:
            self.anchors[event.anchor] = None
        return at

    def _end(self, _event: Event) -> None:
        closed = self.open.pop()
        around = self.open[-1] if self.open else None
        if isinstance(closed, OpenFields) and isinstance(around, OpenItems):
            *parts, last = self._parted(closed, yaml_refusals.IN_PLACE)
            around.items += [part.close() for part in parts]
            self._add(last.close(), closed.size, closed.anchor)
        elif isinstance(closed, OpenFields) and self._is_list(closed):
            parts = self._parted(closed, yaml_refusals.further(closed.at.column - 1))
            whole = OpenItems(closed.at, closed.anchor)
            whole.items += [part.close() for part in parts]
            self._add(whole.close(), closed.size, closed.anchor)
        else:
            self._add(closed.close(), closed.size, closed.anchor)

    def _is_list(self, fields: OpenFields) -> bool:
        """Several items of a list that have no dash at all."""
        around = self.open[-1] if self.open else None
        if not (fields.later and isinstance(around, OpenFields)):
            return False
        if around.name not in lists() or len(self.open) == 1 or not _are_twice(fields):
            return False
        name = next(iter(fields.names))
        line = self.text.split("\n")[fields.at.line - 1][fields.at.column - 1 :]
        wanted = yaml_refusals.further(fields.at.column - 1)
        self.problems.append(yaml_refusals.no_dash(fields.at, name, line, wanted))
        return True

    def _parted(self, fields: OpenFields, wanted: str) -> list[OpenFields]:
        """One item of a list, or several where names are twice as a dash was forgotten."""
        if not _are_twice(fields):
            return [fields]
        places = {at for _, at, _ in fields.later}
        self.problems = [each for each in self.problems if each.at not in places]
        lines = self.text.split("\n")
        parts = [fields]
        for name, at, node in fields.later:
            if fields.names.get(name) == at:
                del fields.names[name], fields.values[name]
            if len(parts) == 1 or name in parts[-1].names:
                parts.append(OpenFields(at, None))
                line = lines[at.line - 1][at.column - 1 :]
                self.problems.append(yaml_refusals.no_dash(at, name, line, wanted))
            parts[-1].names[name] = at
            parts[-1].values[name] = node
        return parts

    def _alias(self, event: Event) -> None:
        at, name = mark(self.file, event.start_mark), event.anchor or ""
        around = self.open[-1] if self.open else None
        if isinstance(around, OpenFields) and around.name is None:
            raise Stop(yaml_refusals.name_not_text(at))
        if name not in self.anchors:
            known = self.anchors.keys()
            raise Stop(yaml_refusals.unknown_alias(at, name, known))
        anchored = self.anchors[name]
        if anchored is None:
            raise Stop(yaml_refusals.alias_of_itself(at, name))
        node, size = anchored
        self.repeated += size
        if self.repeated > MAX_REPEATED:
            raise Stop(yaml_refusals.too_much_repeated(at, name, MAX_REPEATED))
        self._add(node, size, None)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        """Puts a finished node into what is open around it."""
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.open:
            self.root = node
            return
        around = self.open[-1]
        around.size += size
        if isinstance(around, OpenItems):
            around.items.append(node)
            return
        if around.name is not None and (around.twice or around.later):
            around.later.append((around.name, around.name_at, node))
        if around.name is not None:
            first = around.values.get(around.name)
            if len(self.open) == 1 and first is not None and around.twice:
                node = _joined(first, node)  # as the message says it should be
            if len(self.open) == 1 or not around.twice:
                around.values[around.name] = node
        around.name = None

    def _after_properties(
        self, at: Mark, begin: int, end: int, tag: str | None
    ) -> tuple[Mark, int]:
        """Where a node itself begins, behind its anchor and tag; a tag is a problem."""
        skipped = PROPERTIES.match(self.text, begin, end)
        written = skipped.group() if skipped else ""
        if tag is not None:
            word = re.search(r"!\S*", written)
            offset = word.start() if word else 0
            raise Stop(
                yaml_refusals.tag(
                    _shifted(at, written[:offset]), word.group() if word else tag
                )
            )
        return _shifted(at, written), begin + len(written)

    def _check_dashes(self, at: Mark, begin: int, raw: str) -> None:
        """A dash below an item, deeper than its own, only makes its text longer."""
        before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        if not before.endswith("- ") or before.strip(" -"):
            return
        column, (above, *below) = before.rindex("-"), raw.split("\n")
        for number, line in enumerate(below, at.line + 1):
            if found := re.match(r" *(- .*)", line):
                place = Mark(at.file, number, found.start(1) + 1)
                self.problems.append(
                    yaml_refusals.dash_too_deep(place, found[1], above, column, at.line)
                )

    def _check_escapes(self, at: Mark, value: str) -> None:
        """A character that could not be written as itself must not come in by an escape."""
        if found := NEVER.search(value):
            raise Stop(yaml_refusals.escaped_control(at, found.group()))


PROPERTIES = re.compile(
    r"(?:(?:&[\w-]+|!<[^>\s]*>|![^\s,\[\]{}]*)(?:\s|#[^\n]*\n)*){0,2}", re.ASCII
)
"""Anchor and tag of a node, and the space and comments behind them."""


def _joined(first: Node, second: Node) -> Node:
    """A section that is written twice: what stands under both, or else the first."""
    if isinstance(first, Items) and isinstance(second, Items):
        return Items(first.at, (*first.items, *second.items))
    if isinstance(first, Fields) and isinstance(second, Fields):
        values = {**second.values, **first.values}
        return Fields(first.at, values, {**second.names, **first.names})
    return first


def _are_twice(fields: OpenFields) -> bool:
    """Whether more than one name is there twice, which is no slip of one line."""
    twice = {name for name, at, _ in fields.later if fields.names[name] != at}
    return len(twice) > 1 and next(iter(fields.names.values())) == fields.at


def _shifted(at: Mark, text: str) -> Mark:
    """The place behind a text that begins at a place."""
    lines = text.count("\n")
    if lines:
        return Mark(at.file, at.line + lines, len(text) - text.rfind("\n"))
    return Mark(at.file, at.line, at.column + len(text))


NEVER = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    r"\U00010000-\U0010ffff]"
)
"""What no text may hold: control characters, invisible line ends, halves of characters."""
