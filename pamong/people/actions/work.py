"""Putting right what stands on the clerk's work list: choose the superior or the head, or note that all is well."""

from typing import Any

from django.db import transaction

from pamong.people.actions import _changes as changes
from pamong.people.actions import _seats as seats
from pamong.people.actions import organisation
from pamong.people.enums import Matter
from pamong.people.models import Assignment, WorkItem
from pamong.people.queries import work as reads
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def resolve(*, item: WorkItem, chosen: Assignment, by: Viewer) -> WorkItem:
    """Take ``chosen``'s person as superior of the item's person, or as head of its unit, and tick the item off.

    Raises Refused when the item is done already, or when the choice cannot be (see organisation).
    """
    item = _locked(item)
    if item.matter == Matter.UNIT_WITHOUT_HEAD and item.unit:
        made = organisation.set_head(unit=item.unit, person=chosen.person, by=by)
        changes.tell(seats.follow(head=made, day=today(item.agency.time_zone)), cause="superior", by=by)
    else:
        post = reads.present_post(item)
        if post is None:
            raise Refused(
                N_("Pegawai ini tidak punya penempatan yang berlaku hari ini. Impor atau isi penempatannya dulu.")
            )
        organisation.set_superior(assignment=post, superior=chosen.person, by=by)
    return _done(item, "workitem.resolved", by, person=chosen.person_id)


@transaction.atomic
def close(*, item: WorkItem, reason: str, by: Viewer) -> WorkItem:
    """Tick an item off without a change: the data are right as they are. Raises Refused without a reason."""
    item = _locked(item)
    if not reason.strip():
        raise Refused(N_("Tulis alasan mengapa tidak ada yang diubah."), field="reason")
    return _done(item, "workitem.closed", by, reason=reason.strip()[:300])


def _locked(item: WorkItem) -> WorkItem:
    locked = WorkItem.objects.select_for_update().filter(pk=item.pk, done_at__isnull=True).first()
    if locked is None:
        raise Refused(N_("Pekerjaan ini sudah diselesaikan orang lain."))
    return locked


def _done(item: WorkItem, verb: str, by: Viewer, **detail: Any) -> WorkItem:
    item.done_at, item.done_by_id = now(), by.user_id
    item.save(update_fields=["done_at", "done_by"])
    audit.record(by=by, verb=verb, target=item, **detail)
    return item
