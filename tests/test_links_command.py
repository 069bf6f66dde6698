"""`build.py links` against a server on loopback that behaves as badly as the web does."""

import asyncio
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import misbehaving
import pytest
from conftest import ROOT, Outcome
from misbehaving import BAD_PAGES, PATIENCE, Reply, Server, page, says, serving, to

from dateline import links
from dateline.commands import links as command
from dateline.linkcheck import hosts, web
from dateline.linkcheck import round as visits
from dateline.linkcheck.answers import Pace
from dateline.steps.load import load
from dateline.steps.parse import parse

Build = Callable[..., Outcome]

#: As a command, but for the waiting.
QUICK = Pace(pause=0, tries=2, back_off=0.01, longest_wait=0.02, redirects=6)

DAY = "2026-11-22"


def in_thread(work: Callable[[], Any]) -> Any:
    """Runs in a thread of its own: the browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def project_of(folder: Path, addresses: Sequence[str], record: str = "") -> Path:
    """A project whose sources are at these addresses, with keys from s0 on."""
    folder.mkdir(exist_ok=True)
    sources = "".join(
        f"  s{number}: {{title: Number {number}, url: {address!r}}}\n"
        for number, address in enumerate(addresses)
    )
    (folder / "events.yaml").write_text(
        f"timeline: {{title: T}}\nsources:\n{sources}events:\n"
        "  - {id: e, date: 1829, title: E, sources: [s0]}\n",
        encoding="utf-8",
    )
    if record:
        (folder / "content").mkdir(exist_ok=True)
        (folder / links.FILE).write_text(record, encoding="utf-8")
    return folder


def recorded(folder: Path) -> dict[str, links.Seen]:
    timeline, problems = parse(load(folder)[0])
    assert [problem for problem in problems if problem.severity == "mistake"] == []
    return dict(timeline.links)


def record(folder: Path, **options: Any) -> int:
    return int(in_thread(lambda: command.record(folder, pace=QUICK, **options)))


@pytest.fixture
def server() -> Iterator[Callable[..., Server]]:
    """Starts servers: `server({"/path": reply}, host="127.0.0.2")`."""
    with ExitStack() as running:
        yield lambda *words, **names: running.enter_context(serving(*words, **names))


# What is made of each answer


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, links.Seen]:
    """What one run records of each bad page, by path; final addresses are paths too."""
    with serving(BAD_PAGES) as bad, serving(tls=True) as unvouched:
        addresses = [bad.address(path) for path in BAD_PAGES]
        addresses.append(unvouched.address("/tls").replace("http:", "https:"))
        addresses.append(f"http://127.0.0.1:{misbehaving.free_port()}/closed")
        addresses.append(bad.address("/live#part"))
        folder = project_of(tmp_path_factory.mktemp("bad") / "project", addresses)
        record(folder)
        found = recorded(folder)
        assert found.keys() == set(addresses)
        assert {one.method for one in bad.asked} == {"GET"}
    return {"/" + address.split("/", 3)[3]: one for address, one in found.items()}


@pytest.mark.parametrize(
    ("path", "state", "code", "title"),
    [
        ("/live#part", "live", 200, "live"),
        ("/found", "live", 200, "elsewhere"),
        ("/moved", "moved", 200, "new-home"),
        ("/moved-308", "moved", 200, "new-home"),
        ("/missing", "gone", 404, ""),
        ("/withdrawn", "gone", 410, ""),
        ("/forbidden", "refused", 403, ""),
        ("/login", "refused", 401, ""),
        ("/busy", "refused", 429, ""),
        ("/busy-once", "live", 200, "Not busy now"),
        ("/busy-for-a-day", "refused", 429, ""),
        ("/busy-until", "refused", 429, ""),
        ("/broken", "unreachable", 503, ""),
        ("/broken-once", "live", 200, "Mended"),
        ("/reset-once", "live", 200, "Second try"),
        ("/half", "live", 200, "Half a page"),
        ("/without-goal", "refused", 302, ""),
        ("/huge", "live", 200, "Without end"),
        ("/endless-title", "live", 200, ""),
        ("/packed", "live", 200, "Packed unasked"),
        ("/cookie", "live", 200, "With a cookie"),
        ("/no-head", "live", 200, "Only whole"),
        ("/no-title", "live", 200, ""),
        ("/picture", "live", 200, ""),
        ("/in-a-comment", "live", 200, "The real & only"),
        ("/cyrillic", "live", 200, "Персия"),
        ("/wrong-charset", "live", 200, "Тегеран"),
        ("/unknown-charset", "live", 200, "Caspian"),
    ],
)
def test_an_answer_is_recorded_as_what_it_is(
    seen: dict[str, links.Seen], path: str, state: str, code: int, title: str
) -> None:
    one = seen[path]

    assert (one.state, one.code, one.title) == (state, code, title)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/reset", "the connection broke off"),
        ("/circle", "its redirects go in a circle"),
        ("/further", "too many redirects"),
        ("/to-file", "it redirects to what is no web address"),
        ("/to-nowhere", "it redirects to what is no address"),
        ("/no-http", "the connection broke off"),
        ("/tls", "its certificate cannot be trusted"),
        ("/closed", "no connection"),
    ],
)
def test_what_gives_no_answer_is_unreachable_and_says_why(
    seen: dict[str, links.Seen], path: str, why: str
) -> None:
    assert (seen[path].state, seen[path].why) == ("unreachable", why)


def test_a_page_that_never_comes_is_not_waited_for(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    slow = server({"/slow": misbehaving.silence})
    folder = project_of(tmp_path / "p", [slow.address("/slow")])

    in_thread(lambda: command.record(folder, pace=Pace(read=0.1, pause=0, tries=1)))

    found = recorded(folder)[slow.address("/slow")]
    assert (found.state, found.why) == ("unreachable", "no answer in time")


def test_where_redirects_end_is_recorded(seen: dict[str, links.Seen]) -> None:
    assert seen["/moved"].final.endswith("/new-home")
    assert seen["/found"].final.endswith("/elsewhere")
    assert seen["/to-odd"].final.endswith("/n%C2%85w%20%22%C3%BC%22")
    assert seen["/live#part"].final == ""


def test_a_long_title_is_cut(seen: dict[str, links.Seen]) -> None:
    assert seen["/long-title"].title.endswith("…")
    assert len(seen["/long-title"].title) == 200


def test_a_host_that_names_a_long_wait_is_left_alone(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    busy = server({"/busy": says(429, retry_after="86400")})

    record(project_of(tmp_path / "p", [busy.address("/busy")]))

    assert busy.paths == ["/busy"]


def test_what_may_pass_is_tried_again_and_then_left(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    broken = server({"/broken": says(503)})

    record(project_of(tmp_path / "p", [broken.address("/broken")]))

    assert broken.paths == ["/broken", "/broken"]


def test_we_say_who_we_are(server: Callable[..., Server], tmp_path: Path) -> None:
    host = server()

    record(project_of(tmp_path / "p", [host.address("/live")]))

    assert {one.fields["user-agent"] for one in host.asked} == {web.USER_AGENT}
    assert web.USER_AGENT.startswith("Dateline/")


# Who is asked for what


RULES = b"User-agent: *\nDisallow: /secret\nAllow: /secret/open$\n"


def test_robots_txt_is_heeded_also_behind_redirects(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    paths = ["/open", "/secret", "/secret/open", "/to-secret"]
    host = server({"/robots.txt": says(200, RULES), "/to-secret": to("/secret/x")})
    addresses = [host.address(path) for path in paths]
    folder = project_of(tmp_path / "p", addresses)

    record(folder)

    assert [recorded(folder)[each].state for each in addresses] == [
        *("live", "robots", "live", "robots")
    ]
    assert host.paths == ["/open", "/secret/open", "/to-secret"]
    assert host.times["/robots.txt"] == 1


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        pytest.param(says(404), "live", id="there-is-none"),
        pytest.param(says(403), "live", id="not-shown-to-us"),
        pytest.param(to("/robots.txt"), "live", id="in-a-circle"),
        pytest.param(says(503), "robots", id="broken"),
        pytest.param(says(429, retry_after="0"), "robots", id="busy"),
        pytest.param(says(200, b"\xff\xfe\x00 nonsense"), "live", id="nonsense"),
    ],
)
def test_without_readable_rules_we_go_by_the_standard(
    server: Callable[..., Server], tmp_path: Path, reply: Reply, state: str
) -> None:
    host = server({"/robots.txt": reply})
    folder = project_of(tmp_path / "p", [host.address("/page")])

    record(folder)

    assert recorded(folder)[host.address("/page")].state == state


def test_one_host_is_asked_one_thing_at_a_time(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server({f"/to{number}": to(f"/at{number}") for number in range(8)})
    other = server({"/over": to(host.address("/there"))}, host="127.0.0.2")
    addresses = [host.address(f"/to{number}") for number in range(8)]

    record(project_of(tmp_path / "p", [*addresses, other.address("/over")]))

    assert len(host.paths) == 17
    assert host.most_at_once == 1


def test_several_hosts_are_asked_at_a_time(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    meeting = threading.Barrier(3)

    def waits_for_all(*words: Any) -> None:
        meeting.wait(PATIENCE)
        page("Together")(*words)

    hosts = [server({"/p": waits_for_all}, host=f"127.0.0.{n}") for n in (2, 3, 4)]
    folder = project_of(tmp_path / "p", [host.address("/p") for host in hosts])

    in_thread(lambda: command.record(folder, pace=Pace(pause=0)))

    assert {one.title for one in recorded(folder).values()} == {"Together"}


def visited(
    addresses: Sequence[str],
    resolve: hosts.Resolve = hosts.numbers,
    public: Callable[[str], bool] = hosts.is_public,
) -> dict[str, links.Seen]:
    found: dict[str, links.Seen] = {}

    def tell(one: links.Seen, _is_heard: bool) -> None:
        found[one.address] = one

    async def go() -> None:
        async with web.opened(QUICK, resolve, public) as opened:
            await visits.go(opened, addresses, DAY, tell)

    in_thread(lambda: asyncio.run(go()))
    return found


def test_no_redirect_leads_from_the_public_into_the_private_network(
    server: Callable[..., Server],
) -> None:
    inside = server(host="127.0.0.2")
    outside = server({"/in": to(inside.address("/switch-off"))})

    found = visited(
        [outside.address("/in")], public=lambda number: number == "127.0.0.1"
    )

    one = found[outside.address("/in")]
    assert one.state == "unreachable"
    assert one.why == "it leads to an address inside the private network"
    assert inside.asked == []


def test_a_source_inside_the_private_network_may_redirect_there(
    server: Callable[..., Server],
) -> None:
    inside = server(host="127.0.0.2")
    also_inside = server({"/in": to(inside.address("/there"))})

    found = visited([also_inside.address("/in")])

    assert found[also_inside.address("/in")].state == "live"


def test_a_host_is_connected_to_at_the_number_that_was_judged(
    server: Callable[..., Server],
) -> None:
    host = server()
    looked_up = []

    async def resolve(name: str, _port: int) -> list[str]:
        looked_up.append(name)
        return ["127.0.0.1"]

    address = f"http://one.example:{host.port}/page"
    found = visited([address], resolve)

    assert found[address].state == "live"
    assert {one.fields["host"] for one in host.asked} == {f"one.example:{host.port}"}
    assert looked_up == ["one.example"] * len(host.asked)


def test_a_certificate_is_checked_against_the_name_that_was_asked_for(
    server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    host = server(tls=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(misbehaving.CERTIFICATE))
    its_own = f"https://127.0.0.1:{host.port}/page"
    not_its_own = f"https://one.example:{host.port}/page"

    async def resolve(_name: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    web.trusted.cache_clear()
    found = visited([its_own, not_its_own], resolve)
    web.trusted.cache_clear()

    assert found[its_own].state == "live"
    assert found[not_its_own].why == "its certificate cannot be trusted"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("http://[::1]:{}/page", "::1", id="a-number-in-brackets"),
        pytest.param("http://пример.example:{}/ü?ü", "xn--e1afmkfd.example", id="idn"),
        pytest.param("HTTP://One.EXAMPLE:{}/page", "one.example", id="in-capitals"),
    ],
)
def test_a_host_may_be_written_in_any_form(
    server: Callable[..., Server], address: str, name: str
) -> None:
    host = server()
    looked_up = set()

    async def resolve(asked: str, _port: int) -> list[str]:
        looked_up.add(asked)
        return ["127.0.0.1"]

    written = address.format(host.port)
    found = visited([written], resolve)

    assert (found[written].state, looked_up) == ("live", {name})


def test_a_name_that_nobody_knows_is_unreachable() -> None:
    async def resolve(_name: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "whatever the system says")

    found = visited(["http://one.example/"], resolve)

    assert found["http://one.example/"].why == "no such host"


def test_the_next_number_of_a_name_is_tried(server: Callable[..., Server]) -> None:
    host = server(host="127.0.0.2")

    async def resolve(_name: str, _port: int) -> list[str]:
        return ["127.0.0.9", "127.0.0.2"]

    found = visited([f"http://one.example:{host.port}/"], resolve)

    assert {one.state for one in found.values()} == {"live"}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:4700::6810:84e5", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("not a number", False),
    ],
)
def test_a_public_address_is_told_from_others(number: str, expected: bool) -> None:
    assert hosts.is_public(number) is expected


# The record


def one(address: str, state: str, day: str = DAY, more: str = "") -> str:
    return f'  - address: "{address}"\n    state: {state}\n{more}    day: {day}\n'


def test_the_record_is_sorted_and_says_what_was_seen(
    server: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = server({"/b": to("/new", 301), "/c": says(404), "/a": page("“A”: 1 # 2")})
    addresses = [host.address(path) for path in ("/c", "/a", "/b")]
    folder = project_of(tmp_path / "p", addresses)

    record(folder)

    day = recorded(folder)[addresses[0]].day
    assert (folder / links.FILE).read_text(encoding="utf-8") == (
        f"{links.HEAD}links:\n"
        f'  - address: "{host.address("/a")}"\n'
        f'    state: live\n    code: 200\n    day: {day}\n    title: "“A”: 1 # 2"\n'
        f'  - address: "{host.address("/b")}"\n'
        f'    state: moved\n    code: 200\n    final: "{host.address("/new")}"\n'
        f'    day: {day}\n    title: "new"\n'
        f'  - address: "{host.address("/c")}"\n'
        f"    state: gone\n    code: 404\n    day: {day}\n"
    )


def test_records_of_addresses_that_left_the_data_go_and_others_stay(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server()
    kept = "http://127.0.0.9:9/kept"
    before = f"links:\n{one('http://127.0.0.9:9/left', 'live')}{one(kept, 'refused')}"
    folder = project_of(tmp_path / "p", [host.address("/a"), kept], before)

    record(folder, only="s0")

    found = recorded(folder)
    assert found.keys() == {host.address("/a"), kept}
    assert found[kept] == links.Seen(kept, "refused", DAY)


def test_the_day_on_which_a_page_was_last_live_is_kept(
    server: Callable[..., Server],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    host = server({"/a": says(404)})
    before = f"links:\n{one(host.address('/a'), 'live', '2026-01-02')}"
    folder = project_of(tmp_path / "p", [host.address("/a")], before)

    record(folder)
    record(folder, again=True)

    assert recorded(folder)[host.address("/a")].last_live == "2026-01-02"
    assert recorded(folder)[host.address("/a")].live_on == "2026-01-02"
    assert "gone (404), last seen live on 2026-01-02" in capsys.readouterr().out


def test_what_was_asked_today_is_asked_anew_only_if_told(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = server()
    folder = project_of(tmp_path / "p", [host.address("/a"), host.address("/b")])

    record(folder, only="s0")
    record(folder)
    record(folder, again=True)

    assert host.paths == ["/a", "/b", "/a", "/b"]
    assert "1 was asked earlier today; --again asks anew." in capsys.readouterr().out


def test_an_offline_machine_leaves_the_record_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"http://127.0.0.1:{misbehaving.free_port()}/a"
    before = f"links:\n{one(address, 'live', '2026-01-02')}"
    folder = project_of(tmp_path / "p", [address], before)

    code = record(folder)

    assert code == 3
    assert (folder / links.FILE).read_text(encoding="utf-8") == before
    assert "may be offline" in capsys.readouterr().err


def test_a_copy_and_a_source_in_place_are_asked_too(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server()
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "events.yaml").write_text(
        "timeline: {title: T}\nevents:\n  - date: 1829\n    id: e\n    title: E\n"
        "    sources:\n      - title: S\n"
        f"        url: {host.address('/page')}\n"
        f"        archived: {host.address('/copy')}\n",
        encoding="utf-8",
    )

    record(folder)

    assert sorted(host.paths) == ["/copy", "/page"]


def test_each_dead_link_has_its_line_and_all_are_counted(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = server({"/gone": says(410), "/new": to("/newer", 301)})
    paths = ("/a", "/gone", "/new")
    folder = project_of(tmp_path / "p", [host.address(path) for path in paths])

    code = record(folder)

    assert code == 0
    assert capsys.readouterr().out == (
        f"events.yaml:4:3: s1: gone (410): {host.address('/gone')}\n"
        f"events.yaml:5:3: s2: moved to {host.address('/newer')}: "
        f"{host.address('/new')}\n"
        "3 addresses: 1 live, 1 moved, 1 gone → content/links.yaml\n"
    )


@pytest.mark.parametrize(
    ("reply", "code"),
    [(says(404), 1), (page("Here"), 0), (says(403), 0)],
    ids=["gone", "live", "refused"],
)
def test_strict_ends_with_1_if_a_page_is_gone(
    server: Callable[..., Server], tmp_path: Path, reply: Reply, code: int
) -> None:
    host = server({"/a": reply})

    assert record(project_of(tmp_path / "p", [host.address("/a")]), strict=True) == code


def test_only_one_host_is_asked_if_told(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host, other = server(), server(host="127.0.0.2")
    folder = project_of(tmp_path / "p", [host.address("/a"), other.address("/b")])

    record(folder, only="127.0.0.2")

    assert (host.asked, other.paths) == ([], ["/b"])


def test_a_misspelt_key_is_answered_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project_of(tmp_path / "p", ["http://127.0.0.1:9/a"])

    code = record(folder, only="127.0.0.7")

    assert code == 2
    assert "Did you mean “127.0.0.1”?" in capsys.readouterr().err


def test_data_with_mistakes_is_not_asked_for(
    server: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host = server()
    folder = project_of(tmp_path / "p", [host.address("/a")], "links: {a: b}\n")

    code = record(folder)

    assert (code, host.asked) == (1, [])
    assert "content/links.yaml:1:1: this file holds no list “links”" in (
        capsys.readouterr().err
    )


# The file as data


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("links:\n  - {state: live, day: 2026-01-01}\n", "has no “address”"),
        (
            "links:\n  - {address: a, state: dead, day: 2026-01-01}\n",
            "“state” does not",
        ),
        ("links:\n  - {address: a, state: live, day: 2026-02-30}\n", "“day” does not"),
        ("links:\n  - {address: a, code: ok}\n", "“code” does not hold"),
        ("links:\n  - {address: a, colour: red}\n", "has no field “colour”"),
        ("links:\n  - a\n", "is written as fields"),
        ("links: []\nlinsk: []\n", "this file has no field “linsk”"),
        (
            "links:\n  - &a {address: a, state: live, day: 2026-01-01}\n  - *a\n",
            "has a record already",
        ),
    ],
)
def test_a_record_with_a_mistake_is_named(
    tmp_path: Path, written: str, said: str
) -> None:
    folder = project_of(tmp_path / "p", ["http://127.0.0.1:9/a"], written)

    _, problems = parse(load(folder)[0])

    assert [problem.rule for problem in problems if problem.rule == "links-record"]
    assert said in " ".join(problem.text for problem in problems)


def test_the_record_is_no_picture_and_never_published(tmp_path: Path) -> None:
    record_text = f"links:\n{one('http://127.0.0.1:9/a', 'live')}"
    folder = project_of(tmp_path / "p", ["http://127.0.0.1:9/a"], record_text)

    source, problems = load(folder)

    assert problems == []
    assert source.media == frozenset()


def test_records_survive_being_written_and_read(tmp_path: Path) -> None:
    records = [
        links.Seen("http://a.example/", "live", DAY, 200, title='“A”: "b" # c\\'),
        links.Seen("http://b.example/", "gone", DAY, 404, last_live="2026-01-02"),
        links.Seen("http://c.example/", "unreachable", DAY, why="no such host"),
    ]
    folder = project_of(tmp_path / "p", ["http://a.example/"], links.text(records))

    assert list(recorded(folder).values()) == records
    assert links.text(reversed(records)) == links.text(records)


# The real command


def started(folder: Path, **streams: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "build.py", "links", "--pause", "0"),
            *("--project", str(folder)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        **streams,
    )


def test_a_run_that_was_stopped_keeps_what_it_saw_and_goes_on_from_there(
    server: Callable[..., Server], tmp_path: Path, build: Build
) -> None:
    host = server({"/c-hangs": misbehaving.hangs_once})
    addresses = [host.address(path) for path in ("/a", "/b", "/c-hangs", "/d")]
    folder = project_of(tmp_path / "p", addresses)

    with started(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert host.waiting.wait(PATIENCE)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
    after_stop = recorded(folder).keys()
    host.release.set()
    again = build(folder, "links", "--pause", "0")

    assert (running.returncode, err) == (3, b"")
    assert b"Stopped with 2 to ask" in out
    assert after_stop == set(addresses[:2])
    assert host.paths == ["/a", "/b", "/c-hangs", "/c-hangs", "/d"]
    assert again.code == 0
    assert {one.state for one in recorded(folder).values()} == {"live"}


def test_a_terminal_shows_how_far_it_is(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    host = server()
    folder = project_of(tmp_path / "p", [host.address("/a"), host.address("/b")])
    ours, theirs = pty.openpty()

    with started(folder, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        running.wait(PATIENCE)
    shown = os.read(ours, 65536).decode()
    os.close(ours)

    assert "1 of 2  http://127.0.0.1" in shown
    assert shown.endswith("\r\x1b[K")


def test_no_other_command_pays_for_the_http_client(tmp_path: Path) -> None:
    folder = project_of(tmp_path / "p", ["http://127.0.0.1:9/a"])
    words = f"check --project {folder}".split()
    asking = (
        "import sys; from dateline.commands import main; "
        f"main({words!r}); print(sorted({{'httpx', 'protego', 'asyncio'}} & {{*sys.modules}}))"
    )

    done = subprocess.run(
        [sys.executable, "-c", asking],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.endswith("[]\n")
