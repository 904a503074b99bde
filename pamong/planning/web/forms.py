"""Forms of planning. What is incomplete may be saved; only what cannot be understood is refused here."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.planning.actions import IndicatorInput, ResultInput
from pamong.planning.enums import (
    Approach,
    Aspect,
    ConductValue,
    Direction,
    EvaluationStep,
    ExclusionReason,
    Intervention,
    ParentState,
    Perspective,
    ResultKind,
)
from pamong.planning.queries import IndicatorView, ResultView
from pamong.planning.rules import achievement, freeze
from pamong.planning.web import measuring
from pamong.platform.ui import forms

CHOOSE = [("", _l("Pilih …"))]


class ApproachForm(forms.Form):
    """Which form of the plan."""

    approach = forms.ChoiceField(
        label=_l("Pendekatan"), choices=Approach.choices, widget=forms.RadioSelect, initial=Approach.QUANTITATIVE
    )


class ParentField(forms.ChoiceField):
    """A leader's result or a state. Whether the result may be carried the action decides; the list is read only to be shown."""

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        return text in (ParentState.WAITING, ParentState.NONE) or (text.isascii() and text.isdigit() and len(text) < 19)


class ResultForm(forms.Form):
    """A work result. The choices of the leader's results come with the plan."""

    title = forms.TextField(label=_l("Rencana hasil kerja"), max_length=300, rows=2)
    kind = forms.ChoiceField(
        label=_l("Jenis"), choices=ResultKind.choices, widget=forms.RadioSelect, initial=ResultKind.MAIN
    )
    parent = ParentField(label=_l("Hasil kerja pimpinan yang diintervensi"))
    weight = forms.DecimalField(
        label=_l("Bobot (%)"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )
    perspective = forms.ChoiceField(label=_l("Perspektif"), required=False, choices=[*CHOOSE, *Perspective.choices])
    description = forms.TextField(label=_l("Keterangan"), required=False, max_length=2000, rows=3)
    starts = forms.DateField(label=_l("Mulai"), required=False)
    ends = forms.DateField(label=_l("Tenggat"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    programme = forms.ChoiceField(label=_l("Program atau kegiatan"), required=False)
    budget_line = forms.ChoiceField(label=_l("Rekening anggaran"), required=False)

    def __init__(
        self,
        *args: Any,
        parents: Callable[[], list[Any]],
        leader: bool,
        nodes: Iterable[tuple[str, str]] = (),
        lines: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "programme", nodes)
        offer(self, "budget_line", lines)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)  # noqa: S101  # declared above
        parent.choices = parents
        if not leader:
            del self.fields["perspective"]

    @staticmethod
    def initial_of(result: ResultView) -> dict[str, Any]:
        """What the form shows of a stored result."""
        names = ("title", "kind", "weight", "perspective", "description", "starts", "ends", "version")
        shown = {name: getattr(result, name) for name in names}
        return {**shown, "parent": str(result.parent_id) if result.parent_id else result.parent_state}

    def given(self) -> ResultInput:
        """The cleaned form as the action takes it."""
        data = {**self.cleaned_data}
        parent, _version = data.pop("parent"), data.pop("version")
        for name in ("programme", "budget_line"):
            data.pop(name, None)
        linked = int(parent) if parent.isdigit() else None
        state = ParentState.LINKED if linked else ParentState(parent)
        return ResultInput(parent_id=linked, parent_state=state, **data)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a choice field what can be chosen; where there is nothing, the field is left out."""
    listed = list(choices)
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared in the form
    if listed:
        field.choices = [("", _("Tidak ada")), *listed]
    else:
        del form.fields[name]


def link_of(form: forms.Form) -> dict[str, int | None]:
    """Node and budget line as chosen, as the action takes them."""
    data = form.cleaned_data
    names = {"node_id": "programme", "line_id": "budget_line"}
    return {key: int(data[name]) if data.get(name) else None for key, name in names.items()}


class ServeForm(forms.Form):
    """Which node and budget line a work result serves."""

    programme = forms.ChoiceField(label=_l("Program atau kegiatan"), required=False)
    budget_line = forms.ChoiceField(label=_l("Rekening anggaran"), required=False)

    def __init__(
        self, *args: Any, nodes: Iterable[tuple[str, str]], lines: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "programme", nodes)
        offer(self, "budget_line", lines)
        self.has_nodes = "programme" in self.fields


class IndicatorForm(forms.Form):
    """An indicator; the qualitative approach asks for words instead of aspect, number and unit."""

    text = forms.TextField(label=_l("Indikator kinerja individu"), max_length=300, rows=2)
    aspect = forms.ChoiceField(label=_l("Aspek"), required=False, choices=[*CHOOSE, *Aspect.choices])
    target = forms.DecimalField(label=_l("Target"), required=False, min_value=Decimal(0))
    target_max = forms.DecimalField(
        label=_l("Batas atas rentang"),
        required=False,
        min_value=Decimal(0),
        help_text=_l("Hanya untuk arah “Dalam rentang”."),
    )
    unit = forms.CharField(
        label=_l("Satuan"), required=False, max_length=60, help_text=_l("Misalnya: dokumen, persen, menit.")
    )
    direction = forms.ChoiceField(label=_l("Arah"), choices=Direction.choices, initial=Direction.MORE)
    target_text = forms.TextField(label=_l("Ukuran keberhasilan dan target"), required=False, max_length=300, rows=2)
    evidence_source = forms.CharField(
        label=_l("Sumber bukti"),
        required=False,
        max_length=200,
        help_text=_l("Dari mana capaian dibaca: laporan, aplikasi, register."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, approach: str, agency_id: int = 0, others: Iterable[IndicatorView] = (), **kwargs: Any
    ) -> None:
        """``others`` are the indicators of the same result, one of which may be the other side of a pair."""
        super().__init__(*args, **kwargs)
        unused = (
            ("target_text",)
            if approach == Approach.QUANTITATIVE
            else ("aspect", "target", "target_max", "unit", "direction")
        )
        for name in unused:
            del self.fields[name]
        self.fields |= measuring.fields(agency_id, others if approach == Approach.QUANTITATIVE else ())

    @staticmethod
    def initial_of(indicator: IndicatorView) -> dict[str, Any]:
        """What the form shows of a stored indicator."""
        names = (
            "text",
            "aspect",
            "target",
            "target_max",
            "unit",
            "direction",
            "target_text",
            "evidence_source",
            "version",
        )
        return {name: getattr(indicator, name) for name in names} | measuring.initial(indicator.measure)

    def given(self) -> IndicatorInput:
        """The cleaned form as the action takes it."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in (*measuring.NAMES, "version")}
        return IndicatorInput(**own, measure=measuring.text(self.cleaned_data))

    def other_side(self) -> int:
        """The other side of the pair, 0 for none."""
        return int(self.cleaned_data.get("pair_with") or 0)


class FigureForm(forms.Form):
    """The period of a figure; in the address."""

    dari = forms.DateField(label=_l("Dari tanggal"), required=False)
    sampai = forms.DateField(label=_l("Sampai tanggal"), required=False)

    def period(self, starts: dt.date, ends: dt.date) -> tuple[dt.date, dt.date]:
        """The days asked for, within those of the plan; the plan's own where nothing sound is asked."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        start, end = max(asked.get("dari") or starts, starts), min(asked.get("sampai") or ends, ends)
        return (start, end) if start <= end else (starts, ends)


class RuleForm(forms.Form):
    """Numbers to try the formula of achievement with; in the address."""

    arah = forms.ChoiceField(label=_l("Arah"), choices=Direction.choices, initial=Direction.MORE)
    target = forms.DecimalField(label=_l("Target"), min_value=Decimal(0), max_value=Decimal(10**12))
    target_atas = forms.DecimalField(
        label=_l("Batas atas rentang"), required=False, min_value=Decimal(0), max_value=Decimal(10**12)
    )
    realisasi = forms.DecimalField(label=_l("Realisasi"), min_value=Decimal(0), max_value=Decimal(10**12))

    def inputs(self) -> dict[str, Any]:
        """The cleaned numbers as the rule takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return {**data, "arah": achievement.way(data["arah"]).value}


class NoteForm(forms.Form):
    """A note of the dialogue."""

    text = forms.TextField(label=_l("Catatan"), max_length=2000, rows=3)


class DecisionForm(forms.Form):
    """The assessor's decision; the button says which."""

    note = forms.TextField(
        label=_l("Catatan"), required=False, max_length=2000, rows=3, help_text=_l("Wajib diisi bila SKP dikembalikan.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("agree", ""), ("return", "")], widget=forms.HiddenInput)


class ExpectationsForm(forms.Form):
    """The leader's special expectations: one text for all values, or one per value."""

    all_values = forms.TextField(label=_l("Untuk semua nilai"), required=False, max_length=600, rows=3)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, present: Mapping[str, str], **kwargs: Any) -> None:
        texts = {("value_" + value if value else "all_values"): text for value, text in present.items()}
        kwargs["initial"] = {**texts, "seen": freeze.digest(present)}
        super().__init__(*args, **kwargs)
        for value, label in ConductValue.choices:
            self.fields["value_" + value] = forms.TextField(label=label, required=False, max_length=600, rows=2)

    def texts(self) -> dict[str, str]:
        """The expectations by value, '' for all values."""
        found = {"": self.cleaned_data["all_values"]}
        return found | {value: self.cleaned_data["value_" + value] for value in ConductValue.values}


class HandDownForm(forms.Form):
    """To whom a result is handed down, and how."""

    to = forms.MultipleChoiceField(label=_l("Kepada"))
    intervention = forms.ChoiceField(
        label=_l("Cara intervensi"), choices=Intervention.choices, widget=forms.RadioSelect, initial=Intervention.DIRECT
    )
    note = forms.CharField(label=_l("Pesan"), required=False, max_length=300)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.MultipleChoiceField)  # noqa: S101  # declared above
        to.choices = [(str(pk), name) for pk, name in people]


class LinkForm(forms.Form):
    """Which leader's result a waiting result carries; whether it may, the action decides."""

    parent = forms.IntegerField(label=_l("Hasil kerja pimpinan"), min_value=1)


class AgencyForm(forms.Form):
    """What is made for one of the viewer's agencies; where there is only one it is chosen already."""

    agency = forms.TypedChoiceField(label=_l("Perangkat daerah"), coerce=int)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.TypedChoiceField)  # noqa: S101  # declared above
        agency.choices = agencies
        if len(agencies) == 1:
            agency.initial = agencies[0][0]


class CycleForm(AgencyForm):
    """Open a year."""

    year = forms.IntegerField(label=_l("Tahun"), min_value=2019, max_value=2100)
    evaluation_step = forms.ChoiceField(
        label=_l("Evaluasi periodik setiap"), choices=EvaluationStep.choices, widget=forms.RadioSelect
    )


class PhasesForm(forms.Form):
    """First and last day of each phase."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, phases: Iterable[Any], version: int, **kwargs: Any) -> None:
        self.phases = list(phases)
        initial: dict[str, Any] = {"version": version}
        for phase in self.phases:
            initial |= {f"starts_{phase.pk}": phase.starts, f"ends_{phase.pk}": phase.ends}
        super().__init__(*args, initial=initial, **kwargs)
        for phase in self.phases:
            name = phase_label(phase.get_kind_display(), phase.period_no)
            self.fields[f"starts_{phase.pk}"] = forms.DateField(label=_("%(phase)s: mulai") % {"phase": name})
            self.fields[f"ends_{phase.pk}"] = forms.DateField(label=_("%(phase)s: selesai") % {"phase": name})

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Name and the two bound fields of each phase."""
        return [
            (phase_label(p.get_kind_display(), p.period_no), self[f"starts_{p.pk}"], self[f"ends_{p.pk}"])
            for p in self.phases
        ]

    def dates(self) -> dict[int, tuple[Any, Any]]:
        """The days by phase id."""
        data = self.cleaned_data
        return {p.pk: (data[f"starts_{p.pk}"], data[f"ends_{p.pk}"]) for p in self.phases}


def phase_label(kind: str, period_no: int) -> str:
    """Evaluasi periodik 2; other phases without number."""
    return f"{kind} {period_no}" if period_no else kind


class ExcludeForm(forms.Form):
    """Why a person plans no SKP in this cycle."""

    reason = forms.ChoiceField(label=_l("Alasan"), choices=ExclusionReason.choices, widget=forms.RadioSelect)
    starts = forms.DateField(label=_l("Sejak"), required=False, help_text=_l("Kosongkan bila sejak awal siklus."))
    ends = forms.DateField(label=_l("Sampai"), required=False, help_text=_l("Kosongkan bila sampai akhir siklus."))
    note = forms.CharField(label=_l("Keterangan"), required=False, max_length=300)
