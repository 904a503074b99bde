"""Evaluations follow the plans and posts of their persons: dates, unit and assessor of what is not rated yet.

What is rated stands as it was rated. Who moves keeps both parts, each with the superior of its days (PP 30/2019 Ps. 36).
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from pamong.appraisal.actions._opening import follow_superiors, make_lines, new_evaluation, tell_opened
from pamong.appraisal.enums import UNRATED
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.appraisal.queries.assessors import who_rates
from pamong.appraisal.rules import periods
from pamong.planning.queries import SkpInfo, cycle_info, skp_infos
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION


@transaction.atomic
def follow_plans(*, skp_ids: Iterable[int], by: Viewer) -> int:
    """Plans ended, or changed post or superior: their evaluations not yet rated follow; answers how many changed.

    A part in which the plan no longer runs goes, unless something was written in it.
    """
    infos = {info.id: info for info in skp_infos(skp_ids)}
    found = list(Evaluation.objects.filter(skp_id__in=infos, state__in=UNRATED).select_for_update().order_by("pk"))
    ended = [row for row in found if _days(row, infos[row.skp_id]) is None]
    gone = _without_words(ended)
    EvaluationLine.objects.filter(evaluation_id__in=gone).delete(via=ACTION)
    Evaluation.objects.filter(pk__in=gone).delete(via=ACTION)
    kept = [row for row in found if row.pk not in gone and row not in ended]
    clipped = [row for row in kept if _clip(row, infos[row.skp_id])]
    Evaluation.objects.bulk_update(clipped, ["starts", "ends", "unit", "agency"], via=ACTION)
    for row in clipped:
        audit.record(by=by, verb="evaluation.part_changed", target=row, starts=row.starts, ends=row.ends)
    return len(gone) + len(clipped) + _reassign(kept, by)


def _days(row: Evaluation, info: SkpInfo) -> tuple[dt.date, dt.date] | None:
    return periods.clipped(row.kind, row.period_no, row.year, info.starts, info.ends)


def _clip(row: Evaluation, info: SkpInfo) -> bool:
    days = _days(row, info) or (row.starts, row.ends)
    before = (row.starts, row.ends, row.unit_id, row.agency_id)
    row.starts, row.ends = days
    row.unit_id, row.agency_id = info.unit_id, info.agency_id
    return before != (row.starts, row.ends, row.unit_id, row.agency_id)


def _without_words(rows: list[Evaluation]) -> set[int]:
    """Ids of those in which the employee wrote nothing."""
    empty = {row.pk for row in rows if not row.self_text and row.self_at is None}
    said = Q(declared__isnull=False) | ~Q(explanation="")
    spoken = EvaluationLine.objects.filter(said, evaluation_id__in=empty).values_list("evaluation_id", flat=True)
    return empty - set(spoken)


@transaction.atomic
def follow_people(*, person_ids: Iterable[int], by: Viewer) -> int:
    """Superiors of these persons changed, or they left the service themselves: who rates is asked again (a few statements)."""
    ids = list(person_ids)
    mine = Q(person_id__in=ids) | Q(assessor_id__in=ids)
    found = Evaluation.objects.filter(mine, state__in=UNRATED).select_for_update().order_by("pk")
    return _reassign(list(found), by)


def _reassign(rows: list[Evaluation], by: Viewer) -> int:
    day = today()
    rates = who_rates({row.pk: (row.person_id, min(day, row.ends)) for row in rows})
    return follow_superiors({row: rates[row.pk] for row in rows if row.pk in rates}, by)


def open_for(*, skp_id: int, cycle_id: int, by: Viewer) -> int:
    """A plan was agreed after periods of its cycle were opened: open its parts of them too; answers how many.

    Where no period is open this costs one statement.
    """
    asked = Evaluation.objects.filter(cycle_id=cycle_id).order_by().values_list("kind", "period_no").distinct()
    known = asked.filter(skp_id=skp_id)
    missing = list(asked.difference(known))
    return _open_for(skp_id, sorted(missing), by) if missing else 0


@transaction.atomic
def _open_for(skp_id: int, missing: list[tuple[str, int]], by: Viewer) -> int:
    (info,) = skp_infos([skp_id])
    cycle = cycle_info(info.cycle_id)
    wanted = []
    for kind, number in missing:
        part = periods.clipped(kind, number, cycle.year, info.starts, info.ends)
        if part is not None:
            wanted.append((kind, number, part[1]))
    day = today()
    rates = who_rates({place: (info.person_id, min(day, last)) for place, (_k, _n, last) in enumerate(wanted)})
    parts = [
        new_evaluation(info, cycle, kind, number, {info.id: rates[place]} if place in rates else {})
        for place, (kind, number, _last) in enumerate(wanted)
    ]
    made = Evaluation.objects.bulk_create([part for part in parts if part is not None], via=ACTION)
    make_lines(made)
    for row in made:
        audit.record(by=by, verb="evaluation.opened_later", target=row, kind=row.kind, number=row.period_no)
    tell_opened(made, by)
    return len(made)
