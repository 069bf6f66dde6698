"""From save to changed pixels: `build.py serve`, a real browser, and a stopwatch.

    python bench/preview.py [--events N] [--times N]

Without --events it saves into a copy of this repository's own project. Prints the
median, the quickest and the slowest of each kind of change, in milliseconds.
"""

import argparse
import contextlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import chromium  # noqa: E402 - lies beside the tests
from playwright.sync_api import Error, Page  # noqa: E402

Seen = tuple[str, str]
"""Where on the page something is seen, as in WATCH, and its words."""

WATCH = """(() => {
    const shows = {
        list: (words) => document.querySelector("ol.events")?.textContent.includes(words),
        axis: (href) => document.querySelector(`.axis a[href="${href}"]`),
        panel: (words) => Array.from(document.body?.children ?? [])
            .some((each) => each.shadowRoot?.textContent.includes(words)),
    };
    const look = () => {
        const asked = JSON.parse(sessionStorage.asked ?? "{}");
        if (!asked.kind || asked.drawn || !!shows[asked.kind](asked.words) !== asked.wanted) {
            requestAnimationFrame(look);
            return;
        }
        requestAnimationFrame((now) => {
            asked.drawn = performance.timeOrigin + now;
            sessionStorage.asked = JSON.stringify(asked);
            look();
        });
    };
    look();
})()"""
"""In every page from its first moment: looks at each frame, and notes when the next one
begins, so that the one in which something is seen has been drawn."""
LOOK = 0.5
"""Seconds between two questions for what was noted: few, as they take time of the page."""
PATIENCE = 60
"""Seconds after which nothing will come."""
SETTLED = 1.0
"""Seconds that a page may still load after the build behind it is over."""


