"""A web server on loopback that behaves as badly as the web does, and remembers all."""

import gzip
import socket
import socketserver
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

CERTIFICATE = Path(__file__).parent / "cases/tls/nobody-vouches.pem"

TITLED = "<!doctype html><title>{}</title><p>Words."
PATIENCE = 10  # seconds until a test that went wrong is let go


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in; field names are in lower case."""

    method: str
    target: str
    fields: Mapping[str, str]

    @property
    def path(self) -> str:
        return urlsplit(self.target).path


Reply: TypeAlias = Callable[["Server", socket.socket, Asked], None]


class Server(socketserver.ThreadingTCPServer):
    """Answers each path as ``pages`` says; the rest are live pages, titled by the path."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, host: str, pages: Mapping[str, Reply]) -> None:
        super().__init__((host, 0), Handler)
        self.pages = pages
        self.asked: list[Asked] = []
        self.times: Counter[str] = Counter()
        self.now = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        self.waiting = threading.Event()
        self.release = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def address(self, path: str) -> str:
        return f"http://{self.server_address[0]!s}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """All that was asked for, in order, but robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what we are for."""


class Handler(socketserver.BaseRequestHandler):
    """Reads one request and lets the server's page answer."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        asked = read(self.request)
        if asked is None:
            return
        with server.lock:
            server.asked.append(asked)
            server.times[asked.path] += 1
            server.now += 1
            server.most_at_once = max(server.most_at_once, server.now)
        reply = server.pages.get(asked.path) or (
            says(404) if asked.path == "/robots.txt" else page(asked.path.strip("/"))
        )
        try:
            reply(server, self.request, asked)
        finally:
            with server.lock:
                server.now -= 1


