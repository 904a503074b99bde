"""The cycle: who opens it, who is in it, who has not planned."""

import datetime as dt

import pytest

from pamong.planning import actions, queries
from pamong.planning.models import Cycle, CyclePhase
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["head", "admin", "personnel"])
def test_head_admin_and_personnel_office_open_the_year(world: World, who: str) -> None:
    cycle = actions.open_cycle(agency_id=world.a.pk, year=2026, evaluation_step="month", by=world.viewer(who))
    assert cycle.phases.count() == 4 + 12
    with pytest.raises(Refused) as refused:
        actions.open_cycle(agency_id=world.a.pk, year=2026, by=world.viewer(who))
    assert "2026" in refused.value.text()
    assert refused.value.field == "year"


@pytest.mark.parametrize("who", ["superior", "employee", "inspector", "leader", "stranger_head", "sysadmin"])
def test_others_do_not(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.open_cycle(agency_id=world.a.pk, year=2026, by=world.viewer(who))


def test_the_step_of_the_last_year_is_the_agencys_setting(world: World) -> None:
    assert queries.latest_step(world.a.pk) is None
    plans.open_cycle(world, step="month")
    assert queries.latest_step(world.a.pk) == "month"


def test_phases_move_and_a_stale_form_conflicts(world: World) -> None:
    cycle = plans.open_cycle(world)
    phase = CyclePhase.objects.get(cycle=cycle, kind="planning")
    by = world.viewer("admin")
    later = (phase.starts, phase.ends + dt.timedelta(days=14))
    actions.save_phases(cycle_id=cycle.pk, dates={phase.pk: later}, version=1, by=by)
    phase.refresh_from_db()
    assert (phase.starts, phase.ends) == later
    with pytest.raises(Conflict):
        actions.save_phases(cycle_id=cycle.pk, dates={}, version=1, by=by)
    with pytest.raises(Refused) as refused:
        actions.save_phases(cycle_id=cycle.pk, dates={phase.pk: (phase.ends, phase.starts)}, by=by)
    assert refused.value.field == f"ends_{phase.pk}"
    with pytest.raises(NotVisible):
        actions.save_phases(cycle_id=cycle.pk, dates={}, by=world.viewer("superior"))


def test_a_closed_cycle_takes_no_new_plans(world: World) -> None:
    cycle = plans.open_cycle(world)
    actions.set_state(cycle_id=cycle.pk, state="closed", by=world.viewer("admin"))
    with pytest.raises(Refused):
        plans.draft(world)


def names(found: object) -> set[str]:
    return {row.person.name.split(",")[0] for row in found}  # type: ignore[attr-defined]


def test_everyone_with_a_post_in_the_year_is_in_it_once(world: World) -> None:
    cycle = plans.open_cycle(world)
    admin = world.viewer("admin")
    left = person("Pindah Keluar", "198001012005011001")
    assign(left, world.office, "Staf", world.superior, until=cycle.starts)  # left before the year began
    moved = person("Pindah Unit", "198101012005011001")
    middle = cycle.starts + dt.timedelta(days=90)
    assign(moved, world.office, "Staf", world.superior, until=middle)
    assign(moved, unit(world.a, "Bidang Data", world.root), "Staf", world.head, since=middle)
    found = list(queries.member_list(admin, cycle))
    assert len(found) == 7
    assert "Pindah Keluar" not in names(found)
    assert [row.unit.name for row in found if row.person == moved] == ["Bidang Data"]
    retired = world.peer
    retired.is_active = False
    retired.save(via=ACTION, update_fields=["is_active"])
    assert queries.totals(admin, cycle)["total"] == 6


def test_states_are_counted_per_unit(world: World) -> None:
    plans.submitted(world)
    plans.draft(world, "peer")
    plans.draft(world, "superior")
    cycle = Cycle.objects.get(agency=world.a)
    admin = world.viewer("admin")
    rows = {row["unit__name"]: row for row in queries.unit_counts(admin, cycle)}
    office = rows[world.office.name]
    assert (office["total"], office["without"], office["draft"], office["submitted"], office["agreed"]) == (
        3,
        0,
        2,
        1,
        0,
    )
    assert queries.totals(admin, cycle) == {"total": 6, "without": 3, "draft": 2, "submitted": 1, "agreed": 0}
    assert names(queries.member_list(admin, cycle, state="submitted")) == {"Sari Lestari"}
    assert names(queries.member_list(admin, cycle, state="none", unit_id=world.root.pk)) == {
        "Ir. Muhammad Hidayat",
        "Rina Kusuma",
        "Dewi Anggraini",
    }


def test_a_unit_head_watches_his_unit_only(world: World) -> None:
    cycle = plans.open_cycle(world)
    assert names(queries.member_list(world.viewer("superior"), cycle)) == {"Bambang Wijaya", "Sari Lestari", "Teguh"}
    assert len(queries.member_list(world.viewer("head"), cycle)) == 6
    assert not queries.member_list(world.viewer("employee"), cycle).exists()
    assert not queries.member_list(world.viewer("stranger_head"), cycle).exists()


def test_the_excluded_are_not_counted(world: World) -> None:
    """PP 30/2019 Ps. 23."""
    cycle = plans.open_cycle(world)
    by = world.viewer("admin")
    actions.exclude(cycle_id=cycle.pk, person_id=world.peer.pk, reason="unpaid_leave", by=by)
    assert queries.totals(by, cycle)["total"] == 5
    assert [row.person for row in queries.exclusions(cycle)] == [world.peer]
    with pytest.raises(NotVisible):
        actions.exclude(cycle_id=cycle.pk, person_id=world.stranger.pk, reason="suspended", by=by)
    with pytest.raises(Refused):
        actions.exclude(cycle_id=cycle.pk, person_id=world.employee.pk, reason="other", by=by)
    actions.include(cycle_id=cycle.pk, person_id=world.peer.pk, by=by)
    assert queries.totals(by, cycle)["total"] == 6
    with pytest.raises(NotVisible):
        actions.include(cycle_id=cycle.pk, person_id=world.peer.pk, by=by)


def test_each_sees_the_cycles_of_his_agency(world: World) -> None:
    here, there = plans.open_cycle(world), plans.open_cycle(world, agency="b")
    assert list(queries.cycles(world.viewer("employee"))) == [here]
    assert set(queries.cycles(world.viewer("personnel"))) == {here, there}
    with pytest.raises(NotVisible):
        queries.cycle_for(world.viewer("employee"), "cycle.view", there.pk)
    assert queries.cycle_rights(world.viewer("employee"), here) == frozenset()
    assert queries.cycle_rights(world.viewer("superior"), here) == {"cycle.monitor"}
    assert queries.cycle_rights(world.viewer("admin"), here) == {"cycle.monitor", "cycle.edit"}
    assert queries.cycle_rights(world.viewer("inspector"), here) == {"cycle.monitor"}
