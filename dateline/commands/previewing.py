"""One project under a watch: every save seen at a glance, built, and told."""

import contextlib
import gc
import sys
import threading
import time
from collections.abc import Mapping, Set

from msgspec.structs import replace

from .. import report
from ..model import Timeline
from ..preview import page, watch
from ..preview.news import Board, Glance, State
from ..preview.site import Site
from ..problems import Mark, Problem
from . import editor_schema, exits
from .build import TEMPLATES
from .glance import Look, taken
from .rebuild import Built, Outcome, Workshop, changed

SETTLED = 0.1
"""Seconds for which files must have been left alone before a mistake in them is told:
what is only half saved is full of them."""

ARRIVED = 0.5
"""Seconds that the rest of a site waits while a browser loads a page that is ready: both
at once would take the reader longer."""


class Preview:
    """A workshop and a board, and two threads between them.

    The one that looks shows a glance at once and asks for a build. The one that builds
    starts again when it was asked meanwhile, and tells only of the newest files.
    """

    def __init__(self, workshop: Workshop, editor: str) -> None:
        self.workshop = workshop
        self.editor = editor
        self.board = Board()
        self.site = Site(workshop.out)
        self.ends = threading.Event()
        self._wanted = threading.Event()
        self._saved = (
            0.0  # when files changed last, on the clock that only goes forward
        )
        self._seen: watch.Stamps = {}
        self._look: Look | None = None
        self._looks = 0
        self._said: Outcome | None = None
        self._told: Built | None = None
        workshop.ahead = self

    def build(self) -> int:
        """Builds for the first time and tells it; gives the exit code of that build."""
        self._seen = watch.stamps(self.workshop.project, TEMPLATES)
        outcome = self._outcome()
        if outcome:
            self._tell(outcome)
            self._keep_schema(outcome)
        return outcome.code if outcome else exits.DONE

    def watch(self) -> None:
        """Builds on every change, until it ends."""
        gc.collect()
        gc.freeze()  # what the first build has left is there to stay
        threading.Thread(target=self._work, daemon=True).start()
        for _ in watch.changes(self.workshop.project, TEMPLATES, self.ends):
            now = watch.stamps(self.workshop.project, TEMPLATES)
            if now != self._seen:
                self._seen = now
                self._saved = time.monotonic()
                self._show()
                self._wanted.set()

    def end(self) -> None:
        """Ends the watch, now, and the building at the next step."""
        self.ends.set()
        self._wanted.set()

    def looked_at(self) -> Set[str]:
        """The addresses of the pages that browsers have open."""
        return self.board.listened()

    def show(self, timeline: Timeline, made: Mapping[str, bytes]) -> None:
        """Shows pages that are filled while the rest of the site is not.

        Not where a look has shown all that is new on one of them, nor behind mistakes:
        whoever has mended them sees the whole site come back at once.
        """
        last, look, state = self.workshop.last, self._look, self.board.state
        if last is None or state.has_mistakes or self._wanted.is_set():
            return
        if look and _covered(look, last.files.made, made):
            return
        self.site.ahead = made
        event = changed(last.timeline, timeline)
        state = replace(state, event=event, glance=self._looks, covered={})
        self.board.tell_and_wait(state, ARRIVED)

    def _show(self) -> None:
        """A glance at what has changed since the site was built, if it is one event."""
        last, start = self.workshop.last, f"{self.workshop.project}/"
        files = watch.changed(last.stamps, self._seen) if last else frozenset()
        if len(files) != 1 or not (file := next(iter(files))).startswith(start):
            return
        try:
            look = taken(self.workshop, file.removeprefix(start))
        except Exception:  # a glance may fail; the build says why
            return
        if look is None or self.workshop.last is not last:
            return
        self._look = look
        self._looks += 1
        self.board.show(Glance(self._looks, look.event, look.pages, look.behind))

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            if self.ends.is_set():
                return
            self._wanted.clear()
            outcome = self._outcome()
            if outcome and outcome.code != exits.DONE:
                self._wanted.wait(max(0, self._saved + SETTLED - time.monotonic()))
            if outcome and not self._wanted.is_set():
                self._tell(outcome)
                self._keep_schema(outcome)

    def _keep_schema(self, outcome: Outcome) -> None:
        """Keeps current what the program completes by that the files are written in."""
        workshop = self.workshop
        has_mistakes = outcome.code != exits.DONE
        editor_schema.keep(workshop.project, workshop.read, has_mistakes=has_mistakes)

    def _outcome(self) -> Outcome | None:
        """What a build comes to, our own mistakes too; None if it was given up."""
        try:
            return self.workshop.build(self._wanted.is_set)
        except Exception as error:  # the next save may be the cure
            text = f"Dateline failed, by a mistake of its own: {error!r}"
            hint = "“make site” says more about it."
            problem = Problem(Mark("."), text, hint, "own-mistake")
            return Outcome((problem,), {}, exits.MACHINE)

    def _tell(self, outcome: Outcome) -> None:
        """Says on the terminal and in the browsers what a build has come to."""
        heading = report.count(outcome.problems) if outcome.problems else ""
        roots = (self.workshop.project, TEMPLATES.parent)
        said = tuple(
            page.said(one, report.text([one], outcome.texts), self.editor, roots)
            for one in outcome.problems
        )
        state = State(heading=heading, said=said, has_mistakes=bool(outcome.code))
        if outcome.code == exits.DONE:
            # Against what browsers were told last: a build may have gone untold.
            before, self._told = self._told, self.workshop.last
            look, self._look = self._look, None
            if before and self._told:
                old, new = before.files.made, self._told.files.made
                covered = _covered(look, old, new) if look else {}
                event = changed(before.timeline, self._told.timeline)
                state = replace(state, event=event, covered=covered)
            state = replace(state, glance=self._looks)
        self.site.ahead = {}  # the site has it now, or nothing came of it
        self.board.tell(state)
        self._print(outcome)

    def _print(self, outcome: Outcome) -> None:
        """Says it on the terminal; whoever read there may have gone."""
        with contextlib.suppress(OSError):
            self._print_all(outcome)

    def _print_all(self, outcome: Outcome) -> None:
        before, self._said = self._said, outcome
        if outcome.problems and (before is None or before.problems != outcome.problems):
            color = report.wants_color(sys.stderr)
            words = report.text(outcome.problems, outcome.texts, color=color)
            print(words, file=sys.stderr)
            if outcome.code:
                count = report.count(outcome.problems)
                print(f"{count}. Nothing was written.", file=sys.stderr, flush=True)
        written = outcome.written
        if written:
            number = written.changed + written.removed
            files = f"{number} file{'' if number == 1 else 's'}"
            print(f"{outcome.events} events, {files} changed", flush=True)


def _covered(
    look: Look, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> dict[str, str]:
    """The pages on which a look has shown all that is new, by what they were before."""
    found = {}
    for address in look.pages:
        old, new = before.get(address), after.get(address)
        if old is not None and new is not None and look.covers(address, old, new):
            found[address] = page.digest(old)
    return found
