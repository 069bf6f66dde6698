"""Citations in running text: ``[@key, para. 19; see @other]`` in, what is cited out.

The form is Pandoc's (Pandoc User's Guide, "Citation syntax"): a pair of brackets that
holds one or more citations parted by semicolons, each with optional words before the
``@key`` and an optional locator after a comma. Arabic commas and semicolons do as well.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

#: Not a source but a mark: the words before it are the editors' own reading.
EDITORS = "editors"

#: Stand around the number of a citation while other things are done to a text.
START, END = "\ue000", "\ue001"
PLACEHOLDER = re.compile(f"{START}(\\d+){END}")

KEY = r"[^\W_]+(?:[-_.:][^\W_]+)*"
#: Not the @ of an e-mail address, nor one that a backslash makes a plain sign.
_AT = r"(?<![\w\\])@"
_GROUP = re.compile(rf"\[(?=[^\[\]]{{0,200}}?{_AT})([^\[\]]{{1,2000}})\](?!\()")
_ONE = re.compile(
    rf"(?P<prefix>[^@]*?){_AT}(?P<key>{KEY})\s*"
    rf"(?:[,،]\s*(?P<locator>(?:(?!{_AT}{KEY}).)*\S))?\s*\Z",
    re.S,
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_FENCE = re.compile(r"^(```+|~~~+).*?(?:^\1|\Z)", re.S | re.M)
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)\n]{0,2000}\)")
_LOOSE = re.compile(rf"(?<![\w@./:\\])@({KEY})")
#: A place in a source behind its key, as “, p. 19”.
_PLACE = re.compile(
    r",\s*(?:(?:p|pp|pages?|paras?|ch|chap|vol|nos?|fol|lines?)\b\.?|§+)?\s*"
    r"[0-9]+(?:[–-][0-9]+)?"
)
#: One of the quotes that somebody may have put around a key.
_QUOTE = r"[\"'“”„«»‘’]"
_OPEN = re.compile(rf"\[[^\[\]]*{_AT}{KEY}[^\[\]]*(?=\[|\Z)")


class Citation(Struct, frozen=True):
    """One source cited: its key, the words before it (“see”), and the place in it."""

    key: str
    prefix: str = ""
    locator: str = ""


class Group(Struct, frozen=True):
    """One pair of brackets: its citations and where it stands in the text."""

    start: int
    end: int
    citations: tuple[Citation, ...]


class Fault(Struct, frozen=True):
    """Brackets that are meant as a citation and are none: rule, words found, text, hint.

    ``words`` stand in the text at ``start``.
    """

    rule: str
    start: int
    words: str
    text: str
    hint: str


def is_place(words: str) -> bool:
    """Whether words name a place in a source, such as “p. 19”, not merely a number."""
    return not words[:1].isdigit() and bool(_PLACE.fullmatch(f", {words}"))


def groups(text: str) -> Iterator[Group]:
    """Every well-formed group of citations outside code, in order."""
    return iter(_groups(text)) if "@" in text else iter(())


@lru_cache(maxsize=1 << 13)  # asked for by each check, and again for each page
def _groups(text: str) -> tuple[Group, ...]:
    return tuple(_found_groups(text))


def _found_groups(text: str) -> Iterator[Group]:
    hidden = sorted(_hidden(text))
    place = 0
    for match in _GROUP.finditer(text):
        while place < len(hidden) and hidden[place][1] <= match.start():
            place += 1
        if place < len(hidden) and hidden[place][0] <= match.start():
            continue
        cited = read_group(match[1])
        if cited:
            yield Group(match.start(), match.end(), cited)


def keys(text: str) -> Iterator[str]:
    """The keys cited in a text, in order, with repetitions, without the editors' mark."""
    for group in groups(text):
        for citation in group.citations:
            if citation.key != EDITORS:
                yield citation.key


def places(text: str) -> Iterator[tuple[str, int]]:
    """The same keys, each with where its @ stands in the text."""
    for group in groups(text):
        start = group.start
        for citation in group.citations:
            start = text.index(f"@{citation.key}", start)
            if citation.key != EDITORS:
                yield citation.key, start
            start += 1


def read_group(inside: str) -> tuple[Citation, ...]:
    """What stands between the brackets, or nothing where it is no citation."""
    found = []
    for part in re.split("[;؛]", inside):
        match = _ONE.match(part)
        if not match:
            return ()
        prefix = " ".join(match["prefix"].split())
        locator = " ".join((match["locator"] or "").split())
        found.append(Citation(match["key"], prefix, locator))
    return tuple(found)


def faults(text: str) -> tuple[Fault, ...]:
    """Everything in a text that looks like a citation and cannot be one."""
    return _faults(text) if "@" in text else ()


@lru_cache(maxsize=1 << 13)  # asked for again by each build of a preview
def _faults(text: str) -> tuple[Fault, ...]:
    return tuple(_found_faults(text))


