"""The same work on many things, by several processes where that pays."""

import multiprocessing
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 200
"""So many pages take about as long as starting processes and bringing back results."""

PORTIONS = 8
"""How many a worker gets on average: enough that none waits long for another."""

MOST = 100
"""How many it gets at most: what one has made is held twice until all of it is sent."""


def shared(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    few: int = FEW,
) -> list[Result]:
    """What ``work`` makes of each item, in their order.

    The processes are copies of this one (fork), so that nothing has to be sent to them;
    what they make has to be picklable. Where there are fewer items than ``few``, one
    worker, or no fork, this process does all of it. ``tell`` hears how many are done, and of how many.
    Raises ``MemoryError`` if the machine ends a worker, which it does when memory is short.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or len(items) < few or not can_fork:
        return [work(item) for item in items]
    size = min(MOST, -(-len(items) // (workers * PORTIONS)))
    waiting = iter(range(0, len(items), size))
    made: dict[int, list[Result]] = {}

    def portion(start: int) -> list[Result]:
        return [work(item) for item in items[start : start + size]]

    with _begun(portion, workers) as idle:
        busy = dict(zip(idle, waiting, strict=False))
        for at, start in busy.items():
            _send(at, start)
        done = 0
        while busy:
            ready = wait(list(busy))
            for at in [each for each in busy if each in ready]:
                found = _received(at)
                made[busy.pop(at)] = found
                done += len(found)
                tell(done, len(items))
                if (start := next(waiting, -1)) >= 0:
                    busy[at] = start
                    _send(at, start)
    return [result for start in sorted(made) for result in made[start]]


# No pool of the standard library: its threads, where memory is too short to start one,
# leave the build waiting for ever, and its processes stay when the build is killed.


@contextmanager
def _begun(
    work: Callable[[int], Sequence[Any]], workers: int
) -> Iterator[list[Connection]]:
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
    work: Callable[[int], Sequence[Any]],
    at: Connection,
    others: Sequence[Connection],
) -> None:
    """Makes one portion after the other, until nobody asks any more."""
    for other in others:
        other.close()
    with suppress(EOFError, OSError, KeyboardInterrupt, MemoryError):
        while True:
            start = at.recv()
            try:
                answer: Sequence[Any] | Exception = work(start)
            except Exception as error:
                error.add_note(traceback.format_exc())
                answer = error
            at.send(answer)


def _send(at: Connection, start: int) -> None:
    try:
        at.send(start)
    except OSError as error:
        raise MemoryError from error


def _received(at: Connection) -> list[Any]:
    """What a worker made; raises what it raised, and MemoryError where it is gone."""
    try:
        answer: list[Any] | Exception = at.recv()
    except (EOFError, OSError) as error:
        raise MemoryError from error
    if isinstance(answer, Exception):
        raise answer
    return answer
