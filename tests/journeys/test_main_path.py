"""The main path as one story: from the personnel workbook to the signed evaluation, in the browser, in Indonesian.

The four steps follow each other in one demo; axe looks at every page on the way.
"""

import io
import re
import time
from collections.abc import Iterator

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser

from pamong.platform.ui import formatting
from tests.journeys import importing, story
from tests.journeys.product import PHONE, Product
from tests.journeys.story import Measure, Period, Result, Work
from tests.journeys.visitor import Visitor
from tests.people.imports.files import EXPECTED

PERIOD = Period.last_ended(story.now().date())
CERTIFICATES = "Akta kelahiran dan kematian terbit tepat waktu"
COUNTER = "Pemohon di loket terlayani dan mengetahui kepastian waktunya"
AGENCY_RESULT = "Masyarakat memperoleh dokumen kependudukan tepat waktu"
UNIT_RESULT = "Layanan pencatatan sipil selesai sesuai standar waktu"
EXPECTATION = "Utamakan pemohon dari kelurahan yang jauh, dan kabari mereka sebelum batas waktu."


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[dict[str, Visitor]]:
    roles = ("personnel", "agency_admin", "head", "superior", "employee")
    made = {role: Visitor(product, browser, role) for role in roles}
    made["citizen"] = Visitor(product, browser, None)
    for visitor in made.values():
        visitor.go("/")
    yield made
    for visitor in made.values():
        visitor.context.close()


