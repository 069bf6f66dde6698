"""Checks of texts whose signs open, and never close: Markdown would look for ends in vain.

What Python-Markdown does for each opening sign goes through the rest of the paragraph,
and what stands within another thing goes through Python's own stack. No words that
somebody means come near these bounds; a file of nothing else would keep a build busy
for hours, or end it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from ..draft import Draft
from ..problems import Mark, Problem

DEEPEST = 50
"""Brackets, tags, lists and quotations within each other."""
MOST_LINES = 200
"""Headings and rules in one paragraph, that is without an empty line between them."""

#: A sign that opens, one that closes, what it is called, and what to type instead.
_PAIRS = (
    (
        *(re.compile(r"\\.|(\[)|(\])", re.S), "brackets “[”"),
        "Close each “[” with a “]”, or write \\[ for one that is only a sign.",
    ),
    (
        *(re.compile(r"\\.|(\]\()|(\))", re.S), "addresses “](”"),
        "Close each address with a “)”: [words](https://example.org/)",
    ),
    (
        *(re.compile(r"\\.|(<[a-z/!?])|(>)", re.S | re.I), "tags “<”"),
        "Close each “<” with a “>”, or write &lt; for one that is only a sign.",
    ),
)
_BETWEEN = re.compile(r"\n[ \t]*(?=\n)")
_LINE_OF_SIGNS = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ \t]*$)", re.M)
_BEGINS = r"(?:[-*+][ \t]|\d+\.[ \t]|>)"
_LISTS = re.compile(
    rf"^(?:[ \t]*{_BEGINS}){{{DEEPEST + 1}}}|^[ \t]{{{4 * DEEPEST},}}{_BEGINS}", re.M
)


class Crowd(Struct, frozen=True):
    """Signs that are too many: where in the text, what is said of them, what to do."""

    start: int
    text: str
    hint: str


def crowded(draft: Draft) -> Iterator[Problem]:
    """No text keeps Markdown looking for what is not there."""
    for event in draft.events:
        for _, text in event.citing():
            if crowd := crowd_in(text.value):
                yield Problem(text.at, crowd.text, crowd.hint, "text-signs")
    for page in draft.source.pages.values():
        if crowd := crowd_in(page.text):
            line = page.text.count("\n", 0, crowd.start) + 1
            yield Problem(Mark(page.path, line), crowd.text, crowd.hint, "text-signs")


def crowd_in(text: str) -> Crowd | None:
    """The first paragraph of a text that holds too many signs."""
    if len(text) <= DEEPEST:
        return None
    if found := _LISTS.search(text):
        said = f"this line begins more than {DEEPEST} lists or quotations"
        return Crowd(found.start(), said, "Write \\- for a sign that begins no list.")
    if max(map(text.count, "[<")) <= DEEPEST and text.count("\n") <= MOST_LINES:
        return None
    ends = [found.start() for found in _BETWEEN.finditer(text)]
    for start, end in pairwise([0, *ends, len(text)]):
        if crowd := _crowd(text[start:end].lstrip(), start):
            return crowd
    return None


def _crowd(paragraph: str, start: int) -> Crowd | None:
    for sign, name, hint in _PAIRS:
        depth = 0
        for found in sign.finditer(paragraph):
            depth += 1 if found[1] else -1 if found[2] and depth else 0
            if depth > DEEPEST:
                said = (
                    f"this paragraph opens more than {DEEPEST} {name} within each other"
                )
                return Crowd(start, said, hint)
    lines = sum(1 for _ in _LINE_OF_SIGNS.finditer(paragraph))
    if lines > MOST_LINES:
        said = f"this paragraph holds {lines} headings or rules"
        return Crowd(start, said, "Put an empty line before each of them.")
    return None
