"""The name of another program's form, as an editor writes it behind a flag."""

import argparse

from ..exchange import FORMATS
from ..problems import nearest

#: What some call a form whose name is another.
ALSO = {"icalendar": "ical", "ics": "ical", "md": "markwhen", "mw": "markwhen"}


def option(
    parser: argparse.ArgumentParser, flag: str, does: str, *, is_needed: bool
) -> None:
    """A flag that names a form, in capitals or not; it is read as ``format``."""
    parser.add_argument(
        flag,
        dest="format",
        type=_form,
        required=is_needed,
        metavar="FORMAT",
        help=does,
    )


def _form(word: str) -> str:
    name = word.strip().casefold().replace(" ", "-")
    name = ALSO.get(name, name)
    if name in FORMATS:
        return name
    near = nearest(name, FORMATS)
    hint = f"Did you mean “{near}”?" if near else f"Write one of {', '.join(FORMATS)}."
    raise argparse.ArgumentTypeError(f"“{word}” is no form that I know. {hint}")
