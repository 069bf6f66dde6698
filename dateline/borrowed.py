"""Words for fields that people bring from other programs, and the fields they stand for."""

from collections.abc import Mapping

#: The fields of each record, each with the words that others have for it.
WORDS: Mapping[str, Mapping[str, str]] = {
    "an event": {
        "date": "when year day time start start_date begin from",
        "title": "name headline heading event label",
        "summary": "description text body details content abstract what",
        "places": "where location locations place position geo city",
        "actors": "who people persons person participants participant actor",
        "categories": "tags tag type types kind category topic topics group",
        "sources": "source link links url urls reference references citation cite",
        "media": "image images picture pictures photo photos",
        "related": "see_also seealso relations",
        "note": "comment comments remark",
        "id": "slug key identifier",
        "status": "certainty state",
        "importance": "weight priority level",
    },
    "a source": {
        "title": "name headline",
        "url": "link website web address href uri",
        "author": "authors by writer editor",
        "publisher": "journal newspaper site",
        "kind": "type",
        "language": "lang",
        "published": "date year when issued",
        "accessed": "retrieved access_date read",
        "archived": "archive archive_url",
        "license": "licence copyright rights",
        "note": "description comment notes isbn doi",
    },
    "the timeline": {
        "title": "name heading",
        "subtitle": "description tagline",
        "language": "lang locale",
        "base_url": "url site",
        "license": "licence copyright rights",
    },
    "a category": {"label": "name title", "about": "description text summary note"},
    "a place": {
        "name": "title label place",
        "lat": "latitude",
        "lon": "lng long longitude",
    },
    "an original date": {"date": "day value", "calendar": "type kind"},
    "an account": {"about": "title question what", "versions": "accounts claims"},
    "a version": {
        "says": "text title claim value what",
        "cite": "source sources citation",
        "reason": "note why",
    },
    "a related event": {"id": "event key", "as": "type kind label relation"},
    "a picture": {
        "file": "src path url image",
        "alt": "description title text",
        "credit": "author by source",
        "license": "licence copyright rights",
    },
    "a file of events": {
        "timeline": "site meta settings",
        "categories": "tags topics",
        "sources": "references bibliography",
        "events": "entries items",
    },
    "a correction": {"date": "when", "note": "text description what"},
}

#: When something ended, which is the second half of a date here.
ENDS = ("end", "end_date", "until", "to", "finish")


def borrowed(record: str, word: str) -> str | None:
    """The field that others call so in a record such as “an event”, or None."""
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    for field, words in WORDS.get(record, {}).items():
        if folded in words.split():
            return field
    return None
