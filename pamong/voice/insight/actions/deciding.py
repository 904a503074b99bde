"""What people do with a signal: dismiss it with a reason, or open an inquiry that ends with findings and measures."""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.insight.enums import InquiryState, SignalState
from pamong.voice.insight.models import Inquiry, InquiryNote, Signal, SignalPolicy

CHANGED = N_("Halaman ini berubah sejak dibuka. Muat ulang, periksa, lalu ulangi bila masih perlu.")


def _open_signal(signal: Signal, version: int | None) -> Signal:
    fresh: Signal = Signal.objects.select_for_update(of=("self",)).select_related("category").get(pk=signal.pk)
    if version is not None and fresh.version != version:
        raise Refused(CHANGED, code="berubah")
    if fresh.state != SignalState.NEW:
        raise Refused(N_("Sinyal ini sudah diputuskan."), code="sudah_diputuskan")
    return fresh


def _decide(signal: Signal, state: SignalState, because: str, by: Viewer) -> None:
    signal.state, signal.dismissed_because = state, because
    signal.decided_by, signal.decided_at, signal.version = by.user_id, Now(), signal.version + 1
    signal.save(via=ACTION, update_fields=["state", "dismissed_because", "decided_by", "decided_at", "version"])


def _said(text: str, field: str) -> str:
    found = text.strip()
    if len(found) < 10:
        raise Refused(N_("Tulis sedikitnya satu kalimat."), field=field, code="terlalu_pendek")
    return found


@transaction.atomic
def dismiss(*, signal: Signal, reason: str, version: int | None = None, by: Viewer) -> Signal:
    """There is nothing to look into, and why; the same matter comes back only when it has grown by half. Raises Refused."""
    because = _said(reason, "reason")
    fresh = _open_signal(signal, version)
    _decide(fresh, SignalState.DISMISSED, because, by)
    audit.record(by=by, verb="signal.dismissed", target=fresh)
    return fresh


@transaction.atomic
def open_inquiry(
    *, signal: Signal, question: str, owner: Person, due: dt.date, version: int | None = None, by: Viewer
) -> Inquiry:
    """Somebody looks into it: a question, who leads, until when. Raises Refused."""
    asked = _said(question, "question")
    day = today()
    if due < day:
        raise Refused(N_("Tanggal selesai sudah lewat. Pilih hari ini atau sesudahnya."), field="due", code="lewat")
    fresh = _open_signal(signal, version)
    _decide(fresh, SignalState.INQUIRY, "", by)
    inquiry: Inquiry = Inquiry.objects.add(
        via=ACTION, signal=fresh, question=asked, owner=owner, due=due, opened_by=by.user_id, opened_day=day
    )
    audit.record(by=by, verb="inquiry.opened", target=inquiry, signal=fresh.pk, owner=owner.pk)
    notify(
        person_id=owner.pk,
        kind="voice.inquiry",
        text=_("Anda memimpin penyelidikan pengaduan tentang %(what)s.") % {"what": fresh.category.name},
        url=reverse("insight:inquiry", kwargs={"pk": inquiry.pk}),
        key=f"voice.inquiry:{inquiry.pk}",
        by=by,
    )
    return inquiry


def _running(inquiry: Inquiry, version: int | None) -> Inquiry:
    fresh: Inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    if version is not None and fresh.version != version:
        raise Refused(CHANGED, code="berubah")
    if fresh.state != InquiryState.OPEN:
        raise Refused(N_("Penyelidikan ini sudah selesai."), code="sudah_selesai")
    return fresh


@transaction.atomic
def add_note(*, inquiry: Inquiry, text: str, by: Viewer) -> InquiryNote:
    """Write down what was found out on the way. Raises Refused."""
    said = _said(text, "text")
    fresh = _running(inquiry, None)
    note: InquiryNote = InquiryNote.objects.add(
        via=ACTION, inquiry=fresh, text=said, person_id=by.person_id, day=today()
    )
    audit.record(by=by, verb="inquiry.noted", target=fresh)
    return note


@transaction.atomic
def close(*, inquiry: Inquiry, findings: str, measures: str, version: int | None = None, by: Viewer) -> Inquiry:
    """The inquiry ends with what was found and what is done about it. Raises Refused."""
    found, done = _said(findings, "findings"), _said(measures, "measures")
    fresh = _running(inquiry, version)
    fresh.state, fresh.findings, fresh.measures, fresh.closed_day = InquiryState.CLOSED, found, done, today()
    fresh.version += 1
    fresh.save(via=ACTION, update_fields=["state", "findings", "measures", "closed_day", "version"])
    audit.record(by=by, verb="inquiry.closed", target=fresh)
    return fresh


@transaction.atomic
def set_policy(*, valid_from: dt.date, numbers: dict[str, int], by: Viewer) -> SignalPolicy:
    """Choose the numbers from a day on; past ones stay as they were. Raises Refused."""
    if valid_from < today():
        raise Refused(N_("Berlaku paling cepat hari ini."), field="valid_from", code="lewat")
    row = SignalPolicy.objects.filter(valid_from=valid_from).first() or SignalPolicy(valid_from=valid_from)
    for name, value in numbers.items():
        setattr(row, name, value)
    row.save(via=ACTION)
    audit.record(by=by, verb="signal.policy_set", target=row, **numbers)
    return row
