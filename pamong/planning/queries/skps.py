"""Plans a viewer may see, his own ones, and those of his reports."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now

from pamong.people import queries as people
from pamong.planning.enums import RevisionState, SkpState
from pamong.planning.models import Cycle, DialogueNote, Skp, SkpRevision
from pamong.planning.rules import prorata
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today

# The superior's list: what waits for him first.
TO_DO = {SkpState.SUBMITTED: 0, None: 1, SkpState.RETURNED: 2, SkpState.DRAFT: 3, SkpState.AGREED: 4}


def relations(viewer: Viewer) -> dict[Who, Q]:
    """How a viewer can stand to a plan. Nobody is the assessor of his own plan, also not as Plh of his superior."""
    return {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(assessor_id__in=viewer.acts_for) & ~Q(person_id=viewer.person_id),
        Who.ABOVE: people.under(viewer.leads, "assignment__unit__path"),
    }


def skps(viewer: Viewer, policy: str = "skp.list") -> QuerySet[Skp]:
    """Plans on which the viewer holds ``policy``, with both sides, post, unit and cycle."""
    visible = scope(viewer, policy, relations(viewer), agency="cycle__agency_id")
    return Skp.objects.filter(visible).select_related("person", "assessor", "assignment__unit", "cycle__agency")


def skp_for(viewer: Viewer, policy: str, pk: int) -> Skp:
    """One plan on which the viewer holds ``policy``; raises NotVisible."""
    found = skps(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def locked_skp(viewer: Viewer, policy: str, pk: int) -> Skp:
    """The same, locked until the end of the transaction; jobs and seeds (system viewers) see every plan."""
    source = (
        Skp.objects.select_related("person", "assignment__unit", "cycle") if viewer.is_system else skps(viewer, policy)
    )
    found = source.filter(pk=pk).annotate(moment=Now()).select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise NotVisible
    return found


def moment_of(skp: Skp) -> dt.datetime:
    """The instant by the database clock at which ``locked_skp`` read the plan."""
    moment: dt.datetime = skp.moment  # type: ignore[attr-defined]  # annotated there
    return moment


def notes_of(skp_id: int) -> QuerySet[DialogueNote]:
    """The dialogue on a plan, newest first."""
    return DialogueNote.objects.filter(skp_id=skp_id).select_related("author").order_by("-created_at", "-pk")


def may_on(viewer: Viewer, policy: str, skp: Skp) -> bool:
    """Whether the viewer holds ``policy`` on a plan already read; for showing a button, no statement.

    Covers the policies of the two sides (SELF and SUPERIOR); others are asked of the database by ``skp_for``.
    """
    is_self = viewer.person_id is not None and skp.person_id == viewer.person_id
    is_superior = skp.assessor_id in viewer.acts_for and not is_self
    return is_superior if policy in ("skp.expect", "skp.decide") else is_self or (policy == "skp.note" and is_superior)


@dataclass(frozen=True)
class Mine:
    """What a person's own page needs: his plans, the one of today, the cycle of his agency and his post."""

    plans: list[Skp]
    current: Skp | None
    cycle: Cycle | None
    today: dt.date


def mine(viewer: Viewer) -> Mine:
    """The viewer's own plans, newest first, and whether one covers today."""
    day = today()
    plans = list(
        Skp.objects.filter(Q(person_id=viewer.person_id))
        .select_related("person", "assessor", "assignment__unit", "cycle__agency")
        .order_by("-starts")[:20]
    )
    current = next((p for p in plans if p.starts <= day <= p.ends), None)
    cycle = current.cycle if current else running_cycle(viewer.agency_id, day)
    return Mine(plans, current, cycle, day)


def running_cycle(agency_id: int | None, day: dt.date) -> Cycle | None:
    """The open cycle of an agency on a day."""
    if agency_id is None:
        return None
    return Cycle.objects.filter(agency_id=agency_id, starts__lte=day, ends__gte=day, state="open").first()


def current_of(viewer: Viewer, person_ids: Iterable[int], policy: str = "skp.list") -> QuerySet[Skp]:
    """Today's plans of some persons that the viewer may see."""
    day = today()
    return skps(viewer, policy).filter(person_id__in=list(person_ids), starts__lte=day, ends__gte=day)


def team(viewer: Viewer) -> QuerySet[Any]:
    """The viewer's reports with ``plan_id``, ``plan_state`` and ``plan_submitted`` of today, what waits for him first.

    ``revision_submitted``: when a revision of that plan was handed in that is not decided yet.
    """
    day = today()
    plan = Skp.objects.filter(person_id=OuterRef("person_id"), starts__lte=day, ends__gte=day)
    waiting = SkpRevision.objects.filter(skp_id=OuterRef("plan_id"), state=RevisionState.SUBMITTED)
    ranks = [When(plan_state=state, then=Value(rank)) for state, rank in TO_DO.items() if state is not None]
    ranks.insert(0, When(revision_submitted__isnull=False, plan_mine=True, then=Value(TO_DO[SkpState.SUBMITTED])))
    reports = people.direct_reports(viewer, day).annotate(
        plan_id=Subquery(plan.values("pk")[:1]),
        plan_state=Subquery(plan.values("state")[:1]),
        plan_submitted=Subquery(plan.values("submitted_at")[:1]),
        plan_mine=Exists(plan.filter(assessor_id__in=viewer.acts_for)),
        revision_submitted=Subquery(waiting.values("submitted_at")[:1]),
        rank=Case(*ranks, default=Value(TO_DO[None]), output_field=IntegerField()),
    )
    return reports.order_by("rank", "person__name", "person_id")


def listed(viewer: Viewer, *, state: str = "", year: int | None = None, search: str = "") -> QuerySet[Skp]:
    """All plans the viewer may list, by unit and name, narrowed by state, year and name."""
    found = skps(viewer, "skp.list")
    if state in SkpState.values:
        found = found.filter(state=state)
    if year:
        found = found.filter(cycle__year=year)
    if search:
        found = found.filter(person__name__icontains=search)
    return found.order_by("assignment__unit__path", "person__name", "pk")


def part_of(skp: Skp) -> prorata.Part:
    """The part of its cycle that a plan runs."""
    return prorata.part(skp.starts, skp.ends, skp.cycle.starts, skp.cycle.ends)
