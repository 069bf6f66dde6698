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
from playwright.sync_api import Page

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
    groups = [
        path
        for folder in ("actors", "categories", "places")
        for path in sorted(built.published.glob(f"{folder}/*.html"))[::9]
    ]
    pages = [
        path
        for folder in (".", "events", "sources")
        for path in built.published.glob(f"{folder}/*.html")
    ]

    found = {
        str(path.relative_to(built.published)): code
        for path in (*pages, *groups)
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

    SCRIPTS = re.compile(r"(?:\.\./|/t/)*assets/dateline(?:-page|-embed)?\.\w{10}\.js")
    ICON = re.compile(r"data:image/svg\+xml,%3Csvg%20[^&<>\"]+%3C/svg%3E\Z")
    LOADS = ("src", "srcset", "srcdoc", "data", "action", "formaction", "background")
    HOLDERS = ("iframe", "object", "embed", "base", "frame", "applet", "style")
    RUNS = re.compile(r"(?:javascript|vbscript|data|file|blob):")
    LEAVES = re.compile(r"[a-z]+:|[/\\]{2}")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_in_script = False

    @classmethod
    def of(cls, html: str) -> list[str]:
        reader = cls()
        reader.feed(html)
        return reader.found

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        given = {name: value or "" for name, value in attributes}
        is_data = given.get("type", "").endswith("json")
        self.is_in_script = tag == "script" and not is_data
        source = given.get("src")
        if self.is_in_script and source and not self.SCRIPTS.fullmatch(source):
            self.found.append(f"<script src={source}>")
        if tag in self.HOLDERS:
            self.found.append(f"<{tag}>")
        if (tag, given.get("rel")) == ("link", "icon") and self.ICON.match(
            given["href"]
        ):
            return
        for name, value in given.items():
            # As a browser reads an address (WHATWG URL, 4.4).
            seen = re.sub(r"[\t\n\r]|\A[\x00-\x20]+", "", value).casefold()
            is_address = name in (*self.LOADS, "href", "cite")
            if (
                name.startswith("on")
                or name == "style"
                or (is_address and self.RUNS.match(seen))
                or (name in self.LOADS and self.LEAVES.match(seen))
            ):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, _: str) -> None:
        self.is_in_script = False

    def handle_data(self, data: str) -> None:
        if self.is_in_script and data.strip():
            self.found.append(f"<script>{data}")


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
        page.evaluate(
            "document.querySelectorAll('details').forEach((d) => d.open = true)"
        )


