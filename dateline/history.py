"""When events were first published and last changed, from the project's git history.

One call of git reads all of it. Where there is no git, no repository, or only a part of
its history, nothing is known, and nothing is said.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from . import dates

_COMMIT = "\x01"
#: The line that begins an event; git prints the last one above a change after the @@.
EVENT = r"^ *- +[{]? *id:.*$"
_ID = re.compile(r"\s*-\s+(?:[{]\s*)?id:\s*[\"']?([^\s\"',}#]+)")
_SECONDS = 60
_FILES = ("--", "events.yaml", "events/")
_NAMES = ("--", "events.yaml", "events/more.yaml")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: What the settings of one user or one clone would make of the same history.
_SETTINGS = (
    *("-c", "core.quotePath=false"),
    *("-c", f"core.attributesFile={os.devnull}"),
    *("-c", "core.fsmonitor=false"),  # else a program, wherever git reads its index
    *("-c", "log.showRoot=true"),
    *("-c", "log.follow=false"),
)


class Lived(Struct, frozen=True):
    """The days (UTC) on which an event was first published and last changed."""

    first: dates.Span
    last: dates.Span


def read(project: Path) -> Mapping[str, Lived]:
    """The days of every event that the history of the project knows, by id."""
    if _git(project, "rev-parse", "--is-shallow-repository") != "false\n":
        return {}
    drivers = {
        line.rpartition(": ")[2]
        for line in _git(project, "check-attr", "diff", *_NAMES).splitlines()
    }
    if drivers & {"set", "unset"}:  # then git does not say which event a change is of
        return {}
    log = _git(
        project,
        *(
            word
            for name in ("default", *sorted(drivers))
            for word in ("-c", f"diff.{name}.xfuncname={EVENT}")
        ),
        "log",
        "--reverse",
        "--no-renames",
        "--unified=0",
        "--inter-hunk-context=0",
        "--diff-algorithm=myers",
        "--patch",
        "--no-color",
        "--no-ext-diff",
        "--no-show-signature",
        "--no-textconv",
        "--date=format-local:%Y-%m-%d",
        f"--format={_COMMIT}%ad",
        *_FILES,
    )
    return _lives(log.splitlines())


def _git(project: Path, *words: str) -> str:
    """What git says, or nothing where it cannot answer."""
    try:
        done = subprocess.run(  # noqa: S603 - our words, and no shell
            ["git", *_SETTINGS, *words],  # noqa: S607 - the git on the path
            cwd=project,
            env=dict(_environment()),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _environment() -> Mapping[str, str]:
    kept = ("PATH", "HOME", "SYSTEMROOT")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "TZ": "UTC",
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        # What is cut off or joined on in one clone only is not what was published.
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        # A project may come from anywhere, with settings that name programs.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
    }


def _lives(lines: Iterable[str]) -> Mapping[str, Lived]:
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    day = current = ""
    for line in lines:
        if line.startswith(_COMMIT):
            day = line[1:] if _DAY.match(line[1:]) else ""
        elif line.startswith("@@"):
            found = _ID.match(line.split("@@", 2)[2])
            current = found[1] if found else ""
        elif line.startswith(("+++", "---")):
            current = ""
        elif line[:1] in "+-" and line[1:].strip():
            found = _ID.match(line[1:])
            if found and line[0] == "+":
                current = found[1]
                first.setdefault(current, day)
            elif found:
                current = ""
            if current in first:
                last[current] = day
    return {
        key: Lived(_day(begun), _day(last[key]))
        for key, begun in first.items()
        if begun and last[key]  # some tools write days that there are not
    }


def _day(written: str) -> dates.Span:
    read = dates.read(written)
    assert isinstance(read, dates.Span)
    return read
