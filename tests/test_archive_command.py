"""`build.py archive` against archives on loopback: what is found, and what is written."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import misbehaving
import pytest
from conftest import ROOT, Outcome
from misbehaving import PATIENCE, Reply, Server, page, says, serving, to

from dateline.commands import archive as command
from dateline.linkcheck.answers import Pace
from dateline.linkcheck.copies import Archive

Build = Callable[..., Outcome]

QUICK = Pace(pause=0, tries=2, back_off=0.01, longest_wait=0.02)

COPY = "http://copies.example/20240102030405/"

BLOCK = """\
# Ours; see the wiki.
timeline: {title:   T}
sources:
  one:   # the first
    title: 'One'
    url: https://one.example/a?b=c   # still there?
    accessed: 2026-11-22
events:
  - id: e
    date: 1829
    title: "E"
    sources: [one]
"""


@pytest.fixture
def server() -> Iterator[Callable[..., Server]]:
    """Starts servers: `server({"/path": reply})`."""
    with ExitStack() as running:
        yield lambda *words, **names: running.enter_context(serving(*words, **names))


def knows(
    copies: dict[str, str] | None = None, *, status: str = "200", and_then: Any = None
) -> Reply:
    """An availability address: with these copies, or with one of every page."""

    def reply(server: Server, connection: Any, asked: misbehaving.Asked) -> None:
        page_asked = parse_qs(urlsplit(asked.target).query)["url"][0]
        copy = COPY + page_asked if copies is None else copies.get(page_asked)
        closest = {"available": True, "url": copy, "status": status}
        body = json.dumps({"archived_snapshots": {"closest": closest} if copy else {}})
        if and_then:
            and_then()
        says(200, body.encode())(server, connection, asked)

    return reply


def project_of(folder: Path, text: str | bytes = BLOCK) -> Path:
    folder.mkdir()
    data = text.encode() if isinstance(text, str) else text
    (folder / "events.yaml").write_bytes(data)
    return folder


def text_of(folder: Path) -> str:
    return (folder / "events.yaml").read_bytes().decode()


def search(folder: Path, *words: str, **names: str) -> int:
    """Runs the command in a thread: the browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        archive = Archive(*words, **names)
        work = pool.submit(command.write_copies, folder, archive, pace=QUICK)
        return work.result()


# What is written


