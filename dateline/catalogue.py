"""The interface's own words in a language: a BCP 47 tag in, gettext functions out."""

import gettext
import hashlib
import io
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
#: Languages written from right to left (CLDR, layout orientation).
RIGHT_TO_LEFT = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks."""
    found = (path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/*.po"))
    return ("en", *sorted(found))


def is_spoken(language: str) -> bool:
    """Whether the interface has words of its own in a language (BCP 47) or its parent."""
    return _primary(language) == "en" or _file(language) is not None


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


def _file(language: str) -> Path | None:
    """The catalogue nearest to a language."""
    for tag in (language.replace("-", "_"), _primary(language)):
        path = LOCALE / tag / "LC_MESSAGES" / "dateline.po"
        if path.is_file():
            return path
    return None


@lru_cache
def words(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, or of its parent (``fa`` for ``fa-IR``), or English.

    Catalogues are ``locale/<language>/LC_MESSAGES/dateline.po`` and are read as they
    are, so that a translation is one text file.
    """
    path = _file(language)
    if path is None:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        found = read_po(file)
    for message in list(found):  # babel would write the singular in their place
        said = message.string
        if isinstance(said, tuple) and not all(said):
            found.delete(message.id, message.context)
    compiled = io.BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def version(language: str) -> str:
    """What changes when the words of a language do: a digest of its catalogue."""
    path = _file(language)
    return hashlib.blake2b(path.read_bytes()).hexdigest() if path else ""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@lru_cache
def social_locale(language: str) -> str:
    """The language with a country, as Open Graph names it: “fa_IR” for fa.

    Where the tag has no country it is the likeliest one (CLDR); empty if none is known.
    """
    parts = language.split("-")
    for part in parts[1:]:
        if len(part) == 2:
            return f"{parts[0].lower()}_{part.upper()}"
    if parts[0].lower() == "en":
        return "en_US"
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(parts[0].lower(), "")).split("_")
    return f"{likely[0]}_{likely[-1]}" if len(likely) == 3 else ""


@lru_cache
def language_name(tag: str, language: str) -> str:
    """The name of a language in another (CLDR): “Russian” for ru in en; else the tag."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag.replace("-", "_")).get_display_name(locale(language))
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


@lru_cache
def country_name(code: str, language: str) -> str:
    """The name of a country in a language (CLDR): “Iran” for IR in en; else the code."""
    from babel import Locale

    return str(Locale.parse(locale(language)).territories.get(code, code))


def locale(language: str) -> str:
    """The nearest locale that CLDR knows."""
    from babel import Locale, UnknownLocaleError

    for tag in (language.replace("-", "_"), language.split("-")[0]):
        try:
            return str(Locale.parse(tag))
        except (UnknownLocaleError, ValueError):
            continue
    return "en"
