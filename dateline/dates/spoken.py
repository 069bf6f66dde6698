"""One date in plain words: folded text and the words of a language in, a part out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from . import refusals
from .civil import DAY
from .parts import read_part, year_text
from .span import Misread, Part, Precision
from .tongues import SPOKEN_YEAR, Tongue

_YEAR = r"(?P<era_first>ad |a\.d\. )?(?P<year>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,12})"
_YEAR_ONLY = re.compile(_YEAR + r"(?: ?(?P<era>\D+))?")
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.)?"
_NAME = r"(?P<month>[^\W\d_](?:[^\d,()]*[^\d,().\s])?)\.?"
_ERA = r"(?: (?P<era>[^\d,()–]+))?"
_DAY_MONTH_YEAR = re.compile(rf"(?:the )?{_DAY} (?:of |de )?{_NAME},? {_YEAR}{_ERA}")
_MONTH_DAY_YEAR = re.compile(rf"{_NAME} {_DAY},? {_YEAR}{_ERA}")
_MONTH_YEAR = re.compile(rf"{_NAME},? (?:of )?{_YEAR}{_ERA}")
_TIME = re.compile(
    r"(?P<day>.+?)(?:, | at |t| )(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?P<hour>–[0-9]{2}:59)?"
    r"(?: ?\(?(?P<zone>utc|z)(?P<ahead>[+-][0-9]{2}:[0-9]{2})?\)?)?"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_SUBYEARS = {"third_1": 37, "third_2": 38, "third_3": 39, "half_1": 40, "half_2": 41}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
LONGEST = 140  # characters of one date with every mark on every component
Found = Part | Misread | None


def matches(text: str, words: Tongue, key: str) -> Iterator[re.Match[str]]:
    """The ways in which a text is one of the phrases of that key."""
    for pattern in words.frames.get(key, ()):
        if found := pattern.fullmatch(text):
            yield found


def marked(part: Part, mark: str) -> Part:
    """The part with a further mark on all that is written of it."""
    if not mark:
        return part
    both = {mark, *part.marks.replace(".", "").replace("%", "~?")}
    sign = mark if len(both) == 1 else "%"
    count = 1 + bool(part.month) + bool(part.day)
    return replace(part, marks=sign * count)


@lru_cache(maxsize=16_384)
def read_one(text: str, words: Tongue) -> Found:
    """One date with its marks; a misread where it is one that does not exist.

    Phrases nest, so the same piece comes up again and again: the cache keeps a text
    made of nothing but “about about about” from taking forever.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if found := read_part(text.upper(), text):
        return found
    if found := _read_calendar_words(text, words):
        return found
    for key, mark in (("plain", ""), ("uncertain", "?"), ("about", "~")):
        for match in matches(text, words, key):
            inner = read_one(match["first"], words)
            if inner:
                return marked(inner, mark) if isinstance(inner, Part) else inner
    if found := _read_weekday(text, words):
        return found
    return _read_timed(text, words) or _read_wrapped(text, words)


def _read_calendar_words(text: str, words: Tongue) -> Found:
    """Day, month and year; month and year; a year with or without its era."""
    text = SPOKEN_YEAR.sub("", text)
    for form in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _MONTH_YEAR):
        found = form.fullmatch(text)
        month = words.months.get(found["month"]) if found else None
        if found and month:
            day = int(found["day"]) if form is not _MONTH_YEAR else None
            return _assembled(found, month, day, text, words)
    found = _YEAR_ONLY.fullmatch(text)
    return _assembled(found, None, None, text, words) if found else None


def _assembled(
    found: re.Match[str], month: int | None, day: int | None, text: str, words: Tongue
) -> Found:
    digits = re.sub(r"\D", "", found["year"])
    era = words.eras.get(found["era"].strip()) if found["era"] else None
    if (found["era"] and era is None) or len(digits) > 12:
        return None
    era = 1 if found["era_first"] and era is None else era
    if era is None and len(digits) < 3:
        is_perhaps_day = day is None and int(digits) < 32
        return None if is_perhaps_day or not month else refusals.short_year(text)
    if era is None and len(digits) > 4:
        return None
    number = int(digits)
    if not number and era is not None:
        return refusals.year_zero(text)
    year = year_text(1 - number if era == 0 else number)
    more = "" if month is None else f"-{month:02}"
    more += "" if day is None else f"-{day:02}"
    return read_part(year + more, text)


