"""Where a page stands for good: the site's address and the page's place there, joined."""

from urllib.parse import quote


def absolute(base: str, address: str) -> str:
    """The whole address of a page; empty where ``base`` is.

    ``base`` is where the site is published, with or without a slash at its end. The
    timeline itself is the site's address.
    """
    start = base.partition("#")[0].partition("?")[0].rstrip("/")
    place = "" if address == "index.html" else quote(address)
    return f"{start}/{place}" if base else ""
