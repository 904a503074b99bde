"""Places on a sheet: degrees become positions, counts become circles. A sketch of where, not a survey."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, EDGE = 1000.0, 80.0
SMALLEST, LARGEST = 12.0, 60.0


@dataclass(frozen=True)
class Circle:
    """Where a place is drawn, and how large: the area follows the count."""

    key: int
    x: str
    y: str
    r: str


@dataclass(frozen=True)
class Sheet:
    """The drawing with its height (its width is always 1000)."""

    height: int
    circles: tuple[Circle, ...]


def draw(places: Sequence[tuple[int, Decimal, Decimal, int]]) -> Sheet | None:
    """The sheet of (key, latitude, longitude, count), the largest circles first; None for none.

    Degrees of longitude are shortened by the cosine of the middle latitude, so that a town keeps its shape.
    """
    if not places:
        return None
    lats, longs = [float(p[1]) for p in places], [float(p[2]) for p in places]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    wide, tall = (max(longs) - min(longs)) * squeeze, max(lats) - min(lats)
    inner = WIDTH - 2 * EDGE
    scale = inner / max(wide, tall, 0.001)
    most = max(p[3] for p in places)
    made = [
        Circle(
            key,
            _written(EDGE + (inner - wide * scale) / 2 + (float(long) - min(longs)) * squeeze * scale),
            _written(EDGE + (max(lats) - float(lat)) * scale),
            _written(max(SMALLEST, LARGEST * math.sqrt(count / most))),
        )
        for key, lat, long, count in sorted(places, key=lambda p: (-p[3], p[0]))
    ]
    return Sheet(math.ceil(2 * EDGE + tall * scale), tuple(made))


def _written(value: float) -> str:
    return f"{value:.1f}"
