"""The pages of peer feedback, as each person meets them."""

import pytest

from pamong.feedback.peer.models import Invitation, Round, Subject, UsedInvitation
from pamong.platform.access.models import AnsweredRequest
from pamong.platform.notifications.models import Notification
from tests.feedback.peer.builder import answer_all, crew, open_round, release, subject_of
from tests.world import World

pytestmark = pytest.mark.django_db
HOME = "/umpan-balik/rekan/"


def running(world: World) -> tuple[Subject, Invitation]:
    crew(world, 4)
    subject = subject_of(open_round(world), world.employee)
    return subject, subject.invitations.get(giver=world.peer)


def test_the_promise_and_its_limits_stand_above_the_form(world: World) -> None:
    _subject, invitation = running(world)
    page = world.client("peer").get(f"{HOME}undangan/{invitation.pk}/").content.decode()
    for words in (
        "sekurangnya 3 orang menjawab",
        "Batasnya:",
        "tidak dapat diubah",
        "kunci server",
        "Kirim tanpa nama",
    ):
        assert words in page
    assert "data-private" in page, "the browser of a shared computer keeps no draft"


def test_answering_thanks_and_closes_the_door(world: World) -> None:
    _subject, invitation = running(world)
    client = world.client("peer")
    form = {"keep": "Sigap", "keep_value": "harmonious", "evidence": "Antrean Senin"}
    answer = client.post(f"{HOME}undangan/{invitation.pk}/", form)
    assert (answer.status_code, answer["Location"]) == (303, HOME)
    page = client.get(HOME).content.decode()
    assert "Sudah Anda jawab" in page
    assert "tanpa nama Anda" in page
    again = client.post(f"{HOME}undangan/{invitation.pk}/", form)
    assert again.status_code == 422
    assert "sudah menjawab" in again.content.decode()
    assert "sistem tidak tahu mana yang milik Anda" in client.get(f"{HOME}undangan/{invitation.pk}/").content.decode()


