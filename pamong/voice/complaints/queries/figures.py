"""Counts over all cases, for roll-ups and signals. Cases about officers and praise are in none of them."""

import datetime as dt
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields import DateField
from django.db.models.functions import Cast, Coalesce, TruncMonth

from pamong.voice.complaints.models import Closing, Complaint


def counted() -> QuerySet[Complaint]:
    """The cases that counts speak of."""
    return Complaint.objects.filter(about_officer=False, category__is_praise=False).order_by()


def tally_rows() -> QuerySet[Complaint, dict[str, Any]]:
    """One row per month, unit, category, place, state and being public, with what can be summed. One statement."""
    answered = Q(answered_day__isnull=False)
    in_time = Exists(Closing.objects.filter(complaint_id=OuterRef("pk"), in_time=True))
    days = Cast(RawSQL("answered_day - received_day", []), IntegerField())  # days between two dates, in SQL a number
    return (
        counted()
        .annotate(month=Cast(TruncMonth("received_day"), DateField()), timely=in_time)
        .values("month", "unit_id", "category_id", "place_id", "state", "is_public")
        .annotate(
            n=Count("pk"),
            decided=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(timely=True)),
            rated=Count("rating"),
            rating_sum=Coalesce(Sum("rating"), Value(0)),
            days=ArrayAgg(days, filter=answered, default=Value([])),
        )
    )


class Recent(NamedTuple):
    """A case of the last weeks; ``top`` is its kecamatan, None where no place of the list was given."""

    pk: int
    category_id: int
    top: int | None
    day: dt.date


def recent(since: dt.date, until: dt.date) -> list[Recent]:
    """The cases received on these days, both included; without their words. One statement."""
    found = counted().filter(received_day__range=(since, until))
    rows = found.values_list("pk", "category_id", Coalesce("place__parent_id", "place_id"), "received_day")
    return [Recent(*row) for row in rows]


def words_of(since: dt.date, until: dt.date) -> list[tuple[int, int, int | None, str]]:
    """Their words: (pk, category, kecamatan, text), for comparing; nobody is shown them by it. One statement."""
    found = counted().filter(received_day__range=(since, until)).exclude(merged_into__isnull=False)
    return list(found.values_list("pk", "category_id", Coalesce("place__parent_id", "place_id"), "text"))


def first_day() -> dt.date | None:
    """The day of the first case there is: before it nothing can have been usual."""
    found: dt.date | None = Complaint.objects.aggregate(first=Min("received_day"))["first"]
    return found


def of_figure(found: QuerySet[Complaint], *, without: tuple[str, ...] = (), **wanted: Any) -> QuerySet[Complaint]:
    """Those of ``found`` that a figure of the roll-up counts, the newest first; ``without``: what they do not have."""
    keys = {
        "unit": "unit_id",
        "category": "category_id",
        "place": "place_id",
        "states": "state__in",
        "first": "received_day__gte",
        "last": "received_day__lte",
    }
    chosen = {keys[name]: value for name, value in wanted.items() if value is not None}
    none = {f"{keys[name]}__isnull": True for name in without}
    found = found.filter(about_officer=False, category__is_praise=False, **chosen, **none)
    return found.order_by(F("received_day").desc(), "pk")
