"""A date as it was typed in; how it was understood, and how it is written here, out."""

from .. import dates
from ..dates.civil import DAY, civil
from ..source import Text
from .habits import Habits

#: Fields that hold a date.
DATES = ("date", "published", "accessed")


def understood(span: dates.Span, language: str) -> str:
    """“about 1450, shown as c. 1450; sorted at 1 January 1450”."""
    written = " ".join(span.written.split())
    return f"{written}, shown as {dates.say(span, language)}; {_sorted(span)}"


def _sorted(span: dates.Span) -> str:
    if span.earliest is not None:
        return f"sorted at {_day(span.earliest)}"
    assert span.latest is not None
    return f"sorted by its end, {_day(span.latest)}"


def _day(second: int) -> str:
    """The day of a moment; a year alone where it has more than four digits."""
    year, month, day = civil(second // DAY)
    written = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    if abs(year) > 9999:
        written = f"Y{year}"
    read = dates.read(written)
    return dates.say(read) if isinstance(read, dates.Span) else written


def as_written_here(name: str, written: str, habits: Habits, language: str) -> str:
    """The date in the standard's form (EDTF) where the records around are in it."""
    span = dates.read(written, language)
    values = [record.values.get(name) for record in habits.records]
    found = [value.value for value in values if isinstance(value, Text)]
    if not found or not isinstance(span, dates.Span):
        return written
    standard = [text for text in found if _edtf(text, language) == text]
    return span.edtf if 2 * len(standard) > len(found) else written


def _edtf(written: str, language: str) -> str | None:
    read = dates.read(written, language)
    return read.edtf if isinstance(read, dates.Span) else None
