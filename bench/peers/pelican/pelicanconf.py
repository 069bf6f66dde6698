"""The site of make bench in Pelican: categories are its own, actors are its tags."""

from itertools import pairwise
from types import SimpleNamespace

from pelican import signals

SITENAME = "Two centuries"
SITEURL = FEED_DOMAIN = "https://example.org/t"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
CACHE_CONTENT = LOAD_CONTENT_CACHE = True  # off by default; it builds faster with it

PATH = "content"
ARTICLE_PATHS = ["events"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
OUTPUT_PATH = "site"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []

DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = False
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = ARTICLE_SAVE_AS = "events/{slug}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "categories/{slug}.html"
TAG_URL = TAG_SAVE_AS = "actors/{slug}.html"
AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ATOM = None
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}}


def listed(lines: list[str] | str) -> list[list[str]]:
    """Each line of the sources as title and address; one line comes as it is."""
    lines = [lines] if isinstance(lines, str) else lines
    return [line.rsplit(" ", 1) for line in lines]


JINJA_FILTERS = {"listed": listed}


def join(generator: object) -> None:
    """Tells each event, which come newest first, of its neighbours."""
    for after, before in pairwise(generator.articles):  # type: ignore[attr-defined]
        before.after, after.before = after, before


PLUGINS = [
    SimpleNamespace(
        __name__="neighbours",
        register=lambda: signals.article_generator_finalized.connect(join),
    )
]
