"""Names as addresses: “Ali Khamenei” in, ``ali-khamenei`` out."""

import re
import unicodedata

LONGEST = 80


def slug(name: str) -> str:
    """Letters and digits of the name in lower case, joined by hyphens.

    Accents of Latin letters are dropped; other scripts keep their letters. At most
    80 characters, cut at a hyphen; never empty.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))
    text = "-".join(words)
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
    return text or "x" + "-".join(f"{ord(letter):x}" for letter in name[:8])
