"""Whoever reported openly by message or letter hears how it goes on: number and state, once, by day, never of sealed cases."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as given
from django.utils import timezone

from pamong.platform.calendar import queries as calendar
from pamong.platform.notifications import channels
from pamong.platform.notifications.channels import Outgoing
from pamong.platform.notifications.models import Delivery
from pamong.platform.notifications.tasks import send_due
from pamong.voice.channels.rules import gsm
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.models import Complaint, Identity
from tests.voice import builder
from tests.voice.builder import ACTION, BY, Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
PHONE, MAIL = "+628123456789", "siti@warga.contoh"
WORDS = "Mohon tulis nomor tiang lampu di Jalan Kenari."
WAYS = [(Channel.SMS, "sms", PHONE), (Channel.WHATSAPP, "whatsapp", PHONE), (Channel.EMAIL, "email", MAIL)]


class Sent:
    """What leaves to residents, once half an hour is over."""

    def __init__(self) -> None:
        self.all: list[tuple[str, Outgoing]] = []

    def left(self) -> list[tuple[str, Outgoing]]:
        Delivery.objects.filter(kind="channels.news").update(due_at=timezone.now() - dt.timedelta(minutes=1))
        before = len(self.all)
        for way in ("sms", "whatsapp", "email"):
            send_due(channel=way)
        return [one for one in self.all[before:] if one[1].to in (PHONE, MAIL)]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    made = Sent()
    monkeypatch.setattr(channels, "send", lambda channel, outgoing: made.all.append((channel, outgoing)))
    return made


def by_sms(cat: Catalogue, channel: Channel = Channel.SMS, **changes: Any) -> Complaint:
    """A report by that way, its number left."""
    contact = {"name": "", "phone": "", "email": MAIL} if channel == Channel.EMAIL else {"name": "", "phone": PHONE}
    return builder.received(cat, channel=channel, **{**contact, **changes})


def waiting() -> int:
    return Delivery.objects.filter(kind="channels.news", state="waiting").count()


@pytest.mark.parametrize("given_by", WAYS, ids=str)
def test_the_state_goes_to_whoever_left_a_number_by_that_way(
    world: World, cat: Catalogue, sent: Sent, given_by: tuple[Channel, str, str]
) -> None:
    channel, way, to = given_by
    case = by_sms(cat, channel)
    assert waiting() == 0, "the receipt was the answer to the report itself"
    actions.verify(complaint=case, text=WORDS, by=world.viewer("officer"))
    row = Delivery.objects.get(kind="channels.news")
    assert (row.channel, row.address, row.body) == (way, "", "")
    ((used, message),) = sent.left()
    assert (used, message.to) == (way, to)
    assert f"{case.number}: Diverifikasi" in message.text
    assert "Batas berikutnya" in message.text
    for hidden in (WORDS, builder.TEXT, cat.lamp.name, "Jenderal Sudirman"):
        assert hidden not in message.text
    assert (message.headers == (("Reply-To", given.COMPLAINT_MAIL),)) is (channel == Channel.EMAIL)
    assert sent.left() == []


def test_what_happens_in_a_row_is_one_message_of_the_last(world: World, cat: Catalogue, sent: Sent) -> None:
    case, officer = by_sms(cat), world.viewer("officer")
    actions.verify(complaint=case, by=officer)
    given_to = actions.assign(complaint=case, unit=world.office, handler_id=world.employee.pk, by=officer)
    actions.start(complaint=given_to, by=world.viewer("employee"))
    ((_way, message),) = sent.left()
    assert "Diproses" in message.text
    assert gsm.parts(message.text) == 1


def test_a_question_and_an_answer_are_told_each_with_what_to_do(world: World, cat: Catalogue, sent: Sent) -> None:
    case, employee = by_sms(cat), world.viewer("employee")
    given_to = actions.assign(
        complaint=case, unit=world.office, handler_id=world.employee.pk, by=world.viewer("officer")
    )
    sent.left()
    actions.ask(complaint=given_to, text=WORDS, by=employee)
    ((_way, asked),) = sent.left()
    assert "TAMBAH nomor kode" in asked.text
    assert WORDS not in asked.text
    actions.write(complaint=case, text="Tiang 12.", by=builder.CITIZEN)
    assert waiting() == 0, "nobody is told of what he wrote himself"
    actions.decide(complaint=case, decision=builder.UPHELD, by=employee)
    ((_way, answered),) = sent.left()
    assert "SELESAI nomor kode" in answered.text
    for message in (asked, answered):
        assert set(message.text) <= gsm.BASIC
        assert gsm.parts(message.text) == 1, message.text


def test_inner_notes_and_reminders_are_not_told(world: World, cat: Catalogue) -> None:
    case = by_sms(cat)
    actions.note(complaint=case, text="Catatan dalam", by=world.viewer("officer"))
    actions.moderate(complaint=case, show=True, text="Lampu mati.", photos=(), by=world.viewer("officer"))
    assert waiting() == 0


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_sealed_and_anonymous_reports_are_never_told_of(world: World, cat: Catalogue, mode: Mode) -> None:
    """No such report can come by message; should one ever, it stays silent."""
    builder.keys()
    case = by_sms(cat, mode=mode)
    actions.verify(complaint=case, by=world.viewer("officer"))
    actions.refuse(complaint=case, text="Bukan keluhan layanan.", by=world.viewer("officer"))
    assert not Delivery.objects.filter(kind="channels.news").exists()


@pytest.mark.parametrize(
    "changes", [{"phone": ""}, {"channel": Channel.WEB, "name": "Siti"}, {"channel": Channel.OPEN311}], ids=str
)
def test_without_a_number_or_by_another_way_nothing_leaves(
    world: World, cat: Catalogue, changes: dict[str, Any]
) -> None:
    case = by_sms(cat, **changes)
    actions.verify(complaint=case, by=world.viewer("officer"))
    assert waiting() == 0


def test_about_an_officer_the_telephone_stays_dark(world: World, cat: Catalogue, sent: Sent) -> None:
    case = by_sms(cat, category=cat.conduct, answers={})
    actions.verify(complaint=case, by=world.viewer("officer"))
    assert waiting() == 0
    other = by_sms(cat)
    actions.verify(complaint=other, by=world.viewer("officer"))
    actions.classify(complaint=other, category=cat.conduct, by=world.viewer("officer"))
    assert sent.left() == [], "it became one before the message left"
    assert Delivery.objects.get(kind="channels.news").state == "skipped"


def test_who_is_forgotten_before_it_leaves_is_not_told(world: World, cat: Catalogue, sent: Sent) -> None:
    case = by_sms(cat)
    actions.verify(complaint=case, by=world.viewer("officer"))
    Identity.objects.filter(complaint=case).update(via=ACTION, phone="")
    assert sent.left() == []


@pytest.mark.parametrize(("hour", "leaves"), [(2, 6), (10, 10), (19, 19), (20, 6), (23, 6)])
def test_nobody_is_woken(world: World, cat: Catalogue, hour: int, leaves: int) -> None:
    case, zone = by_sms(cat), ZoneInfo(given.TIME_ZONE)
    with calendar.one_instant():
        calendar.hold(dt.datetime.combine(world.today, dt.time(hour), zone))
        actions.verify(complaint=case, by=BY)
    due = Delivery.objects.get(kind="channels.news").due_at.astimezone(zone)
    assert due.hour == leaves
    assert due - dt.datetime.combine(world.today, dt.time(hour), zone) >= dt.timedelta(minutes=30)


def test_in_production_without_gateway_only_letters_leave(world: World, cat: Catalogue, settings: Any) -> None:
    settings.GATEWAY_URL, settings.GATEWAY_FILES = "", False
    for channel, _way, _to in WAYS:
        actions.verify(complaint=by_sms(cat, channel), by=world.viewer("officer"))
    assert [row.channel for row in Delivery.objects.filter(kind="channels.news")] == ["email"]


def test_time_passing_is_told_too(world: World, cat: Catalogue, sent: Sent) -> None:
    case = by_sms(cat)
    actions.ask_to_complete(complaint=case, text=WORDS, by=world.viewer("officer"))
    assert "TAMBAH" in sent.left()[0][1].text
    Complaint.objects.filter(pk=case.pk).update(via=ACTION, asked_complete_day=world.today - dt.timedelta(days=60))
    actions.periodic.withdraw_incomplete(by=BY)
    ((_way, message),) = sent.left()
    assert "Dianggap dicabut" in message.text
