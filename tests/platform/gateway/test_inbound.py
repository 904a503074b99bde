"""Messages from outside: only with a good signature, each once, and nothing kept of who wrote what."""

import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.platform.calendar.queries import now
from pamong.platform.gateway import actions, handlers
from pamong.platform.gateway.handlers import Inbound, Reply
from pamong.platform.gateway.models import InboundMessage
from pamong.platform.gateway.rules import message as rules
from pamong.platform.gateway.rules.signature import genuine, sign
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

SECRET = "rahasia-uji"
FROM = "+628123456789"
ADDRESS = "/gerbang/masuk/"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[list[Inbound]]:
    """A handler that takes everything whose text does not begin with "lain"."""
    settings.GATEWAY_SECRET = SECRET
    seen: list[Inbound] = []

    def take(message: Inbound) -> Reply | None:
        if message.text.startswith("lain"):
            return None
        if message.text.startswith("tolak"):
            raise Refused(N_("Pilih dulu catatan yang akan diputuskan."))
        seen.append(message)
        return Reply(f"Diterima {len(seen)}", keep=not message.text.startswith("rahasia"))

    monkeypatch.setattr(handlers, "_handlers", {})
    handlers.register("uji", take)
    yield seen


def post(changes: dict[str, Any] | None = None, *, secret: str = SECRET, ago: int = 0, stamped: str = "") -> Any:
    body = json.dumps({"id": "wamid.1", "channel": "whatsapp", "from": FROM, "text": "halo", **(changes or {})})
    stamp = str(int(now().timestamp()) - ago)
    signed = {"X-Pamong-Timestamp": stamped or stamp, "X-Pamong-Signature": sign(secret, stamp, body.encode())}
    return Client(enforce_csrf_checks=True).post(ADDRESS, body, content_type="application/json", headers=signed)


@pytest.mark.django_db
def test_a_message_reaches_its_handler_and_the_reply_goes_back(taken: list[Inbound]) -> None:
    answer = post({"media": [{"name": "foto.jpg", "data": base64.b64encode(b"\xff\xd8").decode()}]})
    assert (answer.status_code, answer.json()) == (200, {"received": True, "first": True, "reply": "Diterima 1"})
    (message,) = taken
    assert (message.sender, message.text, message.media[0].content) == (FROM, "halo", b"\xff\xd8")


@pytest.mark.django_db
def test_the_same_message_happens_once_and_is_answered_alike(taken: list[Inbound]) -> None:
    first, again = post().json(), post({"text": "halo lagi"}).json()
    assert (first["reply"], first["first"]) == (again["reply"], True)
    assert not again["first"]
    assert len(taken) == 1
    assert post({"channel": "sms"}).json()["first"], "the id of another carrier is another id"


@pytest.mark.django_db
def test_nothing_of_sender_and_text_is_kept(taken: list[Inbound]) -> None:
    post({"id": "wamid.628123456789", "text": "rahasia: lurah minta uang"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(m)::text FROM gateway_inboundmessage m")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(to_jsonb(a)::text, ''), '') FROM access_answeredrequest a")
        kept += cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(to_jsonb(e)::text, ''), '') FROM audit_event e")
        kept += cursor.fetchone()[0]
    assert "628123456789" not in kept
    assert "lurah" not in kept
    assert "Diterima" not in kept, "a secret reply is not kept either"
    assert post({"id": "wamid.628123456789"}).json() == {"received": True, "first": False, "reply": ""}


@pytest.mark.django_db
def test_without_a_good_signature_nothing_happens(taken: list[Inbound], settings: Any) -> None:
    answers = [post(secret="salah"), post(ago=301), post(ago=-301), post(stamped="kemarin")]
    settings.GATEWAY_SECRET = ""
    answers.append(post(secret=""))
    assert [a.status_code for a in answers] == [401] * 5
    assert not taken
    assert not InboundMessage.objects.exists()


def test_a_changed_body_or_time_has_another_signature() -> None:
    good = sign(SECRET, "1000", b"{}")
    assert genuine(SECRET, "1000", good, b"{}", 1100.0)
    assert not genuine(SECRET, "1000", good, b"{ }", 1100.0)
    assert not genuine(SECRET, "1001", good, b"{}", 1100.0)
    assert not genuine(SECRET, "1000", good.replace("=", "=é"), b"{}", 1100.0)
    assert not genuine(SECRET, "９９", good, b"{}", 99.0), "digits of other scripts are no time stamp"


