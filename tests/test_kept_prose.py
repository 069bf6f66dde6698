"""What is kept of prose saves work, and changes no byte."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import markup
from dateline.commands import kept_prose, main, tools
from dateline.commands.kept_prose import KeptProse

EVENTS = """\
timeline: {title: Bridges, language: en}
events:
  - id: opens
    date: 1831
    title: The *first* bridge opens
    summary: It **opens** [@paper], as [two guides](about.md) say.
    sources: [paper]
  - id: burns
    date: 1871
    title: The bridge burns
    summary: It burns, 3 * 4 metres of it [@paper].
    sources: [paper]
sources:
  paper: {title: The Paper, url: "https://example.org/paper"}
"""
ABOUT = "# About\n\n- Bridges\n- and `code`\n"
TOOLS = b"these"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "events.yaml").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "content/about.md").write_text(ABOUT, encoding="utf-8")
    return tmp_path


def build(project: Path) -> None:
    markup._html.cache_clear()
    assert main(["--profile", "--project", str(project)]) == 0


def site(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / "site").rglob("*")
        if path.is_file()
    }


def note(project: Path) -> Path:
    (found,) = (project / ".dateline").glob("prose-*.note")
    return found


def edited(project: Path) -> None:
    file = project / "events.yaml"
    file.write_text(file.read_text().replace("3 * 4", "4 * 4"), encoding="utf-8")


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "as it was": lambda said: said,
    "cut short": lambda said: said[:-9],
    "empty": lambda _: b"",
    "with other words": lambda said: said.replace(b"strong", b"script"),
    "of another shape": lambda _: b'["", {"a": 3}]',
    "without end": lambda _: b"[" * 200_000,
    "of no letters": lambda _: b"\xff\xfe",
    "with a byte that is no letter": lambda said: said[:5] + b"\xff" + said[6:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_the_note_says_the_site_is_that_of_a_build_from_nothing(
    project: Path, damage: str
) -> None:
    build(project)
    note(project).write_bytes(DAMAGE[damage](note(project).read_bytes()))
    edited(project)

    build(project)
    kept = site(project)
    shutil.rmtree(project / ".dateline")
    shutil.rmtree(project / "site")
    build(project)

    assert site(project) == kept
    assert b"4 * 4" in kept["site/events/burns.html"]


def test_prose_that_is_known_is_not_converted_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    asked: list[str] = []
    convert = markup._converted

    def counted(text: str, links: str) -> str:
        asked.append(text)
        return convert(text, links)

    monkeypatch.setattr(markup, "_converted", counted)
    edited(project)

    build(project)

    assert asked
    assert all("4 * 4 metres" in text for text in asked)


def test_a_note_of_other_tools_is_as_good_as_none(tmp_path: Path) -> None:
    mine = KeptProse(tmp_path, tmp_path / "site", TOOLS)
    assert markup.known == {}
    markup.known["a"] = "b"
    mine.remember()

    assert KeptProse(tmp_path, tmp_path / "site", b"others").before == {}
    assert KeptProse(tmp_path, tmp_path / "site", TOOLS).before == {"a": "b"}


def test_nothing_is_kept_where_the_tools_cannot_be_told(tmp_path: Path) -> None:
    kept = KeptProse(tmp_path, tmp_path / "site", b"")

    assert markup.known is None
    kept.remember()
    assert not (tmp_path / ".dateline").exists()


def test_of_too_many_texts_those_of_the_last_build_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_prose, "MOST", 3)
    for names in ("ab", "cd", "efgh"):
        kept = KeptProse(tmp_path, tmp_path / "site", TOOLS)
        assert markup.known is not None
        markup.known |= {name: name for name in names}
        kept.remember()

    assert KeptProse(tmp_path, tmp_path / "site", TOOLS).before == {"c": "c", "d": "d"}


def test_a_project_that_cannot_be_written_to_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_project: str, name: str, _content: bytes) -> None:
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(kept_prose.kept, "leave", refuse)

    build(project)

    assert not list((project / ".dateline").glob("prose-*"))
    assert markup.known is None


@pytest.mark.parametrize(("young", "times"), [(10**20, 2), (-(10**20), 1)])
def test_a_file_that_is_old_is_read_once_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, young: int, times: int
) -> None:
    file = tmp_path / "file"
    file.write_text("words")
    read: list[str] = []
    of = tools._read
    monkeypatch.setattr(tools, "YOUNG", young)
    monkeypatch.setattr(tools, "_read", lambda path: read.append(path) or of(path))

    found = {tools.content(str(file), file.stat()) for _ in range(2)}

    assert found == {tools.content(str(file))}
    assert len(read) == times + 1
