"""Reads of custody: keys, wishes to open an identity, summaries to be made."""

from django.db.models import QuerySet

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint, CustodianKey, Identity, Unsealing
from pamong.voice.complaints.queries.visible import about_viewer
from pamong.voice.complaints.rules.receipts import read_number


def keys() -> QuerySet[CustodianKey]:
    """All keys, valid ones first."""
    return CustodianKey.objects.order_by("retired_at", "holder")


def unsealings(viewer: Viewer) -> QuerySet[Unsealing]:
    """Wishes to open an identity, newest first; nothing for those without a part in custody, nothing about themselves."""
    if not viewer.has_role(Who.CUSTODIAN, Who.INSPECTOR):
        return Unsealing.objects.none()
    hidden = Complaint.objects.filter(about_viewer(viewer)).values("pk")
    return Unsealing.objects.exclude(complaint_id__in=hidden).select_related("complaint__category")


def unsealing_for(viewer: Viewer, pk: int) -> Unsealing:
    """One wish; raises NotVisible."""
    found = unsealings(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def sealed_case(viewer: Viewer, number: str) -> Complaint:
    """The confidential case of a number, for a custodian who has a reason to ask; raises NotVisible."""
    found = (
        Complaint.objects.filter(number=read_number(number) or "-", mode=Mode.CONFIDENTIAL)
        .exclude(about_viewer(viewer))
        .first()
    )
    if found is None or not viewer.has_role(Who.CUSTODIAN):
        raise NotVisible
    return found


def sealed_bytes(unsealing: Unsealing) -> bytes:
    """The sealed identity as stored: useless without both keys. Raises NotVisible when there is none."""
    found = Identity.objects.filter(complaint_id=unsealing.complaint_id, sealed__isnull=False).first()
    if found is None or found.sealed is None:
        raise NotVisible
    return bytes(found.sealed)
