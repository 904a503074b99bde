"""How periods, targets and names are written, in both languages; monthly cycles; the order of lists."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.template import Context, Template
from django.utils import translation

from pamong.appraisal import actions, queries
from pamong.appraisal.models import Evaluation
from pamong.appraisal.queries import documents
from pamong.appraisal.queries.lines import Line
from pamong.appraisal.web.views._periods import chosen, parsed
from pamong.platform.notifications.kinds import kind_of
from tests.appraisal.builder import SEED, Plan
from tests.feedback.test_give import give

pytestmark = pytest.mark.django_db
LINE = Line(
    id=1,
    indicator_id=1,
    result_id=1,
    result_title="Akta",
    parent_title="",
    is_main=True,
    perspective="",
    aspect="quantity",
    text="Jumlah",
    unit="akta",
    target=Decimal(120),
    target_max=None,
    target_text="",
    direction="more",
    weight=None,
    realised=None,
    evidence_n=0,
    last_day=None,
    achievement=None,
    explanation="",
    declared=None,
    declared_source="",
    declared_achievement=None,
    evidence_url="",
    first_of_result=True,
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "120 akta"),
        ({"target": Decimal("1234.5")}, "1.234,5 akta"),
        ({"direction": "less", "unit": "hari", "target": Decimal(5)}, "paling banyak 5 hari"),
        ({"direction": "exact", "unit": "kali", "target": Decimal(4)}, "tepat 4 kali"),
        ({"direction": "range", "target": Decimal(3), "target_max": Decimal(5)}, "3–5 akta"),
        ({"target": None, "target_text": "tersusun lengkap"}, "tersusun lengkap"),
        ({"target": Decimal(0), "unit": ""}, "0"),
    ],
)
def test_targets_as_people_write_them(change: dict[str, object], words: str) -> None:
    with translation.override("id"):
        assert queries.target_text(replace(LINE, **change)) == words  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Sari Lestari, A.Md.", "S. L."),
        ("Ir. Muhammad Hidayat", "M. H."),
        ("Teguh", "T."),
        ("dr. Kadek Ayu Dewi Lestari", "K. A. D."),
        ("", "–"),
    ],
)
def test_initials_without_titles(name: str, initials: str) -> None:
    assert documents._initials(name) == initials


def test_the_qr_code_is_an_image_without_scripts() -> None:
    svg = queries.qr_svg("https://pamong.contoh.go.id/publik/verifikasi/X/")
    assert svg.startswith("<?xml")
    assert "<script" not in svg
    assert "<path" in svg


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("12-quarter-3", (12, "quarter", 3)),
        ("12-annual-1", (12, "annual", 1)),
        ("", None),
        ("12", None),
        ("a-quarter-3", None),
        ("12-quarter-x", None),
        ("1234567890123456789-quarter-1", None),
        ("-1-quarter-1", None),
        ("12-quarter-333", None),
    ],
)
def test_periods_in_the_address(value: str, found: tuple[int, str, int] | None) -> None:
    assert parsed(value) == found


def test_the_newest_period_when_the_address_names_none() -> None:
    listed = [queries.Period(1, 1, "Dinas", "quarter", n, 2026) for n in (3, 2)]
    assert chosen(listed, "") == listed[0]
    assert chosen(listed, "1-quarter-2") == listed[1]
    assert chosen(listed, "9-quarter-9") == listed[0]
    assert chosen([], "1-quarter-2") is None


def test_filters_of_templates() -> None:
    template = Template("{% load appraisal_tags %}{{ code|kode_periksa }}")
    assert template.render(Context({"code": "ABCDEFGHJKMNPQRSTVWX"})) == "ABCD-EFGH-JKMN-PQRS-TVWX"


@pytest.mark.parametrize("kind", ["evaluation.opened", "evaluation.self_done", "evaluation.rated", "evaluation.signed"])
def test_kinds_of_notices_have_a_title_without_names(kind: str) -> None:
    assert str(kind_of(kind).title) != kind


def test_a_rating_also_goes_by_mail() -> None:
    assert kind_of("evaluation.rated").mail


def monthly(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE planning_cycle SET evaluation_step = 'month'")


def test_an_agency_that_evaluates_each_month(plan: Plan) -> None:
    monthly(plan)
    plan.log("7", day=dt.date(plan.year, 9, 30))
    plan.log("9", day=dt.date(plan.year, 10, 1))
    row = plan.opened("month", 9)
    assert (row.starts, row.ends) == (dt.date(plan.year, 9, 1), dt.date(plan.year, 9, 30))
    assert queries.lines_of(row)[0].realised == Decimal(7)
    assert queries.label_of(row) == f"Bulan September {plan.year}"
    offered = queries.openable(plan.world.viewer("admin"))
    assert len(offered) == 13


def test_periods_are_listed_newest_first(plan: Plan) -> None:
    for kind, number in (("quarter", 1), ("quarter", 3), ("annual", 1), ("quarter", 2)):
        actions.open_period(cycle_id=plan.cycle.pk, kind=kind, number=number, by=SEED)
    found = queries.periods_in(plan.world.viewer("admin"), "evaluation.overview")
    assert [(p.kind, p.number) for p in found] == [("annual", 1), ("quarter", 3), ("quarter", 2), ("quarter", 1)]
    assert found[1].key == f"{plan.cycle.pk}-quarter-3"
    assert found[1].label == f"Triwulan III {plan.year}"


def test_my_list_is_newest_first(plan: Plan) -> None:
    for number in (1, 3, 2):
        actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=number, by=SEED)
    assert [e.period_no for e in queries.mine(plan.world.viewer("employee"))] == [3, 2, 1]
    assert not queries.mine(plan.world.viewer("inspector"))


def test_states_are_counted(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    plan.rated()
    admin = plan.world.viewer("admin")
    (period,) = queries.periods_in(admin, "evaluation.overview")
    assert queries.states_of(admin, period) == {"rated": 1, "open": 1}


def test_lines_are_grouped_by_result_with_their_feedback(plan: Plan) -> None:
    give(plan.world, text="Bagus", source=f"planning.result:{plan.results[2].pk}", source_label="RHK 3")
    row = plan.opened()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appraisal_evaluation SET ends = %s", [plan.world.today])
    row.refresh_from_db()
    groups = queries.basis_of(row).results
    assert [group.title for group in groups] == [result.title for result in plan.results]
    assert [len(group.feedback) for group in groups] == [0, 0, 1]
    assert all(len(group.lines) == 1 for group in groups)


def test_the_rule_of_the_day_of_the_period_is_used(plan: Plan) -> None:
    """A rating given later keeps the rule that was in force when the period ended."""
    row = plan.rated()
    assert row.rule_version <= row.ends.isoformat()
    found = queries.reasoning(row)
    assert found is not None
    assert found.version == row.rule_version


def test_before_the_rating_there_is_nothing_to_explain(plan: Plan) -> None:
    assert queries.reasoning(plan.opened()) is None


def test_where_it_stands(plan: Plan) -> None:
    world = plan.world
    row = plan.opened()

    def standing(who: str) -> queries.Standing:
        viewer = world.viewer(who)
        return queries.standing(viewer, queries.evaluation_for(viewer=viewer, pk=row.pk))

    found = standing("employee")
    assert (found.step, found.is_self, found.may_assess_self, found.may_rate) == (1, True, True, False)
    found = standing("superior")
    assert (found.is_self, found.may_rate, found.may_sign, found.ended) == (False, True, False, True)
    plan.rated()
    assert standing("employee").may_sign
    assert not standing("employee").may_assess_self
    assert not standing("head").may_set
    assert "Pasal 49" in standing("employee").sign_source
    _sign(plan, row)
    found = standing("superior")
    assert (found.step, found.may_rate, found.overdue) == (5, False, False)


def _sign(plan: Plan, row: Evaluation) -> None:
    now = Evaluation.objects.get(pk=row.pk)
    by = plan.world.viewer("employee")
    actions.acknowledge(pk=row.pk, version=now.version, answer="", base_url="https://x.example", by=by)
