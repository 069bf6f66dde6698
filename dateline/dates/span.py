"""What a date is once read: its parts, its bounds, its certainty, its place in order."""

from enum import IntEnum

from msgspec import Struct


class Precision(IntEnum):
    """How finely a date is known, coarse to fine, so that the coarser sorts first."""

    MILLENNIUM = 0
    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6
    HOUR = 7
    MINUTE = 8
    SECOND = 9


class Part(Struct, frozen=True):
    """One date: a year, or a year and more, as EDTF writes its components.

    ``year`` is EDTF text ("1829", "182X", "-0043", "Y170000002"); ``month`` also holds
    the seasons 21–41; ``time`` is "05", "05:00" or "05:00:30"; ``zone`` "Z" or "+02:00".
    ``marks`` is "" or one character for each component that is there (year, month,
    day): "?", "~", "%" or "." for none (EDTF level 2, Qualification).
    ``earliest`` and ``latest`` are the first and last second it can mean.
    """

    year: str
    month: str
    day: str
    time: str
    zone: str
    marks: str
    earliest: int
    latest: int
    precision: Precision

    @property
    def edtf(self) -> str:
        """The canonical EDTF text of this part."""
        written = [text for text in (self.year, self.month, self.day) if text]
        marks = set(self.marks)
        suffix = ""
        if len(marks) == 1:
            suffix = self.marks[0]
        elif marks:
            signs = self.marks.replace(".", " ")
            pairs = zip(signs, written, strict=True)
            written = [sign.strip() + text for sign, text in pairs]
        time = f"T{self.time}{self.zone}" if self.time else ""
        return "-".join(written) + time + suffix

    @property
    def is_masked(self) -> bool:
        """Whether a digit is left open with an X."""
        return "X" in self.year or "X" in self.month or "X" in self.day


class Choice(Struct, frozen=True):
    """One member of a one-of set (EDTF level 2, Set representation).

    A stretch, open where a side is None; a single date has twice the same part.
    """

    first: Part | None
    last: Part | None

    @property
    def edtf(self) -> str:
        """The canonical EDTF text of this member."""
        if self.first == self.last and self.first:
            return self.first.edtf
        first = self.first.edtf if self.first else ""
        return f"{first}..{self.last.edtf if self.last else ''}"


class Span(Struct, frozen=True):
    """A date as read; every consumer sees this and nothing else.

    ``written`` are the words of the file and ``edtf`` the canonical text that reads
    again to an equal span but for ``written``. ``earliest`` and ``latest`` count
    seconds from 1970-01-01T00:00:00 on the proleptic Gregorian calendar, both
    included; a date without a zone is taken as UTC. None is an open or unknown side.
    ``precision`` is that of the start, or of the only side there is. ``start`` and
    ``end`` are the sides of an interval; a single date has its part as both.
    ``choices`` are the members of a one-of set.
    """

    written: str
    edtf: str
    earliest: int | None
    latest: int | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    is_interval: bool = False
    is_one_of: bool = False
    open_start: bool = False
    open_end: bool = False
    unknown_start: bool = False
    unknown_end: bool = False
    start: Part | None = None
    end: Part | None = None
    choices: tuple[Choice, ...] = ()

    def sort_key(self) -> tuple[int, int, int, int, int]:
        """Orders by the earliest second, then the coarser first, then the earlier end.

        What has no start goes by its end, before everything else at that second. Two
        spans with equal keys cover the same seconds equally precisely.
        """
        if self.earliest is None:
            return (self.latest or 0, 0, self.precision, 0, self.latest or 0)
        is_endless = self.latest is None
        return (self.earliest, 1, self.precision, is_endless, self.latest or 0)


class Misread(Struct, frozen=True):
    """Why a text is no date: a stable rule, what is there, what to write instead."""

    rule: str
    text: str
    hint: str
