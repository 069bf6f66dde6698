"""Gathers the interface's words and brings every catalogue up to date.

What has no translation yet stays empty in its catalogue, and English shows in its place.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import PluralRule, to_gettext

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "dateline" / "locale"
METHODS = [
    ("dateline/commands/**.py", "ignore"),  # the commands speak English only
    ("dateline/**.py", "python"),
    ("templates/**.html", "jinja2"),
]
#: Functions that take a message; ``count`` and ``ngettext`` take two forms of one.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "say": None,
    "count": (1, 2),
    "ngettext": (1, 2),
}
#: Lines of a catalogue's head that would differ from day to day, or are empty.
LEFT_OUT = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Report-',
    '"Last-T',
    '"Language-T',
)
#: CLDR's kinds of number, in the order of a catalogue's forms.
KINDS = ("zero", "one", "two", "few", "many", "other")
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def gathered() -> Catalog:
    """Every message of the code and the templates, with where it stands."""
    found = Catalog(project="Dateline", charset="utf-8", header_comment="")
    messages = extract_from_dir(
        ROOT, METHODS, OPTIONS, keywords=KEYWORDS, directory_filter=_is_ours
    )
    for file, _, message, comments, context in sorted(messages, key=_place):
        found.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return found


def _place(found: tuple[object, ...]) -> tuple[str, int]:
    return str(found[0]), int(str(found[1]))


def _is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in ("tests", "site", "node_modules")


def catalogues() -> list[Path]:
    """The catalogues that there are, one a language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/dateline.po"))


def updated(path: Path, template: Catalog) -> Catalog:
    """A catalogue with the messages of the template and its own translations."""
    language = path.parent.parent.name
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.mime_headers = [("Plural-Forms", plural_forms(language))]
    catalogue.update(template, no_fuzzy_matching=True)
    for message in catalogue:
        if message.pluralizable:
            _fit(message, catalogue.num_plurals)
    catalogue.obsolete.clear()
    return catalogue


def plural_forms(language: str) -> str:
    """CLDR's cardinal rules as gettext wants them, for whole numbers alone.

    A kind that only fractions are of, as “other” is in Russian, gets no form: whole
    numbers that no other rule fits are then of the last kind.
    """
    rules = dict(Locale.parse(language).plural_form.rules)
    kind = PluralRule(rules)
    if "other" not in {kind(number) for number in (*range(1000), 10**6)}:
        del rules[max(rules, key=KINDS.index)]
    # c and e, the power of ten in “1.2 million”, are 0 in a number written out.
    return re.sub(r"\b[ce]\b", "0", str(to_gettext(PluralRule(rules))))


def _fit(message: Message, forms: int) -> None:
    """As many forms as the language has; those that are new are empty."""
    said = message.string if isinstance(message.string, tuple | list) else ()
    message.string = (*said, *[""] * forms)[:forms]
    message.flags.discard("fuzzy")


def write(path: Path, catalogue: Catalog) -> None:
    """Writes a catalogue as it is kept."""
    path.write_bytes(kept(catalogue))


def kept(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: by place, without dates, which differ every day."""
    catalogue.project = catalogue.version = "Dateline"
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.language_team = ""
    written = BytesIO()
    write_po(written, catalogue, omit_header=False, no_location=True, width=88)
    lines = written.getvalue().decode("utf-8").splitlines()
    return "".join(
        f"{line}\n" for line in lines if not line.startswith(LEFT_OUT)
    ).encode()


def main() -> int:
    """Writes all catalogues; says how much of each is translated."""
    template = gathered()
    for path in catalogues():
        catalogue = updated(path, template)
        done = sum(
            bool(message.string) and all(message.string)
            for message in catalogue
            if message.id
        )
        print(f"{path.parent.parent.name}: {done} of {len(catalogue)}")
        write(path, catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main())
