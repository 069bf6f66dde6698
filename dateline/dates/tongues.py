"""What the words about dates are in one language: its name in, patterns out.

The patterns come from what ``say`` says (``phrases``) and from the further ways of
saying the same that are listed here. English is understood in every timeline, because
the hints are English.
"""

import re
from functools import lru_cache

from msgspec import Struct

from .phrases import PHRASES
from .refusals import MONTHS, WEEKDAYS

MORE: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "plain": ("in {0}", "on {0}", "the year {0}"),
        "about": (
            "c {0}", "c.{0}", "ca. {0}", "ca {0}", "circa {0}", "about {0}",
            "around {0}", "approximately {0}", "approx. {0}", "{0} (approximate)",
            "{0} (circa)",
        ),
        "uncertain": ("perhaps {0}", "possibly {0}", "probably {0}", "{0} ?"),
        "before": ("earlier than {0}", "prior to {0}"),
        "after": ("later than {0}",),
        "since": ("from {0} on", "from {0} onwards", "{0} onwards"),
        "until": ("till {0}", "up to {0}"),
        "interval": (
            "from {0} to {1}", "from {0} until {1}", "{0} to {1}", "{0} until {1}",
        ),
        "decade": ("the {0}s", "{0}'s", "the {0}'s"),
        "decade_hundred": ("the {0}s (decade)",),
        "century": ("the {ordinal} century", "{ordinal} c."),
        "millennium": ("the {ordinal} millennium",),
        "spring": ("spring of {0}", "the spring of {0}"),
        "summer": ("summer of {0}", "the summer of {0}"),
        "autumn": ("autumn of {0}", "the autumn of {0}", "fall {0}", "fall of {0}"),
        "winter": ("winter of {0}", "the winter of {0}"),
        "half_1": ("the first half of {0}",),
        "half_2": ("the second half of {0}",),
    },
    "de": {
        "about": ("um {0}", "um den {0}", "circa {0}", "etwa {0}", "ungefähr {0}"),
        "uncertain": ("vielleicht {0}", "vermutlich {0}"),
        "interval": ("von {0} bis {1}", "vom {0} bis {1}", "vom {0} bis zum {1}"),
        "autumn": ("Herbst des Jahres {0}",),
        "decade": ("{0}er Jahre", "{0}er"),
    },
    "fr": {
        "about": ("environ {0}", "env. {0}", "ca. {0}", "circa {0}"),
        "uncertain": ("peut-être {0}", "probablement {0}"),
        "interval": ("de {0} à {1}", "du {0} au {1}"),
        "until": ("jusqu’à {0}",),
    },
    "ru": {
        "about": ("ок. {0}", "примерно {0}", "приблизительно {0}"),
        "uncertain": ("возможно, {0}", "возможно {0}", "вероятно, {0}"),
        "interval": ("с {0} по {1}", "с {0} до {1}"),
        "between": ("между {0} и {1}",),
    },
    "fa": {
        "about": ("حدوداً {0}", "در حدود {0}"),
        "before": ("قبل از {0}",),
        "after": ("بعد از {0}",),
        "interval": ("از {0} تا {1}",),
        "between": ("میان {0} و {1}",),
    },
}  # fmt: skip
_PLACES = {
    "0": "(?P<first>.+)", "g": "(?P<first>.+)",
    "1": "(?P<last>.+)", "h": "(?P<last>.+)",
    "number": "(?P<number>[0-9]{1,3})", "roman": "(?P<roman>[ivxlc]{1,8})",
    "ordinal": "(?P<number>[0-9]{1,3})(?:st|nd|rd|th)",
}  # fmt: skip
_ENGLISH_ERAS = {
    "bce": 0, "bc": 0, "b.c.": 0, "b.c.e.": 0,
    "ce": 1, "ad": 1, "a.d.": 1, "c.e.": 1,
}  # fmt: skip
SPOKEN_YEAR = re.compile(r" ?(?:г\.|г|года?|году|р\.)(?= |$)")


class Tongue(Struct, frozen=True, eq=False):  # one a language, so itself is its key
    """The words of one language: names of months and the like, and framing phrases."""

    months: dict[str, int]
    eras: dict[str, int]
    quarters: dict[str, int]
    weekdays: dict[str, int]
    frames: dict[str, tuple[re.Pattern[str], ...]]
    components: dict[str, tuple[str, str]]


def fold(text: str) -> str:
    """The text as it is compared: single spaces, no capitals, plain hyphens."""
    folded = " ".join(text.casefold().split())
    for letter, plain in (("’", "'"), ("‘", "'"), ("−", "-"), ("‐", "-"), ("‑", "-")):
        folded = folded.replace(letter, plain)
    return folded


@lru_cache(maxsize=32)
def tongue(language: str) -> Tongue:
    """The words of a language; of English where nothing is known of it."""
    own = PHRASES.get(language, {})
    frames: dict[str, list[re.Pattern[str]]] = {}
    for key, template in own.items():
        frames.setdefault(key.split(".")[0], []).append(_pattern(template))
    for key, templates in MORE.get(language, {}).items():
        frames.setdefault(key, []).extend(map(_pattern, templates))
    names = {
        fold(own[name + sign]): (name, sign)
        for name in ("year", "month", "day")
        for sign in "~?"
        if name + sign in own
    }
    known = {key: tuple(patterns) for key, patterns in frames.items()}
    if language == "en":
        english = (_english_months(), _ENGLISH_ERAS, _ENGLISH_QUARTERS, _english_days())
        return Tongue(*english, known, names)
    return Tongue(*_from_babel(language), known, names)


def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    pieces[1::2] = [_PLACES[place] for place in pieces[1::2]]
    pieces[0::2] = [re.escape(_fold_inside(text)) for text in pieces[0::2]]
    return re.compile("".join(pieces))


def _fold_inside(text: str) -> str:
    """Folds a piece of a phrase without losing the spaces at its ends."""
    return fold("|" + text.replace(" ", " ") + "|")[1:-1] if text.strip() else text


_ENGLISH_QUARTERS = {
    f"{name} quarter": number
    for number, names in enumerate(
        (("1st", "first"), ("2nd", "second"), ("3rd", "third"), ("4th", "fourth")), 1
    )
    for name in names
}


def _english_months() -> dict[str, int]:
    names = {"sept": 9}
    for number, name in enumerate(MONTHS, 1):
        names[name.casefold()] = names[name[:3].casefold()] = number
    return names


def _english_days() -> dict[str, int]:
    short = {name[:3].casefold(): number for number, name in enumerate(WEEKDAYS)}
    return short | {name.casefold(): number for number, name in enumerate(WEEKDAYS)}


Names = dict[str, int]


def _from_babel(language: str) -> tuple[Names, Names, Names, Names]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}, {}, {}, {}
    months = {
        fold(str(name)).rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
    }
    eras = {
        fold(str(locale.eras[width][era])): era
        for width in ("abbreviated", "wide")
        for era in (0, 1)
    }
    quarters = {fold(str(n)): q for q, n in locale.quarters["format"]["wide"].items()}
    days = locale.days["format"]["wide"].items()
    weekdays = {fold(str(name)): number for number, name in days}
    return months, eras, quarters, weekdays
