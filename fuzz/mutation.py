"""Seeds and words in; as many inputs as are asked for out, the same for the same seed.

Needs nothing but Python, so that every test run can have some of it. Looks at no
coverage: run.py does.
"""

from collections.abc import Iterator, Sequence
from random import Random

from texts import LONGEST

_SIGNS = b"\n\r\t\0 '\"\\`*_{}[]()<>#+-.!|~^&@:;,?%/=0123456789aXYZ\x7f\xc3\xef\xff"
_MOST = 6  # changes of one seed


def inputs(
    seeds: Sequence[bytes], words: Sequence[bytes], count: int, seed: int
) -> Iterator[bytes]:
    """The seeds themselves, then changed ones, ``count`` in all."""
    chance = Random(seed)
    yield from seeds[:count]
    for _ in range(count - len(seeds)):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, _MOST)):
            _changed(data, chance, seeds, words)
        yield bytes(data[: LONGEST + 1])


def _changed(
    data: bytearray, chance: Random, seeds: Sequence[bytes], words: Sequence[bytes]
) -> None:
    """One change at a place drawn by lot."""
    at = chance.randint(0, len(data))
    to = min(len(data), at + chance.choice((1, 2, 4, 16, 64)))
    match chance.randrange(8):
        case 0:
            del data[at:to]
        case 1:
            data[at:at] = chance.choice(words)
        case 2:
            data[at:to] = chance.choice(words)
        case 3:
            data[at:at] = bytes([chance.choice(_SIGNS)])
        case 4:
            data[at:to] = bytes([chance.choice(_SIGNS)])
        case 5:  # what is repeated shows where work grows faster than its text
            data[at:at] = bytes(data[at:to]) * chance.choice((1, 2, 3, 9, 300))
        case 6:
            other = chance.choice(seeds)
            start = chance.randint(0, len(other))
            data[at:to] = other[start : start + chance.choice((4, 16, 64, 256))]
        case 7:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            data[:] = b"\n".join(lines)
