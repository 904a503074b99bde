"""The plans of a person who moved within the year, side by side; and the people a leader assessed before they moved."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from pamong.people import queries as people
from pamong.planning.enums import CycleState
from pamong.planning.models import Skp
from pamong.planning.queries.skps import part_of, skps
from pamong.planning.rules import prorata
from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class PlanPart:
    """One plan of the year with its days; ``seen``: this viewer may open it, ``own``: it is the one the page shows."""

    skp: Skp
    days: prorata.Part
    seen: bool
    own: bool


@dataclass(frozen=True)
class YearParts:
    """All plans of one person's year, in order of time; empty where there is only one."""

    parts: list[PlanPart]

    @property
    def moved_on(self) -> dt.date | None:
        """The first day of the last plan."""
        return self.parts[-1].skp.starts if self.parts else None

    @property
    def before(self) -> list[PlanPart]:
        """Plans that ended before the one shown."""
        return self._beside(later=False)

    @property
    def after(self) -> list[PlanPart]:
        """Plans that began after the one shown."""
        return self._beside(later=True)

    def _beside(self, *, later: bool) -> list[PlanPart]:
        own = next((part.skp.starts for part in self.parts if part.own), None)
        return [p for p in self.parts if own is not None and not p.own and (p.skp.starts > own) is later]


NO_PARTS = YearParts([])


def parts_of_year(viewer: Viewer, skp: Skp) -> YearParts:
    """The plans of the same person in the year of a plan already read; no statement for one that fills its year, else one."""
    if part_of(skp).share == 100:
        return NO_PARTS
    seen = skps(viewer, "skp.view").filter(pk=OuterRef("pk"))
    rows = Skp.objects.filter(person_id=skp.person_id, cycle__year=skp.cycle.year).annotate(seen=Exists(seen))
    found = list(rows.select_related("cycle", "assessor", "assignment__unit").order_by("starts"))
    if len(found) < 2:
        return NO_PARTS
    return YearParts([PlanPart(row, part_of(row), row.seen, row.pk == skp.pk) for row in found])


def former(viewer: Viewer, on: dt.date) -> QuerySet[Skp]:
    """Plans of running cycles that the viewer assesses though their persons no longer answer to him: they moved or left."""
    reports = people.direct_reports(viewer, on).order_by().values("person_id")
    found = skps(viewer, "skp.list").filter(
        assessor_id__in=viewer.acts_for, cycle__state=CycleState.OPEN, cycle__starts__lte=on, cycle__ends__gte=on
    )
    found = found.exclude(person_id__in=reports).exclude(person_id=viewer.person_id or 0)
    return found.order_by("-ends", "person__name", "pk")
