"""Every worked example of the regulations, through the function and through the command."""

from decimal import Decimal
from typing import Any

import pytest

from pamong.rulebook import registry
from pamong.rulebook.words import Confidence
from tests.rules.support import EXAMPLES, ON, SOUND


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["id"]))
def test_example(example: dict[str, Any]) -> None:
    assert registry.run(example["rule"], example["inputs"], on=ON) == example["expected"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["id"]))
def test_every_example_opens_to_its_reasoning(example: dict[str, Any]) -> None:
    traced = registry.run_with_trace(example["rule"], example["inputs"], on=ON)
    assert traced.result == example["expected"]
    assert traced.inputs == example["inputs"]
    assert traced.rule_id == example["rule"]
    assert traced.steps, "a figure without reasoning"
    for step in traced.steps:
        assert step.endswith(".")
        assert "%(" not in step
        assert "Decimal" not in step
        assert "None" not in step
    assert isinstance(traced.confidence, Confidence)
    assert str(traced.source)


def test_numbers_never_become_floats() -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for entry in value.values() for found in numbers(entry)]
        if isinstance(value, list):
            return [found for entry in value for found in numbers(entry)]
        return [value]

    for example in EXAMPLES:
        for value in numbers(registry.run(example["rule"], example["inputs"], on=ON)):
            assert not isinstance(value, float), (example["id"], value)
            assert not isinstance(value, Decimal) or value.is_finite()


def test_every_rule_has_an_example() -> None:
    assert {rule.id for rule in registry.all_rules(ON)} == set(SOUND)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["id"]))
def test_outputs_are_the_declared_ones(example: dict[str, Any]) -> None:
    rule = registry.get(example["rule"], ON)
    assert set(registry.run(example["rule"], example["inputs"], on=ON)) <= set(rule.outputs)


def test_holidays_may_be_given_to_every_rule() -> None:
    for rule_id, inputs in SOUND.items():
        with_holidays = {**inputs, "libur": ["2026-12-25"]}
        assert registry.run(rule_id, with_holidays, on=ON)
