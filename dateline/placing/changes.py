"""The page of changes: corrections by day, newest first, and when events came and changed."""

from collections.abc import Iterator
from dataclasses import replace

from .. import cards, pages
from . import Placing


def changes_page(placing: Placing, made: tuple[pages.Card, ...]) -> pages.ChangesPage:
    """Everything that was corrected, added or changed, by day."""
    wording = placing.wording
    days: dict[str, list[pages.Change]] = {}
    for change in _changes(placing, made):
        days.setdefault(change.when.edtf, []).append(change)
    ordered = tuple(
        pages.Day(found[0].when, tuple(found))
        for _, found in sorted(days.items(), reverse=True)
    )
    return pages.ChangesPage(
        placing.site, "changes.html", wording.say("Changes"), "", ordered
    )


def _changes(placing: Placing, made: tuple[pages.Card, ...]) -> Iterator[pages.Change]:
    wording, history = placing.wording, placing.timeline.history
    for card in made:
        link = pages.Link(card.title, card.href)
        for correction in card.corrections:
            words = wording.say("Corrected")
            note = replace(correction.note, page=card.href)
            yield pages.Change(correction.when, "correction", words, link, note)
        lived = history.get(card.id)
        if lived:
            first = cards.when(lived.first, wording)
            yield pages.Change(
                first, "added", wording.say("Added"), link, pages.Prose("")
            )
            if lived.last.edtf != lived.first.edtf:
                last = cards.when(lived.last, wording)
                words = wording.say("Changed")
                yield pages.Change(last, "changed", words, link, pages.Prose(""))
