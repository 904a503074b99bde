"""Disposisi: a leader's order becomes a task with a day, then an activity; both see where it stands."""

import datetime as dt

import pytest

from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.models import Disposition, Entry
from tests.worklog.builder import form
from tests.world import World

URL = "/harian/disposisi/"


def order(world: World, *who: str, due: int | None = 2, by: str = "superior") -> Disposition:
    made = actions.give_order(
        person_ids=[world.people[name].pk for name in who or ("employee",)],
        text="Siapkan laporan triwulan",
        letter="005/12",
        due=None if due is None else world.today + dt.timedelta(days=due),
        by=world.viewer(by),
    )
    return made[0]


def test_each_gets_his_own_and_is_told(world: World) -> None:
    order(world, "employee", "peer")
    assert Disposition.objects.count() == 2
    notice = Notification.objects.get(person_id=world.employee.pk)
    assert "Siapkan laporan triwulan" in notice.text
    assert "Tenggat" in notice.text


@pytest.mark.parametrize(("who", "by"), [("stranger", "superior"), ("acting", "superior"), ("superior", "superior")])
def test_orders_only_to_direct_reports(world: World, who: str, by: str) -> None:
    with pytest.raises(NotVisible):
        order(world, who, by=by)


def test_what_cannot_be_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="Tenggat"):
        order(world, due=-1)
    with pytest.raises(Refused, match="Pilih pegawai"):
        actions.give_order(person_ids=[], text="x", by=world.viewer("superior"))


def test_the_order_becomes_an_activity(world: World) -> None:
    found = order(world)
    client = world.client("employee")
    day = client.get("/harian/").content.decode()
    assert "Disposisi untuk Anda" in day
    filled = client.get(f"/harian/?disposisi={found.pk}").content.decode()
    assert "\nSiapkan laporan triwulan</textarea>" in filled
    assert client.post("/harian/", form(world, disposition=str(found.pk))).status_code == 303
    entry = Entry.objects.get()
    assert entry.disposition_id == found.pk
    page = world.client("superior").get(f"{URL}{found.pk}/").content.decode()
    assert "Melayani pemohon di loket" in page
    assert "1 kegiatan" in client.get(URL).content.decode()
    assert client.post("/harian/", form(world, "10:00", "11:00", disposition="999")).status_code == 422


def test_closing_and_calling_off(world: World) -> None:
    first, second = order(world), order(world)
    client = world.client("employee")
    assert client.post(f"{URL}{first.pk}/batal/").status_code in (403, 404)
    assert client.post(f"{URL}{first.pk}/selesai/").status_code == 303
    first.refresh_from_db()
    assert (first.state, first.closed_at is not None) == ("done", True)
    assert Notification.objects.filter(person_id=world.superior.pk, text__contains="selesai").exists()
    assert client.post(f"{URL}{first.pk}/selesai/").status_code == 409
    assert world.client("superior").post(f"{URL}{second.pk}/batal/").status_code == 303
    assert "Disposisi dibatalkan" in Notification.objects.filter(person_id=world.employee.pk).latest("pk").text
    assert "Disposisi untuk Anda" not in client.get("/harian/").content.decode()


def test_through_the_form(world: World) -> None:
    client = world.client("superior")
    assert "Sari Lestari" in client.get(f"{URL}beri/").content.decode()
    typed = {"people": [str(world.employee.pk), str(world.peer.pk)], "text": "Cek arsip", "letter": "", "due": ""}
    assert client.post(f"{URL}beri/", typed).status_code == 303
    assert client.post(f"{URL}beri/", {**typed, "people": []}).status_code == 422
    assert client.post(f"{URL}beri/", {**typed, "people": [str(world.stranger.pk)]}).status_code == 422
    assert "Tidak ada bawahan langsung" in world.client("peer").get(f"{URL}beri/").content.decode()


def test_who_sees_an_order(world: World) -> None:
    found = order(world)
    seen = {who for who in world.users if world.client(who).get(f"{URL}{found.pk}/").status_code == 200}
    assert seen == {"employee", "superior"}
    with pytest.raises(NotAllowed):
        actions.close_order(order=found, by=world.viewer("peer"))
    with pytest.raises(NotAllowed):
        actions.cancel_order(order=found, by=world.viewer("employee"))
