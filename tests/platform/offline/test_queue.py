"""What comes from a device's queue: a receipt with the hashes that arrived, once per key, and lateness by when it was written."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from pamong.platform.calendar.queries import now
from pamong.platform.files.models import StoredFile
from pamong.platform.offline import receipts
from pamong.platform.offline.models import Receipt
from pamong.worklog.models import Attachment, Entry
from tests.worklog import builder
from tests.world import World

PHOTO = builder.photo().read()

LATE: dict[str, Any] = {"late_reason": "Tidak ada sambungan"}


def post(
    world: World, *, who: str = "employee", owner: str = "", ago: float = 0, skew: float = 0, **changes: Any
) -> Any:
    """Send an entry of yesterday as the phone's queue does; written ``ago`` seconds before, by a clock ``skew`` seconds off."""
    sent = now() + dt.timedelta(seconds=skew)
    headers = {
        "Idempotency-Key": changes.pop("key", "kunci-uji-1"),
        "X-Pamong-Queue": owner or str(world.people[who].pk),
        "X-Pamong-Written-At": (sent - dt.timedelta(seconds=ago)).isoformat(),
        "X-Pamong-Sent-At": sent.isoformat(),
    }
    day = changes.pop("day", builder.yesterday(world))
    typed = {"day": day.isoformat(), "starts": "08.00", "ends": "09.00", "text": "Melayani akta", **changes}
    return world.client(who).post("/harian/", typed, headers=headers)


def test_the_receipt_names_what_arrived_byte_for_byte(world: World) -> None:
    answer = post(world, proof=builder.photo())
    assert answer.status_code == 200
    entry = Entry.objects.get()
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    said = answer.json()
    assert (said["id"], said["received"]) == (str(entry.pk), [sha256])
    assert said["url"].startswith("/harian/")
    stored = Attachment.objects.get(entry=entry).file
    assert stored.received_sha256 == sha256
    assert stored.sha256 != sha256, "what is shown was drawn anew"
    assert Receipt.objects.get().files == [sha256]


def test_the_same_key_stores_once_and_is_answered_alike(world: World) -> None:
    first = post(world, proof=builder.photo())
    again = post(world, proof=builder.photo())
    assert first.json() == again.json()
    assert (Entry.objects.count(), Receipt.objects.count(), StoredFile.objects.count()) == (1, 1, 1)
    other = post(world, text="Isi lain")
    assert other.status_code == 409
    assert Entry.objects.get().text == "Melayani akta", "nothing is overwritten"


def test_a_refusal_is_the_page_a_browser_gets(world: World) -> None:
    assert post(world).status_code == 200
    answer = post(world, key="kunci-uji-2", starts="08.30", ends="09.30", text="Rapat")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "data-error-summary" in page
    assert "Melayani akta" in page, "the version that stands is named"
    assert Receipt.objects.count() == 1


def test_another_persons_draft_is_never_taken(world: World) -> None:
    answer = post(world, who="peer", owner=str(world.employee.pk))
    assert (answer.status_code, answer.json()) == (409, {"reason": "owner"})
    assert not Entry.objects.exists()


def test_without_a_session_the_queue_is_told_to_sign_in(world: World) -> None:
    client = world.client(None)
    answer = client.post("/harian/", {"text": "x"}, headers={"X-Pamong-Queue": "5", "X-Pamong-Sent-At": "kemarin"})
    assert answer.status_code == 302
    assert "/akun/masuk" in answer["Location"]


def test_a_plain_form_has_no_receipt(world: World) -> None:
    typed = {"day": builder.yesterday(world).isoformat(), "starts": "08.00", "ends": "09.00", "text": "Melayani akta"}
    assert world.client("employee").post("/harian/", typed).status_code == 303
    assert not Receipt.objects.exists()


def test_late_by_offline_is_not_late(world: World) -> None:
    day = world.today - dt.timedelta(days=8)  # one day beyond the usual window
    assert post(world, day=day).status_code == 422
    assert post(world, day=day, ago=2 * 86_400, key="kunci-uji-2", **LATE).status_code == 200
    receipt = Receipt.objects.get()
    assert receipt.age == dt.timedelta(days=2)
    page = world.client("employee").get(f"/harian/catatan/{Entry.objects.get().pk}/").content.decode()
    assert "Ditulis tanpa sambungan pada" in page


def test_a_wrong_clock_of_the_device_does_no_harm(world: World) -> None:
    day = world.today - dt.timedelta(days=8)
    assert post(world, day=day, ago=2 * 86_400, skew=-40 * 86_400, **LATE).status_code == 200
    assert Receipt.objects.get().age == dt.timedelta(days=2)
    assert post(world, day=day, skew=-3 * 86_400, key="kunci-uji-2", starts="10.00", ends="11.00").status_code == 422


@pytest.mark.parametrize(
    ("written", "sent", "age"),
    [
        ("2026-11-26T01:00:00+00:00", "2026-11-26T03:00:00+00:00", dt.timedelta(hours=2)),
        ("2026-11-26T01:00:00+07:00", "2026-11-26T01:00:00+00:00", dt.timedelta(hours=7)),
        ("2026-11-26T03:00:00+00:00", "2026-11-26T01:00:00+00:00", dt.timedelta()),  # a clock set back
        ("2020-01-01T00:00:00+00:00", "2026-11-26T01:00:00+00:00", receipts.LIFE),  # no queue keeps anything so long
        ("kemarin", "2026-11-26T01:00:00+00:00", dt.timedelta()),
        ("2026-11-26T01:00:00", "2026-11-26T03:00:00+00:00", dt.timedelta()),  # without zone nothing is believed
        ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", dt.timedelta()),
    ],
)
def test_only_the_distance_of_the_two_times_is_believed(written: str, sent: str, age: dt.timedelta) -> None:
    request = HttpRequest()
    request.META |= {"HTTP_X_PAMONG_QUEUE": "5", "HTTP_X_PAMONG_WRITTEN_AT": written, "HTTP_X_PAMONG_SENT_AT": sent}
    queued = receipts.told(request)
    assert queued is not None
    assert queued.age == age
    receipts.set_current(queued)
    try:
        moment = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
        assert receipts.written_at(moment) == moment - age
    finally:
        receipts.set_current(None)
    assert receipts.written_at(moment) == moment


def test_a_receipt_is_one_statement_more(world: World) -> None:
    client = world.client("employee")
    typed = {"day": builder.yesterday(world).isoformat(), "starts": "06.00", "ends": "06.30", "text": "Awal"}
    client.post("/harian/", typed)
    with CaptureQueriesContext(connection) as plain:
        client.post("/harian/", {**typed, "starts": "07.00", "ends": "07.30"})
    queue = {"X-Pamong-Queue": str(world.employee.pk), "Idempotency-Key": "kunci-uji-9"}
    with CaptureQueriesContext(connection) as queued:
        answer = client.post("/harian/", {**typed, "starts": "10.00", "ends": "10.30"}, headers=queue)
    assert answer.status_code == 200
    assert len(queued) <= len(plain) + 2
