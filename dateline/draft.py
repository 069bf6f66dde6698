"""The data between reading and understanding: what was written, by what it is."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from .model import CategoryRecord, EventRecord, SourceRecord, TimelineRecord
from .source import Fields, Items, Node, Source, Text
from .stories import StoryDraft

#: The file that every project has.
MAIN = "events.yaml"
#: Where the long texts of events lie.
LONG_TEXTS = "content/events/"
#: Among the sources of an event: it has none yet, and says so.
NO_SOURCE = "none-yet"
#: Fields of an event that hold Markdown and may cite.
CITING = ("summary", "status_reason", "gap_note")


class EventDraft(Struct, frozen=True):
    """One event as written; ``record`` is None where its shape has mistakes.

    ``id`` is the id as written, or the one made from the title (``is_made``).
    """

    node: Fields
    record: EventRecord | None
    id: Text
    is_made: bool

    def text(self, name: str) -> Text | None:
        """The words of one field, if it holds words."""
        return text_of(self.node, name)

    def texts(self, name: str) -> Iterator[Text]:
        """The words listed in one field."""
        return texts_of(self.node.values.get(name))

    def records(self, name: str) -> Iterator[Fields]:
        """The records listed in one field."""
        return records_of(self.node, name)

    def names(self, field: str) -> Iterator[Text]:
        """The names listed in one field, bare or as the name of a record."""
        for item in items_of(self.node.values.get(field)):
            if name := item if isinstance(item, Text) else text_of(item, "name"):
                yield name

    def citing(self) -> Iterator[tuple[str, Text]]:
        """Every text that may cite, with the name of its field."""
        for name in CITING:
            if text := self.text(name):
                yield name, text
        for account in self.records("accounts"):
            for version in records_of(account, "versions"):
                for name in ("says", "cite", "reason"):
                    if text := text_of(version, name):
                        yield name, text
        for holder, name in (("media", "caption"), ("corrections", "note")):
            for record in self.records(holder):
                if text := text_of(record, name):
                    yield name, text


class SourceDraft(Struct, frozen=True):
    """One source as written under its key."""

    key: Text
    node: Node
    record: SourceRecord | None


class Draft(Struct, frozen=True):
    """Everything that was written, sorted by what it is."""

    source: Source
    info: TimelineRecord | None
    categories: Mapping[str, CategoryRecord | None]
    sources: Mapping[str, SourceDraft]
    events: tuple[EventDraft, ...]
    stories: tuple[StoryDraft, ...] = ()


def text_of(node: Node | None, name: str) -> Text | None:
    """The words of a field of a record, if both are there."""
    value = node.values.get(name) if isinstance(node, Fields) else None
    return value if isinstance(value, Text) and not value.is_empty else None


def items_of(node: Node | None) -> Iterator[Node]:
    """What is listed in a list, without what is empty."""
    for item in node.items if isinstance(node, Items) else ():
        if not (isinstance(item, Text) and item.is_empty):
            yield item


def texts_of(node: Node | None) -> Iterator[Text]:
    """The words in a list."""
    yield from (item for item in items_of(node) if isinstance(item, Text))


def records_of(node: Node | None, name: str) -> Iterator[Fields]:
    """The records listed in a field of a record."""
    value = node.values.get(name) if isinstance(node, Fields) else None
    if isinstance(value, Items):
        yield from (item for item in value.items if isinstance(item, Fields))
