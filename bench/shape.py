"""Events of a stated shape, from a seed, and the same ones as a page of each system.

Two centuries up to 2025. `crowded` events lie in the last `crowd_days`, the rest anywhere.
Titles have 4–10 words, summaries 40, and each event rests on 1–3 sources. A rich shape
has up to three actors an event as well, and of three events one has a text of 120 words.
"""

import datetime
import json
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "bench" / "node_modules"

FIRST, END = datetime.date(1825, 1, 1), datetime.date(2025, 1, 1)
CATEGORIES = ("talks", "trade", "law", "war", "science")
TEXT = """
    a about accord after again against agreed all among and announced army as at bank
    before border both bridge broke built by capital ceded city closed coast commission
    company congress council court crossed decree delegation demanded election embassy
    envoy ended factory fell first fleet for founded from governor granted harbour held in
    into island joined law left line lost minister mission new north of office on opened
    over parliament peace people port railway ratified reached refused returned river road
    school second secret sent settled signed south station strike talks telegraph the third
    to trade treaty under union until vote war was west with without won
"""
WORDS = TEXT.split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How many events, and how many of them in the last so many days."""

    events: int
    crowded: int
    crowd_days: int
    rich: bool = False

    @property
    def words(self) -> str:
        """What a reader of the table has to know."""
        return (
            f"{self.events:,} events in 200 years, {self.crowded:,} of them"
            f" in the last {self.crowd_days:,} days"
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, before any system has its hands on it."""

    date: datetime.date
    title: str
    summary: str
    category: str
    importance: int
    sources: tuple[int, ...]
    actors: tuple[str, ...] = ()
    text: str = ""  # Markdown


def usual(events: int) -> Shape:
    """The shape of which `make bench` builds sites: 80 % lie in 5 % of the time."""
    return Shape(events, events * 8 // 10, (END - FIRST).days // 20, rich=True)


def happenings(shape: Shape) -> list[Happening]:
    """The events of a shape in order of time; the same ones each time."""
    chance = random.Random(shape.events)  # noqa: S311 # no secret

    def said(words: int) -> str:
        return sentence(chance, words)

    def made(number: int) -> Happening:
        days = (END - FIRST).days
        if number < shape.crowded:
            days = shape.crowd_days
        return Happening(
            date=END - datetime.timedelta(days=chance.randint(1, days)),
            title=said(chance.randint(4, 10)),
            summary=said(40) + ".",
            category=chance.choice(CATEGORIES),
            importance=chance.choices((1, 2, 3), (3, 6, 1))[0],
            sources=tuple(chance.sample(range(shape.events), chance.randint(1, 3))),
        )

    found = [made(number) for number in range(shape.events)]
    found.sort(key=lambda each: (each.date, each.title))
    return enriched(found, chance) if shape.rich else found


def sentence(chance: random.Random, words: int) -> str:
    """So many words, the first with a capital."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def enriched(events: list[Happening], chance: random.Random) -> list[Happening]:
    """The same events with actors, and every third with a text."""
    actors = [f"Delegation {number}" for number in range(1, 6 + len(events) // 50)]

    def paragraph() -> str:
        words = sentence(chance, 60).split()
        words[10] = f"*{words[10]}*"
        words[20] = f"**{words[20]}**"
        words[30] = f"[{words[30]}]({address(chance.randrange(len(events)))})"
        return " ".join(words) + "."

    return [
        replace(
            event,
            actors=tuple(chance.sample(actors, chance.randint(0, 3))),
            text=f"{paragraph()}\n\n{paragraph()}\n" if number % 3 == 1 else "",
        )
        for number, event in enumerate(events)
    ]


def address(source: int) -> str:
    """Where a source would be, if it existed."""
    return f"https://example.org/sources/{source}"


def cites(event: Happening) -> str:
    """The sources of an event as our summaries name them."""
    return "; ".join(f"@s{source}" for source in event.sources)


def ours(events: list[Happening], folder: Path) -> None:
    """Writes a project and builds it into `folder`."""
    sources = sorted({source for event in events for source in event.sources})
    project = folder.with_name(f"{folder.name}-project")
    project.mkdir()
    data = {
        "timeline": {"title": "Two centuries"},
        "categories": {each: {"label": each.title()} for each in CATEGORIES},
        "sources": {
            f"s{source}": {"title": f"Record {source}", "url": address(source)}
            for source in sources
        },
        "events": [
            {
                "id": f"e{number}",
                "date": event.date.isoformat(),
                "title": event.title,
                "summary": f"{event.summary[:-1]} [{cites(event)}].",
                "categories": [event.category],
                "importance": event.importance,
                "sources": [f"s{source}" for source in event.sources],
            }
            for number, event in enumerate(events)
        ],
    }
    # What is JSON is YAML, too.
    text = json.dumps(data, indent=1)
    (project / "events.yaml").write_text(text, encoding="utf-8")
    command = ["build.py", "--project", str(project), "--out", str(folder)]
    subprocess.run(
        [sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def page(head: str, body: str) -> str:
    """A plain page, as the documentation of both others shows it."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Two centuries</title>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def cited(event: Happening) -> str:
    """The sources of an event as links."""
    links = (f'<a href="{address(each)}">Record {each}</a>' for each in event.sources)
    return f"{event.summary} {', '.join(links)}"


def vis(events: list[Happening], folder: Path) -> None:
    """vis-timeline's standalone build with the events in the page: DataSet and Timeline."""
    (folder / "vis").symlink_to(PACKAGES / "vis-timeline")
    items = [
        {
            "id": number,
            "content": event.title,
            "start": event.date.isoformat(),
            "title": cited(event),
        }
        for number, event in enumerate(events)
    ]
    head = """\
<link rel="stylesheet" href="vis/styles/vis-timeline-graph2d.min.css">
<script src="vis/standalone/umd/vis-timeline-graph2d.min.js"></script>
<style>body { margin: 0 } #timeline { height: 100vh }</style>"""
    body = f"""\
<div id="timeline"></div>
<script>
const items = new vis.DataSet({json.dumps(items)});
new vis.Timeline(document.getElementById("timeline"), items, {{ height: "100%" }});
</script>"""
    (folder / "index.html").write_text(page(head, body), encoding="utf-8")


def timelinejs(events: list[Happening], folder: Path) -> None:
    """TimelineJS with the events in a JSON file beside the page, in fonts at hand."""
    (folder / "tl").symlink_to(PACKAGES / "@knight-lab" / "timelinejs" / "dist")
    slides = [
        {
            "start_date": {
                "year": event.date.year,
                "month": event.date.month,
                "day": event.date.day,
            },
            "text": {"headline": event.title, "text": f"<p>{cited(event)}</p>"},
        }
        for event in events
    ]
    text = json.dumps({"events": slides})
    (folder / "events.json").write_text(text, encoding="utf-8")
    head = """\
<link rel="stylesheet" href="tl/css/timeline.css">
<link rel="stylesheet" href="tl/css/fonts/font.georgia-helvetica.css">
<script src="tl/js/timeline.js"></script>
<style>body { margin: 0 } #timeline { width: 100vw; height: 100vh }</style>"""
    body = """\
<div id="timeline"></div>
<script>
new TL.Timeline("timeline", "events.json", { font: null, script_path: "tl/js" });
</script>"""
    (folder / "index.html").write_text(page(head, body), encoding="utf-8")
