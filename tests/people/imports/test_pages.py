"""The import as the personnel officer sees it, page by page, without scripts."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pamong.people.models import Assignment, ImportFile, ImportRun, Person, Unit
from pamong.people.tasks import run_import
from pamong.platform.audit.models import Event
from pamong.platform.ui import formatting
from tests.people.imports.files import EXPECTED, HEADINGS, book, nip, office, person, sample
from tests.world import World

pytestmark = pytest.mark.django_db


def upload(client: Any, content: bytes, name: str = "pegawai.xlsx") -> ImportRun:
    answer = client.post(reverse("people:import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, answer.content.decode()[:3000]
    run = ImportRun.objects.latest("pk")
    assert answer["X-Object-Id"] == str(run.pk)
    return run


def page(client: Any, run: ImportRun, query: str = "") -> str:
    answer = client.get(reverse("people:import_run", args=[run.pk]) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def choices(run: ImportRun, **changed: str) -> dict[str, str]:
    """What the columns form sends when nothing is touched."""
    chosen = {name: str(column) for name, column in run.columns.items()}
    return {**chosen, "region": "Kota Salatiga", "time_zone": "Asia/Jakarta", **changed}


def checked(client: Any, run: ImportRun, **changed: str) -> ImportRun:
    answer = client.post(reverse("people:import_check", args=[run.pk]), choices(run, **changed))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    run_import(run_id=run.pk)
    run.refresh_from_db()
    return run


def applied(client: Any, run: ImportRun) -> ImportRun:
    answer = client.post(reverse("people:import_apply", args=[run.pk]))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    run_import(run_id=run.pk)
    run.refresh_from_db()
    return run


def test_whole_way_with_the_sample(world: World) -> None:
    client = world.client("personnel")
    run = upload(client, sample())
    columns = page(client, run)
    assert "judul ditemukan pada baris 4" in columns
    assert "G: Unit Kerja" in columns

    client.post(reverse("people:import_check", args=[run.pk]), choices(run))
    waiting = page(client, run)
    assert "Muat ulang" in waiting
    run_import(run_id=run.pk)
    result = page(client, run)
    assert "belum ada yang berubah" in result
    run.refresh_from_db()
    assert run.counts["new"] + run.counts["changed"] == EXPECTED["people_valid"]  # one is in the test world already
    assert f'pm-figure-value">{formatting.number(run.counts["new"])}<' in result
    assert "NIP salah panjang: 17 angka" in result
    assert not Person.objects.filter(nip="196702141991041015").exists()

    run = applied(client, run)
    done = page(client, run)
    assert "Hasil impor" in done
    assert reverse("people:import_reasons", args=[run.pk]) in done
    assert reverse("people:work") in done
    assert Person.objects.filter(nip="196702141991041015").exists()


def test_preview_is_the_result(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, sample()))
    before = list(run.lines.order_by("kind", "row", "pk").values_list("kind", "row", "nip", "field", "value", "reason"))
    counts = {name: run.counts[name] for name in ("new", "changed", "unchanged", "refused", "warnings")}
    run = applied(client, run)
    assert (
        list(run.lines.order_by("kind", "row", "pk").values_list("kind", "row", "nip", "field", "value", "reason"))
        == before
    )
    assert {name: run.counts[name] for name in counts} == counts
    assert counts["refused"] == EXPECTED["rows_bad"]


def test_second_import_finds_nothing_to_do(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office()))))
    run = checked(client, upload(client, book(office())))
    assert "Tidak ada yang baru atau berubah" in page(client, run)
    assert client.post(reverse("people:import_apply", args=[run.pk])).status_code == 409


def test_columns_can_be_corrected(world: World) -> None:
    rows = [[nip(1), "Kantor A", "Pegawai Satu", "Dinas Sosial"]]
    client = world.client("personnel")
    run = upload(client, book(rows, ["NIP", "Nama", "Orang", "Unit Kerja"]))
    assert run.columns["nama"] == 1
    run = checked(client, run, nama="2")
    line = run.lines.get(kind="new")
    assert line.name == "Pegawai Satu"


@pytest.mark.parametrize(
    ("changed", "words"), [({"nama": ""}, "Pilih salah satu"), ({"nama": "0"}, "sudah dipakai isian lain")]
)
def test_unusable_choice_of_columns_is_told_at_the_field(world: World, changed: dict[str, str], words: str) -> None:
    client = world.client("personnel")
    run = upload(client, book(office()))
    answer = client.post(reverse("people:import_check", args=[run.pk]), choices(run, **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    run.refresh_from_db()
    assert run.state == "mapping"


def test_reason_workbook_goes_in_again_after_correction(world: World) -> None:
    rows = [*office(2), person(7, nip="12345"), person(8, start="31-02-2024")]
    client = world.client("personnel")
    run = applied(client, checked(client, upload(client, book(rows, above=["DAFTAR PEGAWAI"]))))
    answer = client.get(reverse("people:import_reasons", args=[run.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = workbook["Ditolak"]
    given = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert given[0] == [*HEADINGS, "Kesalahan", "Baris asal"]
    assert [row[-1] for row in given[1:]] == [6, 7]
    assert "salah panjang" in str(given[1][-2])
    sheet.cell(2, 1).value = nip(7)
    sheet.cell(3, HEADINGS.index("TMT Jabatan") + 1).value = "28-02-2024"
    out = io.BytesIO()
    workbook.save(out)
    run = checked(client, upload(client, out.getvalue()))
    assert (run.counts["new"], run.counts["refused"]) == (2, 0)


def test_template_goes_in_again(world: World) -> None:
    client = world.client("personnel")
    answer = client.get(reverse("people:import_template"))
    assert answer.content[:2] == b"PK"
    book_ = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book_["Pegawai"]
    headings = [cell.value for cell in sheet[1]]
    values = {
        "NIP": nip(1),
        "Nama": "Pegawai Satu",
        "Unit kerja": "Dinas Sosial",
        "TMT jabatan": "1 Maret 2024",
        "Nomor HP": "0812345678",
    }
    for column, heading in enumerate(headings, start=1):
        sheet.cell(2, column).value = values.get(str(heading))
    out = io.BytesIO()
    book_.save(out)
    run = upload(client, out.getvalue())
    assert len(run.columns) == len(headings)
    run = applied(client, checked(client, run))
    assert (run.counts["new"], run.counts["refused"]) == (1, 0)
    assert Person.objects.get(nip=nip(1)).phone == "0812345678"


def test_empty_template_brings_nothing(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, client.get(reverse("people:import_template")).content))
    assert run.counts["new"] == run.counts["refused"] == 0


def test_changes_are_listed_with_old_and_new(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office(2)))))
    rows = office(2)
    rows[1][1], rows[2][8] = "Nama Baru", "01-06-2025"
    rows[2][3] = "Pranata Komputer"
    run = checked(client, upload(client, book(rows)))
    shown = page(client, run, "?daftar=berubah")
    assert "Nama: Pegawai 1 → Nama Baru" in shown
    assert "Jabatan: Arsiparis → Pranata Komputer" in shown
    assert "Mulai: 02-01-2024 → 01-06-2025" in shown


def test_nearly_equal_units_are_asked_about(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office(2)))))
    rows = [person(n, unit="Dinas Sosal") for n in (11, 12)]
    run = checked(client, upload(client, book(rows)))
    assert run.counts["refused"] == 2
    shown = page(client, run)
    assert "Nama unit yang mirip" in shown
    assert "Sama dengan “Dinas Sosial”" in shown
    unanswered = client.post(reverse("people:import_check", args=[run.pk]), {"jawab": "1"})
    assert unanswered.status_code == 422

    client.post(reverse("people:import_check", args=[run.pk]), {"jawab": "1", "unit_0": "same"})
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.counts["new"], run.counts["refused"], run.counts["units"]) == (2, 0, 0)
    applied(client, run)
    assert Assignment.objects.get(person__nip=nip(11)).unit.name == "Dinas Sosial"


def test_nearly_equal_unit_may_be_a_new_one(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office(2)))))
    run = checked(client, upload(client, book([person(11, unit="Dinas Sosal")])))
    client.post(reverse("people:import_check", args=[run.pk]), {"jawab": "1", "unit_0": "new"})
    run_import(run_id=run.pk)
    applied(client, run)
    assert Unit.objects.filter(name="Dinas Sosal").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("pegawai.xlsx", b"PK\x03\x04 rusak", "rusak"),
        ("pegawai.pdf", b"%PDF-1.7 \x00", "bukan tabel"),
        ("pegawai.xlsx", book([["a"]], ["Kota"]), "Baris judul tidak ditemukan"),
        ("pegawai.csv", b"Kota;Luas\r\nSalatiga;57\r\n", "Baris judul tidak ditemukan"),
    ],
)
def test_unusable_file_is_refused_in_plain_words(world: World, name: str, content: bytes, words: str) -> None:
    client = world.client("personnel")
    answer = client.post(reverse("people:import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_no_file_chosen(world: World) -> None:
    answer = world.client("personnel").post(reverse("people:import"), {})
    assert answer.status_code == 422
    assert "Pilih berkas" in answer.content.decode()


def test_admin_imports_only_his_own_agency(world: World) -> None:
    rows = [
        person(1, unit=world.a.name),
        person(2, unit="Bidang Pelayanan Pencatatan Sipil", parent=world.a.name),
        person(3, unit=world.b.name),
        person(4, unit="Dinas Baru"),
        person(5, nip=world.stranger.nip, name="Direbut", unit=world.a.name),
    ]
    client = world.client("admin")
    run = applied(client, checked(client, upload(client, book(rows))))
    assert (run.counts["new"], run.counts["refused"]) == (2, 3)
    assert all("Bukan pegawai perangkat daerah Anda" in line.reason for line in run.lines.filter(kind="refused"))
    world.stranger.refresh_from_db()
    assert world.stranger.name != "Direbut"


def test_admin_does_not_see_the_runs_of_others(world: World) -> None:
    run = upload(world.client("personnel"), book(office()))
    for name in ("import_run", "import_reasons"):
        assert world.client("admin").get(reverse(f"people:{name}", args=[run.pk])).status_code == 404
    assert world.client("admin").post(reverse("people:import_check", args=[run.pk]), choices(run)).status_code == 404
    assert "pegawai.xlsx" not in world.client("admin").get(reverse("people:import")).content.decode()


@pytest.mark.parametrize("who", ["employee", "superior", "head", "inspector", "leader", "sysadmin"])
def test_others_may_not_import(world: World, who: str) -> None:
    client = world.client(who)
    assert client.get(reverse("people:import")).status_code == 403
    assert client.get(reverse("people:import_template")).status_code == 403
    assert (
        client.post(reverse("people:import"), {"file": SimpleUploadedFile("a.xlsx", book(office()))}).status_code == 403
    )


def test_citizen_is_sent_to_sign_in(world: World) -> None:
    assert world.client(None).get(reverse("people:import")).status_code == 302


def test_writes_carry_the_officer_not_the_worker(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office(1)))))
    row = Event.objects.filter(table="people_person", kind="insert", route="people.import").first()
    assert row is not None
    assert row.actor_id == world.users["personnel"].pk


def test_double_click_on_import_is_one_import(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, book(office(1))))
    address = reverse("people:import_apply", args=[run.pk])
    first = client.post(address, headers={"Idempotency-Key": "satu-kunci-saja"})
    second = client.post(address, headers={"Idempotency-Key": "satu-kunci-saja"})
    third = client.post(address)
    assert (first.status_code, second.status_code, third.status_code) == (303, 303, 409)


def test_history_lists_who_and_how_much(world: World) -> None:
    client = world.client("personnel")
    applied(client, checked(client, upload(client, book(office(3)), name="juni.xlsx")))
    shown = client.get(reverse("people:import")).content.decode()
    assert "juni.xlsx" in shown
    assert "Selesai" in shown


def test_long_lists_are_paged(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, book(office(60))))
    assert "Menampilkan 1–50 dari 61" in page(client, run, "?daftar=baru")
    assert "Menampilkan 51–61 dari 61" in page(client, run, "?daftar=baru&hal=2")
    assert "Menampilkan 51–61 dari 61" in page(client, run, "?daftar=baru&hal=x9")[0:0] + page(
        client, run, "?daftar=baru&hal=99"
    )


def test_number_of_queries_does_not_grow_with_the_file(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, book(office(200))))
    with django_assert_max_num_queries(14):
        page(client, run, "?daftar=baru")


def test_warnings_are_counted_alike_in_figure_and_tab(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, book([*office(1), person(5, superior=nip(99), rank="XX/z")])))
    shown = page(client, run, "?daftar=peringatan")
    assert run.counts["warnings"] == run.lines.filter(kind="warning").count() == 2
    assert re.search(r'aria-current="page">Peringatan\s*<span class="pm-tag">2<', shown)
    assert "Golongan “XX/z” tidak dikenal" in shown


def test_run_without_its_file_offers_no_workbook(world: World) -> None:
    client = world.client("personnel")
    run = checked(client, upload(client, book(office(1))))
    ImportFile.objects.filter(run=run).delete()
    assert client.get(reverse("people:import_reasons", args=[run.pk])).status_code == 404
    assert "belum ada yang berubah" in page(client, run)
    assert client.get(reverse("people:import_run", args=[run.pk]) + "?kolom=1").status_code == 200


def test_colleague_sees_a_running_import_without_its_progress(world: World) -> None:
    run = upload(world.client("admin"), book([person(1, unit=world.a.name)]))
    world.client("admin").post(reverse("people:import_check", args=[run.pk]), choices(run))
    assert "Menunggu giliran" in page(world.client("personnel"), run)


def test_hostile_text_is_shown_as_text(world: World) -> None:
    client = world.client("personnel")
    rows = [person(1, name="<script>alert(1)</script> Sari"), person(2, unit='"><img src=x onerror=alert(1)>')]
    run = applied(client, checked(client, upload(client, book(rows), name="<b>a.xlsx")))
    for query in ("", "?daftar=baru", "?daftar=peringatan"):
        shown = page(client, run, query)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "<b>a.xlsx" not in shown
