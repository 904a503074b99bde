"""The citizen's pages without scripts: asking, receipt, return; and the officers' pages."""

import re
from typing import Any

import pytest
from django.test import Client

from pamong.platform.access.models import AnsweredRequest, Attempt
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Channel, Mode, State
from pamong.voice.complaints.models import Complaint
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
REPORT, FOLLOW = "/lapor/", "/tanda-terima/"


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, f"{name} not on the page"
    return found.group(1)


def say(client: Client, page: Any, **answers: Any) -> Any:
    """Answer the question of a page."""
    carried = {"state": hidden(page, "state"), "langkah": hidden(page, "langkah")}
    return client.post(REPORT, {**carried, **answers})


def walk(client: Client, mode: str = "open", **contact: str) -> Any:
    """Up to the review."""
    page = say(client, client.get(REPORT), mode=mode)
    page = say(client, page, category="lampu-jalan")
    page = say(client, page, text=builder.TEXT, wanted="Diperbaiki")
    page = say(client, page, q_sejak="lama", q_jumlah="2")
    page = say(client, page, street="Jalan Jenderal Sudirman")
    page = say(client, page, tambah="1", photo=builder.photo())
    page = say(client, page)
    return say(client, page, **contact) if mode != "anonymous" else page


class TestAsking:
    def test_from_the_first_question_to_the_receipt_and_back(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = walk(client, name="Pak Slamet", phone="0812")
        assert hidden(page, "langkah") == "review"
        assert builder.TEXT in page.content.decode()
        done = say(client, page)
        assert done.status_code == 200
        case = Complaint.objects.get()
        text = done.content.decode()
        assert case.number in text
        secret = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}", text)
        assert secret
        assert (case.answers, case.street, case.photos.count()) == (
            {"sejak": "lama", "jumlah": "2"}, "Jalan Jenderal Sudirman", 1,
        )  # fmt: skip
        opened = client.post(FOLLOW, {"number": case.number.lower(), "secret": secret.group(0)})
        assert builder.TEXT in opened.content.decode()
        assert opened["Cache-Control"] == "no-store"
        again = say(client, page)
        assert case.number in again.content.decode()
        assert secret.group(0) in again.content.decode()
        assert Complaint.objects.count() == 1

    def test_no_answer_is_lost_on_the_way_back(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="lampu-jalan")
        page = say(client, page, text=builder.TEXT)
        page = say(client, page, kembali="1", q_sejak="lama")
        assert hidden(page, "langkah") == "text"
        assert builder.TEXT in page.content.decode()
        page = say(client, page, text=builder.TEXT)
        chosen = re.search(r'<input[^>]*value="lama"[^>]*>', page.content.decode())
        assert chosen
        assert "checked" in chosen.group(0)

    def test_an_error_names_the_field_and_keeps_the_text(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="open")
        page = say(client, page, category="lampu-jalan")
        wrong = say(client, page, text="", wanted="Tolong")
        assert wrong.status_code == 422
        body = wrong.content.decode()
        assert "<title>Kesalahan:" in body.replace("\n", "")
        assert "Tolong" in body

    def test_one_answer_can_be_changed_from_the_review(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, walk(client, mode="anonymous"), ke="place")
        page = say(client, page, street="Jalan Baru")
        assert hidden(page, "langkah") == "review"
        say(client, page)
        assert Complaint.objects.get().street == "Jalan Baru"

    def test_a_forged_draft_begins_anew(self, cat: Catalogue) -> None:
        page = KeyedClient().post(REPORT, {"state": "bohong", "langkah": "review"})
        assert page.status_code == 422
        assert hidden(page, "langkah") == "mode"
        assert not Complaint.objects.exists()

    def test_nothing_can_be_sent_with_a_gap(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        sent = client.post(REPORT, {"state": hidden(page, "state"), "langkah": "review"})
        assert hidden(sent, "langkah") == "category"
        assert not Complaint.objects.exists()

    def test_confidential_is_offered_only_while_there_are_both_keys(self, cat: Catalogue) -> None:
        assert 'value="confidential"' not in KeyedClient().get(REPORT).content.decode()
        builder.keys()
        assert 'value="confidential"' in KeyedClient().get(REPORT).content.decode()

    def test_about_an_officer_the_unit_can_be_named(self, world: World, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="perilaku-petugas")
        page = say(client, page, text="Petugas meminta uang.")
        assert hidden(page, "langkah") == "accused"
        page = say(client, page, accused_unit=world.office.pk, accused_words="Loket 2")
        say(client, say(client, page))
        case = Complaint.objects.get()
        assert (case.accused_unit, case.about_officer, case.accused_words) == (world.office, True, "Loket 2")

    def test_a_similar_public_case_is_offered_and_can_be_joined(self, world: World, cat: Catalogue) -> None:
        known = builder.received(cat, place=None)
        actions.moderate(complaint=known, show=True, text=builder.TEXT, by=world.viewer("officer"))
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="lampu-jalan")
        page = say(client, page, text=builder.TEXT)
        page = say(client, page, q_sejak="lama")
        page = say(client, page, street="Jalan Jenderal Sudirman")
        assert hidden(page, "langkah") == "alike"
        assert known.number in page.content.decode()
        say(client, page, sama=known.number)
        known.refresh_from_db()
        assert (known.voices, Complaint.objects.count()) == (2, 1)

    def test_the_page_is_light_and_keeps_no_answer(self, cat: Catalogue) -> None:
        client = KeyedClient()
        assert len(client.get(REPORT).content) < 14_000
        say(client, walk(client, mode="anonymous"))
        assert not AnsweredRequest.objects.exists()
        assert not Attempt.objects.exists()
        assert "sessionid" not in client.cookies

    def test_an_unkeyed_form_is_refused(self, cat: Catalogue) -> None:
        assert Client().post(REPORT, {"langkah": "mode"}).status_code == 400


