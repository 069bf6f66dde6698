"""Asks where an event is from: sources that are described already, and new ones."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import get_args

from msgspec.structs import replace

from ..composing import checking, likeness
from ..composing.known import Known
from ..composing.values import Value
from ..examples import fields_of
from ..model import SourceKind, SourceRecord
from ..problems import nearest
from . import answers
from .answers import Answers
from .questions import Question, answered, is_refused, offering
from .terminal import BackError, Terminal, say

ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S*|www\.\S+|\S+://\S*")
HELP = (
    "Type the address of a page, the key of a source that is described already,\n"
    "or words from its title. Tab completes keys. Each event needs one source or more."
)
ASKED = ("title", "publisher", "author", "published", "kind", "language", "accessed")
LABELS = {
    "title": "  Its title, without its author",
    "publisher": "  Who published it",
    "author": "  Who wrote it",
    "published": "  When it was published",
    "kind": "  What kind of source",
    "language": "  Its language, if not {language}",
    "accessed": "  When you read it",
}


class SourceQuestions:
    """Fills the sources of ``taken``.

    What was taken back waits, the next to be proposed last; of new sources it is kept
    how they were named and what was said of them.
    """

    def __init__(self, terminal: Terminal, known: Known, taken: Answers) -> None:
        self.terminal = terminal
        self.known = known
        self.taken = taken
        self.is_begun = False
        self.waiting: list[str] = []
        self.names: dict[str, str] = {}
        self.earlier: dict[str, dict[str, Value]] = {}

    def ask(
        self, given: tuple[str, ...], described: tuple[Mapping[str, Value], ...]
    ) -> None:
        """Asks until there is a source, and no further one. Raises BackError.

        What the command line says, ``given`` and ``described``, counts once.
        """
        details = [] if self.is_begun else list(described)
        words = [] if self.is_begun else list(given or [""] * bool(details))
        is_told, self.is_begun = bool(words), True
        while words or not (is_told and self.taken.keys):
            word = ""
            try:
                if words:
                    word = words.pop(0)
                    print(f"Source: {word}" if word else "A new source")
                elif not (word := self._word()):
                    return
                self._take(word, details)
            except BackError as back:
                if back.steps and not self.taken.keys:
                    raise
                is_told = False
                self.waiting += [each for each in reversed(words) if each]
                words = []
                if back.steps:
                    self._take_back()
                elif word:
                    self.waiting.append(word)

    def again(self) -> None:
        """All sources are asked for once more, each proposed as it was."""
        while self.taken.keys:
            self._take_back()

    def _take_back(self) -> None:
        *others, key = self.taken.keys
        self.taken.event["sources"] = tuple(others)
        name = self.names.pop(key, key)
        if key in self.taken.sources:
            self.earlier[name] = self.taken.sources.pop(key)
        self.waiting.append(name)

    def _word(self) -> str:
        """What somebody names a source with; "" where there is no further one."""
        while True:
            label = "Another source (optional)" if self.taken.keys else "Source"
            proposed = f" [{self.waiting[-1]}]" if self.waiting else ""
            word = self.terminal.ask(f"{label}{proposed}: ", [*self.known.sources])
            if word == "?":
                say(HELP)
                continue
            if self.waiting:
                earlier = self.waiting.pop()
                if word == "-":
                    continue
                word = word or earlier
            word = "" if word == "-" else word
            if word or self.taken.keys:
                return word
            say("An event needs a source: an address, a key, or words of its title.")

    def _take(self, word: str, details: list[Mapping[str, Value]]) -> None:
        if word in self.earlier:
            self._describe(word, {})
        elif key := answers.named(self.known, word) or self._found(word):
            self.taken.cite(key)
            if key in self.known.sources:
                self._say_known(key)
        elif ADDRESS.fullmatch(word):
            if not is_refused(checking.source(self.known, "new", {"url": word})):
                self._describe(word, details.pop(0) if details else {})
        elif details:
            self._describe(word, details.pop(0))
        elif self.terminal.agrees(
            f"  Describe “{word}” as a new source that is not on the web?",
            otherwise=False,
        ):
            self.earlier[word] = {"title": word}
            self._describe(word, {})

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
        if not words or ADDRESS.fullmatch(words):
            return None
        keys = likeness.sources_with(self.known, words)
        if near := None if keys else nearest(words, self.known.sources):
            keys = [near]
        if not keys:
            say(f"No source has “{words}”.")
            return None
        if len(keys) == 1:
            return self._confirmed(keys[0])
        for number, key in enumerate(keys, 1):
            say(f"{number}  {likeness.labelled(self.known, key)}")
        return self._chosen(keys)

    def _confirmed(self, key: str) -> str | None:
        """The one source that fits, unless another is meant; its name is a yes too."""
        prompt = f"  Do you mean {likeness.labelled(self.known, key)}? [Y/n] "
        while True:
            answer = self.terminal.ask(prompt, [key], follows=True)
            if answer.casefold() in ("n", "no"):
                return None
            is_yes = answer.casefold() in ("", "y", "yes")
            if is_yes or likeness.meant(self.known, [key], answer):
                return key
            say("Type y for yes or n for no; Enter is yes.")

    def _chosen(self, keys: list[str]) -> str | None:
        while True:
            answer = self.terminal.ask(
                f"  Which one (1 to {len(keys)}, or Enter for none): ",
                keys,
                follows=True,
            )
            if not answer:
                return None
            if key := likeness.meant(self.known, keys, answer):
                return key
            say(f"Type a number from 1 to {len(keys)}, a key, or words of the title.")

    def _describe(self, name: str, given: Mapping[str, Value]) -> None:
        """Asks for the fields of a new source, which ``name`` is the address of, or not.

        Raises BackError; what was said until then is proposed the next time.
        """
        said = dict(given)
        fields = self.earlier.pop(name, {})
        if ADDRESS.fullmatch(name):
            fields["url"] = name
        index = 0
        while index < len(ASKED):
            field = ASKED[index]
            try:
                answer = self._answer(field, fields, str(said.pop(field, "")))
                fields.pop(field, None)
                if answer:
                    fields[field] = answer
                if field == "author":
                    self._part_title(fields)
                index += 1
            except BackError as back:
                index -= back.steps
            if index < 0:
                self.earlier[name] = fields
                raise BackError(0)
        key = answers.describe(self.known, self.taken, fields)
        self.taken.cite(key)
        self.names[key] = name or key
        say(f"A new source; cite it as [@{key}].")

    def _answer(self, name: str, fields: Mapping[str, Value], given: str) -> str:
        question = self._question(name, fields, given, str(fields.get("url", "")))
        if earlier := str(fields.get(name, "")):
            question = replace(question, proposed=earlier)
        return answered(self.terminal, question)

    def _part_title(self, fields: dict[str, Value]) -> None:
        """A title that begins with the author, as catalogues write it, may lose it."""
        title = str(fields["title"])
        alone = likeness.without_author(title, str(fields.get("author", "")))
        if alone != title and self.terminal.agrees(
            f"  The title begins with the author. Is it “{alone}” alone?",
            otherwise=True,
        ):
            fields["title"] = alone

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
