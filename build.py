"""The one command: ``python build.py`` builds the site; ``--help`` lists the rest."""

import os
import sys

from dateline.commands import exits, main

#: What ``make`` installs: the packages that a build needs, in an environment of its own.
OWN = os.path.join(os.path.dirname(os.path.realpath(__file__)), ".venv")


def start() -> int:
    """Runs the command, in ``.venv`` if this Python lacks its packages; the exit code."""
    try:
        return main(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if (missing.name or "dateline").partition(".")[0] == "dateline":
            raise
        python = os.path.join(OWN, "bin", "python")
        if os.path.isfile(python) and os.path.realpath(sys.prefix) != OWN:
            os.execv(python, [python, *sys.argv])  # noqa: S606 - our own, no shell
        print(f"The package “{missing.name}” is not installed.", file=sys.stderr)
        print("Type: make site", file=sys.stderr)
        return 2


if __name__ == "__main__":
    exits.leave(start())