def addresses(site: Path, built: Built) -> Iterator[str]:
    """The lists of all, and the pages of some."""
    yield from (
        (site / name).as_uri()
        for name in (
            "index.html",
            "sources/index.html",
            "evidence.html",
            "changes.html",
        )
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

    # Markdown may name a picture of the site that is not there.
    missing = f"{re.escape(built.published.as_uri())}/.* did not load: .*NOT_FOUND"
    complaints[:] = [each for each in complaints if not re.fullmatch(missing, each)]
    assert (dialogs, complaints) == ([], [])


# What is taken away


def test_the_files_to_take_away_are_read_by_others_as_they_were_meant(
    built: Built,
) -> None:
    site = built.published
    kept = len(built.words) - len(built.refused)

    for path in (*site.rglob("*.json"), *site.rglob("*.csv-metadata.json")):
        json.loads(path.read_text(encoding="utf-8"))
    for path in site.rglob("*.xml"):
        ET.fromstring(path.read_bytes())

    assert len(json.loads((site / "events.json").read_text("utf-8"))["events"]) == kept
    bibliography = (site / "sources.bib").read_text(encoding="utf-8")
    assert len(re.findall(r"^@", bibliography, re.M)) == kept


def test_no_words_become_a_line_of_a_calendar(built: Built) -> None:
    kept = len(built.words) - len(built.refused)
    written = (built.published / "timeline.ics").read_bytes()
    lines = re.sub(rb"\r\n[ \t]", b"", written).decode().split("\r\n")
    names = {re.split("[:;]", line)[0] for line in lines if line}

    calendar = icalendar.Calendar.from_ical(written)

    assert {part.name for part in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    assert len(calendar.walk("VEVENT")) == kept
    assert [line for line in lines if re.search("[\n\r]", line)] == []
    assert names <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME"),
        *("X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL"),
        *("DESCRIPTION", "CATEGORIES", "LOCATION", "STATUS", "TRANSP", "RRULE"),
        *("LAST-MODIFIED", "CREATED", "CLASS", "GEO", "COMMENT", "CONTACT"),
        *("X-WR-CALDESC", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    }


@pytest.mark.parametrize("name", ["events.csv", "sources.csv"])
def test_no_cell_of_a_table_is_a_formula(name: str, built: Built) -> None:
    text = (built.published / name).read_text(encoding="utf-8-sig")
    rows = [*csv.reader(StringIO(text, newline=""), strict=True)]
    cells = [cell for row in rows for cell in row]

    found = [
        cell
        for cell in cells
        if re.match(r"\s*[=+@\t\r＝＋－＠]|\s*-(?!\d+$)", cell) or "\n" in cell
    ]

    assert len({len(row) for row in rows}) == 1
    assert found == []


# Words that only look harmless


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("java&#1;script:hacked()", id="control"),
        pytest.param("java&#x2028;script:hacked()", id="line-end"),
        pytest.param("&#xFEFF;javascript:hacked()", id="byte-order-mark"),
        pytest.param("java&#xE000;script:hacked()", id="our-own-sign"),
        pytest.param("java&#9;script:hacked()", id="tab"),
    ],
)
@pytest.mark.parametrize("form", ["<a href={}>x</a>", "[x]({})", "<img src={}>"])
def test_what_is_taken_out_of_an_address_does_not_make_it_run(
    written: str, form: str
) -> None:
    html = str(markup.block(Prose(form.format(written))))

    assert Code.of(html) == []
    assert not NEVER.search(html)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param(
            "https://пример.example/ü",
            "https://пример.example/ü (xn--e1afmkfd.example)",
            id="letters",
        ),
        pytest.param(
            "https://xn--e1afmkfd.example/",
            "https://xn--e1afmkfd.example/ (пример.example)",
            id="encoded",
        ),
        pytest.param(
            "https://ехample.org/",
            "https://ехample.org/ (xn--ample-ywe6i.org)",
            id="twin",
        ),
        pytest.param(
            "https://exam\u200bple.org/",
            "https://exam\u200bple.org/ (example.org)",
            id="zero-width",
        ),
        pytest.param("https://example.org/", "https://example.org/", id="plain"),
        pytest.param("https://xn--a/", "https://xn--a/", id="no-name"),
    ],
)
def test_a_host_that_looks_like_another_is_shown_in_both_forms(
    address: str, shown: str
) -> None:
    assert notes.readable(address) == shown


# Files


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SVG.format("", "<script>x()</script>"), id="script"),
        pytest.param(SVG.format(' onload="x()"', ""), id="handler"),
        pytest.param(SVG.format(' OnLoad="x()"', ""), id="handler-in-capitals"),
        pytest.param(
            SVG.format(
                "", '<x:script xmlns:x="http://www.w3.org/1999/xhtml">x()</x:script>'
            ),
            id="script-of-html",
        ),
        pytest.param(SVG.format("", "<foreignObject/>"), id="page"),
        pytest.param(
            SVG.format("", '<a href="&#9;java&#10;script:x()"/>'), id="address"
        ),
        pytest.param(SVG.format("", '<a xlink:href="javascript:x()"/>'), id="xlink"),
        pytest.param(
            SVG.format(
                "", '<animate attributeName="href" values="#a;javascript:x()"/>'
            ),
            id="animation",
        ),
        pytest.param(SVG.format("", '<use href="data:image/svg+xml,x"/>'), id="data"),
        pytest.param(
            '<!DOCTYPE svg [<!ENTITY s "<script>x()</script>">]>'
            + SVG.format("", "&s;"),
            id="entity",
        ),
        pytest.param(SVG.format("", "<script>x()</script>")[:-9], id="torn-behind-it"),
        pytest.param("", id="empty"),
        pytest.param("\0", id="zero"),
        pytest.param(
            '<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx">'
            + "".join(
                f'<!ENTITY {b} "{f"&{a};" * 30}">'
                for a, b in zip("abcdefg", "bcdefgh", strict=True)
            )
            + "]>"
            + SVG.format("", "&h;"),
            id="billion-laughs",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_svg_that_may_run_something_is_refused(data: str, encoding: str) -> None:
    assert pictures.objection(data.encode(encoding)) != ""


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://example.org/"><circle r="3"/></a>',
        '<use xlink:href="#a"/><style>a { fill: red }</style>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<animate attributeName="r" values="1;2" from="1" to="2"/>',
        "<text>javascript:x() onload=x()</text>",
    ],
)
def test_an_svg_that_only_draws_is_served(inside: str) -> None:
    assert pictures.objection(SVG.format("", inside).encode()) == ""


def test_an_svg_that_is_packed_is_refused(project: Project) -> None:
    folder = project({"events.yaml": ONE, "content/a.SVGZ": b"\x1f\x8b"})

    assert said(folder) == [
        "content/a.SVGZ: this SVG is packed, so that nobody sees whether it holds a script"
    ]


