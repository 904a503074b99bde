"""Reads of the clerk's work list, and of the people who can put an item right."""

from django.db.models import F, Q, QuerySet

from pamong.people.enums import Matter
from pamong.people.models import Assignment, Unit, WorkItem
from pamong.people.queries.assignments import assignments
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

SHOWN = 20


def work_items(viewer: Viewer, policy: str = "workitem.view", matter: str = "") -> QuerySet[WorkItem]:
    """Open items of the agencies this viewer keeps, oldest first."""
    found = WorkItem.objects.filter(scope(viewer, policy, {}), done_at__isnull=True)
    if matter:
        found = found.filter(matter=matter)
    return found.select_related("agency", "person", "unit", "proposed_superior", "proposed_unit").order_by(
        "agency__name", F("due_on").asc(nulls_last=True), "created_at", "id"
    )


def work_item_for(viewer: Viewer, pk: int, policy: str = "workitem.resolve") -> WorkItem:
    """One open item. Raises NotVisible when it is done, or of another agency."""
    item = work_items(viewer, policy).filter(pk=pk).first()
    if item is None:
        raise NotVisible
    return item


def work_counts(viewer: Viewer) -> dict[str, int]:
    """How many open items there are of each matter."""
    counts: dict[str, int] = {}
    for matter in work_items(viewer).order_by().values_list("matter", flat=True):
        counts[matter] = counts.get(matter, 0) + 1
    return counts


def present_post(item: WorkItem) -> Assignment | None:
    """Where the person of an item works today."""
    found = Assignment.objects.filter(person_id=item.person_id or 0, valid__contains=today(item.agency.time_zone))
    return found.select_related("unit", "person", "superior", "agency").first()


def work_candidates(viewer: Viewer, item: WorkItem, text: str = "") -> list[Assignment]:
    """People who can be chosen for an item, at most 20: found by name or NIP, else the likely ones.

    For a unit without head its members; for a superior the heads of the person's unit and of those above it. Only
    people whom the viewer may list, and never the person himself.
    """
    found = assignments(viewer).exclude(person_id=item.person_id or 0)
    if item.matter == Matter.UNIT_WITHOUT_HEAD:
        found = found.filter(unit_id=item.unit_id or 0)
    text = " ".join(text.split())[:100]
    if text:
        by_nip = Q(person__nip__startswith=text.replace(" ", "")) if text.replace(" ", "").isdigit() else Q(pk__in=())
        found = found.filter(by_nip | Q(person__name__icontains=text))
    elif item.matter != Matter.UNIT_WITHOUT_HEAD:
        post = present_post(item)
        found = found.filter(is_head=True, unit__path__in=_above(post.unit) if post else [])
        return list(found.order_by("-unit__path")[:SHOWN])
    return list(found.order_by("position_kind", "person__name", "person_id")[:SHOWN])


def _above(unit: Unit) -> list[str]:
    steps = unit.path.rstrip(".").split(".")
    return [".".join(steps[:end]) + "." for end in range(1, len(steps) + 1)]


def candidate_for(viewer: Viewer, person_id: int) -> Assignment:
    """The present post of somebody chosen for an item. Raises NotVisible."""
    found = assignments(viewer).filter(person_id=person_id).first()
    if found is None:
        raise NotVisible
    return found


def locked_item(item: WorkItem) -> WorkItem:
    """The item, locked for this transaction. Raises Refused when somebody else has done it."""
    locked = WorkItem.objects.select_for_update().filter(pk=item.pk, done_at__isnull=True).first()
    if locked is None:
        raise Refused(N_("Pekerjaan ini sudah diselesaikan orang lain."))
    return locked


def proposal_units(viewer: Viewer) -> QuerySet[Unit]:
    """Units somebody may name as the right one for himself: the active ones of his agency."""
    return (
        Unit.objects.filter(agency_id=viewer.agency_id or 0, is_active=True).select_related("agency").order_by("path")
    )
