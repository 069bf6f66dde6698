"""An address in; out, the QR code (ISO/IEC 18004) that a telephone reads it from."""

import re
from dataclasses import dataclass

_DARK = re.compile(rb"\x00+")
#: How much may be lost to a fold or a stain: 15 % (level M).
_LEVEL = "M"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its quiet zone, as one path of lines that are one module thick."""

    path: str
    size: int
    """Modules along each side, the quiet zone of four on each side among them."""


def code(address: str) -> Code:
    """The code of an address."""
    import zxingcpp

    made = zxingcpp.create_barcode(
        address, zxingcpp.BarcodeFormat.QRCode, ec_level=_LEVEL
    )
    pixels = memoryview(made.to_image())
    size = pixels.shape[0]
    whole = pixels.tobytes()
    path, x, y = [], 0, -0.5
    for row in range(size):
        for run in _DARK.finditer(whole, row * size, (row + 1) * size):
            left = run.start() - row * size
            # Relative moves are shorter; where a row ends, the next begins from there.
            path.append(f"m{left - x:g} {row - y:g}h{run.end() - run.start()}")
            x, y = run.end() - row * size, row
    return Code("".join(path), size)
