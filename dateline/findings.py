"""One finding of pydantic's in, one problem in an editor's words out, at its place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from . import citations, dates, yaml_refusals
from .borrowed import ENDS, borrowed
from .examples import fields_named, holders_of, say_example
from .problems import Mark, Problem, nearest, shortened
from .source import Fields, Items, Node, Text

#: What each nested field holds, so that a mistake inside it is said of the right thing.
INSIDE: Mapping[str, str] = {
    "timeline": "the timeline",
    "axis": "the axis",
    "sources": "a source",
    "categories": "a category",
    "events": "an event",
    "places": "a place",
    "original_date": "an original date",
    "accounts": "an account",
    "versions": "a version",
    "related": "a related event",
    "media": "a picture",
    "corrections": "a correction",
}
#: The keys in our examples, which a project may have.
_KEYS = re.compile(r"\b(?:afp-2024|iranica-griboedov)\b")
#: What a word out of place is called, where its field's name does not say it.
MEANT: Mapping[str, str] = {
    "kind": "a kind of source",
    "calendars": "a calendar",
    "mode": "a way to draw the axis",
    "importance": "an importance",
    "format": "a format",
    "lat": "a latitude",
    "lon": "a longitude",
}
#: What a field is that holds fields of its own.
FIELDS = "written as fields"
#: The fields of an item of a list, of which the first takes the words; a name has none.
IN_LIST: Mapping[str, tuple[str, ...]] = {
    "places": (),
    "sources": ("title",),
    "related": ("id",),
    "media": ("file", "alt", "credit"),
}
#: How pydantic's findings about numbers begin.
NUMERIC = ("int_", "float_", "finite_", "greater_", "less_")
NUMBERS: Mapping[str, str] = {
    "format": "Write 1, or leave the line out.",
    "importance": "Write 1 (context), 2 (notable) or 3 (turning point).",
    "lat": "Write degrees from −90 to 90, such as 35.69.",
    "lon": "Write degrees from −180 to 180, such as 51.39.",
}


class Finding:
    """One thing that pydantic found, with the node it speaks of.

    ``kind``, ``location`` and ``context`` are pydantic's; ``node`` is the record and
    ``name`` what it is called.
    """

    def __init__(
        self,
        kind: str,
        location: tuple[int | str, ...],
        context: Mapping[str, Any],
        node: Fields,
        name: str,
    ) -> None:
        self.kind = kind
        self.location = location
        self.context = context
        self.name = name
        self.field = ""
        self.at = node.at
        self.node: Node | None = node
        self.holder: Fields = node
        self.is_item = False
        self._descend(location)

    def _descend(self, location: tuple[int | str, ...]) -> None:
        for depth, step in enumerate(location):
            here = self.node
            if isinstance(here, Items) and isinstance(step, int):
                solid = [item for item in here.items if not _is_empty(item)]
                self.node = solid[step] if step < len(solid) else None
                self.is_item = True
            elif isinstance(here, Fields) and isinstance(step, str):
                # pydantic names the kind of source it tried between its place and ours
                if depth and step in ("key", "record") and step not in here.values:
                    continue
                self._enter(here, step)
            if self.node is not None:
                self.at = self.node.at

    def _enter(self, here: Fields, step: str) -> None:
        if self.field in INSIDE:
            self.name = INSIDE[self.field]
        self.field, self.holder, self.is_item = step, here, False
        self.node = here.values.get(step)

    @property
    def is_said_elsewhere(self) -> bool:
        """Whether another problem says the same: what is empty, or a list that is
        short only because an item of it is wrong.
        """
        if self.kind == "too_short" and isinstance(self.node, Items):
            return len(self.node.items) >= int(self.context["min_length"])
        return self.node is not None and _is_empty(self.node)

    def problem(self, stands_for: str | None = None) -> Problem:
        """The problem; ``stands_for`` is the missing field that an unknown one is for."""
        if self.kind == "extra_forbidden":
            return self._unknown_field(stands_for)
        if self.kind.startswith(NUMERIC):
            return self._number()
        say = {
            "refused": self._refused,
            "missing": self._missing,
            "literal_error": self._unknown_word,
            "string_type": lambda: self._shape("text", can_be_quoted=True),
            "tuple_type": self._not_a_list,
            "model_type": self._not_fields,
            "too_short": self._too_short,
            "string_too_short": self._empty,
            "string_pattern_mismatch": self._dots,
        }.get(self.kind, lambda: self._shape(FIELDS))
        return say()

    def _make(self, text: str, hint: str, rule: str, at: Mark | None = None) -> Problem:
        length = 1
        if isinstance(self.node, Text):
            length = max(1, len(self.node.raw.split("\n")[0]))
        return Problem(at or self.at, text, hint, rule, length=length)

    def _words(self) -> str:
        return shortened(self.node.value) if isinstance(self.node, Text) else ""

    def _line(self) -> str:
        """All the words on one line, to be typed again."""
        return " ".join(self.node.value.split()) if isinstance(self.node, Text) else ""

    def _example(self) -> str:
        """How the field is written; keys in it are nobody's, so that none is taken over."""
        example = fields_named(self.name).get(self.field, "")
        return _KEYS.sub("a-key", example)

    def _missing(self) -> Problem:
        if self.field == "sources":
            text, line = f"{self.name} has no source", sources_for(self.holder)
        else:
            text = f"{self.name} has no “{self.field}”"
            line = f"{self.field}: {self._converted() or self._example()}"
        where = "inside the braces" if self.holder.is_in_braces else "a line"
        return Problem(self.holder.at, text, f"Add {where}: {line}", "missing")

    def _converted(self) -> str:
        """The missing date of an event that has one in another calendar."""
        other = self.holder.values.get("original_date")
        parts = (
            other.values if self.field == "date" and isinstance(other, Fields) else {}
        )
        calendar, written = parts.get("calendar"), parts.get("date")
        if isinstance(calendar, Text) and isinstance(written, Text):
            read = dates.read_in(calendar.value, written.value)
            if isinstance(read, dates.Span):
                return say_example(read.edtf)
        return ""

    def _unknown_field(self, stands_for: str | None) -> Problem:
        known = list(fields_named(self.name))
        unused = [name for name in known if name not in self.holder.values]
        hint = f"The fields are {_join(known)}."
        if holders := holders_of(self.field):
            hint = f"It is a field of {_join(holders, 'or')}: write it there."
        glued, _, value = self.field.partition(":")
        if value and glued in known:
            hint = f"Put a space behind the colon: {glued}: {value}"
        elif self.name == "an event" and self.field.casefold() in ENDS:
            hint = self._both_ends()
        elif self.name == "an event" and self._is_source():
            hint = "It looks like a source: move it to the “sources:” at the left edge."
        elif match := (
            stands_for
            or borrowed(self.name, self.field)
            or nearest(self.field, unused)
            or nearest(self.field, known)
        ):
            is_there = match in self.holder.values
            hint = self._put_into(match) if is_there else self._renamed(match)
        return Problem(
            self.holder.names[self.field],
            f"{self.name} has no field “{shortened(self.field)}”",
            hint,
            "unknown-field",
            length=len(self.field),
        )

    def _is_source(self) -> bool:
        """A key of nobody's, with fields of a source below it."""
        names = self.node.names if isinstance(self.node, Fields) else ()
        known = any("a source" in holders_of(name) for name in names)
        return known and not borrowed(self.name, self.field)

    def _renamed(self, field: str) -> str:
        """How to write the value under its right name."""
        hint = f"Did you mean “{field}”?"
        if self._line() and (field in IN_LIST or self._holds_names(field)):
            hint += f" Write {field}: [{in_list(field, self._line())}]"
        return hint

    def _holds_names(self, field: str) -> bool:
        example = fields_named(self.name).get(field, "")
        return example.startswith("[") and not example.startswith(("[{", "[["))

    def _put_into(self, field: str) -> str:
        """The same where that field is there already."""
        line = self.holder.names[field].line
        if isinstance(self.holder.values[field], Items) and self._line():
            item = in_list(field, self._line())
            return f"Write it into “{field}” on line {line}: {item}"
        return f"There is “{field}” on line {line} already; keep one of the two."

    def _both_ends(self) -> str:
        """How to write the end of an event, which has one date for both its ends."""
        hint = f"Write both ends as one date, without “{self.field}”"
        for name, node in self.holder.values.items():
            is_date = "date" in (name, borrowed(self.name, name))
            if isinstance(node, Text) and is_date:
                for sign in ("/", " – "):
                    both = f"{node.value}{sign}{self._line()}"
                    if isinstance(dates.read(both), dates.Span):
                        return f"{hint}: date: {both}"
        return f"{hint}, such as date: 2022-10/2023-02"

    def _refused(self) -> Problem:
        rule, hint = self.context["rule"], self.context["hint"]
        if not isinstance(self.node, Text) and rule != "axis-break":
            return self._shape("text", can_be_quoted=rule == "date-not-text")
        if rule.startswith("date-"):  # a date in brackets would be a list in YAML
            hint = re.sub(r"\[[^\[\]]*\]", r'"\g<0>"', hint)
        return self._make(self.context["text"], hint, rule)

    def _unknown_word(self) -> Problem:
        if not isinstance(self.node, Text):
            return self._shape("one word")
        expected = [
            word.strip(" '")
            for word in str(self.context["expected"]).replace(" or ", ", ").split(",")
        ]
        match = nearest(self._words(), expected)
        what = MEANT.get(self.field, f"a {self.field}")
        return self._make(
            f"“{self._words()}” is not {what}",
            f"Did you mean “{match}”? It may be {_join(expected, 'or')}."
            if match
            else f"Write {_join(expected, 'or')}.",
            "unknown-word",
        )

    def _shape(self, wanted: str, *, can_be_quoted: bool = False) -> Problem:
        subject = f"“{self.field}”"
        if self.is_item:
            subject = f"an item of {subject}"
        hint = f"Write {self.field}: {self._example()}"
        is_single = wanted != FIELDS and not self.is_item
        if isinstance(self.node, Items) and is_single:
            hint = self._out_of_list(self.node, can_be_quoted) or hint
        elif isinstance(self.node, Fields) and can_be_quoted and not self.is_item:
            hint = self._out_of_pair(self.node) or hint
        return self._make(
            f"{subject} is {wanted}, and here {what_is_there(self.node)}", hint, "shape"
        )

    def _out_of_list(self, node: Items, can_be_quoted: bool) -> str:
        """How to make one text of a list that YAML read in it."""
        words = [item.value for item in node.items if isinstance(item, Text)]
        if self.field == "cite" and words:
            groups = [citations.mended(word)[1:-1] for word in words]
            return f'Write cite: "[{"; ".join(groups)}]"'
        joined = f"[{', '.join(words)}]"
        if not words or len(words) < len(node.items) or len(joined) > 80:
            return ""
        if len(words) == 1 and ".." not in words[0]:
            return f"Write {self.field}: {say_example(words[0])}"
        if not can_be_quoted:
            return ""
        if node.items[0].at.line != node.items[-1].at.line:
            return f"Write {self.field}: {say_example(' '.join(words))}"
        return f'If it is one text, put it in quotes: {self.field}: "{joined}"'

    def _out_of_pair(self, node: Fields) -> str:
        """How to make one text of what YAML took for a name and its value."""
        pairs = [(k, v.value) for k, v in node.values.items() if isinstance(v, Text)]
        if len(node.values) != 1 or not pairs or self.field == "date":
            return ""
        words = shortened(": ".join(pairs[0]))
        return (
            f"If it is one text, put it in quotes: {self.field}: {say_example(words)}"
        )

    def _beside_a_list(self) -> str:
        """The first of several that stands beside the name; the rest have dashes below."""
        if not isinstance(self.node, Text) or self.node.style:
            return ""
        first, *below = self.node.raw.splitlines() or [""]
        has_dashes = below and all(line.lstrip().startswith("- ") for line in below)
        return first.strip() if has_dashes else ""

    def _is_described(self) -> bool:
        """Keys of sources with their fields below them."""
        values = self.node.values.values() if isinstance(self.node, Fields) else ()
        return bool(values) and all(isinstance(value, Fields) for value in values)

    def _glued_dash(self) -> str:
        """The first of what has hyphens below the name, but no spaces behind them."""
        if not isinstance(self.node, Text) or self.node.style:
            return ""
        lines = [line.strip() for line in self.node.raw.splitlines()]
        signs = [re.match(r"(?:-(?=[^\W\d])|[–—•*·]\s*|- )", line) for line in lines]
        if not lines or not signs[0] or not all(signs):
            return ""
        return lines[0][signs[0].end() :]

    def _not_a_list(self) -> Problem:
        hint = f"Write {self.field}: {self._example()}"
        holds_names = self._holds_names(self.field)
        if first := self._glued_dash():
            hint = f"Begin each with a hyphen and a space: - {first}"
        elif first := self._beside_a_list():
            hint = f"Put the first one below, behind a hyphen as well: - {first}"
        elif isinstance(self.node, Text) and (holds_names or self.field in IN_LIST):
            item = in_list(self.field, self._line())
            hint = f"Put it in brackets: {self.field}: [{item}]"
            key, _, place = self._line().partition(", ")
            if self.field == "sources" and item == key and place:
                hint += f"\n    Its place stands where it is cited: [@{key}, {place}]"
        elif self.field == "sources" and self._is_described():
            keys = ", ".join(self.node.names) if isinstance(self.node, Fields) else ""
            hint = (
                f"Move it to the “sources:” at the left edge, and write here: [{keys}]"
            )
        elif isinstance(self.node, Fields) and holds_names and self.field != "sources":
            hint = f"Write {self.field}: [{', '.join(self.node.names)}]"
        elif isinstance(self.node, Fields) and self.node.is_in_braces:
            hint = f"Put it in brackets: {self.field}: [{{…}}]"
        elif isinstance(self.node, Fields):
            first, at = next(iter(self.node.names.items()), ("", self.at))
            further = at.column - self.holder.names[self.field].column
            wanted = yaml_refusals.further(at.column - 1)
            if further >= 4:
                wanted = yaml_refusals.IN_PLACE
            hint = f"{wanted}: - {first}: …"
        return self._make(
            f"“{self.field}” is a list, and here {what_is_there(self.node)}",
            hint,
            "shape",
        )

    def _not_fields(self) -> Problem:
        inside = INSIDE.get(self.field, self.name)
        example = self._example()
        hint = f"Write {example[1:-1] if self.is_item else f'{self.field}: {example}'}"
        wanted = "fields"
        if self.field == "sources":
            wanted = "a key or as fields"
            hint = f"Write sources: {example}"
        elif self.field == "related" and isinstance(self.node, Text):
            hint = f"Write {say_example({'id': self.node.value})}"
        elif self.field == "original_date" and isinstance(self.node, Text):
            read, other = dates.read(self._line()), dates.of_another(self._line())
            day = read.edtf if isinstance(read, dates.Span) else self._line()
            whole = say_example({"calendar": "julian", "date": day})
            if other and "original_date: " in other.hint:
                whole = other.hint.partition("original_date: ")[2]
            hint = f"Write original_date: {whole}\n    Its calendar may be julian, "
            hint += "persian or islamic."
        return self._make(
            f"{inside} is written as {wanted}, and here {what_is_there(self.node)}",
            hint,
            "shape",
        )

    def _too_short(self) -> Problem:
        if self.field == "sources":
            return self._make(
                "an event has no source",
                "Name at least one: sources: [a-key], or write the source in place.",
                "missing",
            )
        return self._make(
            "an account has fewer than two versions",
            "Add the other version, or say it in the summary if nobody differs.",
            "account-versions",
        )

    def _empty(self) -> Problem:
        hint = "Write something there, or remove the line."
        return self._make(f"“{self.field}” is empty", hint, "empty")

    def _dots(self) -> Problem:
        text = f"“{self._words()}” only keeps the place of “{self.field}”"
        hint = f"Write what belongs there, as in {self.field}: {self._example()}"
        return self._make(text, hint, "empty")

    def _number(self) -> Problem:
        if not isinstance(self.node, Text):
            return self._shape("a number")
        what = MEANT.get(self.field, "a whole number")
        hint = NUMBERS.get(self.field, "Write a whole number, such as 1.")
        return self._make(f"“{self._words()}” is not {what}", hint, "number")


