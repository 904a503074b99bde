"""The core acts of the path in their shortest form: plan, agree, log, accept, evaluate, sign, verify. For the variants."""

import re
from dataclasses import dataclass

from tests.journeys import story
from tests.journeys.story import Measure, Period, Result, Work
from tests.journeys.visitor import Visitor

OUTPUT = "Berkas yang diselesaikan"


@dataclass(frozen=True)
class Cast:
    """Who plays: any employee with his superior, the head and the admin of their agency, and a stranger."""

    head: Visitor
    superior: Visitor
    employee: Visitor
    admin: Visitor
    citizen: Visitor


def plan_and_agree(cast: Cast, perspective: str = "") -> None:
    """A plan with one result, whose leader may be late, agreed by the superior."""
    period = Period.last_ended(story.now().date())
    story.open_cycle(cast.head, period)
    story.begin_plan(cast.employee)
    measure = Measure(OUTPUT, "120,5", "berkas")
    result = Result("Berkas layanan selesai tepat waktu", "100", "Menunggu", perspective, (measure,))
    story.add_result(cast.employee, result)
    story.submit(cast.employee)
    story.decide_plan(cast.superior, cast.employee.name, agree=True)
    cast.employee.menu("SKP saya")
    cast.employee.press("Buka SKP")
    cast.employee.sees("Disetujui")


def log_and_accept(cast: Cast) -> None:
    """A piece of work with a photo, seen and accepted; the photo has lost its place."""
    day, times = story.spans(1)
    work = Work("Menyusun berkas layanan loket", day, *times[0], "7,5", OUTPUT, story.photo_with_place())
    story.log(cast.employee, work)
    picture = cast.employee.page.get_by_role("link", name=re.compile("Foto bukti")).first
    answer = cast.employee.page.request.get(f"{cast.employee.product.base_url}{picture.get_attribute('href')}")
    assert answer.ok
    assert not story.has_place(answer.body())
    refused = Work("Rapat yang bertumpang tindih", day, *times[0], "2")
    cast.employee.menu("Catatan harian")
    story.fill_day(cast.employee, refused)
    with cast.employee.refused():
        cast.employee.press("Simpan")
    assert cast.employee.box("Apa yang dikerjakan").input_value() == refused.text
    story.decide(cast.superior, work.text, accept=True)


def evaluate_and_verify(cast: Cast, period: Period) -> None:
    """From the evidence of the period to the document that a stranger verifies."""
    story.allow_older_days(cast.admin, period)
    cast.employee.menu("Catatan harian")
    story.fill_day(cast.employee, Work("Rekap berkas", period.last, "08:00", "09:00", "100", OUTPUT))
    cast.employee.type("Mengapa baru dicatat sekarang", "Dinas baru memakai Pamong pada tengah tahun")
    cast.employee.press("Simpan")
    cast.employee.sees("Tercatat: Rekap berkas")
    story.decide(cast.superior, "Rekap berkas", accept=True)
    story.open_period(cast.admin, period)
    story.assess_self(cast.employee, period, "Semua berkas selesai.")
    story.rate(cast.superior, cast.employee.name, "Sesuai", "Sesuai")
    document = story.acknowledge(cast.employee, period, "Sudah saya baca.")
    story.verify(cast.citizen, story.check_code(cast.employee), document)
    cast.citizen.sees("Berkas sama persis dengan dokumen aslinya.")
