"""What arrives and the project it comes to in; the text of a new file of events out.

Ids and categories are given, sources and spellings that are known are used, and
nothing that was written comes to mean something else.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import citations, dates, shape
from ..checks.ways import addresses, reached
from ..composing import checking, likeness, records
from ..composing.habits import Habits
from ..composing.known import Known
from ..composing.values import Item, Value, spelled
from ..draft import NO_SOURCE
from ..model import ID, LONGEST_IN_BYTES, SourceRecord
from ..slugs import slug
from ..yaml_builder import NEVER
from .arrivals import Arrival, Arrivals
from .plain import uncited

#: Ids that no event can have.
TAKEN = "content"
#: The order in which the fields of a new event stand.
_ORDER = (
    *("id", "date", "title", "summary", "categories", "status", "status_reason"),
    *("claimed_by", "denied_by", "importance", "places", "actors", "sources"),
    *("gap_note", "order", "aliases", "note"),
)
_PLAIN = Habits((), {})


@dataclass(slots=True)
class Settled:
    """The text of the new file, and what an editor should know of it.

    ``unsourced`` counts events that have no source yet; ``changed`` what was made
    something else on the way.
    """

    text: str = ""
    events: int = 0
    unsourced: int = 0
    categories: int = 0
    changed: Counter[str] = field(default_factory=Counter)


def settled(arrivals: Arrivals, known: Known, origin: str) -> Settled:
    """The file of what arrived; ``origin`` is what its first line says of where from."""
    settling = _Settling(known)
    found = sorted(arrivals.events, key=lambda one: _in_time(one, known.language))
    events = [dict(settling.event(arrival)) for arrival in found]
    for event in events:
        settling.keep_aside(event)
    lines = [
        f"# {_line(words)}" for words in (f"Imported from {origin}.", *arrivals.left)
    ]
    if settling.new:
        lines.append("categories:")
    for key, label in settling.new.items():
        lines += [f"  {key}:", *records.block({"label": label}, _PLAIN, 4)]
    if settling.described:
        lines.append("sources:")
    for key, fields in settling.described.items():
        lines.append(f"  {key}:")
        lines += [_on_one_line(name, words) for name, words in fields.items()]
    lines.append("events:")
    for number, event in enumerate(events):
        block = [line for field in event.items() for line in _field(*field)]
        lines += [*([""] if number else []), f"  - {block[0][4:]}", *block[1:]]
    unsourced = sum(event["sources"] == (NO_SOURCE,) for event in events)
    text = "\n".join([*lines, ""])
    return Settled(text, len(events), unsourced, len(settling.new), settling.changed)


def _on_one_line(name: str, words: str) -> str:
    return f"    {name}: {spelled(words, '', _PLAIN.frame(name, 4))[0]}"


def _field(name: str, value: Value) -> list[str]:
    """One field of an event; what has several lines keeps them."""
    if isinstance(value, str) and "\n" in value:
        first, *rest = spelled(value, "|", _PLAIN.frame(name, 4))
        return [f"    {name}: {first}", *rest]
    return records.block({name: value}, _PLAIN, 4)


def _in_time(arrival: Arrival, language: str) -> tuple[int, ...]:
    span = dates.read(arrival.date, language)
    assert isinstance(span, dates.Span)
    return span.sort_key()


def _link_to(address: str) -> re.Pattern[str]:
    """Links to it, of which the first group is the words."""
    return re.compile(rf"!?\[((?:\\.|[^\[\]\\])*)\]\(\s*<?{re.escape(address)}[^()]*\)")


def _line(words: str) -> str:
    return " ".join(NEVER.sub("", words).split())


class _Settling:
    """What is taken already, and what is given on the way."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.ids = {*known.ids(), TAKEN}
        self.labels: dict[str, str] = {}
        for key, record in known.timeline.categories.items():
            self.labels[record.label.casefold()] = key
            self.labels[key.casefold()] = key
        self.new: dict[str, str] = {}
        self.described: dict[str, dict[str, str]] = {}
        self.spellings = {
            kind: {slug(name): name for name in names}
            for kind, names in (("actors", known.actors), ("places", known.places))
        }
        self.titles = {r.title: key for key, r in known.sources.items()}
        self.changed: Counter[str] = Counter()

    def event(self, arrival: Arrival) -> Mapping[str, Value]:
        """An event as it is written."""
        notes = list(arrival.notes)
        found: dict[str, Value] = {
            "id": self._id(arrival),
            "date": arrival.date,
            "title": self._title(arrival),
            "sources": tuple(self._sources(arrival)) or (NO_SOURCE,),
        }
        for name, value in arrival.fields.items():
            if isinstance(value, str):
                found[name] = self._prose(value)
            elif items := self._items(name, value, notes):
                found[name] = items
        if arrival.summary:
            found["summary"] = self._prose(arrival.summary)
        labels = filter(None, map(self._one_line, arrival.groups))
        if categories := tuple(dict.fromkeys(map(self._category, labels))):
            found["categories"] = categories
        if notes:
            found["note"] = "\n".join(map(self._clean, notes))
        return {name: found[name] for name in _ORDER if found.get(name)}

    def keep_aside(self, event: dict[str, Value]) -> None:
        """Takes links to pages of the site it comes from out of a written event.

        Its words stay, and the note keeps the address.
        """
        gone: list[str] = []
        for name in ("summary", "status_reason", "gap_note"):
            if isinstance(text := event.get(name), str):
                dead = [a for _, a in addresses(text) if not self._leads(a)]
                for address in dead:
                    text = _link_to(address).sub(r"\1", text)
                event[name] = text
                gone += [f"Link: {address}" for address in dict.fromkeys(dead)]
        if gone:
            self.changed["a link to a page of the other site is in the note"] += 1
            note = event.pop("note", "")
            event["note"] = "\n".join(filter(None, [str(note), *gone]))

    def _leads(self, address: str) -> bool:
        """Whether an address of the site itself leads to an event or a source here."""
        folder, _, name = reached(address).removesuffix(".html").partition("/")
        if folder == "events":
            return name.casefold() in self.ids - {TAKEN}
        return folder == "sources" and name in {*self.known.sources, *self.described}

    def _title(self, arrival: Arrival) -> str:
        """Its title, or its date where the title is made of signs that nobody sees."""
        return self._one_line(arrival.title) or arrival.date

    def _id(self, arrival: Arrival) -> str:
        wanted = (
            arrival.id if ID.match(arrival.id) else slug(arrival.id or arrival.title)
        )
        while len(wanted.encode()) > LONGEST_IN_BYTES - 10 or len(wanted) > 90:
            wanted = wanted[:-1].rstrip("-")
        found, number = wanted, 2
        while found.casefold() in self.ids:
            found, number = f"{wanted}-{number}", number + 1
        if arrival.id and found != arrival.id:
            self.changed["an id was taken, or could be none, and is another now"] += 1
        self.ids.add(found.casefold())
        return found

    def _category(self, label: str) -> str:
        known = self.labels.get(label.casefold())
        if known:
            return known
        wanted = slug(label)
        found, number = wanted, 2
        while found.casefold() in self.labels or not citations.is_key(found):
            found, number = f"{wanted[:80]}-{number}", number + 1
        self.labels |= {label.casefold(): found, found.casefold(): found}
        self.new[found] = label
        return found

    def _sources(self, arrival: Arrival) -> list[str]:
        """The keys of what it rests on; sources that are new here are described."""
        return [*dict.fromkeys(map(self._source, arrival.sources))]

    def _source(self, source: Item) -> str:
        if isinstance(source, str):
            return source
        fields = {name: self._one_line(words) for name, words in source.items()}
        title, url = fields["title"], fields.get("url", "")
        if title in self.known.sources and not url:
            return title
        key = likeness.source_at(self.known, url) if url else self.titles.get(title)
        return key or self._described(fields)

    def _described(self, fields: dict[str, str]) -> str:
        title, url = fields["title"], fields.get("url", "")
        node = checking.as_node(fields, checking.WHOLE)
        if url and shape.validated(SourceRecord, node)[0] is None:
            fields = {"title": f"{title} {url}" if title != url else url}
        for key, known in self.described.items():
            if known == fields:
                return key
            if url and known.get("url") == url:
                self.changed["a source of several titles has the first of them"] += 1
                return key
        self.changed["a source is called by its address, for want of a title"] += (
            title == url
        )
        called = fields
        if title == url:
            path = title.rstrip("/").rpartition("/")[2]
            called = {**fields, "title": path or title}
        key = likeness.key_for(called, [*self.known.sources, *self.described])
        self.described[key] = fields
        return key

    def _items(
        self, name: str, items: tuple[Item, ...], notes: list[str]
    ) -> tuple[Item, ...]:
        if name == "aliases":
            return self._aliases([self._one_line(str(item)) for item in items], notes)
        found: dict[str, Item] = {}
        for item in items:
            fields = {"name": item} if isinstance(item, str) else dict(item)
            if not (words := self._one_line(fields["name"])):
                continue
            spelt = self._spelt(name, words)
            is_bare = len(fields) == 1 or spelt in self.known.places
            found.setdefault(spelt, spelt if is_bare else {**fields, "name": spelt})
        return tuple(found.values())

    def _aliases(self, words: list[str], notes: list[str]) -> tuple[Item, ...]:
        fit = [w for w in words if ID.match(w) and w.casefold() not in self.ids]
        self.ids.update(word.casefold() for word in fit)
        notes += [f"Alias: {word}" for word in words if word not in fit]
        return tuple(dict.fromkeys(fit))

    def _spelt(self, name: str, words: str) -> str:
        """A name as it is spelt elsewhere: two spellings would share one page."""
        known = self.spellings.get(name)
        if known is None:
            return words
        spelt = known.setdefault(slug(words), words)
        self.changed["a name is now spelt as it is elsewhere"] += spelt != words
        return spelt

    def _one_line(self, words: str) -> str:
        return self._clean(" ".join(words.split()))

    def _prose(self, text: str) -> str:
        """Markdown that cites nothing but sources that are described here."""
        text = self._clean(text.strip())
        cited = set(citations.keys(text))
        if any(citations.faults(text)) or not cited <= self.known.sources.keys():
            self.changed["an @ in a text is a plain sign now, and cites nothing"] += 1
            return uncited(text)
        return text

    def _clean(self, text: str) -> str:
        """Words without what no file of ours may hold."""
        clean = NEVER.sub("", text.replace("\v", "\n").replace("\f", "\n"))
        if clean != text:
            self.changed["invisible characters were left out"] += 1
        return clean
