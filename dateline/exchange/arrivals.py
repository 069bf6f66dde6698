"""What another program's file tells, before it is ours; and what of ours it cannot say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from ..composing.values import Item, Value
from ..problems import Mark, Problem


class Arrival(Struct, frozen=True):
    """One event as another program tells it.

    ``date`` is EDTF; ``groups`` are names of categories; ``fields`` further fields of
    ours, ready as they are; ``notes`` are lines that have no field of ours.
    """

    at: Mark
    date: str
    title: str
    summary: str = ""
    id: str = ""
    groups: tuple[str, ...] = ()
    sources: tuple[Item, ...] = ()
    fields: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Arrivals:
    """A whole file, read: its events, and what happened to the rest.

    ``kept`` counts, by the name of a field, what went into the notes of events;
    ``changed`` counts what became something else, ``left`` what is in no event and
    stands at the head of the new file. ``problems`` are mistakes in the file; where
    there is one, nothing else counts.
    """

    title: str = ""
    subtitle: str = ""
    events: list[Arrival] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, at: Mark, text: str, hint: str, rule: str, length: int = 1) -> None:
        """Adds a mistake."""
        self.problems.append(Problem(at, text, hint, rule, length=max(1, length)))


@dataclass(slots=True)
class Departure:
    """A timeline in another program's words: the text, and what it could not say.

    ``lost`` counts, by what it is, what the file does not hold.
    """

    text: str
    lost: Counter[str] = field(default_factory=Counter)
