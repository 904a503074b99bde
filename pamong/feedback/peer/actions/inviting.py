"""The person and his superior may bring somebody in, or keep somebody out who is in conflict."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.peer.actions._locks import locked
from pamong.feedback.peer.enums import Left, Origin, Relation, RoundState
from pamong.feedback.peer.models import Invitation, Subject, UsedInvitation
from pamong.feedback.peer.rules.invitations import check_may_propose, check_reason
from pamong.people import queries as people
from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def propose(*, subject: Subject, giver: Person, by: Viewer) -> Invitation:
    """Invite one more person about somebody; he is told. Raises Refused for the person himself, his superior, a second
    invitation, too many, or a round that is over."""
    about = _running(subject)
    standing = Invitation.objects.filter(subject=about)
    check_may_propose(
        about=about.person_id,
        giver=giver.pk,
        superior=people.superior_of(about.person_id),
        already=standing.filter(giver=giver).exists(),
        count=standing.filter(left=Left.NONE).count(),
    )
    below = people.superior_of(giver.pk) == about.person_id
    row = Invitation.objects.add(
        via=ACTION,
        subject=about,
        giver=giver,
        relation=Relation.REPORT if below else Relation.PEER,
        origin=Origin.SELF if by.person_id == about.person_id else Origin.SUPERIOR,
    )
    audit.record(by=by, verb="peer.proposed", target=row)
    notify(
        person_id=giver.pk,
        kind="peer.invited",
        text=_("Anda diundang memberi umpan balik rekan dalam putaran “%(title)s”.") % {"title": about.round.title},
        url=reverse("peer:mine"),
        key=f"peer.invited:{about.round_id}",
        by=by,
    )
    return row


@transaction.atomic
def exclude(*, subject: Subject, invitation_id: int, reason: str, by: Viewer) -> Invitation:
    """Keep out somebody who is in conflict. The person himself cannot keep out those he leads. Raises Refused when the
    invitation was used: an anonymous answer cannot be found again."""
    about = _running(subject)
    row = Invitation.objects.select_for_update().filter(subject=about, pk=invitation_id, left=Left.NONE).first()
    if row is None:
        raise Refused(N_("Undangan ini tidak ada atau sudah tidak berlaku."))
    if row.relation == Relation.REPORT and by.person_id == about.person_id:
        raise Refused(N_("Bawahan tidak dapat dikeluarkan oleh orang yang diberi umpan balik. Minta atasan Anda."))
    if UsedInvitation.objects.filter(invitation=row).exists():
        raise Refused(N_("Orang ini sudah menjawab; jawaban anonim tidak dapat ditarik kembali."))
    row.left, row.left_reason = Left.EXCLUDED, check_reason(reason)
    row.save(via=ACTION, update_fields=["left", "left_reason"])
    audit.record(by=by, verb="peer.excluded", target=row)
    return row


def _running(subject: Subject) -> Subject:
    row = locked(subject.pk)
    if row.round.state != RoundState.OPEN or today() > row.round.ends:
        raise Refused(N_("Putaran ini sudah selesai; undangan tidak dapat diubah lagi."))
    return row
