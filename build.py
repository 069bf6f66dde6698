"""The one command: ``python build.py`` builds the site; ``--help`` lists the rest."""

import sys

from dateline.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
