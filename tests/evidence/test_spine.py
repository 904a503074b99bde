"""Recording, correcting and adding up, on real PostgreSQL."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.evidence import actions, queries, registry
from pamong.evidence.actions import NewFact
from pamong.evidence.models import Fact, Rollup
from pamong.evidence.tasks import months_ahead
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import GuardError

BY = Viewer.system("uji")
AT = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
OUTPUT = registry.metric(id="uji.hasil", title="Hasil uji", unit="berkas", kind="sum", source_area="uji")
SPEED = registry.metric(id="uji.lama", title="Lama uji", unit="menit", kind="mean", source_area="uji")
pytestmark = pytest.mark.django_db


def new(**changes: Any) -> NewFact:
    plain = NewFact(
        "uji.hasil", 1, 2, "000001.000002.", 7, Decimal(5), AT, dt.date(2026, 11, 22), "uji.sumber:1", "indicator:45"
    )
    return replace(plain, **changes)


def rows() -> list[tuple[Any, ...]]:
    found = Rollup.objects.order_by("scope_kind", "scope_id", "month", "metric")
    return list(
        found.values_list("metric", "scope_kind", "scope_id", "month", "n", "total", "minimum", "maximum", "last_day")
    )


def test_a_fact_is_recorded_with_its_rollups() -> None:
    fact = actions.record(
        metric="uji.hasil", agency_id=1, unit_id=2, unit_path="000001.000002.", person_id=7, subject="indicator:45",
        value=Decimal("2.5"), at=AT, day=dt.date(2026, 11, 22), source="uji.sumber:1", source_label="Berkas", by=BY,
    )  # fmt: skip
    stored = Fact.objects.get(id=fact.id)
    assert (stored.value, stored.day, stored.source, stored.n, stored.corrects) == (
        Decimal("2.5"),
        fact.day,
        "uji.sumber:1",
        1,
        None,
    )
    assert {(r[1], r[2]) for r in rows()} == {
        ("person", "7"),
        ("unit", "2"),
        ("tree", "1"),
        ("tree", "2"),
        ("subject", "indicator:45"),
        ("agency", "1"),
    }
    assert all(r[3:6] == (dt.date(2026, 11, 1), 1, Decimal("2.5")) for r in rows())


def test_one_statement_records_many_facts_in_order() -> None:
    with CaptureQueries() as captured:
        ids = actions.record_many(facts=[new(value=Decimal(i), day=dt.date(2026, 1 + i, 3)) for i in range(5)], by=BY)
    assert len(captured) == 1
    assert [Fact.objects.get(id=i).value for i in ids] == [0, 1, 2, 3, 4]
    assert actions.record_many(facts=[], by=BY) == []


class CaptureQueries:
    """Statements sent inside the block."""

    def __enter__(self) -> "list[str]":
        self.sent: list[str] = []
        self.hook = connection.execute_wrapper(self._note)
        self.hook.__enter__()
        return self.sent

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *args: object) -> None:
        self.hook.__exit__(*args)  # type: ignore[arg-type]  # passed on as given


def test_facts_cannot_be_changed_by_anyone() -> None:
    actions.record_many(facts=[new()], by=BY)
    for sql in (
        "UPDATE evidence_fact SET value = 9",
        "DELETE FROM evidence_fact",
        "TRUNCATE evidence_fact",
        "TRUNCATE evidence_fact_2026_11",
    ):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with pytest.raises(GuardError):
        Fact.objects.all().update(value=9)
    with pytest.raises(GuardError):
        Rollup.objects.all().delete()
    assert Fact.objects.get().value == 5


def test_each_month_has_its_partition_and_there_is_no_default() -> None:
    actions.record_many(facts=[new(day=dt.date(2031, 2, 28)), new(day=dt.date(2031, 3, 1))], by=BY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM evidence_fact ORDER BY day")
        assert [r[0] for r in cursor.fetchall()] == ["evidence_fact_2031_02", "evidence_fact_2031_03"]
        cursor.execute("SELECT partdefid FROM pg_partitioned_table WHERE partrelid = 'evidence_fact'::regclass")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("day", [dt.date(1999, 12, 31), dt.date(2100, 1, 1)])
def test_days_of_other_centuries_are_refused(day: dt.date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_many(facts=[new(day=day)], by=BY)


def test_partitions_are_made_ahead() -> None:
    months_ahead()
    assert actions.ensure_months(months=[dt.date(2032, 5, 20), dt.date(2032, 5, 1)], by=BY) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass('evidence_fact_' || to_char(now() + interval '1 month', 'YYYY_MM')) IS NOT NULL"
        )
        assert cursor.fetchone()[0]


def test_undeclared_metrics_bad_values_and_lone_facts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(registry.UnknownMetric):
        actions.record_many(facts=[new(metric="uji.tidak_ada")], by=BY)
    with pytest.raises(ValueError, match="finite"):
        actions.record_many(facts=[new(value=Decimal("NaN"))], by=BY)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="transaction"):
        patch.setattr(connections["default"], "in_atomic_block", False)
        actions.record_many(facts=[new()], by=BY)


def test_a_metric_is_declared_once() -> None:
    again = registry.metric(id="uji.hasil", title="Hasil uji", unit="berkas", kind="sum", source_area="uji")
    assert again == OUTPUT
    with pytest.raises(ValueError, match="twice"):
        registry.metric(id="uji.hasil", title="Lain", unit="berkas", kind="mean", source_area="uji")
    with pytest.raises(ValueError, match=r"area\.name"):
        registry.metric(id="tanpa titik", title="x", unit="", kind="sum", source_area="uji")


def test_a_correction_adds_a_fact_and_figures_follow() -> None:
    first, _ = actions.record_many(
        facts=[new(value=Decimal(5)), new(value=Decimal(8), day=dt.date(2026, 11, 23))], by=BY
    )
    fact = Fact.objects.get(id=first)
    correction = actions.correct(fact=fact, value=Decimal(3), source="uji.sumber:1", by=BY)
    assert (correction.value, correction.n, correction.corrects) == (Decimal(-2), 0, first)
    assert total() == queries.Realised(Decimal(11), 2, dt.date(2026, 11, 23))
    actions.correct(fact=fact, value=Decimal(10), source="uji.sumber:1", by=BY)
    assert total() == queries.Realised(Decimal(18), 2, dt.date(2026, 11, 23))
    row = Rollup.objects.get(scope_kind="subject", scope_id="indicator:45")
    assert (row.minimum, row.maximum) == (Decimal(8), Decimal(10))


def test_withdrawing_brings_a_source_to_nothing_and_only_once() -> None:
    actions.record_many(facts=[new(), new(source="uji.sumber:2", value=Decimal(7), day=dt.date(2026, 11, 3))], by=BY)
    assert len(actions.withdraw(sources=["uji.sumber:1"], metric="uji.hasil", by=BY)) == 1
    assert actions.withdraw(sources=["uji.sumber:1"], metric="uji.hasil", by=BY) == []
    assert total() == queries.Realised(Decimal(7), 1, dt.date(2026, 11, 3))
    actions.withdraw(sources=["uji.sumber:2"], metric="uji.hasil", by=BY)
    assert total() is None
    row = Rollup.objects.get(scope_kind="person", scope_id="7")
    assert (row.n, row.total, row.minimum, row.last_day) == (0, Decimal(0), None, None)


def test_a_second_withdrawal_of_the_same_fact_is_impossible() -> None:
    (first,) = actions.record_many(facts=[new()], by=BY)
    back = new(corrects=first, n=-1, value=Decimal(-5))
    actions.record_many(facts=[back], by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_many(facts=[back], by=BY)


@pytest.mark.parametrize(
    "wrong", [{"metric": "uji.lama"}, {"day": dt.date(2026, 11, 21)}, {"person_id": 8}, {"subject": ""}, {"unit_id": 3}]
)
def test_a_correction_stays_with_its_fact(wrong: dict[str, Any]) -> None:
    (first,) = actions.record_many(facts=[new()], by=BY)
    with pytest.raises(IntegrityError, match="correction"), transaction.atomic():
        actions.record_many(facts=[new(corrects=first, n=0, **wrong)], by=BY)


def total(start: dt.date = dt.date(2026, 11, 1), end: dt.date = dt.date(2026, 11, 30)) -> queries.Realised | None:
    return queries.total("uji.hasil", subject="indicator:45", start=start, end=end)


def test_totals_over_parts_of_months() -> None:
    days = [dt.date(2026, 1, 10), dt.date(2026, 1, 20), dt.date(2026, 2, 5), dt.date(2026, 3, 9), dt.date(2026, 3, 10)]
    ids = actions.record_many(facts=[new(day=d, value=Decimal(10**i)) for i, d in enumerate(days)], by=BY)
    actions.withdraw(sources=["uji.sumber:1"], metric="uji.lama", by=BY)  # nothing of that metric: changes nothing
    assert total(start=dt.date(2026, 1, 15), end=dt.date(2026, 3, 9)) == queries.Realised(
        Decimal(1110), 3, dt.date(2026, 3, 9)
    )
    fact = Fact.objects.get(id=ids[3])
    actions.record_many(facts=[replace(new(), day=fact.day, corrects=fact.id, n=-1, value=-fact.value)], by=BY)
    assert total(start=dt.date(2026, 1, 15), end=dt.date(2026, 3, 9)) == queries.Realised(
        Decimal(110), 2, dt.date(2026, 2, 5)
    )
    assert total(start=dt.date(2026, 5, 1), end=dt.date(2026, 5, 31)) is None


def test_totals_by_every_scope_and_without_metric() -> None:
    actions.record_many(
        facts=[
            new(),
            new(metric="uji.lama", value=Decimal(30)),
            new(metric="uji.lama", value=Decimal(10), person_id=None),
        ],
        by=BY,
    )
    year: dict[str, Any] = {"start": dt.date(2026, 1, 1), "end": dt.date(2026, 12, 31)}
    speed = queries.total("uji.lama", unit_id=2, **year)
    assert speed is not None
    assert (speed.mean, speed.figure(SPEED.kind), speed.figure(OUTPUT.kind)) == (Decimal(20), Decimal(20), Decimal(40))
    assert queries.total("uji.lama", agency_id=1, **year) == speed
    person = queries.total("uji.lama", person_id=7, **year)
    assert person is not None
    assert person.n == 1
    assert queries.realised(["indicator:45", "indicator:46"], year["start"], year["end"])["indicator:45"].total == 45
    assert queries.realised(["indicator:45"], year["start"], year["end"], "uji.hasil")["indicator:45"].total == 5
    assert queries.realised([], year["start"], year["end"]) == {}
    with pytest.raises(ValueError, match="one subject"):
        queries.total("uji.lama", **year)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["new", "correct", "withdraw"]),
        st.integers(0, 5),
        st.decimals(-1000, 1000, places=4),
        st.dates(dt.date(2026, 10, 25), dt.date(2026, 12, 5)),
    ),
    max_size=14,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(EVENTS, st.integers())
def test_rollups_equal_what_the_facts_say(events: list[tuple[str, int, Decimal, dt.date]], seed: int) -> None:
    """Whatever is recorded, corrected and withdrawn, in whatever order: rebuilding changes nothing."""
    pick = random.Random(seed)
    for what, k, value, day in events:
        source = f"uji.sumber:{k}"
        standing = list(Fact.objects.filter(source=source, n=1))
        if what == "new":
            subject = pick.choice(["", "indicator:1", "indicator:2"])
            person = pick.choice([None, 7, 8])
            actions.record_many(
                facts=[new(source=source, value=value, day=day, subject=subject, person_id=person, unit_id=2 + k % 2)],
                by=BY,
            )
        elif what == "withdraw":
            actions.withdraw(sources=[source], metric="uji.hasil", by=BY)
        elif standing and not Fact.objects.filter(source=source, n=-1).exists():
            actions.correct(fact=pick.choice(standing), value=value, source=source, by=BY)
    before = rows()
    for month in (10, 11, 12):
        actions.rebuild(month=dt.date(2026, month, 9), by=BY)
    assert rows() == before


def test_rebuilding_repairs_a_damaged_month_only() -> None:
    actions.record_many(facts=[new(), new(day=dt.date(2026, 10, 1))], by=BY)
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_rollup SET total = 99 WHERE month = '2026-11-01'")
    assert rows() != before
    assert actions.rebuild(month=dt.date(2026, 11, 22), by=BY) == 6
    assert rows() == before


def test_facts_that_come_by_copy_are_rolled_up_too() -> None:
    actions.ensure_months(months=[dt.date(2026, 11, 1)], by=BY)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY evidence_fact (metric, agency_id, unit_id, unit_path, person_id, subject, value, at, day, source) FROM STDIN"
        ) as copy,
    ):
        for value in (3, 4):
            copy.write_row(
                ("uji.hasil", 1, 2, "000001.", 7, "indicator:45", value, AT, dt.date(2026, 11, 2), "uji.sumber:1")
            )
    assert total() == queries.Realised(Decimal(7), 2, dt.date(2026, 11, 2))
