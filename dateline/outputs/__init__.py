"""What is written beside the pages: a timeline in, files out, one module a format."""

from collections.abc import Callable, Mapping

from ..model import Timeline
from . import bibtex, csl_json

#: Every format. A new one is a new module, and a line here.
OUTPUTS: tuple[Callable[[Timeline], Mapping[str, bytes]], ...] = (
    bibtex.files,
    csl_json.files,
)


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The bytes of every file by its address. Two at one address: ValueError."""
    made: dict[str, bytes] = {}
    for output in OUTPUTS:
        for address, content in output(timeline).items():
            if address in made:
                raise ValueError(f"two outputs at {address}")
            made[address] = content
    return made