def main() -> None:
    """Measures each kind of change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=0, help="make so many up")
    parser.add_argument("--times", type=int, default=10, help="saves of each kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        if arguments.events:
            made = made_up(arguments.events)
            (project / "events.yaml").write_text(made, encoding="utf-8")
        else:
            shutil.copy(ROOT / "events.yaml", project)
            shutil.copytree(ROOT / "content", project / "content")
        measure(project, arguments.times)


def made_up(count: int) -> str:
    """A timeline of so many events over two centuries, each with two citations."""
    sources = max(count // 4, 1)
    lines = ["timeline: {title: Made up, language: en}", "categories:"]
    lines += ["  war: {label: War}", "  peace: {label: Peace}", "sources:"]
    for n in range(sources):
        lines.append(f"  source-{n}:")
        lines.append(f"    title: Source {n}")
        lines.append(f"    publisher: Publisher {n % 37}")
        lines.append(f"    url: https://example.org/{n}")
        lines.append("    accessed: 2026-01-01")
    lines.append("events:")
    for n in range(count):
        year, month, day = 1800 + n * 220 // count, n % 12 + 1, n % 28 + 1
        first, second = f"source-{n % sources}", f"source-{n * 7 % sources}"
        lines.append(f"  - id: event-{n}")
        lines.append(f"    date: {year}-{month:02}-{day:02}")
        lines.append(f"    title: Thing number {n} happens")
        lines.append("    summary: >")
        lines.append(f"      A crowd of {n} came together [@{first}]; another")
        lines.append(f"      account gives fewer [@{second}, p. {n}].")
        lines.append(f"    categories: [{'war' if n % 3 else 'peace'}]")
        lines.append(f"    places: [{{name: Town {n % 80}}}]")
        lines.append(f"    actors: [Actor {n % 50}, State {n % 9}]")
        lines.append(f"    importance: {n % 3 + 1}")
        lines.append(f"    sources: [{first}]")
    return "\n".join(lines) + "\n"


def measure(project: Path, times: int) -> None:
    """Serves a project, saves into it, and prints how long the browser took."""
    words = [sys.executable, "build.py", "serve", "--port", "0"]
    with (
        subprocess.Popen(
            [*words, "--project", str(project)], cwd=ROOT, stdout=subprocess.PIPE
        ) as server,
        chromium.started() as browser,
    ):
        try:
            measure_in(browser.new_page(), server, project / "events.yaml", times)
        finally:
            server.terminate()


def measure_in(
    page: Page, server: subprocess.Popen[bytes], file: Path, times: int
) -> None:
    """The same, in one page of a browser."""
    assert server.stdout
    address = None
    while not address:
        line = server.stdout.readline().decode()
        assert line, "the server ended"
        address = re.search(r"http://\S+", line)
    page.add_init_script(WATCH)
    page.goto(address[0])
    print(f"{page.locator('article').count()} events")
    written = file.read_text(encoding="utf-8")
    for name, change, is_there in KINDS:
        spans = sorted(
            one(page, server, file, (written, change(n)), is_there(n))
            for n in range(times)
        )
        print(
            f"{name}: median {statistics.median(spans):.0f} ms of {times} "
            f"({spans[0]:.0f} to {spans[-1]:.0f})"
        )
    page.close()


def one(
    page: Page,
    server: subprocess.Popen[bytes],
    file: Path,
    change: tuple[str, tuple[str, str]],
    seen: Seen,
) -> float:
    """Milliseconds from a save until the page shows it; then everything as it was."""
    written, (pattern, words) = change
    new = re.sub(pattern, words, written, count=1)
    assert new != written
    ask(page, seen, is_there=True)
    start = time.time() * 1000
    file.write_text(new, encoding="utf-8")
    span = answer(page) - start
    if seen[0] != "panel":  # a mistake is told when all is over
        rest(server)
    ask(page, seen, is_there=False)
    file.write_text(written, encoding="utf-8")
    answer(page)
    rest(server)
    return span


def ask(page: Page, seen: Seen, *, is_there: bool) -> None:
    """Asks when a page shows something, or shows it no more, however often it loads."""
    question = {"kind": seen[0], "words": seen[1], "wanted": is_there}
    page.evaluate(
        "(each) => { sessionStorage.asked = JSON.stringify(each); }", question
    )


def answer(page: Page) -> float:
    """When a frame was drawn in which it is so: milliseconds since 1970."""
    for _ in range(int(PATIENCE / LOOK)):
        time.sleep(LOOK)
        with contextlib.suppress(Error):  # the page is being loaded again
            asked = page.evaluate("() => sessionStorage.asked")
            if drawn := json.loads(asked).get("drawn"):
                return float(drawn)
    raise TimeoutError("it was never seen")


def rest(server: subprocess.Popen[bytes]) -> None:
    """Waits until the build behind what is seen is over, and said so, and a moment more."""
    assert server.stdout
    line = server.stdout.readline()
    assert line, "the server ended"
    time.sleep(SETTLED)


TITLE = r"\n    title: (.*)\n    summary:"
NEW = """  - id: new-{n}
    date: 1795-01-01
    title: New {n} comes first
    sources: [{{title: A letter, publisher: Somebody}}]
"""
Kind = tuple[str, Callable[[int], tuple[str, str]], Callable[[int], Seen]]
KINDS: list[Kind] = [
    (
        "the words of one event",
        lambda n: (TITLE, rf"\n    title: Words {n} \1\n    summary:"),
        lambda n: ("list", f"Words {n} "),
    ),
    (
        "a new event, in the list",
        lambda n: (r"\nevents:\n", f"\nevents:\n{NEW.format(n=n)}"),
        lambda n: ("list", f"New {n} comes first"),
    ),
    (
        "a new event, on the axis and in all counts: the whole site and a reload",
        lambda n: (r"\nevents:\n", f"\nevents:\n{NEW.format(n=n)}"),
        lambda n: ("axis", f"#new-{n}"),
    ),
    (
        "a mistake, over the page",
        lambda n: (TITLE, rf"\n    titel{n}: \1\n    summary:"),
        lambda n: ("panel", f"titel{n}"),
    ),
]

if __name__ == "__main__":
    main()
