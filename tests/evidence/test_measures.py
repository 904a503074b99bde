"""Figures over scopes and periods on real PostgreSQL: many in one statement, equal to what the facts say."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.evidence import actions, queries, registry
from pamong.evidence.actions import NewFact
from pamong.evidence.models import Fact, Rollup
from pamong.evidence.queries import Measure, ScopeKind
from pamong.evidence.rules import aggregate
from pamong.platform.access.viewer import Viewer
from tests.world import World

BY = Viewer.system("uji")
AT = dt.datetime(2026, 5, 2, 3, 0, tzinfo=dt.UTC)
registry.metric(id="uji.hasil", title="Hasil uji", unit="berkas", kind="sum", source_area="uji")
registry.metric(id="uji.tepat", title="Tepat waktu", unit="persen", kind="share", source_area="uji")
registry.metric(id="uji.hari", title="Lama layanan", unit="hari kerja", kind="duration", source_area="uji")
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
PATHS = {1: "000001.", 2: "000001.000002.", 3: "000001.000002.000003.", 4: "000001.000004."}
pytestmark = pytest.mark.django_db


def new(metric: str = "uji.hasil", value: Any = 5, unit: int = 2, **changes: Any) -> NewFact:
    plain = NewFact(metric, 1, unit, PATHS[unit], 7, Decimal(value), AT, dt.date(2026, 5, 2), "uji.sumber:1")
    return replace(plain, **changes)


def ask(aggregation: str, scope: ScopeKind, scope_id: Any, **changes: Any) -> Measure:
    plain = Measure("k", "uji.hasil", aggregation, scope, scope_id, *YEAR, agency_id=1)
    return replace(plain, **changes)


def answer(asked: Measure) -> Decimal | None:
    found = queries.measured([asked]).get(asked.key)
    return found.value if found else None


def test_a_sub_tree_adds_up_what_lies_below_it() -> None:
    actions.record_many(facts=[new(value=n, unit=n) for n in PATHS], by=BY)
    tree = {n: answer(ask("sum", ScopeKind.TREE, n)) for n in PATHS}
    assert tree == {1: 10, 2: 5, 3: 3, 4: 4}
    assert {n: answer(ask("sum", ScopeKind.UNIT, n)) for n in PATHS} == {1: 1, 2: 2, 3: 3, 4: 4}
    assert tree[1] == answer(ask("sum", ScopeKind.AGENCY, 1))


def test_a_fact_counts_where_its_unit_stood_when_it_was_recorded() -> None:
    actions.record_many(facts=[new(unit=3), new(unit=3, unit_path="000001.000004.000003.", value=7)], by=BY)
    assert answer(ask("sum", ScopeKind.TREE, 2)) == 5
    assert answer(ask("sum", ScopeKind.TREE, 4)) == 7
    assert answer(ask("sum", ScopeKind.TREE, 3)) == 12
    assert answer(ask("sum", ScopeKind.TREE, 3, start=dt.date(2026, 5, 2), end=dt.date(2026, 5, 20))) == 12


def test_shares_durations_and_percentiles() -> None:
    in_time = [new("uji.tepat", v) for v in (1, 1, 0, 1)]
    days = [new("uji.hari", v) for v in (1, 1, 2, 3, 9)]
    actions.record_many(facts=[*in_time, *days], by=BY)
    assert answer(ask("share", ScopeKind.UNIT, 2, metric="uji.tepat")) == 75
    assert answer(ask("mean", ScopeKind.UNIT, 2, metric="uji.hari")) == Decimal("3.2")
    assert answer(ask("percentile", ScopeKind.TREE, 1, metric="uji.hari", percentile=80)) == 3
    assert answer(ask("percentile", ScopeKind.TREE, 1, metric="uji.hari", percentile=81)) == 9
    assert answer(ask("count", ScopeKind.AGENCY, 1, metric="uji.tepat")) == 4


def test_a_share_refuses_what_is_no_case() -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        actions.record_many(facts=[new("uji.tepat", "0.5")], by=BY)
    (ident,) = actions.record_many(facts=[new("uji.tepat", 1)], by=BY)
    actions.correct(fact=Fact.objects.get(id=ident), value=Decimal(0), source="uji.sumber:1", by=BY)
    assert answer(ask("share", ScopeKind.PERSON, 7, metric="uji.tepat")) == 0


def test_corrections_and_withdrawals_reach_percentiles() -> None:
    first, second = actions.record_many(facts=[new("uji.hari", 8), new("uji.hari", 2, source="uji.sumber:2")], by=BY)
    asked = ask("percentile", ScopeKind.PERSON, 7, metric="uji.hari", percentile=100)
    assert answer(asked) == 8
    actions.correct(fact=Fact.objects.get(id=first), value=Decimal(4), source="uji.sumber:1", by=BY)
    assert answer(asked) == 4
    actions.withdraw(sources=["uji.sumber:1"], metric="uji.hari", by=BY)
    assert answer(asked) == 2
    actions.withdraw(sources=["uji.sumber:2"], metric="uji.hari", by=BY)
    assert answer(asked) is None
    assert second > first


def test_a_subject_narrows_a_unit() -> None:
    actions.record_many(facts=[new(subject="service:3"), new(subject="service:4", value=9)], by=BY)
    assert answer(ask("sum", ScopeKind.UNIT, 2, subject="service:3")) == 5
    assert answer(ask("sum", ScopeKind.TREE, 1)) == 14
    assert answer(ask("sum", ScopeKind.SUBJECT, "service:4", metric="")) == 9
    assert answer(ask("sum", ScopeKind.UNIT, 2, subject="service:5")) is None


def test_many_figures_cost_one_statement_and_none_costs_none() -> None:
    actions.record_many(facts=[new(), new("uji.hari", 3), new("uji.tepat", 1)], by=BY)
    odd = {"start": dt.date(2026, 4, 7), "end": dt.date(2026, 6, 9)}
    asked = [
        replace(ask("sum", scope, ident, **period), key=f"{scope}{n}{bool(period)}")
        for n in range(20)
        for scope, ident in ((ScopeKind.PERSON, 7), (ScopeKind.TREE, 1), (ScopeKind.UNIT, 2), (ScopeKind.AGENCY, 1))
        for period in ({}, odd)
    ]
    asked += [ask("percentile", ScopeKind.UNIT, 2, metric="uji.hari", percentile=90, key="p")]
    with CaptureQueriesContext(connection) as captured:
        found = queries.measured(asked)
    assert len(captured) == 1
    assert {f.value for key, f in found.items() if key != "p"} == {5}
    assert len(found) == 161
    assert found["p"].value == 3
    with CaptureQueriesContext(connection) as captured:
        assert queries.measured([]) == {}
    assert len(captured) == 0


def test_months_of_a_figure() -> None:
    days = [dt.date(2026, 3, 10), dt.date(2026, 3, 20), dt.date(2026, 5, 2)]
    actions.record_many(facts=[new(day=d, value=n + 1) for n, d in enumerate(days)], by=BY)
    row = queries.by_month(ask("sum", ScopeKind.TREE, 1, start=dt.date(2026, 3, 15), end=dt.date(2026, 5, 31)))
    assert [(m.month, f.value if f else None) for m, f in row] == [(3, 2), (4, None), (5, 3)]


def test_durations_are_in_units_that_can_be_compared() -> None:
    with pytest.raises(ValueError, match="hari kerja"):
        registry.metric(id="uji.jam", title="Lama", unit="jam", kind="duration", source_area="uji")
    assert queries.aggregations("uji.tepat")[0] == "share"
    assert queries.aggregations("uji.tidak_ada") == ()


FACTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(PATHS)),
        st.decimals(-500, 500, places=2),
        st.dates(dt.date(2026, 2, 20), dt.date(2026, 5, 10)),
        st.sampled_from([7, 8]),
        st.sampled_from(["", "service:1"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(FACTS, st.dates(dt.date(2026, 2, 20), dt.date(2026, 5, 10)), st.integers(0, 70), st.integers(1, 100))
def test_roll_ups_equal_a_scan_of_the_facts(facts: list[Any], start: dt.date, length: int, percent: int) -> None:
    """Whatever was recorded and withdrawn: every scope and aggregation says what the standing facts say."""
    metric = f"uji.acak_{'abcdefghij'[len(facts) % 10]}"
    registry.metric(id=metric, title="Acak", unit="", kind="sum", source_area="uji")
    taken = Fact.objects.filter(metric=metric).values_list("source", flat=True)
    actions.withdraw(sources=set(taken), metric=metric, by=BY)  # examples share a transaction
    marks = range(Fact.objects.count() * 100, Fact.objects.count() * 100 + len(facts))
    actions.record_many(
        facts=[
            new(metric, value, unit, day=day, person_id=person, subject=subject, source=f"uji.sumber:{mark}")
            for mark, (unit, value, day, person, subject, _gone) in zip(marks, facts, strict=True)
        ],
        by=BY,
    )
    gone = [f"uji.sumber:{m}" for m, fact in zip(marks, facts, strict=True) if fact[5]]
    actions.withdraw(sources=gone, metric=metric, by=BY)
    end = start + dt.timedelta(days=length)
    standing = [f for f in facts if not f[5] and start <= f[2] <= end]
    scopes: list[tuple[ScopeKind, int, list[Any]]] = [(ScopeKind.AGENCY, 1, standing)]
    scopes += [(ScopeKind.PERSON, p, [f for f in standing if f[3] == p]) for p in (7, 8)]
    for unit in PATHS:
        scopes.append((ScopeKind.UNIT, unit, [f for f in standing if f[0] == unit]))
        scopes.append((ScopeKind.TREE, unit, [f for f in standing if f"{unit:06d}." in PATHS[f[0]]]))
    asked, wanted = [], {}
    for scope, ident, found in scopes:
        for aggregation in ("sum", "count", "mean", "percentile"):
            for subject in ("", "service:1"):
                key = f"{scope}:{ident}:{aggregation}:{subject}"
                asked.append(Measure(key, metric, aggregation, scope, ident, start, end, subject, percent, 1))
                values = [f[1] for f in found if subject in ("", f[4])]
                parts = aggregate.Parts(sum(values, Decimal(0)), len(values))
                p = aggregate.percentile_of(values, percent) if values else None
                wanted[key] = aggregate.figure(aggregation, parts, p)
    answers = queries.measured(asked)
    assert {key: answers[key].value if key in answers else None for key in wanted} == wanted


def test_rebuilding_a_month_gives_the_same_trees() -> None:
    actions.record_many(facts=[new(unit=n) for n in PATHS], by=BY)
    before = sorted(Rollup.objects.values_list("scope_kind", "scope_id", "n", "total"))
    actions.rebuild(month=dt.date(2026, 5, 1), by=BY)
    assert sorted(Rollup.objects.values_list("scope_kind", "scope_id", "n", "total")) == before
    assert ("tree", "1", 4, Decimal(20)) in before


def test_facts_behind_a_unit_are_shown_as_far_as_the_right_goes(world: World) -> None:
    path = world.office.path
    facts = [
        replace(new(), agency_id=world.a.pk, unit_id=world.office.pk, unit_path=path, person_id=world.people[who].pk)
        for who in ("employee", "peer")
    ]
    actions.record_many(facts=facts, by=BY)
    asked: dict[str, Any] = {"below_id": world.root.pk, "metric": "uji.hasil"}
    assert queries.facts(world.viewer("head"), **asked).count() == 2
    assert queries.facts(world.viewer("employee"), **asked).count() == 1
    assert queries.facts(world.viewer("stranger_head"), **asked).count() == 0
    assert queries.facts(world.viewer("head"), unit_id=world.root.pk).count() == 0
    assert queries.facts(world.viewer("head"), agency_id=world.a.pk).count() == 2
