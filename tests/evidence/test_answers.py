"""The right of answer on evidence: who may answer, and that the answer goes wherever the fact goes."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction

from pamong.evidence import actions, queries, registry
from pamong.evidence.events import FactRecorded
from pamong.evidence.models import Fact, FactAnswer
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event, Read
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.feedback.test_give import give
from tests.world import World

pytestmark = pytest.mark.django_db
BY = Viewer.system("uji")
HELD = registry.metric(id="uji.tercatat", title="Keterlambatan", unit="kali", kind="count", source_area="uji")
CITIZEN = registry.metric(
    id="uji.warga", title="Suara warga", unit="nilai", kind="mean", source_area="uji", citizen="score"
)


def held(world: World, **changes: object) -> Fact:
    values: dict[str, object] = {
        "metric": "uji.tercatat",
        "agency_id": world.a.pk,
        "unit_id": world.office.pk,
        "unit_path": world.office.path,
        "person_id": world.employee.pk,
        "value": Decimal(1),
        "at": dt.datetime.combine(world.today, dt.time(3), tzinfo=dt.UTC),
        "day": world.today,
        "source": "uji.sumber:1",
        "source_label": "Terlambat 20 menit",
        "by": BY,
    }
    return actions.record(**{**values, **changes})  # type: ignore[arg-type]  # a test may say anything


def test_the_person_answers_and_the_superior_is_told(world: World) -> None:
    fact = held(world)
    row = actions.answer(fact=fact, text="  Jalan tertutup banjir. ", by=world.viewer("employee"))
    assert row.text == "Jalan tertutup banjir."
    notice = Notification.objects.get(kind="evidence.answered")
    assert (notice.person_id, notice.url) == (world.superior.pk, f"/bukti/{fact.id}/")
    assert Event.objects.filter(verb="evidence.answered").count() == 1


@pytest.mark.parametrize("who", ["superior", "peer", "admin", "head"])
def test_nobody_else_answers(world: World, who: str) -> None:
    fact = held(world)
    with pytest.raises(Refused, match="Hanya pegawai"):
        actions.answer(fact=fact, text="x", by=world.viewer(who))
    assert world.client(who).post(f"/bukti/{fact.id}/tanggapi/", {"text": "x"}).status_code == 404
    assert not FactAnswer.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_answer_says_something_bounded(world: World, text: str) -> None:
    with pytest.raises(Refused) as caught:
        actions.answer(fact=held(world), text=text, by=world.viewer("employee"))
    assert caught.value.field == "text"


def test_five_answers_and_no_more(world: World) -> None:
    fact, me = held(world), world.viewer("employee")
    for number in range(5):
        actions.answer(fact=fact, text=f"Jawaban {number}", by=me)
    with pytest.raises(Refused, match="sudah Anda tanggapi"):
        actions.answer(fact=fact, text="Jawaban 6", by=me)
    assert [reply.text for reply in queries.replies([fact.id])[fact.id]] == [f"Jawaban {n}" for n in range(5)]


def test_what_was_answered_stays(world: World) -> None:
    actions.answer(fact=held(world), text="Banjir", by=world.viewer("employee"))
    for statement in ("UPDATE evidence_factanswer SET text = 'lain'", "DELETE FROM evidence_factanswer"):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert FactAnswer.objects.get().text == "Banjir"


def test_the_answer_stands_on_every_page_of_the_fact(world: World) -> None:
    fact = held(world)
    client = world.client("employee")
    page = client.get("/bukti/").content.decode()
    assert f"/bukti/{fact.id}/" in page
    assert client.post(f"/bukti/{fact.id}/tanggapi/", {"text": ""}).status_code == 422
    assert client.post(f"/bukti/{fact.id}/tanggapi/", {"text": "Jalan tertutup banjir"}).status_code == 303
    for who, address in (
        ("employee", "/bukti/"),
        ("employee", f"/bukti/{fact.id}/"),
        ("superior", f"/bukti/?pegawai={world.employee.pk}"),
        ("superior", f"/bukti/{fact.id}/"),
        ("inspector", f"/bukti/?sumber={fact.source}"),
    ):
        assert "Jalan tertutup banjir" in world.client(who).get(address).content.decode(), (who, address)
    assert Read.objects.filter(what="evidence.view", subjects=[world.employee.pk]).exists()


def test_the_workbook_carries_the_answers(world: World) -> None:
    fact = held(world)
    held(world, source="uji.sumber:2", source_label="=1+1")
    actions.answer(fact=fact, text="Jalan tertutup banjir", by=world.viewer("employee"))
    answer = world.client("superior").get(f"/bukti/unduh/?pegawai={world.employee.pk}")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][-1] == "Tanggapan pegawai"
    assert sorted((row[1], row[5] or "") for row in rows[1:]) == [
        ("'=1+1", ""),
        ("Terlambat 20 menit", "Jalan tertutup banjir"),
    ]
    assert Read.objects.filter(what="evidence.export").count() == 1
    mine = world.client("peer").get(f"/bukti/unduh/?pegawai={world.employee.pk}")
    sheet = openpyxl.load_workbook(io.BytesIO(mine.content)).active
    assert sheet is not None
    assert sheet.max_row == 1, "the workbook holds what the page would show: nothing of others"


def test_a_fact_of_others_is_not_visible(world: World) -> None:
    fact = held(world)
    for who in ("peer", "stranger", "stranger_head", "admin"):
        with pytest.raises(NotVisible):
            queries.fact_for(world.viewer(who), fact.id)


def test_answered_facts_of_a_period_with_their_subject(world: World) -> None:
    fact = held(world, subject="indicator:45")
    held(world, source="uji.sumber:2")
    actions.answer(fact=fact, text="Banjir", by=world.viewer("employee"))
    (found,) = queries.answered_in(world.employee.pk, world.today, world.today).alone()
    assert (found.fact_id, found.subject, found.text) == (fact.id, "indicator:45", "Terlambat 20 menit")
    assert [reply.text for reply in found.replies] == ["Banjir"]
    before = world.today - dt.timedelta(days=1)
    assert queries.answered_in(world.employee.pk, before, before).alone() == []


def test_the_list_asks_once_for_all_answers(world: World, django_assert_max_num_queries: object) -> None:
    client = world.client("employee")
    for number in range(30):
        fact = held(world, source=f"uji.sumber:{number}")
        actions.answer(fact=fact, text="Sudah saya jelaskan", by=world.viewer("employee"))
    client.get("/bukti/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/bukti/")


def test_only_metrics_of_citizens_are_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr("pamong.evidence.actions.publish", told.append)
    held(world)
    give(world)
    assert told == []
    fact = held(world, metric="uji.warga", value=Decimal(4), words="Ramah sekali")
    (event,) = told
    assert isinstance(event, FactRecorded)
    assert (event.fact_id, event.words, event.value, event.withdrawn) == (fact.id, "Ramah sekali", Decimal(4), False)
    actions.withdraw(sources=[fact.source], metric="uji.warga", by=BY)
    assert isinstance(told[1], FactRecorded)
    assert (told[1].corrects, told[1].withdrawn) == (fact.id, True)
    assert "Ramah sekali" not in str(list(Fact.objects.values())), "words are told, not stored with the fact"


def test_an_unknown_way_of_citizens_is_refused() -> None:
    with pytest.raises(ValueError, match="citizen"):
        registry.metric(id="uji.salah", title="x", unit="", kind="count", source_area="uji", citizen="gossip")
