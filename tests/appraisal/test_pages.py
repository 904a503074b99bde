"""The pages: what they show, what a failed form keeps, and how few questions they ask the database."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from pamong.appraisal import queries
from pamong.appraisal.models import Evaluation
from tests.appraisal.builder import REASON, Plan, past_deadline
from tests.feedback.test_give import give
from tests.world import World

pytestmark = pytest.mark.django_db
REAL = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")


def ratings(version: int = 0, **fields: str) -> dict[str, str]:
    return {"version": str(version), "results_rating": "sesuai", "conduct_rating": "sesuai", **fields}


def main(answer: Any) -> str:
    page: str = answer.content.decode()
    assert "<c-" not in page
    return page.partition("<main")[2]


def test_the_whole_way_by_pages(plan: Plan) -> None:
    plan.log("90")
    row = plan.opened()
    employee, superior = plan.world.client("employee"), plan.world.client("superior")
    line = queries.lines_of(row)[1].id
    assert "Tulis evaluasi diri" in main(employee.get(f"/penilaian/{row.pk}/"))
    sent = employee.post(
        f"/penilaian/{row.pk}/evaluasi-diri/",
        {"text": "Target akta hampir tercapai.", f"declared_{line}": "12,5", f"source_{line}": "Laporan 9/2025"},
    )
    assert sent.status_code == 303
    page = main(superior.get(f"/penilaian/{row.pk}/nilai/"))
    assert "Target akta hampir tercapai." in page
    assert "90 akta" in page
    assert "75%" in page
    assert "12,5 akta" in page
    assert "belum ada bukti" in page
    given = superior.post(f"/penilaian/{row.pk}/nilai/", ratings(results_rating="di_atas", results_reason=REASON))
    assert given.status_code == 303
    assert given["X-Object-Id"] == str(row.pk)
    page = main(employee.get(f"/penilaian/{row.pk}/"))
    assert "Mengapa predikat ini?" in page
    assert "di sini" in page
    assert "PermenPANRB 6/2022" in page
    assert "14 hari lagi" in page
    signed = employee.post(f"/penilaian/{row.pk}/tanda-tangan/", {"version": "1", "answer": "Terima kasih."})
    assert signed.status_code == 303
    page = main(employee.get(f"/penilaian/{row.pk}/"))
    assert "Unduh dokumen PDF" in page
    assert "Terima kasih." in page
    assert employee.get(f"/penilaian/{row.pk}/dokumen/").content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["employee", "superior"])
def test_lists(plan: Plan, who: str) -> None:
    client = plan.world.client(who)
    pages = {"employee": "/penilaian/", "superior": "/penilaian/menilai/"}
    assert "Belum ada penilaian" in main(plan.world.client("peer").get("/penilaian/"))
    assert "Tidak ada yang perlu dinilai" in main(plan.world.client("peer").get("/penilaian/menilai/"))
    plan.rated()
    page = main(client.get(pages[who]))
    assert f"Triwulan III {plan.year}" in page
    assert "Baik" in page


def test_what_is_to_do_comes_first(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    plan.rated()
    page = main(plan.world.client("superior").get("/penilaian/menilai/"))
    assert page.index("Teguh") < page.index("Sari Lestari")


def test_the_superior_of_the_assessor_finds_what_to_set(plan: Plan) -> None:
    row = plan.rated()
    client = plan.world.client("head")
    assert "PP 30/2019 Pasal 50" not in main(client.get("/penilaian/menilai/"))
    past_deadline(row)
    assert "PP 30/2019 Pasal 50" in main(client.get("/penilaian/menilai/"))
    page = main(client.get(f"/penilaian/{row.pk}/"))
    assert "Tetapkan tanpa tanda tangan" in page
    assert "lewat 20 hari" in page
    wrong = client.post(f"/penilaian/{row.pk}/tetapkan/", {"version": "1", "reason": "malas"})
    assert wrong.status_code == 422
    assert "paling sedikit 20 karakter" in main(wrong)
    assert "malas</textarea>" in main(wrong)
    assert client.post(f"/penilaian/{row.pk}/tetapkan/", {"version": "1", "reason": REASON}).status_code == 303


def test_a_failed_rating_keeps_everything_typed(plan: Plan) -> None:
    row = plan.opened()
    data = ratings(results_rating="di_bawah", results_reason="pendek", conduct_reason="Catatan yang tidak boleh hilang")
    answer = plan.world.client("superior").post(f"/penilaian/{row.pk}/nilai/", data)
    page = main(answer)
    assert answer.status_code == 422
    assert "pendek</textarea>" in page
    assert "Catatan yang tidak boleh hilang" in page
    assert "paling sedikit 20 karakter" in page
    assert answer.content.decode().partition("<title>")[2].startswith("Kesalahan:")


@pytest.mark.parametrize(
    "fields",
    [
        {"results_rating": ""},
        {"results_rating": "5"},
        {"version": "x"},
        {"version": "-1"},
        {"conduct_reason": "\x00"},
        {"results_reason": "x" * 4001},
    ],
)
def test_bad_input_is_answered_in_words(plan: Plan, fields: dict[str, str]) -> None:
    row = plan.opened()
    answer = plan.world.client("superior").post(f"/penilaian/{row.pk}/nilai/", {**ratings(), **fields})
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in main(answer)
    row.refresh_from_db()
    assert row.state == "open"


def test_a_conflict_shows_both_and_loses_nothing(plan: Plan) -> None:
    row = plan.rated("sesuai", "sesuai")
    data = ratings(0, results_rating="di_atas", results_reason="Alasan saya yang panjang dan bagus.")
    answer = plan.world.client("superior").post(f"/penilaian/{row.pk}/nilai/", data)
    page = main(answer)
    assert answer.status_code == 409
    assert "sudah diubah orang lain" in page
    assert "Alasan saya yang panjang dan bagus." in page
    assert 'name="version" value="1"' in page
    row.refresh_from_db()
    assert row.version == 1


def test_signing_a_changed_rating_is_answered_with_a_conflict(plan: Plan) -> None:
    row = plan.rated()
    answer = plan.world.client("employee").post(
        f"/penilaian/{row.pk}/tanda-tangan/", {"version": "0", "answer": "Baik"}
    )
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.state == "rated"


def test_a_declaration_that_fails_stands_at_its_field(plan: Plan) -> None:
    row = plan.opened()
    line = queries.lines_of(row)[0].id
    client = plan.world.client("employee")
    wrong = client.post(f"/penilaian/{row.pk}/evaluasi-diri/", {"text": "Kalimat saya", f"declared_{line}": "20"})
    page = main(wrong)
    assert wrong.status_code == 422
    assert "Kalimat saya" in page
    assert f'href="#id_source_{line}"' in page
    wrong = client.post(f"/penilaian/{row.pk}/evaluasi-diri/", {f"declared_{line}": "dua puluh", f"source_{line}": "x"})
    assert wrong.status_code == 422
    assert "dua puluh" in main(wrong)


def test_the_first_reading_is_stamped_by_the_page(plan: Plan) -> None:
    row = plan.rated()
    plan.world.client("superior").get(f"/penilaian/{row.pk}/")
    row.refresh_from_db()
    assert row.read_at is None
    plan.world.client("employee").head(f"/penilaian/{row.pk}/")
    row.refresh_from_db()
    assert row.read_at is None, "looking for the headers is not reading"
    plan.world.client("employee").get(f"/penilaian/{row.pk}/")
    row.refresh_from_db()
    assert row.read_at is not None


def test_before_the_end_of_the_period_there_is_no_form(plan: Plan) -> None:
    row = plan.opened("annual", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appraisal_evaluation SET ends = %s", [plan.world.today + dt.timedelta(days=3)])
    page = main(plan.world.client("superior").get(f"/penilaian/{row.pk}/nilai/"))
    assert "Simpan penilaian" not in page
    assert "mulai hari sesudahnya" in page
    assert plan.world.client("superior").post(f"/penilaian/{row.pk}/nilai/", ratings()).status_code == 422


def test_markup_is_shown_as_text(plan: Plan) -> None:
    row = plan.opened()
    data = ratings(results_rating="di_atas", results_reason="<script>alert(1)</script> panjang sekali")
    plan.world.client("superior").post(f"/penilaian/{row.pk}/nilai/", data)
    assert "<script>alert" not in main(plan.world.client("employee").get(f"/penilaian/{row.pk}/"))


def test_no_rating_is_proposed(plan: Plan) -> None:
    plan.log("240")
    page = main(plan.world.client("superior").get(f"/penilaian/{plan.opened().pk}/nilai/"))
    assert "200%" in page
    assert "checked" not in page


def test_home_cards(plan: Plan) -> None:
    world = plan.world
    assert queries.home_cards(world.viewer("inspector")).alone() == []
    plan.opened()
    assert [card.tone for card in queries.home_cards(world.viewer("employee")).alone()] == ["info"]
    (card,) = queries.home_cards(world.viewer("superior")).alone()
    assert (card.value, card.tone) == ("1", "warn")
    row = plan.rated()
    (card,) = queries.home_cards(world.viewer("employee")).alone()
    assert card.tone == "warn"
    past_deadline(row)
    (card,) = queries.home_cards(world.viewer("employee")).alone()
    assert card.tone == "bad"
    (card,) = queries.home_cards(world.viewer("superior")).alone()
    assert (card.value, card.tone) == ("0", "ok")


@pytest.mark.parametrize("lines", [3, 60])
def test_reading_asks_few_questions(world: World, lines: int, django_assert_max_num_queries: Any) -> None:
    plan = Plan(world, indicators=lines)
    give(world)
    row = plan.opened()
    pages = [
        ("employee", "/penilaian/"),
        ("superior", "/penilaian/menilai/"),
        ("superior", f"/penilaian/{row.pk}/"),
        ("superior", f"/penilaian/{row.pk}/nilai/"),
        ("employee", f"/penilaian/{row.pk}/evaluasi-diri/"),
        ("admin", "/penilaian/sebaran/"),
        ("admin", "/penilaian/pengelolaan/"),
    ]
    for who, page in pages:
        client = world.client(who)
        client.get("/umpan-balik/")  # the session's own book-keeping happens once
        with django_assert_max_num_queries(10):  # the evaluation shows what five areas know
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("lines", [3, 60])
def test_writing_takes_few_statements(world: World, lines: int, django_assert_max_num_queries: Any) -> None:
    plan = Plan(world, indicators=lines)
    for indicator in range(lines):
        plan.log("5", indicator=indicator)
    row = plan.opened()
    employee, superior = world.client("employee"), world.client("superior")
    said = {f"explanation_{line.id}": "Baik" for line in queries.lines_of(row)}
    acts = [
        (employee, "evaluasi-diri", {"text": "Sudah", **said}, 12),
        (superior, "nilai", ratings(), 13),
        (employee, "tanda-tangan", {"version": "1", "answer": ""}, 15),  # signs, and makes the document
    ]
    for client in (employee, superior):
        client.get("/umpan-balik/")  # the session's own book-keeping happens once
    for client, page, data, most in acts:
        with django_assert_max_num_queries(99) as captured:
            assert client.post(f"/penilaian/{row.pk}/{page}/", data).status_code == 303
        real = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(REAL)]
        assert len(real) <= most, "\n".join(sql[:150] for sql in real)
    assert Evaluation.objects.get().state == "final"
    assert queries.lines_of(Evaluation.objects.get())[0].realised == Decimal(5)


def test_a_signed_evaluation_shows_no_form_for_rating(plan: Plan) -> None:
    row = plan.final()
    page = main(plan.world.client("superior").get(f"/penilaian/{row.pk}/nilai/"))
    assert "sudah ditandatangani dan tidak dapat diubah" in page
    assert f'href="/penilaian/{row.pk}/"' in page
    assert "Simpan penilaian" not in page
    assert "Mengubahnya memulai lagi" not in page
