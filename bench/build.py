"""How long a build takes beside Hugo, Eleventy, Pelican and MkDocs, on the same events.

Whole processes, in turns, after one build of each that nobody times: it shows that every
page is there, and leaves Python's bytecode compiled. docs/speed.md says what the figures
mean. Type: make bench
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shape
import sites
from shape import PACKAGES, ROOT, Happening
from table import table

RIVALS = ROOT / ".venv-bench"
STARTER = ROOT / "bench" / "timed.py"
SCENARIOS = ("cold", "nothing changed", "one event edited")
BASE = "hugo"
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class System:
    """A generator: its command, which fills site/, and what it keeps between builds."""

    kind: str
    name: str
    command: Callable[[Path], Sequence[str | Path]]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What a system builds."""

    system: System
    folder: Path
    draft: sites.Draft

    @property
    def site(self) -> Path:
        """Where its pages go."""
        return self.folder / "site"


@dataclass(frozen=True, slots=True)
class Run:
    """What one build took: seconds, bytes, and the files that it wrote."""

    wall: float
    cpu: float
    memory: int
    files: int
    written: int


@cache
def hugo() -> Path:
    """Its binary: the command that Python's package installs would start Python first."""
    found = RIVALS.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return next(path for path in sorted(found) if os.access(path, os.X_OK))


SYSTEMS = (
    System(
        "dateline",
        "Dateline",
        lambda folder: [
            *(sys.executable, ROOT / "build.py"),
            *("--project", folder, "--out", folder / "site"),
        ],
        kept=(".dateline",),
    ),
    System(
        "hugo",
        "Hugo",
        lambda folder: [
            *(hugo(), "build", "--destination", "site"),
            *("--cacheDir", folder / "cache"),
        ],
        kept=("cache", "resources", ".hugo_build.lock"),
    ),
    System(
        "eleventy",
        "Eleventy",
        lambda _: ["node", PACKAGES / "@11ty/eleventy/cmd.cjs", "--quiet"],
        kept=(".cache",),
    ),
    System(
        "pelican",
        "Pelican",
        lambda _: [RIVALS / "bin/python", "-m", "pelican", "--quiet"],
        kept=("cache",),
    ),
    System(
        "mkdocs",
        "MkDocs",
        lambda _: [RIVALS / "bin/python", "-m", "mkdocs", "build", "--quiet"],
    ),
)


def build(project: Project) -> Run:
    """Builds once, and measures it."""
    log, mark = project.folder.with_suffix(".log"), project.folder.with_suffix(".mark")
    command = [str(word) for word in project.system.command(project.folder)]
    os.sync()  # nobody pays for what another has left to be written
    mark.write_bytes(b"")
    begun = mark.stat().st_mtime_ns
    done = subprocess.run(
        [sys.executable, "-IS", str(STARTER), str(log), *command],
        cwd=project.folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.PIPE,
        check=True,
    )
    took = json.loads(done.stdout)
    if took["code"]:
        said = log.read_text(encoding="utf-8", errors="replace")
        sys.exit(f"{project.system.name} ended with {took['code']}:\n{said}")
    sizes = [
        state.st_size for _, state in files(project.site) if state.st_mtime_ns > begun
    ]
    return Run(took["wall"], took["cpu"], took["memory"], len(sizes), sum(sizes))


