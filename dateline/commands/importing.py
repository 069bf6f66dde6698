"""``build.py import``: another program's timeline becomes a new file of events.

The file is new, nothing that is there is touched, and nothing is written that ``check``
would refuse. What has no field here goes into notes, and is named.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .. import dates, report, yaml_text
from ..composing import order
from ..composing.known import Known
from ..exchange import FORMATS, encodings, module, recognising
from ..exchange.arrivals import Arrivals
from ..exchange.settling import Settled, settled
from ..model import Event
from ..problems import Mark, Problem
from ..slugs import slug
from ..source import Source
from ..steps.load import MAX_BYTES, load
from ..steps.parse import parse
from . import adding, change, exits, forms


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``import``."""
    parser.add_argument("file", metavar="FILE", help="the timeline to bring in")
    does = f"what it is: {', '.join(FORMATS)} (default: what it looks like)"
    forms.option(parser, "--from", does, is_needed=False)
    parser.add_argument(
        "--encoding",
        default="",
        help="what its letters are written in (default: what they look like)",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="bring it in even if every event of it is here already",
    )


class _Taken(Struct, frozen=True):
    """A file that was read and understood: its name, its text, what it holds."""

    file: str
    text: str
    format: str
    arrivals: Arrivals


def run(arguments: argparse.Namespace) -> int:
    """Brings a file into a project; gives the exit code."""
    project, path = Path(arguments.project), Path(arguments.file)
    if not path.is_file():
        return _say(f"There is no file “{arguments.file}”.", exits.USE)
    if arguments.encoding and not encodings.is_known(arguments.encoding):
        said = f"“{arguments.encoding}” is no encoding that I know.\n    Write utf-8, or windows-1252."
        return _say(said, exits.USE)
    source, found = load(project)
    problems = [p for p in found if p.at.file == order.MAIN]
    if order.MAIN not in source.documents and not _may_begin(project, problems):
        _print_problems(problems, source)
        return _say("Nothing was written: events.yaml cannot be read.", exits.MISTAKES)
    try:
        known = Known(source, parse(source)[0])
        taken = _taken(arguments, path, known.language)
        if isinstance(taken, int):
            return taken
        twice = _here_already(known, taken.arrivals)
        if len(twice) == len(taken.arrivals.events) and not arguments.again:
            return _say(_all_here(arguments.file, twice), exits.USE)
        return _write(project, known, taken, twice)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        said = f"{where}{error.strerror or error}.\nNothing was written."
        return _say(said, exits.MACHINE)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _print_problems(problems: Sequence[Problem], source: Source) -> None:
    color = report.wants_color(sys.stderr)
    print(report.text(problems, source.texts, color=color), file=sys.stderr)


def _may_begin(project: Path, problems: Sequence[Problem]) -> bool:
    """Whether there is no events.yaml, and nothing that was meant to be one."""
    is_there = os.path.lexists(project / order.MAIN)
    return not is_there and not any("Rename" in problem.hint for problem in problems)


def _taken(arguments: argparse.Namespace, path: Path, language: str) -> _Taken | int:
    """The file, understood; or the exit code after it was said why not."""
    file = arguments.file
    if path.stat().st_size > MAX_BYTES:
        said = f"this file is larger than {MAX_BYTES // 1_000_000} MB"
        return _refused(
            [Problem(Mark(file), said, "Split it.", "file-large")], file, ""
        )
    decoded = encodings.decoded(path.read_bytes(), file, arguments.encoding)
    if isinstance(decoded, Problem):
        return _refused([decoded], file, "")
    text = decoded.text
    if not text.strip():
        said, hint = "this file is empty", "Save the timeline into it once more."
        return _refused([Problem(Mark(file), said, hint, "file-empty")], file, "")
    if decoded.is_guess:
        print(f"Read as {decoded.encoding}; if letters are wrong: --encoding NAME")
    kind = arguments.format or recognising.format_of(path.name, text)
    if kind is None:
        known = "".join(f"\n  {name:15} {module(name).WORDS}" for name in FORMATS)
        said = f"“{file}” is in no form that I know. Name it: --from FORMAT{known}"
        return _say(said, exits.USE)
    arrivals: Arrivals = module(kind).read(text, file, language)
    if not arrivals.problems and not arrivals.events:
        said = "no event stands in this file"
        hint = f"I read it as {module(kind).WORDS}; name another form with --from."
        arrivals.wrong(Mark(file), said, hint, "exchange-empty")
    if arrivals.problems:
        return _refused(arrivals.problems, file, text)
    return _Taken(file, text, kind, arrivals)


def _refused(problems: Sequence[Problem], file: str, text: str) -> int:
    found = sorted({*problems})
    _print_problems(found, Source(texts={file: text} if text else {}))
    return _say(f"{report.count(found)}. Nothing was written.", exits.MISTAKES)


