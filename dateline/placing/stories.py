"""Stories: events in the order of their telling in, a page for each and their list out."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from .. import citations, dates, notes, pages
from ..model import Event, Step, Story, Timeline
from . import Placing

LIST = "stories/index.html"
#: No event has an id with a point in it.
START = "story.start"


def address(story: Story) -> str:
    """Where a story is told."""
    return f"stories/{story.name}.html"


def links_from(timeline: Timeline) -> tuple[pages.Link, ...]:
    """All stories, for the timeline's own page."""
    return tuple(
        pages.Link(story.record.title, address(story)) for story in timeline.stories
    )


def links_to(timeline: Timeline) -> Mapping[str, tuple[pages.Link, ...]]:
    """For every event that is told in a story, by id: the steps that tell it."""
    found: dict[str, tuple[pages.Link, ...]] = {}
    for story in timeline.stories:
        for step in story.steps:
            link = pages.Link(story.record.title, f"{address(story)}#{step.id}")
            found[step.id] = (*found.get(step.id, ()), link)
    return found


def story_pages(placing: Placing, made: Sequence[pages.Card]) -> Iterator[pages.Page]:
    """Their list and every story; nothing where there is none."""
    if not placing.timeline.stories:
        return
    told = [_StoryMaking(placing, made).page(one) for one in placing.timeline.stories]
    rows = tuple(
        pages.StoryRow(
            pages.Link(page.title, page.address),
            citations.without(page.summary.text),
            page.count,
        )
        for page in told
    )
    title = placing.wording.say("Stories")
    yield pages.StoriesPage(placing.site, LIST, title, "", rows)
    yield from told


def _year(second: int) -> int:
    return int(dates.day_text(second // 86_400)[: -len("-01-01")])


class _StoryMaking:
    """What all stories of one timeline share."""

    def __init__(self, placing: Placing, made: Sequence[pages.Card]) -> None:
        self.placing = placing
        self.cards = {card.id: card for card in made}
        self.events = {event.id: event for event in placing.timeline.events}

    def page(self, story: Story) -> pages.StoryPage:
        """One story with all its steps."""
        summary = story.record.summary or ""
        texts = [("summary", summary), ("text", story.introduction)]
        cited, by_key = self._cited(texts, (), "story.")
        plain = citations.without(summary) or citations.without(story.introduction)
        return pages.StoryPage(
            self.placing.site,
            address(story),
            story.record.title,
            plain,
            pages.Prose(summary, "story.summary", by_key),
            pages.Prose(story.introduction, "story.text", by_key),
            cited,
            self._count(story),
            START,
            tuple(self._steps(story)),
        )

    def _cited(
        self, texts: list[tuple[str, str]], listed: Sequence[str], scope: str
    ) -> tuple[tuple[pages.Note, ...], Mapping[str, pages.Note]]:
        language = self.placing.wording.language
        references = self.placing.timeline.sources
        found = notes.numbered(texts, listed, references, language, scope)
        return found, {note.key: note for note in found}

    def _count(self, story: Story) -> str:
        """How many steps, and from which year to which, where that is known."""
        say = self.placing.wording
        spans = [self.events[step.id].date for step in story.steps]
        steps = say.steps(len(spans))
        ends = [*(one.earliest for one in spans), *(one.latest for one in spans)]
        known = [second for second in ends if second is not None]
        if len(known) < len(ends):
            return steps
        first, last = (say.year(_year(end)) for end in (min(known), max(known)))
        if first == last:
            return say.say("{steps}, {year}").format(steps=steps, year=first)
        return say.say("{steps}, {first} to {last}").format(
            steps=steps, first=first, last=last
        )

    def _steps(self, story: Story) -> Iterator[pages.StoryStep]:
        say, ids = self.placing.wording, [step.id for step in story.steps]
        for place, step in enumerate(story.steps):
            position = say.say("{n} of {total}").format(
                n=say.number(place + 1), total=say.number(len(ids))
            )
            card, words = self._told(self.cards[step.id], self.events[step.id], step)
            before = ids[place - 1] if place else START
            after = ids[place + 1] if place + 1 < len(ids) else ""
            yield pages.StoryStep(card, words, position, before, after)

    def _told(
        self, card: pages.Card, event: Event, step: Step
    ) -> tuple[pages.Card, pages.Prose]:
        """An event with the words that tell it: one row of numbers for all they cite."""
        scope = f"{card.id}."
        figures = [("picture" + str(n), f) for n, f in enumerate(card.figures)]
        texts = [("words", step.words), ("summary", card.summary.text)]
        texts += [(name, figure.caption.text) for name, figure in figures]
        if card.status != "established":  # a story gives reasons for doubts alone
            texts += [("status", card.status_reason.text)]
        cited, by_key = self._cited(texts, event.sources, scope)
        told = replace(
            card,
            notes=cited,
            summary=replace(card.summary, notes=by_key),
            status_reason=replace(card.status_reason, notes=by_key),
            figures=tuple(
                replace(figure, caption=replace(figure.caption, notes=by_key))
                for _, figure in figures
            ),
        )
        return told, pages.Prose(step.words, f"{scope}words", by_key)