def in_list(field: str, words: str) -> str:
    """Words as one item of a list, or several if they stand for names with commas."""
    if field == "sources":
        if re.fullmatch(r"(?:none|no|nothing)\b.{0,12}", words, re.IGNORECASE):
            return "none-yet"
        key, _, place = words.partition(", ")
        if citations.is_key(key) and citations.is_place(place):
            return key
        if keys := _keys(words):
            return ", ".join(keys)
        if "://" in words:
            return say_example({"title": "…", "url": words})
    if field == "related" and (ids := _keys(words)):
        return ", ".join(say_example({"id": each}) for each in ids)
    wanted = IN_LIST.get(field)
    if not wanted and ";" in words:
        parts = filter(None, map(str.strip, words.split(";")))
        return ", ".join(say_example(part, inside=True) for part in parts)
    if not wanted:
        return words
    return say_example({wanted[0]: words} | dict.fromkeys(wanted[1:], "…"))


def _keys(words: str) -> list[str]:
    """Keys that stand in one text, parted in whatever way; nothing for other words."""
    bare = words.replace("@", "").strip("[] ,;")
    parted = re.split(r"\s*[,;]\s*", bare)
    if all(map(citations.is_key, parted)):
        return parted
    parted = re.split(r"\s*[,;&+]\s*|\s+and\s+|\s+", bare)
    are_keys = all(citations.is_key(key) and re.search("[0-9-]", key) for key in parted)
    return parted if are_keys else []


def sources_for(event: Fields) -> str:
    """The line that an event without sources lacks: what its own words cite, if any."""
    cited = dict.fromkeys(key for text in _texts(event) for key in citations.keys(text))
    if cited:
        return f"sources: [{', '.join(cited)}]"
    return "sources: [a-key-of-yours], or sources: [none-yet] while it has none"


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Items):
        for item in node.items:
            yield from _texts(item)
    else:
        for value in node.values.values():
            yield from _texts(value)


def what_is_there(node: Node | None) -> str:
    """“is a list”, “are the words “…””: to be put behind “here”."""
    if isinstance(node, Items):
        return "is a list"
    if isinstance(node, Fields):
        return "are fields"
    words = shortened(node.value) if node and not _is_empty(node) else ""
    return f"are the words “{words}”" if words else "is nothing"


def _is_empty(node: Node) -> bool:
    return isinstance(node, Text) and node.is_empty


def _join(words: list[str], last: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
