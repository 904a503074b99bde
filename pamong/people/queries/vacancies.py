"""Units that nobody heads, and superiors who are gone but still named: who stands in, and what waits meanwhile."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from pamong.people.events import OpenMatter, WaitingAsked
from pamong.people.models import Acting, Assignment, Person, SeatActing, Unit
from pamong.people.queries.assignments import assignments, under
from pamong.people.queries.departed import in_place_of
from pamong.platform import events
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today

SHOWN = 20


@dataclass(frozen=True)
class GoneSuperior:
    """Somebody who no longer serves and is still named as superior; ``place`` stands above him and would take his people."""

    person: Person
    reports: int
    place: Person | None


@dataclass
class Vacancies:
    """What is to be filled, with what waits in each unit (by unit id)."""

    units: list[Any]  # Unit with people, last_head, left_on, stands_in
    gone: list[GoneSuperior]
    acting: dict[int, SeatActing]
    waiting: dict[int, list[OpenMatter]] = field(default_factory=dict)


def vacant(viewer: Viewer, policy: str = "vacancy.view") -> QuerySet[Unit]:
    """Active units with people and without head today: of the agencies the viewer keeps, and below the units he leads."""
    day = today()
    above = under(viewer.leads, "path") & ~Q(path__in=viewer.leads)
    members = Assignment.objects.filter(unit_id=OuterRef("pk"), valid__contains=day)
    found = Unit.objects.filter(_seen(viewer, policy, above), is_active=True)
    return found.filter(~Exists(members.filter(is_head=True)), Exists(members)).order_by("path")


def vacant_units(viewer: Viewer, policy: str = "vacancy.view") -> QuerySet[Any]:
    """The same with ``people``, ``last_head`` and ``stands_in`` (names), and ``left_on``."""
    day = today()
    posts = Assignment.objects.filter(unit_id=OuterRef("pk"))
    last = posts.filter(is_head=True, valid__endswith__lte=day).order_by("-valid")
    members = posts.filter(valid__contains=day)
    return vacant(viewer, policy).annotate(
        people=Count("assignments", filter=Q(assignments__valid__contains=day)),
        last_head=Subquery(last.values("person__name")[:1]),
        left_on=Subquery(last.values("valid__endswith")[:1]),
        stands_in=Subquery(members.filter(superior__isnull=False).order_by("pk").values("superior__name")[:1]),
    )


def _seen(viewer: Viewer, policy: str, above: Q) -> Q:
    """Everything for the nightly job, else what the right covers."""
    return Q() if viewer.is_system else scope(viewer, policy, {Who.ABOVE: above})


def vacancy_for(viewer: Viewer, unit_id: int, policy: str = "vacancy.fill") -> Any:
    """One vacant unit; raises NotVisible."""
    found = vacant_units(viewer, policy).filter(pk=unit_id).select_related("agency").first()
    if found is None:
        raise NotVisible
    return found


def vacancies(viewer: Viewer, page: list[Any] | None = None) -> Vacancies:
    """Everything of the page for these vacant units (default all): a constant number of statements, whatever their number."""
    units = list(vacant_units(viewer)) if page is None else page
    ids = [unit.pk for unit in units]
    asked = WaitingAsked(tuple(ids))
    if ids:
        events.publish(asked)
    return Vacancies(units, gone_superiors(viewer), acting_in(ids), dict(asked.found))


def acting_in(unit_ids: list[int]) -> dict[int, SeatActing]:
    """Who acts as head of these units today, or will, by unit id."""
    found = SeatActing.objects.filter(unit_id__in=unit_ids, is_over=False, valid__endswith__gt=today())
    return {row.unit_id: row for row in found.select_related("acting").order_by("-valid")}


def still_named(viewer: Viewer, policy: str = "vacancy.view", person_id: int | None = None) -> QuerySet[Assignment]:
    """Today's posts whose superior holds none any more and for whom nobody stands in."""
    day = today()
    post = Assignment.objects.filter(person_id=OuterRef("superior_id"), valid__contains=day)
    stand_in = Acting.objects.filter(absent_id=OuterRef("superior_id"), valid__contains=day)
    visible = _seen(viewer, policy, under(viewer.leads, "unit__path"))
    found = Assignment.objects.filter(visible, valid__contains=day, superior__isnull=False)
    found = found.filter(~Exists(post) | Q(superior__is_active=False), ~Exists(stand_in))
    return found.filter(superior_id=person_id) if person_id is not None else found


def gone_superiors(viewer: Viewer) -> list[GoneSuperior]:
    """Who is still named though gone, with the number of people and who stands above him (three statements)."""
    counts: dict[int, int] = defaultdict(int)
    rows = still_named(viewer).order_by().values_list("superior_id").annotate(n=Count("pk"))
    counts.update({pk: n for pk, n in rows if pk is not None})
    places = in_place_of(counts)
    people = Person.objects.in_bulk({*counts, *places.values()})
    found = [GoneSuperior(people[pk], n, people.get(places.get(pk, 0))) for pk, n in counts.items()]
    return sorted(found, key=lambda row: (-row.reports, row.person.name))


def seat_candidates(viewer: Viewer, unit: Unit, text: str = "") -> list[Assignment]:
    """Who could act as head, at most twenty: members of the unit and the heads above and beside it; by name or NIP, others."""
    found = assignments(viewer)
    text = " ".join(text.split())[:100]
    if text:
        digits = text.replace(" ", "")
        by_nip = Q(person__nip__startswith=digits) if digits.isdigit() else Q(pk__in=())
        found = found.filter(by_nip | Q(person__name__icontains=text))
    else:
        beside = Q(unit__parent_id=unit.parent_id, is_head=True) | Q(unit_id=unit.parent_id, is_head=True)
        found = found.filter(Q(unit_id=unit.pk) | beside)
    return list(found.order_by("-is_head", "position_kind", "person__name", "person_id")[:SHOWN])


def seat_acting_list(viewer: Viewer) -> QuerySet[SeatActing]:
    """Plt of vacant units the viewer may know: himself, of his agencies, and below the units he leads; newest first."""
    mine = Q(acting_id=viewer.person_id or 0)
    seen = Unit.objects.filter(scope(viewer, "vacancy.view", {Who.ABOVE: under(viewer.leads, "path")}))
    found = SeatActing.objects.filter(mine | Q(unit__in=seen)).select_related("unit", "acting")
    return found.order_by("-valid", "-pk")


def seat_acting_for(viewer: Viewer, pk: int) -> SeatActing:
    """One of them which the viewer may end; raises NotVisible."""
    above = under(viewer.leads, "path") & ~Q(path__in=viewer.leads)
    units = Unit.objects.filter(scope(viewer, "vacancy.fill", {Who.ABOVE: above}))
    found = SeatActing.objects.filter(pk=pk, unit__in=units).select_related("unit__agency", "acting").first()
    if found is None:
        raise NotVisible
    return found


def due_seats(on: dt.date) -> QuerySet[SeatActing]:
    """Those whose days have ended and whose people were not handed on yet."""
    found = SeatActing.objects.select_for_update(of=("self",)).filter(is_over=False, valid__endswith__lte=on)
    return found.select_related("unit__agency", "acting").order_by("pk")
