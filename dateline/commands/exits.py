"""Exit codes: 0 done, 1 the data has mistakes, 2 wrong use, 3 the machine failed us."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

DONE = 0
MISTAKES = 1
USE = 2
MACHINE = 3


def leave(code: int) -> NoReturn:
    """Ends the process without taking apart all that it holds.

    That would take a tenth of a build that has nothing to do.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            continue
    os._exit(code)
