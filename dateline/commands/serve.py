"""``build.py serve``: the site in a browser of this machine, built anew on every save."""

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..preview import page
from ..preview.news import Board
from ..preview.server import Server
from ..preview.site import Site
from . import exits
from .previewing import Preview
from .rebuild import Workshop

#: Names the pattern of the editor's address where --editor does not.
VARIABLE = "DATELINE_EDITOR"
PORT = 8000
HIGHEST = 65535
SWITCH = 0.001
"""Seconds that building may keep an answer waiting, of several for each page."""


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``serve``."""
    parser.add_argument(
        "--port",
        metavar="N",
        type=int,
        default=PORT,
        help=f"the port to answer at, 0 for any that is free (default: {PORT})",
    )
    parser.add_argument(
        "--editor",
        metavar="URL_PATTERN",
        help="what a mistake links to, with {path}, {line} and {column} in it, or "
        f"nothing (default: ${VARIABLE}, or {page.EDITOR.replace('%', '%%')})",
    )
    parser.add_argument(
        "--strict", action="store_true", help="treat warnings as mistakes"
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds, serves and watches until it is told to end; gives the exit code.

    Mistakes do not end it: it is there to see them mended.
    """
    editor = arguments.editor
    if editor is None:
        editor = os.environ.get(VARIABLE, page.EDITOR)
    if fault := page.editor_fault(editor):
        print(fault, file=sys.stderr)
        return exits.USE
    if not 0 <= arguments.port <= HIGHEST:
        print(f"A port is a number from 0 to {HIGHEST}.", file=sys.stderr)
        return exits.USE
    project = Path(arguments.project).absolute()
    workshop = Workshop(project, project / "site", strict=arguments.strict)
    preview = Preview(workshop, editor)
    try:
        with ExitStack() as servers, _interrupted_by(signal.SIGTERM):
            code = _serve(preview, arguments.port, servers)
    except KeyboardInterrupt:
        code = exits.DONE
        print("Stopped.")
    finally:
        preview.end()
        workshop.writing.acquire(timeout=10)  # a site that is being written is finished
    return code


def _serve(preview: Preview, port: int, servers: ExitStack) -> int:
    """Serves until it is interrupted; gives an exit code if it cannot even begin."""
    sys.setswitchinterval(SWITCH)
    try:
        found = _open(preview, port, servers)
    except OSError as error:
        print(_no_port(port, error), file=sys.stderr)
        return exits.USE
    code = preview.build()
    if code in (exits.USE, exits.MACHINE):
        return code
    print(f"Serving http://127.0.0.1:{found}/ (Ctrl-C ends it)", flush=True)
    preview.watch()
    return exits.DONE


def _open(preview: Preview, port: int, servers: ExitStack) -> int:
    """Listens on loopback; gives the port. Raises OSError if it is taken."""
    site = preview.site
    first = Server("127.0.0.1", port, site, preview.board)
    opened = [first]
    servers.callback(first.server_close)
    with contextlib.suppress(OSError):  # a machine without IPv6
        opened.append(Server("::1", first.port, site, preview.board))
        servers.callback(opened[-1].server_close)
    for server in opened:
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    return first.port


def _no_port(port: int, error: OSError) -> str:
    reason = error.strerror or str(error)
    free = next((each for each in range(port + 1, port + 100) if _is_free(each)), None)
    words = f"Port {port} cannot be had: {reason.lower()}."
    if free is None or free > HIGHEST:
        return f"{words} Type: python build.py serve --port 0"
    return f"{words} Port {free} is free; type: python build.py serve --port {free}"


def _is_free(port: int) -> bool:
    try:
        Server("127.0.0.1", port, Site(Path()), Board()).server_close()
    except (OSError, OverflowError):
        return False
    return True


@contextmanager
def _interrupted_by(number: signal.Signals) -> Iterator[None]:
    """Lets a signal end us as Ctrl-C does."""
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)
