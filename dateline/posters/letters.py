"""How wide words are: texts in, widths and lines out; and where the fonts lie."""

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as harfbuzz

#: The fonts by the name of their family, each with the package that holds it and its file.
_FONTS = {
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
PLAIN, BOLD = 400, 700
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size. ``is_whole`` is false where words had to be left out."""

    lines: tuple[str, ...]
    size: int
    is_whole: bool = True


def files() -> list[str]:
    """The fonts' files."""
    return [str(_file(family)) for family in _FONTS]


def width(words: str, size: float, weight: int, direction: str) -> float:
    """How wide a line is, in pixels."""
    found = runs(words, direction)
    return size * sum(_advance(run, family, weight) for family, run in found)


def runs(words: str, direction: str) -> Iterator[tuple[str, str]]:
    """The words in stretches of one font, each with the name of its family."""
    for family, run in groupby(words, lambda sign: _family(sign, direction)):
        yield family, "".join(run)


def fitting(
    words: str,
    room: tuple[float, float],
    sizes: Sequence[int],
    leading: float,
    rtl: str,
) -> Block:
    """Bold words as large as they fit into a width and a height.

    ``sizes`` fall, ``leading`` is the height of a line at size 1, ``rtl`` the direction.
    What does not fit even at the last size ends with an ellipsis.
    """
    across, down = room
    for size in sizes:
        most = max(1, int(down / (size * leading)))
        lines = tuple(_lines(words, across, size, rtl))
        if len(lines) <= most and all(
            width(line, size, BOLD, rtl) <= across for line in lines
        ):
            return Block(lines, size)
    size = sizes[-1]
    most = max(1, int(down / (size * leading)))
    lines = tuple(_lines(words, across, size, rtl))
    rest = " ".join(lines[most - 1 :])
    last = shortened(rest, across, size, BOLD, rtl)
    return Block((*lines[: most - 1], last), size, last == rest)


def shortened(words: str, across: float, size: int, weight: int, direction: str) -> str:
    """A line as it fits: whole, or up to an ellipsis."""
    if width(words, size, weight, direction) <= across:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        line = words[:middle].rstrip() + _ELLIPSIS
        if width(line, size, weight, direction) <= across:
            low = middle
        else:
            high = middle - 1
    cut = words[:low]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > low / 2 else cut).rstrip(" ,;:–-") + _ELLIPSIS


def _lines(words: str, across: float, size: int, direction: str) -> Iterator[str]:
    """Words in lines, broken at spaces; a word wider than a line is broken where it must."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, BOLD, direction) <= across:
            line = longer
            continue
        if line:
            yield line
        line = word
        while size and width(line, size, BOLD, direction) > across and len(line) > 1:
            head = _head(line, across, size, direction)
            yield head
            line = line[len(head) :]
    if line:
        yield line


def _head(word: str, across: float, size: int, direction: str) -> str:
    """As much of a word as fits into a line, and one letter at least."""
    for length in range(len(word) - 1, 1, -1):
        if width(word[:length], size, BOLD, direction) <= across:
            return word[:length]
    return word[:1]


@lru_cache(maxsize=4096)
def _family(sign: str, direction: str) -> str:
    """The first font that has a letter; signs that nobody sees stay with the first."""
    names = tuple(_FONTS)[::-1] if direction == "rtl" else tuple(_FONTS)
    found = (name for name in names if _font(name, PLAIN).get_nominal_glyph(ord(sign)))
    return next(found, names[0])


@lru_cache(maxsize=4096)
def _advance(words: str, family: str, weight: int) -> float:
    """How wide words in one font are at size 1."""
    font = _font(family, weight)
    buffer = harfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    units = sum(int(position.x_advance) for position in buffer.glyph_positions)
    return units / int(font.face.upem)


@lru_cache(maxsize=8)
def _font(family: str, weight: int) -> harfbuzz.Font:
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(_file(family))))
    font = harfbuzz.Font(face)
    font.set_variations({"wght": weight})
    return font


@lru_cache(maxsize=8)
def _file(family: str) -> Path:
    package, name = _FONTS[family]
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "files" / name
