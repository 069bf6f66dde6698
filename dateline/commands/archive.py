"""``build.py archive``: finds an archive's copy of each source, and writes it down.

Each source without ``archived:`` gets the copy nearest to the day on which it was read.
The line is put behind ``url:``; not another byte of the file changes. What was found is
written at the end and after Ctrl-C, so the next run looks only for the rest.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from .. import addresses, report, yaml_edit, yaml_text
from ..addresses import SourceAddress
from ..draft import records_of, text_of
from ..linkcheck import copies, web
from ..linkcheck.answers import Pace
from ..linkcheck.copies import Archive, Found
from ..linkcheck.stopping import finished
from ..model import Timeline
from ..source import Fields, Source
from ..steps.load import load
from ..steps.parse import parse
from . import exits, read, whole
from .progress import Progress

#: Names an availability address where --endpoint does not.
VARIABLE = "DATELINE_ARCHIVE"

GIVE_UP = 3
"""Questions in a row to which no archive reacts: then it is not there."""

PACE = Pace(read=90, total=120)
"""An archive looks long for a copy, and longer at a page that it has to save."""


@dataclass(slots=True)
class _Search:
    """What one run has found, by page; ``silent`` counts questions without reaction."""

    progress: Progress
    found: dict[str, Found] = field(default_factory=dict)
    silent: int = 0

    def tell(self, address: str, found: Found) -> None:
        self.found[address] = found
        self.silent = 0 if found.is_heard else self.silent + 1
        self.progress.step(address)


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand behind ``build.py archive``."""
    parser.add_argument(
        "--endpoint",
        metavar="URL",
        default="",
        help=f"an availability address (default: ${VARIABLE}, or the Wayback "
        f"Machine's: {copies.AVAILABLE})",
    )
    parser.add_argument(
        "--timegate",
        metavar="URL",
        default="",
        help="a Memento TimeGate to ask instead; the page's address is put behind it",
    )
    parser.add_argument(
        "--save",
        metavar="URL",
        nargs="?",
        const=copies.SAVE,
        default="",
        help="where there is no copy, ask for a new one there; the page's address is "
        f"put behind it (default: {copies.SAVE})",
    )


def run(arguments: argparse.Namespace) -> int:
    """Looks and writes as the words say; gives the exit code of ``write_copies``."""
    endpoint = arguments.endpoint or os.environ.get(VARIABLE) or copies.AVAILABLE
    archive = Archive(endpoint, arguments.timegate, arguments.save)
    return write_copies(Path(arguments.project), archive)


def write_copies(project: Path, archive: Archive, *, pace: Pace = PACE) -> int:
    """Looks for copies and writes them into the data; gives the exit code.

    0 also where some have no copy; 1 where the data has mistakes; 2 where the archive's
    address is none; 3 where the archive could not be reached, after Ctrl-C, or if a
    file could not be changed.
    """
    if mistake := archive.mistake():
        print(mistake, file=sys.stderr)
        return exits.USE
    data = read.without_mistakes(project)
    if data is None:
        return exits.MISTAKES
    _, timeline = data
    wanted = _without_copy(timeline)
    if not wanted:
        print("Every source with an address has its archived copy.")
        return exits.DONE
    search = _Search(Progress(len(wanted)))
    stopped = _ask(wanted, archive, search, pace)
    copied = {page: found.copy for page, found in search.found.items() if found.copy}
    written, failed = _write(project, copied) if copied else (set(), False)
    _print(timeline, search.found, written)
    if stopped:
        left = len(wanted) - len(search.found)
        print(f"Stopped with {left} to look for; the same command goes on from there.")
    if search.silent >= min(GIVE_UP, len(wanted)):
        print("The archive cannot be reached.", file=sys.stderr)
        return exits.MACHINE
    return exits.MACHINE if stopped or failed else exits.DONE


def _without_copy(timeline: Timeline) -> dict[str, datetime | None]:
    """The pages that no source has a copy of, with the time at which they were read."""
    wanted: dict[str, datetime | None] = {}
    for source in timeline.sources.values():
        record = source.record
        if record.url and not record.archived:
            span = record.accessed or record.published
            wanted[record.url] = _moment(span.earliest if span else None)
    return wanted


