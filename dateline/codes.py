"""An address in; out, the QR code (ISO/IEC 18004) that a telephone reads it from."""

import re
from dataclasses import dataclass

_DARK = re.compile(rb"\x00+")
#: How much may be lost to a fold or a stain: 15 % (level M).
_LEVEL = "M"
#: The largest code of this level holds 2331 bytes.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its quiet zone, as one path of lines that are one module thick.

    The middle of the first row is at 0.
    """

    path: str
    size: int
    """Modules along each side, the quiet zone of four on each side among them."""


def code(address: str) -> Code | None:
    """The code of an address; None for one of more than two thousand characters."""
    import zxingcpp

    if len(address) > _LONGEST:
        return None
    made = zxingcpp.create_barcode(
        address, zxingcpp.BarcodeFormat.QRCode, ec_level=_LEVEL
    )
    picture = made.to_image()
    size, whole = picture.shape[0], bytes(memoryview(picture))  # type: ignore[arg-type]
    path: list[str] = []
    x = y = 0
    for run in _DARK.finditer(whole):  # the quiet zone ends every row
        row, left = divmod(run.start(), size)
        length = run.end() - run.start()
        # Relative moves are shorter: each run begins from the end of the one before.
        path.append(f"m{left - x} {row - y}h{length}")
        x, y = left + length, row
    return Code("".join(path), size)
