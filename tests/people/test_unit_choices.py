"""The unit filter stays readable in a large office, and still covers everybody."""

import pytest

from pamong.people import queries
from pamong.people.queries import directory
from tests.world import World, unit

pytestmark = pytest.mark.django_db


def names(world: World, who: str) -> list[str]:
    return [label.strip() for _, label in queries.units_for(world.viewer(who))]


def test_a_small_office_shows_all_its_units(world: World) -> None:
    assert names(world, "head") == [world.root.name, world.office.name]


def test_a_large_office_shows_the_upper_levels(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        unit(world.a, f"Seksi {number}", world.office)
    monkeypatch.setattr(directory, "MOST_UNITS", 5)
    assert names(world, "head") == [world.root.name, world.office.name]


def test_the_top_is_never_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "MOST_UNITS", 0)
    assert names(world, "head") == [world.root.name]
    assert set(names(world, "personnel")) == {world.root.name, world.b_root.name}


def test_a_choice_covers_the_units_below_it(world: World) -> None:
    seksi = unit(world.a, "Seksi Akta", world.office)
    assert seksi.path.startswith(world.office.path)
    answer = world.client("head").get("/kepegawaian/", {"unit": world.root.pk})
    assert b"Sari Lestari" in answer.content
