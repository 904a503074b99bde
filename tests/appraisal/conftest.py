"""The plan and the evaluation the tests of this area start from."""

import pytest

from tests.appraisal.builder import Plan
from tests.world import World


@pytest.fixture
def plan(world: World) -> Plan:
    """The employee's agreed plan of last year, with three indicators and no evidence yet."""
    return Plan(world)
