"""Forms of the plan's surroundings: annexes, action plan, revision, templates, workbook, closing a cycle."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.planning.actions import ActionInput
from pamong.planning.enums import Approach, EvaluationStep, Progress, RevisionReason
from pamong.planning.rules import phases, plain
from pamong.planning.web.forms import AgencyForm
from pamong.platform.ui import forms
from pamong.rulebook.text import MONTHS


class AnnexForm(forms.Form):
    """The annexes of the form, one entry a line."""

    resources = forms.TextField(
        label=gettext_lazy("Dukungan sumber daya"), required=False, max_length=4000, rows=5,
        help_text=gettext_lazy("Orang, anggaran, peralatan, pendampingan, sarana dan prasarana yang diperlukan."),
    )  # fmt: skip
    accountability = forms.TextField(
        label=gettext_lazy("Skema pertanggungjawaban"), required=False, max_length=4000, rows=5,
        help_text=gettext_lazy("Kapan dan dalam bentuk apa kemajuan dilaporkan, dan dari mana datanya."),
    )  # fmt: skip
    consequences = forms.TextField(
        label=gettext_lazy("Konsekuensi"), required=False, max_length=4000, rows=5,
        help_text=gettext_lazy("Penghargaan bila tercapai, dan akibat bila tidak tercapai."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def texts(self) -> dict[str, str]:
        """The annexes by name."""
        return {name: self.cleaned_data[name] for name in plain.ANNEXES}


class ReviseForm(forms.Form):
    """Why an agreed plan changes, and from which day."""

    reason = forms.ChoiceField(label=gettext_lazy("Alasan"), choices=RevisionReason.choices, widget=forms.RadioSelect)
    explanation = forms.TextField(
        label=gettext_lazy("Penjelasan"), max_length=600, rows=3,
        help_text=gettext_lazy("Apa yang berubah, dan dasar perubahannya: surat, keputusan, kejadian."),
    )  # fmt: skip
    in_force_from = forms.DateField(
        label=gettext_lazy("Berlaku mulai"),
        help_text=gettext_lazy("Penilaian periode sebelum tanggal ini tetap memakai versi lama."),
    )


def period_choices(year: int, starts: Any, ends: Any) -> list[Any]:
    """Quarters and months of a year in which a plan runs, in two groups: value and name."""
    months = [
        (f"month:{p.number}", _(MONTHS[p.number - 1]))
        for p in phases.periods(year, "month")
        if p.starts <= ends and p.ends >= starts
    ]
    quarters = [
        (f"quarter:{p.number}", _("Triwulan %(number)s") % {"number": phases.ROMAN[p.number - 1]})
        for p in phases.periods(year, "quarter")
        if p.starts <= ends and p.ends >= starts
    ]
    return [(_("Triwulan"), quarters), (_("Bulan"), months)]


class ActionForm(forms.Form):
    """A step of the action plan."""

    text = forms.TextField(label=gettext_lazy("Rencana aksi"), max_length=300, rows=2)
    period = forms.ChoiceField(label=gettext_lazy("Periode"))
    target_text = forms.CharField(
        label=gettext_lazy("Target periode ini"), required=False, max_length=120,
        help_text=gettext_lazy("Misalnya: 25 dokumen, atau draf pertama selesai."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, periods: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)  # noqa: S101  # declared above
        period.choices = periods

    def given(self) -> ActionInput:
        """The cleaned form as the action takes it."""
        step, _colon, number = self.cleaned_data["period"].partition(":")
        return ActionInput(
            text=self.cleaned_data["text"],
            step=EvaluationStep(step),
            period_no=int(number),
            target_text=self.cleaned_data["target_text"],
        )


class MarkForm(forms.Form):
    """How far a step is."""

    progress = forms.ChoiceField(label=gettext_lazy("Kemajuan"), choices=Progress.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Keterangan"), required=False, max_length=300,
        help_text=gettext_lazy("Wajib bila ditunda: mengapa, dan sampai kapan."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CopyForm(forms.Form):
    """From which own plan to copy."""

    source = forms.TypedChoiceField(label=gettext_lazy("Salin dari"), coerce=int)

    def __init__(self, *args: Any, sources: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.TypedChoiceField)  # noqa: S101  # declared above
        source.choices = sources


class WorkbookForm(forms.Form):
    """A filled-in workbook."""

    file = forms.FileField(label=gettext_lazy("Berkas Excel"), accept=".xlsx,.xls,.csv", shrink=False)
    remove_others = forms.BooleanField(
        label=gettext_lazy("Hapus hasil kerja dan indikator yang tidak ada di berkas"), required=False
    )


class TemplateForm(AgencyForm):
    """A template: its name, and the workbook that says what it holds."""

    name = forms.CharField(label=gettext_lazy("Nama templat"), max_length=120)
    approach = forms.ChoiceField(
        label=gettext_lazy("Pendekatan"), choices=Approach.choices, widget=forms.RadioSelect, initial="quantitative"
    )
    file = forms.FileField(label=gettext_lazy("Berkas Excel"), accept=".xlsx,.xls,.csv", shrink=False, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class GiveForm(forms.Form):
    """To whom a template is given: units with all below them, and a post."""

    units = forms.MultipleChoiceField(label=gettext_lazy("Unit (termasuk semua di bawahnya)"))
    title = forms.ChoiceField(label=gettext_lazy("Jabatan"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], titles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where, post = self.fields["units"], self.fields["title"]
        assert isinstance(where, forms.MultipleChoiceField)  # noqa: S101  # declared above
        assert isinstance(post, forms.ChoiceField)  # noqa: S101  # declared above
        where.choices = units
        post.choices = [("", _("Semua jabatan")), *((title, title) for title in titles)]
