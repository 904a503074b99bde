"""Dated assignments: who works where, under whom, on a day. What shows persons takes ``viewer`` and returns only what it may see."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from pamong.people.models import Acting, Assignment, Person
from pamong.people.queries.teams import team_members_led_by
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def under(paths: tuple[str, ...], lookup: str) -> Q:
    """Rows whose unit path (``lookup``, e.g. "unit__path") lies at or below one of ``paths``; nothing for no path."""
    result = Q(pk__in=())
    for path in paths:
        result |= Q(**{f"{lookup}__startswith": path})
    return result


def assignments(viewer: Viewer, policy: str = "person.list", on: dt.date | None = None) -> QuerySet[Assignment]:
    """Assignments valid on a day (default today) of the persons this viewer may see, with person, unit and superior."""
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(superior_id__in=viewer.acts_for),
        Who.ABOVE: under(viewer.leads, "unit__path"),
        Who.TEAM_LEAD: Q(person_id__in=team_members_led_by(viewer, on)) & ~Q(person_id=viewer.person_id),
    }
    visible = Assignment.objects.filter(scope(viewer, policy, relations), valid__contains=on or today())
    return visible.select_related("person", "unit", "superior", "agency")


def assignment_for(
    viewer: Viewer, person_id: int, policy: str = "person.view", on: dt.date | None = None
) -> Assignment:
    """One person's assignment on a day; raises NotVisible when there is none this viewer may see."""
    found = assignments(viewer, policy, on).filter(person_id=person_id).first()
    if found is None:
        raise NotVisible
    return found


def direct_reports(viewer: Viewer, on: dt.date | None = None) -> QuerySet[Assignment]:
    """Today's assignments whose superior is someone whose duties the viewer carries (himself, or as Plt/Plh)."""
    found = Assignment.objects.filter(superior_id__in=viewer.acts_for, valid__contains=on or today())
    return (
        found.exclude(person_id=viewer.person_id or 0)
        .select_related("person", "unit")
        .order_by("person__name", "person_id")
    )


def history(viewer: Viewer, person_id: int) -> QuerySet[Assignment]:
    """All assignments of a person the viewer may see, newest first."""
    assignment_for(viewer, person_id)
    return (
        Assignment.objects.filter(person_id=person_id).select_related("unit", "superior", "agency").order_by("-valid")
    )


def current_assignment(person_id: int, on: dt.date | None = None) -> Assignment | None:
    """The assignment of a person on a day (default today), with unit, agency and person; for other areas' actions."""
    found = Assignment.objects.filter(person_id=person_id, valid__contains=on or today())
    return found.select_related("person", "unit", "agency", "superior").first()


def carrier_of(person_id: int, on: dt.date | None = None) -> int:
    """Who carries this person's duties on a day: the Plt/Plh if there is one, else the person himself."""
    acting = Acting.objects.filter(absent_id=person_id, valid__contains=on or today()).values_list(
        "acting_id", flat=True
    )
    return acting.first() or person_id


def carriers_of(person_ids: Iterable[int], on: dt.date | None = None) -> dict[int, int]:
    """``carrier_of`` for many, by person (one statement, none for nobody)."""
    wanted = set(person_ids)
    found = Acting.objects.filter(absent_id__in=wanted, valid__contains=on or today()) if wanted else ()
    acting = {row.absent_id: row.acting_id for row in found}
    return {person_id: acting.get(person_id, person_id) for person_id in wanted}


def superior_of(person_id: int, on: dt.date | None = None) -> int | None:
    """The direct superior on a day as the assignment names him (not his Plt/Plh), or None."""
    return (
        Assignment.objects.filter(person_id=person_id, valid__contains=on or today())
        .values_list("superior_id", flat=True)
        .first()
    )


def snapshots(*person_ids: int, on: dt.date | None = None) -> dict[int, dict[str, Any]]:
    """What documents freeze of several persons on a day, by person id, in one statement; empty texts where unknown."""
    posts = FilteredRelation("assignments", condition=Q(assignments__valid__contains=on or today()))
    found = Person.objects.filter(pk__in=person_ids).annotate(post=posts)
    fields = ("nip", "rank", "status", "post__position_title", "post__unit__name", "post__agency__name")
    return {
        row[0]: {
            "person_id": row[0],
            "name": row[1],
            **{
                key: value or ""
                for key, value in zip(("nip", "rank", "status", "position", "unit", "agency"), row[2:], strict=True)
            },
        }
        for row in found.values_list("pk", "name", *fields)
    }


def snapshot(person_id: int, on: dt.date | None = None) -> dict[str, Any]:
    """Name, NIP, rank, post, unit and agency of a person on a day, as frozen on documents; raises KeyError if unknown."""
    return snapshots(person_id, on=on)[person_id]


@dataclass(frozen=True)
class Posting:
    """Where a person works on a day and who answers for him, as an action of another area needs it."""

    person_id: int
    agency_id: int
    unit_id: int
    unit_path: str
    time_zone: str
    minutes_per_week: int
    superior_id: int | None
    carrier_id: int | None  # who carries the superior's duties today: himself or his Plt/Plh
    now: dt.datetime  # database clock


_POSTING = """
SELECT a.person_id, a.agency_id, a.unit_id, u.path, ag.time_zone, ag.minutes_per_week, a.superior_id,
       coalesce((SELECT x.acting_id FROM people_acting x WHERE x.absent_id = a.superior_id
                 AND x.valid @> (now() AT TIME ZONE ag.time_zone)::date), a.superior_id), clock_timestamp()
FROM people_assignment a JOIN people_unit u ON u.id = a.unit_id JOIN people_agency ag ON ag.id = a.agency_id
WHERE a.person_id = %s AND a.valid @> coalesce(%s::date, (now() AT TIME ZONE ag.time_zone)::date)
"""


def posting_of(person_id: int, on: dt.date | None = None) -> Posting | None:
    """The posting of a person on a day (default today in the agency's zone) in one statement; None without assignment."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTING, [person_id, on])
        row = cursor.fetchone()
    return Posting(*row) if row else None
