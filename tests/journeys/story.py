"""The acts of the main path, each by what is written on the page; the journeys put them together."""

import datetime as dt
import io
import re
from dataclasses import dataclass, field
from itertools import pairwise
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor

ZONE = ZoneInfo("Asia/Jakarta")
GPS = 0x8825
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


def now() -> dt.datetime:
    return dt.datetime.now(ZONE)


def month_name(number: int) -> str:
    return MONTHS.split()[number - 1]


@dataclass(frozen=True)
class Period:
    """The last period of this year that has ended: what can be evaluated today. None has in January."""

    step: str
    name: str
    first: dt.date
    last: dt.date

    @classmethod
    def last_ended(cls, today: dt.date) -> "Period | None":
        """The last quarter; in February and March the last month."""
        length = 3 if today.month > 3 else 1
        number = (today.month - 1) // length
        if not number:
            return None
        first = dt.date(today.year, length * (number - 1) + 1, 1)
        last = dt.date(today.year, length * number + 1, 1) - dt.timedelta(days=1)
        if length == 3:
            return cls("Triwulan", f"Triwulan {('I', 'II', 'III')[number - 1]} {today.year}", first, last)
        return cls("Bulan", f"Bulan {month_name(number)} {today.year}", first, last)


@dataclass(frozen=True)
class Measure:
    """An indicator as it is typed."""

    text: str
    target: str
    unit: str
    aspect: str = "Kuantitas"
    direction: str = ""
    source: str = "Register loket"


@dataclass(frozen=True)
class Result:
    """A work result as it is typed; ``parent`` is part of an option's words."""

    title: str
    weight: str
    parent: str = "Tidak diturunkan"
    perspective: str = ""
    measures: tuple[Measure, ...] = field(default_factory=tuple)


# --- planning ---


def open_cycle(head: Visitor, period: Period | None) -> None:
    """Open the year of his agency, unless it is open."""
    head.menu("Siklus")
    if not head.find("Buka siklus").count():
        return
    if head.page.get_by_role("link", name=str(now().year)).count():
        return
    head.press("Buka siklus")
    head.tick(period.step if period else "Triwulan")
    head.press("Buka siklus")
    head.sees(f"Siklus {now().year}")


def begin_plan(who: Visitor) -> None:
    """A new draft in the quantitative form."""
    who.menu("SKP saya")
    who.press("Buat SKP")
    who.tick("Kuantitatif")
    who.press("Buat draf")


def add_result(who: Visitor, result: Result) -> None:
    """One work result with its indicators, from the page of the plan and back to it."""
    who.press("Tambah hasil kerja")
    fill_result(who, result)


def fill_result(who: Visitor, result: Result) -> None:
    """The form of a result, which may carry a leader's result already."""
    who.type("Rencana hasil kerja", result.title)
    if result.parent:
        who.choose("Hasil kerja pimpinan yang diintervensi", result.parent)
    if result.weight:
        who.type("Bobot (%)", result.weight)
    if result.perspective:
        who.choose("Perspektif", result.perspective)
    if not result.measures:
        who.press("Simpan")
        return
    who.press("Simpan, lalu tambah indikator")
    for number, measure in enumerate(result.measures, start=1):
        fill_measure(who, measure)
        who.press("Simpan" if number == len(result.measures) else "Simpan, lalu tambah lagi")


def fill_measure(who: Visitor, measure: Measure) -> None:
    """The form of an indicator."""
    who.type("Indikator kinerja individu", measure.text)
    who.choose("Aspek", measure.aspect)
    if measure.direction:
        who.choose("Arah", measure.direction)
    if measure.target:
        who.type("Target", measure.target)
        who.type("Satuan", measure.unit)
    who.type("Sumber bukti", measure.source)


