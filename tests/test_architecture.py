"""Who may import whom, and who may touch the world: the drawing of `dateline`, held.

Steps never import steps · nouns never import steps · each outside package has its door ·
nobody but the command asks for today's date · few touch the disk, and they are named.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# The modules that may import a package: one door each, and a reason for every other.
DOORS = {
    "babel": {
        "dateline.catalogue",  # interface words, names of languages and countries
        "dateline.wording",  # lists and numbers
        "dateline.dates.looks",  # names of months and eras, forms of dates
        "dateline.dates.tongues",  # the languages that dates may be written in
    },
    "bagit": {"dateline.commands.bagging"},
    "convertdate": {"dateline.dates.calendars"},
    "jdcal": {"dateline.dates.calendars"},
    "persiantools": {"dateline.dates.calendars"},
    "dateparser": {"dateline.dates.names"},
    "httpx": {"dateline.linkcheck.web"},
    "icalendar": {"dateline.exchange.ical"},
    "jinja2": {"dateline.steps.render", "dateline.templating"},  # errors; the rest
    "lightningcss": {"dateline.steps.render"},
    "markdown": {"dateline.markup"},
    "markupsafe": {"dateline.markup", "dateline.templating"},  # made; handed on
    "nh3": {"dateline.markup"},
    "protego": {"dateline.linkcheck.robots"},
    "pydantic": {"dateline.model", "dateline.shape"},  # the model; its errors in words
    "pydantic_core": {"dateline.model"},
    "resvg_py": {"dateline.posters.raster"},
    "rjsmin": {"dateline.steps.render"},
    "uharfbuzz": {"dateline.posters.letters"},
    "watchfiles": {"dateline.preview.watch"},
    "yaml": {"dateline.yaml_text"},
    "zxingcpp": {"dateline.codes"},
}

# What a module needs no reason for.
EVERYWHERE = {"msgspec"}  # what records are, as dataclasses are in smaller programs

# The modules that may read or write files, and what.
DISK = {
    "build": "the arguments name folders",
    "dateline.catalogue": "reads the interface words of a language",
    "dateline.preview.page": "looks where an editor can open a file",
    "dateline.preview.server": "reads the preview's own script and styles",
    "dateline.preview.site": "reads site/",
    "dateline.preview.watch": "looks at what a site is built from",
    "dateline.site_list": "reads the list in site/",
    "dateline.steps.load": "reads events.yaml and content/",
    "dateline.steps.render": "reads templates/",
    "dateline.templating": "keeps compiled templates beside Python's own modules",
    "dateline.steps.write": "writes site/",
}

# The folders whose modules act in the world: a command may do what the command does.
COMMANDS = "dateline.commands"

CLOCKS = {
    *{f"datetime.{name}" for name in ("now", "utcnow", "today")},
    "date.today",
    *{f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")},
}
CHANCE = {"random", "secrets", "uuid"}
DISK_CALLS = {
    *{"open", "read_text", "read_bytes", "write_text", "write_bytes"},
    *{"exists", "is_file", "is_dir", "is_symlink", "stat", "lstat"},
    *{"glob", "rglob", "iterdir", "scandir", "listdir"},
    *{
        "mkdir",
        "makedirs",
        "unlink",
        "rmdir",
        "rmtree",
        "touch",
        "rename",
        "symlink_to",
    },
}
LONGEST_FUNCTION = 40  # lines, without its docstring


def module_name(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


FILES = [ROOT / "build.py", *sorted((ROOT / "dateline").rglob("*.py"))]
MODULES = {
    module_name(path): ast.parse(path.read_text(encoding="utf-8"), str(path))
    for path in FILES
    if path.is_file()
}
PACKAGES = {module_name(path) for path in FILES if path.name == "__init__.py"}


def imported(module: str) -> Iterator[tuple[str, int]]:
    """The modules that a module imports, with lines: also inside functions."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = origin(module, node)
            inner = (f"{start}.{alias.name}" for alias in node.names)
            names = {name if name in MODULES else start for name in inner}
            yield from ((name, node.lineno) for name in sorted(names))


def origin(module: str, node: ast.ImportFrom) -> str:
    """The absolute name of what `from … import` names."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    up = node.level - 1 if module in PACKAGES else node.level
    return ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def breaches(importers: str, imports: str) -> list[str]:
    return [
        f"{module}, line {line}, imports {other}"
        for module in MODULES
        if is_in(module, importers)
        for other, line in imported(module)
        if is_in(other, imports) and other != "dateline.steps"
    ]


def test_steps_never_import_steps() -> None:
    assert breaches("dateline.steps", "dateline.steps") == []


def test_nouns_never_import_steps() -> None:
    found = [
        line
        for line in breaches("dateline", "dateline.steps")
        if not line.startswith((COMMANDS, "dateline.steps"))
    ]

    assert found == []


def test_nothing_below_the_commands_imports_a_command() -> None:
    found = [
        line
        for line in breaches("dateline", COMMANDS)
        if not line.startswith((COMMANDS, "dateline.__main__"))  # as build.py does
    ]

    assert found == []


def test_every_outside_package_comes_in_through_its_door() -> None:
    known = {"dateline", "build", *EVERYWHERE, *sys.stdlib_module_names}
    found = [
        f"{module}, line {line}, imports {other}"
        for module in MODULES
        for other, line in imported(module)
        if other.partition(".")[0] not in known
        and module not in DOORS.get(other.partition(".")[0], ())
    ]

    assert found == []


def test_every_door_is_used() -> None:
    used = {
        (other.partition(".")[0], module)
        for module in MODULES
        for other, _ in imported(module)
    }
    unused = {
        (package, door) for package, doors in DOORS.items() for door in doors
    } - used

    assert unused == set()


def test_modules_import_each_other_in_one_direction() -> None:
    below = {
        module: {name for name, _ in imported(module) if name in MODULES} - {module}
        for module in MODULES
    }
    while free := {
        module for module, others in below.items() if not others & below.keys()
    }:
        below = {
            module: others for module, others in below.items() if module not in free
        }

    assert below == {}


def called(module: str) -> Iterator[tuple[str, int]]:
    """The dotted names that a module calls, with lines."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_nobody_but_the_command_asks_for_the_date() -> None:
    found = [
        f"{module}, line {line}, calls {name}"
        for module in MODULES
        if module != "build" and not is_in(module, COMMANDS)
        for name, line in called(module)
        if ".".join(name.split(".")[-2:]) in CLOCKS
    ]

    assert found == []


def test_nothing_is_left_to_chance() -> None:
    found = [
        f"{module}, line {line}, imports {other}"
        for module in MODULES
        for other, line in imported(module)
        if other.partition(".")[0] in CHANCE
    ]

    assert found == []


def test_only_the_modules_named_touch_the_disk() -> None:
    found = [
        f"{module}, line {line}, calls {name}"
        for module in MODULES
        if module not in DISK and not is_in(module, COMMANDS)
        for name, line in called(module)
        if name.split(".")[-1] in DISK_CALLS
    ]

    assert found == []


@pytest.mark.parametrize("module", MODULES)
def test_a_function_fits_on_a_screen(module: str) -> None:
    found = [
        f"{node.name}, line {node.lineno}, has {lines} lines"
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := length(node)) > LONGEST_FUNCTION
    ]

    assert found == []


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def` to its end, without its docstring."""
    first = node.body[0]
    says = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if says else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "common", "misc", "util", "helper"}

    assert {name for name in MODULES if name.split(".")[-1] in drawers} == set()
