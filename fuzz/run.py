"""Tries every target with as many inputs as are asked for; keeps what fails.

``run.py`` alone tries all, ``run.py dates markup --runs 1000000`` some. Each target has a
process of its own in which atheris (libFuzzer) looks for inputs that reach new code.
What fails is written to fuzz/found/, one file for each way of failing, and the search
goes on; an input that takes ten seconds, or 2 GB, ends it. ``run.py dates FILE…`` tries
the files alone and shows the whole failure.
"""

import argparse
import re
import subprocess
import sys
import traceback
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
FOUND, GROWN = HERE / "found", HERE / "corpus"
RUNS = 100_000
SLOWEST = 10  # seconds for one input
#: What is watched for new ways through it; the rest runs at its own speed.
WATCHED = ["dateline", "markdown", "yaml", "icalendar"]


def main() -> int:
    """Reads the arguments; gives 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="TARGET|FILE")
    parser.add_argument("--runs", type=int, default=RUNS, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=1, help="of libFuzzer's chance")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return _inside(arguments.inside, arguments.runs, arguments.seed)
    import targets

    files = [Path(name) for name in arguments.names if name not in targets.TARGETS]
    names = [name for name in arguments.names if name in targets.TARGETS]
    if files:
        for file in files:
            targets.TARGETS[names[0]].run(file.read_bytes())
        return 0
    failed = [
        name
        for name in names or targets.TARGETS
        if not _tried(name, arguments.runs, arguments.seed)
    ]
    return 1 if failed else 0


def _tried(name: str, runs: int, seed: int) -> bool:
    """Tries one target in a process of its own; says how often, and what failed."""
    before = _kept(name)
    command = [sys.executable, __file__, "--inside", name]
    command += ["--runs", str(runs), "--seed", str(seed)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    said = re.findall(r"^stat::number_of_executed_units: +(\d+)", done.stderr, re.M)
    new = sorted(_kept(name) - before)
    count = int(said[-1]) if said else 0
    print(f"{name:10} {count:9,} inputs, {len(new)} ways to fail", flush=True)
    for path in new:
        print(f"  {path.relative_to(HERE.parent)}", flush=True)
    if not said:
        print(done.stderr[-2000:], flush=True)
    return bool(said) and not new


def _kept(name: str) -> set[Path]:
    """What failed, each with what it raised in a .txt beside it."""
    return {path for path in FOUND.glob(f"{name}/*") if path.suffix != ".txt"}


def _inside(name: str, runs: int, seed: int) -> int:
    """The search itself, which ends the process."""
    import atheris

    with atheris.instrument_imports(include=WATCHED):
        import targets
    target = targets.TARGETS[name]
    begun, grown = GROWN / f"{name}-seeds", GROWN / name
    for folder in (begun, grown, FOUND / name):
        folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (begun / sha256(data).hexdigest()[:16]).write_bytes(data)
    known = GROWN / f"{name}.words"
    known.write_text("".join(map(_quoted, targets.words(name))), encoding="ascii")

    def tried(data: bytes) -> None:
        try:
            target.run(data)
        except Exception as error:
            _keep(FOUND / name, data, error)

    options = [
        *(f"-runs={runs}", f"-seed={seed}", f"-dict={known}", f"-timeout={SLOWEST}"),
        *(f"-max_len={target.longest}", "-rss_limit_mb=2048", "-print_final_stats=1"),
        *(f"-artifact_prefix={FOUND / name}/", str(grown), str(begun)),
    ]
    atheris.Setup([sys.argv[0], *options], tried)
    atheris.Fuzz()
    return 0


def _quoted(word: bytes) -> str:
    """A line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' if word else ""


def _keep(folder: Path, data: bytes, error: Exception) -> None:
    """Writes an input that failed, and how, unless one that failed so is there."""
    frames = traceback.extract_tb(error.__traceback__)
    way = f"{type(error).__name__} {frames[-1].filename} {frames[-1].lineno}"
    path = folder / sha256(way.encode()).hexdigest()[:12]
    if not path.exists():
        path.write_bytes(data)
        words = "".join(traceback.format_exception(error))
        path.with_suffix(".txt").write_text(words, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
