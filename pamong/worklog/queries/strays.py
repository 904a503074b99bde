"""Entries that still name the plan before a move: the decree came later than its day, and the work was logged meanwhile."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from pamong.planning.queries import DatedChoice, indicators_between
from pamong.platform.access.viewer import Viewer
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry

MOST = 100  # entries shown and carried over at once


@dataclass(frozen=True)
class StrayGroup:
    """The stray entries of one indicator of the old plan, and the indicators of the new one that they may go to."""

    label: str
    entries: list[Entry]
    choices: list[DatedChoice]

    @property
    def first(self) -> dt.date:
        """The day of the first of them."""
        return self.entries[0].day


@dataclass(frozen=True)
class Waiting:
    """How many stray entries a person has after plans were ended, and since when."""

    person_id: int
    name: str
    count: int
    since: dt.date


def stray_entries(person_id: int) -> QuerySet[Entry]:
    """Entries of a person that name a result of a plan which does not run on their day, in order of time."""
    outside = Q(day__gt=F("result__skp__ends")) | Q(day__lt=F("result__skp__starts"))
    found = Entry.objects.filter(outside, person_id=person_id).exclude(state=EntryState.WITHDRAWN)
    return found.order_by("day", "starts_at", "pk")


def strays(viewer: Viewer) -> list[StrayGroup]:
    """The viewer's own stray entries by old indicator, at most a hundred (two statements)."""
    rows = list(stray_entries(viewer.me).select_related("indicator", "result", "decided_by")[:MOST])
    choices = choices_of(viewer.me, rows)
    groups: dict[tuple[int | None, int | None], list[Entry]] = {}
    for row in rows:
        groups.setdefault((row.result_id, row.indicator_id), []).append(row)
    return [_group(listed, choices) for listed in groups.values()]


def _group(rows: list[Entry], choices: list[DatedChoice]) -> StrayGroup:
    row = rows[0]
    what = row.indicator.text if row.indicator else row.result.title if row.result else ""
    return StrayGroup(what, rows, [one for one in choices if all(fits(entry, one) for entry in rows)])


def choices_of(person_id: int, rows: list[Entry]) -> list[DatedChoice]:
    """Indicators of the plans that run on the days of these entries (one statement, none without entries)."""
    return indicators_between(person_id, min(r.day for r in rows), max(r.day for r in rows)) if rows else []


def fits(entry: Entry, choice: DatedChoice) -> bool:
    """The plan runs on the day, and a quantity keeps its unit: nothing is converted."""
    same = entry.quantity is None or entry.unit_label.casefold() == choice.unit.casefold()
    return choice.starts <= entry.day <= choice.ends and same


def waiting_after(skp_ids: Iterable[int]) -> list[Waiting]:
    """Who has logged work on these plans after their last day, how much, and since when (one statement)."""
    late = Entry.objects.filter(result__skp_id__in=list(skp_ids), day__gt=F("result__skp__ends"))
    found = late.exclude(state=EntryState.WITHDRAWN).order_by("person_id").values("person_id", "person__name")
    counted = found.annotate(n=Count("pk"), since=Min("day"))
    return [Waiting(row["person_id"], row["person__name"], row["n"], row["since"]) for row in counted]
