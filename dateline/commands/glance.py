"""One event as it will be, long before the rest of the site is built again.

Where only the lines of one event have changed, that event alone is read and printed;
the cards of the others stay. The whole build follows and has the last word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .. import cards, pages, report, yaml_edit, yaml_text
from ..draft import LONG_TEXTS, records_of
from ..model import Event, Reference
from ..source import Fields, Items, Markdown, Source
from ..steps.load import MAX_BYTES
from ..steps.parse import parse
from ..steps.render import BrokenTemplate, card, filled
from ..wording import Wording
from ..yaml_builder import NEVER
from .rebuild import Built, Workshop

HOME = "index.html"

#: An event read anew, and all sources with those that it describes in place.
_Found = tuple[Event, Mapping[str, Reference]]


@dataclass(frozen=True, slots=True)
class Look:
    """One event on the pages that show it.

    ``before`` is its article in the built list, ``after`` is what will stand there;
    ``page`` is the whole page of its own.
    """

    event: str
    before: str
    after: str
    address: str
    page: str

    def covers(self, address: str, old: bytes, new: bytes) -> bool:
        """Whether a page has become what this look has shown of it, and nothing else."""
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
    return _read(built, old, lines, _end(built, old, len(lines)), {file: page})


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
    return _read(built, event, new, end + shift, {body.path: body} if body else {})


def _end(built: Built, event: Event, last: int) -> int:
    """The last line of an event: the one before what follows, or that of the file."""
    document = built.source.documents[event.at.file]
    below = [record.at.line for record in records_of(document, "events")]
    below += [at.line for at in document.names.values()]
    return min((line - 1 for line in below if line > event.at.line), default=last)


def _read(
    built: Built,
    old: Event,
    lines: list[str],
    end: int,
    bodies: Mapping[str, Markdown],
) -> _Found | None:
    """An event from its lines alone, with what it refers to; None if it has a mistake.

    Empty lines stand for those before, so that every place is the right one.
    """
    file, start = old.at.file, old.at.line
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
    named = block + "".join(page.text for page in bodies.values())
    source = _around(built, old, read[0], named, bodies)
    timeline, found = parse(source)
    ours = [one for one in found if one.at.file == file and start <= one.at.line <= end]
    new = next((each for each in timeline.events if each.at == read[0].at), None)
    if new is None or new.id != old.id or report.mistakes(ours):
        return None
    return new, {**built.timeline.sources, **timeline.sources}


def _around(
    built: Built,
    old: Event,
    record: Fields,
    named: str,
    bodies: Mapping[str, Markdown],
) -> Source:
    """A source with one event, and of all others only what its words may name."""
    others = {
        event.at: event.id for event in built.timeline.events if event.id in named
    }
    documents: dict[str, Fields] = {}
    for file, document in built.source.documents.items():
        values = dict(document.values)
        if isinstance(sources := values.get("sources"), Fields):
            kept = {k: v for k, v in sources.values.items() if k in named}
            values["sources"] = replace(sources, values=kept)
        if isinstance(events := values.get("events"), Items):
            near = [one for one in events.items if one.at in others]
            near = [one for one in near if one.at != old.at]
            own = [record] if file == old.at.file else []
            values["events"] = replace(events, items=(*own, *near))
        documents[file] = replace(document, values=values)
    return Source(documents, bodies, built.source.media, built.source.texts)


def _printed(
    workshop: Workshop, built: Built, event: Event, sources: Mapping[str, Reference]
) -> Look | None:
    """The event on its pages; None where the list does not hold it as expected."""
    home, page = built.pages.get(HOME), built.pages.get(f"events/{event.id}.html")
    if not isinstance(home, pages.IndexPage) or not isinstance(page, pages.EventPage):
        return None
    events = tuple(
        event if each.id == event.id else each for each in built.timeline.events
    )
    timeline = replace(built.timeline, events=events, sources=sources)
    made = cards.anew(timeline, Wording(timeline.info.language), event, page.card)
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