class TestReturning:
    def opened(self, receipt: actions.Receipt) -> tuple[KeyedClient, Any]:
        client = KeyedClient()
        return client, client.post(FOLLOW, {"number": receipt.number, "secret": receipt.secret})

    def test_a_wrong_secret_opens_nothing_and_ten_are_enough(self, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=builder.CITIZEN)
        client = KeyedClient()
        wrong = {"number": receipt.number, "secret": "0" * 20}
        assert [client.post(FOLLOW, wrong).status_code for _ in range(11)] == [422] * 10 + [429]

    def test_the_reporter_writes_confirms_and_rates(self, world: World, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=builder.CITIZEN)
        client, page = self.opened(receipt)
        token = hidden(page, "pass")
        page = client.post(
            f"{FOLLOW}tulis/", {"pass": token, "aksi": "tulis", "text": "Ada tambahan.", "photo": builder.photo()}
        )
        assert "Ada tambahan." in page.content.decode()
        by = world.viewer("officer")
        actions.assign(complaint=receipt.complaint, unit=world.office, handler_id=world.employee.pk, by=by)
        actions.decide(complaint=receipt.complaint, decision=builder.UPHELD, by=world.viewer("employee"))
        page = client.post(f"{FOLLOW}tulis/", {"pass": token, "aksi": "nilai", "score": "4", "text": "Cepat"})
        page = client.post(f"{FOLLOW}tulis/", {"pass": token, "aksi": "selesai"})
        assert "dikonfirmasi pelapor" in page.content.decode()
        case = Complaint.objects.get()
        assert (case.state, case.rating) == (State.CONFIRMED, 4)

    def test_reopening_keeps_number_and_clock(self, world: World, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=builder.CITIZEN)
        by = world.viewer("officer")
        actions.assign(complaint=receipt.complaint, unit=world.office, by=by)
        actions.decide(complaint=receipt.complaint, decision=builder.NOT_UPHELD, by=world.viewer("superior"))
        complete = Complaint.objects.get().complete_day
        client, page = self.opened(receipt)
        client.post(f"{FOLLOW}tulis/", {"pass": hidden(page, "pass"), "aksi": "buka", "text": "Masih mati."})
        case = Complaint.objects.get()
        assert (case.state, case.reopened, case.complete_day) == (State.WORKING, 1, complete)
        assert case.due_kind == "putusan_pengaduan"

    def test_a_picture_opens_only_with_the_pass(self, cat: Catalogue) -> None:
        report = builder.report(cat)
        actions.add_draft_photo(token=report.token, upload=builder.photo(), by=builder.CITIZEN)
        receipt = actions.receive(report=report, by=builder.CITIZEN)
        client, page = self.opened(receipt)
        picture = receipt.complaint.photos.get().pk
        sent = {"pass": hidden(page, "pass"), "foto": picture}
        assert client.post(f"{FOLLOW}foto/", sent)["Content-Type"] == "image/jpeg"
        assert client.post(f"{FOLLOW}foto/", {**sent, "pass": "x"}).status_code == 404
        assert client.post(f"{FOLLOW}foto/", {**sent, "foto": "1"}).status_code == 404


