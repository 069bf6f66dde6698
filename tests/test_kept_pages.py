"""What is kept of the pages of the last build saves work, and changes no byte."""

import functools
import gc
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args, get_type_hints

import pytest
from conftest import run
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from dateline.commands import kept_notes, kept_pages, tools
from dateline.commands.build import TEMPLATES
from dateline.commands.kept_pages import KeptPages
from dateline.pages import Page, Pages
from dateline.site_list import is_whole
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import Files, render
from dateline.steps.write import Written, write

EVENTS = """\
timeline: {title: Bridges, language: en, base_url: "https://example.org/"}
categories:
  stone: {label: Of stone}
events:
  - id: opens
    date: 1831
    title: The bridge opens
    summary: It opens [@paper].
    categories: [stone]
    sources: [paper]
  - id: burns
    date: 1871-03-05
    title: The bridge burns
    summary: It burns [@book, p. 3].
    actors: [Fire brigade]
    related: [{id: opens}]
    sources: [book]
  - id: stands
    date: 1902
    title: The bridge stands again
    summary: It stands [@book].
    places: [{name: Bushehr}]
    sources: [book]
sources:
  paper: {title: The Paper, url: "https://example.org/paper"}
  book: {title: The Book, publisher: A press}
"""
BURNS = EVENTS[EVENTS.index("  - id: burns") : EVENTS.index("  - id: stands")]
ABOUT = "# About\n\nBridges, by their age [@book].\n"


@dataclass(frozen=True, slots=True)
class Built:
    """The bytes of a site, and the pages that were filled for it."""

    site: dict[str, bytes]
    filled: set[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return begun(tmp_path / "project")


def begun(folder: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "events.yaml").write_text(EVENTS, encoding="utf-8")
    (folder / "content/about.md").write_text(ABOUT, encoding="utf-8")
    return folder


def placed(project: Path) -> Pages:
    timeline, _ = parse(load(project)[0])
    assert len(timeline.events) > 1
    return place(timeline)


def build(project: Path) -> Built:
    """A build of the project's own site, with what is kept there."""
    filled: set[str] = set()

    def counted(pages: Pages, *rest: object) -> Files:
        filled.update(page.address for page in pages.pages)
        return render(pages, *rest)  # type: ignore[arg-type]

    forget()
    out, templates = project / "site", [project / "templates", TEMPLATES]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_pages, "render", counted)
        kept = KeptPages(project, out, templates)
        files = kept.files(placed(project), 1)
        done = write(files.made, out, project, known=files.entries)
        assert isinstance(done, Written)
        kept.remember()
    return Built(dict(files.made), filled)


def forget() -> None:
    """What a process remembers of the build before; a new one remembers nothing."""
    gc.unfreeze()  # a build of another test in this process may have: it is not listed
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            module = getattr(each, "__module__", "") or ""
            if module.startswith("dateline."):
                each.cache_clear()


def anew(project: Path) -> dict[str, bytes]:
    """The same from nothing."""
    forget()
    return render(placed(project), [project / "templates", TEMPLATES]).made


def note(project: Path) -> Path:
    (found,) = (project / ".dateline").glob("pages-*.note")
    return found


def said(project: Path) -> kept_pages._Known:
    return kept_notes.read(note(project), kept_pages._Known) or {}


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_page_that_prints_the_same_is_not_filled_again(project: Path) -> None:
    first = build(project)

    assert build(project) == Built(first.site, set())


def test_one_event_is_edited_and_few_pages_are_filled(project: Path) -> None:
    first = build(project)
    edited(project / "events.yaml", "It burns", "It burns to the ground")

    second = build(project)

    changed = {at for at in first.site if first.site[at] != second.site.get(at)}
    assert second.site == anew(project)
    assert "events/burns.html" in second.filled & changed
    assert not {"events/opens.html", "sources/paper.html"} & second.filled


