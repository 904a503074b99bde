"""Open the evaluations of a period for all agreed plans of an agency; again and again without harm."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F

from pamong.appraisal.actions._opening import (
    follow_superiors,
    lines_from,
    make_lines,
    new_evaluation,
    tell_opened,
)
from pamong.appraisal.actions._row import alone
from pamong.appraisal.enums import UNRATED, Achievement
from pamong.appraisal.models import AgencyAchievement, Evaluation, EvaluationLine
from pamong.appraisal.queries.assessors import who_rates
from pamong.appraisal.queries.scope import holds_for_agency
from pamong.appraisal.rules import periods
from pamong.planning.queries import Content, CycleInfo, SkpInfo, agreed_skps, contents_on, cycle_info
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AT_ONCE = 200  # plans; more are opened by a job
SAID = (
    "order",
    "result_title",
    "parent_title",
    "result_kind",
    "perspective",
    "aspect",
    "text",
    "unit",
    "target",
    "target_max",
    "target_text",
    "direction",
    "weight",
)


@dataclass(frozen=True)
class Opened:
    """What one opening did. ``skipped``: plans without somebody who could rate them."""

    opened: int
    existing: int
    reassigned: int
    skipped: int


@transaction.atomic
def open_period(*, cycle_id: int, kind: str, number: int, by: Viewer) -> Opened:
    """Open a period for every agreed plan of a cycle that ran in it; idempotent, later plans are added by opening again.

    The assessor is the direct superior on the last day of the period (or today), else the one of the plan; open
    evaluations follow a change of superior. Employees and assessors are told. Raises NotVisible, Refused.
    """
    cycle = _cycle(cycle_id)
    check_agency(by=by, policy="evaluation.open", agency_id=cycle.agency_id)
    periods.check_period(kind, number, cycle.evaluation_step)
    first, _last = periods.period(kind, number, cycle.year)
    day = today()
    if day < first:
        raise Refused(
            N_("Periode itu belum dimulai. Evaluasi dapat dibuka mulai %(first)s."), field="period", first=first
        )
    alone(f"appraisal.open:{cycle_id}:{kind}:{number}")
    infos = agreed_skps(cycle_id)
    superiors = _superiors(infos, cycle, kind, number, day)
    known = {e.skp_id: e for e in Evaluation.objects.filter(cycle_id=cycle_id, kind=kind, period_no=number)}
    reassigned = follow_superiors({e: superiors[skp_id] for skp_id, e in known.items() if skp_id in superiors}, by)
    wanted = [new_evaluation(info, cycle, kind, number, superiors) for info in infos if info.id not in known]
    made = Evaluation.objects.bulk_create([e for e in wanted if e is not None], via=ACTION, batch_size=500)
    make_lines(made)
    tell_opened(made, by)
    if made:
        audit.record(by=by, verb="evaluation.period_opened", target=made[0], kind=kind, number=number, opened=len(made))
    return Opened(len(made), len(known), reassigned, len(wanted) - len(made))


@transaction.atomic
def open_or_defer(*, cycle_id: int, kind: str, number: int, by: Viewer) -> Opened | None:
    """Open a period now, or for more than 200 plans in the background (None). Raises NotVisible, Refused."""
    cycle = _cycle(cycle_id)
    check_agency(by=by, policy="evaluation.open", agency_id=cycle.agency_id)
    periods.check_period(kind, number, cycle.evaluation_step)
    if len(agreed_skps(cycle_id)) <= AT_ONCE:
        return open_period(cycle_id=cycle_id, kind=kind, number=number, by=by)
    defer_by_name("appraisal.open_period", cycle_id=cycle_id, kind=kind, number=number)
    return None


@transaction.atomic
def set_achievement(
    *, cycle_id: int, kind: str, number: int, achievement: str, basis: str, by: Viewer
) -> AgencyAchievement:
    """Note the achievement of the agency for a period (SE MenPANRB 3/2023), with the decision it rests on.

    Documents made later print it. Raises NotVisible, Refused.
    """
    cycle = _cycle(cycle_id)
    check_agency(by=by, policy="achievement.set", agency_id=cycle.agency_id)
    periods.check_period(kind, number, cycle.evaluation_step)
    if achievement not in Achievement.values:
        raise Refused(N_("Pilih capaian kinerja organisasi."), field="achievement", code="nilai_tidak_dikenal")
    if not basis.strip():
        raise Refused(
            N_("Tulis dasar penetapannya, misalnya nomor dan tanggal keputusan."), field="basis", code="wajib"
        )
    alone(f"appraisal.achievement:{cycle_id}:{kind}:{number}")
    found = AgencyAchievement.objects.filter(cycle_id=cycle_id, kind=kind, period_no=number).first()
    row = found or AgencyAchievement(cycle_id=cycle_id, kind=kind, period_no=number)
    row.achievement, row.basis, row.set_by_id = achievement, basis.strip()[:300], by.person_id
    row.save(via=ACTION)
    audit.record(by=by, verb="evaluation.achievement_set", target=row, achievement=achievement)
    return row


def _cycle(cycle_id: int) -> CycleInfo:
    try:
        return cycle_info(cycle_id)
    except ObjectDoesNotExist as error:
        raise NotVisible from error


def check_agency(*, by: Viewer, policy: str, agency_id: int) -> None:
    """``by`` holds a role of this policy for the agency, or is a command of the machine; raises NotVisible."""
    if not by.is_system and not holds_for_agency(by, policy, agency_id):
        raise NotVisible


def _superiors(infos: Iterable[SkpInfo], cycle: CycleInfo, kind: str, number: int, day: dt.date) -> dict[int, int]:
    """By plan id who was the direct superior on the last day of the plan's part of the period (or is today).

    Who moves within the period has a plan for each post: each superior keeps his part (``who_rates``).
    """
    wanted = {}
    for info in infos:
        part = periods.clipped(kind, number, cycle.year, info.starts, info.ends)
        wanted[info.id] = (info.person_id, min(day, part[1]) if part else day)
    return who_rates(wanted)


@transaction.atomic
def follow_revision(*, skp_id: int, day: dt.date, by: Viewer) -> int:
    """Evaluations not yet rated whose period ends on or after ``day`` take the lines of the revised plan; answers how many.

    A line about an indicator that stays keeps what the employee wrote; one that was dropped stays if something was written.
    """
    found = list(Evaluation.objects.filter(skp_id=skp_id, ends__gte=day, state__in=UNRATED).select_for_update())
    for evaluation in found:
        said = contents_on({skp_id: evaluation.ends}).get(skp_id, Content())
        present = {line.indicator_id: line for line in EvaluationLine.objects.filter(evaluation=evaluation)}
        wanted = lines_from(evaluation, said)
        changed = []
        for line in wanted:
            row = present.pop(line.indicator_id, None)
            if row is not None:
                for name in SAID:
                    setattr(row, name, getattr(line, name))
                changed.append(row)
        kept = {row.indicator_id for row in changed}
        EvaluationLine.objects.bulk_update(changed, SAID, via=ACTION)
        EvaluationLine.objects.bulk_create([line for line in wanted if line.indicator_id not in kept], via=ACTION)
        gone = EvaluationLine.objects.filter(pk__in=[row.pk for row in present.values()])
        gone.filter(declared__isnull=True, explanation="").delete(via=ACTION)
        gone.update(via=ACTION, order=F("order") + 1000)
        audit.record(by=by, verb="evaluation.lines_revised", target=evaluation, lines=len(wanted))
    return len(found)
