"""TimelineJS 3 JSON: its slides in, events of ours out, and the way back.

The form is that of timeline.knightlab.com, "JSON Format", read against version 3.9.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape

from .. import citations
from ..model import Timeline
from ..problems import Mark, nearest
from . import moments, slides
from .arrivals import Arrivals, Departure
from .jsonplaces import Places, at
from .showing import Shown, slide
from .slides import Slide

NAME = "timelinejs"
WORDS = "TimelineJS, as JSON"

#: What JSON holds.
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_TOP = frozenset(("title", "events", "eras", "scale"))
_SIDE = (*moments.PARTS, "hour", "minute", "second")
_MEDIA = {
    "url": "media",
    "credit": "media_credit",
    "caption": "media_caption",
    "thumbnail": "media_thumbnail",
    "alt": "media_alt",
    "title": "media_title",
    "link": "media_link",
    "link_target": "",
}
_KNOWN = frozenset(
    (
        *("start_date", "end_date", "display_date", "text", "media", "group"),
        *("background", "unique_id", "autolink", "type"),
    )
)


def read(text: str, file: str, language: str) -> Arrivals:
    """The events of a file, or every mistake in it."""
    arrivals = Arrivals()
    places = Places(file, text)
    whole = _whole(arrivals, text, file)
    if whole is None:
        return arrivals
    events = _listed(arrivals, places, whole, "events")
    eras = _listed(arrivals, places, whole, "eras") if whole.get("eras") else []
    title = whole.get("title")
    if isinstance(title, dict):
        slides.put_title(arrivals, _slide(places, title, ("title",)))
    for number, event in enumerate(events):
        _add(arrivals, places, event, ("events", number), language)
    for number, era in enumerate(eras):
        _add(arrivals, places, era, ("eras", number), language)
    for name in sorted(whole.keys() - _TOP):
        arrivals.left.append(f"{name}: {_words(whole[name])}")
    if (scale := _words(whole.get("scale"))) not in ("", "human"):
        arrivals.left.append(f"scale: {scale}")
    return arrivals


def _whole(arrivals: Arrivals, text: str, file: str) -> dict[str, Json] | None:
    try:
        whole: Json = json.loads(text)
    except json.JSONDecodeError as error:
        place = at(file, text, error.pos)
        said = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        arrivals.wrong(
            place, said, "Look at this sign, and at the one before it.", "json"
        )
        return None
    except (RecursionError, ValueError):
        said = "this JSON is nested too deeply, or holds too long a number"
        arrivals.wrong(Mark(file), said, "Name a file of TimelineJS.", "json")
        return None
    if isinstance(whole, dict) and isinstance(whole.get("timeline"), dict):
        said = "this is the JSON of TimelineJS 2, which had fields of other names"
        hint = 'Open it in a spreadsheet of TimelineJS 3, or write {"events": […]}.'
    elif not isinstance(whole, dict) or "events" not in whole:
        said = "this JSON has no “events”, so it is no timeline of TimelineJS"
        names = [*whole] if isinstance(whole, dict) else []
        match = nearest("events", names)
        hint = (
            f"Did you mean “events” by “{match}”?"
            if match
            else 'Write {"events": […]}.'
        )
    else:
        return whole
    arrivals.wrong(Mark(file, 1, 1), said, hint, "exchange-shape")
    return None


def _listed(
    arrivals: Arrivals, places: Places, whole: dict[str, Json], name: str
) -> list[Json]:
    found = whole[name]
    if isinstance(found, list):
        return found
    said = f"“{name}” is not a list"
    arrivals.wrong(places.mark(name), said, f'Write "{name}": […]', "exchange-shape")
    return []


def _add(
    arrivals: Arrivals,
    places: Places,
    found: Json,
    path: tuple[str, int],
    language: str,
) -> None:
    if not isinstance(found, dict):
        said = f"an item of “{path[0]}” is written in braces, and here are other words"
        hint = 'Write {"start_date": {"year": 1815}, "text": {"headline": "…"}}'
        arrivals.wrong(places.mark(*path), said, hint, "exchange-shape")
        return
    slide = _slide(places, found, path)
    slides.add(arrivals, slide, language, is_era=path[0] == "eras")


class _Lookup(Mapping[str, Mark]):
    """Places by our names of fields, found in the text only when asked for."""

    def __init__(self, places: Places, path: tuple[str | int, ...]) -> None:
        self.places = places
        self.path = path

    def __getitem__(self, name: str) -> Mark:
        side, part = (
            ("end_date", name[4:]) if name.startswith("end_") else ("start_date", name)
        )
        if part == "time":
            part = "hour"
        if name == "headline":
            return self.places.mark(*self.path, "text", "headline")
        return self.places.mark(*self.path, side, part)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _slide(
    places: Places, found: dict[str, Json], path: tuple[str | int, ...]
) -> Slide:
    text, media = _fields(found.get("text")), _fields(found.get("media"))
    start, end = _fields(found.get("start_date")), _fields(found.get("end_date"))
    if isinstance(found.get("text"), str):
        text = {"text": found["text"]}
    background = found.get("background")
    colours = _fields(background)
    kept = {ours: _words(media.get(name)) for name, ours in _MEDIA.items() if ours}
    others = {"Media title": kept.pop("media_title")}
    shown = [_words(colours.get(name)) for name in ("url", "color", "colour", "alt")]
    kept["background"] = " ".join(filter(None, shown)) or _words(background)
    others |= {n: _words(v) for n, v in found.items() if n not in _KNOWN}
    for side, name in ((start, "Start"), (end, "End")):
        others[f"{name} millisecond"] = _words(side.get("millisecond"))
        others[f"{name} format"] = _words(side.get("format"))
    return Slide(
        places.mark(*path),
        _Lookup(places, path),
        _side(start),
        _side(end),
        _words(found.get("display_date")) or _words(start.get("display_date")),
        _words(text.get("headline")),
        _words(text.get("text")),
        {name: words for name, words in kept.items() if words},
        _words(found.get("group")),
        _words(found.get("unique_id")),
        {name: words for name, words in others.items() if words},
    )


def _side(found: dict[str, Json]) -> dict[str, str]:
    parts = {name: _words(found.get(name)) for name in _SIDE}
    clock = [parts.pop(name) for name in ("hour", "minute", "second")]
    while clock and not clock[-1]:
        clock.pop()
    parts["time"] = ":".join(words or "0" for words in clock)
    return {name: words for name, words in parts.items() if words}


def _fields(found: Json) -> dict[str, Json]:
    return found if isinstance(found, dict) else {}


def _words(found: Json) -> str:
    """A value as somebody would write it in a cell."""
    if isinstance(found, str):
        return found.strip()
    if found is None or isinstance(found, bool):
        return ""
    if isinstance(found, int):
        return str(found)
    if isinstance(found, float):
        return str(int(found)) if found.is_integer() else str(found)
    return json.dumps(found, ensure_ascii=False) if found else ""


def write(timeline: Timeline) -> Departure:
    """A timeline as JSON: the title slide, and one slide an event, a line each."""
    departure = Departure("")
    info = timeline.info
    title = {
        "text": {"headline": escape(info.title), "text": escape(info.subtitle or "")}
    }
    lines = ",\n".join(
        _ENCODER.encode(_written(slide(event, timeline, departure)))
        for event in timeline.events
    )
    head = json.dumps(title, ensure_ascii=False)
    departure.text = f'{{"title": {head},\n"events": [\n{lines}\n]}}\n'
    return departure


def _written(shown: Shown) -> dict[str, object]:
    when = shown.when
    found: dict[str, object] = {"start_date": _date(when.first, when.time)}
    if when.last:
        found["end_date"] = _date(when.last, when.end_time)
    found |= {"display_date": shown.display} if shown.display else {}
    found["text"] = {"headline": shown.headline, "text": shown.text}
    found |= {"group": shown.group} if shown.group else {}
    if picture := shown.picture:
        media = {
            "url": shown.address,
            "credit": escape(picture.credit, quote=False),
            "caption": escape(citations.without(picture.caption or ""), quote=False),
            "alt": picture.alt,
        }
        found["media"] = {name: words for name, words in media.items() if words}
    return {**found, "unique_id": shown.id}


def _date(numbers: tuple[int, ...], time: str) -> dict[str, int]:
    date = dict(zip(moments.PARTS, numbers, strict=False))
    clock = zip(("hour", "minute", "second"), map(int, time.split(":")), strict=False)
    return {**date, **dict(clock)} if time else date
