"""A project's own schema: what a program for editing offers, explains and underlines."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import language_server
import pytest
from conftest import Outcome
from jsonschema import Draft202012Validator
from language_server import LanguageServer
from test_schema import MISTAKES, read

from dateline import project_schema
from dateline.steps.load import load

ROOT = Path(__file__).resolve().parent.parent
Project = Callable[[Mapping[str, str]], Path]
Build = Callable[..., Outcome]

DATA = """\
timeline: {title: T}
categories:
  war: {label: War, about: Armed conflict.}
sources:
  afp-2024: {title: A report, publisher: AFP}
  "1829": {title: A year book}
events:
  - id: peace
    date: 1828-02-22
    title: Peace
    actors: [Qajar Persia]
    places: [{name: Tehran}]
    sources: [afp-2024]
  - date: 1829
    title: Mob kills envoy
    sources: ["1829"]
"""
EVENT = "events:\n  - id: x\n    date: 1829\n    title: T\n"


def schema_of(folder: Path) -> dict[str, Any]:
    return project_schema.of(load(folder)[0])


def test_the_schema_of_a_project_is_a_schema(project: Project) -> None:
    made = schema_of(project({"events.yaml": DATA}))

    Draft202012Validator.check_schema(made)
    jsonschema_rs.meta.validate(made)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("sources: [afp-2024]", id="a key"),
        pytest.param("sources: [1829]", id="a key that looks like a number"),
        pytest.param("sources: [{title: In place}]", id="a source in place"),
        pytest.param("sources: [none-yet]", id="no source yet"),
        pytest.param("sources: [afp-2024]\n    categories: [war]", id="a category"),
        pytest.param("sources: [afp-2024]\n    actors: [Nobody yet]", id="a new name"),
        pytest.param("sources: [afp-2024]\n    places: [Kazan]", id="a new place"),
        pytest.param(
            "sources: [afp-2024]\n    related: [{id: mob-kills-envoy}]",
            id="an event whose id is made from its title",
        ),
    ],
)
def test_what_the_project_knows_or_may_add_is_not_underlined(
    project: Project, line: str
) -> None:
    made = schema_of(project({"events.yaml": DATA}))

    written = read(f"{EVENT}    {line}\n")

    assert list(Draft202012Validator(made).iter_errors(written)) == []
    assert jsonschema_rs.Draft202012Validator(made).is_valid(written)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("sources: [afp-2042]", id="a source"),
        pytest.param("sources: [afp-2024]\n    categories: [wars]", id="a category"),
        pytest.param("sources: [afp-2024]\n    related: [{id: pax}]", id="an event"),
        pytest.param("sources: [afp-2024]\n    titel: T", id="a field"),
    ],
)
def test_what_the_project_does_not_know_is_underlined(
    project: Project, line: str
) -> None:
    made = schema_of(project({"events.yaml": DATA}))

    written = read(f"{EVENT}    {line}\n")

    assert list(Draft202012Validator(made).iter_errors(written)) != []
    assert not jsonschema_rs.Draft202012Validator(made).is_valid(written)


@pytest.mark.parametrize(
    "name", ["category-unknown", "related-unknown", "source-unknown"]
)
def test_a_mistake_that_only_a_project_knows_is_underlined(
    project: Project, name: str
) -> None:
    text = (MISTAKES / f"{name}.yaml").read_text(encoding="utf-8")

    made = schema_of(project({"events.yaml": text}))

    assert not Draft202012Validator(made).is_valid(read(text))


def test_the_schema_of_a_project_with_nothing_in_it_is_the_general_one(
    project: Project,
) -> None:
    made = schema_of(project({"events.yaml": "timeline: {title: T}\n"}))

    assert Draft202012Validator(made).is_valid(read(f"{EVENT}    sources: [new]\n"))


@pytest.mark.parametrize("path", [ROOT, *sorted((ROOT / "examples").glob("*/"))])
def test_our_own_data_and_the_examples_fit_their_own_schema(path: Path) -> None:
    made = schema_of(path)

    written = read((path / "events.yaml").read_text(encoding="utf-8"))

    assert [
        each.message for each in Draft202012Validator(made).iter_errors(written)
    ] == []
    assert jsonschema_rs.Draft202012Validator(made).is_valid(written)


def test_a_build_leaves_the_schema_where_the_editor_looks_and_git_does_not(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": DATA})

    built = build(folder)

    kept = folder / ".dateline/events.schema.json"
    assert built.code == 0
    assert kept.read_text(encoding="utf-8") == build(folder, "schema", "--keys").out
    assert "*" in (folder / ".dateline/.gitignore").read_text("utf-8").split("\n")


def test_a_build_of_the_same_files_does_not_touch_the_schema(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": DATA})
    kept = folder / ".dateline/events.schema.json"
    build(folder)
    before = kept.stat().st_mtime_ns

    (folder / "content").mkdir()
    (folder / "content/about.md").write_text("About.\n", encoding="utf-8")
    build(folder)

    assert kept.stat().st_mtime_ns == before


def test_a_schema_that_was_deleted_comes_back(project: Project, build: Build) -> None:
    folder = project({"events.yaml": DATA})
    kept = folder / ".dateline/events.schema.json"
    build(folder)
    kept.unlink()

    build(folder)

    assert kept.is_file()


def test_a_mistake_does_not_keep_the_schema_from_being_current(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": DATA})
    build(folder)

    mistaken = DATA.replace("id: peace", "id: peace-of-1828\n    titel: x")
    (folder / "events.yaml").write_text(mistaken, encoding="utf-8")
    built = build(folder)

    kept = (folder / ".dateline/events.schema.json").read_text(encoding="utf-8")
    assert built.code == 1
    assert '"peace-of-1828"' in kept


def test_a_file_that_cannot_be_read_leaves_the_schema_as_it_was(
    project: Project, build: Build
) -> None:
    folder = project({"events.yaml": DATA})
    build(folder)
    kept = folder / ".dateline/events.schema.json"
    before = kept.read_bytes()

    (folder / "events.yaml").write_text("events: [", encoding="utf-8")
    build(folder)

    assert kept.read_bytes() == before


def test_neither_a_check_nor_a_build_elsewhere_leaves_a_schema(
    project: Project, build: Build, tmp_path: Path
) -> None:
    folder = project({"events.yaml": DATA})

    build(folder, "check")
    build(folder, "build", "--out", str(tmp_path / "elsewhere"))

    assert not (folder / ".dateline/events.schema.json").exists()


def settings(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((ROOT / ".vscode" / name).read_text("utf-8"))
    return read


def test_the_extension_that_understands_schemas_is_recommended() -> None:
    assert "redhat.vscode-yaml" in settings("extensions.json")["recommendations"]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("events.yaml:14:3: an event has no field “titel”", None),
        ("events/1829.yaml:2:1: warning: a source is not used", "warning"),
    ],
)
def test_problems_of_the_check_task_open_at_their_place(
    line: str, severity: str | None
) -> None:
    (task,) = [t for t in settings("tasks.json")["tasks"] if t["label"] == "check"]
    pattern = task["problemMatcher"]["pattern"]

    found = re.match(pattern["regexp"], line)

    assert found
    assert found[pattern["file"]] == line.split(":")[0]
    assert found[pattern["severity"]] == severity


@pytest.mark.parametrize("task", ["check", "site", "serve"])
def test_a_task_types_a_command_that_there_is(task: str) -> None:
    (found,) = [t for t in settings("tasks.json")["tasks"] if t["label"] == task]

    assert found["command"] == f"make {task}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """VS Code's YAML extension in a folder with this project's settings and DATA."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "events.yaml").write_text(DATA, encoding="utf-8")
    (folder / ".dateline").mkdir()
    schema = project_schema.text(load(folder)[0])
    (folder / ".dateline/events.schema.json").write_text(schema, encoding="utf-8")
    schemas = settings("settings.json")["yaml.schemas"]
    try:
        with language_server.running(folder, schemas) as running:
            yield running
    except language_server.NoServer as missing:
        pytest.fail(str(missing), False)


