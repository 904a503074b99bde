"""Cycles a viewer may see, who is in them, and who has not planned yet."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from pamong.people import queries as people
from pamong.people.enums import AbsenceKind
from pamong.people.models import Absence, Agency, Assignment, Unit
from pamong.planning.enums import ExclusionReason, SkpState
from pamong.planning.models import Cycle, CycleExclusion, Skp
from pamong.planning.rules.exclusions import Days
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def _headed(viewer: Viewer) -> QuerySet[Unit, dict[str, int]]:
    return Unit.objects.filter(parent__isnull=True, path__in=viewer.leads).values("agency_id")  # type: ignore[return-value]  # dict rows


def _relations(viewer: Viewer, policy: str) -> dict[Who, Q]:
    leads_here = Q(agency_id=viewer.agency_id) if viewer.leads else Q(pk__in=())
    above = leads_here if policy in ("cycle.monitor", "cycle.remind") else Q(agency_id__in=_headed(viewer))
    return {Who.SELF: Q(agency_id=viewer.agency_id), Who.ABOVE: above}


def cycles(viewer: Viewer, policy: str = "cycle.view") -> QuerySet[Cycle]:
    """Cycles on which the viewer holds ``policy``, newest first."""
    found = Cycle.objects.filter(scope(viewer, policy, _relations(viewer, policy)))
    return found.select_related("agency").order_by("-year", "agency__name")


def cycle_for(viewer: Viewer, policy: str, pk: int) -> Cycle:
    """One cycle on which the viewer holds ``policy``; raises NotVisible."""
    found = cycles(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def agencies_to_open(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies for which the viewer may open a cycle: those he administers, and the one he heads."""
    return Agency.objects.filter(scope(viewer, "cycle.open", {Who.ABOVE: Q(pk__in=_headed(viewer))}, agency="pk"))


def latest_step(agency_id: int) -> str | None:
    """The evaluation step of the agency's last cycle: the setting a new cycle starts from."""
    found = Cycle.objects.filter(agency_id=agency_id).order_by("-year").values_list("evaluation_step", flat=True)
    return found.first()


def everybody(viewer: Viewer, cycle: Cycle) -> QuerySet[Assignment]:
    """Everyone with an assignment in the agency within the year, once, at his last post; whether left out or not."""
    days = (cycle.starts, cycle.ends + dt.timedelta(days=1))
    inside = Assignment.objects.filter(agency_id=cycle.agency_id, valid__overlap=days)
    later = inside.filter(person_id=OuterRef("person_id"), valid__fully_gt=OuterRef("valid"))
    visible = scope(viewer, "cycle.monitor", {Who.ABOVE: people.under(viewer.leads, "unit__path")})
    return inside.filter(visible, ~Exists(later), person__is_active=True)


def members(viewer: Viewer, cycle: Cycle) -> QuerySet[Any]:
    """Who is in a cycle: everyone with an assignment in the agency within the year, once, at his last post, less the
    excluded. Annotated ``plan_id`` and ``plan_state``. Only those the viewer may watch.
    """
    plan = Skp.objects.filter(cycle_id=cycle.pk, person_id=OuterRef("person_id")).order_by("-starts")
    day = min(max(today(), cycle.starts), cycle.ends)
    excluded = excluded_on(cycle.pk, day).filter(person_id=OuterRef("person_id"))
    absent = absent_on(day).filter(person_id=OuterRef("person_id"))
    return (
        everybody(viewer, cycle)
        .filter(~Exists(excluded), ~Exists(absent))
        .annotate(plan_id=Subquery(plan.values("pk")[:1]), plan_state=Subquery(plan.values("state")[:1]))
    )


def unit_counts(viewer: Viewer, cycle: Cycle) -> QuerySet[Any, dict[str, Any]]:
    """Per unit: how many are in the cycle, have no plan, a draft (or returned one), a submitted, an agreed one."""
    found = members(viewer, cycle).order_by().values("unit_id", "unit__name", "unit__path")
    counted: QuerySet[Any, dict[str, Any]] = found.annotate(
        total=Count("pk"),
        without=Count("pk", filter=Q(plan_state__isnull=True)),
        draft=Count("pk", filter=Q(plan_state__in=[SkpState.DRAFT, SkpState.RETURNED])),
        submitted=Count("pk", filter=Q(plan_state=SkpState.SUBMITTED)),
        agreed=Count("pk", filter=Q(plan_state=SkpState.AGREED)),
    ).order_by("unit__path")
    return counted


def totals(viewer: Viewer, cycle: Cycle) -> dict[str, int]:
    """The same counts for everybody the viewer may watch."""
    counts: dict[str, int] = members(viewer, cycle).aggregate(
        total=Count("pk"),
        without=Count("pk", filter=Q(plan_state__isnull=True)),
        draft=Count("pk", filter=Q(plan_state__in=[SkpState.DRAFT, SkpState.RETURNED])),
        submitted=Count("pk", filter=Q(plan_state=SkpState.SUBMITTED)),
        agreed=Count("pk", filter=Q(plan_state=SkpState.AGREED)),
    )
    return counts


