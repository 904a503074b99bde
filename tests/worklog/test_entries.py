"""Sending, correcting and withdrawing: row, audit, evidence and live event together, or nothing."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pamong.evidence import queries as evidence
from pamong.evidence.models import Fact
from pamong.people.models import Assignment
from pamong.platform.access.errors import Conflict, NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import queries as audit
from pamong.platform.files import storage
from pamong.platform.files.models import StoredFile
from pamong.platform.guard import ACTION
from pamong.platform.live.models import LiveEvent
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.models import Attachment, Entry
from pamong.worklog.queries import window_of
from tests.worklog.builder import choice, decide, draft, form, log, photo, plan, yesterday
from tests.world import World


def counted(world: World, day: dt.date | None = None) -> int:
    on = day or yesterday(world)
    found = evidence.total("worklog.entry", person_id=world.employee.pk, start=on, end=on)
    return found.n if found else 0


def test_an_entry_is_sent_with_audit_evidence_and_a_live_board(world: World) -> None:
    (indicator,) = plan(world)
    entry = log(world, quantity=Decimal("12.5"), indicator=indicator, unit_label="diabaikan")
    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.state, stored.minutes, stored.unit_label, stored.quantity) == ("sent", 60, "berkas", Decimal("12.5"))
    assert (stored.agency, stored.unit, stored.result) == (world.a, world.office, indicator.result)
    assert stored.starts_at.astimezone(dt.UTC).hour == 1  # 08.00 WIB
    assert "worklog.sent" in [e.verb for e in audit.history(stored)]
    assert counted(world) == 1
    fact = Fact.objects.get()
    assert (fact.source, fact.source_label, fact.unit_path, fact.day) == (
        f"worklog.entry:{entry.pk}", stored.text, world.office.path, yesterday(world),
    )  # fmt: skip
    assert list(LiveEvent.objects.values_list("topic", flat=True)) == [
        "wall:all",
        f"wall:{world.a.pk}",
        f"board:{world.superior.pk}",
    ]
    assert evidence.realised([f"indicator:{indicator.pk}"], yesterday(world), world.today) == {}


def test_the_stand_ins_board_hears_of_it_too(world: World) -> None:
    world.appoint_acting()
    log(world)
    assert set(LiveEvent.objects.values_list("topic", flat=True)) == {
        f"board:{world.superior.pk}",
        f"board:{world.acting.pk}",
        f"wall:{world.a.pk}",
        "wall:all",
    }


def test_the_same_key_gives_the_same_entry(world: World) -> None:
    by = world.viewer("employee")
    first = actions.send(draft=draft(world), by=by, key="kunci-1234")
    again = actions.send(draft=draft(world, "09:00", "10:00"), by=by, key="kunci-1234")
    assert again.pk == first.pk
    assert Entry.objects.count() == 1
    assert counted(world) == 1


@pytest.mark.parametrize(
    ("start", "end", "changes", "field"),
    [
        ("08:30", "09:30", {}, "starts"),
        ("10:00", "09:30", {}, "ends"),
        ("00:00", "16:01", {"day": -2}, "ends"),
        ("09:00", "17:01", {"day": 0, "next_day": False, "later": True}, "ends"),
        ("08:00", "09:00", {"day": -8}, "day"),
        ("08:00", "09:00", {"day": 1}, "day"),
    ],
)
def test_impossible_entries_are_refused_and_leave_nothing(
    world: World, start: str, end: str, changes: dict[str, Any], field: str
) -> None:
    log(world)
    before = (Entry.objects.count(), Fact.objects.count(), LiveEvent.objects.count(), StoredFile.objects.count())
    if changes.pop("later", False):
        start, end = "00:00", "23:59"
    if "day" in changes:
        changes["day"] = world.today + dt.timedelta(days=changes["day"])
    with pytest.raises(Refused) as caught:
        log(world, start, end, uploads=[photo()], **changes)
    assert caught.value.field == field
    assert (
        Entry.objects.count(),
        Fact.objects.count(),
        LiveEvent.objects.count(),
        StoredFile.objects.count(),
    ) == before


def test_a_day_outside_the_posting_is_refused(world: World) -> None:
    Assignment.objects.filter(person=world.employee).update(via=ACTION, valid=(world.today, None))
    with pytest.raises(Refused, match="tidak tercatat bertugas"):
        log(world)


def test_a_night_turn_belongs_to_the_day_it_began(world: World) -> None:
    day = world.today - dt.timedelta(days=2)
    night = log(world, "21:00", "07:00", day=day, next_day=True)
    assert (night.day, night.minutes) == (day, 600)
    with pytest.raises(Refused, match="bertumpang tindih"):
        log(world, "06:30", "08:00")
    log(world, "07:00", "08:00")


def test_the_database_itself_refuses_overlaps_and_nonsense(world: World) -> None:
    entry = log(world)
    rows: dict[str, dict[str, Any]] = {
        "worklog_no_overlap": {"starts_at": entry.starts_at, "ends_at": entry.ends_at},
        "worklog_ends_after_start": {"starts_at": entry.ends_at, "ends_at": entry.starts_at},
        "worklog_at_most_16_hours": {"starts_at": entry.ends_at, "ends_at": entry.ends_at + dt.timedelta(hours=17)},
        "worklog_says_what": {"text": ""},
        "worklog_not_negative": {"quantity": -1},
        "worklog_decided_when_and_by": {"state": "accepted"},
        "worklog_return_says_why": {"state": "returned", "decided_by": world.superior, "decided_at": entry.ends_at},
    }
    for name, values in rows.items():
        base: dict[str, Any] = {
            "starts_at": entry.ends_at,
            "ends_at": entry.ends_at + dt.timedelta(hours=1),
            "text": "x",
            "day": entry.day,
        }
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Entry.objects.add(
                via=ACTION, person=world.employee, agency=world.a, unit=world.office, **{**base, **values}
            )
    Entry.objects.add(
        via=ACTION, person=world.employee, agency=world.a, unit=world.office, day=entry.day, text="x",
        starts_at=entry.starts_at, ends_at=entry.ends_at, state="withdrawn",
    )  # fmt: skip


def test_nobody_logs_for_another_or_without_being_a_person(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.send(draft=draft(world), by=Viewer.system("impor"))
    entry = log(world)
    with pytest.raises(NotAllowed):
        actions.change(entry=entry, version=1, draft=draft(world), by=world.viewer("superior"))
    with pytest.raises(NotAllowed):
        actions.withdraw(entry=entry, by=world.viewer("peer"))


def test_proof_is_stored_and_belongs_to_the_entry(world: World) -> None:
    entry = log(world, uploads=[photo("Loket 1.jpg"), photo("Loket 2.jpg")])
    names = [a.file.name for a in Attachment.objects.filter(entry=entry)]
    assert names == ["Loket 1.jpg", "Loket 2.jpg"]
    assert {f.person_id for f in StoredFile.objects.all()} == {world.employee.pk}


def test_a_bad_file_refuses_the_entry(world: World) -> None:
    bad = photo("foto.svg")
    with pytest.raises(Refused) as caught:
        log(world, uploads=[photo(), bad])
    assert caught.value.field == "proof"
    assert not Entry.objects.exists()
    with pytest.raises(Refused, match="5 berkas"):
        log(world, uploads=[photo() for _ in range(6)])


def test_correcting_keeps_one_entry_and_moves_its_evidence_with_the_day(world: World) -> None:
    entry = log(world)
    moved = world.today - dt.timedelta(days=3)
    by = world.viewer("employee")
    changed = actions.change(
        entry=entry, version=1, draft=draft(world, "10:00", "12:00", day=moved, text="Pindah"), by=by
    )
    assert (changed.version, changed.day, changed.minutes) == (2, moved, 120)
    assert (counted(world), counted(world, moved)) == (0, 1)
    actions.change(entry=entry, version=2, draft=draft(world, "10:00", "11:00", day=moved, text="Pindah"), by=by)
    assert counted(world, moved) == 1
    assert Fact.objects.count() == 3


def test_a_correction_into_another_entry_is_refused_and_the_entry_stays(world: World) -> None:
    log(world, "10:00", "11:00")
    entry = log(world)
    with pytest.raises(Refused, match="bertumpang tindih"):
        actions.change(entry=entry, version=1, draft=draft(world, "10:30", "11:30"), by=world.viewer("employee"))
    assert Entry.objects.get(pk=entry.pk).version == 1


def test_a_stale_form_loses_nothing_and_overwrites_nothing(world: World) -> None:
    entry, by = log(world), world.viewer("employee")
    actions.change(entry=entry, version=1, draft=draft(world, text="Versi dua"), by=by)
    with pytest.raises(Conflict) as caught:
        actions.change(entry=entry, version=1, draft=draft(world, text="Versi lama"), by=by)
    assert caught.value.mine["Uraian"] == "Versi lama"
    assert caught.value.theirs["Uraian"] == "Versi dua"


def test_an_old_returned_entry_can_still_be_corrected_on_its_day(world: World) -> None:
    entry = log(world, day=world.today - dt.timedelta(days=7))
    old = world.today - dt.timedelta(days=20)
    Entry.objects.filter(pk=entry.pk).update(
        via=ACTION,
        day=old,
        starts_at=entry.starts_at - dt.timedelta(days=13),
        ends_at=entry.ends_at - dt.timedelta(days=13),
    )
    by = world.viewer("employee")
    actions.change(entry=entry, version=1, draft=draft(world, day=old, text="Diperbaiki"), by=by)
    with pytest.raises(Refused):
        actions.change(entry=entry, version=2, draft=draft(world, day=old - dt.timedelta(days=1)), by=by)


def test_files_can_be_added_and_taken_off(world: World) -> None:
    entry = log(world, uploads=[photo("a.jpg"), photo("b.jpg")])
    first = Attachment.objects.filter(entry=entry).first()
    assert first is not None
    by = world.viewer("employee")
    actions.change(entry=entry, version=1, draft=draft(world, uploads=[photo("c.jpg")]), remove=[first.pk], by=by)
    assert [a.file.name for a in Attachment.objects.filter(entry=entry)] == ["b.jpg", "c.jpg"]
    with pytest.raises(Refused, match="5 berkas"):
        actions.change(entry=entry, version=2, draft=draft(world, uploads=[photo() for _ in range(4)]), by=by)


def test_withdrawing_frees_the_time_and_takes_the_evidence_back(world: World) -> None:
    entry, by = log(world), world.viewer("employee")
    actions.withdraw(entry=entry, by=by)
    assert counted(world) == 0
    assert log(world).pk != entry.pk
    with pytest.raises(Refused, match="tarik"):
        actions.withdraw(entry=entry, by=by)


def test_an_accepted_entry_is_closed_to_the_employee(world: World) -> None:
    entry, by = log(world), world.viewer("employee")
    decide(world, entry)
    with pytest.raises(Refused, match="sudah diterima"):
        actions.change(entry=entry, version=2, draft=draft(world), by=by)
    with pytest.raises(Refused, match="sudah diterima"):
        actions.withdraw(entry=entry, by=by)


@pytest.mark.parametrize("broken", ["pamong.evidence.actions.record_many", "pamong.platform.audit.actions.record"])
def test_a_failure_of_any_part_undoes_the_whole(world: World, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def fail(**kwargs: object) -> None:
        raise RuntimeError("gagal")

    monkeypatch.setattr(broken, fail)
    client = world.client("employee")
    client.raise_request_exception = False
    answer = client.post("/harian/", {**form(world), "proof": photo()})
    assert answer.status_code == 500
    assert not Entry.objects.exists()
    assert not StoredFile.objects.exists()
    assert not LiveEvent.objects.exists()
    monkeypatch.undo()
    assert client.post("/harian/", form(world)).status_code == 303
    assert len([p for p, _ in storage.on_disk()]) == 2  # the orphan and its preview, removed a day later


def test_policies_are_dated_and_the_agencys_own_comes_first(world: World) -> None:
    by = world.viewer("admin")
    base: dict[str, Any] = {"day_starts": dt.time(8, 0), "ask": "", "by": by}
    actions.set_policy(agency_id=None, valid_from=dt.date(2026, 1, 1), days_back=3, **base)
    actions.set_policy(agency_id=world.a.pk, valid_from=world.today, days_back=2, **{**base, "ask": "Bu Dewi"})
    assert window_of(world.a.pk, world.today).days_back == 2
    assert window_of(world.a.pk, yesterday(world)).days_back == 3
    assert window_of(world.b.pk, world.today).days_back == 3
    assert window_of(world.b.pk, dt.date(2025, 1, 1)).days_back == 7
    assert window_of(world.b.pk, world.today).ask == "admin kepegawaian perangkat daerah Anda"
    actions.set_policy(agency_id=world.a.pk, valid_from=world.today, days_back=5, **base)
    assert window_of(world.a.pk, world.today).days_back == 5


def test_indicators_with_daily_work_cannot_be_deleted(world: World) -> None:
    (indicator,) = plan(world)
    assert choice(indicator, world.today).unit == "berkas"
    log(world, indicator=indicator, quantity=Decimal(1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM planning_indicator WHERE id = %s", [indicator.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
