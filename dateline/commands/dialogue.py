"""Asks for an event on a terminal; each answer is checked as it is given."""

from collections.abc import Callable, Sequence
from typing import get_args

from msgspec.structs import replace

from .. import citations, dates
from ..composing import checking, dating, likeness
from ..composing.known import Known
from ..composing.values import Value
from ..examples import fields_of
from ..model import EventRecord, Status, TimelineRecord
from ..problems import Problem, nearest
from ..slugs import slug
from .answers import Answers, Given, own_id
from .questions import Question, answered, items, offering
from .source_questions import SourceQuestions
from .terminal import BackError, Terminal, say

NEEDED = {
    "date": "An event needs a date, such as 1829-02-11, February 1829 or c. 1450.",
    "title": "An event needs a title: what happened, in one line.",
}
LABELS = {
    "date": "Date",
    "title": "Title",
    "summary": "Summary",
    "categories": "Categories, parted by commas",
    "importance": "Importance: 1 context, 2 notable, 3 turning point",
    "status": "Status: established, reported, disputed or alleged",
    "places": "Places, parted by commas",
    "actors": "Who took part, parted by commas",
    "id": "Id",
}
OPENING = """\
Enter takes what stands in [brackets]; without brackets it leaves out what is optional.
“-” leaves out too, “?” explains, Tab completes, “back” returns to the question before.
Ctrl-C or Ctrl-D stops, and nothing is written.
"""
LISTS = ("categories", "places", "actors")