def files(site: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file of a site."""
    for folder, _, names in os.walk(site):
        for path in (Path(folder, name) for name in names):
            yield path, path.stat()


def forget(project: Project) -> None:
    """Takes away the site, and all that the system keeps.

    Nothing is deleted before all is measured: ext4 takes no place of a file that was
    deleted minutes ago, and looks at each of them whenever it makes a new one.
    """
    gone = Path(tempfile.mkdtemp(dir=project.folder.parent, prefix="gone-"))
    for name in ("site", *project.system.kept):
        path = project.folder / name
        if path.exists():
            path.rename(gone / path.name)


def prepare(project: Project, scenario: str, number: int) -> str:
    """Sets the scene; the word that has to be on two pages afterwards."""
    if scenario == "cold":
        forget(project)
    return project.draft.edit(number) if scenario == "one event edited" else ""


def groups(events: list[Happening]) -> Counter[str]:
    """The pages of the categories and actors there are, and how many events each has."""
    return Counter(
        page
        for event in events
        for page in (
            f"categories/{event.category}.html",
            *(
                f"actors/{actor.lower().replace(' ', '-')}.html"
                for actor in event.actors
            ),
        )
    )


def missing(site: Path, events: list[Happening]) -> Iterator[str]:
    """What a site should hold and does not."""
    listed = {name: text for page in lists(site) for name, text in articles(read(page))}
    for number, event in enumerate(events):
        name = sites.name(number)
        address = f"events/{name}.html"
        page, item = read(site / address), listed.get(name, "")
        opening = " ".join(event.summary.split()[:30])
        ending = " ".join(event.text.split()[-20:])
        for words in (event.title, opening, ending):
            if words not in page:
                yield f"{address}: “{words}”"
        for words in (address, event.title, opening):
            if words not in item:
                yield f"index.html: “{words}”"
    for address, count in groups(events).items():
        parts = (site / address).with_suffix("").glob("*.html")  # where it is long
        words = "".join(read(each) for each in (site / address, *parts))
        found = len(set(re.findall(r"events/e\d+", words)))
        if found < count:
            yield f"{address}: {count} events, but only {found}"


def lists(site: Path) -> list[Path]:
    """The index, and the pages that a long one is divided into."""
    return [site / "index.html", *sorted((site / "timeline").glob("*.html"))]


def articles(index: str) -> Iterator[tuple[str, str]]:
    """Every event of an index, and all that stands up to the next one."""
    for text in index.split("<article")[1:]:
        if name := re.search(r'\bid="(e\d+)"', text):
            yield name[1], text


def lacks(site: Path, events: list[Happening]) -> Iterator[str]:
    """Which of the two files for programs a site does not have, or not whole."""
    entries = re.findall("<(?:entry|item)>", read(site / "feed.xml"))
    if len(entries) < min(len(events), 50):
        yield "feed.xml"
    pages = len(events) + len(groups(events)) + 1
    if read(site / "sitemap.xml").count("<loc>") < pages:
        yield "sitemap.xml"


def read(file: Path) -> str:
    """A file's text with one space for any; nothing if there is no such file."""
    try:
        return " ".join(file.read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return ""


def check(project: Project, events: list[Happening]) -> list[str]:
    """Builds for the first time; ends the run if a page is missing.

    What the table then has to admit comes out.
    """
    forget(project)
    build(project)
    name = project.system.name
    if gone := list(missing(project.site, events)):
        sys.exit("\n".join([f"{name}’s site lacks {len(gone)} things:", *gone[:10]]))
    return [f"{name} has no whole {what}." for what in lacks(project.site, events)]


def check_edit(project: Project, word: str) -> None:
    """Ends the run if an edit did not reach the list and the event's page."""
    own = project.site / f"events/{project.draft.event}.html"
    for what, pages in {"the list": lists(project.site), "its page": [own]}.items():
        if not any(word in read(page) for page in pages):
            sys.exit(f"{project.system.name} left {what} without the edit.")


def measure(
    systems: Sequence[System], size: int, rounds: int, root: Path, admitted: set[str]
) -> dict[tuple[str, str], list[Run]]:
    """All runs with so many events, by scenario and system.

    What a site lacks is added to ``admitted``.
    """
    events = shape.happenings(shape.usual(size))
    projects = []
    for system in systems:
        folder = root / system.kind
        projects.append(
            Project(system, folder, sites.write(system.kind, events, folder))
        )
    for project in projects:
        say(f"{size:,} events: {project.system.name}, not timed")
        admitted.update(check(project, events))
    found: dict[tuple[str, str], list[Run]] = {}
    for number in range(rounds):
        turn = number % len(projects)
        for scenario in SCENARIOS:
            for project in projects[turn:] + projects[:turn]:
                name = project.system.name
                say(f"{size:,} events, round {number + 1}: {name}, {scenario}")
                word = prepare(project, scenario, number)
                run = build(project)
                check_edit(project, word)
                found.setdefault((scenario, project.system.kind), []).append(run)
    say("")
    return found


HEADS = (
    *("events", "build", "system", "time", "of Hugo’s", "CPU", "memory"),
    *("files written", "bytes written"),
)


def rows(size: int, found: dict[tuple[str, str], list[Run]]) -> Iterator[list[str]]:
    """The lines of the table for one size."""
    for (scenario, kind), runs in found.items():
        wall = middle(run.wall for run in runs)
        base = found.get((scenario, BASE))
        ratio = wall / middle(run.wall for run in base) if base else None
        yield [
            f"{size:,}",
            scenario,
            next(system.name for system in SYSTEMS if system.kind == kind),
            seconds(wall),
            "–" if ratio is None else f"{ratio:.2f}×",
            seconds(middle(run.cpu for run in runs)),
            f"{middle(run.memory for run in runs) / MB:,.0f} MB",
            f"{middle(run.files for run in runs):,.0f}",
            f"{middle(run.written for run in runs) / MB:,.2f} MB",
        ]


def middle(values: Iterator[float]) -> float:
    """The median."""
    return statistics.median(values)


def seconds(value: float) -> str:
    """A time in three digits or so."""
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def machine() -> str:
    """What all this ran on."""
    try:
        cpu = re.findall(r"model name\s*: (.*)", read_lines(Path("/proc/cpuinfo")))[0]
    except (OSError, IndexError):
        cpu = platform.processor() or platform.machine()
    load = os.getloadavg()[0]
    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()}; load {load:.1f} at first"
    )


