"""What a browser is given beside the site: our script in a page, and the mistakes."""

import hashlib
import html
import re
from pathlib import Path
from urllib.parse import quote

from ..problems import Problem
from .news import Said, State

OURS = "/.dateline/"
"""What begins our own addresses; no site has one like them."""
EDITOR = "vscode://file/{path}:{line}:{column}"
"""Opens Visual Studio Code, and what is made of it, at a place in a file."""
FORBIDDEN = ("javascript", "data", "vbscript", "blob", "about")
"""Kinds of addresses that would not open an editor but run something."""

PLAIN = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'"
_META = re.compile(
    rb'(<meta\s+http-equiv="content-security-policy"\s+content=")([^"]*)(")', re.I
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)


def editor_fault(pattern: str) -> str:
    """What is wrong with the pattern of an editor's address; empty if nothing is."""
    scheme = _SCHEME.match(pattern)
    if not pattern:
        return ""
    if "{path}" not in pattern:
        return f"“{pattern}” does not say where the file goes: write {{path}} in it."
    if not scheme or scheme[1].lower() in FORBIDDEN:
        return f"“{pattern}” is not the address of an editor: {EDITOR}"
    return ""


def said(problem: Problem, words: str, editor: str, roots: tuple[Path, ...]) -> Said:
    """A problem with a link to its place, if it is in a file below one of ``roots``."""
    at = problem.at
    path = next((root / at.file for root in roots if (root / at.file).is_file()), None)
    if path is None or not editor or not words.startswith(str(at)):
        return Said(words, "", "")
    href = editor.replace("{line}", str(max(at.line, 1)))
    href = href.replace("{column}", str(max(at.column, 1)))
    href = href.replace("{path}", quote(str(path.resolve()), safe="/"))
    return Said(words, str(at), href)


def digest(data: bytes) -> str:
    """A short name for these bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def prepared(page: bytes, look: str) -> tuple[bytes, str]:
    """A page of the site with our script in it, and the policy that it is served under.

    ``look`` names what all pages load. The policy is the page's own, and lets our
    script run and listen. Nothing is drawn before it has run, or a page that is loaded
    again would be seen at its top first.
    """
    name = digest(page)
    found = _META.search(page[:10_000])
    policy = widened(html.unescape(found[2].decode()) if found else "")
    if found:
        written = policy.replace("&", "&amp;").replace('"', "&quot;").encode()
        page = page[: found.start(2)] + written + page[found.end(2) :]
    tag = (
        f'<script src="{OURS}preview.js" defer blocking="render" data-page="{name}"'
        f' data-look="{look}"></script>\n'
    ).encode()
    head = page.find(b"</head>")
    place = head if head >= 0 else len(page)
    return page[:place] + tag + page[place:], policy


def widened(policy: str) -> str:
    """A Content-Security-Policy that also lets our script run, and ask its own origin.

    An empty policy stays one, as it forbids nothing.
    """
    directives: dict[str, list[str]] = {}
    for directive in filter(str.strip, policy.split(";")):
        name, *values = directive.split()
        directives.setdefault(name.lower(), values)
    if not directives:
        return ""
    for name in ("script-src", "connect-src"):
        values = directives.get(name, directives.get("default-src", ["*"]))
        if "'self'" in values or "*" in values:
            continue
        kept = [value for value in values if value != "'none'"]
        directives[name] = [*kept, "'self'"]
    if "trusted-types" in directives:
        kept = [each for each in directives["trusted-types"] if each != "'none'"]
        directives["trusted-types"] = [*kept, "dateline-preview"]
    return "; ".join(" ".join([name, *values]) for name, values in directives.items())


def mistakes(state: State) -> bytes:
    """A page for when there is no site yet: what the terminal says, and nothing else."""
    items = "\n".join(f"<li><pre>{_linked(one)}</pre></li>" for one in state.said)
    heading = html.escape(state.heading or "Building …")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{PLAIN}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{heading}</title>
<link rel="stylesheet" href="{OURS}preview.css">
</head>
<body class="mistakes-alone">
<main>
<h1>{heading}</h1>
<ol>
{items}
</ol>
<p>The page appears here as soon as they are mended.</p>
</main>
</body>
</html>
""".encode()


def _linked(one: Said) -> str:
    rest = html.escape(one.words.removeprefix(one.at))
    if not one.href:
        return rest
    return f'<a href="{html.escape(one.href)}">{html.escape(one.at)}</a>{rest}'
