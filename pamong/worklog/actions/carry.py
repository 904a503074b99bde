"""Entries follow their owner's word to the plan of their day, after a decree that came late. Nothing moves by itself."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence import actions as evidence
from pamong.people import queries as people
from pamong.people.models import Assignment, Unit
from pamong.planning.queries import DatedChoice
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import Notice, notify, notify_many
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.worklog.actions._telling import _one_transaction, _sent_fact, _source_of, _tell_boards
from pamong.worklog.actions.decisions import Pick
from pamong.worklog.enums import EntryState
from pamong.worklog.metrics import CARRIED, ENTRY, OUTPUT, STRAY
from pamong.worklog.models import Entry
from pamong.worklog.queries.strays import MOST, choices_of, fits, stray_entries, waiting_after

FIELDS = (
    "agency", "unit", "indicator", "result", "action_item", "unit_label", "state", "decided_by", "decided_at", "note",
    "version",
)  # fmt: skip


def carry_over(*, picks: Sequence[Pick], indicator_id: int | None, by: Viewer) -> list[Entry]:
    """Link one's own entries to an indicator of the plan that runs on their day (None: other duties); answers them.

    What an earlier superior had accepted is taken out of the old plan's figures and waits for the superior of that day,
    who alone may count it. Raises Refused: nothing picked, too many, changed meanwhile, an indicator that does not fit.
    """
    if by.person_id is None:
        raise NotAllowed
    if not picks or len(picks) > MOST:
        raise Refused(
            N_("Pilih satu sampai %(most)s catatan yang dipindahkan."), field="picks", code="pilihan", most=MOST
        )
    with _one_transaction():
        rows = _locked(by.person_id, picks)
        choice = _choice(by.person_id, rows, indicator_id)
        units = _units(by.person_id, rows)
        accepted = [row for row in rows if row.state == EntryState.ACCEPTED]
        moved = [row for row in rows if row.unit_id != units[row.pk].pk]
        before = [(row.pk, row.indicator_id) for row in rows]
        for row in rows:
            _link(row, choice, units[row.pk])
        Entry.objects.bulk_update(rows, FIELDS, via=ACTION)
        audit.record(by=by, verb="worklog.carried_over", target=rows[0], entries=before, indicator=indicator_id)
        _tell(rows, by)
        evidence.withdraw(sources=[_source_of(row.pk) for row in accepted], metric=OUTPUT.id, by=by)
        facts = [_sent_fact(row, units[row.pk].path) for row in moved]
        evidence.withdraw(sources=[_source_of(row.pk) for row in moved], metric=ENTRY.id, by=by, replacing=facts)
        return rows


def _locked(person_id: int, picks: Sequence[Pick]) -> list[Entry]:
    versions = {pick.entry_id: pick.version for pick in picks}
    found = stray_entries(person_id).filter(pk__in=versions).select_related("decided_by", "unit")
    rows = list(found.select_for_update(of=("self",)))
    if {row.pk: row.version for row in rows} != versions:
        raise Refused(N_("Sebagian catatan sudah berubah. Muat ulang halaman ini, lalu pilih lagi."), code="berubah")
    return rows


def _choice(person_id: int, rows: list[Entry], indicator_id: int | None) -> DatedChoice | None:
    if indicator_id is None:
        return None
    choice = next((c for c in choices_of(person_id, rows) if c.indicator_id == indicator_id), None)
    if choice is None or not all(fits(row, choice) for row in rows):
        raise Refused(
            N_("Indikator itu tidak cocok: pilih indikator SKP yang berlaku pada tanggalnya dan satuannya sama."),
            field="target",
            code="tidak_cocok",
        )
    return choice


def _units(person_id: int, rows: list[Entry]) -> dict[int, Unit]:
    """The unit in which the person worked on the day of each entry, by entry; where no post is known, the one it has."""
    span = (min(r.day for r in rows), max(r.day for r in rows) + dt.timedelta(days=1))
    posts = list(Assignment.objects.filter(person_id=person_id, valid__overlap=span).select_related("unit"))
    return {row.pk: next((p.unit for p in posts if _held(p, row.day)), row.unit) for row in rows}


def _held(post: Assignment, day: dt.date) -> bool:
    lower, upper = post.valid.lower, post.valid.upper
    return (lower is None or lower <= day) and (upper is None or day < upper)


def _link(row: Entry, choice: DatedChoice | None, unit: Unit) -> None:
    if row.state == EntryState.ACCEPTED and row.decided_by:
        text = _("Dipindahkan dari SKP lama; sebelumnya diterima %(name)s.")
        row.note = text % {"name": row.decided_by.name}
    row.unit, row.agency_id = unit, unit.agency_id
    row.indicator_id = choice.indicator_id if choice else None
    row.result_id = choice.result_id if choice else None
    row.unit_label = choice.unit or row.unit_label if choice else row.unit_label
    row.action_item_id = None
    if row.state == EntryState.ACCEPTED:
        row.state, row.decided_by, row.decided_at = EntryState.SENT, None, None
    row.version += 1


def _tell(rows: list[Entry], by: Viewer) -> None:
    """The superior's board refreshes, and he hears once that there is something to decide."""
    posting = people.posting_of(rows[0].person_id)
    _tell_boards(posting, rows[0])
    if posting is None or posting.carrier_id is None:
        return
    text = _("%(name)s memindahkan %(n)s catatan ke SKP baru; catatannya menunggu keputusan Anda.")
    notify(
        person_id=posting.carrier_id,
        kind=CARRIED.id,
        text=text % {"name": by.name, "n": len(rows)},
        url=reverse("worklog:board"),
        key=f"worklog.carried:{rows[0].pk}:{rows[0].version}",
        by=by,
    )


def offer_to_carry(*, skp_ids: Sequence[int], by: Viewer) -> int:
    """Plans were ended after the fact: who logged work on them after their last day is told, and his superior of today.

    Answers how many persons. Nothing is moved here; without such work this costs one statement.
    """
    found = waiting_after(skp_ids)
    if not found:
        return 0
    posts = Assignment.objects.filter(
        person_id__in=[one.person_id for one in found], valid__contains=today(), superior__isnull=False
    )
    superiors = {person: superior for person, superior in posts.values_list("person_id", "superior_id") if superior}
    carriers = people.carriers_of(superiors.values())
    own = _("%(n)s catatan Anda sejak %(day)s masih terkait SKP lama. Pilih yang dipindahkan ke SKP baru.")
    his = _("%(n)s catatan %(name)s sejak %(day)s masih terkait SKP lama; %(name)s diminta memindahkannya ke SKP baru.")
    notices = []
    for one in found:
        values = {"n": one.count, "name": one.name, "day": formatting.long_date(one.since)}
        key = f"worklog.stray:{one.person_id}:{one.since}:{one.count}"
        notices.append(Notice(one.person_id, own % values, reverse("worklog:carry"), key))
        if one.person_id in superiors:
            notices.append(Notice(carriers[superiors[one.person_id]], his % values, reverse("worklog:board"), key))
    notify_many(notices=notices, kind=STRAY.id, by=by)
    return len(found)
