"""Each honest form works: without this the refusals of the other tests mean nothing."""

import pytest

from tests.rights.records import Records
from tests.security.sendings import SENDERS, prepared, shown
from tests.security.support import UNSAFE, Undone, send, sound


def test_every_honest_form_is_of_a_route() -> None:
    assert set(SENDERS) <= set(UNSAFE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(SENDERS))
def test_an_honest_form_is_taken(name: str, records: Records) -> None:
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        answer = send(records.clients[who], "POST", url, body)
    assert not sound(answer)
    assert answer.status < 400, answer.text[:3000]
    assert answer.events or name in ("sites:language", "appraisal:verify")


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNSAFE)
def test_the_form_as_its_page_shows_it_never_fails(name: str, records: Records) -> None:
    with Undone(*records.clients.values()):
        who, url, body = shown(name, records)
        answer = send(records.clients[who], "POST", url, body)
    assert not sound(answer)
    assert not answer.turned_away, answer.status
