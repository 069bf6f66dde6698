"""When, in the lines of iCalendar (RFC 5545): dates in, properties with line breaks out.

Days are those of the Gregorian calendar also before there was one, as everywhere in the
format (3.7.1).
"""

from collections.abc import Iterator

from .. import dates
from ..dates.civil import DAY, civil, first_second
from ..days import Days

#: The years that a date of iCalendar can have; its day after the last has to fit too.
FIRST, LAST = first_second(1) // DAY, first_second(9999, 12, 31) // DAY
#: When nothing is known of when an event was written: the format asks for a time.
NO_STAMP = "19700101T000000Z"


def once(span: dates.Span) -> tuple[str, ...]:
    """The lines for a date: a day or whole days, or moments where a zone is given."""
    known = _within(span)
    if known is None:
        return ()
    if moments := _moments(span):
        return moments
    first, last = known
    return (
        f"DTSTART;VALUE=DATE:{_day(first)}\r\n",
        f"DTEND;VALUE=DATE:{_day(last + 1)}\r\n",  # not included (3.6.1)
    )


def every_year(span: dates.Span) -> tuple[str, ...]:
    """The lines for a single day that comes back; 29 February on the last of the month."""
    known = _within(span)
    if known is None or known[0] != known[1]:
        return ()
    is_leap_day = civil(known[0])[1:] == (2, 29)
    rule = "FREQ=YEARLY" + ";BYMONTH=2;BYMONTHDAY=-1" * is_leap_day
    return (
        f"DTSTART;VALUE=DATE:{_day(known[0])}\r\n",
        f"DTEND;VALUE=DATE:{_day(known[0] + 1)}\r\n",
        f"RRULE:{rule}\r\n",
    )


def _within(span: dates.Span) -> tuple[int, int] | None:
    """The known days, if iCalendar has them."""
    known = dates.known_days(span)
    return known if known and known[0] >= FIRST and known[1] < LAST else None


def _moments(span: dates.Span) -> tuple[str, ...]:
    """The lines for times of day whose zone is known, in UTC.

    What is known to the minute is a moment; what is known to the hour lasts that hour.
    """
    start, end = span.start, span.end
    if start is None or end is None or not (start.zone and end.zone):
        return ()
    first = start.earliest
    last = end.latest + 1 if end.precision is dates.Precision.HOUR else end.earliest
    if first < FIRST * DAY or last > LAST * DAY:  # in UTC it may be another year
        return ()
    begins = f"DTSTART:{_second(first)}\r\n"
    return (begins, f"DTEND:{_second(last)}\r\n") if first < last else (begins,)


def stamps(lived: Days) -> Iterator[str]:
    """When it was written, as far as that is known; never the day of the build."""
    if lived.published:
        yield f"CREATED:{_midnight(lived.published)}\r\n"
    if lived.changed:
        yield f"LAST-MODIFIED:{_midnight(lived.changed)}\r\n"
    yield f"DTSTAMP:{_midnight(lived.latest) if lived.latest else NO_STAMP}\r\n"


def _midnight(day: str) -> str:
    return f"{day.replace('-', '')}T000000Z"


def _day(number: int) -> str:
    year, month, day = civil(number)
    return f"{year:04}{month:02}{day:02}"


def _second(second: int) -> str:
    clock = second % DAY
    return (
        f"{_day(second // DAY)}T{clock // 3600:02}{clock // 60 % 60:02}{clock % 60:02}Z"
    )