def _moment(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _ask(
    wanted: Mapping[str, datetime | None],
    archive: Archive,
    search: _Search,
    pace: Pace,
) -> bool:
    """Asks for one page after the other; gives whether the editor has stopped it."""

    async def go() -> None:
        async with web.opened(pace) as asked:
            for page, near in wanted.items():
                search.tell(page, await archive.find(asked, page, near))
                if search.silent == GIVE_UP:
                    return

    try:
        return not finished(go())
    finally:
        search.progress.end()


def _write(project: Path, copied: Mapping[str, str]) -> tuple[set[str], bool]:
    """Writes copies into the files as they are now; the pages done, and any failure."""
    source, _ = load(project)
    done: set[str] = set()
    failed = False
    for file, document in source.documents.items():
        additions = [
            yaml_edit.Addition(record.at, "url", "archived", copied[page])
            for page, record in _records(document)
            if page in copied and "archived" not in record.names
        ]
        try:
            missed = _change(project, source, file, additions)
        except OSError as error:
            print(f"{file} cannot be written: {error.strerror}.", file=sys.stderr)
            missed, failed = additions, True
        for each in missed:
            at = f"{file}:{each.record.line}:{each.record.column}"
            print(f"{at}: add by hand: archived: {each.value}")
        done |= {each.value for each in additions if each not in missed}
    return {page for page, copy in copied.items() if copy in done}, failed


def _records(document: Fields) -> Iterator[tuple[str, Fields]]:
    """Every source of a file that has an address, once, with that address."""
    named = document.values.get("sources")
    found = [*named.values.values()] if isinstance(named, Fields) else []
    for event in records_of(document, "events"):
        found += records_of(event, "sources")
    once = {node.at: node for node in found if isinstance(node, Fields)}
    for node in once.values():
        if url := text_of(node, "url"):
            yield url.value, node


def _change(
    project: Path, source: Source, file: str, additions: Sequence[yaml_edit.Addition]
) -> Sequence[yaml_edit.Addition]:
    """Adds to one file; gives what could not be added. Raises OSError."""
    if not additions:
        return []
    text = (project / file).read_bytes().decode("utf-8")
    if yaml_edit.as_loaded(text) != source.texts[file]:
        return additions  # changed since it was loaded, a moment ago
    changed, missed = yaml_edit.add(file, text, additions)
    if not _is_sound(source, file, changed):
        return additions
    if changed != text:
        whole.write(project / file, changed.encode("utf-8"))
    return missed


def _is_sound(source: Source, file: str, text: str) -> bool:
    """Whether the data with this text in its place has no more mistakes than before."""
    plain = yaml_edit.as_loaded(text)
    fields, _ = yaml_text.read(file, plain)
    if fields is None:
        return False
    after = replace(
        source,
        documents={**source.documents, file: fields},
        texts={**source.texts, file: plain},
    )
    return not report.mistakes(parse(after)[1]) or report.mistakes(parse(source)[1])


def _print(timeline: Timeline, found: Mapping[str, Found], written: set[str]) -> None:
    known = sorted(addresses.of(timeline.sources.values()))
    asked = [one for one in known if one.field == "url" and one.address in found]
    for one in asked:
        print(_line(one, found[one.address], one.address in written))
    without = sum(not each.copy and not each.why for each in found.values())
    unsaid = sum(bool(each.why) for each in found.values())
    parts = [
        f"{len(written)} copies written" if len(written) != 1 else "1 copy written"
    ]
    if without:
        parts.append(f"{without} without a copy (--save asks for new ones)")
    if unsaid:
        parts.append(f"{unsaid} not answered")
    print(", ".join(parts))


def _line(one: SourceAddress, found: Found, is_written: bool) -> str:
    start = f"{one.at}: {one.key}: "
    if found.copy:
        return f"{start}{'' if is_written else 'not written: '}{found.copy}"
    return f"{start}{found.why or 'no copy'}: {one.address}"
