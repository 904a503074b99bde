"""The pages of dialogue, walked as the two people do."""

import datetime as dt

import pytest

from pamong.feedback.dialogue.models import CoachingNote, FollowUp, Meeting
from tests.feedback.dialogue.test_dialogue import followup, meeting
from tests.world import World

pytestmark = pytest.mark.django_db
HOME = "/umpan-balik/dialog/"


def test_from_the_plan_to_the_finished_action(world: World) -> None:
    me, boss = world.client("employee"), world.client("superior")
    day, week = world.today.isoformat(), (world.today + dt.timedelta(days=7)).isoformat()
    assert "Atasan saya" in me.get(f"{HOME}baru/").content.decode()
    made = me.post(f"{HOME}baru/", {"person": world.employee.pk, "day": day, "topic": "Kemajuan triwulan"})
    assert made.status_code == 303
    row = Meeting.objects.get()
    page = f"{HOME}{row.pk}/"
    assert (
        me.post(f"{page}tulis/", {"kind": "question", "text": "Apa yang paling penting bulan ini?"}).status_code == 303
    )
    assert boss.post(f"{page}tulis/", {"kind": "note", "text": "Loket dulu."}).status_code == 303
    assert boss.post(f"{page}tindak-lanjut/", {"title": "", "owner": world.employee.pk, "due": week}).status_code == 422
    agreed = {"title": "Susun daftar periksa", "owner": world.employee.pk, "due": week}
    assert boss.post(f"{page}tindak-lanjut/", agreed).status_code == 303
    shown = me.get(page).content.decode()
    for words in ("Apa yang paling penting bulan ini?", "Loket dulu.", "Susun daftar periksa", "7 hari lagi"):
        assert words in shown
    assert me.post(f"{page}keadaan/", {"state": "held"}).status_code == 303
    action = FollowUp.objects.get()
    assert me.post(f"{HOME}tindak-lanjut/{action.pk}/selesai/", {"note": "Sudah ditempel di loket"}).status_code == 303
    shown = boss.get(HOME).content.decode()
    assert "Sudah ditempel di loket" in shown
    assert me.post(f"{HOME}tindak-lanjut/{action.pk}/selesai/", {}).status_code == 422


def test_a_superior_plans_with_one_of_his_people_only(world: World) -> None:
    boss = world.client("superior")
    form = {"day": world.today.isoformat(), "topic": "Kabar"}
    assert boss.post(f"{HOME}baru/", {**form, "person": world.peer.pk}).status_code == 303
    assert boss.post(f"{HOME}baru/", {**form, "person": world.stranger.pk}).status_code == 422
    assert boss.post(f"{HOME}baru/", {**form, "person": world.peer.pk, "day": "2020-01-01"}).status_code == 422
    assert f'value="{world.peer.pk}" selected' in boss.get(f"{HOME}baru/?pegawai={world.peer.pk}").content.decode()


def test_what_was_typed_stays(world: World) -> None:
    row = meeting(world)
    answer = world.client("employee").post(f"{HOME}{row.pk}/tulis/", {"kind": "", "text": "Kalimat yang sayang"})
    assert answer.status_code == 422
    assert "Kalimat yang sayang" in answer.content.decode()


def test_calling_off(world: World) -> None:
    row = meeting(world)
    assert world.client("superior").post(f"{HOME}{row.pk}/keadaan/", {"state": "cancelled"}).status_code == 303
    page = world.client("employee").get(f"{HOME}{row.pk}/").content.decode()
    assert "Dibatalkan" in page
    assert "Sepakati tindak lanjut" not in page
    assert world.client("employee").post(f"{HOME}{row.pk}/keadaan/", {"state": "held"}).status_code == 409


def test_coaching_from_the_page_of_a_person(world: World) -> None:
    boss = world.client("superior")
    about = boss.get(f"/umpan-balik/pegawai/{world.employee.pk}/").content.decode()
    address = f"{HOME}bimbingan/{world.employee.pk}/"
    assert address in about
    assert "bukan untuk menilai" in boss.get(address).content.decode()
    assert boss.post(address, {"strength": "Teliti"}).status_code == 422
    texts = {"strength": "Teliti", "grow": "Berani bicara", "step": "Pimpin apel"}
    assert boss.post(address, texts).status_code == 303
    assert CoachingNote.objects.count() == 1
    assert "Berani bicara" in world.client("employee").get(HOME).content.decode()
    assert address not in world.client("head").get(f"/umpan-balik/pegawai/{world.employee.pk}/").content.decode()


def test_empty_says_what_to_do(world: World) -> None:
    page = world.client("stranger").get(HOME).content.decode()
    for words in ("Tidak ada tindak lanjut yang menunggu", "Belum ada dialog", "Belum ada catatan bimbingan"):
        assert words in page


@pytest.mark.parametrize("count", [2, 19])
def test_the_same_few_questions(world: World, count: int, django_assert_max_num_queries: object) -> None:
    for _ in range(count):
        followup(world, meeting=meeting(world))
    client = world.client("employee")
    client.get(HOME)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        client.get(HOME)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(f"{HOME}{Meeting.objects.all()[0].pk}/")
