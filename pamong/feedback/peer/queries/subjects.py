"""Whom a viewer was asked about, and the people whose rounds he may see."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pamong.feedback.peer.enums import Left, RoundState
from pamong.feedback.peer.models import Invitation, Report, Subject, UsedInvitation
from pamong.people import queries as people
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who


@dataclass(frozen=True)
class Asking:
    """Who is asked about a person, by name; not whether he answered."""

    id: int
    name: str
    relation: str
    origin: str
    left: str
    left_reason: str


def mine_to_answer(viewer: Viewer) -> QuerySet[Invitation]:
    """Invitations of the viewer in running rounds, with ``done``: whether he has used it."""
    found = _invitations(viewer).filter(left=Left.NONE, subject__round__state=RoundState.OPEN)
    used = UsedInvitation.objects.filter(invitation_id=OuterRef("pk"))
    return (
        found.annotate(done=Exists(used))
        .select_related("subject__person", "subject__round")
        .order_by("subject__round__ends", "subject__person__name")
    )


def invitation_for(viewer: Viewer, pk: int) -> Invitation:
    """One invitation of the viewer, used or not; raises NotVisible."""
    used = UsedInvitation.objects.filter(invitation_id=OuterRef("pk"))
    found = _invitations(viewer).select_related("subject__person", "subject__round__agency").filter(pk=pk)
    row = found.annotate(done=Exists(used)).first()
    if row is None:
        raise NotVisible
    return row


def _invitations(viewer: Viewer) -> QuerySet[Invitation]:
    relations = {Who.INVITED: Q(giver_id=viewer.me)}
    return Invitation.objects.filter(scope(viewer, "peerreview.answer", relations, agency="subject__round__agency"))


def subject_for(viewer: Viewer, pk: int, policy: str = "peerreview.view") -> Subject:
    """A person in a round whom the viewer may see (himself, or as superior); raises NotVisible."""
    found = _subjects(viewer, policy).select_related("person", "round__agency").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def my_subjects(viewer: Viewer) -> QuerySet[Subject]:
    """Rounds about the viewer himself, newest first."""
    return Subject.objects.filter(person_id=viewer.me).select_related("round").order_by("-round__starts", "-pk")


def subjects_of_reports(viewer: Viewer) -> QuerySet[Subject]:
    """Rounds about the viewer's direct reports, newest first; nothing without reports."""
    if not viewer.has_reports:
        return Subject.objects.none()
    found = _subjects(viewer, "peerreview.view").exclude(person_id=viewer.me)
    return found.select_related("person", "round").order_by("-round__starts", "person__name")


def _subjects(viewer: Viewer, policy: str) -> QuerySet[Subject]:
    relations = {
        Who.SELF: Q(person_id=viewer.me),
        Who.SUPERIOR: Q(person_id__in=people.direct_reports(viewer).order_by().values("person_id")),
    }
    return Subject.objects.filter(scope(viewer, policy, relations, agency="round__agency"))


def invited(subject_id: int) -> list[Asking]:
    """Who is asked about a person, by name."""
    found = Invitation.objects.filter(subject_id=subject_id).select_related("giver").order_by("giver__name", "pk")
    return [
        Asking(
            row.pk,
            row.giver.name,
            str(row.get_relation_display()),
            str(row.get_origin_display()),
            row.left,
            row.left_reason,
        )
        for row in found
    ]


def reports_to_decide(viewer: Viewer) -> QuerySet[Report]:
    """Reported texts of the viewer's agencies, the undecided first."""
    found = Report.objects.filter(scope(viewer, "peerreview.moderate", {}))
    return found.select_related("answer__subject").order_by(F("hidden").asc(nulls_first=True), "-reported_at")
