"""A complaint about an officer or unit never reaches them or their chain, and they cannot touch it."""

from typing import Any

import pytest
from django.urls import reverse

from pamong.people.models import Acting
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, metrics, queries
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.models import Complaint, Redacted
from pamong.voice.complaints.web.case_forms import SHAPES
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.voice.test_handling import standing
from tests.world import World, account, assign, person, unit

pytestmark = pytest.mark.django_db
REGISTRY = ("head", "superior", "employee", "peer", "acting", "admin")


def about(world: World, cat: Catalogue, who: str | None = "employee", **changes: Any) -> Complaint:
    """A complaint about a person of the world (None: nobody named yet)."""
    case = builder.received(cat, category=cat.conduct, answers={}, text="Petugas meminta uang.", **changes)
    if who is None:
        return case
    return actions.classify(
        complaint=case, category=cat.conduct, accused_person_id=world.people[who].pk, by=world.viewer("officer")
    )


def sees(world: World, name: str, case: Complaint) -> bool:
    return queries.visible(world.viewer(name)).filter(pk=case.pk).exists()


class TestVisibility:
    def test_officers_outside_the_chain_and_the_inspectorate_see_it(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat)
        assert {name for name in world.users if sees(world, name, case)} == {"officer", "inspector"}

    @pytest.mark.parametrize("name", REGISTRY)
    def test_even_as_complaint_officer_nobody_of_the_chain_does(self, world: World, cat: Catalogue, name: str) -> None:
        case = about(world, cat)
        builder.grant(world.users[name], Who.COMPLAINT_OFFICER)
        builder.grant(world.users[name], Who.INSPECTOR)
        in_chain = name in ("head", "superior", "employee", "peer")
        assert sees(world, name, case) is not in_chain

    def test_nor_as_the_handling_unit(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, unit=world.office, handler=world.peer)
        for name in ("superior", "peer", "head", "employee"):
            assert not sees(world, name, case)

    def test_whoever_stands_in_for_the_accused_or_his_leader_does_not_either(
        self, world: World, cat: Catalogue
    ) -> None:
        case = about(world, cat, "superior")
        builder.grant(world.users["stranger"], Who.COMPLAINT_OFFICER)
        assert sees(world, "stranger", case)
        Acting.objects.add(
            via=ACTION,
            absent=world.superior,
            acting=world.stranger,
            kind="plh",
            valid=(world.today, world.today + builder.dt.timedelta(days=3)),
        )
        assert not sees(world, "stranger", case)

    def test_staff_of_a_part_of_the_accused_unit_do_not(self, world: World, cat: Catalogue) -> None:
        part = unit(world.a, "Seksi Akta", world.office)
        clerk = person("Rudi", "199501012020011001")
        assign(clerk, part, "Pengadministrasi", world.superior)
        world.people["clerk"], world.users["clerk"] = clerk, account(clerk.nip, clerk, role=Who.COMPLAINT_OFFICER)
        of_office = builder.received(cat, category=cat.conduct, answers={}, accused_unit=world.office)
        of_part = builder.received(cat, category=cat.conduct, answers={}, accused_unit=part)
        assert not sees(world, "clerk", of_office)
        assert not sees(world, "clerk", of_part)
        of_others = builder.received(cat, category=cat.conduct, answers={}, accused_unit=world.b_root)
        assert sees(world, "clerk", of_others)

    def test_while_nobody_is_named_only_officers_of_the_whole_region_see_it(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat, None)
        builder.grant(world.users["admin"], Who.COMPLAINT_OFFICER, world.a)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, unit=world.office)
        assert not sees(world, "admin", case)
        assert not sees(world, "superior", case)
        assert sees(world, "officer", case)

    def test_an_officer_of_one_agency_sees_the_cases_of_his_agency(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["admin"], Who.COMPLAINT_OFFICER, world.a)
        mine, theirs = builder.assigned(world, cat), builder.received(cat)
        actions.assign(complaint=theirs, unit=world.b_root, by=world.viewer("officer"))
        assert sees(world, "admin", mine)
        assert not sees(world, "admin", theirs)


class TestRoutes:
    def test_every_route_answers_as_if_it_did_not_exist(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat)
        picture = actions.attach(complaint=case, uploads=[builder.photo()], kind=builder.PhotoKind.REPORT, by=CITIZEN)[
            0
        ]
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, handler=world.employee, unit=world.office)
        before = Complaint.objects.values().get(pk=case.pk)
        for name in ("employee", "peer", "superior", "head"):
            builder.grant(world.users[name], Who.COMPLAINT_OFFICER)
            client = world.client(name)
            for pk in (case.pk, 2_000_000_000):
                assert client.get(reverse("complaints:case", kwargs={"pk": pk})).status_code == 404
                shown = reverse("complaints:photo", kwargs={"pk": pk, "photo_pk": picture.pk})
                assert client.get(shown).status_code == 404
                for act in SHAPES:
                    url = reverse(f"complaints:act_{act}", kwargs={"pk": pk})
                    assert client.post(url, {"version": before["version"], "text": "x"}).status_code in (403, 404), (
                        name,
                        act,
                    )
            board = client.get("/pengaduan/?kelompok=all").content.decode()
            assert case.number not in board
            found = client.get(f"/pengaduan/?cari={case.number}&kelompok=all").content.decode()
            assert f"/pengaduan/{case.pk}/" not in found
            assert case.number.encode() not in client.get("/pengaduan/unduh/?kelompok=all").content
        assert Complaint.objects.values().get(pk=case.pk) == before

    def test_their_counts_do_not_tell_of_it(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["superior"], Who.COMPLAINT_OFFICER)
        before = queries.counts(world.viewer("superior"), world.today)
        about(world, cat)
        assert queries.counts(world.viewer("superior"), world.today) == before


