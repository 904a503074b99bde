"""Pages of teams: formed, filled, tasks given and reported, advice given; each sees what concerns him."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.feedback.models import Feedback
from pamong.people.actions import teams as actions
from pamong.people.models import Team, TeamMember, TeamTask
from tests.world import World

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def team(world: World) -> Team:
    made = actions.create(
        unit=world.root, name="Tim Akta Digital", purpose="Akta terbit dalam satu hari", decree="SK 9/2026",
        starts=world.today, ends=None, leader=world.peer, by=world.viewer("head"),
    )  # fmt: skip
    actions.add_member(team=made, person=world.employee, role="member", since=world.today, by=world.viewer("head"))
    return made


def show(world: World, who: str, team: Team) -> str:
    return text(world.client(who).get(reverse("people:team", args=[team.pk])))


def test_a_head_forms_a_team(world: World) -> None:
    assert "Bentuk tim" in text(world.client("head").get(reverse("people:teams")))
    data = {
        "name": "Tim SPBE", "purpose": "Layanan daring", "decree": "SK 1", "unit": world.root.pk,
        "leader": world.peer.nip, "starts": world.today.isoformat(), "ends": "",
    }  # fmt: skip
    answer = world.client("head").post(reverse("people:team_new"), data)
    made = Team.objects.get()
    assert answer.headers["Location"] == reverse("people:team", args=[made.pk])
    assert TeamMember.objects.get(team=made).person == world.peer
    again = world.client("head").post(reverse("people:team_new"), {**data, "leader": "Siapa"})
    assert again.status_code == 422 and "Tidak ada pegawai aktif" in text(again)


def test_who_leads_no_unit_forms_none(world: World) -> None:
    assert "Bentuk tim" not in text(world.client("employee").get(reverse("people:teams")))
    answer = world.client("employee").post(reverse("people:team_new"), {"name": "X", "unit": world.root.pk})
    assert answer.status_code == 422


def test_members_find_their_team_in_the_list_and_in_their_own_data(world: World, team: Team) -> None:
    assert team.name in text(world.client("employee").get(reverse("people:teams")))
    assert team.name in text(world.client("employee").get(reverse("people:my_data")))
    assert team.name not in text(world.client("superior").get(reverse("people:teams")))
    assert team.name not in text(world.client("employee").get(reverse("people:teams"), {"cari": "lain"}))
    assert team.name not in text(world.client("employee").get(reverse("people:teams"), {"lalu": "1"}))


def test_members_come_and_go(world: World, team: Team) -> None:
    url = reverse("people:team_member_new", args=[team.pk])
    data = {"person": world.acting.name, "role": "secretary", "since": world.today.isoformat()}
    assert world.client("head").post(url, data).status_code == 303
    refused = world.client("head").post(url, {**data, "role": "leader", "person": world.superior.name})
    assert refused.status_code == 422 and "sudah punya ketua" in text(refused)
    member = TeamMember.objects.get(person=world.acting)
    end = reverse("people:team_member_end", args=[team.pk, member.pk])
    assert world.acting.name in text(world.client("head").get(end))
    assert world.client("head").post(end, {"last_day": "2020-01-01"}).status_code == 422
    assert world.client("head").post(end, {"last_day": world.today.isoformat()}).status_code == 302


def test_the_leader_gives_a_task_and_the_member_reports_it(world: World, team: Team) -> None:
    url = reverse("people:team_task_new", args=[team.pk])
    assert world.client("peer").post(url, {"person": world.employee.pk, "text": "Susun SOP"}).status_code == 303
    assert world.client("peer").post(url, {"person": world.superior.pk, "text": "X"}).status_code == 422
    task = TeamTask.objects.get()
    assert "Laporkan selesai" in show(world, "employee", team)
    assert "Laporkan selesai" not in show(world, "peer", team)
    report = reverse("people:team_task_report", args=[task.pk])
    empty = world.client("employee").post(report, {"report": ""})
    assert empty.status_code == 422 and "Susun SOP" in text(empty)
    world.client("employee").post(report, {"report": "SOP terbit"})
    assert "SOP terbit" in show(world, "peer", team)


def test_the_leader_withdraws_a_task(world: World, team: Team) -> None:
    task = actions.give_task(
        team=team, person_id=world.employee.pk, text="Susun SOP", due_on=None, by=world.viewer("peer")
    )
    world.client("peer").post(reverse("people:team_task_withdraw", args=[task.pk]))
    assert "Ditarik" in show(world, "employee", team)


def test_the_leader_recommends_from_the_team_page(world: World, team: Team) -> None:
    give = reverse("feedback:give")
    assert f"{give}?person={world.employee.pk}" in show(world, "peer", team)
    assert f"{give}?person=" not in show(world, "employee", team)
    opened = world.client("peer").get(give, {"person": world.employee.pk})
    assert opened.status_code == 200
    world.client("peer").post(give, {"person": world.employee.pk, "kind": "praise", "text": "Andal dalam tim."})
    assert Feedback.objects.get().giver == world.peer


def test_words_are_changed_and_the_team_is_ended(world: World, team: Team) -> None:
    edit = reverse("people:team_edit", args=[team.pk])
    assert team.purpose in text(world.client("admin").get(edit))
    world.client("admin").post(edit, {"name": "Tim Baru", "purpose": "Lain", "decree": "SK 2"})
    assert "Tim Baru" in show(world, "employee", team)
    close = reverse("people:team_close", args=[team.pk])
    assert world.client("admin").post(close, {"last_day": "2020-01-01"}).status_code == 422
    world.client("admin").post(close, {"last_day": world.today.isoformat()})
    team.refresh_from_db()
    assert team.last_day == world.today


def test_a_team_page_costs_the_same_for_many_members(world: World, team: Team) -> None:
    def statements() -> int:
        client = world.client("peer")
        client.get(reverse("people:team", args=[team.pk]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("people:team", args=[team.pk]))
        return len(captured)

    few = statements()
    for who in (world.acting, world.superior, world.admin):
        actions.add_member(team=team, person=who, role="member", since=world.today, by=world.viewer("head"))
        actions.give_task(team=team, person_id=who.pk, text="Tugas", due_on=None, by=world.viewer("peer"))
    assert statements() == few <= 18
