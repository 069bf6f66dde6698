"""The fields of a record and its neighbours' habits in; the lines of YAML out."""

from collections.abc import Mapping, Sequence

from .habits import Habits
from .values import Item, Value, spelled

Record = Mapping[str, Value]


def block(fields: Record, habits: Habits, indent: int) -> list[str]:
    """Each field on a line of its own, behind ``indent`` spaces."""
    lines: list[str] = []
    for name in habits.order([*fields]):
        value = fields[name]
        start = f"{' ' * indent}{_name(name, habits)}: "
        if isinstance(value, str):
            form = habits.form(name, value)
            first, *rest = spelled(value, form, habits.frame(name, indent))
            lines += [start + first, *rest]
        else:
            lines += _list(name, value, start, habits, indent)
    return lines


def braces(fields: Record, habits: Habits) -> str:
    """All fields on one line."""
    pairs = (
        f"{_name(name, habits)}: {_inside(name, fields[name], habits)}"
        for name in habits.order([*fields])
    )
    return "{" + ", ".join(pairs) + "}"


def _list(
    name: str, items: Sequence[Item], start: str, habits: Habits, indent: int
) -> list[str]:
    one_line = _inside(name, tuple(items), habits)
    form = habits.list_form(name, len(one_line))
    if form.in_brackets:
        return [start + one_line]
    dash = indent + form.indent
    lines = [start.rstrip()]
    for item in items:
        if isinstance(item, str) or habits.items_in_braces(name):
            inside = [" " * (dash + 2) + _item(name, item, habits, dash + 2)]
        else:
            inside = block(item, Habits((), {}), dash + 2)
        inside[0] = f"{' ' * dash}- {inside[0].lstrip(' ')}"
        lines += inside
    return lines


def _item(name: str, item: Item, habits: Habits, indent: int) -> str:
    """One item behind its hyphen, on one line."""
    if not isinstance(item, str):
        return _inside(name, item, habits)
    form = habits.form("", item)
    one_line = form if form in ('"', "'") else ""
    lines = spelled(item, one_line, habits.frame(name, indent))
    return lines[0] if len(lines) == 1 else _inside(name, item, habits)


def _inside(name: str, value: Value | Item, habits: Habits) -> str:
    """A value on one line, inside braces or brackets."""
    if isinstance(value, str):
        frame = habits.frame(name, in_braces=True)
        return spelled(value, habits.form(name, value), frame)[0]
    if isinstance(value, tuple):
        return "[" + ", ".join(_inside("", item, habits) for item in value) + "]"
    return (
        "{"
        + ", ".join(
            f"{_name(key, habits)}: {_inside(key, part, habits)}"
            for key, part in value.items()
        )
        + "}"
    )


def _name(name: str, habits: Habits) -> str:
    return f'"{name}"' if habits.quotes_names() else name
