"""Entries within the viewer's right: page, board, export and evidence share these querysets."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from pamong.people import queries as people
from pamong.people.queries import Expected
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Attachment, Entry


def _relations(viewer: Viewer, on: dt.date | None = None) -> dict[Who, Q]:
    below = Q(pk__in=())
    if viewer.has_reports:
        below = Q(person_id__in=people.direct_reports(viewer, on=on).order_by().values("person_id"))
    return {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: below,
        Who.ABOVE: people.under(viewer.leads, "unit__path"),
    }


# The proof of an entry comes with its row: id and file_id, name, size in bytes, has_preview.
_PROOF = ArraySubquery(
    Attachment.objects.filter(entry=OuterRef("pk"))
    .order_by("pk")
    .values(
        facts=JSONObject(
            id="pk", file_id="file_id", name="file__name", size="file__size", has_preview="file__has_preview"
        )
    )
)


def _visible(viewer: Viewer, policy: str, on: dt.date | None = None) -> QuerySet[Entry]:
    found = Entry.objects.filter(scope(viewer, policy, _relations(viewer, on)))
    return found.select_related("person", "indicator", "result", "decided_by").annotate(proof=_PROOF)


def entries(
    viewer: Viewer,
    *,
    person_id: int | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    state: str = "",
    indicator_id: int | None = None,
    policy: str = "entry.view",
) -> QuerySet[Entry]:
    """Entries the viewer may see, newest first, with person, indicator and files; withdrawn ones only when asked for."""
    found = _visible(viewer, policy)
    found = found.filter(state=state) if state else found.exclude(state=EntryState.WITHDRAWN)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if indicator_id is not None:
        found = found.filter(indicator_id=indicator_id)
    if start:
        found = found.filter(day__gte=start)
    if end:
        found = found.filter(day__lte=end)
    return found


def entries_for_indicator(viewer: Viewer, indicator_id: int, start: dt.date, end: dt.date) -> QuerySet[Entry]:
    """Accepted entries towards one indicator in a period: what stands beside its line in the evaluation."""
    return entries(viewer, indicator_id=indicator_id, start=start, end=end, state=EntryState.ACCEPTED)


def entry_for(viewer: Viewer, pk: int, policy: str = "entry.view") -> Entry:
    """One entry on which the viewer holds the right, withdrawn ones included; raises NotVisible."""
    found = _visible(viewer, policy).select_related("action_item", "disposition").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def proof_of(entry: Entry) -> list[dict[str, Any]]:
    """The files of an entry that came from these queries: id, file_id, name, size, has_preview."""
    found: list[dict[str, Any]] = getattr(entry, "proof", [])
    return found


def own_entry_for(viewer: Viewer, pk: int) -> Entry:
    """One entry of the viewer himself, to be changed; raises NotVisible."""
    return entry_for(viewer, pk, "entry.change")


def waiting_for_me(viewer: Viewer, on: dt.date | None = None) -> QuerySet[Entry]:
    """Entries that wait for the viewer's decision; never his own, also when he stands in for his superior."""
    found = Entry.objects.filter(scope(viewer, "entry.decide", _relations(viewer, on)), state=EntryState.SENT)
    return found.exclude(person_id=viewer.person_id or 0)


def queue(viewer: Viewer, on: dt.date | None = None) -> QuerySet[Entry]:
    """``waiting_for_me`` with what the list shows, newest first: today's work is answered today."""
    found = waiting_for_me(viewer, on).select_related("person", "indicator", "result").annotate(proof=_PROOF)
    return found.order_by("-starts_at", "-id")


def may_decide(viewer: Viewer, entry: Entry) -> bool:
    """Whether the viewer may accept or return this entry now."""
    if entry.person_id == viewer.person_id or entry.state == EntryState.WITHDRAWN:
        return False
    return Entry.objects.filter(scope(viewer, "entry.decide", _relations(viewer)), pk=entry.pk).exists()


@dataclass(frozen=True)
class Day:
    """A person's day: entries in order of time, minutes logged against the minutes asked of him on this day."""

    day: dt.date
    entries: tuple[Entry, ...]
    expected: Expected

    @property
    def required(self) -> int:
        return self.expected.minutes

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    @property
    def required_hours(self) -> Decimal:
        return Decimal(self.required) / 60


def day_of(viewer: Viewer, *, person_id: int, day: dt.date) -> Day:
    """The entries of one day that the viewer may see, and what is expected of it, in two statements."""
    found = entries(viewer, person_id=person_id, start=day, end=day).order_by("starts_at", "id")
    return Day(day, tuple(found), people.expected_of(person_id, day, day)[day])
