"""A person moves to another unit on 1 August: the whole way through the pages, until both superiors have rated their part."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pamong.appraisal.models import Document, Evaluation
from pamong.appraisal.rules.yearly import RatedPart, of_year
from pamong.planning import tasks as planning_tasks
from pamong.planning.models import Cycle, Skp, WorkResult
from pamong.planning.queries import skp_document
from pamong.platform.notifications.models import Notification
from pamong.worklog.models import Entry
from tests.clock import Clock
from tests.world import build_world, unit

pytestmark = pytest.mark.django_db
YEAR = 2026
AUGUST = dt.date(YEAR, 8, 1)
REASON = "Bukti dan umpan balik periode ini menunjukkannya dengan jelas."


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def pdf_text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())


class Story:
    """The acts of the story as people do them: each a page that is opened and a form that is sent."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        clock(dt.date(YEAR, 1, 12))
        self.world = build_world()
        self.new_unit = unit(self.world.a, "Bidang Data dan Inovasi", self.world.root)
        self.clients = {name: self.world.client(name) for name in ("employee", "superior", "head", "admin", "acting")}

    def get(self, who: str, name: str, *args: object, **query: str) -> str:
        answer = self.clients[who].get(reverse(name, args=args), query)
        assert answer.status_code == 200, (who, name, answer.status_code)
        return text(answer)

    def post(self, who: str, name: str, *args: object, **data: object) -> str:
        answer = self.clients[who].post(reverse(name, args=args), data)
        assert answer.status_code in (302, 303), (who, name, answer.status_code, text(answer)[:3000])
        return str(answer.get("X-Object-Id", ""))

    def plan(self, title: str, indicator: str, target: str = "10") -> Skp:
        """The employee fills the draft of today and submits it."""
        skp = Skp.objects.filter(person=self.world.employee).latest("starts")
        form = {"title": title, "kind": "main", "parent": "none", "weight": "100", "ends": f"{skp.ends}"}
        self.post("employee", "planning:result_new", skp.pk, **form)
        result = WorkResult.objects.get(skp=skp)
        row = {"text": indicator, "aspect": "quantity", "direction": "more", "target": target, "unit": "berkas"}
        self.post("employee", "planning:indicator_new", skp.pk, result.pk, **row)
        self.post("employee", "planning:submit", skp.pk)
        return skp

    def agree(self, who: str, skp: Skp) -> None:
        page = self.get(who, "planning:review", skp.pk)
        version = re.search(r'name="version"[^>]*value="(\d+)"', page)
        assert version
        self.post(who, "planning:review", skp.pk, decision="agree", note="", version=version[1])

    def first_half(self) -> Skp:
        """In January the year is opened and the first plan agreed."""
        self.post("head", "planning:cycle_open", agency=self.world.a.pk, year=YEAR, evaluation_step="quarter")
        self.post("employee", "planning:create", approach="quantitative")
        skp = self.plan("Akta terbit tepat waktu", "Akta diverifikasi")
        self.agree("superior", skp)
        return skp

    def move(self, day: dt.date = AUGUST) -> None:
        """The clerk records the decree: to another unit, under the secretary."""
        page = self.get("admin", "people:career_move", self.world.employee.pk)
        assert "SKP baru" in page
        data = {"unit": self.new_unit.pk, "title": "Analis Data", "kind": "JF", "level": "Ahli Pertama"}
        data |= {"day": day.isoformat(), "decree": "SK 800/77", "superior": self.world.acting.nip}
        self.post("admin", "people:career_move", self.world.employee.pk, **data)

    def log(self, day: dt.date, quantity: str) -> Entry:
        """The employee logs a day's work on the one indicator the page offers for that day."""
        self.clock(day)
        page = self.get("employee", "worklog:day")
        found = re.findall(r'<option value="(\d+)"', page[page.index('name="target"') :].split("</select>")[0])
        (indicator,) = [value for value in found if value]
        data = {"day": day.isoformat(), "starts": "08:00", "ends": "09:30", "text": f"Memeriksa berkas {day}"}
        made = self.post("employee", "worklog:day", target=indicator, quantity=quantity, **data)
        return Entry.objects.get(pk=int(made))

    def accept(self, who: str, entry: Entry) -> None:
        """The superior finds it on his board and accepts it."""
        assert entry.text in self.get(who, "worklog:board")
        self.post(who, "worklog:decide", picks=f"{entry.pk}:{entry.version}", decision="accept", note="")

    def open(self, kind: str, number: int = 1) -> None:
        cycle = Cycle.objects.get(agency=self.world.a)
        self.post("admin", "appraisal:open", period=f"{cycle.pk}-{kind}-{number}")

    def rate(self, who: str, row: Evaluation, results: str = "sesuai") -> None:
        """The assessor rates, the employee signs."""
        row.refresh_from_db()
        data = {"version": row.version, "results_rating": results, "conduct_rating": "sesuai"}
        data |= {"results_reason": REASON, "conduct_reason": REASON}
        self.post(who, "appraisal:rate", row.pk, **data)
        row.refresh_from_db()
        self.post("employee", "appraisal:acknowledge", row.pk, version=row.version, answer="")


