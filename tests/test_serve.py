"""The preview: `build.py serve` as an editor has it, as a process and in the browser."""

import functools
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from dateline import pages
from dateline.commands import rebuild
from dateline.commands.glance import HOME, taken
from dateline.commands.previewing import Preview
from dateline.commands.rebuild import Workshop
from dateline.model import Timeline
from dateline.preview.news import State
from dateline.preview.page import said, widened
from dateline.preview.server import MOST
from dateline.problems import Mark, Problem
from dateline.steps.place import place
from dateline.steps.render import render
from dateline.steps.write import CannotWrite, write

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds, of which a machine with nothing else to do needs one
expect.set_options(timeout=PATIENCE * 1000)

HEAD = """\
timeline: {title: Bridges, language: en}
categories:
  stone: {label: Of stone}
  wood: {label: Of wood}
sources:
  book: {title: A book on bridges, publisher: The press}
  paper: {title: A paper on bridges, publisher: The college}
events:
"""


def event(number: int, title: str = "") -> str:
    return (
        f"  - id: bridge-{number}\n"
        f"    date: {1800 + number}\n"
        f"    title: {title or f'Bridge number {number} opens'}\n"
        f"    summary: It has {number} arches [@book, p. {number}]. {'So. ' * 40}\n"
        f"    categories: [stone{', wood' * (number == 1)}]\n"
        "    sources: [book, paper]\n"
    )


def bridges(count: int = 12, **changed: str) -> str:
    numbers = range(1, count + 1)
    return HEAD + "".join(event(n, changed.get(f"bridge_{n}", "")) for n in numbers)


