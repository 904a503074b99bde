"""Random cascades: the gap list says what a second, plain implementation says, and every result leads up to its top."""

import random
from dataclasses import dataclass, field

import pytest

from pamong.people.models import Person
from pamong.planning.models import Skp, WorkResult
from pamong.planning.queries import hanging
from pamong.planning.queries import tree as cascade
from pamong.platform.guard import ACTION
from tests.planning import plans
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


@dataclass
class Drawn:
    """One result as it was drawn: its parent (place in the list), how it stands to a leader, and its node."""

    owner: int
    parent: int | None
    state: str
    programme: int | None
    row: WorkResult | None = None
    children: list[int] = field(default_factory=list)


def draw(dice: random.Random, people: list[Person], leaders: int, nodes: list[int]) -> list[Drawn]:
    """Results of leaders first, then of their people; a parent always belongs to somebody else and came before."""
    drawn: list[Drawn] = []
    for place in range(30):
        owner = dice.randrange(leaders if place < 10 else len(people))
        above = [n for n, d in enumerate(drawn) if d.owner < leaders and d.owner != owner]
        parent = dice.choice(above) if above and dice.random() < 0.6 else None
        state = "linked" if parent is not None else dice.choice(["waiting", "none"])
        drawn.append(Drawn(owner, parent, state, dice.choice([None, *nodes])))
        if parent is not None:
            drawn[parent].children.append(place)
    return drawn


def store(drawn: list[Drawn], people: list[Person]) -> None:
    skps = {s.person_id: s for s in Skp.objects.filter(person__in=people)}
    for place, one in enumerate(drawn):
        skp = skps[people[one.owner].pk]
        above = drawn[one.parent].row if one.parent is not None else None
        one.row = WorkResult.objects.add(
            via=ACTION,
            skp=skp,
            kind="main",
            title=f"Hasil {place}",
            parent=above,
            parent_state=one.state,
            programme_id=one.programme,
            starts=skp.starts,
            ends=skp.ends,
        )


@pytest.mark.parametrize("seed", range(6))
def test_gaps_and_ways_up_match_a_plain_reckoning(world: World, seed: int) -> None:
    dice, town = random.Random(seed), builder.town(world)
    leaders = plans.many_people(world, 3)
    people = [*leaders]
    for n, leader in enumerate(leaders):
        people += plans.many_people(world, 3, superior=leader, offset=10 * (n + 1))
    nodes = [town.own_outcome.pk, town.programme.pk, town.activity.pk]
    drawn = draw(dice, people, len(leaders), nodes)
    store(drawn, people)
    wanted = cascade.Wanted(world.today.year)
    counts = hanging.counts(world.viewer("leader"), wanted)
    assert counts[hanging.UNCARRIED] == sum(d.owner < len(leaders) and not d.children for d in drawn)
    assert counts[hanging.WAITING] == sum(d.state == "waiting" for d in drawn)
    assert counts[hanging.HANGING] == sum(d.state == "none" and d.programme is None for d in drawn)
    used = {d.programme for d in drawn}
    leaves = {town.activity.pk}
    assert counts[hanging.UNCARRIED_NODE] == len(leaves - used)
    for place in dice.sample(range(len(drawn)), 5):
        one = drawn[place]
        way: list[WorkResult | None] = []
        above = one.parent
        while above is not None:
            way.insert(0, drawn[above].row)
            above = drawn[above].parent
        assert one.row is not None
        level = cascade.level(world.viewer("leader"), cascade.Wanted(world.today.year, f"r{one.row.pk}"))
        results = [entry.key for entry in level.path if entry.key.startswith("r")]
        assert results == [f"r{row.pk}" for row in way if row is not None]
        assert {entry.key for entry in level.results} == {
            f"r{drawn[child].row.pk}"  # type: ignore[union-attr]  # stored above
            for child in one.children
        }
