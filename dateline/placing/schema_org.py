"""Things in the words of schema.org: an event, a claim, a source, a place in, JSON out.

Nothing is said that the page does not say. A date is given only where ISO 8601 has a
form for what is known of it; all of it is EDTF in ``temporalCoverage``. What is alleged
or disputed is a Claim and never an Event: no program may count it as one. Who wrote,
took part or claims is a name without a type: we do not know who is a person.
"""

from collections.abc import Iterable, Mapping

from .. import citations, dates, pages
from ..bibliography import Form, Work
from ..dates import Span
from ..model import Event, EventRecord, Place
from ..wording import Wording

#: What JSON holds here.
Value = str | bool | int | float | list["Value"] | dict[str, "Value"]
Thing = dict[str, Value]

#: For each form of a source its type.
_TYPES: dict[Form, str] = {
    "article": "NewsArticle",
    "book": "Book",
    "dataset": "Dataset",
    "document": "CreativeWork",
    "entry": "Article",
    "report": "Report",
    "webpage": "WebPage",
}
#: The statuses in which a thing is said but not known to have happened.
_CLAIMS = ("alleged", "disputed")


def known(said: Mapping[str, Value]) -> Thing:
    """What is said, without what is not."""
    return {name: value for name, value in said.items() if value not in ("", [])}


def event(
    found: Event, card: pages.Card, here: str, images: list[Value], wording: Wording
) -> Thing:
    """What happened, or what is claimed to have; ``here`` is the address of its page."""
    record = found.record
    about: list[Value] = [{"name": name} for name in record.actors]
    where: list[Value] = [_place(place) for place in record.places]
    said: Thing = {
        "name": record.title,
        "description": _description(record, wording),
        "keywords": [category.label for category in card.categories],
        "about": about,
    }
    if record.status in _CLAIMS:
        return known(
            {
                "@type": "Claim",
                "@id": f"{here}#claim",
                **said,
                "author": [{"name": name} for name in record.claimed_by],
                "temporalCoverage": found.date.edtf,
                "contentLocation": where,
            }
        )
    start, end = _ends(found.date)
    return known(
        {
            "@type": "Event",
            "@id": f"{here}#event",
            **said,
            "startDate": start,
            "endDate": end,
            "location": where,
            "image": images,
        }
    )


def image(figure: pages.Figure, address: str) -> Thing:
    """A picture of an event."""
    return known(
        {
            "@type": "ImageObject",
            "contentUrl": address,
            "description": figure.alt,
            "creditText": figure.credit,
        }
    )


def source(work: Work, licence: str, here: str) -> Thing:
    """A work that is cited; ``here`` is the address of its page in the site."""
    published, publisher = (
        work.published,
        {"@type": "Organization", "name": work.within},
    )
    is_one = published and not (published.is_interval or published.is_one_of)
    return known(
        {
            "@type": _TYPES[work.form],
            "@id": f"{here}#source",
            "name": work.title,
            "author": [{"name": work.author}] if work.author else "",
            "publisher": {**publisher} if work.within else "",
            "datePublished": dates.exact(published.start)
            if published and is_one
            else "",
            "inLanguage": work.language,
            "url": work.url,
            "archivedAt": work.archived,
            "copyrightNotice": " ".join(licence.split()),
        }
    )


def coverage(spans: Iterable[Span]) -> str:
    """From the first year to the last, as an interval of ISO 8601-2."""
    bounds = [(span.earliest, span.latest) for span in spans]
    if not bounds:
        return ""
    firsts = [first for first, _ in bounds if first is not None]
    lasts = [last for _, last in bounds if last is not None]
    start = _year(min(firsts)) if len(firsts) == len(bounds) else ".."
    end = _year(max(lasts)) if len(lasts) == len(bounds) else ".."
    return f"{start}/{end}"


def way(steps: Iterable[tuple[str, str]]) -> Thing:
    """The names and addresses of the pages above one, and of the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def listed(items: Iterable[tuple[str, str]]) -> Thing:
    """Names and addresses in the order in which they are to be read."""
    found: list[Value] = [
        {"@type": "ListItem", "position": number, "name": name, "url": address}
        for number, (name, address) in enumerate(items, start=1)
    ]
    return {
        "@type": "ItemList",
        "numberOfItems": len(found),
        "itemListElement": found,
    }


def _description(record: EventRecord, wording: Wording) -> str:
    """How sure it is, where it is not quite, and what is told."""
    told = citations.without(record.summary or "")
    if record.status == "established":
        return told
    said = wording.said_by(record.claimed_by, record.denied_by)
    return " ".join(filter(None, [f"{wording.status(record.status)}.", said, told]))


def _place(place: Place) -> Thing:
    found: Thing = {"@type": "Place", "name": place.name}
    if place.country:
        found["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.lat is not None and place.lon is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.lat,
            "longitude": place.lon,
        }
    return found


def _ends(span: Span) -> tuple[str, str]:
    """The first and the last date, as far as ISO 8601 can say what is known of them."""
    if span.is_one_of:
        return "", ""
    return dates.exact(span.start), dates.exact(span.end)


def _year(second: int) -> str:
    return dates.day_text(second // 86_400)[: -len("-01-01")]