def _here_already(known: Known, arrivals: Arrivals) -> list[Event]:
    """The events of the project that have the date and the title of one that arrives."""
    here = {(e.date.edtf, _same(e.record.title)): e for e in known.timeline.events}
    found = []
    for arrival in arrivals.events:
        span = dates.read(arrival.date, known.language)
        assert isinstance(span, dates.Span)
        if event := here.get((span.edtf, _same(arrival.title))):
            found.append(event)
    return found


def _same(title: str) -> str:
    return " ".join(title.split()).casefold()


def _all_here(file: str, twice: Sequence[Event]) -> str:
    first = twice[0]
    said = f"Every event of “{file}” is here already, by date and title: the first is "
    said += f"“{first.id}” at {first.at}.\n"
    return said + "Nothing was written; bring it in all the same with --again."


def _write(project: Path, known: Known, taken: _Taken, twice: Sequence[Event]) -> int:
    name = Path(taken.file).name
    origin = f"{name}: {module(taken.format).WORDS}"
    arrivals = taken.arrivals
    called = {"title": arrivals.title, "subtitle": arrivals.subtitle}
    is_begun = order.MAIN not in known.source.documents
    if not is_begun:
        said = [f"{n.capitalize()}: {words}" for n, words in called.items() if words]
        arrivals.left[:0] = said
    new = settled(arrivals, known, origin)
    file = _free(project, Path(name).stem)
    texts = {file: new.text}
    if is_begun:
        draft = adding.Draft(project)
        called["title"] = called["title"] or Path(name).stem
        draft.begin(
            {n: " ".join(words.split()) for n, words in called.items() if words}
        )
        texts[order.MAIN] = draft.texts[order.MAIN].removesuffix("\nevents:\n")
    wrong = _wrong(known.source, texts)
    if wrong:
        _print_problems(wrong, Source(texts=texts))
        return _say("Nothing was written.", exits.MISTAKES)
    change.write(project, change.Change({}, texts, (), file, 1, (), ()))
    _print_done(file, new, taken, called["title"] if is_begun else "")
    if is_begun:
        print(change.next_step(project))
    if twice:
        print("Here already by date and title, and now twice; keep one of each:")
    for event in twice:
        print(f"  {event.id} ({event.at})")
    return exits.DONE


def _free(project: Path, stem: str) -> str:
    """A name for the new file that nothing has."""
    taken = set()
    if (project / "events").is_dir():
        taken = {path.name.casefold() for path in (project / "events").iterdir()}
    wanted = f"imported-{slug(stem).removeprefix('imported-')}"
    name, number = wanted, 2
    while f"{name}.yaml".casefold() in taken:
        name, number = f"{wanted}-{number}", number + 1
    return f"events/{name}.yaml"


def _wrong(source: Source, texts: dict[str, str]) -> list[Problem]:
    """The mistakes that the new files would bring; that would be our mistake."""
    documents, found = dict(source.documents), []
    for file, text in texts.items():
        fields, problems = yaml_text.read(file, text)
        found += problems
        if fields is not None:
            documents[file] = fields
    names = sorted(documents, key=lambda name: (name != order.MAIN, name))
    ordered = {name: documents[name] for name in names}
    whole = replace(source, documents=ordered, texts={**source.texts, **texts})
    before = Counter(p.text for p in parse(source)[1])
    after = [*found, *parse(whole)[1]]
    new = Counter(p.text for p in after) - before
    return [p for p in after if p.severity == "mistake" and new[p.text]]


def _print_done(file: str, new: Settled, taken: _Taken, begun: str) -> None:
    """Says what was done; ``begun`` is the title of a timeline that is new with it."""
    print(f"{_events(new.events)} → {file}")
    if begun:
        print(f"The timeline is called “{begun}”; to change that: title in events.yaml")
    arrivals = taken.arrivals
    _print_counted(
        "Kept in the notes of events, where readers do not see it:", arrivals.kept
    )
    _print_counted("Changed:", arrivals.changed + new.changed)
    if arrivals.left:
        print("Not in any event, and kept at the head of the file:")
        for words in arrivals.left:
            print(f"  {words[:100]}")
    if any(name.startswith(("Media", "In the text")) for name in arrivals.kept):
        print("Pictures are not fetched; their addresses are in the notes.")
    if new.unsourced:
        have = "has" if new.unsourced == 1 else "have"
        print(
            f"{_events(new.unsourced)} {have} no source yet; the pages say so, and "
            "“check” lists them."
        )


def _events(number: int) -> str:
    return f"{number} event{'' if number == 1 else 's'}"


def _print_counted(head: str, counted: Counter[str]) -> None:
    found = {words: number for words, number in counted.items() if number}
    if found:
        print(head)
    for words, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {words}: {number}")
