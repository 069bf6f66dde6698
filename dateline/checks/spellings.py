"""Checks of names that are written in two ways by a slip of one letter."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from ..draft import Draft
from ..problems import Problem
from ..slugs import slug
from ..source import Text

#: Letters from which on a word may have slips; in shorter ones a letter makes another
#: name: “Ana” and “Anna”, “Niger” and “Nigeria”.
DOUBLED, LEFT_OUT = 5, 7
_TWICE = re.compile(r"([^\W\d_])\1+")


def spellings(draft: Draft) -> Iterator[Problem]:
    """A name that stands once is no other one, which stands more often, but for a slip.

    A slip is a letter too few or too many inside one long word. The ends of a word do
    not count: “Liberia” is not “Iberia”, nor “Valentina” “Valentin”.
    """
    for field in ("actors", "places"):
        names = [name for event in draft.events for name in event.names(field)]
        times = Counter(name.value for name in names)
        usual = _usual(times)
        for name in names:
            if times[name.value] == 1 and (match := _slip(name.value, usual)):
                yield _almost(name, match)


def _usual(times: Mapping[str, int]) -> dict[tuple[str, ...], str]:
    """The names that stand more than once, by all that a slip may make of them."""
    often = sorted(name for name, count in times.items() if count > 1)
    found: dict[tuple[str, ...], str] = {}
    for name in often:
        for key in {_words(name), *_shorter(_words(name))}:
            found.setdefault(key, name)
    return found


def _slip(name: str, usual: Mapping[tuple[str, ...], str]) -> str | None:
    """The usual name that was meant, if it is not this one written right."""
    words = _words(name)
    for key in (words, *_shorter(words)):
        match = usual.get(key)
        # One of the two is whole: two that each lack a letter are two names.
        if match and words != key != _words(match):
            continue
        if match and slug(match) != slug(name):
            return match
    return None


def _words(name: str) -> tuple[str, ...]:
    """The words as they are compared: case, accents and letters that stand twice aside."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    return tuple(
        _TWICE.sub(r"\1", word) if len(word) >= DOUBLED else word
        for word in re.findall(r"\w+", bare)
    )


def _shorter(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The same without one letter inside one of the long words."""
    for place, word in enumerate(words):
        if len(word) >= LEFT_OUT and word.isalpha():
            for cut in range(1, len(word) - 1):
                less = word[:cut] + word[cut + 1 :]
                yield *words[:place], less, *words[place + 1 :]


def _almost(name: Text, match: str) -> Problem:
    return Problem(
        name.at,
        f"“{name.value}” stands in this event alone, and “{match}” in others",
        f"If it is the same, write: {match}",
        "almost-the-same",
        "warning",
        length=len(name.value),
    )
