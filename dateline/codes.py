"""An address in; out, the QR code (ISO/IEC 18004) that a telephone reads it from."""

from functools import lru_cache

from msgspec import Struct

_DARK, _LIGHT = "\x00", "\xff"
#: How much may be lost to a fold or a stain: 15 % (level M).
_LEVEL = "M"
#: The largest code of this level holds 2331 bytes.
_LONGEST = 2000


class Code(Struct, frozen=True):
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
    signs = whole.decode("latin-1")
    rows = "\n".join(signs[at : at + size] for at in range(0, len(signs), size))
    # The quiet zone ends every row, and all of them: what follows the last run is light.
    runs = rows.replace(_DARK + _LIGHT, f"{_DARK}\t{_LIGHT}").split("\t")[:-1]
    return Code("".join(map(_strokes(size).__getitem__, runs)), size)


class _Strokes(dict[str, str]):
    """For a run of dark modules, with the light ones and row ends before it, its stroke.

    Each begins from the end of the one before, as relative moves are shorter. There are
    few of them, which are found faster than made.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def __missing__(self, run: str) -> str:
        down = run.count("\n")
        right = run.count(_LIGHT) - down * self.size
        self[run] = f"m{right} {down}h{run.count(_DARK)}"
        return self[run]


@lru_cache(maxsize=64)
def _strokes(size: int) -> _Strokes:
    return _Strokes(size)
