"""Quotes that never close, or close too early."""

import re

from ..problems import Mark, Problem
from ..yaml_refusals import shown
from .fault import (
    Fault,
    column_of,
    in_quotes,
    lines_below,
    name_and_value,
    name_and_value_in_braces,
    quote_it,
)


def open_quote(fault: Fault) -> Problem | None:
    """A quote that is never closed, or closed before its text ends."""
    breaks_off = fault.at_end() or "separator" in fault.problem
    if "quoted scalar" in fault.context and fault.opened and breaks_off:
        quote = fault.rest(fault.opened)[:1]
        text = f"the quote {quote} that opens here is never closed"
        hint = f"Put a second {quote} where the text ends."
        return Problem(fault.opened, text, hint, "yaml-quote")
    if not fault.quoted:
        return None
    opened, closed = fault.quoted
    between = fault.line(closed)[closed.column - 1 : fault.at.column - 1]
    if closed.line != fault.at.line or between.strip():
        return None
    quote = fault.rest(opened)[:1]
    if inner := _inner_quotes(fault, opened, closed):
        return _other_quotes(fault, opened, closed, inner)
    if opened.line < closed.line:
        text = f"the quote {quote} that opens here closes only on line {closed.line}"
        hint = f"Put a second {quote} where the text ends."
        return Problem(opened, text, hint, "yaml-quote")
    if fault.problem.endswith(("']'", "'}'")):
        return None
    rest = shown(re.sub(r"\s#.*", "", fault.rest(fault.at)).rstrip())
    if fault.context.startswith("while parsing a flow"):
        return None
    text = f"“{rest}” stands behind the closing quote"
    hint = quote_it(fault, fault.at)
    if lines_below(fault, opened.line, column_of(fault.line(opened))):
        double = "''" if quote == "'" else '\\"'
        hint = f"Write {double} for each {quote} inside the text."
    return Problem(fault.at, text, hint, "yaml-quote", length=len(rest) or 1)


def _inner_quotes(fault: Fault, opened: Mark, closed: Mark) -> str | None:
    """The whole text where quotes inside it have ended it too early, on one line.

    Such a quote stands before a letter, or has no other one to go with.
    """
    line = fault.line(opened)
    quote = line[opened.column - 1]
    is_flow = fault.context.startswith("while parsing a flow")
    end = r"\s*[,\]}]" if is_flow else r"\s*(?:#.*)?$"
    found = re.compile(quote + end).search(line, closed.column - 1)
    goes_on = not is_flow and lines_below(fault, opened.line, column_of(line))
    if opened.line != closed.line or not found or goes_on:
        return None
    written = line[opened.column : found.start()]
    inner = written.replace(f"\\{quote}", quote)
    is_before_letter = line[closed.column - 1 : closed.column].isalnum()
    is_odd = not is_flow and written.replace(f"\\{quote}", "").count(quote) % 2 == 1
    return inner if is_before_letter or is_odd else None


def _other_quotes(fault: Fault, opened: Mark, closed: Mark, inner: str) -> Problem:
    rest = shown(fault.rest(closed).split("#")[0].strip())
    line = fault.line(opened)
    is_flow = fault.context.startswith("while parsing a flow")
    find = name_and_value_in_braces if is_flow else name_and_value
    name = (find(line, opened.column + 1) or ("", ""))[0]
    hint = f"Put other quotes around the whole text: {name}{in_quotes(inner)}"
    if len(inner) > 60:
        hint = f"Put other quotes around the whole text: {in_quotes(inner)[0]}"
    text = f"“{rest}” stands behind the closing quote"
    return Problem(closed, text, hint, "yaml-quote", length=len(rest) or 1)
