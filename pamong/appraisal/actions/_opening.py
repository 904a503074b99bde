"""What opening and following share: fresh evaluations with their lines, who rates them, and who hears of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.appraisal.enums import UNRATED
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.appraisal.queries.lists import label_of
from pamong.appraisal.rules import periods
from pamong.planning.queries import Content, CycleInfo, SkpInfo, contents_on
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many


def new_evaluation(
    info: SkpInfo, cycle: CycleInfo, kind: str, number: int, superiors: dict[int, int]
) -> Evaluation | None:
    """A new evaluation; None when the plan did not run in the period or nobody can rate it."""
    days = periods.clipped(kind, number, cycle.year, info.starts, info.ends)
    assessor = superiors.get(info.id) or info.assessor_id
    if days is None or assessor is None or assessor == info.person_id:
        return None
    return Evaluation(
        skp_id=info.id,
        cycle_id=cycle.id,
        person_id=info.person_id,
        assessor_id=assessor,
        agency_id=info.agency_id,
        unit_id=info.unit_id,
        kind=kind,
        period_no=number,
        year=cycle.year,
        starts=days[0],
        ends=days[1],
    )


def follow_superiors(rates: Mapping[Evaluation, int], by: Viewer) -> int:
    """Give evaluations not yet rated to who rates them now; the new assessors hear of it. Answers how many changed hands."""
    moved = [e for e, who_now in rates.items() if e.state in UNRATED and who_now not in (e.assessor_id, e.person_id)]
    for evaluation in moved:
        before, evaluation.assessor_id = evaluation.assessor_id, rates[evaluation]
        audit.record(
            by=by, verb="evaluation.reassigned", target=evaluation, before=before, after=evaluation.assessor_id
        )
    Evaluation.objects.bulk_update(moved, ["assessor"], via=ACTION, batch_size=500)
    if moved:
        text = _("%(n)s penilaian beralih kepada Anda karena pejabat penilainya berganti.")
        url, mark = reverse("appraisal:to_rate"), f"{max(e.pk for e in moved)}:{today()}"
        counts = Counter(e.assessor_id for e in moved)
        notices = [Notice(pk, text % {"n": n}, url, f"evaluation.handed:{pk}:{mark}") for pk, n in counts.items()]
        notify_many(notices=notices, kind="evaluation.handed", by=by)
    return len(moved)


def make_lines(made: list[Evaluation]) -> None:
    """The lines of fresh evaluations, from the version of each plan in force at the end of its part."""
    by_plan = contents_on({e.skp_id: e.ends for e in made})
    lines = [line for e in made for line in lines_from(e, by_plan.get(e.skp_id, Content()))]
    EvaluationLine.objects.bulk_create(lines, via=ACTION, batch_size=1000)


def lines_from(evaluation: Evaluation, content: Content) -> list[EvaluationLine]:
    """What the plan says, as lines of an evaluation (not stored)."""
    pairs = [(result, indicator) for result in content.results for indicator in result.indicators]
    return [
        EvaluationLine(
            evaluation=evaluation,
            indicator_id=indicator.id,
            order=order,
            result_id=result.id,
            result_title=result.title,
            parent_title=result.parent_title,
            result_kind=result.kind,
            perspective=result.perspective,
            aspect=indicator.aspect,
            text=indicator.text,
            unit=indicator.unit,
            target=indicator.target,
            target_max=indicator.target_max,
            target_text=indicator.target_text,
            direction=indicator.direction,
            measure=indicator.measure,
            pair=indicator.pair,
            weight=None if result.weight is None else Decimal(result.weight),
        )
        for order, (result, indicator) in enumerate(pairs, start=1)
    ]


def tell_opened(opened: Iterable[Evaluation], by: Viewer) -> None:
    """Both sides hear that a part of a period is open, the assessor once for each period (one statement for all)."""
    notify_many(notices=[notice for row in opened for notice in _notices(row)], kind="evaluation.opened", by=by)


def _notices(evaluation: Evaluation) -> list[Notice]:
    period = label_of(evaluation)
    return [
        Notice(
            evaluation.person_id,
            _("Penilaian %(period)s dibuka. Tulis evaluasi diri Anda.") % {"period": period},
            reverse("appraisal:evaluation", kwargs={"pk": evaluation.pk}),
            f"evaluation.opened:{evaluation.pk}",
        ),
        Notice(
            evaluation.assessor_id,
            _("Penilaian %(period)s dibuka untuk bawahan Anda.") % {"period": period},
            reverse("appraisal:to_rate"),
            f"evaluation.to_rate:{evaluation.cycle_id}:{evaluation.kind}:{evaluation.period_no}",
        ),
    ]
