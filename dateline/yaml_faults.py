"""What YAML's parser refused, said in an editor's words: fault in, Problem out.

The parser's own words (PyYAML 6) choose the rule, the lines of the file fill it in.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from .citations import mended
from .examples import holders_of, lists
from .problems import Mark, Problem
from .yaml_refusals import IN_PLACE, further, no_dash, no_name, shown, spaces


class Fault(Struct, frozen=True):
    """Where and why the parser stopped, in its words, with the lines of the file.

    ``opened`` is where the construct began that went wrong, ``quoted`` the stretch of
    the last text in quotes before the end.
    """

    file: str
    lines: list[str]
    context: str
    problem: str
    opened: Mark | None
    at: Mark
    quoted: tuple[Mark, Mark] | None

    def line(self, mark: Mark) -> str:
        """The whole line of a place."""
        return self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""

    def rest(self, mark: Mark) -> str:
        """The line of a place, from there on."""
        return self.line(mark)[mark.column - 1 :]

    def at_end(self) -> bool:
        """True where the parser read on to the end of the file."""
        return "end of stream" in self.problem or "<stream end>" in self.problem


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


def in_quotes(text: str) -> str:
    """The text as YAML in the quotes that change it least, which are not curly ones."""
    if re.fullmatch("“[^“”]*”|‘[^‘’]*’|„[^„“]*“", text):
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


NAME_AND_VALUE = re.compile(r"(\s*(?:- +)*)([^\s\"'#\[{&*!|>@`%-][^:]*):\s+(\S.*)")
"""A line such as “  - title: Foo”: what stands before, the name, the value."""

LIST_VALUE = re.compile(r"(\s*(?:- +)+)()(\S.*)")
"""A line such as “  - Foo”, in the same three parts."""

NAME_IN_BRACES = re.compile(r"[{,]\s*([^\s{},:\"'\[\]]+):\s+")
"""A name in braces, with the sign before it."""

AFTER_VALUE_IN_BRACES = re.compile(r",\s+[\w-]+:\s|\}")
"""Where a value in braces ends: at the next name or the brace."""

NAMED = re.compile(r"(\s*(?:- +)*)([\w-]+):(?:\s+(\S(?:.*\S)?))?\s*")
"""A line that begins with a name of one word: what stands before, the name, the value."""

USUAL = 2
"""Spaces before what stands in a section of a file."""

FURTHEST = 200
"""Characters in a line before a value begins: no indentation and no name is longer."""

BLOCK = re.compile(r"[>|][+-]?[1-9]?")
"""The signs of a text that begins on the next line."""


def _written(line: str, before: int) -> tuple[str, str] | None:
    """What stands before a value and the value, if the value begins before a column."""
    for pattern in (NAME_AND_VALUE, LIST_VALUE):
        found = pattern.fullmatch(line)
        if found and found.start(3) < before:
            name = f"{found.group(2).rstrip()}: " if found.group(2) else "- "
            return name, re.sub(r"\s#.*", "", found.group(3)).rstrip()
    return None


def _written_in_braces(line: str, before: int) -> tuple[str, str] | None:
    """The same for the field of ``{id: one, title: Foo}`` in which a column lies."""
    head = line[: before - 1]
    if head.count("{") <= head.count("}"):
        return None
    names = list(NAME_IN_BRACES.finditer(head))
    if not names:
        return None
    value = AFTER_VALUE_IN_BRACES.split(line[names[-1].end() :], maxsplit=1)[0]
    return f"{names[-1].group(1)}: ", value.strip()


def _quote_it(fault: Fault, mark: Mark) -> str:
    """A hint that shows the line at fault with its value in quotes."""
    line = fault.line(mark)
    parts = _written_in_braces(line, mark.column) or _written(line, mark.column)
    if parts is None:
        return "Put the whole text in quotes."
    name, value = parts
    if len(value) > 60:
        return "Put the whole text in quotes."
    return f"Put the whole text in quotes: {name}{in_quotes(value)}"


def _conflict(fault: Fault) -> Problem | None:
    """What a version control system writes where two edits of one place meet."""
    begins = [n for n, line in enumerate(fault.lines, 1) if line.startswith("<<<<<<< ")]
    if not begins or not any(line.startswith(">>>>>>> ") for line in fault.lines):
        return None
    line = fault.lines[begins[0] - 1].rstrip()
    text = f"“{shown(line)}” begins a conflict: two versions of one place stand here"
    hint = (
        "Keep one of the two, or both in their order, and delete the lines of signs: "
    )
    hint += "<<<<<<<, ======= and >>>>>>>"
    if len(begins) > 1:
        hint += (
            f"\n    The next one begins on line {begins[1]}; there are {len(begins)}."
        )
    at = Mark(fault.file, begins[0], 1)
    return Problem(at, text, hint, "yaml-conflict", length=len(line))


def _markup_comment(fault: Fault) -> Problem | None:
    """``<!-- so -->`` or ``// so``, which are comments elsewhere."""
    found = fault.opened if "simple key" in fault.context else None
    line = fault.line(found or fault.at)
    said = re.fullmatch(r"\s*(?:<!--\s*(.*?)\s*(?:-->)?|//\s*(.*?))\s*", line)
    if not said:
        return None
    words = line.strip()
    column = len(line) - len(line.lstrip()) + 1
    at = Mark(fault.file, (found or fault.at).line, column)
    text = f"“{shown(words)}” is no comment here"
    hint = f"A comment begins with a hash: # {shown(said[1] or said[2] or '')}".rstrip()
    return Problem(at, text, hint, "yaml-comment", length=len(words))