def test_the_language_server_finds_nothing_in_correct_data(
    server: LanguageServer,
) -> None:
    assert server.faults(DATA) == []


def test_the_language_server_underlines_a_source_that_is_not_there(
    server: LanguageServer,
) -> None:
    (fault,) = server.faults(f"{EVENT}    sources: [afp-2042]\n")

    assert fault.startswith('5: Value must be "afp-2024"')


@pytest.mark.parametrize(
    ("line", "label", "about"),
    [
        ("sources: [|]", "afp-2024", "A report · AFP"),
        ("categories: [|]", "war", "War · Armed conflict."),
        ("related:\n      - id: |", "peace", "1828-02-22 · Peace"),
        ("actors: [|]", "Qajar Persia", "In 1 event"),
        ("places:\n      - name: |", "Tehran", "In 1 event"),
        ("accounts:\n      - about: x\n        versions:\n          - cite: |",
         '"[@afp-2024]"', "A report · AFP"),
        ("status: |", "alleged", "How sure it is"),
    ],
    ids=["sources", "categories", "events", "actors", "places", "citations", "status"],
)  # fmt: skip
def test_the_language_server_offers_and_explains(
    server: LanguageServer, line: str, label: str, about: str
) -> None:
    offered = server.offers(f"{EVENT}    {line}\n")

    assert label in offered
    assert offered[label].startswith(about)


def test_the_language_server_says_what_a_field_is(server: LanguageServer) -> None:
    shown = server.explains(EVENT.replace("date:", "da|te:"))

    assert shown.startswith("#### Date\n\nWhen it happened")
    assert "1829-02-11" in shown


def test_the_language_server_says_which_source_a_key_is(
    server: LanguageServer,
) -> None:
    shown = server.explains(f"{EVENT}    sources: [afp-|2024]\n")

    assert shown.startswith("#### A source\n\nA report · AFP")


def test_the_language_server_offers_a_whole_new_event(server: LanguageServer) -> None:
    assert "event" in server.offers(f"{EVENT}    sources: [afp-2024]\n  - |\n")