def test_the_copy_stands_behind_the_address_and_nothing_else_changes(
    server: Callable[..., Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    host = server({"/available": knows()})
    folder = project_of(tmp_path / "p")

    code = search(folder, host.address("/available"))

    line = "    url: https://one.example/a?b=c   # still there?\n"
    copy = f"{COPY}https://one.example/a?b=c"
    assert code == 0
    assert text_of(folder) == BLOCK.replace(line, f"{line}    archived: {copy}\n")
    assert capsys.readouterr().out == (
        f"events.yaml:4:3: one: {copy}\n1 copy written\n"
    )


def test_a_file_from_windows_stays_one(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    before = "\ufeff" + BLOCK.replace("\n", "\r\n")
    folder = project_of(tmp_path / "p", before)

    search(folder, host.address("/available"))

    added = f"    archived: {COPY}https://one.example/a?b=c\r\n"
    assert added in text_of(folder)
    assert text_of(folder).replace(added, "") == before


MANY = """\
timeline: {title: T}
sources:
  a: {title: A, url: "https://a.example/"}
  b:
    url: >-
      https://b.example/
    title: B
  has: {title: H, url: https://has.example/, archived: https://copy.example/has}
  paper: {title: P}
events:
  - date: 1829
    id: e
    title: E
    sources:
      - a
      - {url: https://c.example/, title: C}
      - title: D
        url: 'https://d.example/'
      - [has, b, paper][0]
"""


def test_every_style_of_source_in_every_file_gets_its_copy(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    main = MANY.replace("[has, b, paper][0]", "has")
    folder = project_of(tmp_path / "p", main)
    more = "sources:\n  f:\n      title: F\n      url: https://f.example/"
    (folder / "events").mkdir()
    (folder / "events/more.yaml").write_text(more, encoding="utf-8")

    code = search(folder, host.address("/available"))

    changed = (
        main.replace('"https://a.example/"', f'&, archived: "{COPY}https://a.example/"')
        .replace("&", '"https://a.example/"')
        .replace(
            "      https://b.example/\n",
            f"      https://b.example/\n    archived: {COPY}https://b.example/\n",
        )
        .replace("c.example/", f'c.example/, archived: "{COPY}https://c.example/"', 1)
        .replace(
            "d.example/'\n",
            f"d.example/'\n        archived: {COPY}https://d.example/\n",
        )
    )
    assert code == 0
    assert text_of(folder) == changed
    assert (folder / "events/more.yaml").read_text(encoding="utf-8") == (
        f"{more}\n      archived: {COPY}https://f.example/"
    )
    assert len(host.paths) == 5


def test_what_an_editor_saves_meanwhile_is_kept(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    saved = BLOCK.replace("# Ours", "# Ours, since today")

    def save() -> None:
        (folder / "events.yaml").write_text(saved, encoding="utf-8")

    host = server({"/available": knows(and_then=save)})
    project_of(folder)

    code = search(folder, host.address("/available"))

    assert code == 0
    assert text_of(folder).startswith("# Ours, since today")
    assert f"archived: {COPY}" in text_of(folder)


def test_a_linked_file_stays_a_link_and_keeps_its_permissions(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    folder = project_of(tmp_path / "p")
    (folder / "data").mkdir()
    real = (folder / "events.yaml").rename(folder / "data/real.yaml")
    real.chmod(0o640)
    (folder / "events.yaml").symlink_to("data/real.yaml")

    search(folder, host.address("/available"))

    assert (folder / "events.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert f"archived: {COPY}" in real.read_text(encoding="utf-8")
    assert [path.name for path in (folder / "data").iterdir()] == ["real.yaml"]


def test_with_every_copy_at_hand_nobody_is_asked(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = server({"/available": knows()})
    folder = project_of(tmp_path / "p")
    search(folder, host.address("/available"))
    after = text_of(folder)

    code = search(folder, host.address("/available"))

    assert (code, text_of(folder), len(host.paths)) == (0, after, 1)
    assert "has its archived copy" in capsys.readouterr().out


# What is asked


def test_the_copy_nearest_to_the_day_of_reading_is_asked_for(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})

    search(project_of(tmp_path / "p"), host.address("/available?from=us"))

    assert parse_qs(urlsplit(host.asked[0].target).query) == {
        "from": ["us"],
        "url": ["https://one.example/a?b=c"],
        "timestamp": ["20261122000000"],
    }


def test_without_a_day_the_archive_may_choose(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    text = BLOCK.replace("    accessed: 2026-11-22\n", "")

    search(project_of(tmp_path / "p", text), host.address("/available"))

    assert "timestamp" not in host.asked[0].target


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(knows({}), id="none-kept"),
        pytest.param(knows(status="404"), id="an-error-page-kept"),
        pytest.param(says(404), id="unknown-page"),
    ],
)
def test_no_copy_leaves_the_file_as_it_was(
    server: Callable[..., Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    reply: Reply,
) -> None:
    host = server({"/available": reply})
    folder = project_of(tmp_path / "p")

    code = search(folder, host.address("/available"))

    assert (code, text_of(folder)) == (0, BLOCK)
    assert "no copy: https://one.example" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        pytest.param(says(200, b"<p>Sorry"), "not that of an avail", id="a-page"),
        pytest.param(says(200, b"[1]"), "not that of an availability", id="a-list"),
        pytest.param(says(200, b"[" * 99_999), "not that of an avail", id="a-pit"),
        pytest.param(says(503), "it answers with 503", id="broken"),
        pytest.param(
            knows({"https://one.example/a?b=c": "javascript:alert(1)"}),
            "no web address",
            id="a-script",
        ),
    ],
)
def test_what_an_archive_cannot_say_is_passed_on(
    server: Callable[..., Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    reply: Reply,
    said: str,
) -> None:
    host = server({"/available": reply})
    folder = project_of(tmp_path / "p")

    code = search(folder, host.address("/available"))

    assert (code, text_of(folder)) == (0, BLOCK)
    assert said in capsys.readouterr().out


def test_a_copy_that_would_be_a_mistake_is_not_written(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_password = "http://me:secret@copies.example/"
    host = server({"/available": knows({"https://one.example/a?b=c": with_password})})
    folder = project_of(tmp_path / "p")

    search(folder, host.address("/available"))

    assert text_of(folder) == BLOCK
    assert "not written" in capsys.readouterr().out


def memento() -> Reply:
    return says(200, memento_datetime="Sun, 22 Nov 2026 01:00:00 GMT")


def test_a_timegate_is_asked_with_the_day(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    gate = "/gate/https://one.example/a"
    host = server(
        {
            gate: to("/kept/1/https://one.example/a"),
            "/kept/1/https://one.example/a": memento(),
        }
    )
    folder = project_of(tmp_path / "p")

    code = search(folder, timegate=host.address("/gate/"))

    copy = host.address("/kept/1/https://one.example/a")
    assert code == 0
    assert f"    archived: {copy}\n" in text_of(folder)
    assert host.asked[0].fields["accept-datetime"] == "Sun, 22 Nov 2026 00:00:00 GMT"
    assert host.asked[0].target == f"{gate}?b=c"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (says(404), "no copy"),
        (page("Welcome"), "its answer is not that of a TimeGate"),
    ],
    ids=["unknown", "no-timegate"],
)
def test_a_timegate_without_a_copy_changes_nothing(
    server: Callable[..., Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    reply: Reply,
    said: str,
) -> None:
    host = server({"/gate/https://one.example/a": reply})
    folder = project_of(tmp_path / "p")

    search(folder, timegate=host.address("/gate/"))

    assert text_of(folder) == BLOCK
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(says(200, content_location="/kept/2"), id="said-in-a-field"),
        pytest.param(to("/kept/2", memento_datetime="now"), id="redirected"),
    ],
)
def test_where_there_is_no_copy_a_new_one_is_asked_for(
    server: Callable[..., Server], tmp_path: Path, saved: Reply
) -> None:
    save = "/save/https://one.example/a"
    host = server({"/available": knows({}), save: saved, "/kept/2": memento()})
    folder = project_of(tmp_path / "p")

    code = search(folder, host.address("/available"), save=host.address("/save/"))

    assert code == 0
    assert f"    archived: {host.address('/kept/2')}\n" in text_of(folder)


def test_where_one_logs_in_is_no_copy(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save = "/save/https://one.example/a"
    host = server({"/available": knows({}), save: to("/login")})
    folder = project_of(tmp_path / "p")

    search(folder, host.address("/available"), save=host.address("/save/"))

    assert text_of(folder) == BLOCK
    assert "it does not say where the new copy is" in capsys.readouterr().out


def test_an_existing_copy_is_not_made_again(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    folder = project_of(tmp_path / "p")

    search(folder, host.address("/available"), save=host.address("/save/"))

    assert host.paths == ["/available"]


def test_an_archive_that_cannot_be_reached_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main = MANY.replace("[has, b, paper][0]", "has")
    folder = project_of(tmp_path / "p", main)

    code = search(folder, f"http://127.0.0.1:{misbehaving.free_port()}/available")

    told = capsys.readouterr()
    assert (code, text_of(folder)) == (3, main)
    assert told.out.count("no connection") == command.GIVE_UP
    assert "The archive cannot be reached." in told.err


def test_data_with_mistakes_is_left_alone(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({"/available": knows()})
    broken = BLOCK.replace("date: 1829", "date: someday")
    folder = project_of(tmp_path / "p", broken)

    code = search(folder, host.address("/available"))

    assert (code, text_of(folder), host.asked) == (1, broken, [])


def test_an_endpoint_that_is_no_address_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = search(project_of(tmp_path / "p"), "archive.example")

    assert code == 2
    assert "“archive.example” is not a web address." in capsys.readouterr().err


# The real command


def test_the_environment_may_name_the_archive(
    server: Callable[..., Server], tmp_path: Path, build: Build
) -> None:
    host = server({"/available": knows()})
    folder = project_of(tmp_path / "p")

    done = build(
        folder,
        "archive",
        environment={command.VARIABLE: host.address("/available")},
    )

    assert (done.code, done.err) == (0, "")
    assert f"archived: {COPY}" in text_of(folder)


def test_a_search_that_was_stopped_writes_what_it_found(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server()

    def second_hangs(server: Server, connection: Any, asked: misbehaving.Asked) -> None:
        reply = knows() if server.times["/available"] == 1 else misbehaving.silence
        reply(server, connection, asked)

    host.pages = {"/available": second_hangs}
    folder = project_of(tmp_path / "p", MANY.replace("[has, b, paper][0]", "has"))
    words = ["archive", "--endpoint", host.address("/available")]

    with subprocess.Popen(
        [sys.executable, "build.py", *words, "--project", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert host.waiting.wait(PATIENCE)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)

    assert (running.returncode, err) == (3, b"")
    assert b"Stopped with 3 to look for" in out
    assert text_of(folder).count(COPY) == 1
