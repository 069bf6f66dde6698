"""Runs one command and prints what it took as a line of JSON.

    python -IS timed.py LOG COMMAND …

What the command says goes into LOG. This is a program of its own because Linux counts
the memory of whoever starts a program as that program's, and this one holds next to none.
"""

import json
import os
import select
import sys
import time
from pathlib import Path

PAUSE = 50  # milliseconds between two looks at a command that shares its work
KB = 1 if sys.platform == "darwin" else 1024  # bytes that ru_maxrss counts in


def processes(first: int) -> list[int]:
    """A process and all that descend from it."""
    found = [first]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            found += [int(child) for child in children.read_bytes().split()]
    return found


def held(several: list[int]) -> int:
    """The bytes that processes hold together; what they share counts once."""
    kilobytes = 0
    for process in several:
        lines = Path(f"/proc/{process}/smaps_rollup").read_bytes().splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line[:4] == b"Pss:")
    return kilobytes * 1024


def watch(process: int) -> int:
    """Waits for the end; the most that it and its children together were seen to hold."""
    most = 0
    if not hasattr(os, "pidfd_open"):  # not Linux: the largest process alone counts
        return most
    over = select.poll()
    over.register(os.pidfd_open(process), select.POLLIN)
    before: list[int] = []
    while not over.poll(PAUSE):
        try:
            several = processes(process)
            # One that is just being started is still in the memory of its starter.
            settled = [each for each in several if each in before]
            most = max(most, held(settled) if len(settled) > 1 else 0)
        except OSError:  # one of them has just ended
            continue
        before = several
    return most


def main(log: str, command: list[str]) -> None:
    """Measures one run: seconds, seconds of CPU, bytes, and the exit code."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    said = [(os.POSIX_SPAWN_DUP2, file, stream) for stream in (1, 2)]
    begun = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=said)
    together = watch(process)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    memory = max(used.ru_maxrss * KB, together)
    print(json.dumps({"wall": wall, "cpu": cpu, "memory": memory, "code": code}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