def read_lines(file: Path) -> str:
    """A file's text as it is."""
    return file.read_text(encoding="utf-8")


def versions() -> str:
    """Which programs these are."""
    project = tomllib.loads(read_lines(ROOT / "pyproject.toml"))["project"]
    eleventy = json.loads(read_lines(PACKAGES / "@11ty/eleventy/package.json"))
    words = [f"Dateline {project['version']} on Python {platform.python_version()}"]
    words.append("Hugo " + output(hugo(), "version").split("v")[1].split("-")[0])
    words.append(f"Eleventy {eleventy['version']} on Node {output('node', '-v')[1:]}")
    asked = "import platform, importlib.metadata as m; print(m.version('pelican'), "
    asked += "m.version('mkdocs'), platform.python_version())"
    pelican, mkdocs, python = output(RIVALS / "bin/python", "-c", asked).split()
    return ", ".join(
        [*words, f"Pelican {pelican} and MkDocs {mkdocs} on Python {python}"]
    )


def output(*command: str | Path) -> str:
    """What a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def say(words: str) -> None:
    """Shows how far it is, where somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    """What was typed."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    whole = {"type": int, "metavar": "N"}
    words.add_argument("--sizes", nargs="+", default=[6, 100, 1000], **whole)
    words.add_argument("--rounds", default=5, help="of each (5)", **whole)
    words.add_argument("--systems", nargs="+", choices=[s.kind for s in SYSTEMS])
    words.add_argument(
        "--markdown", action="store_true", help="without padding, for docs/speed.md"
    )
    return words.parse_args()


def main() -> None:
    """Measures all systems in turns and prints one table."""
    given = arguments()
    systems = [s for s in SYSTEMS if s.kind in (given.systems or s.kind)]
    print(
        f"{machine()}.\n{versions()}.\nMedians; rounds: {given.rounds}.\n", flush=True
    )
    found: list[list[str]] = []
    admitted: set[str] = set()
    with tempfile.TemporaryDirectory() as root:
        for size in given.sizes:
            folder = Path(root) / str(size)
            folder.mkdir()
            runs = measure(systems, size, given.rounds, folder, admitted)
            found += rows(size, runs)
    lines = table([[*HEADS], *found])
    print(re.sub(" +", " ", lines) if given.markdown else lines)
    print("\n".join(["", *sorted(admitted)]) if admitted else "")


if __name__ == "__main__":
    main()
