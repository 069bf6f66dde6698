"""SVG in, PNG out: pixels that are the same on every machine."""

import resvg_py

from . import letters


def png(svg: str) -> bytes:
    """The picture in the size that it names; letters come from our fonts alone."""
    return resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=letters.files()
    )
