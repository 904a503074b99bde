"""Every error code on every rule: a wrong input is answered with code, message and field, never a traceback."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.rulebook import registry
from pamong.rulebook.errors import ErrorCode, Refused, RuleError
from pamong.rulebook.fields import Counts, Day, Field, ListOf, Number, Record, Text, Word
from pamong.rulebook.text import N_
from tests.rules.support import ON, SOUND, assert_refused, refusal

RULES = sorted(SOUND)


def fields(kind: type[Field]) -> list[tuple[str, str]]:
    """(rule, input) for every top-level input of a kind that the sound example fills."""
    return [
        (rule.id, name)
        for rule in registry.all_rules(ON)
        for name, field in rule.inputs.items()
        if isinstance(field, kind) and name in SOUND[rule.id]
    ]


def with_input(rule_id: str, name: str, value: object) -> dict[str, Any]:
    return {**SOUND[rule_id], name: value}


@pytest.mark.parametrize("rule_id", RULES)
def test_missing_inputs(rule_id: str) -> None:
    for name, field in registry.get(rule_id, ON).inputs.items():
        if field.required:
            rest = {key: value for key, value in SOUND[rule_id].items() if key != name}
            assert_refused(rule_id, rest, ErrorCode.MISSING, name)


@pytest.mark.parametrize("rule_id", RULES)
def test_no_input_at_all(rule_id: str) -> None:
    assert refusal(rule_id, {}).code is ErrorCode.MISSING


@pytest.mark.parametrize("rule_id", RULES)
def test_unknown_input_is_named(rule_id: str) -> None:
    assert_refused(rule_id, with_input(rule_id, "tambahan", 1), ErrorCode.UNKNOWN_VALUE, "tambahan")


@pytest.mark.parametrize("rule_id", RULES)
@pytest.mark.parametrize("inputs", [None, [], "teks", 5, True])
def test_inputs_that_are_no_object(rule_id: str, inputs: Any) -> None:
    assert_refused(rule_id, inputs, ErrorCode.WRONG_TYPE, "inputs")


@pytest.mark.parametrize("rule_id", RULES)
def test_wrong_type_of_every_input(rule_id: str) -> None:
    for name in SOUND[rule_id]:
        for wrong in (None, True, object()):
            assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Word))
def test_words_must_be_known(rule_id: str, name: str) -> None:
    for unknown in ("luar biasa", "", "DI_ATAS", "baik ", "Baik\n", "%s%%", "x" * 10_000):
        assert_refused(rule_id, with_input(rule_id, name, unknown), ErrorCode.UNKNOWN_VALUE, name)
    for wrong in (1, ["Baik"], {"Baik": 1}, Decimal(1)):
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Number))
def test_numbers_must_be_exact_numbers(rule_id: str, name: str) -> None:
    wrong_types: list[object] = ["12", "", "NaN", "Infinity", "-inf", [1], {}, False, 1.5, 2.0]
    for wrong in wrong_types:
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Number))
def test_numbers_must_be_within_bounds(rule_id: str, name: str) -> None:
    not_finite: list[object] = [float("nan"), float("inf"), float("-inf")]
    not_finite += [Decimal(word) for word in ("NaN", "sNaN", "Infinity", "-Infinity")]
    beyond: list[object] = [-1, Decimal("-0.01"), 10**40, Decimal("1e5000"), Decimal("1e-5000"), Decimal("-1e5000")]
    for wrong in not_finite + beyond:
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.OUT_OF_RANGE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Day))
def test_dates_must_exist(rule_id: str, name: str) -> None:
    for wrong in ("2026-02-30", "2026-2-3", "20260203", "2026-W05-1", "kemarin", "", "2026-01-01T00:00", 20260101):
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)
    assert_refused(rule_id, with_input(rule_id, name, datetime(2026, 1, 1)), ErrorCode.WRONG_TYPE, name)  # noqa: DTZ001  no zone is the point
    for far in ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"):
        assert_refused(rule_id, with_input(rule_id, name, far), ErrorCode.OUT_OF_RANGE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(ListOf))
def test_lists_must_be_lists(rule_id: str, name: str) -> None:
    for wrong in ("Baik", {"a": 1}, 3, {"Baik"}):
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Text))
def test_texts_must_be_texts(rule_id: str, name: str) -> None:
    for wrong in (196802291993031009, Decimal("1.9680229199303101E17"), ["1"], b"1"):
        assert_refused(rule_id, with_input(rule_id, name, wrong), ErrorCode.WRONG_TYPE, name)


@pytest.mark.parametrize(("rule_id", "name"), fields(Counts))
def test_counts_by_word(rule_id: str, name: str) -> None:
    for value, code, field in [
        ({"Hebat": 1}, ErrorCode.UNKNOWN_VALUE, name),
        ({"Baik": -1}, ErrorCode.OUT_OF_RANGE, f"{name}.Baik"),
        ({"Baik": Decimal("1.5")}, ErrorCode.WRONG_TYPE, f"{name}.Baik"),
        ({"Baik": True}, ErrorCode.WRONG_TYPE, f"{name}.Baik"),
        ({"Baik": Decimal("NaN")}, ErrorCode.OUT_OF_RANGE, f"{name}.Baik"),
        ({"Baik": None}, ErrorCode.WRONG_TYPE, f"{name}.Baik"),
        ({}, ErrorCode.OUT_OF_RANGE, name),
        ({"Baik": 0}, ErrorCode.OUT_OF_RANGE, name),
        (["Baik"], ErrorCode.WRONG_TYPE, name),
    ]:
        assert_refused(rule_id, with_input(rule_id, name, value), code, field)


@pytest.mark.parametrize(
    ("period", "code", "field"),
    [
        ({"predikat": "Baik"}, ErrorCode.MISSING, "periode[0].bulan"),
        ({"bulan": 3}, ErrorCode.MISSING, "periode[0].predikat"),
        ({"predikat": "Baik", "bulan": 0}, ErrorCode.OUT_OF_RANGE, "periode[0].bulan"),
        ({"predikat": "Baik", "bulan": 13}, ErrorCode.OUT_OF_RANGE, "periode[0].bulan"),
        ({"predikat": "Baik", "bulan": Decimal("2.5")}, ErrorCode.WRONG_TYPE, "periode[0].bulan"),
        ({"predikat": "Baik", "bulan": "3"}, ErrorCode.WRONG_TYPE, "periode[0].bulan"),
        ({"predikat": "Cukup", "bulan": 3}, ErrorCode.UNKNOWN_VALUE, "periode[0].predikat"),
        ({"predikat": "Baik", "bulan": 3, "tahun": 2026}, ErrorCode.UNKNOWN_VALUE, "periode[0].tahun"),
        ("Baik", ErrorCode.WRONG_TYPE, "periode[0]"),
    ],
)
def test_nested_inputs_are_named_by_their_path(period: object, code: ErrorCode, field: str) -> None:
    assert_refused("angka_kredit", {"jenjang": "Ahli Muda", "periode": [period]}, code, field)


def test_a_record_refuses_what_is_no_object() -> None:
    record = Record(fields={"bulan": Number()})
    with pytest.raises(RuleError) as caught:
        record.read([], "periode[0]")
    assert caught.value.code is ErrorCode.WRONG_TYPE


@pytest.mark.parametrize("rule_id", RULES)
def test_no_rule_is_valid_before_its_law(rule_id: str) -> None:
    error = refusal(rule_id, SOUND[rule_id], on=date(1990, 1, 1))
    assert (error.code, error.field) == (ErrorCode.NOT_IN_FORCE, "rule")
    first = registry.get(rule_id, ON).valid_from
    assert registry.get(rule_id, first).valid_from == first


@pytest.mark.parametrize("rule_id", ["", "Predikat", "predikat ", "tidak_ada", "__init__", "x" * 5000, "%s"])
def test_unknown_rules(rule_id: str) -> None:
    error = refusal(rule_id, {})
    assert (error.code, error.field) == (ErrorCode.UNKNOWN_RULE, "rule")
    assert len(error.message) < 200


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.sampled_from(["Baik", "di_atas", "JPT", "2026-01-05", "keberatan_disiplin", "196802291993031009"]),
    lambda inner: st.lists(inner, max_size=10) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


def names_of(rule_id: str) -> Iterator[str]:
    yield from registry.get(rule_id, ON).inputs


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), rule_id=st.sampled_from(RULES))
def test_no_input_whatever_breaks_a_rule(data: st.DataObject, rule_id: str) -> None:
    inputs = dict(SOUND[rule_id])
    for name in names_of(rule_id):
        if data.draw(st.booleans()):
            inputs[name] = data.draw(anything)
    try:
        assert isinstance(registry.run(rule_id, inputs, on=ON), dict)
    except RuleError as error:
        assert error.code in set(ErrorCode)
        assert error.message


def test_rule_error_as_the_contract_writes_it() -> None:
    error = RuleError(ErrorCode.MISSING, N_("Isian %(field)s wajib ada."), "bulan")
    assert error.as_dict() == {"code": "wajib", "message": "Isian bulan wajib ada.", "field": "bulan"}
    assert str(error) == "wajib: Isian bulan wajib ada."
    assert error.message.translated(lambda text: text.replace("wajib ada", "is required")) == "Isian bulan is required."


def test_error_codes_are_those_of_the_contract() -> None:
    assert {code.value for code in ErrorCode} == {
        "nilai_tidak_dikenal",
        "tipe_salah",
        "di_luar_batas",
        "wajib",
        "aturan_tidak_dikenal",
        "belum_berlaku",
    }


def test_refused_fills_its_sentence() -> None:
    refused = Refused(N_("Bobot berjumlah %(total)s, seharusnya 100."), field="bobot", total=90)
    assert refused.text() == "Bobot berjumlah 90, seharusnya 100."
    assert str(refused) == refused.text()
    assert (refused.field, refused.code, refused.params) == ("bobot", "ditolak", {"total": 90})
    english = {"Bobot berjumlah %(total)s, seharusnya 100.": "Weights add up to %(total)s, not 100."}
    assert refused.text(english.__getitem__) == "Weights add up to 90, not 100."


def test_refused_without_parameters_keeps_percent_signs() -> None:
    assert Refused(N_("Target 100% sudah tercapai.")).text() == "Target 100% sudah tercapai."
    assert Refused(N_("Ditolak."), code="terkunci").code == "terkunci"
