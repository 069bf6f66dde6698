"""The schema of a project, kept beside it for the program that its editor writes in.

``.vscode/settings.json`` and the first line of events.yaml name the file. A build and
every save under ``serve`` write it.
"""

import contextlib
from pathlib import Path

from .. import project_schema
from ..source import Source
from .unchanged import FOLDER, IGNORED, SCHEMA


def keep(project: Path, source: Source, *, has_mistakes: bool) -> None:
    """Writes the schema of a project as read, if it is another than before.

    A project with mistakes keeps its schema current, but does not get its first one. A
    file that cannot be read leaves the schema as it is; a project that nothing can be
    written into has none.
    """
    if not source.documents or source.documents.keys() != source.texts.keys():
        return
    file = project / FOLDER / SCHEMA
    if has_mistakes and not file.is_file():
        return
    text = project_schema.text(source)
    with contextlib.suppress(OSError):
        if file.is_file() and file.read_bytes() == text.encode():
            return
        file.parent.mkdir(exist_ok=True)
        (file.parent / ".gitignore").write_text(IGNORED, encoding="utf-8")
        beside = file.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
