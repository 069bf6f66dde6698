"""Why a text that nothing could read is no date, and what was most likely meant."""

import re
from collections.abc import Callable, Iterator

from . import refusals
from .civil import month_length
from .names import ABOUT
from .refusals import MONTHS
from .span import Misread, Precision, Span

Reader = Callable[[str], Span | Misread]
_RELATIVE = re.compile(
    r"\b(yesterday|today|tonight|tomorrow|now|ago|last|next|this|recently|currently|"
    r"present|ongoing|вчера|сегодня|завтра|сейчас|теперь|назад|"
    r"прошл\w+|следующ\w+|gestern|heute|morgen|jetzt|letzte\w*|nächste\w*|hier|"
    r"aujourd.hui|demain|maintenant|il y a|dernier|dernière|prochaine?|"
    r"دیروز|امروز|فردا|اکنون|گذشته|آینده)\b"
)
_BETWEEN = r"(?: ?[/–—-] ?| (?:to|until|till|bis|à|до)(?: |$))"
_LASTING = re.compile(
    rf"(?:from |since )?(?P<start>.*[0-9]{{4}}.*?){_BETWEEN}(?:the )?"
    r"(?:now|present|today|ongoing|open|сегодня|heute|aujourd.hui|اکنون)(?: day)?"
)
_FROM_TO = re.compile(rf"(?:from )?(?P<first>.*[0-9].*?){_BETWEEN}(?P<last>.+)")
_ISO_FROM = re.compile(
    rf"(?P<first>[0-9]{{4}}(?:-[0-9]{{2}}){{1,2}}){_BETWEEN}(?P<last>.+)"
)
_UNKNOWN = (
    r"(?:\?+|unknown|unclear|uncertain|(?:date|year|day) unknown|unknown (?:date|year|day)|"
    r"no date|not dated|undated|n\. ?d\.?|nd|s\. ?d\.?|o\. ?j\.?|tb[acd]|n/a|x+|"
    r"неизвестн\w*|без даты|unbekannt|ohne datum|inconnue?|sans date|نامعلوم)"
)
_NUMERIC = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{2,4})")
_YEAR_FIRST = re.compile(r"(-?[0-9]{4})[./ –—:-]([0-9]{1,2})[./ –—:-]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[./ –—-]([0-9]{4})")
_OTHERS = {
    r"from (.+)": "since {}",
    r"> ?(.+)": "after {}",
    r"< ?(.+)": "before {}",
    r"(.+) or so": "c. {}",
    r"(?:c|ca|um|vers|env\.|около|حدود) ?(.*[0-9].*)": "c. {}",
    r"(.+?),? (?:probably|perhaps|possibly|maybe|presumably)": "probably {}",
    r"(?:some ?time|somewhere|at some point|a day) in (.+)": "{}",
    r"some(?: ?time|where) ((?:about|around|before|after|between|since|until) .+)": "{}",
    r"(?:maybe|presumably|supposedly|allegedly|likely)(?: in)? (.+)": "probably {}",
    r"unknown (?:day|date|month)?,? ?(?:in |of )?(.+)": "{}",
    r"(.+?) ?\(\?\)": "{}?",
    r"\((.+)\)": "{}",
}
#: About a date, or once on one side of it: “until 1879” would be a stretch of time.
_NEAR = {
    rf"(?:{'|'.join(ABOUT)})(?: de)? (.+)|大?[約约](.+)": "{}~",
    r"(?:by|not after|no later than|at the latest in) (.+)|(.+?),? at the latest": "[..{}]",
    r"(?:not before|no earlier than) (.+)|(.+?),? at the earliest": "[{}..]",
}
_TWO_DAYS = re.compile(
    r"(?P<julian>[0-9]{1,2})/(?P<day>[0-9]{1,2}) (?P<rest>[^\W\d_]{3,}\.? [0-9]{4})|"
    r"(?P<new>.+?) \((?:o\.s\.|old style|julian):? (?P<old>[^()]+)\)"
)
_PARTS = {
    "early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2,
    "end of": 2,
}  # fmt: skip
_NAMED = "|".join(_PARTS)
_PART_OF = re.compile(
    rf"(?:the )?(?P<first>{_NAMED})(?:(?: to |[-–/])(?P<last>{_NAMED}))?"
    r"(?: the |[ -])(?P<rest>.+)"
)
_SHORT = re.compile(r"'[0-9]{2}|[0-9]{1,2}|'?[0-9]{2}'?s|.*[^\W\d_]\.? '?[0-9]{2}")


