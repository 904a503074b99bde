"""What measures an indicator and its pair are part of the plan's words: copied, compared, frozen and read back with it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning import queries
from pamong.planning.models import Skp
from pamong.planning.queries.content import content_of, plain_results
from pamong.planning.rules import plain, smart
from tests.planning import measuring
from tests.world import World

MEASURED = plain.Indicator("Surat dijawab", target=Decimal(90), measure="ukur.tepat share unit", pair=1, id=5)
PLAN = (plain.Result("Surat", indicators=(MEASURED, plain.Indicator("Mutu", id=6, pair=1)), id=3),)


@given(st.sampled_from(["", "ukur.tepat share unit", "ukur.hari percentile:90 tree"]), st.integers(0, 99))
def test_json_brings_it_back(measure: str, pair: int) -> None:
    changed = (replace(PLAN[0], indicators=(replace(MEASURED, measure=measure, pair=pair),)),)
    assert plain.from_json(plain.as_json(changed))[0].indicators[0] == changed[0].indicators[0]


def test_a_plan_frozen_before_there_were_measures_is_still_read() -> None:
    rows = plain.as_json(PLAN)
    for indicator in rows[0]["indicators"]:
        indicator.pop("measure", None)
        indicator.pop("pair", None)
    found = plain.from_json(rows)[0].indicators
    assert [(i.measure, i.pair) for i in found] == [("", 0), ("", 0)]


def test_another_measure_is_a_change_that_needs_a_revision() -> None:
    other = (replace(PLAN[0], indicators=(replace(MEASURED, measure="ukur.tepat share tree"), PLAN[0].indicators[1])),)
    (change,) = plain.diff(PLAN, other)
    assert (change.what, change.of, change.title) == ("changed", "indicator", "Surat dijawab")
    assert change.fields == (("measure", "ukur.tepat share unit", "ukur.tepat share tree"),)
    assert plain.diff(PLAN, PLAN) == []


def test_a_changed_measure_is_named_in_words() -> None:
    assert queries.value_label("measure", "") == "–"
    assert queries.value_label("measure", "ukur.tepat share tree").startswith("Surat dijawab tepat waktu · ")
    assert "unit saya" in queries.value_label("measure", "ukur.hari percentile:90 unit").lower()


def test_a_copy_for_another_year_is_measured_alike() -> None:
    copied = plain.unlinked(PLAN, starts=dt.date(2027, 1, 1), ends=dt.date(2027, 12, 31))
    assert [(i.measure, i.pair, i.id) for i in copied[0].indicators] == [
        ("ukur.tepat share unit", 1, None),
        ("", 1, None),
    ]


@pytest.mark.django_db
def test_the_stored_plan_and_its_plain_form_agree(world: World) -> None:
    skp, made = measuring.bound(world, "ukur.tepat share unit", evidence_source="")
    results = plain_results(queries.content(skp.pk))
    assert results[0].indicators[0].measure == made.measure
    shown = content_of(results, {}, skp.starts)
    assert shown.results[0].indicators[0].measure == made.measure
    again = plain.from_json(Skp.objects.get(pk=skp.pk).frozen["content"]["results"])  # type: ignore[index]  # agreed
    assert again[0].indicators[0].measure == made.measure


@pytest.mark.django_db
def test_what_measures_itself_needs_no_other_source(world: World) -> None:
    skp, _made = measuring.bound(world, "ukur.tepat share unit", agree=False, evidence_source="")
    plan = Skp.objects.select_related("assignment").get(pk=skp.pk)
    codes = {gap.code for gap in queries.gaps(plan, queries.content(skp.pk))}
    assert "no_evidence" not in codes
    assert smart.blocking(queries.gaps(plan, queries.content(skp.pk))) == []
