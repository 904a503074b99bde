"""Who is behind in a cycle, per unit and stage: not planned, not submitted, not agreed, and what areas above add."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pamong.people import queries as people
from pamong.planning.enums import SkpState
from pamong.planning.models import Cycle, Skp
from pamong.planning.queries.cycles import members
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who

NOT_PLANNED, NOT_SUBMITTED, NOT_AGREED = "not_planned", "not_submitted", "not_agreed"


@dataclass(frozen=True)
class Stage:
    """One thing the cycle waits for. ``marks`` gives the annotations, ``is_behind`` the filter on them.

    ``waits_for`` names the annotation with the person who has to act: himself, or his assessor.
    """

    key: str
    label: str | Promise
    text: str | Promise  # of the reminder, to the one who has to act
    url_name: str
    is_behind: Q
    waits_for: str
    marks: Callable[[Cycle], dict[str, Any]] | None = None


_stages: dict[str, Stage] = {
    NOT_PLANNED: Stage(
        NOT_PLANNED,
        _("Belum menyusun"),
        _("SKP Anda tahun ini belum disusun. Mulai sekarang; boleh disimpan sebagai draf."),
        "planning:mine",
        Q(plan_state__isnull=True),
        "person_id",
    ),
    NOT_SUBMITTED: Stage(
        NOT_SUBMITTED,
        _("Belum diajukan"),
        _("SKP Anda masih draf. Lengkapi, lalu ajukan kepada pejabat penilai."),
        "planning:mine",
        Q(plan_state__in=(SkpState.DRAFT, SkpState.RETURNED)),
        "person_id",
    ),
    NOT_AGREED: Stage(
        NOT_AGREED,
        _("Belum disetujui"),
        _("Ada SKP bawahan yang menunggu pemeriksaan Anda."),
        "planning:team",
        Q(plan_state=SkpState.SUBMITTED),
        "plan_assessor",
    ),
}


def declare_stage(stage: Stage) -> None:
    """An area above adds what its part of the cycle waits for; once, in ``AppConfig.ready``."""
    _stages.setdefault(stage.key, stage)


def stages() -> list[Stage]:
    """All stages, in the order of the cycle."""
    return list(_stages.values())


def stage_of(key: str) -> Stage | None:
    """The stage of this key, or None."""
    return _stages.get(key)


def _marked(viewer: Viewer, cycle: Cycle) -> QuerySet[Any]:
    plan = Skp.objects.filter(cycle_id=cycle.pk, person_id=OuterRef("person_id")).order_by("-starts")
    found: QuerySet[Any] = members(viewer, cycle).annotate(plan_assessor=Subquery(plan.values("assessor_id")[:1]))
    for stage in _stages.values():
        if stage.marks is not None:
            found = found.annotate(**stage.marks(cycle))
    return found


def behind_by_unit(viewer: Viewer, cycle: Cycle) -> QuerySet[Any, dict[str, Any]]:
    """Per unit: how many are in the cycle, and how many are behind in each stage (keys as of the stages). One statement."""
    counts = {stage.key: Count("pk", filter=stage.is_behind) for stage in _stages.values()}
    found = _marked(viewer, cycle).order_by().values("unit_id", "unit__name", "unit__path")
    counted: QuerySet[Any, dict[str, Any]] = found.annotate(total=Count("pk"), **counts).order_by("unit__path")
    return counted


def behind_totals(viewer: Viewer, cycle: Cycle) -> dict[str, int]:
    """The same counts for everybody the viewer may watch."""
    counts = {stage.key: Count("pk", filter=stage.is_behind) for stage in _stages.values()}
    found: dict[str, int] = _marked(viewer, cycle).aggregate(total=Count("pk"), **counts)
    return found


def behind_list(viewer: Viewer, cycle: Cycle, stage: Stage, unit_id: int | None = None) -> QuerySet[Any]:
    """Those behind in a stage, by unit and name, with ``waits_for``: the person who has to act."""
    found = _marked(viewer, cycle).filter(stage.is_behind)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    named = found if stage.waits_for == "person_id" else found.annotate(waits_for=F(stage.waits_for))
    return named.select_related("person", "unit").order_by("unit__path", "person__name", "person_id")


def to_remind(viewer: Viewer, cycle: Cycle, stage: Stage, unit_id: int | None = None) -> dict[int, int]:
    """Whom a reminder of this stage would reach, with the number of plans or evaluations that wait for him."""
    mine = scope(viewer, "cycle.remind", {Who.ABOVE: people.under(viewer.leads, "unit__path")})
    found = _marked(viewer, cycle).filter(stage.is_behind, mine)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    rows = found.order_by().exclude(**{f"{stage.waits_for}__isnull": True}).values_list(stage.waits_for)
    return dict(rows.annotate(n=Count("pk")))
