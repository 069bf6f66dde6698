"""Whole files: projects, and timelines of other programs. Bytes in; what fails raises.

Nothing but problems may come of any bytes, whatever has none can be placed, and what is
written for another program can be brought back.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from texts import LONGEST

from dateline import yaml_text
from dateline.composing.known import Known
from dateline.exchange import FORMATS, encodings, module, recognising
from dateline.exchange.arrivals import Arrivals, Departure
from dateline.exchange.settling import settled
from dateline.model import Timeline
from dateline.problems import Problem
from dateline.source import Markdown, Source
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.yaml_builder import NEVER

_PYTHON = re.compile(r"\b(NoneType|[A-Z][a-z]+Error|[Ii]nvalid|[Pp]lease)\b")
_PARSERS = (yaml_text.FASTEST, yaml_text.PurePython)
_EMPTY = Known(Source(), Timeline(parse(Source())[0].info))
#: Forms that hold a timeline well enough to be read again with all its events.
_WHOLE = ("timelinejs-csv", "timelinejs", "csv", "markwhen")
_HEAD = "timeline: {title: T, language: en}\n"


def _text(data: bytes) -> str | None:
    """A file as ``load`` hands it on; None where it would be refused."""
    try:
        text = data[:LONGEST].decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return None if NEVER.search(text) else text


def _said(problems: Iterable[Problem], text: str) -> None:
    """Every problem says what is there and what to type, at a place in the file."""
    for problem in problems:
        assert problem.text, problem
        assert problem.hint, problem
        assert not _PYTHON.search(problem.hint), problem
        assert problem.at.line <= text.count("\n") + 1, problem


def read_yaml(data: bytes) -> None:
    """Both of the parsers read any text as the same, or say the same of it."""
    text = _text(data)
    if text is None:
        return
    one, two = (yaml_text.read("events.yaml", text, parser) for parser in _PARSERS)
    assert one == two, text
    _said(one[1], text)
    assert one[0] is not None or one[1], text


def read_project(data: bytes) -> None:
    """A project is placed, or what is wrong with it is said."""
    text = _text(data)
    if text is None:
        return
    text, _, page = text.partition("\n\f\n")
    fields, wrong = yaml_text.read("events.yaml", text)
    _said(wrong, text)
    if fields is None:
        return
    pages = {
        name: Markdown(name, page) for name in ("content/about.md", "content/index.md")
    }
    source = Source({"events.yaml": fields}, pages, texts={"events.yaml": text})
    timeline, problems = parse(source)
    _said((p for p in problems if p.at.file == "events.yaml"), text)
    if not any(problem.severity == "mistake" for problem in (*wrong, *problems)):
        place(timeline)


def bring_in(data: bytes) -> None:
    """A file of another program becomes one of ours without a mistake, or is refused.

    The first byte names the form, or leaves it to what the file looks like.
    """
    if not data:
        return
    names = (*FORMATS, "")
    decoded = encodings.decoded(data[1 : LONGEST + 1], "x")
    if isinstance(decoded, Problem):
        assert decoded.text, decoded
        return
    text = decoded.text
    name = names[data[0] % len(names)] or recognising.format_of("x", text)
    if name is None or not text.strip():
        return
    arrivals: Arrivals = module(name).read(text, "x", "en")
    _said(arrivals.problems, text)
    if arrivals.problems or not arrivals.events:
        return
    timeline = _arrived(arrivals)
    _comes_back(timeline, [*FORMATS][len(data) % len(FORMATS)])


def _arrived(arrivals: Arrivals) -> Timeline:
    """What arrives, in an empty project."""
    text = _HEAD + settled(arrivals, _EMPTY, "x").text
    fields, wrong = yaml_text.read("events.yaml", text)
    assert fields is not None, (wrong, text)
    source = Source({"events.yaml": fields}, texts={"events.yaml": text})
    timeline, found = parse(source)
    mistakes = [p for p in (*wrong, *found) if p.severity == "mistake"]
    assert mistakes == [], (mistakes, text)
    assert len(timeline.events) == len(arrivals.events), text
    return timeline


def _comes_back(timeline: Timeline, form: str) -> None:
    """What is written in a form is read again from it, with every event in it."""
    departure: Departure = module(form).write(timeline)
    if not departure.text:
        return
    decoded = encodings.decoded(departure.text.encode("utf-8"), "out")
    assert not isinstance(decoded, Problem), decoded
    back: Arrivals = module(form).read(decoded.text, "out", "en")
    assert back.problems == [], (form, back.problems, departure.text)
    again = _arrived(replace(back)) if back.events else None
    if form in _WHOLE:
        left_out = sum(departure.lost[w] for w in departure.lost if "event" in w)
        found = len(again.events) if again else 0
        assert found + left_out >= len(timeline.events), (form, departure)
