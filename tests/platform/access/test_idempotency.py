"""One answer per key: double click, lost answer, 20 at once (checks F6, F7)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from pamong.platform.access import idempotency
from pamong.platform.access.models import AnsweredRequest
from pamong.platform.audit.models import Event
from pamong.platform.calendar.models import Holiday
from tests.world import KeyedClient, World

urls = pytest.mark.urls("tests.platform.access.urls")
KEY = "kunci-uji-0001"


def post(client: KeyedClient, url: str = "/uji/tulis/", key: str | None = KEY, **sent: Any) -> Any:
    headers = {"Idempotency-Key": key} if key is not None else None
    return client.post(url, sent, headers=headers)


@urls
@pytest.mark.django_db
class TestOneByOne:
    def test_the_second_time_gets_the_first_answer(self, world: World) -> None:
        client = world.client("employee")
        first, second = post(client, name="x"), post(client, name="x")
        assert Holiday.objects.count() == 1
        assert first["X-Object-Id"] == second["X-Object-Id"] == str(Holiday.objects.get().pk)
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (303, "/")
        assert second["Idempotent-Replay"] == "true"
        assert "Idempotent-Replay" not in first
        assert Event.objects.filter(table="calendar_holiday").count() == 1

    def test_the_same_key_with_other_content_is_refused(self, world: World) -> None:
        client = world.client("employee")
        post(client, name="x")
        response = post(client, name="y")
        assert response.status_code == 409
        assert "sudah pernah dikirim dengan isi lain" in response.content.decode()
        assert [h.name for h in Holiday.objects.all()] == ["x"]

    def test_the_same_key_at_another_door_is_refused(self, world: World) -> None:
        client = world.client("employee")
        post(client, name="x")
        assert post(client, "/uji/potongan/", name="x").status_code == 409

    def test_keys_belong_to_their_owner(self, world: World) -> None:
        post(world.client("employee"), name="x")
        assert post(world.client("peer"), name="x").status_code == 303
        assert Holiday.objects.count() == 2

    def test_two_visitors_do_not_meet_in_one_key(self, world: World) -> None:
        one, two = KeyedClient(), KeyedClient()
        one.cookies["csrftoken"] = "a" * 32
        two.cookies["csrftoken"] = "b" * 32
        first, second = post(one, "/uji/warga/"), post(two, "/uji/warga/")
        assert first["X-Object-Id"] != second["X-Object-Id"]
        assert post(one, "/uji/warga/")["X-Object-Id"] == first["X-Object-Id"]

    def test_the_hidden_field_counts_like_the_header(self, world: World) -> None:
        client = world.client("employee")
        for _ in range(2):
            client.post(
                "/uji/tulis/", {"name": "x", "idempotency_key": "kunci-di-formulir"}, headers={"Idempotency-Key": ""}
            )
        assert Holiday.objects.count() == 1

    @pytest.mark.parametrize("key", ["", "pendek", "x" * 65, "spasi\nbaris", "kunci-é-bukan-ascii"])
    def test_without_a_proper_key_nothing_happens(self, world: World, key: str) -> None:
        response = world.client("employee").post(
            "/uji/tulis/", {"name": "x", "idempotency_key": key}, headers={"Idempotency-Key": ""}
        )
        assert response.status_code == 400
        assert "nomor pengaman" in response.content.decode()
        assert not Holiday.objects.exists()

    @pytest.mark.parametrize("how", ["404", "403", "409", "conflict", "422", "traced"])
    def test_a_refused_form_may_be_mended_and_sent_again(self, world: World, how: str) -> None:
        client = world.client("employee")
        assert post(client, "/uji/tolak/", how=how).status_code >= 400
        assert not AnsweredRequest.objects.exists()
        assert post(client, name="diperbaiki").status_code == 303

    def test_the_token_of_the_form_is_not_part_of_its_content(self, world: World) -> None:
        client = world.client("employee")
        first = post(client, name="x", csrfmiddlewaretoken="a")
        second = post(client, name="x", csrfmiddlewaretoken="b")
        assert first["X-Object-Id"] == second["X-Object-Id"]

    def test_a_fragment_is_repeated_as_it_was(self, world: World) -> None:
        client = world.client("employee")
        first, second = post(client, "/uji/potongan/"), post(client, "/uji/potongan/")
        assert first.content == second.content
        assert second["HX-Trigger"] == "tersimpan"
        assert Holiday.objects.count() == 1

    def test_a_stream_is_not_kept_but_not_done_twice_either(self, world: World) -> None:
        client = world.client("employee")
        assert b"".join(post(client, "/uji/aliran/").streaming_content) == b"ab"
        assert post(client, "/uji/aliran/").status_code == 200
        assert Holiday.objects.count() == 1

    def test_a_secret_answer_is_not_kept(self, world: World) -> None:
        client = world.client("employee")
        assert b"kode-rahasia-123" in post(client, "/uji/rahasia/").content
        kept = AnsweredRequest.objects.get()
        assert b"rahasia-123" not in bytes(kept.body)
        again = post(client, "/uji/rahasia/")
        assert again.status_code == 409
        assert b"rahasia-123" not in again.content
        assert Holiday.objects.count() == 1


def digest_of(**sent: Any) -> str:
    return idempotency.body_hash(RequestFactory().post("/x/", sent))


def test_the_digest_sees_every_field_and_its_order() -> None:
    assert digest_of(a="1", b="2") == digest_of(b="2", a="1")
    assert digest_of(a=["1", "2"]) != digest_of(a=["2", "1"])
    assert len({digest_of(a="1"), digest_of(a="2"), digest_of(b="1"), digest_of(a="1", b=""), digest_of()}) == 5


def test_the_digest_sees_files_by_content() -> None:
    def upload(content: bytes, name: str = "bukti.pdf") -> str:
        return digest_of(f=SimpleUploadedFile(name, content))

    assert upload(b"x") == upload(b"x")
    assert len({upload(b"x"), upload(b"y"), upload(b"x", "lain.pdf")}) == 3


def test_reading_a_file_for_the_digest_leaves_it_whole() -> None:
    request = RequestFactory().post("/x/", {"f": SimpleUploadedFile("bukti.pdf", b"isi berkas")})
    idempotency.body_hash(request)
    upload: Any = request.FILES["f"]
    assert upload.read() == b"isi berkas"


def test_the_digest_of_a_password_cannot_be_tried_out_elsewhere(settings: Any) -> None:
    one = digest_of(password="kata-sandi")
    settings.SECRET_KEY = "pemasangan-lain-0123456789-0123456789-0123456789"
    assert digest_of(password="kata-sandi") != one


def test_other_kinds_of_body_are_taken_whole() -> None:
    def json(body: bytes) -> str:
        return idempotency.body_hash(RequestFactory().post("/x/", body, content_type="application/json"))

    assert json(b'{"a": 1}') == json(b'{"a": 1}')
    assert json(b'{"a": 1}') != json(b'{"a": 2}')


def at_once(world: World, number: int, url: str, **sent: Any) -> list[Any]:
    clients = [world.client("employee") for _ in range(number)]

    def one(client: KeyedClient) -> Any:
        try:
            return post(client, url, **sent)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, clients))


@urls
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_twenty_at_once_make_one_row_and_one_answer(self, world: World) -> None:
        answers = at_once(world, 20, "/uji/tulis/", name="bersamaan")
        assert [a.status_code for a in answers] == [303] * 20
        assert {a["X-Object-Id"] for a in answers} == {str(Holiday.objects.get().pk)}
        assert sum("Idempotent-Replay" not in a for a in answers) == 1
        assert Event.objects.filter(table="calendar_holiday").count() == 1
        assert AnsweredRequest.objects.count() == 1

    def test_the_others_wait_for_the_first(self, world: World) -> None:
        answers = at_once(world, 4, "/uji/lambat/", seconds="0.6")
        assert [a.status_code for a in answers] == [303] * 4
        assert Holiday.objects.count() == 1

    def test_who_waits_too_long_hears_that_it_is_being_done(self, world: World) -> None:
        answers = at_once(world, 2, "/uji/lambat/", seconds="3.6")
        assert sorted(a.status_code for a in answers) == [303, 409]
        busy = next(a for a in answers if a.status_code == 409)
        assert "sedang dikerjakan" in busy.content.decode()
        assert Holiday.objects.count() == 1
        assert post(world.client("employee"), "/uji/lambat/", seconds="3.6")["Idempotent-Replay"] == "true"

    def test_when_the_first_fails_another_may_succeed(self, world: World) -> None:
        answers = at_once(world, 6, "/uji/tolak/", how="422")
        assert [a.status_code for a in answers] == [422] * 6
        assert not Holiday.objects.exists()
        assert post(world.client("employee"), name="kemudian").status_code == 303
