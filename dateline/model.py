"""The data format: every field an editor may write, what it means, and what it becomes.

This is the one place where the format is documented. From it come the validation, the
JSON Schema for editors (``build.py schema``) and the field tables of the README.
"""

import os
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct, field
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from . import dates
from .history import Lived
from .links import Seen
from .problems import Mark, shortened
from .slugs import slug
from .source import Markdown

# Plugins that other programs may have installed have no say in what is valid here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
LONGEST_ID = 100
#: A name in a folder has 255 bytes at most, and “.html” comes behind the id.
LONGEST_IN_BYTES = 250
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
COUNTRY = re.compile(r"[A-Z]{2}\Z")


def _refuse(rule: str, text: str, hint: str) -> PydanticCustomError:
    """A mistake in one value, carried through pydantic as rule, text and hint."""
    return PydanticCustomError(
        "refused", "{text}", {"rule": rule, "text": text, "hint": hint}
    )


def _language_of(info: ValidationInfo) -> str:
    return str((info.context or {}).get("language", "en"))


def _read_date(value: object, info: ValidationInfo) -> dates.Span:
    if isinstance(value, dates.Span):
        return value
    if not isinstance(value, str):
        raise _refuse(
            "date-not-text",
            "a date is written as text, not as a list or as fields",
            "Write 1829-02-11, 1829-02~ or February 1829; put quotes around [1828..1829].",
        )
    read = dates.read(value, _language_of(info))
    if isinstance(read, dates.Misread):
        read = dates.of_another(value) or read
        raise _refuse(read.rule, read.text, read.hint)
    return read


#: An address among other words, as in a Markdown link or in angle brackets.
_ADDRESS_INSIDE = re.compile(r"https?://[^\s\x00-\x1f<>\"\\^`{|}()\[\]]+")


def _read_address(value: object) -> str:
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    broken = not host or re.search(r"[\s\x00-\x1f<>\"\\^`{|}]", text)
    if parts.scheme.lower() not in ("http", "https") or broken:
        hint = "Write the whole address, starting with https:// or http:// and without spaces."
        if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?\Z", text):
            is_doi = re.match(r"10\.[0-9]{4,9}/", text)
            hint = (
                f"Write the whole address: https://{'doi.org/' if is_doi else ''}{text}"
            )
        elif (inside := _ADDRESS_INSIDE.search(text)) and inside.start():
            hint = f"Write the address alone: {inside.group()}"
        raise _refuse("address", f"“{shortened(text)}” is not a web address", hint)
    if parts.username or parts.password:
        raise _refuse(
            "address-password",
            f"“{shortened(text)}” holds a user name or a password",
            f"Write the address without it: {_without_user(parts)}",
        )
    return text


