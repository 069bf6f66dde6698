"""A project and a place in it in; the habits of the records around it out."""

from ..draft import items_of
from ..source import Fields, Node, Source
from .habits import Habits
from .order import events_of

#: Records on either side that are looked at: how one writes changes over a long file.
NEAR = 30


def of_events(source: Source, file: str, index: int) -> Habits:
    """How the events around the ``index``-th of a file are written."""
    document = source.documents.get(file)
    around = (
        events_of(document)[max(index - NEAR, 0) : index + NEAR] if document else ()
    )
    if not around:
        around = tuple(
            node for other in source.documents.values() for node in events_of(other)
        )[-NEAR:]
    return _habits(source, around)


def of_section(source: Source, file: str, section: str) -> Habits:
    """How the last records of a section are written."""
    files = [file, *(other for other in source.documents if other != file)]
    for each in files:
        document = source.documents.get(each)
        node = document.values.get(section) if document else None
        if isinstance(node, Fields) and node.values:
            return _habits(source, tuple(node.values.values())[-NEAR:])
    in_place = tuple(
        item
        for document in source.documents.values()
        for event in events_of(document)
        if section == "sources" and isinstance(event, Fields)
        for item in items_of(event.values.get(section))
    )
    return Habits((), {}) if not in_place else _without_braces(source, in_place)


def _without_braces(source: Source, nodes: tuple[Node, ...]) -> Habits:
    """Sources written in place stand in braces for want of room, not of taste."""
    habits = _habits(source, nodes[-NEAR:])
    return Habits((), {}) if habits.in_braces() else habits


def _habits(source: Source, nodes: tuple[Node, ...]) -> Habits:
    records = tuple(node for node in nodes if isinstance(node, Fields))
    files = {record.at.file for record in records}
    files |= {at.file for record in records for at in record.names.values()}
    return Habits(records, {file: source.texts[file].split("\n") for file in files})
