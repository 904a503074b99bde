"""The signed document and its public check: what is printed, what is shown to whom, what an altered file does."""

import hashlib
import io
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pamong.appraisal import actions, queries
from pamong.appraisal.actions import SelfLine
from pamong.appraisal.models import Document, Evaluation, EvaluationLine
from pamong.appraisal.queries import documents
from pamong.planning.queries.content import content, frozen_content
from pamong.platform.audit.models import Read
from pamong.platform.counting import Ask
from pamong.platform.files import pdf
from pamong.platform.files import queries as files
from pamong.platform.files.models import StoredFile
from pamong.platform.guard import ACTION
from pamong.rulebook import codes
from tests.appraisal.builder import BASE, REASON, Plan, past_deadline
from tests.world import World

pytestmark = pytest.mark.django_db


def pdf_of(row: Evaluation) -> bytes:
    return files.read(Document.objects.get(evaluation=row).pdf)


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def code_of(row: Evaluation) -> str:
    return codes.grouped(Document.objects.get(evaluation=row).check_code)


def test_the_document_says_what_the_form_asks_for(plan: Plan) -> None:
    plan.log("90")
    admin = plan.world.viewer("admin")
    actions.set_achievement(
        cycle_id=plan.cycle.pk, kind="quarter", number=3, achievement="Baik", basis="SK 1", by=admin
    )
    row = plan.opened()
    second = queries.lines_of(row)[1].id
    said = {second: SelfLine(explanation="Sistem pusat mati", declared=plan.indicators[0].target, source="Laporan 9")}
    actions.assess_self(pk=row.pk, text="Evaluasi diri saya", lines=said, by=plan.world.viewer("employee"))
    row = plan.final("Tanggapan saya", results="di_atas")
    text = text_of(pdf_of(row))
    for part in (
        "DOKUMEN EVALUASI KINERJA PEGAWAI",
        f"Triwulan III {plan.year}",
        "Sari Lestari, A.Md.",
        "NIP 199005052017072004",
        "Bambang Wijaya, S.H.",
        "Pengadministrasi Kependudukan",
        "RHK pimpinan yang diintervensi",
        "Rencana hasil kerja",
        "Aspek",
        "Indikator kinerja individu",
        "Realisasi berdasarkan bukti dukung",
        "Umpan balik berkelanjutan berdasarkan bukti dukung",
        "Pola distribusi predikat",
        "paling banyak 70%",
        "Kurang/Misconduct",
        "Capaian kinerja organisasi",
        "90 akta",
        "(75%)",
        "belum ada bukti",
        "Dinyatakan pegawai: 120 akta. Sumber: Laporan 9",
        "Penjelasan: Sistem pusat mati",
        "Di atas ekspektasi",
        REASON,
        "Berkas tersusun rapi setiap hari",
        "Evaluasi diri saya",
        "Tanggapan saya",
        "Ditandatangani secara elektronik",
        "PermenPANRB 6/2022",
        f"Kode periksa {code_of(row)}",
        "Halaman 1 dari",
    ):
        assert part in text, part


