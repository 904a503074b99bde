"""Remind those who are behind: one notice a person and day, whoever presses the button; and close a cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from pamong.planning.models import Cycle, Reminder
from pamong.planning.queries.behind import stage_of, to_remind
from pamong.planning.queries.cycles import cycle_for
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AT_ONCE = 300  # persons; more are told by a job


@dataclass(frozen=True)
class Reminded:
    """How many were reminded now, and how many had been reminded today already."""

    told: int
    before: int


@transaction.atomic
def remind(*, cycle_id: int, stage: str, by: Viewer, unit_id: int | None = None) -> Reminded:
    """Remind everybody a stage waits for, in a unit or wherever the viewer may. Raises NotVisible, Refused.

    A person hears at most one reminder a day. More than 300 are told in the background.
    """
    cycle = cycle_for(by, "cycle.remind", cycle_id).again()  # locked: two buttons at once tell each person once
    found = stage_of(stage)
    if found is None:
        raise Refused(N_("Pilih tahap yang diingatkan dari daftar."), field="tahap")
    wanted = to_remind(by, cycle, found, unit_id)
    day = today()
    before = set(Reminder.objects.filter(person_id__in=wanted, day=day).values_list("person_id", flat=True))
    fresh = sorted(set(wanted) - before - {by.person_id or 0})
    Reminder.objects.bulk_create(
        [Reminder(cycle=cycle, person_id=pk, day=day, stage=stage, by_id=by.person_id) for pk in fresh],
        via=ACTION,
        batch_size=1000,
    )
    audit.record(by=by, verb="cycle.reminded", target=cycle, stage=stage, unit=unit_id, people=len(fresh))
    if len(fresh) > AT_ONCE:
        for start in range(0, len(fresh), AT_ONCE):
            defer_by_name(
                "planning.tell_reminded", cycle_id=cycle_id, stage=stage, person_ids=fresh[start : start + AT_ONCE]
            )
    else:
        tell_reminded(cycle_id=cycle_id, stage=stage, person_ids=fresh, by=by)
    return Reminded(len(fresh), len(before))


@transaction.atomic
def tell_reminded(*, cycle_id: int, stage: str, person_ids: Sequence[int], by: Viewer) -> int:
    """The notices of a reminder already noted; answers how many were new."""
    found = stage_of(stage)
    if found is None or not Cycle.objects.filter(pk=cycle_id).exists():
        return 0
    day, url, text = today(), reverse(found.url_name), str(found.text)
    notices = [Notice(pk, text, url, f"planning.reminder:{day}") for pk in person_ids]
    return notify_many(notices=notices, kind="planning.reminder", by=by)
