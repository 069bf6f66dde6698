"""One question at a time: asked until the answer passes its check."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from ..problems import Problem, shortened
from .answers import tidy
from .terminal import Terminal, say

Check = Callable[[str], Sequence[Problem]]
#: How many characters of a question may name what can be answered.
ROOM = 80


class Question(Struct, frozen=True):
    """What is asked: ``needed`` is said where there has to be an answer and is none.

    ``given`` is an answer from the command line, ``proposed`` the one that Enter
    gives, ``help`` what a question mark shows.
    """

    label: str
    check: Check
    help: str
    needed: str = ""
    given: str = ""
    proposed: str = ""
    options: Sequence[str] = ()

    @property
    def prompt(self) -> str:
        """The question as it is printed."""
        if self.proposed:
            return f"{self.label} [{shortened(self.proposed, ROOM)}]: "
        return f"{self.label}: " if self.needed else f"{self.label} (optional): "


def answered(terminal: Terminal, question: Question) -> str:
    """The first answer without a mistake; "" where it is left out. Raises BackError."""
    given = question.given
    while True:
        answer, is_asked = given, not given
        given = ""
        if is_asked:
            answer = tidy(terminal.ask(question.prompt, question.options))
        else:
            print(f"{question.label}: {answer}")
        if is_asked and answer == "?":
            say(question.help)
            continue
        if is_asked:
            answer = {"": question.proposed, "-": ""}.get(answer, answer)
        if not answer:
            if not question.needed:
                return ""
            say(question.needed)
            continue
        if not is_refused(question.check(answer)):
            return answer


def is_refused(problems: Sequence[Problem]) -> bool:
    """Says what is wrong with an answer; whether it is a mistake."""
    for problem in problems:
        if problem.severity == "mistake":
            say(f"{problem.text}\n  {problem.hint}")
    return any(problem.severity == "mistake" for problem in problems)


def items(answer: str) -> tuple[str, ...]:
    """The parts of an answer that names several, parted by commas.

    Brackets around the whole, as the list has them in the file, are no part of a name.
    """
    if answer.startswith("[") and answer.endswith("]"):
        answer = answer[1:-1]
    return tuple(
        dict.fromkeys(part.strip() for part in answer.split(",") if part.strip())
    )


def offering(label: str, choices: Sequence[str]) -> str:
    """A label with what may be answered behind it: all of it, or as much as has room."""
    if not choices:
        return label
    shown = next(
        count
        for count in range(len(choices), 0, -1)
        if count == 1 or len(", ".join(choices[:count])) <= ROOM
    )
    rest = " …" if shown < len(choices) else ""
    return f"{label}: {', '.join(choices[:shown])}{rest}"
