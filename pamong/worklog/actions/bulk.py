"""Many entries of past days at once, for example and measuring data: with their decisions and evidence, without notices.

People log their own work one by one (and no further back than their agency's window allows).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from pamong.evidence.actions import NewFact, record_many
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.worklog.actions._telling import _output_fact, _sent_fact
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry

BATCH = 2000


@dataclass(frozen=True)
class NewEntry:
    """An entry as it stands after the superior looked at it, or still waiting (``state`` sent)."""

    person_id: int
    agency_id: int
    unit_id: int
    unit_path: str
    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    text: str
    quantity: Decimal
    unit_label: str
    indicator_id: int
    result_id: int
    state: str
    decided_by_id: int | None = None
    decided_at: dt.datetime | None = None
    note: str = ""


@transaction.atomic
def add_entries(*, entries: Sequence[NewEntry], by: Viewer) -> list[int]:
    """Add entries with their facts; answers their ids. Raises NotAllowed for anybody but a command, IntegrityError for overlaps."""
    if not by.is_system:
        raise NotAllowed
    audit.set_context(by=by, route="worklog.bulk")
    ids: list[int] = []
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        made = Entry.objects.bulk_create([_entry(new) for new in batch], via=ACTION)
        ids += [entry.pk for entry in made]
        facts = [f for entry, new in zip(made, batch, strict=True) for f in _facts(entry, new)]
        record_many(facts=facts, by=by)
    return ids


def _entry(new: NewEntry) -> Entry:
    values = {name: value for name, value in vars(new).items() if name != "unit_path"}
    return Entry(**values)


def _facts(entry: Entry, new: NewEntry) -> Iterator[NewFact]:
    """What a sent and an accepted entry tell the spine, as the single actions do."""
    yield _sent_fact(entry, new.unit_path)
    output = _output_fact(entry, new.unit_path) if new.state == EntryState.ACCEPTED else None
    if output is not None:
        yield output
