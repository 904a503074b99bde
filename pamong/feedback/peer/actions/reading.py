"""What the person, his superior and a moderator do with a summary; and the setting of the agency."""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.peer.enums import RoundState
from pamong.feedback.peer.models import Answer, PeerPolicy, Report, Subject
from pamong.feedback.peer.rules.answers import LEAST, MOST_LEAST
from pamong.feedback.peer.rules.invitations import MOST
from pamong.people import queries as people
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def share(*, subject: Subject, shared: bool, by: Viewer) -> Subject:
    """The person lets his superior read the texts of a round, or takes it back. Raises Refused for others, or too early."""
    row = Subject.objects.select_for_update(of=("self",)).select_related("round").get(pk=subject.pk)
    if by.person_id != row.person_id or row.round.state != RoundState.RELEASED:
        raise Refused(N_("Hanya pegawai yang bersangkutan yang dapat membagikan, sesudah putaran selesai."))
    row.shared = shared
    row.save(via=ACTION, update_fields=["shared"])
    audit.record(by=by, verb="peer.shared" if shared else "peer.unshared", target=row)
    superior = people.superior_of(row.person_id) if shared else None
    if superior:
        notify(
            person_id=people.carrier_of(superior),
            kind="peer.shared",
            text=_("%(name)s membagikan ringkasan umpan balik rekannya kepada Anda.") % {"name": by.name},
            url=reverse("peer:result", kwargs={"pk": row.pk}),
            key=f"peer.shared:{row.pk}",
            by=by,
        )
    return row


@transaction.atomic
def report(*, subject: Subject, answer: Answer, reason: str, by: Viewer) -> Report:
    """Report a text as insult or threat; the moderators of the agency decide. Raises Refused for a second report."""
    said = reason.strip()
    if not said:
        raise Refused(N_("Tulis mengapa teks ini tidak pantas."), field="reason")
    if Report.objects.filter(answer=answer).exists():
        raise Refused(N_("Teks ini sudah dilaporkan."))
    row = Report.objects.add(via=ACTION, answer=answer, agency_id=subject.round.agency_id, reason=said[:300])
    audit.record(by=by, verb="peer.reported", target=row)
    text = _("Ada teks umpan balik rekan yang dilaporkan tidak pantas. Putuskan: sembunyikan atau biarkan.")
    url, key = reverse("peer:moderation"), f"peer.reported:{row.pk}"
    notices = [Notice(person, text, url, key) for person in _moderators(row.agency_id) if person != subject.person_id]
    notify_many(notices=notices, kind="peer.reported", by=by)
    return row


def _moderators(agency_id: int) -> list[int]:
    """Who may decide on reports, by the permission table; never the one whose text it is about (``report``)."""
    roles = [role for role in TABLE["peerreview.moderate"].who if role.is_role]
    return sorted({person for role in roles for person in people.role_holders(role, agency_id=agency_id)})


@transaction.atomic
def moderate(*, report: Report, hide: bool, note: str, by: Viewer) -> Report:
    """Hide a reported text or let it stand, with a word why; the person is told. Who wrote it stays unknown."""
    row = Report.objects.select_for_update(of=("self",)).select_related("answer__subject").get(pk=report.pk)
    if row.hidden is not None:
        raise Refused(N_("Laporan ini sudah diputuskan."))
    if not note.strip():
        raise Refused(N_("Tulis alasan keputusan."), field="note")
    row.hidden, row.note, row.decided_by = hide, note.strip()[:300], by.user_id
    row.decided_at = Now()
    row.save(via=ACTION, update_fields=["hidden", "note", "decided_by", "decided_at"])
    audit.record(by=by, verb="peer.moderated", target=row, hidden=hide)
    subject = row.answer.subject
    notify(
        person_id=subject.person_id,
        kind="peer.moderated",
        text=_("Laporan Anda atas sebuah teks umpan balik rekan sudah diputuskan."),
        url=reverse("peer:result", kwargs={"pk": subject.pk}),
        key=f"peer.moderated:{row.pk}",
        by=by,
    )
    return row


@transaction.atomic
def set_policy(*, agency_id: int, valid_from: dt.date, least: int, most: int, by: Viewer) -> PeerPolicy:
    """Set from a day on how many answers a summary needs and how many people are asked; a record of that day is replaced."""
    if not LEAST <= least <= MOST_LEAST:
        raise Refused(
            N_("Batas tampil antara %(lowest)s dan %(highest)s jawaban."),
            field="least",
            lowest=LEAST,
            highest=MOST_LEAST,
        )
    if not least <= most <= MOST:
        raise Refused(
            N_("Yang diundang sekurangnya sebanyak batas tampil, paling banyak %(limit)s."), field="most", limit=MOST
        )
    row = PeerPolicy.objects.select_for_update().filter(agency_id=agency_id, valid_from=valid_from).first()
    row = row or PeerPolicy(agency_id=agency_id, valid_from=valid_from)
    row.least, row.most, row.set_by = least, most, by.user_id
    row.save(via=ACTION)
    audit.record(by=by, verb="peer.policy_set", target=row)
    return row
