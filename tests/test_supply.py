"""What Dateline runs with: a bill of materials, and licences that may be."""

from importlib import metadata

import pytest
import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

#: What code under the MIT licence may be used with, each with its condition kept: the
#: packages are installed beside ours by pip, unchanged, and none of them is copied.
ALLOWED = {
    *("MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0"),
    "Apache-2.0 AND CNRI-Python",
    "CC0-1.0",
    "OFL-1.1",  # fonts, which may be drawn with for any purpose
    "MPL-2.0",  # file by file: binds whoever changes the files
}
#: Beyond these, by name. PyMeeus comes with convertdate; whoever installs it can replace
#: it, which is what the LGPL asks.
BY_NAME = {"pymeeus": "LGPL-3.0-only"}

#: What older metadata says where it has no SPDX.
CLASSIFIED = {
    "MIT License": ("MIT",),
    "Public Domain": ("CC0-1.0",),
    "BSD License": ("BSD-2-Clause", "BSD-3-Clause"),
    "Apache Software License": ("Apache-2.0",),
    "Mozilla Public License 2.0 (MPL 2.0)": ("MPL-2.0",),
    "GNU Lesser General Public License v3 (LGPLv3)": ("LGPL-3.0-only",),
    "GNU Library or Lesser General Public License (LGPL)": ("LGPL-3.0-only",),
}


def test_every_package_has_a_licence_that_may_be() -> None:
    refused = {
        name: licence
        for name, licence in sbom.licences().items()
        if licence not in ALLOWED and BY_NAME.get(name) != licence
    }

    assert refused == {}
    assert sbom.licences().keys() == sbom.locked().keys()


INSTALLED = [
    name for name in sbom.locked() if [*metadata.distributions(name=name)]
]  # not those for other systems


def license_file(name: str) -> str:
    """The licence of a package whose metadata only hold its text, by what it permits."""
    files = metadata.files(name) or ()
    texts = [f.read_text() for f in files if "licenses" in f.parts]
    return (
        "MIT" if any("free of charge, to any person" in text for text in texts) else ""
    )


@pytest.mark.parametrize("name", INSTALLED)
def test_a_licence_is_what_the_package_says(name: str) -> None:
    told = metadata.metadata(name)
    licence = sbom.licences()[name]

    expression = told.get("License-Expression") or ""
    families = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or []
        if each.startswith("License ::") and not each.endswith("OSI Approved")
    ]
    words = told.get("License") or license_file(name)

    if expression:
        assert expression == licence
    elif families:
        assert any(licence in CLASSIFIED[family] for family in families)
    else:
        assert words.startswith((licence, licence.split("-")[0]))


def test_the_bill_of_materials_is_what_its_standard_asks() -> None:
    faults = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.document())

    assert faults is None


def test_the_bill_of_materials_names_every_package_and_no_moment() -> None:
    written = sbom.document()

    assert written == sbom.document()
    assert all(f'"pkg:pypi/{n}@{v}"' in written for n, v in sbom.locked().items())
    assert "timestamp" not in written
