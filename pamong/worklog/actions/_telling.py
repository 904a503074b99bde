"""What every change of an entry tells others: the superior's board, the evidence, the areas above."""

from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from pamong.evidence.actions import NewFact
from pamong.people.queries import Posting
from pamong.platform.live.actions import publish_many
from pamong.worklog.metrics import ENTRY, OUTPUT
from pamong.worklog.models import Entry


def _one_transaction() -> AbstractContextManager[Any]:
    """The caller's transaction (the gate's, a job's), else an own one. No savepoint: whoever catches a refusal shows it
    with a status of 400 and above, and the gate undoes everything.
    """
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _source_of(entry_id: int) -> str:
    """How evidence and feedback name an entry."""
    return f"worklog.entry:{entry_id}"


def _tell_boards(posting: Posting | None, entry: Entry) -> None:
    """Boards of the superior and of who carries his duties today refresh, and the walls above them (one statement)."""
    superiors = {posting.superior_id, posting.carrier_id} - {None} if posting else set()
    boards = [(f"board:{person_id}", {"entry": entry.pk}) for person_id in sorted(superiors, key=str)]
    publish_many([("wall:all", {}), (f"wall:{entry.agency_id}", {}), *boards])


def _sent_fact(entry: Entry, unit_path: str) -> NewFact:
    """One entry was logged."""
    return _fact(entry, unit_path, ENTRY.id, Decimal(1), "")


def _output_fact(entry: Entry, unit_path: str) -> NewFact | None:
    """What an accepted entry adds to its indicator; None when it names no indicator or no quantity."""
    if entry.indicator_id is None or entry.quantity is None:
        return None
    return _fact(entry, unit_path, OUTPUT.id, entry.quantity, f"indicator:{entry.indicator_id}")


def _fact(entry: Entry, unit_path: str, metric: str, value: Decimal, subject: str) -> NewFact:
    return NewFact(
        metric=metric,
        agency_id=entry.agency_id,
        unit_id=entry.unit_id,
        unit_path=unit_path,
        person_id=entry.person_id,
        value=value,
        at=entry.ends_at,
        day=entry.day,
        source=_source_of(entry.pk),
        subject=subject,
        source_label=entry.text[:200],
    )
