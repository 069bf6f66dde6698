"""Source → Timeline: every field checked, every problem found, all at once."""

from collections.abc import Iterator, Mapping, Sequence

from .. import checks, citations, dates, formats, links
from ..draft import LONG_TEXTS, MAIN, NO_SOURCE, Draft, EventDraft, items_of
from ..drafting import RESERVED, TORN, drafted
from ..model import (
    Event,
    Reference,
    SourceRecord,
    Step,
    Story,
    Timeline,
    TimelineRecord,
)
from ..problems import Mark, Problem
from ..slugs import slug
from ..source import Source
from ..stories import FOLDER as STORIES


def parse(source: Source) -> tuple[Timeline, list[Problem]]:
    """The timeline in a source, and every problem with it, sorted by place.

    The timeline holds what has no mistake; it is whole if no problem is one.
    """
    if problem := formats.newer(source):
        return _timeline(Draft(source, None, {}, {}, ()), {}), [problem]
    draft, problems = drafted(source)
    if source.is_whole and source.documents.keys() == source.texts.keys():
        # What another file says is not known while a file cannot be read, and what a part
        # holds is not known where it breaks off.
        is_torn = any(problem.rule in TORN for problem in problems)
        for rule in checks.RULES:
            if not (is_torn and rule in checks.NAMING):
                problems += rule(draft)
    seen, wrong = links.read(source.links)
    return _timeline(draft, seen), sorted({*problems, *wrong})


def _timeline(draft: Draft, seen: Mapping[str, links.Seen]) -> Timeline:
    references = {
        key: Reference(key, written.record, written.key.at)
        for key, written in draft.sources.items()
        if written.record
    }
    taken = {key.casefold(): key for key in references}
    events = []
    for written in draft.events:
        if written.record:
            keys = tuple(_keys(written, references, taken))
            events.append(_finished(draft, written, keys))
    pages = {
        path: page
        for path, page in draft.source.pages.items()
        if not path.startswith((LONG_TEXTS, STORIES))
    }
    events.sort(key=in_time)
    return Timeline(
        draft.info or TimelineRecord(title=MAIN),
        {key: record for key, record in draft.categories.items() if record},
        references,
        tuple(events),
        pages,
        draft.source.media,
        history=draft.source.history,
        links=seen,
        stories=_stories(draft, events),
    )


def _stories(draft: Draft, events: Sequence[Event]) -> tuple[Story, ...]:
    """Every story that can be told: by ``order``, then as their first events in time."""
    places = {event.id: place for place, event in enumerate(events)}
    found = []
    for written in draft.stories:
        steps = tuple(
            Step(step.id.value, step.words)
            for step in written.steps
            if step.id.value in places
        )
        if written.record and steps:
            place = (written.record.order or 0, places[steps[0].id], written.name)
            told = (written.record, written.introduction, steps)
            found.append((place, Story(written.name, written.path, *told)))
    return tuple(story for _, story in sorted(found, key=lambda pair: pair[0]))


def in_time(event: Event) -> tuple[object, ...]:
    """Earliest first, coarser first, then by ``order``, then by place in the files."""
    span = event.date
    order = event.record.order
    return (span.sort_key(), order if order is not None else 0, event.at)


def _finished(draft: Draft, written: EventDraft, listed: tuple[str, ...]) -> Event:
    assert written.record
    record = written.record
    body = draft.source.pages.get(f"{LONG_TEXTS}{written.id.value}.md")
    cited = [key for _, text in written.citing() for key in citations.keys(text.value)]
    if body:
        cited += citations.keys(body.text)
    original = None
    if record.original_date:
        read = dates.read_in(
            record.original_date.calendar, str(record.original_date.date)
        )
        original = read if isinstance(read, dates.Span) else None
    return Event(
        written.id.value,
        record,
        tuple(dict.fromkeys([*cited, *listed])),
        written.node.at,
        original,
        body,
    )


def _keys(
    written: EventDraft, references: dict[str, Reference], taken: dict[str, str]
) -> Iterator[str]:
    """The keys of an event's sources; those written in place are given one."""
    assert written.record
    nodes = items_of(written.node.values.get("sources"))
    for item, source in zip(nodes, written.record.sources, strict=True):
        if source == NO_SOURCE:
            continue
        if isinstance(source, str):
            yield source
        else:
            yield _key_in_place(source, item.at, references, taken)


def _key_in_place(
    record: SourceRecord,
    at: Mark,
    references: dict[str, Reference],
    taken: dict[str, str],
) -> str:
    """A key made of publisher and title; ``taken`` are all keys, by their small letters."""
    wanted = slug(" ".join(filter(None, [record.publisher, record.title])))
    key, number = wanted, 2
    while key in RESERVED or (key in taken and references[taken[key]].record != record):
        key, number = f"{wanted}-{number}", number + 1
    key = taken.setdefault(key, key)
    references.setdefault(key, Reference(key, record, at))
    return key
