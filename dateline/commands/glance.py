"""One event as it will be, long before the rest of the site is built again.

Where only the lines of one event have changed or are new, that event alone is read and
printed; the cards of the others stay. The whole build follows and has the last word.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .. import cards, pages, report, yaml_edit, yaml_text
from ..draft import LONG_TEXTS, records_of
from ..model import Event, Reference
from ..problems import Mark
from ..source import Fields, Items, Markdown, Source, Text
from ..steps.load import MAX_BYTES
from ..steps.parse import in_time, parse
from ..steps.render import BrokenTemplate, card, filled
from ..wording import Wording
from ..yaml_builder import NEVER
from .rebuild import Built, Workshop

HOME = "index.html"

#: An event read anew, and all sources with those that it describes in place.
_Found = tuple[Event, Mapping[str, Reference]]


class Look(Struct, frozen=True):
    """One event on the pages that show it.

    ``before`` is its article in the built list, ``after`` is what will stand there;
    ``page`` is the whole page of its own. A new event has no article and no page yet:
    ``behind`` is the event in the list that it follows, empty for the first of all.
    """

    event: str
    before: str
    after: str
    address: str = ""
    page: str = ""
    behind: str | None = None

    @property
    def pages(self) -> Mapping[str, str]:
        """What of it stands on which page."""
        own = {self.address: self.page} if self.address else {}
        return {HOME: self.after, **own}

    def covers(self, address: str, old: bytes, new: bytes) -> bool:
        """Whether a page has become what this look has shown of it, and nothing else."""
        if self.behind is not None:  # a new one moves what stands around it
            return False
        if address == HOME:
            return old.replace(self.before.encode(), self.after.encode(), 1) == new
        return address == self.address and _seen(self.page.encode()) == _seen(new)


def _seen(page: bytes) -> bytes:
    """What a reader sees of a page: not what its head says to programs."""
    return page.partition(b"<body")[2]


def taken(workshop: Workshop, file: str) -> Look | None:
    """A look at the one event that a changed file changes; None where it is not one.

    ``file`` is relative to the project. Never says what is wrong: the build does.
    """
    built = workshop.last
    if built is None:
        return None
    text = _text(workshop.project / file)
    if text is None:
        return None
    if file.startswith(LONG_TEXTS):
        found = _with_body(built, file, text)
    else:
        found = _alone(built, file, text)
    try:
        return _printed(workshop, built, *found) if found else None
    except BrokenTemplate:
        return None


def _text(path: Path) -> str | None:
    """A file as ``load`` would read it; None where it would find fault."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if NEVER.search(text) else yaml_edit.as_loaded(text)


def _with_body(built: Built, file: str, text: str) -> _Found | None:
    wanted = file.removeprefix(LONG_TEXTS).removesuffix(".md")
    old = next((each for each in built.timeline.events if each.id == wanted), None)
    if old is None:
        return None
    lines = built.source.texts[old.at.file].split("\n")
    page = Markdown(file, text)
    return _read(built, old, old.at, lines, _end(built, old, len(lines)), {file: page})


def _alone(built: Built, file: str, text: str) -> _Found | None:
    """The event in whose lines lies all that has changed in a file."""
    if file not in built.source.texts:
        return None
    old, new = built.source.texts[file].split("\n"), text.split("\n")
    if old == new:
        return None
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    rest = range(1, most - start + 1)
    same = next((n - 1 for n in rest if old[-n] != new[-n]), len(rest))
    last = len(old) - same
    if last == start and (at := _new_event(built, file, new, start, len(new) - same)):
        return _read(built, None, at[0], new, at[1], {})
    first = start + 1 if last > start else start  # what is inserted belongs above
    before = [
        event
        for event in built.timeline.events
        if event.at.file == file and event.at.line <= first
    ]
    if not before:
        return None
    event = max(before, key=lambda one: one.at.line)
    end = _end(built, event, len(old))
    if last > end:
        return None
    pages_by_path = built.source.pages
    body = pages_by_path.get(f"{LONG_TEXTS}{event.id}.md")
    shift = len(new) - len(old)
    return _read(
        built, event, event.at, new, end + shift, {body.path: body} if body else {}
    )


def _new_event(
    built: Built, file: str, lines: list[str], start: int, end: int
) -> tuple[Mark, int] | None:
    """Where an event begins and ends that is all of what was inserted; None if none is.

    The lines from ``start`` to ``end`` are new, or as many a few lines higher: where what
    follows begins as they do, nobody can tell which of the two was there before.
    """
    columns = {e.at.column for e in built.timeline.events if e.at.file == file}
    if len(columns) != 1:
        return None
    column = columns.pop()
    begins = re.compile(rf" {{{column - 3}}}- +\S")
    while start < end and not lines[start].strip():
        start += 1
    while not begins.match(lines[start]):
        if not start or start >= end or lines[start - 1] != lines[end - 1]:
            return None
        start, end = start - 1, end - 1
    return Mark(file, start + 1, column), end


