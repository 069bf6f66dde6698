"""Work that asks the web, and that Ctrl-C ends at once."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


def finished(work: Coroutine[Any, Any, None]) -> bool:
    """Runs the work to its end; False where Ctrl-C has ended it.

    The loop hears of the signal through its own pipe. Python's handler alone would let
    it sleep on if the signal came just before it went to wait for an answer.
    """

    async def go() -> None:
        task = asyncio.current_task()
        # No main thread, or a system whose loops know no signals: Python's own will do.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            if task and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
                loop = asyncio.get_running_loop()
                loop.add_signal_handler(signal.SIGINT, task.cancel)
        await work

    try:
        asyncio.run(go())
    except (KeyboardInterrupt, asyncio.CancelledError):
        return False
    return True
