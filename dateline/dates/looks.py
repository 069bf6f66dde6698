"""How dates look in one locale: numbers and names in, words out; the door to Babel."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .phrases import phrase
from .span import Part, Precision

if TYPE_CHECKING:
    from babel import Locale

_FIELD = re.compile(r"'([^']*)'|([GyMLdHmsQ])\2*")
_DIGIT_ZERO = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966}
_COMPACT = {Precision.YEAR: "y", Precision.MONTH: "yMMM", Precision.DAY: "yMMMd"}
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


class Look:
    """The patterns, names and digits of one locale in one form, "long" or "short"."""

    def __init__(self, locale: "Locale", form: str) -> None:
        self.form = form
        self.language: str = locale.language
        self._locale = locale
        self._zero = _DIGIT_ZERO.get(locale.default_numbering_system or "")
        width = "wide" if form == "long" else "abbreviated"
        self._months: dict[str, dict[int, str]] = {
            "M": dict(locale.months["format"][width]),
            "L": dict(locale.months["stand-alone"][width]),
        }
        self._quarters: dict[int, str] = dict(locale.quarters["format"]["wide"])
        self._eras = [str(locale.eras["abbreviated"][era]) for era in (0, 1)]
        if self.language == "en":
            self._eras = [self.phrase("bce"), self.phrase("ce")]
        self._patterns = {name: self._pattern(name) for name in _FALLBACKS}
        if form == "long" and "MMMM" in (
            pattern := locale.date_formats["long"].pattern
        ):
            self._patterns["yMMMd"] = _tidy(pattern)

    def _pattern(self, skeleton: str) -> str:
        skeletons = self._locale.datetime_skeletons
        if self.form == "long" and skeleton == "yMMM" and "yMMMM" in skeletons:
            return _tidy(skeletons["yMMMM"].pattern)
        if skeleton not in skeletons:
            return _FALLBACKS[skeleton]
        return self._lengthen(_tidy(skeletons[skeleton].pattern))

    def _lengthen(self, pattern: str) -> str:
        if self.form == "short":
            return pattern
        return re.sub(r"(?<![ML])([ML])\1{2}(?![ML])", r"\1\1\1\1", pattern)

    def phrase(self, key: str, variant: str = "") -> str:
        """The template of that key in this language."""
        return phrase(self.language, key, variant)

    def digits(self, text: str) -> str:
        """The text with the digits of this locale."""
        if self._zero is None:
            return text
        return text.translate({48 + n: self._zero + n for n in range(10)})

    def ordinal(self, template: str, number: int) -> str:
        """A template with the number as ordinal (English), roman numeral or digits."""
        tail = "th" if 10 < number % 100 < 14 else _TAILS.get(number % 10, "th")
        roman, rest = "", number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        digits = self.digits(str(number))
        return template.format(number=digits, roman=roman, ordinal=f"{number}{tail}")

    def with_era(self, text: str, era: int) -> str:
        """The text followed by the name of its era, 0 before and 1 after year 1."""
        return f"{text} {self._eras[era]}"

    def year(self, year: int) -> str:
        """A year alone; astronomical 0 is 1 BCE."""
        return self._fill(self._named("y", year), year)

    def month(self, year: int, month: int, of: bool = False) -> str:
        """A month of a year; in the genitive where the language has one."""
        pattern = self._named("yMMM", year)
        return self._fill(pattern.replace("L", "M") if of else pattern, year, month)

    def day(self, year: int, month: int, day: int, names: tuple[str, ...] = ()) -> str:
        """A day; in another calendar with the ``names`` of its months, and no era."""
        if names:
            text = f"{day} {names[month - 1]} {year}"
            return self.digits(text)
        return self._fill(self._named("yMMMd", year), year, month, day)

    def quarter(self, year: int, quarter: int) -> str:
        """A quarter of a year."""
        pattern = self._patterns["yQQQQ"]
        if _era(year) is not None:
            pattern = re.sub("y+", lambda found: found[0] + " G", pattern)
        return self._fill(pattern, year, quarter=quarter)

    def time(self, time: str) -> str:
        """A time of day on a clock of 24 hours; an hour as its first and last minute."""
        clock = [int(number) for number in time.split(":")]
        if len(clock) == 1:
            return f"{self.time(f'{time}:00')}–{self.time(f'{time}:59')}"
        pattern = self._patterns["Hm" if len(clock) == 2 else "Hms"]
        return self._fill(pattern, 0, clock=(*clock, 0))

    def with_time(self, day: str, time: str) -> str:
        """A day with a time of that day."""
        pattern = str(self._locale.datetime_formats["medium"])
        return pattern.replace("{1}", day).replace("{0}", time).replace("'", "")

    def range(self, start: str, end: str) -> str:
        """Two dates with what this locale sets between them."""
        pattern = str(self._locale.interval_formats.get(None, "{0} – {1}"))
        return _tidy(pattern).replace("{0}", start).replace("{1}", end)

    def any_of(self, said: list[str]) -> str:
        """A list of alternatives."""
        from babel.lists import format_list

        return format_list(said, style="or", locale=self._locale)

    def compact(self, start: Part, end: Part) -> str:
        """Two plain dates with what they share said once; "" where that cannot be."""
        halves = self._halves(start, end)
        return "".join(self._said(half, part) for half, part in halves)

    def compact_sides(self, start: Part, end: Part) -> tuple[str, str] | None:
        """The same, as the two sides, without what stands between them."""
        halves = self._halves(start, end)
        if not halves:
            return None
        fields = list(_FIELD.finditer(halves[0][0]))
        end_of_first = fields[-1].end() if fields else 0
        is_ordinal = halves[0][0][end_of_first : end_of_first + 1] == "."
        first = halves[0][0][: end_of_first + is_ordinal]
        return self._said(first, start), self._said(halves[1][0], end)

    def _halves(self, start: Part, end: Part) -> list[tuple[str, Part]]:
        skeleton = _COMPACT.get(start.precision, "")
        for part in (start, end):
            is_plain = (
                part.year.isdigit() and part.year >= "1000" and not part.is_masked
            )
            if part.marks or part.precision != start.precision or not is_plain:
                return []
        differing = _differing(start, end)
        found = self._locale.interval_formats.get(skeleton, {}).get(differing)
        if not found or len(found) != 2:
            return []
        patterns = [self._lengthen(_tidy(half)) for half in found]
        return list(zip(patterns, (start, end), strict=True))

    def _said(self, pattern: str, part: Part) -> str:
        return self._fill(
            pattern, int(part.year), int(part.month or 1), int(part.day or 1)
        )

    def _grouped(self, number: int) -> str:
        if number <= 99_999:
            return str(number)
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale).replace("\u202f", "\u00a0")

    def _named(self, skeleton: str, year: int) -> str:
        return self._patterns[skeleton if _era(year) is None else "G" + skeleton]

    def _fill(
        self,
        pattern: str,
        year: int,
        month: int = 1,
        day: int = 1,
        quarter: int = 1,
        clock: tuple[int, ...] = (0, 0, 0),
    ) -> str:
        values = {"d": day, "H": clock[0], "m": clock[1], "s": clock[2]}

        def field(found: re.Match[str]) -> str:
            letter, width = found[0][0], len(found[0])
            if letter == "'":
                return found[1] or "'"
            if letter == "G":
                return self._eras[year > 0]
            if letter == "y":
                shown = year if year > 0 else 1 - year
                return self.digits(self._grouped(shown))
            if letter == "Q":
                return self._quarters[quarter]
            if letter in "ML" and width > 2:
                return self._months[letter][month]
            return self.digits(f"{values.get(letter, month):0{width}}")

        return _FIELD.sub(field, pattern)


_TAILS = {1: "st", 2: "nd", 3: "rd"}
_FALLBACKS = {
    "y": "y", "yMMM": "MMMM y", "yMMMd": "d MMMM y", "Gy": "y G", "GyMMM": "MMMM y G",
    "GyMMMd": "d MMMM y G", "yQQQQ": "QQQQ y", "Hm": "HH:mm", "Hms": "HH:mm:ss",
}  # fmt: skip


def _era(year: int) -> int | None:
    """0 before year 1, 1 for years that need their era named, None for the usual."""
    if year < 1:
        return 0
    return None if 999 < year <= 9999 else 1


def _differing(start: Part, end: Part) -> str:
    if start.year != end.year:
        return "y"
    if start.month != end.month:
        return "M"
    return "d" if start.day != end.day else ""


def _tidy(pattern: str) -> str:
    """CLDR's thin spaces as plain ones: they vanish in copied text and narrow fonts."""
    return pattern.replace("\u2009", " ").replace("\u202f", "\u00a0")


@lru_cache(maxsize=32)
def look(locale: str, form: str) -> Look:
    """The look of a BCP 47 locale; plain "en" is British, an unknown one English."""
    from babel import Locale, UnknownLocaleError

    name = {"en": "en-GB"}.get(locale, locale)
    language = name.replace("_", "-").split("-")[0]
    for tried in (name.replace("_", "-"), language):
        try:
            return Look(Locale.parse(tried, sep="-"), form)
        except (UnknownLocaleError, ValueError):
            continue
    return Look(Locale.parse("en_GB"), form)
