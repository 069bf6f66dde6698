"""The same events as a project of each static site generator, in the form it likes best."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shape import CATEGORIES, PACKAGES, ROOT, Happening, address, cites

PEERS = ROOT / "bench" / "peers"


def name(number: int) -> str:
    """What an event is called in files and addresses; in order of time."""
    return f"e{number:05}"


def dateline(events: list[Happening], project: Path) -> Path:
    """One file with everything but the long texts, and one for each of those."""
    texts = project / "content" / "events"
    texts.mkdir(parents=True)
    lines = [
        "timeline: {title: Two centuries, base_url: https://example.org/t/}",
        "categories:",
        *(f"  {each}: {{label: {each.title()}}}" for each in CATEGORIES),
        "sources:",
    ]
    for source in sorted({source for event in events for source in event.sources}):
        lines += [
            f"  s{source}:",
            f"    title: Record {source}",
            f"    url: {address(source)}",
            "    accessed: 2025-01-01",  # so that there is news for a feed
        ]
    lines.append("events:")
    for number, event in enumerate(events):
        lines += [
            f"  - id: {name(number)}",
            f"    date: {event.date}",
            f"    title: {event.title}",
            "    summary: >",
            f"      {event.summary[:-1]} [{cites(event)}].",
            f"    categories: [{event.category}]",
            f"    actors: [{', '.join(event.actors)}]",
            f"    importance: {event.importance}",
            f"    sources: [{', '.join(f's{source}' for source in event.sources)}]",
        ]
        if event.text:
            (texts / f"{name(number)}.md").write_text(event.text, encoding="utf-8")
    data = project / "events.yaml"
    data.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data


def headed(event: Happening) -> str:
    """An event as Markdown below front matter in YAML."""
    lines = [
        "---",
        f"title: {event.title}",
        f"date: {event.date}",
        f"summary: {event.summary}",
        f"categories: [{event.category}]",
        f"actors: [{', '.join(event.actors)}]",
        "sources:",
        *(
            f"  - {{title: Record {source}, url: {address(source)}}}"
            for source in event.sources
        ),
        "---",
    ]
    return "\n".join(lines) + f"\n{event.text}"


def above(event: Happening) -> str:
    """An event as Pelican's documentation shows it: Markdown below lines of words."""
    lines = [
        f"Title: {event.title}",
        f"Date: {event.date}",
        f"Summary: {event.summary}",
        f"Category: {event.category}",
        *([f"Tags: {', '.join(event.actors)}"] if event.actors else []),
        "Sources: "
        + "\n    ".join(
            f"Record {source} {address(source)}" for source in event.sources
        ),
    ]
    return "\n".join(lines) + f"\n\n{event.text}"


def peer(kind: str, events: list[Happening], project: Path) -> Path:
    """A peer's templates and settings with one file for each event."""
    place, form = FORMS[kind]
    shutil.copytree(PEERS / kind, project)
    folder = project / place
    folder.mkdir(parents=True, exist_ok=True)
    for number, event in enumerate(events):
        text = form(event)
        (folder / f"{name(number)}.md").write_text(text, encoding="utf-8")
    if kind == "eleventy":
        (project / "node_modules").symlink_to(PACKAGES)
    return folder / f"{name(len(events) // 2)}.md"


FORMS: dict[str, tuple[str, Callable[[Happening], str]]] = {
    "hugo": ("content/events", headed),
    "eleventy": ("events", headed),
    "pelican": ("content/events", above),
    "mkdocs": ("docs/events", headed),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The file with the event in the middle, as it was written, and its summary."""

    event: str
    file: Path
    text: str
    summary: str

    def edit(self, number: int) -> str:
        """Puts another word at the end of the summary; the word."""
        assert self.text.count(self.summary) == 1
        word = f"edited{number}"
        summary = f"{self.summary.rsplit(' ', 1)[0]} {word}"
        self.file.write_text(self.text.replace(self.summary, summary), encoding="utf-8")
        return word


def write(kind: str, events: list[Happening], project: Path) -> Draft:
    """Writes the project of a system; what there is to edit in it."""
    write_all = dateline if kind == "dateline" else partial(peer, kind)
    file = write_all(events, project)
    middle = len(events) // 2
    summary = events[middle].summary.rstrip(".")
    return Draft(name(middle), file, file.read_text(encoding="utf-8"), summary)
