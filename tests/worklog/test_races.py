"""Two at once, on real PostgreSQL with real commits: exactly one wins, and the figures stay right."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from pamong.evidence import actions as evidence_actions
from pamong.evidence import queries as evidence
from pamong.evidence.actions import NewFact
from pamong.evidence.models import Fact, Rollup
from pamong.platform.access.viewer import Viewer
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.actions import Pick
from pamong.worklog.metrics import OUTPUT
from pamong.worklog.models import Entry
from tests.worklog.builder import draft, form, log, plan, yesterday
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all calls at the same moment, each on its own connection; answers results or exceptions in order."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(i: int) -> None:
        barrier.wait()
        try:
            results[i] = calls[i]()
        except Exception as error:  # the result of this side of the race
            results[i] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.parametrize("round_", range(3))
def test_of_two_overlapping_entries_one_is_refused_in_plain_words(world: World, round_: int) -> None:
    clients = [world.client("employee") for _ in range(4)]
    for client in clients:
        client.get("/harian/")
    starts = ["08:00", "08:10", "08:20", "08:30"]
    answers = at_once(
        [
            partial(c.post, "/harian/", form(world, s, "09:00", text=f"Mulai {s}"))
            for c, s in zip(clients, starts, strict=True)
        ]
    )
    assert sorted(a.status_code for a in answers) == [303, 422, 422, 422]
    winner = Entry.objects.get()
    for answer in answers:
        if answer.status_code == 422:
            assert f"catatan Anda “{winner.text}”" in answer.content.decode()
    day = yesterday(world)
    found = evidence.total("worklog.entry", person_id=world.employee.pk, start=day, end=day)
    assert found is not None
    assert found.n == 1


def test_a_double_click_makes_one_entry(world: World) -> None:
    clients = [world.client("employee") for _ in range(6)]
    for client in clients:
        client.get("/harian/")
    key = {"Idempotency-Key": "klik-ganda-000001"}
    answers = at_once([partial(c.post, "/harian/", form(world), headers=key) for c in clients])
    entry = Entry.objects.get()
    assert [a.status_code for a in answers] == [303] * 6
    assert {a["X-Object-Id"] for a in answers} == {str(entry.pk)}
    assert Fact.objects.count() == 1


@pytest.mark.parametrize("round_", range(4))
def test_accepting_while_it_is_being_changed(world: World, round_: int) -> None:
    """Whoever is second finds the other's version: nobody accepts what he has not seen."""
    (indicator,) = plan(world)
    entry = log(world, indicator=indicator, quantity=Decimal(5))
    employee, superior = world.viewer("employee"), world.viewer("superior")
    new = draft(world, indicator=indicator, quantity=Decimal(50))
    changed, decided = at_once(
        [
            lambda: actions.change(entry=entry, version=1, draft=new, by=employee),
            lambda: actions.decide(picks=[Pick(entry.pk, 1)], accept=True, by=superior),
        ]
    )
    stored = Entry.objects.get()
    total = evidence.realised([f"indicator:{indicator.pk}"], yesterday(world), world.today)
    if isinstance(changed, Refused):
        assert (stored.state, stored.quantity) == ("accepted", Decimal(5))
        assert total[f"indicator:{indicator.pk}"].total == 5
    else:
        assert (stored.state, stored.quantity, stored.version) == ("sent", Decimal(50), 2)
        assert [e.pk for e in decided.changed] == [entry.pk]
        assert total == {}


def test_two_deciders_count_once(world: World) -> None:
    (indicator,) = plan(world)
    entries = [log(world, f"{h:02}:00", f"{h:02}:30", indicator=indicator, quantity=Decimal(2)) for h in range(6, 12)]
    world.appoint_acting()
    by = world.viewer("acting")
    forward = [Pick(e.pk, 1) for e in entries]
    results = at_once(
        [
            partial(actions.decide, picks=p, accept=True, by=by)
            for p in (forward, forward[::-1], forward[::2], forward[::-2])
        ]
    )
    assert sum(len(r.done) for r in results) == 6
    found = evidence.realised([f"indicator:{indicator.pk}"], yesterday(world), world.today)
    assert found[f"indicator:{indicator.pk}"] == evidence.Realised(Decimal(12), 6, yesterday(world))
    assert Notification.objects.filter(person_id=world.employee.pk).count() >= 1


def test_the_first_facts_of_a_month_agree_on_its_partition_and_sums_are_exact(world: World) -> None:
    """Eight writers begin a new month at once; every fact is there, and the roll-ups are their exact sum."""
    by = Viewer.system("uji")
    now = dt.datetime(2027, 5, 1, 2, tzinfo=dt.UTC)

    def write(writer: int) -> None:
        for i in range(10):
            with transaction.atomic():
                new = [
                    NewFact(
                        OUTPUT.id,
                        1,
                        1 + (writer + k) % 3,
                        "000001.",
                        1 + k % 2,
                        Decimal(1),
                        now,
                        dt.date(2027, 5 + i % 2, 1),
                        f"x.y:{writer}",
                    )
                    for k in range(5)
                ]
                evidence_actions.record_many(facts=new, by=by)

    assert at_once([partial(write, w) for w in range(8)]) == [None] * 8
    assert Fact.objects.count() == 400
    found = evidence.total(OUTPUT.id, agency_id=1, start=dt.date(2027, 5, 1), end=dt.date(2027, 6, 30))
    assert found is not None
    assert (found.n, found.total) == (400, Decimal(400))
    persons = Rollup.objects.filter(scope_kind="person")
    assert sum(r.n for r in persons) == 400
