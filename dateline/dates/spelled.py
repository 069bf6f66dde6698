"""Dates of any calendar in English words: their calendar and their numbers out."""

import re

from .months import month_names
from .refusals import MONTHS

_NAMES = {
    "julian": r"julian|old style|o\.? ?s\.?",
    "persian": r"persian|iranian|solar hijri|shamsi|jalali|s\. ?h\.?|a\.? ?p\.?",
    "islamic": r"islamic|lunar hijri|hijri|qamari|a\.? ?h\.?",
}
_NUMBERS = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DAY_MONTH_YEAR = re.compile(
    r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>\D+?) (?P<year>[0-9]{3,4})"
)
_MONTH_DAY_YEAR = re.compile(
    r"(?P<month>\D+?) (?P<day>[0-9]{1,2}) (?P<year>[0-9]{3,4})"
)


def calendar_in(text: str) -> tuple[str, str] | None:
    """“30 January 1829 (Julian)” → ("julian", "30 January 1829"); None without a name.

    The names of its months are the name of a calendar as well, if no other has them.
    """
    for calendar, names in _NAMES.items():
        pattern = rf"\s*[(\[]?(?<!\w)(?:{names})(?!\w)(?: calendar| date)?[)\]]?,?\s*"
        rest = re.sub(pattern, " ", text, count=1, flags=re.IGNORECASE).strip()
        if rest != text.strip() and in_numbers(calendar, rest):
            return calendar, rest
    for calendar in ("persian", "islamic"):
        if not _NUMBERS.fullmatch(text.strip()) and in_numbers(calendar, text):
            return calendar, text
    return None


def in_numbers(calendar: str, words: str) -> str | None:
    """“30 January 1829” → “1829-01-30”, with the month names of that calendar."""
    plain = " ".join(words.replace(",", " ").split())
    if _NUMBERS.fullmatch(plain):
        return plain
    found = _DAY_MONTH_YEAR.fullmatch(plain) or _MONTH_DAY_YEAR.fullmatch(plain)
    if not found:
        return None
    names = [_letters(name) for name in month_names(calendar, "en") or MONTHS]
    month = _letters(found["month"])
    if month not in names:
        return None
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return f"{int(found['year']):04}-{names.index(month) + 1:02}{day}"


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())
