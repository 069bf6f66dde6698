"""The first question of a build: is the site there already, made of just these files?

Where it is, nothing else is imported: see ``tools``.
"""

from __future__ import annotations

import os
import sys

from . import kept, unchanged

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DEFAULT = "site"
"""Where the site goes in a project, unless another place is named."""

_VALUED = ("--base-url", "--out", "--project")
"""What a value follows. Words other than these, ``build`` and ``--strict`` ask for more
than a site in a folder, or are mistaken, and are for ``typed`` to read."""


def is_said(words: Sequence[str]) -> bool:
    """Says again what the build said that made the site; False where one has to be made.

    ``words`` are those that were typed.
    """
    asked = _asked(words)
    if asked is None:
        return False
    project, out = asked["--project"], asked["--out"]
    schema = f"{project}/{kept.FOLDER}/{kept.SCHEMA}"
    if not out and not os.path.isfile(schema):
        return False  # a build of the project's own site makes it anew
    made = unchanged.made_of(project, tuple(asked.values()))
    beside = "" if out else schema
    found = unchanged.said(project, out or f"{project}/{DEFAULT}", made, beside)
    if found is None:
        return False
    plain, colored, line = found
    if plain:
        from .. import report

        print(colored if report.wants_color(sys.stderr) else plain, file=sys.stderr)
    print(line)
    return True


def words_of(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The same of words that were read: what they ask of a build, as they were typed."""
    strict = "--strict" if arguments.strict else ""
    return (
        *(arguments.base_url or "", strict),
        *(arguments.project, arguments.out or ""),
    )


def _asked(words: Sequence[str]) -> dict[str, str] | None:
    """What the words ask of a build, in this order; None if they ask for anything else."""
    asked = {"--base-url": "", "--strict": "", "--project": ".", "--out": ""}
    waiting = iter(words)
    may_be_named = is_first = True
    for word in waiting:
        name, sign, value = word.partition("=")
        if word == "build" and may_be_named:
            may_be_named = False
        elif word == "--strict":
            asked[word] = word
        elif name in _VALUED:
            asked[name] = value if sign else next(waiting, "")
            if not asked[name] or (not sign and asked[name].startswith("-")):
                return None
        else:
            return None
        may_be_named = may_be_named and name == "--project" and is_first
        is_first = False
    return asked
