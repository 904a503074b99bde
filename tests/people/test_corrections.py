"""My superior or my unit is wrong: reported with what would be right, answered in time, applied or refused, heard of."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from pamong.people import queries
from pamong.people.actions import corrections as actions
from pamong.people.actions import work
from pamong.people.enums import Outcome
from pamong.people.models import Assignment, Unit, WorkItem
from pamong.platform.audit.models import Event
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def report(world: World, **fields: Any) -> Any:
    data = {"text": "Atasan saya Ibu Rina sejak dua minggu", "superior": "", "unit": "", "since": "", **fields}
    return world.client("employee").post(reverse("people:report_wrong"), data)


@pytest.fixture
def sibling(world: World) -> Unit:
    made = unit(world.a, "Bidang Data", world.root)
    world.people["data_head"] = person("Agus Salim", "197901012005011001")
    assign(world.data_head, made, "Kepala Bidang Data", world.head, is_head=True)
    return made


def test_the_report_holds_what_would_be_right_and_a_day_to_answer_by(world: World, sibling: Unit) -> None:
    since = world.today - 14 * DAY
    answer = report(world, superior=world.data_head.nip, unit=sibling.pk, since=since.isoformat())
    assert answer.status_code == 303
    item = WorkItem.objects.get()
    assert (item.proposed_superior, item.proposed_unit, item.proposed_since) == (world.data_head, sibling, since)
    assert item.due_on == world.today + 3 * DAY  # 3 × 24 hours, UU 27/2022 Ps. 30
    shown = text(world.client("employee").get(reverse("people:my_data")))
    assert "sedang dikerjakan" in shown and "dijawab paling lambat" in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"superior": "Siapa Ini"}, "Tidak ada pegawai aktif"), ({"text": ""}, "Apa yang salah"), ({"unit": "1"}, "Unit")],
)
def test_what_cannot_be_understood_is_said_and_the_text_stays(world: World, fields: dict[str, str], said: str) -> None:
    answer = report(world, **fields)
    assert answer.status_code == 422 and said in text(answer)
    assert not WorkItem.objects.exists()


def test_oneself_is_no_superior(world: World) -> None:
    answer = report(world, superior=world.employee.nip)
    assert answer.status_code == 422 and "dirinya sendiri" in text(answer)


def test_the_clerk_applies_a_move_and_the_reporter_hears_of_it(world: World, sibling: Unit) -> None:
    since = world.today - 14 * DAY
    report(world, superior=world.data_head.nip, unit=sibling.pk, since=since.isoformat())
    item = WorkItem.objects.get()
    page = text(world.client("admin").get(reverse("people:work_item", args=[item.pk])))
    assert "Usulan pelapor" in page and "Agus Salim" in page and sibling.name in page
    url = reverse("people:work_apply", args=[item.pk])
    refused = world.client("admin").post(url, {"since": since.isoformat(), "decree": ""})
    assert refused.status_code == 422 and "surat keputusan" in text(refused)
    assert world.client("admin").post(url, {"since": since.isoformat(), "decree": "SK 1"}).status_code == 303
    now = queries.current_assignment(world.employee.pk)
    assert now is not None and (now.unit, now.superior, now.valid.lower) == (sibling, world.data_head, since)
    item.refresh_from_db()
    assert (item.outcome, item.done_by) == (Outcome.APPLIED, world.users["admin"])
    notice = Notification.objects.get(kind="correction.answered", person_id=world.employee.pk)
    assert notice.url.endswith("#laporan") and "diperbaiki" in notice.text


def test_another_superior_holds_from_the_day_proposed(world: World) -> None:
    since = world.today - 14 * DAY
    report(world, superior=world.acting.name, since=since.isoformat())
    item = WorkItem.objects.get()
    actions.apply_proposal(item=item, since=since, decree="", by=world.viewer("admin"))
    before = queries.current_assignment(world.employee.pk, since - DAY)
    after = queries.current_assignment(world.employee.pk, since)
    assert before is not None and before.superior == world.superior
    assert after is not None and after.superior == world.acting
    assert Event.objects.filter(verb="workitem.resolved", row_id=str(item.pk)).exists()


def test_a_day_before_the_present_post_is_refused(world: World) -> None:
    report(world, superior=world.acting.name)
    with pytest.raises(Refused) as refused:
        actions.apply_proposal(
            item=WorkItem.objects.get(), since=dt.date(2020, 1, 1), decree="", by=world.viewer("admin")
        )
    assert refused.value.field == "since"
    assert Assignment.objects.filter(person=world.employee).count() == 1


def test_a_refusal_says_why_to_the_reporter(world: World) -> None:
    report(world)
    item = WorkItem.objects.get()
    with pytest.raises(Refused):
        actions.apply_proposal(item=item, since=world.today, decree="", by=world.viewer("admin"))
    work.close(item=item, reason="Penempatan sudah sesuai SK terakhir", by=world.viewer("admin"))
    shown = text(world.client("employee").get(reverse("people:my_data")))
    assert "tidak diubah" in shown and "sesuai SK terakhir" in shown
    assert "sesuai SK terakhir" in Notification.objects.get(kind="correction.answered").text
    with pytest.raises(Refused):
        work.close(item=item, reason="Lagi", by=world.viewer("admin"))


def test_what_is_late_is_marked_on_the_list(world: World) -> None:
    report(world)
    WorkItem.objects.update(due_on=world.today - DAY)
    assert "lewat batas" in text(world.client("admin").get(reverse("people:work")))


def test_a_new_head_from_the_list_takes_over_whom_the_old_one_led(world: World) -> None:
    Assignment.objects.filter(person=world.superior).update(is_head=False, via=_action())
    Assignment.objects.filter(person=world.peer).update(superior=None, via=_action())
    item = WorkItem.objects.create(agency=world.a, unit=world.office, matter="unit_without_head")
    chosen = Assignment.objects.get(person=world.superior)
    work.resolve(item=item, chosen=chosen, by=world.viewer("admin"))
    peer = queries.current_assignment(world.peer.pk)
    assert peer is not None and peer.superior == world.superior


def _action() -> Any:
    from pamong.platform.guard import ACTION

    return ACTION