def hand_down(leader: Visitor, result: str, *names: str) -> None:
    """Hand one result down, to direct reports or to anybody below, found by name."""
    for name in names:
        leader.menu("SKP saya")
        leader.press("Turunkan hasil kerja")
        leader.press(re.compile(f"^Turunkan {re.escape(result)}"))
        leader.type("Cari di semua unit di bawah Anda", name)
        leader.press("Terapkan")
        leader.tick(re.compile(re.escape(name)))
        leader.press("Turunkan")
        leader.sees(name)


def submit(who: Visitor) -> None:
    """Hand the plan in, from its page."""
    who.press("Ajukan")
    who.press("Ajukan sekarang")
    who.sees("Diajukan")


def open_plan_of(superior: Visitor, name: str, action: str) -> None:
    """Open the plan of one of his people from the list."""
    superior.menu("SKP bawahan")
    superior.press(f"{action} {name}")


def decide_plan(superior: Visitor, name: str, *, agree: bool, note: str = "") -> None:
    """Read the submitted plan and decide."""
    open_plan_of(superior, name, "Periksa")
    place = superior.page.locator("#putusan")
    if note:
        superior.type("Catatan", note, place)
    superior.press("Setujui dan bekukan" if agree else "Kembalikan dengan catatan", place)


def expect(superior: Visitor, name: str, text: str) -> None:
    """Write the leader's special expectation into the plan of one of his people."""
    open_plan_of(superior, name, "Lihat")
    superior.press("Tulis ekspektasi khusus")
    superior.type("Untuk semua nilai", text)
    superior.press("Simpan ekspektasi")
    superior.sees(text)


# --- the day ---


@dataclass(frozen=True)
class Work:
    """A piece of work as it is logged."""

    text: str
    day: dt.date
    starts: str
    ends: str
    quantity: str = ""
    indicator: str = ""
    photo: bytes = b""


def spans(count: int, minutes: int = 20) -> tuple[dt.date, list[tuple[str, str]]]:
    """A day with ``count`` times that have passed: today as soon as it is long enough, else yesterday."""
    moment = now()
    end = moment.replace(second=0, microsecond=0) - dt.timedelta(minutes=2)
    begin = end - dt.timedelta(minutes=minutes * count)
    if begin.date() != moment.date():
        begin = (moment - dt.timedelta(days=1)).replace(hour=8, minute=0)
    found = [begin + dt.timedelta(minutes=minutes * n) for n in range(count + 1)]
    return begin.date(), [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in pairwise(found)]


