"""Templates of plans and whom they would reach: units × post, with the state of everybody's plan."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from pamong.people import queries as people
from pamong.people.models import Agency, Assignment, Unit
from pamong.planning.enums import SkpState
from pamong.planning.models import Cycle, PlanTemplate, Skp, WorkResult
from pamong.planning.queries.cycles import excluded_on
from pamong.planning.queries.skps import running_cycle
from pamong.planning.rules import plain
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today

POLICY = "template.manage"


@dataclass(frozen=True)
class Reach:
    """How many a template would reach: drafts it begins, empty ones it fills, plans it leaves alone, persons left out."""

    total: int
    fresh: int
    filled: int
    skipped: int
    excluded: int

    @property
    def written(self) -> int:
        return self.fresh + self.filled


def template_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose templates the viewer may keep: those he administers, and his own when he leads a unit."""
    leads_here = Q(pk=viewer.agency_id) if viewer.leads else Q(pk__in=())
    return Agency.objects.filter(scope(viewer, POLICY, {Who.ABOVE: leads_here}, agency="pk")).order_by("name")


def templates(viewer: Viewer) -> QuerySet[PlanTemplate]:
    """The templates of the viewer's agencies, by name."""
    found = PlanTemplate.objects.filter(agency__in=template_agencies(viewer)).select_related("agency", "by")
    return found.order_by("agency__name", "name")


def template_for(viewer: Viewer, pk: int) -> PlanTemplate:
    """One template; raises NotVisible."""
    found = templates(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def template_results(template: PlanTemplate) -> tuple[plain.Result, ...]:
    """What a template says."""
    return plain.from_json(template.content["results"])


def template_units(viewer: Viewer, template: PlanTemplate) -> QuerySet[Unit]:
    """Units of the template's agency to whose people the viewer may give it."""
    relations = {Who.ABOVE: people.under(viewer.leads, "path")}
    visible = scope(viewer, POLICY, relations)
    return Unit.objects.filter(visible, agency_id=template.agency_id, is_active=True).order_by("path")


def titles(viewer: Viewer, template: PlanTemplate) -> list[str]:
    """The posts there are among those whom the viewer may give it to."""
    found = _people(viewer, template).order_by("position_title").values_list("position_title", flat=True).distinct()
    return list(found[:300])


def _people(viewer: Viewer, template: PlanTemplate) -> QuerySet[Any]:
    relations = {Who.ABOVE: people.under(viewer.leads, "unit__path")}
    visible = scope(viewer, POLICY, relations)
    found = Assignment.objects.filter(visible, agency_id=template.agency_id, valid__contains=today())
    return found.filter(person__is_active=True)


def targets(viewer: Viewer, template: PlanTemplate, *, unit_ids: list[int], title: str) -> QuerySet[Any]:
    """Today's holders of a post in units and all below them, with ``plan_id``, ``plan_state``, ``filled``, ``left_out``."""
    day = today()
    cycle = running_cycle(template.agency_id, day)
    paths = template_units(viewer, template).filter(pk__in=unit_ids).values_list("path", flat=True)
    plan = Skp.objects.filter(person_id=OuterRef("person_id"), starts__lte=day, ends__gte=day)
    contents = WorkResult.objects.filter(skp__person_id=OuterRef("person_id"), skp__starts__lte=day, skp__ends__gte=day)
    left_out = excluded_on(cycle.pk if cycle else 0, day).filter(person_id=OuterRef("person_id"))
    found = _people(viewer, template).filter(people.under(tuple(paths), "unit__path"))
    if title:
        found = found.filter(position_title=title)
    marked: QuerySet[Any] = (
        found.select_related("person", "unit")
        .annotate(
            plan_id=Subquery(plan.values("pk")[:1]),
            plan_state=Subquery(plan.values("state")[:1]),
            filled=Subquery(contents.order_by().values("pk")[:1]),
            left_out=Subquery(left_out.order_by().values("pk")[:1]),
        )
        .order_by("unit__path", "person__name", "person_id")
    )
    return marked


def reach(found: QuerySet[Any]) -> Reach:
    """How many of these the template would reach, in one statement."""
    empty = Q(plan_state__in=(SkpState.DRAFT, SkpState.RETURNED), filled__isnull=True, left_out__isnull=True)
    counts = found.order_by().aggregate(
        everybody=Count("pk"),
        without=Count("pk", filter=Q(plan_id__isnull=True, left_out__isnull=True)),
        empty=Count("pk", filter=empty),
        out=Count("pk", filter=Q(left_out__isnull=False)),
    )
    rest = counts["everybody"] - counts["without"] - counts["empty"] - counts["out"]
    return Reach(counts["everybody"], counts["without"], counts["empty"], rest, counts["out"])


def template_cycle(template: PlanTemplate) -> Cycle | None:
    """The open cycle into which the template would be given today."""
    return running_cycle(template.agency_id, today())
