"""Which pages have a poster, and all that is drawn on it: a timeline and its cards in.

A poster is the picture that is shown where a link to a page is shared. Open Graph takes
whole addresses only, so that there is none where ``base_url`` is not known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from .. import axis, drawing, pages
from ..model import Timeline
from ..moments import moment
from ..posters import MOST, can_be_written
from ..wording import Wording

#: How long the axis is as it is laid out; its drawing is enlarged to the poster's width.
_LENGTH = 596


def posters(
    timeline: Timeline,
    home: pages.IndexPage,
    made: Sequence[pages.Card],
    wording: Wording,
) -> Mapping[str, pages.Poster]:
    """The posters by the address of the page that they belong to.

    Where there are more than ``MOST`` events, the most important of them have one. A page
    whose words our letters cannot write has none.
    """
    if not home.site.base:
        return {}
    line, spots = _axis(timeline, wording)
    drawn = {"index.html": _of_all(home, line)}
    chosen = sorted(made, key=lambda card: (-card.importance, card.number))[:MOST]
    for card in sorted(chosen, key=lambda card: card.number):
        poster = _of_event(home, card, line, wording)
        drawn[card.href] = replace(poster, spot=spots.get(card.id))
    return {
        address: poster
        for address, poster in drawn.items()
        if can_be_written(" ".join(poster.words))
    }


def shown(
    whole: Iterable[pages.Page], drawn: Mapping[str, pages.Poster]
) -> Iterator[pages.Page]:
    """Every page with its own poster; events and periods else with the timeline's."""
    home = drawn.get("index.html")
    for page in whole:
        poster = drawn.get(page.address)
        if poster is None and isinstance(page, pages.EventPage | pages.PeriodPage):
            poster = home
        if poster:
            page = replace(page, picture=poster.address, picture_alt=poster.alt)
        yield page


def _of_all(home: pages.IndexPage, line: pages.PosterAxis) -> pages.Poster:
    site = home.site
    said = [site.title, site.subtitle, home.facts]
    return pages.Poster(
        "poster.png",
        _sentences(said),
        site.direction,
        name="",
        facts=home.facts,
        date="",
        title=site.title,
        below=site.subtitle,
        status="",
        look=0,
        axis=line,
    )


def _of_event(
    home: pages.IndexPage, card: pages.Card, line: pages.PosterAxis, wording: Wording
) -> pages.Poster:
    site = home.site
    sources = wording.sources(len(card.notes))
    status = "" if card.status == "established" else card.status_words
    said = wording.say("{date}, {title}, event {n} of {total}").format(
        date=card.when.words,
        title=card.title,
        n=wording.number(card.number),
        total=wording.number(home.total),
    )
    return pages.Poster(
        f"posters/{card.id}.png",
        _sentences([said, status, site.title, sources]),
        site.direction,
        name=site.title,
        facts=sources,
        date=card.when.words,
        title=card.title,
        below="",
        status=status,
        look=card.categories[0].look if card.categories else 0,
        axis=line,
    )


def _sentences(said: Sequence[str]) -> str:
    """Words as a row of sentences: what a screen reader says of a poster."""
    return " ".join(
        words if words.endswith((".", "!", "?", "…")) else f"{words}."
        for words in said
        if words
    )


def _axis(
    timeline: Timeline, wording: Wording
) -> tuple[pages.PosterAxis, Mapping[str, pages.Spot]]:
    """The axis with its cuts, and where every event stands on it."""
    moments = [
        found for event in timeline.events if (found := moment(event.id, event.record))
    ]
    if not moments:
        return pages.PosterAxis(_LENGTH), {}
    how = drawing.settings(timeline.info.axis, _LENGTH)
    drawn = axis.lay_out(moments, how, partial(drawing.characters, wording))
    line = [(segment.x0, segment.x1) for segment in drawn.segments]
    shown = pages.PosterAxis(
        _LENGTH,
        tuple((_tenth(x0), _tenth(x1)) for x0, x1 in line or [(0.0, float(_LENGTH))]),
        tuple(
            (
                _tenth((cut.x0 + cut.x1) / 2),
                wording.short_length(
                    cut.length.years, cut.length.months, cut.length.days
                ),
            )
            for cut in drawn.cuts
        ),
        tuple(
            (
                _tenth(tick.x),
                _tenth(tick.label_x),
                wording.tick(*drawing.tick(tick.level, tick.stamp, tick.is_full)),
            )
            for tick in drawn.ticks
            if tick.label_x is not None
        ),
        tuple(sorted({round(mark.x * 2) / 2 for mark in drawn.marks})),
    )
    return shown, {mark.key: _spot(mark) for mark in drawn.marks}


def _spot(mark: axis.Mark) -> pages.Spot:
    fades = mark.fade_x0 is not None and mark.fade_x1 is not None
    return pages.Spot(
        _tenth(mark.x),
        (_tenth(mark.x0), _tenth(mark.x1)) if mark.x1 > mark.x0 else None,
        (_tenth(mark.fade_x0 or 0), _tenth(mark.fade_x1 or 0)) if fades else None,
    )


def _tenth(value: float) -> float:
    return round(value, 1)