def _read_weekday(text: str, words: Tongue) -> Found:
    """A day with its day of the week, which must be the right one."""
    name, _, rest = text.partition(" ")
    weekday = words.weekdays.get(name.rstrip(",."))
    part = read_one(rest, words) if weekday is not None else None
    if not isinstance(part, Part) or part.precision < Precision.DAY or part.is_masked:
        return part if isinstance(part, Misread) else None
    midnight = read_part(f"{part.year}-{part.month}-{part.day}", text)
    assert isinstance(midnight, Part)
    actual = (midnight.earliest // DAY + 3) % 7
    if actual != weekday:
        return refusals.other_weekday(text, refusals.WEEKDAYS[actual], part.edtf)
    return part


def _read_timed(text: str, words: Tongue) -> Found:
    found = _TIME.fullmatch(text)
    day = read_one(found["day"], words) if found else None
    if found is None or not isinstance(day, Part) or day.time or not day.day:
        return day if isinstance(day, Misread) else None
    time = found["time"].rjust(5, "0") if found["time"][1] == ":" else found["time"]
    time = time[:2] if found["hour"] else time
    zone = found["ahead"] or ("Z" if found["zone"] else "")
    return read_part(f"{replace(day, marks='').edtf}T{time}{zone}", text)


def _read_wrapped(text: str, words: Tongue) -> Found:
    """Everything with a phrase around a year, a month or another date."""
    for match in matches(text, words, "masked"):
        return read_part(match["first"].upper(), text)
    return (
        _read_season(text, words)
        or _read_some(text, words)
        or _read_components(text, words)
        or _read_many_years(text, words)
    )


def _read_season(text: str, words: Tongue) -> Found:
    """A season, a quarter, a third or a half of a year."""
    for key, number in (_SEASONS | _SUBYEARS).items():
        for match in matches(text, words, key):
            if found := _in_year(match["first"], number, words):
                return found
    for name, number in words.quarters.items():
        if text.startswith(name + " "):
            year = text.removeprefix(name + " ").removeprefix("of ")
            return _in_year(year, 32 + number, words)
    for key, further in (("north", 4), ("south", 8)):
        for match in matches(text, words, key):
            inner = _read_season(match["first"], words)
            if isinstance(inner, Part) and int(inner.month) <= 24:
                return read_part(f"{inner.year}-{int(inner.month) + further}", text)
    return None


def _in_year(text: str, number: int, words: Tongue) -> Found:
    year = read_one(text, words)
    if not isinstance(year, Part) or year.edtf != year.year:
        return year if isinstance(year, Misread) else None
    return read_part(f"{year.year}-{number}", text)


def _read_some(text: str, words: Tongue) -> Found:
    """A day or a month of which only the year, or the year and month, is known."""
    for key in ("some_day", "some_month"):
        for match in matches(text, words, key):
            inner = read_one(match["first"], words)
            if not isinstance(inner, Part) or inner.marks:
                continue
            is_whole_year = inner.precision is Precision.YEAR and key == "some_day"
            more = "-XX-XX" if is_whole_year else "-XX"
            return read_part(inner.edtf + more, text)
    return None


def _read_components(text: str, words: Tongue) -> Found:
    head, bracket, tail = text.rpartition(" (")
    if not bracket or not tail.endswith(")"):
        return None
    signs = {"year": "", "month": "", "day": ""}
    for name in tail[:-1].split("; "):
        if name not in words.components:
            return None
        component, sign = words.components[name]
        signs[component] += sign
    part = read_one(head, words)
    if not isinstance(part, Part) or part.marks:
        return part if isinstance(part, Misread) else None
    count = 1 + bool(part.month) + bool(part.day)
    marks = ["%" if len(sign) > 1 else sign or "." for sign in signs.values()]
    return replace(part, marks="".join(marks[:count]))


def _read_many_years(text: str, words: Tongue) -> Found:
    """A decade, century or millennium, with or without its era."""
    era: int | None = None
    for name, value in words.eras.items():
        if text.endswith(" " + name):
            text, era = text.removesuffix(" " + name), value
            break
    for key, width in (("decade_hundred", 3), ("decade", 3), ("century", 2)):
        for match in matches(text, words, key):
            if found := _years_part(match, key, width, era, text):
                return found
    for match in matches(text, words, "millennium"):
        return _years_part(match, "millennium", 1, era, text)
    return None


def _years_part(
    match: re.Match[str], key: str, width: int, era: int | None, text: str
) -> Found:
    if key.startswith("decade"):
        digits = match["first"]
        if not re.fullmatch("[0-9]{2,4}", digits) or digits[-1] != "0" or era == 0:
            return None
        if len(digits) == 2 and era is None:
            return refusals.short_year(text)
        if digits.endswith("00") and key == "decade":
            tens, hundreds = f"{digits[:-1]:0>3}X", f"{digits[:-2]:0>2}XX"
            return refusals.two_readings(text, tens, hundreds)
        return read_part(f"{digits[:-1]:0>3}X", text)
    groups = match.groupdict()
    roman = groups.get("roman") or "i"  # “Ier siècle” stands for itself
    number = int(groups["number"]) if groups.get("number") else _arabic(roman)
    if not 0 < number <= 10**width:
        return None
    sign = "-" if era == 0 else ""
    return read_part(sign + f"{number - 1:0{width}}".ljust(4, "X"), text)


def _arabic(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < later else value for value, later in pairs)
