"""The page of keys: shown once, kept as a digest, revoked for good; for complaint officers only."""

import re

import pytest

from pamong.platform.audit.models import Event
from pamong.voice.open311.models import ApiKey
from pamong.voice.open311.queries.keys import key_of
from tests.voice.builder import Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/pengaduan/kunci-open311/"


def made(world: World, **changes: str) -> tuple[ApiKey, str]:
    answer = world.client("officer").post(PAGE, {"name": "FixMyStreet Kota", "per_hour": "30", **changes})
    assert answer.status_code == 200
    found = re.search(r"pamong_[0-9a-f]{40}", answer.content.decode())
    assert found
    return ApiKey.objects.get(), found[0]


def test_a_key_is_shown_once_and_kept_as_a_digest(world: World, cat: Catalogue) -> None:
    row, text = made(world)
    assert (row.name, row.per_hour, row.made_by_name) == ("FixMyStreet Kota", 30, "Petugas Pengaduan")
    assert key_of(text) == row
    assert text not in str(list(ApiKey.objects.values()))
    page = world.client("officer").get(PAGE).content.decode()
    assert text not in page
    assert row.begins in page
    events = list(Event.objects.filter(verb="open311.key_made"))
    assert len(events) == 1
    assert row.digest not in str(list(Event.objects.values("new", "old")))


def test_the_same_press_makes_one_key(world: World, cat: Catalogue) -> None:
    client, headers = world.client("officer"), {"Idempotency-Key": "satu-kali-saja"}
    answers = [client.post(PAGE, {"name": "A", "per_hour": "5"}, headers=headers).status_code for _ in range(2)]
    assert answers == [200, 409]
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"name": ""}, {"per_hour": "0"}, {"per_hour": "banyak"}])
def test_faults_are_told_and_nothing_is_made(world: World, cat: Catalogue, wrong: dict[str, str]) -> None:
    answer = world.client("officer").post(PAGE, {"name": "A", "per_hour": "5", **wrong})
    assert answer.status_code == 422
    assert "Kesalahan:" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_revoked_key_opens_nothing_and_stays_on_the_list(world: World, cat: Catalogue) -> None:
    row, text = made(world)
    for _ in range(2):
        assert world.client("officer").post(f"{PAGE}{row.pk}/cabut/").status_code == 303
    assert key_of(text) is None
    assert "dicabut" in world.client("officer").get(PAGE).content.decode()
    assert Event.objects.filter(verb="open311.key_revoked").count() == 1


@pytest.mark.parametrize("who", ["employee", "admin", "inspector", "custodian", "sysadmin"])
def test_others_do_not_get_there(world: World, cat: Catalogue, who: str) -> None:
    assert world.client(who).get(PAGE).status_code == 403
    assert world.client(who).post(PAGE, {"name": "A", "per_hour": "5"}).status_code == 403


def test_an_empty_list_says_what_it_means(world: World, cat: Catalogue) -> None:
    page = world.client("officer").get(PAGE).content.decode()
    assert "Tanpa kunci tidak ada aplikasi lain" in page


@pytest.mark.parametrize("text", ["", "x", "pamong_", "a\x00b", "é" * 50])
def test_nonsense_is_no_key(world: World, text: str) -> None:
    assert key_of(text) is None
