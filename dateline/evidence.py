"""How well a timeline is supported: a checked timeline in, counts and gaps out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from . import citations, dates
from .model import Event, Reference, Timeline

YEAR = 366 * 86400
_PARAGRAPH = re.compile(r"\n\s*\n|^\s*(?:[-+*]|\d+\.)\s+|^\s*#.*$", re.M)
#: A sentence ends at a stop, with the citations behind it, where no small letter follows.
_SENTENCE = re.compile(
    r"""[.!?…]["'”’»)]*(?:\s*\ue000\d+\ue001)*\s+(?=[^\W\d_a-zа-яё]|["'“‘«(\d])"""
)


class Sentence(Struct, frozen=True):
    """One sentence of running text: its words, and whether it cites or is our own."""

    words: str
    is_cited: bool
    is_ours: bool


class Support(Struct, frozen=True):
    """What one event rests on.

    ``claims`` counts the sentences of its summary and long text, ``cited`` those with a
    source, ``ours`` those marked as the editors' own; ``uncited`` are the words of the
    rest. ``publishers`` and ``languages`` are those of its sources.
    """

    event: Event
    claims: int
    cited: int
    ours: int
    uncited: tuple[str, ...]
    publishers: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """It rests on one source alone."""
        return len(self.event.sources) == 1

    @property
    def is_one_publisher(self) -> bool:
        """It has several sources, and all are one publisher's."""
        return len(self.event.sources) > 1 and len(self.publishers) == 1

    @property
    def is_one_language(self) -> bool:
        """It has several sources, and all are in one language."""
        return len(self.event.sources) > 1 and len(self.languages) == 1


class Share(Struct, frozen=True):
    """How many events and sources fall under one value: a decade, a language."""

    value: str
    events: int
    sources: int


class Evidence(Struct, frozen=True):
    """How well a whole timeline is supported.

    ``gone`` are those that were not there when last asked; ``unarchived`` have an
    address and no copy; ``stale`` were last read more than a year before the newest
    reading in the data, so that no clock is asked. ``decades`` are years that end in 0.
    """

    events: tuple[Support, ...]
    used: tuple[Reference, ...]
    gone: tuple[Reference, ...]
    unarchived: tuple[Reference, ...]
    stale: tuple[Reference, ...]
    decades: tuple[Share, ...]
    languages: tuple[Share, ...]
    kinds: tuple[Share, ...]
    countries: tuple[Share, ...]

    @property
    def claims(self) -> int:
        """Sentences in all summaries and long texts."""
        return sum(event.claims for event in self.events)

    @property
    def cited(self) -> int:
        """Sentences with a source."""
        return sum(event.cited for event in self.events)

    @property
    def ours(self) -> int:
        """Sentences marked as the editors' own reading."""
        return sum(event.ours for event in self.events)


def gathered(timeline: Timeline) -> Evidence:
    """The evidence of a timeline."""
    events = tuple(_support(event, timeline) for event in timeline.events)
    use = Counter(key for event in timeline.events for key in event.sources)
    used = tuple(
        timeline.sources[key]
        for key, _ in sorted(use.items(), key=lambda i: (-i[1], i[0]))
    )
    return Evidence(
        events,
        used,
        tuple(r for r in used if _is_gone(r, timeline)),
        tuple(r for r in used if r.record.url and not r.record.archived),
        tuple(_stale(used)),
        tuple(_decades(timeline)),
        _shares(timeline, lambda r: r.record.language or timeline.info.language),
        _shares(timeline, lambda r: r.record.kind),
        _shares(timeline, lambda r: r.record.country or ""),
    )


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of Markdown, each with whether it cites.

    A sentence ends at a stop, with the citations that follow it. Headings are none.
    """
    hidden, groups = citations.hidden(text)
    for paragraph in _PARAGRAPH.split(hidden):
        words = " ".join((paragraph or "").split())
        start = 0
        for end in [*(match.end() for match in _SENTENCE.finditer(words)), len(words)]:
            sentence = words[start:end].strip()
            start = end
            if sentence:
                yield _sentence(sentence, groups)


def _sentence(words: str, groups: Sequence[citations.Group]) -> Sentence:
    cited = citations.PLACEHOLDER.findall(words)
    keys = [c.key for number in cited for c in groups[int(number)].citations]
    ours = [key for key in keys if key == citations.EDITORS]
    plain = re.sub(rf"\s*{citations.PLACEHOLDER.pattern}", "", words)
    return Sentence(plain, len(keys) > len(ours), bool(ours))


def _support(event: Event, timeline: Timeline) -> Support:
    body = event.body.text if event.body else ""
    found = [*sentences(event.record.summary or ""), *sentences(body)]
    records = [timeline.sources[key].record for key in event.sources]
    return Support(
        event,
        len(found),
        sum(sentence.is_cited for sentence in found),
        sum(sentence.is_ours and not sentence.is_cited for sentence in found),
        tuple(s.words for s in found if not (s.is_cited or s.is_ours)),
        tuple(dict.fromkeys(record.publisher or record.title for record in records)),
        tuple(
            dict.fromkeys(
                record.language or timeline.info.language for record in records
            )
        ),
    )


def _is_gone(reference: Reference, timeline: Timeline) -> bool:
    seen = timeline.links.get(reference.record.url or "")
    return seen is not None and seen.state == "gone"


def _stale(used: Sequence[Reference]) -> Iterator[Reference]:
    readings = [r.record.accessed.latest for r in used if r.record.accessed]
    newest = max((reading for reading in readings if reading is not None), default=None)
    for reference in used:
        accessed = reference.record.accessed
        if newest is None or not accessed or accessed.latest is None:
            continue
        if newest - accessed.latest > YEAR:
            yield reference


def _decades(timeline: Timeline) -> Iterator[Share]:
    events: Counter[int] = Counter()
    sources: dict[int, set[str]] = {}
    for event in timeline.events:
        decade = _decade(event.date)
        if decade is not None:
            events[decade] += 1
            sources.setdefault(decade, set()).update(event.sources)
    for decade, count in sorted(events.items()):
        yield Share(str(decade), count, len(sources[decade]))


def _decade(span: dates.Span) -> int | None:
    second = span.earliest if span.earliest is not None else span.latest
    return None if second is None else int(dates.year_fraction(second) // 10 * 10)


def _shares(timeline: Timeline, value: Callable[[Reference], str]) -> tuple[Share, ...]:
    events: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    for event in timeline.events:
        for key in event.sources:
            found = value(timeline.sources[key])
            events.setdefault(found, set()).add(event.id)
            sources.setdefault(found, set()).add(key)
    return tuple(
        Share(name, len(events[name]), len(sources[name]))
        for name in sorted(sources, key=lambda name: (-len(sources[name]), name))
    )
