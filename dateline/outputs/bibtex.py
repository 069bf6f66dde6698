"""``sources.bib``: all sources for LaTeX (biblatex) and for reference managers.

Field and type names are those of the biblatex manual, 2.1 and 2.2; dates are its
ISO 8601-2 level 1 (2.3.8). The file is UTF-8, as biber reads it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from .. import bibliography, catalogue, dates
from ..bibliography import Form, Work
from ..model import Timeline

ADDRESS = "sources.bib"

#: For each form the type of the entry, and the field that names what it is a part of.
#: Datasets are @misc: reference managers drop an entry whose type they do not know,
#: and Zotero does not know @dataset.
_TYPES: dict[Form, tuple[str, str]] = {
    "article": ("article", "journaltitle"),
    "book": ("book", "publisher"),
    "dataset": ("misc", "organization"),
    "document": ("misc", "organization"),
    "entry": ("inreference", "booktitle"),
    "report": ("report", "institution"),
    "webpage": ("online", "organization"),
}
#: What is not itself in LaTeX. BibTeX counts braces even where they are escaped.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
#: The names that LaTeX's packages give to languages (babel and polyglossia).
_LANGUAGES = {
    "ar": "arabic",
    "az": "azerbaijani",
    "cs": "czech",
    "de": "ngerman",
    "el": "greek",
    "en": "english",
    "en-GB": "british",
    "en-US": "american",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "he": "hebrew",
    "hi": "hindi",
    "hu": "magyar",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ka": "georgian",
    "ko": "korean",
    "nb": "norsk",
    "nl": "dutch",
    "nn": "nynorsk",
    "no": "norsk",
    "pl": "polish",
    "pt": "portuguese",
    "pt-BR": "brazilian",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
}
#: A date that ISO 8601-2 level 1 can say: whole, or with its last digits open, or a
#: season, or marked as a whole.
_PLAIN = re.compile(r"-?\d{4}(?:-(?:0\d|1[0-2]|2[1-4])(?:-\d\d)?)?[~?%]?")
_MASKED = re.compile(r"-?(?:\d\d\dX|\d\dXX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX)")


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The file, with its sources in the order of their keys."""
    works = bibliography.sources(timeline)
    return {ADDRESS: "\n".join(entry(work) for work in works).encode()}


@lru_cache(maxsize=4096)  # for its own page, and for the file of all
def entry(work: Work) -> str:
    """One entry, with a line for every field."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(work))
    return f"@{_TYPES[work.form][0]}{{{work.key},\n{fields}}}\n"


def date(span: dates.Span) -> tuple[str, str]:
    """The field and the value of a date: ``date`` where biblatex can say it.

    Otherwise as much of it as is sure; two years between which the truth lies, and
    years of more digits, stand in ``year``, which takes any words.
    """
    if words := _level_one(span):
        return "date", words
    sure = bibliography.known(span)
    if sure.first != sure.last:
        return "year", f"{sure.first[0]}/{sure.last[0]}"
    if abs(sure.first[0]) > 9999:
        return "year", str(sure.first[0])
    mark = "~" if sure.is_rough else ""
    return "date", f"{_year(sure.first[0])}{_rest(sure.first)}{mark}"


def escaped(words: str) -> str:
    """Words as LaTeX prints them."""
    return words.translate(_ESCAPES)


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """The fields that have something to say, in the order in which they are written."""
    kind, within = _TYPES[work.form]
    author = escaped(work.author)
    fields = [
        # Twice in braces: one name, whatever commas and “and” it holds.
        ("author", f"{{{author}}}" if author else ""),
        ("title", escaped(work.title)),
        (within, escaped(work.within)),
        ("entrysubtype", "newspaper" if kind == "article" else ""),
        ("type", escaped(work.genre)),
        ("version", work.version),
        date(work.published) if work.published else ("date", ""),
        ("url", work.url),
        ("urldate", _read(work.accessed)),
        # Taken as it is, like url; in other fields % and # would do harm.
        ("eprint", work.archived),
        ("eprinttype", escaped(work.archive)),
        *_language(work.language),
        ("keywords", escaped(", ".join(work.keywords))),
        # Unlike note, it is not printed in every list of references.
        ("annote", escaped(work.note)),
    ]
    yield from ((name, value) for name, value in fields if value)


def _read(accessed: dates.Span | None) -> str:
    name, value = date(accessed) if accessed else ("", "")
    return value if name == "date" else ""


def _language(tag: str) -> Iterator[tuple[str, str]]:
    name = _LANGUAGES.get(tag) or _LANGUAGES.get(tag.split("-")[0], "")
    yield "language", name or escaped(catalogue.language_name(tag, "en"))
    yield "langid", name


def _level_one(span: dates.Span) -> str:
    if span.is_one_of:
        return ""
    if not span.is_interval:
        return _side(span.start)
    first = ".." if span.open_start else _side(span.start)
    last = ".." if span.open_end else _side(span.end)
    is_said = (first or span.unknown_start) and (last or span.unknown_end)
    return f"{first}/{last}" if is_said else ""


def _side(part: dates.Part | None) -> str:
    """A date without its time of day, or nothing if level 1 has no form for it."""
    words = replace(part, time="").edtf if part else ""
    is_said = _PLAIN.fullmatch(words) or _MASKED.fullmatch(words)
    return words if is_said else ""


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _rest(numbers: tuple[int, ...]) -> str:
    return "".join(f"-{number:02}" for number in numbers[1:])
