"""``robots.txt``: every robot may read everything (RFC 9309), and finds the sitemap.

It counts at the root of a host only; below it, a robot reads that host's own.
"""

from collections.abc import Mapping

from ..model import Timeline
from ..permanent import absolute

ADDRESS = "robots.txt"


def files(timeline: Timeline) -> Mapping[str, bytes]:
    """The file; it names a sitemap where it is known where the site is published."""
    sitemap = absolute(timeline.info.base_url or "", "sitemap.xml")
    rest = f"\nSitemap: {sitemap}\n" if sitemap else ""
    return {ADDRESS: f"User-agent: *\nAllow: /\n{rest}".encode()}
