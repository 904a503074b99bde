"""One public case: timeline, pictures, and a voice that counts once per browser."""

import re
from typing import Any

import pytest

from pamong.platform.access.models import AnsweredRequest
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode, State
from pamong.voice.complaints.models import Complaint, JoinMark
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.public.builder import show, shown
from tests.voice.test_pages import REPORT, say
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


def page_of(case: Complaint) -> str:
    return str(KeyedClient().get(f"/laporan/{case.number}/").content.decode())


def voices(case: Complaint) -> int:
    case.refresh_from_db()
    return case.voices


class TestCase:
    def test_what_happened_step_by_step_without_persons(self, world: World, cat: Catalogue) -> None:
        case = show(world, builder.answered(world, cat))
        actions.note(complaint=case, text="Catatan dalam", by=world.viewer("employee"))
        page = page_of(case)
        assert "Lampu sudah diganti." in page
        assert world.office.name in page
        for hidden in ("Catatan dalam", world.employee.name, "Pak Slamet", "Balast"):
            assert hidden not in page
        assert page.index("Tanggapan") < page.index("Laporan diterima")  # the newest first

    def test_reporters_own_words_in_the_timeline_stay_inside(self, world: World, cat: Catalogue) -> None:
        case = show(world, builder.answered(world, cat))
        actions.reopen(complaint=case, text="Masih gelap di depan rumah saya nomor 7", by=CITIZEN)
        page = page_of(case)
        assert "nomor 7" not in page
        assert "dibuka kembali" in page

    def test_not_public_and_unknown_answer_alike(self, world: World, cat: Catalogue) -> None:
        kept = builder.received(cat)
        about = builder.received(cat, category=cat.conduct, answers={})
        answers = [KeyedClient().get(f"/laporan/{n}/") for n in (kept.number, about.number, "P-0000-0000", "bohong")]
        assert {a.status_code for a in answers} == {404}
        assert len({re.sub(r"P-[0-9A-Z-]+|bohong|value=\"[^\"]+\"", "", a.content.decode()) for a in answers}) == 1

    def test_a_merged_case_names_the_other_only_where_that_is_public(self, world: World, cat: Catalogue) -> None:
        into = builder.received(cat)
        case = show(world, builder.received(cat))
        actions.merge(complaint=case, into=into, by=world.viewer("officer"))
        assert into.number not in page_of(case)
        show(world, into)
        assert into.number in page_of(case)

    def test_pictures_only_where_cleared(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        one, two = actions.attach(
            complaint=case, uploads=[builder.photo(), builder.photo("b.jpg")], kind=builder.PhotoKind.REPORT, by=CITIZEN
        )
        show(world, case, photos=[one.pk])
        client = KeyedClient()
        answer = client.get(f"/laporan/{case.number}/foto/{one.pk}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["Cache-Control"] == "public, max-age=300"
        again = client.get(f"/laporan/{case.number}/foto/{one.pk}/", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
        assert client.get(f"/laporan/{case.number}/foto/{two.pk}/").status_code == 404
        actions.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
        assert client.get(f"/laporan/{case.number}/foto/{one.pk}/").status_code == 404


class TestJoin:
    def test_a_browser_counts_once_per_case(self, world: World, cat: Catalogue) -> None:
        case, other = shown(world, cat), shown(world, cat)
        client = KeyedClient()
        first = client.post(f"/laporan/{case.number}/sama/")
        assert "Dukungan Anda tercatat" in first.content.decode()
        assert "Suara Anda sudah dihitung" in client.post(f"/laporan/{case.number}/sama/").content.decode()
        assert voices(case) == 2
        client.post(f"/laporan/{other.number}/sama/")
        assert voices(other) == 2
        KeyedClient().post(f"/laporan/{case.number}/sama/")  # another browser: nobody can know who sits there
        assert voices(case) == 3

    def test_what_is_kept_tells_neither_browser_nor_case(self, world: World, cat: Catalogue) -> None:
        case = shown(world, cat)
        client = KeyedClient()
        client.post(f"/laporan/{case.number}/sama/")
        kept = list(JoinMark.objects.values_list("mark", flat=True))
        cookie = client.cookies["pm_suara"]
        assert cookie["httponly"]
        assert all(len(mark) == 64 for mark in kept)
        assert not any(part in mark for mark in kept for part in (case.number, str(case.pk), cookie.value[:20]))
        assert not AnsweredRequest.objects.exists()
        assert [f.name for f in JoinMark._meta.fields] == ["mark"]

    def test_the_same_draft_counts_once_and_anonymous_leaves_nothing_in_the_browser(
        self, world: World, cat: Catalogue
    ) -> None:
        case = shown(world, cat, builder.TEXT)
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="lampu-jalan")
        page = say(client, page, text=builder.TEXT)
        page = say(client, page, q_sejak="lama")
        page = say(client, page, street="Jalan Sudirman")
        before = set(client.cookies)
        first = say(client, page, sama=case.number)
        assert "Dukungan Anda tercatat" in first.content.decode()
        assert "Suara Anda sudah dihitung" in say(client, page, sama=case.number).content.decode()
        assert voices(case) == 2
        assert set(client.cookies) == before

    def test_a_case_that_is_not_public_takes_no_voice(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        assert KeyedClient().post(f"/laporan/{case.number}/sama/").status_code == 404
        assert actions.join(complaint=case, token="t", by=CITIZEN) is False
        assert voices(case) == 1

    def test_a_flood_from_one_address_is_stopped(self, world: World, cat: Catalogue) -> None:
        case = shown(world, cat)
        answers: list[Any] = [KeyedClient().post(f"/laporan/{case.number}/sama/").status_code for _ in range(22)]
        assert answers == [200] * 20 + [429] * 2


class TestButton:
    def test_only_an_open_case_offers_it(self, world: World, cat: Catalogue) -> None:
        case = show(world, builder.answered(world, cat, mode=Mode.OPEN))
        assert "Saya mengalami hal yang sama" in page_of(case)
        actions.confirm(complaint=case, by=CITIZEN)
        case.refresh_from_db()
        assert case.state == State.CONFIRMED
        assert "Saya mengalami hal yang sama" not in page_of(case)