def _without_user(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _two_dates_each(value: object) -> object:
    """The breaks of the axis, each two dates; one message for the whole list."""
    pairs = value if isinstance(value, list) else []
    if all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        return value
    raise _refuse(
        "axis-break",
        "a break of the axis is written as two dates in brackets",
        "Write breaks: [[1830, 1978]]",
    )


def _matching(
    pattern: re.Pattern[str], rule: str, what: str, hint: Callable[[str], str]
) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = value if isinstance(value, str) else ""
        is_short = len(text) <= LONGEST_ID and len(text.encode()) <= LONGEST_IN_BYTES
        if pattern.match(text) and is_short:
            return text
        raise _refuse(rule, f"“{shortened(text)}” is not {what}", hint(text))

    return check


def _checked(check: Callable[..., Any], schema: dict[str, Any]) -> Any:
    return (PlainValidator(check), WithJsonSchema({"type": "string", **schema}))


#: A letter or digit of any script, in a pattern that means the same in every language
#: that reads JSON Schema: \w is ASCII alone in ECMA-262, \p is unknown to Python.
_SIGNS = r"[^\x00-/:-@\[-`{-\x7f]"
_DATE = PlainValidator(_read_date)
Date = Annotated[
    dates.Span,
    _DATE,
    PlainSerializer(lambda span: span.edtf, return_type=str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "examples": [
                "1829-02-11",
                "1979-02~",
                "182X",
                "2022-10/2023-02",
                "c. 1450",
            ],
        }
    ),
]
Address = Annotated[
    str,
    PlainValidator(_read_address),
    WithJsonSchema(
        {"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
    ),
]
Id = Annotated[
    str,
    PlainValidator(
        _matching(
            ID,
            "id",
            "an id",
            lambda text: (
                f"Use letters, digits and single hyphens, {LONGEST_ID} at most: {slug(text)}"
            ),
        )
    ),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": f"^{_SIGNS}+(-{_SIGNS}+)*$"}
    ),
]
Language = Annotated[
    str,
    PlainValidator(
        _matching(
            LANGUAGE,
            "language",
            "a language tag",
            lambda _: "Write a BCP 47 tag: en, ru, fa, pt-BR",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": LANGUAGE.pattern.replace("\\Z", "$")}),
]
Country = Annotated[
    str,
    PlainValidator(
        _matching(
            COUNTRY,
            "country",
            "a country code",
            lambda text: (
                f"Write {text.upper()}."
                if COUNTRY.match(text.upper())
                else "Write the two capital letters of ISO 3166: IR, RU"
            ),
        )
    ),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
]
#: In the hints, “…” stands for what only the editor knows.
MORE_THAN_DOTS = "[^….\\s]"

#: Words on one or more lines. YAML readers of editors may take 1984 for a number.
Words = Annotated[
    str,
    Field(min_length=1, pattern=MORE_THAN_DOTS),
    WithJsonSchema(
        {"type": ["string", "number"], "minLength": 1, "pattern": MORE_THAN_DOTS}
    ),
]


class Record(BaseModel):
    """A mapping in the data; unknown fields are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


SourceKind = Literal[
    "reference",
    "news",
    "agency",
    "analysis",
    "official",
    "document",
    "dataset",
    "book",
    "other",
]
Status = Literal["established", "reported", "disputed", "alleged"]
Calendar = Literal["gregorian", "julian", "persian", "islamic"]
Rank = Literal["preferred", "normal", "rejected"]


class SourceRecord(Record):
    """Where a statement comes from: described once, cited by its key."""

    title: Words = Field(
        description="Its title, as it stands on the source.",
        examples=["Griboedov, Alexander Sergeevich"],
    )
    url: Address | None = Field(
        None,
        title="Address",
        description="Its address (http or https). Leave it out for what is only on paper.",
        examples=["https://www.iranicaonline.org/articles/griboedov"],
    )
    publisher: Words | None = Field(
        None, description="Who published it.", examples=["Encyclopædia Iranica"]
    )
    author: Words | None = Field(
        None,
        description="Who wrote it, as the source names them.",
        examples=["Scott Lucas"],
    )
    kind: SourceKind = Field(
        "other",
        description="What kind of source it is: reference, news, agency, analysis, official, "
        "document, dataset, book or other.",
        examples=["reference"],
    )
    language: Language | None = Field(
        None,
        description="Its language, as a BCP 47 tag; the timeline's own if left out.",
        examples=["fa"],
    )
    country: Country | None = Field(
        None,
        description="The country of its publisher (two capital letters, ISO 3166).",
        examples=["IR"],
    )
    published: Date | None = Field(
        None,
        description="When it was published, in any form a date may have; leave it out if not known.",
        examples=["2002~"],
    )
    accessed: Date | None = Field(
        None, description="When you last read it.", examples=["2026-11-22"]
    )
    archived: Address | None = Field(
        None,
        description="The address of a copy that outlives the page.",
        examples=["https://web.archive.org/web/2024/https://example.org/"],
    )
    fragment: Words | None = Field(
        None,
        description="A few words of the page; the link then opens at these words.",
        examples=["killed in Tehran on 11 February 1829"],
    )
    fragments: Mapping[str, Words] = Field(
        {},
        description="The same for single places in it: the locator, and a few words there.",
        examples=[{"para. 19": "Alexander Griboyedov"}],
    )
    license: Words | None = Field(
        None, description="The licence it is under.", examples=["CC BY-ND"]
    )
    note: Words | None = Field(
        None,
        description="What a reader should know about it.",
        examples=["Machine-translated copy."],
    )


class CategoryRecord(Record):
    """A kind of event, with the words that readers see."""

    label: Words = Field(description="Its name on the page.", examples=["Diplomacy"])
    about: Words | None = Field(
        None,
        description="What it covers.",
        examples=["Visits, meetings, treaties, talks."],
    )


class AxisRecord(Record):
    """How the time axis treats empty stretches."""

    mode: Annotated[
        Literal["auto", "true", "sequential"],
        WithJsonSchema({"enum": ["auto", "true", True, "sequential"]}),
    ] = Field(
        "auto",
        description="auto cuts long empty stretches, true keeps everything to scale, "
        "sequential spaces events evenly.",
        examples=["auto"],
    )
    breaks: (
        Annotated[tuple[tuple[Date, Date], ...], BeforeValidator(_two_dates_each)]
        | None
    ) = Field(
        None,
        description="The stretches to cut, instead of those found automatically.",
        examples=[[["1830", "1978"]]],
    )


class TimelineRecord(Record):
    """What the whole timeline is called, and how it is published."""

    title: Words = Field(description="Its title.", examples=["Russia and Iran"])
    subtitle: Words | None = Field(
        None,
        description="One line under the title.",
        examples=["Two centuries of rivalry and convenience"],
    )
    language: Language = Field(
        "en",
        description="The language it is written in, as a BCP 47 tag; dates in words are read in it.",
        examples=["en"],
    )
    base_url: Address | None = Field(
        None,
        title="Address of the site",
        description="Where it is published; feeds, canonical links and social cards need it.",
        examples=["https://example.org/ri/"],
    )
    calendars: tuple[Calendar, ...] = Field(
        (),
        description="Calendars shown beside the Gregorian one where they say something: "
        "julian, persian, islamic.",
        examples=[["julian", "persian"]],
    )
    license: Words | None = Field(
        None,
        description="The licence of your own words, as an SPDX name.",
        examples=["CC-BY-4.0"],
    )
    edit_url: Words | None = Field(
        None,
        title="Address for corrections",
        description="Address for “suggest a correction”, with {file} and {line} in it.",
        examples=["https://example.org/edit/main/{file}#L{line}"],
    )
    axis: AxisRecord = Field(
        default_factory=AxisRecord,
        description="How the time axis treats empty stretches.",
        examples=[{"mode": "sequential"}],
    )
    format: Annotated[int, Field(ge=1, le=1)] = Field(
        1,
        description="The format that the project is written in; 1 is the first and newest.",
        examples=[1],
    )


class Place(Record):
    """Where something happened."""

    name: Words = Field(description="Its name.", examples=["Tehran"])
    country: Country | None = Field(
        None,
        description="Its country (two capital letters, ISO 3166).",
        examples=["IR"],
    )
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = Field(
        None,
        title="Latitude",
        description="Latitude in degrees, north positive.",
        examples=[35.69],
    )
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = Field(
        None,
        title="Longitude",
        description="Longitude in degrees, east positive.",
        examples=[51.39],
    )


def _place(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class OriginalDate(Record):
    """The date as the source's own calendar gives it."""

    calendar: Literal["julian", "persian", "islamic"] = Field(
        description="julian, persian or islamic.", examples=["julian"]
    )
    date: Words = Field(
        description="The date in that calendar: year, month and day.",
        examples=["1829-01-30"],
    )


class Version(Record):
    """One of several accounts: what it says and who says it."""

    says: Words = Field(
        description="What this account says (Markdown).",
        examples=["34, so born in 1795"],
    )
    cite: Words = Field(
        description="Who says so: a citation.", examples=["[@afp-2024, para. 19]"]
    )
    rank: Rank = Field(
        "normal",
        description="preferred, normal or rejected; at most one is preferred.",
        examples=["preferred"],
    )
    reason: Words | None = Field(
        None,
        description="Why it has that rank.",
        examples=["The older biography gives the day."],
    )


class Account(Record):
    """A point on which sources differ, with what each of them says."""

    about: Words = Field(description="What it is about.", examples=["his age"])
    versions: tuple[Version, ...] = Field(
        min_length=2,
        description="What each source says; two or more.",
        examples=[
            [
                {"says": "34", "cite": "[@afp-2024]"},
                {"says": "35", "cite": "[@iranica-griboedov]"},
            ]
        ],
    )


class Related(Record):
    """Another event this one hangs together with."""

    id: Id = Field(
        description="The other event's id.", examples=["treaty-of-turkmenchay"]
    )
    as_: Words = Field(
        "related to",
        alias="as",
        title="How it is related",
        description="How: because of, led to, part of, reply to, or words of your own.",
        examples=["because of"],
    )


class Media(Record):
    """A picture that belongs to an event."""

    file: Words = Field(
        description="Its file under content/.", examples=["content/media/envoy.jpg"]
    )
    alt: Words = Field(
        title="Text in place of the picture",
        description="What it shows, for those who cannot see it.",
        examples=["Portrait of Griboyedov, 1873"],
    )
    credit: Words = Field(description="Who made it.", examples=["Ivan Kramskoi"])
    license: Words | None = Field(
        None, description="The licence it is under.", examples=["Public domain"]
    )
    caption: Words | None = Field(
        None,
        description="A line under the picture (Markdown).",
        examples=["The envoy."],
    )


class Correction(Record):
    """Something that was changed after publication, and why."""

    date: Date = Field(description="When it was corrected.", examples=["2026-12-01"])
    note: Words = Field(
        description="What was wrong and what stands there now (Markdown).",
        examples=["The day was given as 12 February."],
    )


def _source_shape(value: object) -> str:
    return "key" if isinstance(value, str) else "record"


class EventRecord(Record):
    """One thing that happened, with its date and its sources."""

    id: Id | None = Field(
        None,
        description="Its stable address: letters, digits, hyphens. Made from the title if left "
        "out; write it down before you publish.",
        examples=["griboyedov-killed"],
    )
    date: Date = Field(
        description="When it happened: EDTF (ISO 8601-2) or plain words in the timeline's language.",
        examples=["1829-02-11"],
    )
    title: Words = Field(
        description="What happened, in one line.",
        examples=["Mob kills Russian envoy Griboyedov in Tehran"],
    )
    sources: tuple[
        Annotated[
            Annotated[Words, Tag("key")] | Annotated[SourceRecord, Tag("record")],
            Discriminator(_source_shape),
        ],
        ...,
    ] = Field(
        min_length=1,
        description="Where it is from: keys of “sources”, or whole sources written in place; "
        "none-yet while it has none, which is a warning.",
        examples=[["afp-2024"]],
    )
    summary: Words | None = Field(
        None,
        description="A few sentences (Markdown); [@key, locator] cites a source for the words "
        "before it.",
        examples=["A crowd stormed the mission [@iranica-griboedov]."],
    )
    original_date: OriginalDate | None = Field(
        None,
        description="The date in the calendar of its time and place.",
        examples=[{"calendar": "julian", "date": "1829-01-30"}],
    )
    categories: tuple[Words, ...] = Field(
        (),
        description="Ids of “categories”; the first gives its mark.",
        examples=[["diplomacy"]],
    )
    status: Status = Field(
        "established",
        description="How sure it is: established, reported, disputed or alleged.",
        examples=["established"],
    )
    status_reason: Words | None = Field(
        None,
        description="Why it has that status (Markdown).",
        examples=["Reference works in two languages agree."],
    )
    claimed_by: tuple[Words, ...] = Field(
        (),
        description="Who says so, where it is alleged or disputed.",
        examples=[["United States"]],
    )
    denied_by: tuple[Words, ...] = Field(
        (),
        description="Who denies or contradicts it.",
        examples=[["Iran", "Russia"]],
    )
    importance: Annotated[int, Field(ge=1, le=3)] = Field(
        2, description="1 context, 2 notable, 3 turning point.", examples=[3]
    )
    places: tuple[
        Annotated[
            Place,
            BeforeValidator(_place, json_schema_input_type=Place | str),
        ],
        ...,
    ] = Field(
        (),
        description="Where it happened: a bare name, or name, country, lat and lon.",
        examples=[[{"name": "Tehran", "country": "IR"}]],
    )
    actors: tuple[Words, ...] = Field(
        (),
        description="Who took part.",
        examples=[["Alexander Griboyedov", "Russian Empire"]],
    )
    accounts: tuple[Account, ...] = Field(
        (),
        description="Points on which sources differ: what each is about, and two or more "
        "versions of it.",
        examples=[
            [
                {
                    "about": "his age",
                    "versions": [
                        {"says": "34", "cite": "[@afp-2024]"},
                        {"says": "35", "cite": "[@iranica-griboedov]"},
                    ],
                }
            ]
        ],
    )
    related: tuple[Related, ...] = Field(
        (),
        description="Other events it hangs together with.",
        examples=[[{"id": "treaty-of-turkmenchay", "as": "because of"}]],
    )
    media: tuple[Media, ...] = Field(
        (),
        description="Pictures.",
        examples=[
            [
                {
                    "file": "content/media/envoy.jpg",
                    "alt": "Portrait of Griboyedov",
                    "credit": "Ivan Kramskoi",
                }
            ]
        ],
    )
    corrections: tuple[Correction, ...] = Field(
        (),
        description="What was changed after publication.",
        examples=[
            [{"date": "2026-12-01", "note": "The day was given as 12 February."}]
        ],
    )
    gap_note: Words | None = Field(
        None,
        description="What you say about the empty time before it (Markdown).",
        examples=["Nothing between these years was searched."],
    )
    order: int | None = Field(
        None,
        description="Order among events of one date; lower comes first.",
        examples=[1],
    )
    aliases: tuple[Id, ...] = Field(
        (),
        description="Ids it had before; each keeps a page that leads here.",
        examples=[["envoy-killed"]],
    )
    note: Words | None = Field(
        None,
        description="A note for editors; it is not published.",
        examples=["Check the toll."],
    )


class StoryRecord(Record):
    """The head of a story in content/stories/: what it is called."""

    title: Words = Field(
        description="Its title.", examples=["Which way the weapons went"]
    )
    summary: Words | None = Field(
        None,
        description="One or two sentences that say what it tells (Markdown, may cite).",
        examples=["For forty years arms went from Moscow to the region."],
    )
    order: int | None = Field(
        None,
        description="Its place in the list of stories; lower comes first, "
        "else the one that begins earlier.",
        examples=[1],
    )


class FileRecord(Record):
    """A file of events: events.yaml, or one of events/*.yaml."""

    timeline: TimelineRecord | None = Field(
        None,
        description="The timeline's own fields; in events.yaml only.",
        examples=[{"title": "Russia and Iran", "language": "en"}],
    )
    categories: Mapping[Id, CategoryRecord] = Field(
        {},
        description="Categories by id.",
        examples=[{"diplomacy": {"label": "Diplomacy"}}],
    )
    sources: Mapping[Id, SourceRecord] = Field(
        {},
        description="Sources by key.",
        examples=[{"afp-2024": {"title": "A report", "publisher": "AFP"}}],
    )
    events: tuple[EventRecord, ...] = Field(
        (),
        description="The events.",
        examples=[
            [
                {
                    "id": "griboyedov-killed",
                    "date": "1829-02-11",
                    "title": "Mob kills Russian envoy Griboyedov in Tehran",
                    "sources": ["afp-2024"],
                }
            ]
        ],
    )


#: The records an editor meets, in the order in which the documentation lists them.
RECORDS: tuple[type[Record], ...] = (
    EventRecord,
    SourceRecord,
    TimelineRecord,
    CategoryRecord,
    Place,
    OriginalDate,
    Account,
    Version,
    Related,
    Media,
    Correction,
    AxisRecord,
)
"""Every record of a file of events."""
HEADS: tuple[type[Record], ...] = (StoryRecord,)
"""What stands at the head of a text in ``content/``."""


class Reference(Struct, frozen=True):
    """A source that passed every check: its key, its record, its place in the file."""

    key: str
    record: SourceRecord
    at: Mark


class Event(Struct, frozen=True):
    """An event that passed every check.

    ``sources`` are the keys it rests on, in the order of first citation and then as
    listed; ``original`` is the original date as a Gregorian span; ``body`` is its long
    text; ``at`` is its place in the file.
    """

    id: str
    record: EventRecord
    sources: tuple[str, ...]
    at: Mark
    original: dates.Span | None = None
    body: Markdown | None = None

    @property
    def date(self) -> dates.Span:
        """When it happened."""
        return self.record.date


class Step(Struct, frozen=True):
    """One step of a story: the id of its event, and the words that tell it."""

    id: str
    words: str


class Story(Struct, frozen=True):
    """A story that passed every check: events in the order in which it tells them.

    ``name`` is its address, ``path`` its file.
    """

    name: str
    path: str
    record: StoryRecord
    introduction: str
    steps: tuple[Step, ...]


class Timeline(Struct, frozen=True):
    """All that passed every check. ``events`` are in order of time, as are ``stories``.

    ``links`` holds what was last seen at source addresses, by address.
    """

    info: TimelineRecord
    categories: Mapping[str, CategoryRecord] = field(default_factory=dict)
    sources: Mapping[str, Reference] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    pages: Mapping[str, Markdown] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    history: Mapping[str, Lived] = field(default_factory=dict)
    links: Mapping[str, Seen] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()


def published_at(info: TimelineRecord, address: str) -> TimelineRecord | None:
    """The same timeline with another ``base_url``; None if that is no web address."""
    try:
        return info.model_copy(update={"base_url": _read_address(address)})
    except PydanticCustomError:
        return None