def photo_with_place() -> bytes:
    """A photo as a phone makes it, with the place in it: 7°19'48" S, 110°30'00" E."""
    picture = Image.effect_noise((900, 700), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Ponsel Contoh"
    exif.get_ifd(GPS).update({1: "S", 2: (7.0, 19.0, 48.0), 3: "E", 4: (110.0, 30.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=85)
    assert has_place(out.getvalue())
    return out.getvalue()


def has_place(content: bytes) -> bool:
    """Whether a photo tells where or with what it was taken."""
    exif = Image.open(io.BytesIO(content)).getexif()
    return bool(exif) or bool(exif.get_ifd(GPS)) or b"Ponsel Contoh" in content


def fill_day(who: Visitor, work: Work) -> None:
    """The form of the day, without sending it."""
    form = who.page.locator("#catat")
    who.type("Apa yang dikerjakan", work.text, form)
    who.type("Dari jam", work.starts, form)
    who.type("Sampai jam", work.ends, form)
    if work.indicator:
        who.choose("Untuk hasil kerja", work.indicator, form)
    if work.quantity:
        who.type("Jumlah", work.quantity, form)
    if work.photo:
        files = [{"name": "loket.jpg", "mimeType": "image/jpeg", "buffer": work.photo}]
        who.box("Foto atau berkas bukti", form).set_input_files(files)  # type: ignore[arg-type]  # a dict is a file
    other = who.page.locator("#catat details")
    if work.day != now().date() and not other.get_attribute("open"):
        if other.get_attribute("open") is None:
            other.locator("summary").click()
        who.type("Tanggal", work.day.isoformat(), form)


def log(who: Visitor, work: Work) -> None:
    """Log a piece of work."""
    who.menu("Catatan harian")
    fill_day(who, work)
    who.press("Simpan")
    who.sees(f"Tercatat: {work.text[:40]}")


def waiting(superior: Visitor, text: str) -> Locator:
    """The waiting entry with this text on the board."""
    return superior.page.locator("#antrean li").filter(has_text=text)


def decide(superior: Visitor, text: str, *, accept: bool, note: str = "") -> None:
    """Tick one waiting entry on the board and decide it."""
    superior.menu("Papan tim")
    waiting(superior, text).get_by_role("checkbox").check()
    if note:
        superior.type("Catatan untuk pegawai", note)
    superior.press("Terima" if accept else "Kembalikan", superior.page.locator("#putusan"))
    assert not waiting(superior, text).count(), superior.words()


# --- evaluation ---


def allow_older_days(admin: Visitor, period: Period) -> None:
    """An agency that began within the year: its admin lets the days of the period be noted."""
    admin.menu("Ketentuan harian")
    admin.type("Berlaku mulai", period.first.isoformat())
    admin.type("Catatan boleh menyusul paling lama (hari)", "200")
    admin.press("Simpan ketentuan")
    admin.sees("Ketentuan tersimpan.")


def open_period(admin: Visitor, period: Period) -> None:
    """Open the evaluation of the period for everybody with an agreed plan; again and again without harm."""
    admin.menu("Pengelolaan penilaian")
    admin.choose("Periode", re.compile(f"^{period.name} ·"), admin.page.locator("form", has_text="Buka evaluasi"))
    admin.press("Buka evaluasi")
    admin.sees("penilaian dibuka")


def assess_self(who: Visitor, period: Period, text: str) -> None:
    """Her own view of the period."""
    who.menu("Penilaian")
    who.press(period.name)
    who.press("Tulis evaluasi diri")
    who.type("Evaluasi diri secara umum", text)
    who.press("Kirim evaluasi diri")


def rate(superior: Visitor, name: str, results: str, conduct: str, reason: str = "") -> None:
    """Rate results and conduct of one of his people."""
    superior.menu("Penilaian")
    superior.press("Menilai bawahan")
    superior.press(f"Nilai {name}")
    fill_rating(superior, results, conduct, reason)
    superior.press("Simpan penilaian")


def fill_rating(superior: Visitor, results: str, conduct: str, reason: str = "") -> None:
    """The form of the rating, without sending it."""
    for legend, rating in (("Rating hasil kerja", results), ("Rating perilaku kerja", conduct)):
        superior.page.get_by_role("group", name=legend).get_by_label(re.compile(f"^{rating}", re.IGNORECASE)).check()
    if reason:
        superior.type("Alasan rating hasil kerja", reason)


def acknowledge(who: Visitor, period: Period, answer: str) -> bytes:
    """She reads, answers and signs; answers the signed document."""
    who.menu("Penilaian")
    who.press(period.name)
    who.type("Tanggapan Anda", answer)
    who.press("Tanda tangani")
    who.sees("Dokumen final", answer)
    return who.download("Unduh dokumen PDF")


def check_code(who: Visitor) -> str:
    """The check code on the page of a final evaluation."""
    return who.page.locator("#utama code").first.inner_text().strip()


def verify(citizen: Visitor, code: str, document: bytes) -> None:
    """A stranger without account types the code and compares the file."""
    citizen.go("/")
    citizen.type("Kode periksa", code)
    citizen.press("Periksa")
    citizen.sees("Kode ini milik dokumen asli")
    compare(citizen, document)


def compare(citizen: Visitor, document: bytes) -> None:
    """Hand in the file at hand."""
    files = [{"name": "dokumen.pdf", "mimeType": "application/pdf", "buffer": document}]
    citizen.box("Berkas PDF yang Anda terima").set_input_files(files)  # type: ignore[arg-type]  # a dict is a file
    citizen.press("Bandingkan")
