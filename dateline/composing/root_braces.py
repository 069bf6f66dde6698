"""A file that is one pair of braces, such as JSON, in; where a first record goes out."""

import json
import re
from collections.abc import Iterator

from ..yaml_edit import Page
from .brackets import last_end
from .splices import Edit, Splice, Target, gap_between, placed

EMPTY = re.compile(r"(?P<open>[\[{])\s*[\]}]|null|~")


def in_root_braces(
    target: Target, page: Page, section: str, words: str, value: object
) -> Iterator[Edit]:
    """Fills a section that is empty, or adds it; ``words`` are the value in brackets.

    Where names stand in quotes the file may be JSON, and the value is written as that.
    """
    document = target.document
    start = page.offset(document.at)
    if not page.plain.startswith("{", start):
        return
    first = next(iter(document.names.values()), None)
    is_quoted = first is None or page.plain.startswith('"', page.offset(first))
    if is_quoted:
        words = json.dumps(value, ensure_ascii=False)
    if section in document.names:
        begin = page.offset(document.values[section].at)
        if found := EMPTY.match(page.plain, begin):
            if found["open"]:
                yield placed(begin + 1, words[1:-1])
            else:
                yield (Splice(begin, found.end(), words),)
        return
    end = last_end(page, document)
    if end is not None:
        lines = [at.line for at in document.names.values()]
        gap = gap_between(document.at.line, lines, document)
        name = f'"{section}"' if is_quoted else section
        yield placed(end, f",{gap}{name}: {words}")
