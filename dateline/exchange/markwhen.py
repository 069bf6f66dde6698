"""Markwhen: its lines in, events of ours out, and the way back.

Read against its parser 1.2: a header, headings and sections, `date: title` and
`date / date: title`, properties below, then the description. What counts from another
event or from today is refused: we never make up a date.
"""

import json
import re
from collections.abc import Iterator
from typing import get_args

from .. import citations, dates
from ..composing.values import Item, Value
from ..model import Event, Status, Timeline
from ..problems import Mark
from . import markwhen_dates, markwhen_lines, moments
from .arrivals import Arrival, Arrivals, Departure
from .plain import uncited
from .showing import CITED, unsaid
from .table import source_words, sources_in

NAME = "markwhen"
WORDS = "Markwhen"

_TAG = re.compile(r"(?<!\S)#(?!\d+(?:\s|$))(\w[\w-]*)")
_DONE = re.compile(r"\[([xX ]?)\]\s*")
_ID = re.compile(r"(?<!\S)!(\w+)(?!\S)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\((\S+?)\)")
#: Properties that are fields of ours.
_OURS = frozenset(
    ("id", "date", "title", "status", "importance", "places", "actors", "sources")
)
#: What we say in properties and tags, though a slide of TimelineJS cannot.
_PROPERTIES = frozenset(
    ("places", "actors", "importance", "categories beyond the first")
)


def is_like(text: str) -> bool:
    """Whether a text has lines that begin with a date and a colon."""
    return any(markwhen_lines.START.fullmatch(line) for line in text.split("\n")[:400])


def read(text: str, file: str, language: str) -> Arrivals:
    """The events of a file, or every mistake in it."""
    arrivals = Arrivals()
    lines = text.split("\n")
    header, start = markwhen_lines.header(lines)
    arrivals.title = header.pop("title", "")
    is_day_first = header.pop("dateformat", "").lower().startswith("d")
    for name, words in header.items():
        arrivals.left.append(f"{name}: {words}")
    for block in markwhen_lines.blocks(arrivals, lines, start, file):
        _add(arrivals, block, is_day_first, language)
    return arrivals


def _add(
    arrivals: Arrivals, block: markwhen_lines.Block, is_day_first: bool, language: str
) -> None:
    date = _date(arrivals, block, is_day_first, language)
    text = block.found["text"].strip()
    done, named = _DONE.match(text), _ID.search(text)
    text = _ID.sub("", text[done.end() :] if done else text)
    title = _unquoted(block.properties.get("title", "")) or _title(text)
    if not title:
        hint = "Write what happened, behind the colon."
        arrivals.wrong(block.at, "this event has no title", hint, "exchange-title")
    if not title or not date:
        return
    links = " ".join(match[0] for match in _LINK.finditer(text))
    notes = list(_notes(block, done))
    arrivals.kept.update(name for name, _ in notes)
    arrivals.events.append(
        Arrival(
            block.at,
            date,
            title,
            "\n\n".join(filter(None, [links, _summary(block.lines)])),
            _unquoted(block.properties.get("id", "")) or (named[1] if named else ""),
            tuple(dict.fromkeys(_groups(block, text))),
            tuple(_sources(block)),
            _fields(block),
            tuple(f"{name}: {words}" for name, words in notes),
        )
    )


def _notes(
    block: markwhen_lines.Block, done: re.Match[str] | None
) -> Iterator[tuple[str, str]]:
    """What has no field of ours, by its name."""
    if done:
        yield "Done", "yes" if done[1].strip() else "no"
    if every := (block.found["every"] or "").strip():
        yield "Recurrence", every
    for name, words in block.properties.items():
        if name not in _OURS:
            yield name, words


def _groups(block: markwhen_lines.Block, text: str) -> Iterator[str]:
    """The headings around an event, and the tags on them, on it and in it."""
    for name in block.groups:
        if words := " ".join(_TAG.sub("", name).split()):
            yield words
    for line in (*block.groups, text, *block.lines):
        yield from _TAG.findall(line)


def _title(text: str) -> str:
    """The first line without its tags at the end, and links as their words."""
    words = re.sub(r"(?:(?<!\S)#\w[\w-]*\s*)+\Z", "", text)
    return citations.without(_TAG.sub(r"\1", words))


def _summary(lines: list[str]) -> str:
    """The description, which is Markdown; a list begins behind an empty line."""
    found: list[str] = []
    for line in lines:
        is_item = line.startswith("- ")
        if found and found[-1] and is_item != found[-1].startswith("- "):
            found.append("")
        found.append(re.sub(r"\A#(?=\w)", r"\\#", line))
    return uncited("\n".join(found).strip())


def _sources(block: markwhen_lines.Block) -> list[Item]:
    return [
        source
        for words in _listed(block.properties.get("sources", ""))
        for source in sources_in(words)
    ]


def _fields(block: markwhen_lines.Block) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name in ("places", "actors"):
        if items := tuple(dict.fromkeys(_listed(block.properties.get(name, "")))):
            found[name] = items
    status, importance = (
        _unquoted(block.properties.get(n, "")) for n in ("status", "importance")
    )
    found |= {"status": status} if status in get_args(Status) else {}
    found |= {"importance": importance} if importance in ("1", "2", "3") else {}
    return found


