"""The interface's sentences in one language: facts in, words out.

Words that stand in templates go through the same catalogue; these are the ones that
count, choose or join.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import Literal

from . import catalogue, dates
from .links import ALIVE, Seen

DAY = 86400
YEAR = 365.2425 * DAY
MONTH = YEAR / 12


@dataclass(frozen=True)
class Wording:
    """The words of one language (BCP 47)."""

    language: str

    @cached_property
    def catalogue(self) -> NullTranslations:
        """The gettext catalogue behind the words."""
        return catalogue.words(self.language)

    def say(self, message: str) -> str:
        """One message, translated."""
        return self.catalogue.gettext(message)

    def count(self, one: str, many: str, number: int) -> str:
        """A message with a number in it, in the plural form the language asks for."""
        return self.catalogue.ngettext(one, many, number).format(n=self.number(number))

    def number(self, value: int) -> str:
        """A whole number with the language's digits and grouping (CLDR)."""
        if self.language.split("-")[0] == "en":
            return f"{value:,}"
        from babel.numbers import format_decimal

        locale = catalogue.locale(self.language)
        grouped = format_decimal(value, locale=locale, numbering_system="default")
        return dates.digits(grouped, self.language)  # babel leaves them 0 to 9

    def date(self, span: dates.Span) -> str:
        """A date in its long form."""
        return _said(span, self.language, "long")

    def short_date(self, span: dates.Span) -> str:
        """A date in its short form."""
        return _said(span, self.language, "short")

    def status(self, status: str) -> str:
        """The word for a status."""
        return {
            "established": self.say("Established"),
            "reported": self.say("Reported"),
            "disputed": self.say("Disputed"),
            "alleged": self.say("Alleged"),
        }[status]

    def said_by(self, claimed: Sequence[str], denied: Sequence[str]) -> str:
        """Who says what is alleged or disputed, and who denies it; may be empty."""
        parts = []
        if claimed:
            said = self.say("Said by {names}.")
            parts.append(said.format(names=self.listed(list(claimed))))
        if denied:
            against = self.say("Denied or contradicted by {names}.")
            parts.append(against.format(names=self.listed(list(denied))))
        return " ".join(parts)

    def importance(self, importance: int) -> str:
        """The words for an importance."""
        return {
            1: self.say("Context"),
            2: self.say("Notable"),
            3: self.say("Turning point"),
        }[importance]

    def kind(self, kind: str) -> str:
        """The words for a kind of source."""
        return {
            "reference": self.say("Reference work"),
            "news": self.say("News"),
            "agency": self.say("News agency"),
            "analysis": self.say("Analysis"),
            "official": self.say("Official statement"),
            "document": self.say("Document"),
            "dataset": self.say("Dataset"),
            "book": self.say("Book"),
            "other": self.say("Other"),
        }[kind]

    def group(self, kind: str) -> str:
        """The word for what a page of events has in common."""
        return {
            "category": self.say("Category"),
            "actor": self.say("Actor"),
            "place": self.say("Place"),
        }[kind]

    def allows(self, licence: str) -> str:
        """What a licence allows a reader to do with the source; empty if not known."""
        return {
            "CC0": self.say("Anything, without conditions."),
            "Public domain": self.say("Anything: nobody holds a copyright."),
            "CC BY": self.say("Copying and changing, also for sale, with credit."),
            "CC BY-SA": self.say(
                "Copying and changing with credit, under the same licence."
            ),
            "CC BY-ND": self.say("Copying unchanged, with credit."),
            "CC BY-NC": self.say("Copying and changing with credit, not for sale."),
            "CC BY-NC-SA": self.say(
                "Copying and changing with credit, not for sale, under the same licence."
            ),
            "CC BY-NC-ND": self.say("Copying unchanged, with credit, not for sale."),
            "All rights reserved": self.say(
                "Reading, linking and short quotation; anything else needs permission."
            ),
        }.get(licence, "")

    def seen(self, seen: Seen) -> str:
        """What was last seen at a source's address, and when."""
        day = self._iso(seen.day)
        if seen.state in ALIVE:
            return self.say("It was there on {date}.").format(date=day)
        words = {
            "gone": self.say("It was gone on {date}."),
            "unreachable": self.say("It could not be reached on {date}."),
        }.get(seen.state, self.say("Its host did not let us look on {date}."))
        last = ""
        if seen.last_live:
            before = self._iso(seen.last_live)
            last = " " + self.say("It was last there on {date}.").format(date=before)
        return words.format(date=day) + last

    def _iso(self, day: str) -> str:
        span = dates.read(day)
        return self.date(span) if isinstance(span, dates.Span) else day

    def rank(self, rank: str) -> str:
        """The words for the rank of an account."""
        return {
            "preferred": self.say("Preferred here"),
            "normal": "",
            "rejected": self.say("Not followed here"),
        }[rank]

    def relation(self, how: str) -> str:
        """The words for how two events hang together; an editor's own words stay."""
        return {
            "because of": self.say("Because of"),
            "led to": self.say("Led to"),
            "part of": self.say("Part of"),
            "reply to": self.say("Reply to"),
            "related to": self.say("Related to"),
        }.get(how, how[:1].upper() + how[1:])

    def relation_back(self, how: str) -> str:
        """The words for the same, seen from the other event."""
        return {
            "because of": self.say("Led to"),
            "led to": self.say("Because of"),
            "part of": self.say("Includes"),
            "reply to": self.say("Answered by"),
        }.get(how, self.say("Related to"))

    def calendar(self, calendar: str) -> str:
        """The name of a calendar."""
        return {
            "julian": self.say("Julian calendar"),
            "persian": self.say("Persian calendar"),
            "islamic": self.say("Islamic calendar"),
        }[calendar]

    def gap(self, seconds: int) -> str:
        """“150 years without an entry”; empty below a year."""
        # A stretch of whole years may be up to two days shorter than as many mean years.
        years = int((seconds + 2 * DAY) / YEAR)
        if years < 1:
            return ""
        return self.count(
            "{n} year without an entry", "{n} years without an entry", years
        )

    def events(self, number: int) -> str:
        """“45 events”."""
        return self.count("{n} event", "{n} events", number)

    def context(self, number: int, first: str, last: str) -> str:
        """“14 context events between 3 Mar 2022 and 9 Apr 2022”: what a fold holds."""
        if first == last:
            message = self.catalogue.ngettext(
                "{n} context event, {date}", "{n} context events, {date}", number
            )
            return message.format(n=self.number(number), date=first)
        message = self.catalogue.ngettext(
            "{n} context event between {first} and {last}",
            "{n} context events between {first} and {last}",
            number,
        )
        return message.format(n=self.number(number), first=first, last=last)

    def sources(self, number: int) -> str:
        """“130 sources”."""
        return self.count("{n} source", "{n} sources", number)

    def steps(self, number: int) -> str:
        """“7 steps”."""
        return self.count("{n} step", "{n} steps", number)

    def accounts(self, number: int) -> str:
        """“2 accounts differ”: on how many points the sources of an event do."""
        return self.count(
            "Sources differ on {n} point", "Sources differ on {n} points", number
        )

    def listed(self, words: list[str]) -> str:
        """Words joined as the language joins them (CLDR list patterns)."""
        if self.language.split("-")[0] == "en" or len(words) < 2:
            head = ", ".join(words[:-1])
            return f"{head} and {words[-1]}" if head else "".join(words)
        from babel.lists import format_list

        return format_list(words, locale=catalogue.locale(self.language))

    def length(self, years: int, months: int, days: int) -> str:
        """A length of time by its largest unit: “150 years”."""
        if years:
            return self.count("{n} year", "{n} years", years)
        if months:
            return self.count("{n} month", "{n} months", months)
        return self.count("{n} day", "{n} days", days)

    def short_length(self, years: int, months: int, days: int) -> str:
        """The same where there is little room: “150 y”."""
        if years:
            return self.count("{n} y", "{n} y", years)
        if months:
            return self.count("{n} mo", "{n} mo", months)
        return self.count("{n} d", "{n} d", days)

    def year(self, year: int) -> str:
        """A year in words; 0 is 1 BCE."""
        return self.tick("year", _edtf_year(year))

    def years(self, first: int, last: int) -> str:
        """Two years and all between: “1828–2024”; one where they are the same."""
        if first == last:
            return self.year(first)
        span = dates.read(f"{_edtf_year(first)}/{_edtf_year(last)}")
        return self.short_date(span) if isinstance(span, dates.Span) else ""

    def decade(self, year: int) -> str:
        """The decade that begins with a year: “1820s”."""
        if not 0 <= year <= 9990:
            return self.year(year)
        span = dates.read(f"{year // 10:03d}X")
        return dates.say(span, self.language) if isinstance(span, dates.Span) else ""

    def tick(self, kind: str, value: str) -> str:
        """What stands at a tick of the axis.

        ``kind`` is gigayear or megayear with a number of them ago, clock with a time,
        or else an EDTF date to be said as short as its kind allows.
        """
        if kind == "gigayear":
            return self.count(
                "{n} billion years ago", "{n} billion years ago", int(value)
            )
        if kind == "megayear":
            return self.count(
                "{n} million years ago", "{n} million years ago", int(value)
            )
        if kind == "clock":
            return value
        return _tick_date(self.language, kind, value)


def _edtf_year(year: int) -> str:
    """A year as EDTF writes it (level 0; level 1 beyond four digits)."""
    if 0 <= year <= 9999:
        return f"{year:04d}"
    return f"-{-year:04d}" if -9999 <= year < 0 else f"Y{year}"


@lru_cache(maxsize=1 << 14)  # pages and files say the same dates
def _said(span: dates.Span, language: str, form: Literal["long", "short"]) -> str:
    return dates.say(span, language, form)


@lru_cache(maxsize=4096)
def _tick_date(language: str, kind: str, value: str) -> str:
    span = dates.read(value)
    if isinstance(span, dates.Misread):
        return value
    words = dates.say(span, language, "short")
    if kind == "day":
        # “11 Feb”: the year stands at the first tick of the stretch.
        year = dates.read(value[:-6])
        said = "" if isinstance(year, dates.Misread) else dates.say(year, language)
        return words.replace(said, "").strip(" ,./-") or words
    return words
