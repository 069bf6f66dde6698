"""The same work on many things, by several processes where that pays."""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 200
"""So many pages take about as long as starting processes and bringing back results."""

PORTIONS = 8
"""How many a worker gets on average: enough that none waits long for another."""


def shared(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Result]:
    """What ``work`` makes of each item, in their order.

    The processes are copies of this one (fork), so that nothing has to be sent to them;
    what they make has to be picklable. Where there are few items, one worker, or no fork,
    this process does all of it. ``tell`` hears how many are done, and of how many.
    Raises ``MemoryError`` if the machine ends a worker, which it does when memory is short.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or len(items) < FEW or not can_fork:
        return [work(item) for item in items]
    size = -(-len(items) // (workers * PORTIONS))
    starts = range(0, len(items), size)
    context = multiprocessing.get_context("fork")
    begun = (os.getpid(), work, items)
    try:
        with ProcessPoolExecutor(workers, context, _begin, begun) as pool:
            found: list[Result] = []
            for portion in pool.map(_portion, starts, [size] * len(starts)):
                found += portion
                tell(len(found), len(items))
            return found
    except BrokenProcessPool as broken:
        raise MemoryError from broken


#: In a worker: what it does, and to what.
_job: dict[str, Any] = {}


def _begin(
    parent: int, work: Callable[[Any], Any], items: Sequence[Any]
) -> None:
    _end_with(parent)
    _job.update(work=work, items=items)


def _end_with(parent: int) -> None:
    """A build that is killed takes its workers along: they would wait for it for ever.

    Linux only (prctl(2), PR_SET_PDEATHSIG); elsewhere they stay until somebody ends them.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(1, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before we could ask
            os._exit(1)


def _portion(start: int, size: int) -> list[Any]:
    return [_job["work"](item) for item in _job["items"][start : start + size]]