def test_what_was_typed_stays_when_something_is_missing(world: World) -> None:
    _subject, invitation = running(world)
    answer = world.client("peer").post(f"{HOME}undangan/{invitation.pk}/", {"keep": "Kalimat yang sayang bila hilang"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kalimat yang sayang bila hilang" in page
    assert "Kesalahan:" in page
    assert not UsedInvitation.objects.exists()


def test_the_same_form_twice_is_one_answer(world: World) -> None:
    _subject, invitation = running(world)
    form, key = {"keep": "Sigap", "evidence": "Senin"}, {"Idempotency-Key": "kunci-yang-sama"}
    client = world.client("peer")
    for _ in range(2):
        assert client.post(f"{HOME}undangan/{invitation.pk}/", form, headers=key).status_code == 303
    assert UsedInvitation.objects.count() == 1
    kept = AnsweredRequest.objects.get(key="kunci-yang-sama")
    assert "Sigap" not in str(kept.headers) + bytes(kept.body).decode()


def test_stepping_back_needs_a_reason(world: World) -> None:
    _subject, invitation = running(world)
    client = world.client("peer")
    assert client.post(f"{HOME}undangan/{invitation.pk}/mundur/", {}).status_code == 422
    assert client.post(f"{HOME}undangan/{invitation.pk}/mundur/", {"reason": "Saudara"}).status_code == 303
    assert "tidak sedang menerima jawaban" in client.get(f"{HOME}undangan/{invitation.pk}/").content.decode()


def test_below_the_bar_nothing_is_shown_and_the_page_says_why(world: World) -> None:
    subject, _ = running(world)
    answer_all(world, subject, 2)
    client = world.client("employee")
    page = client.get(f"{HOME}hasil/{subject.pk}/").content.decode()
    assert "Putaran masih berjalan" in page
    release(subject.round)
    page = client.get(f"{HOME}hasil/{subject.pk}/").content.decode()
    assert "Jawaban belum cukup" in page
    assert "Teks 0" not in page


def test_from_the_bar_on_the_person_reads_the_superior_counts(world: World) -> None:
    subject, _ = running(world)
    answer_all(world, subject)
    release(subject.round)
    me, boss = world.client("employee"), world.client("superior")
    address = f"{HOME}hasil/{subject.pk}/"
    assert "Teks 0 tentang" in me.get(address).content.decode()
    page = boss.get(address).content.decode()
    assert "Teks 0 tentang" not in page
    assert "5 orang menjawab" in page
    assert me.post(f"{address}bagikan/", {"shared": "yes"}).status_code == 303
    assert "Teks 0 tentang" in boss.get(address).content.decode()
    assert boss.post(f"{address}bagikan/", {"shared": "no"}).status_code == 404


def test_a_text_is_reported_and_hidden(world: World) -> None:
    subject, _ = running(world)
    answer_all(world, subject)
    release(subject.round)
    me, admin = world.client("employee"), world.client("admin")
    key = str(subject.answers.order_by("pk")[0].pk)
    assert me.post(f"{HOME}hasil/{subject.pk}/laporkan/", {"answer": key}).status_code == 422
    assert me.post(f"{HOME}hasil/{subject.pk}/laporkan/", {"answer": key, "reason": "Ancaman"}).status_code == 303
    told = Notification.objects.filter(kind="peer.reported")
    assert {(one.person_id, one.url) for one in told} == {(world.admin.pk, f"{HOME}laporan/")}
    assert "Ancaman" not in told.get().text, "what was written stays on the moderators' page"
    page = admin.get(f"{HOME}laporan/").content.decode()
    assert "Ancaman" in page
    assert "tidak tersimpan" in page
    report = subject.answers.get(pk=key).report
    assert admin.post(f"{HOME}laporan/{report.pk}/", {"hide": "yes"}).status_code == 422
    assert admin.post(f"{HOME}laporan/{report.pk}/", {"hide": "yes", "note": "Ya"}).status_code == 303
    assert "disembunyikan moderator" in me.get(f"{HOME}hasil/{subject.pk}/").content.decode()


def test_bringing_in_and_keeping_out(world: World) -> None:
    subject, invitation = running(world)
    client, address = world.client("employee"), f"{HOME}hasil/{subject.pk}/undangan/"
    assert "Teguh" in client.get(address).content.decode()
    assert "Tidak ditemukan" in client.post(address, {"giver": "Siapa Ini"}).content.decode()
    assert client.post(address, {"giver": world.acting.nip}).status_code == 303
    refused = client.post(address, {"giver": world.superior.name})
    assert refused.status_code == 422
    out = f"{HOME}hasil/{subject.pk}/keluarkan/"
    assert client.post(out, {"invitation": invitation.pk}).status_code == 422
    assert client.post(out, {"invitation": invitation.pk, "reason": "Saudara"}).status_code == 303
    assert "Saudara" in client.get(address).content.decode()


def test_opening_watching_closing(world: World) -> None:
    crew(world, 4)
    client = world.client("admin")
    day = world.today.isoformat()
    form = {
        "unit": world.office.pk,
        "title": "Semester II",
        "about_from": day,
        "about_to": day,
        "starts": day,
        "ends": day,
    }
    assert client.post(f"{HOME}putaran/", {**form, "title": ""}).status_code == 422
    made = client.post(f"{HOME}putaran/", {**form, "upward": "on"})
    assert made.status_code == 303
    row = Round.objects.get()
    subject = subject_of(row, world.employee)
    answer_all(world, subject)
    page = client.get(made["Location"]).content.decode()
    assert "hanya jumlah seluruh putaran" in page
    assert "Sari Lestari" not in page
    assert client.post(f"{made['Location']}tutup/").status_code == 303
    assert "Pegawai dengan hasil tampil" in client.get(made["Location"]).content.decode()
    assert "Semester II" in client.get(f"{HOME}putaran/").content.decode()


def test_the_setting_says_that_it_is_one(world: World) -> None:
    client = world.client("admin")
    page = client.get(f"{HOME}ketentuan/").content.decode()
    assert "bukan angka peraturan" in page
    form = {"agency": world.a.pk, "valid_from": world.today.isoformat(), "least": "4", "most": "6"}
    assert client.post(f"{HOME}ketentuan/", {**form, "least": "2"}).status_code == 422
    assert client.post(f"{HOME}ketentuan/", {**form, "most": "3"}).status_code == 422
    assert client.post(f"{HOME}ketentuan/", form).status_code == 303
    assert client.get(f"{HOME}ketentuan/").status_code == 200


def test_empty_pages_say_what_is_missing(world: World) -> None:
    page = world.client("stranger").get(HOME).content.decode()
    assert "Tidak ada undangan" in page
    assert "Belum ada putaran tentang Anda" in page
    assert "Tidak ada laporan" in world.client("admin").get(f"{HOME}laporan/").content.decode()


@pytest.mark.parametrize("size", [4, 9])
def test_the_same_few_statements_for_few_and_many(
    world: World, size: int, django_assert_max_num_queries: object
) -> None:
    crew(world, size)
    subject = subject_of(open_round(world), world.employee)
    answer_all(world, subject)
    release(subject.round)
    client = world.client("employee")
    client.get(HOME)
    for address, most in ((HOME, 9), (f"{HOME}hasil/{subject.pk}/", 7), (f"{HOME}hasil/{subject.pk}/undangan/", 7)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            assert client.get(address).status_code == 200


def test_cards_on_the_home_page(world: World) -> None:
    from pamong.feedback.peer.queries import home_cards

    assert home_cards(world.viewer("employee")).alone() == []
    subject, _ = running(world)
    (card,) = home_cards(world.viewer("peer")).alone()
    assert card.url == HOME
    assert int(card.value) > 1
    answer_all(world, subject)
    release(subject.round)
    assert home_cards(world.viewer("peer")).alone() == []
    world.client("employee").post(
        f"{HOME}hasil/{subject.pk}/laporkan/", {"answer": str(subject.answers.order_by("pk")[0].pk), "reason": "x"}
    )
    (card,) = home_cards(world.viewer("admin")).alone()
    assert card.url == f"{HOME}laporan/"
