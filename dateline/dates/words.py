"""Dates in plain words: a text and a language in, a span or why not out.

Only exact forms are read. Whatever is not written stays unknown: no day, month, year
or century is ever filled in.
"""

import re
from collections.abc import Iterator

from .edtf import interval, one_of, single
from .names import read_name
from .parts import step
from .span import Choice, Misread, Part, Span
from .spoken import marked, matches, read_one
from .tongues import Tongue, fold, tongue

MOST_SHARED = 3  # words that one side leaves to the other: “February 44 BCE”
MOST_JOINTS = 6  # dashes that are tried as the one between two dates
_DASH = re.compile(r" [–—-] | ?[–—-] ?")


def read_words(text: str, written: str, language: str) -> Span | Misread | None:
    """The span of a date in words; None where no rule knows it."""
    folded = fold(text)
    refused: Misread | None = None
    for name in dict.fromkeys((language, "en")):
        found = _read_span(folded, written, tongue(name))
        if isinstance(found, Span):
            return found
        refused = refused or found
    if refused:
        return _unfolded(refused, text, folded)
    part = read_name(text, language)
    return single(part, written) if part else None


def _unfolded(misread: Misread, text: str, folded: str) -> Misread:
    """The misread with its words in the capitals in which they were written."""
    plain = " ".join(text.split())
    quoted = re.search("“(.*)”", misread.text)
    place = folded.find(quoted[1]) if quoted else -1
    if quoted is None or place < 0 or len(plain) != len(folded):
        return misread
    original = plain[place : place + len(quoted[1])]
    told = misread.text.replace(quoted[0], f"“{original}”")
    return Misread(misread.rule, told, misread.hint)


def _read_span(text: str, written: str, words: Tongue) -> Span | Misread | None:
    part = read_one(text, words)
    if isinstance(part, Part):
        return single(part, written)
    choice = _read_choice(text, words)
    if isinstance(choice, Choice):
        return one_of((choice,), written)
    for read in (_read_list, _read_open, _read_interval):
        if found := read(text, written, words):
            return found
    return part if isinstance(part, Misread) else choice


def _read_list(text: str, written: str, words: Tongue) -> Span | Misread | None:
    joints = list(re.finditer(r",? (?:or|oder|ou|или|یا) ", text))
    for joint in reversed(joints[-2:]):  # the last “or”, unless it is “or earlier”
        heads = re.split(r", (?![0-9]{2}:)", text[: joint.start()])
        last = text[joint.end() :]
        found = [_read_head(head, last, words) for head in heads]
        found.append(_read_choice(last, words))
        choices = tuple(choice for choice in found if isinstance(choice, Choice))
        if len(choices) == len(found):
            return one_of(choices, written)
    return None


def _read_head(head: str, last: str, words: Tongue) -> Choice | Misread | None:
    """A member of a list that may leave out what the last one says: “17 or 18 May”."""
    found = _read_choice(head, words)
    tail = last.split(" ")
    for place in range(len(tail) - 1, max(0, len(tail) - 1 - MOST_SHARED), -1):
        found = found or _read_choice(f"{head} {' '.join(tail[place:])}", words)
    return found


def _read_choice(text: str, words: Tongue) -> Choice | Misread | None:
    """One member of a one-of set: a date, or an open or closed range."""
    for key, by in (("or_earlier", 0), ("before", -1), ("or_later", 0), ("after", 1)):
        for found in matches(text, words, key):
            part = read_one(found["first"], words)
            if isinstance(part, Misread):
                return part
            edge = step(part, by) if part and by else part
            if edge:
                is_early = key in ("or_earlier", "before")
                return Choice(None, edge) if is_early else Choice(edge, None)
    for found in matches(text, words, "between"):
        sides = _read_sides(found["first"], found["last"], words)
        if isinstance(sides, tuple):
            return Choice(*sides)
        if sides:
            return sides
    part = read_one(text, words)
    return Choice(part, part) if isinstance(part, Part) else part


def _read_open(text: str, written: str, words: Tongue) -> Span | Misread | None:
    for key, sides in (
        ("from_unknown", ("", None)),
        ("to_unknown", (None, "")),
        ("since", (None, "..")),
        ("until", ("..", None)),
    ):
        for found in matches(text, words, key):
            part = read_one(found["first"], words)
            if isinstance(part, Part):
                start, end = (part if side is None else side for side in sides)
                return interval(start, end, written)
    return None


def _read_interval(text: str, written: str, words: Tongue) -> Span | Misread | None:
    for found in matches(text, words, "interval"):
        sides = _read_sides(found["first"], found["last"], words)
        if isinstance(sides, tuple):
            return interval(*sides, written)
    for found in matches(text, words, "about"):
        joints = list(re.finditer(r"(?<! )[–—-](?! )", found["first"]))
        for pair in _split(found["first"], joints, words):
            about = [marked(part, "~") for part in pair]
            return interval(about[0], about[1], written)
    for pair in _split(text, list(_DASH.finditer(text)), words):
        return interval(*pair, written)
    return None


def _split(
    text: str, joints: list[re.Match[str]], words: Tongue
) -> Iterator[tuple[Part, Part]]:
    for joint in sorted(joints, key=lambda joint: -len(joint[0]))[:MOST_JOINTS]:
        after = text[joint.end() :]
        if joint[0] == "-" and after.isdigit() and len(after) < 4:
            continue  # 2015-123 is a day of the year, and 1980-88 says too little
        sides = _read_sides(text[: joint.start()], after, words)
        if isinstance(sides, tuple):
            yield sides


def _read_sides(
    first: str, last: str, words: Tongue
) -> tuple[Part, Part] | Misread | None:
    """Two dates of which one may lack what the other says: “11”, “16 February 1979”."""
    end = read_one(last, words)
    if end is None and re.search(r"\w", last):
        end = read_one(f"{first.split(' ')[0]} {last}", words)
    if not isinstance(end, Part):
        return end
    tail = last.split(" ")
    shared = range(len(tail) - 1, max(0, len(tail) - 1 - MOST_SHARED), -1)
    tails = [" " + " ".join(tail[place:]) for place in shared]
    is_before_christ = end.year.startswith(("-", "Y-")) or end.year == "0000"
    order = [*tails, ""] if is_before_christ else ["", *tails]
    refused: Misread | None = None
    for more in (more for more in order if more or not is_before_christ or tails):
        start = read_one(first + more, words)
        if isinstance(start, Part):
            return start, end
        refused = refused or start
    return refused
