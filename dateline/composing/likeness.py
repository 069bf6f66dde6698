"""What was answered and what is there already in; what may be the same, and proposals out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from .. import citations, dates
from ..draft import NO_SOURCE
from ..model import Event, SourceRecord
from ..problems import nearest
from ..slugs import slug
from .known import Known

#: How alike two titles of one date are before we ask; 1 is the same.
ALIKE = 0.55
#: A source that more events than these cite tells nothing about a new one.
FEW = 3
#: What addresses carry for those who count visitors; the page is the same without.
COUNTING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src")
#: Keys that no source can have.
RESERVED = {citations.EDITORS, "index", NO_SOURCE}

#: Latin letters that have no accent to drop and that few keyboards have.
TYPED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h"}
    | {"ı": "i", "ł": "l", "þ": "th", "ŧ": "t", "ŋ": "n"}
)


def duplicates(
    known: Known, date: dates.Span, title: str, keys: Collection[str]
) -> list[Event]:
    """Events that may be the new one: of its time, and alike in title or in source.

    A source that hardly any event cites is enough by itself.
    """
    found = []
    rare = [key for key in keys if len(known.citing(key)) <= FEW]
    for event in known.timeline.events:
        is_near = _overlap(event.date, date)
        shared = [key for key in keys if key in event.sources]
        is_rare = any(key in event.sources for key in rare)
        if (is_near and (_alike(event.record.title, title) or shared)) or is_rare:
            found.append(event)
    return found[:5]


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
    first, second = sorted((one.casefold(), other.casefold()))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


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
    wanted = words.casefold().split()
    found = []
    for key, record in known.sources.items():
        parts = (key, record.title, record.publisher, record.author, record.url)
        text = " ".join(filter(None, parts)).casefold()
        if wanted and all(word in text for word in wanted):
            found.append(key)
    return found[:9]


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


def described(event: Event, language: str) -> str:
    """An event in one line: its date, title and place in the file."""
    return f"{dates.say(event.date, language)}, {event.record.title} ({event.at})"
