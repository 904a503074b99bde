"""The outbox: each effect once, tries that end, quiet hours, poison that does not hold up others."""

import datetime as dt
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from pamong.people.models import Person
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import run
from pamong.platform.notifications import actions, channels, composing, tasks
from pamong.platform.notifications.channels import Failed, Outgoing
from pamong.platform.notifications.enums import Reason, State
from pamong.platform.notifications.models import Delivery, Notification
from pamong.platform.notifications.rules import timing
from pamong.platform.notifications.tasks import send_due, send_mail
from pamong.rulebook.errors import Refused
from tests.platform.notifications.conftest import BY
from tests.platform.notifications.test_notices import notify
from tests.world import World

awake = pytest.mark.usefixtures("always_awake")
Sink = list[Outgoing]


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Sink:
    """What left, instead of files."""
    left: Sink = []
    monkeypatch.setattr(channels, "send", lambda channel, outgoing: left.append(outgoing))
    return left


def failing(monkeypatch: pytest.MonkeyPatch, fail: Callable[[Outgoing], None]) -> Sink:
    tried: Sink = []

    def send(channel: str, outgoing: Outgoing) -> None:
        tried.append(outgoing)
        fail(outgoing)

    monkeypatch.setattr(channels, "send", send)
    return tried


def due_now() -> None:
    Delivery.objects.filter(state=State.WAITING).update(due_at="2020-01-01T00:00:00+00:00")


@awake
def test_a_mail_is_one_file_and_tells_nothing_personal(world: World, settings: Any) -> None:
    settings.PUBLIC_URL = "https://kinerja.contoh.go.id/"
    notify(world.employee, kind="uji.surat")
    send_due(channel="email")
    send_due(channel="email")
    (file,) = Path(settings.OUTBOX).iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"]) == (world.employee.email, "Ada yang perlu dilihat")
    assert "https://kinerja.contoh.go.id/harian/12/" in mail.get_content()
    assert "dikembalikan" not in mail.as_string()
    assert Delivery.objects.get().state == State.SENT


@awake
def test_no_mail_without_address_after_reading_or_when_switched_off(world: World, sink: Sink) -> None:
    Person.objects.filter(pk=world.peer.pk).update(via=ACTION, email="")
    Person.objects.filter(pk=world.acting.pk).update(via=ACTION, is_active=False)
    for n, who in enumerate((world.peer, world.employee, world.superior, world.acting)):
        notify(who, kind="uji.surat", key=f"uji:{n}")
    actions.mark_read(by=world.viewer("employee"))
    actions.set_profile(email=False, whatsapp=False, quiet_from=None, quiet_to=None, by=world.viewer("superior"))
    send_due(channel="email")
    assert not sink
    reasons = dict(Delivery.objects.values_list("event", "reason"))
    assert reasons == {"uji:0": "no_address", "uji:1": "read", "uji:2": "no_address", "uji:3": "no_address"}
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SKIPPED}


def test_quiet_hours_hold_it_back_without_counting_a_try(world: World, sink: Sink) -> None:
    viewer = world.viewer("employee")
    local = actions.moment().astimezone(dt.timezone(dt.timedelta(hours=7)))
    start, end = (local - dt.timedelta(hours=1)).time(), (local + dt.timedelta(hours=1)).time()
    actions.set_profile(email=True, whatsapp=False, quiet_from=start, quiet_to=end, by=viewer)
    notify(world.employee, kind="uji.surat")
    send_due(channel="email")
    row = Delivery.objects.get()
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.QUIET, 0)
    assert dt.timedelta(minutes=59) < row.due_at - actions.moment() <= dt.timedelta(minutes=60)
    assert not sink
    actions.set_profile(email=True, whatsapp=False, quiet_from=end, quiet_to=start, by=viewer)
    due_now()
    send_due(channel="email")
    assert len(sink) == 1


@awake
def test_tries_are_repeated_with_pauses_and_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(outgoing: Outgoing) -> None:
        raise Failed(Reason.UNREACHABLE)

    tried = failing(monkeypatch, away)
    notify(world.employee, kind="uji.surat")
    pauses = []
    for _n in range(timing.ATTEMPTS + 2):
        send_due(channel="email")
        row = Delivery.objects.get()
        pauses.append(round((row.due_at - actions.moment()).total_seconds() / 60))
        due_now()
    assert pauses[:5] == [1, 5, 20, 60, 240]
    assert len(tried) == timing.ATTEMPTS
    assert len({outgoing.effect for outgoing in tried}) == 1, "every try names the same effect"
    assert (row.state, row.reason) == (State.PARKED, Reason.UNREACHABLE)


