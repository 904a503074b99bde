"""Writes about texts that repeat: the employee's word, and the superior's note that he has read it."""

from django.db import transaction

from pamong.people import queries as people
from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.models import Entry, RepeatAnswer


@transaction.atomic
def answer_repeat(*, fingerprint: str, answer: str, by: Viewer) -> RepeatAnswer:
    """Say why one's own text is the same so often; a new word replaces the former. Raises NotVisible, Refused."""
    if by.person_id is None:
        raise NotAllowed
    if not answer.strip():
        raise Refused(N_("Tulis penjelasan singkat."), field="answer")
    row = _row(by.person_id, fingerprint)
    row.answer, row.answered_at = answer.strip()[:500], now()
    row.seen_by_id, row.seen_at = None, None
    row.save(via=ACTION, update_fields=["answer", "answered_at", "seen_by", "seen_at"])
    audit.record(by=by, verb="worklog.repeat_answered", target=row)
    return row


@transaction.atomic
def mark_repeat_seen(*, person_id: int, fingerprint: str, by: Viewer) -> RepeatAnswer:
    """The superior has talked about it or finds it in order; it leaves his list until the text comes again."""
    if by.person_id is None or not people.direct_reports(by, on=today()).filter(person_id=person_id).exists():
        raise NotVisible
    row = _row(person_id, fingerprint)
    row.seen_by_id, row.seen_at = by.person_id, now()
    row.save(via=ACTION, update_fields=["seen_by", "seen_at"])
    audit.record(by=by, verb="worklog.repeat_seen", target=row, person=person_id)
    return row


def _row(person_id: int, fingerprint: str) -> RepeatAnswer:
    found = RepeatAnswer.objects.select_for_update().filter(person_id=person_id, fingerprint=fingerprint).first()
    if found is not None:
        return found
    written = Entry.objects.filter(person_id=person_id, fingerprint=fingerprint).order_by("-day", "-pk").first()
    if written is None:
        raise NotVisible
    return RepeatAnswer.objects.add(via=ACTION, person_id=person_id, fingerprint=fingerprint, text=written.text)
