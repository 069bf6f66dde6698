"""Checks of stories: their names are addresses, their steps are events, each told once."""

import re
from collections.abc import Iterator

from ..draft import Draft, EventDraft
from ..problems import Mark, Problem, nearest, shortened
from ..slugs import slug
from ..source import Text
from ..stories import FOLDER, StoryDraft
from .references import PICTURES

#: The page that lists all stories.
LIST = "index"
_NAME = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
#: Brackets on a line of their own that are not quite those of a step.
_ALMOST = re.compile(r"\s*\[{1,3}\s*([^\[\]\s@]+?)\s*\]{1,3}[.:]?\s*")
#: The brackets of a step inside a line; behind a link's words stands an address.
_INSIDE = re.compile(r"\[\[([^\[\]@]*)\]\](?!\()")
_CODE = re.compile(r"`[^`]*`")


def story_names(draft: Draft) -> Iterator[Problem]:
    """Every story has a name that can be an address, and its own."""
    seen: dict[str, str] = {}
    for story in draft.stories:
        first = seen.setdefault(story.name.casefold(), story.path)
        name = shortened(story.name)
        if not _NAME.fullmatch(story.name):
            text = f"“{name}” cannot be the address of a story"
            hint = (
                f"Put it directly under {FOLDER} and rename it: {slug(story.name)}.md"
            )
            yield Problem(Mark(story.path), text, hint, "page-name")
        elif story.name.casefold() == LIST:
            text = "the site makes stories/index.html itself, so this story needs another name"
            hint = "Name the file for what it tells, such as the-envoy.md."
            yield Problem(Mark(story.path), text, hint, "address-twice")
        elif first != story.path:
            text = f"this story and {first} would have one address on many computers"
            hint = "Rename one of the two; capitals alone do not tell them apart."
            yield Problem(Mark(story.path), text, hint, "address-twice")


def other_files(draft: Draft) -> Iterator[Problem]:
    """Beside stories lie no files but pictures."""
    for path in sorted(draft.source.media):
        if path.startswith(FOLDER) and not path.lower().endswith((*PICTURES, ".svg")):
            name = path.rpartition("/")[2]
            stem = slug(name.partition(".")[0])
            text = f"“{shortened(name)}” is no story: its name does not end in .md"
            hint = f"Save it as plain text under the name {stem}.md, or move it to content/media/."
            yield Problem(Mark(path), text, hint, "file-kind")


def unknown_steps(draft: Draft) -> Iterator[Problem]:
    """Every step names an event that is there, by the id it has now."""
    known = {event.id.value for event in draft.events}
    for story in draft.stories:
        for step in story.steps:
            if step.id.value not in known:
                yield _unknown(step.id, draft, known)


def _unknown(name: Text, draft: Draft, known: set[str]) -> Problem:
    words = re.split(r"[|#]", name.value)[0].strip()
    match = (
        nearest(words, known) or _titled(name.value, draft) or _renamed(words, draft)
    )
    hint = "Write the id of an event between the brackets; it stands under “id:” in its record."
    if words in known:
        hint = f"Write the id alone: [[{words}]]"
    elif match:
        hint = f"Did you mean [[{match}]]?"
    text = f"there is no event “{shortened(name.value)}”"
    return Problem(name.at, text, hint, "unknown-event", length=len(name.value))


def _titled(words: str, draft: Draft) -> str | None:
    """The id of the event that has these words for its title."""
    ids = {_title(event): event.id.value for event in draft.events}
    match = nearest(words, ids)
    return ids[match] if match else None


def _title(event: EventDraft) -> str:
    title = event.text("title")
    return title.value if title else ""


def _renamed(words: str, draft: Draft) -> str | None:
    """The id that an event has now which had another."""
    for event in draft.events:
        if any(alias.value == words for alias in event.texts("aliases")):
            return event.id.value
    return None


def repeated_steps(draft: Draft) -> Iterator[Problem]:
    """A story tells an event once."""
    for story in draft.stories:
        seen: dict[str, Mark] = {}
        for step in story.steps:
            first = seen.setdefault(step.id.value, step.id.at)
            if first != step.id.at:
                yield Problem(
                    step.id.at,
                    f"this story tells “{shortened(step.id.value)}” already at {first}",
                    "Remove one of the two, and put its words under the other.",
                    "step-twice",
                    length=len(step.id.value),
                )


def stepless(draft: Draft) -> Iterator[Problem]:
    """A story has a step."""
    known = {event.id.value for event in draft.events}
    example = draft.events[0].id.value if draft.events else "the-id-of-an-event"
    for story in draft.stories:
        if story.steps or not story.record or any(_almost(story, known)):
            continue
        yield Problem(
            Mark(story.path),
            "this story has no step",
            f"Write the id of an event on a line of its own: [[{example}]]",
            "story-without-step",
        )


def steps_in_lines(draft: Draft) -> Iterator[Problem]:
    """The brackets of a step stand on a line of their own, two and two."""
    known = {event.id.value for event in draft.events}
    for story in draft.stories:
        yield from _almost(story, known)


def _almost(story: StoryDraft, known: set[str]) -> Iterator[Problem]:
    for number, line in story.prose.items():
        whole = _ALMOST.fullmatch(line)
        if whole and whole[1] in known:
            at = Mark(story.path, number, len(line) - len(line.lstrip()) + 1)
            text = f"“{line.strip()}” begins no step"
            hint = f"Write two brackets on each side, and nothing else: [[{whole[1]}]]"
            yield Problem(at, text, hint, "step-brackets", length=len(line.strip()))
            continue
        bare = _CODE.sub(lambda code: " " * len(code[0]), line)
        for found in _INSIDE.finditer(bare):
            yield _inside(story, number, found)


def _inside(story: StoryDraft, number: int, found: re.Match[str]) -> Problem:
    name = found[1].strip() or "the-id-of-an-event"
    return Problem(
        Mark(story.path, number, found.start() + 1),
        f"“{shortened(found[0])}” stands inside a line, where no step begins",
        f"Put it on a line of its own, or link to the event: [its title](events/{name}.md)",
        "step-brackets",
        length=len(found[0]),
    )
