"""A list or record in brackets in; where its last value ends out."""

import re

from ..source import Fields, Items, Text, walk
from ..yaml_edit import Page

#: What stands between the values: space, comments, quoted words, one sign.
BETWEEN = re.compile(
    r"(?P<space>[ \t\n]+(?:#[^\n]*)?|#[^\n]*)"
    r"""|(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')"""
    r"|(?P<sign>[\s\S])"
)


def last_end(page: Page, node: Items | Fields) -> int | None:
    """The end of the last value inside a pair of brackets; None where there is none."""
    texts = {
        page.offset(inner.at): len(inner.raw)
        for inner in walk(node)
        if isinstance(inner, Text) and inner.raw
    }
    place = page.offset(node.at)
    depth, last = 0, None
    while place < len(page.plain):
        if place in texts:
            place = last = place + texts[place]
            continue
        found = BETWEEN.match(page.plain, place)
        assert found
        place, sign = found.end(), found["sign"]
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign or "", 0)
        if not depth:
            return last
        if found["quoted"] or (sign and sign not in ",[{"):
            last = place
    return None
