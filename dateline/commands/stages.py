"""What a build is doing: a line on a terminal while it lasts, and where time went."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE = 1.0
"""Seconds after which somebody who watches is told what is being done."""

PACE = 0.25
"""Seconds from one telling to the next."""


class Stages:
    """Follows the steps of one build. Says nothing but on a terminal, or when asked."""

    def __init__(self) -> None:
        self.took: list[tuple[str, float, float]] = []
        self.doing = ""
        self.done = self.total = 0
        self.shown = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While it lasts, a terminal shows what is being done."""
        if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGALRM, self._tell)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE, PACE)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            self.clear()

    @contextmanager
    def step(self, doing: str) -> Iterator[None]:
        """One step, in words such as “Reading”."""
        self.doing, self.done, self.total = doing, 0, 0
        wall, worked = time.perf_counter(), _worked()
        yield
        self.took.append((doing, time.perf_counter() - wall, _worked() - worked))

    def count(self, done: int, total: int) -> None:
        """How far the step is."""
        self.done, self.total = done, total

    def clear(self) -> None:
        """Takes the line away, before something else is said."""
        if self.shown:
            self._write("\r\x1b[K")
            self.shown = False

    def table(self) -> str:
        """Where the time went: seconds on the clock, and of all processors together."""
        rows = [
            *self.took,
            (
                "In all",
                sum(row[1] for row in self.took),
                sum(row[2] for row in self.took),
            ),
        ]
        lines = [f"{name:<24}{wall:>8.3f}{cpu:>8.3f}" for name, wall, cpu in rows]
        return "\n".join([f"{'Step':<24}{'wall s':>8}{'CPU s':>8}", *lines])

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        far = f", {self.done:,} of {self.total:,}" if self.total else ""
        self._write(f"\r\x1b[K{self.doing}{far} …")
        self.shown = True

    @staticmethod
    def _write(words: str) -> None:
        # Not through sys.stderr: the signal may come while that is being written to.
        with suppress(OSError):
            os.write(sys.stderr.fileno(), words.encode())


def _worked() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
