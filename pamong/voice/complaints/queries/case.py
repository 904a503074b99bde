"""One case as an officer sees it: everything the page needs in a fixed number of statements."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from pamong.people import queries as people
from pamong.people.models import Assignment, Unit
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.files.queries import StoredFile
from pamong.voice.complaints.enums import OPEN_STATES, Inspected, Mode
from pamong.voice.complaints.models import Closing, Complaint, Identity, Inspection, Photo, Redacted, Step
from pamong.voice.complaints.queries.catalogue import questions
from pamong.voice.complaints.queries.clocks import clocks_of
from pamong.voice.complaints.queries.intake import ALIKE, LOOK_BACK, MOST
from pamong.voice.complaints.queries.proof import Asked, asked_about
from pamong.voice.complaints.queries.visible import complaint_for, may_on, visible
from pamong.voice.complaints.rules import questions as question_rules
from pamong.voice.complaints.rules import states
from pamong.voice.complaints.rules.clocks import Clock


@dataclass(frozen=True)
class CasePage:
    """A case with its timeline, clocks, pictures, decisions, and what this viewer may do with it."""

    complaint: Complaint
    steps: list[Step]
    photos: list[Photo]
    closings: list[Closing]
    clocks: list[Clock]
    answers: list[tuple[str, str]]
    identity: Identity | None  # open mode only
    is_sealed: bool
    may: dict[str, bool]
    nexts: frozenset[str]  # states that may follow
    asked: list[Asked]  # about proof photos
    drawn: bool  # in the inspectorate's sample, not yet inspected


def case_page(viewer: Viewer, pk: int) -> CasePage:
    """Raises NotVisible."""
    complaint = complaint_for(viewer, pk)
    may = may_on(
        viewer,
        complaint,
        "complaint.triage",
        "complaint.handle",
        "complaint.decide",
        "complaint.publish",
        "complaint.inspect",
        "complaint.redact",
    )
    identity = Identity.objects.filter(complaint=complaint).first()
    photos = list(complaint.photos.select_related("file"))
    return CasePage(
        complaint=complaint,
        steps=list(complaint.steps.select_related("person", "unit").order_by("-order")),
        photos=photos,
        closings=list(complaint.closings.select_related("person", "unit").order_by("-at")),
        clocks=clocks_of(complaint),
        answers=question_rules.shown(questions(complaint.category), complaint.answers),
        identity=identity if identity and complaint.mode == Mode.OPEN else None,
        is_sealed=bool(identity and identity.sealed),
        may=may,
        nexts=states.FOLLOWS[complaint.state],
        asked=asked_about(viewer, photos),
        drawn=Inspection.objects.filter(complaint=complaint, result=Inspected.PENDING).exists(),
    )


def photo_for(viewer: Viewer, pk: int, photo_pk: int) -> StoredFile:
    """The file of a picture of a case the viewer may see; raises NotVisible."""
    complaint = complaint_for(viewer, pk)
    found = Photo.objects.filter(complaint=complaint, pk=photo_pk).select_related("file").first()
    if found is None:
        raise NotVisible
    return found.file


def assignable_units(viewer: Viewer) -> QuerySet[Unit]:
    """Units a case may be given to: all active ones (cases cross agencies); within his agencies for a limited officer."""
    from pamong.platform.access.who import Who  # noqa: PLC0415  # beside its use

    found = Unit.objects.filter(is_active=True).select_related("agency").order_by("agency__name", "path")
    agencies = viewer.agencies_for(Who.COMPLAINT_OFFICER)
    if agencies is None:
        return found
    if agencies:
        return found.filter(agency_id__in=agencies)
    return found.filter(people.under(viewer.leads, "path"))


def unit_choices(viewer: Viewer) -> list[tuple[str, list[tuple[str, str]]]]:
    """Those units grouped by agency; one statement."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in assignable_units(viewer):
        groups.setdefault(unit.agency.name, []).append((str(unit.pk), unit.name))
    return list(groups.items())


def staff_of(unit: Unit, today: dt.date) -> QuerySet[Assignment]:
    """Who works in a unit and below it today, by name: to whom its leader may give a case."""
    return (
        Assignment.objects.filter(unit__path__startswith=unit.path, valid__contains=today)
        .select_related("person", "unit")
        .order_by("person__name", "person_id")
    )


def merge_candidates(viewer: Viewer, complaint: Complaint) -> list[Complaint]:
    """Other open cases the viewer may see that are perhaps the same matter, the likeliest first: same category and
    kecamatan, of the last half year, about the same party, told in similar words. One statement."""
    found = visible(viewer, "complaint.triage").filter(
        category_id=complaint.category_id,
        state__in=OPEN_STATES,
        about_officer=complaint.about_officer,
        accused_unit_id=complaint.accused_unit_id,
        received_day__gte=complaint.received_day - LOOK_BACK,
    )
    if complaint.place is not None:
        around = complaint.place.parent_id or complaint.place.pk
        found = found.filter(Q(place_id=around) | Q(place__parent_id=around) | Q(place__isnull=True))
    scored = found.exclude(pk=complaint.pk).annotate(alike=TrigramWordSimilarity(complaint.text[:300], "text"))
    return list(scored.filter(alike__gte=ALIKE).order_by("-alike", "pk")[:MOST])


def redacted_for(viewer: Viewer, pk: int) -> Redacted:
    """The summary of a complaint about the viewer, made for him; raises NotVisible."""
    found = Redacted.objects.filter(pk=pk, person_id=viewer.person_id or 0).first()
    if found is None:
        raise NotVisible
    return found


def redacted_of(complaint: Complaint) -> QuerySet[Redacted]:
    """Summaries made of a case, with the person they went to."""
    return complaint.redacted.select_related("person")
