"""The axis as a picture: cards with their times in, shapes and words ready to draw out.

Three widths are drawn, for narrow, middling and wide pages; the browser shows the
widest for which it has room, so that what stands apart here does so there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from . import axis, pages
from .axis import Level, Moment, Settings, Stamp
from .model import AxisRecord, Timeline
from .moments import moment
from .wording import Wording

#: Widths in CSS pixels; the names are classes in the page.
WIDTHS = {"narrow": 288, "middling": 640, "wide": 1080}

#: Where things stand from top to bottom, in pixels.
CUT_LABEL, MARKS, BARS, BAR_STEP, LINE, TICK_LABEL, STRIP, HEIGHT = (
    11,
    32,
    51,
    6,
    70,
    85,
    94,
    101,
)


#: From the first and the last of the events at a mark to where it leads.
Lead = Callable[[pages.Card, pages.Card], str]


def settings(record: AxisRecord, width: float) -> Settings:
    """What the timeline says of its axis."""
    breaks = None
    if record.breaks is not None:
        breaks = tuple(
            (start.earliest, end.latest)
            for start, end in record.breaks
            if start.earliest is not None and end.latest is not None
        )
    return Settings(width, record.mode, breaks)


def here(first: pages.Card, _last: pages.Card) -> str:
    """Where a mark leads on a page that holds all its events: to the first of them."""
    return f"#{first.id}"


def pictures(
    timeline: Timeline,
    cards: Sequence[pages.Card],
    wording: Wording,
    lead: Lead = here,
) -> tuple[pages.Picture, ...]:
    """The axis in every width; ``lead`` says where its marks lead."""
    moments = [
        found for event in timeline.events if (found := moment(event.id, event.record))
    ]
    if not moments:
        return ()
    by_id = {card.id: card for card in cards}
    record = timeline.info.axis
    return tuple(
        _picture(name, moments, settings(record, width), by_id, wording, lead)
        for name, width in WIDTHS.items()
    )


def _picture(
    name: str,
    moments: Sequence[Moment],
    how: Settings,
    cards: Mapping[str, pages.Card],
    wording: Wording,
    lead: Lead,
) -> pages.Picture:
    drawn = axis.lay_out(moments, how, partial(characters, wording))
    return pages.Picture(
        name,
        f"{how.width:g}",
        str(HEIGHT),
        tuple(_cuts(drawn, wording)),
        tuple(_bars(drawn, cards)),
        tuple(_markers(drawn, cards, wording, lead)),
        tuple(_ticks(drawn, wording)),
        tuple(_number(x) for x in drawn.strip.xs),
        tuple((_number(a), _number(b - a)) for a, b in drawn.strip.windows),
        tuple(_line(drawn)),
    )


def _number(value: float) -> str:
    """A length as SVG takes it: a tenth of a pixel, no needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def _share(value: float, drawn: axis.Axis) -> str:
    """A place as a share of the width: the picture stretches, its shapes do not."""
    return f"{value / drawn.settings.width * 100:.3f}".rstrip("0").rstrip(".") + "%"


def _line(drawn: axis.Axis) -> Iterator[pages.Stroke]:
    if not drawn.segments:
        yield pages.Stroke("0", _number(drawn.settings.width))
    for segment in drawn.segments:
        yield pages.Stroke(
            f"{segment.x0:.4f}",
            f"{segment.x1:.4f}",
            str(segment.start),
            str(segment.end),
        )


def _cuts(drawn: axis.Axis, wording: Wording) -> Iterator[pages.Cut]:
    for cut in drawn.cuts:
        label = wording.length(cut.length.years, cut.length.months, cut.length.days)
        yield pages.Cut(
            _number(cut.x0),
            _number(cut.x1 - cut.x0),
            _share((cut.x0 + cut.x1) / 2, drawn),
            wording.short_length(cut.length.years, cut.length.months, cut.length.days),
            wording.say("{length} cut out here").format(length=label),
        )


def _bars(drawn: axis.Axis, cards: Mapping[str, pages.Card]) -> Iterator[pages.Bar]:
    for mark in drawn.marks:
        look = _look(cards[mark.key])
        if mark.fade_x0 is not None and mark.fade_x1 is not None:
            width = max(mark.fade_x1 - mark.fade_x0, 2)
            yield pages.Bar(
                "fade", _number(mark.fade_x0), _number(width), _number(BARS - 4), look
            )
        if mark.moment.kind == "interval" and mark.row is not None:
            y = _number(BARS + mark.row * BAR_STEP)
            width = max(mark.x1 - mark.x0, 2)
            tips = ["0%"] * mark.arrow_start + ["100%"] * mark.arrow_end
            yield pages.Bar(
                "bar", _number(mark.x0), _number(width), y, look, tuple(tips)
            )


def _markers(
    drawn: axis.Axis, cards: Mapping[str, pages.Card], wording: Wording, lead: Lead
) -> Iterator[pages.Marker]:
    total = wording.number(len(cards))
    for group in drawn.groups:
        first, last = cards[group.keys[0]], cards[group.keys[-1]]
        if len(group.keys) == 1:
            name = wording.say("{date}, {title}, event {n} of {total}").format(
                date=first.when.words,
                title=_named(first),
                n=wording.number(first.number),
                total=total,
            )
            label = ""
        else:
            label = wording.number(len(group.keys))
            name = wording.say("{events}, {first} to {last}").format(
                events=wording.events(len(group.keys)),
                first=first.when.short,
                last=last.when.short,
            )
        yield pages.Marker(
            _share(group.x, drawn),
            str(MARKS),
            lead(first, last),
            name,
            label,
            _look(first),
            first.importance,
            first.status,
        )


def _named(card: pages.Card) -> str:
    """The title, with how sure it is where that is in question."""
    if card.status == "established":
        return card.title
    return f"{card.title} ({card.status_words})"


def _look(card: pages.Card) -> int:
    return card.categories[0].look if card.categories else 0


def _ticks(drawn: axis.Axis, wording: Wording) -> Iterator[pages.Tick]:
    for one in drawn.ticks:
        words = wording.tick(*tick(one.level, one.stamp, one.is_full))
        label_x = _share(one.label_x, drawn) if one.label_x is not None else ""
        yield pages.Tick(_number(one.x), label_x, words if label_x else "")


def characters(wording: Wording, level: Level, stamp: Stamp, is_full: bool) -> int:
    """How many characters the label of a tick has."""
    return len(wording.tick(*tick(level, stamp, is_full)))


def tick(level: Level, stamp: Stamp, is_full: bool) -> tuple[str, str]:
    """What a tick says: its kind, and the date as EDTF or the number of years ago."""
    if level in ("megayear", "gigayear") and stamp.year < 0:
        unit = 10**9 if level == "gigayear" else 10**6
        return level, str(round(-stamp.year / unit))
    year = f"{stamp.year:04d}" if 0 <= stamp.year <= 9999 else _long_year(stamp.year)
    month, day = f"{stamp.month:02d}", f"{stamp.day:02d}"
    if level == "month":
        return "month", f"{year}-{month}"
    if level == "day":
        return ("date" if is_full else "day"), f"{year}-{month}-{day}"
    if level in ("hour", "minute"):
        clock = f"{stamp.hour:02d}:{stamp.minute:02d}"
        return (
            ("time", f"{year}-{month}-{day}T{clock}") if is_full else ("clock", clock)
        )
    return "year", year


def _long_year(year: int) -> str:
    if -9999 <= year < 0:
        return f"-{-year:04d}"
    return f"Y{year}"