@dataclass
class Serving:
    """A running `build.py serve`."""

    process: subprocess.Popen[str]
    folder: Path
    said: list[str] = field(default_factory=list)
    address: str = ""
    reader: threading.Thread | None = None

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def save(self, text: str, file: str = "events.yaml") -> None:
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text, encoding="utf-8")

    def ask(
        self, path: str = "/", method: str = "GET", body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        host = named.pop("Host", f"127.0.0.1:{self.port}")
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if host:
                line.putheader("Host", host)
            for name, value in named.items():
                line.putheader(name, value)
            if body:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body.encode() or None)
            answer = line.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            line.close()

    def state(self) -> dict[str, Any]:
        """What a page is told that begins to listen."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("GET", "/.dateline/news?page=/")
            answer = line.getresponse()
            while not (found := answer.readline()).startswith(b'data: {"heading"'):
                assert found, "the news ended"
            return dict(json.loads(found.removeprefix(b"data: ")))
        finally:
            line.close()

    def index(self) -> str:
        try:
            return (self.site / "index.html").read_text(encoding="utf-8")
        except OSError:
            return ""

    def end(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        if self.reader:
            self.reader.join(PATIENCE)
        return code


def until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"this did not come: {what}"
        threading.Event().wait(0.02)


def told(page: Page, words: str) -> Any:
    """What the page says, asked anew where it was loaded anew under the question."""
    try:
        return page.evaluate(words)
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        page.wait_for_load_state()
        return told(page, words)


def hears_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(folder: Path, *words: str, **environment: str) -> Serving:
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--project", str(folder), *words],
        # Shells make what they start in the background deaf to Ctrl-C.
        preexec_fn=hears_ctrl_c,  # noqa: PLW1509 - one thread there
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    serving = Serving(process, folder)

    def read() -> None:
        assert process.stdout
        with process.stdout as lines:
            for line in lines:
                serving.said.append(line)
                if found := re.search(r"http://\S+", line):
                    serving.address = found[0]

    serving.reader = threading.Thread(target=read)
    serving.reader.start()
    return serving


@pytest.fixture
def start(
    project: Callable[[Mapping[str, str | bytes]], Path],
) -> Iterator[Callable[..., Serving]]:
    """Serves a project with this events.yaml: `start(text, "--editor", pattern)`."""
    with ExitStack() as running:

        def begun(text: str, *words: str, **environment: str) -> Serving:
            folder = project({"events.yaml": text})
            serving = started(folder, "--port", "0", *words, **environment)
            running.callback(serving.end, signal.SIGKILL)
            until(lambda: serving.address, "an address")
            return serving

        yield begun


@pytest.fixture
def new_page(new_page: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Pages that are left before they are closed.

    Chromium forgets to close a page that is just being loaded anew, and waits for ever.
    """
    pages: list[Page] = []

    def opened(**words: Any) -> Page:
        pages.append(new_page(**words))
        return pages[-1]

    yield opened
    for page in pages:
        with suppress(Error):  # another way was begun before this one
            page.goto("about:blank")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for all who only ask, with a link that leads out of its site."""
    folder = tmp_path_factory.mktemp("quiet")
    (folder / "events.yaml").write_text(bridges(2), encoding="utf-8")
    serving = started(folder, "--port", "0")
    until(lambda: serving.address, "an address")
    (serving.site / "assets/leak.txt").symlink_to(folder / "events.yaml")
    (serving.site / "assets/folder").symlink_to(folder)
    yield serving
    serving.end()


# ---- what is served


def test_a_page_is_served_as_it_will_be_published_but_for_our_script(
    quiet: Serving,
) -> None:
    _, headers, body = quiet.ask("/events/bridge-1.html")

    published = (quiet.site / "events/bridge-1.html").read_bytes()
    tag = re.search(rb'<script src="/\.dateline/preview\.js"[^>]*></script>\n', body)
    assert tag
    added = (tag[0], b"; connect-src 'self'", b" dateline-preview")
    assert functools.reduce(
        lambda left, each: left.replace(each, b""), added, body
    ) == (published)
    policy = re.search(rb'Content-Security-Policy" content="([^"]*)"', body)
    assert policy
    assert headers["Content-Security-Policy"] == policy[1].decode()
    assert "connect-src 'self'" in headers["Content-Security-Policy"]


def test_nothing_of_the_preview_is_in_the_site(quiet: Serving) -> None:
    files = [path for path in quiet.site.rglob("*") if path.is_file()]

    found = [path for path in files if b"preview.js" in path.read_bytes()]

    assert files
    assert found == []


YEAR = "max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html?q=bridge", "text/html; charset=utf-8"),
        ("/sources/", "text/html; charset=utf-8"),
        ("/assets/dateline.*.css", "text/css; charset=utf-8"),
        ("/assets/dateline.*.js", "text/javascript; charset=utf-8"),
        ("/.dateline/preview.js", "text/javascript; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_and_whether_it_may_be_kept(
    quiet: Serving, path: str, kind: str
) -> None:
    hosting = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    if "*" in path:
        (found,) = quiet.site.glob(path[1:])
        path = f"/{found.relative_to(quiet.site).as_posix()}"

    status, headers, body = quiet.ask(path)
    head = quiet.ask(path, "HEAD")

    assert (status, headers["Content-Type"]) == (200, kind)
    lasts = path.startswith("/assets/")  # whose names change with what is in them
    assert headers["Cache-Control"] == (YEAR if lasts else "no-store")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Content-Security-Policy"]
    assert headers["Permissions-Policy"] in hosting
    assert head[::2] == (200, b"")
    assert head[1]["Content-Length"] == str(len(body))


def test_a_folder_without_its_slash_leads_to_the_folder(quiet: Serving) -> None:
    status, headers, _ = quiet.ask("/sources")

    assert (status, headers["Location"]) == (302, "/sources/")


def test_a_page_that_is_not_there_is_the_sites_own(quiet: Serving) -> None:
    status, _, body = quiet.ask("/nothing/here.html")

    assert status == 404
    assert b"Page not found" in body


# ---- who may ask, and for what


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Host": "127.0.0.1:{port}"}, 200, id="by number"),
        pytest.param({"Host": "LOCALHOST:{port}"}, 200, id="by name"),
        pytest.param({"Host": "[::1]:{port}"}, 200, id="by its newer number"),
        pytest.param({"Host": ""}, 403, id="by nothing"),
        pytest.param({"Host": "127.0.0.1"}, 403, id="at another port"),
        pytest.param({"Host": "bridges.example:{port}"}, 403, id="by another's name"),
        pytest.param({"Host": "127.0.0.1.example:{port}"}, 403, id="by a like name"),
        pytest.param({"Origin": "http://127.0.0.1:{port}"}, 200, id="from itself"),
        pytest.param({"Origin": "http://localhost:{port}"}, 403, id="from its twin"),
        pytest.param({"Origin": "https://bridges.example"}, 403, id="from elsewhere"),
        pytest.param({"Origin": "null"}, 403, id="from nowhere"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="as part of a page"),
        pytest.param(
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
            200,
            id="by a link",
        ),
    ],
)
def test_only_who_means_this_server_is_answered(
    quiet: Serving, headers: dict[str, str], status: int
) -> None:
    asked = {
        name.replace("-", "_"): value.format(port=quiet.port)
        for name, value in headers.items()
    }

    for path in ("/", "/.dateline/preview.js"):
        assert quiet.ask(path, **asked)[0] == status


@pytest.mark.parametrize(
    "path",
    [
        "/../events.yaml",
        "/%2e%2e/events.yaml",
        "/..%2fevents.yaml",
        "/%2e%2e%2fevents.yaml",
        "/..%5cevents.yaml",
        "/assets/../../events.yaml",
        "/assets/%2e%2e/%2e%2e/events.yaml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/.dateline",
        "/%2edateline",
        "/.dateline/",
        "/.dateline/server.py",
        "/.dateline/..%2fserver.py",
        "/assets/leak.txt",
        "/index.html%00.txt",
        "/%ff",
        "/index.html/",
        "events.yaml",
        "http://127.0.0.1/etc/passwd",
        "http://127.0.0.1/index.html",
        "file:///etc/passwd",
        "/\\..\\events.yaml",
        "\\..\\events.yaml",
        "/assets/..;/..;/events.yaml",
        "/%c0%ae%c0%ae/events.yaml",
        "/%252e%252e/events.yaml",
        "/assets/folder/events.yaml",
    ],
)
def test_nothing_outside_the_site_is_given_out(quiet: Serving, path: str) -> None:
    status, _, body = quiet.ask(path)

    assert status == 404
    assert b"timeline:" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_the_server_only_reads(quiet: Serving, method: str) -> None:
    status, headers, _ = quiet.ask("/", method)

    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_a_question_brings_nothing_along(quiet: Serving) -> None:
    assert quiet.ask("/", body="words")[0] == 400


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(b"nonsense\r\n\r\n", id="no request"),
        pytest.param(b"GET /" + b"a" * 70_000, id="a long address"),
        pytest.param(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200, id="many headers"),
        pytest.param(b"GET / HTTP/1.1\r\na: " + b"b" * 70_000, id="a long header"),
        pytest.param(b"GET / HTTP/1.1\r\nHost", id="half a question"),
        pytest.param(b"GET / HTTP/9.9\r\nHost: x", id="a version that is not"),
        pytest.param(b"GET /\r\nGET /", id="the oldest form"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(range(256)) * 40,
            id="garbage behind a question",
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked", id="chunks"
        ),
        pytest.param(b"\x16\x03\x01\x02\x00\x01", id="an encrypted hello"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_a_broken_client_is_sent_away_and_the_next_is_answered(
    quiet: Serving, words: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", quiet.port)) as line:
        line.sendall(words + b"\r\n\r\n")

    assert quiet.ask("/")[0] == 200


def test_slow_clients_keep_nobody_waiting(quiet: Serving) -> None:
    with ExitStack() as slow:
        for _ in range(20):
            line = slow.enter_context(
                socket.create_connection(("127.0.0.1", quiet.port))
            )
            line.sendall(b"GET / HTTP/1.1\r\nHost: ")

        assert quiet.ask("/")[0] == 200


def test_clients_that_say_nothing_make_room_for_one_that_asks(quiet: Serving) -> None:
    with ExitStack() as silent:
        for _ in range(3 * MOST):
            line = socket.create_connection(("127.0.0.1", quiet.port))
            silent.enter_context(line).sendall(b"G")

        assert quiet.ask("/")[0] == 200


def test_listeners_that_went_away_make_room(quiet: Serving) -> None:
    question = f"GET /.dateline/news HTTP/1.1\r\nHost: localhost:{quiet.port}\r\n\r\n"
    for _ in range(MOST):
        with socket.create_connection(("127.0.0.1", quiet.port)) as line:
            line.sendall(question.encode())
            assert line.recv(9) == b"HTTP/1.1 "

    until(functools.partial(answers, quiet), "an answer")


def answers(serving: Serving) -> bool:
    try:
        return serving.ask("/")[0] == 200
    except OSError:  # turned away
        return False


def test_nobody_beyond_this_machine_is_heard(quiet: Serving) -> None:
    # Who listens everywhere listens at every number of loopback, too.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", quiet.port))


# ---- what a save does


FRAMES = """(() => {
    window.frames_seen = [];
    const look = () => {
        const { top } = document.getElementById("bridge-9")?.getBoundingClientRect() ?? {};
        frames_seen.push(top ?? null);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})()"""
"""Notes where an event stands whenever the page is drawn, from its first moment."""


def late(route: Route) -> None:
    """Lets a file come when all else of its page is there."""
    time.sleep(0.5)
    route.continue_()


def listening(page: Page, address: str) -> None:
    """Opens a page and waits until it listens: who saves before that is too early."""
    with page.expect_response(lambda answer: "/news?" in answer.url):
        page.goto(address)


def test_a_change_is_seen_where_the_reader_is(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges())
    listening(page, f"{serving.address}?category=stone")
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    page.locator("#bridge-8").evaluate("(each) => each.scrollIntoView()")
    before = page.evaluate("scrollY")

    serving.save(bridges(bridge_8="The eighth bridge falls"))

    expect(page.locator("#bridge-8 h2")).to_have_text("The eighth bridge falls")
    expect(page.locator("#bridge-8")).to_have_attribute("data-dateline-changed", "")
    assert "?category=stone" in page.url
    until(lambda: abs(told(page, "scrollY") - before) < 60, "the old place")
    until(lambda: "The eighth bridge falls" in serving.index(), "the built page")


def test_a_new_event_is_gone_to_and_what_was_chosen_is_kept(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges())
    listening(page, f"{serving.address}?category=stone")
    assert page.evaluate("scrollY") == 0

    serving.save(bridges(13))

    new = page.locator("#bridge-13")
    expect(new).to_have_attribute("data-dateline-changed", "")
    until(lambda: told(page, "scrollY") > 0, "the way to it")  # with either load
    expect(new).to_be_in_viewport()
    assert page.url.endswith("?category=stone")
    expect(page.get_by_role("checkbox", name="Of stone")).to_be_checked()


def test_a_reader_of_a_built_page_stays_at_her_place_when_it_is_loaded_anew(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges())
    listening(page, serving.address)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    by_a_script = "document.body.prepend(document.createElement('button'))"
    page.evaluate(by_a_script)
    page.locator("#bridge-9").evaluate("(each) => each.scrollIntoView()")
    page.locator("#bridge-9 h2 a").focus()
    top = "document.getElementById('bridge-9').getBoundingClientRect().top"
    before = page.evaluate(top)

    serving.save(bridges().replace("title: Bridges", "title: Many bridges"))

    expect(page).to_have_title("Many bridges")
    expect(page.locator("#bridge-9 h2 a")).to_be_focused()
    until(lambda: abs(told(page, top) - before) < 5, "the old place")


def test_a_page_that_is_loaded_anew_is_not_seen_at_another_place_first(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges())
    page.add_init_script(FRAMES)
    listening(page, serving.address)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    page.locator("#bridge-9").evaluate("(each) => each.scrollIntoView()")
    place = page.locator("#bridge-9").bounding_box()
    assert place
    page.route("**/preview.js", late)

    serving.save(bridges().replace("title: Bridges", "title: Many bridges"))

    expect(page).to_have_title("Many bridges")
    until(lambda: len(told(page, "frames_seen")) > 3, "some frames")
    seen = told(page, "frames_seen")
    assert [top for top in seen if top is None or abs(top - place["y"]) > 5] == []


def test_an_events_own_page_follows_its_long_text(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges(2))
    listening(page, f"{serving.address}events/bridge-1.html")

    serving.save("How it was built.\n", "content/events/bridge-1.md")

    expect(page.locator("main")).to_contain_text("How it was built.")


def test_the_mark_does_not_move_where_motion_is_not_welcome(
    start: Callable[..., Serving], new_page: Callable[..., Page]
) -> None:
    serving = start(bridges(2))
    page = new_page(reduced_motion="reduce")
    listening(page, serving.address)

    serving.save(bridges(2, bridge_1="The first bridge falls"))

    marked = page.locator("[data-dateline-changed]")
    expect(marked).to_have_css("outline-style", "solid")
    expect(marked).to_have_css("animation-name", "none")


def test_a_glance_is_what_will_be_built(
    project: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    text = bridges(4)
    folder = project({"events.yaml": text})
    workshop = Workshop(folder, folder / "site")
    workshop.build()

    for old, new in [
        ("It has 2 arches [@book, p. 2]", "It has *two* arches [@paper]"),
        ("number 1 opens", "number 1 falls"),
        ("[book, paper]", "[paper]"),
        (
            "    categories: [stone, wood]\n",
            "    related: [{id: bridge-4, as: led to}]\n",
        ),
        ("title: Bridge number 3", "importance: 3\n    title: The bridge number 3"),
    ]:
        text = text.replace(old, new, 1)
        (folder / "events.yaml").write_text(text, encoding="utf-8")
        before = workshop.last
        look = taken(workshop, "events.yaml")
        workshop.build()
        assert look
        assert before
        assert workshop.last
        assert look.after.encode() in workshop.last.files.made[HOME]


BETWEEN = """  - id: weir
    date: 2002-06-30
    title: The weir is built
    summary: Below [@book].
    sources: [book]

"""


@pytest.mark.parametrize("at", ["bridge-1", "bridge-3", "bridge-4", ""])
@pytest.mark.parametrize(
    "new",
    [
        pytest.param(BETWEEN, id="in time"),
        pytest.param(BETWEEN.replace("2002-06-30", "1066"), id="the first of all"),
        pytest.param(BETWEEN.replace("2002-06-30", "2999"), id="the last of all"),
    ],
)
def test_a_glance_at_a_new_event_is_what_will_be_built(
    project: Callable[[Mapping[str, str | bytes]], Path], new: str, at: str
) -> None:
    text = bridges(4)
    folder = project({"events.yaml": text})
    workshop = Workshop(folder, folder / "site")
    workshop.build()
    place = text.index(f"  - id: {at}\n") if at else len(text)

    written = text[:place] + new + text[place:]
    (folder / "events.yaml").write_text(written, encoding="utf-8")
    look = taken(workshop, "events.yaml")
    workshop.build()

    assert look
    assert workshop.last
    home = workshop.last.files.made[HOME].decode()
    assert look.after in home
    ids = re.findall(r'<article class="event[^"]*" id="([^"]+)"', home)
    place = ids.index("weir")
    assert look.behind == (ids[place - 1] if place else "")


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(BETWEEN.replace("id: weir", "id: bridge-2"), id="a taken name"),
        pytest.param(BETWEEN.replace("    title: ", "    titel: "), id="a mistake"),
        pytest.param(BETWEEN.replace("[book]", "[brook]"), id="an unknown source"),
        pytest.param("  - id: weir\n", id="only its first line"),
    ],
)
def test_there_is_no_glance_at_what_is_no_new_event(
    project: Callable[[Mapping[str, str | bytes]], Path], new: str
) -> None:
    text = bridges(2)
    folder = project({"events.yaml": text})
    workshop = Workshop(folder, folder / "site")
    workshop.build()
    place = text.index("  - id: bridge-2\n")
    written = text[:place] + new + text[place:]
    (folder / "events.yaml").write_text(written, encoding="utf-8")

    assert taken(workshop, "events.yaml") is None


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(bridges(4), id="two events more"),
        pytest.param(bridges(2).replace("bridge-1", "bridge-one"), id="another name"),
        pytest.param(bridges(2).replace("A book", "The book"), id="a source"),
        pytest.param(bridges(2).replace("title: Bri", "titel: Bri", 1), id="a mistake"),
        pytest.param(bridges(2)[:-40], id="half of it"),
        pytest.param("", id="nothing"),
    ],
)
def test_there_is_no_glance_at_more_than_one_event(
    project: Callable[[Mapping[str, str | bytes]], Path], new: str
) -> None:
    folder = project({"events.yaml": bridges(2)})
    workshop = Workshop(folder, folder / "site")
    workshop.build()
    (folder / "events.yaml").write_text(new, encoding="utf-8")

    look = taken(workshop, "events.yaml")

    assert look is None


# ---- mistakes


def test_a_mistake_stands_over_the_last_good_page(
    start: Callable[..., Serving], build: Callable[..., Any], page: Page
) -> None:
    serving = start(bridges(2))
    page.goto(serving.address)
    wrong = bridges(2).replace(
        "    title: Bridge number 2", "    titel: Bridge number 2"
    )

    serving.save(wrong)

    panel = page.get_by_role("region", name="1 mistake")
    expect(panel.get_by_role("alert")).to_have_text("1 mistake")
    terminal = build(serving.folder, "check").out
    assert panel.locator("pre").inner_text() == terminal.rpartition("\n1 mistake")[0]
    link = panel.get_by_role("link")
    line = wrong[: wrong.index("titel")].count("\n") + 1
    path = serving.folder / "events.yaml"
    expect(link).to_have_attribute("href", f"vscode://file/{path}:{line}:5")
    expect(page.locator("#bridge-2 h2")).to_have_text("Bridge number 2 opens")

    serving.save(bridges(2))

    expect(panel).to_have_count(0)


def test_the_panel_can_be_put_away_and_called_back_with_keys(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges(2))
    page.goto(serving.address)
    serving.save(bridges(2).replace("number 2 opens", "“2 opens\n    titel: x"))
    panel = page.get_by_role("region", name="1 mistake")
    expect(panel).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")

    opener = page.get_by_role("button", name="1 mistake")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    page.reload()
    expect(opener).to_be_visible()
    expect(panel).to_be_hidden()
    opener.press("Enter")
    expect(panel).to_be_visible()


def test_mistakes_before_there_is_a_site_have_a_page_of_their_own(
    start: Callable[..., Serving], page: Page
) -> None:
    serving = start(bridges(1).replace("title: A book", "titel: A book"))

    page.goto(serving.address)

    expect(page.get_by_role("heading")).to_have_text("1 mistake")
    expect(page.get_by_role("link")).to_contain_text("events.yaml:6:")
    assert not serving.site.exists()
    serving.save(bridges(1))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridges")


def test_a_broken_template_is_said_like_a_mistake(
    start: Callable[..., Serving],
) -> None:
    serving = start(bridges(1))
    own = serving.folder / "templates"

    serving.save(
        '{% extends "base.html" %}\n{% block main %}{{ pag.x }}', "templates/404.html"
    )
    until(lambda: serving.state()["mistakes"], "a mistake")
    (found,) = serving.state()["said"]
    assert found["words"].startswith("templates/404.html:2:1: this template cannot be")
    assert found["href"] == f"vscode://file/{own / '404.html'}:2:1"

    serving.save('{% extends "base.html" %}{{ pag.x }}', "templates/404.html")
    until(lambda: not serving.state()["mistakes"], "a built site")
    shutil.rmtree(own)
    until(lambda: "Page not found" in (serving.site / "404.html").read_text(), "ours")
    assert "Traceback" not in "".join(serving.said)


@pytest.mark.parametrize(
    ("pattern", "href"),
    [
        ("idea://open?file={path}&line={line}", "idea://open?file={}&line=7"),
        ("vscode://file/{path}:{line}:{column}", "vscode://file/{}:7:3"),
        ("", ""),
    ],
    ids=["one", "another", "none"],
)
def test_the_place_of_a_mistake_opens_in_the_editor_of_ones_choice(
    tmp_path: Path, pattern: str, href: str
) -> None:
    file = tmp_path / "events.yaml"
    file.touch()
    problem = Problem(Mark("events.yaml", 7, 3), "wrong", "Right it.", "a-rule")

    found = said(problem, str(problem), pattern, (tmp_path,))

    assert found.href == href.format(file)


def test_the_environment_names_the_editor_where_the_command_does_not(
    start: Callable[..., Serving],
) -> None:
    text = bridges(1).replace("title: A book", "titel: A book")

    serving = start(text, DATELINE_EDITOR="txmt://open?url=file://{path}")

    (found,) = serving.state()["said"]
    assert found["href"] == f"txmt://open?url=file://{serving.folder / 'events.yaml'}"


@pytest.mark.parametrize(
    ("published", "served"),
    [
        (
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; script-src 'none'; connect-src https://example.org",
            "default-src 'none'; script-src 'self'; "
            "connect-src https://example.org 'self'",
        ),
        ("default-src 'self'", "default-src 'self'"),
        (
            "script-src 'self'; trusted-types 'none'",
            "script-src 'self'; trusted-types dateline-preview",
        ),
        ("", ""),
    ],
)
def test_a_pages_own_policy_is_widened_by_no_more_than_the_preview_needs(
    published: str, served: str
) -> None:
    assert widened(published) == served


# ---- what goes wrong around it


def test_files_that_go_and_come_back_are_followed(
    start: Callable[..., Serving],
) -> None:
    serving = start(bridges(2))
    file = serving.folder / "events.yaml"

    file.unlink()
    until(lambda: serving.state()["mistakes"], "a word about the missing file")
    assert "there is no file events.yaml" in serving.state()["said"][0]["words"]
    serving.save(bridges(2, bridge_1="It is back"))
    until(lambda: "It is back" in serving.index(), "the new file")

    with file.open("w", encoding="utf-8") as half:
        half.write(bridges(2, bridge_1="It is whole")[:-30])
        half.flush()
        half.write(bridges(2, bridge_1="It is whole")[-30:])
    until(lambda: "It is whole" in serving.index(), "the whole file")

    for number in range(20):
        serving.save(bridges(2, bridge_1=f"Save number {number} wins"))
    until(lambda: "Save number 19 wins" in serving.index(), "the last save")

    away = serving.folder.with_name("away")
    serving.folder.rename(away)
    until(lambda: serving.state()["mistakes"], "a word about the missing folder")
    away.rename(serving.folder)
    serving.save(bridges(2, bridge_1="Home again"))
    until(lambda: "Home again" in serving.index(), "the folder that came back")
    until(lambda: not serving.state()["mistakes"], "no mistake")


def test_an_output_folder_that_is_refused_ends_it(
    project: Callable[[Mapping[str, str | bytes]], Path],
    build: Callable[..., Any],
) -> None:
    folder = project({"events.yaml": bridges(1), "site/mine.txt": "My own words."})

    done = build(folder, "serve", "--port", "0")

    assert done.code == 2
    assert "this folder holds “mine.txt”, which Dateline did not write" in done.err
    assert (folder / "site/mine.txt").read_text() == "My own words."


def test_a_port_in_use_is_named_with_one_that_is_free(
    quiet: Serving,
    project: Callable[[Mapping[str, str | bytes]], Path],
    build: Callable[..., Any],
) -> None:
    folder = project({"events.yaml": bridges(1)})

    done = build(folder, "serve", "--port", str(quiet.port))

    assert done.code == 2
    words = re.fullmatch(
        r"Port (\d+) cannot be had: address already in use\. "
        r"Port (\d+) is free; type: python build\.py serve --port \2\n",
        done.err,
    )
    assert words
    assert int(words[1]) == quiet.port < int(words[2])


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--port", "70000"], "A port is a number from 0 to 65535.\n"),
        (
            ["--editor", "code"],
            "“code” does not say where the file goes: write {path} in it.\n",
        ),
        (
            ["--editor", "javascript:{path}"],
            "“javascript:{path}” is not the address of an editor: "
            "vscode://file/{path}:{line}:{column}\n",
        ),
    ],
    ids=["a port that cannot be", "a program's name", "a script"],
)
def test_words_that_cannot_be_meant_are_refused(
    project: Callable[[Mapping[str, str | bytes]], Path],
    build: Callable[..., Any],
    words: list[str],
    refusal: str,
) -> None:
    done = build(project({"events.yaml": bridges(1)}), "serve", *words)

    assert (done.code, done.err) == (2, refusal)


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"]
)
def test_it_ends_at_once_and_leaves_the_port(
    start: Callable[..., Serving], number: int
) -> None:
    serving = start(bridges(1))
    listener = socket.create_connection(("127.0.0.1", serving.port))
    host = f"127.0.0.1:{serving.port}"
    listener.sendall(f"GET /.dateline/news HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert listener.recv(100)

    code = serving.end(number)

    assert code == 0
    listener.close()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", serving.port))
        again.listen()


def test_what_an_editor_completes_by_follows_every_save_that_can_be_read(
    start: Callable[..., Serving],
) -> None:
    running = start(bridges(2))
    kept = running.folder / ".dateline/events.schema.json"
    until(kept.is_file, "the schema of the project")

    running.save(bridges(3) + "    titel: A mistake\n")

    until(lambda: '"bridge-3"' in kept.read_text(encoding="utf-8"), "the new event")


def test_a_project_that_goes_while_it_is_built_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, away = tmp_path / "project", tmp_path / "away"
    folder.mkdir()
    (folder / "events.yaml").write_text(bridges(2), encoding="utf-8")
    workshop = Workshop(folder, folder / "site")

    def going(*given: Any) -> Any:
        folder.rename(away)
        return render(*given)

    monkeypatch.setattr(rebuild, "render", going)
    outcome = workshop.build()

    assert outcome
    assert "the folder is gone" in outcome.problems[0].text
    assert not folder.exists()


# A page that somebody looks at


def written_anew(folder: Path) -> None:
    renamed = bridges().replace("title: Bridges", "title: Many bridges")
    (folder / "events.yaml").write_text(renamed, encoding="utf-8")


def test_a_page_that_is_looked_at_is_seen_before_the_site_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "events.yaml").write_text(bridges(), encoding="utf-8")
    preview = Preview(Workshop(tmp_path, tmp_path / "site"), "")
    assert preview.build() == 0
    seen: list[tuple[bytes, bytes]] = []

    def looking(*given: Any) -> Any:
        on_disk = (tmp_path / "site/index.html").read_bytes()
        seen.append((preview.site.answer("/").data, on_disk))
        return write(*given)

    monkeypatch.setattr(rebuild, "write", looking)
    written_anew(tmp_path)
    with preview.board.listening("index.html"):
        assert preview.build() == 0

    ((ahead, old),) = seen
    assert b"Many bridges" in ahead
    assert b"Many bridges" not in old
    assert (tmp_path / "site/index.html").read_bytes() == ahead
    assert preview.site.ahead == {}


def test_pages_that_are_looked_at_are_seen_together_while_others_are_arranged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "events.yaml").write_text(bridges(), encoding="utf-8")
    preview = Preview(Workshop(tmp_path, tmp_path / "site"), "")
    assert preview.build() == 0
    addresses = ("index.html", "events/bridge-1.html")
    seen: list[tuple[str, set[bool]]] = []

    def watched(timeline: Timeline, tell: Callable[[pages.Page], None]) -> Any:
        def telling(page: pages.Page) -> None:
            tell(page)
            found = {
                b"Many bridges" in preview.site.answer(f"/{a}").data for a in addresses
            }
            seen.append((page.address, found))

        return place(timeline, telling)

    monkeypatch.setattr(rebuild, "place", watched)
    written_anew(tmp_path)
    first, second = addresses
    with preview.board.listening(first), preview.board.listening(second):
        assert preview.build() == 0

    number = [address for address, _ in seen].index(second)
    assert all(found == {False} for _, found in seen[:number])
    assert all(found == {True} for _, found in seen[number:])
    assert number < len(seen) - 10


def test_what_was_seen_ahead_goes_when_the_site_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "events.yaml").write_text(bridges(), encoding="utf-8")
    preview = Preview(Workshop(tmp_path, tmp_path / "site"), "")
    preview.build()
    was = preview.site.answer("/").data

    ahead: list[bytes] = []

    def failing(*_: object) -> None:
        ahead.append(preview.site.answer("/").data)
        raise CannotWrite("site", "no space left")

    monkeypatch.setattr(rebuild, "write", failing)
    written_anew(tmp_path)
    with preview.board.listening("index.html"):
        assert preview.build() != 0

    assert b"Many bridges" in ahead[0]
    assert preview.site.answer("/").data == was
    assert preview.board.state.has_mistakes


def test_nothing_is_filled_ahead_where_nobody_looks(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(bridges(), encoding="utf-8")
    preview = Preview(Workshop(tmp_path, tmp_path / "site"), "")
    preview.build()
    before = preview.board.state.number

    with preview.board.listening("index.html"):
        pass  # and went away
    written_anew(tmp_path)
    preview.build()

    assert preview.board.state.number == before + 1


def test_the_rest_waits_until_the_page_is_loaded_again(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(bridges(), encoding="utf-8")
    preview = Preview(Workshop(tmp_path, tmp_path / "site"), "")
    preview.build()
    loaded = threading.Event()

    def browser() -> None:
        with preview.board.listening("index.html"):
            state, _ = preview.board.wait(preview.board.state.number, 0, PATIENCE)
        assert state
        loaded.set()
        with preview.board.listening("index.html"):
            preview.board.wait(state.number, 0, PATIENCE)

    reader = threading.Thread(target=browser)
    reader.start()
    until(preview.board.listened, "a listener")
    preview.board.tell_and_wait(State(), PATIENCE)

    assert loaded.is_set()
    preview.board.tell(State())
    reader.join(PATIENCE)
    assert not reader.is_alive()
