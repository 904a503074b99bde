"""Shared by the rule tests: the day the rules are asked for, the worked examples, and a strategy of dates."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from pamong.rulebook import registry
from pamong.rulebook.errors import ErrorCode, RuleError

ON = date(2026, 11, 22)
EXAMPLES_FILE = Path(__file__).parent / "worked_examples.jsonl"
EXAMPLES: list[dict[str, Any]] = [
    json.loads(line, parse_float=Decimal) for line in EXAMPLES_FILE.read_text(encoding="utf-8").splitlines()
]
# One sound input per rule, from which the error tests break one thing at a time.
SOUND: dict[str, dict[str, Any]] = {}
for _example in EXAMPLES:
    SOUND.setdefault(_example["rule"], _example["inputs"])

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))


def run(rule_id: str, **inputs: Any) -> dict[str, Any]:
    """Run a rule on the fixed day."""
    return registry.run(rule_id, inputs, on=ON)


def refusal(rule_id: str, inputs: Mapping[str, Any], on: date = ON) -> RuleError:
    """The error that a wrong input gives; fails if it gives none."""
    with pytest.raises(RuleError) as caught:
        registry.run(rule_id, inputs, on=on)
    return caught.value


def assert_refused(rule_id: str, inputs: Mapping[str, Any], code: ErrorCode, field: str | None) -> None:
    """The rule refuses with this code, names this field, and says so in a sentence."""
    error = refusal(rule_id, inputs)
    assert (error.code, error.field) == (code, field), error.message
    assert error.message.endswith(".")
    assert "%(" not in error.message
