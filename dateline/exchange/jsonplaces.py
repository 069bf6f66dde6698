"""JSON as text in; where each of its values stands out.

For a text that Python's own reader has understood already; nothing recurses.
"""

import json
import re
from bisect import bisect_right

from ..problems import Mark

Path = tuple[str | int, ...]
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)


class Places:
    """Where the values of one text stand; looked up only where something is wrong."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.offsets: dict[Path, int] = {}
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def mark(self, *path: str | int) -> Mark:
        """The place of a value; of what holds it, where it is not there."""
        if not self.offsets:
            self._find()
        while path not in self.offsets and path:
            path = path[:-1]
        offset = self.offsets.get(path, 0)
        line = bisect_right(self.starts, offset)
        return Mark(self.file, line, offset - self.starts[line - 1] + 1)

    def _find(self) -> None:
        path: list[str | int] = []
        kinds: list[str] = []
        is_name = False
        for found in _TOKEN.finditer(self.text):
            sign = found[0]
            if sign in "}]":
                path.pop()
                kinds.pop()
            elif sign == ",":
                is_name = kinds[-1] == "{"
                if not is_name:
                    last = path[-1]
                    path[-1] = last + 1 if isinstance(last, int) else 0
            elif sign == ":":
                is_name = False
            elif is_name:
                path[-1] = _name(sign)
            else:
                self.offsets.setdefault(tuple(path), found.start())
                if sign in "{[":
                    kinds.append(sign)
                    path.append("" if sign == "{" else 0)
                    is_name = sign == "{"


def _name(quoted: str) -> str:
    return str(json.loads(quoted))


def at(file: str, text: str, offset: int) -> Mark:
    """An offset as a place."""
    line = text.count("\n", 0, offset) + 1
    return Mark(file, line, offset - text.rfind("\n", 0, offset))
