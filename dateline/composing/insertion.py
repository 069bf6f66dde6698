"""A file's text and a record to put in; the changed text out, every other byte as it was.

What comes out has been read again: it says what the text said before, and the record.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from .. import yaml_text
from ..source import Fields, Items
from ..yaml_edit import Page, as_loaded
from . import records
from .brackets import last_end
from .habits import Habits
from .layout import Layout, parts_sections
from .meaning import says, sections
from .records import Record
from .root_braces import in_root_braces
from .splices import Edit, Splice, Target, applied, gap_between, placed

#: What an empty section may hold, from its colon on.
NOTHING = re.compile(
    r"[ \t]*:(?P<value>[ \t]*(?:~|null|Null|NULL|\[[ \t]*\]|\{[ \t]*\}))?"
)
DOCUMENT_END = re.compile(r"^(?:\.\.\.|---)(?=\s|\Z)", re.MULTILINE)


def with_event(
    target: Target, index: int, fields: Record, habits: Habits
) -> str | None:
    """The text with an event as the ``index``-th of its list.

    None where the file is written so that no place was found.
    """
    before = target.document
    here = sections(before)
    items = here.get("events")
    list_now = items[1:] if isinstance(items, tuple) and items[0] == "items" else ()

    def is_meant(after: Fields) -> bool:
        there = sections(after)
        listed = there.pop("events", ())
        if not isinstance(listed, tuple) or len(listed) != len(list_now) + 2:
            return False
        rest = (*listed[1 : index + 1], *listed[index + 2 :])
        same = {k: v for k, v in here.items() if k != "events"} == there
        return same and rest == list_now and says(listed[index + 1], fields)

    return _first(target, _event_edits(target, index, fields, habits), is_meant)


def with_named(
    target: Target, section: str, key: str, fields: Record, habits: Habits
) -> str | None:
    """The text with a record under its key at the end of a section.

    None where the file is written so that no place was found.
    """
    here = sections(target.document)
    found = here.get(section)
    now = found[1:] if isinstance(found, tuple) and found[0] == "fields" else ()

    def is_meant(after: Fields) -> bool:
        there = sections(after)
        named = there.pop(section, ())
        if not isinstance(named, tuple) or named[1:-1] != now:
            return False
        pair = named[-1]
        same = {k: v for k, v in here.items() if k != section} == there
        is_pair = isinstance(pair, tuple) and len(pair) == 2 and pair[0] == key
        return same and is_pair and says(pair[1], fields)

    return _first(target, _named_edits(target, section, key, fields, habits), is_meant)


def _first(
    target: Target, edits: Iterator[Edit], is_meant: Callable[[Fields], bool]
) -> str | None:
    page = Page(target.text)
    for edit in edits:
        changed = applied(page, edit)
        after, _ = yaml_text.read(target.file, as_loaded(changed))
        if after is not None and is_meant(after):
            return changed
    return None


def _event_edits(
    target: Target, index: int, fields: Record, habits: Habits
) -> Iterator[Edit]:
    page = Page(target.text)
    node = target.document.values.get("events")
    if isinstance(node, Items) and page.plain.startswith("[", page.offset(node.at)):
        if node.items:
            yield from _in_brackets(page, node, index, records.braces(fields, habits))
            return
    elif isinstance(node, Items):
        layout = Layout(page, target.document, "events")
        lines = layout.item(records.block(fields, habits, layout.indent))
        if habits.in_braces():
            lines = layout.item([records.braces(fields, habits)])
        yield from (placed(*found) for found in layout.places(index, lines))
        return
    own = records.block(fields, habits, 4)
    yield from _new_section(target, page, "events", ["  - " + own[0][4:], *own[1:]])
    in_list = f"[{records.braces(fields, habits)}]"
    yield from in_root_braces(target, page, "events", in_list, [fields])


def _named_edits(
    target: Target, section: str, key: str, fields: Record, habits: Habits
) -> Iterator[Edit]:
    page = Page(target.text)
    node = target.document.values.get(section)
    in_braces = f"{_quoted(key, habits)}: {records.braces(fields, habits)}"
    if isinstance(node, Fields) and page.plain.startswith("{", page.offset(node.at)):
        if node.values:
            end = last_end(page, node)
            if end is not None:
                gap = gap_between(
                    node.at.line, [at.line for at in node.names.values()], node
                )
                yield (Splice(end, end, f",{gap}{in_braces}"),)
            return
    elif isinstance(node, Fields):
        layout = Layout(page, target.document, section)
        nested = layout.nesting(node)
        lines = [f"{layout.dash}{key}:", *records.block(fields, habits, nested)]
        if habits.in_braces():
            lines = [layout.dash + in_braces]
        count = len(node.values)
        yield from (placed(*found) for found in layout.places(count, lines))
        return
    lines = [f"  {key}:", *records.block(fields, habits, 4)]
    yield from _new_section(target, page, section, lines)
    words = f"{{{in_braces}}}"
    yield from in_root_braces(target, page, section, words, {key: fields})


def _in_brackets(page: Page, node: Items, index: int, words: str) -> Iterator[Edit]:
    gap = gap_between(
        node.at.line, [item.at.line for item in node.items], node.items[0]
    )
    if index < len(node.items):
        yield placed(page.offset(node.items[index].at), f"{words},{gap}")
    elif (end := last_end(page, node)) is not None:
        yield placed(end, f",{gap}{words}")


def _new_section(
    target: Target, page: Page, section: str, lines: Sequence[str]
) -> Iterator[Edit]:
    """A section that is there and empty is filled; one that is missing is made."""
    if page.plain.startswith("{", page.offset(target.document.at)):
        return
    words = "\n".join(lines)
    gap = "\n\n" if parts_sections(page.plain.split("\n")) else "\n"
    if section in target.document.names:
        start = page.offset(target.document.names[section]) + len(section)
        found = NOTHING.match(page.plain, start)
        if found:
            line_end = page.plain.find("\n", found.end())
            line_end = line_end if line_end >= 0 else len(page.plain)
            goes = (found.start("value"), found.end("value"))
            cut = Splice(*goes, "") if found["value"] else None
            add = Splice(line_end, line_end, f"\n{words}")
            yield (cut, add) if cut else (add,)
        return
    if section != "events" and "events" in target.document.names:
        yield placed(_above(target, page, "events"), f"{section}:\n{words}{gap}")
    ended = DOCUMENT_END.search(page.plain, page.offset(target.document.at))
    if ended:
        yield placed(ended.start(), f"{section}:\n{words}\n")
        return
    body = page.plain.rstrip("\n")
    for end in (len(body), len(page.plain)):
        yield placed(end, f"{gap}{section}:\n{words}")


def _above(target: Target, page: Page, section: str) -> int:
    """Where a section begins, with the comment right above it."""
    lines = page.plain.split("\n")
    first = line = target.document.names[section].line - 1
    while line and lines[line - 1].startswith("#"):
        line -= 1
    return page.starts[line or first]


def _quoted(key: str, habits: Habits) -> str:
    return f'"{key}"' if habits.quotes_names() else key