def _listed(words: str) -> list[str]:
    """What a property lists: in brackets, or parted by commas."""
    try:
        found = json.loads(words) if words.startswith("[") else None
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list):
        return [str(item) for item in found if item]
    parts = words.strip("[]").split(",")
    return [part.strip().strip("\"'") for part in parts if part.strip()]


def _unquoted(words: str) -> str:
    """A property that is one text, without its quotation marks."""
    try:
        found = json.loads(words) if words.startswith('"') else words
    except ValueError:
        found = words.strip('"')
    return str(found)


def _date(
    arrivals: Arrivals, block: markwhen_lines.Block, is_day_first: bool, language: str
) -> str:
    found = block.found
    first, last = found["first"], found["last"] or ""
    stated = _unquoted(block.properties.get("date", ""))
    if stated and isinstance(read := dates.read(stated, language), dates.Span):
        return read.edtf
    at = Mark(block.at.file, block.at.line, found.start("date") + 1)
    if first.lower() == "now":
        markwhen_lines.refuse_relative(arrivals, at, found["date"])
        return ""
    era = re.search(r"(?:BCE|BC)\Z", last, re.I)
    if era and re.fullmatch(r"\d+", first):
        first = f"{first} BCE"
    sides = [markwhen_dates.edtf(first, is_day_first)]
    if last.lower() == "now":
        sides.append("..")
        arrivals.changed["“now” became an open end"] += 1
    elif last:
        sides.append(markwhen_dates.edtf(last, is_day_first))
    if sides[0] is not None and sides[1:] == [None]:
        sides = [None]
    read_sides = [_edtf(side, language) for side in sides if side]
    wrong = next((s for s in read_sides if isinstance(s, dates.Misread)), None)
    whole = wrong or dates.read("/".join(map(str, read_sides)), "en")
    if None in sides or isinstance(whole, dates.Misread):
        said, hint, rule = "", "Write 1815-06-18.", "exchange-date"
        if isinstance(whole, dates.Misread):
            said, hint, rule = whole.text, whole.hint, whole.rule
        said = said or f"“{found['date']}” is not a date I can read"
        arrivals.wrong(at, said, hint, rule, len(found["date"]))
        return ""
    return whole.edtf


def _edtf(side: str, language: str) -> str | dates.Misread:
    if side == "..":
        return side
    read = dates.read(side, "en")
    if isinstance(read, dates.Misread) and language != "en":
        other = dates.read(side, language)
        read = other if isinstance(other, dates.Span) else read
    return read if isinstance(read, dates.Misread) else read.edtf


def write(timeline: Timeline) -> Departure:
    """A timeline as Markwhen: its title, and each event with its properties and text."""
    departure = Departure("")
    parts = [f"title: {json.dumps(timeline.info.title, ensure_ascii=False)}\n"]
    for event in timeline.events:
        departure.lost.update(unsaid(event, _PROPERTIES))
        cited = sum(1 for _ in citations.keys(event.record.summary or ""))
        departure.lost[CITED] += cited
        departure.lost["pictures"] += bool(event.record.media)
        departure.lost["why a status is given"] += bool(event.record.status_reason)
        parts.append(_event(event, timeline))
    departure.lost["sources: all but titles and addresses"] += len(timeline.sources)
    departure.lost["names of categories (tags are their ids)"] += len(
        timeline.categories
    )
    departure.text = "\n".join(parts)
    return departure


def _event(event: Event, timeline: Timeline) -> str:
    record = event.record
    when = moments.numbers(event.date)
    sides = [markwhen_dates.written(when.first, when.time)]
    if when.last:
        sides.append(markwhen_dates.written(when.last, when.end_time))
    sign = " - " if any("BCE" in side for side in sides) else " / "
    title = " ".join(record.title.split())
    tags = "".join(f" #{_tag(key)}" for key in record.categories)
    properties: dict[str, object] = {"id": event.id}
    read = [markwhen_dates.edtf(side, is_day_first=False) or "" for side in sides]
    if "/".join(read) != event.date.edtf:
        properties["date"] = event.date.edtf
    if _title(title) != title or _ID.search(title) or _DONE.match(title):
        properties["title"] = title
    properties |= {"status": record.status} if record.status != "established" else {}
    properties |= {"importance": record.importance} if record.importance != 2 else {}
    properties |= {"places": [p.name for p in record.places]} if record.places else {}
    properties |= {"actors": [*record.actors]} if record.actors else {}
    if event.sources:
        properties["sources"] = [source_words(timeline, k) for k in event.sources]
    lines = [f"{sign.join(sides)}: {title}{tags}"]
    lines += [
        f"{n}: {json.dumps(v, ensure_ascii=False)}" for n, v in properties.items()
    ]
    return "\n".join([*lines, *_description(record.summary or ""), ""])


def _tag(key: str) -> str:
    """A category as a tag; a hyphen would end it."""
    return re.sub(r"\W+", "_", key)


def _description(summary: str) -> list[str]:
    """A summary without its citations, of which no line begins something of Markwhen's."""
    for group in reversed(list(citations.groups(summary))):
        summary = summary[: group.start].rstrip() + summary[group.end :]
    if not summary.strip():
        return []
    lines = [line.strip() for line in summary.strip().split("\n")]
    guarded = (
        f"&#{ord(line[0])};{line[1:]}"
        if markwhen_lines.is_begun(line) or markwhen_lines.COMMENT.match(line)
        else line
        for line in lines
    )
    return ["", *guarded]
