"""Ways out, against services that answer, refuse, hang, drip and hang up."""

import json
import smtplib
import socket
import time
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pamong.platform.notifications import actions, channels
from pamong.platform.notifications.channels import Failed, Outgoing, http, smtp
from pamong.platform.notifications.enums import Reason, State
from pamong.platform.notifications.models import Delivery, PushSubscription
from pamong.platform.notifications.rules import webpush
from pamong.platform.notifications.tasks import send_due
from pamong.rulebook.errors import Refused
from tests.platform.notifications import servers
from tests.platform.notifications.conftest import BY
from tests.platform.notifications.test_notices import notify
from tests.world import World

MESSAGE = Outgoing("pamong-1", "x.eml", "+62811", "WhatsApp", "Ada kabar")
# RFC 8291, appendix A.
RFC = {
    "theirs": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "mine": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "body": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
}


@pytest.mark.parametrize(
    ("status", "final"), [(200, None), (202, None), (400, True), (403, True), (429, False), (500, False), (503, False)]
)
def test_the_gateway_says_what_became_of_it(settings: Any, status: int, final: bool | None) -> None:
    with servers.answering() as service:
        service.status = status
        settings.GATEWAY_URL, settings.GATEWAY_TOKEN = service.url + "/kirim?x=1", "rahasia"
        if final is None:
            channels.send("whatsapp", MESSAGE)
        else:
            with pytest.raises(Failed) as caught:
                channels.send("whatsapp", MESSAGE)
            assert (caught.value.final, caught.value.doubt) == (final, False)
        ((path, headers, body),) = service.asked
    assert path == "/kirim?x=1"
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer rahasia", "pamong-1")
    assert json.loads(body) == {"channel": "whatsapp", "to": "+62811", "text": "Ada kabar"}


@pytest.mark.parametrize("act", [servers.hang, servers.drip, servers.close])
def test_whatever_the_other_side_does_it_is_over_in_time_and_in_doubt(act: Any) -> None:
    with servers.misbehaving(act) as url:
        begun = time.monotonic()
        with pytest.raises(Failed) as caught:
            http.post(url, b"{}", {}, 0.4)
    assert caught.value.doubt
    assert time.monotonic() - begun < 3


def test_no_connection_is_surely_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Failed) as caught:
        http.post(f"http://127.0.0.1:{port}/", b"", {}, 1.0)
    assert (caught.value.reason, caught.value.doubt) == (Reason.UNREACHABLE, False)


def test_without_gateway_and_files_the_way_does_not_exist(settings: Any) -> None:
    settings.GATEWAY_URL, settings.GATEWAY_FILES = "", False
    with pytest.raises(Failed) as caught:
        channels.send("sms", MESSAGE)
    assert caught.value.final


def test_where_a_repetition_is_harmless(settings: Any) -> None:
    settings.SMTP_URL, settings.GATEWAY_URL = "", ""
    assert set(channels.repeatable()) == {"push", "email", "whatsapp", "sms"}
    settings.SMTP_URL, settings.GATEWAY_URL = "smtp://x", "http://x"
    assert channels.repeatable() == ["push"]
    settings.GATEWAY_IDEMPOTENT = True
    assert set(channels.repeatable()) == {"push", "whatsapp", "sms"}


class Session:
    """A mail server: what it answers at each step."""

    def __init__(self, mail: int = 250, rcpt: int = 250, data: Any = 250) -> None:
        self.codes = {"mail": mail, "rcpt": rcpt}
        self.taken = data
        self.text = b""

    def mail(self, sender: str) -> tuple[int, bytes]:
        return self.codes["mail"], b""

    def rcpt(self, to: str) -> tuple[int, bytes]:
        return self.codes["rcpt"], b""

    def data(self, text: bytes) -> tuple[int, bytes]:
        self.text = text
        if isinstance(self.taken, Exception):
            raise self.taken
        return self.taken, b""

    def ehlo_or_helo_if_needed(self) -> None: ...

    def login(self, user: str, password: str) -> None:
        self.user = (user, password)

    def quit(self) -> None: ...


@pytest.mark.parametrize(
    ("session", "failure"),
    [
        (Session(), None),
        (Session(rcpt=550), (Reason.REFUSED, True, False)),
        (Session(rcpt=451), (Reason.UNREACHABLE, False, False)),
        (Session(mail=421), (Reason.UNREACHABLE, False, False)),
        (Session(data=smtplib.SMTPDataError(554, b"")), (Reason.REFUSED, True, False)),
        (Session(data=smtplib.SMTPServerDisconnected("")), (Reason.TIMEOUT, False, True)),
        (Session(data=TimeoutError()), (Reason.TIMEOUT, False, True)),
    ],
)
def test_the_mail_server_says_what_became_of_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch, session: Session, failure: tuple[Reason, bool, bool] | None
) -> None:
    settings.SMTP_URL = "smtp://pamong:r%40hasia@mail.contoh.go.id"
    monkeypatch.setattr(smtplib, "SMTP", lambda host, port, timeout: session)
    if failure is None:
        channels.send("email", MESSAGE)
        assert session.user == ("pamong", "r@hasia")
        assert b"Message-ID: <pamong-1@pamong>\r\n" in session.text
        return
    with pytest.raises(Failed) as caught:
        smtp.send(MESSAGE)
    assert (caught.value.reason, caught.value.final, caught.value.doubt) == failure


def test_a_mail_server_that_is_away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SMTP_URL = "smtps://mail.contoh.go.id"

    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib, "SMTP_SSL", away)
    with pytest.raises(Failed) as caught:
        smtp.send(MESSAGE)
    assert (caught.value.reason, caught.value.doubt) == (Reason.UNREACHABLE, False)


