"""Jinja as we use it: escaping, strict, in the words of one language, compiled once."""

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from msgspec.structs import replace

from . import catalogue, codes, markup
from .pages import Prose

#: Signs that could end a script element, or a line of a script, as JSON writes them.
_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


#: The name of an asset in, its address in the site out.
Asset = Callable[[str], str]


def environment(templates: Sequence[Path], language: str, asset: Asset) -> Environment:
    """Jinja as we use it: escaping, strict, with the words of one language.

    Filters: ``block`` and ``line`` turn ``Prose`` into HTML; both take the way to the
    root of the site, which is put before relative addresses. ``standalone`` makes HTML fit
    to be read elsewhere, ``outward`` lets links that leave a page open beside it, ``code``
    makes the QR code of an address, ``json`` prints a text as JSON does, and ``script``
    puts JSON into a script element. The function ``asset`` gives the address of a style or
    script.
    """
    made = Spoken(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # one build, one state
        bytecode_cache=Remembered.of(language),
        extensions=["jinja2.ext.i18n"],
    )
    made.words = spoken = catalogue.words(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        spoken.gettext, spoken.ngettext, newstyle=True
    )

    def block(prose: Prose, root: str = "") -> Markup:
        return markup.block(replace(prose, links=root), language)

    def line(prose: Prose, root: str = "") -> Markup:
        return markup.line(replace(prose, links=root), language)

    def quoted(text: str) -> Markup:
        return Markup(json.dumps(text, ensure_ascii=False))  # noqa: S704 - no HTML

    made.filters["code"] = codes.code
    made.filters["json"] = quoted
    made.filters["script"] = script
    made.filters["standalone"] = markup.standalone
    made.filters["outward"] = markup.outward
    made.globals["asset"] = asset
    made.filters["block"] = block
    made.filters["line"] = line
    return made


def script(text: str) -> Markup:
    """JSON as it may stand in a script element (HTML, 4.12.1.3): the same to a parser."""
    return Markup(text.translate(_IN_A_SCRIPT))  # noqa: S704 - no sign of HTML is left


class Spoken(Environment):
    """An environment whose templates are compiled with the words of its language."""

    words: NullTranslations

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        """Jinja's own hook, documented as one to override."""
        spoken = _InWords(self.words).visit(source)
        return super()._generate(spoken, name, filename, defer_init)


class _InWords(NodeTransformer):
    """Puts what ``_("…")`` says in its place, as it is the same on every page.

    So with what ``_("… %(name)s", name=…)`` does, but for what it names.
    """

    def __init__(self, words: NullTranslations) -> None:
        self.words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"),
                args=[nodes.Const(value=str() as text)],
                kwargs=list(named),
                dyn_args=None,
                dyn_kwargs=None,
            ):
                return self._said(self.words.gettext(text), named, node.lineno)
        return node

    def _said(
        self, words: str, named: list[nodes.Keyword], line: int
    ) -> nodes.MarkSafeIfAutoescape | nodes.Mod:
        """A catalogue's words are a format, even without names to put in."""
        said = nodes.Const(words if named else words % {}, lineno=line)
        safe = nodes.MarkSafeIfAutoescape(said, lineno=line)
        if not named:
            return safe
        pairs = [
            nodes.Pair(nodes.Const(each.key, lineno=line), each.value, lineno=line)
            for each in named
        ]
        return nodes.Mod(safe, nodes.Dict(pairs, lineno=line), lineno=line)


class Remembered(BytecodeCache):
    """Compiled templates, beside Python's own compiled modules and like those.

    One that is damaged, or of another version of Jinja or Python, is as good as none;
    so is a folder that cannot be written to.
    """

    def __init__(self, folder: Path, words: str) -> None:
        self.folder = folder
        self.words = words

    @classmethod
    def of(cls, language: str) -> "Remembered | None":
        """The one of a language; None where Python writes no compiled modules either."""
        if sys.dont_write_bytecode:
            return None
        beside = Path(importlib.util.cache_from_source(__file__)).parent
        version = f"{language} {catalogue.version(language)}"
        return cls(beside / "templates", version)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells apart templates of one name: where they lie, and their words."""
        whole = f"{self.words}\0{name}\0{filename}\0{_program()}"
        return hashlib.blake2b(
            whole.encode("utf-8", "replace"), digest_size=16
        ).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads a compiled template, if there is one of the same source."""
        try:
            with (self.folder / bucket.key).open("rb") as file:
                bucket.load_bytecode(file)
        except Exception:  # whatever reading damaged bytes may raise
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a compiled template, whole or not at all."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f"{bucket.key}.{os.getpid()}"
            with beside.open("wb") as file:
                bucket.write_bytecode(file)
            beside.replace(self.folder / bucket.key)


def _program() -> str:
    """What else decides how a template is compiled: this file."""
    return str(Path(__file__).stat().st_mtime_ns)
