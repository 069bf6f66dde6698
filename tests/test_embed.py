"""A timeline in a page of another site: shown, as high as it is, never in the way."""

import functools
import html
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Outcome, QuietHandler, run
from oembedpy import consumer, discovery, types
from playwright.sync_api import FrameLocator, Page, expect
from test_accessibility import RULES, SUMMARY, VIEWS

from dateline.framing import WIDTH

Opens = Callable[..., Page]
Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]

TIMELINE, EVENT = "embed.html", "events/griboyedov-killing-1829.embed.html"
EMBEDS = [pytest.param(TIMELINE, id="timeline"), pytest.param(EVENT, id="event")]
WORDS = "<p>Words of the page around.</p>" * 20
FRAME = "iframe"


class Answering(QuietHandler):
    """A host that sends a policy along."""

    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


def began(folder: Path, policy: str = "") -> http.server.ThreadingHTTPServer:
    handler = type("Handler", (Answering,), {"policy": policy})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, args=(0.02,)).start()
    return server


def ended(server: http.server.ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


@dataclass(frozen=True, slots=True)
class Published:
    """The real site, and the address at which it is, which it knows."""

    address: str
    folder: Path

    def text(self, page: str) -> str:
        return (self.folder / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("framed") / "site"
    folder.mkdir()
    server = began(folder)
    address = f"http://localhost:{server.server_address[1]}/"
    built = run("--out", str(folder), "--base-url", address)
    assert built.code == 0, built.err
    yield Published(address, folder)
    ended(server)


def own(embed: str) -> str:
    """The page that an embed shows."""
    return "index.html" if embed == TIMELINE else embed.replace(".embed", "")


def code(page: str) -> str:
    """The code that a page offers."""
    (found,) = re.findall(r"<textarea [^>]*>(.*?)</textarea>", page, re.S)
    return html.unescape(str(found))


@pytest.fixture
def hosted(tmp_path: Path, root: Path, real: Published) -> Iterator[Callable[..., str]]:
    """Puts the code of a page into a page of another site, under a strict policy."""
    guide = (root / "docs/embedding.md").read_text(encoding="utf-8")
    (listening,) = re.findall(r"^```js\n(.*?)^```", guide, re.S | re.M)
    (tmp_path / "listen.js").write_text(listening, encoding="utf-8")
    (tmp_path / "host.css").write_text(":root { color-scheme: light dark }", "utf-8")
    policy = (
        f"default-src 'none'; frame-src {real.address}; script-src 'self'; "
        "style-src 'self'"
    )
    server = began(tmp_path, policy)

    def put(embed: str, *, listens: bool = True, query: str = "") -> str:
        frame = code(real.text(own(embed))).replace('.html"', f'.html{query}"')
        script = '<script src="listen.js"></script>' if listens else ""
        (tmp_path / "host.html").write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="host.css">'
            f'<h1>Host</h1>{WORDS}<a href="#before">Before</a><div>{frame}</div>'
            f'<a href="#after">After</a>{WORDS}{script}',
            encoding="utf-8",
        )
        return f"http://127.0.0.1:{server.server_address[1]}/host.html"

    yield put
    ended(server)


def height(inside: FrameLocator) -> int:
    found = inside.locator("html").evaluate(
        "root => Math.ceil(root.getBoundingClientRect().height)"
    )
    return int(found)


def entered(page: Page, address: str) -> FrameLocator:
    """A host page, at its frame, when what is in the frame is there."""
    page.goto(address)
    page.locator(FRAME).scroll_into_view_if_needed()
    inside = page.frame_locator(FRAME)
    inside.locator("h1").wait_for()
    return inside


# In a page of another site


@pytest.mark.parametrize("embed", EMBEDS)
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_an_embed_shows_what_happened_and_who_says_so(
    hosted: Callable[..., str], new_page: Opens, embed: str, javascript: bool
) -> None:
    page = new_page(javascript=javascript)

    inside = entered(page, hosted(embed))
    line = inside.locator("#griboyedov-killing-1829 summary")
    if line.count():
        line.click()

    expect(inside.get_by_text("An angry crowd attacked")).to_be_visible()
    expect(
        inside.get_by_role("link", name="Griboedov, Alexander").first
    ).to_be_visible()
    expect(inside.locator("time").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("embed", EMBEDS)
def test_a_page_that_listens_makes_the_frame_as_high_as_what_it_shows(
    hosted: Callable[..., str], new_page: Opens, embed: str, width: int
) -> None:
    page = new_page(width=width)

    inside = entered(page, hosted(embed))

    frame = page.locator(FRAME)
    expect(frame).not_to_have_attribute("height", "640")
    inside.locator("body").evaluate("() => new Promise(requestAnimationFrame)")
    expect(frame).to_have_attribute("height", str(height(inside)))
    if embed == TIMELINE:
        inside.locator(".slot summary").first.click()
        expect(inside.locator("details[open]")).to_have_count(1)
        expect(frame).to_have_attribute("height", str(height(inside)))


def test_an_embed_that_nobody_frames_tells_nobody(real: Published, page: Page) -> None:
    page.add_init_script("window.told = []; onmessage = ({ data }) => told.push(data);")

    page.goto(f"{real.address}{EVENT}")
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")

    assert page.evaluate("window.told") == []


def test_the_wheel_over_a_frame_moves_the_page_around_it(
    hosted: Callable[..., str], page: Page
) -> None:
    inside = entered(page, hosted(TIMELINE))
    expect(page.locator(FRAME)).not_to_have_attribute("height", "640")
    page.locator(FRAME).evaluate("frame => frame.scrollIntoView()")
    page.mouse.move(400, 300)
    before = page.evaluate("scrollY")

    page.mouse.wheel(0, 300)

    page.wait_for_function("before => scrollY === before + 300", arg=before)
    assert inside.locator("html").evaluate("() => scrollY") == 0


def test_a_frame_too_low_for_what_it_shows_lets_the_wheel_go_on_at_its_end(
    hosted: Callable[..., str], page: Page
) -> None:
    inside = entered(page, hosted(TIMELINE, listens=False))
    page.locator(FRAME).evaluate("frame => frame.scrollIntoView()")
    inside.locator("html").evaluate("root => scrollTo(0, root.scrollHeight)")
    page.mouse.move(400, 300)
    before = page.evaluate("scrollY")

    page.mouse.wheel(0, 300)

    page.wait_for_function("before => scrollY === before + 300", arg=before)


@pytest.mark.parametrize("embed", EMBEDS)
def test_the_keyboard_comes_into_a_frame_and_out_again(
    hosted: Callable[..., str], page: Page, embed: str
) -> None:
    inside = entered(page, hosted(embed))
    page.get_by_role("link", name="Before").focus()
    after = page.get_by_role("link", name="After")

    page.keyboard.press("Tab")
    expect(inside.locator(":focus")).to_have_count(1)
    inside.locator("a, summary, button").last.focus()
    page.keyboard.press("Tab")
    expect(after).to_be_focused()
    page.keyboard.press("Shift+Tab")

    expect(inside.locator(":focus")).to_have_count(1)


def test_a_mark_on_the_axis_opens_its_event_where_it_can_be_seen(
    hosted: Callable[..., str], page: Page
) -> None:
    inside = entered(page, hosted(TIMELINE))
    expect(page.locator(FRAME)).not_to_have_attribute("height", "640")

    inside.locator(".drawn a.marker:not(.many)").last.click()

    opened = inside.locator("details[open]")
    expect(opened).to_have_count(1)
    expect(opened.locator("h2")).to_be_in_viewport()


def test_a_link_leads_to_the_whole_beside_the_page(
    hosted: Callable[..., str], page: Page, real: Published
) -> None:
    inside = entered(page, hosted(TIMELINE, query="?category=diplomacy&amp;from=1970"))
    expect(inside.locator(".found-count")).to_have_text("22 of 45 events shown")
    expect(inside.locator(".event:visible")).to_have_count(22)

    with page.expect_popup() as opening:
        inside.get_by_role("link", name="Open the whole timeline").click()

    whole = opening.value
    expect(whole).to_have_url(f"{real.address}index.html?category=diplomacy&from=1970")
    expect(whole.locator(".found-count")).to_have_text("22 of 45 events shown")
    assert whole.evaluate("window.opener") is None


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    script = root / "tests/node_modules/axe-core/axe.min.js"
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("embed", EMBEDS)
def test_nobody_is_shut_out_of_an_embed(
    hosted: Callable[..., str], new_page: Opens, axe: str, embed: str
) -> None:
    page = new_page(reduced_motion="reduce")
    inside = entered(page, hosted(embed))
    for line in inside.locator(".slot summary").all()[:3]:
        line.click()
    (frame,) = page.main_frame.child_frames
    frame.evaluate(axe)

    found = {}
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = frame.evaluate(SUMMARY, RULES)

    assert {view: lines for view, lines in found.items() if lines} == {}


@pytest.mark.parametrize("embed", EMBEDS)
@pytest.mark.parametrize("width", [240, 360, 1440])
def test_nothing_in_an_embed_sticks_or_stands_beside_it(
    real: Published, new_page: Opens, embed: str, width: int
) -> None:
    page = new_page(width=width)

    page.goto(real.address + embed)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sticking = page.evaluate(
        """() => [...document.body.querySelectorAll("*")].filter((each) =>
          each.checkVisibility() && /sticky|fixed/.test(getComputedStyle(each).position))
          .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert sticking == []


def test_a_frame_of_the_offered_height_cuts_no_event_off(
    real: Published, new_page: Opens
) -> None:
    page = new_page(width=WIDTH, height=400)
    cut_off = {}

    for file in sorted(real.folder.glob("events/*.oembed.json")):
        offered = json.loads(file.read_text(encoding="utf-8"))["height"]
        page.goto(
            f"{real.address}events/{file.name.removesuffix('.oembed.json')}.embed.html"
        )
        needed = page.evaluate(
            "document.documentElement.getBoundingClientRect().height"
        )
        if not needed <= offered <= 2 * needed:
            cut_off[file.name] = (offered, needed)

    assert cut_off == {}


# What an embed is to programs


class Links(HTMLParser):
    """The links of a page that have no business in a frame."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.inner: list[str] = []
        self.stray: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag != "a" or "href" not in given:
            return
        if given["href"].startswith("#"):
            self.inner.append(given["href"][1:])
            kept = "target" not in given
        else:
            apart = {"noopener", "noreferrer"} <= set(given.get("rel", "").split())
            kept = given.get("target") == "_blank" and apart
        if not kept:
            self.stray.append(self.get_starttag_text() or "")


def test_links_of_embeds_lead_to_a_place_in_them_or_open_beside(
    real: Published,
) -> None:
    embeds = [real.folder / TIMELINE, *sorted(real.folder.glob("events/*.embed.html"))]

    found = {page.name: Links(page.read_text(encoding="utf-8")) for page in embeds}

    assert len(found) == 46
    assert [link for page in found.values() for link in page.stray] == []
    assert all(page.inner for page in found.values())
    assert [
        link for page in found.values() for link in page.inner if link not in page.ids
    ] == []


@pytest.mark.parametrize("embed", EMBEDS)
def test_search_engines_are_led_from_an_embed_to_the_page_it_shows(
    real: Published, embed: str
) -> None:
    text = real.text(embed)

    place = "" if embed == TIMELINE else own(embed)
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="{real.address}{place}">' in text
    assert embed not in real.text("sitemap.xml")
    assert 'type="application/atom+xml"' not in text


def test_an_event_that_was_renamed_still_shows_where_it_was_embedded(
    project: Project, build: Build
) -> None:
    folder = project(
        {
            "events.yaml": """
                timeline: {title: Rails, base_url: "https://example.org/"}
                sources: {a: {title: A}}
                events: [{id: one, date: 1829, title: One, sources: [a], aliases: [uno]}]
            """
        }
    )

    build(folder)

    text = (folder / "site/events/uno.embed.html").read_text(encoding="utf-8")
    assert 'content="0; url=../events/one.embed.html"' in text
    assert '<link rel="canonical" href="https://example.org/events/one.html">' in text


# The code to copy


def test_the_code_of_a_filtered_timeline_shows_the_same_view(
    real: Published, new_page: Opens
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{real.address}index.html?category=diplomacy&scale=true")
    expect(page.locator(".found-count")).to_have_text("24 of 45 events shown")

    box = page.locator(".embed-code")
    box.locator("summary").click()
    box.get_by_role("button", name="Copy").click()

    expect(box.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'src="{real.address}embed.html?category=diplomacy&amp;scale=true"' in copied
    assert copied == box.get_by_role("textbox").input_value()


def test_where_nothing_can_be_copied_the_code_is_selected(
    real: Published, page: Page
) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(real.address + own(EVENT))
    box = page.locator(".embed-code")
    box.locator("summary").click()

    expect(box.get_by_role("button")).to_be_hidden()
    box.get_by_role("textbox").focus()

    chosen = page.evaluate("getSelection().toString()")
    assert chosen == code(real.text(own(EVENT)))


def test_the_code_stands_there_without_scripts(
    real: Published, new_page: Opens
) -> None:
    page = new_page(javascript=False)
    page.goto(real.address + own(EVENT))

    page.locator(".embed-code summary").click()

    field = page.get_by_role("textbox", name="Code to embed")
    assert f'src="{real.address}{EVENT}"' in field.input_value()


def test_a_site_that_does_not_know_its_address_offers_the_one_it_is_read_at(
    served: str, site: Path, page: Page
) -> None:
    page.goto(served + own(EVENT))
    page.locator(".embed-code summary").click()
    expect(page.get_by_role("textbox")).to_have_value(
        re.compile(re.escape(f'src="{served}{EVENT}"'))
    )

    page.goto((site / own(EVENT)).as_uri())

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".embed-code")).to_be_hidden()


# oEmbed


@pytest.mark.parametrize("embed", EMBEDS)
def test_a_reader_of_oembed_finds_the_embed_of_a_page(
    real: Published, embed: str
) -> None:
    endpoint, asked = discovery.find_from_content(real.address + own(embed))

    found = consumer.fetch_content(endpoint, asked)

    assert isinstance(found, types.Rich)
    assert asked.url == real.address + ("" if embed == TIMELINE else own(embed))
    assert found.html == code(real.text(own(embed)))
    assert found.provider_name == "Russia and Iran"
    assert found.provider_url == real.address


def faults(said: Mapping[str, object]) -> Iterator[str]:
    """What of a response is against oEmbed 1.0 (2.3.4 and 2.3.4.4)."""
    needed = {"type": str, "version": str, "html": str, "width": int, "height": int}
    known = {"title", "author_name", "author_url", "provider_name", "provider_url"}
    for name, kind in needed.items():
        if type(said.get(name)) is not kind:
            yield f"{name} is not there, or of another kind"
    if (said.get("type"), said.get("version")) != ("rich", "1.0"):
        yield "is of another type or version"
    for name in said.keys() - needed.keys():
        if name not in {*known, "cache_age"}:
            yield f"{name} is not one of its words"
        if name.endswith("_url") and not re.match(r"https?://[^/]+/", str(said[name])):
            yield f"{name} is no whole address"


def test_every_event_says_how_to_embed_it(real: Published) -> None:
    files = [real.folder / "oembed.json", *real.folder.glob("events/*.oembed.json")]

    found = {file.name: json.loads(file.read_text("utf-8")) for file in files}

    assert len(found) == 46
    assert {
        name: [*faults(said)] for name, said in found.items() if [*faults(said)]
    } == {}


def test_the_rules_of_oembed_would_notice() -> None:
    assert [*faults({"type": "rich", "version": 1, "provider_url": "/", "x": ""})]


def test_only_a_site_that_knows_its_address_says_how_to_embed_it(site: Path) -> None:
    assert not [*site.rglob("*oembed.json")]
    assert "oembed" not in (site / "index.html").read_text(encoding="utf-8")
