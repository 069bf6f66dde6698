"""EDTF: dates, intervals and one-of sets as text in, a span or the reason why not out.

Section names are those of the Library of Congress specification (4 February 2019).
"""

from datetime import date

from . import refusals
from .civil import DAY
from .parts import read_part
from .span import Choice, Misread, Part, Precision, Span

_EPOCH = date(1970, 1, 1).toordinal()


def read_plain_day(written: str) -> Span | None:
    """The span of a plain ``YYYY-MM-DD``; None for everything else. The fast path."""
    if len(written) != 10 or written[4] != "-" or written[7] != "-":
        return None
    try:
        midnight = (date.fromisoformat(written).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None
    year, month, day = written[:4], written[5:7], written[8:]
    last = midnight + DAY - 1
    part = Part(year, month, day, "", "", "", midnight, last, Precision.DAY)
    return Span(written, written, midnight, last, Precision.DAY, start=part, end=part)


def read_edtf(text: str, written: str) -> Span | Misread | None:
    """The span of an EDTF text; None where the text does not have such a shape.

    ``written`` is what the span carries as its words. Level 0: Date, Time interval.
    Level 1: Extended interval. Level 2: Set representation (one of a set).
    """
    if text.startswith("[") and text.endswith("]"):
        return _read_one_of(text[1:-1], written)
    if text.startswith("{") and text.endswith("}"):
        return refusals.all_of(text)
    if "/" in text:
        return _read_interval(text, written)
    found = read_part(text, text)
    return single(found, written) if isinstance(found, Part) else found


def single(part: Part, written: str) -> Span:
    """The span of one date."""
    return Span(
        written,
        part.edtf,
        part.earliest,
        part.latest,
        part.precision,
        approximate=_is_approximate(part),
        uncertain=_is_uncertain(part),
        start=part,
        end=part,
    )


def interval(start: Part | str, end: Part | str, written: str) -> Span | Misread:
    """The span from one date to another; a side may be ".." (open) or "" (unknown)."""
    first = start if isinstance(start, Part) else None
    last = end if isinstance(end, Part) else None
    known = first or last
    if known is None:
        return refusals.nowhere(written)
    edtf = f"{_edtf(start)}/{_edtf(end)}"
    if first and last and last.latest < first.earliest:
        return refusals.reversed_ends(written, f"{_edtf(end)}/{_edtf(start)}")
    return Span(
        written,
        edtf,
        first.earliest if first else None,
        last.latest if last else None,
        known.precision,
        approximate=_is_approximate(first, last),
        uncertain=_is_uncertain(first, last),
        is_interval=True,
        open_start=start == "..",
        open_end=end == "..",
        unknown_start=start == "",
        unknown_end=end == "",
        start=first,
        end=last,
    )


def one_of(choices: tuple[Choice, ...], written: str) -> Span | Misread:
    """The span of what happened once, at one of these dates."""
    for choice in choices:
        first, last = choice.first, choice.last
        if first and last and last.latest < first.earliest:
            return refusals.reversed_ends(written, f"[{last.edtf}..{first.edtf}]")
    if len(choices) == 1 and (part := choices[0].first) and part == choices[0].last:
        return single(part, written)
    starts = [choice.first for choice in choices if choice.first]
    ends = [choice.last for choice in choices if choice.last]
    is_open_start, is_open_end = len(starts) < len(choices), len(ends) < len(choices)
    if is_open_start and is_open_end:
        return refusals.nowhere(written)
    start = None if is_open_start else min(starts, key=lambda part: part.earliest)
    end = None if is_open_end else max(ends, key=lambda part: part.latest)
    known = start or end
    assert known is not None
    return Span(
        written,
        f"[{','.join(choice.edtf for choice in choices)}]",
        start.earliest if start else None,
        end.latest if end else None,
        known.precision,
        approximate=_is_approximate(*starts, *ends),
        uncertain=_is_uncertain(*starts, *ends),
        is_one_of=True,
        open_start=is_open_start,
        open_end=is_open_end,
        start=start,
        end=end,
        choices=choices,
    )


def _read_interval(text: str, written: str) -> Span | Misread | None:
    first, _, last = text.partition("/")
    if "/" in last:
        return None
    sides: list[Part | str] = []
    for side in (first.strip(), last.strip()):
        found = side if side in ("", "..") else read_part(side, side)
        if found is None or isinstance(found, Misread):
            return found
        sides.append(found)
    return interval(sides[0], sides[1], written)


def _read_one_of(text: str, written: str) -> Span | Misread | None:
    choices = []
    for member in text.split(","):
        found = _read_choice(member.strip())
        if not isinstance(found, Choice):
            return found
        choices.append(found)
    return one_of(tuple(choices), written)


def _read_choice(text: str) -> Choice | Misread | None:
    first, dots, last = text.partition("..")
    sides: list[Part | None] = []
    for side in (first, last) if dots else (first, first):
        if dots and not side:
            sides.append(None)
            continue
        found = read_part(side, side)
        if not isinstance(found, Part):
            return found
        sides.append(found)
    if sides == [None, None]:
        return refusals.nowhere(f"[{text}]")
    return Choice(sides[0], sides[1])


def _edtf(side: Part | str) -> str:
    return side.edtf if isinstance(side, Part) else side


def _is_approximate(*parts: Part | None) -> bool:
    return any(part and ("~" in part.marks or "%" in part.marks) for part in parts)


def _is_uncertain(*parts: Part | None) -> bool:
    return any(part and ("?" in part.marks or "%" in part.marks) for part in parts)
