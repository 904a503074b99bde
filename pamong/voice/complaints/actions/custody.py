"""Custody: public keys, and the opening of a sealed identity by two people. What was sealed is never read here."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.platform.privacy import sealing
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints.enums import UnsealState
from pamong.voice.complaints.models import Complaint, CustodianKey, Unsealing
from pamong.voice.complaints.queries import custody as queries
from pamong.voice.complaints.rules import texts


@transaction.atomic
def add_key(*, holder: int, label: str, public_key: bytes, by: Viewer) -> CustodianKey:
    """Register the public key of a holder (1 outer, 2 inner); the former key of that place retires. Raises Refused.

    What was sealed before stays readable with the former private keys only: they are kept as long as those cases are.
    """
    if holder not in (1, 2):
        raise Refused(N_("Pilih pemegang pertama atau kedua."), field="holder", code="nilai_tidak_dikenal")
    if len(public_key) != sealing.PUBLIC_BYTES:
        raise Refused(
            N_("Kunci publik terdiri dari 64 angka dan huruf a–f. Salin seluruh barisnya."),
            field="public_key",
            code="kunci",
        )
    if not label.strip():
        raise Refused(N_("Tulis siapa pemegangnya, misalnya jabatan."), field="label", code="wajib")
    finger = sealing.fingerprint(public_key)
    if CustodianKey.objects.filter(fingerprint=finger).exists():
        raise Refused(N_("Kunci ini sudah pernah didaftarkan."), field="public_key", code="sudah_ada")
    valid = CustodianKey.objects.select_for_update().filter(retired_at__isnull=True)
    if by.user_id is not None and any(key.added_by == by.user_id for key in valid if key.holder != holder):
        raise Refused(
            N_(
                "Kunci pemegang yang lain Anda daftarkan sendiri. Minta kustodian lain atau inspektur mendaftarkan kunci "
                "ini, agar tidak seorang pun menguasai keduanya."
            ),
            code="orang_sama",
        )
    CustodianKey.objects.filter(holder=holder, retired_at__isnull=True).update(via=ACTION, retired_at=Now())
    row = CustodianKey.objects.add(
        via=ACTION,
        holder=holder,
        label=label.strip()[:120],
        public_key=public_key,
        fingerprint=finger,
        added_by=by.user_id,
    )
    audit.record(by=by, verb="custody.key_added", target=row, holder=holder, fingerprint=finger)
    text = _("Kunci pemegang %(holder)s diganti: %(label)s. Cocokkan sidiknya lewat telepon.")
    _tell(text % {"holder": holder, "label": row.label}, f"voice.custodian_key:{row.pk}", by=by)
    return row


@transaction.atomic
def ask(*, complaint: Complaint, reason: str, by: Viewer) -> Unsealing:
    """A custodian asks to open an identity; somebody else has to approve. Raises Refused."""
    said = texts.check_reason(reason, "reason")
    if Unsealing.objects.filter(complaint=complaint, state=UnsealState.ASKED).exists():
        raise Refused(N_("Sudah ada permintaan yang menunggu untuk laporan ini."), code="sudah_ada")
    row = Unsealing.objects.add(
        via=ACTION, complaint=complaint, reason=said, asked_by=by.user_id or 0, asked_by_name=by.name[:150]
    )
    audit.record(by=by, verb="custody.asked", target=row, reason=said)
    text = _("Permintaan membuka identitas pelapor menunggu persetujuan orang kedua.")
    _tell(text, f"voice.unsealing:{row.pk}", by=by)
    return row


def _tell(text: str, key: str, *, by: Viewer) -> None:
    """Everybody with a part in custody hears of it."""
    others = set(people.role_holders(Who.CUSTODIAN)) | set(people.role_holders(Who.INSPECTOR))
    notices = [Notice(person_id, text, reverse("complaints:custody"), key) for person_id in sorted(others)]
    notify_many(notices=notices, kind="voice.unsealing", by=by)


@transaction.atomic
def decide(*, unsealing: Unsealing, approve: bool, by: Viewer) -> Unsealing:
    """The second person approves or refuses; never the one who asked. Raises Refused."""
    row = Unsealing.objects.select_for_update().get(pk=unsealing.pk)
    if row.state != UnsealState.ASKED:
        raise Refused(N_("Permintaan ini sudah diputuskan."), code="sudah_diputuskan")
    if row.asked_by == by.user_id:
        raise Refused(N_("Permintaan sendiri harus diputuskan orang lain."), code="orang_sama")
    row.state = UnsealState.APPROVED if approve else UnsealState.REFUSED
    row.decided_by, row.decided_by_name, row.decided_at = by.user_id, by.name[:150], Now()
    row.save(via=ACTION, update_fields=["state", "decided_by", "decided_by_name", "decided_at"])
    audit.record(by=by, verb=f"custody.{row.state}", target=row)
    return row


@transaction.atomic
def fetch(*, unsealing: Unsealing, by: Viewer) -> bytes:
    """Hand out the sealed bytes of an approved wish, to be opened outside with both keys; each time is recorded."""
    row = Unsealing.objects.select_for_update().get(pk=unsealing.pk)
    if row.state != UnsealState.APPROVED:
        raise Refused(N_("Permintaan ini belum disetujui orang kedua."), code="belum_disetujui")
    sealed = queries.sealed_bytes(row)
    Unsealing.objects.filter(pk=row.pk).update(via=ACTION, fetched=F("fetched") + 1)
    audit.record(by=by, verb="custody.fetched", target=row)
    return sealed
