"""What a file says, without its places, in; whether it says certain fields out."""

from collections.abc import Mapping

from ..source import Fields
from ..yaml_edit import Content, content
from .values import Value


def sections(document: Fields) -> dict[str, Content]:
    """What each section says; an empty one is as good as none.

    Without the line end behind a text: at the end of a file it may be missing, and is
    there once something follows.
    """
    said = {name: _bare(content(node, {})) for name, node in document.values.items()}
    empty = (("empty",), ("items",), ("fields",))
    return {name: part for name, part in said.items() if part not in empty}


def _bare(said: Content) -> Content:
    if isinstance(said, str):
        return said.removesuffix("\n")
    return tuple(_bare(part) for part in said)


def says(said: Content, fields: Mapping[str, Value]) -> bool:
    """Whether a record says these fields."""
    if not isinstance(said, tuple) or said[0] != "fields":
        return False
    pairs = {pair[0]: pair[1] for pair in said[1:] if len(pair) == 2}
    return len(said) - 1 == len(fields) and all(
        name in pairs and _same(pairs[name], value) for name, value in fields.items()
    )


def _same(said: Content, value: Value | Mapping[str, str]) -> bool:
    if isinstance(value, str):
        return said == value
    if not isinstance(said, tuple):
        return False
    if isinstance(value, Mapping):
        return says(said, value)
    return len(said) - 1 == len(value) and all(
        _same(*pair) for pair in zip(said[1:], value, strict=True)
    )
