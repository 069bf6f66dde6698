"""The spreadsheet of TimelineJS, as CSV: its rows in, events of ours out, and the way back.

The columns are those of Knight Lab's template, by their names, in any order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from .. import citations
from ..model import Timeline
from ..problems import Mark, Problem, nearest, shortened
from . import cells, slides
from .arrivals import Arrivals, Departure
from .cells import Row
from .showing import Shown, slide
from .slides import Slide

NAME = "timelinejs-csv"
WORDS = "TimelineJS, as a spreadsheet (CSV)"

#: The template's columns, each with the name of the field; the order is the template's.
COLUMNS = {
    "Year": "year",
    "Month": "month",
    "Day": "day",
    "Time": "time",
    "End Year": "end_year",
    "End Month": "end_month",
    "End Day": "end_day",
    "End Time": "end_time",
    "Display Date": "display",
    "Headline": "headline",
    "Text": "text",
    "Media": "media",
    "Media Credit": "media_credit",
    "Media Caption": "media_caption",
    "Media Thumbnail": "media_thumbnail",
    "Alt Text": "media_alt",
    "Type": "type",
    "Group": "group",
    "Background": "background",
    "Link": "link",
}
_BY_NAME = {name.casefold(): field for name, field in COLUMNS.items()} | {
    "tag": "group",  # of the template of TimelineJS 1
    "alt": "media_alt",
}


def is_header(names: Sequence[str]) -> bool:
    """Whether a first row is that of the template."""
    found = {_BY_NAME.get(_folded(name)) for name in names}
    return "year" in found and bool({"headline", "text"} & found)


def read(text: str, file: str, language: str) -> Arrivals:
    """The events of a file, or every mistake in it."""
    arrivals = Arrivals()
    table, wrong = cells.rows(text, file)
    arrivals.problems += wrong
    if not table:
        return arrivals
    header = [_BY_NAME.get(_folded(cell.text), "") for cell in table[0]]
    arrivals.problems += header_problems(
        table[0], header, ("year", "headline"), COLUMNS
    )
    if arrivals.problems:
        return arrivals
    names = [cell.text for cell in table[0]]
    for row in table[1:]:
        _add(arrivals, _slide(row, header, names), language)
    return arrivals


def header_problems(
    row: Row, header: Sequence[str], needed: Sequence[str], columns: Mapping[str, str]
) -> list[Problem]:
    """The columns that are missing or there twice."""
    titles = {field: name for name, field in reversed([*columns.items()])}
    found: list[Problem] = []
    for field in needed:
        if field in header:
            continue
        name = titles[field]
        match = nearest(name, [cell.text for cell in row])
        known = ", ".join([*dict.fromkeys(titles.values())][::-1])
        hint = f"Add it to the first row, in which may stand {known}."
        if match:
            hint = f"Did you mean it by “{match}”?"
        said = f"the first row has no column “{name}”"
        found.append(Problem(row[0].at, said, hint, "exchange-column"))
    for place, field in enumerate(header):
        if field not in ("", "ignored") and field in header[:place]:
            said = f"the column “{shortened(row[place].text)}” is there twice"
            hint = "Leave one of the two."
            found.append(Problem(row[place].at, said, hint, "exchange-column"))
    return found


def _slide(row: Row, header: Sequence[str], names: Sequence[str]) -> Slide:
    values: dict[str, str] = {}
    places: dict[str, Mark] = {}
    others: dict[str, str] = {}
    for place, cell in enumerate(row):
        field = header[place] if place < len(header) else ""
        if field:
            values[field] = cell.text
            places[field] = cell.at
        elif cell.text:
            name = names[place] if place < len(names) else ""
            others[name or f"Column {place + 1}"] = cell.text
    start = {name: values.get(name, "") for name in ("year", "month", "day", "time")}
    end = {name: values.get(f"end_{name}", "") for name in start}
    kept = {name: values[name] for name in slides.KEPT if values.get(name)}
    return Slide(
        row[0].at,
        places,
        _in_digits(start),
        _in_digits(end),
        values.get("display", ""),
        values.get("headline", ""),
        values.get("text", ""),
        kept,
        values.get("group", ""),
        "",
        {"Type": values.get("type", ""), **others},
    )


def _in_digits(parts: Mapping[str, str]) -> dict[str, str]:
    """Numbers as TimelineJS takes them: 1,815 is 1815."""
    return {
        name: words if name == "time" else "".join(words.replace(",", "").split())
        for name, words in parts.items()
        if words
    }


def _add(arrivals: Arrivals, slide: Slide, language: str) -> None:
    others = dict(slide.others)
    kind = others.pop("Type").casefold()
    if kind not in ("", "event", "title", "era", "blank"):
        others["Type"] = kind
    slide = replace(slide, others=others)
    if kind == "title" and not arrivals.title:
        slides.put_title(arrivals, slide)
    else:
        slides.add(arrivals, slide, language, is_era=kind == "era")


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def write(timeline: Timeline) -> Departure:
    """A timeline as the template's table: the title slide, and one row an event."""
    departure = Departure("")
    info = timeline.info
    title = {
        "headline": escape(info.title, quote=False),
        "text": escape(info.subtitle or "", quote=False),
        "type": "title",
    }
    rows = [[*COLUMNS], [title.get(field, "") for field in COLUMNS.values()]]
    for event in timeline.events:
        shown = _cells(slide(event, timeline, departure))
        rows.append([shown.get(field, "") for field in COLUMNS.values()])
        departure.lost["ids (TimelineJS makes its own from the headline)"] += 1
    departure.text = cells.written(rows)
    return departure


def _cells(shown: Shown) -> dict[str, str]:
    when = shown.when
    found = dict(zip(("year", "month", "day"), map(str, when.first), strict=False))
    found |= zip(
        ("end_year", "end_month", "end_day"), map(str, when.last), strict=False
    )
    found |= {"time": when.time, "end_time": when.end_time, "display": shown.display}
    found |= {"headline": shown.headline, "text": shown.text, "group": shown.group}
    if picture := shown.picture:
        found["media"] = shown.address
        found["media_credit"] = picture.credit
        found["media_caption"] = citations.without(picture.caption or "")
        found["media_alt"] = picture.alt
    return found
