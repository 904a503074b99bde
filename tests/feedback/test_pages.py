"""The pages of feedback: seen by whom, with which filters, and what happens to a form that fails."""

import pytest
from django.urls import reverse

from pamong.feedback import actions
from pamong.feedback.models import Feedback
from pamong.platform.audit.models import Read
from tests.feedback.test_give import give
from tests.world import World

pytestmark = pytest.mark.django_db
GIVE = "/umpan-balik/beri/"


def form(world: World, **fields: str) -> dict[str, str]:
    return {"person": str(world.employee.pk), "kind": "praise", "text": "Cekatan melayani warga.", **fields}


def test_giving_from_another_page_goes_back_there(world: World) -> None:
    answer = world.client("superior").post(
        GIVE, form(world, source="worklog.entry:7", source_label="Verifikasi berkas", next="/harian/papan/")
    )
    assert answer.status_code == 303
    assert answer["Location"] == "/harian/papan/"
    row = Feedback.objects.get()
    assert answer["X-Object-Id"] == str(row.pk)
    assert (row.source, row.source_label) == ("worklog.entry:7", "Verifikasi berkas")


@pytest.mark.parametrize("wanted", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_never_to_another_site(world: World, wanted: str) -> None:
    answer = world.client("superior").post(GIVE, form(world, next=wanted))
    assert answer["Location"] == reverse("feedback:given")


def test_conduct_is_named(world: World) -> None:
    world.client("superior").post(GIVE, form(world, conduct="accountable"))
    row = Feedback.objects.get()
    assert (row.source, row.source_label) == ("planning.conduct:accountable", "Akuntabel")


def test_a_failed_form_keeps_what_was_typed(world: World) -> None:
    answer = world.client("superior").post(
        GIVE, form(world, kind="lain", text="Kalimat yang panjang dan sayang bila hilang")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sayang bila hilang" in page
    assert "Kesalahan:" in page
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("value", ["", "abc", "99999999999999999999", "-1"])
def test_a_bad_person_is_not_found(world: World, value: str) -> None:
    assert world.client("superior").post(GIVE, form(world, person=value)).status_code == 404
    assert world.client("superior").get(GIVE, {"person": value}).status_code in (200, 404)


@pytest.mark.parametrize("who", ["peer", "stranger_head", "employee"])
def test_others_cannot_give(world: World, who: str) -> None:
    assert world.client(who).post(GIVE, form(world)).status_code == 404
    assert not Feedback.objects.exists()


def test_the_same_form_twice_is_one_feedback(world: World) -> None:
    client = world.client("superior")
    for _ in range(2):
        assert client.post(GIVE, form(world), headers={"Idempotency-Key": "satu-kunci-saja"}).status_code == 303
    assert Feedback.objects.count() == 1


def test_the_employee_reads_and_answers(world: World) -> None:
    row = give(world, kind="advice", text="Coba periksa dua kali.")
    client = world.client("employee")
    page = client.get("/umpan-balik/").content.decode()
    assert "Coba periksa dua kali." in page
    assert "Bambang Wijaya" in page
    answer = client.post(f"/umpan-balik/{row.pk}/tanggapi/", {"text": "Sudah saya lakukan."})
    assert answer.status_code == 303
    assert "Sudah saya lakukan." in world.client("superior").get(f"/umpan-balik/{row.pk}/").content.decode()
    again = client.post(f"/umpan-balik/{row.pk}/tanggapi/", {"text": "Lagi, tetap terlihat"})
    assert again.status_code == 422
    assert "sudah Anda tanggapi" in again.content.decode()
    empty = client.post(f"/umpan-balik/{row.pk}/tanggapi/", {"text": " "})
    assert empty.status_code == 422


SEEN = {"employee": 200, "superior": 200, "head": 200, "inspector": 200}


@pytest.mark.parametrize(
    "who",
    [
        "employee",
        "superior",
        "head",
        "inspector",
        "peer",
        "stranger",
        "stranger_head",
        "admin",
        "personnel",
        "leader",
        "sysadmin",
    ],
)
def test_who_sees_one(world: World, who: str) -> None:
    row = give(world, "superior")
    answer = world.client(who).get(f"/umpan-balik/{row.pk}/")
    assert answer.status_code == SEEN.get(who, 403 if who in ("personnel", "leader", "sysadmin") else 404)
    assert ("Berkas akta" in answer.content.decode()) == (who in SEEN)


def test_a_citizen_must_sign_in(world: World) -> None:
    row = give(world)
    assert world.client(None).get(f"/umpan-balik/{row.pk}/").status_code == 302


def test_a_peer_sees_nothing_of_it_anywhere(world: World) -> None:
    give(world)
    client = world.client("peer")
    for address in ("/umpan-balik/", "/umpan-balik/diberikan/"):
        assert "Berkas akta" not in client.get(address).content.decode()
    assert client.get(f"/umpan-balik/pegawai/{world.employee.pk}/").status_code == 404


def test_reading_is_recorded_but_not_ones_own(world: World) -> None:
    row = give(world)
    world.client("employee").get(f"/umpan-balik/{row.pk}/")
    assert not Read.objects.exists()
    world.client("inspector").get(f"/umpan-balik/{row.pk}/")
    assert Read.objects.get().subjects == [world.employee.pk]


def test_filters_live_in_the_address(world: World) -> None:
    give(world, kind="praise", text="Sangat teliti")
    give(world, kind="advice", text="Perlu latihan")
    client = world.client("employee")
    page = client.get("/umpan-balik/", {"kind": "advice"}).content.decode()
    assert "Perlu latihan" in page
    assert "Sangat teliti" not in page
    tomorrow = world.today.replace(year=world.today.year + 1).isoformat()
    assert "Belum ada umpan balik" in client.get("/umpan-balik/", {"start": tomorrow}).content.decode()
    wrong = client.get("/umpan-balik/", {"start": "kemarin"})
    assert wrong.status_code == 422
    assert "Sangat teliti" in wrong.content.decode()
    assert client.get("/umpan-balik/", {"hal": "999"}).status_code == 200


def test_the_page_of_a_person_for_his_superior(world: World) -> None:
    give(world, "head", text="Dari kepala dinas")
    page = world.client("superior").get(f"/umpan-balik/pegawai/{world.employee.pk}/").content.decode()
    assert "Dari kepala dinas" in page
    assert f"?person={world.employee.pk}" in page


def test_choosing_whom(world: World) -> None:
    page = world.client("superior").get(GIVE).content.decode()
    assert "Sari Lestari" in page
    assert "Teguh" in page
    assert "Ahmad Fauzi" not in page
    page = world.client("superior").get(GIVE, {"cari": "sari"}).content.decode()
    assert "Teguh" not in page
    assert world.client("superior").get(GIVE, {"cari": "\x00"}).status_code == 200
    assert "Tidak ada pegawai" in world.client("peer").get(GIVE).content.decode()


def test_markup_in_a_text_is_shown_as_text(world: World) -> None:
    give(world, text="<script>alert(1)</script>")
    page = world.client("employee").get("/umpan-balik/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<c-" not in page


@pytest.mark.parametrize("count", [3, 20])
def test_the_list_asks_the_same_few_questions(world: World, count: int, django_assert_max_num_queries: object) -> None:
    for number in range(count):
        give(world, text=f"Nomor {number}")
    client = world.client("employee")
    client.get("/umpan-balik/")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get("/umpan-balik/")


def test_giving_takes_few_statements(world: World, django_assert_max_num_queries: object) -> None:
    client = world.client("superior")
    with django_assert_max_num_queries(24) as captured:  # type: ignore[operator]
        assert client.post(GIVE, form(world)).status_code == 303
    real = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(real) <= 17, real


def test_answer_by_program_is_told_to_the_giver(world: World) -> None:
    row = give(world)
    actions.answer(feedback=row, text="Terima kasih", by=world.viewer("employee"))
    assert "Terima kasih" in world.client("superior").get("/umpan-balik/diberikan/").content.decode()


def test_the_home_page_tells_of_what_is_new(world: World) -> None:
    from pamong.feedback import queries

    assert queries.home_cards(world.viewer("employee")).alone() == []
    assert queries.home_cards(world.viewer("inspector")).alone() == []
    row = give(world)
    (card,) = queries.home_cards(world.viewer("employee")).alone()
    assert (card.value, card.url) == ("1", "/umpan-balik/")
    actions.answer(feedback=row, text="Terima kasih", by=world.viewer("employee"))
    assert queries.home_cards(world.viewer("employee")).alone() == []
