"""Builds the site with every Python that is on this machine, and compares the bytes.

Each from 3.11 on that is found gets an environment .venv-3.N of its own with what
requirements/run.txt locks. Gives 1 if one cannot build or builds other bytes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = 11, 19
#: Where pyenv and uv keep theirs, beside what is on the path.
KEPT = (
    ".pyenv/versions/3.{}.*/bin/python3",
    ".local/share/uv/python/cpython-3.{}.*/bin/python3",
)


def pythons() -> Iterator[tuple[int, str]]:
    """One Python of each minor version, with that version."""
    for minor in range(OLDEST, NEWEST + 1):
        found = [shutil.which(f"python3.{minor}")]
        found += [
            str(p)
            for kept in KEPT
            for p in sorted(Path.home().glob(kept.format(minor)))
        ]
        for python in filter(None, found):
            said = _run(python, "-c", "import sys; print(sys.version_info.minor)")
            if said.returncode == 0 and said.stdout.strip() == str(minor):
                yield minor, python
                break


def built(minor: int, python: str, out: Path) -> str:
    """Builds the site; gives why it cannot, or nothing."""
    folder = ROOT / f".venv-3.{minor}"
    inner = str(folder / "bin" / "python")
    for command in (
        (python, "-m", "venv", "--clear", str(folder)),
        (inner, *["-m", "pip", "install", "-qq", "--no-input", "--no-deps", "--require-hashes", "-r"],
         "requirements/run.txt"),
        (inner, "build.py", "--out", str(out)),
    ):  # fmt: skip
        done = _run(*command)
        if done.returncode:
            return (done.stderr or done.stdout).strip().splitlines()[-1][:100]
    return ""


def digest(site: Path) -> str:
    """A name for all bytes of a site."""
    whole = sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(site).as_posix()}\n".encode())
            whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def main() -> int:
    """Prints a line for each Python."""
    digests = set()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for minor, python in pythons():
            out = Path(folder, str(minor), "site")
            if reason := built(minor, python, out):
                print(f"3.{minor:<3} failed: {reason}", flush=True)
                failed = True
                continue
            digests.add(digest(out))
            print(f"3.{minor:<3} {digest(out)}  {python}", flush=True)
    print(
        "The same bytes." if len(digests) == 1 else f"{len(digests)} different sites."
    )
    return 1 if failed or len(digests) != 1 else 0


if __name__ == "__main__":
    sys.exit(main())