def _found_faults(text: str) -> Iterator[Fault]:
    yield from _misplaced(text)
    open_text = _blank(
        text, [*_hidden(text), *((m.start(), m.end()) for m in _LINK.finditer(text))]
    )
    for match in _GROUP.finditer(open_text):
        if not read_group(match[1]):
            yield _unreadable(match.start(), match[0])
    rest = _GROUP.sub(lambda found: " " * len(found[0]), open_text)
    for match in _OPEN.finditer(rest):
        words = " ".join(match[0].split())[:60]
        yield Fault(
            "citation-open",
            match.start(),
            words.split(" ")[0],
            f"“{words}” opens a citation that is not closed",
            "Close it with a ]: [@key, para. 19]",
        )
    rest = _OPEN.sub(lambda found: " " * len(found[0]), rest)
    for match in _LOOSE.finditer(rest):
        place = _PLACE.match(rest, match.end())
        whole = match[0] + (place[0] if place else "")
        yield Fault(
            "citation-loose",
            match.start(),
            match[0],
            f"“{match[0]}” stands without brackets",
            f"Write [{whole}] to cite it, or \\{match[0]} to print it as it is.",
        )


def _misplaced(text: str) -> Iterator[Fault]:
    for start, end in _hidden(text):
        match = _GROUP.search(text, start, end)
        if match and read_group(match[1]):
            yield Fault(
                "citation-in-code",
                match.start(),
                match[0],
                f"“{match[0]}” stands inside code, where nothing is cited",
                "Move the citation behind the code.",
            )
    for link in _LINK.finditer(text):
        match = _GROUP.search(text, link.start() + 1, link.end())
        if match:
            yield Fault(
                "citation-in-link",
                match.start(),
                match[0],
                f"“{match[0]}” stands inside a link, and a link cannot hold another",
                "Move the citation behind the link.",
            )


def _unreadable(start: int, words: str) -> Fault:
    shown = " ".join(words.split())[:60]
    if re.search(r"@\s*[\];,؛،]", words):
        return Fault(
            "citation-without-key",
            start,
            words.split("\n")[0],
            f"“{shown}” has an @ without a key",
            "Write the key of a source after the @: [@key, para. 19]",
        )
    right = mended(words)
    hint = "Write [@key], [@key, para. 19] or [@a; see @b, pp. 4–6]."
    if read_group(right[1:-1]) and len(right) < 100:
        hint = f"Write {right}"
    return Fault(
        "citation",
        start,
        words.split("\n")[0],
        f"“{shown}” is not a citation I can read",
        hint,
    )


def mended(words: str) -> str:
    """A group in brackets with the comma, the semicolon or the bracket it lacks."""
    inside = re.sub(r"^\s*(?:\[(.*)\]|\((.*)\))\s*$", r"\1\2", words, flags=re.S)
    inside = " ".join(inside.split())
    inside = re.sub(r"@\s+(?=\w)", "@", inside)
    inside = re.sub(
        rf"{_QUOTE}@({KEY}){_QUOTE}|@{_QUOTE}({KEY}){_QUOTE}", r"@\1\2", inside
    )
    if "@" not in inside:
        inside = f"@{as_key(inside)}" + inside.partition(as_key(inside))[2]
    other = rf"(@{KEY}[^;@]*?)(?:\s*,\s*|\s+)(?:(?:and|&)\s+)?(?=(?:see |cf\. )?@)"
    inside = re.sub(other, r"\1; ", inside)
    inside = re.sub(rf"(@{KEY})[.:]?\s+(?=[^@;]*[0-9])", r"\1, ", inside)
    return f"[{inside}]"


def without_code(text: str) -> str:
    """The text with spaces in place of what is code."""
    return _blank(text, _hidden(text))


def _hidden(text: str) -> list[tuple[int, int]]:
    """The stretches that are code: fenced, or between backticks."""
    if "`" not in text and "~~~" not in text:
        return []
    fenced = [(m.start(), m.end()) for m in _FENCE.finditer(text)]
    rest = _blank(text, fenced)
    return fenced + [(m.start(), m.end()) for m in _CODE.finditer(rest)]


def _blank(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text with spaces in place of what stands in the stretches."""
    parts, done = [], 0
    for start, end in sorted(stretches):
        if end > done:
            parts += [text[done : max(start, done)], " " * (end - max(start, done))]
            done = end
    return "".join([*parts, text[done:]])


def is_key(name: str) -> bool:
    """True where a name can be cited as ``@name``."""
    return re.fullmatch(KEY, name) is not None and len(name) <= 100


def as_key(words: str) -> str:
    """The key that somebody meant who wrote it without brackets."""
    match = re.search(KEY, words)
    return match[0] if match else "key"


def hidden(text: str) -> tuple[str, tuple[Group, ...]]:
    """The text with a placeholder for each group of citations, and the groups.

    The characters around a placeholder's number are dropped from the text, so that
    nobody can write one.
    """
    text = text.replace(START, "").replace(END, "")
    found = tuple(groups(text))
    parts, end = [], 0
    for number, group in enumerate(found):
        parts += [text[end : group.start], f"{START}{number}{END}"]
        end = group.end
    return "".join([*parts, text[end:]]), found


@lru_cache(maxsize=1 << 14)  # a summary is asked for by several outputs
def without(text: str) -> str:
    """Markdown as plain words on one line: no citations, no marks, links as their words."""
    for group in reversed(list(groups(text))):
        text = text[: group.start].rstrip() + text[group.end :]
    text = re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)", r"\1", text)
    text = re.sub(r"\\([\\`*_{}\[\]()>#+.!@-])", r"\1", text)
    text = re.sub(r"^[^\S\n]*(?:#+|>|[-+*]|\d+\.)\s+", "", text, flags=re.M)
    return " ".join(re.sub(r"[*_`]+(?=\S)|(?<=\S)[*_`]+", "", text).split())
