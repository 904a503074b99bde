"""Which cases a viewer may see: never one about himself, his unit, or a unit he leads."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from pamong.people import queries as people
from pamong.people.models import Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.voice.complaints.models import Complaint


def about_viewer(viewer: Viewer) -> Q:
    """Cases that are about the viewer or his chain: the accused himself, whoever carries his duties, the staff of the accused
    unit and of what lies below it, and who leads a unit at or above it."""
    accused = viewer.acts_for | ({viewer.person_id} if viewer.person_id else set())
    own = Unit.objects.filter(pk=viewer.unit_id or 0, path__startswith=OuterRef("accused_unit__path"))
    return (
        Q(accused_person_id__in=sorted(accused))
        | people.under(viewer.leads, "accused_unit__path")
        | (Q(accused_unit__isnull=False) & Q(Exists(own)))
    )


def _nobody_named_yet(viewer: Viewer) -> Q:
    """A case about an officer whom nobody has identified yet is for those alone who belong to no agency's part of it."""
    if any(viewer.has_role(role) and viewer.agencies_for(role) is None for role in WHOLE_REGION):
        return Q(pk__in=())
    return Q(about_officer=True, accused_unit__isnull=True, accused_person__isnull=True) & ~Q(
        handler_id=viewer.person_id or 0
    )


WHOLE_REGION = (Who.COMPLAINT_OFFICER, Who.INSPECTOR)


def visible(viewer: Viewer, policy: str = "complaint.view") -> QuerySet[Complaint]:
    """The cases on which this viewer holds ``policy``, with category, place, unit and handler; one statement."""
    relations = {
        Who.HANDLER: Q(handler_id=viewer.person_id or 0) | people.under(viewer.leads, "unit__path"),
    }
    held = Complaint.objects.filter(scope(viewer, policy, relations, agency="unit__agency_id"))
    held = held.exclude(about_viewer(viewer)).exclude(_nobody_named_yet(viewer))
    return held.select_related("category", "place__parent", "unit", "handler")


def complaint_for(viewer: Viewer, pk: int, policy: str = "complaint.view") -> Complaint:
    """One case; raises NotVisible, also where it is about the viewer."""
    found = visible(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def may_on(viewer: Viewer, complaint: Complaint, *policies: str) -> dict[str, bool]:
    """Which of these rights the viewer holds on a case he was shown (for showing buttons); one statement for all."""
    held = {
        f"may_{policy.partition('.')[2]}": Exists(
            visible(viewer, policy).select_related(None).filter(pk=OuterRef("pk")).order_by()
        )
        for policy in policies
    }
    found = Complaint.objects.filter(pk=complaint.pk).order_by().values(**held).first() or dict.fromkeys(held, False)
    return {name.removeprefix("may_"): bool(value) for name, value in found.items()}


def chain_of(unit_path: str) -> QuerySet[Unit]:
    """The unit and everything above it, the nearest first."""
    steps = [unit_path[: 7 * n] for n in range(1, len(unit_path) // 7 + 1)]
    return Unit.objects.filter(path__in=steps).annotate(depth=Length("path")).order_by("-depth")
