"""What appraisal adds to the calendar of the cycle: whose evaluation of an ended period is still to be rated."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from pamong.appraisal.enums import UNRATED
from pamong.appraisal.models import Evaluation
from pamong.planning.queries import Cycle, Stage
from pamong.platform.calendar.queries import today


def _late(cycle: Cycle) -> QuerySet[Evaluation]:
    found = Evaluation.objects.filter(cycle_id=cycle.pk, person_id=OuterRef("person_id"), state__in=UNRATED)
    return found.filter(ends__lt=today()).order_by("ends", "pk")


def marks(cycle: Cycle) -> dict[str, Any]:
    """Who has to rate the oldest evaluation of an ended period, or nothing."""
    return {"late_rater": Subquery(_late(cycle).values("assessor_id")[:1])}


NOT_EVALUATED = Stage(
    key="not_evaluated",
    label=_("Belum dinilai"),
    text=_("Ada penilaian bawahan yang periodenya sudah berakhir dan menunggu Anda."),
    url_name="appraisal:to_rate",
    is_behind=Q(late_rater__isnull=False),
    waits_for="late_rater",
    marks=marks,
)
