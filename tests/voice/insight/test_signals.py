"""From the nightly look to an inquiry: raised once with its reasons, decided by a person, closed with findings."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pamong.platform.access.errors import NotVisible
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.voice.complaints.models import Complaint
from pamong.voice.insight import actions, queries
from pamong.voice.insight.models import Inquiry, Signal, SignalCase
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.voice.insight.builder import copies, spread
from tests.world import World

pytestmark = pytest.mark.django_db
SIGNALS, INQUIRIES = "/pengaduan/sinyal/", "/pengaduan/penyelidikan/"
WHY = "Ini laporan uji coba dari kelas sekolah."
ASKED = "Mengapa lampu di Sidorejo banyak mati bulan ini?"


def different(at: int) -> str:
    return f"Laporan nomor {at} tentang hal lain: " + "".join(chr(97 + (at * 7 + i * i) % 26) for i in range(60))


def risen(world: World, cat: Catalogue, now: int = 12) -> list[Complaint]:
    """Two in each of eight fortnights, then ``now`` in the last one, each in other words."""
    base = builder.received(cat)
    last = world.today - dt.timedelta(days=1)
    old = copies(base, spread(last, 9, 2), start=1)
    new = copies(base, [last - dt.timedelta(days=at % 14) for at in range(now)], start=2)
    for at, row in enumerate([*old, *new]):
        Complaint.objects.filter(pk=row.pk).update(via=ACTION, text=different(at))
    return new


def raised(world: World, cat: Catalogue) -> Signal:
    risen(world, cat)
    found = actions.watch(today=world.today, by=BY)
    assert len(found) == 1
    return found[0]


def opened(world: World, cat: Catalogue) -> Inquiry:
    return actions.open_inquiry(
        signal=raised(world, cat),
        question=ASKED,
        owner=world.employee,
        due=world.today + dt.timedelta(days=14),
        by=world.viewer("officer"),
    )


class TestWatch:
    def test_a_rise_raises_one_signal_with_reasons_and_cases(self, world: World, cat: Catalogue) -> None:
        new = risen(world, cat)
        (signal,) = actions.watch(today=world.today, by=BY)
        assert (signal.kind, signal.category, signal.place, signal.unit) == ("rise", cat.lamp, cat.north, world.office)
        assert signal.reasons["rule"] == "rise-1"
        assert (signal.reasons["count"], signal.reasons["mean"], signal.reasons["highest"]) == (12, "2.0", 2)
        assert signal.reasons["history"] == [2] * 8
        assert set(signal.cases.values_list("complaint_id", flat=True)) == {row.pk for row in new}
        assert not any(word in str(signal.reasons) for word in ("Slamet", world.employee.name))

    def test_the_usual_number_raises_none(self, world: World, cat: Catalogue) -> None:
        risen(world, cat, now=4)
        assert actions.watch(today=world.today, by=BY) == []

    def test_a_young_installation_has_no_usual_number(self, world: World, cat: Catalogue) -> None:
        base = builder.received(cat)
        rows = copies(base, [world.today - dt.timedelta(days=2)] * 20)
        for at, row in enumerate(rows):
            Complaint.objects.filter(pk=row.pk).update(via=ACTION, text=different(at))
        assert actions.watch(today=world.today, by=BY) == []

    def test_a_second_night_brings_it_up_to_date(self, world: World, cat: Catalogue) -> None:
        signal = raised(world, cat)
        more = copies(builder.received(cat), [world.today - dt.timedelta(days=1)] * 3, start=3)
        for at, row in enumerate(more):
            Complaint.objects.filter(pk=row.pk).update(via=ACTION, text=different(90 + at))
        assert actions.watch(today=world.today, by=BY) == []
        signal.refresh_from_db()
        assert (signal.count, signal.cases.count()) == (15, 15)

    def test_nearly_the_same_texts_raise_one(self, world: World, cat: Catalogue) -> None:
        base = builder.received(cat)
        rows = copies(base, [world.today - dt.timedelta(days=at) for at in (1, 2, 3, 4)])
        Complaint.objects.filter(pk=rows[0].pk).update(via=ACTION, text=different(1))
        (signal,) = actions.watch(today=world.today, by=BY)
        assert (signal.kind, signal.count, signal.reasons["rule"]) == ("alike", 3, "alike-2")
        assert rows[0].pk not in set(signal.cases.values_list("complaint_id", flat=True))
        assert actions.watch(today=world.today, by=BY) == []
        assert Signal.objects.count() == 1

    def test_complaints_about_officers_raise_none(self, world: World, cat: Catalogue) -> None:
        base = builder.received(cat, category=cat.conduct, answers={})
        copies(base, [world.today - dt.timedelta(days=1)] * 6)
        assert actions.watch(today=world.today, by=BY) == []

    def test_the_local_numbers_decide_from_their_day_on(self, world: World, cat: Catalogue) -> None:
        numbers = {name: getattr(queries.policy_on(world.today), name) for name in
                   ("window_days", "windows", "percent", "alike_percent", "alike_least")}  # fmt: skip
        actions.set_policy(valid_from=world.today, numbers={**numbers, "least": 13}, by=world.viewer("officer"))
        risen(world, cat)
        assert actions.watch(today=world.today, by=BY) == []
        assert queries.policy_on(world.today - dt.timedelta(days=1)).least == 5
        with pytest.raises(Refused):
            actions.set_policy(valid_from=world.today - dt.timedelta(days=1), numbers=numbers, by=BY)

    def test_dismissed_it_comes_back_only_when_it_has_grown_by_half(self, world: World, cat: Catalogue) -> None:
        signal = raised(world, cat)
        actions.dismiss(signal=signal, reason=WHY, by=world.viewer("officer"))
        assert actions.watch(today=world.today, by=BY) == []
        more = copies(builder.received(cat), [world.today - dt.timedelta(days=1)] * 6, start=4)
        for at, row in enumerate(more):
            Complaint.objects.filter(pk=row.pk).update(via=ACTION, text=different(60 + at))
        (again,) = actions.watch(today=world.today, by=BY)
        assert again.count == 18


class TestDeciding:
    def test_dismissing_needs_a_reason_and_happens_once(self, world: World, cat: Catalogue) -> None:
        signal, officer = raised(world, cat), world.viewer("officer")
        with pytest.raises(Refused, match="satu kalimat"):
            actions.dismiss(signal=signal, reason="  ok ", by=officer)
        with pytest.raises(Refused, match="berubah"):
            actions.dismiss(signal=signal, reason=WHY, version=7, by=officer)
        actions.dismiss(signal=signal, reason=WHY, version=0, by=officer)
        with pytest.raises(Refused, match="sudah diputuskan"):
            actions.dismiss(signal=signal, reason=WHY, by=officer)
        assert Event.objects.filter(verb="signal.dismissed").count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.filter(pk=signal.pk).update(via=ACTION, dismissed_because="")

    def test_an_inquiry_has_a_question_a_leader_and_a_day(self, world: World, cat: Catalogue) -> None:
        signal, officer = raised(world, cat), world.viewer("officer")
        past = world.today - dt.timedelta(days=1)
        for wrong in ({"question": "apa?"}, {"due": past}):
            values: dict[str, Any] = {"question": ASKED, "due": world.today, **wrong}
            with pytest.raises(Refused):
                actions.open_inquiry(signal=signal, owner=world.employee, by=officer, **values)
        inquiry = actions.open_inquiry(signal=signal, question=ASKED, owner=world.employee, due=world.today, by=officer)
        signal.refresh_from_db()
        assert signal.state == "inquiry"
        notice = Notification.objects.get(person_id=world.employee.pk, kind="voice.inquiry")
        assert notice.url == f"{INQUIRIES}{inquiry.pk}/"

    def test_it_closes_with_findings_and_measures(self, world: World, cat: Catalogue) -> None:
        inquiry, owner = opened(world, cat), world.viewer("employee")
        actions.add_note(inquiry=inquiry, text="Gardu diperiksa, kabel tua.", by=owner)
        with pytest.raises(Refused):
            actions.close(inquiry=inquiry, findings="Kabel tua di gardu.", measures="", by=owner)
        actions.close(
            inquiry=inquiry, findings="Kabel tua di gardu.", measures="Kabel diganti sebelum Maret.", by=owner
        )
        with pytest.raises(Refused, match="sudah selesai"):
            actions.add_note(inquiry=inquiry, text="Masih ada lagi satu.", by=owner)
        verbs = set(Event.objects.filter(verb__startswith="inquiry.").values_list("verb", flat=True))
        assert verbs == {"inquiry.opened", "inquiry.noted", "inquiry.closed"}


class TestWhoSees:
    def test_roles_watch_and_the_owner_sees_his_own(self, world: World, cat: Catalogue) -> None:
        inquiry = opened(world, cat)
        for who, sees in {"officer": 1, "inspector": 1, "employee": 0, "superior": 0}.items():
            assert queries.signals(world.viewer(who)).count() == sees, who
        for who, sees in {"officer": 1, "inspector": 1, "employee": 1, "peer": 0, "superior": 0}.items():
            assert queries.inquiries(world.viewer(who)).count() == sees, who
        with pytest.raises(NotVisible):
            queries.inquiry_for(world.viewer("peer"), inquiry.pk)

    def test_cases_of_a_signal_only_as_far_as_one_may_open_them(self, world: World, cat: Catalogue) -> None:
        signal = raised(world, cat)
        about = builder.received(cat, category=cat.conduct, answers={})
        SignalCase.objects.add(via=ACTION, signal=signal, complaint=about)
        assert queries.cases_of(world.viewer("officer"), signal).count() == 13
        assert queries.cases_of(world.viewer("employee"), signal).count() == 0


class TestPages:
    def test_an_officer_goes_from_the_list_to_the_closed_inquiry(self, world: World, cat: Catalogue) -> None:
        signal, client = raised(world, cat), world.client("officer")
        page = client.get(SIGNALS, {"keadaan": "new"}).content.decode()
        assert f"{SIGNALS}{signal.pk}/" in page
        shown = client.get(f"{SIGNALS}{signal.pk}/").content.decode()
        assert "12 laporan dalam 14 hari" in shown
        wrong = client.post(f"{SIGNALS}{signal.pk}/selidiki/", {"selidiki-version": 0, "selidiki-question": "apa"})
        assert wrong.status_code == 422
        body = {"selidiki-version": 0, "selidiki-question": ASKED, "selidiki-due": world.today.isoformat()}
        unknown = client.post(f"{SIGNALS}{signal.pk}/selidiki/", {**body, "selidiki-owner": "1"})
        assert (unknown.status_code, Inquiry.objects.count()) == (422, 0)
        client.post(f"{SIGNALS}{signal.pk}/selidiki/", {**body, "selidiki-owner": world.employee.nip})
        inquiry = Inquiry.objects.get()
        owner = world.client("employee")
        assert ASKED in owner.get(f"{INQUIRIES}{inquiry.pk}/").content.decode()
        owner.post(f"{INQUIRIES}{inquiry.pk}/catat/", {"catat-text": "Gardu diperiksa, kabel tua."})
        short = owner.post(f"{INQUIRIES}{inquiry.pk}/catat/", {"catat-text": "x"})
        assert short.status_code == 422
        done = {"tutup-version": 0, "tutup-findings": "Kabel tua di gardu.", "tutup-measures": "Kabel diganti Maret."}
        assert owner.post(f"{INQUIRIES}{inquiry.pk}/selesai/", done).status_code in (302, 303)
        closed = client.get(f"{INQUIRIES}{inquiry.pk}/").content.decode()
        assert "Kabel diganti Maret." in closed
        assert "Gardu diperiksa" in closed

    def test_dismissing_keeps_what_was_typed_when_refused(self, world: World, cat: Catalogue) -> None:
        signal, client = raised(world, cat), world.client("officer")
        url = f"{SIGNALS}{signal.pk}/abaikan/"
        refused = client.post(url, {"abaikan-version": 0, "abaikan-reason": "uji"})
        assert refused.status_code == 422
        assert re.search(r">\s*uji\s*</textarea>", refused.content.decode())
        assert client.post(url, {"abaikan-version": 0, "abaikan-reason": WHY}).status_code in (302, 303)
        assert WHY in client.get(f"{SIGNALS}{signal.pk}/").content.decode()

    def test_the_numbers_are_set_on_a_page(self, world: World, cat: Catalogue) -> None:
        client = world.client("officer")
        body = {"window_days": 7, "windows": 6, "least": 4, "percent": 150, "alike_percent": 70, "alike_least": 4}
        bad = client.post(f"{SIGNALS}ketentuan/", {**body, "valid_from": "2020-01-01"})
        assert bad.status_code == 422
        client.post(f"{SIGNALS}ketentuan/", {**body, "valid_from": world.today.isoformat()})
        assert queries.policy_on(world.today).window_days == 7
        assert "7 hari" in client.get(SIGNALS).content.decode()

    def test_empty_pages_say_what_comes_here(self, world: World, cat: Catalogue) -> None:
        client = world.client("officer")
        assert "Tidak ada sinyal" in client.get(SIGNALS).content.decode()
        assert "Belum ada penyelidikan" in client.get(INQUIRIES).content.decode()
        assert "Belum ada angka" in client.get("/pengaduan/statistik/").content.decode()
