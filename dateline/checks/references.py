"""Checks of names: what is named is there, and is named once."""

import re
from collections.abc import Iterator, Mapping

from .. import citations
from ..draft import NO_SOURCE, Draft, EventDraft, text_of
from ..examples import say_example
from ..problems import Mark, Problem, did_you_mean, nearest, shortened
from ..source import Items, Text, walk

#: The lists of an event in which a name stands once.
LISTED = ("categories", "sources", "actors", "places", "claimed_by", "denied_by")
#: The anchor of the main part of every page.
CONTENT = "content"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


#: What people write for a source that they do not have.
_NOTHING = ("none", "no", "nothing", "unknown", "missing", "n/a", "na", "todo", "tbd")


def ids(draft: Draft) -> Iterator[Problem]:
    """Ids are written down, and no two events share one, nor an alias."""
    seen: dict[str, tuple[Mark, str]] = {}
    for event in draft.events:
        if event.id.value == CONTENT:
            yield Problem(
                event.id.at,
                f"“{CONTENT}” is the name of a part of every page already",
                f"Give this event another id: {CONTENT}-1",
                "id-reserved",
                length=1 if event.is_made else len(CONTENT),
            )
        if not event.is_made:
            yield from _taken(event.id, "id", seen)
        elif event.text("title") and "id" not in event.node.values:
            taken = list(_taken(event.id, "made", seen))
            yield from taken or [_made(event.id)]
    for event in draft.events:
        for alias in event.texts("aliases"):
            yield from _taken(alias, "alias", seen)


def _made(name: Text) -> Problem:
    return Problem(
        name.at,
        "this event has no id, so its address changes when its title does",
        f"Add a line: id: {name.value}",
        "id-made",
        "warning",
    )


def _taken(
    name: Text, what: str, seen: dict[str, tuple[Mark, str]]
) -> Iterator[Problem]:
    """``what`` is "id", "alias", or "made" for an id that was made from the title."""
    at, before = seen.setdefault(name.value.casefold(), (name.at, what))
    if at == name.at:
        return
    kind = "an alias" if before == "alias" else "the id"
    text = f"“{name.value}” is already {kind} of the event at {at}"
    hint = f"Give the newer of the two another id: {name.value}-2"
    if what == "made":
        text = f"this event has no id, and the one made from its title is that of the event at {at}"
        hint = f"Add a line: id: {name.value}-2"
    elif what == "alias":
        hint = "Remove it here or there: an old address leads to one event."
    length = 1 if what == "made" else len(name.value)
    yield Problem(name.at, text, hint, "id-twice", length=length)


def categories(draft: Draft) -> Iterator[Problem]:
    """Categories are known."""
    for event in draft.events:
        for name in event.texts("categories"):
            if name.value not in draft.categories:
                yield _unknown(name, "category", "categories", draft.categories)


def sources(draft: Draft) -> Iterator[Problem]:
    """Sources are known."""
    for event in draft.events:
        for name in event.texts("sources"):
            if name.value not in draft.sources and name.value != NO_SOURCE:
                yield _unknown(name, "source", "sources", draft.sources)


def sourceless(draft: Draft) -> Iterator[Problem]:
    """Every event has a source; that it has none yet is said as long as it is true."""
    for event in draft.events:
        for name in event.texts("sources"):
            if name.value == NO_SOURCE:
                yield _without_source(name, event)


def _without_source(name: Text, event: EventDraft) -> Problem:
    listed = event.node.values["sources"]
    has_one = isinstance(listed, Items) and len(listed.items) > 1
    has_one = has_one or any(
        any(citations.keys(text.value)) for _, text in event.citing()
    )
    text = "this event has no source yet"
    hint = f"Find one, and write it in the place of “{NO_SOURCE}”: its key, or title and url."
    if has_one:
        text = f"“{NO_SOURCE}” stands here, and the event has a source"
        hint = (
            f"Remove “{NO_SOURCE}”; if the source is cited in the text, name it here."
        )
    length = len(NO_SOURCE)
    return Problem(name.at, text, hint, "no-source-yet", "warning", length=length)