def parts(kind: str, number: int = 1) -> list[Evaluation]:
    return list(Evaluation.objects.filter(kind=kind, period_no=number).order_by("starts"))


@pytest.fixture
def story(clock: Clock) -> Story:
    return Story(clock)


def test_the_move_of_1_august_from_the_decree_to_both_documents(story: Story) -> None:
    world, first = story.world, story.first_half()

    # On 20 July the clerk records the decree; until the end of the month everything stays as it is.
    story.clock(dt.date(YEAR, 7, 20))
    story.move()
    first.refresh_from_db()
    assert (first.ends, first.assessor) == (dt.date(YEAR, 7, 31), world.superior)
    assert Skp.objects.filter(person=world.employee).count() == 1
    july = story.log(dt.date(YEAR, 7, 28), "6")
    story.accept("superior", july)

    # On 1 August the second plan stands ready as a draft, and she is told.
    story.clock(AUGUST)
    planning_tasks.follow_posts()
    second = Skp.objects.exclude(pk=first.pk).get(person=world.employee)
    assert (second.starts, second.ends, second.assessor, second.state) == (
        AUGUST, dt.date(YEAR, 12, 31), world.acting, "draft",
    )  # fmt: skip
    assert Notification.objects.filter(person_id=world.employee.pk, kind="planning.moved").count() == 1
    story.plan("Data pelayanan terbuka", "Kumpulan data terbit", "4")
    story.agree("acting", second)
    august = story.log(dt.date(YEAR, 8, 20), "3")
    story.accept("acting", august)
    assert (july.indicator.result.skp_id, august.indicator.result.skp_id) == (first.pk, second.pk)  # type: ignore[union-attr]  # both named one

    # In October the third quarter is evaluated: July by the first superior, August and September by the second.
    story.clock(dt.date(YEAR, 10, 5))
    story.open("quarter", 3)
    before, after = parts("quarter", 3)
    assert (before.skp_id, before.assessor, before.ends) == (first.pk, world.superior, dt.date(YEAR, 7, 31))
    assert (after.skp_id, after.assessor, after.starts) == (second.pk, world.acting, AUGUST)
    assert ("6 berkas" in story.get("superior", "appraisal:rate", before.pk)) and (
        "3 berkas" in story.get("acting", "appraisal:rate", after.pk)
    )
    assert "1 Juli 2026 – 31 Juli 2026" in story.get("superior", "appraisal:to_rate")
    assert "1 Agustus 2026 – 30 September 2026" in story.get("acting", "appraisal:to_rate")
    story.rate("superior", before)
    story.rate("acting", after)
    assert [d.evaluation_id for d in Document.objects.order_by("evaluation_id")] == sorted([before.pk, after.pk])


