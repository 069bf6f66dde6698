"""How long `build.py links` takes over 150 addresses of 30 hosts, all on loopback.

Each host answers after a twentieth of a second, as a near one does; of each host's five
pages some are live, moved, gone, or there only the second time. Type:
python bench/links.py
"""

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from misbehaving import Reply, first, page, says, serving, to  # noqa: E402

HOSTS = 30
ADDRESSES = 150
ANSWERS_AFTER = 0.05


def late(reply: Reply) -> Reply:
    """The same reply, a moment later."""

    def answer(*words: Any) -> None:
        time.sleep(ANSWERS_AFTER)
        reply(*words)

    return answer


def pages(number: int) -> dict[str, Reply]:
    """What the hosts have: every third something else than live pages alone."""
    kinds = [
        {"/1": to("/moved", 301), "/2": says(404)},
        {"/3": first(says(503, retry_after="1"), page("Mended"))},
        {},
    ]
    return {path: late(reply) for path, reply in kinds[number % 3].items()}


def measure(pause: str) -> None:
    """Runs the command once over fresh servers and prints what it took."""
    with ExitStack() as running, tempfile.TemporaryDirectory() as place:
        servers = [
            running.enter_context(serving(pages(number), f"127.0.0.{number + 2}"))
            for number in range(HOSTS)
        ]
        addresses = [
            servers[number % HOSTS].address(f"/{number // HOSTS}")
            for number in range(ADDRESSES)
        ]
        sources = "".join(
            f"  s{number}: {{title: S{number}, url: {address}}}\n"
            for number, address in enumerate(addresses)
        )
        Path(place, "events.yaml").write_text(
            f"timeline: {{title: T}}\nsources:\n{sources}events:\n"
            "  - {id: e, date: 1829, title: E, sources: [s0]}\n",
            encoding="utf-8",
        )
        words = ["build.py", "links", "--project", place, "--pause", pause]
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        took = time.perf_counter() - begun
        asked = sum(len(server.asked) for server in servers)
        print(f"pause {pause} s: {took:.1f} s, {asked} requests")
        print(f"  {done.stdout.splitlines()[-1]}")


if __name__ == "__main__":
    measure("0")
    measure("1")
