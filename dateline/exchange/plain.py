"""Words of other programs in; Markdown that prints these words, and cites nothing, out."""

import re

from .. import citations

#: Signs that begin or end something in Markdown wherever they stand.
_SIGNS = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|(?<![\w\\])@")
#: What begins HTML, or a named sign of it.
_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
#: What begins a heading, a list, a quotation, a rule at the beginning of a line.
_START = re.compile(r"^([ \t]*)(#|[-+](?=\s|[-+]|$)|>|=+(?=\s*$))", re.M)
_NUMBERED = re.compile(r"^([ \t]*\d+)\.(?=\s)", re.M)
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'”’]")
_LOOSE_AT = re.compile(r"(?<![\w@./:\\])@(?=\w)|(?<=\[)@")


def escaped(words: str) -> str:
    """Words as Markdown prints them; whole web addresses become links."""
    return unstarted(inline(words))


def inline(words: str) -> str:
    """The same for words inside a line."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(words):
        parts += [_escaped(words[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    return "".join([*parts, _escaped(words[end:])])


def unstarted(text: str) -> str:
    """Lines of which none begins a heading, a list, a quotation or a rule."""
    return _NUMBERED.sub(r"\1\\.", _START.sub(_begun, text))


def _escaped(words: str) -> str:
    words = words.replace(citations.START, "").replace(citations.END, "")
    words = _HTML.sub(lambda found: "&lt;" if found[0] == "<" else "&amp;", words)
    return _SIGNS.sub(r"\\\g<0>", words)


def _begun(found: re.Match[str]) -> str:
    if found[2][0] == "=":
        return f"{found[1]}&#61;{found[2][1:]}"
    return f"{found[1]}\\{found[2]}"


def uncited(markdown: str) -> str:
    """Markdown of others without what would be a citation of ours: its @ as a sign."""
    if "@" not in markdown:
        return markdown
    return _LOOSE_AT.sub(r"\\@", re.sub(r"(?<![\w\\/:.@])@", r"\\@", markdown))


def paragraphs(words: str) -> str:
    """Plain words of several lines as Markdown that keeps their lines."""
    lines = [line.strip() for line in words.strip().split("\n")]
    parts = re.split(r"\n{2,}", "\n".join(lines))
    return "\n\n".join("  \n".join(escaped(part).split("\n")) for part in parts)
