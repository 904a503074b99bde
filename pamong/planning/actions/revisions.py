"""Writes of a revision: begun with a reason, drafted beside the plan in force, agreed by both, the old version archived."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.planning.actions.content import let_wait, write_results
from pamong.planning.enums import NoteKind, RevisionReason, RevisionState, SkpState
from pamong.planning.events import SkpRevised
from pamong.planning.models import DialogueNote, Skp, SkpRevision, SkpVersion
from pamong.planning.queries.content import annexes_of, content, frozen_content, plain_results
from pamong.planning.queries.revisions import changes, gaps_of, open_revision, revised
from pamong.planning.queries.skps import locked_skp, moment_of
from pamong.planning.rules import freeze, plain, revisions, smart
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def start_revision(*, skp_id: int, reason: str, explanation: str, in_force_from: dt.date, by: Viewer) -> SkpRevision:
    """Begin to change an agreed plan for a reason of PP 30/2019 Ps. 28(2); the agreed version stays in force meanwhile.

    Either side may begin; the employee drafts. Raises NotVisible, Refused (field).
    """
    skp = locked_skp(by, "skp.revise", skp_id)
    if skp.state != SkpState.AGREED:
        raise Refused(N_("Hanya SKP yang sudah disetujui yang direvisi. Draf dapat langsung diubah."), code="belum")
    if not explanation.strip():
        raise Refused(N_("Jelaskan apa yang berubah dan mengapa."), field="explanation")
    revisions.check_day(in_force_from, starts=skp.starts, ends=skp.ends, in_force_from=skp.in_force_from)
    if open_revision(skp.pk) is not None:
        raise Refused(N_("Revisi SKP ini sedang berjalan. Selesaikan atau batalkan dahulu."), code="sudah_ada")
    drafted = {"results": plain.as_json(plain_results(content(skp.pk))), "annexes": annexes_of(skp)}
    row = SkpRevision.objects.add(
        via=ACTION,
        skp=skp,
        number=skp.number + 1,
        reason=RevisionReason(reason),
        explanation=explanation.strip(),
        in_force_from=in_force_from,
        content=drafted,
    )
    audit.record(by=by, verb="revision.started", target=row, reason=reason)
    if by.person_id != skp.person_id:
        text = _("%(name)s memulai revisi SKP Anda. Ubah isinya, lalu ajukan.") % {"name": by.name}
        _tell(row, skp.person_id, "planning.revision", text, by)
    return row


def _tell(row: SkpRevision, person_id: int | None, kind: str, text: str, by: Viewer) -> None:
    if person_id is None:
        return
    url = reverse("planning:revision", args=[row.skp_id])
    if row.state in (RevisionState.AGREED, RevisionState.CANCELLED):
        url = reverse("planning:versions", args=[row.skp_id])
    notify(person_id=person_id, kind=kind, text=text, url=url, key=f"{kind}:{row.pk}:{row.version}", by=by)


def _locked(by: Viewer, policy: str, skp_id: int, version: int | None) -> tuple[Skp, SkpRevision]:
    skp = locked_skp(by, policy, skp_id)
    row = open_revision(skp.pk)
    if row is None:
        raise NotVisible
    if version is not None and version != row.version:
        raise Conflict(mine={_("Versi yang Anda buka"): str(version)}, theirs={_("Versi sekarang"): str(row.version)})
    return skp, row


def _save(row: SkpRevision, *fields: str) -> None:
    row.version += 1
    row.save(via=ACTION, update_fields=[*fields, "version"])


@transaction.atomic
def save_revision(
    *,
    skp_id: int,
    results: Sequence[plain.Result],
    annexes: Mapping[str, str],
    by: Viewer,
    version: int | None = None,
) -> SkpRevision:
    """Keep what the revised plan shall say; incomplete is fine while it is a draft. Raises NotVisible, Refused, Conflict."""
    _skp, row = _locked(by, "skp.edit", skp_id, version)
    revisions.check_editable(row.state)
    row.content = {"results": plain.as_json(results), "annexes": {n: annexes.get(n, "") for n in plain.ANNEXES}}
    _save(row, "content")
    audit.record(by=by, verb="revision.saved", target=row)
    return row


@transaction.atomic
def submit_revision(*, skp_id: int, by: Viewer) -> SkpRevision:
    """Hand the revision to the present superior. Raises NotVisible, Refused (nothing changed, or the check blocks)."""
    skp, row = _locked(by, "skp.submit", skp_id, None)
    row.state = revisions.move(row.state, "submit")
    if not changes(skp, row):
        raise Refused(N_("Revisi ini belum mengubah apa pun. Ubah isinya dahulu, atau batalkan revisi."), code="sama")
    blocking = smart.blocking(gaps_of(skp, row))
    if blocking:
        raise Refused(blocking[0].msgid, code=blocking[0].code, field=None, **blocking[0].params)
    posting = people.posting_of(skp.person_id)
    if posting is not None and posting.superior_id not in (None, skp.assessor_id):
        skp.assessor_id = posting.superior_id
        skp.save(via=ACTION, update_fields=["assessor"])
    row.submitted_at = moment_of(skp)
    _save(row, "state", "submitted_at")
    audit.record(by=by, verb="revision.submitted", target=row)
    carrier = people.carrier_of(skp.assessor_id) if skp.assessor_id else None
    text = _("%(name)s mengajukan revisi SKP untuk Anda periksa.") % {"name": by.name}
    _tell(row, carrier, "planning.revision_submitted", text, by)
    return row


@transaction.atomic
def withdraw_revision(*, skp_id: int, by: Viewer) -> SkpRevision:
    """Take a submitted revision back to a draft. Raises NotVisible, Refused."""
    _skp, row = _locked(by, "skp.submit", skp_id, None)
    row.state = revisions.move(row.state, "withdraw")
    _save(row, "state")
    audit.record(by=by, verb="revision.withdrawn", target=row)
    return row


@transaction.atomic
def cancel_revision(*, skp_id: int, by: Viewer) -> SkpRevision:
    """Give the revision up, by either side: the agreed version stays in force as it is. Raises NotVisible, Refused."""
    skp, row = _locked(by, "skp.revise", skp_id, None)
    row.state = revisions.move(row.state, "cancel")
    _save(row, "state")
    audit.record(by=by, verb="revision.cancelled", target=row)
    text = _("%(name)s membatalkan revisi SKP. Versi yang disetujui tetap berlaku.") % {"name": by.name}
    other = skp.person_id
    if by.person_id == skp.person_id:
        other = people.carrier_of(skp.assessor_id) if skp.assessor_id and row.submitted_at else 0
    _tell(row, other or None, "planning.revision", text, by)
    return row


@transaction.atomic
def return_revision(*, skp_id: int, note: str, by: Viewer, version: int | None = None) -> SkpRevision:
    """Give the revision back with what to change. Raises NotVisible, Refused (field ``note``), Conflict."""
    skp, row = _locked(by, "skp.decide", skp_id, version)
    row.state = revisions.move(row.state, "return")
    if not note.strip():
        raise Refused(N_("Tulis apa yang perlu diperbaiki, supaya pegawai tahu langkahnya."), field="note")
    _save(row, "state")
    _note(skp, by, NoteKind.RETURN, note)
    audit.record(by=by, verb="revision.returned", target=row)
    text = _("Revisi SKP Anda dikembalikan dengan catatan. Baca dan perbaiki.")
    _tell(row, skp.person_id, "planning.revision_decided", text, by)
    return row


def _note(skp: Skp, by: Viewer, kind: NoteKind, text: str) -> None:
    if text.strip() and by.person_id is not None:
        DialogueNote.objects.add(via=ACTION, skp=skp, author_id=by.person_id, kind=kind, text=text.strip())


@transaction.atomic
def agree_revision(*, skp_id: int, by: Viewer, note: str = "", version: int | None = None) -> Skp:
    """Agree to the revision: the version in force is archived as it was frozen, the plan takes the new content and digest.

    Rows that stay keep their ids, so that evidence goes on pointing to them; what is dropped stays stored. Raises
    NotVisible, Refused, Conflict.
    """
    skp, row = _locked(by, "skp.decide", skp_id, version)
    row.state = revisions.move(row.state, "agree")
    decider = skp.assessor_id if by.is_system else by.person_id
    if decider is None:
        raise NotAllowed
    revisions.check_day(row.in_force_from, starts=skp.starts, ends=skp.ends, in_force_from=skp.in_force_from)
    _archive(skp, row.in_force_from)
    results, annexes = revised(row)
    write_results(skp=skp, results=results, by=by, remove_others=True, drop_on=row.in_force_from)
    _refreeze(skp, row, annexes, decider)
    row.decided_at, row.decided_by_id = moment_of(skp), decider
    _save(row, "state", "decided_at", "decided_by")
    _note(skp, by, NoteKind.AGREE, note)
    audit.record(by=by, verb="revision.agreed", target=row, content_hash=skp.content_hash)
    _tell(row, skp.person_id, "planning.revision_decided", _("Revisi SKP Anda disetujui."), by)
    publish(SkpRevised(skp.pk, row.in_force_from, by))
    text = _("Hasil kerja pimpinan “%(title)s” tidak ada lagi. Kaitkan hasil kerja Anda dengan yang lain.")
    url, waits = reverse("planning:waiting"), f"planning.waits:%s:{row.pk}"
    notices = [
        Notice(orphan.skp.person_id, text % {"title": orphan.title}, url, waits % orphan.pk)
        for orphan in let_wait(of=skp, by=by)
    ]
    notify_many(notices=notices, kind="planning.linked", by=by)
    return skp


def _archive(skp: Skp, until: dt.date) -> None:
    SkpVersion.objects.add(
        via=ACTION,
        skp=skp,
        number=skp.number,
        frozen=skp.frozen,
        content_hash=skp.content_hash,
        agreed_at=skp.agreed_at,
        agreed_by_id=skp.agreed_by_id,
        starts=skp.in_force_from or skp.starts,
        ends=until - ONE_DAY,
    )


def _refreeze(skp: Skp, row: SkpRevision, annexes: Mapping[str, str], decider: int) -> None:
    """Both sides as they are today, the content as it is now, and the digest of it all."""
    for name in plain.ANNEXES:
        setattr(skp, name, annexes.get(name, ""))
    acting_for = skp.assessor_id if decider != skp.assessor_id else None
    day = timezone.localdate(moment_of(skp))
    sides = people.snapshots(skp.person_id, decider, *([acting_for] if acting_for else []), on=day)
    frozen: dict[str, Any] = {
        "employee": sides[skp.person_id],
        "assessor": sides[acting_for or decider],
        "acting": sides[decider] if acting_for else None,
        "content": frozen_content(skp, content(skp.pk)),
        "revision": {
            "number": row.number,
            "reason": row.reason,
            "explanation": row.explanation,
            "in_force_from": row.in_force_from.isoformat(),
        },
    }
    skp.frozen, skp.content_hash = frozen, freeze.digest(frozen)
    skp.number, skp.in_force_from = row.number, row.in_force_from
    skp.agreed_at, skp.agreed_by_id = moment_of(skp), decider
    skp.version += 1
    fields = ["frozen", "content_hash", "number", "in_force_from", "agreed_at", "agreed_by", "version"]
    skp.save(via=ACTION, update_fields=[*fields, *plain.ANNEXES])
