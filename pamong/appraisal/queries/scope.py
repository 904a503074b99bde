"""Which evaluations a viewer may see or act on: the one door for pages, exports and actions."""

from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate

from pamong.appraisal.models import Evaluation
from pamong.people import queries as people
from pamong.people.models import Acting, Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who


def visible(viewer: Viewer, policy: str = "evaluation.view") -> QuerySet[Evaluation]:
    """Evaluations on which the viewer holds ``policy`` today, by the database's day in his zone.

    SUPERIOR is the assessor of the record or his Plt/Plh, never the person himself. ASSESSORS_SUPERIOR leads the
    assessor; he rates only where the assessor's duties are carried by the person to be rated (PP 30/2019 Ps. 46).
    """
    me = Q(person_id=viewer.person_id or 0)
    above_assessor = Q(assessor_id__in=_led_by(viewer)) & ~me
    if policy == "evaluation.rate":
        above_assessor &= Q(Exists(_acting_person(viewer)))
    relations = {
        Who.SELF: me,
        Who.SUPERIOR: Q(assessor_id__in=viewer.acts_for) & ~me,
        Who.ABOVE: people.under(viewer.leads, "unit__path") & ~me,
        Who.ASSESSORS_SUPERIOR: above_assessor,
    }
    return Evaluation.objects.filter(scope(viewer, policy, relations))


def evaluation_for(*, viewer: Viewer, pk: int, policy: str = "evaluation.view") -> Evaluation:
    """One evaluation with its people, agency and ``clock`` (the database's instant); raises NotVisible."""
    found = visible(viewer, policy).select_related(
        "person", "assessor", "agency", "unit", "rated_by", "set_by", "document"
    )
    row = found.filter(pk=pk).annotate(clock=Now()).first()
    if row is None:
        raise NotVisible
    return row


def holds_for_agency(viewer: Viewer, policy: str, agency_id: int) -> bool:
    """Whether a role of the viewer gives him this right for an agency."""
    for who in TABLE[policy].who:
        agencies = viewer.agencies_for(who) if who.is_role else frozenset()
        if agencies is None or agency_id in agencies:
            return True
    return False


def _today(viewer: Viewer) -> TruncDate:
    return TruncDate(Now(), tzinfo=ZoneInfo(viewer.time_zone))


def _led_by(viewer: Viewer) -> QuerySet[Assignment, dict[str, int]]:
    """Ids of the persons whose direct superior's duties the viewer carries today, or carried when they left the service."""
    at_last = Q(person__left_on__lte=_today(viewer), valid__endswith=F("person__left_on"))
    held = Q(valid__contains=_today(viewer)) | at_last
    led = Assignment.objects.filter(held, superior_id__in=viewer.acts_for)
    return led.values("person_id")  # type: ignore[return-value]  # a dict of one column


def carrier_of_assessor(viewer: Viewer) -> Subquery:
    """Who carries the assessor's duties today in his place (Plt/Plh), as an annotation; NULL where he does it himself."""
    today = Acting.objects.filter(absent_id=OuterRef("assessor_id"), valid__contains=_today(viewer))
    return Subquery(today.values("acting_id")[:1])


def _acting_person(viewer: Viewer) -> QuerySet[Acting]:
    return Acting.objects.filter(
        absent_id=OuterRef("assessor_id"), acting_id=OuterRef("person_id"), valid__contains=_today(viewer)
    )
