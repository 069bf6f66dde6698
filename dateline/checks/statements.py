"""Checks of what is said: citations name known sources, doubts show who says what."""

import re
from collections.abc import Callable, Iterator

from .. import citations
from ..draft import NO_SOURCE, Draft, text_of
from ..problems import Mark, Problem, did_you_mean, nearest, shortened
from ..source import Fields, Items, Markdown, Text, place_of

#: The rule of an @ without brackets.
LOOSE = "citation-loose"
#: A word alone in brackets, or with a place behind a comma; no link and no footnote.
_BRACKETED = re.compile(r"(?<![\w\]\\!\[])\[([\w.:-]+)(?:, [^\[\]\n]+)?\](?![\[(:])")
#: A citation with nothing but quotes around it; quotes that end or begin words do not count.
_QUOTED = re.compile(
    r"""(?<![^\s(])["'“„«‘] *(\[[^\[\]\n]*@[^\[\]\n]*\]) *["'”“»’](?!\w)"""
)
#: From where words begin in a text, and the words, to their place in the file.
Place = Callable[[int, str], Mark]


def cited(draft: Draft) -> Iterator[Problem]:
    """Citations can be read and name a known source, in records and in content/."""
    for event in draft.events:
        for name, text in event.citing():
            is_whole = name == "cite" and not any(citations.groups(text.value))
            for problem in _citations_in(text.value, draft, in_record(text)):
                if not (is_whole and problem.rule == LOOSE):  # accounts() says it
                    yield problem
    for page in draft.source.pages.values():
        yield from _citations_in(page.text, draft, in_page(page))


def in_record(text: Text) -> Place:
    """How words of a text in a record find their place in the file."""

    def place(start: int, words: str) -> Mark:
        return place_of(text, words, text.value.count(words, 0, start))

    return place


def in_page(page: Markdown) -> Place:
    """The same for a page of content/."""

    def place(start: int, _words: str) -> Mark:
        before = page.text[:start]
        return Mark(page.path, before.count("\n") + 1, start - before.rfind("\n"))

    return place


def _in_brackets(text: str, draft: Draft, place: Place) -> Iterator[Problem]:
    """What is printed otherwise than it was meant, though it can be read."""
    if "[" not in text:
        return

    def warning(found: re.Match[str], rule: str, said: str, hint: str) -> Problem:
        at = place(found.start(), found[0])
        return Problem(at, said, hint, rule, "warning", length=len(found[0]))

    plain = citations.without_code(text)
    for found in _BRACKETED.finditer(plain):
        if found[1] in draft.sources:
            said = f"“{shortened(found[0])}” is printed as it is, and cites nothing"
            hint = f"Write [@{found[0][1:]}"
            yield warning(found, "citation-without-sign", said, hint)
    for found in _QUOTED.finditer(plain):
        said = f"the quotes around {shortened(found[1])} are printed around its number"
        hint = f"Write {found[1]} without them."
        if found[0] == plain.strip():
            hint = f'Write straight quotes around it: "{found[1]}"'
        yield warning(found, "citation-in-quotes", said, hint)


def _citations_in(text: str, draft: Draft, place: Place) -> Iterator[Problem]:
    for fault in citations.faults(text):
        yield Problem(
            place(fault.start, fault.words),
            fault.text,
            fault.hint,
            fault.rule,
            length=len(fault.words),
        )
    yield from _in_brackets(text, draft, place)
    found: dict[str, int] = {}
    for key, start in citations.places(text):
        if key not in draft.sources:
            found.setdefault(key, start)
    for key, start in found.items():
        hint = f"Describe it under “sources”, as {key}: {{title: …}}"
        if match := nearest(key, draft.sources):
            hint = did_you_mean(match, key, hint, "@")
        else:
            hint += ", or cite a key that is there."
        yield Problem(
            place(start, f"@{key}"),
            f"“@{key}” cites a source that is not described",
            hint,
            "unknown-source",
            length=len(key) + 1,
        )


def summaries(draft: Draft) -> Iterator[Problem]:
    """A summary cites something."""
    for event in draft.events:
        text = event.text("summary")
        if text is None or not text.value.strip():
            continue
        if not any(citations.groups(text.value)) and "@" not in text.value:
            listed = [name.value for name in event.texts("sources")]
            if listed == [NO_SOURCE]:
                continue  # that it has no source yet is said already
            key = next(filter(citations.is_key, listed), "key")
            yield Problem(
                text.at,
                "this summary cites no source",
                f"Put [@{key}] behind the words that it supports.",
                "uncited",
                "warning",
            )


def disputes(draft: Draft) -> Iterator[Problem]:
    """What is disputed shows its accounts."""
    for event in draft.events:
        status = event.text("status")
        is_disputed = status is not None and status.value == "disputed"
        if status and is_disputed and "accounts" not in event.node.values:
            yield Problem(
                status.at,
                "this event is disputed, and no accounts say who says what",
                "Add “accounts” with two versions and their sources.",
                "disputed-alone",
                "warning",
                length=len(status.value),
            )


def accounts(draft: Draft) -> Iterator[Problem]:
    """Accounts cite, and prefer one version at most."""
    for event in draft.events:
        for account in event.records("accounts"):
            versions = account.values.get("versions")
            records = versions.items if isinstance(versions, Items) else ()
            preferred: Mark | None = None
            for version in records:
                yield from _uncited(version)
                rank = text_of(version, "rank")
                if rank and rank.value == "preferred":
                    if preferred:
                        yield _preferred_twice(rank, preferred)
                    preferred = preferred or rank.at


def _uncited(version: Fields | Items | Text) -> Iterator[Problem]:
    cite = text_of(version, "cite")
    if cite is None or any(citations.groups(cite.value)):
        return
    if all(fault.rule == LOOSE for fault in citations.faults(cite.value)):
        yield Problem(
            cite.at,
            f"“{shortened(cite.value)}” is not a citation",
            f'Write it in brackets and quotes: "{citations.mended(cite.value)}"',
            "citation",
            length=len(cite.raw.split("\n")[0]) or 1,
        )


def _preferred_twice(rank: Text, other: Mark) -> Problem:
    return Problem(
        rank.at,
        f"this account prefers two versions; the other is at {other}",
        "Leave one of them preferred; write normal for the other.",
        "preferred-twice",
        length=len(rank.value),
    )