def explain(text: str, shown: str, read: Reader) -> Misread:
    """The reason, from the most to the least particular; ``read`` tries guesses."""
    folded = " ".join(text.casefold().replace("’", "'").split())
    if _RELATIVE.search(folded):
        return refusals.relative(shown, _start(folded, read))
    if found := _standards(folded, shown):
        return found
    for reason in (
        _two_days,
        _near,
        _unknown,
        _yearless,
        _numbers,
        _lacking,
        _part_of,
        _calendar,
    ):
        if found := reason(folded, shown, read):
            return found
    for guess in _guesses(text):
        if guess != text and isinstance(found_span := read(guess), Span):
            return refusals.nearly(shown, _typed(guess, found_span))
    is_interval = _FROM_TO.fullmatch(folded) and not re.match(
        r"[0-9]{1,2}\D[0-9]{4}\Z", folded
    )
    return refusals.unreadable(shown, is_interval=bool(is_interval))


def _start(text: str, read: Reader) -> str:
    """The beginning of what lasts until today, in EDTF; empty for anything else."""
    found = _LASTING.fullmatch(text)
    span = read(found["start"]) if found else None
    return span.edtf if isinstance(span, Span) and not span.is_interval else ""


def _unknown(text: str, shown: str, read: Reader) -> Misread | None:
    """Words in place of a date or of one of its ends: “unknown/1980”, “n.d.”."""
    if re.fullmatch(_UNKNOWN, text):
        return refusals.nowhere(shown)
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{2})-[?x]+", text):
        return refusals.nearly(shown, found[1])
    lasts = re.fullmatch(rf"(?P<half>.+){_BETWEEN}open", text)
    ends = re.fullmatch(rf"(?:from )?(?P<half>.+?){_BETWEEN}{_UNKNOWN}?", text)
    begins = re.fullmatch(rf"(?:{_UNKNOWN}{_BETWEEN}|[–—-] ?)(?P<half>.+)", text)
    for found, form in ((lasts, "{}/.."), (ends, "{}/"), (begins, "/{}")):
        span = read(found["half"]) if found else None
        if isinstance(span, Span) and not span.is_interval:
            return refusals.nearly(shown, form.format(span.edtf))
    return None


def _near(text: str, shown: str, read: Reader) -> Misread | None:
    """About a date, not later or not earlier, in words that no form has."""
    for sign, form in _NEAR.items():
        found = re.fullmatch(sign, text)
        span = read(found[1] or found[2]) if found else None
        if isinstance(span, Span) and span.edtf[-1:].isalnum() and not span.is_interval:
            return refusals.nearly(shown, form.format(span.edtf))
    return None


def _two_days(text: str, shown: str, read: Reader) -> Misread | None:
    """One day in two calendars: “18/31 August 1907”, “31 August 1907 (O.S. 18 August)”."""
    found = _TWO_DAYS.fullmatch(text)
    if not found:
        return None
    new = found["new"] or f"{found['day']} {found['rest']}"
    span = read(new)
    if not isinstance(span, Span) or span.precision != Precision.DAY:
        return None
    old = found["old"] or f"{found['julian']} {found['rest']}"
    year = span.edtf[:4]
    julian = read(old if year in old else f"{old} {year}")
    if not isinstance(julian, Span) or julian.precision != Precision.DAY:
        return None
    return refusals.two_days(shown, span.edtf, julian.edtf)


def _yearless(text: str, shown: str, read: Reader) -> Misread | None:
    """From a date to one without its year or month: “1941-08 until September”."""
    found = _ISO_FROM.fullmatch(text) or _FROM_TO.fullmatch(text)
    first = read(found["first"]) if found else None
    if not found or not isinstance(first, Span) or re.search("[0-9]{3}", found["last"]):
        return None
    last, year = found["last"], re.match("[0-9]{4}", first.edtf)
    is_month = first.precision >= Precision.MONTH
    ends = [f"{first.edtf[:-2]}{last:0>2}"] if last.isdecimal() and is_month else []
    for y in (int(year[0]), int(year[0]) + 1) if year else ():
        ends += [f"{last} {y}", f"{y}-{last}"] if is_month else [f"{last} {y}"]
    for end in ends:
        span = read(end)
        whole = read(f"{first.edtf}/{span.edtf}") if isinstance(span, Span) else None
        if isinstance(whole, Span):
            return refusals.nearly(shown, whole.edtf)
    return None


