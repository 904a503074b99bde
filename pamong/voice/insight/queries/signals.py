"""Signals and inquiries as a viewer may see them."""

import datetime as dt

from django.db.models import Q, QuerySet

from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.queries import Complaint
from pamong.voice.insight.enums import SignalState
from pamong.voice.insight.models import Inquiry, Signal, SignalPolicy


def signals(viewer: Viewer, state: str = "", policy: str = "signal.view") -> QuerySet[Signal]:
    """Signals of the agencies this viewer watches over, the newest first."""
    found = Signal.objects.filter(scope(viewer, policy, {}, agency="unit__agency_id"))
    if state in SignalState.values:
        found = found.filter(state=state)
    return found.select_related("category", "place", "unit", "inquiry")


def signal_for(viewer: Viewer, pk: int, policy: str = "signal.view") -> Signal:
    """One signal; raises NotVisible."""
    found = signals(viewer, policy=policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def cases_of(viewer: Viewer, signal: Signal) -> QuerySet[Complaint]:
    """The cases of a signal that this viewer may open."""
    ids = signal.cases.values("complaint_id")
    return complaints.visible(viewer, "complaint.list").filter(pk__in=ids).order_by("-received_day", "pk")


def inquiries(viewer: Viewer, policy: str = "inquiry.view") -> QuerySet[Inquiry]:
    """Inquiries this viewer leads or watches over, open ones first."""
    own = {Who.SELF: Q(owner_id=viewer.person_id or 0)}
    found = Inquiry.objects.filter(scope(viewer, policy, own, agency="signal__unit__agency_id"))
    return found.select_related("signal__category", "signal__place", "signal__unit", "owner")


def inquiry_for(viewer: Viewer, pk: int, policy: str = "inquiry.view") -> Inquiry:
    """One inquiry; raises NotVisible."""
    found = inquiries(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def policy_on(day: dt.date) -> SignalPolicy:
    """The numbers in force on a day; the built-in ones before any were set."""
    found = SignalPolicy.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return found or SignalPolicy(valid_from=dt.date(2026, 1, 1))
