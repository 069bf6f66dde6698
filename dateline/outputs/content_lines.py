"""Content lines of iCalendar (RFC 5545, 3.1): names and values in, lines out."""

import re
from collections.abc import Iterable

#: What no value may hold (3.1, CONTROL); line breaks are written as two signs.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST = 75  # octets, without the line break


def line(name: str, value: str) -> str:
    """One property with its line break, folded where it is long (3.1)."""
    written = f"{name}:{value}"
    if len(written) * 4 <= _LONGEST:
        return f"{written}\r\n"
    octets = written.encode()
    parts, start, room = [], 0, _LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _LONGEST - 1  # a folded line begins with a space
    return b"\r\n ".join([*parts, octets[start:]]).decode() + "\r\n"


def escaped(words: str) -> str:
    """Words as a value of the type TEXT (3.3.11)."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub("", words.replace("\n", "\\n"))


def listed(words: Iterable[str]) -> str:
    """Several texts in one value (3.1.1)."""
    return ",".join(escaped(each) for each in words)