#: What looks like a space and is none to YAML: pasted from pages and word processors.
_NO_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def _no_space(fault: Fault) -> Problem | None:
    """Another kind of space in the indentation, or behind a dash or a colon."""
    above = _above(fault, fault.at.line)
    for number in [*(above[:1] if above else ()), min(fault.at.line, len(fault.lines))]:
        line = fault.lines[number - 1]
        for found in _NO_SPACE.finditer(line[:FURTHEST]):
            before = line[: found.start()]
            if not before.strip() or re.fullmatch(r"\s*(?:-\s*)*[\w-]*[:-]\s*", before):
                at = Mark(fault.file, number, found.start() + 1)
                text = "a space of another kind stands here, such as pages have in their text"
                hint = "Delete it, and type a plain space in its place."
                return Problem(at, text, hint, "yaml-space")
    return None


def _tab(fault: Fault) -> Problem | None:
    line = fault.line(fault.at)
    blank = re.match(r"[ \t]*", line)
    lead = blank.group() if blank else ""
    if "\t" in lead and not fault.at_end() and fault.at.column <= len(lead) + 1:
        column = lead.index("\t")
        at = Mark(fault.file, fault.at.line, column + 1)
        hint = "Use spaces instead: two for each level."
        text = "a tab stands in the indentation"
        length = len(lead[column:]) - len(lead[column:].lstrip("\t"))
        return Problem(at, text, hint, "yaml-tab", length=length)
    if "tab character" in fault.problem or r"'\t' that cannot" in fault.problem:
        hint = "Use a space instead."
        return Problem(fault.at, "a tab stands here", hint, "yaml-tab")
    return None


def _open_quote(fault: Fault) -> Problem | None:
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
    hint = _quote_it(fault, fault.at)
    if _continued(fault, opened.line, _column(fault.line(opened))):
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
    goes_on = not is_flow and _continued(fault, opened.line, _column(line))
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
    find = _written_in_braces if is_flow else _written
    name = (find(line, opened.column + 1) or ("", ""))[0]
    hint = f"Put other quotes around the whole text: {name}{in_quotes(inner)}"
    if len(inner) > 60:
        hint = f"Put other quotes around the whole text: {in_quotes(inner)[0]}"
    text = f"“{rest}” stands behind the closing quote"
    return Problem(closed, text, hint, "yaml-quote", length=len(rest) or 1)


def _text_in_braces(fault: Fault) -> Problem | None:
    """``{title: The Treaty: a text}``, and a comma that is missing before a name."""
    if "expected ',' or '}'" not in fault.problem or fault.at_end():
        return None
    before, rest = fault.line(fault.at)[: fault.at.column - 1], fault.rest(fault.at)
    parts = _written_in_braces(fault.line(fault.at), fault.at.column)
    if not parts or parts[1][:1] in ("", '"', "'", "[", "{") or rest[:1] in ("]", "}"):
        return None
    word = re.split(r"[\s{,:]", before)[-1]
    if rest.startswith(":") and holders_of(word):
        at = Mark(fault.file, fault.at.line, len(before) - len(word) + 1)
        text = f"between “{{” and “}}” a comma is missing before “{word}{shown(rest)}”"
        hint = f"Put a comma before “{word}”."
        return Problem(at, text, hint, "yaml-bracket", length=len(word))
    what = "a colon" if rest.startswith(":") else f"“{rest[:1]}”"
    text = f"“{shown(parts[1])}” has {what} inside"
    start = fault.line(fault.at).rfind(parts[1], 0, fault.at.column + len(parts[1]))
    at = Mark(fault.file, fault.at.line, start + 1)
    hint = _quote_it(fault, fault.at)
    return Problem(at, text, hint, "yaml-colon", length=len(parts[1]))