def test_the_order_of_hashes_has_no_part_in_it(project: Path) -> None:
    outs = []
    for seed in ("1", "2"):
        done = run(
            *("build", "--profile", "--project", str(project)),
            environment={"PYTHONHASHSEED": seed},
        )
        assert done.code == 0
        outs.append(note(project).read_bytes())

    assert outs[0] == outs[1]


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a title": lambda at: edited(at / "events.yaml", "bridge opens", "arch opens"),
    "a date": lambda at: edited(at / "events.yaml", "1871-03-05", "1829-01"),
    "a source": lambda at: edited(at / "events.yaml", "The Book", "Two Books"),
    "a label": lambda at: edited(at / "events.yaml", "Of stone", "Made of stone"),
    "the address": lambda at: edited(at / "events.yaml", 'example.org/"', 'x.org/"'),
    "the language": lambda at: edited(
        at / "events.yaml", "language: en", "language: ru"
    ),
    "an event less": lambda at: edited(at / "events.yaml", BURNS, ""),
    "a text": lambda at: edited(at / "content/about.md", "by their age", "by age"),
    "a template": lambda at: (
        (at / "templates").mkdir(exist_ok=True),
        (at / "templates/404.html").write_text("Nothing here"),
    ),
    "a template again": lambda at: (
        (at / "templates").mkdir(exist_ok=True),
        (at / "templates/_menu.html").write_text("<nav>{{ page.title }}</nav>"),
    ),
    "no templates": lambda at: shutil.rmtree(at / "templates", ignore_errors=True),
    "a style": lambda at: (
        (at / "templates/assets/css").mkdir(parents=True, exist_ok=True),
        (at / "templates/assets/css/9-own.css").write_text("p { color: red }"),
    ),
    "a page by hand": lambda at: (at / "site/about.html").write_text("<p>"),
    "a page gone": lambda at: (at / "site/about.html").unlink(missing_ok=True),
    "no site": lambda at: shutil.rmtree(at / "site", ignore_errors=True),
    "nothing kept": lambda at: shutil.rmtree(at / ".dateline", ignore_errors=True),
    "as it was": lambda at: (at / "events.yaml").write_text(EVENTS, encoding="utf-8"),
}


@settings(derandomize=True, max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6))
def test_whatever_is_edited_the_site_is_that_of_a_build_from_nothing(
    changes: list[str],
) -> None:
    with TemporaryDirectory() as folder:
        project = begun(Path(folder) / "project")
        build(project)
        for change in changes:
            CHANGES[change](project)
            assert build(project).site == anew(project), change


@pytest.mark.parametrize("change", CHANGES)
def test_after_each_edit_the_site_is_that_of_a_build_from_nothing(
    project: Path, change: str
) -> None:
    build(project)
    CHANGES[change](project)

    assert build(project).site == anew(project)


def kept_in(project: Path) -> set[str]:
    """The pages that the next build would keep."""
    kept = KeptPages(project, project / "site", [project / "templates", TEMPLATES])
    return {*kept._kept({at: key for at, (key, _) in said(project).items()})}


def test_every_byte_of_a_page_counts(project: Path) -> None:
    whole = build(project).site["404.html"]
    page = project / "site/404.html"
    assert "404.html" in kept_in(project)
    for at in range(0, len(whole), 7):
        page.unlink()
        page.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert "404.html" not in kept_in(project)
        page.write_bytes(whole[:at])
        assert "404.html" not in kept_in(project)


@pytest.mark.parametrize("how", ["written by hand", "gone"])
def test_a_page_that_changes_under_a_build_is_filled_after_all(
    project: Path, how: str
) -> None:
    first = build(project)
    out = project / "site"
    kept = KeptPages(project, out, [project / "templates", TEMPLATES])
    edited(project / "events.yaml", "It burns", "It burns to the ground")
    files = kept.files(placed(project), 1)
    (out / "404.html").unlink()
    if how == "written by hand":
        (out / "404.html").write_text("<p>")

    done = write(files.made, out, project, known=files.entries)

    assert isinstance(done, Written)
    assert (out / "404.html").read_bytes() == first.site["404.html"]
    assert is_whole(str(out))


def test_every_byte_of_a_note_counts(project: Path) -> None:
    build(project)
    whole = note(project).read_bytes()
    before = said(project)
    assert before
    for at in range(0, len(whole), 13):
        note(project).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert said(project) in ({}, before)
        note(project).write_bytes(whole[:at] + b"\xff" + whole[at + 1 :])
        assert said(project) == {}
        note(project).write_bytes(whole[:at])
        assert said(project) == {}


@pytest.mark.parametrize(
    "text", ["", "{}", "[1, 2]", '["", {"404.html": 3}]', "[" * 100_000, "\ud800", "\0"]
)
def test_a_note_that_is_none_of_ours_is_as_good_as_none(
    project: Path, text: str
) -> None:
    first = build(project)
    note(project).write_bytes(text.encode("utf-8", "surrogatepass"))

    second = build(project)

    assert second.site == first.site
    assert second.filled >= {"404.html", "index.html"}
    assert build(project).filled == set()


