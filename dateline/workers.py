"""The same work on many things, by several processes where that pays."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
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
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or len(items) < FEW or not can_fork:
        return [work(item) for item in items]
    size = -(-len(items) // (workers * PORTIONS))
    starts = range(0, len(items), size)
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (work, items)) as pool:
        found: list[Result] = []
        for portion in pool.map(_portion, starts, [size] * len(starts)):
            found += portion
            tell(len(found), len(items))
        return found


#: In a worker: what it does, and to what.
_job: dict[str, Any] = {}


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    _job.update(work=work, items=items)


def _portion(start: int, size: int) -> list[Any]:
    return [_job["work"](item) for item in _job["items"][start : start + size]]
