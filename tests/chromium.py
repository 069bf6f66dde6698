"""The browser of this machine: found, started, and watched for what pages must not do."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Request,
        Response,
        WebError,
    )

# The same names in the same order as in tools/programs.sh.
NAMES = ("chromium", "chromium-browser", "google-chrome")

HOW_TO_GET_ONE = """\
The tests need Chromium or Chrome, and none is on the path.
On Debian or Ubuntu, type: sudo apt-get install chromium
Elsewhere install either of them, or type: CHROMIUM=/path/to/it make test"""

# Root may not use the sandbox; the rest keeps Chromium from calling home.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Leaves the machine: every address but the loopback server's.
ELSEWHERE = re.compile(
    r"^(?:https?|wss?|ftp):(?!//(?:127\.0\.0\.1|localhost)[:/])", re.I
)


class NoBrowser(Exception):  # noqa: N818 # reads as what is the case
    """There is no Chromium; the text says how to get one."""


def find() -> str:
    """Return the path of Chromium or Chrome: $CHROMIUM first, then the usual names."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        if path := shutil.which(name):
            return path
    raise NoBrowser(HOW_TO_GET_ONE)


@contextmanager
def started() -> "Iterator[Browser]":
    """Give a running browser and end it afterwards."""
    from playwright.sync_api import sync_playwright

    path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*SWITCHES])
        yield browser
        browser.close()


@dataclass  # neither frozen nor slotted: Playwright leaves its wrappers on the instance
class Watch:
    """Writes down what the pages of a context do and must not.

    A page may load files below `home` and what the loopback server gives, nothing else;
    it may log no error, break no rule of its Content-Security-Policy and throw nothing.
    """

    home: Path
    complaints: list[str]

    def over(self, context: "BrowserContext") -> None:
        context.route(ELSEWHERE, lambda route: route.abort())
        context.on("request", self.asked)
        context.on("requestfailed", self.failed)
        context.on("response", self.answered)
        context.on("console", self.logged)
        context.on("weberror", self.broke)

    def leaves(self, address: str) -> bool:
        if address.startswith("file:"):
            return not address.startswith(self.home.resolve().as_uri() + "/")
        return bool(ELSEWHERE.match(address))

    def asked(self, request: "Request") -> None:
        if self.leaves(request.url):
            self.complaints.append(f"a page asked for {request.url}")

    def failed(self, request: "Request") -> None:
        # Aborted: the page went on to another address before this one was there.
        if request.failure != "net::ERR_ABORTED" and not self.leaves(request.url):
            self.complaints.append(f"{request.url} did not load: {request.failure}")

    def answered(self, response: "Response") -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.url} answered {response.status}")

    def logged(self, message: "ConsoleMessage") -> None:
        # What did not load is written down above, with its reason.
        unloaded = message.text.startswith("Failed to load resource")
        if message.type == "error" and not unloaded:
            where = message.location["url"]
            self.complaints.append(f"{where} logged: {message.text}")

    def broke(self, error: "WebError") -> None:
        self.complaints.append(f"a script broke: {error.error}")
