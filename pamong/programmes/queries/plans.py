"""Strategic plans a viewer may read, and those he may change."""

from django.db.models import Q, QuerySet

from pamong.people.models import Agency, Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.programmes.enums import PlanKind
from pamong.programmes.models import Node, StrategicPlan


def headed(viewer: Viewer) -> QuerySet[Unit, dict[str, int]]:
    """Agencies whose first unit the viewer leads (himself, or as Plt/Plh), as ids for a subquery."""
    return Unit.objects.filter(parent__isnull=True, path__in=viewer.leads).values("agency_id")  # type: ignore[return-value]  # dict rows


def relations(viewer: Viewer, agency: str = "agency_id") -> dict[Who, Q]:
    """How a viewer can stand to what belongs to an agency: he heads it."""
    if not viewer.leads:
        return {Who.ABOVE: Q(pk__in=())}
    return {Who.ABOVE: Q(**{f"{agency}__in": headed(viewer)})}


def plans(viewer: Viewer, policy: str = "programme.view") -> QuerySet[StrategicPlan]:
    """Plans on which the viewer holds ``policy``: the region's first, then by agency, newest period first."""
    found = StrategicPlan.objects.filter(scope(viewer, policy, relations(viewer)))
    return found.select_related("agency").order_by("-first_year", "-kind", "agency__name", "pk")


def plan_for(viewer: Viewer, policy: str, pk: int) -> StrategicPlan:
    """One plan on which the viewer holds ``policy``; raises NotVisible."""
    found = plans(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def may_edit(viewer: Viewer, plan: StrategicPlan) -> bool:
    """Whether the viewer may change this plan (one statement)."""
    return plans(viewer, "programme.edit").filter(pk=plan.pk).exists()


def may_edit_region(viewer: Viewer) -> bool:
    """Whether the viewer may make the RPJMD: a role that holds for the whole region."""
    return viewer.is_system or viewer.agencies_for(Who.LEADER) is None


def agencies_to_plan(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose Renstra the viewer may make."""
    above = {Who.ABOVE: Q(pk__in=headed(viewer))}
    return Agency.objects.filter(scope(viewer, "programme.edit", above, agency="pk")).order_by("name")


def node_for(viewer: Viewer, policy: str, pk: int) -> Node:
    """One node of a plan on which the viewer holds ``policy``; raises NotVisible."""
    found = (
        Node.objects.filter(pk=pk, plan__in=plans(viewer, policy).order_by().values("pk"))
        .select_related("plan__agency", "parent__plan", "agency", "unit")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def region_plan(year: int) -> StrategicPlan | None:
    """The RPJMD that covers a year."""
    return StrategicPlan.objects.filter(kind=PlanKind.RPJMD, first_year__lte=year, last_year__gte=year).first()


def agency_plan(agency_id: int, year: int) -> StrategicPlan | None:
    """The Renstra of an agency that covers a year."""
    found = StrategicPlan.objects.filter(kind=PlanKind.RENSTRA, agency_id=agency_id)
    return found.filter(first_year__lte=year, last_year__gte=year).select_related("agency").first()
