"""What every page says a browser may do with it, held by another program than ours."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import run

ROOT = Path(__file__).resolve().parent.parent
EVALUATOR = ROOT / "tests" / "node_modules" / "csp_evaluator"

#: From the words of policies to what Google's CSP Evaluator finds in each that is
#: certain (severity up to 40) or a mistake of grammar; 50 and above are “perhaps”.
JUDGING = """
const { CspEvaluator } = require(process.argv[1] + "/dist/evaluator.js");
const { CspParser } = require(process.argv[1] + "/dist/parser.js");
const policies = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = policies.map((words) =>
  new CspEvaluator(new CspParser(words).csp).evaluate()
    .filter(({ severity }) => severity <= 40)
    .map(({ severity, directive, value, description }) =>
      [severity, directive, value, description].join(" ")));
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a page of every kind, an alias that leads on among them."""
    case = ROOT / "tests" / "cases" / "sites" / "every-field"
    out = tmp_path_factory.mktemp("kinds") / "site"
    built = run(
        *("--project", str(case), "--out", str(out)),
        *("--base-url", "https://example.org/t/"),
    )
    assert built.code == 0, built.err
    return out


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str]]] = []

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        self.found.append((tag, {name: value or "" for name, value in attributes}))


def pages(*sites: Path) -> Iterator[tuple[str, list[tuple[str, Mapping[str, str]]]]]:
    """Each page by its path, with its tags."""
    for site in sites:
        for path in sorted(site.rglob("*.html")):
            reader = Tags()
            reader.feed(path.read_text(encoding="utf-8"))
            yield path.relative_to(site).as_posix(), reader.found


def said(tags: list[tuple[str, Mapping[str, str]]], name: str) -> list[str]:
    """What a page's meta elements say under a name."""
    return [
        given["content"]
        for tag, given in tags
        if tag == "meta"
        and name in (given.get("name"), given.get("http-equiv", "").casefold())
    ]


def judged(policies: list[str]) -> list[list[str]]:
    done = subprocess.run(
        ["node", "-e", JUDGING, str(EVALUATOR)],
        input=json.dumps(policies),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_the_judge_finds_what_is_weak() -> None:
    weak = ["script-src 'unsafe-inline'; object-src *", "default-src https:"]

    assert all(judged(weak))


def test_a_judge_of_policies_finds_nothing_on_any_page(
    every_kind: Path, published: Path
) -> None:
    policies = {
        policy
        for _, tags in pages(every_kind, published)
        for policy in said(tags, "content-security-policy")
    }

    assert judged(sorted(policies)) == [[] for _ in policies]


def test_a_judge_of_policies_finds_nothing_in_the_headers_for_hosts() -> None:
    text = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    policies = re.findall(r'Content-Security-Policy:? "?([^"\n]+)', text)

    # What says more of a few pages only narrows the policy of them all.
    whole = [policy for policy in policies if "default-src" in policy]
    rest = {policy for policy in policies if "default-src" not in policy}

    assert judged(whole) == [[], [], []]
    assert rest <= {"frame-ancestors 'self'", "frame-ancestors *", "frame-ancestors "}


def test_every_page_has_one_policy_before_it_loads_anything(
    every_kind: Path, published: Path
) -> None:
    found = [
        path
        for path, tags in pages(every_kind, published)
        if len(said(tags, "content-security-policy")) != 1
        or loads_before_its_policy(tags)
    ]

    assert found == []


def loads_before_its_policy(tags: list[tuple[str, Mapping[str, str]]]) -> bool:
    for _, given in tags:
        if given.get("http-equiv", "").casefold() == "content-security-policy":
            return False
        if {"src", "href"} & given.keys():
            return True
    return True


def test_every_page_tells_others_at_most_the_host_that_a_reader_comes_from(
    every_kind: Path, published: Path
) -> None:
    found = {tuple(said(tags, "referrer")) for _, tags in pages(every_kind, published)}

    assert found <= {("strict-origin-when-cross-origin",), ("no-referrer",)}


def test_no_link_lets_another_site_reach_back(
    every_kind: Path, published: Path
) -> None:
    own = "example.org"
    found = [
        f"{path}: {given['href']}"
        for path, tags in pages(every_kind, published)
        for tag, given in tags
        if tag in ("a", "area", "form")
        and urlsplit(given.get("href", "")).netloc not in ("", own)
        and not {"noopener", "noreferrer"} <= set(given.get("rel", "").split())
        and given.get("rel") != "license"
    ]

    assert found == []


def test_what_a_frame_opens_cannot_reach_back(
    every_kind: Path, published: Path
) -> None:
    found = [
        f"{path}: {given['href']}"
        for path, tags in pages(every_kind, published)
        for _, given in tags
        if "target" in given
        and not {"noopener", "noreferrer"} <= set(given.get("rel", "").split())
    ]

    assert found == []


def test_no_page_opens_a_window_or_holds_a_handler_a_style_or_a_script(
    every_kind: Path, published: Path
) -> None:
    found = [
        f"{path}: <{tag} {name}={value}>"
        for path, tags in pages(every_kind, published)
        for tag, given in tags
        for name, value in given.items() or [("", "")]
        if (name == "target" and not path.endswith("embed.html"))
        or name in ("style", "srcdoc", "ping")
        or name.startswith("on")
        or (tag == "style")
        or (tag == "script" and "src" not in given and "json" not in given["type"])
    ]

    assert found == []


#: What would make code or markup of words (Trusted Types, “injection sinks”).
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"
    r"|DOMParser|setHTML|srcdoc|\beval\b|new Function|importScripts"
    r"|set(?:Timeout|Interval)\(\s*[\"'`]"
)


@pytest.mark.parametrize(
    "script",
    sorted((ROOT / "templates/assets/js").rglob("*.js")),
    ids=lambda path: path.stem,
)
def test_no_script_of_a_page_makes_markup_or_code_of_words(script: Path) -> None:
    assert SINKS.findall(script.read_text(encoding="utf-8")) == []
