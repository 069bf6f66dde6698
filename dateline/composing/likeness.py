"""What was answered and what is there already in; what may be the same, and proposals out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from msgspec import Struct

from .. import citations, dates
from ..draft import NO_SOURCE
from ..model import Event, SourceRecord
from ..problems import nearest
from ..slugs import slug
from .known import Known

#: How alike the letters of two titles of one time are before we ask; 1 is the same.
ALIKE = 0.7
#: Words up to this length are “of”, “in” and “with”.
SHORT = 3
#: Seconds.
DAY = 86400
#: What addresses carry for those who count visitors; the page is the same without.
COUNTING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src")
#: Keys that no source can have.
RESERVED = {citations.EDITORS, "index", NO_SOURCE}

#: Latin letters that have no accent to drop and that few keyboards have.
TYPED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h"}
    | {"ı": "i", "ł": "l", "þ": "th", "ŧ": "t", "ŋ": "n"}
)


class Outline(Struct, frozen=True):
    """What is known so far of a new event that may be there already."""

    date: dates.Span
    title: str
    sources: Collection[str] = ()
    places: Collection[str] = ()


def duplicates(known: Known, new: Outline) -> list[tuple[Event, str]]:
    """Events that may be the new one, at most five, each with why, in a sentence."""
    found = ((event, _why(event, new)) for event in known.timeline.events)
    return [(event, why) for event, why in found if why][:5]


def _why(event: Event, new: Outline) -> str:
    """Why a person may take both for one; "" where nobody would.

    A source that both rest on says nothing by itself: a book tells of many events.
    """
    if slug(event.record.title) == slug(new.title):
        return "It has the same title."
    if _overlap(event.date, new.date) and _alike(event.record.title, new.title):
        return "Its title and its date are like these."
    if not _on_one_day(event.date, new.date):
        return ""
    names = [place.name for place in event.record.places]
    if place := next((name for name in new.places if name in names), ""):
        return f"It is on the same day, and in {place} too."
    if any(key in event.sources for key in new.sources):
        return "It is on the same day, and from the same source."
    return ""


def _on_one_day(one: dates.Span, other: dates.Span) -> bool:
    """Whether both are known to the day, and it is the same day."""
    ends = (one.earliest, one.latest, other.earliest, other.latest)
    days = {end // DAY for end in ends if end is not None}
    return len(days) == 1 and None not in ends


def _overlap(one: dates.Span, other: dates.Span) -> bool:
    """Whether both may be at one time; an approximate date reaches a little further."""
    first, second = dates.fade(one), dates.fade(other)
    starts = (
        first[0] if first else one.earliest,
        second[0] if second else other.earliest,
    )
    ends = (first[1] if first else one.latest, second[1] if second else other.latest)
    return _ordered(starts[0], ends[1]) and _ordered(starts[1], ends[0])


def _ordered(start: int | None, end: int | None) -> bool:
    return start is None or end is None or start <= end


def _alike(one: str, other: str) -> bool:
    """Whether two titles tell the same, nearly letter by letter or in their words."""
    first, second = sorted((one.casefold(), other.casefold()))
    if SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE:
        return True
    fewer, more = sorted((_telling(first), _telling(second)), key=len)
    shared = sum(nearest(word, more) is not None for word in fewer)
    return shared > 1 and 4 * shared >= len(fewer) + len(more)


def _telling(title: str) -> set[str]:
    """The words of a title that tell what it is about, as far as length shows it."""
    return {word for word in re.findall(r"\w+", title) if len(word) > SHORT}


def same_address(address: str) -> str:
    """An address in a form that all ways to write it share."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # what looks like a host, and is none
        return address
    host = (parts.hostname or "").removeprefix("www.")
    kept = [p for p in parse_qsl(parts.query, True) if not COUNTING.fullmatch(p[0])]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def source_at(known: Known, address: str) -> str | None:
    """The key of the source with this address, or with it as its archived copy."""
    wanted = same_address(address)
    for key, record in known.sources.items():
        for own in (record.url, record.archived):
            if own and same_address(own) == wanted:
                return key
    return None


def same_source(known: Known, fields: Mapping[str, object]) -> str | None:
    """The key of the source on paper that has this title and this publisher."""
    if "url" in fields:
        return None
    wanted = (str(fields["title"]).casefold(), fields.get("publisher"))
    for key, record in known.sources.items():
        if not record.url and (record.title.casefold(), record.publisher) == wanted:
            return key
    return None