ONE = """\
timeline: {title: A timeline}
sources: {a: {title: A, publisher: P}}
events:
  - {id: x, date: 1829, title: “X”, sources: [a], summary: "So [@a]."}
"""


def said(folder: Path) -> list[str]:
    source, problems = load(folder)
    _, found = parse(source)
    return [f"{each.at}: {each.text}" for each in sorted({*problems, *found})]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "content/aux.md",
            "content/CON",
            "content/media/com1.tar.gz",
            "events/Nul.yaml",
        ),
        *("content/media/12:30.png", "content/a\\b.png", "content/what?.jpg"),
        *("content/end./x.png", "content/media/lpt¹.jpg"),
    ],
)
def test_a_name_that_no_file_has_on_windows_is_refused(
    path: str, project: Project
) -> None:
    text = "events: []" if path.endswith(".yaml") else "Words."
    folder = project({"events.yaml": ONE, path: text})

    assert any(
        "cannot be the name of a file on Windows" in each for each in said(folder)
    )


@pytest.mark.parametrize("path", ["content/auxiliary.md", "content/media/console.jpg"])
def test_a_name_that_only_begins_like_a_device_is_fine(
    path: str, project: Project
) -> None:
    assert said(project({"events.yaml": ONE, path: "Words."})) == []


@pytest.mark.parametrize("name", ["é.jpg", "é.md"], ids=["picture", "page"])
def test_names_that_are_one_on_some_computers_are_refused(
    name: str, project: Project
) -> None:
    composed = unicodedata.normalize("NFC", f"content/{name}")
    apart = unicodedata.normalize("NFD", f"content/{name}")

    folder = project({"events.yaml": ONE, composed: "x", apart: "x"})

    assert len(said(folder)) == 1


@pytest.mark.parametrize(
    "written",
    [
        'id: "../x"',
        "id: ..",
        "id: /etc/passwd",
        'id: "x/../../y"',
        'aliases: ["../../x"]',
        "aliases: [..]",
        "categories: [../x]",
        "media: [{file: ../secret.jpg, alt: x, credit: x}]",
        "media: [{file: content/../../secret.jpg, alt: x, credit: x}]",
        "media: [{file: /etc/passwd, alt: x, credit: x}]",
    ],
)
def test_no_name_leads_out_of_the_project(
    written: str, project: Project, tmp_path: Path
) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    event = ONE.replace("id: x, ", "" if written.startswith("id") else "id: x, ")
    folder = project({"events.yaml": event.replace("date:", f"{written}, date:")})

    assert len(said(folder)) == 1


def test_a_picture_that_is_none_is_shown_as_its_words(
    project: Project, build: Build, serve: Callable[[Path], str], page: Page
) -> None:
    html = b"<!doctype html><script>document.title = 'hacked'</script>"
    media = "media: [{file: content/x.png, alt: A map, credit: P}]"
    event = ONE.replace("date:", f"{media}, date:")
    folder = project({"events.yaml": event, "content/x.png": html})
    assert build(folder).code == 0
    address = serve(folder / "site")

    page.goto(f"{address}events/x.html")
    assert page.get_by_alt_text("A map").evaluate("(image) => image.naturalWidth") == 0
    page.goto(f"{address}x.png")
    assert page.title() != "hacked"


def test_words_of_a_megabyte_and_many_files_are_built(
    project: Project, build: Build
) -> None:
    word = "ш" * 500_000
    many = {f"content/media/{n}.txt": "x" for n in range(5000)}
    event = ONE.replace("So [", f"{word} [")
    folder = project({"events.yaml": event, "content/events/x.md": word, **many})

    done = build(folder)

    assert (done.code, done.err) == (0, "")
    assert len(list((folder / "site" / "media").iterdir())) == 5000
    assert word in (folder / "site" / "events" / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "signs", [" ", "\u00a0", " #", "- ", ": "], ids=["space", "nbsp", "#", "-", ":"]
)
def test_a_line_of_nothing_but_signs_is_refused_like_any_other(
    project: Project, build: Build, signs: str
) -> None:
    line = f"  - id: y\n    note: x{signs * 100_000}y\n      more: z\n"
    folder = project({"events.yaml": ONE + line})

    done = build(folder, "check")

    assert (done.code, done.err) == (1, "")
    assert done.out.endswith("\n1 mistake.\n")


def test_ten_thousand_mistakes_are_said_without_end(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": "x: [" + "[" * 100_000, "events/a.yaml": ONE * 50})

    done = build(folder, "check")

    assert done.code == 1
    assert "Traceback" not in done.err + done.out