class TestOfficers:
    def test_the_list_filters_in_its_address(self, world: World, cat: Catalogue) -> None:
        case, other = builder.received(cat), builder.assigned(world, cat, street="Jalan Lain")
        officer = world.client("officer")
        body = officer.get("/pengaduan/").content.decode()
        assert case.number in body
        assert other.number in body
        assert case.number not in officer.get("/pengaduan/?kelompok=working").content.decode()
        found = officer.get(f"/pengaduan/?cari={other.number.lower()}").content.decode()
        assert other.number in found
        assert case.number not in found
        assert "Tidak ada pengaduan" in officer.get("/pengaduan/?cari=tidakada").content.decode()
        assert officer.get("/pengaduan/?lewat=1&cara=anonymous&urut=-nomor&hal=zz").status_code == 200

    def test_the_pages_take_a_fixed_number_of_statements(
        self, world: World, cat: Catalogue, django_assert_max_num_queries: Any
    ) -> None:
        cases = [builder.assigned(world, cat) for _ in range(3)]
        officer = world.client("officer")
        officer.get("/pengaduan/")
        with django_assert_max_num_queries(10):
            officer.get("/pengaduan/")
        with django_assert_max_num_queries(34):
            officer.get(f"/pengaduan/{cases[0].pk}/")

    def test_through_all_acts_by_form(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        officer, employee, superior = (world.client(name) for name in ("officer", "employee", "superior"))

        def do(client: KeyedClient, act: str, **data: Any) -> Any:
            version = Complaint.objects.get(pk=case.pk).version
            return client.post(f"/pengaduan/{case.pk}/{act}/", {"version": version, **data})

        assert do(officer, "verifikasi", text="").status_code == 303
        assert do(officer, "moderasi", show="on", text="Lampu mati di depan pasar.").status_code == 303
        assert (
            do(officer, "disposisi", unit=world.office.pk, handler=world.employee.nip, note="Segera").status_code == 303
        )
        assert do(employee, "mulai", text="").status_code == 303
        assert do(employee, "tanya", text="Tiang nomor berapa?").status_code == 303
        actions.write(complaint=case, text="Nomor 7.", by=builder.CITIZEN)
        assert do(employee, "janji", day="2000-01-01", text="Suku cadang.").status_code == 422
        later = world.today + builder.dt.timedelta(days=9)
        assert do(employee, "janji", day=later.isoformat(), text="Suku cadang.").status_code == 303
        assert do(employee, "putus", outcome="upheld", answer="Sudah.").status_code == 422
        whole = {"outcome": "upheld", "answer": "Sudah.", "cause": "a", "remedy": "b", "prevention": "c"}
        assert do(employee, "putus", **whole, photo=builder.photo()).status_code == 303
        assert do(employee, "lapangan", text="Benar menyala.", photo=builder.photo()).status_code == 422
        assert do(superior, "lapangan", text="Benar menyala.", photo=builder.photo()).status_code == 303
        case.refresh_from_db()
        assert case.state == State.VISITED
        kinds = [s.kind for s in case.steps.all()]
        assert kinds[:4] == ["received", "verified", "moderated", "assigned"]
        assert kinds[-3:] == ["promised", "answered", "visited"]

    def test_an_old_page_changes_nothing(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        employee = world.client("employee")
        page = employee.post(f"/pengaduan/{case.pk}/mulai/", {"version": 0, "text": ""})
        assert page.status_code == 422
        assert "berubah" in page.content.decode()

    def test_a_report_by_telephone_gives_a_receipt(self, world: World, cat: Catalogue) -> None:
        officer = world.client("officer")
        form = {
            "channel": "phone", "mode": "open", "category": "lampu-jalan", "text": builder.TEXT, "street": "Jalan A",
            "name": "Bu Tini", "phone": "0813", "q_sejak": "lama", "token": hidden(officer.get("/pengaduan/baru/"), "token"),
        }  # fmt: skip
        page = officer.post("/pengaduan/baru/", form)
        case = Complaint.objects.get()
        assert case.number in page.content.decode()
        assert case.channel == "phone"
        missing = officer.post("/pengaduan/baru/", {**form, "q_sejak": ""})
        assert missing.status_code == 422
        assert "Sejak kapan?" in missing.content.decode()

    def test_the_export_holds_nothing_of_the_reporter(self, world: World, cat: Catalogue) -> None:
        builder.received(cat, name="Pak Kenari Unik", phone="08199988877", channel=Channel.SMS)
        import io

        import openpyxl

        content = world.client("officer").get("/pengaduan/unduh/").content
        cells = [
            str(c.value) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for c in row
        ]
        assert builder.TEXT in cells
        assert "SMS" in cells
        assert not any("Kenari" in c or "08199988877" in c for c in cells)

    def test_contact_is_shown_in_open_mode_only(self, world: World, cat: Catalogue) -> None:
        builder.keys()
        plain = builder.received(cat, name="Pak Terbuka")
        sealed = builder.received(cat, mode=Mode.CONFIDENTIAL, name="Bu Rahasia")
        officer = world.client("officer")
        assert "Pak Terbuka" in officer.get(f"/pengaduan/{plain.pk}/").content.decode()
        body = officer.get(f"/pengaduan/{sealed.pk}/").content.decode()
        assert "Bu Rahasia" not in body
        assert "disegel" in body
