"""What a person needs to go on: the question and its day on the receipt, the answer before the word is asked, the next step of
the officer in front, similar cases to merge with, and pictures one can tell apart."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Mode, State
from pamong.voice.complaints.models import Complaint
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


def receipt_page(number: str, secret: str) -> str:
    answer = KeyedClient().post("/tanda-terima/", {"number": number, "secret": secret})
    assert answer.status_code == 200
    return str(answer.content.decode())


def sent(cat: Catalogue, **changes: object) -> tuple[Complaint, str]:
    receipt = actions.receive(report=builder.report(cat, **changes), by=CITIZEN)
    return receipt.complaint, receipt.secret


class TestTheReporter:
    def test_reads_the_question_first_with_the_day_it_ends_and_answers_there(self, cat: Catalogue) -> None:
        case, secret = sent(cat)
        actions.ask_to_complete(complaint=case, text="Tiang nomor berapa?", by=BY)
        page = receipt_page(case.number, secret)
        limit = queries.reporters_limit(Complaint.objects.get())
        assert limit
        assert date_format(limit, "j F Y") in page
        at = [
            page.index(words)
            for words in ("Petugas bertanya:", "dianggap dicabut", "Jawaban Anda", "Yang Anda laporkan")
        ]
        assert at == sorted(at)
        assert "Tambahkan keterangan" not in page
        actions.write(complaint=case, text="Nomor 14.", by=CITIZEN)
        page = receipt_page(case.number, secret)
        assert "Petugas bertanya:" not in page
        assert "Tambahkan keterangan" in page

    def test_a_question_that_stops_no_clock_threatens_nothing(self, world: World, cat: Catalogue) -> None:
        case, secret = sent(cat)
        actions.verify(complaint=case, by=BY)
        actions.assign(complaint=case, unit=world.office, by=BY)
        actions.ask(complaint=case, text="Masih mati?", by=BY)
        page = receipt_page(case.number, secret)
        assert "Petugas bertanya:" in page
        assert "dianggap dicabut" not in page

    def test_reads_the_answer_before_the_word_is_asked(self, world: World, cat: Catalogue) -> None:
        case, secret = sent(cat)
        actions.assign(complaint=case, unit=world.office, by=BY)
        actions.decide(complaint=case, decision=builder.UPHELD, by=BY)
        page = receipt_page(case.number, secret)
        assert page.index("Jawaban petugas:") < page.index(builder.UPHELD.answer) < page.index("Ya, selesai")

    def test_whoever_confirmed_is_not_asked_again(self, world: World, cat: Catalogue) -> None:
        case, secret = sent(cat)
        actions.assign(complaint=case, unit=world.office, by=BY)
        actions.decide(complaint=case, decision=builder.UPHELD, by=BY)
        assert "Sudah selesai menurut Anda?" in receipt_page(case.number, secret)
        actions.confirm(complaint=Complaint.objects.get(), by=CITIZEN)
        page = receipt_page(case.number, secret)
        assert "Sudah selesai menurut Anda?" not in page
        assert "Ternyata belum selesai?" in page

    def test_is_told_what_to_write(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = client.get("/lapor/")
        for answers in ({"mode": "open"}, {"category": "lampu-jalan"}, {"text": " "}):
            carried = dict(re.findall(r'name="(state|langkah)" value="([^"]*)"', page.content.decode()))
            page = client.post("/lapor/", {**carried, **answers})
        assert page.status_code == 422
        assert "Ceritakan dulu apa yang terjadi" in page.content.decode()


class TestTheOfficer:
    def page(self, world: World, who: str, case: Complaint) -> str:
        return str(world.client(who).get(f"/pengaduan/{case.pk}/").content.decode())

    def primary(self, page: str) -> list[str]:
        return re.findall(r'<details[^>]* id="(\w+)"[^>]*>\s*<summary class="btn btn-primary', page)

    def test_the_next_step_stands_out(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        assert self.primary(self.page(world, "officer", case)) == ["verifikasi"]
        actions.verify(complaint=case, by=BY)
        assert self.primary(self.page(world, "officer", case)) == ["disposisi"]
        actions.assign(complaint=case, unit=world.office, handler_id=world.employee.pk, by=BY)
        assert self.primary(self.page(world, "employee", case)) == ["mulai"]
        actions.start(complaint=case, by=BY)
        assert self.primary(self.page(world, "employee", case)) == ["putus"]

    @pytest.mark.parametrize("others", [0, 6])
    def test_a_case_needs_the_same_statements_however_many_there_are(
        self, world: World, cat: Catalogue, others: int
    ) -> None:
        case = builder.received(cat)
        for _ in range(others):
            builder.received(cat)
        client = world.client("officer")
        client.get(f"/pengaduan/{case.pk}/")  # what is asked once in a process
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/pengaduan/{case.pk}/").status_code == 200
        assert len(caught) == 17, [query["sql"][:100] for query in caught.captured_queries]

    def test_whoever_leads_nobody_is_not_asked_for_a_unit(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        assert 'id="disposisi"' not in self.page(world, "employee", case)
        assert 'id="disposisi"' in self.page(world, "superior", case)

    def test_similar_open_cases_are_offered_and_one_click_merges(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        same = builder.received(cat, text=f"{builder.TEXT} Tolong segera.")
        other = builder.received(cat, text="Kabel putus menjuntai ke trotoar Jalan Anggrek sesudah hujan.")
        about = builder.received(cat, category=cat.conduct, accused_words="petugas", text=builder.TEXT)
        page = self.page(world, "officer", case)
        form = page[page.index('id="gabung"') : page.index('id="klasifikasi"')]
        assert same.number in form
        assert other.number not in form
        assert about.number not in form
        version = re.search(r'name="version" value="(\d+)"', form)
        assert version
        client = world.client("officer")
        path = f"/pengaduan/{case.pk}/gabung/"
        refused = client.post(path, {"version": version[1]})
        assert refused.status_code == 422
        assert "Pilih laporan yang mirip, atau tulis nomornya." in refused.content.decode()
        assert client.post(path, {"version": version[1], "listed": same.number}).status_code == 303
        merged = Complaint.objects.get(pk=case.pk)
        assert (merged.state, merged.merged_into_id) == (State.MERGED, same.pk)

    def test_a_case_about_somebody_else_is_never_offered(self, world: World, cat: Catalogue) -> None:
        first = builder.received(cat, category=cat.conduct, accused_words="petugas loket")
        second = builder.received(cat, category=cat.conduct, accused_words="petugas loket")
        assert [c.pk for c in queries.merge_candidates(world.viewer("officer"), first)] == [second.pk]
        actions.classify(complaint=second, category=cat.conduct, accused_unit=world.office, by=BY)
        assert queries.merge_candidates(world.viewer("officer"), first) == []

    def test_pictures_can_be_told_apart_where_they_are_published(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        for _ in range(2):
            actions.attach(complaint=case, uploads=[builder.photo()], kind=builder.PhotoKind.REPORT, by=CITIZEN)
        page = self.page(world, "officer", case)
        form = page[page.index('id="moderasi"') :]
        for number, photo in enumerate(case.photos.order_by("pk"), start=1):
            assert f"/pengaduan/{case.pk}/foto/{photo.pk}/" in form
            assert f"Dari pelapor {number}" in form
        assert "Simpan tampilan publik" in form

    def test_what_an_upheld_case_needs_is_said_before_it_is_refused(self, world: World, cat: Catalogue) -> None:
        page = self.page(world, "employee", builder.assigned(world, cat))
        assert page.count("Wajib bila terbukti atau terbukti sebagian.") == 3


def test_moved_to_a_kind_that_is_never_public_it_leaves_the_public_list(world: World, cat: Catalogue) -> None:
    case = builder.received(cat, mode=Mode.OPEN)
    actions.moderate(complaint=case, show=True, text="Lampu mati di depan pasar.", by=BY)
    assert queries.public_case(case.number).complaint.pk == case.pk
    private = actions.catalogue.save_category(code="kekerasan", name="Kekerasan", is_public=False, by=BY)
    actions.classify(complaint=case, category=private, by=BY)
    assert not Complaint.objects.get().is_public
    assert world.client(None).get(f"/laporan/{case.number}/").status_code == 404