BRACKETS = {"[": "]", "{": "}"}


def _open_bracket(fault: Fault) -> Problem | None:
    if not fault.context.startswith("while parsing a flow") or not fault.opened:
        return None
    bracket = fault.rest(fault.opened)[:1]
    close = BRACKETS.get(bracket)
    if close is None:
        return None
    found = re.search(r"but (?:got|found) '(.*)'", fault.problem)
    token = found.group(1) if found else ""
    if token in ("]", "}"):
        text = f"“{bracket}” is opened here, but “{token}” closes it on line {fault.at.line}"
        hint = f"Close it with “{close}”."
        return Problem(fault.opened, text, hint, "yaml-bracket")
    if fault.at_end() or not _is_closed(fault, bracket, close):
        text = f"the bracket “{bracket}” that opens here is never closed"
        hint = f"Put “{close}” where the list ends."
        if bracket == "{":
            hint = f"Put “{close}” behind its last value."
        return Problem(fault.opened, text, hint, "yaml-bracket")
    rest = shown(fault.rest(fault.at))
    text = f"between “{bracket}” and “{close}” a comma is missing before “{rest}”"
    hint = "Put a comma there, or put the whole text in quotes if it is one text."
    return Problem(fault.at, text, hint, "yaml-bracket", length=len(rest) or 1)


def _is_closed(fault: Fault, bracket: str, close: str) -> bool:
    """True if brackets of this kind come out even somewhere after the first."""
    assert fault.opened is not None
    depth = 0
    rest = [fault.rest(fault.opened), *fault.lines[fault.opened.line :]]
    for character in "\n".join(rest):
        depth += (character == bracket) - (character == close)
        if depth == 0:
            return True
    return False


def _nothing_there(fault: Fault) -> Problem | None:
    if "expected the node content" not in fault.problem:
        return None
    sign = fault.rest(fault.at)[:1]
    if sign == ",":
        text, hint = "nothing stands before this comma", "Delete one comma."
    elif sign in ("]", "}"):
        text, hint = f"this “{sign}” closes nothing that is open", f"Delete “{sign}”."
        if "flow" in fault.context:
            hint = "Close what was opened last first, or delete it."
    else:
        return None
    return Problem(fault.at, text, hint, "yaml-bracket")


def _stray_bracket(fault: Fault) -> Problem | None:
    found = re.search(r"but found '([]}])'", fault.problem)
    if not found:
        return None
    text = f"this “{found.group(1)}” closes nothing that is open"
    hint = f"Delete “{found.group(1)}”, or put the whole text in quotes."
    return Problem(fault.at, text, hint, "yaml-bracket")


def _after_bracket(fault: Fault) -> Problem | None:
    """``title: [Draft] Foo``: what begins with a bracket must end with it."""
    parts = _written(fault.line(fault.at), fault.at.column)
    expected = "<block end>" in fault.problem or "<document start>" in fault.problem
    if not expected or not parts or parts[1][:1] not in ("[", "{", "*", "&", "!"):
        return None
    name, value = parts
    text = f"“{shown(value)}” begins with “{value[0]}”, which has a meaning of its own"
    at = Mark(fault.file, fault.at.line, fault.line(fault.at).index(value) + 1)
    hint = _quote_it(fault, fault.at)
    link = re.fullmatch(r"\[[^\]]*\]\((https?://[^\s()]+)\)", value)
    if link and name in ("url: ", "archived: "):
        hint = f"Write the address alone: {name}{link[1]}"
    return Problem(at, text, hint, "yaml-reserved", length=len(value))


def _owner(fault: Fault, number: int) -> tuple[int, re.Match[str]] | None:
    """The name above a line of words, if nothing but words stands between them."""
    while above := _above(fault, number):
        number, line = above
        if found := NAMED.fullmatch(line):
            return number, found
        if line.lstrip().startswith("- "):
            return None
    return None


def _column(line: str) -> int:
    """Where the name of a line begins, or what stands there instead, behind dashes."""
    lead = re.match(r"\s*(?:- +)*", line)
    return lead.end() if lead else 0


def _is_field(line: str) -> bool:
    found = NAMED.fullmatch(line)
    return bool(found and holders_of(found.group(2)))