FORMS: dict[str, tuple[dict[str, Any], set[str], set[str]]] = {
    "leader": ({"leader_form": True}, {"Perspektif", "Target"}, {"Aspek", "RHK pimpinan yang diintervensi"}),
    "quantitative": ({}, {"Aspek", "Target", "RHK pimpinan yang diintervensi"}, {"Perspektif"}),
    "qualitative": (
        {"approach": "qualitative"},
        {"Ukuran keberhasilan dan target", "RHK pimpinan yang diintervensi"},
        {"Aspek", "Perspektif"},
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_columns_are_those_of_the_agreed_plan(plan: Plan, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, there, absent = FORMS[form]
    said = {**frozen_content(plan.skp, content(plan.skp.pk)), **given}
    frozen = {**(plan.skp.frozen or {}), "content": said}
    monkeypatch.setattr(documents, "frozen_of", lambda _pk: Ask({}, lambda _found: frozen))
    EvaluationLine.objects.filter(evaluation=plan.opened()).update(via=ACTION, perspective="budget")
    row = plan.final()
    made = documents.content_of(row, code="K", url="https://contoh.go.id/k")
    assert made["form"] == form
    text = text_of(pdf.render("appraisal/evaluation.typ", made))
    assert {word for word in there | absent if word in text} == there
    assert ("Anggaran" in text) is (form == "leader")
    assert "belum ditetapkan" in text  # the pattern without an achievement is the axis alone


def test_the_pattern_marks_the_own_predikat(plan: Plan) -> None:
    admin = plan.world.viewer("admin")
    actions.set_achievement(
        cycle_id=plan.cycle.pk, kind="quarter", number=3, achievement="Kurang", basis="SK", by=admin
    )
    made = documents.content_of(plan.final(), code="K", url="https://contoh.go.id/k")
    assert [of["predikat"] for of in made["pattern"]] == [
        "Sangat Kurang",
        "Kurang",
        "Butuh Perbaikan",
        "Baik",
        "Sangat Baik",
    ]
    assert [of["asked"] for of in made["pattern"]] == [
        "selebihnya",
        "paling sedikit 60%",
        "paling sedikit 10%",
        "selebihnya",
        "paling banyak 10%",
    ]
    assert [of["predikat"] for of in made["pattern"] if of["own"]] == ["Baik"]


def test_it_is_tagged_and_titled_in_indonesian(plan: Plan) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(plan.final())))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert "Triwulan III" in (reader.metadata.title or "")


def test_long_forms_run_over_pages_with_the_head_repeated(world: World) -> None:
    plan = Plan(world, indicators=60)
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(plan.final())))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) > 3
    assert all(f"Halaman {n} dari {len(texts)}" in text for n, text in enumerate(texts, start=1))
    assert sum("Rencana hasil kerja" in text for text in texts) >= 3
    assert "Jumlah akta yang diverifikasi 60" in " ".join(texts)


def test_markup_of_the_form_language_is_printed_as_text(plan: Plan) -> None:
    row = plan.final('#set page(width: 1pt) *tebal* $x$ "kutip" \\ {kurung} [siku]')
    assert '#set page(width: 1pt) *tebal* $x$ "kutip" \\ {kurung} [siku]' in text_of(pdf_of(row)).replace(
        "“", '"'
    ).replace("”", '"')


def test_what_was_set_without_signature_says_so(plan: Plan) -> None:
    row = plan.rated()
    past_deadline(row)
    reason = "Dua kali diingatkan secara tertulis."
    row = actions.set_unsigned(pk=row.pk, version=1, reason=reason, base_url=BASE, by=plan.world.viewer("head"))
    text = text_of(pdf_of(row))
    assert "Tidak ditandatangani sampai batas waktu." in text
    assert "Ir. Muhammad Hidayat" in text
    assert reason in text


def test_the_content_is_kept_as_printed(plan: Plan) -> None:
    document = Document.objects.get(evaluation=plan.final())
    assert document.content["predikat"] == "Baik"
    assert document.content["code"] == codes.grouped(document.check_code)
    assert document.content["url"] == f"{BASE}/publik/verifikasi/{document.content['code']}/"
    assert document.content["qr"].startswith("<?xml")


def test_anybody_checks_a_code_without_signing_in(plan: Plan) -> None:
    row = plan.final(answer="Rahasia saya", results="di_bawah", conduct="di_bawah")
    answer = plan.world.client(None).get(f"/publik/verifikasi/{code_of(row)}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for shown in (
        plan.world.a.name,
        f"Triwulan III {plan.year}",
        "S. L.",
        code_of(row),
        hashlib.sha256(pdf_of(row)).hexdigest(),
    ):
        assert shown in page
    for hidden in (
        "Sangat Kurang",
        "Di bawah",
        "Sari",
        "Lestari",
        plan.person.nip,
        "Bambang",
        "Rahasia",
        "ekspektasi",
        REASON,
    ):
        assert hidden not in page
    assert not Read.objects.exists(), "a citizen is not recorded"


