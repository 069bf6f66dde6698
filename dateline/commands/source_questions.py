"""Asks where an event is from: sources that are described already, and new ones."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from ..composing import checking, likeness
from ..composing.known import Known
from ..composing.values import Value
from ..examples import fields_of
from ..model import SourceKind, SourceRecord
from ..problems import nearest
from . import answers
from .answers import Answers
from .questions import Question, answered, is_refused, offering
from .terminal import Terminal, say

ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S*|www\.\S+|\S+://\S*")
HELP = (
    "Type the address of a page, the key of a source that is described already,\n"
    "or words from its title. Tab completes keys. Each event needs one source or more."
)
ASKED = ("title", "publisher", "author", "published", "kind", "language", "accessed")
LABELS = {
    "title": "  Its title",
    "publisher": "  Who published it",
    "author": "  Who wrote it",
    "published": "  When it was published",
    "kind": "  What kind of source",
    "language": "  Its language, if not {language}",
    "accessed": "  When you read it",
}


class SourceQuestions:
    """Fills the sources of ``taken``; ``given`` are those of the command line."""

    def __init__(self, terminal: Terminal, known: Known, taken: Answers) -> None:
        self.terminal = terminal
        self.known = known
        self.taken = taken

    def ask(
        self, given: tuple[str, ...], described: tuple[Mapping[str, Value], ...]
    ) -> None:
        """Asks until there is a source, and no further one."""
        words, details = list(given), list(described)
        if described and not given:
            self._describe("", details.pop(0))
        while True:
            if words:
                word = words.pop(0)
                print(f"Source: {word}")
            elif given and self.taken.keys:
                return
            else:
                label = "Another source (optional)" if self.taken.keys else "Source"
                word = self.terminal.ask(f"{label}: ", [*self.known.sources])
            if word == "?":
                say(HELP)
            elif word:
                self._take(word, details)
            elif self.taken.keys:
                return
            else:
                say(
                    "An event needs a source: an address, a key, or words of its title."
                )

    def _take(self, word: str, details: list[Mapping[str, Value]]) -> None:
        key = answers.named(self.known, word) or self._found(word)
        if key:
            self.taken.cite(key)
            if key in self.known.sources:
                self._say_known(key)
        elif ADDRESS.fullmatch(word):
            if not is_refused(checking.source(self.known, "new", {"url": word})):
                self._describe(word, details.pop(0) if details else {})
        elif details:
            self._describe("", {**details.pop(0)})
        elif self.terminal.agrees(
            f"  No source has “{word}”. Describe a new one that is not on the web?",
            otherwise=False,
        ):
            self._describe("", {"title": word})

    def _say_known(self, key: str) -> None:
        events = self.known.citing(key)
        count = f"{len(events)} event{'s' * (len(events) != 1)}"
        say(
            f"{likeness.labelled(self.known, key)}: {count} cite{'s' * (len(events) == 1)} it"
        )

    def _found(self, words: str) -> str | None:
        """A source by words of it, where one is meant."""
        if words in self.taken.sources:
            return words
        if ADDRESS.fullmatch(words):
            return None
        keys = likeness.sources_with(self.known, words)
        if near := None if keys else nearest(words, self.known.sources):
            keys = [near]
        if not keys:
            return None
        for number, key in enumerate(keys, 1):
            say(f"{number}  {likeness.labelled(self.known, key)}")
        chosen = self.terminal.ask(f"  Which one (1–{len(keys)}, or Enter for none): ")
        is_number = chosen.isdecimal() and 1 <= int(chosen) <= len(keys)
        return keys[int(chosen) - 1] if is_number else None

    def _describe(self, address: str, given: Mapping[str, Value]) -> None:
        """Asks for the fields of a new source."""
        fields: dict[str, Value] = {"url": address} if address else {}
        for name in ASKED:
            question = self._question(name, fields, str(given.get(name, "")), address)
            if answer := answered(self.terminal, question):
                fields[name] = answer
        key = answers.describe(self.known, self.taken, fields)
        self.taken.cite(key)
        say(f"A new source; cite it as [@{key}].")

    def _question(
        self, name: str, fields: Mapping[str, Value], given: str, address: str
    ) -> Question:
        info = SourceRecord.model_fields[name]
        question = Question(
            LABELS[name].format(language=self.known.language),
            lambda answer: checking.source(self.known, "new", {**fields, name: answer}),
            f"{info.description}\nFor example: {fields_of(SourceRecord)[name]}",
            "A source needs a title, as it stands on it." if name == "title" else "",
            given,
        )
        if name == "publisher" and address:
            known = likeness.publisher_of(self.known, address)
            return replace(question, proposed=known, options=self._publishers())
        if name == "kind":
            kinds = get_args(SourceKind)
            return replace(
                question, label=offering(question.label, kinds), options=kinds
            )
        if name == "accessed" and address:
            return replace(question, proposed=f"{datetime.now(tz=UTC).date()}")
        return question

    def _publishers(self) -> list[str]:
        found = (record.publisher for record in self.known.sources.values())
        return sorted({name for name in found if name})
