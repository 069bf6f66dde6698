"""A file's name and its text in; the format it is in out, or None."""

from . import cells, markwhen, sheet, table

_ENDINGS = {
    ".ics": "ical",
    ".ical": "ical",
    ".ifb": "ical",
    ".mw": "markwhen",
    ".markwhen": "markwhen",
    ".json": "timelinejs",
}


def format_of(name: str, text: str) -> str | None:
    """The format of a file; what it holds counts for more than its name."""
    start = text.lstrip()
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return "ical"
    if start[:1] in ("{", "["):
        return "timelinejs"
    header = _first_row(text)
    if sheet.is_header(header):
        return "timelinejs-csv"
    if table.is_header(header):
        return "csv"
    for ending, found in _ENDINGS.items():
        if name.lower().endswith(ending):
            return found
    is_table = name.lower().endswith((".csv", ".tsv", ".tab"))
    if is_table:
        return "timelinejs-csv" if "year" in map(str.casefold, header) else "csv"
    return "markwhen" if markwhen.is_like(text) else None


def _first_row(text: str) -> list[str]:
    first = next((line for line in text.split("\n") if line.strip()), "")[:10_000]
    found, _ = cells.rows(first, "")
    return [cell.text for cell in found[0]] if found else []
