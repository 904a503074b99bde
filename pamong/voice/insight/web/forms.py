"""Forms of statistics, signals and inquiries."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.voice.complaints import queries as complaints
from pamong.voice.insight.enums import SignalState
from pamong.voice.insight.queries import Wanted
from pamong.voice.insight.queries.figures import read_month

MONTH = {"required": False, "max_length": 7}


class FiguresForm(forms.Form):
    """What the table shows; it lives in the address."""

    menurut = forms.ChoiceField(
        label=_("Menurut"),
        required=False,
        choices=[("unit", _("Unit")), ("category", _("Kategori")), ("place", _("Tempat")), ("month", _("Bulan"))],
    )
    dari = forms.CharField(label=_("Dari bulan (2026-01)"), **MONTH)
    sampai = forms.CharField(label=_("Sampai bulan"), **MONTH)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    kategori = forms.ChoiceField(label=_("Kategori"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _t("Semua")), *units]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kategori"].choices = [("", _t("Semua")), *complaints.board_categories()]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> Wanted:
        """The figures of the address; what nobody knows counts as not chosen."""
        self.full_clean()
        data = self.cleaned_data
        return Wanted(
            axis=data.get("menurut") or "unit",
            first=read_month(data.get("dari") or ""),
            last=read_month(data.get("sampai") or ""),
            unit_id=int(data["unit"]) if data.get("unit") else None,
            category_id=int(data["kategori"]) if data.get("kategori") else None,
        )


class SignalsForm(forms.Form):
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[("", _("Semua")), *SignalState.choices])


class Act(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class DismissForm(Act):
    reason = forms.TextField(
        label=_("Mengapa tidak perlu diselidiki?"),
        max_length=2000,
        rows=2,
        help_text=_("Hal yang sama muncul lagi hanya bila bertambah separuhnya."),
    )


class InquiryForm(Act):
    question = forms.TextField(
        label=_("Yang ingin diketahui"),
        max_length=2000,
        rows=3,
        help_text=_("Tanyakan sebabnya pada layanan, bukan siapa yang salah."),
    )
    owner = forms.CharField(label=_("NIP pemimpin penyelidikan"), max_length=22)
    due = forms.DateField(label=_("Selesai paling lambat"))


class NoteForm(forms.Form):
    text = forms.TextField(label=_("Catatan"), max_length=4000, rows=3)


class CloseForm(Act):
    findings = forms.TextField(label=_("Temuan"), max_length=4000, rows=4)
    measures = forms.TextField(
        label=_("Tindakan"), max_length=4000, rows=3, help_text=_("Apa, oleh siapa, dan kapan selesai.")
    )


class PolicyForm(forms.Form):
    """The numbers an agency may choose; each set is kept with its first day."""

    valid_from = forms.DateField(label=_("Berlaku sejak"))
    window_days = forms.IntegerField(label=_("Panjang jendela (hari)"), min_value=3, max_value=90)
    windows = forms.IntegerField(label=_("Jendela pembanding"), min_value=4, max_value=26)
    least = forms.IntegerField(label=_("Paling sedikit laporan"), min_value=3, max_value=500)
    percent = forms.IntegerField(label=_("Persen dari yang biasa"), min_value=110, max_value=1000)
    alike_percent = forms.IntegerField(label=_("Persen kemiripan teks"), min_value=30, max_value=95)
    alike_least = forms.IntegerField(label=_("Paling sedikit teks mirip"), min_value=2, max_value=50)
