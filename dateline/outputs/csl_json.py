"""``sources.csl.json``: all sources for reference managers and citation processors.

Names and shapes are those of the CSL-JSON schema (Citation Style Language 1.0.2).
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

from .. import bibliography, dates
from ..bibliography import Form, Work
from ..model import Timeline

ADDRESS = "sources.csl.json"

#: What JSON holds here.
Value = str | bool | int | list["Value"] | dict[str, "Value"]

#: For each form the type of the item, and the variable for what it is a part of.
_TYPES: dict[Form, tuple[str, str]] = {
    "article": ("article-newspaper", "container-title"),
    "book": ("book", "publisher"),
    "dataset": ("dataset", "publisher"),
    "document": ("document", "publisher"),
    "entry": ("entry-encyclopedia", "container-title"),
    "report": ("report", "publisher"),
    "webpage": ("webpage", "container-title"),
}
_ENCODER = json.JSONEncoder(ensure_ascii=False)
#: EDTF that date-parts say in full.
_WHOLE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_SEASONS = {"21": 1, "22": 2, "23": 3, "24": 4}


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The file, with its sources in the order of their keys."""
    items = [text(work) for work in bibliography.sources(timeline)]
    return {ADDRESS: f"[{','.join(items)}]\n".encode()}


def item(work: Work) -> dict[str, Value]:
    """One item; what is not known is not there."""
    kind, within = _TYPES[work.form]
    author: Value = [{"literal": work.author}] if work.author else []
    found: dict[str, Value] = {
        "id": work.key,
        "type": kind,
        "title": work.title,
        "author": author,
        within: work.within,
        "genre": work.genre,
        "version": work.version,
        "issued": date(work.published) if work.published else {},
        "accessed": date(work.accessed) if work.accessed else {},
        "URL": work.url,
        "archive": work.archive,
        "archive_location": work.archived,
        "language": work.language,
        "keyword": ", ".join(work.keywords),
        "note": work.note,
    }
    return {name: value for name, value in found.items() if value}


def date(span: dates.Span) -> dict[str, Value]:
    """A date: as much as is sure in ``date-parts``, all of it in ``edtf``.

    CSL has no year 0: 1 BCE is -1.
    """
    sure = bibliography.known(span)
    ends = [sure.first] if sure.first == sure.last else [sure.first, sure.last]
    found: dict[str, Value] = {"date-parts": [_parts(numbers) for numbers in ends]}
    if span.start and not span.is_interval and span.start.month in _SEASONS:
        found["season"] = _SEASONS[span.start.month]
    if sure.is_rough:
        found["circa"] = True
    if not all(_WHOLE.fullmatch(side) for side in span.edtf.split("/")):
        found["edtf"] = span.edtf
    return found


@lru_cache(maxsize=4096)  # for its own page, and for the file of all
def text(work: Work) -> str:
    """One item as JSON that a person can read: a line for every variable."""
    lines = [
        f"  {_ENCODER.encode(name)}: {_ENCODER.encode(value)}"
        for name, value in item(work).items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def _parts(numbers: tuple[int, ...]) -> list[Value]:
    year = numbers[0] if numbers[0] > 0 else numbers[0] - 1
    return [year, *numbers[1:]]
