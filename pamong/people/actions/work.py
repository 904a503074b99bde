"""Putting right what stands on the clerk's work list: choose the superior or the head, or note that all is well."""

from django.db import transaction

from pamong.people.actions import _changes as changes
from pamong.people.actions import _seats as seats
from pamong.people.actions import corrections, organisation
from pamong.people.enums import Matter, Outcome
from pamong.people.models import Assignment, WorkItem
from pamong.people.queries import work as reads
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def resolve(*, item: WorkItem, chosen: Assignment, by: Viewer) -> WorkItem:
    """Take ``chosen``'s person as superior of the item's person, or as head of its unit, and tick the item off.

    Raises Refused when the item is done already, or when the choice cannot be (see organisation).
    """
    item = reads.locked_item(item)
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
    return corrections.settle(item=item, outcome=Outcome.APPLIED, answer="", person_id=chosen.person_id, by=by)


@transaction.atomic
def close(*, item: WorkItem, reason: str, by: Viewer) -> WorkItem:
    """Tick an item off without a change: the data are right as they are. Raises Refused without a reason."""
    item = reads.locked_item(item)
    if not reason.strip():
        raise Refused(N_("Tulis alasan mengapa tidak ada yang diubah."), field="reason")
    return corrections.settle(item=item, outcome=Outcome.REFUSED, answer=reason.strip()[:300], by=by)
