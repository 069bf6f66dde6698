"""Which format a file of events is written in, and what we do about one we do not know.

``timeline.format`` is a whole number; a file without one is of the first format. A
format grows by fields that may be left out. It gets a new number only when a field
changes its meaning or goes, and then ``CONTRIBUTING.md`` says what has to come with it:
a reading of every older format, a message for each field that changed, and a site of
the older format in the tests.
"""

from .draft import MAIN
from .problems import Problem
from .source import Fields, Source, Text

NEWEST = 1


def newer(source: Source) -> Problem | None:
    """What to say of a project whose format is newer than this program, else None.

    Nothing else should then be said of it: what it holds is not known.
    """
    main = source.documents.get(MAIN)
    info = main.values.get("timeline") if main else None
    written = info.values.get("format") if isinstance(info, Fields) else None
    if not isinstance(written, Text) or not written.value.isdecimal():
        return None
    if int(written.value[:9]) <= NEWEST:
        return None
    return Problem(
        written.at,
        f"this project is written in format {written.value}, and this version of Dateline "
        f"reads format {NEWEST}",
        "Use a newer version of Dateline. The old site stays as it is.",
        "format",
        length=len(written.value),
    )
