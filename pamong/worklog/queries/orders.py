"""Orders of leaders: those a viewer gave, got, or may see as a superior."""

import datetime as dt

from django.db.models import Case, Count, F, Q, QuerySet, When

from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.worklog.enums import DispositionState, EntryState
from pamong.worklog.models import Disposition, Entry
from pamong.worklog.queries.entries import entries


def orders(viewer: Viewer, policy: str = "order.view") -> QuerySet[Disposition]:
    """Orders on which the viewer holds the right, open and urgent ones first, with both people and the number of entries."""
    relations = {
        Who.SELF: Q(person_id=viewer.me),
        Who.GIVER: Q(given_by_id=viewer.me),
        Who.SUPERIOR: Q(person_id__in=people.direct_reports(viewer).order_by().values("person_id")),
    }
    found = Disposition.objects.filter(scope(viewer, policy, relations))
    logged = Count("entries", filter=~Q(entries__state=EntryState.WITHDRAWN))
    running = Case(When(state=DispositionState.OPEN, then=0), default=1)
    rows = found.select_related("person", "given_by", "indicator").annotate(logged=logged, running=running)
    return rows.order_by("running", F("due").asc(nulls_last=True), "-pk")


def order_for(viewer: Viewer, pk: int, policy: str = "order.view") -> Disposition:
    """One order; raises NotVisible."""
    found = orders(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def staff_for_orders(viewer: Viewer, on: dt.date) -> QuerySet[Assignment]:
    """To whom the viewer may give orders: his direct reports of the day."""
    return people.direct_reports(viewer, on=on)


def entries_for_order(viewer: Viewer, order: Disposition) -> QuerySet[Entry]:
    """What was logged for an order, newest first: as far as the viewer may see those entries; the giver sees them all."""
    if order.given_by_id == viewer.person_id:
        return Entry.objects.filter(disposition=order).exclude(state=EntryState.WITHDRAWN).order_by("-starts_at")
    return entries(viewer, person_id=order.person_id).filter(disposition=order)
