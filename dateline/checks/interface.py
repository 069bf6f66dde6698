"""A check of the interface: whether it speaks the language of the timeline."""

from collections.abc import Iterator

from .. import catalogue
from ..draft import Draft, text_of
from ..problems import Problem


def words(draft: Draft) -> Iterator[Problem]:
    """The interface has words in the timeline's language."""
    language = draft.info.language if draft.info else "en"
    if catalogue.is_spoken(language):
        return
    timeline = draft.source.documents["events.yaml"].values["timeline"]
    text = text_of(timeline, "language")
    yield Problem(
        text.at if text else timeline.at,
        f"there are no interface words in “{language}” yet, so English ones are used",
        f"It has words in: {', '.join(catalogue.languages())}. Leave it if the texts "
        f"are in “{language}”.",
        "interface-language",
        "warning",
        length=len(language),
    )