def sources_with(known: Known, words: str) -> list[str]:
    """The keys of sources that hold all of some words, at most nine."""
    wanted = _parts(words)
    found = []
    for key in known.sources:
        text = _text(known, key)
        if wanted and all(word in text for word in wanted):
            found.append(key)
    return found[:9]


def meant(known: Known, keys: Sequence[str], answer: str) -> str | None:
    """The one of some sources that an answer is the number of, or the key, or words of.

    What is written out wins over a beginning, and that over words from anywhere.
    """
    if answer.isdecimal() and 1 <= int(answer) <= len(keys):
        return keys[int(answer) - 1]
    wanted = answer.casefold()
    names = {key: (key.casefold(), _title(known, key)) for key in keys}
    whole = [key for key in keys if wanted in names[key]]
    begun = [key for key in keys if any(n.startswith(wanted) for n in names[key])]
    parts = _parts(answer)
    held = [k for k in keys if parts and all(p in _text(known, k) for p in parts)]
    alone = (found[0] for found in (whole, begun, held) if len(found) == 1)
    return next(alone, None)


def _parts(words: str) -> list[str]:
    """Words to look for, without the signs that part an author from a title."""
    parts = (part.strip(",;:.“”\"'") for part in words.casefold().split())
    return [part for part in parts if part]


def _title(known: Known, key: str) -> str:
    return known.sources[key].title.casefold()


def _text(known: Known, key: str) -> str:
    """All that a source can be found by."""
    record = known.sources[key]
    parts = (key, record.title, record.publisher, record.author, record.url)
    return " ".join(filter(None, parts)).casefold()


def without_author(title: str, author: str) -> str:
    """A title without the parts at its beginning that are nothing but its author."""
    names = re.findall(r"\w+", author.casefold())
    while parted := re.match(r"(.+?)(?:[,:;]| [-–—])\s+(?=\S)", title):
        words = re.findall(r"\w+", parted[1].casefold())
        if not words or not all(any(n.startswith(w) for n in names) for w in words):
            break
        title = title[parted.end() :]
    return title


def publisher_of(known: Known, address: str) -> str:
    """Who published other pages of the same host; "" where nobody is known."""
    host = same_address(address).partition("/")[0]
    found = Counter(
        record.publisher
        for record in known.sources.values()
        if record.publisher and record.url
        if same_address(record.url).partition("/")[0] == host
    ).most_common(1)
    return found[0][0] if found else ""


def key_for(fields: Mapping[str, object], taken: Iterable[str]) -> str:
    """A key for a new source: its publisher, or its host, and its year or a word."""
    host = same_address(str(fields.get("url", ""))).partition("/")[0]
    name = str(fields.get("publisher") or host.rpartition(".")[0])
    year = re.search(r"[0-9]{4}", str(fields.get("published", "")))
    words = [word for word in slug(str(fields["title"])).split("-") if len(word) > 3]
    first = "-".join(slug(name).split("-")[:3]) if name else ""
    second = year.group() if year and name else "-".join(words[: 1 if name else 3])
    wanted = slug(f"{first} {second}" if first or second else str(fields["title"]))
    wanted = wanted.translate(TYPED)
    return unused(wanted, {*taken, *RESERVED})


def unused(wanted: str, taken: Iterable[str]) -> str:
    """A name, with a number behind it where it is taken."""
    folded = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in folded:
        name, number = f"{wanted}-{number}", number + 1
    return name


def spelling(name: str, known: Sequence[str]) -> str | None:
    """A known name that is nearly, and not exactly, the one given."""
    return None if name in known else nearest(name, known)


def labelled(known: Known, key: str) -> str:
    """A source in one line: its key, title and publisher."""
    record: SourceRecord = known.sources[key]
    by = f" ({record.publisher})" if record.publisher else ""
    return f"{key}: {record.title}{by}"


def remark(event: Event, why: str, language: str) -> str:
    """That an event may be the new one: its date, title and place in the file, and why."""
    when = dates.say(event.date, language)
    said = f"You may already have this: {when}, {event.record.title} ({event.at})"
    return f"{said}\n    {why}"
