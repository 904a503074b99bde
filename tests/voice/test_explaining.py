"""The officer explains in public: on the case page, in list and feeds, in his day and evidence, and without a word about the reporter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.evidence.models import Fact
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode, StepKind
from pamong.voice.complaints.models import Complaint, Step
from pamong.voice.complaints.rules import publicwords
from pamong.voice.complaints.rules.publicwords import Known, check_public
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.public.builder import show
from tests.world import KeyedClient, World

WHY = "Balast menunggu kiriman dari Semarang; lampu sementara dipasang sejak Rabu."
SLAMET = Known(
    name="Slamet Riyadi",
    phone="0812-3456-7890",
    email="slamet@contoh.example",
    address="Jalan Melati 7, RT 03",
    told="Hubungi adik saya di +62 857 1111 2222 atau adik@contoh.example",
    innocent=("Kelurahan Riyadi Baru",),
)


def refusal(words: str, known: Known = SLAMET) -> str:
    with pytest.raises(Refused) as refused:
        check_public(words, known, field="answer")
    assert refused.value.field == "answer"
    return str(refused.value.msgid)


class TestWords:
    @pytest.mark.parametrize(
        ("words", "why"),
        [
            ("Terima kasih Pak Slamet, lampu sudah menyala.", publicwords.NAME),
            ("LAPORAN SLAMET sudah selesai.", publicwords.NAME),
            ("Sudah kami telepon ke 081234567890.", publicwords.NUMBER),
            ("Sudah kami telepon ke +62 812 3456 7890.", publicwords.NUMBER),
            ("Adiknya (0857.1111.2222) sudah dihubungi.", publicwords.NUMBER),
            ("Balasan dikirim ke Slamet@Contoh.example hari ini.", publicwords.MAIL),
            ("Balasan dikirim ke adik@contoh.example.", publicwords.MAIL),
            ("Lampu di jalan melati 7 RT 03 sudah diganti.", publicwords.ADDRESS),
            ("Atas nama pemilik NIK 3373011234560001.", publicwords.NIK),
        ],
    )
    def test_what_tells_of_the_reporter_is_refused(self, words: str, why: str) -> None:
        assert refusal(words) == why

    @pytest.mark.parametrize(
        "words",
        [
            WHY,
            "Hubungi kantor kami di 0298-321234 atau 0811 2222 3333.",
            "Anggaran Rp 1.500.000.000 untuk 12 lampu, selesai 6 Desember 2026.",
            "Surat ke pengaduan@salatiga.example dan NIP 199005052017072004.",
            "Lampu Kelurahan Riyadi Baru diganti; slametan warga berjalan.",
            "Lampu di Jalan Melati sudah diganti.",
        ],
    )
    def test_everything_else_may_be_said(self, words: str) -> None:
        check_public(words, SLAMET)

    def test_of_an_anonymous_reporter_only_his_own_words_are_known(self) -> None:
        nobody = Known(told="Nomor saya 0812-3456-7890, tolong.")
        assert refusal("Sudah kami hubungi 0812 3456 7890.", nobody) == publicwords.NUMBER
        check_public("Slamet petugas kami sudah datang.", nobody)

    @given(st.text(max_size=200))
    def test_no_text_breaks_it(self, words: str) -> None:
        try:
            check_public(words, SLAMET)
        except Refused as refused:
            assert refused.code == "pribadi"

    def test_a_short_name_or_a_title_refuses_nothing(self) -> None:
        check_public("Bapak Sri dan Ali sudah datang, kata Pelapor.", Known(name="Bapak Ali Sri"))


@pytest.mark.django_db
class TestExplaining:
    def explained(self, world: World, cat: Catalogue, text: str = WHY) -> Complaint:
        case = show(world, builder.assigned(world, cat))
        return actions.explain(complaint=case, text=text, by=world.viewer("employee"))

    def test_it_stands_on_the_page_in_the_list_and_in_every_feed(self, world: World, cat: Catalogue) -> None:
        case = self.explained(world, cat)
        client = KeyedClient()
        for url in (
            "",
            f"{case.number}/",
            "kabar.rss",
            "kabar.atom",
            f"{case.number}/kabar.rss",
            f"{case.number}/kabar.atom",
        ):
            text = client.get(f"/laporan/{url}").content.decode()
            assert WHY in text, url
            assert world.employee.name not in text
        assert world.office.name in client.get(f"/laporan/{case.number}/").content.decode()
        notes = client.get(f"/open311/v2/requests/{case.number}.json?extensions=true").json()[0]["notes"]
        assert any(WHY in note["description"] for note in notes)

    def test_a_feed_changes_with_it(self, world: World, cat: Catalogue) -> None:
        case = show(world, builder.assigned(world, cat))
        client = KeyedClient()
        for url in ("/laporan/kabar.rss", f"/laporan/{case.number}/kabar.atom"):
            mark = client.get(url)["ETag"]
            assert client.get(url, headers={"If-None-Match": mark}).status_code == 304
            actions.explain(complaint=case, text=f"{WHY} {url}", by=world.viewer("employee"))
            assert client.get(url, headers={"If-None-Match": mark}).status_code == 200

    def test_the_newest_words_of_an_officer_stand_in_the_list(self, world: World, cat: Catalogue) -> None:
        case = self.explained(world, cat, "Penjelasan pertama.")
        actions.explain(complaint=case, text="Penjelasan kedua.", by=world.viewer("employee"))
        actions.note(complaint=case, text="Catatan dalam", by=world.viewer("employee"))
        page = KeyedClient().get("/laporan/").content.decode()
        assert "Penjelasan kedua." in page
        assert "Penjelasan pertama." not in page
        assert "Catatan dalam" not in page

    def test_it_counts_as_work_of_the_day_of_whoever_gave_it(self, world: World, cat: Catalogue) -> None:
        case = self.explained(world, cat)
        fact = Fact.objects.get(metric="voice.explained")
        assert (fact.person_id, fact.unit_id, int(fact.value)) == (world.employee.pk, world.office.pk, 1)
        client = world.client("employee")
        for url in ("/harian/", "/bukti/"):
            page = client.get(url).content.decode()
            assert "Penjelasan kepada publik" in page
            assert case.number in page

    def test_not_shown_before_the_case_is_but_the_reporter_reads_it(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.explain(complaint=case, text=WHY, by=world.viewer("employee"))
        assert KeyedClient().get(f"/laporan/{case.number}/").status_code == 404
        step = Step.objects.get(complaint=case, kind=StepKind.EXPLAINED)
        assert step.for_reporter
        show(world, case)
        assert WHY in KeyedClient().get(f"/laporan/{case.number}/").content.decode()

    def test_on_the_page_of_the_case_words_about_the_reporter_are_refused_and_kept(
        self, world: World, cat: Catalogue
    ) -> None:
        case = show(world, builder.assigned(world, cat))
        client = world.client("employee")
        said = "Terima kasih Pak Slamet."
        answer = client.post(f"/pengaduan/{case.pk}/jelaskan/", {"text": said, "version": case.version})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Hapus nama pelapor" in page
        assert said in page
        assert client.post(f"/pengaduan/{case.pk}/jelaskan/", {"text": WHY, "version": case.version}).status_code == 303
        stale = client.post(f"/pengaduan/{case.pk}/jelaskan/", {"text": "Lagi.", "version": case.version})
        assert stale.status_code == 422
        assert Step.objects.filter(complaint=case, kind=StepKind.EXPLAINED).count() == 1

    def test_answers_dates_visits_and_the_public_text_are_held_to_the_same(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        by, officer = world.viewer("employee"), world.viewer("officer")
        name = "Pak Slamet sudah dihubungi."
        decision, fresh = actions.Decision(outcome="answered", answer=name), builder.received(cat)
        wrong = (
            lambda: actions.decide(complaint=case, decision=decision, by=by),
            lambda: actions.promise(complaint=case, day=world.today + builder.dt.timedelta(days=3), text=name, by=by),
            lambda: actions.moderate(complaint=case, show=True, text=name, by=officer),
            lambda: actions.verify(complaint=fresh, text=name, by=officer),
            lambda: actions.refuse(complaint=fresh, text=name, by=officer),
            lambda: actions.hand_over(complaint=fresh, to="Provinsi", text=name, by=officer),
        )
        for act in wrong:
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "pribadi"
        actions.decide(complaint=case, decision=actions.Decision(outcome="answered", answer="Sudah."), by=by)
        with pytest.raises(Refused, match="nama"):
            actions.visited(complaint=case, text=name, photos=[builder.photo()], by=officer)
        assert not Step.objects.filter(text__contains="Slamet").exists()

    def test_never_about_officers_praise_or_what_is_over(self, world: World, cat: Catalogue) -> None:
        officer = world.viewer("officer")
        about = builder.received(cat, category=cat.conduct, answers={})
        praise = builder.received(cat, category=cat.praise, answers={})
        into, case = builder.received(cat), builder.received(cat)
        actions.merge(complaint=case, into=into, by=officer)
        for one in (about, praise, case):
            with pytest.raises(Refused):
                actions.explain(complaint=one, text=WHY, by=officer)

    def test_of_a_closed_case_too_and_of_an_anonymous_one(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat, mode=Mode.ANONYMOUS, name="", phone="")
        actions.confirm(complaint=case, by=CITIZEN)
        case.refresh_from_db()
        state = case.state
        actions.explain(complaint=case, text=WHY, by=world.viewer("employee"))
        case.refresh_from_db()
        assert case.state == state
        assert not case.unwatched
