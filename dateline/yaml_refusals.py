"""What YAML allows and a project's files may not hold, one function each: Problem out."""

from collections.abc import Iterable

from .examples import holders_of
from .problems import Mark, Problem, nearest
from .source import Items, Node, Text

STARTER = """\
timeline:
  title: Your title
events:
  - title: What happened
    date: 2024-02-24
    sources: [{title: Name of the source, url: "https://example.org/"}]"""
"""The smallest events.yaml, shown to whoever has none yet."""

#: Parts of a file that hold many entries, so that two of a name are one to be.
SECTIONS = ("categories", "sources", "events")

#: What to do with a line whose dash is missing, if it stands as far in as one with it.
IN_PLACE = "Write a dash in place of the two spaces before it"


def shown(text: str) -> str:
    """A stretch of the file short enough for a message."""
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def spaces(count: int) -> str:
    """A number of spaces in words."""
    return f"{count} space" if count == 1 else f"{count} spaces"


def directive(file: str, text: str, index: int, line: str) -> Problem:
    """``%YAML 1.2``: nothing here needs it."""
    at = Mark(file, text.count("\n", 0, index) + 1, 1)
    said = f"“{shown(line.rstrip())}” is an instruction that is not needed here"
    hint = "Delete this line, and “---” below it."
    return Problem(at, said, hint, "yaml-directive", length=len(line.rstrip()))


def top_level(file: str, root: Node | None) -> Problem:
    """The file holds no names at its outermost level."""
    if root is None or (isinstance(root, Text) and not (root.value or root.style)):
        return empty(file)
    if isinstance(root, Items):
        text = "the file begins with a list, without a name for it"
        hint = "Write “events:” on a line of its own before the list."
        return Problem(root.at, text, hint, "yaml-top-level")
    words = shown(root.value.split("\n")[0]) if isinstance(root, Text) else ""
    hint = f"Write names and values, such as:\n{STARTER}"
    text = f"the file holds only the text “{words}”"
    return Problem(root.at, text, hint, "yaml-top-level", length=max(1, len(words)))


def empty(file: str) -> Problem:
    """Nothing but space and comments."""
    hint = f"Write, for a start:\n{STARTER}"
    if "/" in file:
        hint = "Write “events:” and an event into it, or delete the file."
    return Problem(Mark(file), "this file is empty", hint, "file-empty")


def second_document(at: Mark) -> Problem:
    """``---`` in the middle of the file."""
    text = "“---” begins a second document"
    hint = "Delete this line: a file holds one document."
    return Problem(at, text, hint, "yaml-second-document", length=3)


def no_name(at: Mark) -> Problem:
    """``: Foo``."""
    text = "there is no name before this colon"
    return Problem(at, text, "Write a name before it, such as title:", "yaml-name")


def merge(at: Mark) -> Problem:
    """``<<: *defaults``; YAML 1.2 has no merging, and a place would be lost."""
    text = "“<<” (merging) is not understood here"
    hint = "Write the names and values out; an alias can stand for a whole value."
    return Problem(at, text, hint, "yaml-merge", length=2)


def name_not_text(at: Mark) -> Problem:
    """A list, an alias or more names where a name should be."""
    text = "a name must be a text"
    hint = "Write it out, such as title:, or put the whole text in quotes."
    return Problem(at, text, hint, "yaml-name")


def written_twice(at: Mark, name: str, first: Mark, above: str) -> Problem:
    """One name, two values: YAML would keep either; ``above`` is a name without a value."""
    text = f"“{shown(name)}” is written twice; the first is on line {first.line}"
    hint = "Keep one of the two."
    if at.column > 1 and not holders_of(name):
        hint = "Keep one of the two, or give the newer one another name."
    if above:
        hint = f"Indent it by two spaces if it belongs to “{shown(above)}” above it."
    if at.column == first.column == 1 and name in SECTIONS:
        hint = f"Move what stands under it to the end of the “{shown(name)}:” of line "
        hint += f"{first.line}, and delete this line."
    return Problem(at, text, hint, "yaml-duplicate", length=max(1, len(name)))


def no_dash(at: Mark, name: str, line: str, wanted: str = IN_PLACE) -> Problem:
    """The first name of an item that lacks its dash, with the line from there.

    ``wanted`` says what to do before the line as it should be is shown.
    """
    text = f"“{shown(name)}” begins a new item here, but has no dash"
    hint = f"{wanted}: - {shown(line.rstrip())}"
    return Problem(at, text, hint, "yaml-dash", length=max(1, len(name)))


def dash_too_deep(at: Mark, words: str, above: str, column: int, line: int) -> Problem:
    """An item that stands deeper than the one above it, whose text it goes on."""
    text = f"“{shown(words)}” is read as part of the text above, “{shown(above)}”"
    hint = f"Align its dash with that of line {line}: {spaces(column)}."
    return Problem(at, text, hint, "yaml-indentation", length=len(words))


def further(column: int) -> str:
    """What to do with an item of which no line has a dash, and the rest stands below it."""
    rest = f"indent what belongs to it by {spaces(column + 2)}"
    return f"Write a dash and a space before it, and {rest}"


def too_deep(at: Mark, most: int) -> Problem:
    """More levels than any event needs."""
    text = f"lists and names stand more than {most} deep within each other here"
    return Problem(at, text, "Delete what is too much of it.", "yaml-depth")


def unknown_alias(at: Mark, name: str, known: Iterable[str]) -> Problem:
    """``*name`` without ``&name`` above."""
    text = (
        f"“*{shown(name)}” repeats something that is not named “&{shown(name)}” above"
    )
    hint = f'If it is a text, put it in quotes: "*{shown(name)}"'
    if near := nearest(name, known):
        hint = f"Did you mean “*{near}”?"
    return Problem(at, text, hint, "yaml-alias", length=len(name) + 1)


def alias_of_itself(at: Mark, name: str) -> Problem:
    """``&a [*a]``."""
    text = f"“*{shown(name)}” stands inside the value that it repeats"
    return Problem(at, text, "Write the value out.", "yaml-alias", length=len(name) + 1)


def too_much_repeated(at: Mark, name: str, most: int) -> Problem:
    """A billion laughs."""
    text = f"with “*{shown(name)}”, aliases repeat more than {most:,} values"
    return Problem(at, text, "Write less of it.", "yaml-alias", length=len(name) + 1)


def tag(at: Mark, written: str) -> Problem:
    """``!anything``, the standard ones too: a field decides what a text means."""
    words = shown(written)
    text = f"“{words}” is a tag, and tags are not used here"
    hint = f'Delete it, or put the text in quotes if it belongs to it: "{words} …"'
    return Problem(at, text, hint, "yaml-tag", length=max(1, len(written)))


def escaped_control(at: Mark, character: str) -> Problem:
    """A control character, written by its number: ``U+0000``."""
    text = f"this text holds the control character U+{ord(character):04X}"
    hint = "Delete the backslash and what belongs to it."
    return Problem(at, text, hint, "control-character")