def _typed(guess: str, span: Span) -> str:
    """What to suggest: EDTF, unless the guess is in words."""
    return guess if re.search(r"[^\W\d_X]{3}", guess) else span.edtf


def _numbers(text: str, shown: str, read: Reader) -> Misread | None:
    """Dates all in numbers that are not in the order of ISO 8601."""
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    if len(found[3]) < 4:
        return refusals.short_year(shown)
    first, second = int(found[1]), int(found[2])
    forms = [
        f"{found[3]}-{month:02}-{day:02}"
        for day, month in ((first, second), (second, first))
        if month <= 12
    ]
    fitting = [form for form in dict.fromkeys(forms) if isinstance(read(form), Span)]
    if len(fitting) == 2:
        return refusals.two_readings(shown, *fitting)
    if fitting:
        return refusals.nearly(shown, fitting[0])
    refused = read(forms[0]) if forms else None
    if isinstance(refused, Misread):
        return Misread(
            refused.rule, refused.text.replace(forms[0], shown), refused.hint
        )
    return None


def _standards(text: str, shown: str) -> Misread | None:
    """Parts of ISO 8601 and of EDTF that are not read."""
    if found := re.fullmatch(r"y?(-?[0-9]+(?:e[0-9]+)?)s[0-9]+", text):
        return refusals.significant_digits(shown, found[1].upper())
    if re.fullmatch(r"(.*/)?p[0-9].*|.*/p[0-9].*", text):
        return refusals.duration(shown)
    if found := re.fullmatch(r"([0-9]{4})-?w([0-9]{2})(?:-?([1-7]))?", text):
        return _week(shown, found[1], found[2], found[3])
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{3})", text):
        return _day_of_year(shown, int(found[1]), int(found[2]))
    return None


def _week(shown: str, year: str, week: str, day: str | None) -> Misread | None:
    from datetime import date

    try:
        first = date.fromisocalendar(int(year), int(week), int(day or 1))
        last = date.fromisocalendar(int(year), int(week), int(day or 7))
    except ValueError:
        return None
    return refusals.nearly(shown, f"{first}" if day else f"{first}/{last}")


def _day_of_year(shown: str, year: int, number: int) -> Misread | None:
    from datetime import date, timedelta

    if not (1 <= number <= 366 and 1 <= year < 9999):
        return None
    found = date(year, 1, 1) + timedelta(days=number - 1)
    return refusals.nearly(shown, str(found)) if found.year == year else None