@pytest.mark.django_db
def test_what_nobody_takes_and_what_is_refused_is_answered_in_words(taken: list[Inbound]) -> None:
    assert "unit layanan" in post({"id": "2", "text": "lain"}).json()["reply"]
    assert "Pilih dulu" in post({"id": "3", "text": "tolak"}).json()["reply"]
    assert set(InboundMessage.objects.values_list("handler", flat=True)) == {"", "refused"}


@pytest.mark.django_db
def test_a_handler_that_fails_leaves_nothing_and_may_be_tried_again(
    taken: list[Inbound], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(message: Inbound) -> Reply | None:
        raise RuntimeError("x")

    with monkeypatch.context() as patch:
        patch.setattr(handlers, "_handlers", {"rusak": broken})
        with pytest.raises(RuntimeError):
            actions.take(message=Inbound("9", "sms", FROM, "halo"))
    assert not InboundMessage.objects.exists()
    assert actions.take(message=Inbound("9", "sms", FROM, "halo")) == ("Diterima 1", True)


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_are_one(taken: list[Inbound]) -> None:
    def deliver(_n: int) -> tuple[str, bool]:
        try:
            return actions.take(message=Inbound("serentak", "sms", FROM, "halo"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(deliver, range(6)))
    assert {reply for reply, _ in answers} == {"Diterima 1"}
    assert sum(first for _, first in answers) == 1
    assert len(taken) == 1


@pytest.mark.django_db
def test_replies_are_forgotten_after_a_day(taken: list[Inbound]) -> None:
    post()
    assert actions.forget_replies() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gateway_inboundmessage SET received_at = now() - interval '25 hours'")
    assert actions.forget_replies() == 1
    assert post().json()["reply"] == ""


WRONG: list[Any] = [
    [],
    "x",
    {"id": ""},
    {"id": 7},
    {"channel": "telegram"},
    {"from": "anonim", "channel": "whatsapp"},
    {"from": ""},
    {"from": "x" * 21},
    {"from": "a\nb"},
    {"text": None},
    {"media": {}},
    {"media": [1]},
    {"media": [{"data": "###"}]},
    {"media": [{"data": ""}] * 6},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.django_db
def test_what_cannot_be_read_is_named(wrong: Any, taken: list[Inbound]) -> None:
    good = {"id": "1", "channel": "sms", "from": FROM, "text": "halo"}
    body = json.dumps({**good, **wrong} if isinstance(wrong, dict) else wrong)
    with pytest.raises(ValueError, match=r"\w"):
        rules.read(body.encode())
    if isinstance(wrong, dict):
        answer = post(wrong)
        assert answer.status_code == 400
        assert answer.json()["error"]


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda t: json.dumps({"id": t, "text": t}).encode()))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        assert rules.read(body).message_id
    except ValueError as error:
        assert str(error)


def test_text_is_made_fit_for_the_database_and_cut() -> None:
    body = json.dumps({"id": "1", "channel": "sms", "from": "0812345678", "text": "a\0b\ud800" + "x" * 5000}).encode()
    message = rules.read(body)
    assert message.text.startswith("abx")
    assert len(message.text) == rules.MOST_TEXT
    assert message.sender == "+62812345678"


@pytest.mark.parametrize(
    ("sender", "known_as", "answered"),
    [
        ("0812345678", "+62812345678", True),
        ("62812345678", "+62812345678", True),
        ("+62812345678", "+62812345678", True),
        ("0062812345678", "+62812345678", True),
        ("TELKOMSEL", "TELKOMSEL", False),
        ("PLN 123", "PLN 123", False),
        ("95888", "95888", False),
        ("*888#", "*888#", False),
        ("123456", "+123456", False),
    ],
)
def test_senders_of_an_sms(sender: str, known_as: str, answered: bool) -> None:
    body = json.dumps({"id": "1", "channel": "sms", "from": sender, "text": "halo"})
    message = rules.read(body.encode())
    assert message.sender == known_as
    assert rules.from_a_telephone(message.sender) is answered


@pytest.mark.django_db
def test_operators_services_and_our_own_number_are_never_answered(taken: list[Inbound], settings: Any) -> None:
    settings.GATEWAY_NUMBERS = frozenset({"08110000111"})
    for number, sender in enumerate(("TELKOMSEL", "95888", "+628110000111", "08110000111")):
        told = {"id": f"x{number}", "channel": "sms", "from": sender, "text": "Pulsa Anda habis"}
        assert post(told).json() == {"received": True, "first": True, "reply": ""}
    assert not taken
    assert set(InboundMessage.objects.values_list("handler", flat=True)) == {"ignored"}


def test_a_name_belongs_to_one_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "_handlers", {})
    handlers.register("uji", handlers.ask)  # type: ignore[arg-type]
    handlers.register("uji", handlers.ask)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="twice"):
        handlers.register("uji", lambda message: None)
