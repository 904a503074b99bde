"""Rounds as those see them who keep them: what is asked of whom in total, never who answered."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pamong.feedback.peer.models import Invitation, PeerPolicy, Round, Subject
from pamong.feedback.peer.rules.answers import LEAST
from pamong.people.models import Agency, Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer

USUAL_MOST = 6


@dataclass(frozen=True)
class Choice:
    """The setting that holds for an agency on a day; ``since`` is None while nobody has set any."""

    least: int
    most: int
    since: dt.date | None


def policy_on(agency_id: int, day: dt.date) -> Choice:
    """The setting of an agency on a day: its own newest record, else the one for everywhere, else the default."""
    found = (
        PeerPolicy.objects.filter(Q(agency_id=agency_id) | Q(agency_id__isnull=True), valid_from__lte=day)
        .order_by("agency_id", "-valid_from")  # its own first: nulls sort last
        .first()
    )
    return Choice(found.least, found.most, found.valid_from) if found else Choice(LEAST, USUAL_MOST, None)


def policies(viewer: Viewer) -> QuerySet[PeerPolicy]:
    """Settings so far of the agencies the viewer keeps, newest first."""
    found = PeerPolicy.objects.filter(scope(viewer, "peerpolicy.change", {}))
    return found.select_related("agency").order_by("-valid_from", "agency__name")


def policy_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose setting the viewer may change, by name."""
    return Agency.objects.filter(scope(viewer, "peerpolicy.change", {}, agency="pk")).order_by("name")


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """Rounds the viewer keeps, newest first, with the number of people they are about."""
    found = Round.objects.filter(scope(viewer, "peerround.manage", {})).select_related("agency", "unit")
    return found.annotate(people=Count("subjects")).order_by("-starts", "-id")


def round_for(viewer: Viewer, pk: int) -> Round:
    """One round the viewer keeps; raises NotVisible."""
    found = rounds(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Units for which the viewer may open a round, as choices: those of his agencies, the upper levels first."""
    found = Unit.objects.filter(scope(viewer, "peerround.manage", {}), is_active=True).select_related("agency")
    rows = found.order_by("path")[:500]
    return [(str(row.pk), "\u2003" * max(0, row.path.count(".") - 1) + row.name) for row in rows]


def unit_for(viewer: Viewer, pk: int) -> Unit:
    """A unit for which the viewer may open a round; raises NotVisible."""
    found = Unit.objects.filter(scope(viewer, "peerround.manage", {}), pk=pk, is_active=True).first()
    if found is None:
        raise NotVisible
    return found


def progress(round_id: int) -> dict[str, int]:
    """Of the whole round only: people, invitations that stand, and how many of those were used (two statements)."""
    row: dict[str, int] = Invitation.objects.filter(subject__round_id=round_id).aggregate(
        asked=Count("pk", filter=Q(left="")), used=Count("used"), left=Count("pk", filter=~Q(left=""))
    )
    shown = Subject.objects.filter(round_id=round_id).aggregate(
        people=Count("pk"), shown=Count("pk", filter=Q(peers__gt=0) | Q(reports__gt=0))
    )
    return {**row, **shown}
