"""What can be wrong with what an editor wrote, and where: marks and problems, as data."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct

Severity = Literal["mistake", "warning"]


class Mark(Struct, frozen=True, order=True):
    """A place in a file of the project.

    ``file`` is relative to the project, with forward slashes; ``line`` and ``column``
    count from 1, in characters (code points), as editors do. Line 0 means the whole
    file; it is printed without line and column.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One thing an editor should change: where, what is there, and what to type instead.

    ``rule`` is a stable kebab-case name for machines (SARIF, JSON). ``text`` says what
    is there in the editor's own words; ``hint`` says what to type. ``length`` is the
    number of characters at fault on that line, for the caret. A warning becomes a
    mistake under ``--strict``.
    """

    at: Mark
    text: str
    hint: str
    rule: str
    severity: Severity = "mistake"
    length: int = 1

    def __str__(self) -> str:
        word = "warning: " if self.severity == "warning" else ""
        return f"{self.at}: {word}{self.text}\n    {self.hint}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the one written, or None where none is near."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def did_you_mean(match: str, written: str, otherwise: str, sign: str = "") -> str:
    """The hint for a key like one that is there, which ``sign`` stands before.

    Keys whose numbers differ may well name two works, as by their years: there the
    hint goes on with what to do ``otherwise``, a sentence without its full stop.
    """
    hint = f"Did you mean “{sign}{match}”?"
    if re.findall("[0-9]+", match) != re.findall("[0-9]+", written):
        hint += f" If not, {otherwise[0].lower()}{otherwise[1:]}"
    return hint


def shortened(text: str, most: int = 60) -> str:
    """Words on one line, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
