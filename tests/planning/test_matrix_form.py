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
    (group,) = form_of(world).by_result()
    assert (group.key, group.title) == (f"hasil-{result.pk}", result.title)
    assert [(row.name, row.value) for row in group.rows] == [("Teguh", "indirect"), ("Sari Lestari, A.Md.", "")]
    assert group.rows[0].between.value() == "Arsip tertata"
    assert (group.direct, group.indirect, group.bare) == (0, 1, False)


def test_the_same_by_person(world: World, result: WorkResult) -> None:
    plans.heads_results(world, "Arsip tertata")
    give(world, {(result.pk, world.peer.pk): DIRECT})
    sari, teguh = form_of(world).by_person()
    assert (sari.title, teguh.title, teguh.key) == ("Sari Lestari, A.Md.", "Teguh", f"pegawai-{world.peer.pk}")
    assert sari.note  # the post tells two of one name apart
    assert [row.name for row in teguh.rows] == [result.title, "Arsip tertata"]
    assert (sari.bare, teguh.bare, teguh.direct) == (True, False, 1)
    fields = {row.way.name for group in form_of(world).by_person() for row in group.rows}
    assert fields == {row.way.name for group in form_of(world).by_result() for row in group.rows}


def test_folded_unless_alone_or_wrong(world: World, result: WorkResult) -> None:
    assert [group.open for group in form_of(world).by_result()] == [True]
    plans.heads_results(world, "Arsip tertata")
    assert [group.open for group in form_of(world).by_result()] == [False, False]
    place = f"{result.pk}_{world.employee.pk}"
    wrong = form_of(world, {"seen": "x", f"antara_{place}": "x" * 301})
    assert not wrong.is_valid()
    assert [group.open for group in wrong.by_result()] == [True, False]
    assert [group.open for group in wrong.by_person()] == [True, False]


def test_what_a_person_planned_already_is_told(world: World, result: WorkResult) -> None:
    plans.result(world, plans.draft(world), title="Berkas selesai", parent_id=result.pk)
    (group,) = form_of(world).by_result()
    assert (group.bare, group.planned, group.direct) == (False, 1, 0)  # planned is carried, though no role was given
    assert [one.bare for one in form_of(world).by_person()] == [False, True]
    assert {row.name: row.carried for row in group.rows} == {"Sari Lestari, A.Md.": ["Berkas selesai"], "Teguh": []}


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
