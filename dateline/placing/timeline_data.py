"""What scripts read of a long timeline: its cards and periods in, classic scripts out.

Classic scripts load from a disk as well, where a page may fetch nothing else. One file
says when everything was and what it belongs to, so that the axis can be moved and filters
answer; titles and summaries come in pieces, when they are wanted.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from .. import citations, pages, periods
from ..axis import Moment
from ..model import EventRecord, Timeline
from ..moments import moment
from ..slugs import slug
from ..wording import Wording
from . import Placing
from .division import Division, address

WHOLE = "data/events.js"
#: So many events have their words in one file: some screens of marks, some kilobytes.
IN_A_PIECE = 500
#: Up to so many events, what is searched are summaries too: a megabyte, once compressed.
#: Beyond, titles alone, or a search would load more than a reader would wait for.
SEARCHED_WHOLE = 20_000


def files(
    placing: Placing, made: Sequence[pages.Card], division: Division
) -> Mapping[str, bytes]:
    """The scripts by their address; none for a timeline that one page holds.

    Each calls ``Dateline.take`` with the name of what it brings, its number, and JSON.
    """
    if not division.periods:
        return {}
    has_texts = len(made) <= SEARCHED_WHOLE
    whole = _whole(placing.timeline, division, placing.wording) | {"piece": IN_A_PIECE}
    found = {WHOLE: _script("events", 0, whole | {"texts": has_texts})}
    for number, start in enumerate(range(0, len(made), IN_A_PIECE)):
        own = made[start : start + IN_A_PIECE]
        titles = [[card.id, card.title, card.when.words] for card in own]
        found[f"data/titles-{number}.js"] = _script("titles", number, titles)
        if has_texts:
            texts = [citations.without(card.summary.text) for card in own]
            found[f"data/texts-{number}.js"] = _script("texts", number, texts)
    return found


def _script(name: str, number: int, value: object) -> bytes:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # These two end a line in JavaScript of before 2019 (ECMA-262, 10th edition, 12.9.4).
    said = said.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"Dateline.take({json.dumps(name)},{number},{said})\n".encode()


def _whole(
    timeline: Timeline, division: Division, wording: Wording
) -> dict[str, object]:
    """Columns with a value for each event, in order of time.

    Where a column has few different values, ``table`` has them and ``of`` says which.
    """
    records = [event.record for event in timeline.events]
    status = [[each.status, wording.status(each.status)] for each in records]
    return {
        "pages": [
            [address(period), period.first]
            for period in periods.leaves(division.periods)
        ],
        **_times([moment(event.id, event.record) for event in timeline.events]),
        "importance": _table([record.importance for record in records]),
        "status": _table(status),
        "looks": {
            key: number % 8 + 1 for number, key in enumerate(timeline.categories)
        },
        **_belonging(timeline, records),
    }


def _times(moments: Sequence[Moment | None]) -> dict[str, object]:
    """When everything was.

    ``start`` counts ``unit`` seconds from the start of the event before, the first from
    1970; null where nothing is known. ``fades`` are the stretches in which some may lie,
    in seconds, by the place of the event.
    """
    starts = [each.start if each else None for each in moments]
    unit = math.gcd(*(start for start in starts if start is not None)) or 1
    kinds = [
        [each.kind, each.open_start, each.open_end] if each else [] for each in moments
    ]
    return {
        "unit": unit,
        "start": list(_deltas(starts, unit)),
        "length": _table([each.end - each.start if each else 0 for each in moments]),
        "kind": _table(kinds),
        "fades": {
            place: [each.fade_from, each.fade_to]
            for place, each in enumerate(moments)
            if each and each.fade_from is not None and each.fade_to is not None
        },
    }


def _belonging(timeline: Timeline, records: Sequence[EventRecord]) -> dict[str, object]:
    """The categories, actors and places of every event."""
    categories = [
        [(key, _label(timeline, key)) for key in each.categories] for each in records
    ]
    actors = [[(slug(name), name) for name in each.actors] for each in records]
    places = [[(slug(at.name), at.name) for at in each.places] for each in records]
    return {
        "category": _names(categories),
        "actor": _names(actors),
        "place": _names(places),
    }


def _label(timeline: Timeline, key: str) -> str:
    category = timeline.categories.get(key)
    return category.label if category else key


def _deltas(starts: Sequence[int | None], unit: int) -> Iterator[int | None]:
    before = 0
    for start in starts:
        if start is None:
            yield None
        else:
            yield start // unit - before
            before = start // unit


def _table(values: Sequence[object]) -> dict[str, object]:
    """A column of few different values."""
    table: dict[str, int] = {}
    of = [table.setdefault(json.dumps(value), len(table)) for value in values]
    return {"table": [json.loads(value) for value in table], "of": of}


def _names(values: Sequence[Sequence[tuple[str, str]]]) -> dict[str, object]:
    """For each event which names it has; ``table`` has each name as address and words."""
    table: dict[tuple[str, str], int] = {}
    of = [[table.setdefault(name, len(table)) for name in each] for each in values]
    return {"table": [list(name) for name in table], "of": of}
