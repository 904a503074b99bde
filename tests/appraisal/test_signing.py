"""Signing, the right of answer, setting without signature, and the document that stays as it is."""

import datetime as dt
import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.appraisal import actions
from pamong.appraisal.models import Document, Evaluation
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.audit import queries as audit
from pamong.platform.files import pdf
from pamong.platform.files import queries as files
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import BASE, Plan, past_deadline

pytestmark = pytest.mark.django_db
REASON = "Dua kali diingatkan secara tertulis dan tidak menanggapi."


def sign(
    plan: Plan, row: Evaluation, who: str = "employee", version: int | None = None, answer: str = ""
) -> Evaluation:
    return actions.acknowledge(
        pk=row.pk,
        version=row.version if version is None else version,
        answer=answer,
        base_url=BASE,
        by=plan.world.viewer(who),
    )


def set_(plan: Plan, row: Evaluation, who: str = "head", reason: str = REASON) -> Evaluation:
    return actions.set_unsigned(pk=row.pk, version=row.version, reason=reason, base_url=BASE, by=plan.world.viewer(who))


def test_signing_makes_it_final(plan: Plan) -> None:
    row = sign(plan, plan.rated(), answer="Saya setuju, kecuali butir dua.")
    assert row.state == "final"
    assert row.answer == "Saya setuju, kecuali butir dua."
    assert row.acknowledged_at is not None
    assert row.read_at is not None
    document = Document.objects.get(evaluation=row)
    kept = files.read(document.pdf)
    assert kept.startswith(b"%PDF")
    assert document.sha256 == document.pdf.sha256 == hashlib.sha256(kept).hexdigest()
    assert Notification.objects.filter(person_id=plan.world.superior.pk, kind="evaluation.signed").count() == 1
    verbs = [e.verb for e in audit.history(row) if e.verb]
    assert verbs[-2:] == ["evaluation.acknowledged", "evaluation.finalised"]


@pytest.mark.parametrize("who", ["superior", "head", "peer", "admin", "inspector", "stranger"])
def test_nobody_signs_for_another(plan: Plan, who: str) -> None:
    row = plan.rated()
    with pytest.raises(NotVisible):
        sign(plan, row, who)


def test_twice_is_refused(plan: Plan) -> None:
    row = sign(plan, plan.rated())
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        sign(plan, row)


def test_what_was_not_read_is_not_signed(plan: Plan) -> None:
    row = plan.rated()
    with pytest.raises(Conflict):
        sign(plan, row, version=row.version - 1)
    assert not Document.objects.exists()


def test_late_signing_is_signing(plan: Plan) -> None:
    row = plan.rated()
    past_deadline(row)
    assert sign(plan, row).state == "final"


def test_reading_is_stamped_once_per_version(plan: Plan) -> None:
    row = plan.rated()
    employee, superior = plan.world.viewer("employee"), plan.world.viewer("superior")
    actions.note_reading(evaluation=row, by=superior)
    row.refresh_from_db()
    assert row.read_at is None
    actions.note_reading(evaluation=row, by=employee)
    row.refresh_from_db()
    first = row.read_at
    assert first is not None
    actions.note_reading(evaluation=row, by=employee)
    row.refresh_from_db()
    assert row.read_at == first
    chosen = actions.Chosen("di_atas", "sesuai", REASON)
    row = actions.rate(pk=row.pk, version=row.version, chosen=chosen, by=superior)
    assert row.read_at is None


def test_the_assessors_superior_sets_what_was_not_signed(plan: Plan) -> None:
    row = plan.rated()
    past_deadline(row)
    row.refresh_from_db()
    done = set_(plan, row)
    assert done.state == "final"
    assert done.acknowledged_at is None
    assert (done.set_by_id, done.set_reason) == (plan.world.head.pk, REASON)
    told = set(Notification.objects.filter(kind="evaluation.signed").values_list("person_id", flat=True))
    assert told == {plan.person.pk, plan.assessor.pk}


def test_not_before_the_limit(plan: Plan) -> None:
    row = plan.rated()
    with pytest.raises(Refused, match="masih dapat menandatangani"):
        set_(plan, row)
    past_deadline(row, days=0)
    row.refresh_from_db()
    with pytest.raises(Refused):
        set_(plan, row)
    past_deadline(row, days=2)
    row.refresh_from_db()
    assert set_(plan, row).state == "final"


@pytest.mark.parametrize("who", ["superior", "employee", "peer", "admin", "stranger_head", "inspector"])
def test_only_the_assessors_superior_sets(plan: Plan, who: str) -> None:
    row = plan.rated()
    past_deadline(row)
    row.refresh_from_db()
    with pytest.raises(NotVisible):
        set_(plan, row, who)


def test_setting_needs_a_reason(plan: Plan) -> None:
    row = plan.rated()
    past_deadline(row)
    row.refresh_from_db()
    with pytest.raises(Refused) as refused:
        set_(plan, row, reason="lama")
    assert refused.value.field == "reason"


def test_a_signature_is_not_lost_when_the_document_fails(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> bytes:
        raise pdf.PdfError("kertas habis")

    row = plan.rated()
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "render", broken)
        row = sign(plan, row)
    row.refresh_from_db()
    assert row.state == "acknowledged"
    assert row.acknowledged_at is not None
    assert not Document.objects.exists()
    for who in ("peer", "stranger", "inspector"):
        with pytest.raises(NotVisible):
            actions.finalise(pk=row.pk, base_url=BASE, by=plan.world.viewer(who))
    assert actions.finalise(pk=row.pk, base_url=BASE, by=plan.world.viewer("employee")).state == "final"
    with pytest.raises(Refused):
        actions.finalise(pk=row.pk, base_url=BASE, by=plan.world.viewer("employee"))


def test_what_was_signed_meanwhile_cannot_be_rated_again(plan: Plan) -> None:
    row = plan.rated()
    sign(plan, row)
    chosen = actions.Chosen("di_bawah", "di_bawah", REASON, REASON)
    with pytest.raises(Refused):
        actions.rate(pk=row.pk, version=row.version, chosen=chosen, by=plan.world.viewer("superior"))


FORBIDDEN = [
    "UPDATE appraisal_evaluation SET predikat = 'Sangat Baik', results_rating = 'di_atas'",
    "UPDATE appraisal_evaluation SET answer = 'lain'",
    "UPDATE appraisal_evaluation SET state = 'rated', final_at = NULL, acknowledged_at = NULL",
    "DELETE FROM appraisal_evaluation",
    "UPDATE appraisal_evaluationline SET explanation = 'lain'",
    "DELETE FROM appraisal_evaluationline",
    "UPDATE appraisal_document SET sha256 = repeat('0', 64)",
    "DELETE FROM appraisal_document",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_raw_sql_changes_nothing_of_a_final_one(plan: Plan, statement: str) -> None:
    plan.final()
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_raw_sql_adds_no_line_to_a_final_one(plan: Plan) -> None:
    row = plan.final()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'appraisal_evaluationline'"
        )
        columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name != "id")
    statement = f"INSERT INTO appraisal_evaluationline ({columns}) SELECT {columns} FROM appraisal_evaluationline"
    with pytest.raises(DatabaseError, match="may not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert row.lines.count() == 3


def test_the_limit_is_fourteen_days_from_the_rating(plan: Plan) -> None:
    row = plan.rated()
    assert row.sign_by is not None
    assert row.sign_by - plan.world.today == dt.timedelta(days=14)
