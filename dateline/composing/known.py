"""What a project holds already, as far as a new event can use it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..draft import EventDraft, items_of, text_of
from ..model import Event, SourceRecord, Timeline
from ..slugs import slug
from ..source import Fields, Source, Text
from .order import events_of


class Known(Struct, frozen=True):
    """A project as read and understood, mistakes left out."""

    source: Source
    timeline: Timeline

    @property
    def language(self) -> str:
        """The language that dates in words are read in."""
        return self.timeline.info.language

    @property
    def actors(self) -> list[str]:
        """Everybody who takes part in an event."""
        return sorted({n for e in self.timeline.events for n in e.record.actors})

    @property
    def categories(self) -> list[str]:
        """The ids of categories."""
        return [*self.timeline.categories]

    @property
    def sources(self) -> Mapping[str, SourceRecord]:
        """The sources that are described under a key of their own."""
        named = {
            key
            for document in self.source.documents.values()
            if isinstance(node := document.values.get("sources"), Fields)
            for key in node.values
        }
        return {
            key: reference.record
            for key, reference in self.timeline.sources.items()
            if key in named
        }

    @property
    def places(self) -> Mapping[str, Mapping[str, str]]:
        """Every place by its name, as it was written where the most is said of it."""
        found: dict[str, Mapping[str, str]] = {}
        for event in self.drafts():
            for item in items_of(event.node.values.get("places")):
                fields = _words(item) if isinstance(item, Fields) else {}
                name = item.value if isinstance(item, Text) else fields.get("name", "")
                if name and len(fields) > len(found.get(name, {})) - (
                    name not in found
                ):
                    found[name] = fields
        return found

    def drafts(self) -> Iterator[EventDraft]:
        """Every event as written, with its id; those with mistakes too."""
        for document in self.source.documents.values():
            for node in events_of(document):
                if isinstance(node, Fields):
                    written, title = text_of(node, "id"), text_of(node, "title")
                    made = slug(title.value if title else "")
                    name = written or Text(node.at, made)
                    yield EventDraft(node, None, name, is_made=not written)

    def ids(self) -> set[str]:
        """Every id and every alias, in small letters."""
        taken = {event.id.value.casefold() for event in self.drafts()}
        aliases = (text for event in self.drafts() for text in event.texts("aliases"))
        return taken | {alias.value.casefold() for alias in aliases}

    def citing(self, key: str) -> list[Event]:
        """The events that rest on a source."""
        return [event for event in self.timeline.events if key in event.sources]

    def in_language(self, language: str) -> "Known":
        """The same project with its dates read in another language."""
        info = self.timeline.info.model_copy(update={"language": language})
        return Known(self.source, replace(self.timeline, info=info))


def _words(record: Fields) -> dict[str, str]:
    return {n: v.value for n, v in record.values.items() if isinstance(v, Text)}
