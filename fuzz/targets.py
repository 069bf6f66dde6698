"""Every target by its name, with the inputs to begin with and the words that matter."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import projects
import texts

ROOT = Path(__file__).resolve().parent.parent
SEEDS = Path(__file__).resolve().parent / "seeds"
CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True, slots=True)
class Target:
    """What is tried: a function that raises where something does not hold.

    ``seeds`` makes the inputs to begin with, ``words`` names the file of words in
    seeds/, and ``longest`` is the longest input that the search makes.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: str
    longest: int = texts.LONGEST


def _lines(name: str, prefixes: int = 0) -> list[bytes]:
    """The lines of a file, each behind each of the first bytes that mean something."""
    lines = (SEEDS / name).read_bytes().splitlines()
    if not prefixes:
        return lines
    return [bytes([n % prefixes]) + line for n, line in enumerate(lines)] + [
        b"\0" + line for line in lines
    ]


def _blocks(name: str) -> list[bytes]:
    """The parts of a file between lines of percent signs."""
    return (SEEDS / name).read_bytes().split(b"\n%%%%\n")


def _mistakes() -> list[bytes]:
    """Every mistake that has a case, and every project of a golden site."""
    files = [*CASES.glob("mistakes/*.yaml"), *CASES.glob("sites/*/events.yaml")]
    found = sorted(path.read_bytes()[: texts.LONGEST] for path in files)
    return [*_blocks("projects.txt"), *found]


def _timelines() -> list[bytes]:
    """Timelines of other programs, each as what it is and as what it looks like."""
    known = (".csv", ".mw", ".json", ".ics")
    files = sorted(p for p in (CASES / "exchange").iterdir() if p.suffix in known)
    found = [*_blocks("timelines.txt"), *(path.read_bytes() for path in files)]
    order = {form: number for number, form in enumerate(projects.FORMATS)}
    return [
        bytes([number]) + data[: texts.LONGEST]
        for data in found
        for number in {len(order), *_forms(data, order)}
    ]


def _forms(data: bytes, order: dict[str, int]) -> list[int]:
    name = projects.recognising.format_of("x", data.decode("utf-8", "replace"))
    return [order[name]] if name else []


TARGETS = {
    "dates": Target(texts.read_date, lambda: _lines("dates.txt", 7), "dates", 120),
    "calendars": Target(
        texts.read_calendar, lambda: _lines("dates.txt", 4), "dates", 40
    ),
    "citations": Target(
        texts.read_citations, lambda: _lines("markup.txt"), "markup", 1000
    ),
    "markup": Target(texts.read_markup, lambda: _lines("markup.txt"), "markup"),
    "yaml": Target(projects.read_yaml, _mistakes, "projects"),
    "projects": Target(projects.read_project, _mistakes, "projects"),
    "timelines": Target(projects.bring_in, _timelines, "timelines"),
}


def words(name: str) -> list[bytes]:
    r"""The words that mean something to a target, one a line; ``\\n`` is a line end."""
    lines = (SEEDS / f"{TARGETS[name].words}.words").read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n").encode() for line in lines]
