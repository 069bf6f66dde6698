"""Writes a bill of materials (CycloneDX 1.6) of what Dateline runs with: `sbom.py FILE`.

It is made of requirements/run.txt, requirements/licences.txt and the metadata of the
packages; it has no time, and its number is made of the same files: the same bytes each
time.
"""

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^(\S+?)==(\S+)", re.M)


def locked() -> dict[str, str]:
    """Each package that is installed to run, with its version."""
    text = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in _PIN.findall(text)}


def licences() -> dict[str, str]:
    """The licence of each, in SPDX."""
    text = (ROOT / "requirements/licences.txt").read_text(encoding="utf-8")
    lines = (line.split(maxsplit=1) for line in text.splitlines() if line[:1] != "#")
    return {name: licence.strip() for name, licence in lines}


def document() -> str:
    """The bill of materials, in JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    make, known = LicenseFactory(), licences()
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        licenses=[make.make_from_string(project["license"])],
        bom_ref=project["name"],
        description=project["description"],
    )
    lock = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    bom = Bom(serial_number=uuid5(NAMESPACE_OID, f"dateline {known} {lock}"))
    bom.metadata.component = root
    bom.metadata.timestamp = None
    parts = {
        name: Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            licenses=[make.make_from_string(known[name])],
            bom_ref=f"{name}=={version}",
            purl=PackageURL("pypi", name=name, version=version),
        )
        for name, version in locked().items()
    }
    bom.components.update(parts.values())
    bom.register_dependency(root, _needed(project["dependencies"], parts))
    for name, part in parts.items():
        bom.register_dependency(part, _needed(_asked(name), parts))
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _asked(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # one for other systems
        return []


def _needed(asked: list[str], parts: dict[str, Component]) -> list[Component]:
    """Those of the parts that are asked for, whatever the machine; extras are not."""
    requirements = [Requirement(line) for line in asked]
    names = {
        canonicalize_name(each.name)
        for each in requirements
        if "extra" not in str(each.marker)
    }
    return [parts[name] for name in sorted(names & parts.keys())]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document(), encoding="utf-8", newline="\n")
    print(f"{len(locked())} packages → {path}")