def pages_of(content: bytes) -> str:
    """The words of a PDF, in one line."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def test_1_the_workbook_becomes_people(cast: dict[str, Visitor]) -> None:
    officer = cast["personnel"]
    content = importing.with_heading("Unit Kerja", "Tempat")
    importing.upload(officer, content)
    officer.sees("judul ditemukan pada baris 4")
    assert importing.chosen(officer, "Unit kerja") == ""  # this heading nobody can know
    importing.choose_column(officer, "Unit kerja", "G: Tempat")
    importing.check(officer)

    assert importing.counts(officer) == {
        "Baru": EXPECTED["people_valid"],
        "Berubah": 0,
        "Tetap": 0,
        "Ditolak": EXPECTED["rows_bad"],
    }
    told = importing.refused_rows(officer)
    assert len(told) == EXPECTED["rows_bad"]
    for bad in EXPECTED["bad"]:
        who = bad["nama"] or f"NIP {formatting.nip(bad['nip'])}"
        found = [row for row in told if row.person == who and bad["why"].casefold() in row.reason.casefold()]
        assert found, (bad, told)
        assert found[0].column.casefold().startswith(bad["field"])

    assert importing.apply(officer), "no progress was shown"
    officer.sees("Selesai", "Menjalankan berkas yang sama sekali lagi tidak mengubah apa-apa.")
    back = openpyxl.load_workbook(io.BytesIO(officer.download("Unduh baris yang ditolak"))).active
    assert back is not None
    rows = list(back.iter_rows(values_only=True))
    headings = list(rows[0])
    assert len(rows) - 1 == EXPECTED["rows_bad"]
    reason, nip = headings.index("Kesalahan"), headings.index("NIP")
    assert all(row[reason] for row in rows[1:])
    assert all(isinstance(row[nip], str) for row in rows[1:])

    officer.press("Buka yang perlu dibereskan")
    officer.sees("Perlu dibereskan")
    assert officer.page.get_by_role("row").count() > EXPECTED["rows_with_unknown_superior"]

    importing.upload(officer, content)
    importing.choose_column(officer, "Unit kerja", "G: Tempat")
    importing.check(officer)
    counts = importing.counts(officer)
    assert (counts["Baru"], counts["Berubah"], counts["Tetap"]) == (0, 0, EXPECTED["people_valid"])
    officer.sees("Tidak ada yang baru atau berubah")


def test_2_the_plan_from_the_agency_to_the_registrar(cast: dict[str, Visitor]) -> None:
    head, superior, registrar = cast["head"], cast["superior"], cast["employee"]
    lead_the_agency(head, superior, registrar)
    draft_with_gaps(superior, registrar)
    talk_and_agree(superior, registrar)
    content = pages_of(registrar.download("PDF"))
    for words in (registrar.name, superior.name, CERTIFICATES, AGENCY_RESULT, "97,5", EXPECTATION, "SASARAN KINERJA"):
        assert words.casefold() in content.casefold(), (words, content[:3000])
    link_later(superior, registrar)


def lead_the_agency(head: Visitor, superior: Visitor, registrar: Visitor) -> None:
    story.open_cycle(head, PERIOD)
    story.begin_plan(head)
    indicator = Measure("Indeks kepuasan masyarakat", "86,50", "nilai", aspect="Kualitas", source="Survei")
    story.add_result(head, Result(AGENCY_RESULT, "60", "", "Penerima Layanan", (indicator,)))
    story.add_result(head, Result("Anggaran layanan terserap sesuai rencana", "40", "", "Anggaran"))
    story.hand_down(head, AGENCY_RESULT, superior.name, registrar.name)
    head.menu("Siklus")
    head.press(re.compile(f"^{story.now().year}"))
    head.sees("Belum menyusun", "Perencanaan per unit")  # how far the agency is
    registrar.bell()
    registrar.sees("menurunkan hasil kerja kepada Anda")


def draft_with_gaps(superior: Visitor, registrar: Visitor) -> None:
    story.begin_plan(registrar)
    registrar.sees("Belum ada hasil kerja utama. Tambahkan paling sedikit satu.")
    registrar.press("Rencanakan")  # what the head handed down
    on_time = Measure("Persentase akta terbit paling lama 3 hari kerja", "97,5", "persen", aspect="Kualitas")
    number = Measure("Akta yang diselesaikan", "", "", direction="Makin besar")
    story.fill_result(registrar, Result(CERTIFICATES, "60", "", measures=(on_time, number)))
    registrar.sees(f"Mengintervensi: {AGENCY_RESULT}", "kurang 40%")
    registrar.sees("Target angka belum diisi: Akta yang diselesaikan.")
    registrar.press("Ajukan")
    assert not registrar.find("Ajukan sekarang").count()
    registrar.sees("Lengkapi dahulu yang bertanda wajib")
    registrar.press("Lengkapi")

    people = Measure("Pemohon yang dilayani di loket", "1.250", "orang", direction="Makin besar")
    story.add_result(registrar, Result(COUNTER, "45", "Menunggu", measures=(people,)))
    registrar.sees("lebih dari 100%", "menunggu hasil kerja pimpinan")
    registrar.press(f"Ubah {COUNTER}")
    registrar.type("Bobot (%)", "40")
    registrar.press("Simpan")
    registrar.press("Ubah Akta yang diselesaikan")
    registrar.type("Target", "900")
    registrar.type("Satuan", "akta")
    registrar.press("Simpan")
    registrar.sees("Bobot hasil kerja utama tepat 100%.", "kaitkan nanti")


def talk_and_agree(superior: Visitor, registrar: Visitor) -> None:
    story.expect(superior, registrar.name, EXPECTATION)
    registrar.menu("SKP saya")
    registrar.press("Buka SKP")
    registrar.sees(EXPECTATION)
    story.submit(registrar)
    story.decide_plan(superior, registrar.name, agree=False)
    superior.sees("Kesalahan")  # a return needs its note
    superior.type("Catatan", "Target akta dinaikkan sesuai tahun lalu.", superior.page.locator("#putusan"))
    superior.press("Kembalikan dengan catatan")

    registrar.bell()
    registrar.sees("SKP")
    registrar.menu("SKP saya")
    registrar.press("Buka SKP")
    registrar.sees("Dikembalikan", "Target akta dinaikkan sesuai tahun lalu.")
    registrar.press("Ubah Akta yang diselesaikan")
    registrar.type("Target", "950,5")
    registrar.press("Simpan")
    dialogue = registrar.page.locator("#dialog")
    registrar.type("Catatan", "Sudah dinaikkan menjadi 950,5.", dialogue)
    registrar.press("Kirim catatan")
    registrar.sees("Sudah dinaikkan menjadi 950,5.")
    story.submit(registrar)
    story.decide_plan(superior, registrar.name, agree=True, note="Sepakat.")

    registrar.menu("SKP saya")
    registrar.press("Buka SKP")
    registrar.sees("Disetujui", "950,5", "Sepakat.")
    assert not registrar.find("Tambah hasil kerja").count()
    registrar.go(f"{registrar.page.url.split(registrar.product.base_url)[1]}hasil/")  # the address the form had
    registrar.sees("SKP sudah disetujui dan tidak dapat diubah lagi.")
    assert not registrar.page.get_by_label("Rencana hasil kerja").count(), registrar.words()


def link_later(superior: Visitor, registrar: Visitor) -> None:
    """The superior was late; now he plans, and the waiting result is linked with one press."""
    story.begin_plan(superior)
    story.add_result(superior, Result(UNIT_RESULT, "100", AGENCY_RESULT, "Penerima Layanan"))
    superior.menu("SKP saya")
    superior.press("Hasil menunggu")
    superior.sees(COUNTER)
    superior.press("Kaitkan", superior.page.get_by_role("listitem").filter(has_text=COUNTER))
    assert not superior.page.get_by_text(COUNTER, exact=True).count(), superior.words()
    registrar.menu("SKP saya")
    registrar.press("Buka SKP")
    registrar.sees(f"Mengintervensi: {UNIT_RESULT}")


def test_3_the_day_by_phone_and_the_live_board(cast: dict[str, Visitor], product: Product, browser: Browser) -> None:
    superior = cast["superior"]
    phone = Visitor(product, browser, "employee", size=PHONE, has_touch=True)
    try:
        phone.go("/")
        day, times = story.spans(3)
        first = Work("Menerbitkan akta kelahiran di loket 2", day, *times[0], "12", "Akta yang diselesaikan")
        log_in_thirty_seconds(phone, first, superior)
        refuse_impossible_times(phone, first)
        second = Work("Menelusuri register akta lama", day, *times[1])
        story.log(phone, second)
        accept_and_return(superior, first, second)
        read_what_was_said(phone, superior, second)
    finally:
        phone.context.close()


def log_in_thirty_seconds(phone: Visitor, work: Work, superior: Visitor) -> None:
    """Two taps to the form; the photo loses its place; the board shows it without a reload."""
    superior.menu("Papan tim")
    superior.page.evaluate("window.notReloaded = true")
    photo = story.photo_with_place()
    began = time.monotonic()
    phone.page.locator(".pm-bottom").get_by_role("link", name="Catatan harian").tap()
    phone.page.get_by_role("heading", name="Catat kegiatan").wait_for()
    story.fill_day(phone, Work(**{**vars(work), "photo": photo}))
    with phone.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        phone.find("Simpan").tap()
    assert answered.value.status in (200, 303)  # the queue of the phone is answered with a receipt
    story.waiting(superior, work.text).wait_for(timeout=2000)
    assert time.monotonic() - began < 30
    assert superior.page.evaluate("window.notReloaded")
    row = superior.page.get_by_role("row").filter(has_text=phone.name)
    row.get_by_text("Sudah mencatat").or_(row.get_by_text("Belum mencatat")).first.wait_for()
    superior.look()
    phone.look()
    phone.sees(f"Tercatat: {work.text}", "12 akta")

    picture = phone.page.get_by_role("link", name=re.compile("Foto bukti"))
    answer = phone.page.request.get(f"{phone.product.base_url}{picture.get_attribute('href')}")
    assert answer.ok
    assert "attachment" in answer.headers["content-disposition"]
    assert not story.has_place(answer.body())


def refuse_impossible_times(phone: Visitor, first: Work) -> None:
    """Said in plain words beside the box, with everything typed still there."""
    later = (story.now().hour + 2) % 24
    wrong = {
        "bertumpang tindih dengan catatan Anda": (first.starts, first.ends, first.day),
        "belum lewat" if later > 1 else "belum tiba": ("00:01", f"{later:02d}:59" if later > 1 else "23:59", None),
        "harus setelah jam mulai": ("09:00", "08:00", first.day),
    }
    for words, (starts, ends, day) in wrong.items():
        phone.menu("Catatan harian")
        text = f"Rapat koordinasi loket, {words}"
        story.fill_day(phone, Work(text, day or story.now().date(), starts, ends, "3,5"))
        with phone.refused():
            phone.press("Simpan")
        phone.sees(words)
        form = phone.page.locator("#catat")
        assert phone.box("Apa yang dikerjakan", form).input_value() == text
        assert phone.box("Jumlah", form).input_value() == "3,5"
        assert phone.box("Dari jam", form).input_value() == starts


def accept_and_return(superior: Visitor, first: Work, second: Work) -> None:
    story.waiting(superior, second.text).wait_for(timeout=5000)
    superior.look()
    praise = story.waiting(superior, first.text)
    praise.get_by_text("Beri pujian atau catatan").click()
    praise.get_by_label("Jenis").select_option(label="Pujian")
    praise.get_by_label(re.compile("^Untuk ")).fill("Rapi dan cepat. Pertahankan.")
    superior.press("Kirim", praise)
    superior.sees("Papan tim")
    story.decide(superior, first.text, accept=True)
    waiting = story.waiting(superior, second.text)
    waiting.get_by_role("checkbox").check()
    with superior.refused():
        superior.press("Kembalikan", superior.page.locator("#putusan"))
    story.decide(superior, second.text, accept=False, note="Sebutkan nomor register yang ditelusuri.")
    row = superior.page.get_by_role("row").filter(has_text="Akta yang diselesaikan")
    assert "12 / 950,5 akta" in row.inner_text()


def read_what_was_said(phone: Visitor, superior: Visitor, second: Work) -> None:
    phone.go("/")
    assert phone.bell() >= 2
    phone.sees("dikembalikan", "Pujian")
    phone.menu("Catatan harian")
    phone.sees("Sebutkan nomor register yang ditelusuri.")
    phone.press(re.compile("^Perbaiki dan kirim lagi"))
    phone.type("Apa yang dikerjakan", f"{second.text} nomor 12 sampai 40")
    phone.press("Simpan dan kirim lagi")
    story.decide(superior, f"{second.text} nomor 12", accept=True)


def test_4_the_evaluation_until_the_verified_document(cast: dict[str, Visitor]) -> None:
    if PERIOD is None:
        pytest.skip("in January no quarter or month of the cycle has ended")
    admin, superior, registrar, citizen = (cast[r] for r in ("agency_admin", "superior", "employee", "citizen"))
    evidence_of_the_period(admin, superior, registrar, PERIOD)
    story.open_period(admin, PERIOD)
    admin.sees(registrar.name)
    story.assess_self(registrar, PERIOD, "Semua akta selesai sebelum batas waktu.")
    rate_with_reasons(superior, registrar, PERIOD)
    answer = "Terima kasih. Saya usulkan loket tambahan pada hari Senin."
    document = story.acknowledge(registrar, PERIOD, answer)
    code = story.check_code(registrar)

    content = pages_of(document)
    for words in (registrar.name, superior.name, code, answer, "Baik", CERTIFICATES):
        assert words.casefold() in content.casefold(), (words, content[:3000])
    story.verify(citizen, code, document)
    citizen.sees("Berkas sama persis dengan dokumen aslinya.")
    story.compare(citizen, document.replace(b"%%EOF", b"%%EOF\n% diubah"))
    citizen.sees("Berkas ini berbeda dari dokumen aslinya.")
    assert registrar.name not in citizen.words()
    final_for_ever(superior, registrar)


def evidence_of_the_period(admin: Visitor, superior: Visitor, registrar: Visitor, period: Period) -> None:
    """The agency began within the year: the admin lets older days be noted, and she notes one."""
    work = Work("Rekap akta yang terbit", period.last, "08:00", "09:30", "850,5", "Akta yang diselesaikan")
    registrar.menu("Catatan harian")
    story.fill_day(registrar, work)
    with registrar.refused():
        registrar.press("Simpan")
    registrar.sees("tidak dapat dicatat lagi di sini")
    story.allow_older_days(admin, period)
    registrar.menu("Catatan harian")
    story.fill_day(registrar, work)
    registrar.type("Mengapa baru dicatat sekarang", "Dinas baru memakai Pamong pada tengah tahun")
    registrar.press("Simpan")
    registrar.sees(f"Tercatat: {work.text[:40]}")
    story.decide(superior, work.text, accept=True)


def rate_with_reasons(superior: Visitor, registrar: Visitor, period: Period) -> None:
    superior.menu("Penilaian")
    superior.press("Menilai bawahan")
    superior.press(f"Nilai {registrar.name}")
    line = superior.page.get_by_role("row").filter(has_text="Akta yang diselesaikan")
    assert "950,5 akta" in line.inner_text()
    assert "850,5 akta" in line.inner_text()
    superior.sees(EXPECTATION, "Semua akta selesai sebelum batas waktu.")
    evidence = superior.find(re.compile("^1 bukti"), line).get_attribute("href")
    story.fill_rating(superior, "Di atas", "Sesuai")
    with superior.refused():
        superior.press("Simpan penilaian")
    superior.type("Alasan rating hasil kerja", "Target terlampaui dengan waktu terbit yang lebih singkat.")
    superior.press("Simpan penilaian")
    superior.sees("Baik")
    superior.page.get_by_text("Mengapa predikat ini?").click()
    superior.sees("Matriks hasil kerja dan perilaku kerja", "di sini")
    superior.look()
    superior.go(str(evidence))
    superior.sees("850,5")


def final_for_ever(superior: Visitor, registrar: Visitor) -> None:
    """Whoever comes back to the rating, by button or by address, finds it closed."""
    superior.menu("Penilaian")
    superior.press("Menilai bawahan")
    superior.press(f"Buka {registrar.name}")
    assert not superior.find("Ubah penilaian").count()
    superior.page.goto(f"{superior.page.url.split('#')[0].split('?')[0]}nilai/")
    assert not superior.find("Simpan penilaian").count(), superior.words()
    superior.sees("sudah ditandatangani dan tidak dapat diubah")
    superior.troubles.clear()
