"""The words behind ``new`` in; what they say of the event, and what is missing, out."""

import argparse
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from .. import dates
from ..composing import checking, likeness
from ..composing.known import Known
from ..composing.records import Record
from ..composing.values import Value
from ..problems import Problem
from ..slugs import slug

#: Flags for the fields of an event; those marked True may be given more than once.
EVENT = {
    "date": ("date", False, "when it happened, such as 1829-02-11 or “c. 1450”"),
    "title": ("title", False, "what happened, in one line"),
    "summary": ("summary", False, "a few sentences; [@key] cites a source"),
    "category": ("categories", True, "a category; may be repeated"),
    "status": ("status", False, "established, reported, disputed or alleged"),
    "importance": ("importance", False, "1 context, 2 notable, 3 turning point"),
    "place": ("places", True, "where it happened; may be repeated"),
    "actor": ("actors", True, "who took part; may be repeated"),
    "id": ("id", False, "its stable address; made from the title if left out"),
}
#: Flags for the fields of new sources: the first is about the first new one, and so on.
SOURCE = {
    "source-title": ("title", "the title of a new source"),
    "publisher": ("publisher", "who published it"),
    "author": ("author", "who wrote it"),
    "published": ("published", "when it was published"),
    "accessed": ("accessed", "when you read it"),
    "kind": ("kind", "reference, news, agency, book …"),
    "source-language": ("language", "its language, if not the timeline's"),
}


@dataclass(slots=True)
class Answers:
    """What is known of the new event so far; ``order`` holds the keys of its sources."""

    event: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, dict[str, Value]] = field(default_factory=dict)
    categories: dict[str, dict[str, Value]] = field(default_factory=dict)
    timeline: dict[str, Value] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """The keys of the sources that the event rests on."""
        keys = self.event.get("sources", ())
        return [key for key in keys if isinstance(key, str)]

    def outline(self, date: dates.Span) -> likeness.Outline:
        """What is known of the event, as far as it tells whether it is there already."""
        places = [p for p in self.event.get("places", ()) if isinstance(p, str)]
        return likeness.Outline(date, str(self.event["title"]), self.keys, places)

    def cite(self, key: str) -> None:
        """Adds a source, once."""
        self.event["sources"] = tuple(dict.fromkeys([*self.keys, key]))


class Given(Struct, frozen=True):
    """Everything that stood behind ``new``, by the fields it is for.

    ``sources`` are addresses, keys or words; ``described`` the fields of the new ones.
    """

    event: Mapping[str, Value]
    sources: tuple[str, ...]
    described: tuple[Mapping[str, Value], ...]
    timeline: Mapping[str, Value]


def options(parser: argparse.ArgumentParser) -> None:
    """The flags that are answers."""
    parser.add_argument(
        "address", nargs="?", metavar="URL", help="the address of a source of the event"
    )
    for flag, (name, repeats, does) in EVENT.items():
        action = "append" if repeats else "store"
        parser.add_argument(f"--{flag}", dest=name, action=action, help=does)
    parser.add_argument(
        "--source",
        dest="sources",
        action="append",
        default=[],
        metavar="URL-OR-KEY",
        help="a source: its address, or the key of one that is described; may be repeated",
    )
    for flag, (name, does) in SOURCE.items():
        parser.add_argument(
            f"--{flag}", dest=f"source_{name}", action="append", default=[], help=does
        )
    parser.add_argument("--timeline-title", help="for a new timeline: its title")
    parser.add_argument(
        "--timeline-language", help="for a new timeline: its language (default: en)"
    )


def given(arguments: argparse.Namespace) -> Given:
    """The flags, sorted by what they are about."""
    words = vars(arguments)
    event: dict[str, Value] = {}
    for name, repeats, _ in EVENT.values():
        value = words[name]
        if repeats:
            parts = [part.strip() for part in value or ()]
            if any(parts):
                event[name] = tuple(part for part in parts if part)
        elif value and tidy(value):
            event[name] = tidy(value)
    first = [arguments.address] if arguments.address else []
    sources = tuple(s.strip() for s in [*first, *arguments.sources] if s.strip())
    described = []
    for number in range(max(len(words[f"source_{n}"]) for n, _ in SOURCE.values())):
        fields: dict[str, Value] = {}
        for name, _ in SOURCE.values():
            values = words[f"source_{name}"]
            if number < len(values) and tidy(values[number]):
                fields[name] = tidy(values[number])
        described.append(fields)
    timeline: dict[str, Value] = {}
    for name in ("title", "language"):
        if value := tidy(words[f"timeline_{name}"] or ""):
            timeline[name] = value
    return Given(event, sources, tuple(described), timeline)


