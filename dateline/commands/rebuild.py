"""The site built again and again by one process: what is known already is kept.

The same five steps as ``build``; a page is filled anew only if something that it prints
has changed, or a template has.
"""

import gc
import threading
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from .. import history, pages, report
from ..model import Event, Timeline
from ..preview import watch
from ..problems import Mark, Problem
from ..source import Source
from ..steps.load import load
from ..steps.parse import parse
from ..steps.place import place
from ..steps.render import BrokenTemplate, Files, filled, forget_templates, render
from ..steps.write import CannotWrite, Written, write
from . import exits
from .build import TEMPLATES


class Built(Struct, frozen=True):
    """A site and what it was made of, from the files of one moment."""

    stamps: watch.Stamps
    source: Source
    timeline: Timeline
    pages: Mapping[str, pages.Page]
    files: Files


class Outcome(Struct, frozen=True):
    """What one build has come to.

    ``texts`` are the files that the problems are in. ``code`` is the exit code that
    ``build`` would have given; where it is not 0, the site is as it was.
    """

    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    code: int
    written: Written | None = None
    events: int = 0


class Ahead(Protocol):
    """Who looks at the site while it is built again."""

    def looked_at(self) -> Set[str]:
        """The addresses of the pages that are looked at."""

    def show(self, timeline: Timeline, made: Mapping[str, bytes]) -> None:
        """Takes those of them that are new, before anything is written."""


class Workshop:
    """Builds one project into one folder. ``last`` is what the site there is made of."""

    def __init__(self, project: Path, out: Path, *, strict: bool = False) -> None:
        self.project = project
        self.out = out
        self.strict = strict
        self.templates = (project / "templates", TEMPLATES)
        self.last: Built | None = None
        self.read = Source()
        """The files as they were read last, with mistakes or without."""
        self.ahead: Ahead | None = None
        """What wants some pages before the rest."""
        self.writing = threading.Lock()
        """Held while the site changes; who ends the process takes it first."""

    def build(self, is_old: Callable[[], bool] = lambda: False) -> Outcome | None:
        """Builds; None where ``is_old`` says on the way that something newer waits."""
        gc.disable()  # looking through all that is kept takes longer than a page
        try:
            return self._build(is_old)
        finally:
            gc.enable()

    def _build(self, is_old: Callable[[], bool]) -> Outcome | None:
        stamps = watch.stamps(self.project, TEMPLATES)
        source, problems = load(self.project)
        self.read = source
        timeline, found = parse(replace(source, history=history.read(self.project)))
        problems = sorted({*problems, *found})
        texts = source.written
        if report.mistakes(problems, strict=self.strict):
            return Outcome(tuple(problems), texts, exits.MISTAKES)
        if is_old():
            return None
        try:
            first = _First(self, timeline, stamps)
            placed = place(timeline, first.take)
            first.end()
            if is_old():
                return None
            files = self._render(placed, stamps, first.made)
        except BrokenTemplate as broken:
            return _failed(broken.problem, exits.MISTAKES)
        now = Built(stamps, source, timeline, _by_address(placed), files)
        written = self._write(files)
        if isinstance(written, Outcome):
            return written
        self.last = now
        return Outcome(
            tuple(problems), texts, exits.DONE, written, len(timeline.events)
        )

    def _render(
        self, placed: pages.Pages, stamps: watch.Stamps, first: Mapping[str, bytes]
    ) -> Files:
        """Every file; pages that are as they were, or are ``first``, are not filled again."""
        last = self.last
        if last is None or not self.has_templates_of(stamps):
            forget_templates()
            return render(placed, self.templates)
        news = tuple(
            page
            for page in placed.pages
            if page.address not in first and last.pages.get(page.address) != page
        )
        files = render(replace(placed, pages=news), self.templates)
        made = {**first, **files.made}
        kept = {
            page.address: last.files.made[page.address]
            for page in placed.pages
            if page.address not in made
        }
        return replace(files, made={**kept, **made})

    def has_templates_of(self, stamps: watch.Stamps) -> bool:
        """Whether the templates are still those of the last site."""
        last = self.last
        return last is not None and (
            self._templates(last.stamps) == self._templates(stamps)
        )

    def _templates(self, stamps: watch.Stamps) -> watch.Stamps:
        folders = tuple(f"{folder}/" for folder in self.templates)
        return {path: each for path, each in stamps.items() if path.startswith(folders)}

    def _write(self, files: Files) -> Written | Outcome:
        copies = {at: self.project / path for at, path in files.copied.items()}
        with self.writing:
            if not self.project.is_dir():  # or it would be made again, empty
                gone = Problem(
                    Mark("."), "the folder is gone", "Bring it back.", "write"
                )
                return _failed(gone, exits.MACHINE)
            try:
                written = write(files.made, self.out, self.project, copies)
            except CannotWrite as failure:
                at = Mark(failure.path)
                problem = Problem(at, failure.reason, "The site is as it was.", "write")
                return _failed(problem, exits.MACHINE)
        return written if isinstance(written, Written) else _failed(written, exits.USE)


class _First:
    """The pages that somebody waits for, filled as soon as they are known.

    They are handed on together, while the others are still arranged.
    """

    def __init__(
        self, workshop: Workshop, timeline: Timeline, stamps: watch.Stamps
    ) -> None:
        self.workshop = workshop
        self.timeline = timeline
        self.made: dict[str, bytes] = {}
        self._wanted: set[str] = set()
        if workshop.ahead and workshop.has_templates_of(stamps):
            self._wanted = {*workshop.ahead.looked_at()}

    def take(self, page: pages.Page) -> None:
        """Fills a page if it is one of them, and another than before."""
        if page.address not in self._wanted:
            return
        self._wanted.remove(page.address)
        last = self.workshop.last
        if last and last.pages.get(page.address) != page:
            self.made[page.address] = filled(page, self.workshop.templates).encode()
        if not self._wanted:
            self._show()

    def end(self) -> None:
        """Hands on what is filled where not all of them were met."""
        if self._wanted:
            self._wanted.clear()
            self._show()

    def _show(self) -> None:
        if self.workshop.ahead and self.made:
            self.workshop.ahead.show(self.timeline, self.made)


def _failed(problem: Problem, code: int) -> Outcome:
    return Outcome((problem,), {}, code)


def _by_address(placed: pages.Pages) -> Mapping[str, pages.Page]:
    return {page.address: page for page in placed.pages}


def changed(before: Timeline, after: Timeline) -> str:
    """The event that is new or differs, the first of a few; nothing if there are many."""
    old = {event.id: _said(event) for event in before.events}
    events = after.events
    found = [event.id for event in events if old.get(event.id) != _said(event)]
    return found[0] if 0 < len(found) <= max(3, len(events) // 10) else ""


def _said(event: Event) -> tuple[object, ...]:
    """What an event says, wherever it stands in the file."""
    return event.record, event.sources, event.body
