"""How wide words are: texts in, widths and lines out; and where the fonts lie."""

import importlib.util
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as harfbuzz
from msgspec import Struct

#: The fonts by the name of their family, each with the package that holds it and its file.
_FONTS = {
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
PLAIN, BOLD = 400, 700
_ELLIPSIS = "…"
#: What is left out before an ellipsis.
_OPEN = " ,;:–-"
#: More characters than these are on no poster, whatever their letters.
_MANY = 600
#: The letters that have a direction of their own (UAX 9, table 4).
_WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl", "AN": "rtl"}


class Block(Struct, frozen=True):
    """Lines of one size. ``is_whole`` is false where words had to be left out."""

    lines: tuple[str, ...]
    size: int
    is_whole: bool = True


class Run(Struct, frozen=True):
    """A stretch of a line: its font, its direction, its words."""

    family: str
    direction: str
    words: str


def files() -> list[str]:
    """The fonts' files."""
    return [str(_file(family)) for family in _FONTS]


def width(words: str, size: float, weight: int, direction: str) -> float:
    """How wide a line is, in pixels."""
    found = runs(words, direction)
    return size * sum(_advance(run.words, run.family, weight) for run in found)


def runs(words: str, direction: str) -> Iterator[Run]:
    """A line in stretches of one direction and one font, in the order of reading.

    What resvg is given is never of both: it would pile up the dots of Arabic letters
    that stand beside Cyrillic ones. A number goes with the letters before it, a sign with
    those on both sides or else with the line, a bracket as the one that it closes
    (UAX 9, W7 and N0 to N2, as far as titles go).
    """
    ways = _ways(words, direction)
    letters = [
        (way, _family(sign, way), sign) for way, sign in zip(ways, words, strict=True)
    ]
    for (way, family), run in groupby(letters, lambda letter: letter[:2]):
        yield Run(family, way, "".join(sign for _, _, sign in run))


def _ways(words: str, direction: str) -> list[str]:
    """The direction of every sign of a line."""
    found, last = [], direction
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        last = _WAYS.get(kind, last)
        found.append(last if kind == "EN" else _WAYS.get(kind, ""))
    opened: list[str] = []
    before = direction
    for at, sign in enumerate(words):
        if not found[at]:
            after = next(filter(None, found[at:]), direction)
            found[at] = before if before == after else direction
            if sign in ")]}" and opened:
                found[at] = opened.pop()
            elif sign in "([{":
                opened.append(found[at])
        before = found[at]
    return found


def fitting(
    words: str,
    room: tuple[float, float],
    sizes: Sequence[int],
    leading: float,
    direction: str,
) -> Block:
    """Bold words as large as they fit into a width and a height.

    ``sizes`` fall, ``leading`` is the height of a line at size 1. What does not fit even
    at the last size ends with an ellipsis.
    """
    across, down = room
    if len(words) > _MANY:
        words = words[:_MANY] + _ELLIPSIS
    most, block = 1, Block((), sizes[0])
    for size in sizes:
        most = max(1, int(down / (size * leading)))
        block = Block(tuple(_lines(words, across, size, direction)), size)
        if len(block.lines) <= most:
            return block
    rest = " ".join(block.lines[most - 1 :])
    last = _ended(rest, across, block.size, BOLD, direction)
    return Block((*block.lines[: most - 1], last), block.size, is_whole=False)


def shortened(words: str, across: float, size: int, weight: int, direction: str) -> str:
    """A line as it fits: whole, or up to an ellipsis."""
    if width(words, size, weight, direction) <= across:
        return words
    return _ended(words, across, size, weight, direction)


def _ended(words: str, across: float, size: int, weight: int, direction: str) -> str:
    """The beginning of words with an ellipsis, at the end of a word if one is near."""

    def fits(length: int) -> bool:
        line = words[:length].rstrip() + _ELLIPSIS
        return width(line, size, weight, direction) <= across

    cut = words[: _most(len(words), fits)]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > len(cut) / 2 else cut).rstrip(_OPEN) + _ELLIPSIS


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to a limit that fits; 0 if none does."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _lines(words: str, across: float, size: int, direction: str) -> Iterator[str]:
    """Words in lines, broken at spaces; a word wider than a line is broken where it must."""

    def fits(line: str) -> bool:
        return width(line, size, BOLD, direction) <= across

    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if fits(longer):
            line = longer
            continue
        if line:
            yield line
        *whole, line = _pieces(word, fits)
        yield from whole
    if line:
        yield line


def _pieces(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """A word, in as few pieces as fit and of one letter at least."""
    while len(word) > 1 and not fits(word):
        head = _head(word, fits)
        yield word[:head]
        word = word[head:]
    yield word


def _head(word: str, fits: Callable[[str], bool]) -> int:
    return max(1, _most(len(word), lambda length: fits(word[:length])))


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
