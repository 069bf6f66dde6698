"""``timelinejs.json``: the timeline as TimelineJS shows it, for those who embed it there."""

from collections.abc import Mapping

from ..exchange import slideshow
from ..model import Timeline

ADDRESS = "timelinejs.json"


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The file; none for a timeline without events, which TimelineJS cannot show."""
    if not is_made(timeline):
        return {}
    return {ADDRESS: slideshow.write(timeline).text.encode()}


def is_made(timeline: Timeline) -> bool:
    """Whether there is anything to show."""
    return bool(timeline.events)
