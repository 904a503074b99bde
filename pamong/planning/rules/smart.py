"""The SMART check: names what a plan lacks, before it is submitted. A draft is never refused for it.

Only what a regulation asks for blocks the submission, and each finding says which: main results (PP 30/2019 Ps. 9), indicators
that are measurable and bound in time (Ps. 10(2)), targets by aspect (Ps. 10(3)), perspective and budget performance of
leaders (form of the annex; Ps. 14(4)). Weights of 100 percent are the product's own condition. The rest is advice.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pamong.planning.rules import weights
from pamong.rulebook.text import N_

MAIN, QUANTITATIVE, RANGE, WAITING, BUDGET = "main", "quantitative", "range", "waiting", "budget"
PS9, PS10_2, PS10_3, PS14 = "PP 30/2019 Ps. 9", "PP 30/2019 Ps. 10(2)", "PP 30/2019 Ps. 10(3)", "PP 30/2019 Ps. 14(4)"
ASSESSOR = "PP 30/2019 Ps. 14–20"
FORM = N_("Lampiran PermenPANRB 6/2022")
POLICY = N_("Ketentuan Pamong")
ADVICE = N_("Saran SMART")


@dataclass(frozen=True)
class IndicatorFacts:
    """What the check needs of an indicator."""

    id: int
    text: str
    aspect: str
    unit: str
    target: Decimal | None
    target_max: Decimal | None
    target_text: str
    direction: str
    evidence_source: str


@dataclass(frozen=True)
class ResultFacts:
    """What the check needs of a work result."""

    id: int
    kind: str
    title: str
    weight: Decimal | None
    parent_state: str
    perspective: str
    ends: dt.date | None
    indicators: tuple[IndicatorFacts, ...] = ()


@dataclass(frozen=True)
class PlanFacts:
    """What the check needs of a plan. ``leads``: JPT or head of a unit; ``is_jpt``: JPT."""

    approach: str
    starts: dt.date
    ends: dt.date
    has_assessor: bool
    leads: bool
    is_jpt: bool
    results: tuple[ResultFacts, ...] = ()


@dataclass(frozen=True)
class Gap:
    """One finding. ``msgid`` is Indonesian with %(name)s places; ``blocks`` tells whether submission must wait."""

    code: str
    msgid: str
    blocks: bool
    source: str
    result_id: int | None = None
    indicator_id: int | None = None
    params: dict[str, object] = field(default_factory=dict)


def check(plan: PlanFacts) -> list[Gap]:
    """Everything the plan lacks: first what concerns the whole plan, then result by result."""
    found = list(_whole(plan))
    for result in plan.results:
        found += _result(plan, result)
    return found


def blocking(gaps: list[Gap]) -> list[Gap]:
    """The findings that must be closed before submission."""
    return [gap for gap in gaps if gap.blocks]


def _whole(plan: PlanFacts) -> Iterator[Gap]:
    main = [r for r in plan.results if r.kind == MAIN]
    if not plan.has_assessor:
        yield Gap(
            "no_assessor",
            N_("Atasan langsung Anda belum tercatat. Minta admin kepegawaian melengkapinya."),
            True,
            ASSESSOR,
        )
    if not main:
        yield Gap("no_main_result", N_("Belum ada hasil kerja utama. Tambahkan paling sedikit satu."), True, PS9)
        return
    missing = weights.missing(r.weight for r in main)
    if missing > 0:
        msgid = N_("Bobot hasil kerja utama berjumlah %(total)s%%: kurang %(missing)s%%.")
        yield Gap("weight_short", msgid, True, POLICY, params={"total": 100 - missing, "missing": missing})
    elif missing < 0:
        msgid = N_("Bobot hasil kerja utama berjumlah %(total)s%%: lebih %(excess)s%%.")
        yield Gap("weight_over", msgid, True, POLICY, params={"total": 100 - missing, "excess": -missing})
    if plan.is_jpt and not any(r.perspective == BUDGET for r in plan.results):
        msgid = N_("SKP pimpinan tinggi harus memuat kinerja anggaran. Beri satu hasil kerja perspektif Anggaran.")
        yield Gap("no_budget", msgid, True, PS14)


def _result(plan: PlanFacts, result: ResultFacts) -> Iterator[Gap]:
    def gap(code: str, msgid: str, *, blocks: bool, source: str, **params: object) -> Gap:
        return Gap(code, msgid, blocks, source, result.id, None, params)

    if result.kind == MAIN and result.weight is None:
        yield gap("no_weight", N_("Bobot belum diisi."), blocks=True, source=POLICY)
    if result.ends is None:
        yield gap("no_deadline", N_("Tenggat belum diisi."), blocks=True, source=PS10_2)
    elif not plan.starts <= result.ends <= plan.ends:
        msgid = N_("Tenggat di luar masa SKP (%(starts)s sampai %(ends)s).")
        yield gap("deadline_outside", msgid, blocks=True, source=PS10_2, starts=plan.starts, ends=plan.ends)
    if plan.leads and not result.perspective:
        yield gap("no_perspective", N_("Perspektif belum dipilih."), blocks=True, source=FORM)
    if result.kind == MAIN and result.parent_state == WAITING:
        msgid = N_("Masih menunggu hasil kerja pimpinan. SKP tetap dapat diajukan; kaitkan nanti.")
        yield gap("no_parent", msgid, blocks=False, source=ADVICE)
    if not result.indicators:
        yield gap("no_indicator", N_("Belum ada indikator. Tambahkan cara mengukurnya."), blocks=True, source=PS10_2)
    for indicator in result.indicators:
        yield from _indicator(plan, result, indicator)


def _indicator(plan: PlanFacts, result: ResultFacts, indicator: IndicatorFacts) -> Iterator[Gap]:
    def gap(code: str, msgid: str, *, blocks: bool, source: str) -> Gap:
        return Gap(code, msgid, blocks, source, result.id, indicator.id, {"indicator": indicator.text})

    if plan.approach == QUANTITATIVE:
        if not indicator.aspect:
            yield gap("no_aspect", N_("Aspek belum dipilih: %(indicator)s."), blocks=True, source=PS10_3)
        if indicator.target is None:
            yield gap("no_target", N_("Target angka belum diisi: %(indicator)s."), blocks=True, source=PS10_3)
        elif indicator.direction == RANGE and indicator.target_max is None:
            yield gap("no_range_end", N_("Batas atas rentang belum diisi: %(indicator)s."), blocks=True, source=PS10_3)
        if not indicator.unit:
            yield gap("no_unit", N_("Satuan belum diisi: %(indicator)s."), blocks=False, source=ADVICE)
    elif not indicator.target_text:
        msgid = N_("Ukuran keberhasilan belum diisi: %(indicator)s.")
        yield gap("no_target", msgid, blocks=True, source=PS10_3)
    if not indicator.evidence_source:
        yield gap("no_evidence", N_("Sumber bukti belum diisi: %(indicator)s."), blocks=False, source=ADVICE)
