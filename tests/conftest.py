"""What more than one test file needs: the real site, small projects, the browser."""

import functools
import http.server
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromium
import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Whoever starts the tests in the background has Ctrl-C ignored, by our commands as well."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write the expected texts under tests/cases anew; read the diff",
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run(*words: str, environment: Mapping[str, str] | None = None) -> Outcome:
    done = subprocess.run(
        [sys.executable, "build.py", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def update(pytestconfig: pytest.Config) -> bool:
    """Whether the expected texts are to be written anew."""
    return bool(pytestconfig.getoption("--update"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all sites of this run lie in; pages may load nothing outside."""
    return tmp_path_factory.getbasetemp()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real timeline, built once. Look, do not touch."""
    out = tmp_path_factory.mktemp("real") / "site"
    built = run("--out", str(out))
    if built.code != 0:
        pytest.fail(f"the real site does not build:\n{built.out}{built.err}", False)
    return out


@pytest.fixture(scope="session")
def long_build() -> Callable[..., Outcome]:
    """Builds the real timeline as if ten events, or sources, were too many for a page,
    six for a period, and five enough for a choice: `long_build("--out", folder)`."""
    short = (
        "import sys; from dateline import periods; from dateline.commands import main;"
        "from dateline.placing import overview, source_index;"
        "overview.CHOSEN, source_index.MOST_USED = 5, 5;"
        "periods.ON_ONE_PAGE, periods.IN_A_PERIOD = 10, 6; sys.exit(main(sys.argv[1:]))"
    )

    def command(*words: str) -> Outcome:
        typed = [sys.executable, "-c", short, *words]
        done = subprocess.run(
            typed, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture(scope="session")
def long_site(
    tmp_path_factory: pytest.TempPathFactory, long_build: Callable[..., Outcome]
) -> Path:
    """The real timeline as if it were too long for one page. Look, do not touch."""
    out = tmp_path_factory.mktemp("long") / "site"
    done = long_build("--out", str(out))
    if done.code != 0:
        pytest.fail(f"the long site does not build:\n{done.err}", False)
    return out


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real timeline, built for https://example.org/ri/. Look, do not touch."""
    out = tmp_path_factory.mktemp("published") / "ri"
    built = run("--out", str(out), "--base-url", "https://example.org/ri/")
    if built.code != 0:
        pytest.fail(f"the real site does not build:\n{built.out}{built.err}", False)
    return out


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Writes a small project: `project({"events.yaml": text, …})` gives its folder.

    Text may be indented like the code around it; bytes are written as they are.
    """

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "project"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                content
                if isinstance(content, bytes)
                else textwrap.dedent(content).encode("utf-8")
            )
        return folder

    return write


@pytest.fixture
def build() -> Callable[..., Outcome]:
    """Runs the real command: `build(folder)`, `build(folder, "check", "--strict")`.

    Gives an Outcome (code, out, err); the site, if there is one, is `folder / "site"`.
    `environment={"TZ": …}` adds to the environment.
    """

    def command(
        folder: Path, *words: str, environment: Mapping[str, str] | None = None
    ) -> Outcome:
        return run(*words, "--project", str(folder), environment=environment)

    return command


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    try:
        with chromium.started() as running:
            yield running
    except chromium.NoBrowser as missing:
        pytest.fail(str(missing), False)


@pytest.fixture
def complaints() -> list[str]:
    """What pages of this test did and must not; a test that means it may clear it."""
    return []


@pytest.fixture
def new_page(
    browser: Browser, home: Path, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens browser pages: `new_page(width=360, color_scheme="dark", javascript=False)`.

    Other words are Playwright's own (`forced_colors=`, `bypass_csp=`, `locale=` …).
    The test fails if a page asks for anything outside the site, logs an error, throws,
    or breaks its own Content-Security-Policy.
    """
    with ExitStack() as contexts:

        def opened(
            *,
            width: int = 1280,
            height: int = 800,
            color_scheme: str = "light",
            javascript: bool = True,
            reduced_motion: str = "no-preference",
            **others: Any,
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=color_scheme,
                java_script_enabled=javascript,
                reduced_motion=reduced_motion,
                **others,
            )
            contexts.callback(context.close)
            chromium.Watch(home, complaints).over(context)
            return context.new_page()

        yield opened
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One browser page of a laptop's size."""
    return new_page()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder over HTTP on loopback: `serve(folder)` gives its address."""
    with ExitStack() as servers:

        def address_of(folder: Path) -> str:
            handler = functools.partial(QuietHandler, directory=str(folder))
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, args=(0.02,)).start()
            servers.callback(server.server_close)
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_address[1]}/"

        yield address_of


@pytest.fixture
def served(serve: Callable[[Path], str], site: Path) -> str:
    """The address of the real site over HTTP."""
    return serve(site)
