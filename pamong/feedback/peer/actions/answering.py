"""An invited person answers, or says that he should not."""

from django.conf import settings
from django.db import transaction

from pamong.feedback.peer.actions._locks import locked
from pamong.feedback.peer.enums import Left, RoundState
from pamong.feedback.peer.models import Invitation, RoundKey, SealedBox, Subject, UsedInvitation
from pamong.feedback.peer.rules import box
from pamong.feedback.peer.rules.answers import Said, checked
from pamong.feedback.peer.rules.invitations import check_reason
from pamong.planning.queries import conduct_values
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def answer(*, invitation: Invitation, said: Said, by: Viewer) -> None:
    """Put an answer into the sealed box of the person it is about, and mark the invitation as used.

    Deliberately without audit entry, fact, notice or result: see docs/adr/0020. Raises Refused outside of the days of the
    round, for somebody else's, an ended or a used invitation, and for an answer that says nothing.
    """
    subject = locked(invitation.subject_id)
    _check(invitation, subject, by)
    content = checked(said, [value for value, _label in conduct_values()])
    key = box.unwrapped(bytes(RoundKey.objects.get(round_id=subject.round_id).sealed), settings.SECRET_KEY)
    standing = Invitation.objects.filter(subject=subject, relation=invitation.relation, left=Left.NONE)
    used = UsedInvitation.objects.filter(invitation__subject=subject, invitation__relation=invitation.relation).count()
    slots = max(standing.count(), used + 1)
    held = SealedBox.objects.filter(subject=subject, relation=invitation.relation).first()
    if held is None:
        held = SealedBox(subject=subject, relation=invitation.relation, content=box.empty(key, slots))
    held.content = box.put(key, box.widened(key, bytes(held.content), slots), content)
    held.save(via=ACTION)
    UsedInvitation.objects.add(via=ACTION, invitation=invitation)


@transaction.atomic
def decline(*, invitation: Invitation, reason: str, by: Viewer) -> Invitation:
    """An invited person steps back because of a conflict of interest; later rounds do not ask him about this person."""
    subject = locked(invitation.subject_id)
    _check(invitation, subject, by, early=True)
    invitation.left, invitation.left_reason = Left.DECLINED, check_reason(reason)
    invitation.save(via=ACTION, update_fields=["left", "left_reason"])
    audit.record(by=by, verb="peer.declined", target=invitation)
    return invitation


def _check(invitation: Invitation, subject: Subject, by: Viewer, *, early: bool = False) -> None:
    if invitation.giver_id != by.person_id or invitation.left:
        raise Refused(N_("Undangan ini tidak berlaku lagi."))
    if UsedInvitation.objects.filter(invitation=invitation).exists():
        raise Refused(
            N_("Anda sudah menjawab. Jawaban tidak dapat diubah: sistem tidak tahu jawaban mana yang milik Anda.")
        )
    day, of = today(), subject.round
    begun = early or of.starts <= day
    if of.state != RoundState.OPEN or not begun or day > of.ends:
        raise Refused(N_("Putaran ini tidak sedang menerima jawaban."))
