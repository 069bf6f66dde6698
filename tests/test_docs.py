"""What the documentation says is what the code does: tables, examples, snippets."""

import importlib.util
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from conftest import Outcome

from dateline import examples, yaml_text
from dateline.model import HEADS, Record
from dateline.model import RECORDS as OF_EVENTS
from dateline.shape import validated
from dateline.source import Fields, Source
from dateline.steps.parse import parse

ROOT = Path(__file__).resolve().parent.parent
RECORDS = (*OF_EVENTS, *HEADS)
FIELDS = [
    pytest.param(kind, name, id=f"{kind.__name__}.{name}")
    for kind in RECORDS
    for name in kind.model_fields
]


def docs() -> ModuleType:
    """tools/docs.py, which writes what these tests read."""
    found = importlib.util.spec_from_file_location("docs", ROOT / "tools" / "docs.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tables_in_the_readme_are_current() -> None:
    assert docs().with_tables(readme()) == readme(), "type make docs"


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_every_field_says_what_it_is_and_shows_it(
    kind: type[Record], name: str
) -> None:
    field = kind.model_fields[name]

    assert field.description
    assert field.description.endswith(".")
    assert field.examples


def fields(text: str) -> Fields:
    found, problems = yaml_text.read("example.yaml", text)
    assert found is not None, problems
    return found


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_of_all_examples_has_no_mistake(kind: type[Record]) -> None:
    lines = [f"{name}: {text}" for name, text in examples.fields_of(kind).items()]

    record, problems = validated(kind, fields("\n".join(lines)))

    assert problems == []
    assert record is not None


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_an_example_is_typed_as_it_is_meant(kind: type[Record]) -> None:
    for field in kind.model_fields.values():
        example = (field.examples or [""])[0]

        typed = yaml.load(examples.say_example(example), yaml.BaseLoader)

        assert typed == as_text(example)


def as_text(value: object) -> object:
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    return str(value)


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", readme(), re.M | re.S)


def test_the_first_snippet_of_the_readme_is_an_event_without_mistakes() -> None:
    head = "timeline: {title: T}\nsources: {iranica-griboedov: {title: A}, afp-2024: {title: B}}\n"
    text = f"{head}events:\n{snippets('yaml')[0]}"

    timeline, problems = parse(
        Source({"events.yaml": fields(text)}, texts={"events.yaml": text})
    )

    assert problems == []
    assert timeline.events[0].date.edtf == "1829-02-11"


def test_the_message_in_the_readme_is_what_the_command_prints(
    project: Callable[[Mapping[str, str]], Path], build: Callable[..., Outcome]
) -> None:
    shown = next(text for text in snippets("text") if "titel" in text)
    number = int(shown.split(":")[1])
    line = shown.split("\n")[1]
    above = ["timeline: {title: T}", "sources: {a: {title: A}}", "events:"]
    event = ["  - id: x", "    date: 1829-02-11", "    sources: [a]"]
    filled = ["" for _ in range(number - 1 - len(above) - len(event))]
    text = "\n".join([*above, *filled, *event, line[2:]])

    checked = build(project({"events.yaml": text}), "check")

    column = line[2:].index("titel") + 1
    expected = shown.replace(f":{number}:3:", f":{number}:{column}:")
    assert unindented(checked.out).startswith(unindented(expected))


def unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


@pytest.mark.parametrize(
    "written",
    re.findall(r"`([^`]+)`", re.findall(r"^Dates may be.*$", readme(), re.M)[0]),
)
def test_every_date_in_the_readme_can_be_read(written: str) -> None:
    text = f"timeline: {{title: T}}\nevents:\n- date: {written}\n  id: x\n  title: T\n  sources: [{{title: A}}]"

    _, problems = parse(
        Source({"events.yaml": fields(text)}, texts={"events.yaml": text})
    )

    assert problems == []
