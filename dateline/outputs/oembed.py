"""``oembed.json`` and one beside each event: what lets a page be embedded by its address.

oEmbed 1.0, responses of type ``rich`` (2.3.4.4). A host of files cannot heed the width
and height that are asked for; the code of the frame fits any width.
"""

import json
from collections.abc import Mapping

from .. import framing
from ..framing import Frame
from ..model import Timeline
from ..permanent import absolute

_ENCODER = json.JSONEncoder(ensure_ascii=False)
#: How long a site may keep what it has read: a day, in seconds.
_KEPT = 86400


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The files by address; none where the site does not know its own addresses."""
    if not timeline.info.base_url:
        return {}
    frames = [framing.of_timeline(timeline)]
    frames += [framing.of_event(event, timeline) for event in timeline.events]
    return {frame.oembed: _response(frame, timeline) for frame in frames}


def _response(frame: Frame, timeline: Timeline) -> bytes:
    info = timeline.info
    home = absolute(info.base_url or "", "index.html")
    said: dict[str, str | int] = {
        "type": "rich",
        "version": "1.0",
        "title": frame.title,
        "author_name": info.title,
        "author_url": home,
        "provider_name": info.title,
        "provider_url": home,
        "cache_age": _KEPT,
        "html": frame.code,
        "width": framing.WIDTH,
        "height": frame.height,
    }
    lines = [f" {_ENCODER.encode(k)}: {_ENCODER.encode(v)}" for k, v in said.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
