"""A poster as SVG: its words as large as they fit, and its place on the axis below."""

from collections.abc import Iterator
from html import escape

from ..pages import Poster
from . import letters

#: What is drawn in, and what comes out: two pixels for three units. Drawing and packing
#: take as long as there are pixels; large previews need 600 × 315 of them.
WIDTH, HEIGHT = 1200, 630
PIXELS = (800, 420)
_MARGIN = 64
_ACROSS = WIDTH - 2 * _MARGIN
#: From top to bottom: baselines, and where the title begins and ends.
_NAME, _DATE, _TITLE, _END, _CUT, _LINE, _LABEL = 82, 160, 186, 452, 500, 534, 582
#: Where nothing stands above the title, it begins here.
_HIGH = 118
_SIZES = (84, 76, 68, 60, 54, 48, 42)
#: Between lines; letters with signs above and below want more.
_LEADING = {"ltr": 1.2, "rtl": 1.45}

#: The colours of the light scheme in templates/assets/css/0-tokens.css.
_PAPER, _INK, _QUIET, _RULE, _ACCENT = (
    *("#fbfaf6", "#1d1b18", "#5d574e", "#d9d3c5", "#8c2f1b"),
)
_LOOKS = (
    *(_ACCENT, "#088fb1", "#a03e04", "#ae7822", "#276b5f"),
    *("#713594", "#374050", "#732100", "#7c59d9"),
)
#: The outline of a category's mark, as templates/_parts.html draws it.
_OUTLINES = (
    "M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z",
    "M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z",
    "M-4.4-4.4H4.4V4.4H-4.4Z",
    "M0-5.8L5.8 0L0 5.8L-5.8 0Z",
    "M0-5.2L5.4 4.4H-5.4Z",
    "M0 5.2L5.4-4.4H-5.4Z",
    "M-1.9-5.2H1.9V-1.9H5.2V1.9H1.9V5.2H-1.9V1.9H-5.2V-1.9H-1.9Z",
    "M0-5.4L5.1-1.7L3.2 4.4H-3.2L-5.1-1.7Z",
    "M0-5.8L1.5-1.8L5.6-1.7L2.4.9L3.5 5L0 2.6L-3.5 5L-2.4.9L-5.6-1.7L-1.5-1.8Z",
)


def svg(poster: Poster) -> str:
    """The whole sheet."""
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'width="{PIXELS[0]}" height="{PIXELS[1]}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}">'
            f'<path fill="{_PAPER}" d="M0 0H{WIDTH}V{HEIGHT}H0Z"/>'
            f'<path fill="{_ACCENT}" d="M0 0H{WIDTH}V14H0Z"/>',
            *_head(poster),
            *_title(poster),
            *_axis(poster),
            "</svg>",
        )
    )


def _head(poster: Poster) -> Iterator[str]:
    """The timeline and the number of sources, and below them the date."""
    facts = letters.shortened(
        poster.facts, _ACROSS, 30, letters.PLAIN, poster.direction
    )
    taken = letters.width(facts, 30, letters.PLAIN, poster.direction)
    if poster.name:
        room = _ACROSS - taken - 40
        name = letters.shortened(poster.name, room, 30, letters.BOLD, poster.direction)
        yield _text(poster, name, _NAME, 30, bold=True, color=_QUIET)
    yield _text(poster, facts, _NAME, 30, color=_QUIET, at_end=bool(poster.name))
    if poster.date:
        said = " · ".join(filter(None, (poster.date, poster.status)))
        size = _size(said, poster.direction)
        line = letters.shortened(said, _ACROSS, size, letters.BOLD, poster.direction)
        yield _text(poster, line, _DATE, size, bold=True, color=_ACCENT)


def _size(said: str, direction: str) -> int:
    """How large a line may be written so that nothing of it is lost, if it can be."""
    sizes = (40, 36, 32, 28)
    fits = (
        size
        for size in sizes
        if letters.width(said, size, letters.BOLD, direction) <= _ACROSS
    )
    return next(fits, sizes[-1])


def _title(poster: Poster) -> Iterator[str]:
    """The title, and what stands below it in smaller letters."""
    leading = _LEADING[poster.direction]
    top = _TITLE if poster.date else _HIGH
    room = _END - top - (110 if poster.below else 0)
    block = letters.fitting(
        poster.title, (_ACROSS, room), _SIZES, leading, poster.direction
    )
    at = float(top)
    for line in block.lines:
        at += block.size * leading
        yield _text(poster, line, at - block.size * 0.22, block.size, bold=True)
    if poster.below:
        small = letters.fitting(
            poster.below, (_ACROSS, 100), (36, 32), leading, poster.direction
        )
        at += 8
        for line in small.lines:
            at += small.size * leading
            yield _text(poster, line, at, small.size, color=_QUIET)