def read(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    return Asked(method, target, fields)


def says(code: int, body: bytes = b"", **fields: str) -> Reply:
    """An ordinary answer; field names are written with underscores."""
    head = {"content_length": str(len(body)), "connection": "close", **fields}

    def reply(_server: Server, connection: socket.socket, asked: Asked) -> None:
        lines = [f"HTTP/1.1 {code} As it is"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in head.items()]
        connection.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")
        if asked.method != "HEAD":
            connection.sendall(body)

    return reply


def page(title: str, encoding: str = "utf-8", content_type: str = "text/html") -> Reply:
    return says(200, TITLED.format(title).encode(encoding), content_type=content_type)


def to(goal: str, code: int = 302, **fields: str) -> Reply:
    """A redirect; “{port}” in its goal is the server's own."""

    def reply(server: Server, connection: socket.socket, asked: Asked) -> None:
        there = goal.replace("{port}", str(server.port))
        says(code, location=there, **fields)(server, connection, asked)

    return reply


def first(before: Reply, after: Reply) -> Reply:
    """One reply to the first question, another to all later ones."""

    def reply(server: Server, connection: socket.socket, asked: Asked) -> None:
        chosen = before if server.times[asked.path] == 1 else after
        chosen(server, connection, asked)

    return reply


def reset(_server: Server, connection: socket.socket, _asked: Asked) -> None:
    """Breaks the connection off (RST)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def silence(server: Server, _connection: socket.socket, _asked: Asked) -> None:
    """Says nothing until the test lets go."""
    server.waiting.set()
    server.release.wait(PATIENCE)


def hangs_once(server: Server, connection: socket.socket, asked: Asked) -> None:
    """Says nothing until the test lets go; a page later."""
    if not server.release.is_set():
        silence(server, connection, asked)
        return
    page("At last")(server, connection, asked)


def breaks_off(server: Server, connection: socket.socket, asked: Asked) -> None:
    """Promises more than it sends."""
    body = TITLED.format("Half a page").encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {len(body) + 99}"
    connection.sendall(head.encode() + b"\r\n\r\n" + body)


def huge(server: Server, connection: socket.socket, _asked: Asked) -> None:
    """A page without an end, until the reader has had enough."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n"
    connection.sendall(head + b"<title>Without end</title>")
    while not server.release.is_set():
        connection.sendall(b"<p>More." * 8192)


def endless_title(server: Server, connection: socket.socket, _asked: Asked) -> None:
    """A title without an end, until the reader has had enough."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<title>")
    while not server.release.is_set():
        connection.sendall(b"more " * 8192)


def no_http(_server: Server, connection: socket.socket, _asked: Asked) -> None:
    connection.sendall(b"220 mail.example ESMTP at your service\r\n")


def wants_cookie(server: Server, connection: socket.socket, asked: Asked) -> None:
    """Sends its readers back until they carry its cookie."""
    if "seen=yes" in asked.fields.get("cookie", ""):
        page("With a cookie")(server, connection, asked)
    else:
        to(asked.path, set_cookie="seen=yes; Path=/")(server, connection, asked)


def no_head(server: Server, connection: socket.socket, asked: Asked) -> None:
    reply = says(405) if asked.method == "HEAD" else page("Only whole")
    reply(server, connection, asked)


def further(server: Server, connection: socket.socket, asked: Asked) -> None:
    """A redirect to ever new addresses."""
    to(f"/further?{server.times['/further']}")(server, connection, asked)


PACKED = gzip.compress(TITLED.format("Packed unasked").encode())

#: The web at its worst, by path; ``tests/test_links_command.py`` says what is made of it.
BAD_PAGES: Mapping[str, Reply] = {
    "/moved": to("/new-home", 301),
    "/moved-308": to("/new-home", 308),
    "/found": to("/elsewhere"),
    "/missing": says(404, b"<title>Not found</title>", content_type="text/html"),
    "/withdrawn": says(410),
    "/forbidden": says(403),
    "/login": says(401, www_authenticate="Basic"),
    "/busy": says(429, retry_after="0"),
    "/busy-once": first(says(429, retry_after="0"), page("Not busy now")),
    "/busy-for-a-day": says(429, retry_after="86400"),
    "/busy-until": says(
        429,
        date="Sun, 22 Nov 2026 08:00:00 GMT",
        retry_after="Mon, 23 Nov 2026 08:00:00 GMT",
    ),
    "/broken": says(503),
    "/broken-once": first(says(503), page("Mended")),
    "/reset": reset,
    "/reset-once": first(reset, page("Second try")),
    "/half": breaks_off,
    "/circle": to("/circle-back"),
    "/circle-back": to("/circle"),
    "/further": further,
    "/to-file": to("file:///etc/passwd"),
    "/to-nowhere": to("http://[broken"),
    "/to-odd": to('/n\x85w "ü"'),
    "/without-goal": says(302),
    "/huge": huge,
    "/endless-title": endless_title,
    "/packed": says(200, PACKED, content_type="text/html", content_encoding="gzip"),
    "/no-http": no_http,
    "/cookie": wants_cookie,
    "/no-head": no_head,
    "/no-title": says(200, b"<p>Words", content_type="text/html"),
    "/picture": says(200, b"<title>no</title>", content_type="image/png"),
    "/in-a-comment": says(
        200,
        b"<!-- <title>Old</title> --><TITLE lang=en>\n The\nreal &amp; only\n</Title>",
        content_type="text/html",
    ),
    "/cyrillic": page("Персия", "cp1251", "text/html; charset=windows-1251"),
    "/wrong-charset": page("Тегеран", "utf-8", "text/html; charset=windows-1251"),
    "/unknown-charset": page("Caspian", content_type="text/html; charset=x-none"),
    "/long-title": page("word " * 100),
}


@contextmanager
def serving(
    pages: Mapping[str, Reply] | None = None,
    host: str = "127.0.0.1",
    *,
    tls: bool = False,
) -> Iterator[Server]:
    """A running server, ended afterwards."""
    with Server(host, pages or {}) as server:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.release.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    """A port of loopback at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
