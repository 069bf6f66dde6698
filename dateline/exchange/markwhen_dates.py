"""One date as Markwhen writes it in; EDTF out, and the way back from numbers."""

import re
from datetime import date

from . import moments


def edtf(words: str, is_day_first: bool) -> str | None:
    """One date of a line as we write it; None where it cannot be."""
    words = " ".join(words.replace(",", " ").split())
    if match := re.fullmatch(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?", words, re.I):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := re.fullmatch(r"(\d+)/(\d+)(?:/(\d+)(?:\s+(.+))?)?", words):
        month, day, year = match[1], match[2], match[3]
        if year is None:
            month, day, year = match[1], "", match[2]
        elif is_day_first:
            month, day = day, month
        return _numbers(year, month, day, match[4] or "")
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)\s+(.+)", words):
        return _numbers(*match.groups())
    if match := re.fullmatch(r"(\d+)\s?(BCE|BC|CE|AD)?", words, re.I):
        sign = "-" if (match[2] or "").upper() in ("BCE", "BC") else ""
        return _numbers(f"{sign}{match[1]}", "", "", "")
    return re.sub(r"(\d\d:\d\d:\d\d)\.\d+", r"\1", words)


def _numbers(year: str, month: str, day: str, time: str) -> str | None:
    made = moments.edtf({"year": year, "month": month, "day": day}, time)
    return made if isinstance(made, str) else None


def _week(year: int, week: int, day: str | None) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, int(day or 1))
        if day:
            return monday.isoformat()
        return f"{monday.isoformat()}/{date.fromisocalendar(year, week, 7).isoformat()}"
    except ValueError:
        return None


def written(numbers: tuple[int, ...], time: str) -> str:
    """Year, month and day as far as known, and a time of day, as Markwhen reads them."""
    year, *rest = numbers
    if year < 0:
        return f"{-year} BCE"
    if year > 9999:
        return str(year)
    day = "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
    return f"{day} {time[:5] if ':' in time else f'{time}:00'}" if time else day