def related(draft: Draft) -> Iterator[Problem]:
    """Related events are there, and are others."""
    known = {event.id.value: event for event in draft.events}
    for event in draft.events:
        for record in event.records("related"):
            name = text_of(record, "id")
            if name and name.value == event.id.value:
                yield Problem(
                    name.at,
                    f"“{name.value}” is related to itself",
                    "Name another event, or remove the line.",
                    "related-self",
                    length=len(name.value),
                )
            elif name and name.value not in known:
                yield _unknown(name, "event", "events", known)


#: The least that is said of what an event names.
ONE = {"category": "{label: …}", "source": "{title: …}"}
#: So many that a hint names them all.
FEW = 8


def _unknown(
    name: Text, what: str, section: str, known: Mapping[str, object]
) -> Problem:
    hint = f"Describe it under “{section}”"
    if what in ONE and citations.is_key(name.value):
        hint += f", as {name.value}: {ONE[what]}"
    as_new = hint
    if 0 < len(known) <= FEW:
        hint += f", or name one that is there: {', '.join(known)}"
    elif known:
        hint += ", or name one that is there."
    elif hint.endswith("”"):
        hint += "."
    parts = re.findall(r"[^\s;/|]+", name.value)
    if len(parts) > 1 and all(part in known for part in parts):
        hint = f"Put commas between them: {', '.join(parts)}"
    elif what == "source" and name.value.casefold() in _NOTHING:
        hint = f"Write {NO_SOURCE} while it has none."
    elif match := nearest(name.value, known):
        hint = did_you_mean(match, name.value, as_new)
    elif what == "source" and citations.is_place(name.value):
        hint = f"A place in a source stands in its citation: [@key, {name.value}]"
    elif what == "source" and "://" in name.value:
        whole = say_example({"title": "…", "url": name.value})
        hint = f"Write the whole source in its place: {whole}"
    return Problem(
        name.at,
        f"there is no {what} “{shortened(name.value)}”",
        hint,
        f"unknown-{what}",
        length=len(name.value),
    )


def repeated(draft: Draft) -> Iterator[Problem]:
    """What an event lists, it names once."""
    for event in draft.events:
        for field in LISTED:
            seen: set[str] = set()
            for name in event.names(field):
                if name.value in seen:
                    yield Problem(
                        name.at,
                        f"“{shortened(name.value)}” stands twice in “{field}”",
                        "Remove one of the two.",
                        "listed-twice",
                        length=len(name.value),
                    )
                seen.add(name.value)


def media(draft: Draft) -> Iterator[Problem]:
    """Pictures are there, under content/, in a form that browsers show."""
    for event in draft.events:
        for record in event.records("media"):
            file = text_of(record, "file")
            if file and file.value not in draft.source.media:
                match = nearest(file.value, draft.source.media)
                yield Problem(
                    file.at,
                    f"there is no file “{shortened(file.value)}”",
                    f"Did you mean “{match}”?"
                    if match
                    else "Put the picture under content/ and write its path: content/media/x.jpg",
                    "media-missing",
                    length=len(file.value),
                )
            elif file and not file.value.lower().endswith(PICTURES):
                yield Problem(
                    file.at,
                    f"“{shortened(file.value)}” is not a picture that browsers show",
                    "Save it as .jpg, .png, .webp, .avif or .gif.",
                    "media-kind",
                    length=len(file.value),
                )


def unused(draft: Draft) -> Iterator[Problem]:
    """Every source that is described is used.

    Nothing is said without events, while one of them has a mistake in its shape, and
    while one names a source that is not there: it may be the one that is meant.
    """
    if not draft.events or any(event.record is None for event in draft.events):
        return
    cited = {
        key for page in draft.source.pages.values() for key in citations.keys(page.text)
    }
    used: set[str] = set()
    for event in draft.events:
        cited.update(name.value for name in event.texts("sources"))
        if "sources" in event.node.values:
            written = walk(event.node.values["sources"])
            used.update(node.value for node in written if isinstance(node, Text))
        for _, text in event.citing():
            cited.update(citations.keys(text.value))
    if cited - {NO_SOURCE, citations.EDITORS, *draft.sources}:
        return
    used |= cited
    for key, source in draft.sources.items():
        if key not in used and key != citations.EDITORS:
            yield Problem(
                source.key.at,
                f"no event uses the source “{key}”",
                "Cite it, or remove it.",
                "unused-source",
                "warning",
                length=len(key),
            )
