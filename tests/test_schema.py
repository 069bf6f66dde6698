"""The JSON Schema: current, true of our own data, and as strict as a schema can be."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from jsonschema import Draft202012Validator

from dateline import examples, schema
from dateline.model import RECORDS, FileRecord, Record

ROOT = Path(__file__).resolve().parent.parent
MISTAKES = ROOT / "tests" / "cases" / "mistakes"
VALIDATOR = Draft202012Validator(schema.schema())
#: A second opinion: another program, which reads patterns as ECMA-262 has them.
SECOND = jsonschema_rs.Draft202012Validator(schema.schema())


class Editor(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2.2 (§10.3.2), no dates."""


Editor.yaml_implicit_resolvers = {}
for name, pattern, first in [
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z",
        list("-+.0123456789"),
    ),
]:
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{name}", re.compile(pattern), first
    )


def read(text: str) -> Any:
    return yaml.load(text, Editor)


def faults(text: str) -> list[str]:
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in VALIDATOR.iter_errors(read(text))
    ]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.schema())
    jsonschema_rs.meta.validate(schema.schema())


@pytest.mark.parametrize(
    "path", sorted(MISTAKES.glob("*.yaml")), ids=lambda path: path.stem
)
def test_two_validators_agree_on_every_mistake(path: Path) -> None:
    try:
        # As JSON has it: the name of a field is text there.
        written = json.loads(json.dumps(read(path.read_text(encoding="utf-8"))))
    except (yaml.YAMLError, UnicodeDecodeError, TypeError):
        written = {}

    assert SECOND.is_valid(written) == VALIDATOR.is_valid(written)


@pytest.mark.parametrize("kind", [*RECORDS, FileRecord], ids=lambda kind: kind.__name__)
def test_every_field_has_a_title_a_meaning_and_an_example(kind: type[Record]) -> None:
    whole = schema.schema()
    record = whole if kind is FileRecord else whole["$defs"][kind.__name__]

    assert {
        name
        for name, field in record["properties"].items()
        if not field["title"][0].isupper()
        or not field["description"].endswith(".")
        or not field["examples"][0]
    } == set()
    assert record["title"]
    assert record["description"]


def test_the_schema_we_ship_is_current(root: Path) -> None:
    shipped = (root / "events.schema.json").read_text(encoding="utf-8")

    assert shipped == schema.text(), "type make docs"


@pytest.mark.parametrize(
    "path",
    [ROOT / "events.yaml", *sorted((ROOT / "events").rglob("*.yaml"))],
    ids=lambda path: path.name,
)
def test_our_own_data_fits_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert faults(text) == []
    assert SECOND.is_valid(read(text))


def test_our_own_data_names_the_schema_for_editors(root: Path) -> None:
    first = (root / "events.yaml").read_text(encoding="utf-8").split("\n")[0]

    assert first == "# yaml-language-server: $schema=./.dateline/events.schema.json"


#: What a schema cannot know: it sees one value at a time, and no date is a pattern.
BEYOND = {
    "nested-account-prefers-two",
    "nested-correction-with-a-bad-date",
    "nested-version-cite-with-a-place-without-at",
    "nested-version-cite-without-brackets",
}
SHAPES = [
    path.stem
    for path in sorted(MISTAKES.glob("*.yaml"))
    if path.stem.startswith(("shape-", "field-", "nested-", "word-", "section-"))
]


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in BEYOND])
def test_an_editor_underlines_a_mistake_of_shape(name: str) -> None:
    text = (MISTAKES / f"{name}.yaml").read_text(encoding="utf-8")

    assert faults(text) != []


def test_what_a_schema_cannot_know_is_still_a_case() -> None:
    assert set(SHAPES) >= BEYOND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id: 1829\n    date: 1829\n    title: 1984", id="numbers"),
        pytest.param("id: x\n    date: 0044-03-15\n    title: no", id="dates"),
        pytest.param("id: x\n    date: 182X\n    title: 1.10", id="masked"),
        pytest.param("id: été\n    date: c. 1450\n    title: سال", id="letters"),
    ],
)
def test_what_we_understand_an_editor_does_not_underline(text: str) -> None:
    whole = f"events:\n  - {text}\n    sources: [1829]\n    actors: [12:30, 7]\n"

    assert faults(whole) == []
    assert SECOND.is_valid(read(whole))


def definition(kind: type[Record]) -> Draft202012Validator:
    whole = schema.schema()
    return Draft202012Validator(
        {"$ref": f"#/$defs/{kind.__name__}"} | {"$defs": whole["$defs"]}
    )


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_an_example_of_every_field_fits_the_schema(kind: type[Record]) -> None:
    fields = examples.fields_of(kind)

    record = read("\n".join(f"{name}: {example}" for name, example in fields.items()))

    assert [error.message for error in definition(kind).iter_errors(record)] == []
