"""The results of a plan as plain values: exact there and back, a diff that finds everything, copies without links."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.planning.rules import plain

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)
NUMBER = st.none() | st.decimals(min_value=0, max_value=10**13, places=4, allow_nan=False, allow_infinity=False)
DAY = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
INDICATORS = st.builds(
    plain.Indicator,
    text=TEXT,
    aspect=st.sampled_from(["", "quantity", "quality", "time", "cost"]),
    unit=st.just("") | TEXT,
    target=NUMBER,
    target_text=st.just("") | TEXT,
    direction=st.sampled_from(["more", "less", "exact", "range"]),
    evidence_source=st.just("") | TEXT,
    id=st.integers(1, 10**9),
)
RESULTS = st.builds(
    plain.Result,
    title=TEXT,
    kind=st.sampled_from(["main", "additional"]),
    description=st.just("") | TEXT,
    perspective=st.sampled_from(["", "customer", "process", "strength", "budget"]),
    weight=st.none() | st.decimals(min_value=Decimal("0.01"), max_value=100, places=2),
    parent_state=st.sampled_from(["waiting", "none"]),
    starts=st.none() | DAY,
    ends=st.none() | DAY,
    indicators=st.lists(INDICATORS, max_size=3, unique_by=lambda i: i.id).map(tuple),
    id=st.integers(1, 10**9),
)
PLANS = st.lists(RESULTS, max_size=4, unique_by=lambda r: r.id).map(tuple)


@given(results=PLANS)
@settings(max_examples=60, deadline=None)
def test_json_there_and_back_is_the_same(results: tuple[plain.Result, ...]) -> None:
    back = plain.from_json(plain.as_json(results))
    assert plain.as_json(back) == plain.as_json(results)
    assert plain.diff(results, back) == []


@given(results=PLANS)
@settings(max_examples=60, deadline=None)
def test_nothing_differs_from_itself_and_everything_from_nothing(results: tuple[plain.Result, ...]) -> None:
    assert plain.diff(results, results) == []
    fresh = plain.diff((), results)
    assert {c.what for c in fresh} <= {"added"}
    assert len([c for c in fresh if c.of == "result"]) == len(results)
    gone = plain.diff(results, ())
    assert [c.what for c in gone] == ["dropped"] * len(results)


@given(results=PLANS.filter(bool), title=TEXT)
@settings(max_examples=60, deadline=None)
def test_one_changed_title_is_one_change(results: tuple[plain.Result, ...], title: str) -> None:
    changed = (replace(results[0], title=title + "!"), *results[1:])
    if results[0].title == title + "!":
        return
    (change,) = plain.diff(results, changed)
    assert (change.what, change.of) == ("changed", "result")
    assert change.fields == (("title", results[0].title, title + "!"),)


def test_an_indicator_moved_between_versions_is_named_with_old_and_new() -> None:
    before = plain.Indicator("Akta terbit", target=Decimal("97.50"), id=7)
    old = (plain.Result("Layanan", id=1, indicators=(before,)),)
    new = (replace(old[0], indicators=(replace(before, target=Decimal("98")), plain.Indicator("Keluhan"))),)
    changed, added = plain.diff(old, new)
    assert changed.fields == (("target", "97.5", "98"),)
    assert (added.what, added.of, added.title) == ("added", "indicator", "Keluhan")


def test_the_same_number_written_otherwise_is_no_change() -> None:
    old = (plain.Result("Layanan", id=1, weight=Decimal("30.00")),)
    assert plain.diff(old, (replace(old[0], weight=Decimal(30)),)) == []


def test_annexes_are_compared_by_name() -> None:
    (change,) = plain.diff((), (), {"resources": "Mobil"}, {"resources": "Motor", "consequences": ""})
    assert (change.of, change.fields) == ("annex", (("resources", "Mobil", "Motor"),))


def test_a_copy_for_another_year_waits_and_keeps_day_and_month() -> None:
    given_ = (
        plain.Result(
            "Layanan",
            id=3,
            parent_id=9,
            parent_state="linked",
            ends=dt.date(2024, 2, 29),
            indicators=(plain.Indicator("Akta", id=4),),
        ),
        plain.Result("Arsip", id=5, parent_state="none", ends=None),
        plain.Result("Rapat", id=6, ends=dt.date(2024, 1, 5)),
    )
    first, second, third = plain.unlinked(given_, starts=dt.date(2025, 2, 1), ends=dt.date(2025, 12, 31))
    assert (first.id, first.parent_id, first.parent_state, first.ends) == (None, None, "waiting", dt.date(2025, 2, 28))
    assert first.indicators[0].id is None
    assert (second.parent_state, second.ends) == ("none", dt.date(2025, 12, 31))
    assert third.ends == dt.date(2025, 12, 31)  # 5 January lies before the plan begins
