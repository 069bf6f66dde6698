"""How fast the page is beside vis-timeline and TimelineJS, on the same events, in turns.

Every figure is a median of `--times` runs, each in a browser of its own with an empty
profile, over loopback. docs/speed.md says how it is measured. Type: make bench-page
"""

import argparse
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import shape
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from served import serving
from table import table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import chromium  # noqa: E402

PROBE = (ROOT / "bench" / "probe.js").read_text(encoding="utf-8")
THOUSAND = shape.Shape(1000, 800, 3652)
TWO_THOUSAND = shape.Shape(2000, 1000, 366)
#: More than one page holds: by the folder of the site.
LONG = {
    "ours-10000": shape.usual(10_000),
    "ours-100000": shape.usual(100_000),
}

WIDTH, HEIGHT = 1280, 800
QUIET = 1500  # milliseconds without work: the page has come to rest
PATIENCE = 60  # seconds that it may take to
BEGINNING = 2.0  # seconds in which a browser is busy with itself, whatever it shows
GESTURE = 2.0  # seconds
PACE = 1 / 60  # seconds from one move of the hand to the next
REACH = 300  # pixels to either side that a drag goes
NOTCH = 30  # pixels that one turn of a fine wheel reports
FACTORS = (1, 4)  # of the slow-down


@dataclass(frozen=True, slots=True)
class System:
    """A page to measure: what stands for an event in it, and where hands go."""

    name: str
    folder: str
    events: str  # the first of these that is seen counts
    stage: str  # what is dragged
    grip: float  # how far down the stage, from 0 to 1
    key: str = ""  # held down while the wheel zooms
    wheel: bool = True
    buttons: tuple[str, str] | None = None  # to zoom in and out


@dataclass(frozen=True, slots=True)
class Run:
    """What one run measured: milliseconds, but for the weight in bytes."""

    seen: float
    blocked: float
    longest: float
    weight: float
    requests: float
    pan: tuple[float, float]  # p50, p95
    wheel: tuple[float, float] | None
    buttons: tuple[float, float] | None


def ours(name: str, folder: str) -> System:
    """Our page; the same hands at any number of events."""
    return System(
        name=name,
        folder=folder,
        events=".stage .marker, article.event",
        stage=".stage",
        grip=0.5,
        key="Control",
        buttons=("[data-do=in]", "[data-do=out]"),
    )


SYSTEMS = (
    ours("Dateline", "ours"),
    System("vis-timeline", "vis", ".vis-item", ".vis-panel.vis-center", grip=0.5),
    System(
        name="TimelineJS",
        folder="timelinejs",
        events=".tl-timemarker, .tl-headline",
        stage=".tl-timenav",
        grip=0.9,
        wheel=False,
        buttons=(
            ".tl-menubar-button:has(.tl-icon-zoom-in)",
            ".tl-menubar-button:has(.tl-icon-zoom-out)",
        ),
    ),
    ours("Dateline, 2,000", "ours-2000"),
    ours("Dateline, 10,000", "ours-10000"),
    ours("Dateline, 100,000", "ours-100000"),
)
#: Takes minutes to build: measured where it is asked for.
LONGEST = "ours-100000"


def write(root: Path, systems: list[System]) -> None:
    """Writes the pages of these systems into their folders below `root`."""
    wanted = [system.folder for system in systems]
    for folder in wanted:
        (root / folder).mkdir()
    (root / "index.html").write_text("<!doctype html><title>Empty</title>")
    thousand = shape.happenings(THOUSAND)
    for folder, made in (
        ("ours", shape.ours),
        ("vis", shape.vis),
        ("timelinejs", shape.timelinejs),
    ):
        if folder in wanted:
            made(thousand, root / folder)
    if "ours-2000" in wanted:
        shape.ours(shape.happenings(TWO_THOUSAND), root / "ours-2000")
    for folder, long in LONG.items():
        if folder in wanted:
            shape.ours(shape.happenings(long), root / folder)


