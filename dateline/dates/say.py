"""Dates in words: a span and a locale in, one line of text out.

Month names, the order of day, month and year, intervals, eras and the shape of times
are CLDR's, through Babel; the few words that CLDR lacks are in ``phrases``.
"""

from typing import Literal

from .looks import Look, look
from .parts import step, zone_minutes
from .span import Choice, Part, Precision, Span

Form = Literal["long", "short"]
_SEASONS = ("spring", "summer", "autumn", "winter")
_COMPONENTS = ("year", "month", "day")


def say(span: Span, locale: str = "en", form: Form = "long") -> str:
    """The date in words, as in "11 February 1829" or "11 Feb 1829".

    English puts the day first, also as plain "en"; "en-US" does not. What is said in
    the long form in English is read again to an equal date.
    """
    appearance = look(locale, form)
    if span.is_one_of:
        return _say_one_of(span, appearance)
    if span.is_interval:
        return _say_interval(span, appearance)
    assert span.start is not None
    return say_part(span.start, appearance)


def digits(text: str, locale: str = "en") -> str:
    """The text with the digits that the dates of this locale are said in."""
    return look(locale, "long").digits(text)


def say_part(part: Part, look: Look, of: bool = False) -> str:
    """One date in words with its marks; ``of`` asks for the genitive."""
    marks = set(part.marks)
    if not marks:
        return _bare(part, look, of)
    if len(marks) > 1:
        return look.phrase("with").format(
            _bare(part, look, of), _components(part, look)
        )
    text = _bare(part, look, of)
    if part.marks[0] in "~%":
        text = _framed(look, "about", part, of)
    if part.marks[0] in "?%":
        text = look.phrase("uncertain", look.form).format(text)
    return text


def _framed(look: Look, key: str, part: Part, of: bool = False) -> str:
    """A phrase around one part, without its marks when it is "about" them."""
    template = look.phrase(key, "day" if part.day else "")
    say_it = _bare if key == "about" else say_part
    genitive = say_it(part, look, True) if "{g}" in template else ""
    return template.format(say_it(part, look, of), g=genitive)


def _components(part: Part, look: Look) -> str:
    said = []
    for name, mark in zip(_COMPONENTS, part.marks, strict=False):
        said += [look.phrase(name + sign) for sign in "~?" if mark in (sign, "%")]
    return "; ".join(said)


def _bare(part: Part, look: Look, of: bool) -> str:
    if part.is_masked:
        return _say_masked(part, look, of)
    year = int(part.year.lstrip("Y"))
    if not part.month:
        return look.year(year)
    month = int(part.month)
    if month > 12:
        return _say_season(year, month, look, of)
    if not part.day:
        return look.month(year, month, of)
    day = look.day(year, month, int(part.day))
    return look.with_time(day, _clock(part, look)) if part.time else day


def _clock(part: Part, look: Look) -> str:
    time = look.time(part.time)
    if not part.zone or look.form == "short":
        return time
    minutes = zone_minutes(part.zone)
    sign = "−" if minutes < 0 else "+"
    ahead = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else ""
    return f"{time} ({look.digits('UTC' + ahead)})"


def _say_season(year: int, month: int, look: Look, of: bool) -> str:
    variant = "of" if of else ""
    said_year = look.year(year)
    if 33 <= month <= 36:
        return look.quarter(year, month - 32)
    if month >= 37:
        key = f"third_{month - 36}" if month < 40 else f"half_{month - 39}"
        return look.phrase(key, variant).format(said_year)
    text = look.phrase(_SEASONS[(month - 21) % 4], variant).format(said_year)
    hemisphere = {5: "", 6: "north", 7: "south"}[(month - 1) // 4]
    return look.phrase(hemisphere).format(text) if hemisphere else text


def _say_masked(part: Part, look: Look, of: bool) -> str:
    known = part.year.rstrip("X")
    month_open = part.month == "XX"
    if "X" not in known and not part.month:
        if said := _say_years(known, part.precision, look, of):
            return said
    elif "X" not in part.year and month_open and part.day in ("", "XX"):
        key = "some_day" if part.day else "some_month"
        return look.phrase(key).format(look.year(int(part.year)))
    elif "X" not in part.year + part.month and part.day == "XX":
        month = look.month(int(part.year), int(part.month), of)
        return look.phrase("some_day").format(month)
    unmarked = Part(part.year, part.month, part.day, "", "", "", 0, 0, part.precision)
    return look.phrase("masked").format(unmarked.edtf)


def _say_years(known: str, precision: Precision, look: Look, of: bool) -> str:
    """A decade, century or millennium; "" where its words would mean other years."""
    variant = "of" if of else ""
    number = abs(int(known or "0"))
    is_bce = known.startswith("-")
    if precision is Precision.DECADE:
        is_hundred = number % 10 == 0
        if is_bce or not number or (is_hundred and number < 100):
            return ""
        key = "decade_hundred" if is_hundred else "decade"
        text = look.phrase(key, variant).format(look.digits(str(number * 10)))
        return look.with_era(text, 1) if number < 100 else text
    key = "century" if precision is Precision.CENTURY else "millennium"
    variant = "first" if not number and not of else variant
    text = look.ordinal(look.phrase(key, variant), number + 1)
    return look.with_era(text, 0) if is_bce else text


def _say_interval(span: Span, look: Look) -> str:
    start, end = span.start, span.end
    if start and end:
        return look.compact(start, end) or look.range(
            say_part(start, look), say_part(end, look)
        )
    if start:
        return _framed(look, "since" if span.open_end else "to_unknown", start)
    assert end is not None
    return _framed(look, "until" if span.open_start else "from_unknown", end)


def _say_one_of(span: Span, look: Look) -> str:
    said = [_say_choice(choice, look) for choice in span.choices]
    return look.any_of(said) if len(said) > 1 else said[0]


def _say_choice(choice: Choice, look: Look) -> str:
    first, last = choice.first, choice.last
    if first and last:
        return say_part(first, look) if first == last else _between(first, last, look)
    if first:
        before = step(first, -1)
        return _framed(look, "after" if before else "or_later", before or first)
    assert last is not None
    after = step(last, 1)
    return _framed(look, "before" if after else "or_earlier", after or last)


def _between(first: Part, last: Part, look: Look) -> str:
    template = look.phrase("between", "day" if first.day and last.day else "")
    if shared := look.compact_sides(first, last):
        return template.format(*shared, g=shared[0], h=shared[1])
    sides = (say_part(first, look), say_part(last, look))
    genitive = (say_part(first, look, True), say_part(last, look, True))
    return template.format(*sides, g=genitive[0], h=genitive[1])
