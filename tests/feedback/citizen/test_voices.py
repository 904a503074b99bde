"""What citizens say reaches the person or the unit the same day, safely worded; praise is shown only if he agrees."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.evidence import actions as evidence
from pamong.evidence import registry
from pamong.evidence.models import Fact
from pamong.feedback.citizen import actions, queries, tasks
from pamong.feedback.citizen.models import CitizenVoice
from pamong.feedback.citizen.rules import safe
from pamong.people.models import Assignment
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World

pytestmark = pytest.mark.django_db
BY = Viewer.system("uji")
for kind in ("praise", "complaint", "score"):
    registry.metric(
        id=f"suara.{kind}", title=f"Suara {kind}", unit="", kind="mean" if kind == "score" else "count",
        source_area="suara", citizen=kind,
    )  # fmt: skip


def said(world: World, tone: str = "praise", *, person: str | None = "employee", **changes: Any) -> Fact:
    values: dict[str, Any] = {
        "metric": f"suara.{tone}",
        "agency_id": world.a.pk,
        "unit_id": world.office.pk,
        "unit_path": world.office.path,
        "person_id": world.people[person].pk if person else None,
        "value": Decimal(1),
        "at": dt.datetime.combine(world.today, dt.time(3), tzinfo=dt.UTC),
        "day": world.today,
        "source": f"suara.{tone}:1",
        "words": "Petugas menjelaskan dengan sabar.",
        "by": BY,
    }
    return evidence.record(**{**values, **changes})


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("Ramah. Hubungi 0812-3456-7890 ya", "Ramah. Hubungi [disamarkan] ya"),
        ("Surel saya ani@contoh.id", "Surel saya [disamarkan]"),
        ("NIK 3373010101900001 selesai cepat", "NIK [disamarkan] selesai cepat"),
        ("Lihat https://contoh.id/a?b=1 dan www.contoh.id", "Lihat [disamarkan] dan [disamarkan]"),
        ("Ikuti @ani_salatiga", "Ikuti [disamarkan]"),
        ("Pelayanan cepat. Salam hormat, Ibu Ani dari Sidorejo.", "Pelayanan cepat."),
        ("Nama saya Budi. Antrean 15 menit, loket 3.", "Antrean 15 menit, loket 3."),
        ("Terima kasih banyak, 5 berkas selesai 22 menit", "Terima kasih banyak, 5 berkas selesai 22 menit"),
        ("", ""),
    ],
)
def test_words_are_safe(words: str, clean: str) -> None:
    assert safe(words) == clean


def test_long_words_are_cut_readably() -> None:
    assert len(safe("kata " * 300)) <= 600
    assert safe("kata " * 300).endswith("…")


def test_praise_reaches_the_person_at_once_without_the_words_in_the_notice(world: World) -> None:
    fact = said(world, words="Sabar sekali. Nama saya Ani, 081234567890")
    row = CitizenVoice.objects.get()
    assert (row.fact_id, row.person_id, row.tone, row.day) == (fact.id, world.employee.pk, "praise", world.today)
    assert row.words == "Sabar sekali."
    notice = Notification.objects.get(person_id=world.employee.pk)
    assert (notice.kind, notice.url) == ("citizen.heard", "/umpan-balik/warga/")
    assert "Sabar" not in notice.text
    page = world.client("employee").get("/umpan-balik/warga/").content.decode()
    assert "Sabar sekali." in page
    assert f"/bukti/{fact.id}/" in page, "the right of answer is one step away"


@pytest.mark.parametrize(("tone", "words"), [("complaint", "keluhan"), ("score", "nilai")])
def test_every_tone_has_its_own_notice(world: World, tone: str, words: str) -> None:
    said(world, tone, value=Decimal(4))
    assert words in Notification.objects.get().text


def test_a_unit_is_told_by_a_job_each_once_a_day_and_only_who_served(world: World) -> None:
    said(world, person=None)
    assert not Notification.objects.exists()
    first = CitizenVoice.objects.get()
    tasks.tell_unit(first.pk)
    assert set(Notification.objects.values_list("person_id", flat=True)) == {
        world.superior.pk,
        world.employee.pk,
        world.peer.pk,
    }
    said(world, person=None, source="suara.praise:2")
    tasks.tell_unit(CitizenVoice.objects.order_by("-pk")[0].pk)
    assert Notification.objects.count() == 3
    assert "sabar" in world.client("peer").get("/umpan-balik/warga/").content.decode()
    assert "sabar" not in world.client("acting").get("/umpan-balik/warga/").content.decode()


def test_who_came_later_does_not_read_what_was_said_before(world: World) -> None:
    since = world.today - dt.timedelta(days=5)
    Assignment.objects.filter(person=world.peer).update(via=ACTION, valid=(since, None))
    said(world, person=None, day=world.today - dt.timedelta(days=9))
    assert list(queries.about_me(world.viewer("peer"))) == []
    assert len(queries.about_me(world.viewer("employee"))) == 1


def test_praise_shows_to_the_team_only_if_he_agrees(world: World) -> None:
    said(world)
    row = CitizenVoice.objects.get()
    assert list(queries.praised_in_unit(world.viewer("peer"))) == []
    with pytest.raises(Refused):
        actions.show(voice=row, shown=True, by=world.viewer("superior"))
    me = world.client("employee")
    assert world.client("peer").post(f"/umpan-balik/warga/{row.pk}/tampilkan/").status_code == 404
    assert me.post(f"/umpan-balik/warga/{row.pk}/tampilkan/", {"shown": "yes"}).status_code == 303
    assert [v.pk for v in queries.praised_in_unit(world.viewer("peer"))] == [row.pk]
    assert list(queries.praised_in_unit(world.viewer("stranger"))) == []
    me.post(f"/umpan-balik/warga/{row.pk}/tampilkan/", {"shown": "no"})
    assert list(queries.praised_in_unit(world.viewer("peer"))) == []


def test_a_complaint_is_never_offered_for_the_wall(world: World) -> None:
    said(world, "complaint")
    row = CitizenVoice.objects.get()
    with pytest.raises(NotVisible):
        queries.voice_for(world.viewer("employee"), row.pk)
    with pytest.raises(Refused):
        actions.show(voice=row, shown=True, by=world.viewer("employee"))


def test_a_correction_and_a_withdrawal_follow(world: World) -> None:
    fact = said(world, "score", value=Decimal(2))
    evidence.correct(fact=fact, value=Decimal(4), source="suara.score:1", by=BY)
    assert CitizenVoice.objects.get().value == 4
    evidence.withdraw(sources=["suara.score:1"], metric="suara.score", by=BY)
    row = CitizenVoice.objects.get()
    assert row.withdrawn
    assert list(queries.about_me(world.viewer("employee"))) == []
    heard = queries.heard(world.employee.pk, world.today, world.today).alone()
    assert (heard.scores, heard.mean) == (0, None)


def test_a_failed_act_leaves_no_voice(world: World) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        said(world)
        raise RuntimeError("the complaint could not be closed")
    assert not CitizenVoice.objects.exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("superior", 200), ("head", 200), ("inspector", 200), ("peer", 404), ("stranger", 404)]
)
def test_the_record_of_a_person(world: World, who: str, status: int) -> None:
    said(world)
    answer = world.client(who).get(f"/umpan-balik/warga/pegawai/{world.employee.pk}/")
    assert answer.status_code == status
    assert ("sabar" in answer.content.decode()) == (status == 200)


def test_the_sums_for_the_evaluation(world: World) -> None:
    said(world)
    said(world, "complaint", words="")
    for number, value in enumerate((3, 4)):
        said(world, "score", value=Decimal(value), source=f"suara.score:{number}", words="")
    said(world, person=None, source="suara.praise:9")
    heard = queries.heard(world.employee.pk, world.today, world.today).alone()
    assert (heard.praise, heard.complaints, heard.scores, heard.mean) == (1, 1, 2, Decimal("3.5"))
    assert heard.words == ("Petugas menjelaskan dengan sabar.",)


@pytest.mark.parametrize("count", [2, 19])
def test_the_page_asks_the_same_few_questions(world: World, count: int, django_assert_max_num_queries: object) -> None:
    for number in range(count):
        said(world, source=f"suara.praise:{number}")
    client = world.client("employee")
    client.get("/umpan-balik/warga/")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get("/umpan-balik/warga/")
    assert "Belum ada umpan balik warga" in world.client("stranger").get("/umpan-balik/warga/").content.decode()
