"""A 1-to-1 conversation: planned by either side, prepared with questions, written down."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.dialogue import rules
from pamong.feedback.dialogue.enums import LineKind, MeetingState
from pamong.feedback.dialogue.models import Line, Meeting
from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.platform.ui.formatting import long_date
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def plan(*, assignment: Assignment, day: dt.date, topic: str, by: Viewer) -> Meeting:
    """Plan a conversation: a superior with the person of ``assignment``, or that person himself with his superior of today.

    The other one is told. Raises Refused without superior, for a day that has passed, or an empty topic.
    """
    superior: int | None = by.person_id
    if by.person_id == assignment.person_id:
        superior = people.carrier_of(assignment.superior_id) if assignment.superior_id else None
    other = rules.check_pair(person_id=assignment.person_id, superior_id=superior)
    row = Meeting.objects.add(
        via=ACTION,
        person_id=assignment.person_id,
        superior_id=other,
        agency_id=assignment.agency_id,
        day=rules.check_day(day, today(), "day"),
        topic=rules.check_text(topic, "topic")[:200],
    )
    audit.record(by=by, verb="dialogue.planned", target=row)
    text = _("%(name)s mengajak Anda berdialog pada %(day)s. Siapkan pertanyaan Anda.")
    _tell(row, text % {"name": by.name, "day": long_date(row.day)}, f"dialogue.planned:{row.pk}", by)
    return row


@transaction.atomic
def add(*, meeting: Meeting, kind: str, text: str, by: Viewer) -> Line:
    """Add a question or a note; both read it at once. Raises Refused for others, an empty text, a cancelled meeting."""
    row = _of_two(meeting, by)
    rules.check_running(row.state)
    if kind not in LineKind.values:
        raise Refused(N_("Pilih pertanyaan atau catatan."), field="kind", code="nilai_tidak_dikenal")
    line = Line.objects.add(
        via=ACTION, meeting=row, author_id=by.person_id or 0, kind=kind, text=rules.check_text(text)
    )
    audit.record(by=by, verb=f"dialogue.{kind}", target=row)
    if kind == LineKind.QUESTION:
        text = _("%(name)s menyiapkan pertanyaan untuk dialog kalian.")
        _tell(row, text % {"name": by.name}, f"dialogue.questions:{row.pk}:{by.person_id}", by)
    return line


@transaction.atomic
def hold(*, meeting: Meeting, by: Viewer) -> Meeting:
    """Note that the conversation took place. Raises Refused for others, before its day, or when it was cancelled."""
    row = _of_two(meeting, by)
    rules.check_running(row.state)
    if row.day > today():
        raise Refused(N_("Dialog ini baru berlangsung %(day)s."), day=long_date(row.day))
    row.state = MeetingState.HELD
    row.save(via=ACTION, update_fields=["state"])
    audit.record(by=by, verb="dialogue.held", target=row)
    return row


@transaction.atomic
def cancel(*, meeting: Meeting, by: Viewer) -> Meeting:
    """Call a planned conversation off; the other one is told. Raises Refused for others, or when it took place."""
    row = _of_two(meeting, by)
    if row.state != MeetingState.PLANNED:
        raise Refused(N_("Hanya dialog yang direncanakan dapat dibatalkan."))
    row.state = MeetingState.CANCELLED
    row.save(via=ACTION, update_fields=["state"])
    audit.record(by=by, verb="dialogue.cancelled", target=row)
    _tell(row, _("%(name)s membatalkan dialog.") % {"name": by.name}, f"dialogue.cancelled:{row.pk}", by)
    return row


def _of_two(meeting: Meeting, by: Viewer) -> Meeting:
    row = meeting.again()
    if by.person_id not in (row.person_id, row.superior_id):
        raise Refused(N_("Hanya kedua pihak yang dapat mengubah dialog ini."))
    return row


def _tell(row: Meeting, text: str, key: str, by: Viewer) -> None:
    other = row.superior_id if by.person_id == row.person_id else row.person_id
    url = reverse("dialogue:meeting", kwargs={"pk": row.pk})
    notify(person_id=other, kind="dialogue.meeting", text=text, url=url, key=key, by=by)
