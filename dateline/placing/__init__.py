"""The families of pages, one module each: a timeline with its words in, pages out."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .. import bibliography, catalogue, pages
from ..bibliography import Work
from ..days import Days
from ..evidence import Share
from ..model import Timeline
from ..outputs import Download, bibtex, csl_json
from ..wording import Wording


class Placing(Struct, frozen=True):
    """What every family needs: the timeline, its words, the site.

    For every event, by id: its row, and the days that are known of it.
    """

    timeline: Timeline
    wording: Wording
    site: pages.Site
    rows: Mapping[str, pages.Row]
    days: Mapping[str, Days]
    downloads: Sequence[Download]
    """What readers may take away."""


def named(placing: Placing, what: str, share: Share) -> Share:
    """A share with the word for its value: a language, a kind, a country."""
    language = placing.wording.language
    if not share.value:
        return replace(share, value=placing.wording.say("Not given"))
    if what == "kind":
        return replace(share, value=placing.wording.kind(share.value))
    if what == "country":
        return replace(share, value=catalogue.country_name(share.value, language))
    return replace(share, value=catalogue.language_name(share.value, language))


def citation(work: Work, wording: Wording, licence: str = "") -> pages.Citation:
    """How to cite a work; ``licence`` is that of our own words."""
    return pages.Citation(
        bibliography.plain(work, wording, licence),
        bibtex.entry(work),
        f"[{csl_json.text(work)}]",
    )


def bundles(placing: Placing) -> tuple[pages.Bundle, ...]:
    """All events and all sources as files for other programs."""
    wording = placing.wording
    titles = {
        "events": wording.say("Download all events:"),
        "sources": wording.say("Download all sources:"),
    }
    names = {"On this day": wording.say("On this day (iCalendar, every year)")}
    return tuple(
        pages.Bundle(
            title,
            tuple(
                pages.Link(names.get(each.name, each.name), each.address)
                for each in placing.downloads
                if each.of == of
            ),
        )
        for of, title in titles.items()
    )
