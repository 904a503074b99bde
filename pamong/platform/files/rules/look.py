"""How a picture looks, in 128 bits: pictures that look alike differ in few of them, whatever their size, format or compression.

The difference hash (D. Looks Like It, 2013): is each of 8 × 8 points brighter than its right neighbour, and than the one below.
"""

import io
from typing import NamedTuple

from PIL import Image

SIDE = 9
_LEAST_CONTRAST = 12  # of 255: a wall or a night sky looks like any other


class Look(NamedTuple):
    """Both halves as signed 64-bit numbers, as the database keeps them."""

    across: int
    down: int


def look_of(preview: bytes) -> Look | None:
    """The look of a picture drawn by us; None where it is too even to be told from others."""
    with Image.open(io.BytesIO(preview)) as opened:
        small = opened.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    points = small.tobytes()
    if max(points) - min(points) < _LEAST_CONTRAST:
        return None
    cells = [(x, y) for y in range(SIDE - 1) for x in range(SIDE - 1)]
    across = [points[y * SIDE + x] > points[y * SIDE + x + 1] for x, y in cells]
    down = [points[y * SIDE + x] > points[(y + 1) * SIDE + x] for x, y in cells]
    return Look(_signed(across), _signed(down))


def distance(one: Look, other: Look) -> int:
    """How many of the 128 bits differ."""
    return sum(((a ^ b) & (2**64 - 1)).bit_count() for a, b in zip(one, other, strict=True))


def _signed(bits: list[bool]) -> int:
    number = int("".join("1" if bit else "0" for bit in bits), 2)
    return number - 2**64 if number >= 2**63 else number