def _comment_inside(fault: Fault) -> Problem | None:
    """A text that goes on below a line on which a hash has begun a comment."""
    above = _above(fault, fault.at.line)
    line = fault.line(fault.at)
    found = re.fullmatch(r"(.*\S\s+)(#.*)", above[1]) if above else None
    if not above or not found or NAMED.fullmatch(line) or line.lstrip()[:2] == "- ":
        return None
    owner = NAMED.fullmatch(above[1]) or (_owner(fault, above[0]) or (0, None))[1]
    if not owner or (owner.group(3) or "#")[0] in "#\"'|>[{":
        return None
    if len(line) - len(line.lstrip()) <= owner.start(2):
        return None
    words = found[2].rstrip()
    text = f"“{shown(words)}” is a comment here, and the text cannot go on below it"
    hint = "Put the whole text in quotes, from its first word to its last."
    at = Mark(fault.file, above[0], found.start(2) + 1)
    return Problem(at, text, hint, "yaml-comment", length=len(words))


def _text_too_far_left(fault: Fault) -> Problem | None:
    """Words below ``summary: >`` that are not indented deeper than the name."""
    is_key = fault.opened and "simple key" in fault.context
    at = fault.opened if is_key and fault.opened else fault.at
    line, owner = fault.line(at), _owner(fault, at.line)
    if not owner or not BLOCK.fullmatch(owner[1].group(3) or "") or _is_field(line):
        return None
    number, found = owner
    indent, column = len(line) - len(line.lstrip()), found.start(2)
    if indent > column:
        return None
    first = next(filter(str.strip, fault.lines[number:]))
    wanted = len(first) - len(first.lstrip())
    wanted = wanted if wanted > column else column + 2
    name = found.group(2)
    words = line.strip()
    text = f"“{shown(words)}” stands no deeper than “{name}”, to whose text it belongs"
    hint = f"Indent each line of the text by {spaces(wanted)}."
    start = Mark(fault.file, at.line, indent + 1)
    return Problem(start, text, hint, "yaml-indentation", length=len(words))


def _text_of_lines(fault: Fault) -> Problem | None:
    """``summary: He said`` that goes on over lines, with a colon in one of them."""
    if "mapping values are not allowed" not in fault.problem:
        return None
    line, number = fault.line(fault.at), fault.at.line
    found = NAMED.fullmatch(line)
    if not (found and found.group(3) and _continued(fault, number, found.start(2))):
        owner = _owner(fault, number)
        if not owner or _is_field(line):
            return None
        number, found = owner
    value, column = found.group(3) or "", found.start(2)
    below = _continued(fault, number, column)
    if number + len(below) < fault.at.line or value[:1] in tuple("\"'[{>|&*!"):
        return None
    lines = [words for words in (value, *below) if words]
    if len(lines) > 4:
        lines = [*lines[:3], "…"]
    text = f"the text of “{found.group(2)}” goes on over several lines, with a colon inside"
    hint = "Begin it below its name, behind a “>”:"
    hint += f"\n      {found.group(2)}: >" + "".join(
        f"\n        {each}" for each in lines
    )
    at = Mark(fault.file, number, column + 1)
    return Problem(at, text, hint, "yaml-colon", length=len(found.group(2)))


def _continued(fault: Fault, number: int, column: int) -> list[str]:
    """The lines below a line that are indented deeper than a column, without a dash."""
    words = []
    for line in fault.lines[number:]:
        if not line[: column + 1].isspace() or line.lstrip().startswith("- "):
            break
        words.append(line.strip())
    return words


def _beside_its_key(fault: Fault) -> Problem | None:
    """``title: …`` in the column of the key that it describes, and the rest deeper."""
    above = _above(fault, fault.at.line)
    key = _above(fault, above[0]) if above else None
    if "mapping values are not allowed" not in fault.problem or not above or not key:
        return None
    name, owner = NAMED.fullmatch(above[1]), NAMED.fullmatch(key[1])
    if not name or not owner or owner.group(3) or not name.group(3):
        return None
    column = name.start(2)
    is_key = owner.start(2) == column > 0 and not holders_of(owner.group(2))
    if not is_key or not holders_of(name.group(2)):
        return None
    text = f"“{name.group(2)}” stands beside the key “{owner.group(2)}”, to which it belongs"
    hint = f"Indent the fields of “{owner.group(2)}” by {spaces(column + 2)}."
    at = Mark(fault.file, above[0], column + 1)
    return Problem(at, text, hint, "yaml-indentation", length=len(name.group(2)))


