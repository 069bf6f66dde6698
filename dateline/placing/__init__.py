"""The families of pages, one module each: a timeline with its words in, pages out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import bibliography, catalogue, pages
from ..bibliography import Work
from ..evidence import Share
from ..model import Timeline
from ..outputs import bibtex, csl_json
from ..wording import Wording


@dataclass(frozen=True, slots=True)
class Placing:
    """What every family needs: the timeline, its words, the site, a row an event."""

    timeline: Timeline
    wording: Wording
    site: pages.Site
    rows: Mapping[str, pages.Row]


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


def downloads() -> tuple[pages.Link, ...]:
    """All sources as files for other programs."""
    return (
        pages.Link("BibTeX", bibtex.ADDRESS),
        pages.Link("CSL-JSON", csl_json.ADDRESS),
    )
