"""Absences: those a viewer may see, and the bare periods that other areas reckon with."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.enums import AbsenceKind
from pamong.people.models import Absence, Assignment
from pamong.people.queries.assignments import under
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def _postings(viewer: Viewer, policy: str) -> QuerySet[Assignment]:
    """Present assignments of the persons on whose absences the viewer holds this right."""
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(superior_id__in=viewer.acts_for) & ~Q(person_id=viewer.me),
        Who.ABOVE: under(viewer.leads, "unit__path"),
    }
    return Assignment.objects.filter(scope(viewer, policy, relations), valid__contains=today())


def absences(viewer: Viewer, policy: str = "absence.view") -> QuerySet[Absence]:
    """Absences of the persons on whom the viewer holds the right today, newest first, with the person."""
    visible = Exists(_postings(viewer, policy).filter(person_id=OuterRef("person_id")))
    return Absence.objects.filter(visible).select_related("person").order_by("-valid", "-pk")


def absence_for(viewer: Viewer, pk: int) -> Absence:
    """One absence that the viewer may end or take back; raises NotVisible."""
    found = absences(viewer, "absence.record").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def may_record_absence(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer may enter an absence of this person."""
    return viewer.is_system or _postings(viewer, "absence.record").filter(person_id=person_id).exists()


def recordable(viewer: Viewer) -> QuerySet[Assignment]:
    """Present assignments of the persons whose absences the viewer may enter, by name."""
    found = _postings(viewer, "absence.record").select_related("person", "unit")
    return found.order_by("person__name", "person_id")


def recordable_named(viewer: Viewer, typed: str) -> list[Assignment]:
    """Those of ``recordable`` with this NIP or full name, never the viewer himself; at most two."""
    text = " ".join(typed.split())
    digits = text.replace(" ", "")
    wanted = Q(person__nip=digits) if digits.isascii() and digits.isdigit() else Q(person__name__iexact=text)
    return list(recordable(viewer).filter(wanted).exclude(person_id=viewer.me)[:2])


def absence_list(viewer: Viewer, *, name: str = "", span: str = "", on: dt.date) -> QuerySet[Absence]:
    """``absences`` filtered by a part of the name and by ``span``: berjalan, akan (to come) or selesai on that day."""
    found = absences(viewer)
    if name:
        found = found.filter(person__name__icontains=name)
    match span:
        case "berjalan":
            return found.filter(valid__contains=on)
        case "akan":
            return found.filter(valid__startswith__gt=on)
        case "selesai":
            return found.filter(valid__endswith__lte=on)
    return found


def absence_overlapping(person_id: int, starts: dt.date, until: dt.date) -> Absence | None:
    """The first absence of a person that shares a day with [starts, until)."""
    return Absence.objects.filter(person_id=person_id, valid__overlap=(starts, until)).order_by("valid").first()


@dataclass(frozen=True)
class Away:
    """One absence as other areas reckon with it: both days are included."""

    absence_id: int
    person_id: int
    kind: AbsenceKind
    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def away_between(
    person_ids: Iterable[int], start: dt.date, end: dt.date, kinds: Iterable[AbsenceKind] = ()
) -> dict[int, list[Away]]:
    """Absences by person that touch these days, whole days only, oldest first (one statement). The caller checked who asks."""
    found = Absence.objects.filter(person_id__in=list(person_ids), part="", valid__overlap=(start, _after(end)))
    wanted = [kind.value for kind in kinds]
    if wanted:
        found = found.filter(kind__in=wanted)
    result: dict[int, list[Away]] = {}
    for row in found.order_by("valid", "pk"):
        away = Away(row.pk, row.person_id, AbsenceKind(row.kind), row.valid.lower, row.last_day)
        result.setdefault(row.person_id, []).append(away)
    return result


def _after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)
