"""Writes of the perjanjian kinerja: drawn up, signed by the agency head, then by the head of region; versions are kept."""

import hashlib
import secrets

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.files import actions as files
from pamong.platform.files import pdf
from pamong.platform.files.enums import FileKind
from pamong.platform.guard import ACTION
from pamong.programmes.enums import AgreementState
from pamong.programmes.models import Agreement
from pamong.programmes.queries.agreements import (
    agencies_to_promise,
    agreements,
    content_hash,
    document,
    drawn,
    frozen,
)
from pamong.programmes.rules import agreement as rules
from pamong.rulebook import codes
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

OPEN = (AgreementState.DRAFT, AgreementState.SIGNED)


def _locked(by: Viewer, policy: str, pk: int) -> Agreement:
    row = agreements(by, policy).filter(pk=pk).annotate(moment=Now()).select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible
    return row


@transaction.atomic
def prepare_agreement(*, agency_id: int, year: int, by: Viewer, reason: str = "") -> Agreement:
    """Begin the agreement of a year, or a new version of one in force (with a reason). Raises NotVisible, Refused."""
    agency = agencies_to_promise(by).filter(pk=agency_id).select_for_update().first()
    if agency is None:
        raise NotVisible
    rows = Agreement.objects.filter(agency_id=agency_id, year=year)
    rules.check_new_version(
        open_one=rows.filter(state__in=OPEN).exists(),
        in_force=rows.filter(state=AgreementState.AGREED).exists(),
        reason=reason,
    )
    if not drawn(agency_id, year)["plan"]:
        raise Refused(
            N_("Belum ada Renstra yang mencakup tahun %(year)s."), year=year, field="year", code="tanpa_renstra"
        )
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Agreement.objects.add(via=ACTION, agency_id=agency_id, year=year, number=number, reason=reason.strip())
    audit.record(by=by, verb="agreement.prepared", target=row)
    return row


@transaction.atomic
def sign_agreement(*, pk: int, seen: str, by: Viewer) -> Agreement:
    """The agency head (or his Plt/Plh) signs what he read: ``seen`` is the digest of it. The content is frozen.

    Raises NotVisible, Refused, Conflict when the Renstra changed meanwhile.
    """
    row = _locked(by, "agreement.sign", pk)
    if by.person_id is None:
        raise NotAllowed
    content = drawn(row.agency_id, row.year)
    rules.check_can_sign(row.state, content)
    if content_hash(content) != seen:
        raise Conflict(mine={}, theirs={_("Renstra"): _("berubah sejak Anda membuka halaman ini")})
    row.content = frozen(row, by.person_id, today())
    row.content_hash = content_hash(row.content)
    row.state, row.head_id, row.returned_note = AgreementState.SIGNED, by.person_id, ""
    row.head_signed_at = row.moment  # type: ignore[attr-defined]  # annotated above
    _save(row, "content", "content_hash", "state", "head", "head_signed_at", "returned_note")
    audit.record(by=by, verb="agreement.signed", target=row, sha256=row.content_hash)
    return row


@transaction.atomic
def approve_agreement(*, pk: int, seen: str, base_url: str, by: Viewer) -> Agreement:
    """The head of region signs what the agency head signed (``seen``: its digest); the PDF with check code is made, an older
    version is replaced. Raises NotVisible, Refused, Conflict.
    """
    row = _locked(by, "agreement.countersign", pk)
    rules.check_waits_for_leader(row.state)
    if row.content_hash != seen:
        raise Conflict(mine={}, theirs={_("Perjanjian"): _("berubah sejak Anda membuka halaman ini")})
    older = Agreement.objects.filter(agency_id=row.agency_id, year=row.year, state=AgreementState.AGREED)
    older.update(via=ACTION, state=AgreementState.REPLACED)
    row.state, row.leader_name, row.leader_user_id = AgreementState.AGREED, by.name[:150], by.user_id
    row.leader_signed_at = row.moment  # type: ignore[attr-defined]  # annotated above
    row.check_code = codes.from_bytes(secrets.token_bytes(13))
    code = codes.grouped(row.check_code)
    url = base_url + reverse("programmes:verify", kwargs={"code": code})
    made = pdf.render("programmes/agreement.typ", document(row, code=code, url=url))
    name = f"Perjanjian kinerja {row.year} versi {row.number}.pdf"
    row.pdf = files.keep(made, kind=FileKind.PDF, name=name, by=by, purpose="programmes.agreement")
    row.sha256 = hashlib.sha256(made).hexdigest()
    _save(row, "state", "leader_name", "leader_user", "leader_signed_at", "check_code", "pdf", "sha256")
    audit.record(by=by, verb="agreement.approved", target=row, sha256=row.sha256)
    return row


@transaction.atomic
def return_agreement(*, pk: int, note: str, by: Viewer) -> Agreement:
    """The head of region gives it back with a note; the agency head signs anew. Raises NotVisible, Refused."""
    row = _locked(by, "agreement.countersign", pk)
    rules.check_waits_for_leader(row.state)
    if not note.strip():
        raise Refused(N_("Tulis apa yang perlu diperbaiki."), field="note")
    row.state, row.content, row.content_hash = AgreementState.DRAFT, None, ""
    row.head, row.head_signed_at, row.returned_note = None, None, note.strip()
    _save(row, "state", "content", "content_hash", "head", "head_signed_at", "returned_note")
    audit.record(by=by, verb="agreement.returned", target=row, note=note.strip())
    return row


def _save(row: Agreement, *fields: str) -> None:
    row.version += 1
    row.save(via=ACTION, update_fields=[*fields, "version"])