def test_a_decree_that_reaches_the_clerk_in_september_cuts_what_is_already_open(story: Story) -> None:
    world, first = story.world, story.first_half()
    story.clock(dt.date(YEAR, 9, 14))
    story.open("quarter", 3)
    story.open("annual")
    assert [(row.assessor, row.ends.month) for row in (*parts("quarter", 3), *parts("annual"))] == [
        (world.superior, 9), (world.superior, 12),
    ]  # fmt: skip
    story.move()
    first.refresh_from_db()
    second = Skp.objects.exclude(pk=first.pk).get(person=world.employee)
    assert (first.ends, second.starts) == (AUGUST - dt.timedelta(days=1), AUGUST)
    assert [(row.assessor, row.ends) for row in (*parts("quarter", 3), *parts("annual"))] == [
        (world.superior, dt.date(YEAR, 7, 31)), (world.superior, dt.date(YEAR, 7, 31)),
    ]  # fmt: skip
    story.plan("Data pelayanan terbuka", "Kumpulan data terbit", "4")
    story.agree("acting", second)
    assert [(row.skp_id, row.assessor) for row in (*parts("quarter", 3), *parts("annual"))] == [
        (first.pk, world.superior), (second.pk, world.acting), (first.pk, world.superior), (second.pk, world.acting),
    ]  # fmt: skip


def test_a_draft_of_the_first_post_is_still_agreed_by_its_own_superior(story: Story) -> None:
    world = story.world
    story.post("head", "planning:cycle_open", agency=world.a.pk, year=YEAR, evaluation_step="quarter")
    story.post("employee", "planning:create", approach="quantitative")
    story.clock(dt.date(YEAR, 8, 10))
    story.move()
    first = Skp.objects.filter(person=world.employee).earliest("starts")
    form = {"title": "Akta terbit", "kind": "main", "parent": "none", "weight": "100", "ends": f"{first.ends}"}
    story.post("employee", "planning:result_new", first.pk, **form)
    row = {"text": "Akta", "aspect": "quantity", "direction": "more", "target": "10", "unit": "berkas"}
    story.post("employee", "planning:indicator_new", first.pk, WorkResult.objects.get(skp=first).pk, **row)
    story.post("employee", "planning:submit", first.pk)
    first.refresh_from_db()
    assert (first.assessor, first.ends) == (world.superior, dt.date(YEAR, 7, 31))
    story.agree("superior", first)


def moved(story: Story) -> tuple[Skp, Skp]:
    """Both plans agreed; it is September."""
    first = story.first_half()
    story.clock(dt.date(YEAR, 8, 3))
    story.move()
    second = Skp.objects.exclude(pk=first.pk).get(person=story.world.employee)
    story.plan("Data pelayanan terbuka", "Kumpulan data terbit", "4")
    story.agree("acting", second)
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


def test_everybody_reads_in_plain_words_what_happens(story: Story) -> None:
    world = story.world
    first, second = moved(story)
    mine = story.get("employee", "planning:mine")
    assert "Anda pindah tugas mulai 1 Agustus 2026" in mine and "dihitung ke SKP yang berlaku pada tanggalnya" in mine
    assert "58,08%" in mine and "41,92%" in mine
    assert f"{world.superior.name} menilai bagian sampai 31 Juli 2026." in mine
    old = story.get("superior", "planning:skp", first.pk)
    assert f"{world.acting.name} menilai bagian mulai 1 Agustus 2026." in old
    new = story.get("acting", "planning:skp", second.pk)
    assert f"{world.superior.name} menilai bagian sampai 31 Juli 2026." in new
    assert reverse("planning:skp", args=[first.pk]) not in new  # he was not the superior then
    team = story.get("superior", "planning:team")
    assert "Tidak lagi di bawah Anda" in team and reverse("planning:skp", args=[first.pk]) in team
    assert "Tidak lagi di bawah Anda" not in story.get("acting", "planning:team")


