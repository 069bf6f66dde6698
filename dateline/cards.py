"""Events as the reader meets them: a checked timeline in, cards ready to print out."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec.structs import replace

from . import dates, moments, notes, pages
from .model import Account, Event, Timeline
from .slugs import slug
from .wording import YEAR, Wording

#: From a text and the name of its field to prose with the event's notes.
_ToProse = Callable[[str | None, str], pages.Prose]

#: Up to so many events the whole list stands open: some hundred screens on a phone, which a
#: reader still scrolls through. Beyond, what is context waits behind one press a stretch.
CALM = 300
#: Fewer neighbours than these take no less room folded.
WORTH_FOLDING = 3
#: More than these in one fold would be a long list again.
LONGEST = 60
#: So many open neighbours of a long list are one part. What is far away is left out of the
#: layout by parts: watching each event would take longer than laying some out too many.
PART = 25

#: The first day of the Gregorian calendar in Russia, 14 February 1918.
REFORM = -1637193600


def cards(timeline: Timeline, wording: Wording) -> tuple[pages.Card, ...]:
    """A card for every event, in order of time, with the empty time before each."""
    making = _Making(timeline, wording)
    made = []
    latest: int | None = None
    for number, event in enumerate(timeline.events, start=1):
        gap = making.gap(event, latest)
        made.append(making.card(event, number, gap))
        ends = [latest, _end(event.date)]
        latest = max((end for end in ends if end is not None), default=None)
    return tuple(made)


def anew(
    timeline: Timeline,
    wording: Wording,
    event: Event,
    number: int,
    gap: pages.Gap | None,
) -> pages.Card:
    """The card of one event of a timeline, made for its place in the list."""
    return _Making(timeline, wording).card(event, number, gap)


def stretches(
    made: tuple[pages.Card, ...], wording: Wording
) -> tuple[pages.Stretch, ...]:
    """The list in stretches: where it is long, those of mere context are folded.

    Folded are neighbours of which all are context, where no year is empty among them.
    The empty time before the first of them moves to the stretch. Of what stands open
    in a long list there are never more than ``PART`` in a stretch.
    """
    if len(made) <= CALM:
        return (pages.Stretch(made),) if made else ()
    found: list[pages.Stretch] = []
    standing: list[pages.Card] = []
    for together in _together(made):
        if len(together) < WORTH_FOLDING or together[0].importance > 1:
            standing.extend(together)
            continue
        found.extend(_parts(standing))
        standing.clear()
        words = wording.context(
            len(together), together[0].when.short, together[-1].when.short
        )
        first = replace(together[0], gap=None)
        found.append(pages.Stretch((first, *together[1:]), words, together[0].gap))
    return (*found, *_parts(standing))


def _parts(made: list[pages.Card]) -> list[pages.Stretch]:
    return [
        pages.Stretch(tuple(made[at : at + PART])) for at in range(0, len(made), PART)
    ]


def _together(made: tuple[pages.Card, ...]) -> Iterator[tuple[pages.Card, ...]]:
    """Neighbours that are folded, or stand open, together."""
    held: list[pages.Card] = []
    for card in made:
        is_context = card.importance == 1
        said = card.gap is not None and (card.gap.words or card.gap.note)
        if held and (
            is_context != (held[0].importance == 1)
            or (is_context and (said or len(held) == LONGEST))
        ):
            yield tuple(held)
            held = []
        held.append(card)
    if held:
        yield tuple(held)


def when(
    span: dates.Span, wording: Wording, others: tuple[str, ...] = ()
) -> pages.When:
    """A date in words."""
    return pages.When(
        wording.date(span),
        wording.short_date(span),
        dates.html_datetime(span) or "",
        others,
        span.edtf,
    )


def categories(timeline: Timeline) -> Mapping[str, pages.Category]:
    """Every category with its address and its look, in the order written."""
    return {
        key: pages.Category(
            key,
            record.label,
            f"categories/{key}.html",
            number % 8 + 1,
            record.about or "",
        )
        for number, (key, record) in enumerate(timeline.categories.items())
    }


def edit_address(timeline: Timeline, file: str, line: int) -> str:
    """Where a reader can suggest a correction of a line, or nothing."""
    pattern = timeline.info.edit_url or ""
    return pattern.replace("{file}", file).replace("{line}", str(max(line, 1)))


def _end(span: dates.Span) -> int | None:
    return span.latest if span.latest is not None else span.earliest


class _Making:
    """What all cards of one timeline share."""

    def __init__(self, timeline: Timeline, wording: Wording) -> None:
        self.timeline = timeline
        self.wording = wording
        self.categories = categories(timeline)
        self.events = {event.id: event for event in timeline.events}
        self.backward = _backward(timeline)

    def gap(self, event: Event, latest: int | None) -> pages.Gap | None:
        start = event.date.earliest
        note = pages.Prose(event.record.gap_note or "")
        if latest is None or start is None:
            return pages.Gap("", note, 0) if note else None
        seconds = max(0, start - latest)
        step = min(11, round(10 * math.log2(1 + seconds / YEAR) / 8))
        return pages.Gap(self.wording.gap(seconds), note, step)

    def card(self, event: Event, number: int, gap: pages.Gap | None) -> pages.Card:
        record, wording = event.record, self.wording
        cited, prose = self._prose(event)
        if gap and gap.note:
            gap = pages.Gap(gap.words, prose(gap.note.text, "gap"), gap.step)
        return pages.Card(
            id=event.id,
            number=number,
            href=f"events/{event.id}.html",
            title=record.title,
            when=when(event.date, wording, self._other_dates(event)),
            gap=gap,
            summary=prose(record.summary, "summary"),
            body=prose(event.body.text if event.body else "", "text"),
            status=record.status,
            status_words=wording.status(record.status),
            status_reason=prose(record.status_reason, "status"),
            said_by=wording.said_by(record.claimed_by, record.denied_by),
            importance=record.importance,
            importance_words=wording.importance(record.importance),
            categories=self._categories(event),
            places=tuple(_linked(event, "places")),
            actors=tuple(_linked(event, "actors")),
            accounts=self._accounts(event, prose),
            accounts_words=wording.accounts(len(record.accounts)),
            notes=cited,
            related=tuple(self._related(event)),
            figures=tuple(_figures(event, prose)),
            corrections=tuple(self._corrections(event, prose)),
            edit=edit_address(self.timeline, event.at.file, event.at.line),
            data=tuple(_data(event)),
        )

    def _prose(self, event: Event) -> tuple[tuple[pages.Note, ...], _ToProse]:
        """The notes of an event, and how its texts become prose that leads to them."""
        scope = f"{event.id}."
        cited = notes.numbered(
            notes.event_texts(event),
            event.sources,
            self.timeline.sources,
            self.wording.language,
            scope,
        )
        by_key = {note.key: note for note in cited}

        def prose(text: str | None, name: str) -> pages.Prose:
            return pages.Prose(text or "", f"{scope}{name}", by_key)

        return cited, prose

    def _accounts(self, event: Event, prose: _ToProse) -> tuple[pages.Account, ...]:
        return tuple(
            self._account(account, place, prose)
            for place, account in enumerate(event.record.accounts)
        )

    def _categories(self, event: Event) -> tuple[pages.Category, ...]:
        names = event.record.categories
        return tuple(self.categories[name] for name in names if name in self.categories)

    def _corrections(self, event: Event, prose: _ToProse) -> Iterator[pages.Correction]:
        for place, correction in enumerate(event.record.corrections):
            note = prose(correction.note, f"correction{place}")
            yield pages.Correction(when(correction.date, self.wording), note)

    def _account(self, account: Account, place: int, prose: _ToProse) -> pages.Account:
        versions = tuple(
            pages.Version(
                prose(version.says, f"account{place}-{number}-says"),
                prose(version.cite, f"account{place}-{number}-cite"),
                version.rank,
                self.wording.rank(version.rank),
                prose(version.reason, f"account{place}-{number}-reason"),
            )
            for number, version in enumerate(account.versions)
        )
        return pages.Account(account.about, versions)

    def _other_dates(self, event: Event) -> tuple[str, ...]:
        """The date in the calendars that the timeline asks for, where they say something.

        The Julian calendar says something up to the Russian reform: 31 January 1918
        Julian was followed by 14 February 1918.
        """
        language = self.wording.language
        original = event.record.original_date
        shown = list(self.timeline.info.calendars)
        if original and original.calendar not in shown:
            shown.insert(0, original.calendar)
        found = []
        for calendar in shown:
            is_own = original is not None and original.calendar == calendar
            if calendar == "gregorian" or (
                calendar == "julian" and not is_own and not _before_reform(event.date)
            ):
                continue
            words = dates.say_in(calendar, event.date, language)
            if words:
                found.append(words)
        return tuple(found)

    def _related(self, event: Event) -> Iterator[pages.Related]:
        seen = set()
        for related in event.record.related:
            other = self.events.get(related.id)
            if other:
                seen.add(other.id)
                yield self._relation(self.wording.relation(related.as_), other)
        for how, other in self.backward.get(event.id, ()):
            if other.id not in seen:
                yield self._relation(self.wording.relation_back(how), other)

    def _relation(self, how: str, other: Event) -> pages.Related:
        link = pages.Link(other.record.title, f"events/{other.id}.html")
        return pages.Related(how, link, self.wording.short_date(other.date))


def _linked(event: Event, kind: Literal["actors", "places"]) -> Iterator[pages.Link]:
    record = event.record
    names = record.actors if kind == "actors" else [spot.name for spot in record.places]
    for name in names:
        yield pages.Link(name, f"{kind}/{slug(name)}.html")


def _figures(event: Event, prose: _ToProse) -> Iterator[pages.Figure]:
    for place, picture in enumerate(event.record.media):
        yield pages.Figure(
            picture.file.removeprefix("content/"),
            picture.alt,
            picture.credit,
            picture.license or "",
            prose(picture.caption, f"picture{place}"),
        )


def _data(event: Event) -> Iterator[tuple[str, str]]:
    """What scripts cannot read in the words: times in seconds since 1970, grades."""
    found = moments.moment(event.id, event.record)
    if found:
        yield "start", str(found.start)
        yield "end", str(found.end)
        if found.kind != "point":
            yield "kind", found.kind
        if found.fade_from is not None and found.fade_to is not None:
            yield "fade", f"{found.fade_from} {found.fade_to}"
        if found.open_start or found.open_end:
            yield "open", "start" * found.open_start + "end" * found.open_end
    yield "importance", str(event.record.importance)
    if event.record.status != "established":
        yield "status", event.record.status


def _backward(timeline: Timeline) -> Mapping[str, list[tuple[str, Event]]]:
    """For every event, the events that name it, with how."""
    found: dict[str, list[tuple[str, Event]]] = {}
    for event in timeline.events:
        for related in event.record.related:
            found.setdefault(related.id, []).append((related.as_, event))
    return found


def _before_reform(span: dates.Span) -> bool:
    return span.latest is not None and span.latest < REFORM
