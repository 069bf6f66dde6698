"""A slide of TimelineJS, by the names of its fields, in; an event of ours out.

The fields are those of its JSON (timeline.knightlab.com, "JSON Format"); its spreadsheet
says the same in columns.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import citations, dates
from ..composing.values import Item, Value
from ..problems import Mark, shortened
from . import hypertext, moments
from .arrivals import Arrival, Arrivals
from .plain import paragraphs

#: The classes by which our own paragraphs are known again.
SOURCES, STATUS = "dateline-sources", "dateline-status"
#: What is kept in the notes of an event, and what it is called there.
KEPT = {
    "media": "Media",
    "media_credit": "Media credit",
    "media_caption": "Media caption",
    "media_thumbnail": "Media thumbnail",
    "media_alt": "Alt text",
    "media_link": "Media link",
    "background": "Background",
    "link": "Link",
}
#: Longer words are cut for a title, and are no subtitle.
LONGEST_TITLE, LONGEST_SUBTITLE = 90, 200


@dataclass(slots=True)
class Slide:
    """One slide: dates in digits, words as they are; ``places`` tells where each stands.

    ``start`` and ``end`` are year, month, day and time; ``others`` are fields by names
    that TimelineJS does not have, or that only it can use.
    """

    at: Mark
    places: Mapping[str, Mark] = field(default_factory=dict)
    start: Mapping[str, str] = field(default_factory=dict)
    end: Mapping[str, str] = field(default_factory=dict)
    display: str = ""
    headline: str = ""
    text: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    id: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def place(self, name: str) -> Mark:
        """Where a field stands, or else the slide."""
        return self.places.get(name, self.at)


def add(
    arrivals: Arrivals, slide: Slide, language: str, *, is_era: bool = False
) -> None:
    """Adds a slide's event to what arrives, or says why it cannot be one."""
    span = _when(arrivals, slide, language)
    told = _told(slide.text)
    title = hypertext.words(slide.headline) or _title_from(arrivals, slide, told)
    if not title:
        arrivals.wrong(
            slide.place("headline"),
            "this slide has no headline, and no text to take one from",
            "Write a headline, or remove the slide.",
            "exchange-title",
        )
    if span is None or not title:
        return
    notes = [
        f"{name}: {words}" for name, words in _kept(arrivals, slide, span, language)
    ]
    for address in told.shown:
        arrivals.kept["Pictures and frames in the text"] += 1
        notes.append(f"In the text: {address}")
    for tag, count in told.dropped.items():
        arrivals.changed[f"<{tag}> in a text was left out"] += count
    fields: dict[str, Value] = dict(_status(told))
    if is_era:
        fields["importance"] = "1"
        arrivals.changed["an era became an event of importance 1 (context)"] += 1
    arrivals.events.append(
        Arrival(
            slide.at,
            span.edtf,
            title,
            told.markdown,
            slide.id,
            (slide.group,) if slide.group else (),
            tuple(_sources(told)),
            fields,
            tuple(notes),
        )
    )


def put_title(arrivals: Arrivals, slide: Slide) -> None:
    """The title slide: what the timeline is called; the rest is no event."""
    arrivals.title = hypertext.words(slide.headline)
    words = citations.without(_told(slide.text).markdown)
    if len(words) <= LONGEST_SUBTITLE:
        arrivals.subtitle = words
    else:
        arrivals.left.append(f"Text of the title slide: {words}")
    for name, said in slide.kept.items():
        arrivals.left.append(f"{KEPT[name]} of the title slide: {said}")
    date = " ".join(filter(None, [*slide.start.values(), slide.display]))
    if date:
        arrivals.left.append(f"Date of the title slide: {date}")


def _told(text: str) -> hypertext.Told:
    if hypertext.is_html(text):
        return hypertext.told(text, frozenset((SOURCES, STATUS)))
    return hypertext.Told(paragraphs(text))


def _title_from(arrivals: Arrivals, slide: Slide, told: hypertext.Told) -> str:
    words = citations.without(told.markdown) or hypertext.words(
        slide.kept.get("media_caption", "")
    )
    if not words:
        return ""
    arrivals.changed["a headline was missing, and was made from the text"] += 1
    sentence = re.split(r"(?<=[.!?…])\s", words)[0].rstrip(".")
    return shortened(sentence, LONGEST_TITLE)


def _when(arrivals: Arrivals, slide: Slide, language: str) -> dates.Span | None:
    if not slide.start.get("year"):
        arrivals.wrong(
            slide.place("year"),
            "this slide has no year",
            "Write the year of its beginning, or remove the slide.",
            "exchange-date",
        )
        return None
    start = moments.edtf(slide.start, slide.start.get("time", ""))
    end: str | moments.Wrong = ""
    if any(slide.end.values()):
        end = moments.edtf(slide.end, slide.end.get("time", ""))
    for prefix, side in (("", start), ("end_", end)):
        if isinstance(side, moments.Wrong):
            at = slide.place(f"{prefix}{side.part}")
            arrivals.wrong(at, side.text, side.hint, f"exchange-{side.rule}")
    if isinstance(start, moments.Wrong) or isinstance(end, moments.Wrong):
        return None
    read = dates.read(f"{start}/{end}" if end and end != start else start, language)
    if isinstance(read, dates.Misread):
        arrivals.wrong(_at_fault(slide, start, end), read.text, read.hint, read.rule)
        return None
    if slide.display and (said := moments.shown(read, slide.display, language)):
        arrivals.changed[
            "a date was taken as its display says it (“about”, “spring”)"
        ] += 1
        return said
    return read


def _at_fault(slide: Slide, start: str, end: str) -> Mark:
    """The side of a date that cannot be; the end, if only both together cannot."""
    if isinstance(dates.read(start), dates.Misread) or not end:
        return slide.place("day" if slide.start.get("day") else "year")
    return slide.place("end_day" if slide.end.get("day") else "end_year")


def _kept(
    arrivals: Arrivals, slide: Slide, span: dates.Span, language: str
) -> list[tuple[str, str]]:
    """What has no field of ours: its name, and its words."""
    found = [
        (KEPT[name], " ".join(words.split())) for name, words in slide.kept.items()
    ]
    if slide.display and not _is_said(span, slide.display, language):
        found.append(("Display date", slide.display))
    found += [(name, " ".join(words.split())) for name, words in slide.others.items()]
    found = [(name, words) for name, words in found if words]
    for name, _ in found:
        arrivals.kept[name] += 1
    return found


def _is_said(span: dates.Span, words: str, language: str) -> bool:
    if moments.is_same(span, words, language):
        return True
    return words in (dates.say(span, language), dates.say(span, language, "short"))


def _sources(told: hypertext.Told) -> list[Item]:
    return [
        {"title": words, "url": address} if address else {"title": words}
        for aside in told.asides
        if SOURCES in aside.kind.split()
        for words, address in aside.links
        if words
    ]


def _status(told: hypertext.Told) -> dict[str, str]:
    for aside in told.asides:
        kinds = re.findall(rf"{STATUS} (reported|disputed|alleged)", aside.kind)
        if kinds:
            reason = aside.words.partition(": ")[2]
            return {"status": kinds[0], **({"status_reason": reason} if reason else {})}
    return {}
