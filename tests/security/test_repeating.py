"""The same form twice is one effect; the same key for another form is refused (check F6)."""

import uuid
from typing import Any

import pytest

from tests.rights.records import Records
from tests.security import hostile
from tests.security.sendings import SENDERS, address, prepared, sender
from tests.security.support import FORMS, MACHINE, MORE, Undone, ask, newest_event, send, sound

pytestmark = pytest.mark.django_db
NO_KEYS = ("", "pendek", "x" * 65, "dengan\x00nol-panjang", "²²²²²²²²²²")
# Fresh codes are shown once: the repetition is told so instead of getting them again.
SHOWN_ONCE = {"people:account_setup", "people:issue_codes", "people:recovery"}


def rewound(body: dict[str, Any]) -> dict[str, Any]:
    """The same body for the next request: files from their beginning."""
    for value in body.values():
        for one in value if isinstance(value, list) else [value]:
            if hasattr(one, "seek"):
                one.seek(0)
    return body


@pytest.mark.parametrize("name", sorted(set(SENDERS) - set(MACHINE)))  # a program's own rule: tests/voice/open311
def test_the_same_form_twice_is_one_effect(name: str, records: Records) -> None:
    key = uuid.uuid4().hex
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        client = records.clients[who]
        if who is None:
            client.get(url)  # a browser without account is known by the cookie of the page it was shown
        first = send(client, "POST", url, rewound(body), key=key)
        after = newest_event()
        second = send(client, "POST", url, rewound(body), key=key)
        other = send(client, "POST", url, {**rewound(body), "lain": "1"}, key=key)
        assert newest_event() == after, "the repetition wrote"
    assert first.status < 400
    if name in SHOWN_ONCE:
        assert second.status == 409
        assert "sekali" in second.text
    else:
        assert (second.status, second.body) == (first.status, first.body)
        assert second.headers.get("Location") == first.headers.get("Location")
        assert second.headers.get("X-Object-Id") == first.headers.get("X-Object-Id")
        assert second.headers["Idempotent-Replay"] == "true"
    assert other.status == 409
    assert not other.events
    assert not sound(other)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_without_a_proper_key_is_refused_in_words(name: str, records: Records) -> None:
    who = sender(name)
    for key in hostile.in_turn(NO_KEYS, name, 1, MORE):
        sent = {"idempotency_key": key} if "\x00" in key or not key.isascii() else {}
        headers = {"Idempotency-Key": "" if sent else key}
        answer = ask(records.clients[who], "POST", address(name, records), sent, headers=headers)
        assert answer.status == 400, key
        assert not answer.events
        assert 'lang="id"' in answer.text
        assert "formulir" in answer.text.lower()
        assert not sound(answer)


def test_the_key_of_one_person_says_nothing_to_another(records: Records) -> None:
    key = uuid.uuid4().hex
    body = {"text": "Catatan yang sama dari dua orang"}
    url = address("planning:note", records)
    with Undone(records.clients["employee"], records.clients["superior"]):
        first = send(records.clients["employee"], "POST", url, body, key=key)
        second = send(records.clients["superior"], "POST", url, body, key=key)
        third = send(records.clients["stranger"], "POST", url, body, key=key)
    assert first.headers["X-Object-Id"] != second.headers["X-Object-Id"]
    assert "Idempotent-Replay" not in second.headers
    assert third.status == 404


def test_a_key_serves_one_route(records: Records) -> None:
    key = uuid.uuid4().hex
    with Undone(records.clients["employee"]):
        assert send(records.clients["employee"], "POST", "/pemberitahuan/dibaca/", key=key).status == 303
        answer = send(records.clients["employee"], "POST", address("planning:withdraw", records), key=key)
    assert answer.status == 409
    assert not answer.events


def test_a_refused_form_may_be_corrected_with_its_key(records: Records) -> None:
    key = uuid.uuid4().hex
    url = address("planning:note", records)
    with Undone(records.clients["employee"]):
        assert send(records.clients["employee"], "POST", url, {"text": ""}, key=key).status == 422
        assert send(records.clients["employee"], "POST", url, {"text": "Kini berisi"}, key=key).status == 303