def _end(built: Built, event: Event, last: int) -> int:
    """The last line of an event: the one before what follows, or that of the file."""
    document = built.source.documents[event.at.file]
    below = [record.at.line for record in records_of(document, "events")]
    below += [at.line for at in document.names.values()]
    return min((line - 1 for line in below if line > event.at.line), default=last)


def _read(
    built: Built,
    old: Event | None,
    at: Mark,
    lines: list[str],
    end: int,
    bodies: Mapping[str, Markdown],
) -> _Found | None:
    """An event from its lines alone, with what it refers to; None if it has a mistake.

    Empty lines stand for those before, so that every place is the right one. ``old`` is
    the event as it was; None where it is new.
    """
    file, start = at.file, at.line
    if start < 2:
        return None
    block = "\n".join(lines[start - 1 : end])
    text = "\n" * (start - 2) + f"events:\n{block}\n"
    document, problems = yaml_text.read(file, text)
    if document is None or problems:
        return None
    read = list(records_of(document, "events"))
    if len(read) != 1 or list(document.values) != ["events"]:
        return None
    name = read[0].values.get("id")
    known = [old.id] if old else [event.id for event in built.timeline.events]
    if not isinstance(name, Text) or (name.value in known) != bool(old):
        return None
    named = block + "".join(page.text for page in bodies.values())
    source = _around(built, file, name.value, read[0], named, bodies)
    timeline, found = parse(source)
    ours = [one for one in found if one.at.file == file and start <= one.at.line <= end]
    new = next((each for each in timeline.events if each.id == name.value), None)
    if new is None or report.mistakes(ours):
        return None
    return new, {**built.timeline.sources, **timeline.sources}


def _around(
    built: Built,
    file: str,
    name: str,
    record: Fields,
    named: str,
    bodies: Mapping[str, Markdown],
) -> Source:
    """A source with the event ``name``, and of all others only what its words name."""
    others = {e.at for e in built.timeline.events if e.id in named and e.id != name}
    documents: dict[str, Fields] = {}
    for path, document in built.source.documents.items():
        values = dict(document.values)
        if isinstance(sources := values.get("sources"), Fields):
            kept = {k: v for k, v in sources.values.items() if k in named}
            values["sources"] = replace(sources, values=kept)
        if isinstance(events := values.get("events"), Items):
            near = [one for one in events.items if one.at in others]
            own = [record] if path == file else []
            values["events"] = replace(events, items=(*own, *near))
        documents[path] = replace(document, values=values)
    return Source(documents, bodies, built.source.media, built.source.texts)


def _printed(
    workshop: Workshop, built: Built, event: Event, sources: Mapping[str, Reference]
) -> Look | None:
    """The event on its pages; None where the list does not hold it as expected."""
    home, page = built.pages.get(HOME), built.pages.get(f"events/{event.id}.html")
    if not isinstance(home, pages.IndexPage):
        return None
    if page is None and home.periods:
        return None  # the list that it belongs to is on another page
    if page is None:
        return _printed_new(workshop, built, home, event, sources)
    if not isinstance(page, pages.EventPage):
        return None
    events = tuple(
        event if each.id == event.id else each for each in built.timeline.events
    )
    timeline = replace(built.timeline, events=events, sources=sources)
    wording = Wording(timeline.info.language)
    made = cards.anew(timeline, wording, event, page.card.number, page.card.gap)
    before = card(home, page.card, workshop.templates)
    if built.files.made[HOME].count(before.encode()) != 1:
        return None
    own = replace(page, title=made.title, card=made)
    return Look(
        event.id,
        before,
        card(home, made, workshop.templates),
        own.address,
        filled(own, workshop.templates),
    )


def _printed_new(
    workshop: Workshop,
    built: Built,
    home: pages.IndexPage,
    event: Event,
    sources: Mapping[str, Reference],
) -> Look:
    """A new event in its place in time."""
    events = built.timeline.events
    place = bisect_right(events, in_time(event), key=in_time)
    every = (*events[:place], event, *events[place:])
    timeline = replace(built.timeline, events=every, sources=sources)
    wording = Wording(timeline.info.language)
    made = cards.anew(timeline, wording, event, place + 1, None)
    behind = events[place - 1].id if place else ""
    return Look(event.id, "", card(home, made, workshop.templates), behind=behind)
