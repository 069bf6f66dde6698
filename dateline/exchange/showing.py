"""An event of ours in; a slide of TimelineJS, and what a slide cannot say, out."""

from collections.abc import Callable, Mapping
from html import escape

from msgspec import Struct

from .. import citations, markup
from ..model import Event, Media, Reference, Timeline
from ..pages import Prose
from ..permanent import absolute
from ..wording import Wording
from . import moments
from .arrivals import Departure
from .slides import SOURCES, STATUS

#: What a slide has no field for, each with how to tell that an event has it.
_NO_FIELD: Mapping[str, Callable[[Event], object]] = {
    "long texts": lambda event: event.body is not None,
    "accounts that differ": lambda event: event.record.accounts,
    "who claims and who denies": lambda event: (
        event.record.claimed_by or event.record.denied_by
    ),
    "importance": lambda event: event.record.importance != 2,
    "places": lambda event: event.record.places,
    "actors": lambda event: event.record.actors,
    "related events": lambda event: event.record.related,
    "corrections": lambda event: event.record.corrections,
    "original dates": lambda event: event.record.original_date,
    "categories beyond the first": lambda event: event.record.categories[1:],
    "pictures beyond the first": lambda event: event.record.media[1:],
    "notes on empty time": lambda event: event.record.gap_note,
    "notes for editors": lambda event: event.record.note,
    "older ids": lambda event: event.record.aliases,
    "order within a date": lambda event: event.record.order is not None,
}
#: What is said of citations inside a text.
CITED = "which words a source supports (sources stand at the end)"
#: What is said of a date that numbers cannot say.
_SHOWN = "dates that numbers cannot say (approximate, open, one of several): only shown"


class Shown(Struct, frozen=True):
    """One slide: its date in numbers, and its words; text and headline are HTML."""

    when: moments.Numbers
    display: str
    headline: str
    text: str
    group: str
    id: str
    picture: Media | None
    address: str


def slide(event: Event, timeline: Timeline, departure: Departure) -> Shown:
    """An event as a slide; what a slide cannot say is counted."""
    record, wording = event.record, Wording(timeline.info.language)
    when = moments.numbers(event.date)
    departure.lost.update(unsaid(event))
    departure.lost[_SHOWN] += not when.is_whole
    departure.lost["time zones"] += when.has_zone
    categories = [timeline.categories[key].label for key in record.categories]
    base = timeline.info.base_url or ""
    picture = record.media[0] if record.media else None
    if picture and not base:
        departure.lost["pictures (the timeline has no base_url to lead to them)"] += 1
        picture = None
    file = picture.file.removeprefix("content/") if picture else ""
    return Shown(
        when,
        "" if when.is_whole else wording.date(event.date),
        escape(record.title, quote=False),
        _text(event, timeline, departure),
        categories[0] if categories else "",
        event.id,
        picture,
        absolute(base, file) if file else "",
    )


def unsaid(event: Event, but: frozenset[str] = frozenset()) -> list[str]:
    """What of an event a slide has no field for, without what can be said elsewhere."""
    return [
        words for words, has in _NO_FIELD.items() if words not in but and has(event)
    ]


def _text(event: Event, timeline: Timeline, departure: Departure) -> str:
    """The summary as HTML; status and sources as paragraphs behind it."""
    record, language = event.record, timeline.info.language
    wording = Wording(language)
    summary = record.summary or ""
    parts = [_html(summary, timeline.info.base_url or "", language)]
    cited = sum(1 for _ in citations.keys(summary))
    departure.lost[CITED] += cited
    if record.status != "established":
        reason = citations.without(record.status_reason or "")
        words = ": ".join(filter(None, [wording.status(record.status), reason]))
        said = escape(words, quote=False)
        parts.append(f'<p class="{STATUS} {record.status}">{said}</p>')
    if event.sources:
        named = "; ".join(_source(timeline.sources[key]) for key in event.sources)
        parts.append(f'<p class="{SOURCES}">{wording.say("Sources")}: {named}</p>')
    return "".join(parts)


def _html(markdown: str, base: str, language: str) -> str:
    for group in reversed(list(citations.groups(markdown))):
        markdown = markdown[: group.start].rstrip() + markdown[group.end :]
    links = absolute(base, "") if base else ""
    return str(markup.block(Prose(markdown, links=links), language)) if markdown else ""


def _source(reference: Reference) -> str:
    title = escape(reference.record.title, quote=False)
    url = reference.record.url
    if not url:
        return f"<a>{title}</a>"
    return f'<a href="{escape(url)}">{title}</a>'
