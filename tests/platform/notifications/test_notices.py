"""Notices: once per event and person, live, read by their owner only, by e-mail only where declared."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client

from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import GuardError
from pamong.platform.live.models import LiveEvent
from pamong.platform.notifications import actions, kinds
from pamong.platform.notifications.enums import Mode
from pamong.platform.notifications.models import Choice, Delivery, Notification, PushSubscription
from tests.world import World

SUMMED = kinds.declare("uji.ringkas", title="Ada yang selesai")
FIXED = kinds.declare("uji.tetap", title="Kata sandi diganti", mail=True, allows=(Mode.NOW,))
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


def deliveries() -> list[tuple[str, str]]:
    return sorted(Delivery.objects.values_list("channel", "event"))


def jobs() -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        return [(name, json.loads(arguments)) for name, arguments in cursor.fetchall()]


def test_only_what_is_wanted_at_once_leaves_at_once(world: World) -> None:
    notify(world.employee)
    notify(world.employee, key="uji:2", kind="uji.surat")
    notify(world.employee, key="uji:3", kind="uji.ringkas")
    assert deliveries() == [("email", "uji:2")]
    assert jobs() == [("notifications.send", {"channel": "email"})]
    assert dict(Notification.objects.values_list("key", "mode")) == {"uji:1": "app", "uji:2": "now", "uji:3": "digest"}


def test_notice_delivery_and_job_are_one_statement_each(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # notice with deliveries and live event, job
        notify(world.employee, kind="uji.surat")
    with django_assert_num_queries(1):
        notify(world.employee, kind="uji.surat")


def test_the_same_event_reaches_a_person_by_a_channel_once(world: World) -> None:
    notify(world.employee, kind="uji.surat")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(person_id=world.employee.pk, event="uji:1", channel="email")
    Delivery.objects.create(person_id=world.employee.pk, event="uji:1", channel="push")
    Delivery.objects.create(person_id=world.peer.pk, event="uji:1", channel="email")
    Delivery.objects.create(event="uji:1", channel="sms", address="+62811", body="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(event="uji:1", channel="sms", address="+62812", body="y")


def test_ways_and_choices_of_the_person_hold(world: World, settings: Any) -> None:
    settings.GATEWAY_FILES = True
    viewer = world.viewer("employee")
    actions.set_profile(email=False, whatsapp=True, quiet_from=None, quiet_to=None, by=viewer)
    PushSubscription.objects.create(person_id=world.employee.pk, endpoint="https://x/1", p256dh="x", auth="x")
    actions.choose(modes={"uji.ringkas": "now", "uji.surat": "app", "uji.tetap": "app"}, by=viewer)
    notify(world.employee, kind="uji.ringkas")
    notify(world.employee, key="uji:2", kind="uji.surat")
    notify(world.employee, key="uji:3", kind="uji.tetap")
    wanted = [("push", "uji:1"), ("push", "uji:3"), ("whatsapp", "uji:1"), ("whatsapp", "uji:3")]
    assert deliveries() == wanted, "a kind that allows no choice is not switched off"
    settings.GATEWAY_FILES, settings.GATEWAY_URL = False, ""
    notify(world.employee, key="uji:4", kind="uji.ringkas")
    assert ("whatsapp", "uji:4") not in deliveries()


def test_a_choice_equal_to_the_default_is_no_choice(world: World) -> None:
    viewer = world.viewer("employee")
    actions.choose(modes={"uji.surat": "app", "uji.ringkas": "now"}, by=viewer)
    actions.choose(modes={"uji.surat": "now", "uji.ringkas": "sembarang"}, by=viewer)
    assert not Choice.objects.exists()


def test_kinds_are_declared_once_and_notices_are_guarded(world: World) -> None:
    assert kinds.declare("uji.surat", title="Ada yang perlu dilihat", mail=True) == MAILED
    with pytest.raises(ValueError, match="allows"):
        kinds.declare("uji.aneh", title="x", mail=True, allows=(Mode.APP,))
    with pytest.raises(ValueError, match="twice"):
        kinds.declare("uji.surat", title="Lain")
    assert not kinds.kind_of("tidak.dikenal").mail
    with pytest.raises(GuardError):
        Notification.objects.create(person_id=1, kind="x", text="x", url="/", key="x")
