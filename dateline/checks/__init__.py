"""Checks across records: everything that was written in, problems out.

Each rule is one function from the draft to problems; ``RULES`` lists them. Rules look
at what was written, so that a mistake in one field never hides a mistake in another.
"""

from collections.abc import Callable, Iterator

from ..draft import Draft
from ..problems import Problem
from .addresses import collisions, edit_address, names, page_names, texts_without_event
from .agreement import axis, originals, places, source_dates
from .characters import conflicts, file_names, glued, hidden, turned
from .crowds import crowded
from .gaps import gap_notes
from .interface import words
from .references import (
    categories,
    ids,
    media,
    related,
    repeated,
    sourceless,
    sources,
    unused,
)
from .spellings import spellings
from .statements import accounts, cited, disputes, summaries
from .tellings import (
    other_files,
    repeated_steps,
    stepless,
    steps_in_lines,
    story_names,
    unknown_steps,
)
from .ways import ways

Rule = Callable[[Draft], Iterator[Problem]]

#: Those that ask whether what is named is there.
NAMING: tuple[Rule, ...] = (
    *(categories, sources, related, unused, cited, ways, unknown_steps),
    texts_without_event,
)
RULES: tuple[Rule, ...] = (
    ids,
    categories,
    sources,
    sourceless,
    repeated,
    related,
    media,
    unused,
    cited,
    summaries,
    disputes,
    accounts,
    originals,
    source_dates,
    places,
    axis,
    gap_notes,
    names,
    spellings,
    texts_without_event,
    page_names,
    collisions,
    file_names,
    turned,
    conflicts,
    hidden,
    glued,
    crowded,
    edit_address,
    ways,
    words,
    story_names,
    other_files,
    unknown_steps,
    repeated_steps,
    stepless,
    steps_in_lines,
)
