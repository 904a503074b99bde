"""Cases as other programs may read them: what stands in public; of what such a program sent, the state alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, DateTimeField, F, Func, Prefetch, Q, QuerySet, When

from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.enums import OPEN_STATES, Channel
from pamong.voice.complaints.queries import Complaint, Photo, Step

MOST = 1000


@dataclass(frozen=True)
class Asked:
    """A question for requests; ``status``: of open and closed, those wanted."""

    first: dt.datetime
    last: dt.datetime
    codes: tuple[str, ...] = ()
    status: frozenset[str] = frozenset({"open", "closed"})
    page: int = 1
    page_size: int = MOST


def cases(asked: Asked) -> list[Complaint]:
    """A page of public cases, the newest first. Three statements, whatever their number."""
    found = _public().filter(
        received_day__range=(asked.first.date() - dt.timedelta(days=1), asked.last.date() + dt.timedelta(days=1)),
        requested__range=(asked.first, asked.last),
    )
    if asked.codes:
        found = found.filter(category__code__in=asked.codes)
    if asked.status == {"open"}:
        found = found.filter(state__in=OPEN_STATES)
    elif asked.status == {"closed"}:
        found = found.exclude(state__in=OPEN_STATES)
    start = (asked.page - 1) * asked.page_size
    return list(found.order_by("-requested", "number")[start : start + asked.page_size])


def known(numbers: Sequence[str]) -> list[Complaint]:
    """Cases by their ids: public ones, and the state of those that came through Open311. Others do not exist here."""
    wanted = {complaints.read_number(number) for number in numbers[:MOST]} - {""}
    if not wanted:
        return []
    found = _readable(complaints.public_or_sent()).filter(number__in=wanted)
    return list(found.order_by("-requested", "number"))


def updates(first: dt.datetime, last: dt.datetime) -> list[Step]:
    """Public steps of public cases between two instants, the newest first, at most 1,000. One statement.

    Cases nobody has cleared are in no list: their numbers are known to their senders alone.
    """
    seen = complaints.public_cases().select_related(None).values("pk")
    # When a citizen sent his report is told by the day only.
    told = ~Q(kind="received") | Q(complaint__channel=Channel.OPEN311)
    found = Step.objects.filter(told, complaint__in=seen, at__range=(first, last), is_public=True)
    found = found.select_related("complaint")
    return list(found.order_by("-at", "pk")[:MOST])


class _Midnight(Func):
    """The beginning of a civil day in the installation's zone."""

    template = "((%(expressions)s)::timestamp AT TIME ZONE %(zone)s)"
    output_field = DateTimeField()


def _public() -> QuerySet[Any]:
    return _readable(complaints.public_cases())


def _readable(found: QuerySet[Complaint]) -> QuerySet[Any]:
    """With the moment that may be told: to the second only where a program sent it, else the day."""
    zone = "'" + settings.TIME_ZONE.replace("'", "") + "'"
    moment = Case(
        When(channel=Channel.OPEN311, received_at__isnull=False, then=F("received_at")),
        default=_Midnight(F("received_day"), zone=zone),
        output_field=DateTimeField(),
    )
    steps = Step.objects.filter(~Q(kind="note")).order_by("order")
    photos = Photo.objects.filter(is_public=True).order_by("day", "id")
    annotated: QuerySet[Any] = found.annotate(requested=moment)
    annotated = annotated.defer("text", "wanted", "answers", "accused_words", "rating_text", "street", "secret_hash")
    annotated = annotated.prefetch_related(Prefetch("steps", steps, to_attr="happened"))
    return annotated.prefetch_related(Prefetch("photos", photos, to_attr="pictures"))
