"""The action plan: what is to be done in which month or quarter under each work result, and how far it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pamong.planning.enums import Progress
from pamong.planning.models import ActionItem, Skp
from pamong.planning.rules import phases
from pamong.platform.access.errors import NotVisible


@dataclass(frozen=True)
class ActionChoice:
    """A step of the action plan to log work on. ``current``: its month or quarter holds the day that was asked for."""

    action_id: int
    result_id: int
    label: str
    period: str
    progress: str
    current: bool


def items_of(skp_id: int) -> QuerySet[ActionItem]:
    """The steps of a plan in the order of time; not those under results that a revision dropped."""
    return ActionItem.objects.filter(result__skp_id=skp_id, result__dropped_on__isnull=True).select_related("result")


def items_by_result(skp_id: int) -> dict[int, list[ActionItem]]:
    """The steps of a plan by result id, each in the order of time (one statement)."""
    found: dict[int, list[ActionItem]] = defaultdict(list)
    for item in items_of(skp_id):
        found[item.result_id].append(item)
    return dict(found)


def action_items_for(person: int, day: dt.date) -> list[ActionChoice]:
    """The steps a person may log work on: of his plan of the day in any state; those of the day's month or quarter first."""
    plans = Skp.objects.filter(person_id=person, starts__lte=day, ends__gte=day)
    rows = ActionItem.objects.filter(result__skp__in=plans, result__dropped_on__isnull=True).select_related("result")
    found = [
        ActionChoice(
            action_id=row.pk,
            result_id=row.result_id,
            label=f"{row.text} · {row.result.title}",
            period=phases.short_label(row.step, row.period_no),
            progress=row.progress,
            current=row.starts <= day <= row.ends,
        )
        for row in rows.exclude(progress=Progress.DONE)
    ]
    return sorted(found, key=lambda choice: not choice.current)


def progress_of(skp_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By plan id how many steps are done and how many there are (one statement)."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = ActionItem.objects.filter(result__skp_id__in=list(skp_ids), result__dropped_on__isnull=True)
    for skp_id, progress in rows.values_list("result__skp_id", "progress"):
        counts[skp_id][1] += 1
        counts[skp_id][0] += progress == Progress.DONE
    return {skp_id: (done, total) for skp_id, (done, total) in counts.items()}


def action_of(skp_id: int, action_id: int) -> ActionItem:
    """One step of a plan; raises NotVisible."""
    found = items_of(skp_id).filter(pk=action_id).first()
    if found is None:
        raise NotVisible
    return found
