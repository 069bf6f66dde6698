"""The page of changes: corrections by day, newest first, and when events came and changed."""

from collections.abc import Iterator

from msgspec.structs import replace

from .. import cards, pages
from . import Placing


def changes_page(placing: Placing, made: tuple[pages.Card, ...]) -> pages.ChangesPage:
    """Everything that was corrected, added or changed, by day."""
    days: dict[str, dict[str, list[pages.Change]]] = {}
    dates: dict[str, pages.When] = {}
    for when, kind, change in _changes(placing, made):
        dates[when.edtf] = when
        days.setdefault(when.edtf, {}).setdefault(kind, []).append(change)
    ordered = tuple(
        pages.Day(dates[day], tuple(_kinds(placing, found)))
        for day, found in sorted(days.items(), reverse=True)
    )
    return pages.ChangesPage(
        placing.site, "changes.html", placing.wording.say("Changes"), "", ordered
    )


def _kinds(
    placing: Placing, found: dict[str, list[pages.Change]]
) -> Iterator[pages.Changes]:
    say = placing.wording.say
    in_order = (
        ("correction", say("Corrected")),
        ("added", say("Added")),
        ("changed", say("Changed")),
    )
    for kind, words in in_order:
        if kind in found:
            yield pages.Changes(kind, words, tuple(found[kind]))


def _changes(
    placing: Placing, made: tuple[pages.Card, ...]
) -> Iterator[tuple[pages.When, str, pages.Change]]:
    wording, history = placing.wording, placing.timeline.history
    for card in made:
        link = pages.Link(card.title, card.href)
        for correction in card.corrections:
            note = replace(correction.note, page=card.href)
            yield correction.when, "correction", pages.Change(link, note)
        plain = pages.Change(link, pages.Prose(""))
        lived = history.get(card.id)
        if lived:
            yield cards.when(lived.first, wording), "added", plain
            if lived.last.edtf != lived.first.edtf:
                yield cards.when(lived.last, wording), "changed", plain
