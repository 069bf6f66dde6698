"""What was typed: words in, the command that they name, run.

Each command is a module that has ``options(parser)``, which says what may stand behind
its name, and ``run(arguments) -> int``, which does it and gives the exit code. Only the
module of the command that is typed is imported.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from . import exits

#: The modules of commands whose names are words of Python.
_MODULES = {"import": "importing", "export": "exporting"}
DESCRIPTION = "Builds a timeline that shows its sources from events.yaml."
#: Every command, with what it does; the first is meant where none is named.
COMMANDS = {
    "build": "validate and build the site (the default)",
    "check": "validate only",
    "serve": "show the site in a browser, anew on every save",
    "new": "ask for an event, or take it from flags, and add it to the data",
    "links": "ask every source address, and record what was seen",
    "archive": "find an archived copy of each source, and write it down",
    "import": "bring in a timeline of TimelineJS, Markwhen, a table or a calendar",
    "export": "give the timeline away in one of these forms",
    "schema": "write the JSON Schema that editors use",
}

#: Commands that can begin a timeline in an empty folder.
BEGINNING = ("new", "import")


def run(words: Sequence[str]) -> int:
    """Runs the command that the words name; gives its exit code."""
    name, rest = _command(words)
    module = import_module(f".{_MODULES.get(name, name)}", __package__)
    parser = argparse.ArgumentParser(
        prog=f"build.py {name}",
        description=COMMANDS[name].capitalize() + ".",
        epilog=exits.__doc__,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--project",
        metavar="DIR",
        default=".",
        help="where events.yaml lies (default: here)",
    )
    module.options(parser)
    arguments = parser.parse_args(rest)
    project = Path(arguments.project)
    if not project.is_dir():
        what = "There is a file" if project.exists() else "There is no folder"
        print(f"{what} “{project}”.", file=sys.stderr)
        if name in BEGINNING and not project.exists():
            print(f'    Make it first: mkdir "{project}"', file=sys.stderr)
        return exits.USE
    code: int = module.run(arguments)
    return code


def _command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command's name and what stands behind it; ends the program for help."""
    first = words[0] if words else ""
    if first.partition("=")[0] == "--project":  # may stand before the command as well
        behind = 1 if "=" in first else 2
        project, rest = words[:behind], words[behind:]
        if rest and rest[0] in COMMANDS:
            return rest[0], [*project, *rest[1:]]
    if first in COMMANDS:
        return first, list(words[1:])
    if not first or (first.startswith("-") and first not in ("-h", "--help")):
        return next(iter(COMMANDS)), list(words)
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:{width}}  {does}" for name, does in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage="build.py [command] [--project DIR] […]",
        description=DESCRIPTION,
        epilog=f"commands:\n{listed}\n\n“build.py COMMAND --help” says more.\n"
        f"{exits.__doc__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command", nargs="?")
    parser.parse_args([first])
    raise AssertionError("argparse ends the program for a word that is no command")
