"""Checks of facts that must agree: dates with dates, spots with names, breaks with events."""

from collections.abc import Iterator, Mapping

from .. import dates
from ..axis import BreakFault, check_breaks
from ..draft import Draft, text_of
from ..model import EventRecord
from ..moments import moment
from ..problems import Mark, Problem, shortened
from ..source import Fields, Items


def originals(draft: Draft) -> Iterator[Problem]:
    """The original date is a date of its calendar, and the same day as the date."""
    for event in draft.events:
        node = event.node.values.get("original_date")
        written, calendar = text_of(node, "date"), text_of(node, "calendar")
        if not (event.record and event.record.original_date and written and calendar):
            continue
        read = dates.read_in(calendar.value, written.value)
        length = len(written.value)
        if isinstance(read, dates.Misread):
            yield Problem(written.at, read.text, read.hint, read.rule, length=length)
            continue
        span = event.record.date
        if span.precision >= dates.Precision.DAY and _apart(
            span, read, SLACK.get(calendar.value, 0)
        ):
            name = calendar.value.capitalize()
            back = dates.write_in(calendar.value, span)
            there = f"{{date: {back}, calendar: {calendar.value}}}"
            yield Problem(
                written.at,
                f"“{written.value}” in the {name} calendar is {read.edtf}, "
                f"and the date of this event is {span.edtf}",
                f"Write date: {_typed(read)}"
                + (f", or original_date: {there}" if back else ""),
                "original-date",
                length=length,
            )


def _typed(span: dates.Span) -> str:
    """A date as YAML takes it: brackets would begin a list."""
    return f'"{span.edtf}"' if span.edtf.startswith("[") else span.edtf


#: Seconds by which a converted date may miss. The Islamic calendar is reckoned by
#: tables, and months that began with the sighted moon may lie a day beside them.
SLACK = {"islamic": 86400}


def _apart(one: dates.Span, other: dates.Span, slack: int) -> bool:
    return _before(one.latest, other.earliest, slack) or _before(
        other.latest, one.earliest, slack
    )


def _before(end: int | None, start: int | None, slack: int = 0) -> bool:
    return end is not None and start is not None and end + slack < start


def source_dates(draft: Draft) -> Iterator[Problem]:
    """A source was read after it was published; its copy lies elsewhere."""
    for written in draft.sources.values():
        record = written.record
        if record is None:
            continue
        if record.published and record.accessed:
            published, accessed = record.published.earliest, record.accessed.latest
            if _before(accessed, published):
                text = text_of(written.node, "accessed")
                yield Problem(
                    text.at if text else written.key.at,
                    f"“{written.key.value}” was published on {record.published.written} "
                    f"and read before that, on {record.accessed.written}",
                    "Correct one of the two dates.",
                    "source-dates",
                    length=len(record.accessed.written),
                )
        if record.archived and record.archived == record.url:
            text = text_of(written.node, "archived")
            yield Problem(
                text.at if text else written.key.at,
                f"the archived copy of “{written.key.value}” is the page itself",
                "Write the address of a copy that lies elsewhere, or remove the line.",
                "archived-same",
                length=len(record.archived),
            )


def places(draft: Draft) -> Iterator[Problem]:
    """One name of a place stands for one spot."""
    seen: dict[str, tuple[tuple[str, ...], Mark]] = {}
    for event in (event for event in draft.events if event.record):
        for record in event.records("places"):
            name = text_of(record, "name")
            parts = [text_of(record, part) for part in ("country", "lat", "lon")]
            where = tuple(_bare(part.value) for part in parts if part)
            if not name or len(where) < 3:
                continue
            before, at = seen.setdefault(name.value, (where, name.at))
            if before != where:
                yield Problem(
                    name.at,
                    f"“{shortened(name.value)}” is at {', '.join(where)} here, and at "
                    f"{', '.join(before)} in {at}",
                    "Give both the same place, or two names.",
                    "place-moved",
                    "warning",
                    length=len(name.value),
                )


def _bare(number: str) -> str:
    """35.70 and 35.7 are one number; other words stay as they are."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def axis(draft: Draft) -> Iterator[Problem]:
    """Breaks of the axis run forward and hold no event."""
    breaks = draft.info.axis.breaks if draft.info else None
    if not breaks:
        return
    main = draft.source.documents["events.yaml"].values["timeline"]
    node = main.values.get("axis") if isinstance(main, Fields) else None
    node = node.values.get("breaks") if isinstance(node, Fields) else None
    marks = node.items if isinstance(node, Items) else ()
    events = {e.id.value: e.record for e in draft.events if e.record}
    known = [moment(key, record) for key, record in events.items()]
    found = check_breaks([m for m in known if m], [_extent(pair) for pair in breaks])
    for fault in found:
        start, end = breaks[fault.index]
        text, hint = _fault_words(fault, f"{start.written} to {end.written}", events)
        at = marks[fault.index].at if fault.index < len(marks) else main.at
        yield Problem(at, text, hint, "axis-break")


def _extent(pair: tuple[dates.Span, dates.Span]) -> tuple[int, int]:
    """First and last second of a break; backwards where a side is open."""
    start, end = pair[0].earliest, pair[1].latest
    return (1, 0) if start is None or end is None else (start, end)


#: What is wrong with a break, and what to write instead, by the axis's own reason.
_FAULTS = {
    "reversed": (
        "does not run from an earlier to a later date",
        "Write the earlier date first: [1830, 1978]",
    ),
    "overlapping": (
        "overlaps another one",
        "Join the two, or let one end before the other begins.",
    ),
    "outside": (
        "lies before the first event or after the last",
        "Choose a stretch between two events, or remove the break.",
    ),
    "too-many": (
        "is one more than an axis can show",
        "Keep the longest breaks, and remove this one.",
    ),
}


def _fault_words(
    fault: BreakFault, words: str, events: Mapping[str, EventRecord]
) -> tuple[str, str]:
    if fault.reason == "occupied" and fault.key:
        written = events[fault.key].date.written
        return (
            f"the break {words} would cut through “{fault.key}” ({written})",
            "End the break before that event, or start it after.",
        )
    text, hint = _FAULTS[fault.reason]
    return f"the break {words} {text}", hint
