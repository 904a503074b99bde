"""The pages: quick entry, refusals beside the field, the live board, who sees what, and what a page costs."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pamong.evidence.models import Fact
from pamong.people.models import Assignment
from pamong.platform.audit.models import Read
from pamong.platform.calendar.actions import add_holiday
from pamong.platform.guard import ACTION
from pamong.worklog.models import Entry
from tests.worklog.builder import decide, form, log, photo, plan, yesterday
from tests.world import World, assign, person


def text(answer: Any) -> str:
    body = answer.content.decode()
    assert "<c-" not in body
    assert "style=" not in body
    return str(body)


def test_the_day_is_ready_for_the_next_entry(world: World) -> None:
    plan(world)
    log(world, "08:00", "09:15")
    page = text(world.client("employee").get(f"/harian/?tanggal={yesterday(world).isoformat()}"))
    assert 'value="09:15"' in page
    assert "Jumlah akta 1 · Akta kelahiran terbit tepat waktu (berkas)" in page
    assert "1,3 dari 7,5 jam" in page
    assert "Tugas lain" in page
    fresh = text(world.client("peer").get("/harian/"))
    assert 'value="07:30"' in fresh
    assert "Belum ada catatan" in fresh


def test_an_entry_with_a_photo_through_the_form(world: World) -> None:
    (indicator,) = plan(world)
    client = world.client("employee")
    answer = client.post(
        "/harian/", form(world, quantity="1.250,5", target=str(indicator.pk), proof=[photo(), photo("dua.jpg")])
    )
    assert answer.status_code == 303
    entry = Entry.objects.get()
    assert answer["X-Object-Id"] == str(entry.pk)
    assert answer["Location"] == f"/harian/?tanggal={yesterday(world).isoformat()}"
    assert (entry.quantity, entry.attachments.count()) == (Decimal("1250.5"), 2)
    page = text(client.get(answer["Location"]))
    assert "Tercatat: Melayani pemohon" in page
    assert "1.250,5" in page
    picture = client.get(f"/harian/catatan/{entry.pk}/berkas/{entry.attachments.all()[0].file_id}/kecil/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    file = client.get(f"/harian/catatan/{entry.pk}/berkas/{entry.attachments.all()[1].file_id}/")
    assert "dua.jpg" in file["Content-Disposition"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "wajib diisi"),
        ({"starts": "jam 8"}, "Tulis jam seperti"),
        ({"starts": ""}, "Isi jamnya"),
        ({"ends": "07:00"}, "harus setelah jam mulai"),
        ({"day": "kemarin"}, "Tulis tanggal"),
        ({"day": "2199-01-01"}, "belum tiba"),
        ({"day": "2001-01-01"}, "tidak tercatat bertugas"),
        ({"quantity": "banyak"}, "Tulis angka"),
        ({"quantity": "-3"}, "paling kecil"),
        ({"target": "999999"}, "tidak tersedia"),
        ({"text": "a\u202eb"}, "karakter tersembunyi"),
        ({"text": "x" * 501}, "Paling banyak 500"),
    ],
)
def test_refusals_stand_beside_the_field_and_keep_what_was_typed(
    world: World, changes: dict[str, str], said: str
) -> None:
    answer = world.client("employee").post("/harian/", form(world, **changes))
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "<title>Kesalahan:" in page
    if "text" not in changes:
        assert "Melayani pemohon di loket" in page
    assert not Entry.objects.exists()


def test_an_overlap_is_refused_in_plain_words_and_a_corrected_form_passes_with_the_same_key(world: World) -> None:
    log(world, text="Rapat bidang")
    client = world.client("employee")
    key = {"Idempotency-Key": "kunci-yang-sama-1"}
    answer = client.post("/harian/", form(world, "08:30", "09:30"), headers=key)
    assert answer.status_code == 422
    assert "bertumpang tindih dengan catatan Anda “Rapat bidang” pukul 08.00–09.00" in text(answer)
    assert client.post("/harian/", form(world, "09:00", "09:30"), headers=key).status_code == 303
    again = client.post("/harian/", form(world, "09:00", "09:30"), headers=key)
    assert again["Idempotent-Replay"] == "true"
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("day", ["zzz", "0000-00-00", "2026-13-01", "\x00", "9" * 400])
def test_a_nonsense_day_shows_today(world: World, day: str) -> None:
    assert world.client("employee").get("/harian/", {"tanggal": day}).status_code == 200


def test_without_a_posting_the_page_says_whom_to_ask(world: World) -> None:
    Assignment.objects.filter(person=world.peer).update(via=ACTION, valid=(dt.date(2024, 1, 2), dt.date(2024, 2, 1)))
    client = world.client("peer")
    assert "admin kepegawaian" in text(client.get("/harian/"))
    assert client.post("/harian/", form(world)).status_code == 409


def test_correcting_a_returned_entry(world: World) -> None:
    entry = log(world)
    decide(world, entry, accept=False, note="Tulis jumlahnya")
    client = world.client("employee")
    assert "Tulis jumlahnya" in text(client.get(f"/harian/catatan/{entry.pk}/"))
    page = text(client.get(f"/harian/catatan/{entry.pk}/ubah/"))
    assert 'name="version" value="2"' in page
    answer = client.post(f"/harian/catatan/{entry.pk}/ubah/", form(world, version="2", quantity="7"))
    assert answer.status_code == 303
    stored = Entry.objects.get()
    assert (stored.state, stored.quantity, stored.decided_by) == ("sent", Decimal(7), None)
    stale = client.post(f"/harian/catatan/{entry.pk}/ubah/", form(world, version="2", text="Versi tab kedua"))
    assert stale.status_code == 409
    assert "Versi tab kedua" in text(stale)
    bad = client.post(f"/harian/catatan/{entry.pk}/ubah/", form(world, version="3", ends="07:00"))
    assert bad.status_code == 422


def test_withdrawing_through_the_page(world: World) -> None:
    entry = log(world)
    answer = world.client("employee").post(f"/harian/catatan/{entry.pk}/tarik/")
    assert answer.status_code == 303
    assert Entry.objects.get().state == "withdrawn"
    page = text(world.client("employee").get(f"/harian/catatan/{entry.pk}/"))
    assert "Ditarik" in page


def test_the_history_filters_by_day_and_state(world: World) -> None:
    log(world, text="Kemarin")
    old = log(world, text="Tiga hari lalu", day=world.today - dt.timedelta(days=3))
    decide(world, old)
    client = world.client("employee")
    both = text(client.get("/harian/riwayat/"))
    assert "Kemarin" in both
    assert "Tiga hari lalu" in both
    accepted = text(client.get("/harian/riwayat/?keadaan=accepted"))
    assert "Tiga hari lalu" in accepted
    assert "Kemarin" not in accepted
    recent = text(client.get(f"/harian/riwayat/?dari={yesterday(world).isoformat()}"))
    assert "Tiga hari lalu" not in recent
    assert client.get("/harian/riwayat/?dari=kapan").status_code == 422


VIEWERS = {
    "employee": 200, "superior": 200, "head": 200, "inspector": 200, "leader": 200,
    "peer": 404, "stranger": 404, "stranger_head": 404, "acting": 404, "admin": 404, "personnel": 403, "sysadmin": 403,
}  # fmt: skip


@pytest.mark.parametrize("who", VIEWERS)
def test_who_sees_an_entry_its_file_and_its_evidence(world: World, who: str) -> None:
    (indicator,) = plan(world)
    entry = log(world, indicator=indicator, quantity=Decimal(2), uploads=[photo()])
    decide(world, entry)
    file_pk = entry.attachments.get().file_id
    client = world.client(who)
    for path in (
        f"/harian/catatan/{entry.pk}/",
        f"/harian/catatan/{entry.pk}/berkas/{file_pk}/",
        f"/harian/catatan/{entry.pk}/berkas/{file_pk}/kecil/",
    ):
        assert client.get(path).status_code == VIEWERS[who], path
    listed = client.get(f"/harian/riwayat/?pegawai={world.employee.pk}")
    assert listed.status_code == VIEWERS[who]
    facts = client.get(f"/bukti/?hal_diukur=indicator:{indicator.pk}")
    if VIEWERS[who] == 403:
        assert facts.status_code == 403
    else:
        assert ("Memeriksa berkas" in text(facts)) is (VIEWERS[who] == 200)
    reads = Read.objects.filter(subjects__contains=[world.employee.pk]).values_list("what", flat=True)
    expected = (
        {"entry.view", "entry.file", "entry.list", "evidence.view"}
        if VIEWERS[who] == 200 and who != "employee"
        else set()
    )
    assert set(reads) == expected


def test_files_of_other_entries_do_not_open_through_mine(world: World) -> None:
    mine, his = log(world), log(world, who="peer", uploads=[photo()])
    file_pk = his.attachments.get().file_id
    assert world.client("employee").get(f"/harian/catatan/{mine.pk}/berkas/{file_pk}/").status_code == 404


def test_the_board_shows_today_progress_and_the_queue(world: World) -> None:
    (indicator,) = plan(world)
    decide(world, log(world, indicator=indicator, quantity=Decimal(25)))
    log(world, "10:00", "11:30", text="Menyusun laporan", who="peer", uploads=[photo()])
    page = text(world.client("superior").get("/harian/papan/"))
    assert "Sari Lestari" in page
    assert "25 / 100 berkas (25%)" in page
    assert f"/indikator/{indicator.pk}/hitungan/" in page
    assert "Menyusun laporan" in page
    assert f'data-live="board:{world.superior.pk}"' in page
    assert "Belum ada SKP" in page
    part = text(world.client("superior").get("/harian/papan/?bagian=papan", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "25 / 100" in part
    waiting = text(world.client("superior").get("/harian/papan/?bagian=antrean", headers={"HX-Request": "true"}))
    assert "Menyusun laporan" in waiting
    assert "25 / 100" not in waiting


def test_missing_people_are_marked_on_working_days_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monday = world.today - dt.timedelta(days=world.today.weekday())
    day_off = "Hari libur mingguan"
    past = monday - dt.timedelta(days=7)
    for day, said in ((past, "Belum mencatat"), (past - dt.timedelta(days=1), day_off)):
        monkeypatch.setattr("pamong.worklog.web.views.board.today", lambda day=day: day)
        assert said in text(world.client("superior").get("/harian/papan/"))
    monkeypatch.undo()
    add_holiday(
        day=world.today, name="Hari jadi kota", agency_id=world.a.pk, source="Perkada", by=world.viewer("admin")
    )
    assert "Hari jadi kota" in text(world.client("superior").get("/harian/papan/"))


def test_deciding_on_the_board(world: World) -> None:
    first, second = log(world), log(world, "10:00", "11:00")
    client = world.client("superior")
    picks = [f"{first.pk}:1", f"{second.pk}:1"]
    without = client.post("/harian/papan/putuskan/", {"picks": picks, "decision": "return", "note": ""})
    assert without.status_code == 422
    assert "apa yang perlu diperbaiki" in text(without)
    answer = client.post("/harian/papan/putuskan/", {"picks": picks, "decision": "accept", "note": "Bagus"})
    assert (answer.status_code, answer["Location"]) == (303, "/harian/papan/")
    assert "2 catatan diterima" in text(client.get("/harian/papan/"))
    again = client.post("/harian/papan/putuskan/", {"picks": picks, "decision": "accept", "note": ""})
    assert again.status_code == 303
    assert "berubah sejak halaman ini dibuka" in text(client.get("/harian/papan/"))
    back = client.post(
        "/harian/papan/putuskan/",
        {"picks": [f"{first.pk}:2"], "decision": "return", "note": "cek", "kembali": str(first.pk)},
    )
    assert back["Location"] == f"/harian/catatan/{first.pk}/"


@pytest.mark.parametrize("picks", [["abc"], ["1:x"], ["9" * 30 + ":1"], ["1"], [":"], []])
def test_nonsense_picks_are_refused(world: World, picks: list[str]) -> None:
    answer = world.client("superior").post("/harian/papan/putuskan/", {"picks": picks, "decision": "accept"})
    assert answer.status_code == 422


def test_foreign_entries_cannot_be_decided(world: World) -> None:
    entry = log(world)
    data = {"picks": [f"{entry.pk}:1"], "decision": "accept"}
    assert world.client("head").post("/harian/papan/putuskan/", data).status_code == 404
    assert world.client("inspector").post("/harian/papan/putuskan/", data).status_code == 403
    assert Entry.objects.get().state == "sent"


def test_leaders_look_down_the_tree_and_no_further(world: World) -> None:
    log(world)
    head = world.client("head")
    page = text(head.get("/harian/papan/"))
    assert "Bambang Wijaya" in page
    assert "Sari Lestari" not in page
    assert f"unit={world.root.pk}" in page
    office = text(head.get(f"/harian/papan/?unit={world.office.pk}"))
    assert "Sari Lestari" in office
    assert head.get(f"/harian/papan/?unit={world.b_root.pk}").status_code == 404
    assert world.client("superior").get(f"/harian/papan/?unit={world.root.pk}").status_code == 404
    leader = world.client("leader")
    assert f"opd={world.b.pk}" in text(leader.get("/harian/papan/"))
    assert f"unit={world.root.pk}" in text(leader.get(f"/harian/papan/?opd={world.a.pk}"))
    assert "Sari Lestari" in text(leader.get(f"/harian/papan/?unit={world.office.pk}"))
    assert "Tidak ada pegawai" in text(world.client("peer").get("/harian/papan/"))


def test_strangers_need_an_account(world: World, client: Client) -> None:
    for path in ("/harian/", "/harian/papan/", "/harian/riwayat/", "/bukti/"):
        assert client.get(path).status_code == 302


def test_the_facts_behind_a_figure_open_to_their_source(world: World) -> None:
    (indicator,) = plan(world)
    entry = log(world, indicator=indicator, quantity=Decimal(12))
    decide(world, entry)
    client = world.client("employee")
    page = text(client.get(f"/bukti/?hal_diukur=indicator:{indicator.pk}"))
    assert f'href="/harian/catatan/{entry.pk}/"' in page
    decide(world, entry, accept=False, note="belum")
    page = text(client.get(f"/bukti/?hal_diukur=indicator:{indicator.pk}"))
    assert "Pembatalan: Memeriksa berkas" in page
    assert "sudah dibatalkan" in page
    mine = text(client.get("/bukti/"))
    assert "Catatan harian dikirim" in mine
    assert "Belum ada bukti" in text(client.get("/bukti/?metrik=worklog.output&dari=2020-01-01&sampai=2020-02-01"))
    assert client.get("/bukti/?dari=x").status_code == 422
    assert client.get(f"/bukti/?sumber=worklog.entry:{entry.pk}").status_code == 200
    assert Fact.objects.count() == 3


def staff(world: World, count: int) -> None:
    for i in range(count):
        who = person(f"Pegawai {i:03}", f"19800101200001{1000 + i}")
        assign(who, world.office, "Pengadministrasi", world.superior)


def test_pages_cost_the_same_for_few_and_many(world: World, django_assert_max_num_queries: Any) -> None:
    plan(world, count=4)
    client, employee = world.client("superior"), world.client("employee")
    for i in range(12):
        log(
            world,
            f"{8 + i // 2:02}:{i % 2 * 30:02}",
            f"{8 + i // 2:02}:{i % 2 * 30 + 29:02}",
            uploads=[photo()] if i < 2 else [],
        )
    client.get("/harian/papan/")
    employee.get("/harian/")
    with django_assert_max_num_queries(10):
        client.get("/harian/papan/")
    staff(world, 30)
    with django_assert_max_num_queries(10):
        assert "dari 32" in text(client.get("/harian/papan/"))
    with django_assert_max_num_queries(9):
        client.get("/harian/papan/?bagian=papan&hal=2", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(5):
        client.get("/harian/papan/?bagian=antrean", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(9):
        employee.get("/harian/")
    with django_assert_max_num_queries(6):
        employee.get("/bukti/")
    with django_assert_max_num_queries(4):
        employee.get("/harian/riwayat/")
    assert "Menampilkan 26–32 dari 32" in text(client.get("/harian/papan/?hal=2"))
    for odd in ("99", "0", "-1", "x", "9" * 50):
        assert client.get(f"/harian/papan/?hal={odd}").status_code == 200


def test_a_write_costs_at_most_fourteen_statements(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("employee")
    client.post("/harian/", form(world, "06:00", "06:30"))
    with django_assert_max_num_queries(14):
        assert client.post("/harian/", form(world)).status_code == 303
