"""The superior's writes: accept or return entries, one or many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence import actions as evidence
from pamong.people import queries as people
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.live.actions import publish as publish_live
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.actions._telling import _one_transaction, _output_fact, _source_of
from pamong.worklog.enums import EntryState
from pamong.worklog.events import EntryAccepted, EntryReturned
from pamong.worklog.metrics import ACCEPTED, OUTPUT, RETURNED
from pamong.worklog.models import Entry
from pamong.worklog.queries import entries
from pamong.worklog.rules import states

MOST = 100  # entries in one decision


class Pick(NamedTuple):
    """An entry as the superior saw it: a decision counts only for that version."""

    entry_id: int
    version: int


@dataclass(frozen=True)
class Decided:
    """What came of it: entries decided on, and those that changed since they were shown (left as they are)."""

    done: tuple[Entry, ...]
    changed: tuple[Entry, ...]


def decide(*, picks: Sequence[Pick], accept: bool, note: str = "", by: Viewer) -> Decided:
    """Accept or return entries of one's staff, also as Plt/Plh; each employee is told once.

    Accepting adds the quantity to the indicator's evidence, returning an accepted entry takes it back. Raises Refused
    without a note for a return, for no or too many entries; NotVisible when one is not the viewer's to decide.
    """
    states.check_note(accept, note)
    if not picks or len(picks) > MOST:
        text = (
            N_("Pilih dulu catatan yang akan diputuskan.")
            if not picks
            else N_("Paling banyak %(most)s catatan sekali putus.")
        )
        raise Refused(text, field="picks", code="pilihan", most=MOST)
    with _one_transaction():
        versions = {pick.entry_id: pick.version for pick in picks}
        rows = _locked(by, list(versions))
        if len(rows) != len(versions):
            raise NotVisible
        wanted = EntryState.ACCEPTED if accept else EntryState.RETURNED
        done = [r for r in rows if versions[r.pk] == r.version and states.may_become(r.state, wanted)]
        changed = [r for r in rows if r not in done]
        if done:
            _store(done, wanted, note, by)
            _tell(done, wanted, note, by)
            _evidence(done, accept=accept, by=by)
        return Decided(tuple(done), tuple(changed))


def _locked(by: Viewer, ids: list[int]) -> list[Entry]:
    """The entries, locked in the order of their ids so that two deciders never wait crosswise; never one's own."""
    visible: QuerySet[Entry] = (
        entries(by, policy="entry.decide").filter(pk__in=ids).exclude(person_id=by.person_id or 0)
    )
    plain = visible.select_related("person", "unit")
    return list(plain.select_for_update(of=("self",)).order_by("pk"))


def _store(done: list[Entry], wanted: EntryState, note: str, by: Viewer) -> None:
    Entry.objects.filter(pk__in=[row.pk for row in done]).update(
        via=ACTION,
        state=wanted,
        decided_by_id=by.person_id,
        decided_at=Now(),
        note=note.strip(),
        version=F("version") + 1,
    )
    superior = people.superior_of(done[0].person_id)
    acting_for = superior if superior != by.person_id else None
    audit.record(
        by=by,
        verb=f"worklog.{wanted.value}",
        target=done[0],
        acting_for=acting_for,
        entries=[row.pk for row in done],
        note=note.strip(),
    )


def _tell(done: list[Entry], wanted: EntryState, note: str, by: Viewer) -> None:
    """One notice to each person, whatever the number of entries; boards of the deciders refresh."""
    by_person: dict[int, list[Entry]] = defaultdict(list)
    for row in done:
        by_person[row.person_id].append(row)
        made = EntryAccepted if wanted is EntryState.ACCEPTED else EntryReturned
        publish(made(entry_id=row.pk, person_id=row.person_id, day=row.day))
    notices = [
        Notice(
            person_id,
            _notice(rows, wanted, note),
            reverse("worklog:entry", kwargs={"pk": rows[0].pk})
            if len(rows) == 1
            else reverse("worklog:history") + f"?keadaan={wanted.value}",
            f"worklog:{wanted.value}:{rows[0].pk}:{rows[0].version}",
        )
        for person_id, rows in by_person.items()
    ]
    notify_many(notices=notices, kind=(ACCEPTED if wanted is EntryState.ACCEPTED else RETURNED).id, by=by)
    publish_live(topic=f"board:{by.person_id}", data={"entry": done[0].pk})


def _notice(rows: list[Entry], wanted: EntryState, note: str) -> str:
    if len(rows) == 1:
        what = {"text": rows[0].text[:80], "day": formatting.long_date(rows[0].day), "note": note.strip()}
        if wanted is EntryState.ACCEPTED:
            return _("Catatan %(day)s “%(text)s” diterima.") % what
        return _("Catatan %(day)s “%(text)s” dikembalikan: %(note)s") % what
    if wanted is EntryState.ACCEPTED:
        return _("%(count)s catatan harian Anda diterima.") % {"count": len(rows)}
    return _("%(count)s catatan harian Anda dikembalikan: %(note)s") % {"count": len(rows), "note": note.strip()}


def _evidence(done: list[Entry], *, accept: bool, by: Viewer) -> None:
    """Last in the transaction: roll-up rows of a whole agency are held only briefly."""
    if accept:
        facts = [fact for row in done if (fact := _output_fact(row, row.unit.path)) is not None]
        evidence.record_many(facts=facts, by=by)
        return
    sources = [_source_of(row.pk) for row in done if row.state == EntryState.ACCEPTED]
    if sources:
        evidence.withdraw(sources=sources, metric=OUTPUT.id, by=by)