def test_a_note_of_another_version_is_as_good_as_none(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    monkeypatch.setattr(tools, "packages", lambda: ["jinja2-9.9.dist-info"])

    assert "404.html" in build(project).filled
    assert build(project).filled == set()


def test_a_template_that_changes_under_a_build_leaves_no_note(project: Path) -> None:
    build(project)
    kept = KeptPages(project, project / "site", [project / "templates", TEMPLATES])
    (project / "templates").mkdir()
    (project / "templates/404.html").write_text("Nothing here")
    before = note(project).read_bytes()

    kept.files(placed(project), 1)
    kept.remember()

    assert note(project).read_bytes() == before
    assert build(project).site["404.html"] == b"Nothing here"


def test_what_cannot_be_told_is_filled_each_time(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "elsewhere.html").write_text("Nothing here")
    (project / "templates/404.html").symlink_to(project / "elsewhere.html")

    build(project)
    edited(project / "elsewhere.html", "Nothing", "Something")

    assert build(project).site["404.html"] == b"Something here"


@pytest.mark.parametrize("in_the_way", ["a file", "a folder"])
def test_where_no_note_can_be_left_the_build_goes_on(
    project: Path, in_the_way: str
) -> None:
    if in_the_way == "a file":
        (project / ".dateline").write_text("a file of somebody else")
    else:
        build(project)
        name = note(project)
        shutil.rmtree(project / ".dateline")
        name.mkdir(parents=True)

    assert "404.html" in build(project).filled
    assert "404.html" in build(project).filled


def test_a_project_that_cannot_be_written_to_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_project: str, name: str, _content: bytes) -> None:
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(kept_pages.kept, "leave", refuse)

    assert "404.html" in build(project).filled
    assert "404.html" in build(project).filled


def test_a_link_or_a_folder_in_the_site_is_no_page(project: Path) -> None:
    build(project)
    page = project / "site/404.html"

    page.unlink()
    os.mkfifo(page)
    assert "404.html" not in kept_in(project)
    page.unlink()
    page.mkdir()
    assert "404.html" not in kept_in(project)


def test_two_pages_at_one_address_are_refused_as_ever(project: Path) -> None:
    build(project)
    pages = placed(project)
    twice = Pages((*pages.pages, pages.pages[0]))
    kept = KeptPages(project, project / "site", [TEMPLATES])

    with pytest.raises(ValueError, match="two files at"):
        kept.files(twice, 1)


def test_a_template_of_the_project_that_is_broken_is_said_each_time(
    project: Path,
) -> None:
    run("build", "--project", str(project))
    (project / "templates").mkdir()
    (project / "templates/event.html").write_text("{{ page.nothing }}")

    done = [run("build", "--project", str(project)) for _ in range(2)]

    assert done[0] == done[1]
    assert done[0].code == 1
    assert "templates/event.html:1:1" in done[0].err


def test_two_builds_at_once_leave_the_site_and_a_note_that_is_right(
    project: Path,
) -> None:
    """One has read the note and the site; then another changes both."""
    build(project)
    out, templates = project / "site", [project / "templates", TEMPLATES]
    slow = KeptPages(project, out, templates)
    before = placed(project)
    edited(project / "events.yaml", "It burns", "It burns to the ground")
    second = build(project)

    files = slow.files(before, 1)
    slow.remember()

    assert files.made["events/burns.html"] != second.site["events/burns.html"]
    assert build(project).site == anew(project)


def test_a_note_is_json(project: Path) -> None:
    build(project)

    digest, known = json.loads(note(project).read_bytes())

    assert len(digest) == 32
    assert known.keys() >= {"index.html", "events/opens.html"}


def parts_of(kind: object, found: set[type[Struct]]) -> set[type[Struct]]:
    """All kinds of records that may be in a page of a kind, and that kind itself."""
    for inner in get_args(kind):
        parts_of(inner, found)
    if isinstance(kind, type) and issubclass(kind, Struct) and kind not in found:
        found.add(kind)
        for inner in [*get_type_hints(kind).values(), *kind.__subclasses__()]:
            parts_of(inner, found)
    return found


def test_kinds_with_the_same_fields_are_told_apart_in_what_is_kept() -> None:
    kinds = parts_of(Page, set())
    assert {"Frame", "Card", "RowsPage", "Marker"} <= {each.__name__ for each in kinds}

    tags = Counter(kind.__struct_config__.tag for kind in kinds)

    assert None not in tags
    assert [tag for tag, count in tags.items() if count > 1] == []