def _second_colon(fault: Fault) -> Problem | None:
    if "mapping values are not allowed" not in fault.problem:
        return None
    line = fault.line(fault.at)
    if _written(line[: fault.at.column], fault.at.column - 1):
        value = _written(line, fault.at.column)
        written = value[1] if value else ""
        start = line.rindex(written, 0) if written else fault.at.column - 1
        text = f"“{shown(written)}” has a colon inside"
        at = Mark(fault.file, fault.at.line, start + 1)
        hint = _quote_it(fault, fault.at)
        return Problem(at, text, hint, "yaml-colon", length=len(written) or 1)
    above = _above(fault, fault.at.line)
    if above is None:
        return None
    number, line_above = above
    indent = len(line) - len(line.lstrip())
    found = NAME_AND_VALUE.fullmatch(line_above)
    if found:
        column = found.start(2)
        text = f"this line is indented by {spaces(indent)}, deeper than the one above"
        hint = f"Align it with “{found.group(2).rstrip()}” on line {number}: {spaces(column)}."
        at = Mark(fault.file, fault.at.line, indent + 1)
        length = fault.at.column - indent - 1
        return Problem(at, text, hint, "yaml-indentation", length=max(1, length))
    return _colonless(fault, number, line_above)


def _above(fault: Fault, number: int) -> tuple[int, str] | None:
    """The nearest line above that says something, with its number."""
    for other in range(number - 1, 0, -1):
        line = fault.lines[other - 1]
        if line.strip() and not line.lstrip().startswith("#"):
            return other, line
    return None


def _nameless(fault: Fault) -> Problem | None:
    before = fault.line(fault.at)[: fault.at.column - 1]
    has_none = fault.rest(fault.at)[:2] in (":", ": ") and not before.strip(" -{,")
    return no_name(fault.at) if has_none else None


def _no_colon(fault: Fault) -> Problem | None:
    if "could not find expected ':'" not in fault.problem or not fault.opened:
        return None
    line = fault.line(fault.opened)
    return _colonless(fault, fault.opened.line, line, fault.opened.column - 1)


def _colonless(
    fault: Fault, number: int, line: str, column: int | None = None
) -> Problem | None:
    if column is None:
        column = _column(line)
    written = re.sub(r"\s#.*", "", line[column:]).rstrip()
    at = Mark(fault.file, number, column + 1)
    if found := re.match(r"-([^\W\d].*)", written):
        text = f"“{shown(written)}” has no space behind its dash"
        hint = f"Write - {shown(found.group(1))}"
        return Problem(at, text, hint, "yaml-dash", length=len(written))
    if found := re.match(r"([\w-]+):(\S.*)", written):
        text = f"“{shown(written)}” has no space behind its colon"
        hint = f"Write {found.group(1)}: {shown(found.group(2))}"
        return Problem(at, text, hint, "yaml-colon", length=len(written))
    name, _, value = written.partition(" ")
    name, value = name.rstrip("=;:,."), value.lstrip("=;:, ")
    if not name:
        return None
    text = f"“{shown(written)}” has no colon"
    hint = f"Write {name}: {shown(value)}"
    if not value:
        hint = "Write a colon and a value behind it, or a dash and a space before it."
    deeper = "If it continues the text above, indent it deeper than that line."
    if value and not holders_of(name) and _above(fault, number):
        is_word = re.fullmatch(r"[\w-]+", name)
        field = f"\n    If it is a field: {name}: {shown(value)}" if is_word else ""
        hint = f"{deeper}{field}"
    elif _above(fault, number):
        hint += f"\n    {deeper}"
    return Problem(at, text, hint, "yaml-colon", length=len(written))


def _reserved(fault: Fault) -> Problem | None:
    found = re.search(r"found character '(.)' that cannot start", fault.problem)
    scanned = re.match(r"while scanning (?:an (?:alias|anchor)|a tag)", fault.context)
    if not found and not scanned:
        return None
    at = fault.at if found else (fault.opened or fault.at)
    written = fault.rest(at)
    text = f"“{shown(written)}” begins with “{written[:1]}”, which has a meaning of its own"
    hint = _quote_it(fault, Mark(at.file, at.line, at.column + 1))
    line = fault.line(at).strip()
    if re.match(r"\* +\S", line):
        hint = f"Begin it with a hyphen: - {shown(line[1:].strip())}"
    elif written.startswith("@") and line.startswith("sources:"):
        keys = line.removeprefix("sources:").replace("@", "").strip()
        keys = keys if keys.startswith("[") else f"[{keys}]"
        hint = f"Keys stand here without it: sources: {keys}"
    elif written.startswith("@") and line == f"cite: {written.rstrip()}":
        hint = f'Put it in brackets and quotes: cite: "{mended(written)}"'
    return Problem(at, text, hint, "yaml-reserved", length=len(written) or 1)