def _axis(poster: Poster) -> Iterator[str]:
    """The axis with its cuts, all events on it, and the one that this is about."""
    axis = poster.axis
    line = "".join(f"M{_x(poster, a)} {_LINE}H{_x(poster, b)}" for a, b in axis.line)
    yield f'<path stroke="{_QUIET}" stroke-width="3" d="{line}"/>'
    ticks = "".join(f"M{_x(poster, x)} {_LINE}v10" for x, _, _ in axis.ticks)
    yield f'<path stroke="{_QUIET}" stroke-width="2" d="{ticks}"/>'
    marks = "".join(f"M{_x(poster, x)} {_LINE - 16}v14" for x in axis.marks)
    yield f'<path stroke="{_INK}" stroke-opacity=".55" stroke-width="2.5" d="{marks}"/>'
    for x, label in axis.cuts:
        middle = _x(poster, x)
        yield (
            f'<path stroke="{_QUIET}" stroke-width="2.5" '
            f'd="M{middle - 3:.1f} {_LINE - 12}l-8 24m16-24l-8 24"/>'
        )
        yield _label(poster, label, middle, _CUT)
    for _, x, label in axis.ticks:
        yield _label(poster, label, _x(poster, x), _LABEL)
    yield from _spot(poster)


def _spot(poster: Poster) -> Iterator[str]:
    """The event's place: its marker, its bar, and all the room it may lie in."""
    spot = poster.spot
    if spot is None:
        return
    color = _LOOKS[poster.look]
    for ends, height, opacity in ((spot.fade, 34, ".25"), (spot.bar, 10, "1")):
        if ends:
            a, b = sorted(_x(poster, end) for end in ends)
            yield (
                f'<rect x="{a:.1f}" y="{_LINE - height / 2:g}" rx="4" '
                f'width="{max(b - a, 4):.1f}" height="{height}" '
                f'fill="{color}" fill-opacity="{opacity}"/>'
            )
    yield (
        f'<path transform="translate({_x(poster, spot.x)} {_LINE}) scale(3.4)" '
        f'fill="{color}" stroke="{_PAPER}" stroke-width="1.2" paint-order="stroke" '
        f'd="{_OUTLINES[poster.look]}"/>'
    )


def _x(poster: Poster, place: float) -> float:
    """Where a place of the axis is on the sheet; it begins where reading does."""
    x = place / poster.axis.length * _ACROSS
    return round(WIDTH - _MARGIN - x if poster.direction == "rtl" else _MARGIN + x, 1)


def _label(poster: Poster, words: str, middle: float, y: int) -> str:
    taken = letters.width(words, 22, letters.PLAIN, poster.direction)
    return _written(poster, words, middle - taken / 2, y, 22, letters.PLAIN, _QUIET)


def _text(
    poster: Poster,
    words: str,
    y: float,
    size: int,
    *,
    bold: bool = False,
    color: str = _INK,
    at_end: bool = False,
) -> str:
    """One line, from where reading begins, or up to where it ends."""
    weight = letters.BOLD if bold else letters.PLAIN
    left = float(_MARGIN)
    if (poster.direction == "rtl") != at_end:
        taken = letters.width(words, size, weight, poster.direction)
        left = WIDTH - _MARGIN - taken
    return _written(poster, words, left, y, size, weight, color)


def _written(
    poster: Poster,
    words: str,
    left: float,
    y: float,
    size: int,
    weight: int,
    color: str,
) -> str:
    """A line from its left edge on, each stretch of it in its own font and direction."""
    drawn = []
    found = list(letters.runs(words, poster.direction))
    for run in reversed(found) if poster.direction == "rtl" else found:
        is_rtl = run.direction == "rtl"
        # Room at the end of a line has the direction of the sheet, which is that of Latin.
        said = run.words.strip(" ")
        rest = run.words.rstrip(" ") if is_rtl else run.words.lstrip(" ")
        room = " " * (len(run.words) - len(rest))
        at = left + letters.width(room, size, weight, run.direction)
        said = f"\u2067{escape(said)}\u2069" if is_rtl else escape(said)
        drawn.append(
            f'<text x="{at:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}" '
            f'font-weight="{weight}" font-family="{run.family}">{said}</text>'
        )
        left += letters.width(run.words, size, weight, run.direction)
    return "".join(drawn)
