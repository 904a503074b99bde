"""Writes of orders: a leader gives one to some of his staff, they close it, he may call it off."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.platform.ui import formatting
from pamong.worklog.enums import DispositionState
from pamong.worklog.metrics import ORDER, ORDER_DONE
from pamong.worklog.models import Disposition
from pamong.worklog.rules import orders as rules


@transaction.atomic
def give_order(
    *, person_ids: Sequence[int], text: str, by: Viewer, letter: str = "", due: dt.date | None = None
) -> list[Disposition]:
    """Give an order to some of one's direct reports; each gets his own and is told. Raises Refused, NotVisible."""
    if by.person_id is None:
        raise NotAllowed
    wanted = sorted(set(person_ids))
    rules.check_new(people=len(wanted), due=due, today=today())
    known = set(people.direct_reports(by).filter(person_id__in=wanted).values_list("person_id", flat=True))
    if known != set(wanted):
        raise NotVisible
    rows = [
        Disposition(person_id=pk, given_by_id=by.person_id, text=text.strip(), letter=letter.strip(), due=due)
        for pk in wanted
    ]
    made = Disposition.objects.bulk_create(rows, via=ACTION)
    audit.record(by=by, verb="worklog.order_given", target=made[0], people=wanted, due=due)
    for row in made:
        said = _("Disposisi dari %(name)s: %(text)s") % {"name": by.name, "text": row.text[:120]}
        if due:
            said += " " + _("Tenggat %(day)s.") % {"day": formatting.long_date(due)}
        _tell(row, row.person_id, ORDER.id, said, "given", by=by)
    return made


@transaction.atomic
def close_order(*, order: Disposition, by: Viewer) -> Disposition:
    """The work is done: said by the one who did it, or by the one who gave it; the other is told. Raises Refused."""
    if by.person_id not in (order.person_id, order.given_by_id):
        raise NotAllowed
    found = order.again()
    rules.check_open(found.state)
    _close(found, DispositionState.DONE)
    audit.record(by=by, verb="worklog.order_done", target=found)
    other = found.given_by_id if by.person_id == found.person_id else found.person_id
    said = _("Disposisi selesai: %(text)s") % {"text": found.text[:120]}
    _tell(found, other, ORDER_DONE.id, said, "done", by=by)
    return found


@transaction.atomic
def cancel_order(*, order: Disposition, by: Viewer) -> Disposition:
    """The giver calls it off; entries made for it stay. Raises Refused."""
    if by.person_id != order.given_by_id:
        raise NotAllowed
    found = order.again()
    rules.check_open(found.state)
    _close(found, DispositionState.CANCELLED)
    audit.record(by=by, verb="worklog.order_cancelled", target=found)
    said = _("Disposisi dibatalkan: %(text)s") % {"text": found.text[:120]}
    _tell(found, found.person_id, ORDER.id, said, "cancelled", by=by)
    return found


def _close(found: Disposition, state: DispositionState) -> None:
    Disposition.objects.filter(pk=found.pk).update(via=ACTION, state=state, closed_at=Now())
    found.refresh_from_db()


def _tell(row: Disposition, person_id: int, kind: str, text: str, event: str, *, by: Viewer) -> None:
    url = reverse("worklog:order", kwargs={"pk": row.pk})
    notify(person_id=person_id, kind=kind, text=text, url=url, key=f"order:{row.pk}:{event}", by=by)
