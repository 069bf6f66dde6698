"""What browsers are told: the state after a build, and a first glance at a change."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace


class Said(Struct, frozen=True):
    """One problem as the terminal prints it, and the address that opens the editor."""

    words: str
    at: str
    """The place that the words begin with; empty where there is none to open."""
    href: str


class Glance(Struct, frozen=True):
    """One event as it will be, before the rest is built.

    ``pages`` are what of it stands on which page: the HTML of an article, by address.
    A new event follows the event ``behind`` in the list, or begins it where that is empty.
    """

    number: int
    event: str
    pages: Mapping[str, str]
    behind: str | None = None


class State(Struct, frozen=True):
    """What a build has found: problems, and what is new in the site.

    ``heading`` counts the problems. ``event`` is the one event that has changed, or
    nothing. ``glance`` is the last one that came before, and ``covered`` holds the
    pages of which it has shown all that is new, by the digest they had before.
    """

    number: int = 0
    heading: str = ""
    said: tuple[Said, ...] = ()
    event: str = ""
    glance: int = 0
    covered: Mapping[str, str] = field(default_factory=dict)
    has_mistakes: bool = False
    """Whether the site is older than what is written."""


class Board:
    """Where one thread puts up what others wait for; always the newest."""

    def __init__(self) -> None:
        self._changed = threading.Condition()  # whoever holds it may take it again
        self._state = State()
        self._glance: Glance | None = None
        self._listeners: Counter[str] = Counter()
        self._came = 0

    @contextmanager
    def listening(self, address: str) -> Iterator[None]:
        """Counts who listens for news of a page, while the block lasts."""
        with self._changed:
            self._listeners[address] += 1
            self._came += 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._listeners -= Counter([address])  # drops what comes to nothing

    def tell_and_wait(self, state: State, seconds: float) -> None:
        """Puts up a state, and waits until somebody comes who has loaded a page since."""
        with self._changed:
            came = self._came
            self.tell(state)
            self._changed.wait_for(lambda: self._came > came, seconds)

    def listened(self) -> Set[str]:
        """The pages of which somebody listens for news."""
        with self._changed:
            return frozenset(self._listeners)

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    def tell(self, state: State) -> None:
        """Puts up a state; it gets the next number, and what was a glance is over."""
        with self._changed:
            self._state = replace(state, number=self._state.number + 1)
            self._glance = None
            self._changed.notify_all()

    def show(self, glance: Glance) -> None:
        """Puts up a glance; the state stays."""
        with self._changed:
            self._glance = glance
            self._changed.notify_all()

    def wait(
        self, state: int, glance: int, seconds: float
    ) -> tuple[State | None, Glance | None]:
        """A state and a glance other than those of these numbers, within a time."""
        with self._changed:
            self._changed.wait_for(lambda: any(self._newer(state, glance)), seconds)
            return self._newer(state, glance)

    def _newer(self, state: int, glance: int) -> tuple[State | None, Glance | None]:
        shown = self._glance
        return (
            self._state if self._state.number != state else None,
            shown if shown and shown.number > glance else None,
        )
