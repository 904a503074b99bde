"""Agreed actions: who does what until when, done or dropped, with reminders."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.dialogue import rules
from pamong.feedback.dialogue.models import FollowUp, Meeting
from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.platform.ui.formatting import long_date
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AHEAD = dt.timedelta(days=1)  # reminded the day before, and once when it is late


@transaction.atomic
def agree(
    *,
    pair: tuple[int, int],
    owner_id: int,
    title: str,
    due: dt.date,
    meeting: Meeting | None = None,
    feedback_id: int | None = None,
    by: Viewer,
) -> FollowUp:
    """Agree an action between two people (``pair``: the person concerned, the superior or giver); the owner is told.

    Raises Refused for others than the two, an owner who is neither, an empty title or a day that has passed.
    """
    person_id, superior_id = pair
    if by.person_id not in pair:
        raise Refused(N_("Hanya kedua pihak yang dapat menyepakati tindak lanjut."))
    if owner_id not in pair:
        raise Refused(N_("Penanggung jawab adalah salah satu dari kedua pihak."), field="owner")
    where = people.current_assignment(person_id)
    if where is None:
        raise Refused(N_("Pegawai ini tidak punya penempatan hari ini."))
    if meeting is not None:
        rules.check_running(meeting.state)
    row = FollowUp.objects.add(
        via=ACTION,
        person_id=person_id,
        superior_id=superior_id,
        owner_id=owner_id,
        agency_id=where.agency_id,
        meeting=meeting,
        feedback_id=feedback_id,
        title=rules.check_text(title, "title")[:200],
        due=rules.check_day(due, today(), "due"),
    )
    audit.record(by=by, verb="followup.agreed", target=row)
    text = _("Tindak lanjut untuk Anda: %(title)s, paling lambat %(day)s.")
    _tell(row, text % {"title": row.title, "day": long_date(row.due)}, f"followup.agreed:{row.pk}", row.owner_id, by)
    return row


@transaction.atomic
def finish(*, followup: FollowUp, note: str, dropped: bool = False, by: Viewer) -> FollowUp:
    """Mark an action as done (its owner or the other one), or drop it; the other one is told. Raises Refused when closed."""
    row = followup.again()
    if by.person_id not in (row.person_id, row.superior_id):
        raise Refused(N_("Hanya kedua pihak yang dapat menutup tindak lanjut ini."))
    rules.check_done(done=row.done_on is not None, cancelled=row.dropped)
    row.dropped, row.done_on = dropped, None if dropped else today()
    row.done_note = note.strip()[:300]
    row.save(via=ACTION, update_fields=["dropped", "done_on", "done_note"])
    audit.record(by=by, verb="followup.dropped" if dropped else "followup.done", target=row)
    text = _("%(name)s membatalkan tindak lanjut: %(title)s") if dropped else _("%(name)s menyelesaikan: %(title)s")
    other = row.superior_id if by.person_id == row.person_id else row.person_id
    _tell(row, text % {"name": by.name, "title": row.title}, f"followup.closed:{row.pk}", other, by)
    return row


@transaction.atomic
def remind(*, by: Viewer) -> int:
    """Remind owners the day before an action is due, and once when it is late; answers how many were told."""
    day = today()
    waiting = FollowUp.objects.filter(done_on__isnull=True, dropped=False, due__lte=day + AHEAD).order_by("pk")
    url = reverse("dialogue:home")
    notices = []
    for row in waiting.iterator():
        late = row.due < day
        text = _("Lewat tenggat: %(title)s") if late else _("Segera jatuh tempo: %(title)s")
        key = f"followup.late:{row.pk}" if late else f"followup.soon:{row.pk}"
        notices.append(Notice(row.owner_id, text % {"title": row.title}, url, key))
    return notify_many(notices=notices, kind="dialogue.followup", by=by)


def _tell(row: FollowUp, text: str, key: str, person_id: int, by: Viewer) -> bool:
    url = reverse("dialogue:home")
    return notify(person_id=person_id, kind="dialogue.followup", text=text, url=url, key=key, by=by)
