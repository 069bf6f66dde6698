"""One YAML text in; its names and texts with their places out, or problems in plain words.

Read at YAML's event stage: tags are never resolved, so every scalar stays the text that
was written (YAML 1.2.2 §3.1.2), and nothing recurses, so no nesting can crash us. The C
parser is used where the machine has it. On any error, or where only PyYAML's own parser
is there, that one decides, so the two give the same result.
"""

import gc
import re
from collections.abc import Callable

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from . import yaml_faults, yaml_refusals
from .problems import Mark, Problem
from .source import Fields
from .yaml_builder import Builder, EventStream, Place, Stop, mark
from .yaml_faults import Fault

OUR_ERRORS = (yaml.YAMLError, ValueError, OverflowError)
"""What the parsers raise for a text they cannot read; the last two are PyYAML's own, for
an escape like "\\UFFFFFFFF"."""


PLAIN = re.compile(r"(?:[^\0 \t\n:]|:(?![\0 \t\n]))+")
PLAIN_IN_BRACKETS = re.compile(r"(?:[^\0 \t\n:,\[\]{}]|:(?![\0 \t\n,\[\]{}]))+")
"""A stretch of unquoted text without space (YAML 1.2.2 §7.3.3)."""


class PurePython(Reader, Scanner, Parser):
    """PyYAML's own parser, brought in line with libyaml 0.2.5 where that accepts more.

    libyaml takes a tab for a space except in indentation, a question mark for a letter
    in ``{url: https://example.org/?x}``, and a comment right behind ``|``; PyYAML does
    not. The names of the methods are PyYAML's, which calls them.
    """

    last_quoted: tuple[yaml.Mark, yaml.Mark] | None = None

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def forward(self, length: int = 1) -> None:
        """As PyYAML's, but not letter by letter: line ends here are always LF."""
        end = self.pointer + length
        if breaks := self.buffer.count("\n", self.pointer, end):
            self.line += breaks
            self.column = end - self.buffer.rfind("\n", self.pointer, end) - 1
        else:
            self.column += length
        self.pointer = end
        self.index += length

    def _passes_line_end(self) -> bool:
        if self.peek() != "\n":
            return False
        self.forward()
        return True

    def scan_to_next_token(self) -> None:
        """Passes over space and comments."""
        while True:
            blank = " " if self.allow_simple_key and not self.flow_level else " \t"
            while (character := self.peek()) != "\0" and character in blank:
                self.forward()
            if character == "#":
                while self.peek() not in "\0\n":
                    self.forward()
            if not self._passes_line_end():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> yaml.ScalarToken:
        """An unquoted text, which may go on over several lines."""
        start = end = self.get_mark()
        indent = self.indent + 1
        letters = PLAIN_IN_BRACKETS if self.flow_level else PLAIN
        chunks: list[str] = []
        spaces: list[str] | None = []
        while self.peek() != "#" and (
            found := letters.match(self.buffer, self.pointer)
        ):
            self.allow_simple_key = False
            chunks += [*(spaces or ()), found.group()]
            self.forward(len(found.group()))
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.ScalarToken("".join(chunks), True, start, end)

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str] | None:
        """The space inside an unquoted text, folded; None before “---”."""
        blank, breaks = "", 0
        while (character := self.peek()) != "\0" and character in " \t\n":
            if character != "\n":
                if breaks and character == "\t" and self.column < indent:
                    raise ScannerError(
                        "while scanning a plain scalar",
                        start_mark,
                        "found a tab character that violates indentation",
                        self.get_mark(),
                    )
                blank += character
                self.forward()
                continue
            self._passes_line_end()
            breaks += 1
            self.allow_simple_key = True
            if self.prefix(3) in ("---", "...") and self.peek(3) in "\0 \t\n":
                return None
        if not breaks:
            return [blank] if blank else []
        return [" " if breaks == 1 else "\n" * (breaks - 1)]

    def scan_block_scalar_indicators(
        self, start_mark: yaml.Mark
    ) -> tuple[bool | None, int | None]:
        """The signs behind ``|``: which line ends to keep, and the indentation."""
        found = re.match(r"[+-][1-9]?|[1-9][+-]?|", self.prefix(2))
        written = found.group() if found else ""
        if self.peek(len(written)) not in "\t#":
            both: tuple[bool | None, int | None]
            both = super().scan_block_scalar_indicators(start_mark)
            return both
        self.forward(len(written))
        number = written.strip("+-")
        return {"+": True, "-": False}.get(written.strip("123456789")), (
            int(number) if number else None
        )

    def scan_block_scalar_ignored_line(self, start_mark: yaml.Mark) -> None:
        """The rest of the line of ``|``."""
        while (character := self.peek()) != "\0" and character in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_flow_scalar(self, style: str) -> yaml.ScalarToken:
        """A text in quotes; where it was is kept for the messages."""
        token = super().scan_flow_scalar(style)
        self.last_quoted = (token.start_mark, token.end_mark)
        return token


FASTEST: Callable[[str], EventStream] = getattr(
    getattr(yaml, "cyaml", None), "CParser", PurePython
)
"""libyaml's parser; PyYAML has it where it was built with libyaml."""


def read(
    file: str, text: str, parser: Callable[[str], EventStream] = FASTEST
) -> tuple[Fields | None, list[Problem]]:
    """The names and values of one file, and what is wrong with it.

    ``text`` has LF line ends and no byte order mark, and none of the characters that
    YAML forbids (``load`` sees to that). Fields is None where the file cannot be
    understood; it is there beside a problem that leaves the rest readable, such as a
    name written twice.
    """
    if found := re.match(r"(?:[ \t]*(?:#.*)?\n)*(%.*)", text):
        return None, [
            yaml_refusals.directive(file, text, found.start(1), found.group(1))
        ]
    collecting = gc.isenabled()
    gc.disable()  # half of the time would go into looking for cycles that cannot be
    try:
        if parser is PurePython:
            return _read_slowly(file, text)
        builder = Builder(file, text)
        try:
            return builder.build(parser(text)), builder.problems
        except (*OUR_ERRORS, Stop):
            # What is wrong is said by one parser only, so that the words do not depend
            # on the machine; it is slow, so it need not see the records before.
            short, line = builder.without_finished_records()
            fields, problems = _read_slowly(file, short)
            if fields is not None:
                return _read_slowly(file, text)
            before = [each for each in builder.problems if each.at.line < line]
            return None, [*dict.fromkeys([*before, *problems])]
    finally:
        if collecting:
            gc.enable()


def _read_slowly(file: str, text: str) -> tuple[Fields | None, list[Problem]]:
    stream = PurePython(text)
    builder = Builder(file, text)
    try:
        return builder.build(stream), builder.problems
    except Stop as stop:
        problem = stop.problem
    except yaml.MarkedYAMLError as error:
        problem = yaml_faults.explain(
            Fault(
                file,
                text.split("\n"),
                error.context or "",
                error.problem or "",
                mark(file, error.context_mark) if error.context_mark else None,
                mark(file, error.problem_mark or stream.get_mark()),
                _span(file, stream.last_quoted),
            )
        )
    except OUR_ERRORS:
        problem = yaml_faults.unknown_escape(mark(file, stream.get_mark()))
    return None, [*builder.problems, problem]


def _span(file: str, marks: tuple[Place, Place] | None) -> tuple[Mark, Mark] | None:
    return marks and (mark(file, marks[0]), mark(file, marks[1]))