def _lacking(text: str, shown: str, read: Reader) -> Misread | None:
    """Something every date needs is not there: a day, a year, a century."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?[t ][0-9]{1,2}:.*", text):
        return refusals.time_without_day(shown)
    if re.fullmatch(r"t?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[ap]\.?m\.?)?z?", text):
        return refusals.time_without_day(shown)
    bare = re.sub(
        r"^(c\.|ca\.?|circa|about|around|before|after|since|until) ", "", text
    )
    if _SHORT.fullmatch(bare) and not _is_month_and_day(bare):
        return refusals.short_year(shown)
    if not re.search(r"[0-9]{3}", bare) and isinstance(read(f"{bare} 2000"), Span):
        return refusals.no_year(shown)
    if _is_month_and_day(bare):
        return refusals.no_year(shown)
    return None


def _is_month_and_day(text: str) -> bool:
    found = re.fullmatch(r"([a-z]+)\.? ([0-9]{1,2})(st|nd|rd|th)?", text)
    return bool(found and _month(found[1]) and int(found[2]) <= 31)


def _month(text: str) -> int | None:
    """The number of an English month, written in full or as its beginning."""
    if len(text) < 3:
        return None
    fitting = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text)]
    return fitting[0] if len(fitting) == 1 else None


def _part_of(text: str, shown: str, read: Reader) -> Misread | None:
    """“early 1829”: nobody has said which months that is, so neither do we."""
    found = _PART_OF.fullmatch(text)
    span = read(found["rest"]) if found else None
    if not found or not isinstance(span, Span):
        return None
    edtf = span.edtf
    thirds = _thirds(edtf)
    if thirds is None:
        return refusals.which_part(shown, edtf, "")
    begins, ends = thirds
    first = _PARTS[found["first"]]
    last = _PARTS[found["last"] or found["first"]]
    return refusals.which_part(shown, edtf, f"[{begins[first]}..{ends[last]}]")


def _thirds(edtf: str) -> tuple[list[str], list[str]] | None:
    """Where the thirds of a century, a decade, a year or a month begin and end."""
    numbers: tuple[tuple[str, ...], tuple[str, ...]]
    if re.fullmatch("[0-9]{2}XX", edtf):
        edtf, numbers = edtf[:2], (("00", "34", "67"), ("33", "66", "99"))
    elif re.fullmatch("[0-9]{3}X", edtf):
        edtf, numbers = edtf[:3], (("0", "4", "7"), ("3", "6", "9"))
    elif re.fullmatch("[0-9]{4}", edtf):
        numbers = (("-01", "-05", "-09"), ("-04", "-08", "-12"))
    elif re.fullmatch("[0-9]{4}-(0[0-9]|1[0-2])", edtf):
        last = month_length(int(edtf[:4]), int(edtf[5:]))
        numbers = (("-01", "-11", "-21"), ("-10", "-20", f"-{last}"))
    else:
        return None
    begins, ends = numbers
    return [edtf + number for number in begins], [edtf + number for number in ends]


def _calendar(text: str, shown: str, read: Reader) -> Misread | None:
    found = re.fullmatch(r"(.+?),? \(?(gregorian|n\.s\.|new style)\)?", text)
    if found and isinstance(span := read(found[1]), Span):
        return refusals.nearly(shown, span.edtf)
    names = r"julian|o\.s\.|old style|persian|solar hijri|islamic|hijri|a\.?h\.?"
    if re.fullmatch(rf".*[0-9].* \(?({names})\)?", text):
        return refusals.other_calendar(shown, "is a date of another calendar")
    return None


def _guesses(text: str) -> Iterator[str]:
    """Texts that differ from this one by a common slip, the likeliest first."""
    yield from _open(text)
    plain = text.strip().strip(".,;“”„‘’\"'").strip()
    yield plain
    if found := _YEAR_FIRST.fullmatch(plain):
        yield f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found := re.fullmatch(r"([0-9]{4})[./-]([0-9]{1,2})", plain):
        yield f"{found[1]}-{int(found[2]):02}"
    if found := _MONTH_FIRST.fullmatch(plain):
        yield f"{found[2]}-{int(found[1]):02}"
    if found := re.fullmatch(r"([0-9]{2})([0-9]{2})[-/–]([0-9]{2})", plain):
        yield f"{found[1]}{found[2]}/{found[1]}{found[3]}"
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", plain):
        yield f"{found[1]}-{found[2]}-{found[3]}"
    if found := re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])", plain):
        yield f"{found[1]}-{found[2]}"
    if found := re.fullmatch(r"\+?(-?)([0-9]+)", plain):
        yield f"{found[1]}{found[2]:0>4}"
        yield f"Y{found[1]}{found[2]}"
    if found := re.fullmatch(r"([0-9]{2,4})[ux*_?-]{1,3}", plain, re.IGNORECASE):
        yield found[1].ljust(4, "X")
    yield plain.upper().replace("U", "X")
    yield plain.replace("??", "XX")
    yield re.sub(r"\.\.\.?|…", "/", plain)
    yield re.sub(r"[–—]", "-", plain)
    yield re.sub(r"([0-9]) ([0-9]{2}:)", r"\1T\2", plain)
    yield from _respelled(plain)


def _open(text: str) -> Iterator[str]:
    """The text with what other people have for open ends and for doubt."""
    if found := re.fullmatch(r"(.*[^.…\s])?\s*(?:\.{2,}|…)\s*([^.…\s].*)?", text):
        yield f"{found[1] or '..'}/{found[2] or '..'}"
    if found := re.fullmatch(r"(.*?) ?(?:\+|onwards?)", text):
        yield f"{found[1]}/.."
    for sign, word in _OTHERS.items():
        if found := re.fullmatch(sign, text, re.IGNORECASE):
            yield word.format(*filter(None, found.groups()))


def _respelled(text: str) -> Iterator[str]:
    """The text with a misspelt English month put right."""
    from difflib import get_close_matches

    for word in re.findall(r"[^\W\d_]{3,}", text):
        for name in get_close_matches(word.capitalize(), MONTHS, n=1, cutoff=0.6):
            if name != word:
                yield text.replace(word, name)
                yield re.sub(r" of\b", "", text.replace(word, name))