def quantiles(frames: list[float]) -> tuple[float, float]:
    """The middle frame and the one that 19 of 20 are no longer than."""
    ordered = sorted(frames)
    return statistics.median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1]


def gesture(page: Page, move: Callable[[float], None]) -> tuple[float, float]:
    """Calls `move` with the part of the gesture that is over, at a hand's pace."""
    page.evaluate("probe.begin()")
    begun = time.perf_counter()
    moves = 0
    while (passed := time.perf_counter() - begun) < GESTURE:
        move(passed / GESTURE)
        moves += 1
        time.sleep(max(begun + moves * PACE - time.perf_counter(), 0))
    return quantiles(page.evaluate("probe.end()"))


def rest(page: Page) -> None:
    """Waits until the page does nothing."""
    until = time.monotonic() + PATIENCE
    while page.evaluate("probe.quiet()") < QUIET and time.monotonic() < until:
        time.sleep(0.1)


def drag(page: Page, x: float, y: float) -> tuple[float, float]:
    """Drags to the left and back again, once for each second."""

    def move(part: float) -> None:
        way = 1 - abs(2 * ((part * GESTURE) % 1) - 1)
        page.mouse.move(x + REACH * (1 - 2 * way), y)

    page.mouse.move(x + REACH, y)
    page.mouse.down()
    frames = gesture(page, move)
    page.mouse.up()
    return frames


def turn(page: Page, system: System) -> tuple[float, float]:
    """Turns the wheel: in for a second, out for a second."""
    if system.key:
        page.keyboard.down(system.key)
    frames = gesture(
        page, lambda part: page.mouse.wheel(0, -NOTCH if part < 0.5 else NOTCH)
    )
    rest(page)  # a wheel that turns on without the key scrolls the page
    if system.key:
        page.keyboard.up(system.key)
    return frames