def _block_text(fault: Fault) -> Problem | None:
    if fault.context != "while scanning a block scalar" or not fault.opened:
        return None
    sign = fault.rest(fault.opened)[:1]
    text = f"behind “{sign}” the text begins on a line of its own"
    hint = f"Put the text on the next line, or write it in quotes without “{sign}”."
    return Problem(fault.opened, text, hint, "yaml-reserved")


def _dash(fault: Fault) -> Problem | None:
    if "sequence entries are not allowed" not in fault.problem:
        return None
    text = "a list cannot begin on the line of its name"
    hint = "Begin it on the next line, or put the text in quotes if it is no list."
    return Problem(fault.at, text, hint, "yaml-indentation")


def _escape(fault: Fault) -> Problem | None:
    found = re.search(r"unknown escape character (.+)", fault.problem)
    if not found and "escape sequence of" not in fault.problem:
        return None
    line = fault.line(fault.at)
    start = line.rfind("\\", 0, fault.at.column)
    at = Mark(fault.file, fault.at.line, start + 1)
    return _backslash(at, line[start : fault.at.column])


def _backslash(at: Mark, written: str) -> Problem:
    text = f"“{written}” is no sign that YAML knows between double quotes"
    hint = "Write two backslashes (\\\\) for one, or put the text in single quotes '…'."
    return Problem(at, text, hint, "yaml-escape", length=max(1, len(written)))


def unknown_escape(at: Mark) -> Problem:
    """A number behind a backslash that stands for no character."""
    text = "there is no character with this number"
    hint = "Write the character itself, or two backslashes (\\\\) for a backslash."
    return Problem(at, text, hint, "yaml-escape")


def _indentation(fault: Fault) -> Problem | None:
    if "<block end>" not in fault.problem:
        return None
    line = fault.line(fault.at)
    indent = len(line) - len(line.lstrip(" "))
    at = Mark(fault.file, fault.at.line, indent + 1)
    length = max(1, len(line.rstrip()) - indent)
    stripped = line.strip()
    if re.match(r"-[^\W\d][\w-]*:(?:\s|$)", stripped):
        text = f"“{shown(stripped)}” has no space behind its dash"
        hint = f"Write - {shown(stripped[1:])}"
        return Problem(at, text, hint, "yaml-dash", length=length)
    level = _nearest_level(fault, indent)
    dash = "block collection" in fault.context and not line.lstrip().startswith("-")
    if (
        dash
        and level is not None
        and fault.opened
        and indent == fault.opened.column - 1
    ):
        text = "this line stands among the dashes of a list, but has no dash"
        hint = f"Indent it like line {level[0]} ({spaces(level[1])}), or begin it with “- ”."
        return Problem(at, text, hint, "yaml-indentation", length=length)
    if level is None:
        return None
    text = f"an indentation of {spaces(indent)} fits no line of this block"
    hint = f"Align it with line {level[0]}: {spaces(level[1])}. What belongs to it moves along."
    return Problem(at, text, hint, "yaml-indentation", length=length)


def _wrong_section(fault: Fault) -> Problem | None:
    """An event among the sources or categories, or a source among the events."""
    if not re.search("<block end>|mapping values", fault.problem):
        return None
    number = min(fault.at.line, len(fault.lines))
    begin = next(
        (n for n in range(number, 0, -1) if fault.lines[n - 1][:1].isalpha()), 0
    )
    section = fault.lines[begin - 1].partition(":")[0] if begin else ""
    inside = range(begin + 1, number + 1)
    if section == "events":
        found = (_source_here(fault, n) for n in reversed(inside))
    elif section in ("sources", "categories"):
        found = (_event_here(fault, n, section) for n in inside)
    else:
        return None
    return next(filter(None, found), None)


def _place_of(fault: Fault, section: str) -> str:
    """“line 3, “sources:””, or without a number where there is none yet."""
    lines = enumerate(fault.lines, 1)
    number = next((n for n, line in lines if re.match(rf"{section}:(?!\S)", line)), 0)
    return f"line {number}, “{section}:”" if number else f"a line “{section}:”"


