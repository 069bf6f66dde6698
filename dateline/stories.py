"""Stories: a text of content/stories/ in; its head, its introduction and its steps out.

A story begins with a head, as YAML between two lines of three hyphens. Below it, the id of
an event in double brackets, on a line of its own, begins a step: the words under it, up
to the next such line, belong to that event. What stands above the first is the introduction.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from . import shape, yaml_text
from .examples import fields_of, say_example
from .model import StoryRecord
from .problems import Mark, Problem, shortened
from .source import Fields, Markdown, Text

FOLDER = "content/stories/"
_RULE = re.compile(r"---+[ \t]*")
_STEP = re.compile(r" {0,3}\[\[[ \t]*([^\[\]\s][^\[\]]*?)[ \t]*\]\][ \t]*")
#: Three or more of one of these signs open and close code.
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_TITLE = re.compile(r"#[ \t]+(.+?)[ \t#]*")


class StepDraft(Struct, frozen=True):
    """One step as written: the id of its event, with its place, and the words under it."""

    id: Text
    words: str


class StoryDraft(Struct, frozen=True):
    """One story as written; ``record`` is its head, or None where that has mistakes.

    ``prose`` are the lines of its words, code left out, by their number in the file.
    """

    path: str
    record: StoryRecord | None
    introduction: str
    steps: tuple[StepDraft, ...]
    prose: Mapping[int, str]

    @property
    def name(self) -> str:
        """The name of its file, which is its address."""
        return self.path.removeprefix(FOLDER).removesuffix(".md")


def drafted(page: Markdown, example: str) -> tuple[StoryDraft, list[Problem]]:
    """A story as it was written, and every mistake in its head.

    ``example`` is the id of some event of the timeline, for the hints.
    """
    lines = page.text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    end = _end_of_head(lines, first)
    if end is None:
        problem = _without_head(page.path, lines, first, example)
        return _told(page.path, None, lines, first), [problem]
    record, problems = _head(page.path, lines, first, end)
    return _told(page.path, record, lines, end + 1), problems


def _end_of_head(lines: list[str], first: int) -> int | None:
    """The line that closes the head; None where there is none, or it stays open."""
    if first == len(lines) or not _RULE.fullmatch(lines[first]):
        return None
    rest = range(first + 1, len(lines))
    return next((n for n in rest if _RULE.fullmatch(lines[n])), None)


def _without_head(path: str, lines: list[str], first: int, example: str) -> Problem:
    if first == len(lines):
        text = "this file is empty, and a story begins with a head"
        hint = f"Write, for a start:\n{_start('…')}\n\n[[{example}]]"
        return Problem(Mark(path), text, hint, "story-head")
    at = Mark(path, first + 1, 1)
    if _RULE.fullmatch(lines[first]):
        text = "the head of this story begins here and does not end"
        hint = "Write --- on a line of its own below the last field of the head."
        return Problem(at, text, hint, "story-head", length=len(lines[first].rstrip()))
    written = _TITLE.fullmatch(lines[first])
    instead = " instead of this line" if written else " above this line"
    hint = f"Write{instead}:\n{_start(written[1] if written else '…')}"
    text = "this story has no head that says what it is called"
    return Problem(at, text, hint, "story-head", length=len(lines[first].rstrip()))


def _start(title: str) -> str:
    return f"---\ntitle: {say_example(title)}\n---"


def _head(
    path: str, lines: list[str], first: int, end: int
) -> tuple[StoryRecord | None, list[Problem]]:
    """The fields between the two lines of hyphens, read as a file of their own.

    Empty lines stand for those before, so that every place is the right one.
    """
    at = Mark(path, first + 1, 1)
    if not any(line.split("#")[0].strip() for line in lines[first + 1 : end]):
        hint = f"Write into it: title: {fields_of(StoryRecord)['title']}"
        return None, [
            Problem(at, "the head of this story is empty", hint, "story-head")
        ]
    head = "\n" * (first + 1) + "\n".join(lines[first + 1 : end])
    fields, problems = yaml_text.read(path, head + "\n")
    if not isinstance(fields, Fields):
        return None, [_not_fields(found, lines) for found in problems]
    record, found = shape.validated(StoryRecord, fields)
    return record, [*problems, *found]


def _not_fields(problem: Problem, lines: list[str]) -> Problem:
    """What is said of a head that is words or a list, where no names were found."""
    if problem.rule != "yaml-top-level":
        return problem
    line = lines[problem.at.line - 1].strip()
    text = f"the head of a story is written as fields, and here is “{shortened(line)}”"
    hint = f"Write the name of a field before it: title: {line.lstrip('- ')}"
    return Problem(problem.at, text, hint, "story-head", length=len(line))


def _told(
    path: str, record: StoryRecord | None, lines: list[str], start: int
) -> StoryDraft:
    """A story's words, sorted by the step that they belong to."""
    parts: list[tuple[Text | None, list[str]]] = [(None, [])]
    prose: dict[int, str] = {}
    for number, line, is_code in _outside_code(lines, start):
        step = None if is_code else _STEP.fullmatch(line)
        if step:
            at = Mark(path, number, step.start(1) + 1)
            parts.append((Text(at, step[1], step[1]), []))
            continue
        parts[-1][1].append(line)
        if not is_code:
            prose[number] = line
    steps = tuple(StepDraft(id_, _joined(own)) for id_, own in parts if id_)
    return StoryDraft(path, record, _joined(parts[0][1]), steps, prose)


def _outside_code(lines: list[str], start: int) -> Iterator[tuple[int, str, bool]]:
    """Every line from one on, with its number, and whether it is code between fences."""
    fence = ""
    for number, line in enumerate(lines[start:], start + 1):
        found = _FENCE.match(line)
        if fence:
            yield number, line, True
            if found and found[1].startswith(fence) and found[0] == line.rstrip():
                fence = ""
            continue
        fence = found[1] if found else ""
        yield number, line, bool(found)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
