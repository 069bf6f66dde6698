"""The schema of a project, kept beside it for the program that its editor writes in.

``.vscode/settings.json`` and the first line of events.yaml name the file. A build and
every save under ``serve`` write it.
"""

import contextlib
from pathlib import Path

from .. import project_schema
from ..source import Source
from . import kept


def keep(project: Path, source: Source, *, has_mistakes: bool) -> None:
    """Writes the schema of a project as read, if it is another than before.

    A project with mistakes keeps its schema current, but does not get its first one. A
    file that cannot be read leaves the schema as it is; a project that nothing can be
    written into has none.
    """
    if not source.documents or source.documents.keys() != source.texts.keys():
        return
    file = project / kept.FOLDER / kept.SCHEMA
    if has_mistakes and not file.is_file():
        return
    text = project_schema.text(source).encode()
    with contextlib.suppress(OSError):
        if file.is_file() and file.read_bytes() == text:
            return
        kept.leave(str(project), kept.SCHEMA, text)