def _event_here(fault: Fault, number: int, section: str) -> Problem | None:
    """A dash where each record has a key of its own."""
    line = fault.lines[number - 1]
    found = NAMED.fullmatch(line)
    if name := re.fullmatch(r" {0,4}- ([\w.-]+)\s*", line):
        at = Mark(fault.file, number, line.index("-") + 1)
        text = (
            f"“{line.strip()}” names one of the {section}, and here they are described"
        )
        hint = f"Write it in an event, as {section}: [{name[1]}], and delete this line."
        return Problem(at, text, hint, "yaml-section", length=len(line.strip()))
    if not found or found.group(1).strip() != "-" or line.index("-") > 2 * USUAL:
        return None
    at = Mark(fault.file, number, line.index("-") + 1)
    words = line.strip()
    if found.group(3) and section == "sources" and _has_source_fields(fault, number):
        text = f"“{shown(words)}” begins a source that has no key"
        hint = "Write a key of your own in place of the dash, on a line above: a-key:"
        return Problem(at, text, hint, "yaml-section", length=len(words))
    if found.group(3) and "an event" in holders_of(found.group(2)):
        text = f"“{shown(words)}” begins an event, and this is a list of {section}"
        hint = f"Move the event below {_place_of(fault, 'events')}."
        return Problem(at, text, hint, "yaml-section", length=len(words))
    if found.group(3):
        return None
    text = f"“{shown(words)}” has a dash, and a key in “{section}” has none"
    column = line.index("-")
    hint = f"Write {found.group(2)}: behind {spaces(column)}, and its fields behind "
    hint += f"{spaces(column + USUAL)}."
    return Problem(at, text, hint, "yaml-section", length=len(words))


def _has_source_fields(fault: Fault, number: int) -> bool:
    """Whether an item has a field that sources have and events have not."""
    column = _column(fault.lines[number - 1])
    for place, line in enumerate(fault.lines[number - 1 :]):
        found = NAMED.fullmatch(line)
        if not found or found.start(2) > column:
            continue
        if found.start(2) < column or (place and "-" in found.group(1)):
            return False
        holders = holders_of(found.group(2))
        if "a source" in holders and "an event" not in holders:
            return True
    return False


def _source_here(fault: Fault, number: int) -> Problem | None:
    """A key with the fields of a source below it, in an event or beside one."""
    line = fault.lines[number - 1]
    key = NAMED.fullmatch(line)
    if not key or key.group(3) or "-" in key.group(1) or holders_of(key.group(2)):
        return None
    field = NAMED.fullmatch(next(filter(str.strip, fault.lines[number:]), ""))
    if not field or "a source" not in holders_of(field.group(2)):
        return None
    if field.start(2) <= key.start(2) or "-" in field.group(1):
        return None
    text = f"“{key.group(2)}” is described like a source, but stands among the events"
    hint = f"Move it below {_place_of(fault, 'sources')}."
    above = _above(fault, number)
    if above and above[1].strip() == "sources:":
        hint += f" Here its key is enough: - {key.group(2)}"
    at = Mark(fault.file, number, key.start(2) + 1)
    return Problem(at, text, hint, "yaml-section", length=len(key.group(2)))


def _first_dash(fault: Fault) -> Problem | None:
    """The first item of a list without the dash that a later one has.

    The parser stops inside it or at the next item.
    """
    if not re.search("<block end>|mapping values", fault.problem):
        return None
    for number in range(min(fault.at.line, len(fault.lines)), 1, -1):
        first = NAMED.fullmatch(fault.lines[number - 1])
        if not first or "-" in first.group(1):
            continue
        item = _next_item(fault, number, first)
        if not item or item[0] < fault.at.line:
            continue
        place, indent = item
        line, column = first.group().strip(), first.start(2)
        below = next(filter(str.strip, fault.lines[number:]))
        wanted = IN_PLACE
        if column == indent:
            wanted = "Write a dash and a space before it"
            if below[: column + 1].strip() and place > number + 1:
                wanted = further(column)
        elif column - indent != USUAL:
            wanted = f"Align it with line {place}: {spaces(indent)}, then"
        at = Mark(fault.file, number, column + 1)
        return no_dash(at, first.group(2), line, wanted)
    return None


def _next_item(
    fault: Fault, number: int, first: re.Match[str]
) -> tuple[int, int] | None:
    """The line and column of the dash of the item behind one that has none itself.

    Both begin with names that one record may have, right below the list's own name.
    """
    above = _above(fault, number)
    least = _opened(above[1]) if above else None
    holders, most = {*holders_of(first.group(2))}, first.start(2)
    if above is None or least is None or not holders:
        return None
    owner = above[1].strip(" -").partition(":")[0]
    if owner not in (lists() if least else ("events",)):
        return None
    for place, line in enumerate(fault.lines[number:], number + 1):
        words = line.lstrip()
        indent = len(line) - len(words)
        if not words or words[0] == "#" or indent > most:
            continue
        item = NAMED.fullmatch(line) if words.startswith("- ") else None
        if indent == most and line.startswith(first.group()[: first.end(2)] + ":"):
            return place, indent  # none of them has a dash
        if item and indent >= least and holders & {*holders_of(item.group(2))}:
            return place, indent
        if item or indent < least or indent == least < most:
            return None
    return None


