"""A site and a board in, answers to the browsers of this machine out.

Listens on loopback only, answers only those who ask for it by its own name (a page
elsewhere may point a name of its own here: DNS rebinding), and gives nothing that is
not a file of the site.
"""

import contextlib
import json
import select
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from msgspec.structs import asdict

from . import page
from .news import Board, Glance, State
from .site import KINDS, PAGE, WORDS, Answer, Site

MOST = 64
"""Connections at a time. Who comes beyond them takes the place of who has been silent
longest, and is turned away where nobody is."""
PATIENCE = 10
"""Seconds that a client may keep us waiting."""
BEAT = 2
"""Seconds after which a listener is told that we are still there."""

OWN = {
    f"{page.OURS}preview.js": KINDS[".js"],
    f"{page.OURS}preview.css": KINDS[".css"],
    f"{page.OURS}panel.css": KINDS[".css"],
}
NEWS = f"{page.OURS}news"
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of what is no page: it may be looked at, and run nothing."""

NEVER, LASTING = "no-store", "max-age=31536000, immutable"
"""What a browser may keep: a page is never what it was, an asset always."""


class Server(ThreadingHTTPServer):
    """Answers at one loopback address. Threads end with the process."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, host: str, port: int, site: Site, board: Board) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.site = site
        self.board = board
        self._room = threading.BoundedSemaphore(MOST)
        self._silent: dict[socket.socket, None] = {}
        super().__init__((host, port), Handler)
        self.port = int(self.server_address[1])

    def server_bind(self) -> None:
        """Binds without asking a name server what this machine is called."""
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers in a thread of its own, if there is room or can be made."""
        if self._room.acquire(blocking=False) or self._makes_room():
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def _makes_room(self) -> bool:
        """Sends away who has a connection and asks for nothing; True if one went."""
        for line in [*self._silent]:
            with contextlib.suppress(OSError):  # its thread may just have closed it
                line.shutdown(socket.SHUT_RDWR)
            return self._room.acquire(timeout=1)
        return False

    def is_silent(self, line: socket.socket) -> None:
        """Marks a connection on which no whole question has come."""
        self._silent[line] = None

    def has_asked(self, line: socket.socket) -> None:
        """Takes the mark away."""
        self._silent.pop(line, None)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One connection from beginning to end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.has_asked(request)
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A client that goes away is no error; anything else is ours, and is said."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            sys.stderr.write(f"The server failed at a request: {error!r}\n")


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    timeout = PATIENCE
    disable_nagle_algorithm = True  # or what follows a head waits for 40 ms
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        """Waits for a question, and answers it."""
        self.server.is_silent(self.connection)
        super().handle_one_request()

    def do_GET(self) -> None:
        """Answers with a file of the site, one of our own, or the news."""
        self.server.has_asked(self.connection)
        if refusal := self._refusal():
            self.close_connection = True
            self._send(_words(refusal), ALONE)
            return
        path, _, query = self.path.partition("#")[0].partition("?")
        if path == NEWS and self.command == "GET":
            self._tell(query)
        elif kind := OWN.get(path):
            own = Path(__file__).parent / path.removeprefix(page.OURS)
            self._send(Answer(HTTPStatus.OK, kind, own.read_bytes()), ALONE)
        else:
            look = self.server.site.look()
            answer = self._answer(path)
            if answer.kind == PAGE:
                data, policy = page.prepared(answer.data, look)
                self._send(Answer(answer.status, PAGE, data), policy)
            else:
                self._send(answer, ALONE)

    do_HEAD = do_GET  # noqa: N815 - named by http.server

    def _refusal(self) -> HTTPStatus | None:
        """What speaks against answering at all: who asks, for whom, and how."""
        host, *more = self.headers.get_all("Host", [""])
        names = [f"{name}:{self.server.port}" for name in _NAMES]
        if self.server.port == 80:  # which browsers leave out
            names += _NAMES
        if more or host.lower() not in names:
            return HTTPStatus.FORBIDDEN
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower() != f"http://{host.lower()}":
            return HTTPStatus.FORBIDDEN
        asks = self.headers.get("Sec-Fetch-Site", "none")
        is_visit = self.headers.get("Sec-Fetch-Mode", "") == "navigate"
        if asks not in ("none", "same-origin") and not is_visit:
            return HTTPStatus.FORBIDDEN
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            return HTTPStatus.BAD_REQUEST
        return None

    def _answer(self, path: str) -> Answer:
        """What is seen at a path: a file, or the mistakes where there is no site yet."""
        site = self.server.site
        if not site.is_there:
            return Answer(HTTPStatus.OK, PAGE, page.mistakes(self.server.board.state))
        return site.answer(path)

    def _tell(self, query: str) -> None:
        """Tells a page what is new until it goes away."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        path = asked.get("page", "/")
        address = (path[1:] or "index.html") if path.startswith("/") else ""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream; charset=utf-8", ALONE, NEVER)
        self.end_headers()
        with self.server.board.listening(address):
            self._tell_on(path, address)

    def _tell_on(self, path: str, address: str) -> None:
        state = glance = 0  # a page that begins to listen is told the state
        while not self._is_gone():
            new, shown = self.server.board.wait(state, glance, BEAT)
            text = ":\n\n"
            if shown:
                glance = shown.number
                text += _event("glance", _shown(shown, address))
            if new:
                state = new.number
                text += _event("state", self._state(new, path, address))
            self.wfile.write(text.encode())

    def _is_gone(self) -> bool:
        """Whether a listener has closed the connection; it has nothing to say to us."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable)

    def _state(self, state: State, path: str, address: str) -> dict[str, object]:
        return {
            "heading": state.heading,
            "mistakes": state.has_mistakes,
            "said": [asdict(one) for one in state.said],
            "event": state.event,
            "glance": state.glance,
            "before": state.covered.get(address, ""),
            "page": page.digest(self._answer(path).data),
            "look": self.server.site.look(),
        }

    def _send(self, answer: Answer, policy: str) -> None:
        self.send_response(answer.status)
        self._headers(answer.kind, policy, LASTING if answer.is_lasting else NEVER)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Length", str(len(answer.data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.data)

    def _headers(self, kind: str, policy: str, kept: str) -> None:
        """What every answer says of itself: what a published site should say, too."""
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", kept)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "strict-origin-when-cross-origin")
        self.send_header(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        if policy:
            self.send_header("Content-Security-Policy", policy)

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """Refuses what is no request, or asks for more than to read."""
        del message, explain
        status = HTTPStatus(code)
        if status == HTTPStatus.NOT_IMPLEMENTED:  # a method that we do not know
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        self._send(_words(status), ALONE)

    def version_string(self) -> str:
        """Our name, and nothing about this machine."""
        return "Dateline"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing: the terminal is for what is wrong in the data."""


_NAMES = ["127.0.0.1", "localhost", "[::1]"]


def _words(status: HTTPStatus) -> Answer:
    return Answer(status, WORDS, f"{status.phrase}.\n".encode())


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _shown(glance: Glance, address: str) -> dict[str, object]:
    html = glance.pages.get(address, "")
    return {
        "number": glance.number,
        "event": glance.event,
        "html": html,
        "behind": glance.behind,
    }
