"""What YAML's parser refused, said in an editor's words: fault in, Problem out.

The parser's own words (PyYAML 6) choose the rule, the lines of the file fill it in.
"""

from collections.abc import Callable

from ..problems import Problem
from ..yaml_refusals import shown
from .brackets import (
    after_bracket,
    nothing_there,
    open_bracket,
    stray_bracket,
    text_in_braces,
)
from .colons import beside_its_key, nameless, no_colon, second_colon, text_of_lines
from .fault import Fault
from .layout import dash, first_entry, indentation, text_too_far_left
from .quotes import open_quote
from .sections import first_dash, left_edge, wrong_section
from .signs import (
    block_text,
    comment_inside,
    conflict,
    escape,
    look_alike,
    markup_comment,
    no_space,
    reserved,
    tab,
    unknown_escape,
)

__all__ = ["Fault", "explain", "unknown_escape"]


def explain(fault: Fault) -> Problem:
    """The one problem behind a fault: the first rule that knows it."""
    for rule in RULES:
        if problem := rule(fault):
            return problem
    words = shown(fault.rest(fault.at).strip() or fault.line(fault.at).strip())
    text = (
        f"the file cannot be read from “{words}” on"
        if words
        else ("the file breaks off in the middle of something")
    )
    hint = "Compare its indentation with the lines above, or put the text in quotes."
    return Problem(fault.at, text, hint, "yaml-syntax", length=max(1, len(words)))


RULES: tuple[Callable[[Fault], Problem | None], ...] = (
    conflict,
    look_alike,
    markup_comment,
    no_space,
    tab,
    comment_inside,
    text_too_far_left,
    text_of_lines,
    open_quote,
    text_in_braces,
    open_bracket,
    nothing_there,
    stray_bracket,
    after_bracket,
    wrong_section,
    left_edge,
    first_dash,
    beside_its_key,
    second_colon,
    no_colon,
    nameless,
    reserved,
    block_text,
    dash,
    escape,
    first_entry,
    indentation,
)
"""In this order: what misleads the parser first."""
