"""Declaring metrics, things and sources; and what older facts become when figures of sub-trees arrive."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection
from django.utils.translation import gettext_lazy, override

from pamong.evidence import actions, queries, registry
from pamong.evidence.enums import Aggregation, MetricKind
from pamong.evidence.models import Rollup
from pamong.evidence.rules.aggregate import ALLOWED
from tests.evidence.test_measures import BY, PATHS, new


@pytest.fixture
def things() -> Iterator[None]:
    yield
    registry._subjects.pop("loket", None)
    registry._subjects.pop("kosong", None)


def test_what_a_metric_means_travels_with_it() -> None:
    made = registry.metric(
        id="daftar.tepat", title="Tepat", unit="persen", kind="share", source_area="daftar", means="1 bila tepat"
    )
    assert (made.means, made.bindable, made.kind) == ("1 bila tepat", True, MetricKind.SHARE)
    assert queries.metric_named("daftar.tepat") == made
    assert queries.metric_named("daftar.tidak_ada") is None


def test_a_duration_is_checked_in_the_language_it_is_declared_in() -> None:
    with override("en"):
        made = registry.metric(
            id="daftar.lama", title="Lama", unit=gettext_lazy("hari kerja"), kind="duration", source_area="daftar"
        )
    assert made.kind is MetricKind.DURATION
    for unit in ("jam", "hari", "", "Menit"):
        with pytest.raises(ValueError, match="duration"):
            registry.metric(id="daftar.salah", title="Lama", unit=unit, kind="duration", source_area="daftar")


@pytest.mark.parametrize("kind", MetricKind.values)
def test_every_kind_offers_its_usual_aggregation_first(kind: str) -> None:
    unit = "menit" if kind == "duration" else "kali"
    made = registry.metric(id=f"daftar.k_{kind}", title=kind, unit=unit, kind=kind, source_area="daftar")
    offered = queries.aggregations(made.id)
    assert offered == tuple(Aggregation(a) for a in ALLOWED[kind])
    assert (Aggregation.SHARE in offered) is (kind == "share")


def test_things_are_grouped_and_empty_kinds_left_out(things: None) -> None:
    registry.subjects("loket", title="Loket", of_agency=lambda agency: [(f"loket:{agency}", f"Loket {agency}")])
    registry.subjects("kosong", title="Kosong", of_agency=lambda agency: [])
    assert [g for g in queries.subjects_of(7) if g[0] in ("Loket", "Kosong")] == [("Loket", [("loket:7", "Loket 7")])]


@pytest.mark.django_db
def test_older_facts_count_for_their_sub_trees_after_the_upgrade() -> None:
    actions.record_many(facts=[new(unit=n, value=n) for n in PATHS], by=BY)
    wanted = sorted(Rollup.objects.filter(scope_kind="tree").values_list("scope_id", "n", "total"))
    migration = import_module("pamong.evidence.migrations.0002_trees")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_rollup WHERE scope_kind = 'tree'")
        cursor.execute(migration.FILL)
    assert sorted(Rollup.objects.filter(scope_kind="tree").values_list("scope_id", "n", "total")) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("000001.000002.", {"1", "2"}),
        ("000001.", {"1"}),
        ("000001.000001.", {"1"}),
        ("1234567.", {"1234567"}),
        ("", set()),
        ("x.000002.", {"2"}),
    ],
)
def test_the_units_above_a_path(path: str, above: set[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence_above(%s)", [path])
        assert {row[0] for row in cursor.fetchall()} == above
