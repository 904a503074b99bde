"""What measures an indicator, as it is kept and read back; and the two sides of a result."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning.rules import measure, pairs
from pamong.planning.rules.measure import Binding
from pamong.rulebook.errors import Refused

NAMES = st.from_regex(r"[a-z_]{1,12}\.[a-z_]{1,12}", fullmatch=True)
SUBJECTS = st.just("") | st.from_regex(r"[a-z]{1,8}:[0-9]{1,6}", fullmatch=True)
BINDINGS = st.builds(
    Binding,
    NAMES,
    st.sampled_from(["sum", "count", "mean", "share"]),
    st.sampled_from(measure.SCOPES),
    st.none(),
    SUBJECTS,
) | st.builds(Binding, NAMES, st.just("percentile"), st.sampled_from(measure.SCOPES), st.integers(1, 100), SUBJECTS)


@given(BINDINGS)
def test_a_binding_is_read_back_as_it_was_written(binding: Binding) -> None:
    assert measure.parse(binding.text()) == binding


def test_an_indicator_without_one_has_none() -> None:
    assert measure.parse("") is None


@pytest.mark.parametrize(
    "text",
    [
        "voice.in_time",
        "voice.in_time share",
        "voice.in_time share everybody",
        "voice.in_time median me",
        "cases.days percentile unit",
        "cases.days percentile:0 unit",
        "cases.days percentile:101 unit",
        "cases.days mean:50 unit",
        "cases.days mean unit subject=",
        "Voice.X share me",
        " voice.in_time share me",
        "voice.in_time share me\n",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="binds"):
        measure.parse(text)


def refused(binding: Binding, **known: object) -> str | None:
    with pytest.raises(Refused) as caught:
        measure.check(binding, **{"allowed": ("share", "percentile"), "known": True, **known})  # type: ignore[arg-type]
    return caught.value.field


def test_what_cannot_be_agreed_names_its_field() -> None:
    measure.check(Binding("voice.in_time", "share"), allowed=("share",), known=True)
    assert refused(Binding("voice.in_time", "share"), known=False) == "metric"
    assert refused(Binding("voice.in_time", "sum")) == "aggregation"
    assert refused(Binding("voice.in_time", "share", "village")) == "scope"
    assert refused(Binding("voice.in_time", "percentile")) == "percentile"
    assert refused(Binding("voice.in_time", "percentile", percentile=101)) == "percentile"
    assert refused(Binding("voice.in_time", "share", percentile=50)) == "percentile"
    assert refused(Binding("voice.in_time", "share", subject="not a subject")) == "metric"


@dataclass(frozen=True)
class One:
    id: int
    result_id: int
    aspect: str
    pair: int


INDICATORS = st.lists(
    st.builds(
        One, st.integers(), st.integers(1, 3), st.sampled_from(["quantity", "quality", "time", ""]), st.integers(0, 3)
    ),
    max_size=12,
    unique_by=lambda one: (one.result_id, one.aspect, one.pair),
)


@given(INDICATORS)
def test_a_pair_is_quantity_and_quality_of_one_result(indicators: list[One]) -> None:
    found = pairs.pairs(indicators)
    for pair in found:
        assert (pair.quantity.aspect, pair.quality.aspect) == ("quantity", "quality")
        assert (pair.quantity.result_id, pair.quantity.pair) == (pair.quality.result_id, pair.quality.pair)
        assert pair.quantity.pair > 0
    sides = [one for one in indicators if one.pair and one.aspect in ("quantity", "quality")]
    keys = [(one.result_id, one.pair) for one in sides]
    assert len(found) == sum(keys.count(key) == 2 for key in set(keys))


@pytest.mark.parametrize(
    ("quantity", "quality", "warns"),
    [
        (True, False, True),
        (True, True, False),
        (True, None, False),
        (False, False, False),
        (None, False, False),
        (None, None, False),
    ],
)
def test_only_much_but_not_well_is_told(quantity: bool | None, quality: bool | None, warns: bool) -> None:
    assert pairs.warns(quantity, quality) is warns


def test_who_may_be_paired() -> None:
    pairs.check("quality", "quantity", other_taken=False)
    for aspect, other in (("quantity", "quantity"), ("time", "quality"), ("quality", None)):
        with pytest.raises(Refused):
            pairs.check(aspect, other, other_taken=False)
    with pytest.raises(Refused, match="sudah berpasangan"):
        pairs.check("quality", "quantity", other_taken=True)
    assert pairs.free_number([1, 2, 4, 0]) == 3
