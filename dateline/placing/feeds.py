"""Feeds of what is new: events by the day they were made known, and corrections.

Never by the day of which an event tells: a timeline of 1829 has news today.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from .. import days, pages
from ..days import Days
from ..model import Event, Timeline
from ..permanent import absolute, tag
from ..wording import Wording
from . import Placing

#: So many entries at most. Who follows a feed asks for it every few hours, each time for
#: all of it; what is older stands on the pages that it leads to.
NEWEST = 50


class _Feed(Struct, frozen=True):
    """A feed before it has a format: its place on the site and its entries."""

    feed: pages.Feed
    name: str
    home: str
    entries: tuple[pages.Entry, ...]


class _Told(Struct, frozen=True):
    """An event of which a day is known."""

    event: Event
    card: pages.Card
    days: Days


def of_site(
    timeline: Timeline, wording: Wording, known: Mapping[str, Days]
) -> tuple[pages.Feed, ...]:
    """The feed of all events and that of all corrections.

    None where it is not known where the site is published, or no day of any event.
    """
    title = timeline.info.title
    if not timeline.info.base_url or not _newest(known):
        return ()
    corrections = f"{wording.say('Corrections')} · {title}"
    return _feed("feed", title), _feed("changes", corrections)


def of_category(placing: Placing, key: str) -> tuple[pages.Feed, ...]:
    """The feed of one category; none where it would have no entry."""
    title = placing.timeline.categories[key].label
    is_told = any(
        key in event.record.categories and placing.days[event.id].latest
        for event in placing.timeline.events
    )
    if not is_told or not placing.site.feeds:
        return ()
    return (_feed(f"categories/{key}", f"{title} · {placing.site.title}"),)


def feed_pages(
    placing: Placing, made: Sequence[pages.Card]
) -> Iterator[pages.FeedPage]:
    """Every feed in both formats; ``made`` are the cards of all events, in order."""
    site = placing.site
    for one in _feeds(placing, made):
        updated = one.entries[0].updated if one.entries else ""
        for kind, address in (
            (pages.FeedPage, one.feed.atom),
            (pages.JsonFeedPage, one.feed.json),
        ):
            yield kind(
                site=site,
                address=address,
                title=one.feed.title,
                description=site.subtitle,
                id=tag(site.base, one.name),
                updated=updated or _moment(_newest(placing.days)),
                home=absolute(site.base, one.home),
                entries=one.entries,
            )


def _feeds(placing: Placing, made: Sequence[pages.Card]) -> Iterator[_Feed]:
    if not placing.site.feeds:
        return
    everything, corrections = placing.site.feeds
    told = _told(placing, made)
    newest = tuple(_entry(placing, one) for one in told[:NEWEST])
    yield _Feed(everything, "feed", "index.html", newest)
    corrected = tuple(_corrections(placing, made))
    yield _Feed(corrections, "changes", "changes.html", corrected)
    for key in placing.timeline.categories:
        own = [one for one in told if key in one.event.record.categories]
        for feed in of_category(placing, key):
            name = f"categories/{key}"
            entries = tuple(_entry(placing, one) for one in own[:NEWEST])
            yield _Feed(feed, name, f"{name}.html", entries)


def _feed(name: str, title: str) -> pages.Feed:
    return pages.Feed(title, f"{name}.xml", f"{name}.json")


def _told(placing: Placing, made: Sequence[pages.Card]) -> list[_Told]:
    """The events of which a day is known, the latest change first.

    Of one day, what was published last comes first, and of that the later event.
    """
    pairs = zip(placing.timeline.events, made, strict=True)
    told = [_Told(event, card, placing.days[event.id]) for event, card in pairs]
    return sorted(
        (one for one in told if one.days.latest),
        key=lambda one: (one.days.latest, one.days.published, one.card.number),
        reverse=True,
    )


def _entry(placing: Placing, told: _Told) -> pages.Entry:
    base, card = placing.site.base, told.card
    return pages.Entry(
        id=tag(base, f"events/{_name(told.event)}"),
        url=absolute(base, card.href),
        title=card.title,
        published=_moment(told.days.published),
        updated=_moment(told.days.latest),
        card=card,
    )


def _corrections(placing: Placing, made: Sequence[pages.Card]) -> Iterator[pages.Entry]:
    """The newest corrections; one whose day is not known at all is on the page alone."""
    base, found = placing.site.base, []
    for event, card in zip(placing.timeline.events, made, strict=True):
        same: Counter[str] = Counter()
        for record, said in zip(
            event.record.corrections, card.corrections, strict=True
        ):
            # The day and not the place in the list, which a newer one may change.
            name = f"corrections/{_name(event)}/{record.date.edtf}"
            same[name] += 1
            if same[name] > 1:
                name += f"/{same[name]}"
            if day := days.iso(record.date):
                found.append((day, card, said, tag(base, name)))
    found.sort(key=lambda each: (each[0], each[1].number), reverse=True)
    title = placing.wording.say("Corrected: {title}")
    for day, card, said, name in found[:NEWEST]:
        yield pages.Entry(
            id=name,
            url=absolute(base, card.href),
            title=title.format(title=card.title),
            published=_moment(day),
            updated=_moment(day),
            card=card,
            correction=said,
        )


def _name(event: Event) -> str:
    """What feeds know an event by: the first of its ids, whatever it is called now."""
    return (*event.record.aliases, event.id)[0]


def _newest(known: Mapping[str, Days]) -> str:
    return max((each.latest for each in known.values()), default="")


def _moment(day: str) -> str:
    """A day as RFC 3339 writes a moment; of the hour nobody keeps a record."""
    return f"{day}T00:00:00Z" if day else ""
