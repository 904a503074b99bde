"""Notices: once per event and person, live, read by their owner only, by e-mail only where declared."""

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION, GuardError
from pamong.platform.live.models import LiveEvent
from pamong.platform.notifications import actions, kinds
from pamong.platform.notifications.models import Notification
from pamong.platform.notifications.tasks import send_mail
from tests.world import World

MAILED = kinds.declare("uji.surat", title="Ada yang perlu dilihat", mail=True)
BY = Viewer.system("uji")


def notify(person: Person, key: str = "uji:1", by: Viewer = BY, **changes: Any) -> bool:
    plain = {"kind": "uji.biasa", "text": "Catatan Anda dikembalikan: lengkapi jumlahnya.", "url": "/harian/12/"}
    return actions.notify(person_id=person.pk, key=key, by=by, **{**plain, **changes})


def test_an_event_is_told_once_and_live(world: World) -> None:
    assert notify(world.employee)
    assert not notify(world.employee)
    assert notify(world.peer)
    assert Notification.objects.count() == 2
    assert sorted(LiveEvent.objects.values_list("topic", flat=True)) == sorted(
        f"person:{p.pk}" for p in (world.employee, world.peer)
    )
    assert "Catatan" not in str(LiveEvent.objects.values_list("data", flat=True))
    assert world.viewer("employee").unread == 1


def test_nobody_is_told_of_his_own_act(world: World) -> None:
    assert not notify(world.employee, by=world.viewer("employee"))
    assert not Notification.objects.exists()


def test_a_notice_belongs_to_the_transaction_of_its_event(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="transaction"):
        patch.setattr(connections["default"], "in_atomic_block", False)
        notify(world.employee)


def test_the_list_shows_my_notices_and_links_to_the_thing(world: World) -> None:
    notify(world.employee)
    notify(world.peer, text="Hanya untuk Teguh")
    page = world.client("employee").get("/pemberitahuan/").content.decode()
    assert "lengkapi jumlahnya" in page
    assert "Hanya untuk Teguh" not in page
    assert "<c-" not in page
    pk = Notification.objects.get(person_id=world.employee.pk).pk
    answer = world.client("employee").post(f"/pemberitahuan/{pk}/buka/")
    assert (answer.status_code, answer["Location"], answer["X-Object-Id"]) == (303, "/harian/12/", str(pk))
    assert world.viewer("employee").unread == 0
    assert world.viewer("peer").unread == 1
    unread = world.client("employee").get("/pemberitahuan/?baru=1").content.decode()
    assert "Semua sudah dibaca" in unread


def test_all_are_marked_read_at_once(world: World) -> None:
    for i in range(3):
        notify(world.employee, key=f"uji:{i}")
    notify(world.peer)
    assert world.client("employee").post("/pemberitahuan/dibaca/").status_code == 303
    assert (world.viewer("employee").unread, world.viewer("peer").unread) == (0, 1)
    assert actions.mark_read(by=world.viewer("employee")) == 0


def test_another_persons_notice_does_not_exist_for_me(world: World) -> None:
    notify(world.peer)
    pk = Notification.objects.get().pk
    assert world.client("employee").post(f"/pemberitahuan/{pk}/buka/").status_code == 404
    assert world.viewer("peer").unread == 1


def test_an_address_outside_is_never_followed(world: World) -> None:
    notify(world.employee, url="//jahat.example/x")
    answer = world.client("employee").post(f"/pemberitahuan/{Notification.objects.get().pk}/buka/")
    assert answer["Location"] == "/pemberitahuan/"


def test_reading_needs_an_account(world: World, client: Client) -> None:
    assert client.get("/pemberitahuan/").status_code == 302  # to the sign-in page
    assert world.client("sysadmin").get("/pemberitahuan/").status_code == 403


def test_the_page_costs_the_same_for_many_notices(world: World, django_assert_max_num_queries: Any) -> None:
    for i in range(60):
        notify(world.employee, key=f"uji:{i}")
    client = world.client("employee")
    client.get("/pemberitahuan/")  # the first page after signing in also settles the session
    with django_assert_max_num_queries(5):
        page = client.get("/pemberitahuan/").content.decode()
    assert page.count("<li>") >= 25
    assert "Menampilkan 1–25 dari 60" in page
    assert client.get("/pemberitahuan/?hal=zzz").status_code == 200


def test_only_declared_kinds_leave_by_mail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(actions, "defer_by_name", lambda name, **arguments: put.append((name, arguments)))
    notify(world.employee)
    notify(world.employee, key="uji:2", kind="uji.surat")
    assert put == [("notifications.mail", {"notice_id": Notification.objects.get(kind="uji.surat").pk})]


def test_the_mail_waits_in_the_queue_of_the_same_transaction(world: World) -> None:
    notify(world.employee, kind="uji.surat")
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        ((name, arguments),) = cursor.fetchall()
    assert name == "notifications.mail"
    assert json.loads(arguments) == {"notice_id": Notification.objects.get().pk}


def test_a_mail_is_one_file_and_tells_nothing_personal(world: World, settings: Any) -> None:
    settings.PUBLIC_URL = "https://kinerja.contoh.go.id/"
    notify(world.employee, kind="uji.surat")
    pk = Notification.objects.get().pk
    send_mail(notice_id=pk)
    send_mail(notice_id=pk)
    (file,) = Path(settings.OUTBOX).iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == world.employee.email
    assert mail["Subject"] == "Ada yang perlu dilihat"
    assert "https://kinerja.contoh.go.id/harian/12/" in mail.get_content()
    assert "dikembalikan" not in mail.as_string()


def test_no_mail_without_address_or_after_reading(world: World, settings: Any) -> None:
    Person.objects.filter(pk=world.peer.pk).update(via=ACTION, email="")
    notify(world.peer, kind="uji.surat")
    notify(world.employee, kind="uji.surat")
    actions.mark_read(by=world.viewer("employee"))
    for pk in Notification.objects.values_list("pk", flat=True):
        send_mail(notice_id=pk)
    send_mail(notice_id=999_999)
    assert not Path(settings.OUTBOX).exists()


def test_kinds_are_declared_once_and_notices_are_guarded(world: World) -> None:
    assert kinds.declare("uji.surat", title="Ada yang perlu dilihat", mail=True) == MAILED
    with pytest.raises(ValueError, match="twice"):
        kinds.declare("uji.surat", title="Lain")
    assert not kinds.kind_of("tidak.dikenal").mail
    with pytest.raises(GuardError):
        Notification.objects.create(person_id=1, kind="x", text="x", url="/", key="x")
