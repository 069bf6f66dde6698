"""A folder over HTTP on loopback, compressed as a good host would."""

import contextlib
import functools
import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Answers with a file, compressed; compressing is done once."""

    protocol_version = "HTTP/1.1"

    def __init__(self, files: "Files", *rest: Any) -> None:
        self.files = files
        super().__init__(*rest)

    def do_GET(self) -> None:  # the name that http.server calls
        """The file, or 404."""
        kind, body = self.files.read(self.path.partition("?")[0])
        self.send_response(HTTPStatus.OK if kind else HTTPStatus.NOT_FOUND)
        if kind:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser went away
            self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Says nothing."""


class Files:
    """The files below a folder, each read and compressed when first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read = functools.cache(self._read)

    def _read(self, path: str) -> tuple[str, bytes]:
        """The kind and the compressed content; nothing of either for no file."""
        file = self.root / path.lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        if ".." in file.parts or not file.is_file():
            return "", b""
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return kind, gzip.compress(file.read_bytes(), 9, mtime=0)


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serves a folder; gives its address, which ends with a slash."""
    handler = functools.partial(Handler, Files(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
