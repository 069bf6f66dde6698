"""A whole site in one page: its files in, one HTML file out that needs no other.

The timeline stands first; every other page is a part below it, shown when an address
leads to it and hidden otherwise, without any script (see ``3-leaves.css``). Addresses that
led to another file lead to its part; what is in no part is asked of the published site.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape, unescape
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from .permanent import absolute

HOME = "index.html"
STYLE = ("dateline", "css")
SCRIPTS = (("dateline", "js"), ("dateline-later", "js"))
#: Pages that stand where nothing stands, lead elsewhere, or stand in the pages of others
#: have no part.
_NOT_FOUND, _LEADS_ON, _FRAMED = (
    "404.html",
    '<meta http-equiv="refresh"',
    ' class="embedded',
)

_TAG = re.compile(r"<[a-zA-Z][^\s>/]*(?:\s+[^\s=>/]+(?:=\"[^\"]*\")?)*\s*/?>")
_ATTRIBUTE = re.compile(r"\s([^\s=>\"/]+)=\"([^\"]*)\"")
_MAIN = re.compile(r"<main [^>]*>(.*)</main>", re.S)
_KIND = re.compile(r'<body class="([^"]*)">')
_CHARSET = '<meta charset="utf-8">\n'
#: Parts of a page that only work, or only mean something, in a file of its own.
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
_LOADED = re.compile(
    r'<link rel="stylesheet"[^>]*>\n|<script defer[^>]*></script>\n|<script></script>\n'
)
_FOR_PROGRAMS = re.compile(
    r'<script type="application/ld\+json">.*?</script>\n|'
    r'<link rel="alternate"[^>]*>\n',
    re.S,
)
_FILES = re.compile(r'<p class="downloads">.*?</p>\n', re.S)
_EMBED_CODE = re.compile(r'<details class="embed-code".*?</details>\n', re.S)
_TOLD = re.compile(
    r'<dialog class="story".*?</dialog>\n|<button class="story-open".*?</button>', re.S
)
#: Attributes that hold names given on the same page.
_NAMES = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
#: What browsers must be told of the files that they show.
_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
#: Somewhere to reckon addresses from; nothing is ever asked of it.
_NOWHERE = "http://site.invalid/"


def made(
    files: Mapping[str, bytes],
    media: Mapping[str, str],
    read: Callable[[str], bytes],
    base: str = "",
) -> bytes:
    """One page with all of a site.

    ``files`` are the pages and assets by address, ``media`` the project's files by
    address, which ``read`` gives the bytes of. ``base`` is where the site is published;
    without it, what is not inside is not linked. Raises what ``read`` raises.
    """
    texts = {
        address: content.decode("utf-8")
        for address, content in files.items()
        if address.endswith(".html")
    }
    parts = frozenset(
        address
        for address, text in texts.items()
        if address not in (HOME, _NOT_FOUND)
        and _LEADS_ON not in text
        and _FRAMED not in text
        and _MAIN.search(text)
    )
    binding = _Binding(parts, media, read, base)
    leaves = [_leaf(each, texts[each], binding, base) for each in sorted(parts)]
    start, main, end = _cut(binding.bound(HOME, _bare(texts[HOME], base)))
    start = _KIND.sub('<body class="whole">', start)
    start = start.replace(' aria-current="page"', "")  # true of one part only
    home = f'\n<div class="home {_kind(texts[HOME])}">{main}</div>\n'
    style = _asset(files, *STYLE).replace("</style", "<\\/style")
    scripts = [_inline(_asset(files, *each)) for each in SCRIPTS]
    head = f"{_CHARSET}{_policy(style, scripts)}<style>{style}</style>\n"
    start = start.replace(_CHARSET, head, 1)
    told = "".join(f"<script>{script}</script>\n" for script in scripts)
    end = end.replace("</body>", f"{told}</body>", 1)
    return "".join([start, home, *leaves, end]).encode("utf-8")


def _asset(files: Mapping[str, bytes], name: str, kind: str) -> str:
    """A style or script, whatever digest its name holds."""
    pattern = re.compile(rf"assets/{name}(\.[0-9a-f]+)?\.{kind}")
    return next(files[a] for a in sorted(files) if pattern.fullmatch(a)).decode("utf-8")


def _kind(text: str) -> str:
    """The family of a page, by which its styles know it."""
    found = _KIND.search(text)
    return found[1] if found else ""


def _cut(whole: str) -> tuple[str, str, str]:
    """A page around its main part: up to it, what is in it, from its end."""
    found = _MAIN.search(whole)
    assert found
    return whole[: found.start(1)], found[1], whole[found.end(1) :]


def _bare(text: str, base: str) -> str:
    """A page without what asks for other files."""
    text = _LOADED.sub("", _POLICY.sub("", _EMBED_CODE.sub("", text)))
    return text if base else _FILES.sub("", _FOR_PROGRAMS.sub("", text))


def _leaf(address: str, text: str, binding: "_Binding", base: str) -> str:
    """Another page of the site as a part of the one."""
    _, main, _ = _cut(_bare(text, base))
    inside = binding.bound(address, _TOLD.sub("", main))
    return (
        f'<div class="leaf {_kind(text)}" id="{escape(address)}" '
        f'tabindex="-1">{inside}</div>\n'
    )


def _policy(style: str, scripts: list[str]) -> str:
    """Nothing is loaded, and nothing runs but what stands here."""

    def digest(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    said = (
        f"default-src 'none'; img-src data:; style-src {digest(style)}; "
        f"script-src {' '.join(map(digest, scripts))}; base-uri 'none'; form-action 'self'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{said}">\n'


def _inline(script: str) -> str:
    """A script that can stand in a page: the same to whoever runs it."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


