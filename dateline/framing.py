"""A timeline or an event in; out, how another page puts it into a frame."""

from html import escape

from msgspec import Struct

from . import citations
from .model import Event, Timeline
from .permanent import absolute

#: Where the embed of the timeline lies in the site.
HOME = "embed.html"
#: What a framed page may do: run its scripts, and open links beside the page that it is
#: in. It has no origin of its own there, so it sees neither cookies nor storage.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
#: In pixels, for a frame that is as wide as a column of text.
WIDTH, HEIGHT = 640, 640
#: Around all that an event says; then the height of a line of a title, of its words, of
#: a source, and how many characters stand on one.
_AROUND = 140
_TITLE, _WORDS, _SOURCE = (32, 40), (25, 64), (20, 76)
#: What a source says besides its title and publisher, in characters; its room above.
_BESIDES, _APART = 40, 8


class Frame(Struct, frozen=True, tag=True):
    """An embed and the element that shows it elsewhere."""

    address: str
    """Where the embed lies in the site."""
    oembed: str
    """Where lies what tells programs of it."""
    src: str
    """Its whole address; if that is not known, the way to it from what it is made of."""
    title: str
    height: int

    @property
    def code(self) -> str:
        """The element, as HTML: no style is in it, which a host's policy might refuse."""
        return (
            f'<iframe src="{escape(self.src)}" title="{escape(self.title)}" '
            f'width="100%" height="{self.height}" frameborder="0" loading="lazy" '
            f'sandbox="{SANDBOX}"></iframe>'
        )


def of_timeline(timeline: Timeline) -> Frame:
    """The frame of the whole."""
    info = timeline.info
    src = absolute(info.base_url or "", HOME) or HOME
    return Frame(HOME, "oembed.json", src, info.title, HEIGHT)


def of_event(event: Event, timeline: Timeline) -> Frame:
    """The frame of one event."""
    address = f"events/{event.id}.embed.html"
    src = absolute(timeline.info.base_url or "", address) or f"{event.id}.embed.html"
    oembed = f"events/{event.id}.oembed.json"
    return Frame(address, oembed, src, event.record.title, _height(event, timeline))


def _height(event: Event, timeline: Timeline) -> int:
    """About how high it is in a frame of ``WIDTH``: rather too high than cut off."""
    record = event.record
    height = _AROUND + _lines(record.title, _TITLE)
    for said in (record.summary, record.status_reason):
        height += _lines(citations.without(said or ""), _WORDS)
    for key in event.sources:
        source = timeline.sources[key].record
        words = f"{source.publisher or ''}{source.title}{' ' * _BESIDES}"
        height += _APART + _lines(words, _SOURCE)
    return -(-height // 20) * 20


def _lines(words: str, kind: tuple[int, int]) -> int:
    """How high these words are."""
    height, characters = kind
    return -(-len(words) // characters) * height
