"""What was last seen at each source address: content/links.yaml as records, and back.

The file is written by ``build.py links`` and committed with the data, so that pages can
say what was seen and when, and no build needs the network.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from .problems import Mark, Problem
from .source import Fields, Items, Node, Text

FILE = "content/links.yaml"
HEAD = "# Written by “build.py links”: what it saw at each address, and on which day (UTC).\n"

State = Literal["live", "moved", "gone", "refused", "unreachable", "robots"]
"""live: the page is there. moved: it is there, and the host says for good at another
address. gone: 404 or 410. refused: the host answers, but not to us; a reader may still
see the page. unreachable: nothing that could be read came back. robots: the host's
robots.txt asks programs to stay away, so we did."""

STATES: tuple[State, ...] = get_args(State)
ALIVE: frozenset[State] = frozenset({"live", "moved"})

DAY = re.compile(r"\d{4}-\d\d-\d\d")
CODE = re.compile(r"[1-9]\d\d")
NAMES = ("address", "state", "code", "final", "day", "title", "why", "last_live")


class Seen(Struct, frozen=True):
    """What was seen at one address on one day (UTC, ISO 8601).

    ``code`` is the last HTTP status (RFC 9110 §15), ``final`` where redirects ended if
    elsewhere, ``title`` the page's own, ``why`` in a few words what was in the way, and
    ``last_live`` the last day on which the page was there, for one that is not.
    """

    address: str
    state: State
    day: str
    code: int | None = None
    final: str = ""
    title: str = ""
    why: str = ""
    last_live: str = ""

    @property
    def live_on(self) -> str:
        """The last day on which the page was there; empty if no check ever saw it."""
        return self.day if self.state in ALIVE else self.last_live

    def after(self, before: "Seen | None") -> "Seen":
        """This, with what an earlier check knew."""
        if before is None or self.state in ALIVE:
            return self
        return replace(self, last_live=before.live_on)


def read(document: Fields | None) -> tuple[dict[str, Seen], list[Problem]]:
    """The records of the file by address, and what is wrong with it.

    A record with a mistake is left out. No document, no records.
    """
    if document is None:
        return {}, []
    seen: dict[str, Seen] = {}
    problems = [
        _wrong(document.names[name], f"this file has no field “{name}”", len(name))
        for name in document.names
        if name != "links"
    ]
    listed = document.values.get("links")
    if not isinstance(listed, Items):
        if not (isinstance(listed, Text) and listed.value in ("", "[]")):
            problems.append(_wrong(document.at, "this file holds no list “links”"))
        return seen, problems
    for node in listed.items:
        record = _record(node)
        if isinstance(record, Problem):
            problems.append(record)
        elif record.address in seen:
            said = f"“{record.address}” has a record already"
            problems.append(_wrong(node.at, said))
        else:
            seen[record.address] = record
    return seen, problems


def _wrong(at: Mark, said: str, length: int = 1) -> Problem:
    hint = "Remove it and type: python build.py links (which writes this file)"
    return Problem(at, said, hint, "links-record", length=length)


def _record(node: Node) -> Seen | Problem:
    if not isinstance(node, Fields):
        return _wrong(node.at, "a record of links is written as fields")
    said: dict[str, str] = {}
    for name, value in node.values.items():
        at = node.names[name]
        if name not in NAMES:
            return _wrong(at, f"a record of links has no field “{name}”", len(name))
        if not isinstance(value, Text) or not _is_good(name, value.value):
            return _wrong(at, f"“{name}” does not hold what it should", len(name))
        said[name] = value.value
    if missing := [name for name in ("address", "state", "day") if name not in said]:
        return _wrong(node.at, f"a record of links has no “{missing[0]}”")
    return Seen(
        address=said["address"],
        state=next(state for state in STATES if state == said["state"]),
        day=said["day"],
        code=int(said["code"]) if "code" in said else None,
        final=said.get("final", ""),
        title=said.get("title", ""),
        why=said.get("why", ""),
        last_live=said.get("last_live", ""),
    )


def _is_good(name: str, value: str) -> bool:
    if name in ("day", "last_live"):
        return bool(DAY.fullmatch(value)) and _is_day(value)
    if name == "code":
        return bool(CODE.fullmatch(value))
    if name == "state":
        return value in STATES
    return bool(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def text(seen: Iterable[Seen]) -> str:
    """The file that holds these records, sorted by address; equal records, equal text."""
    records = sorted(seen, key=lambda one: one.address)
    if not records:
        return f"{HEAD}links: []\n"
    return f"{HEAD}links:\n{''.join(_written(record) for record in records)}"


def _written(record: Seen) -> str:
    fields: Mapping[str, str] = {
        "state": record.state,
        "code": str(record.code or ""),
        "final": _quoted(record.final),
        "day": record.day,
        "title": _quoted(record.title),
        "why": record.why,
        "last_live": record.last_live,
    }
    lines = [f"  - address: {_quoted(record.address)}"]
    lines += [f"    {name}: {value}" for name, value in fields.items() if value]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False) if words else ""