@pytest.mark.parametrize(
    "write", [str.lower, lambda c: c.replace("-", ""), lambda c: c.replace("-", " "), lambda c: c.replace("0", "o")]
)
def test_codes_are_read_as_people_write_them(plan: Plan, write: Any) -> None:
    code = write(code_of(plan.final()))
    client = plan.world.client(None)
    answer = client.get("/publik/verifikasi/", {"code": code}, follow=True)
    assert answer.status_code == 200
    assert "Kode ini milik dokumen asli" in answer.content.decode()


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD-EEEE", "x", "1' OR '1'='1", "%00", "🦊", "A" * 500, "..%2f.."])
def test_an_unknown_code_gets_a_plain_answer(world: World, code: str) -> None:
    client = world.client(None)
    answer = client.get("/publik/verifikasi/", {"code": code}, follow=True)
    assert answer.status_code in (404, 422)
    direct = client.get(f"/publik/verifikasi/{code.replace('/', '')}/")
    assert direct.status_code == 404
    assert "<c-" not in direct.content.decode()


def test_known_and_unknown_take_the_same_one_look_up(plan: Plan, django_assert_num_queries: Any) -> None:
    code = code_of(plan.final())
    client = plan.world.client(None)
    for typed in (code, "AAAA-BBBB-CCCC-DDDD-EEEE", "x"):
        with django_assert_num_queries(1):
            client.get(f"/publik/verifikasi/{typed}/")


def upload(world: World, code: str, content: bytes) -> Any:
    file = SimpleUploadedFile("dokumen.pdf", content, content_type="application/pdf")
    return world.client(None).post(f"/publik/verifikasi/{code}/", {"file": file})


def test_the_same_file_is_recognised_and_not_kept(plan: Plan) -> None:
    row = plan.final()
    answer = upload(plan.world, code_of(row), pdf_of(row))
    assert "sama persis" in answer.content.decode()
    assert StoredFile.objects.count() == 1


def test_an_altered_file_is_recognised(plan: Plan) -> None:
    row = plan.final()
    content = bytearray(pdf_of(row))
    content[len(content) // 2] ^= 1
    assert "berbeda dari dokumen aslinya" in upload(plan.world, code_of(row), bytes(content)).content.decode()
    assert "berbeda dari dokumen aslinya" in upload(plan.world, code_of(row), pdf_of(row) + b"\n").content.decode()


def test_another_document_does_not_pass_for_this_one(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    first = plan.final()
    other = Evaluation.objects.get(person=plan.world.peer)
    chosen = actions.Chosen("sesuai", "sesuai")
    actions.rate(pk=other.pk, version=0, chosen=chosen, by=plan.world.viewer("superior"))
    actions.acknowledge(pk=other.pk, version=1, answer="", base_url=BASE, by=plan.world.viewer("peer"))
    assert code_of(first) != code_of(other)
    assert "berbeda" in upload(plan.world, code_of(first), pdf_of(other)).content.decode()


def test_a_form_without_file(plan: Plan) -> None:
    code = code_of(plan.final())
    answer = plan.world.client(None).post(f"/publik/verifikasi/{code}/", {})
    assert answer.status_code == 422
    assert "Pilih berkas" in answer.content.decode()
    assert upload(plan.world, code, b"").status_code == 422


def test_an_empty_code(world: World) -> None:
    client = world.client(None)
    assert client.get("/publik/verifikasi/").status_code == 200
    assert client.get("/publik/verifikasi/", {"code": ""}).status_code == 422


def test_the_public_page_needs_no_script_and_is_light(plan: Plan) -> None:
    page = plan.world.client(None).get(f"/publik/verifikasi/{code_of(plan.final())}/")
    assert len(page.content) < 14_000
    assert "htmx" not in page.content.decode()


def test_the_code_has_a_hundred_bits_and_never_repeats(plan: Plan) -> None:
    document = Document.objects.get(evaluation=plan.final())
    assert len(document.check_code) * 5 >= 80
    with pytest.raises(Exception, match=r"unique|duplicate"):
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO appraisal_document (evaluation_id, check_code, sha256, pdf_id, content, signed_at)"
                " SELECT evaluation_id + 1000, check_code, sha256, pdf_id, content, signed_at FROM appraisal_document"
            )
