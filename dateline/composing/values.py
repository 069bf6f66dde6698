"""One value in, and how it should look; the lines of YAML that read back as it out.

Every line that is given has been read again by our own reader.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from .. import yaml_text
from ..source import Fields, Text

#: Plain on one line or on several, in quotes, folded or literal (YAML 1.2.2 §7, §8).
Form = Literal["", "wrapped", '"', "'", ">", ">-", "|", "|-"]
Item = str | Mapping[str, str]
Value = str | tuple[Item, ...]

#: Fields whose words other readers of YAML may take for a number or a day.
NOT_TEXT = frozenset(
    {"accessed", "date", "id", "importance", "lat", "lon", "published"}
)
#: What YAML 1.1 and 1.2 take for something else than text where it stands bare.
WORD = re.compile(r"true|false|yes|no|on|off|y|n|null|~|[-+]?\.inf|\.nan|=|<<", re.I)
NUMBER = re.compile(r"[-+]?\.?[0-9][-+0-9_.,:a-fxo]*", re.IGNORECASE)
#: The spaces at which a line may be folded: folding keeps single ones alone.
SPACE = re.compile(r"(?<=\S) (?=\S)")
LITTLE = 30  # characters of a folded line, where the indentation leaves no room


class Frame(Struct, frozen=True):
    """Where a value stands: its name, what the line begins with, the width to keep."""

    name: str
    indent: int = 0
    width: int = 88
    quote: Literal['"', "'"] = '"'
    in_braces: bool = False


def spelled(value: str, form: Form, frame: Frame) -> list[str]:
    """What stands behind ``name: ``, and the lines below it, indented.

    In the form that is wanted where YAML can say the value so, else in the nearest one.
    """
    for lines in _tried(value, form, frame):
        if _reads_back(value, lines, frame):
            return lines
    return [_double(value)]


def can_be_plain(value: str, frame: Frame) -> bool:
    """Whether a value needs no quotes, for our reader and for others."""
    if WORD.fullmatch(value) or (
        frame.name not in NOT_TEXT and NUMBER.fullmatch(value)
    ):
        return False
    return "\n" not in value and _reads_back(value, [value], frame)


def _tried(value: str, form: Form, frame: Frame) -> Iterator[list[str]]:
    if frame.in_braces:
        form = form if form in ('"', "'") else ""
    if form in (">", ">-", "|", "|-"):
        yield _block(value, form, frame)
    if "\n" in value and not frame.in_braces:
        yield _block(value, ">" if form != ">-" else form, frame)
        yield _block(value, "|", frame)
    is_plain = can_be_plain(value, frame)
    if form == "wrapped" and is_plain:
        yield _wrapped(value, frame)
    if form not in ('"', "'") and is_plain:
        yield [value]
    quote = form if form in ('"', "'") else frame.quote
    if quote == "'" and "\n" not in value:
        yield ["'" + value.replace("'", "''") + "'"]


def _double(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(value: str, form: Form, frame: Frame) -> list[str]:
    """Below ``>`` or ``|``: folded to the width, or line by line."""
    pad = " " * (frame.indent + 2)
    lines: list[str] = []
    for number, line in enumerate(value.split("\n")):
        if form.startswith("|"):
            lines.append(line)
            continue
        if number and line and lines[-1]:
            lines.append("")  # one line end is an empty line; an empty line stays one
        lines += _folded(line, frame.width - len(pad))
    return [form, *(f"{pad}{line}" if line else "" for line in lines)]


def _wrapped(value: str, frame: Frame) -> list[str]:
    pad = " " * (frame.indent + 2)
    before = frame.indent + len(frame.name) + 2
    first, *rest = _folded(value, frame.width - len(pad), before - len(pad))
    return [first, *(pad + line for line in rest)]


def _folded(line: str, width: int, taken: int = 0) -> list[str]:
    """A line cut at spaces; ``taken`` characters of the first line are used."""
    lines: list[str] = []
    width = max(width, LITTLE)
    room = width - taken
    for word in SPACE.split(line):
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            room = room if not lines else width
            lines.append(word)
    return lines


def _reads_back(value: str, lines: list[str], frame: Frame) -> bool:
    first, *rest = lines
    if frame.in_braces:
        text = f"{{a: {first}, b: c}}\n"
    else:
        pad = " " * frame.indent
        text = "\n".join([f"{pad}a: {first}", *rest, f"{pad}b: c", ""])
    fields, problems = yaml_text.read("", text)
    if not isinstance(fields, Fields) or problems or len(fields.values) != 2:
        return False
    read, after = fields.values["a"], fields.values["b"]
    if not isinstance(read, Text) or not isinstance(after, Text) or after.value != "c":
        return False
    said = read.value.removesuffix("\n") if read.style in ("|", ">") else read.value
    return said == value and not read.is_empty