class _Binding(Struct, frozen=True):
    """What addresses of a page lead to when all pages are one."""

    parts: frozenset[str]
    media: Mapping[str, str]
    read: Callable[[str], bytes]
    base: str

    def bound(self, address: str, html: str) -> str:
        """The HTML of one page with its addresses and names as the whole has them."""

        def tag(found: re.Match[str]) -> str:
            return _ATTRIBUTE.sub(lambda one: self._attribute(address, one), found[0])

        return _TAG.sub(tag, html)

    def _attribute(self, page: str, found: re.Match[str]) -> str:
        name, value = found[1], unescape(found[2])
        if name in _NAMES and page != HOME:
            value = " ".join(f"{page}:{each}" for each in value.split())
        elif name in ("href", "src", "xlink:href"):
            target = self._target(page, value, is_shown=name == "src")
            if not target:
                return ""
            # No browser opens such an address, and every one saves what is in it.
            saved = name == "href" and target != value and target.startswith("data:")
            saved_as = (
                f' download="{escape(value.rpartition("/")[2])}"' if saved else ""
            )
            return f' {name}="{escape(target)}"{saved_as}'
        else:
            return found[0]
        return f' {name}="{escape(value)}"'

    def _target(self, page: str, value: str, *, is_shown: bool) -> str:
        """Where an address leads now; "" for nowhere."""
        if _SCHEME.match(value) or value.startswith("//"):
            return value
        whole, fragment = urldefrag(urljoin(_NOWHERE + quote(page), value))
        address = unquote(urlsplit(whole).path.removeprefix("/")) or HOME
        if address == HOME:
            return f"#{fragment or 'content'}"
        if address in self.parts:
            return f"#{quote(address)}" + (f":{fragment}" if fragment else "")
        if address in self.media:
            return self._data(address)
        if is_shown or not self.base:
            return ""
        return absolute(self.base, address) + (f"#{fragment}" if fragment else "")

    def _data(self, address: str) -> str:
        kind = _TYPES.get(
            address.rpartition(".")[2].lower(), "application/octet-stream"
        )
        data = b64encode(self.read(self.media[address])).decode("ascii")
        return f"data:{kind};base64,{data}"
