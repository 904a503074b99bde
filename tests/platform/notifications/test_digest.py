"""The digest of a day: one mail, grouped, with the right day, in every zone."""

import datetime as dt
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pamong.people.models import Agency
from pamong.platform.guard import ACTION
from pamong.platform.notifications import actions
from pamong.platform.notifications.models import Delivery, Notification
from pamong.platform.notifications.tasks import send_due, sweep
from tests.platform.notifications.conftest import BY
from tests.platform.notifications.test_notices import SUMMED
from tests.world import World

pytestmark = pytest.mark.usefixtures("always_awake")


def notices(world: World, who: str, moments: list[str], matter: str = "/harian/catatan/{}/") -> None:
    """Digest events of a person at these moments (UTC)."""
    first = Notification.objects.count()
    person_id = world.people[who].pk
    for n, _at in enumerate(moments, first):
        text = f"Isi rahasia {n}"
        actions.notify(person_id=person_id, kind=SUMMED.id, text=text, url=matter.format(n), key=f"uji:{n}", by=BY)
    for n, at in enumerate(moments, first):
        Notification.objects.filter(person_id=person_id, key=f"uji:{n}").update(via=ACTION, created_at=f"{at}+00:00")


def ago(days: int, clock: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date - %s", [days])
        return f"{cursor.fetchone()[0]}T{clock}"


def mails(settings: Any) -> list[Any]:
    folder = Path(settings.OUTBOX)
    files = sorted(folder.iterdir()) if folder.exists() else []
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_200_events_of_a_day_are_one_mail_grouped_with_the_right_day(world: World, settings: Any) -> None:
    settings.PUBLIC_URL = "https://kinerja.contoh.go.id"
    notices(world, "employee", [ago(3, f"{3 + n // 60:02}:{n % 60:02}:00") for n in range(195)])
    notices(world, "employee", [ago(3, f"08:{n:02}:30") for n in range(5)], matter="/skp/7/")
    assert actions.make_digests(by=BY) == 200
    assert actions.make_digests(by=BY) == 0
    send_due(channel="email")
    send_due(channel="email")
    (mail,) = mails(settings)
    text = mail.get_content()
    day = dt.date.fromisoformat(ago(3, "")[:10])
    assert mail["Subject"].startswith("200 kabar di Pamong, ")
    assert f"{day.day} " in mail["Subject"]
    assert str(day.year) in mail["Subject"]
    assert text.index("https://kinerja.contoh.go.id/skp/7/") < text.index("/harian/catatan/"), "newest matter first"
    assert "dan 2 kabar lain tentang hal ini" in text
    assert "… dan 156 lainnya." in text
    assert "15.04 WIB" in text
    assert "rahasia" not in mail.as_string()
    assert len(text.splitlines()) < 140
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Asia/Jakarta", "16:59:59", 0),  # 23.59.59 WIB
        ("Asia/Jakarta", "17:00:00", 1),  # 00.00 WIB
        ("Asia/Makassar", "16:00:00", 1),
        ("Asia/Makassar", "15:59:59", 0),
        ("Asia/Jayapura", "15:00:00", 1),
        ("Asia/Jayapura", "14:59:59", 0),
    ],
)
def test_the_day_is_the_persons_own(world: World, zone: str, at: str, day: int) -> None:
    Agency.objects.filter(pk=world.a.pk).update(via=ACTION, time_zone=zone)
    notices(world, "employee", [ago(4, at)])
    actions.make_digests(by=BY)
    expected = dt.date.fromisoformat(ago(4, "")[:10]) + dt.timedelta(days=day)
    assert Delivery.objects.get().day == expected


def test_today_is_not_over(world: World) -> None:
    notices(world, "employee", [ago(0, "00:00:00")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT (clock_timestamp() AT TIME ZONE 'Asia/Jakarta')")
        local = cursor.fetchone()[0]
    Notification.objects.update(via=ACTION, created_at=f"{local}+07:00")
    assert actions.make_digests(by=BY) == 0


def test_each_day_has_its_own_mail_and_a_late_event_the_next(world: World) -> None:
    notices(world, "employee", [ago(5, "05:00:00"), ago(4, "05:00:00"), ago(4, "06:00:00")])
    assert actions.make_digests(by=BY) == 3
    assert Delivery.objects.count() == 2
    notices(world, "employee", [ago(5, "07:00:00")])  # became visible after its day was told
    assert actions.make_digests(by=BY) == 1
    days = list(Delivery.objects.order_by("day").values_list("day", flat=True))
    assert days == [dt.date.fromisoformat(ago(n, "")[:10]) for n in (5, 4, 3)]


def test_what_was_read_is_left_out_and_an_empty_digest_does_not_leave(world: World, settings: Any) -> None:
    notices(world, "employee", [ago(2, "05:00:00"), ago(2, "06:00:00")])
    notices(world, "peer", [ago(2, "05:00:00")])
    first = Notification.objects.filter(person_id=world.employee.pk).earliest("id")
    actions.mark_read(by=world.viewer("employee"), notice_id=first.pk)
    actions.mark_read(by=world.viewer("peer"))
    actions.make_digests(by=BY)
    send_due(channel="email")
    (mail,) = mails(settings)
    assert mail["Subject"].startswith("1 kabar")
    assert mail["To"] == world.employee.email
    assert dict(Delivery.objects.values_list("person_id", "reason")) == {world.employee.pk: "", world.peer.pk: "read"}


def test_the_sweep_makes_digests_and_queues_what_is_due(world: World) -> None:
    notices(world, "employee", [ago(2, "05:00:00")])
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'channel' FROM procrastinate_jobs WHERE task_name = 'notifications.send'")
        assert cursor.fetchall() == [("email",)]


def test_many_people_cost_as_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    for who in ("employee", "peer", "superior", "head", "acting", "admin", "stranger"):
        notices(world, who, [ago(2, "05:00:00")])
    with django_assert_max_num_queries(9):
        assert actions.make_digests(by=BY) == 7
