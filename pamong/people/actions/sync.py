"""The comparison with the personnel system carried out: undoubted news taken, conflicts kept for a clerk, decided by him.

Running the same file twice changes nothing: what was taken is the same now, what is asked is asked already.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from pamong.people.actions import import_write
from pamong.people.actions._lock import only_import
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import ConflictKind, ConflictState, SyncState
from pamong.people.models import Assignment, Person, SyncConflict, SyncRun, SyncSeen
from pamong.people.queries import sync as reads
from pamong.people.queries.imports import Ids, known_state
from pamong.people.rules import plan as plans
from pamong.people.rules import sync as rules
from pamong.people.rules.known import Known
from pamong.people.rules.plan import ImportPlan
from pamong.people.rules.rows import Parsed, PersonRow
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

BATCH = 2000


@dataclass(frozen=True)
class Report:
    """What a comparison did, or would do."""

    counts: dict[str, int]
    conflicts: tuple[reads.Conflict, ...]
    run: SyncRun | None

    @property
    def stored(self) -> SyncRun:
        """The stored comparison; only a preview has none."""
        if self.run is None:
            raise ValueError("a preview is not stored")
        return self.run


def preview(*, content: bytes, file_name: str, by: Viewer) -> Report:
    """What a file would do; writes nothing. Raises Refused (field ``file``)."""
    found, known, _ids = reads.compare(reads.read_file(content, file_name))
    plan = _plan(found.take, known)
    return Report(_counts(found, plan), (*found.ask, *found.missing), None)


def run(*, content: bytes, file_name: str, source: str, by: Viewer) -> Report:
    """Compare and apply. Raises Refused for a file that cannot be read, or while an import runs; the run says why."""
    record = _begin(content, file_name, source, by)
    try:
        with only_import():
            found, known, ids = reads.compare(reads.read_file(content, file_name))
            plan = _plan(found.take, known)
            if plan.new or plan.changed:
                import_write.write(plan=plan, ids=ids, defaults=Defaults(), by=by, progress=lambda done, total: None)
            with import_write.step(by=by):
                counts = _counts(found, plan) | _keep(found, plan, record)
                _end(record, SyncState.DONE, counts=counts)
                audit.record(by=by, verb="sync.done", target=record, **counts)
    except Refused as refused:
        with import_write.step(by=by):
            _end(record, SyncState.FAILED, message=refused.text())
            audit.record(by=by, verb="sync.failed", target=record, message=record.message)
        raise
    return Report(counts, (*found.ask, *found.missing), record)


def run_folder(*, folder: str, by: Viewer) -> Report | None:
    """Compare the newest file of a folder unless the last comparison was of the very same; None when there is nothing to do.

    A file that cannot be read leaves a failed run that says why, for the page.
    """
    newest = reads.newest_file(folder)
    if newest is None:
        return None
    content = newest.read_bytes()
    last = reads.last_done()
    if last is not None and last.digest == hashlib.sha256(content).hexdigest():
        return None
    try:
        return run(content=content, file_name=newest.name, source="folder", by=by)
    except Refused:
        return None


def _begin(content: bytes, file_name: str, source: str, by: Viewer) -> SyncRun:
    digest = hashlib.sha256(content).hexdigest()
    with import_write.step(by=by):
        made = SyncRun.objects.create(
            file_name=file_name[-200:], digest=digest, source=source, started_by_id=by.user_id
        )
        audit.record(by=by, verb="sync.started", target=made, file=made.file_name)
    return made


def _end(record: SyncRun, state: SyncState, *, counts: dict[str, int] | None = None, message: str = "") -> None:
    record.state, record.ended_at, record.message = state, now(), message[:300]
    record.counts = counts or {}
    record.save(update_fields=["state", "ended_at", "message", "counts"])


def _plan(rows: Iterable[PersonRow], known: Known) -> ImportPlan:
    return plans.make(Parsed(people=list(rows)), known, {})


def _counts(found: reads.Comparison, plan: ImportPlan) -> dict[str, int]:
    asked = {conflict.nip for conflict in found.ask}
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": found.same + len(plan.unchanged),
        "asked": len(asked),
        "missing": len(found.missing),
    }


# --- conflicts ---


def _keep(found: reads.Comparison, plan: ImportPlan, record: SyncRun) -> dict[str, int]:
    """Store what they said, and what a clerk shall decide; what no longer differs is closed."""
    refused = [
        reads.Conflict(
            note.nip, note.name, ConflictKind.UNREADABLE, note.field, "", note.value[:300], note.reason[:300]
        )
        for note in plan.refused
    ]
    _remember(found.said, record)
    wanted = {(c.nip, c.kind, c.field): c for c in [*found.ask, *found.missing, *refused]}
    opened = {(c.nip, c.kind, c.field): c for c in SyncConflict.objects.filter(state=ConflictState.OPEN)}
    kept = set(SyncConflict.objects.filter(state=ConflictState.KEPT).values_list("nip", "kind", "field", "theirs"))
    new = [c for place, c in wanted.items() if place not in opened and (*place, c.theirs[:300]) not in kept]
    again = [(opened[place], c) for place, c in wanted.items() if place in opened]
    gone = [row for place, row in opened.items() if place not in wanted and _settled(row, found)]
    _store(new, record)
    for row, conflict in again:
        row.ours, row.theirs, row.note = conflict.ours[:300], conflict.theirs[:300], conflict.note[:300]
        row.record = dict(conflict.record)
    SyncConflict.objects.bulk_update([row for row, _c in again], ["ours", "theirs", "note", "record"], batch_size=BATCH)
    SyncConflict.objects.filter(pk__in=[row.pk for row in gone]).update(state=ConflictState.GONE, decided_at=now())
    return {"conflicts": len(new), "open": len(new) + len(again), "gone": len(gone)}


def _settled(row: SyncConflict, found: reads.Comparison) -> bool:
    """An open conflict is over when the file speaks of the person and no longer differs, or names who was missing."""
    if row.kind in (ConflictKind.MISSING, ConflictKind.LEFT, ConflictKind.UNREADABLE):
        return True
    if row.nip not in found.said:
        return False
    taken = {person.nip for person in found.take}
    theirs = found.said[row.nip].get(row.field, "")
    return row.nip in taken or not theirs or theirs != row.theirs or row.kind != ConflictKind.DIFFERENT


def _remember(said: dict[str, dict[str, str]], record: SyncRun) -> None:
    rows = [SyncSeen(nip=nip, said=fields, run=record) for nip, fields in said.items()]
    SyncSeen.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["nip"], update_fields=["said", "run"]
    )


def _store(new: list[reads.Conflict], record: SyncRun) -> None:
    nips = [conflict.nip for conflict in new]
    persons = dict(Person.objects.filter(nip__in=nips).values_list("nip", "pk"))
    agencies = dict(
        Assignment.objects.filter(person__nip__in=nips, valid__contains=today()).values_list("person__nip", "agency_id")
    )
    SyncConflict.objects.bulk_create(
        [
            SyncConflict(
                run=record, nip=c.nip[:40], name=c.name[:150], kind=c.kind, field=c.field, ours=c.ours[:300],
                theirs=c.theirs[:300], note=c.note[:300], record=dict(c.record), person_id=persons.get(c.nip),
                agency_id=agencies.get(c.nip),
            )
            for c in new
        ],
        batch_size=BATCH,
    )  # fmt: skip


@transaction.atomic
def keep(*, conflict: SyncConflict, note: str, by: Viewer) -> SyncConflict:
    """Ours is right; the same value of theirs is not asked again. Raises Refused when it is decided already."""
    return _decide(conflict, ConflictState.KEPT, note, by)


@transaction.atomic
def take(*, conflict: SyncConflict, by: Viewer) -> SyncConflict:
    """Theirs is right: the field is changed as an import would. Raises Refused when that cannot be, or it is decided."""
    if conflict.kind not in (ConflictKind.DIFFERENT, ConflictKind.UNKNOWN_UNIT, ConflictKind.NEW_PERSON):
        raise Refused(N_("Ini tidak dapat diambil begitu saja. Ikuti petunjuk di sampingnya."))
    row = reads.row_of(conflict.record)
    row = row if conflict.kind == ConflictKind.NEW_PERSON else reads.only(row, [conflict.field])
    nips = {row.nip} | ({row.superior} if row.superior else set())
    known, ids = known_state(nips, today=today(), agencies=None)
    _check_unit(row, known)
    plan = _plan([row], known)
    if plan.refused:
        raise Refused(N_("Tidak dapat diterapkan: %(why)s"), why=plan.refused[0].reason)
    _write(plan, ids, by)
    return _decide(conflict, ConflictState.TAKEN, "", by)


def _check_unit(row: PersonRow, known: Known) -> None:
    if row.unit is None:
        return
    place = rules.place(known.units, row.unit, row.parent, row.agency)
    if place.chain is None:
        raise Refused(
            N_("Unit “%(name)s” belum ada di Pamong atau ada beberapa. Buat atau rapikan dulu unitnya."), name=row.unit
        )


def _write(plan: ImportPlan, ids: Ids, by: Viewer) -> None:
    if plan.new or plan.changed:
        import_write.write(plan=plan, ids=ids, defaults=Defaults(), by=by, progress=lambda done, total: None)


def _decide(conflict: SyncConflict, state: ConflictState, note: str, by: Viewer) -> SyncConflict:
    locked = SyncConflict.objects.select_for_update().filter(pk=conflict.pk, state=ConflictState.OPEN).first()
    if locked is None:
        raise Refused(N_("Perbedaan ini sudah diputuskan."))
    locked.state, locked.decided_at, locked.decided_by_id = state, now(), by.user_id
    locked.note = note.strip()[:300] or locked.note
    locked.save(update_fields=["state", "decided_at", "decided_by", "note"])
    audit.record(by=by, verb=f"sync.{state}", target=locked, person=locked.person_id, field=locked.field)
    return locked