def _first_entry(fault: Fault) -> Problem | None:
    """The first entry of a section or list that is indented otherwise than the others."""
    if "<block end>" not in fault.problem:
        return None
    line = fault.line(fault.at)
    indent = len(line) - len(line.lstrip(" "))
    section, column = _list_of(fault, indent)
    below = enumerate(fault.lines[section:], section + 1)
    number, first = next((each for each in below if each[1].strip(" #")), (0, ""))
    if not 0 < number < fault.at.line:
        return None
    stray = len(first) - len(first.lstrip(" "))
    dash = "- " if first.lstrip().startswith("- ") else ""
    is_entry = line.lstrip().startswith(dash)
    wanted = indent if is_entry else indent - 2
    entry = re.compile(rf" {{{max(wanted, 1)}}}{dash}\S")
    alike = re.compile(rf" {{{stray}}}{dash}\S")
    others, same = [], 0
    for place, other in enumerate(fault.lines[number:], number + 1):
        if re.match(rf" {{0,{column}}}[\w-]", other):
            break
        if entry.match(other):
            others.append(place)
        same += bool(alike.match(other))
    if stray == wanted or not others or same > len(others):
        return None
    if wanted > stray and not is_entry:  # a list in an entry stands further in
        return None
    if len(others) == 1 and wanted != column + USUAL:
        return None
    words = first.strip()
    return Problem(
        Mark(fault.file, number, stray + 1),
        f"“{shown(words)}” is indented by {spaces(stray)}, and what follows by "
        f"{spaces(wanted)}",
        f"Align it with line {others[0]}: {spaces(wanted)}."
        + (" What belongs to it moves along." if is_entry else ""),
        "yaml-indentation",
        length=len(words),
    )


def _list_of(fault: Fault, indent: int) -> tuple[int, int]:
    """The line and column of the name above under which a line is indented.

    For a line without a dash, which may belong to an entry, the name of the section.
    """
    has_dash = fault.line(fault.at).lstrip().startswith("- ")
    number = fault.at.line
    while above := _above(fault, number):
        number, line = above
        column = _opened(line)
        if column == 0 or (has_dash and column is not None and column < indent):
            return number, column
    return 0, 0


def _opened(line: str) -> int | None:
    """The column of a name without a value, below which its list begins."""
    found = NAMED.fullmatch(line)
    return found.start(2) if found and (found.group(3) or "#")[0] == "#" else None


def _nearest_level(fault: Fault, indent: int) -> tuple[int, int] | None:
    """Number and column of the line above that a line most likely should stand under.

    A dash belongs under a dash, a name under a name, a dash with a name best under one
    with the same name; lines of closed levels are left out.
    """
    has_dash = fault.line(fault.at).lstrip().startswith("- ")
    begins = NAMED.fullmatch(fault.line(fault.at))
    best: tuple[int, int] | None = None
    lowest = len(max(fault.lines, key=len))
    number = fault.at.line
    while lowest >= 0 and (above := _above(fault, number)):
        number, line = above
        found = re.match(r"( *)((?:- +)*)", line)
        dash, name = (found.end(1), found.end(2)) if found else (0, 0)
        column = dash if has_dash else name
        fits = column <= lowest and (dash < name or not has_dash)
        same = NAMED.fullmatch(line)
        if fits and has_dash and begins and same and begins.group(2) == same.group(2):
            return number, column
        if fits and (best is None or abs(column - indent) < abs(best[1] - indent)):
            best = (number, column)
        lowest = min(lowest, dash - 1)
    return best


RULES: tuple[Callable[[Fault], Problem | None], ...] = (
    _conflict,
    _markup_comment,
    _no_space,
    _tab,
    _comment_inside,
    _text_too_far_left,
    _text_of_lines,
    _open_quote,
    _text_in_braces,
    _open_bracket,
    _nothing_there,
    _stray_bracket,
    _after_bracket,
    _wrong_section,
    _first_dash,
    _beside_its_key,
    _second_colon,
    _no_colon,
    _nameless,
    _reserved,
    _block_text,
    _dash,
    _escape,
    _first_entry,
    _indentation,
)
"""In this order: what misleads the parser first."""
