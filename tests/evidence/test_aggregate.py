"""The arithmetic of figures: parts add up over units, shares stay bounded, a percentile is one of the values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.evidence.enums import Aggregation, MetricKind
from pamong.evidence.rules import aggregate
from pamong.evidence.rules.aggregate import NOTHING, Parts, figure, percentile_of, together

VALUES = st.lists(st.decimals(-10_000, 10_000, places=4), min_size=1, max_size=30)
CASES = st.lists(st.sampled_from([Decimal(0), Decimal(1)]), min_size=1, max_size=30)


def parts(values: list[Decimal]) -> Parts:
    return Parts(sum(values, Decimal(0)), len(values))


@given(st.lists(st.lists(st.decimals(-10_000, 10_000, places=4), max_size=8), max_size=6))
def test_sums_and_counts_add_up_over_units(units: list[list[Decimal]]) -> None:
    whole = together(parts(unit) for unit in units)
    everything = [value for unit in units for value in unit]
    assert whole == parts(everything)
    assert figure("count", whole) == (Decimal(len(everything)) if everything else None)
    assert figure("sum", whole) == (sum(everything, Decimal(0)) if everything else None)


@given(VALUES, VALUES)
def test_the_mean_of_two_units_lies_between_theirs(a: list[Decimal], b: list[Decimal]) -> None:
    means = [m for m in (figure("mean", parts(a)), figure("mean", parts(b))) if m is not None]
    whole = figure("mean", parts(a) + parts(b))
    assert whole is not None
    assert min(means) - Decimal("1e-9") <= whole <= max(means) + Decimal("1e-9")


@given(CASES)
def test_a_share_is_a_percentage(cases: list[Decimal]) -> None:
    share = figure("share", parts(cases))
    assert share is not None
    assert 0 <= share <= 100
    assert share * len(cases) == pytest.approx(100 * sum(cases))


@given(VALUES, st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_and_enough_lie_below(values: list[Decimal], percent: int) -> None:
    found = percentile_of(values, percent)
    assert found in values
    assert min(values) <= found <= max(values)
    assert sum(v <= found for v in values) * 100 >= percent * len(values)
    assert sum(v < found for v in values) * 100 < percent * len(values)


@given(VALUES)
def test_percentiles_grow_with_the_percent(values: list[Decimal]) -> None:
    row = [percentile_of(values, percent) for percent in (1, 25, 50, 75, 100)]
    assert row == sorted(row)
    assert row[-1] == max(values)


def test_exact_places_where_floating_point_would_slip() -> None:
    values = [Decimal(n) for n in range(1, 101)]
    assert [percentile_of(values, p) for p in (1, 7, 29, 57, 90, 100)] == [1, 7, 29, 57, 90, 100]


@pytest.mark.parametrize("aggregation", Aggregation.values)
def test_missing_is_not_zero(aggregation: str) -> None:
    assert figure(aggregation, NOTHING) is None


def test_what_cannot_be_computed_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown"):
        figure("median", Parts(Decimal(1), 1))
    for values, percent in (([], 50), ([Decimal(1)], 0), ([Decimal(1)], 101)):
        with pytest.raises(ValueError, match="percentile"):
            percentile_of(values, percent)


def test_every_kind_of_metric_says_what_can_be_made_of_it() -> None:
    assert set(aggregate.ALLOWED) == set(MetricKind.values)
    assert {a for allowed in aggregate.ALLOWED.values() for a in allowed} == set(Aggregation.values)


@pytest.mark.parametrize(
    ("value", "n", "fits"), [("1", 1, True), ("0", 1, True), ("0.5", 1, False), ("-1", 1, False), ("-1", 0, True)]
)
def test_facts_of_a_share_are_cases(value: str, n: int, fits: bool) -> None:
    assert aggregate.is_share(Decimal(value), n) is fits
