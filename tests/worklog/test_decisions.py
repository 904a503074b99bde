"""Accepting and returning: who may, what it does to the evidence, and how the employee hears of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.evidence import queries as evidence
from pamong.evidence.models import Fact
from pamong.platform.access.errors import NotVisible
from pamong.platform.audit import queries as audit
from pamong.platform.audit.models import Event
from pamong.platform.events import _listeners
from pamong.platform.live.models import LiveEvent
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, events
from pamong.worklog.actions import Pick
from pamong.worklog.models import Entry
from tests.worklog.builder import decide, draft, log, pick, plan, yesterday
from tests.world import World


def realised(world: World, indicator: Any) -> Decimal | None:
    found = evidence.realised([f"indicator:{indicator.pk}"], yesterday(world) - dt.timedelta(days=30), world.today)
    return next((r.total for r in found.values()), None)


def state(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).state


def test_accepting_adds_the_quantity_to_the_indicator_and_tells_the_employee(world: World) -> None:
    (indicator,) = plan(world)
    entry = log(world, indicator=indicator, quantity=Decimal(12))
    LiveEvent.objects.all().delete()
    decided = decide(world, entry, note="Rapi.")
    assert [e.pk for e in decided.done] == [entry.pk]
    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.state, stored.decided_by, stored.note, stored.version) == ("accepted", world.superior, "Rapi.", 2)
    assert stored.decided_at is not None
    assert realised(world, indicator) == 12
    notice = Notification.objects.get()
    assert (notice.person_id, notice.url) == (world.employee.pk, f"/harian/catatan/{entry.pk}/")
    assert "diterima" in notice.text
    assert set(LiveEvent.objects.values_list("topic", flat=True)) == {
        f"person:{world.employee.pk}",
        f"board:{world.superior.pk}",
    }
    assert "worklog.accepted" in [e.verb for e in audit.history(stored)]


def test_other_duties_and_missing_quantities_add_nothing(world: World) -> None:
    (indicator,) = plan(world)
    decide(world, log(world, quantity=Decimal(3)), log(world, "09:00", "10:00", indicator=indicator))
    assert realised(world, indicator) is None


def test_returning_needs_a_note_and_names_it_in_the_notice(world: World) -> None:
    entry = log(world)
    with pytest.raises(Refused) as caught:
        decide(world, entry, accept=False, note=" ")
    assert caught.value.field == "note"
    decide(world, entry, accept=False, note="Lengkapi jumlah berkas")
    assert state(entry) == "returned"
    notice = Notification.objects.get()
    assert notice.kind == "worklog.returned"
    assert "Lengkapi jumlah berkas" in notice.text


def test_a_return_after_acceptance_is_a_correcting_fact(world: World) -> None:
    (indicator,) = plan(world)
    entry = log(world, indicator=indicator, quantity=Decimal(12))
    decide(world, entry)
    decide(world, entry, accept=False, note="Ternyata belum selesai")
    assert realised(world, indicator) is None
    facts = Fact.objects.filter(metric="worklog.output").order_by("id")
    assert [(f.value, f.n) for f in facts] == [(Decimal(12), 1), (Decimal(-12), -1)]
    by = world.viewer("employee")
    actions.change(entry=entry, version=3, draft=draft(world, indicator=indicator, quantity=Decimal(10)), by=by)
    assert Entry.objects.get(pk=entry.pk).note == "Ternyata belum selesai"
    decide(world, entry)
    assert realised(world, indicator) == 10
    assert Notification.objects.count() == 3


def test_many_are_decided_at_once_with_one_notice_each_person(world: World) -> None:
    mine = [log(world, f"{h:02}:00", f"{h:02}:30") for h in range(8, 12)]
    his = [log(world, who="peer")]
    decided = decide(world, *mine, *his, note="Terima kasih")
    assert len(decided.done) == 5
    texts = dict(Notification.objects.values_list("person_id", "text"))
    assert texts[world.employee.pk].startswith("4 catatan")
    assert len(texts) == 2
    assert Event.objects.filter(verb="worklog.accepted").count() == 1


def test_what_changed_since_it_was_shown_is_left_alone(world: World) -> None:
    first, second = log(world), log(world, "10:00", "11:00")
    picks = [pick(first), pick(second)]
    actions.change(entry=first, version=1, draft=draft(world, text="Lain sama sekali"), by=world.viewer("employee"))
    decided = actions.decide(picks=picks, accept=True, by=world.viewer("superior"))
    assert [e.pk for e in decided.done] == [second.pk]
    assert [e.pk for e in decided.changed] == [first.pk]
    assert (state(first), state(second)) == ("sent", "accepted")


def test_deciding_twice_changes_nothing_more(world: World) -> None:
    entry = log(world)
    seen = pick(entry)
    for _ in range(2):
        actions.decide(picks=[seen], accept=True, by=world.viewer("superior"))
    assert Entry.objects.get(pk=entry.pk).version == 2
    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["employee", "peer", "head", "admin", "stranger_head", "acting", "inspector", "leader", "personnel"]
)
def test_only_the_direct_superior_decides(world: World, who: str) -> None:
    entry = log(world)
    with pytest.raises(NotVisible):
        decide(world, entry, who=who)
    assert state(entry) == "sent"


def test_the_stand_in_decides_instead_of_the_absent_superior(world: World) -> None:
    entry, other = log(world), log(world, "10:00", "11:00")
    world.appoint_acting()
    with pytest.raises(NotVisible):
        decide(world, entry)
    decide(world, entry, other, who="acting")
    assert Entry.objects.get(pk=entry.pk).decided_by == world.acting
    act = Event.objects.get(verb="worklog.accepted")
    assert act.acting_for == world.superior.pk


def test_nobody_decides_on_his_own_work_even_as_stand_in_of_his_superior(world: World) -> None:
    world.appoint_acting(absent="superior", acting="employee")
    entry = log(world)
    with pytest.raises(NotVisible):
        decide(world, entry, who="employee")
    decide(world, log(world, who="peer"), who="employee")


def test_nothing_or_too_much_picked_is_refused(world: World) -> None:
    by = world.viewer("superior")
    with pytest.raises(Refused, match="Pilih dulu"):
        actions.decide(picks=[], accept=True, by=by)
    with pytest.raises(Refused, match="100"):
        actions.decide(picks=[Pick(i, 1) for i in range(101)], accept=True, by=by)
    with pytest.raises(NotVisible):
        actions.decide(picks=[Pick(2**60, 1)], accept=True, by=by)


def test_areas_above_hear_of_it_in_the_same_transaction(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    for kind in (events.EntrySent, events.EntryAccepted, events.EntryReturned):
        monkeypatch.setitem(_listeners, kind, [heard.append])
    entry = log(world)
    decide(world, entry)
    decide(world, entry, accept=False, note="cek lagi")
    assert [type(e).__name__ for e in heard] == ["EntrySent", "EntryAccepted", "EntryReturned"]
    assert {e.entry_id for e in heard} == {entry.pk}  # type: ignore[attr-defined]  # events of this area
