"""What stays of a case: its public side, praise, traces, and the acts a page offers."""

import datetime as dt

import pytest

from pamong.platform.audit.models import Event, Read
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, metrics
from pamong.voice.complaints.enums import Mode, State
from pamong.voice.complaints.models import Complaint, Step
from pamong.voice.complaints.queries import CasePage, case_page
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.test_handling import fresh, standing
from tests.world import World

pytestmark = pytest.mark.django_db


class TestPublicSide:
    def test_only_what_was_cleared_is_public(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        first, second = (
            actions.attach(complaint=case, uploads=[builder.photo()], kind=builder.PhotoKind.REPORT, by=CITIZEN)[0]
            for _ in range(2)
        )
        assert not builder.queries.public_cases().exists()
        actions.moderate(complaint=case, show=True, text="Lampu mati.", photos=[first.pk], by=world.viewer("officer"))
        shown = builder.queries.public_case(case.number)
        assert shown.complaint.public_text == "Lampu mati."
        assert [p.pk for p in shown.photos] == [first.pk]
        assert second.pk not in [p.pk for p in shown.photos]
        actions.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
        assert not builder.queries.public_cases().exists()

    def test_praise_and_officers_never_are(self, world: World, cat: Catalogue) -> None:
        for category in (cat.conduct, cat.praise):
            case = builder.received(cat, category=category, answers={})
            with pytest.raises(Refused) as refused:
                actions.moderate(complaint=case, show=True, text="x", by=world.viewer("officer"))
            assert refused.value.code == "tidak_publik"


class TestPraise:
    def test_it_reaches_the_person_and_is_evidence(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat, category=cat.praise, answers={}, text="Mbak Sari sabar sekali.")
        actions.deliver_praise(
            complaint=case, person_id=world.employee.pk, text="Mbak Sari sabar.", by=world.viewer("officer")
        )
        assert Notification.objects.filter(person_id=world.employee.pk, kind="citizen.heard").count() == 1
        assert standing(case, metrics.PRAISE) == [(world.employee.pk, world.office.pk, 1.0)]
        assert fresh(case).state == State.CONFIRMED
        with pytest.raises(Refused):
            actions.deliver_praise(complaint=case, person_id=world.employee.pk, text="x", by=world.viewer("officer"))

    def test_other_reports_are_not_praise(self, world: World, cat: Catalogue) -> None:
        with pytest.raises(Refused) as refused:
            actions.deliver_praise(
                complaint=builder.received(cat), person_id=world.employee.pk, text="x", by=world.viewer("officer")
            )
        assert refused.value.code == "bukan_pujian"


class TestTraces:
    def test_every_act_is_in_the_audit_log_with_its_actor(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        verbs = list(
            Event.objects.filter(kind="act", table="complaints_complaint", row_id=str(case.pk))
            .order_by("id")
            .values_list("verb", "actor")
        )
        assert verbs == [
            ("complaint.received", ""),
            ("complaint.assigned", "Petugas Pengaduan"),
            ("complaint.decided", world.employee.name),
        ]

    def test_secrets_are_not_copied_into_the_log(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat, name="Pak Kenari", phone="0812777")
        inserted = Event.objects.get(kind="insert", table="complaints_complaint", row_id=str(case.pk))
        assert inserted.new is not None
        assert {inserted.new[name] for name in ("secret_hash", "secret_hint", "intake_key")} == {"•"}
        of_identity = Event.objects.get(kind="insert", table="complaints_identity")
        assert "Kenari" not in str(of_identity.new)
        assert "0812777" not in str(of_identity.new)

    def test_who_read_a_case_is_kept_whatever_its_mode_and_whoever_has_it(self, world: World, cat: Catalogue) -> None:
        builder.keys()
        sealed = builder.received(cat, mode=Mode.CONFIDENTIAL, category=cat.conduct, accused_words="petugas", name="")
        hidden = builder.received(cat, mode=Mode.ANONYMOUS)
        officer = world.client("officer")

        def read() -> list[str]:
            for case in (sealed, hidden):
                assert officer.get(f"/pengaduan/{case.pk}/").status_code == 200
            return list(Read.objects.filter(what="complaint.view").values_list("object_id", flat=True))

        assert read() == [str(sealed.pk)], "on the day it came the reading of an anonymous case would tell a moment"
        before = hidden.received_day - dt.timedelta(days=1)
        Complaint.objects.filter(pk=hidden.pk).update(via=builder.ACTION, received_day=before)
        assert set(read()) == {str(sealed.pk), str(hidden.pk)}

    def test_taking_the_stories_away_is_kept(self, world: World, cat: Catalogue) -> None:
        builder.received(cat)
        builder.received(cat)
        assert world.client("officer").get("/pengaduan/unduh/").status_code == 200
        row = Read.objects.get(what="complaint.export")
        assert (row.reader, row.object_id) == ("Petugas Pengaduan", "2")

    def test_steps_count_on_within_the_case(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        orders = list(Step.objects.filter(complaint=case).order_by("order").values_list("order", flat=True))
        assert orders == list(range(len(orders)))

    def test_the_page_offers_what_may_be_done_and_no_more(self, world: World, cat: Catalogue) -> None:
        from pamong.voice.complaints.web.case_forms import acts

        def offered(who: str, case: Complaint) -> set[str]:
            viewer = world.viewer(who)
            page: CasePage = case_page(viewer, case.pk)
            return {act.name for act in acts(viewer, page)}

        case = builder.assigned(world, cat)
        assert {"mulai", "janji", "putus", "kembalikan", "catat", "tanya"} <= offered("employee", case)
        assert not {"tolak", "teruskan", "gabung", "moderasi", "verifikasi"} & offered("employee", case)
        assert {"tolak", "gabung", "klasifikasi", "moderasi", "disposisi"} & offered("officer", case) == {
            "gabung",
            "klasifikasi",
            "moderasi",
            "disposisi",
        }
        assert offered("inspector", case) == set()


class TestIntoTheDay:
    def test_each_decision_stands_in_the_day_of_the_officer(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        assert standing(case, metrics.HANDLED) == [(world.employee.pk, world.office.pk, 1.0)]
        assert metrics.HANDLED.shows_in_day
        actions.reopen(complaint=case, text="Mati lagi.", by=CITIZEN)
        actions.decide(complaint=case, decision=builder.NOT_UPHELD, by=world.viewer("employee"))
        assert len(standing(case, metrics.HANDLED)) == 2

    def test_it_shows_there_with_a_link_to_the_case(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        page = world.client("employee").get("/harian/").content.decode()
        assert case.number in page
        assert f"/pengaduan/{case.pk}/" in page
        assert case.number not in world.client("peer").get("/harian/").content.decode()
