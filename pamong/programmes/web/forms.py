"""Forms of the strategic plans."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.platform.ui import forms
from pamong.programmes.actions import BudgetInput, MeasureInput, NodeInput, PlanInput
from pamong.programmes.enums import Better, MeasureKind, NodeKind

CHOOSE = [("", _l("Pilih …"))]
Choices = Iterable[tuple[str, str]]


def _choose(form: forms.Form, name: str, choices: Choices, *, none: bool = True) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared by the callers
    field.choices = [*(CHOOSE if none else ()), *choices]


class PlanForm(forms.Form):
    """The RPJMD (owner "0") or the Renstra of an agency."""

    owner = forms.ChoiceField(label=_l("Rencana milik"))
    title = forms.CharField(label=_l("Judul"), max_length=200)
    decree = forms.CharField(label=_l("Nomor peraturan"), required=False, max_length=120)
    first_year = forms.IntegerField(label=_l("Tahun pertama"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_l("Tahun terakhir"), min_value=2000, max_value=2100)
    vision = forms.TextField(label=_l("Visi"), required=False, max_length=1000, rows=3)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owners: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owners is None:
            del self.fields["owner"]
            return
        listed = list(owners)
        _choose(self, "owner", listed, none=len(listed) > 1)

    def given(self) -> PlanInput:
        """The cleaned form as the action takes it."""
        return PlanInput(**{name: self.cleaned_data[name] for name in fields_of(PlanInput)})


class NodeForm(forms.Form):
    """A node of a plan."""

    kind = forms.ChoiceField(label=_l("Tingkat"))
    parent = forms.ChoiceField(label=_l("Di bawah"), required=False)
    code = forms.CharField(label=_l("Kode"), max_length=40)
    name = forms.CharField(label=_l("Nama"), max_length=300)
    agency = forms.ChoiceField(label=_l("Perangkat daerah penanggung jawab"), required=False)
    unit = forms.ChoiceField(label=_l("Unit penanggung jawab"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[str],
        parents: Choices,
        agencies: Choices | None,
        units: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", [(k, str(NodeKind(k).label)) for k in kinds], none=False)
        _choose(self, "parent", parents)
        if agencies is None:
            del self.fields["agency"]
            _choose(self, "unit", units)
        else:
            _choose(self, "agency", agencies)
            del self.fields["unit"]

    def given(self) -> NodeInput:
        """The cleaned form as the action takes it."""
        data = self.cleaned_data

        def number(name: str) -> int | None:
            return int(data[name]) if data.get(name) else None

        return NodeInput(
            kind=data["kind"],
            code=data["code"],
            name=data["name"],
            parent_id=number("parent"),
            agency_id=number("agency"),
            unit_id=number("unit"),
        )


class MeasureForm(forms.Form):
    """An indicator with its baseline and a target per year of the plan."""

    text = forms.TextField(label=_l("Indikator"), max_length=300, rows=2)
    kind = forms.ChoiceField(
        label=_l("Jenis"), choices=MeasureKind.choices, widget=forms.RadioSelect, initial=MeasureKind.OUTCOME
    )
    unit = forms.CharField(label=_l("Satuan"), required=False, max_length=60)
    better = forms.ChoiceField(label=_l("Arah"), choices=Better.choices, widget=forms.RadioSelect, initial=Better.MORE)
    baseline = forms.DecimalField(label=_l("Kondisi awal"), required=False)
    baseline_year = forms.IntegerField(label=_l("Tahun kondisi awal"), required=False, min_value=2000, max_value=2100)
    source = forms.CharField(label=_l("Sumber data"), required=False, max_length=200)
    metric = forms.ChoiceField(label=_l("Diisi sendiri dari bukti"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, years: Iterable[int], metrics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = list(years)
        _choose(self, "metric", [("", _("Tidak, nilai dicatat petugas")), *metrics], none=False)
        for year in self.years:
            label = _("Target %(year)s") % {"year": year}
            self.fields[f"target_{year}"] = forms.DecimalField(label=label, required=False)

    def targets(self) -> list[Any]:
        """The bound fields of the yearly targets, in order."""
        return [self[f"target_{year}"] for year in self.years]

    def given(self) -> MeasureInput:
        """The cleaned form as the action takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        given: dict[int, Decimal] = {}
        for year in self.years:
            value = data.pop(f"target_{year}")
            if value is not None:
                given[year] = value
        return MeasureInput(**data, targets=given)


class ValueForm(forms.Form):
    """A value of the realised series."""

    day = forms.DateField(label=_l("Keadaan per tanggal"))
    value = forms.DecimalField(label=_l("Nilai"))
    source = forms.CharField(label=_l("Sumber"), max_length=200)
    note = forms.CharField(label=_l("Keterangan"), required=False, max_length=300)


class BudgetForm(forms.Form):
    """A budget line of one year."""

    year = forms.IntegerField(label=_l("Tahun"), min_value=2000, max_value=2100)
    code = forms.CharField(label=_l("Kode rekening"), max_length=60)
    name = forms.CharField(label=_l("Nama"), max_length=300)
    ceiling = forms.DecimalField(label=_l("Pagu"), min_value=Decimal(0), decimal_places=2)
    realised = forms.DecimalField(label=_l("Realisasi"), required=False, min_value=Decimal(0), decimal_places=2)
    realised_on = forms.DateField(label=_l("Realisasi per tanggal"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def given(self) -> BudgetInput:
        """The cleaned form as the action takes it."""
        return BudgetInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class WorkbookForm(forms.Form):
    """A workbook of a plan."""

    file = forms.FileField(label=_l("Buku kerja rencana"), accept=".xlsx,.xls,.csv", shrink=False)


class SeenForm(forms.Form):
    """The digest of what was read before it is signed or imported."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def digest(self) -> str:
        """The digest as sent; nothing for anything else."""
        return str(self.cleaned_data["seen"]) if self.is_valid() else ""


def fields_of(given: type[Any]) -> tuple[str, ...]:
    """The names of what an action takes, for filling a form with a stored row."""
    return tuple(field.name for field in dataclasses.fields(given))


def year_of(text: str, today: dt.date) -> int:
    """The year in an address, or this year for anything else."""
    usable = text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100
    return int(text) if usable else today.year
