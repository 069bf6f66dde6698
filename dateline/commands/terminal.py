"""Questions on a terminal: a prompt and what may be completed in, the answer out."""

import contextlib
import sys
from collections.abc import Sequence

SIGNS = ",[;@"
"""What a word that can be completed may begin behind."""


BACK = "back"
"""What is typed to return to the question before."""


class BackError(Exception):
    """Somebody wants to return by so many ``steps``: 0 is the question that led here."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = steps


class Terminal:
    """Asks, with the tab key where the machine has readline."""

    def __init__(self) -> None:
        self.options: Sequence[str] = ()
        with contextlib.suppress(ImportError):
            import readline

            readline.set_completer(self._completed)
            readline.set_completer_delims(SIGNS)
            is_libedit = "libedit" in (readline.__doc__ or "")
            readline.parse_and_bind(
                "bind ^I rl_complete" if is_libedit else "tab: complete"
            )

    def ask(
        self, prompt: str, options: Sequence[str] = (), *, follows: bool = False
    ) -> str:
        """One line, without the space around it; ``follows`` if another question led here.

        Raises EOFError, KeyboardInterrupt and BackError.
        """
        self.options = sorted(options)
        answer = input(prompt).strip()
        if answer.casefold() == BACK:
            raise BackError(0 if follows else 1)
        return answer

    def agrees(self, question: str, *, otherwise: bool) -> bool:
        """Yes or no to what follows from an answer; Enter alone gives ``otherwise``."""
        choice = "Y/n" if otherwise else "y/N"
        while True:
            answer = self.ask(f"{question} [{choice}] ", follows=True).casefold()
            if not answer:
                return otherwise
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            say(f"Type y for yes or n for no; Enter is {'yes' if otherwise else 'no'}.")

    def _completed(self, word: str, number: int) -> str | None:
        start = word.lstrip()
        space = word[: len(word) - len(start)]
        folded = start.casefold()
        fitting = [o for o in self.options if o.casefold().startswith(folded)]
        return space + fitting[number] if number < len(fitting) else None


def is_there() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def say(words: str) -> None:
    """Words below a question, indented."""
    for line in words.split("\n"):
        print(f"  {line}" if line else "")
