"""``python -m dateline``: the command where only the package is installed.

What needs no templates works so: ``check``, ``schema``, ``new``, ``links``, ``archive``.
"""

import sys

from .commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
