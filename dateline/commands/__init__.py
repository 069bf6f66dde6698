"""What you can type: ``main`` runs it, and says what fails on the way.

``again`` answers where nothing is to be done, and ``typed`` reads the words for all else.
"""

from __future__ import annotations

import os
import sys

from . import again, exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

#: What the loader says of a library that there is no memory for (glibc, elf/dl-load.c).
_NO_ROOM = ("failed to map segment", "cannot map ", "annot allocate memory")


def main(words: Sequence[str]) -> int:
    """Runs the command that the words name; gives the exit code (see ``exits``)."""
    _open_streams()
    try:
        if again.is_said(words):
            code = exits.DONE
        else:
            from . import typed

            code = typed.run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped; the site is as it was.", file=sys.stderr)
        return exits.MACHINE
    except BrokenPipeError:
        # Whoever read our words has gone; there is nobody left to tell.
        _silence(sys.stdout, sys.stderr)
        return exits.MACHINE
    except (MemoryError, ImportError) as failure:
        is_import = isinstance(failure, ImportError)
        if is_import and not any(words in str(failure) for words in _NO_ROOM):
            raise
        print("There was not enough memory; the site is as it was.", file=sys.stderr)
        return exits.MACHINE
    except OSError as failure:
        try:
            print(f"The machine failed: {failure.strerror}.", file=sys.stderr)
        except OSError:  # it may be stderr that is full
            _silence(sys.stderr)
        _silence(sys.stdout)
        return exits.MACHINE
    return code


def _open_streams() -> None:
    """Makes streams fit for our words, and gives those that were closed a place to go."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until we end
            setattr(sys, name, nowhere)
        if reconfigure := getattr(getattr(sys, name), "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _silence(*streams: TextIO) -> None:
    """What is left in these streams goes nowhere, and nothing fails when we end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())
