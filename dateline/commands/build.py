"""``build.py build``: disk to disk, in five steps.

Where nothing changed, ``again`` has answered before this is imported.
"""

import argparse
import gc
import sys
from pathlib import Path

from . import again, exits, unchanged

#: Our own templates; a project's own stand before them.
_PACKAGE = Path(__file__).parent.parent
#: In the package where it is installed, beside it in a clone.
TEMPLATES = next(
    (inner for inner in [_PACKAGE / "templates"] if inner.is_dir()),
    _PACKAGE.parent / "templates",
)


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``build``."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        help="where the site goes (default: site/ in the project)",
    )
    parser.add_argument("--base-url", metavar="URL", help="where it will be published")
    parser.add_argument(
        "--strict", action="store_true", help="treat warnings as mistakes"
    )
    parser.add_argument(
        "--profile", action="store_true", help="build, and say where the time went"
    )
    parser.add_argument(
        "--single-file",
        metavar="FILE",
        nargs="?",
        const="",
        help="write the whole site as one HTML file (named for the title if FILE is "
        "left out) instead of a folder; with --out, both",
    )
    parser.add_argument(
        "--archive",
        metavar="FILE",
        help="write the site as a ZIP with a checksum of every file (BagIt) instead "
        "of a folder; with --out, both",
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds the site of a project; gives the exit code.

    Prints every problem; writes nothing if there is a mistake.
    """
    project = Path(arguments.project)
    out = Path(arguments.out) if arguments.out else project / again.DEFAULT
    is_packed = arguments.single_file is not None or arguments.archive is not None
    if is_packed:
        from . import packing

        if said_no := packing.refusal(arguments, project, out):
            print(said_no, file=sys.stderr)
            return exits.USE
    asked = again.words_of(arguments)
    made_of = unchanged.made_of(arguments.project, asked)
    read = unchanged.bytes_of(arguments.project)
    gc.disable()  # one short run over much data: collecting costs more than it frees
    from . import building

    code, said = building.build(arguments, project, out, TEMPLATES)
    if said:
        # What changed on the way may be in the site, or may not.
        is_same = (made_of, read) == (
            unchanged.made_of(arguments.project, asked),
            unchanged.bytes_of(arguments.project),
        )
        known = read if is_same else ""
        unchanged.remember(arguments.project, str(out), made_of, known, said)
    return code
