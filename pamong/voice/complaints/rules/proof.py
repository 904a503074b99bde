"""What a proof photo makes one ask. A question, never a verdict: the officer explains, the inspectorate reads both."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from pamong.rulebook.text import N_

NEAR = 10  # of 128 bits; the same photo, saved again smaller, differs in 0 to 4
FAR_FROM_POINT, FAR_FROM_PLACE = 0.5, 15.0  # km: from the reporter's point, from the middle of his kelurahan
EARTH = 6371.0  # km
LONGEST = 500
Finding = dict[str, Any]
Point = tuple[float, float]


class Told(Protocol):
    """What a photo told of itself before it was drawn anew."""

    @property
    def taken(self) -> datetime | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def editor(self) -> str: ...
    @property
    def is_made(self) -> bool: ...


QUESTIONS = {
    "reused": N_("Foto ini sama atau hampir sama dengan foto yang sudah pernah dikirim."),
    "alike": N_("Foto ini sama atau hampir sama dengan foto pelapor."),
    "elsewhere": N_("Foto ini diambil %(km)s km dari lokasi laporan."),
    "earlier": N_("Foto ini diambil %(days)s hari sebelum laporan."),
    "edited": N_("Foto ini pernah disimpan dengan program penyunting gambar (%(editor)s)."),
    "made": N_("Foto ini menyatakan dirinya dibuat oleh program, bukan kamera."),
}


def kilometres(one: Point, other: Point) -> float:
    """Distance on the ground."""
    (lat1, long1), (lat2, long2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((long2 - long1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def of_origin(origin: Told, *, point: Point | None, place: Point | None, received: date) -> list[Finding]:
    """What follows from a photo's own place, time and program; only this is kept of them."""
    found: list[Finding] = []
    goal, limit = (point, FAR_FROM_POINT) if point else (place, FAR_FROM_PLACE)
    if goal and origin.latitude is not None and origin.longitude is not None:
        away = kilometres(goal, (origin.latitude, origin.longitude))
        if away > limit:
            found.append({"code": "elsewhere", "km": round(away, 1)})
    if origin.taken is not None and origin.taken.date() < received:
        found.append({"code": "earlier", "days": (received - origin.taken.date()).days})
    if origin.editor:
        found.append({"code": "edited", "editor": origin.editor})
    if origin.is_made:
        found.append({"code": "made"})
    return found


def of_others(complaint_id: int, seen: Sequence[tuple[int, str]]) -> list[Finding]:
    """What follows from earlier photos that look the same: (case, kind), the nearest first."""
    own = any(case == complaint_id and kind == "report" for case, kind in seen)
    other = next((case for case, kind in seen if not (case == complaint_id and kind == "report")), None)
    found: list[Finding] = [{"code": "alike"}] if own else []
    if other is not None:
        found.append(
            {"code": "reused", "case": str(other)}
        )  # as text: a number of 63 bits does not survive JSON everywhere
    return found
