"""One line on a terminal that says how far we are; nothing where nobody watches."""

import sys


class Progress:
    """Counts to a total on the standard error stream, if that is a terminal."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.is_watched = sys.stderr.isatty()

    def step(self, words: str = "") -> None:
        """One more is done; ``words`` say which, and are cut to fit the line."""
        self.done += 1
        if self.is_watched:
            line = f"{self.done} of {self.total}  {words}"
            print(f"\r\x1b[K{line[:78]}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Takes the line away again."""
        if self.is_watched and self.done:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
