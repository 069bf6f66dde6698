"""What MkDocs does not have by itself: events in lists, and a page for each group."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import Markdown

summaries = Markdown()
seen: dict[str, Any] = {}


def slug(name: str) -> str:
    """A name as part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def spoken(date: Any) -> str:
    """A date in words."""
    return f"{date.day} {date:%B %Y}"


def on_env(env: Any, files: Any, **_: Any) -> Any:
    """By now every event has been read, and no page been written."""
    pages = [file.page for file in files.documentation_pages()]
    events = [page for page in pages if "date" in page.meta]
    events.sort(key=lambda page: (page.meta["date"], page.url))
    for event in events:
        event.meta["told"] = summaries.reset().convert(event.meta["summary"])
    seen.update(env=env, groups=list(groups(events)))
    env.globals.update(events=events, groups=seen["groups"])
    env.filters.update(slug=slug, spoken=spoken)
    return env


def groups(events: list[Any]) -> Iterator[tuple[str, str, list[Any]]]:
    """Kind, name and events of each category and each actor."""
    found: dict[tuple[str, str], list[Any]] = {}
    for event in events:
        for kind in ("categories", "actors"):
            for name in event.meta.get(kind, ()):
                found.setdefault((kind, name), []).append(event)
    for (kind, name), some in found.items():
        yield kind, name, some


def on_post_build(config: Any, **_: Any) -> None:
    """Writes the page of each group."""
    template = seen["env"].get_template("group.html")
    for kind, name, events in seen["groups"]:
        place = Path(config.site_dir, kind, f"{slug(name)}.html")
        place.parent.mkdir(exist_ok=True)
        address = f"{config.site_url}{kind}/{place.name}"
        text = template.render(
            config=config, title=name, events=events, canonical=address
        )
        place.write_text(text, encoding="utf-8")
