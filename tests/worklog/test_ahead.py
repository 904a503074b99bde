"""A person's own weeks ahead: the turns he will have and the leave he will be on, two months far and no further."""

import datetime as dt
import re

import pytest

from pamong.people.models import RosterDay, Shift
from pamong.platform.guard import ACTION
from tests.people.days import away
from tests.world import World

pytestmark = pytest.mark.django_db
WEEK, MONTH = "/harian/minggu/", "/harian/bulan/"


def monday(world: World, weeks: int) -> dt.date:
    return world.today - dt.timedelta(days=world.today.weekday()) + dt.timedelta(weeks=weeks)


def test_turns_and_leave_of_coming_weeks_are_seen(world: World) -> None:
    first = monday(world, 2)
    turn = Shift.objects.add(
        via=ACTION, agency=world.a, code="M", name="Malam", starts=dt.time(21), ends=dt.time(7), break_minutes=0
    )
    RosterDay.objects.add(via=ACTION, person=world.employee, day=first, shift=turn)
    away(world, kind="trip", first=first + dt.timedelta(days=2))
    page = world.client("employee").get(f"{WEEK}?mulai={first}").content.decode()
    assert "Jaga" in page
    assert "Dinas luar" in page
    assert "kosong" not in page, "nothing is missing of a day that has not come"
    assert f"?tanggal={first}" not in page, "a day to come cannot be logged"


def test_a_superior_sees_the_coming_week_of_his_staff_and_others_do_not(world: World) -> None:
    first = monday(world, 1)
    away(world, kind="trip", first=first)
    path = f"{WEEK}?mulai={first}&pegawai={world.employee.pk}"
    assert "Dinas luar" in world.client("superior").get(path).content.decode()
    assert world.client("peer").get(path).status_code == 404
    assert world.client("stranger").get(path).status_code == 404


@pytest.mark.parametrize("path", [WEEK, MONTH])
def test_one_can_leaf_forward_for_two_months(world: World, path: str) -> None:
    client, address, steps = world.client("employee"), path, 0
    while steps < 20:
        page = client.get(address).content.decode()
        links = re.findall(r'href="(\?(?:mulai|bulan)=[0-9-]+)"', page)
        if len(links) < 2:
            break
        address, steps = path + links[-1], steps + 1
    assert steps in ({8, 9, 10} if path == WEEK else {2, 3})


def test_the_day_of_the_past_week_still_leads_to_its_form(world: World) -> None:
    first = monday(world, -1)
    page = world.client("employee").get(f"{WEEK}?mulai={first}").content.decode()
    assert f"/harian/?tanggal={first}" in page
