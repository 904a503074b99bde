"""What became public on some days: cases put into public, and what happened to public cases. By days, never by moments."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from pamong.voice.complaints.enums import StepKind
from pamong.voice.complaints.models import Complaint, Step
from pamong.voice.complaints.queries.follow import public_cases

# What came of a case, as those hear of it who follow a whole area.
OUTCOMES = (
    StepKind.EXPLAINED,
    StepKind.ANSWERED,
    StepKind.CONFIRMED,
    StepKind.VISITED,
    StepKind.UNCONFIRMED,
    StepKind.REFUSED,
    StepKind.HANDED_OVER,
    StepKind.REOPENED,
)


class News(NamedTuple):
    """A day on which something became known of a public case. ``of_area``: those who follow its area hear of it too."""

    complaint_id: int
    place_id: int | None
    top_id: int | None
    category_id: int
    unit_id: int | None
    day: dt.date
    of_area: bool


_WHERE = ("pk", "place_id", "place__parent_id", "category_id", "unit_id")


def news(first: dt.date, last: dt.date) -> list[News]:
    """Everything that became public on these days, both included. Two statements, at any number of cases."""
    shown = public_cases().filter(published_day__range=(first, last)).order_by()
    found = [
        News(pk, place, top, category, unit, day or first, of_area=True)
        for pk, place, top, category, unit, day in shown.values_list(*_WHERE, "published_day")
    ]
    taken = _steps(first, last).values_list(*(f"complaint__{name}" for name in _WHERE), "day", "kind")
    for pk, place, top, category, unit, day, kind in taken:
        found.append(News(pk, place, top, category, unit, day, of_area=kind in OUTCOMES))
    return found


def told_steps(complaint_id: int, first: dt.date, last: dt.date) -> Complaint | None:
    """A public case with its public steps of these days as ``news``; None when it is not public (any more)."""
    wanted = Step.objects.filter(is_public=True, day__range=(first, last)).select_related("unit").order_by("order")
    found = public_cases().select_related("merged_into").filter(pk=complaint_id)
    return found.prefetch_related(Prefetch("steps", wanted, to_attr="news")).first()


def area_cases(*, place_id: int | None, category_id: int | None, unit_id: int | None) -> QuerySet[Complaint]:
    """The public cases of an area: a kelurahan or a kecamatan with all below it, a category, a unit; each may be left open."""
    found = public_cases()
    if place_id:
        found = found.filter(Q(place_id=place_id) | Q(place__parent_id=place_id))
    if category_id:
        found = found.filter(category_id=category_id)
    return found.filter(unit_id=unit_id) if unit_id else found


def area_new(cases: QuerySet[Complaint], first: dt.date, last: dt.date) -> QuerySet[Complaint]:
    """Those of them that were put into public on these days."""
    return cases.filter(published_day__range=(first, last)).order_by("-published_day", "number")


def area_outcomes(cases: QuerySet[Complaint], first: dt.date, last: dt.date) -> QuerySet[Complaint]:
    """Those of them of which something came on these days, and that were public before."""
    some = Step.objects.filter(is_public=True, kind__in=OUTCOMES, day__range=(first, last)).values("complaint_id")
    earlier = cases.filter(Q(published_day__lt=first) | Q(published_day__isnull=True))
    return earlier.filter(pk__in=some).order_by("-received_day", "number")


def _steps(first: dt.date, last: dt.date) -> QuerySet[Step]:
    found = Step.objects.filter(
        is_public=True, day__range=(first, last), complaint__is_public=True, complaint__about_officer=False
    )
    return found.order_by()