class Dialogue:
    """One event, asked for; ``said`` are the answers of the command line."""

    def __init__(self, known: Known, said: Given, *, is_new: bool) -> None:
        self.known = known
        self.said = said
        self.is_new = is_new
        self.terminal = Terminal()
        self.taken = Answers()
        self.sources = SourceQuestions(self.terminal, known, self.taken)
        self.made_id = ""
        self.shown: set[str] = set()
        self.asked: set[str] = set()
        self.questions: dict[str, Callable[[str], None]] = {
            "date": self._date,
            "title": self._title,
            "sources": self._sources,
            "summary": self._summary,
            "categories": self._categories,
            "importance": self._importance,
            "status": self._status,
            "places": self._places,
            "actors": self._actors,
            "id": self._id,
        }
        self.steps = {
            **({"timeline": self._name, "language": self._language} if is_new else {}),
            **self.questions,
        }

    def run(self) -> Answers:
        """All questions, once. Raises EOFError and KeyboardInterrupt."""
        if self.is_new:
            print("There is no events.yaml in this folder yet; this begins one.")
        else:
            count = len(self.known.timeline.events)
            print(
                f"A new event for “{self.known.timeline.info.title}” ({count} so far)."
            )
        print(OPENING)
        self._walk([*self.steps])
        return self.taken

    def _walk(
        self, names: Sequence[str], index: int = 0, *, ends: bool = False
    ) -> None:
        """Asks one question after another, and those before as often as is wished.

        ``ends`` if whoever goes back from the first has gone where they came from.
        """
        while index < len(names):
            try:
                self._step(names[index])
                index += 1
            except BackError as back:
                index -= back.steps
            if index < 0 and ends:
                return
            if index < 0:
                say("This is the first question.")
                index = 0

    def _step(self, name: str) -> None:
        """One question; the answer that the command line gives to it counts once."""
        given: Value = ""
        if name not in self.asked:
            given = self.said.event.get(name, "")
        self.asked.add(name)
        self.steps[name](_in_words(given))

    def confirmed(self) -> str:
        """“y”, “n”, or the name of the answer that was changed."""
        names = ", ".join(self.questions)
        while True:
            try:
                answer = self.terminal.ask(
                    f"Add it? y, n, or what to change ({names}) [y]: ",
                    [*self.questions],
                ).casefold()
            except BackError:
                self._walk([*self.steps], len(self.steps) - 1)
                return "id"
            if answer in ("", "y", "yes"):
                return "y"
            if answer in ("n", "no"):
                return "n"
            if name := self._meant(answer):
                if name == "sources":
                    self.sources.again()
                self._walk([name], ends=True)
                return name
            say("Type y, n, or one of these names.")

    def _meant(self, answer: str) -> str | None:
        if answer in self.questions:
            return answer
        starts = [name for name in self.questions if name.startswith(answer)]
        return starts[0] if len(starts) == 1 else nearest(answer, self.questions)

    def _name(self, _given: str) -> None:
        self._of_timeline("title", "Title of the timeline", "")

    def _language(self, _given: str) -> None:
        self._of_timeline("language", "Its language (en, ru, fa …)", "en")
        self.known = self.known.in_language(str(self.taken.timeline["language"]))

    def _of_timeline(self, name: str, label: str, proposed: str) -> None:
        earlier = str(self.taken.timeline.get(name, ""))
        question = Question(
            label,
            lambda answer: checking.timeline({name: answer}),
            str(TimelineRecord.model_fields[name].description),
            "A timeline needs a title.",
            "" if earlier else str(self.said.timeline.get(name, "")),
            earlier or proposed,
        )
        answer = answered(self.terminal, question)
        self.taken.timeline = {**self.taken.timeline, name: answer}

    def _question(self, name: str, given: str) -> Question:
        info = EventRecord.model_fields[name]
        return Question(
            LABELS[name],
            lambda answer: self._problems(name, answer),
            f"{info.description}\nFor example: {_bare(fields_of(EventRecord)[name])}",
            NEEDED.get(name, ""),
            given,
            _in_words(self.taken.event.get(name, "")),
        )

    def _problems(self, name: str, answer: str) -> Sequence[Problem]:
        value: Value = items(answer) if name in LISTS else answer
        return checking.event(self.known, {name: value}, self.taken.sources)

    def _put(self, name: str, answer: str | tuple[str, ...]) -> None:
        self.taken.event.pop(name, None)
        if answer:
            self.taken.event[name] = answer

    def _ask(self, question: Question, name: str) -> str:
        answer = answered(self.terminal, question)
        self._put(name, items(answer) if name in LISTS else answer)
        return answer

    def _date(self, given: str) -> None:
        answer = self._ask(self._question("date", given), "date")
        span = dates.read(answer, self.known.language)
        assert isinstance(span, dates.Span)
        say(dating.understood(span, self.known.language))
        self._renew_id()

    def _title(self, given: str) -> None:
        self._ask(self._question("title", given), "title")
        self._renew_id()
        self._say_alike()

    def _renew_id(self) -> None:
        """Makes an id that was made of other words, and taken as it was, of these."""
        if self.made_id and self.taken.event.get("id") == self.made_id:
            self.made_id = own_id(self.known, self.taken.event)
            self._put("id", self.made_id)

    def _say_alike(self) -> None:
        span = dates.read(str(self.taken.event["date"]), self.known.language)
        assert isinstance(span, dates.Span)
        outline = self.taken.outline(span)
        for event, why in likeness.duplicates(self.known, outline):
            if event.id not in self.shown:
                self.shown.add(event.id)
                say(likeness.remark(event, why, self.known.language))

    def _sources(self, _given: str) -> None:
        self.sources.known = self.known
        self.sources.ask(self.said.sources, self.said.described)
        self._say_alike()

    def _summary(self, given: str) -> None:
        question = self._question("summary", given)
        keys = self.taken.keys
        options = [f"{key}]" for key in [*keys, *self.known.sources]]
        label = offering("Summary; to cite", [f"[@{key}]" for key in keys])
        check = question.check

        def with_keys_at_hand(answer: str) -> Sequence[Problem]:
            return [self._at_hand(problem) for problem in check(answer)]

        question = replace(
            question, label=label, options=options, check=with_keys_at_hand
        )
        answer = self._ask(question, "summary")
        if not answer or any(citations.groups(answer)):
            return
        cited = f"[@{keys[0]}]"
        if self.terminal.agrees(
            f"  This cites no source. Put {cited} at its end?", otherwise=len(keys) == 1
        ):
            end = "." if answer.endswith(".") else ""
            self._put("summary", f"{answer.removesuffix('.')} {cited}{end}")

    def _at_hand(self, problem: Problem) -> Problem:
        """An unknown citation is answered with the event's own sources."""
        if problem.rule != "unknown-source" or "Did you mean" in problem.hint:
            return problem
        own = " or ".join(f"[@{key}]" for key in self.taken.keys)
        return replace(problem, hint=f"The sources of this event are cited as {own}.")

    def _categories(self, given: str) -> None:
        options = [*self.known.categories, *self.taken.categories]
        question = self._question("categories", given)
        check = question.check

        def known_or_begun(answer: str) -> Sequence[Problem]:
            return [p for p in check(answer) if not self._begins(answer, p)]

        self._ask(
            replace(
                question,
                label=offering(question.label, options),
                options=options,
                check=known_or_begun,
            ),
            "categories",
        )
        kept = self.taken.event.get("categories", ())
        begun = self.taken.categories
        self.taken.categories = {name: begun[name] for name in begun if name in kept}

    def _begins(self, answer: str, problem: Problem) -> bool:
        """Whether an unknown category is begun; asked where nothing near is known."""
        if problem.rule != "unknown-category" or problem.hint.startswith(
            "Did you mean"
        ):
            return False
        for name in items(answer):
            if f"“{name}”" not in problem.text:
                continue
            if name in self.taken.categories:
                return True
            if slug(name) == name and self.terminal.agrees(
                f"  There is no category “{name}” yet. Begin it?", otherwise=False
            ):
                self.taken.categories[name] = {
                    "label": name.replace("-", " ").capitalize()
                }
                return True
        return False

    def _importance(self, given: str) -> None:
        question = self._question("importance", given)
        self._ask(replace(question, options=("1", "2", "3")), "importance")

    def _status(self, given: str) -> None:
        question = self._question("status", given)
        self._ask(replace(question, options=get_args(Status)), "status")

    def _places(self, given: str) -> None:
        self._names("places", given, [*self.known.places])
        self._say_alike()

    def _actors(self, given: str) -> None:
        self._names("actors", given, self.known.actors)

    def _names(self, name: str, given: str, known: list[str]) -> None:
        answer = self._ask(replace(self._question(name, given), options=known), name)
        kept = []
        for each in items(answer):
            other = likeness.spelling(each, known)
            is_other = other and self.terminal.agrees(
                f"  “{each}” is new here. Do you mean “{other}”?", otherwise=True
            )
            kept.append(other if other and is_other else each)
        self._put(name, tuple(dict.fromkeys(kept)))

    def _id(self, given: str) -> None:
        self.made_id = own_id(self.known, self.taken.event)
        question = self._question("id", given)
        proposed = question.proposed or self.made_id
        self._ask(replace(question, proposed=proposed), "id")


def _bare(example: str) -> str:
    """An example of a list as it is typed here, parted by commas."""
    return example if example[:2] in ("[[", "[{") else example.strip("[]")


def _in_words(value: Value) -> str:
    """An answer as somebody would type it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
