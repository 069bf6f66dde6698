"""The same work on many things, by several processes where that pays."""

import multiprocessing
import selectors
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 200
"""So many pages take about as long as starting processes and bringing back results."""

PORTIONS = 8
"""How many a worker gets on average: enough that none waits long for another."""

MOST = 100
"""How many it gets at most, so that those near each other come out near each other."""

AHEAD = 2
"""How many a worker has left when it gets the next portion, so that it never waits."""


def shared(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    few: int = FEW,
) -> Generator[Result, None, None]:
    """What ``work`` makes of each item, in their order, as it comes.

    This process is one of the workers; the others are copies of it (fork), so that
    nothing has to be sent to them; what they make has to be picklable. Where there are
    fewer items than ``few``, one worker, or no fork, this process does all of it.
    ``tell`` hears how many are done, and of how many. Raises ``MemoryError`` if the
    machine ends a worker, which it does when memory is short.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or len(items) < few or not can_fork:
        yield from map(work, items)
        return
    size = min(MOST, -(-len(items) // (workers * PORTIONS)))
    total = len(items)
    portions = [range(at, min(at + size, total)) for at in range(0, total, size)]
    early: dict[int, Result] = {}
    following = 0

    def one(number: int) -> Result:
        return work(items[number])

    with _begun(one, workers - 1) as others:
        coming = _made(one, portions, others)
        for done, (number, result) in enumerate(coming, 1):
            tell(done, total)
            early[number] = result
            while following in early:
                yield early.pop(following)
                following += 1


def _made(
    work: Callable[[int], Result],
    portions: Sequence[range],
    workers: Sequence[Connection],
) -> Iterator[tuple[int, Result]]:
    """The number of each item and what was made of it, as they get done.

    This process looks up from its own portion after each item. It works, too, because
    what a worker has touched of our memory is there twice: one process less is less.
    """
    waiting = iter(portions)
    coming = {at: deque(next(waiting, ())) for at in workers}
    own = deque(next(waiting, ()))
    with selectors.DefaultSelector() as selector:
        for at, numbers in coming.items():
            _send(at, tuple(numbers))
            selector.register(at, selectors.EVENT_READ)
        while own or any(coming.values()):
            for key, _ in selector.select(0 if own else None):
                at = cast("Connection", key.fileobj)
                yield coming[at].popleft(), _received(at)
                if len(coming[at]) <= AHEAD and (portion := next(waiting, ())):
                    _send(at, tuple(portion))
                    coming[at].extend(portion)
                if not coming[at]:
                    selector.unregister(at)
            if own:
                yield own[0], work(own.popleft())
                own = own or deque(next(waiting, ()))


# No pool of the standard library: its threads, where memory is too short to start one,
# leave the build waiting for ever, and its processes stay when the build is killed.


@contextmanager
def _begun(work: Callable[[int], Any], workers: int) -> Iterator[list[Connection]]:
    """Workers, each behind a connection; they end with the block, and with this process."""
    context = multiprocessing.get_context("fork")
    ours: list[Connection] = []
    processes = []
    is_done = False
    try:
        for _ in range(workers):
            here, there = context.Pipe()
            ours.append(here)
            with there:
                # A copy of our end in a worker would keep others from seeing it close.
                words = (work, there, tuple(ours))
                process = context.Process(target=_worker, args=words, daemon=True)
                process.start()
                processes.append(process)
        yield ours
        is_done = True
    finally:
        for at in ours:
            at.close()
        for process in processes:
            if not is_done:
                process.kill()
            process.join()


def _worker(
    work: Callable[[int], Any],
    at: Connection,
    others: Sequence[Connection],
) -> None:
    """Makes one item after the other, until nobody asks any more."""
    for other in others:
        other.close()
    with suppress(EOFError, OSError, KeyboardInterrupt, MemoryError):
        while True:
            for number in at.recv():
                try:
                    answer = work(number)
                except Exception as error:
                    error.add_note(traceback.format_exc())
                    answer = error
                at.send(answer)


def _send(at: Connection, numbers: Sequence[int]) -> None:
    try:
        at.send(numbers)
    except OSError as error:
        raise MemoryError from error


def _received(at: Connection) -> Any:
    """What a worker made; raises what it raised, and MemoryError where it is gone."""
    try:
        answer = at.recv()
    except (EOFError, OSError) as error:
        raise MemoryError from error
    if isinstance(answer, Exception):
        raise answer
    return answer
