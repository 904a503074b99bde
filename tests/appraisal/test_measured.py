"""Evaluations of indicators that measure themselves, and of pairs: filled by evidence, told to the assessor, kept at the rating."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.appraisal import actions
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.appraisal.queries import documents
from pamong.appraisal.queries.lines import Basis, basis_of, lines_of
from pamong.planning.models import Indicator
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.planning.measuring import fact
from tests.world import World

pytestmark = pytest.mark.django_db
UNIT = "ukur.tepat share unit"


class Measured(Plan):
    """The first indicator is measured by the share of letters of the unit answered in time; target 90 percent."""

    paired = False

    def _agree(self) -> None:
        first, second = self.indicators[0], self.indicators[1]
        own = {"measure": UNIT, "aspect": "quality", "unit": "persen", "target": Decimal(90), "pair": int(self.paired)}
        Indicator.objects.filter(pk=first.pk).update(via=ACTION, **own)
        if self.paired:
            values = {"pair": 1, "result": self.results[0], "target": Decimal(10)}
            Indicator.objects.filter(pk=second.pk).update(via=ACTION, **values)
        super()._agree()


class Paired(Measured):
    """Quantity (logged, target 10) and quality (measured) under the first result."""

    paired = True


@pytest.fixture
def measured(world: World) -> Plan:
    return Measured(world)


@pytest.fixture
def pair(world: World) -> Plan:
    return Paired(world)


def august(plan: Plan) -> dt.date:
    return dt.date(plan.year, 8, 17)


def shares(plan: Plan, *values: int, who: str = "peer", day: dt.date | None = None) -> None:
    for value in values:
        fact(plan.world, who, value=value, day=day or august(plan))


def line_of(row: Evaluation, place: int = 0) -> Any:
    return lines_of(Evaluation.objects.get(pk=row.pk))[place]


def page(world: World, path: str, who: str = "superior") -> str:
    answer = world.client(who).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_line_keeps_what_measures_it_as_agreed(measured: Plan) -> None:
    row = measured.opened()
    stored = EvaluationLine.objects.filter(evaluation=row).order_by("order")
    assert [line.measure for line in stored] == [UNIT, "", ""]


def test_the_figure_of_the_unit_fills_the_line_within_the_period(measured: Plan) -> None:
    row = measured.opened()
    assert line_of(row).realised is None
    shares(measured, 1, 1, 0)
    shares(measured, 1, who="employee")
    shares(measured, 0, 0, 0, day=dt.date(measured.year, 2, 3))  # another quarter
    line = line_of(row)
    assert (line.realised, line.evidence_n, line.achievement) == (Decimal(75), 4, Decimal("83.33"))
    assert line.source == "Surat dijawab tepat waktu · Bagian (persen) · Unit saya"
    assert f"/indikator/{measured.indicators[0].pk}/hitungan/?dari={measured.year}-07-01" in line.evidence_url


def test_logged_work_does_not_add_to_a_measured_line(measured: Plan) -> None:
    row = measured.opened()
    measured.log("40", indicator=0)
    measured.log("60", indicator=1)
    assert line_of(row).realised is None
    assert line_of(row, 1).realised == 60
    assert line_of(row, 1).source == ""


def test_the_rating_keeps_the_figure_as_it_stood(measured: Plan) -> None:
    measured.opened()
    shares(measured, 1, 0)
    row = measured.rated()
    shares(measured, 1, 1)
    kept = line_of(row)
    assert (kept.realised, kept.evidence_n) == (Decimal(50), 2)
    assert kept.source.startswith("Surat dijawab tepat waktu")
    assert EvaluationLine.objects.get(pk=kept.id).realised == 50


def test_a_measured_line_takes_no_declaration(measured: Plan) -> None:
    row = measured.opened()
    shares(measured, 1)
    lines = {line.id: actions.SelfLine("Semua tepat") for line in lines_of(row)}
    actions.assess_self(pk=row.pk, text="Sudah", lines=lines, by=measured.world.viewer("employee"))
    assert line_of(row).explanation == "Semua tepat"


def test_the_rater_sees_source_and_figure(measured: Plan) -> None:
    row = measured.opened()
    shares(measured, 1, 1, 0)
    shown = page(measured.world, f"/penilaian/{row.pk}/nilai/")
    assert "66,67 persen" in shown
    assert "otomatis" in shown
    assert "Unit saya" in shown
    self_page = page(measured.world, f"/penilaian/{row.pk}/evaluasi-diri/", "employee")
    assert "66,67 persen" in self_page


def test_the_document_names_what_filled_the_line(measured: Plan) -> None:
    row = measured.opened()
    shares(measured, 1)
    printed = documents._rows(lines_of(row))
    assert printed[0]["evidence"] == "1 bukti; otomatis: Surat dijawab tepat waktu · Bagian (persen) · Unit saya"
    assert printed[1]["evidence"] == ""


def warned(row: Evaluation) -> list[bool]:
    return [line.warns for line in lines_of(Evaluation.objects.get(pk=row.pk))]


def basis(row: Evaluation) -> Basis:
    return basis_of(Evaluation.objects.get(pk=row.pk))


def test_much_but_not_well_warns_the_rater_and_changes_nothing(pair: Plan) -> None:
    row = pair.opened()
    assert warned(row) == [False, False, False]
    pair.log("12", indicator=1)
    assert warned(row) == [False, False, False]  # quality is not measured yet
    shares(pair, 0, 1)
    assert sorted(warned(row)) == [False, True, True]
    assert basis(row).warned
    shown = page(pair.world, f"/penilaian/{row.pk}/nilai/")
    assert "jumlah tercapai, mutu belum" in shown
    assert "tidak ada rumus yang mengubah rating" in shown
    rated = pair.rated("di_atas", "sesuai")
    assert rated.results_rating == "di_atas"


def test_both_well_warns_nobody(pair: Plan) -> None:
    row = pair.opened()
    pair.log("12", indicator=1)
    shares(pair, 1, 1)
    assert warned(row) == [False, False, False]
    assert not basis(row).warned
    names = {line.partner for line in lines_of(row)}
    assert names == {"", pair.indicators[0].text, pair.indicators[1].text}


def test_the_warning_stays_with_the_rated_evaluation(pair: Plan) -> None:
    pair.opened()
    pair.log("12", indicator=1)
    shares(pair, 0)
    row = pair.rated()
    shares(pair, 1, 1, 1, 1, 1, 1, 1, 1, 1)
    assert sorted(warned(row)) == [False, True, True]