def tidy(words: str) -> str:
    """Words without the space around them and at the ends of lines."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def of_flags(known: Known, said: Given) -> tuple[Answers, list[str]]:
    """The answers that flags give, and the flags that are missing."""
    answers = Answers(event=dict(said.event))
    missing = [flag for flag in ("date", "title") if flag not in said.event]
    unused = iter(said.described)
    for word in said.sources or ([""] if said.described else []):
        if key := named(known, word):
            answers.cite(key)
        elif not word or "://" in word:
            missing += _new_source(known, answers, word, next(unused, {}))
        else:
            answers.cite(word)
    if not answers.keys and "source-title" not in missing:
        missing.append("source")
    if "title" in answers.event and "id" not in answers.event:
        answers.event = {
            "id": own_id(known, answers.event),
            **answers.event,
        }
    return answers, missing


def _new_source(
    known: Known, answers: Answers, address: str, described: Mapping[str, Value]
) -> list[str]:
    if "title" not in described:
        return ["source-title"]
    fields: dict[str, Value] = {**described, **({"url": address} if address else {})}
    answers.cite(describe(known, answers, fields))
    return []


def named(known: Known, word: str) -> str | None:
    """The key of a source that is described: by its key, or by its address."""
    if word in known.sources:
        return word
    return likeness.source_at(known, word) if "://" in word else None


def describe(known: Known, answers: Answers, fields: Mapping[str, Value]) -> str:
    """Takes a new source in, its fields in the usual order; gives its key.

    One on paper that is described already is not taken in again.
    """
    if key := likeness.same_source(known, fields):
        return key
    key = likeness.key_for(fields, [*known.timeline.sources, *answers.sources])
    usual = ("title", "publisher", "author", "url", "kind", "language", "published")
    names = [*usual, "accessed"]
    answers.sources[key] = {name: fields[name] for name in names if name in fields}
    return key


def own_id(known: Known, event: Record) -> str:
    """An id for an event that has a title and perhaps a date.

    With the year behind it, where most ids of the project are made so.
    """
    name = slug(str(event["title"]))
    span = dates.read(str(event.get("date", "")), known.language)
    year = _year(span) if isinstance(span, dates.Span) else ""
    events = known.timeline.events
    dated = [one for one in events if one.id.endswith(f"-{_year(one.date) or '?'}")]
    numbers = [int(part) for part in name.split("-") if part.isdecimal()]
    if year and 2 * len(dated) > len(events) and int(year) not in numbers:
        name = f"{name}-{year}"
    return likeness.unused(name, known.ids())


def _year(span: dates.Span) -> str:
    """The year in which something begins, for the end of an id; empty before 1 CE."""
    begin = span.latest if span.earliest is None else span.earliest
    year = math.floor(dates.year_fraction(begin)) if begin is not None else 0
    return str(year) if year > 0 else ""


def problems(known: Known, answers: Answers) -> Iterator[tuple[str, Problem]]:
    """What ``check`` would say of the answers, each with the flag that gave it."""
    flags = {name: flag for flag, (name, *_) in EVENT.items()} | {"sources": "source"}
    for problem in checking.event(known, answers.event, answers.sources):
        yield flags[problem.at.file], problem
    flags = {name: flag for flag, (name, _) in SOURCE.items()} | {"url": "source"}
    for key, fields in answers.sources.items():
        for problem in checking.source(known, key, fields):
            yield flags[problem.at.file], problem
    for problem in checking.timeline(answers.timeline):
        yield f"timeline-{problem.at.file}", problem


def with_places(known: Known, names: tuple[str, ...]) -> Value:
    """Places by name, with what other events say of them."""
    spots = known.places
    return tuple(spots.get(name) or name for name in names)
