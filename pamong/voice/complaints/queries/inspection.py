"""The inspectorate's sample of closed cases."""

import datetime as dt

from django.db.models import QuerySet

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.models import Complaint, Inspection
from pamong.voice.complaints.queries.proof import with_questions
from pamong.voice.complaints.queries.visible import visible

CLOSED = (State.CONFIRMED, State.VISITED, State.UNCONFIRMED)


def inspections(viewer: Viewer) -> QuerySet[Inspection]:
    """Drawn cases the viewer may inspect, pending ones first."""
    cases = visible(viewer, "complaint.inspect").order_by().values("pk")
    found = Inspection.objects.filter(complaint_id__in=cases)
    return (
        with_questions(found)
        .select_related("complaint__category", "complaint__unit")
        .order_by("-month", "result", "pk")
    )


def inspection_for(viewer: Viewer, complaint_pk: int) -> Inspection:
    """The inspection of a case; raises NotVisible."""
    found = inspections(viewer).filter(complaint_id=complaint_pk).first()
    if found is None:
        raise NotVisible
    return found


def closed_numbers(month: dt.date) -> list[str]:
    """Numbers of the cases closed in a month after a decision: what the draw is made from. Anybody may recompute it."""
    after = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    found = Complaint.objects.filter(closed_day__gte=month, closed_day__lt=after, state__in=CLOSED)
    return sorted(found.values_list("number", flat=True))
