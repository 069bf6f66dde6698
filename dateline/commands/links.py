"""``build.py links``: asks every source address and records what it saw.

The record is content/links.yaml; builds read it and never ask themselves. Addresses that
were asked earlier on the same day (UTC) are not asked again, so that a run that was
stopped goes on where it was.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .. import addresses, links
from ..addresses import SourceAddress
from ..linkcheck import round as visits
from ..linkcheck import web
from ..linkcheck.answers import Pace
from ..linkcheck.stopping import finished
from ..problems import nearest
from . import exits, read, whole
from .progress import Progress

#: How the states are counted in the last line.
COUNTED: Mapping[links.State, str] = {
    "live": "live",
    "moved": "moved",
    "gone": "gone",
    "refused": "refused",
    "unreachable": "unreachable",
    "robots": "not asked (robots.txt)",
}


@dataclass(slots=True)
class _Round:
    """What one run has seen; ``is_heard`` once anything at an other end reacted."""

    before: Mapping[str, links.Seen]
    progress: Progress
    seen: dict[str, links.Seen] = field(default_factory=dict)
    is_heard: bool = False

    def tell(self, one: links.Seen, is_heard: bool) -> None:
        self.seen[one.address] = one.after(self.before.get(one.address))
        self.is_heard = self.is_heard or is_heard
        self.progress.step(one.address)


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``build.py links``."""
    parser.add_argument(
        "--again", action="store_true", help="ask also what was asked today"
    )
    parser.add_argument(
        "--only", metavar="HOST|KEY", help="only this host, or the source with this key"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 if a page is gone"
    )
    parser.add_argument(
        "--pause",
        metavar="SECONDS",
        type=_seconds,
        default=1.0,
        help="between two questions to one host (default: 1)",
    )


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 3600:
        said = f"“{word}” is no number of seconds from 0 to 3600, such as 0.5"
        raise argparse.ArgumentTypeError(said)
    return seconds


def run(arguments: argparse.Namespace) -> int:
    """Asks and records as the words say; gives the exit code of ``record``."""
    return record(
        Path(arguments.project),
        again=arguments.again,
        only=arguments.only,
        strict=arguments.strict,
        pace=Pace(pause=arguments.pause),
    )


def record(
    project: Path,
    *,
    again: bool = False,
    only: str | None = None,
    strict: bool = False,
    pace: Pace | None = None,
) -> int:
    """Asks the addresses of a project's sources and records the answers; the exit code.

    ``only`` is a source's key or a host. 0 also where links are dead, 1 where the data
    has mistakes, or with ``strict`` where a page is gone; 3 where no host was heard at
    all (then the record stays as it was), after Ctrl-C, or if it cannot be written.
    """
    data = read.without_mistakes(project)
    if data is None:
        return exits.MISTAKES
    _, timeline = data
    known = sorted(addresses.of(timeline.sources.values()))
    chosen = [one for one in known if not only or addresses.is_named(one, only)]
    if only and not chosen:
        print(_unknown(only, known), file=sys.stderr)
        return exits.USE
    today = datetime.now(UTC).date().isoformat()
    wanted = sorted({one.address for one in chosen})
    due = [each for each in wanted if again or not _is_of(today, timeline.links, each)]
    work = _Round(timeline.links, Progress(len(due)))
    stopped = _ask(due, today, work, pace or Pace())
    if due and not work.is_heard:
        print(_nothing_heard(stopped), file=sys.stderr)
        return exits.MACHINE
    kept = {one.address for one in known}
    seen = {**timeline.links, **work.seen}
    seen = {address: one for address, one in seen.items() if address in kept}
    if not _keep(project, seen):
        return exits.MACHINE
    _print(chosen, seen, len(wanted) - len(due))
    if stopped:
        left = len(due) - len(work.seen)
        print(f"Stopped with {left} to ask; the same command goes on from there.")
        return exits.MACHINE
    is_gone = any(seen[address].state == "gone" for address in wanted)
    return exits.MISTAKES if strict and is_gone else exits.DONE


def _is_of(today: str, record: Mapping[str, links.Seen], address: str) -> bool:
    return address in record and record[address].day == today


def _unknown(only: str, known: Sequence[SourceAddress]) -> str:
    names = {one.key for one in known} | {one.host for one in known}
    match = nearest(only, names)
    hint = f"Did you mean “{match}”?" if match else "Write a source's key, or a host."
    return f"No source with an address has the key or the host “{only}”. {hint}"


def _ask(due: Sequence[str], today: str, work: _Round, pace: Pace) -> bool:
    """Asks; gives whether the editor has stopped it."""

    async def go() -> None:
        async with web.opened(pace) as opened:
            await visits.go(opened, due, today, work.tell)

    try:
        return bool(due) and not finished(go())
    finally:
        work.progress.end()


def _nothing_heard(stopped: bool) -> str:
    if stopped:
        return "Stopped before any host had answered. Nothing was recorded."
    return (
        "No host could be reached at all; this machine may be offline. "
        "Nothing was recorded."
    )


def _keep(project: Path, record: Mapping[str, links.Seen]) -> bool:
    """Writes the record if it has changed; False, and says so, if that fails."""
    path = project / links.FILE
    data = links.text(record.values()).encode()
    try:
        if path.is_file() and path.read_bytes() == data:
            return True
        if record or path.is_file():
            whole.write(path, data)
    except OSError as error:
        print(f"{links.FILE} cannot be written: {error.strerror}.", file=sys.stderr)
        return False
    return True


def _print(
    chosen: Sequence[SourceAddress], record: Mapping[str, links.Seen], earlier: int
) -> None:
    for one in chosen:
        seen = record.get(one.address)
        if seen and seen.state not in ("live", "robots"):
            copy = "archived copy " if one.field == "archived" else ""
            print(f"{one.at}: {one.key}: {copy}{_said(seen)}: {one.address}")
    if not chosen:
        print("No source has an address.")
        return
    asked = {one.address for one in chosen if one.address in record}
    counts = Counter(record[address].state for address in asked)
    parts = [f"{counts[state]} {COUNTED[state]}" for state in COUNTED if counts[state]]
    number = f"{len(asked)} address{'' if len(asked) == 1 else 'es'}"
    goal = f" → {links.FILE}" if record else ""
    print(f"{number}{': ' if parts else ''}{', '.join(parts)}{goal}")
    if earlier:
        was = "was" if earlier == 1 else "were"
        print(f"{earlier} {was} asked earlier today; --again asks anew.")


def _said(seen: links.Seen) -> str:
    """What was seen, in a few words."""
    words = f"moved to {seen.final}" if seen.state == "moved" else seen.state
    if seen.state != "moved" and seen.code:
        words += f" ({seen.code})"
    if seen.why:
        words += f", {seen.why}"
    if seen.last_live:
        words += f", last seen live on {seen.last_live}"
    return words
