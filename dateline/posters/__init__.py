"""Posters in, PNG out: the picture that is shown where a link to a page is shared.

The words and the axis are drawn as SVG from what ``placing.posters`` knows, and that is
turned into pixels. Letters come from two packages of fonts and from nowhere else, so that
a poster is the same on every machine. What draws is imported when something is drawn.
"""

import re
from collections.abc import Callable, Sequence

from ..pages import Poster
from ..workers import shared

#: So many posters at most are drawn for one timeline.
MOST = 100
#: Fewer than these are drawn before a process would be started for them.
FEW = 4

#: What the fonts can write: Latin, Greek, Cyrillic, Arabic, Devanagari, and the signs of
#: their texts. tests/test_posters.py holds it against the fonts.
_WRITTEN = re.compile(
    r"[ -~\xa0-\u024f\u0300-\u036f\u0370-\u03e1\u03f0-\u052f\u0600-\u06ff\u0750-\u077f"
    r"\u0900-\u097f\u1e00-\u1eff\u200b-\u2027\u202f-\u2044\u20ac\u20bd"
    r"\u2116\u2122\u2212]*"
)


def can_be_written(words: str) -> bool:
    """Whether there are letters for all of it."""
    return _WRITTEN.fullmatch(words) is not None


def drawn(
    posters: Sequence[Poster],
    workers: int = 1,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[bytes]:
    """A PNG of each poster, in their order, by as many processes as ``workers`` says."""
    return list(shared(_one, posters, workers, tell, FEW))


def _one(poster: Poster) -> bytes:
    from . import raster, sheet

    return raster.png(sheet.svg(poster))
