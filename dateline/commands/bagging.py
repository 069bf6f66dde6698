"""A site as a bag: an archive with a checksum of every file (BagIt, RFC 8493), in one ZIP.

The bytes are the same on every machine: files stand in the order of their names, with one
date, and are not compressed, since programs for that differ.
"""

import io
import logging
import shutil
import tempfile
import zipfile
from pathlib import Path

import bagit

from ..model import TimelineRecord
from ..slugs import slug
from ..steps.render import Files

CHECKSUMS = ("sha256", "sha512")
#: The earliest that ZIP knows.
_DATE = (1980, 1, 1, 0, 0, 0)


def packed(files: Files, project: Path, info: TimelineRecord) -> bytes:
    """The ZIP of one folder: the site below ``data/``, beside it what tells of it.

    Raises OSError where the machine fails.
    """
    logging.getLogger("bagit").addHandler(logging.NullHandler())  # we say what fails
    name = slug(info.title)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        for address, data in files.made.items():
            _inside(folder, address).write_bytes(data)
        for address, path in files.copied.items():
            shutil.copyfile(project / path, _inside(folder, address))
        made = bagit.make_bag(str(folder), _about(info), checksums=list(CHECKSUMS))
        # The day of packing would make two bags of one site differ.
        made.info.pop("Bagging-Date", None)
        made.save()
        return _zipped(Path(place), name)


def _inside(folder: Path, address: str) -> Path:
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _about(info: TimelineRecord) -> dict[str, str]:
    """What the bag says of itself (RFC 8493, 2.2.2), as far as it is known."""
    told = {
        "Bag-Software-Agent": "Dateline",
        "External-Description": ": ".join(filter(None, [info.title, info.subtitle])),
        "External-Identifier": info.base_url or "",
        "License": info.license or "",
    }
    return {name: value for name, value in told.items() if value}


def _zipped(place: Path, name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted((place / name).rglob("*")):
            if path.is_file():
                address = path.relative_to(place).as_posix()
                entry = zipfile.ZipInfo(address, _DATE)
                entry.create_system = 3  # Unix, also where it was made on Windows
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, path.read_bytes())
    return held.getvalue()
