"""What an employee reports about his own personnel data; a clerk puts it right (UU 27/2022 Ps. 6 and 30)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.actions import careers, organisation
from pamong.people.enums import Matter, Outcome
from pamong.people.models import Person, Unit, WorkItem
from pamong.people.queries import work as reads
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

DAYS_TO_ANSWER = 3  # 3 × 24 hours to correct personal data and tell the result (UU 27/2022 Ps. 30)


@dataclass(frozen=True)
class Proposal:
    """What the reporter says would be right; nothing where he does not know."""

    superior: Person | None = None
    unit: Unit | None = None
    since: dt.date | None = None


@transaction.atomic
def report_wrong_superior(*, text: str, by: Viewer, proposal: Proposal | None = None) -> WorkItem:
    """Put "my superior or unit is wrong" on the work list: one open report per person, for the clerk of his agency.

    Raises Refused while an earlier one is open or for oneself as superior, NotVisible for an account without a person
    or an assignment.
    """
    posting = queries.current_assignment(by.person_id) if by.person_id else None
    if posting is None:
        raise NotVisible
    wanted = proposal or Proposal()
    if wanted.superior and wanted.superior.pk == posting.person_id:
        raise Refused(N_("Seseorang tidak dapat menjadi atasan bagi dirinya sendiri."), field="superior")
    values = {
        "agency_id": posting.agency_id,
        "person_id": posting.person_id,
        "unit": None,
        "matter": Matter.WRONG_SUPERIOR,
    }
    Person.objects.select_for_update().get(pk=posting.person_id)
    if WorkItem.objects.filter(**values, done_at__isnull=True).exists():
        raise Refused(
            N_("Laporan Anda yang terdahulu masih dikerjakan. Tunggu jawabannya, atau hubungi admin kepegawaian."),
            field="text",
        )
    item = WorkItem.objects.create(
        **values, detail=text.strip()[:300], proposed_superior=wanted.superior, proposed_unit=wanted.unit,
        proposed_since=wanted.since, due_on=today(posting.agency.time_zone) + dt.timedelta(days=DAYS_TO_ANSWER),
    )  # fmt: skip
    audit.record(by=by, verb="correction.reported", target=item)
    return item


@transaction.atomic
def apply_proposal(*, item: WorkItem, since: dt.date, decree: str, by: Viewer) -> WorkItem:
    """Apply what the reporter proposed: a new dated post in the unit, or another superior from a day on; he is told.

    Raises Refused when nothing was proposed, the item is done, or the change cannot be (field named).
    """
    item = reads.locked_item(item)
    post = reads.present_post(item)
    if post is None or not (item.proposed_superior_id or item.proposed_unit_id):
        raise Refused(N_("Laporan ini tidak memuat usulan. Pilih atasannya, atau pakai Mutasi."))
    if item.proposed_unit and item.proposed_unit_id != post.unit_id:
        new = careers.NewPost(
            unit=item.proposed_unit, title=post.position_title, kind=post.position_kind, level=post.position_level,
            superior=item.proposed_superior,
        )  # fmt: skip
        careers.move(person=post.person, post=new, day=since, decree=decree, by=by)
    elif item.proposed_superior:
        organisation.set_superior(assignment=post, superior=item.proposed_superior, since=since, by=by)
    return settle(item=item, outcome=Outcome.APPLIED, answer="", by=by)


@transaction.atomic
def settle(*, item: WorkItem, outcome: Outcome, answer: str, by: Viewer, person_id: int | None = None) -> WorkItem:
    """Note how an item ended; whoever reported it hears of it."""
    done = item
    done.done_at, done.done_by_id, done.outcome, done.answer = now(), by.user_id, outcome, answer[:300]
    done.save(update_fields=["done_at", "done_by", "outcome", "answer"])
    verb = "workitem.closed" if outcome == Outcome.REFUSED else "workitem.resolved"
    detail: dict[str, Any] = {"reason": answer} if outcome == Outcome.REFUSED else {"person": person_id}
    audit.record(by=by, verb=verb, target=done, **detail)
    if done.matter == Matter.WRONG_SUPERIOR and done.person_id:
        text = (
            _("Laporan Anda sudah diperbaiki.")
            if outcome == Outcome.APPLIED
            else _("Laporan Anda tidak diubah: %s") % answer
        )
        url = f"{reverse('people:my_data')}#laporan"
        notify(
            person_id=done.person_id, kind="correction.answered", text=text, url=url,
            key=f"correction.answered:{done.pk}", by=by,
        )  # fmt: skip
    return done
