"""An SVG picture's bytes in; out, what speaks against serving it.

A browser that opens an SVG by its own address runs its scripts as if they were the
site's, with no Content-Security-Policy of ours; nh3 and the like clean HTML, not SVG.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

#: Elements that run, or that hold HTML in which anything may stand (SVG 2, 12 and 15).
_RUNNING = frozenset(
    {"script", "foreignobject", "handler", "listener", "iframe", "object", "embed"}
)
#: Addresses that run, or hold what may.
_SCHEME = re.compile(
    r"(?:javascript|vbscript|blob|filesystem):|data:(?!image/(?!svg))", re.I
)
#: Attributes that are an address, or become one as time goes by (SMIL).
_ADDRESSES = frozenset({"href", "src", "to", "from", "by", "values"})
_STYLE_SHEET = "xml-stylesheet"


class _Found(Exception):  # noqa: N818 - ends the reading, and says why
    pass


def objection(data: bytes) -> str:
    """Why this SVG may not be served, in words; "" if nothing speaks against it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
    parser.ProcessingInstructionHandler = _instruction
    try:
        parser.Parse(data, True)
    except _Found as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        at = f" in line {line}" if line else ""
        return f"this SVG cannot be read as XML: it breaks{at}"
    return ""


def _element(name: str, attributes: Mapping[str, str]) -> None:
    local = name.rpartition(" ")[2]
    if local.casefold() in _RUNNING:
        raise _Found(f"this picture holds a script or a page: <{local}>")
    for full, value in attributes.items():
        attribute = full.rpartition(" ")[2].casefold()
        if attribute.startswith("on"):
            raise _Found(f"this picture holds a script: {attribute}=…")
        if attribute in _ADDRESSES:
            for part in value.split(";") if attribute == "values" else [value]:
                seen = re.sub(r"[\x00-\x20\x7f-\xa0]+", "", part)
                if _SCHEME.match(seen):
                    raise _Found(
                        f"this picture holds an address that may run: {attribute}=…"
                    )
        if attribute == "attributename" and value.strip().casefold().startswith("on"):
            raise _Found(f"this picture holds a script: {value.strip()}")


def _instruction(target: str, _: str) -> None:
    if target == _STYLE_SHEET:
        raise _Found("this picture asks for a style sheet, which may hold a script")
