"""``events.schema.json``: what an editor program checks ``events.yaml`` by, for others."""

from collections.abc import Mapping
from functools import lru_cache

from .. import schema
from ..model import Timeline

ADDRESS = "events.schema.json"


def files(timeline: Timeline) -> Mapping[str, bytes]:  # noqa: ARG001 - the same for all
    """The schema of the files that a timeline is written in."""
    return {ADDRESS: _made()}


@lru_cache(maxsize=1)
def _made() -> bytes:
    return schema.text().encode()
