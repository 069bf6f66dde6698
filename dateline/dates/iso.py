"""Dates for programs that know no more than ISO 8601: a span in, days and dates out."""

from .civil import DAY, civil, days
from .span import Part, Precision, Span


def bounds(span: Span) -> tuple[str, str]:
    """The first and the last day that a date can mean; empty on an open side.

    The form is that of XML Schema 1.1 (Part 2, 3.3.9 date): 0000 is 1 BCE, and years
    may have more than four digits. A time of day falls away; the day is that of its zone.
    """
    first = _day(span.start, span.earliest) if span.earliest is not None else None
    last = _day(span.end, span.latest) if span.latest is not None else None
    return (
        "" if first is None else day_text(first),
        "" if last is None else day_text(last),
    )


def known_days(span: Span) -> tuple[int, int] | None:
    """The first and the last day, counted from 1970-01-01, of what is known to the day.

    None where a day is not known, or only about or perhaps, and for one of several days.
    """
    start, end = span.start, span.end
    is_sure = not (span.is_one_of or span.approximate or span.uncertain)
    if not is_sure or start is None or end is None:
        return None
    if min(start.precision, end.precision) < Precision.DAY:
        return None
    return _day(start, start.earliest), _day(end, end.latest)


def day_text(number: int) -> str:
    """The day so many days after 1970-01-01, as XML Schema writes it."""
    year, month, day = civil(number)
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{day:02}"


def exact(part: Part | None) -> str:
    """One date as ISO 8601 has it, only as far as it is known; empty where it has none.

    That is a year, month, day or minute of the years 1 to 9999 without any mark; an
    hour without minutes is given as its day.
    """
    return "" if part is None or part.marks else plain(part)


def plain(part: Part) -> str:
    """The same, whatever marks it has."""
    if part.is_masked or part.month > "12":
        return ""
    if not part.year.isdigit() or part.year == "0000":
        return ""
    date = "-".join(text for text in (part.year, part.month, part.day) if text)
    if part.precision < Precision.MINUTE:
        return date
    return f"{date}T{part.time}{part.zone}"


def _day(part: Part | None, second: int) -> int:
    if part is not None and part.time:
        return days(int(part.year), int(part.month), int(part.day))
    return second // DAY
