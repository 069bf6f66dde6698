"""``build --single-file`` and ``--archive``: a whole site in one file, in two ways."""

import argparse
import sys
from pathlib import Path

from .. import single_file
from ..model import Timeline
from ..pages import Pages, PeriodPage
from ..slugs import slug
from ..steps.render import Files
from ..steps.write import INPUTS
from . import exits, whole

#: For each option: what is said of a name that ends otherwise, and how it may end.
KINDS = {
    "single_file": (
        "is no name of an HTML page, which a site in one file is",
        (".html", ".htm"),
    ),
    "archive": ("is no name of a ZIP, which an archive is", (".zip",)),
}


def is_asked(arguments: argparse.Namespace) -> bool:
    """Whether one of the two is wanted."""
    return arguments.single_file is not None or arguments.archive is not None


def is_one_file(arguments: argparse.Namespace) -> bool:
    """Whether a site in one file is all that is wanted; nobody fetches posters of it."""
    is_alone = arguments.archive is None and not arguments.out
    return arguments.single_file is not None and is_alone


def too_long(arguments: argparse.Namespace, pages: Pages, events: int) -> str:
    """What to type where one file is wanted of more events than one page holds."""
    if arguments.single_file is None or not any(
        isinstance(page, PeriodPage) for page in pages.pages
    ):
        return ""
    return (
        f"{events:,} events are too many for one file, which a browser has to read whole."
        "\n    Write --archive site.zip: all pages in one file to pass on."
    )


def refusal(arguments: argparse.Namespace, project: Path, out: Path) -> str:
    """What speaks against the files that were named, and what to type; "" for nothing."""
    for option, (said, endings) in KINDS.items():
        name = getattr(arguments, option)
        flag = f"--{option.replace('_', '-')}"
        if not name:
            if name is not None and option == "archive":
                return f"{flag} needs the name of a file.\n    Write {flag} site.zip"
            continue
        path = Path(name)
        if path.is_dir():
            why, wanted = "is a folder", path / f"site{endings[0]}"
        elif path.suffix.lower() not in endings:
            why, wanted = said, path.with_name(f"{path.stem}{endings[0]}")
        elif _is_in_the_way(path, project, out):
            why, wanted = "lies in a folder that a build reads or makes", path
        else:
            continue
        if _is_in_the_way(wanted, project, out):
            wanted = project / wanted.name
        return f"“{name}” {why}.\n    Write {flag} {wanted}"
    return ""


def _is_in_the_way(path: Path, project: Path, out: Path) -> bool:
    path, project = path.resolve(), project.resolve()
    if path.is_relative_to(out.resolve()):
        return True
    if not path.is_relative_to(project):
        return False
    return path.relative_to(project).parts[0].casefold() in INPUTS


def write(
    arguments: argparse.Namespace, files: Files, project: Path, timeline: Timeline
) -> int:
    """Writes what was asked for, says so, and gives the exit code."""
    info, many = timeline.info, len(timeline.events)
    name = ""
    try:
        if arguments.single_file is not None:
            name = arguments.single_file or f"{slug(info.title)}.html"
            _put(name, _one(files, project, info.base_url or ""), many)
        if arguments.archive is not None:
            from . import bagging

            name = arguments.archive
            _put(name, bagging.packed(files, project, info), many)
    except OSError as failure:
        at, why = failure.filename or name, failure.strerror or str(failure)
        print(f"{at}: {why}. “{name}” is as it was.", file=sys.stderr)
        return exits.MACHINE
    return exits.DONE


def _one(files: Files, project: Path, base: str) -> bytes:
    def read(path: str) -> bytes:
        return (project / path).read_bytes()

    return single_file.made(files.made, files.copied, read, base)


def _put(name: str, content: bytes, events: int) -> None:
    whole.write(Path(name), content)
    size, plural = len(content), "" if events == 1 else "s"
    words = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, size // 1000)} kB"
    print(f"{events} event{plural} → {name} ({words})")
