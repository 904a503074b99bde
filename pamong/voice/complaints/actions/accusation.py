"""The side of the accused: a summary without the reporter's traces, and the right to answer it."""

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.actions import _steps as steps
from pamong.voice.complaints.actions import _telling as telling
from pamong.voice.complaints.enums import StepKind
from pamong.voice.complaints.models import Complaint, Redacted
from pamong.voice.complaints.rules import texts


@transaction.atomic
def redact(*, complaint: Complaint, text: str, by: Viewer) -> Redacted:
    """Write what the accused may read, in words that do not let him recognise the reporter; he is told. Raises Refused."""
    said = texts.check_text(text)
    fresh = steps.taken(complaint)
    if fresh.accused_person_id is None:
        raise Refused(N_("Tentukan dulu pegawai yang diadukan."), code="tanpa_pegawai")
    if Redacted.objects.filter(complaint=fresh, person_id=fresh.accused_person_id).exists():
        raise Refused(N_("Ringkasan untuk pegawai ini sudah dibuat."), code="sudah_ada")
    row = Redacted.objects.add(
        via=ACTION, complaint=fresh, person_id=fresh.accused_person_id, text=said, made_by=by.user_id or 0
    )
    steps.step(fresh, StepKind.REDACTED, by=by, for_reporter=False)
    steps.acted(fresh, "redacted", by=by, summary=row.pk)
    notify(
        person_id=row.person_id,
        kind="voice.redacted",
        text=_("Ada pengaduan tentang Anda. Baca ringkasannya dan beri tanggapan."),
        url=reverse("complaints:about_me", kwargs={"pk": row.pk}),
        key=f"voice.redacted:{row.pk}",
        by=by,
    )
    return row


@transaction.atomic
def answer(*, redacted: Redacted, text: str, by: Viewer) -> Redacted:
    """The accused answers, once; whoever handles the case reads it. Raises Refused for anybody else or a second answer."""
    said = texts.check_text(text)
    row = Redacted.objects.select_for_update().get(pk=redacted.pk)
    if row.person_id != by.person_id:
        raise Refused(N_("Hanya pegawai yang bersangkutan yang dapat menanggapi."), code="bukan_pihak")
    if row.answered_at is not None:
        raise Refused(N_("Tanggapan Anda sudah tersimpan dan tidak berubah."), field="text", code="sudah_dijawab")
    row.answer, row.answered_at = said, Now()
    row.save(via=ACTION, update_fields=["answer", "answered_at"])
    audit.record(by=by, verb="complaint.accused_answered", target=row)
    fresh = steps.taken(row.complaint)
    steps.step(fresh, StepKind.NOTE, by=Viewer.system("pengaduan"), text=said, for_reporter=False)
    telling.tell(
        fresh,
        telling.responsible(fresh) | telling.officers(fresh),
        kind="voice.reporter",
        text=_("Pihak yang diadukan menanggapi pengaduan %(number)s."),
        key=f"accused:{row.pk}",
        by=by,
    )
    return row
