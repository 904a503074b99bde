"""Self-evaluation and rating: what is collected, who decides, and that missing is never zero."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.appraisal import actions, queries
from pamong.appraisal.actions import Chosen, SelfLine
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.audit import queries as audit
from pamong.platform.guard import GuardError
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import REASON, Plan
from tests.feedback.test_give import give

pytestmark = pytest.mark.django_db

MATRIX = {
    ("di_atas", "di_atas"): "Sangat Baik",
    ("di_atas", "sesuai"): "Baik",
    ("di_atas", "di_bawah"): "Kurang",
    ("sesuai", "di_atas"): "Baik",
    ("sesuai", "sesuai"): "Baik",
    ("sesuai", "di_bawah"): "Kurang",
    ("di_bawah", "di_atas"): "Butuh Perbaikan",
    ("di_bawah", "sesuai"): "Butuh Perbaikan",
    ("di_bawah", "di_bawah"): "Sangat Kurang",
}


@pytest.mark.parametrize(("results", "conduct"), MATRIX)
def test_every_cell_of_the_matrix(plan: Plan, results: str, conduct: str) -> None:
    row = plan.rated(results, conduct)
    assert row.predikat == MATRIX[results, conduct]
    assert row.rule_id == "predikat"
    assert row.rule_version == "2022-02-22"
    assert row.rule_inputs == {"hasil_kerja": results, "perilaku": conduct}
    assert "PermenPANRB 6/2022" in row.rule_source
    assert row.rule_confidence == "secondary"


def test_the_predikat_opens_to_its_reasoning(plan: Plan) -> None:
    found = queries.reasoning(plan.rated("di_atas", "di_bawah"))
    assert found is not None
    marked = [(label, cell.text) for label, cells in found.rows for cell in cells if cell.marked]
    assert marked == [("di atas ekspektasi", "Kurang")]
    assert "Kurang" in found.steps[-1]


def test_missing_is_never_zero(plan: Plan) -> None:
    plan.log("90", indicator=0)
    lines = queries.lines_of(plan.opened())
    assert (lines[0].realised, lines[0].achievement, lines[0].evidence_n) == (Decimal(90), Decimal("75.00"), 1)
    assert (lines[1].realised, lines[1].achievement, lines[1].evidence_n) == (None, None, 0)


def test_a_recorded_zero_is_zero_and_not_missing(plan: Plan) -> None:
    plan.log("0", indicator=0)
    line = queries.lines_of(plan.opened())[0]
    assert (line.realised, line.achievement, line.evidence_n) == (Decimal(0), Decimal("0.00"), 1)


def test_only_evidence_of_the_period_counts(plan: Plan) -> None:
    plan.log("10", day=dt.date(plan.year, 6, 30))
    plan.log("20", day=dt.date(plan.year, 7, 1))
    plan.log("30", day=dt.date(plan.year, 9, 30))
    plan.log("40", day=dt.date(plan.year, 10, 1))
    line = queries.lines_of(plan.opened())[0]
    assert (line.realised, line.evidence_n, line.last_day) == (Decimal(50), 2, dt.date(plan.year, 9, 30))


def test_the_year_collects_all_quarters(plan: Plan) -> None:
    for month in (2, 5, 8, 11):
        plan.log("30", day=dt.date(plan.year, month, 3))
    row = plan.opened("annual", 1)
    assert queries.lines_of(row)[0].achievement == Decimal("100.00")
    plan.opened("quarter", 3)
    assert [other.kind for other in queries.around(plan.world.viewer("employee"), row).others] == ["quarter"]


def test_evidence_is_live_until_the_rating_and_then_stays(plan: Plan) -> None:
    row = plan.opened()
    plan.log("30")
    assert queries.lines_of(row)[0].realised == Decimal(30)
    row = plan.rated()
    plan.log("99", day=dt.date(plan.year, 9, 1))
    assert queries.lines_of(row)[0].realised == Decimal(30)
    stored = EvaluationLine.objects.filter(evaluation=row).order_by("order")
    assert [line.realised for line in stored] == [Decimal(30), None, None]


def lines_by_id(row: Evaluation) -> list[int]:
    return [line.id for line in queries.lines_of(row)]


def test_the_employee_explains_and_declares(plan: Plan) -> None:
    plan.log("90", indicator=0)
    row = plan.opened()
    first, second, _third = lines_by_id(row)
    said = {
        first: SelfLine(explanation="Sistem pusat mati dua hari."),
        second: SelfLine(declared=Decimal("45.5"), source="Laporan bulanan 9/2025"),
    }
    row = actions.assess_self(pk=row.pk, text="Cukup baik.", lines=said, by=plan.world.viewer("employee"))
    assert row.state == "self_done"
    lines = queries.lines_of(row)
    assert lines[0].explanation == "Sistem pusat mati dua hari."
    assert lines[1].declared == Decimal("45.5")
    assert lines[1].realised is None, "what is declared is no evidence"
    assert lines[1].declared_achievement == Decimal("37.92")
    assert Notification.objects.filter(person_id=plan.world.superior.pk, kind="evaluation.self_done").count() == 1


def test_declaring_against_evidence_is_refused_and_nothing_is_kept(plan: Plan) -> None:
    plan.log("90", indicator=0)
    row = plan.opened()
    first, second, _third = lines_by_id(row)
    said = {second: SelfLine(explanation="baik"), first: SelfLine(declared=Decimal(200), source="Kata saya")}
    with pytest.raises(Refused) as refused:
        actions.assess_self(pk=row.pk, text="x", lines=said, by=plan.world.viewer("employee"))
    assert refused.value.field == f"declared_{first}"
    row.refresh_from_db()
    assert row.state == "open"
    assert not EvaluationLine.objects.exclude(explanation="").exists()


def test_evidence_that_comes_later_replaces_a_declaration(plan: Plan) -> None:
    row = plan.opened()
    first = lines_by_id(row)[0]
    said = {first: SelfLine(declared=Decimal(50), source="Laporan")}
    actions.assess_self(pk=row.pk, text="", lines=said, by=plan.world.viewer("employee"))
    plan.log("60")
    line = queries.lines_of(plan.rated())[0]
    assert (line.realised, line.declared) == (Decimal(60), None)


def test_self_evaluation_may_be_written_anew_until_the_rating(plan: Plan) -> None:
    row = plan.opened()
    by = plan.world.viewer("employee")
    for text in ("pertama", "kedua"):
        actions.assess_self(pk=row.pk, text=text, lines={}, by=by)
    row.refresh_from_db()
    assert row.self_text == "kedua"
    assert Notification.objects.filter(kind="evaluation.self_done").count() == 1
    plan.rated()
    with pytest.raises(Refused, match="sudah diberikan"):
        actions.assess_self(pk=row.pk, text="ketiga", lines={}, by=by)


def test_nobody_waits_for_the_self_evaluation(plan: Plan) -> None:
    row = plan.rated()
    assert row.self_at is None
    assert row.state == "rated"


def test_a_rating_is_told_and_audited(plan: Plan) -> None:
    row = plan.rated()
    notice = Notification.objects.get(person_id=plan.person.pk, kind="evaluation.rated")
    assert "Baik" not in notice.text, "a notice carries no rating"
    event = next(e for e in audit.history(row) if e.verb == "evaluation.rated")
    assert event.acting_for is None
    assert row.sign_by == plan.world.today + dt.timedelta(days=14)


def rate(
    plan: Plan, row: Evaluation, who: str, *ratings: str, version: int | None = None, reason: str = REASON
) -> Evaluation:
    chosen = Chosen(ratings[0], ratings[1], reason, reason)
    wanted = row.version if version is None else version
    return actions.rate(pk=row.pk, version=wanted, chosen=chosen, by=plan.world.viewer(who))


def test_a_rating_may_be_changed_until_signed_and_history_stays(plan: Plan) -> None:
    row = plan.rated("sesuai", "sesuai")
    row = rate(plan, row, "superior", "di_atas", "di_atas")
    assert (row.predikat, row.version) == ("Sangat Baik", 2)
    verbs = [e.verb for e in audit.history(row)]
    assert verbs.count("evaluation.rated") == verbs.count("evaluation.rating_changed") == 1
    kept = [e.old for e in audit.history(row) if e.old and "predikat" in e.old]
    assert [old["predikat"] for old in kept] == ["", "Baik"]
    assert Notification.objects.filter(person_id=plan.person.pk, kind="evaluation.rated").count() == 2


def test_two_raters_one_after_the_other_conflict(plan: Plan) -> None:
    row = plan.rated("sesuai", "sesuai")
    with pytest.raises(Conflict) as conflict:
        rate(plan, row, "superior", "di_atas", "di_atas", version=0)
    assert conflict.value.by == plan.world.superior.name
    assert "Sesuai" in "".join(conflict.value.theirs.values())
    assert "Di atas" in "".join(conflict.value.mine.values())
    row.refresh_from_db()
    assert row.predikat == "Baik"


@pytest.mark.parametrize(
    ("results", "conduct", "field"),
    [
        ("di_atas", "sesuai", "results_reason"),
        ("sesuai", "di_bawah", "conduct_reason"),
        ("hebat", "sesuai", "results_rating"),
    ],
)
def test_a_reason_off_the_middle(plan: Plan, results: str, conduct: str, field: str) -> None:
    row = plan.opened()
    with pytest.raises(Refused) as refused:
        rate(plan, row, "superior", results, conduct, reason="pendek")
    assert refused.value.field == field
    row.refresh_from_db()
    assert row.state == "open"


def test_not_before_the_period_ended(plan: Plan) -> None:
    row = plan.opened("annual", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appraisal_evaluation SET ends = %s", [plan.world.today])
    with pytest.raises(Refused, match="belum berakhir"):
        rate(plan, row, "superior", "sesuai", "sesuai")


def test_signed_ones_are_not_rated_any_more(plan: Plan) -> None:
    row = plan.final()
    with pytest.raises(Refused, match="ditandatangani"):
        rate(plan, row, "superior", "di_atas", "di_atas")


def test_feedback_stands_beside_what_it_is_about(plan: Plan) -> None:
    world = plan.world
    give(world, text="Tentang hasil", source=f"planning.result:{plan.results[1].pk}", source_label="RHK 2")
    give(world, text="Tentang perilaku", source="planning.conduct:accountable", source_label="Akuntabel")
    give(world, text="Umum saja")
    row = plan.opened()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appraisal_evaluation SET ends = %s", [world.today])
    row.refresh_from_db()
    basis = queries.basis_of(row)
    assert [f.text for f in basis.lines[1].feedback] == ["Tentang hasil"]
    assert [f.text for f in basis.feedback] == ["Umum saja"]
    notes = {c.label: [n.text for n in c.notes] for c in basis.conduct if c.notes}
    assert notes == {"Akuntabel": ["Tentang perilaku"]}
    assert any(c.expectation == "Berkas tersusun rapi setiap hari" for c in basis.conduct)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE appraisal_evaluation SET predikat = '' WHERE state = 'rated'",
        "UPDATE appraisal_evaluation SET results_rating = 'hebat'",
        "UPDATE appraisal_evaluation SET results_rating = 'di_atas', results_reason = 'kurang'",
        "UPDATE appraisal_evaluation SET rated_by_id = person_id",
        "UPDATE appraisal_evaluation SET assessor_id = person_id",
        "UPDATE appraisal_evaluation SET state = 'final', final_at = now()",
        "UPDATE appraisal_evaluation SET state = 'open'",
        "UPDATE appraisal_evaluationline SET realised = 0 WHERE evidence_n = 0",
        "UPDATE appraisal_evaluationline SET declared = 5",
    ],
)
def test_what_can_never_be_false_the_database_refuses(plan: Plan, statement: str) -> None:
    plan.rated()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_actions_write(plan: Plan) -> None:
    row = plan.opened()
    with pytest.raises(GuardError):
        row.save()
    with pytest.raises(GuardError):
        EvaluationLine.objects.filter(evaluation=row).update(realised=Decimal(1))


def test_no_rating_by_somebody_without_the_duty(plan: Plan) -> None:
    row = plan.opened()
    for who in ("employee", "peer", "head", "acting", "admin", "inspector", "stranger_head", "personnel"):
        with pytest.raises(NotVisible):
            rate(plan, row, who, "sesuai", "sesuai")