def test_the_forms_print_the_part(story: Story) -> None:
    first, second = moved(story)
    assert skp_document(first)["part"] == "BAGIAN 212 DARI 365 HARI (58,08%)"
    assert skp_document(second)["part"] == "BAGIAN 153 DARI 365 HARI (41,92%)"
    answer = story.clients["employee"].get(reverse("planning:skp_pdf", args=[first.pk]))
    assert "BAGIAN 212 DARI 365 HARI" in pdf_text(answer)


def test_the_signed_document_prints_the_part(story: Story) -> None:
    _first, second = annual(story)
    answer = story.clients["employee"].get(reverse("appraisal:document", args=[second.pk]))
    assert "bagian 153 dari 365 hari (41,92%)" in pdf_text(answer)


def annual(story: Story) -> tuple[Evaluation, Evaluation]:
    """The year is over and both parts are rated: July's Sangat Baik is out of reach, the second part is."""
    moved(story)
    story.open("annual")
    story.clock(dt.date(YEAR + 1, 1, 11))
    first, second = parts("annual")
    story.rate("superior", first)
    story.rate("acting", second, "di_bawah")
    return first, second


def test_without_a_decision_of_the_agency_the_parts_stand_apart(story: Story) -> None:
    first, second = annual(story)
    page = story.get("employee", "appraisal:evaluation", second.pk)
    assert "kedua predikat di atas; tidak digabung" in page and "belum menetapkannya" in page
    other = story.get("superior", "appraisal:evaluation", first.pk).split('id="bagian"')[1]
    assert "Nilai setahun:" not in other and "Butuh Perbaikan" not in other  # the other part is not his to read


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("longest", "Baik (1 Januari 2026 – 31 Juli 2026)"),
        ("latest", "Butuh Perbaikan (1 Agustus 2026 – 31 Desember 2026)"),
    ],
)
def test_the_agency_decides_which_part_stands_for_the_year(story: Story, way: str, said: str) -> None:
    _first, second = annual(story)
    data = {"agency": story.world.a.pk, "way": way, "basis": "Perwali 12/2026"}
    story.post("admin", "appraisal:year_rule", from_year=YEAR + 1, **data)
    assert "tidak digabung" in story.get("employee", "appraisal:evaluation", second.pk)  # from the next year on
    story.post("admin", "appraisal:year_rule", from_year=YEAR, **data)
    page = story.get("employee", "appraisal:evaluation", second.pk)
    assert said in page and "Dasar: Perwali 12/2026" in page
    assert "Perwali 12/2026" in story.get("admin", "appraisal:year_rule")


def test_a_decision_without_basis_is_refused_and_keeps_what_was_typed(story: Story) -> None:
    data = {"agency": story.world.a.pk, "way": "latest", "basis": " ", "from_year": YEAR}
    answer = story.clients["admin"].post(reverse("appraisal:year_rule"), data)
    assert answer.status_code == 422 and "wajib diisi" in text(answer)
    other = story.clients["admin"].post(
        reverse("appraisal:year_rule"), {**data, "agency": story.world.b.pk, "basis": "x"}
    )
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("parts_", "way", "place"),
    [
        ([(212, "Baik"), (153, "Kurang")], "separate", None),
        ([(212, "Baik"), (153, "Kurang")], "longest", 0),
        ([(100, "Baik"), (265, "Kurang")], "longest", 1),
        ([(100, "Baik"), (100, "Kurang")], "longest", 1),
        ([(212, "Baik"), (153, "Kurang")], "latest", 1),
        ([(212, "Baik"), (153, "")], "latest", None),
        ([], "latest", None),
    ],
)
def test_which_part_stands_for_the_year(parts_: list[tuple[int, str]], way: str, place: int | None) -> None:
    assert of_year([RatedPart(*part) for part in parts_], way) == place
