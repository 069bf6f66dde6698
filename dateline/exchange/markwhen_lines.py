"""Markwhen's lines in; its header, and its events with all that stands around them, out.

Read against its parser 1.2, whose order of attempts is kept: what could be an event is
one, and everything else belongs to the event above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import Mark, shortened
from .arrivals import Arrivals

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}(?::\d{2})?\s*(?:[ap]m)?"
_SIDE = rf"""(?:
    \d{{4}}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?
  | \d{{4}}-?W\d\d(?:-?[1-7])?
  | \d{{4}}-\d\d(?:-\d\d(?:\s+{_CLOCK})?)?
  | \d{{1,5}}/\d{{1,5}}(?:/\d{{1,5}}(?:[,\s]+{_CLOCK})?)?
  | (?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?(?:\s+\d{{4}})?(?:,?\s+{_CLOCK})?
  | {_MONTH}\s+\d{{1,4}}
  | \d{{1,12}}\s?(?:BCE|BC|CE|AD)
  | \d{{1,12}}
  | now
)"""
# Nothing is given back: each sign can be read in one way only.
_COUNTED = r"""(?:(?:by|before|after)?+\s*+(?:!\w++(?:\.\w++)?+)?+\s*+(?:plus|\+)?+\s*+
    (?:-?\d++\s*+(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h
        |(?:(?:week|work|business)\s*+)?d(?:ays?)?|weeks?|w|months?|years?|y)\b[,\s]*+)*+)"""
_PARTING = r"\s*(?:/|–|\bto\b|-)\s*"
START = re.compile(
    rf"(?!\s*\d{{1,2}}:\d\d)\s*(?P<date>(?P<first>{_SIDE})"
    rf"(?:(?P<sign>{_PARTING})(?P<last>{_SIDE}))?)"
    rf"(?P<every>\s*every\b[^:]*)?\s*:(?!//)(?P<text>.*)",
    re.I | re.X,
)
_RELATIVE = re.compile(
    rf"\s*(?P<date>(?:{_SIDE}(?:{_PARTING}))?{_COUNTED}|{_CLOCK}(?:{_PARTING}{_CLOCK})?)"
    r"\s*:(?!//)",
    re.I | re.X,
)
_HEADING = re.compile(r"(#{1,6})\s+(?P<name>.*\S)\s*")
_SECTION = re.compile(r"\s*(?:section|group)(?:\s+(?P<name>.*\S))?\s*", re.I)
_SECTION_END = re.compile(r"\s*end(?:section|group)\s*", re.I)
_PROPERTY = re.compile(r"(?!-)\s*(?P<name>[\w\-.]+):(?:\s+(?P<value>.*\S))?\s*")
_CLOCK_ALONE = re.compile(
    r"\s*\d{1,2}(?::\d\d\s*(?:[ap]m)?|\s*[ap]m)\s*(?::|-|to\b)", re.I
)
COMMENT = re.compile(r"\s*//")
_BREAK = re.compile(r"\s*_-_-_break_-_-_\s*")


@dataclass(slots=True)
class Block:
    """One event as it stands in the file."""

    at: Mark
    found: re.Match[str]
    groups: tuple[str, ...]
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def header(lines: list[str]) -> tuple[dict[str, str], int]:
    """What stands before the first event, by name, and the line behind it."""
    found: dict[str, str] = {}
    dashes, name = 0, ""
    for number, line in enumerate(lines):
        if line.startswith("---"):
            dashes += 1
            if dashes == 2:
                return found, number + 1
        elif dashes != 1 and (is_begun(line) or _SECTION.fullmatch(line)):
            return found, number
        elif match := re.fullmatch(r"(#?[\w.-]+):\s*(.*)", line):
            name = match[1].lower()
            found[name] = match[2].strip("\"' ")
        elif line.strip() and name and line[:1] in " \t-":
            found[name] = f"{found[name]} {line.strip()}".strip()
        elif line.strip() and not COMMENT.match(line) and not dashes:
            return found, number
    return found, len(lines)


def is_begun(line: str) -> bool:
    """Whether a line begins something: an event, a heading; or ends a section."""
    patterns = (START, _HEADING, _SECTION_END)
    return any(pattern.fullmatch(line) for pattern in patterns) or _is_relative(line)


def _is_relative(line: str) -> bool:
    if _CLOCK_ALONE.match(line):
        return True
    # Runs of spaces would be tried in every way to part them.
    found = _RELATIVE.match(" ".join(line[:200].split()))
    return found is not None and re.search(r"[\d!]", found["date"]) is not None


def blocks(
    arrivals: Arrivals, lines: list[str], start: int, file: str
) -> Iterator[Block]:
    """Every event with the lines that belong to it."""
    block: Block | None = None
    within = _Within(has_sections=any(_SECTION_END.fullmatch(line) for line in lines))
    for number, line in enumerate(lines[start:], start + 1):
        at = Mark(file, number, len(line) - len(line.lstrip()) + 1)
        if COMMENT.match(line) or _BREAK.fullmatch(line):
            arrivals.changed["a comment or a page break was left out"] += 1
        elif found := START.fullmatch(line):
            if block:
                yield block
            block = Block(at, found, within.names())
        elif within.takes(line):
            continue
        elif _is_relative(line):
            refuse_relative(arrivals, at, line)
        elif block:
            _continue(block, line)
        elif line.strip():
            said = (
                f"“{shortened(line)}” is no event, no heading and no line of the header"
            )
            hint = "Write a date, a colon and a title: 1815-06-18: Battle of Waterloo"
            arrivals.wrong(at, said, hint, "exchange-shape", len(line.strip()))
    if block:
        yield block


class _Within:
    """The headings and sections that stand around a line."""

    def __init__(self, *, has_sections: bool) -> None:
        self.has_sections = has_sections
        self.headings: list[tuple[int, str]] = []
        self.sections: list[str] = []

    def names(self) -> tuple[str, ...]:
        """Their names, the outermost first."""
        return (*(name for _, name in self.headings), *filter(None, self.sections))

    def takes(self, line: str) -> bool:
        """Whether a line begins or ends one of them."""
        if match := _HEADING.fullmatch(line):
            depth = len(match[1])
            self.headings = [pair for pair in self.headings if pair[0] < depth]
            self.headings.append((depth, match["name"]))
        elif self.has_sections and (match := _SECTION.fullmatch(line)):
            self.sections.append(match["name"] or "")
        elif _SECTION_END.fullmatch(line):
            del self.sections[-1:]
        else:
            return False
        return True


def refuse_relative(arrivals: Arrivals, at: Mark, line: str) -> None:
    """A date that counts from another one: we know of none."""
    words = line.partition(":")[0].strip()
    arrivals.wrong(
        at,
        f"“{shortened(words)}” counts from another event, or from today",
        "Write the date itself: 1815-06-18, or 1815-06-18/1815-07-08.",
        "exchange-relative",
        len(words),
    )


def _continue(block: Block, line: str) -> None:
    found = _PROPERTY.fullmatch(line)
    if found and not block.lines and "://" not in found["name"]:
        block.properties[found["name"].lower()] = found["value"] or ""
    else:
        block.lines.append(line.strip())
