"""The page of evidence: counts, the matrix of events against sources, what is weak."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .. import dates, evidence, pages, periods
from ..evidence import Evidence, Support
from ..model import Reference
from . import Placing, named

#: Lengths of the matrix in pixels: room for titles, a row, a column (many: narrower).
LEFT, ROW, CELL, NARROW, TOP = 312, 17, 9, 5, 18
#: From how many sources on the columns are narrow, so that the matrix stays one picture.
MANY = 200
#: How many links of one weakness are listed before the rest is left to its count.
SHOWN = 500


def evidence_page(placing: Placing) -> pages.EvidencePage:
    """How well the whole timeline is supported, and where it is not."""
    found = evidence.gathered(placing.timeline)
    is_long = len(placing.timeline.events) > periods.ON_ONE_PAGE
    return pages.EvidencePage(
        placing.site,
        "evidence.html",
        placing.wording.say("Evidence"),
        "",
        tuple(_figures(placing, found)),
        None if is_long else _matrix(placing, found),
        tuple(_coverage(placing, found)),
        (*_weak_events(placing, found), *_weak_sources(placing, found)),
    )


def _figures(placing: Placing, found: Evidence) -> Iterator[pages.Figures]:
    wording = placing.wording
    number, count = wording.number, wording.count
    cited = sum(len(support.event.sources) for support in found.events)
    differ = sum(len(support.event.record.accounts) for support in found.events)
    yield pages.Figures(
        number(len(found.used)),
        count("source is used", "sources are used", len(found.used)),
    )
    yield pages.Figures(
        number(cited),
        count("use of a source by an event", "uses of a source by an event", cited),
    )
    words = wording.say("of {n} sentences cite a source")
    yield pages.Figures(number(found.cited), words.format(n=number(found.claims)))
    yield pages.Figures(
        number(found.ours),
        count(
            "is marked as our own reading", "are marked as our own reading", found.ours
        ),
    )
    yield pages.Figures(
        number(differ),
        count(
            "point on which sources differ", "points on which sources differ", differ
        ),
    )


def _matrix(placing: Placing, found: Evidence) -> pages.Matrix:
    """A column for each source of several events; behind them, close together, the others.

    So its width grows with what is shared, not with all that is cited.
    """
    uses = Counter(key for support in found.events for key in support.event.sources)
    shared = [reference for reference in found.used if uses[reference.key] > 1]
    cell = CELL if len(shared) <= MANY else NARROW
    places = {reference.key: place for place, reference in enumerate(shared)}
    behind = len(shared) + bool(shared)
    rows = []
    for place, support in enumerate(found.events):
        row = placing.rows[support.event.id]
        keys = support.event.sources
        own = range(behind, behind + sum(key not in places for key in keys))
        taken = [*sorted(places[key] for key in keys if key in places), *own]
        rows.append(
            pages.MatrixRow(
                row.link,
                _year(placing, support),
                str(TOP + place * ROW),
                str(TOP + place * ROW + 12),
                placing.wording.number(len(keys)),
                tuple(str(LEFT + each * cell) for each in taken),
            )
        )
    most = max((int(row.dots[-1]) + cell for row in rows if row.dots), default=LEFT)
    return pages.Matrix(
        str(max(most, LEFT + len(shared) * cell) + 1),
        str(TOP + len(rows) * ROW),
        str(LEFT),
        str(cell - 2),
        tuple(rows),
        tuple(
            pages.MatrixColumn(
                _link(reference), str(LEFT + place * cell), str(uses[reference.key])
            )
            for place, reference in enumerate(shared)
        ),
    )


def _year(placing: Placing, support: Support) -> str:
    span = support.event.date
    second = span.earliest if span.earliest is not None else span.latest
    if second is None:
        return ""
    return placing.wording.year(math.floor(dates.year_fraction(second)))


def _coverage(placing: Placing, found: Evidence) -> Iterator[pages.Coverage]:
    wording = placing.wording
    decades = [
        replace(share, value=wording.decade(int(share.value)))
        for share in found.decades
    ]
    yield _shares(placing, wording.say("By decade"), wording.say("Decade"), decades)
    languages = [named(placing, "language", share) for share in found.languages]
    yield _shares(
        placing, wording.say("By language"), wording.say("Language"), languages
    )
    kinds = [named(placing, "kind", share) for share in found.kinds]
    yield _shares(placing, wording.say("By kind"), wording.say("Kind"), kinds)
    countries = [named(placing, "country", share) for share in found.countries]
    yield _shares(
        placing,
        wording.say("By country of the publisher"),
        wording.say("Country"),
        countries,
    )


def _shares(
    placing: Placing, title: str, head: str, shares: Sequence[evidence.Share]
) -> pages.Coverage:
    number = placing.wording.number
    most = max((share.sources for share in shares), default=0) or 1
    return pages.Coverage(
        title,
        head,
        tuple(
            pages.Share(
                share.value,
                number(share.events),
                number(share.sources),
                f"{100 * share.sources / most:.1f}",
            )
            for share in shares
        ),
    )


def _weak_events(placing: Placing, found: Evidence) -> Iterator[pages.Weakness]:
    say = placing.wording.say
    if sourceless := [one for one in found.events if not one.event.sources]:
        yield _events(
            placing,
            "sourceless",
            say("Events without a source"),
            say("They were brought from elsewhere; nothing supports them yet."),
            sourceless,
        )
    yield _events(
        placing,
        "single",
        say("Events that rest on one source"),
        say("A second, independent source would make them firmer."),
        [support for support in found.events if support.is_single],
    )
    yield _events(
        placing,
        "publisher",
        say("Events whose sources share a publisher"),
        say("Their sources may repeat each other."),
        [support for support in found.events if support.is_one_publisher],
    )
    yield _events(
        placing,
        "language",
        say("Events whose sources share a language"),
        say("Voices in other languages are missing."),
        [support for support in found.events if support.is_one_language],
    )
    yield _uncited(placing, found)


def _weak_sources(placing: Placing, found: Evidence) -> Iterator[pages.Weakness]:
    say = placing.wording.say
    yield _sources(
        placing,
        "gone",
        say("Sources whose page is gone"),
        say("The archived copy is what is left of them."),
        found.gone,
    )
    yield _sources(
        placing,
        "unarchived",
        say("Sources without an archived copy"),
        say("If the page goes, the evidence goes with it."),
        found.unarchived,
    )
    yield _sources(
        placing,
        "stale",
        say("Sources not read for a year"),
        say("Counted back from the latest reading that is noted."),
        found.stale,
    )


def _events(
    placing: Placing, anchor: str, title: str, about: str, found: Sequence[Support]
) -> pages.Weakness:
    links = tuple(placing.rows[support.event.id].link for support in found[:SHOWN])
    return pages.Weakness(
        anchor, title, placing.wording.number(len(found)), about, links
    )


def _sources(
    placing: Placing, anchor: str, title: str, about: str, found: Sequence[Reference]
) -> pages.Weakness:
    links = tuple(_link(reference) for reference in found[:SHOWN])
    return pages.Weakness(
        anchor, title, placing.wording.number(len(found)), about, links
    )


def _uncited(placing: Placing, found: Evidence) -> pages.Weakness:
    say = placing.wording.say
    sentences = [
        (placing.rows[support.event.id].link, words)
        for support in found.events
        for words in support.uncited
    ]
    return pages.Weakness(
        "uncited",
        say("Sentences that cite nothing"),
        placing.wording.number(len(sentences)),
        say("Each needs a source, or the mark of our own reading."),
        tuple(link for link, _ in sentences[:SHOWN]),
        tuple(words for _, words in sentences[:SHOWN]),
    )


def _link(reference: Reference) -> pages.Link:
    record = reference.record
    words = ": ".join(filter(None, [record.publisher, record.title]))
    return pages.Link(words, f"sources/{reference.key}.html")
