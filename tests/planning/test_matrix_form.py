"""The form of the role-result matrix: one select and one text per result and person, roles given first."""

import pytest

from pamong.planning import queries
from pamong.planning.models import WorkResult
from pamong.planning.queries.roles import MOST_PEOPLE, digest
from pamong.planning.web.matrix import RolesForm
from tests.planning import plans
from tests.planning.test_roles import DIRECT, give
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def result(world: World) -> WorkResult:
    (row,) = plans.heads_results(world)
    return row


def form_of(world: World, data: dict[str, str] | None = None) -> RolesForm:
    return RolesForm(data, roles=queries.roles(world.viewer("superior")))


def test_what_stands_is_shown_and_given_roles_come_first(world: World, result: WorkResult) -> None:
    give(world, {(result.pk, world.peer.pk): ("indirect", "Arsip tertata")})
    ((shown, rows),) = list(form_of(world).cards())
    assert shown == result
    assert [(helper.name, value) for helper, _way, _between, value, _carried in rows] == [
        ("Teguh", "indirect"),
        ("Sari Lestari, A.Md.", ""),
    ]
    assert rows[0][2].value() == "Arsip tertata"


def test_what_a_person_planned_already_is_told(world: World, result: WorkResult) -> None:
    plans.result(world, plans.draft(world), title="Berkas selesai", parent_id=result.pk)
    ((_shown, rows),) = list(form_of(world).cards())
    assert {helper.name: carried for helper, _w, _b, _v, carried in rows} == {
        "Sari Lestari, A.Md.": ["Berkas selesai"],
        "Teguh": [],
    }


def test_what_was_sent_by_result_and_person(world: World, result: WorkResult) -> None:
    sari = f"{result.pk}_{world.employee.pk}"
    seen = queries.roles(world.viewer("superior")).seen
    form = form_of(world, {"seen": seen, f"peran_{sari}": "direct"})
    assert form.is_valid()
    assert form.wanted() == {(result.pk, world.employee.pk): DIRECT, (result.pk, world.peer.pk): ("", "")}
    assert not form_of(world, {"seen": seen, f"peran_{sari}": "sideways"}).is_valid()
    assert not form_of(world, {f"peran_{sari}": "direct"}).is_valid()


def test_the_digest_follows_what_is_given(world: World, result: WorkResult) -> None:
    before = queries.roles(world.viewer("superior")).seen
    give(world, {(result.pk, world.employee.pk): DIRECT})
    after = queries.roles(world.viewer("superior")).seen
    assert before == digest({}) != after
    assert after == digest({(result.pk, world.employee.pk): DIRECT})


def test_more_people_than_the_page_holds_are_counted(world: World, result: WorkResult) -> None:
    plans.many_people(world, MOST_PEOPLE)
    roles = queries.roles(world.viewer("superior"))
    assert len(roles.people) == MOST_PEOPLE
    assert roles.more == 2
