"""Posts of persons as the plans follow them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from pamong.people.models import Assignment
from pamong.planning.enums import CycleState, SkpState
from pamong.planning.models import Cycle, Skp
from pamong.planning.queries.cycles import exclusions_on
from pamong.planning.rules.posts import Post, Span, same_post, spans
from pamong.platform.calendar.queries import today


def post_of(row: Assignment) -> Post:
    """A stored assignment (with its unit) as the rules read it."""
    return Post(
        id=row.pk,
        agency_id=row.agency_id,
        unit_id=row.unit_id,
        unit_path=row.unit.path,
        closed=not row.unit.is_active,
        title=row.position_title,
        kind=row.position_kind,
        superior_id=row.superior_id,
        since=row.valid.lower or dt.date.min,
        until=row.last_day,
    )


def spans_of(person_ids: Iterable[int], starts: dt.date, ends: dt.date) -> dict[int, list[Span]]:
    """By person id the posts held between two days (one statement)."""
    found: dict[int, list[Post]] = defaultdict(list)
    days = (starts, ends + dt.timedelta(days=1))
    rows = Assignment.objects.filter(person_id__in=list(person_ids), valid__overlap=days).select_related("unit")
    for row in rows.order_by("person_id", "valid"):
        found[row.person_id].append(post_of(row))
    return {person_id: spans(posts) for person_id, posts in found.items()}


def goes_on(before: Assignment, after: Assignment) -> bool:
    """Whether two assignments are one post: the later one only has another superior, or its unit took the earlier up."""
    return before.pk == after.pk or same_post(post_of(before), post_of(after))


def running_plans(person_ids: Iterable[int]) -> QuerySet[Skp]:
    """All plans of these persons in open cycles, locked, in order of time."""
    found = Skp.objects.filter(person_id__in=list(person_ids), cycle__state=CycleState.OPEN)
    return found.select_related("cycle").select_for_update(of=("self",)).order_by("person_id", "starts")


def open_cycles(agency_ids: Iterable[int], year: int) -> dict[int, Cycle]:
    """By agency id its open cycle of a year."""
    found = Cycle.objects.filter(agency_id__in=list(agency_ids), year=year, state=CycleState.OPEN)
    return {cycle.agency_id: cycle for cycle in found}


def astray(on: dt.date) -> list[int]:
    """Persons whose plans do not fit their posts of that day: the running plan names an assignment that does not hold
    then, or the plan of the year has ended and they hold another post that no plan covers (a move entered beforehand).
    """
    running = Skp.objects.filter(starts__lte=on, ends__gte=on, cycle__state=CycleState.OPEN)
    moved = running.exclude(assignment__valid__contains=on).values_list("person_id", flat=True)
    post = Assignment.objects.filter(person_id=OuterRef("person_id"), valid__contains=on)
    ended = Skp.objects.filter(ends__lt=on, cycle__ends__gte=on, cycle__state=CycleState.OPEN).filter(
        Exists(post.filter(agency_id__in=_planning_agencies(on))),
        ~Exists(Skp.objects.filter(person_id=OuterRef("person_id"), starts__lte=on, ends__gte=on)),
        ~Exists(exclusions_on(on).filter(person_id=OuterRef("person_id"), cycle__ends__gte=on)),
    )
    return sorted({*moved, *ended.values_list("person_id", flat=True)})


def _planning_agencies(on: dt.date) -> QuerySet[Cycle, dict[str, int]]:
    found = Cycle.objects.filter(starts__lte=on, ends__gte=on, state=CycleState.OPEN)
    return found.values("agency_id")  # type: ignore[return-value]  # a dict of one column


def with_superior(skp_ids: Iterable[int]) -> QuerySet[Skp]:
    """Submitted plans among these with their assessor and person, to tell who has to check them now."""
    return (
        Skp.objects.filter(pk__in=list(skp_ids), state="submitted")
        .exclude(assessor_id=F("person_id"))
        .select_related("person")
    )


def plans_running_in(unit_ids: Iterable[int], on: dt.date | None = None) -> int:
    """How many plans of open cycles run in these units on a day (default today)."""
    day = on or today()
    found = Skp.objects.filter(assignment__unit_id__in=list(unit_ids), starts__lte=day, ends__gte=day)
    return found.filter(cycle__state=CycleState.OPEN).count()


def plans_waiting_in(unit_ids: Iterable[int]) -> dict[int, int]:
    """By unit id how many plans wait there for the assessor."""
    found = Skp.objects.filter(assignment__unit_id__in=list(unit_ids), state=SkpState.SUBMITTED)
    return dict(found.order_by().values_list("assignment__unit_id").annotate(n=Count("pk")))
