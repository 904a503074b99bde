"""A followed case was merged: its followers go on with the one that took it in, once they were told of the day it happened."""

from django.db import transaction
from django.db.models import F, Q

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.voice.complaints.queries import public_cases
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import Subject, mark_of
from pamong.voice.following.queries.writing import address_of


@transaction.atomic
def move_on(*, by: Viewer) -> int:
    """Let follows of merged cases go on at the main case, as far as the public may read it; answers how many moved.

    Consent, rhythm, language and the link that ends it stay. Who follows the main case already is not written to twice. A
    case merged twice over is moved by the next run. Where the main case is not public the follow waits, and ends with its time.
    """
    merged = Follow.objects.select_for_update(of=("self",)).select_related("complaint__merged_into")
    told = merged.filter(confirmed_day__isnull=False, told_to__gte=F("complaint__closed_day"))
    rows = list(told.filter(complaint__merged_into__in=public_cases().values("pk")).order_by("pk"))
    for row in rows:
        main = row.complaint.merged_into if row.complaint else None
        row.came_from, row.complaint = row.complaint, main
        address = address_of(row)
        row.mark = mark_of(Subject(main), address) if address else row.mark
    kept, double, unsure = _once(rows)
    Follow.objects.filter(pk__in=unsure).delete(via=ACTION)
    Follow.objects.filter(pk__in=double).delete(via=ACTION)
    Follow.objects.bulk_update(kept, ["complaint", "came_from", "mark"], via=ACTION)
    if kept:
        audit.record(by=by, verb="following.moved", target=kept[0], count=len(kept))
    return len(kept)


def _once(rows: list[Follow]) -> tuple[list[Follow], list[int], list[int]]:
    """Those that move, those whose follower has the main case already, and wishes nobody confirmed that they replace."""
    mains = {row.complaint_id for row in rows}
    there = Follow.objects.filter(complaint_id__in=mains).exclude(pk__in=[row.pk for row in rows])
    same = Q(mark__in=[row.mark for row in rows if row.mark]) | Q(
        person_id__in=[r.person_id for r in rows if r.person_id]
    )
    taken: dict[tuple[int | None, str | int | None], Follow] = {_who(row): row for row in there.filter(same)}
    kept: list[Follow] = []
    double: list[int] = []
    unsure: list[int] = []
    for row in rows:
        other = taken.get(_who(row))
        if other is not None and other.confirmed_day is not None:
            double.append(row.pk)
            continue
        if other is not None:
            unsure.append(other.pk)
        taken[_who(row)] = row
        kept.append(row)
    return kept, double, unsure


def _who(row: Follow) -> tuple[int | None, str | int | None]:
    return row.complaint_id, row.mark or row.person_id
