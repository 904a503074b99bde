"""The part of the indicator form that says how it measures itself."""

from typing import Any

import pytest

from pamong.planning.queries import IndicatorView
from pamong.planning.rules.measure import parse
from pamong.planning.web import measuring
from tests.planning.measuring import DAYS, DONE, HIDDEN, IN_TIME


def view(pk: int, aspect: str) -> IndicatorView:
    return IndicatorView(pk, aspect, f"Indikator {pk}", "persen", None, None, "", "more", "", 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, ""),
        ({"metric": ""}, ""),
        ({"metric": IN_TIME.id}, "ukur.tepat share me"),
        ({"metric": DONE.id, "scope": "tree"}, "ukur.selesai count tree"),
        ({"metric": DAYS.id, "scope": "unit", "aggregation": ""}, "ukur.hari mean unit"),
        ({"metric": DAYS.id, "scope": "unit", "aggregation": "percentile"}, "ukur.hari percentile:90 unit"),
        (
            {"metric": DAYS.id, "scope": "unit", "aggregation": "percentile", "percentile": 50},
            "ukur.hari percentile:50 unit",
        ),
        ({"metric": DAYS.id, "scope": "unit", "aggregation": "mean", "percentile": 50}, "ukur.hari mean unit"),
        (
            {"metric": IN_TIME.id, "scope": "unit", "subject": "service:3"},
            "ukur.tepat share unit subject=service:3",
        ),
    ],
)
def test_what_is_chosen_becomes_one_text(typed: dict[str, Any], kept: str) -> None:
    assert measuring.text(typed) == kept


@pytest.mark.parametrize(
    "kept", ["ukur.tepat share me", "ukur.hari percentile:90 tree", "ukur.tepat share unit subject=service:3"]
)
def test_the_form_shows_what_was_kept(kept: str) -> None:
    shown = measuring.initial(kept)
    binding = parse(kept)
    assert binding is not None
    assert measuring.text(shown) == kept
    assert shown["scope"] == binding.scope


def test_nothing_kept_shows_nothing() -> None:
    assert measuring.initial("") == {}


def test_only_metrics_for_plans_are_offered() -> None:
    offered = dict(measuring.fields(0, ())["metric"].choices)
    assert IN_TIME.id in offered
    assert HIDDEN.id not in offered
    assert offered[IN_TIME.id] == "Surat dijawab tepat waktu (persen)"


def test_a_partner_is_offered_among_quantities_and_qualities_only() -> None:
    made = measuring.fields(0, [view(1, "quantity"), view(2, "time"), view(3, "quality"), view(4, "")])
    assert [value for value, _label in made["pair_with"].choices] == ["", "1", "3"]
    assert "pair_with" not in measuring.fields(0, [view(2, "time")])


def test_a_thing_is_asked_for_only_where_an_area_declares_some() -> None:
    assert "subject" not in measuring.fields(0, ())