def press(page: Page, buttons: tuple[str, str]) -> tuple[float, float]:
    """Presses the button that zooms in twice, then the other one twice."""
    places = [page.locator(button).first.bounding_box() for button in buttons]
    done: set[int] = set()

    def move(part: float) -> None:
        number = int(part * 4)
        if number in done:
            return
        done.add(number)
        if place := places[number // 2]:
            page.mouse.click(place["x"] + 8, place["y"] + 8)

    return gesture(page, move)


def opened(browser: Browser, home: str, factor: int) -> Page:
    """An empty page of the same server, slowed down, in a browser that has begun."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(home)
    time.sleep(BEGINNING)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": factor})
    return page


def measure(playwright: Playwright, home: str, system: System, factor: int) -> Run:
    """One run: a fresh browser opens the page, comes to rest, then pans and zooms."""
    browser = playwright.chromium.launch(
        executable_path=chromium.find(),
        args=[
            *chromium.SWITCHES,
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
    )
    page = opened(browser, home, factor)
    page.add_init_script(PROBE.replace("SELECTOR", system.events))
    page.goto(f"{home}{system.folder}/index.html", timeout=PATIENCE * 1000)
    rest(page)
    loaded = page.evaluate("probe.loaded()")

    box = page.locator(system.stage).first.bounding_box()
    assert box, f"{system.name} has no {system.stage}"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * system.grip
    y = min(y, HEIGHT - 20)
    page.mouse.move(x, y)
    rest(page)  # what a page loads when a hand comes near is there
    buttons = press(page, system.buttons) if system.buttons else None
    rest(page)
    page.mouse.move(x, y)
    wheel = turn(page, system) if system.wheel else None
    if system.buttons:  # from end to end there is nothing to pan
        page.locator(system.buttons[0]).first.click()
        rest(page)
    pan = drag(page, x, y)
    browser.close()
    return Run(
        seen=loaded["seen"],
        blocked=sum(max(task - 50, 0) for task in loaded["tasks"]),
        longest=max(loaded["tasks"], default=0),
        weight=loaded["weight"],
        requests=loaded["requests"],
        pan=pan,
        wheel=wheel,
        buttons=buttons,
    )


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def frames(pairs: list[tuple[float, float] | None]) -> str:
    """The medians of both quantiles as words, or a dash where there is no such gesture."""
    found = [pair for pair in pairs if pair]
    if not found:
        return "–"
    p50, p95 = (middle([pair[each] for pair in found]) for each in range(2))
    return f"{p50:.1f} / {p95:.1f}"


HEADS = (
    *("", "CPU", "first event", "blocked", "longest", "weight", "files"),
    *("drag p50 / p95", "wheel", "buttons"),
)


def row(system: System, factor: int, runs: list[Run], base: list[Run]) -> list[str]:
    """One line of the table; times with how many of Dateline's 1,000 they are."""

    def timed(read: Callable[[Run], float]) -> str:
        own, first = (middle([read(each) for each in some]) for some in (runs, base))
        ratio = f" ({own / first:.1f}×)" if first and runs is not base else ""
        return f"{own:,.0f} ms{ratio}"

    return [
        system.name,
        f"1/{factor}" if factor > 1 else "1",
        timed(lambda run: run.seen),
        timed(lambda run: run.blocked),
        timed(lambda run: run.longest),
        f"{middle([run.weight for run in runs]) / 1000:.0f} kB",
        f"{middle([run.requests for run in runs]):.0f}",
        frames([run.pan for run in runs]),
        frames([run.wheel for run in runs]),
        frames([run.buttons for run in runs]),
    ]


LOOP = """() => {
  const begun = performance.now();
  for (let number = 0, sum = 0; number < 2e8; number += 1) sum += number % 7;
  return performance.now() - begun;
}"""
"""Long, as Chromium slows down by stopping often: a short loop may fall between."""


def machine(playwright: Playwright, home: str) -> str:
    """What all this ran on, and whether it was as slow as it was told to be."""
    browser = playwright.chromium.launch(
        executable_path=chromium.find(), args=[*chromium.SWITCHES]
    )
    plain, slow = (opened(browser, home, factor).evaluate(LOOP) for factor in FACTORS)
    version = browser.version
    browser.close()
    load = os.getloadavg()[0]
    return (
        f"Chromium {version} without a window, {WIDTH} × {HEIGHT}; {platform.system()},"
        f" {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at first\n"
        f"CPU 1/{FACTORS[1]}: a loop took {slow / plain:.1f} times as long"
    )


def main() -> None:
    """Measures all systems in turns and prints one table."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--times", type=int, default=5, help="runs of each (5)")
    words.add_argument(
        "--only",
        nargs="+",
        choices=[each.folder for each in SYSTEMS],
        help="some of the systems",
    )
    times, only = (given := words.parse_args()).times, given.only
    usual = [each.folder for each in SYSTEMS if each.folder != LONGEST]
    systems = [each for each in SYSTEMS if each.folder in (only or usual)]
    found: dict[tuple[str, int], list[Run]] = {}
    with ExitStack() as open_things:
        root = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        write(root, systems)
        home = open_things.enter_context(serving(root))
        playwright = open_things.enter_context(sync_playwright())
        for size in (THOUSAND, TWO_THOUSAND, *LONG.values()):
            print(f"{size.events:,}: {size.words}")
        print(f"{machine(playwright, home)}\nMedians of {times} runs\n", flush=True)
        for number in range(times):
            for factor in FACTORS:
                for system in systems:
                    say(f"run {number + 1} of {times}, CPU 1/{factor}, {system.name}")
                    run = measure(playwright, home, system, factor)
                    found.setdefault((system.folder, factor), []).append(run)
        say("")
    base = systems[0].folder
    print(
        table(
            [
                [*HEADS],
                *(
                    row(each, factor, found[each.folder, factor], found[base, factor])
                    for factor in FACTORS
                    for each in systems
                ),
            ]
        )
    )


def say(words: str) -> None:
    """Shows how far it is, where somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
