"""What stays: where a page stands for good, and a name for what is on it."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

#: The day of every tag: an id that hung on something we know of the project, such as its
#: first commit, would change where less is known, and each entry would seem new again.
_TAGGED = "2026"
#: What stands in a path as it is (RFC 3986, 3.3), and what is encoded already.
_IN_PATHS = "/%:@!$&'()*+,;=~"


def absolute(base: str, address: str) -> str:
    """The whole address of a page; empty where ``base`` is.

    ``base`` is where the site is published, with or without a slash at its end. The
    timeline itself is the site's address.
    """
    if not base:
        return ""
    place = "" if address == "index.html" else quote(address)
    return f"{_host(base)}{root(base)}{place}"


@lru_cache(maxsize=8)  # one site has one, and thousands of pages
def root(base: str) -> str:
    """The path of the site on its host, with a slash at its end; empty where ``base`` is."""
    path = quote(urlsplit(base).path.rstrip("/"), safe=_IN_PATHS)
    return f"{path}/" if base else ""


@lru_cache(maxsize=8)
def _host(base: str) -> str:
    site = urlsplit(base)
    return f"{site.scheme}://{site.netloc}"


def tag(base: str, name: str) -> str:
    """A name that stays when a page moves within its host (a tag URI, RFC 4151, 2.1).

    ``name`` is unique on the site. Neither the scheme nor the port is in it.
    """
    host = urlsplit(base).hostname or ""
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:  # longer than DNS allows
        host = quote(host)
    authority = re.sub(r"[^a-z0-9.-]+", "-", host.lower()).strip("-.")
    return f"tag:{authority},{_TAGGED}:{root(base)}{quote(name)}"
