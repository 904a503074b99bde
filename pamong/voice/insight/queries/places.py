"""Where public cases lie, as coarse as the list of places: never a point somebody gave."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from pamong.voice.complaints.enums import OPEN_STATES
from pamong.voice.insight.models import Tally
from pamong.voice.insight.queries.units import year_before


@dataclass(frozen=True)
class Spot:
    """One kelurahan or kecamatan with its public cases of the year; the point is the place's middle, rounded."""

    pk: int
    name: str
    above: str
    n: int
    still_open: int
    latitude: Decimal | None
    longitude: Decimal | None


def public_places(today: dt.date, category: str = "") -> list[Spot]:
    """Places with public cases, those with most first; from the roll-up. One statement."""
    found = Tally.objects.filter(is_public=True, month__gte=year_before(today), place__isnull=False).order_by()
    if category:
        found = found.filter(category__code=category)
    rows = found.values_list(
        "place_id", "place__name", "place__parent__name", "place__latitude", "place__longitude"
    ).annotate(total=Sum("n"), still_open=Sum("n", filter=Q(state__in=OPEN_STATES), default=0))
    spots = [
        Spot(pk, name, above or "", n, still_open, _round(latitude), _round(longitude))
        for pk, name, above, latitude, longitude, n, still_open in rows
    ]
    return sorted(spots, key=lambda spot: (-spot.n, spot.name))


def _round(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else degrees.quantize(Decimal("0.001"))