def member_list(viewer: Viewer, cycle: Cycle, *, state: str = "", unit_id: int | None = None) -> QuerySet[Any]:
    """Members by unit and name, narrowed by the state of their plan ("none": without plan) and unit."""
    found = members(viewer, cycle)
    if state == "none":
        found = found.filter(plan_state__isnull=True)
    elif state in SkpState.values:
        found = found.filter(plan_state=state)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    return found.select_related("person", "unit").order_by("unit__path", "person__name", "person_id")


def excluded_on(cycle_id: int, day: dt.date) -> QuerySet[CycleExclusion]:
    """The exclusions of a cycle that hold on a day."""
    return exclusions_on(day).filter(cycle_id=cycle_id)


def exclusions_on(day: dt.date) -> QuerySet[CycleExclusion]:
    """The exclusions of all cycles that hold on a day; those without dates hold for their whole cycle."""
    begun = Q(starts__isnull=True) | Q(starts__lte=day)
    lasting = Q(ends__isnull=True) | Q(ends__gte=day)
    return CycleExclusion.objects.filter(begun, lasting)


def excluded_among(cycle_ids: Iterable[int], day: dt.date) -> set[tuple[int, int]]:
    """Who plans nothing on a day in these cycles, as pairs of cycle and person id."""
    found = exclusions_on(day).filter(cycle_id__in=list(cycle_ids))
    return set(found.values_list("cycle_id", "person_id"))


ABSENT = {  # absences during which nobody plans (PP 30/2019 Ps. 23)
    AbsenceKind.UNPAID: ExclusionReason.UNPAID_LEAVE,
    AbsenceKind.SUSPENDED: ExclusionReason.SUSPENDED,
    AbsenceKind.RETIRING: ExclusionReason.PRE_RETIREMENT,
}


def absent_on(day: dt.date) -> QuerySet[Absence]:
    """Recorded absences of a day that keep a person from planning an SKP."""
    return Absence.objects.filter(kind__in=ABSENT, valid__contains=day)


def left_out(cycle: Cycle, person_id: int) -> list[Days]:
    """Spans of the cycle for which a person plans nothing: exclusions, and absences recorded (two statements)."""
    rows = CycleExclusion.objects.filter(cycle_id=cycle.pk, person_id=person_id).values_list("starts", "ends")
    days = (cycle.starts, cycle.ends + dt.timedelta(days=1))
    away = Absence.objects.filter(person_id=person_id, kind__in=ABSENT, valid__overlap=days)
    return [*rows, *((absence.valid.lower, absence.last_day) for absence in away)]


def plans_within(row: CycleExclusion) -> QuerySet[Skp]:
    """Plans of the person that run on days of an exclusion."""
    first, last = row.starts or row.cycle.starts, row.ends or row.cycle.ends
    return Skp.objects.filter(person_id=row.person_id, starts__lte=last, ends__gte=first)


def absences_in(cycle: Cycle) -> QuerySet[Absence]:
    """The same within the days of a cycle, of people who work in its agency then."""
    days = (cycle.starts, cycle.ends + dt.timedelta(days=1))
    here = Assignment.objects.filter(person_id=OuterRef("person_id"), agency_id=cycle.agency_id, valid__overlap=days)
    found = Absence.objects.filter(Exists(here), kind__in=ABSENT, valid__overlap=days)
    return found.select_related("person").order_by("person__name", "valid")


def may_remind(viewer: Viewer, cycle: Cycle) -> bool:
    """Whether the viewer may remind people of this cycle."""
    return cycles(viewer, "cycle.remind").filter(pk=cycle.pk).exists()


def exclusions(cycle: Cycle) -> QuerySet[CycleExclusion]:
    """Who plans no SKP in this cycle, and why."""
    return CycleExclusion.objects.filter(cycle_id=cycle.pk).select_related("person").order_by("person__name", "starts")


def cycle_rights(viewer: Viewer, cycle: Cycle) -> frozenset[str]:
    """Which of "cycle.edit" and "cycle.monitor" the viewer holds on a cycle, in one statement."""
    marked = Cycle.objects.filter(pk=cycle.pk).annotate(
        may_edit=Exists(cycles(viewer, "cycle.edit").filter(pk=OuterRef("pk"))),
        may_monitor=Exists(cycles(viewer, "cycle.monitor").filter(pk=OuterRef("pk"))),
    )
    held = marked.values_list("may_edit", "may_monitor").get()
    return frozenset(policy for policy, has in zip(("cycle.edit", "cycle.monitor"), held, strict=True) if has)
