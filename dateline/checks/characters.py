"""Checks of signs that nobody sees, or that hide what stands behind them."""

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

#: A number, a word or a citation behind a hash, where YAML begins a comment.
_HIDDEN = re.compile(r"[ \t]+(#(?:\S| *[0-9]|.*\[@).*)")
#: Where the first of two versions begins, and where the second ends.
_CONFLICT, _RESOLVED = re.compile("^<<<<<<< .*", re.M), "\n>>>>>>> "
#: Names that Windows keeps for devices, whatever stands behind the first full stop.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9¹²³])(?: *\..*)?", re.I)
#: What no name may hold there, and how none may end.
_NEVER_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[. ]\Z')


def hidden(draft: Draft) -> Iterator[Problem]:
    """No words of a text are lost because a hash stands before them (YAML 1.2, 6.6)."""
    lines = {
        path: text.split("\n")
        for path, text in draft.source.texts.items()
        if _HIDDEN.search(text)
    }
    for event in draft.events if lines else ():
        title = event.text("title")
        for text in (
            *([title] if title else ()),
            *(text for _, text in event.citing()),
        ):
            if not text.style and text.at.file in lines:
                yield from _hidden_behind(text, lines[text.at.file])


def glued(draft: Draft) -> Iterator[Problem]:
    """No name of a place or of somebody is a field without a space behind its colon."""
    for event in draft.events:
        for field in ("places", "actors"):
            for name in event.names(field):
                if not name.style and name.value.startswith("name:"):
                    said = name.value.removeprefix("name:")
                    yield Problem(
                        name.at,
                        f"“{shortened(name.value)}” has no space behind its colon",
                        f"Write name: {said}",
                        "yaml-colon",
                        length=len(name.raw.split("\n")[0]),
                    )


def _hidden_behind(text: Text, lines: list[str]) -> Iterator[Problem]:
    *above, last = text.raw.split("\n")
    line = text.at.line + len(above)
    end = len(last) if above else text.at.column - 1 + len(last)
    if found := _HIDDEN.match(lines[line - 1], end):
        words = found[1].rstrip()
        yield Problem(
            Mark(text.at.file, line, found.start(1) + 1),
            f"“{shortened(words)}” is a comment here, and no part of the text",
            "Put the whole text in quotes"
            + (
                "; a comment stands on a line of its own."
                if words[1:2] == " "
                else "; or write “# ” with a space if it is a comment."
            ),
            "comment",
            "warning",
            length=len(words),
        )


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
    if "&" in text:
        text = unescape(text)
    if text.isascii():
        return ""
    opened: list[str] = []
    for found in _TURNS.finditer(text):
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


def conflicts(draft: Draft) -> Iterator[Problem]:
    """No text holds two versions of itself that somebody has still to choose from.

    The signs are those of version control, as in ``git merge``, “How conflicts are
    presented”; a YAML file with them cannot be read at all, so texts are left to ask.
    """
    for page in draft.source.pages.values():
        found = _CONFLICT.search(page.text)
        if found and _RESOLVED in page.text:
            words = found[0].rstrip()
            yield Problem(
                Mark(page.path, page.text.count("\n", 0, found.start()) + 1, 1),
                f"“{shortened(words)}” begins a conflict: two versions of one place "
                "stand here",
                "Keep one of the two, or both in their order, and delete the lines of "
                "signs: <<<<<<<, ======= and >>>>>>>",
                "text-conflict",
                length=len(words),
            )


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
