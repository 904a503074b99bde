"""Writes of indicators, their yearly targets and realised values, and of budget lines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError, Q
from django.utils.translation import gettext as _

from pamong.evidence import queries as evidence
from pamong.platform.access.errors import Conflict
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.programmes.actions._row import change, one, open_node
from pamong.programmes.enums import Better, MeasureKind
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, Realisation, YearTarget
from pamong.programmes.rules import measures as rules
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class MeasureInput:
    """What a form says of an indicator. ``targets``: value by year; a year without target is left out."""

    text: str
    kind: str = MeasureKind.OUTCOME
    unit: str = ""
    better: str = Better.MORE
    baseline: Decimal | None = None
    baseline_year: int | None = None
    source: str = ""
    metric: str = ""
    targets: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class BudgetInput:
    """What a form says of a budget line, in rupiah."""

    year: int
    code: str
    name: str
    ceiling: Decimal
    realised: Decimal | None = None
    realised_on: dt.date | None = None


def _labels() -> dict[str, str]:
    return {
        "text": _("Indikator"),
        "unit": _("Satuan"),
        "baseline": _("Kondisi awal"),
        "source": _("Sumber data"),
        "code": _("Kode rekening"),
        "name": _("Nama"),
        "ceiling": _("Pagu"),
        "realised": _("Realisasi"),
    }


@transaction.atomic
def save_measure(
    *, node_id: int, given: MeasureInput, by: Viewer, indicator_id: int | None = None, version: int | None = None
) -> OutcomeIndicator:
    """Add or change an indicator with its yearly targets. Raises NotVisible, Refused (field), Conflict."""
    node = open_node(by, node_id)
    fields: dict[str, Any] = {**vars(given), "text": given.text.strip()}
    targets: Mapping[int, Decimal] = fields.pop("targets")
    _check_measure(node, fields, targets, indicator_id)
    if indicator_id is None:
        place = (OutcomeIndicator.objects.filter(node=node).aggregate(last=Max("order"))["last"] or 0) + 1
        row = OutcomeIndicator.objects.add(via=ACTION, node=node, order=place, **fields)
        _store_targets(row, targets, None)
    else:
        row = one(OutcomeIndicator.objects.filter(node=node), indicator_id)
        changed = change(row, fields, version, _labels())
        if _store_targets(row, targets, None if changed else version) and not changed:
            row.version += 1
            row.save(via=ACTION, update_fields=["version"])
    audit.record(by=by, verb="outcome.saved", target=row)
    return row


def _check_measure(
    node: Node, fields: dict[str, Any], targets: Mapping[int, Decimal], indicator_id: int | None
) -> None:
    rules.check_measure(baseline=fields["baseline"], baseline_year=fields["baseline_year"])
    if fields["metric"] and evidence.metric_named(fields["metric"]) is None:
        raise Refused(N_("Pilih ukuran dari daftar."), field="metric")
    rules.check_years(targets, node.plan.years, field="targets")
    if OutcomeIndicator.objects.filter(node=node, text=fields["text"]).exclude(Q(pk=indicator_id)).exists():
        raise Refused(N_("Indikator dengan bunyi itu sudah ada di sini."), field="text", code="sudah_ada")


def _store_targets(row: OutcomeIndicator, targets: Mapping[int, Decimal], version: int | None) -> bool:
    """Store the targets that differ; answers whether any did. Raises Conflict when the form is older than the indicator."""
    present = {t.year: t for t in YearTarget.objects.filter(indicator=row)}
    before = {year: target.value for year, target in present.items()}
    if before == dict(targets):
        return False
    if version is not None and version != row.version:
        differ = sorted(year for year in {*before, *targets} if before.get(year) != targets.get(year))
        words = {year: _("Target %(year)s") % {"year": year} for year in differ}
        raise Conflict(
            mine={words[year]: str(targets.get(year, "")) for year in differ},
            theirs={words[year]: str(before.get(year, "")) for year in differ},
        )
    YearTarget.objects.filter(indicator=row, year__in=set(present) - set(targets)).delete(via=ACTION)
    fresh = [YearTarget(indicator=row, year=y, value=v) for y, v in targets.items() if y not in present]
    YearTarget.objects.bulk_create(fresh, via=ACTION)
    other = [target for year, target in present.items() if year in targets and target.value != targets[year]]
    for target in other:
        target.value = targets[target.year]
    YearTarget.objects.bulk_update(other, ["value"], via=ACTION)
    return True


@transaction.atomic
def delete_measure(*, indicator_id: int, by: Viewer) -> None:
    """Delete an indicator without realised values. Raises NotVisible, Refused."""
    row = one(OutcomeIndicator.objects.all(), indicator_id)
    open_node(by, row.node_id)
    if Realisation.objects.filter(indicator=row).exists():
        raise Refused(
            N_("Indikator ini sudah punya realisasi, jadi tidak dapat dihapus. Ubah bunyinya saja."), code="berisi"
        )
    audit.record(by=by, verb="outcome.deleted", target=row, text=row.text)
    row.delete(via=ACTION)


@transaction.atomic
def record_value(
    *, indicator_id: int, day: dt.date, value: Decimal, source: str, by: Viewer, note: str = ""
) -> Realisation:
    """Add a value of the realised series. A value for a day that has one already replaces it; the old one stays in the
    history. Raises NotVisible, Refused (field).
    """
    row = one(OutcomeIndicator.objects.all(), indicator_id)
    node = open_node(by, row.node_id)
    if not by.is_system and day > today():
        raise Refused(N_("Tanggal realisasi tidak boleh di masa depan."), field="day")
    rules.check_years([day.year], node.plan.years, field="day")
    if not source.strip():
        raise Refused(N_("Sebutkan sumbernya: laporan, aplikasi, atau survei."), field="source")
    made = Realisation.objects.add(
        via=ACTION,
        indicator=row,
        day=day,
        value=value,
        source=source.strip(),
        note=note.strip(),
        recorded_by=by.name[:150] or "-",
    )
    audit.record(by=by, verb="outcome.realised", target=row, day=day.isoformat(), value=str(value))
    return made


@transaction.atomic
def save_budget(
    *, node_id: int, given: BudgetInput, by: Viewer, line_id: int | None = None, version: int | None = None
) -> BudgetLine:
    """Add or change a budget line. Raises NotVisible, Refused (field), Conflict."""
    node = open_node(by, node_id)
    rules.check_years([given.year], node.plan.years, field="year")
    fields: dict[str, Any] = {**vars(given), "code": given.code.strip(), "name": given.name.strip()}
    if given.realised is not None and given.realised_on is None:
        fields["realised_on"] = today()
    if given.realised is None:
        fields["realised_on"] = None
    same = BudgetLine.objects.filter(node=node, year=given.year, code=fields["code"]).exclude(Q(pk=line_id))
    if same.exists():
        raise Refused(N_("Kode rekening ini sudah ada di sini pada tahun itu."), field="code", code="sudah_ada")
    if line_id is None:
        row = BudgetLine.objects.add(via=ACTION, node=node, **fields)
    else:
        row = one(BudgetLine.objects.filter(node=node), line_id)
        change(row, fields, version, _labels())
    audit.record(by=by, verb="budget.saved", target=row)
    return row


@transaction.atomic
def delete_budget(*, line_id: int, by: Viewer) -> None:
    """Delete a budget line that no work result names. Raises NotVisible, Refused."""
    row = one(BudgetLine.objects.all(), line_id)
    open_node(by, row.node_id)
    audit.record(by=by, verb="budget.deleted", target=row, code=row.code)
    try:
        with transaction.atomic():
            row.delete(via=ACTION)
    except ProtectedError as error:
        raise Refused(N_("Anggaran ini disebut dalam hasil kerja pegawai, jadi tidak dapat dihapus.")) from error
