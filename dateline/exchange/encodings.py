"""Bytes in; text and the encoding that was taken out, or the problem with them."""

import codecs
import re

from msgspec import Struct

from ..problems import Mark, Problem

_LINE_END, _ZERO = b"\n", b"\0"
#: Letters beyond ASCII that stand alone between others, and those that make up words.
_RUNS = re.compile(rb"[\x80-\xff]+")
#: The byte order marks that tell an encoding, the longest first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}
_ASK = "Name its encoding: --encoding windows-1252, or windows-1251, or another."


class Decoded(Struct, frozen=True):
    """A text with LF line ends, and the encoding it was in.

    ``is_guess`` where nothing in the file said so.
    """

    text: str
    encoding: str
    is_guess: bool = False


def is_known(name: str) -> bool:
    """Whether a name is that of an encoding of text."""
    try:
        codecs.lookup(name)
        b"a".decode(name)
    except (LookupError, ValueError):
        return False
    return True


def decoded(data: bytes, file: str, encoding: str = "") -> Decoded | Problem:
    """The text of a file; in the encoding named, or in the one that it seems to be in."""
    name = encoding or _told(data) or _guessed(data)
    if not name:
        text = "this file is not in UTF-8, and what else it is in cannot be told"
        return Problem(Mark(file), text, _ASK, "encoding")
    try:
        text = data.decode(name)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        said = f"the byte {data[start]:02X} is not {_NAMES.get(name, name)}"
        line = data.count(_LINE_END, 0, start) + 1
        return Problem(Mark(file, line, 1), said, _ASK, "encoding")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (place := text.find("\0")) >= 0:
        at = Mark(
            file, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        )
        said = "an invisible character stands here (U+0000)"
        hint = "This may be no text at all; save it as text in UTF-8."
        return Problem(at, said, hint, "control-character")
    is_guess = not encoding and name in ("cp1251", "cp1252")
    return Decoded(text, _NAMES.get(name, name), is_guess)


def _told(data: bytes) -> str:
    """The encoding by its byte order mark, by its zeros, or because it is UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:4096]
    if start.count(_ZERO) * 4 > len(start):
        return (
            "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _guessed(data: bytes) -> str:
    """Windows-1251 where words are made of such letters, 1252 where they stand alone."""
    runs = [len(run) for run in _RUNS.findall(data)]
    in_words = sum(run for run in runs if run >= 3)
    alone = sum(run for run in runs if run < 3)
    if in_words > 3 * alone:
        return "cp1251"
    return "cp1252" if alone > 3 * in_words else ""
