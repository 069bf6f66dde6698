"""Notes in ``.dateline/`` that are as good as none once they are damaged: JSON, signed."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec import Raw, json

from . import kept

Known = TypeVar("Known")


def read(note: Path, kind: type[Known], tools: str = "") -> Known | None:
    """What a note says; None if there is none, or it is damaged, or of other ``tools``."""
    try:
        signed, known = json.decode(kept.read(str(note)), type=tuple[str, Raw])
        is_ours = signed == _signed(bytes(known), tools)
        return json.decode(known, type=kind) if is_ours else None
    except (OSError, ValueError, RecursionError):
        return None


def leave(project: Path, note: Path, known: object, tools: str = "") -> None:
    """Leaves a note; where none can be left, there is none."""
    written = json.encode(known)
    with suppress(OSError):
        whole = json.encode((_signed(written, tools), Raw(written)))
        kept.leave(str(project), note.name, whole)


def _signed(written: bytes, tools: str) -> str:
    """What damage to a note would change, and other tools."""
    return hashlib.blake2b(json.encode(tools) + written, digest_size=16).hexdigest()