def test_content_is_sealed_as_the_standard_says() -> None:
    key = ec.derive_private_key(int.from_bytes(webpush.decode(RFC["mine"]), "big"), webpush.CURVE)
    text = b"When I grow up, I want to be a watermelon"
    body = webpush.encrypt(text, RFC["theirs"], RFC["auth"], key=key, salt=webpush.decode(RFC["salt"]))
    assert webpush.encode(body) == RFC["body"]


def test_who_sends_is_signed_and_follows_from_the_secret() -> None:
    key, other = webpush.own_key("rahasia"), webpush.own_key("lain")
    assert webpush.public_bytes(key) == webpush.public_bytes(webpush.own_key("rahasia"))
    header = webpush.authorization(key, "https://push.contoh/abc", "mailto:x@contoh.go.id", 1000.0)
    token, public = header.removeprefix("vapid t=").split(", k=")
    signed, _, signature = token.rpartition(".")
    raw = webpush.decode(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point = ec.EllipticCurvePublicKey.from_encoded_point(webpush.CURVE, webpush.decode(public))
    point.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        other.public_key().verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(webpush.decode(signed.split(".")[1]))
    assert claims == {"aud": "https://push.contoh", "exp": 1000 + webpush.LIFE, "sub": "mailto:x@contoh.go.id"}


@pytest.mark.parametrize(
    "address",
    [
        "http://fcm.googleapis.com/x",
        "https://evil.example/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://127.0.0.1/x",
        "https://evilpush.apple.com.example/",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "x" * 500,
        "",
    ],
)
def test_only_known_push_services_are_ever_asked(address: str, settings: Any) -> None:
    with pytest.raises(Refused):
        webpush.check_endpoint(address, settings.PUSH_HOSTS)


def test_known_push_services_are_taken(settings: Any) -> None:
    for host in (
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        "web.push.apple.com",
        "x.notify.windows.com",
    ):
        webpush.check_endpoint(f"https://{host}/send/abc", settings.PUSH_HOSTS)


def browser() -> tuple[ec.EllipticCurvePrivateKey, dict[str, str]]:
    key = ec.generate_private_key(webpush.CURVE)
    return key, {"p256dh": webpush.encode(webpush.public_bytes(key)), "auth": webpush.encode(b"s" * 16)}


def opened(key: ec.EllipticCurvePrivateKey, auth: str, body: bytes) -> bytes:
    """What the browser reads: the other half of RFC 8291."""
    salt, theirs, sealed = body[:16], body[21:86], body[86:]
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(webpush.CURVE, theirs))
    step = webpush._hmac
    secret = step(step(webpush.decode(auth), shared), b"WebPush: info\0" + webpush.public_bytes(key) + theirs + b"\1")
    root = step(salt, secret)
    content_key, nonce = step(root, b"Content-Encoding: aes128gcm\0\1")[:16], step(root, b"Content-Encoding: nonce\0\1")
    return AESGCM(content_key).decrypt(nonce[:12], sealed, None).rstrip(b"\2")


@pytest.mark.usefixtures("always_awake")
def test_a_browser_is_woken_with_nothing_personal_and_forgotten_when_gone(world: World, settings: Any) -> None:
    key, keys = browser()
    with servers.answering() as service:
        settings.PUSH_HOSTS = (service.url,)
        viewer = world.viewer("employee")
        for path in ("/satu", "/dua"):
            actions.remember_browser(endpoint=service.url + path, **keys, device="Chrome", by=viewer)
        notify(world.employee, kind="uji.surat")
        send_due(channel="push")
        assert {path for path, _, _ in service.asked} == {"/satu", "/dua"}
        _, headers, body = service.asked[0]
        assert json.loads(opened(key, keys["auth"], body)) == {"text": "Ada kabar di Pamong"}
        assert headers["Authorization"].startswith("vapid t=")
        assert (headers["Topic"], headers["Content-Encoding"]) == ("pamong", "aes128gcm")
        service.status = 410
        notify(world.employee, kind="uji.surat", key="uji:2")
        send_due(channel="push")
    assert not PushSubscription.objects.exists()
    states = dict(Delivery.objects.filter(channel="push").values_list("event", "state"))
    assert states == {"uji:1": State.SENT, "uji:2": State.SKIPPED}


@pytest.mark.usefixtures("always_awake")
def test_a_push_service_in_trouble_is_asked_again(world: World, settings: Any) -> None:
    _key, keys = browser()
    with servers.answering() as service:
        settings.PUSH_HOSTS, service.status = (service.url,), 503
        actions.remember_browser(endpoint=service.url + "/x", **keys, device="", by=world.viewer("employee"))
        notify(world.employee, kind="uji.surat")
        send_due(channel="push")
    row = Delivery.objects.get(channel="push")
    assert (row.state, row.attempts) == (State.WAITING, 1)


def test_a_browser_changes_hands_and_ten_are_kept(world: World, settings: Any) -> None:
    settings.PUSH_HOSTS = ("push.contoh",)
    _key, keys = browser()
    for n in range(12):
        actions.remember_browser(endpoint=f"https://push.contoh/{n}", **keys, device="x" * 90, by=world.viewer("peer"))
    assert PushSubscription.objects.filter(person_id=world.peer.pk).count() == 10
    actions.remember_browser(endpoint="https://push.contoh/11", **keys, device="", by=world.viewer("employee"))
    assert PushSubscription.objects.get(endpoint="https://push.contoh/11").person_id == world.employee.pk
    assert actions.forget_browser(endpoint="https://push.contoh/11", by=world.viewer("peer")) == 0
    with pytest.raises(Refused):
        actions.remember_browser(endpoint="https://push.contoh/x", p256dh="AAAA", auth="AAAA", device="", by=BY)