class TestTelling:
    def test_nobody_of_the_chain_is_told(self, world: World, cat: Catalogue) -> None:
        for name in ("superior", "head", "employee", "stranger"):
            builder.grant(world.users[name], Who.COMPLAINT_OFFICER)
        case = about(world, cat, accused_unit=world.office)
        actions.write(complaint=case, text="Tambahan.", by=CITIZEN)
        told = set(Notification.objects.values_list("person_id", flat=True))
        assert told == {world.stranger.pk}

    def test_the_public_timeline_is_empty(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.verify(complaint=case, by=world.viewer("officer"))
        actions.moderate(complaint=case, show=True, text="x", by=world.viewer("officer"))
        actions.classify(
            complaint=case, category=cat.conduct, accused_person_id=world.employee.pk, by=world.viewer("officer")
        )
        assert not Complaint.objects.get(pk=case.pk).is_public
        assert not case.steps.filter(is_public=True).exists()


class TestHandling:
    @pytest.mark.parametrize("where", ["office", "root"])
    def test_neither_the_unit_nor_what_stands_above_it_gets_the_case(
        self, world: World, cat: Catalogue, where: str
    ) -> None:
        case = about(world, cat)
        with pytest.raises(Refused) as refused:
            actions.assign(complaint=case, unit=getattr(world, where), by=world.viewer("officer"))
        assert refused.value.code == "unit_diadukan"

    def test_a_case_in_their_hands_is_taken_back_when_it_turns_out_to_be_about_them(
        self, world: World, cat: Catalogue
    ) -> None:
        case = builder.assigned(world, cat)
        assert sees(world, "employee", case)
        actions.classify(
            complaint=case, category=cat.conduct, accused_person_id=world.employee.pk, by=world.viewer("officer")
        )
        now = Complaint.objects.get(pk=case.pk)
        assert (now.unit, now.handler, now.state) == (None, None, State.VERIFIED)
        assert not sees(world, "employee", case)

    def test_another_unit_handles_it_to_the_end(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat)
        actions.assign(complaint=case, unit=world.b_root, by=world.viewer("officer"))
        actions.decide(complaint=case, decision=builder.UPHELD, by=world.viewer("stranger_head"))
        assert standing(case, metrics.ABOUT) == [(world.employee.pk, world.office.pk, 1.0)]
        assert standing(case, metrics.IN_TIME) == [(world.stranger_head.pk, world.b_root.pk, 1.0)]

    def test_what_is_not_upheld_is_no_fact_about_anybody(self, world: World, cat: Catalogue) -> None:
        case = about(world, cat)
        actions.assign(complaint=case, unit=world.b_root, by=world.viewer("officer"))
        actions.decide(complaint=case, decision=builder.NOT_UPHELD, by=world.viewer("stranger_head"))
        assert standing(case, metrics.ABOUT) == []


class TestSummary:
    def made(self, world: World, cat: Catalogue) -> Redacted:
        case = about(world, cat)
        return actions.redact(complaint=case, text="Ada keluhan tentang pungutan.", by=world.viewer("officer"))

    def test_the_accused_reads_the_summary_only(self, world: World, cat: Catalogue) -> None:
        summary = self.made(world, cat)
        page = world.client("employee").get(f"/pengaduan/tentang-saya/{summary.pk}/").content.decode()
        assert "Ada keluhan tentang pungutan." in page
        assert "meminta uang" not in page
        assert summary.complaint.number not in page
        assert Notification.objects.filter(person_id=world.employee.pk, kind="voice.redacted").count() == 1

    @pytest.mark.parametrize("name", ["superior", "head", "peer", "stranger", "officer"])
    def test_nobody_else_opens_it(self, world: World, cat: Catalogue, name: str) -> None:
        summary = self.made(world, cat)
        with pytest.raises(NotVisible):
            queries.redacted_for(world.viewer(name), summary.pk)

    def test_he_answers_once_and_the_officers_read_it(self, world: World, cat: Catalogue) -> None:
        summary = self.made(world, cat)
        client = world.client("employee")
        url = f"/pengaduan/tentang-saya/{summary.pk}/tanggapi/"
        assert client.post(url, {"text": ""}).status_code == 422
        assert client.post(url, {"text": "Itu biaya resmi."}).status_code == 303
        assert client.post(url, {"text": "Ralat."}).status_code == 422
        summary.refresh_from_db()
        assert summary.answer == "Itu biaya resmi."
        page = world.client("officer").get(f"/pengaduan/{summary.complaint_id}/").content.decode()
        assert "Itu biaya resmi." in page

    def test_one_summary_for_a_person_and_none_without(self, world: World, cat: Catalogue) -> None:
        summary = self.made(world, cat)
        with pytest.raises(Refused) as refused:
            actions.redact(complaint=summary.complaint, text="x", by=world.viewer("officer"))
        assert refused.value.code == "sudah_ada"
        with pytest.raises(Refused) as refused:
            actions.redact(complaint=about(world, cat, None), text="x", by=world.viewer("officer"))
        assert refused.value.code == "tanpa_pegawai"

    def test_the_fact_about_him_points_to_the_summary_he_can_open(self, world: World, cat: Catalogue) -> None:
        from pamong.evidence.models import Fact
        from pamong.evidence.registry import source_url

        summary = self.made(world, cat)
        case = summary.complaint
        actions.assign(complaint=case, unit=world.b_root, by=world.viewer("officer"))
        actions.decide(complaint=case, decision=builder.UPHELD, by=world.viewer("stranger_head"))
        fact = Fact.objects.get(metric=metrics.ABOUT.id)
        assert world.client("employee").get(source_url(fact.source)).status_code == 200
