"""The one way in: any text and a language, a span or the reason why not."""

import unicodedata
from functools import lru_cache

from . import refusals
from .edtf import read_edtf, read_plain_day
from .span import Misread, Span

LONGEST = 400  # characters of a date; a set of ten spelled-out dates has that many
_HYPHENS = str.maketrans({"−": "-", "‐": "-", "‑": "-"})


def read(written: str, language: str = "en") -> Span | Misread:
    """The date a text means, in EDTF or in words of the timeline's language.

    In: the words of the file and a BCP 47 language. Out: a span, or a misread that
    says what is there and what to write. Never raises, whatever the text.
    """
    return read_plain_day(written) or _read(written, language)


@lru_cache(maxsize=8192)
def _read(written: str, language: str) -> Span | Misread:
    text = written.strip()
    if not text:
        return refusals.empty()
    if len(text) > LONGEST:
        return refusals.too_long(text, LONGEST)
    language = language.replace("_", "-").split("-")[0].lower()
    if not text.isascii():
        if refused := _foreign_digits(text):
            return refused
        text = _ascii_digits(text).translate(_HYPHENS)
    found = _attempt(text, written, language)
    if found is not None:
        return found
    from .explain import explain  # only texts that are no date pay for it

    return explain(text, text, lambda guess: _guessed(guess, language))


def _attempt(text: str, written: str, language: str) -> Span | Misread | None:
    if found := read_edtf(text, written):
        return found
    from .words import read_words  # a timeline in EDTF never pays for it

    return read_words(text, written, language)


def _guessed(text: str, language: str) -> Span | Misread:
    return _attempt(text, text, language) or refusals.unreadable(text)


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0–9; everything else as it is."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
    )


def _foreign_digits(text: str) -> Misread | None:
    """Refuses Persian and Arabic digits in years that may be of those calendars.

    A Persian year now is about 1400, and so is an Islamic one; ۱۳۵۷ can be either of
    three years. ۱۹۷۹ can only be Gregorian.
    """
    run = ""
    for letter in text + " ":
        if "٠" <= letter <= "٩" or "۰" <= letter <= "۹":
            run += str(unicodedata.decimal(letter))
            continue
        if len(run) == 4 and 1200 <= int(run) <= 1500:
            reading = f"may be of the Gregorian, the Persian or the Islamic year {run}"
            return Misread(
                "date-two-calendars",
                f"“{text}” {reading}",
                f"Write {run} in the digits 0 to 9 for the Gregorian year, or the "
                "Gregorian date here and the other one under “original_date”.",
            )
        run = ""
    return None
