"""How evidence adds up in an evaluation: the same as on the board."""

from decimal import Decimal

import pytest

from pamong.appraisal import queries
from pamong.planning.models import Indicator
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("aspect", "expected"), [("quantity", "9"), ("cost", "9"), ("time", "3.0000"), ("quality", "3.0000")]
)
def test_time_and_quality_are_means_quantities_add_up(
    world: World, aspect: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Plan._content

    def with_aspect(self: Plan, count: int) -> None:
        original(self, count)
        Indicator.objects.filter(pk=self.indicators[0].pk).update(via=ACTION, aspect=aspect)

    monkeypatch.setattr(Plan, "_content", with_aspect)
    plan = Plan(world, indicators=1)
    for value in ("2", "3", "4"):
        plan.log(value)
    line = queries.lines_of(plan.opened())[0]
    assert line.realised == Decimal(expected)
    assert line.evidence_n == 3
