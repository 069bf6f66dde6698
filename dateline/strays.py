"""Events that stand in a list of another event, since their dash is indented too far."""

from collections.abc import Iterator

from .problems import Problem
from .source import Fields, Items, Node

#: By three of these an event is known; no other record has more than two.
MARKS = {"id", "date", "title", "summary", "sources"}


def parted(event: Node) -> tuple[Node, list[tuple[Fields, Problem]]]:
    """The event without the events inside it, and these, each with what is to be done."""
    found = list(_inside(event, "")) if isinstance(event, Fields) else []
    if not found:
        return event, []
    strays = {id(stray) for stray, _ in found}
    return _without(event, strays), [
        (stray, _problem(stray, field, event)) for stray, field in found
    ]


def _inside(node: Node, field: str) -> Iterator[tuple[Fields, str]]:
    if isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Fields) and len(MARKS & item.names.keys()) > 2:
                yield item, field
            else:
                yield from _inside(item, field)
    elif isinstance(node, Fields):
        for name, value in node.values.items():
            yield from _inside(value, name)


def _without(node: Node, strays: set[int]) -> Node:
    if isinstance(node, Items):
        kept = [_without(item, strays) for item in node.items if id(item) not in strays]
        return Items(node.at, tuple(kept))
    if not isinstance(node, Fields):
        return node
    values = {name: _without(value, strays) for name, value in node.values.items()}
    kept_values = {
        name: value
        for name, value in values.items()
        if value == node.values[name] or not isinstance(value, Items) or value.items
    }
    names = {name: node.names[name] for name in kept_values}
    return Fields(node.at, kept_values, names)


def _problem(stray: Fields, field: str, event: Node) -> Problem:
    column = event.at.column - 3
    spaces = f"{column} space" if column == 1 else f"{column} spaces"
    return Problem(
        stray.at,
        f"this event stands in the list “{field}” of the event above",
        f"Put its dash under that of line {event.at.line}: {spaces}. "
        "What belongs to it moves along.",
        "event-in-a-list",
        length=len(next(iter(stray.names), "-")),
    )
