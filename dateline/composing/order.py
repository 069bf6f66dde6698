"""Events and a new date in; the file and the place among its events out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from .. import dates
from ..draft import text_of
from ..source import Fields, Items, Node

MAIN = "events.yaml"


class Listed(Struct, frozen=True):
    """The events of one file: when each is, or None where that cannot be read."""

    file: str
    dates: tuple[dates.Span | None, ...]


def listed(documents: Mapping[str, Fields], language: str) -> list[Listed]:
    """The events of every file, in the order of the files."""
    return [
        Listed(file, tuple(_date(node, language) for node in events_of(document)))
        for file, document in documents.items()
    ]


def events_of(document: Fields) -> tuple[Node, ...]:
    """The items under “events”, whatever they are."""
    node = document.values.get("events")
    return node.items if isinstance(node, Items) else ()


def _date(node: Node, language: str) -> dates.Span | None:
    written = text_of(node, "date")
    read = dates.read(written.value, language) if written else None
    return read if isinstance(read, dates.Span) else None


def file_for(files: Sequence[Listed], date: dates.Span) -> str:
    """The file that holds the neighbours in time; events.yaml where there are none.

    Where the event before and the event after are in two files, the nearer one decides.
    """
    new = date.sort_key()
    known = sorted(
        (span.sort_key(), one.file) for one in files for span in one.dates if span
    )
    before = [pair for pair in known if pair[0] <= new]
    after = [pair for pair in known if pair[0] > new]
    if before and after:
        is_nearer = new[0] - before[-1][0][0] <= after[0][0][0] - new[0]
        return before[-1][1] if is_nearer else after[0][1]
    if before or after:
        return (before[-1:] or after[:1])[0][1]
    return MAIN


def are_in_time(listed: Sequence[dates.Span | None]) -> bool:
    """Whether the events of a file stand in order of time, forwards or backwards."""
    pairs = list(pairwise(span for span in listed if span))
    return not (
        any(_is_before(later, earlier) for earlier, later in pairs)
        and any(_is_before(earlier, later) for earlier, later in pairs)
    )


def index_for(listed: Sequence[dates.Span | None], date: dates.Span) -> int:
    """How many of a file's events come before the new one.

    All of them, unless the file is in order of time, forwards or backwards. Two dates
    that overlap are in order either way: a year may stand behind a day of it.
    """
    new = date.sort_key()
    known = [(number, span) for number, span in enumerate(listed) if span]
    pairs = list(pairwise(span for _, span in known))
    is_earlier = [span.sort_key() <= new for _, span in known]
    if not any(_is_before(later, earlier) for earlier, later in pairs):
        if True not in is_earlier:
            return 0 if known else len(listed)
        last = max(number for number, found in enumerate(is_earlier) if found)
        return known[last + 1][0] if last + 1 < len(known) else len(listed)
    if not any(_is_before(earlier, later) for earlier, later in pairs):
        return known[is_earlier.index(True)][0] if True in is_earlier else len(listed)
    return len(listed)


def _is_before(one: dates.Span, other: dates.Span) -> bool:
    """Whether one date is over before the other begins."""
    if one.latest is None or other.earliest is None:
        return False
    return one.latest < other.earliest
