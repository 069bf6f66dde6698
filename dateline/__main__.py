"""``dateline``, or ``python -m dateline``: the command where the package is installed."""

import sys

from .commands import main


def start() -> int:
    """Runs the command that was typed; gives the exit code."""
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())
