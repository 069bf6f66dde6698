"""Month names in any language through dateparser: what our own rules do not know.

dateparser fills what is missing from today. So it is asked only about texts that
spell out a month and write a year of four digits (and at most a day), with everything
fixed, and its answer counts only if it repeats the numbers that were written.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .parts import read_part
from .span import Part

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST = 60
_OTHER = re.compile(r"[:/+?<>]|[–—-](?: |$)|(?:^| )[–—-]")  # half an interval, a doubt

#: Words for about, from and until that dateparser passes over: with them, what it
#: reads would be more exact than what was written.
ABOUT = (
    "about", "etwa", "um", "environ", "cerca", "circa", "cirka", "cca", "asi",
    "zhruba", "kolem", "okolo", "někdy", "přibližně", "om", "yaklaşık", "около",
    "примерно", "каля", "приблизно", "близько", "প্রায়", "בסביבות", "בערך", "בקירוב",
    "დაახლოებით",
)  # fmt: skip
_BOUNDS = ("by", "from", "à", "върху", "до", "от", "под", "से")
_PASSED_OVER = re.compile(
    rf"(?:^|\s)(?:{'|'.join((*ABOUT, *_BOUNDS))})(?:\s|$)|[約约]|-(?:ig|áig|éig|[áé]?t[óő]l)\b",
    re.IGNORECASE,
)


def read_name(text: str, language: str) -> Part | None:
    """The day or month that a text of the language names in full; None if it does not."""
    numbers = re.findall(r"[0-9]+", text)
    years = [number for number in numbers if len(number) == 4]
    rest = [int(number) for number in numbers if len(number) < 3]
    has_letters = re.search(r"[^\W\d_]{3}", text) is not None
    is_full = len(years) == 1 and len(rest) < 2 and len(numbers) == 1 + len(rest)
    if not (is_full and has_letters) or len(text) > LONGEST:
        return None
    if _OTHER.search(text) or _PASSED_OVER.search(text):
        return None
    found = _ask(text, language, "day" if rest else "month")
    if not found or found[0] != int(years[0]) or (rest and found[2] != rest[0]):
        return None
    day = f"-{rest[0]:02}" if rest else ""
    part = read_part(f"{years[0]}-{found[1]:02}{day}", text)
    return part if isinstance(part, Part) else None


def _ask(text: str, language: str, finest: str) -> tuple[int, int, int] | None:
    try:
        found = _parser(language, finest).get_date_data(text).date_obj
    except Exception:  # an unknown language, or a rule of dateparser's that stumbles
        return None
    return (found.year, found.month, found.day) if found else None


@lru_cache(maxsize=8)
def _parser(language: str, finest: str) -> "DateDataParser":
    from datetime import UTC, datetime

    from dateparser.date import DateDataParser

    parts = ["day", "month", "year"] if finest == "day" else ["month", "year"]
    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": parts,
        "DATE_ORDER": "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "PREFER_DAY_OF_MONTH": "first",
        "RELATIVE_BASE": datetime(2000, 1, 1, tzinfo=UTC),
        "NORMALIZE": True,
    }
    return DateDataParser(languages=[language], settings=settings)
