"""Works to cite: a source or an event in; who, what, when and where out, and words."""

from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from . import dates
from .dates.civil import DAY, civil
from .model import Event, Reference, Timeline
from .permanent import absolute
from .wording import Wording

Form = Literal["article", "book", "dataset", "document", "entry", "report", "webpage"]

_FORMS: dict[str, Form] = {
    "reference": "entry",
    "news": "article",
    "agency": "article",
    "analysis": "webpage",
    "official": "report",
    "document": "document",
    "dataset": "dataset",
    "book": "book",
    "other": "webpage",
}
#: After these no full stop follows.
_ENDS = (".", "?", "!", "…", "؟", "。", "۔")


class Work(Struct, frozen=True):
    """What can be said of a work in every format of bibliographies; texts are one line.

    ``within`` is the publisher, or what it is a part of. ``genre`` says what it is,
    where the form alone does not. ``version`` is the day (ISO) of what changes.
    """

    key: str
    form: Form
    title: str
    language: str
    author: str = ""
    within: str = ""
    genre: str = ""
    published: dates.Span | None = None
    accessed: dates.Span | None = None
    url: str = ""
    archived: str = ""
    version: str = ""
    note: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def archive(self) -> str:
        """The host of the archived copy."""
        return urlsplit(self.archived).hostname or ""


class Known(Struct, frozen=True):
    """As much of a date as is sure.

    ``first`` and ``last`` are year (astronomical), month and day, or the first of
    these; a single date is twice the same. ``is_rough`` says that the truth lies
    somewhere about or between them.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]
    is_rough: bool


def sources(timeline: Timeline) -> tuple[Work, ...]:
    """All sources of a timeline, by key."""
    wording = Wording(timeline.info.language)
    topics = _topics(timeline)
    return tuple(
        source(reference, timeline, wording, topics.get(key, ()))
        for key, reference in sorted(timeline.sources.items())
    )


def source(
    reference: Reference,
    timeline: Timeline,
    wording: Wording,
    keywords: Iterable[str] = (),
) -> Work:
    """A source as a work."""
    record = reference.record
    within, url = _line(record.publisher), record.url or ""
    return Work(
        key=reference.key,
        form=_form(_FORMS[record.kind], within, url),
        title=_line(record.title),
        language=record.language or timeline.info.language,
        author=_line(record.author),
        within=within,
        genre=wording.kind(record.kind)
        if record.kind in {"official", "dataset", "document"}
        else "",
        published=record.published,
        accessed=record.accessed,
        url=url,
        archived=record.archived or "",
        note=_line(record.note),
        keywords=tuple(keywords),
    )


def event(found: Event, timeline: Timeline) -> Work:
    """What the timeline writes of an event, as a work: in the version last changed."""
    lived = timeline.history.get(found.id)
    url = absolute(timeline.info.base_url or "", f"events/{found.id}.html")
    return Work(
        key=found.id,
        form=_form("webpage", "", url),
        title=_line(found.record.title),
        language=timeline.info.language,
        within=_line(timeline.info.title),
        published=lived.last if lived else None,
        url=url,
        version=lived.last.edtf if lived else "",
        keywords=tuple(_labels(timeline, [found])),
    )


def known(span: dates.Span) -> Known:
    """What of a date is sure.

    “19 to 23 July” of one unknown day is July; the 1820s are 1820 to 1829, roughly.
    """
    is_rough = span.approximate or span.uncertain
    start, end = span.start or span.end, span.end or span.start
    assert start is not None
    assert end is not None
    if not (span.is_one_of or start.is_masked or end.is_masked):
        return Known(_numbers(start), _numbers(end), is_rough)
    is_rough = is_rough or span.open_start or span.open_end
    first, last = _day(start.earliest), _day(end.latest)
    if first[0] != last[0]:
        return Known(first[:1], last[:1], is_rough=True)
    sure = 3 if first == last else 2 if first[1] == last[1] else 1
    return Known(first[:sure], first[:sure], is_rough)


def plain(work: Work, wording: Wording, licence: str = "") -> str:
    """A citation in words, as it stands under a text; addresses end without a stop."""
    return " ".join(_sentences(work, wording, licence))


def _sentences(work: Work, wording: Wording, licence: str) -> Iterator[str]:
    said = wording.date(work.published) if work.published else ""
    if work.version:
        said = wording.say("version of {date}").format(date=said)
    yield from filter(None, [_stopped(work.author), _stopped(work.title)])
    yield from filter(None, [_stopped(", ".join(filter(None, [work.within, said])))])
    if work.url:
        yield work.url
    if work.accessed:
        read = wording.say("Read on {date}")
        yield _stopped(read.format(date=wording.date(work.accessed)))
    if work.archived:
        yield wording.say("Archived copy: {address}").format(address=work.archived)
    if licence:
        yield _stopped(wording.say("Licence: {name}").format(name=licence))


def _stopped(words: str) -> str:
    return words if not words or words.endswith(_ENDS) else f"{words}."


def _line(words: str | None) -> str:
    return " ".join((words or "").split())


def _form(form: Form, within: str, url: str) -> Form:
    """The form, or what it comes to without publisher or address."""
    if form in {"article", "entry"} and not within:
        form = "webpage"
    return "document" if form == "webpage" and not url else form


def _topics(timeline: Timeline) -> dict[str, tuple[str, ...]]:
    resting: dict[str, list[Event]] = {}
    for found in timeline.events:
        for key in found.sources:
            resting.setdefault(key, []).append(found)
    return {key: tuple(_labels(timeline, own)) for key, own in resting.items()}


def _labels(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """The categories of events in the order written; commas separate keywords."""
    named = {key for found in events for key in found.record.categories}
    for key, category in timeline.categories.items():
        if key in named:
            yield _line(category.label.replace(",", " ").replace(";", " "))


def _day(second: int) -> tuple[int, int, int]:
    return civil(second // DAY)


def _numbers(part: dates.Part) -> tuple[int, ...]:
    """Year, month and day of a part without masks, as far as they are written."""
    year = int(part.year.lstrip("Y"))
    if not part.month or int(part.month) > 12:
        return (year,)
    month = int(part.month)
    return (year, month, int(part.day)) if part.day else (year, month)
