"""What hosts and search engines need: sitemap, robots.txt, canonical links, 404, headers."""

import functools
import http.server
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

import pytest
from conftest import Outcome, QuietHandler
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from dateline import dates
from dateline.commands.build import TEMPLATES
from dateline.history import Lived
from dateline.model import Timeline, TimelineRecord
from dateline.pages import Pages, Prose, Site, TextPage
from dateline.placing import Placing
from dateline.placing.sitemap import LONGEST, sitemap_pages
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import render
from dateline.wording import Wording

Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]

BASE = "https://example.org/ri/"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EVENTS = """
    timeline: {title: Rails}
    sources: {a: {title: A}}
    events:
      - {id: one, date: 1829, title: One, sources: [a], aliases: [uno]}
      - {id: two, date: 1900, title: Two, sources: [a]}
"""


def places(text: str) -> dict[str, str]:
    """The addresses of a sitemap with their days, if it keeps the protocol's rules.

    Those of sitemap.xsd, which no package of Python's ships: only url in urlset, only
    loc and then lastmod in it; 12 to 2,048 characters; a day of the calendar.
    """
    whole = ET.fromstring(text)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    assert whole.tag == f"{MAPS}urlset"
    assert 1 <= len(whole) <= 50_000
    found = {}
    for url in whole:
        assert url.tag == f"{MAPS}url"
        assert [each.tag for each in url] in (
            [f"{MAPS}loc"],
            [f"{MAPS}loc", f"{MAPS}lastmod"],
        )
        loc, *days = (each.text or "" for each in url)
        assert re.fullmatch(r"https?://[!-~]{4,2036}", loc)
        assert all(date.fromisoformat(day).isoformat() == day for day in days)
        assert loc not in found
        found[loc] = "".join(days)
    return found


