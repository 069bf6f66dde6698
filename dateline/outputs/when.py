"""A date for programs: a span in; its bounds, precision and certainty in words out."""

from collections.abc import Mapping

from msgspec import Struct

from .. import dates


class When(Struct, frozen=True):
    """What programs want to know of a date that they cannot read themselves.

    ``earliest`` and ``latest`` are days as XML Schema writes them, empty where the
    date is open or not known on that side.
    """

    words: str
    kind: str
    """date, interval (it lasted) or one-of (it lies somewhere between)."""
    earliest: str
    latest: str
    precision: str
    certainty: str
    """exact, approximate, uncertain or approximate-and-uncertain."""


#: The values of ``kind``, ``precision`` and ``certainty``, in the order of sureness.
KINDS = ("date", "interval", "one-of")
PRECISIONS = tuple(precision.name.lower() for precision in dates.Precision)
CERTAINTIES = ("exact", "approximate", "uncertain", "approximate-and-uncertain")


def when(span: dates.Span, words: str) -> When:
    """The date of an event; ``words`` are those that stand on the page."""
    earliest, latest = dates.bounds(span)
    return When(
        words,
        KINDS[2 if span.is_one_of else span.is_interval],
        earliest,
        latest,
        PRECISIONS[span.precision],
        CERTAINTIES[span.approximate + 2 * span.uncertain],
    )


def fields(date: When) -> Mapping[str, str]:
    """The same by name, without what is not known."""
    named = {
        "words": date.words,
        "kind": date.kind,
        "earliest": date.earliest,
        "latest": date.latest,
        "precision": date.precision,
        "certainty": date.certainty,
    }
    return {name: value for name, value in named.items() if value}
