"""Levels of the tree and how far an outcome is."""

from decimal import Decimal

import pytest

from pamong.programmes.rules import progress, tree
from pamong.rulebook.errors import Refused


@pytest.mark.parametrize(
    ("plan", "kind", "parent", "parent_plan"),
    [
        ("rpjmd", "goal", "", ""),
        ("rpjmd", "outcome", "goal", "rpjmd"),
        ("rpjmd", "programme", "outcome", "rpjmd"),
        ("renstra", "goal", "", ""),
        ("renstra", "goal", "outcome", "rpjmd"),
        ("renstra", "outcome", "outcome", "rpjmd"),
        ("renstra", "activity", "programme", "renstra"),
        ("renstra", "subactivity", "activity", "renstra"),
    ],
)
def test_levels_that_fit(plan: str, kind: str, parent: str, parent_plan: str) -> None:
    tree.check_place(plan=plan, kind=kind, parent=parent, parent_plan=parent_plan)


@pytest.mark.parametrize(
    ("plan", "kind", "parent", "parent_plan", "field"),
    [
        ("rpjmd", "activity", "programme", "rpjmd", "kind"),
        ("rpjmd", "programme", "", "", "parent"),
        ("rpjmd", "goal", "outcome", "rpjmd", "parent"),
        ("renstra", "programme", "outcome", "rpjmd", "parent"),
        ("renstra", "goal", "programme", "rpjmd", "parent"),
        ("renstra", "subactivity", "programme", "renstra", "parent"),
    ],
)
def test_levels_that_do_not_fit(plan: str, kind: str, parent: str, parent_plan: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        tree.check_place(plan=plan, kind=kind, parent=parent, parent_plan=parent_plan)
    assert refused.value.field == field


def test_what_may_be_added_follows_the_levels() -> None:
    assert tree.kinds_under("rpjmd", "") == ("goal", "outcome")
    assert tree.kinds_under("rpjmd", "programme") == ()
    assert tree.kinds_under("renstra", "programme") == ("activity",)
    assert tree.kinds_under("renstra", "subactivity") == ()


@pytest.mark.parametrize(
    ("better", "target", "realised", "percent", "state"),
    [
        ("more", "95", "95", "100.00", "reached"),
        ("more", "95", "97", "102.11", "reached"),
        ("more", "95", "80", "84.21", "on_way"),
        ("more", "95", "40", "42.11", "behind"),
        ("less", "10", "8", "125.00", "reached"),
        ("less", "10", "12", "83.33", "on_way"),
        ("less", "10", "40", "25.00", "behind"),
        ("less", "10", "0", None, "reached"),
        ("more", None, "40", None, "no_target"),
        ("more", "95", None, None, "no_data"),
    ],
)
def test_percent_and_state(
    better: str, target: str | None, realised: str | None, percent: str | None, state: str
) -> None:
    wanted, found = (Decimal(x) if x is not None else None for x in (target, realised))
    assert progress.percent(better, wanted, found) == (Decimal(percent) if percent else None)
    assert progress.state(better, wanted, found) == state


def test_the_worst_state_speaks_for_a_node() -> None:
    assert progress.worst(["reached", "behind", "no_data"]) == "behind"
    assert progress.worst(["reached", "no_data"]) == "no_data"
    assert progress.worst([]) == ""