def canonical(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(r'<link rel="canonical" href="([^"]+)">', text)


def test_the_sitemap_holds_every_page_once(published: Path) -> None:
    found = places((published / "sitemap.xml").read_text(encoding="utf-8"))

    pages = {
        page.relative_to(published).as_posix()
        for page in published.rglob("*.html")
        if page.name != "404.html"
        and 'name="robots" content="noindex"' not in page.read_text()
    }
    assert {unquote(url.removeprefix(BASE)) or "index.html" for url in found} == pages


def test_every_page_names_the_address_that_the_sitemap_gives(published: Path) -> None:
    found = places((published / "sitemap.xml").read_text(encoding="utf-8"))

    named = {
        page.relative_to(published).as_posix(): canonical(page)
        for page in published.rglob("*.html")
    }

    assert named.pop("404.html") == []
    assert {url for urls in named.values() for url in urls} == found.keys()
    assert {len(urls) for urls in named.values()} == {1}


def test_a_page_that_only_leads_on_is_not_in_the_sitemap(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": EVENTS})

    build(folder, "--base-url", BASE)

    found = places((folder / "site/sitemap.xml").read_text(encoding="utf-8"))
    assert (folder / "site/events/uno.html").is_file()
    assert f"{BASE}events/one.html" in found
    assert f"{BASE}events/uno.html" not in found


def test_the_sitemap_says_when_a_page_last_changed_if_that_is_known(
    project: Project,
) -> None:
    timeline, _ = parse(load(project({"events.yaml": EVENTS}))[0])
    info = timeline.info.model_copy(update={"base_url": BASE})
    day = dates.read("2026-03-03")
    assert isinstance(day, dates.Span)
    known = replace(timeline, info=info, history={"two": Lived(day, day)})

    made = render(place(known), [TEMPLATES]).made

    found = places(made["sitemap.xml"].decode())
    assert {url.removeprefix(BASE): day for url, day in found.items()} == {
        "": "2026-03-03",
        "events/one.html": "",
        "events/two.html": "2026-03-03",
        "changes.html": "2026-03-03",
        "evidence.html": "",
        "sources/a.html": "",
        "sources/index.html": "",
    }


def test_a_sitemap_that_would_be_too_long_is_several() -> None:
    site = Site("T", "", "en", "ltr", None, (), "https://example.org/ü?q")
    pages = [
        TextPage(site, f"p{number}.html", "", "", Prose(""), ())
        for number in range(LONGEST + 1)
    ]
    placing = Placing(
        Timeline(TimelineRecord(title="T")), Wording("en"), site, {}, {}, ()
    )

    made = render(Pages(tuple(sitemap_pages(placing, pages))), [TEMPLATES]).made

    index = ET.fromstring(made["sitemap.xml"])
    assert index.tag == f"{MAPS}sitemapindex"
    assert [[each.tag for each in part] for part in index] == [[f"{MAPS}loc"]] * 2
    assert [part[0].text for part in index] == [
        "https://example.org/%C3%BC/sitemap-1.xml",
        "https://example.org/%C3%BC/sitemap-2.xml",
    ]
    assert len(places(made["sitemap-1.xml"].decode())) == LONGEST
    assert list(places(made["sitemap-2.xml"].decode())) == [
        f"https://example.org/%C3%BC/p{LONGEST}.html"
    ]


def test_robots_may_read_everything_and_find_the_sitemap(published: Path) -> None:
    robots = RobotFileParser()

    robots.parse((published / "robots.txt").read_text(encoding="utf-8").splitlines())

    assert robots.can_fetch("Anybot", f"{BASE}events/anything.html")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


def test_a_site_that_may_be_anywhere_names_no_address_of_its_own(site: Path) -> None:
    assert (site / "robots.txt").read_bytes() == b"User-agent: *\nAllow: /\n"
    assert not (site / "sitemap.xml").exists()
    assert canonical(site / "index.html") == []


class LostHandler(QuietHandler):
    """A host that shows the site's own page for what is not there."""

    def send_error(self, code: int, *words: object) -> None:  # noqa: ARG002 - theirs
        body = Path(self.directory, "ri/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def host(published: Path) -> Iterator[str]:
    """The address of a host that holds the site under /ri/."""
    handler = functools.partial(LostHandler, directory=str(published.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/ri/nothing", "/ri/events/far/away/nothing.html"])
def test_the_page_for_what_is_not_there_keeps_its_looks_and_leads_home(
    page: Page, host: str, complaints: list[str], path: str
) -> None:
    page.goto(f"{host}{path}")

    expect(page.locator(".banner")).to_have_css("display", "flex")
    page.get_by_role("main").get_by_role("link").click()
    expect(page).to_have_url(f"{host}/ri/index.html")
    page.wait_for_load_state()  # or the host would be gone before all of it is there
    assert complaints == [f"{host}{path} answered 404"]
    complaints.clear()


def test_the_site_works_below_a_path(page: Page, host: str) -> None:
    page.goto(f"{host}/ri/")
    page.locator("article.event h2 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator("a.category").first.click()
    expect(page.locator("ol.rows")).to_be_visible()
    page.get_by_role("link", name="(Atom)").first.wait_for()
    page.locator(".banner-title a").click()

    expect(page).to_have_url(f"{host}/ri/index.html")
    page.get_by_role("searchbox").fill("Griboyedov")
    expect(page.locator("article.event:visible").first).to_contain_text("Griboyedov")


def fenced(root: Path) -> dict[str, str]:
    """The blocks of docs/hosting.md by the name of their language."""
    text = (root / "docs/hosting.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^```(\w+)\n(.*?)^```", text, re.S | re.M))


def policy(page: Path) -> str:
    (found,) = re.findall(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">',
        page.read_text(encoding="utf-8"),
    )
    return str(found)


@pytest.mark.parametrize("block", ["text", "apache", "nginx"])
def test_a_host_is_told_the_policies_that_the_pages_carry(
    root: Path, published: Path, block: str
) -> None:
    said = fenced(root)[block]

    sent, *_ = re.findall(r'Content-Security-Policy:? "?([^"\n]+)', said)
    (referrer,) = re.findall(r'Referrer-Policy:? "?([^"\n]+)', said)
    page = published / "index.html"
    assert sent.partition("; frame-ancestors ")[0] == policy(page)
    assert f'<meta name="referrer" content="{referrer}">' in page.read_text()
    assert "nosniff" in said
    assert "Permissions-Policy" in said


def sent(rules: str, path: str) -> dict[str, list[str]]:
    """What the rules of a _headers file send for a path: all that fit, each its own."""
    found: dict[str, list[str]] = {}
    fits = False
    for line in rules.splitlines():
        if line.startswith("/"):
            pattern = ".*".join(re.escape(part) for part in line.split("*"))
            fits = re.fullmatch(pattern, path) is not None
        elif fits:
            name, _, value = line.strip().partition(": ")
            found.setdefault(name, []).append(value)
    return found


def answered(root: Path, block: str, path: str) -> tuple[str, str, str]:
    """What a host sends along: who may frame it, how long it is kept, what it is.

    The conditions of Apache's and nginx's samples are read as the regular expressions
    that they are, and the last one that fits counts, as it does there.
    """
    said = fenced(root)[block]
    if block == "text":
        headers = {name: ", ".join(values) for name, values in sent(said, path).items()}
        framed = re.search(
            r"frame-ancestors ([^,]+)", headers["Content-Security-Policy"]
        )
        kept = headers.get("Cache-Control", "no-cache")
        return framed[1] if framed else "*", kept, headers.get("Content-Type", "")
    framed_by, kept, kind = "'self'", "no-cache", ""
    conditions = (
        r'(?:m#([^\n]+)#">|\(\$uri ~ ([^\n]+)\) \{|location ~ ([^\n]+) \{)\n'
        r"(.*?)\n *(?:</If>|\})"
    )
    for one, two, three, then in re.findall(conditions, said, re.S):
        if not re.search((one or two or three), f"/ri{path}"):
            continue
        if "Cache-Control" in then or "$kept" in then:
            kept = re.findall(r'"(public[^"]+)"', then)[0]
        elif "Type" in then or "type" in then:
            kind = re.findall(r"application/[\w+]+", then)[0]
        else:
            framed_by = re.findall(r'"(?:frame-ancestors )?(\*)"', then)[0]
    return framed_by, kept, kind


@pytest.mark.parametrize("block", ["text", "apache", "nginx"])
def test_a_host_lets_others_frame_what_is_made_for_it_and_keeps_what_never_changes(
    root: Path, published: Path, block: str
) -> None:
    style = next(published.glob("assets/dateline.*.css")).name
    event = "/events/griboyedov-killing-1829"
    year = "public, max-age=31536000, immutable"

    said = {
        path: answered(root, block, path)
        for path in (
            *("/index.html", "/embed.html", "/sources/index.html", f"{event}.html"),
            *(f"{event}.embed.html", f"/assets/{style}"),
            *("/feed.xml", "/changes.json", "/categories/military.xml"),
            "/categories/military.json",
        )
    }

    own = "*" if block == "text" else "'self'"  # docs/hosting.md says why
    assert said == {
        "/index.html": ("'self'", "no-cache", ""),
        "/embed.html": ("*", "no-cache", ""),
        "/sources/index.html": ("'self'", "no-cache", ""),
        f"{event}.html": (own, "no-cache", ""),
        f"{event}.embed.html": ("*", "no-cache", ""),
        f"/assets/{style}": (own, year, ""),
        "/feed.xml": (own, "no-cache", "application/atom+xml"),
        "/changes.json": (own, "no-cache", "application/feed+json"),
        "/categories/military.xml": ("'self'", "no-cache", "application/atom+xml"),
        "/categories/military.json": ("'self'", "no-cache", "application/feed+json"),
    }


def test_headers_for_hosts_go_along_with_the_site(
    root: Path, project: Project, build: Build
) -> None:
    headers = fenced(root)["text"]
    folder = project({"events.yaml": EVENTS, "content/_headers": headers.encode()})

    built = build(folder)

    assert (built.code, built.err) == (0, "")
    assert (folder / "site/_headers").read_text(encoding="utf-8") == headers


def test_the_documents_say_how_many_entries_a_feed_holds(root: Path) -> None:
    from dateline.placing.feeds import NEWEST

    text = (root / "docs/hosting.md").read_text(encoding="utf-8")

    assert f"the newest {NEWEST} entries" in text
