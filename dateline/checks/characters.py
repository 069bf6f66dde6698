"""Checks of signs that nobody sees: in texts, and in the names of files."""

import re
from collections.abc import Iterator
from html import unescape

from ..draft import Draft
from ..problems import Mark, Problem, shortened
from ..source import Text, walk

#: Signs that turn the direction of what stands behind them (Unicode, UAX #9, 2), without
#: the marks U+200E, U+200F and U+061C, which turn nothing but themselves.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS, _POP_EMBEDDING = "\u202a\u202b", "\u202c"
_ISOLATES, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"

#: Names that Windows keeps for devices, whatever stands behind the first full stop.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9¹²³])(?: *\..*)?", re.I)
#: What no name may hold there, and how none may end.
_NEVER_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[. ]\Z')


def turned(draft: Draft) -> Iterator[Problem]:
    """No text turns around what stands behind it: a citation reads as it was written."""
    for document in draft.source.documents.values():
        for node in walk(document):
            if isinstance(node, Text) and (sign := _unclosed(node.value)):
                yield _turning(node.at, sign)
    for page in draft.source.pages.values():
        if sign := _unclosed(page.text):
            start = max(page.text.find(sign), 0)
            before = page.text[:start]
            line = before.count("\n") + 1
            yield _turning(Mark(page.path, line, start - before.rfind("\n")), sign)


def _unclosed(text: str) -> str:
    """The first sign that overrides, or that is left open at the end of the text."""
    if text.isascii() and "&" not in text:
        return ""
    opened: list[str] = []
    for found in _TURNS.finditer(unescape(text)):
        sign = found[0]
        if sign in _OVERRIDES:
            return sign
        if sign in _EMBEDDINGS + _ISOLATES:
            opened.append(sign)
        elif sign == _POP_EMBEDDING and opened and opened[-1] in _EMBEDDINGS:
            opened.pop()
        elif sign == _POP_ISOLATE and any(each in _ISOLATES for each in opened):
            while opened.pop() not in _ISOLATES:
                pass
    return opened[0] if opened else ""


def _turning(at: Mark, sign: str) -> Problem:
    text = (
        f"an invisible sign here (U+{ord(sign):04X}) turns around what stands behind it"
    )
    hint = "Delete it; right-to-left words need none."
    return Problem(at, text, hint, "text-direction")


def file_names(draft: Draft) -> Iterator[Problem]:
    """Every file can be saved on every computer that somebody edits the timeline on."""
    source = draft.source
    for path in sorted({*source.texts, *source.pages, *source.media}):
        for name in path.split("/"):
            if _DEVICES.fullmatch(name):
                hint = f"Rename it: x-{name}"
            elif _NEVER_ON_WINDOWS.search(name):
                better = re.sub(r'[<>:"|?*\\]+', "-", name).rstrip(". ")
                hint = f"Rename it: {better}"
            else:
                continue
            text = f"“{shortened(name)}” cannot be the name of a file on Windows"
            yield Problem(Mark(path), text, hint, "file-name")
            break
