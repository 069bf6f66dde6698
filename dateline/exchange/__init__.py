"""Timelines of other programs: their files in, events of ours out, and the way back.

    bytes ─encodings─▶ text ─recognising─▶ format ─read─▶ Arrivals ─settling─▶ YAML
    Timeline ─write─▶ Departure

One module a format, its reading beside its writing, the same four names in each:
``NAME``, ``WORDS`` (what it is), ``read(text, file, language)`` and, where we write it,
``write(timeline)``. All of it is pure: text in, records and problems out.
"""

from importlib import import_module
from types import ModuleType

#: Every format with its module. A new one is a new module, and a line here.
FORMATS = {
    "timelinejs-csv": "sheet",
    "timelinejs": "slideshow",
    "csv": "table",
    "markwhen": "markwhen",
    "ical": "ical",
}


def module(name: str) -> ModuleType:
    """The module of a format; only this one is imported."""
    return import_module(f".{FORMATS[name]}", __package__)
