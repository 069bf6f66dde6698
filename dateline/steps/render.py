"""Pages → Files: templates filled, prose turned to HTML, assets and media named."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from msgspec import Struct

from ..held import Held
from ..pages import ASSETS, Card, IndexPage, ListPage, Output, Page, Pages
from ..problems import Mark, Problem
from ..site_list import Entry
from ..templating import Asset, environment
from ..workers import FEW, shared

#: How many signs of its digest a name holds: enough that no two contents share one.
_SIGNS = 10
#: What a stylesheet loads: url(fonts/x.woff2), with quotes or without.
_LOADED = re.compile(r"""(url\(\s*)(["']?)([^"')\s]+)(\2\s*\))""")
#: Folders whose files become one, so that a page asks for few: what each joins.
JOINED = {
    "assets/css": ("assets/dateline.css",),
    "assets/css/periods": ("assets/dateline-periods.css",),
    "assets/js": ("assets/dateline.js",),
    "assets/js/embed": ("assets/dateline-embed.js",),
    "assets/js/later": ("assets/dateline-later.js",),
    "assets/js/page": ("assets/dateline.js", "assets/dateline-page.js"),
    "assets/js/story": ("assets/dateline-later.js", "assets/dateline-story.js"),
    "assets/js/told": ("assets/dateline-story.js",),
    "assets/js/periods": ("assets/dateline-periods.js",),
    "assets/js/share": ("assets/dateline-later.js", "assets/dateline-page.js"),
}


#: What no XML may hold (XML 1.0, 2.2). Markdown can name it by its number.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The card of one event as the list includes it.
_CARD = '{% import "_parts.html" as parts with context %}{% include "_card.html" %}'


class BrokenTemplate(Exception):  # noqa: N818 - an editor's mistake, said like one
    """A template cannot be filled; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Files(Struct, frozen=True):
    """What will be written: bytes by address, and project files to copy by address.

    ``entries`` is what the site's list will say of some of the bytes, where that is known.
    """

    made: Mapping[str, bytes]
    copied: Mapping[str, str]
    entries: Mapping[str, Entry] = MappingProxyType({})


def render(
    pages: Pages,
    templates: Sequence[Path],
    workers: int = 1,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Files:
    """Every file of the site, made by as many processes as ``workers`` says.

    ``templates`` are the folders that hold templates, the first one that has a name
    gives it. Their ``assets/css`` and ``assets/js`` are joined in the order of their
    names into one file each; other assets are shipped as they are. Each gets a digest of
    its bytes into its name (``named``). A template that cannot be filled raises
    BrokenTemplate. Two files at one address are our own mistake: ValueError. ``tell``
    hears how many are done, and of how many.
    """
    todo: tuple[Output | Page, ...] = (*pages.outputs, *pages.pages)

    def done(one: Output | Page) -> Mapping[str, bytes] | Problem:
        if not isinstance(one, Page):
            return one()
        try:
            return {one.address: filled(one, templates).encode()}
        except BrokenTemplate as broken:
            return broken.problem

    made = Held()
    few = FEW if _weight(pages) < FEW else 2
    with closing(shared(done, todo, workers, tell, few)) as files:
        for found in files:
            if isinstance(found, Problem):
                raise BrokenTemplate(found)
            made.take(found)
    made.take(_assets(tuple(templates)).files)
    return Files(made, {path.removeprefix("content/"): path for path in pages.media})


def _weight(pages: Pages) -> int:
    """How much there is to make, in pages: a card of a list takes as long as a page.

    All outputs together take an eighth of it for each event.
    """
    listing = (page for page in pages.pages if isinstance(page, ListPage))
    listed = (len(each.cards) for page in listing for each in page.stretches)
    return len(pages.pages) + sum(listed) + pages.events // 8


def filled(page: Page, templates: Sequence[Path]) -> str:
    """One page. Raises BrokenTemplate as ``render`` does."""
    try:
        compiled = _compiled(tuple(templates), page.site.language)
        whole = compiled.get_template(page.template).render(page=page)
        return _NOT_IN_XML.sub("", whole) if page.template.endswith(".xml") else whole
    except TemplateError as error:
        raise BrokenTemplate(_problem(error, templates)) from error


def card(page: IndexPage, one: Card, templates: Sequence[Path]) -> str:
    """What the list shows of one event. Raises BrokenTemplate as ``render`` does."""
    try:
        pattern = _compiled(tuple(templates), page.site.language).from_string(_CARD)
        return pattern.render(page=page, card=one).strip()
    except TemplateError as error:
        raise BrokenTemplate(_problem(error, templates)) from error


def forget_templates() -> None:
    """Lets go of compiled templates, for who renders twice and changed them between."""
    _compiled.cache_clear()
    _assets.cache_clear()


@lru_cache(maxsize=8)
def _compiled(templates: tuple[Path, ...], language: str) -> Environment:
    return environment(templates, language, _asset(templates))


def _problem(error: TemplateError, templates: Sequence[Path]) -> Problem:
    """A template's mistake, at the line of the template that is at fault.

    Jinja puts the lines of templates into the traceback in place of those of the Python
    code that it makes of them.
    """
    folders = {str(folder): folder for folder in templates}
    place = Mark(f"{templates[-1].name}/")
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        place = _mark(file, trace.tb_lineno, folders) or place
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError):
        place = _mark(error.filename or "", error.lineno, folders) or place
    said = (error.message or "").strip().rstrip(".")
    if isinstance(error, TemplateNotFound):
        said = f"there is no template “{error.name}”"
    text = f"this template cannot be filled: {said}"
    return Problem(place, text, "Mend this line of the template.", "template")


def _mark(file: str, line: int, folders: dict[str, Path]) -> Mark | None:
    """A line of a template, by the name of its folder; None for other files."""
    for start, folder in folders.items():
        if file.startswith(f"{start}/"):
            return Mark(f"{folder.name}/{file[len(start) + 1 :]}", line, 1)
    return None


def named(address: str, content: bytes) -> str:
    """An address with a digest of what is there: ``a/b.js`` → ``a/b.3f2a9c1b07.js``.

    What is at it never changes, so that a browser may keep it for good.
    """
    stem, dot, ending = address.rpartition(".")
    if not stem or "/" in ending:
        stem, dot, ending = address, "", ""
    digest = hashlib.blake2b(content).hexdigest()[:_SIGNS]
    return f"{stem}.{digest}{dot}{ending}"


class _Assets(Struct, frozen=True):
    """What is shipped beside the pages, by address, and the address of each by its name."""

    files: Mapping[str, bytes]
    addresses: Mapping[str, str]


def _asset(templates: tuple[Path, ...]) -> Asset:
    """What gives templates the address of an asset: ``asset("dateline.css")``."""
    addresses = _assets(templates).addresses

    def asset(name: str) -> str:
        try:
            return addresses[f"{ASSETS}/{name}"]
        except KeyError:
            raise TemplateError(f"there is no asset “{name}”") from None

    return asset


@lru_cache(maxsize=8)
def _assets(templates: tuple[Path, ...]) -> _Assets:
    """All assets, each under its name with a digest; styles lead to those of the others."""
    made = _joined(templates)
    addresses: dict[str, str] = {}
    for address in sorted(made, key=lambda each: (each.endswith(".css"), each)):
        if address.endswith(".css"):
            made[address] = _leading(made[address], address, addresses)
        addresses[address] = named(address, made[address])
    return _Assets({addresses[each]: made[each] for each in sorted(made)}, addresses)


def _leading(style: bytes, address: str, addresses: Mapping[str, str]) -> bytes:
    """A stylesheet in which what it loads of ours has the name with a digest."""
    if b"url(" not in style:
        return style
    here = posixpath.dirname(address)

    def led(match: re.Match[str]) -> str:
        found = addresses.get(posixpath.normpath(posixpath.join(here, match[3])))
        way = posixpath.relpath(found, here) if found else match[3]
        return f"{match[1]}{match[2]}{way}{match[4]}"

    return _LOADED.sub(led, style.decode("utf-8")).encode()


def _joined(templates: tuple[Path, ...]) -> dict[str, bytes]:
    """What is shipped beside the pages, by address, under the names that people know."""
    found: dict[str, Path] = {}
    for folder in reversed(templates):
        for path in (folder / ASSETS).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path
    made: dict[str, bytes] = {}
    for address, path in sorted(found.items()):
        for target in JOINED.get(address.rpartition("/")[0], (address,)):
            made[target] = made.get(target, b"") + path.read_bytes()
    for address in {target for targets in JOINED.values() for target in targets}:
        if address in made:
            made[address] = _without_comments(address, made[address])
    return made


@lru_cache(maxsize=8)
def _without_comments(address: str, written: bytes) -> bytes:
    """A script or a stylesheet as short as it gets while saying the same.

    A stylesheet that is not well formed stays as it is: browsers read past mistakes.
    """
    if address.endswith(".js"):
        from rjsmin import jsmin

        return str(jsmin(written.decode("utf-8"))).encode() + b"\n"
    from lightningcss import process_stylesheet

    try:
        short = process_stylesheet(written.decode("utf-8"), minify=True)
    except ValueError:
        return written
    return short.encode()