@awake
def test_poison_is_parked_and_others_proceed(world: World, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = composing.single

    def compose(delivery: Delivery, notice: Notification, to: str) -> Outgoing:
        if delivery.event == "uji:0":
            raise ZeroDivisionError
        return whole(delivery, notice, to)

    monkeypatch.setattr(composing, "single", compose)
    for n in range(5):
        notify(world.employee, kind="uji.surat", key=f"uji:{n}")
    for _n in range(timing.ATTEMPTS):
        send_due(channel="email")
        due_now()
    assert len(sink) == 4
    poison = Delivery.objects.get(event="uji:0")
    assert (poison.state, poison.reason, poison.attempts) == (State.PARKED, Reason.BROKEN, timing.ATTEMPTS)


@awake
def test_a_channel_in_trouble_rests_and_another_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(outgoing: Outgoing) -> None:
        if outgoing.subject == "WhatsApp":
            raise Failed(Reason.TIMEOUT, doubt=True)

    tried = failing(monkeypatch, hang)
    Person.objects.filter(pk=world.employee.pk).update(via=ACTION, phone="+62811")
    actions.set_profile(email=True, whatsapp=True, quiet_from=None, quiet_to=None, by=world.viewer("employee"))
    for n in range(8):
        notify(world.employee, kind="uji.surat", key=f"uji:{n}")
    send_due(channel="whatsapp")
    assert len(tried) == tasks.BREAKER, "a gateway that hangs costs a few time-outs, not one per message"
    send_due(channel="email")
    assert Delivery.objects.filter(channel="email", state=State.SENT).count() == 8


@awake
@pytest.mark.parametrize(("repeats", "state"), [(True, State.WAITING), (False, State.PARKED)])
def test_in_doubt_is_repeated_only_where_a_repetition_is_harmless(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any, repeats: bool, state: State
) -> None:
    def silent(outgoing: Outgoing) -> None:
        raise Failed(Reason.TIMEOUT, doubt=True)

    settings.GATEWAY_URL, settings.GATEWAY_IDEMPOTENT = "http://gateway.invalid/", repeats
    failing(monkeypatch, silent)
    actions.send_direct(channel="whatsapp", address="+62811", text="Pengaduan Anda diterima.", key="uji:1", by=BY)
    send_due(channel="whatsapp")
    row = Delivery.objects.get()
    assert (row.state, row.reason) == (state, Reason.TIMEOUT if repeats else Reason.DOUBT)


@awake
def test_what_a_killed_worker_left_is_taken_up_or_parked(world: World, settings: Any) -> None:
    notify(world.employee, kind="uji.surat")
    actions.send_direct(channel="sms", address="+62811", text="Halo", key="uji:2", by=BY)
    settings.GATEWAY_URL = "http://gateway.invalid/"
    for channel in ("email", "sms"):
        assert actions.claim(channel=channel, by=BY)
        assert actions.claim(channel=channel, by=BY) is None
    assert actions.rescue(repeatable=channels.repeatable(), by=BY) == 0, "they may still be at work"
    Delivery.objects.update(begun_at=actions.moment() - dt.timedelta(minutes=4))
    assert actions.rescue(repeatable=channels.repeatable(), by=BY) == 2
    assert dict(Delivery.objects.values_list("channel", "state")) == {"email": State.WAITING, "sms": State.PARKED}


@awake
def test_somebody_without_account_is_told_once_and_his_number_goes(world: World, settings: Any) -> None:
    settings.GATEWAY_FILES = True
    tell: dict[str, Any] = {
        "channel": "whatsapp",
        "address": "+628123",
        "text": "Pengaduan Anda dijawab.",
        "key": "aduan:1",
        "by": BY,
    }
    assert actions.send_direct(**tell)
    assert not actions.send_direct(**tell)
    send_due(channel="whatsapp")
    (file,) = Path(settings.OUTBOX).iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["To"], mail.get_content().strip()) == ("+628123", "Pengaduan Anda dijawab.")
    row = Delivery.objects.get()
    assert (row.state, row.address, row.body) == (State.SENT, "", "")
    for wrong in ({"channel": "push"}, {"text": ""}, {"text": "x" * 4001}, {"address": ""}, {"channel": "merpati"}):
        with pytest.raises(ValueError, match="send_direct"):
            actions.send_direct(**{**tell, "key": "aduan:2", **wrong})


@awake
def test_a_parked_one_may_be_tried_again_and_only_that(world: World, sink: Sink) -> None:
    notify(world.employee, kind="uji.surat")
    row = Delivery.objects.get()
    with pytest.raises(Refused):
        actions.retry(delivery_id=row.pk, by=world.viewer("sysadmin"))
    Delivery.objects.update(state=State.PARKED, attempts=6, done_at=actions.moment(), reason="refused")
    actions.retry(delivery_id=row.pk, by=world.viewer("sysadmin"))
    send_due(channel="email")
    assert len(sink) == 1


@awake
def test_jobs_of_the_version_before_still_send(world: World, sink: Sink) -> None:
    notify(world.employee)
    notice = Notification.objects.get()
    run("notifications.mail", lambda: send_mail(notice_id=notice.pk), job_id=1, atomic=True)
    run("notifications.mail", lambda: send_mail(notice_id=notice.pk), job_id=2, atomic=True)
    send_mail(notice_id=999_999)
    send_due(channel="email")
    assert len(sink) == 1


@awake
def test_old_deliveries_are_forgotten_parked_ones_stay(world: World) -> None:
    long_ago = actions.moment() - dt.timedelta(days=91)
    for n, state in enumerate((State.SENT, State.SKIPPED, State.PARKED)):
        Delivery.objects.create(event=f"x{n}", channel="sms", state=state, done_at=long_ago)
    Delivery.objects.create(event="x9", channel="sms", state=State.SENT, done_at=actions.moment())
    assert actions.prune(by=BY) == 2
    assert set(Delivery.objects.values_list("event", flat=True)) == {"x2", "x9"}


@pytest.mark.django_db(transaction=True)
def test_one_job_at_a_time_for_a_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('notifications'), hashtext('email'))")
        drained: list[str] = []
        monkeypatch.setattr(tasks, "_drain", drained.append)
        send_due(channel="email")
        send_due(channel="sms")
        assert drained == ["sms"]
    finally:
        other.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone()[0] == 0
