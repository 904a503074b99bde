"""Forms of the daily log."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.planning.queries import IndicatorChoice
from pamong.platform.ui import forms
from pamong.worklog.actions import Draft, Pick
from pamong.worklog.enums import EntryState

ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp,image/*"


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked like one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        attrs = {**self.widget.attrs, "accept": ACCEPT, "data-shrink": 1600}
        self.widget = _SeveralFiles(attrs=attrs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        listed = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in listed]


class EntryForm(forms.Form):
    """One piece of work, in the order in which one thinks of it; short enough for a phone."""

    day = forms.DateField(label=_("Tanggal"))
    starts = forms.TimeField(label=_("Dari jam"))
    ends = forms.TimeField(label=_("Sampai jam"))
    next_day = forms.BooleanField(label=_("Selesai keesokan hari"), required=False)
    text = forms.TextField(label=_("Apa yang dikerjakan"), max_length=500, rows=2)
    quantity = forms.DecimalField(label=_("Jumlah"), required=False, min_value=0, max_digits=14, decimal_places=2)
    unit_label = forms.CharField(label=_("Satuan"), required=False, max_length=60)
    target = forms.ChoiceField(
        label=_("Untuk hasil kerja"), required=False, help_text=_("Satuan mengikuti indikator yang dipilih.")
    )
    proof = FilesField(label=_("Foto atau berkas bukti"), required=False)

    def __init__(self, *args: Any, choices: Sequence[IndicatorChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices = {str(c.indicator_id): c for c in choices}
        labels = [(k, f"{c.label} ({c.unit})" if c.unit else c.label) for k, c in self._choices.items()]
        self.fields["target"].choices = [("", gettext("Tugas lain")), *labels]  # type: ignore[attr-defined]  # a ChoiceField

    def draft(self) -> Draft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Draft(
            day=data["day"],
            starts=data["starts"],
            ends=data["ends"],
            next_day=data["next_day"],
            text=data["text"],
            quantity=data["quantity"],
            unit_label=data["unit_label"],
            indicator=self._choices.get(data["target"]),
            uploads=data["proof"],
        )

    def wanted_day(self, default: dt.date) -> dt.date:
        """The day as typed when it is one, for the list beside a form that failed."""
        day = self.cleaned_data.get("day") if hasattr(self, "cleaned_data") else None
        return day or default


class ChangeForm(EntryForm):
    """An entry being corrected: with its version, and the files to take off."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remove = forms.MultipleChoiceField(label=_("Hapus berkas"), required=False)

    def __init__(self, *args: Any, attached: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remove"].choices = list(attached)  # type: ignore[attr-defined]  # a ChoiceField
        if not attached:
            del self.fields["remove"]


class PicksField(django_forms.Field):
    """The ticked entries, each as "id:version"."""

    widget = django_forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[Pick]:
        picks = []
        for text in value or ():
            entry_id, _colon, version = str(text).partition(":")
            if not (entry_id.isascii() and entry_id.isdigit() and version.isascii() and version.isdigit()):
                raise forms.ValidationError(
                    gettext("Pilihan catatan tidak terbaca. Muat ulang halaman, lalu pilih lagi.")
                )
            if len(entry_id) > 18 or len(version) > 9:
                raise forms.ValidationError(
                    gettext("Pilihan catatan tidak terbaca. Muat ulang halaman, lalu pilih lagi.")
                )
            picks.append(Pick(int(entry_id), int(version)))
        return picks


class DecideForm(forms.Form):
    """Accept or return what was ticked, with one note for all."""

    picks = PicksField(required=False)
    decision = forms.ChoiceField(
        choices=[("accept", _("Terima")), ("return", _("Kembalikan"))], widget=forms.HiddenInput
    )
    note = forms.CharField(
        label=_("Catatan untuk pegawai"),
        required=False,
        max_length=500,
        help_text=_("Wajib bila mengembalikan: tulis apa yang perlu diperbaiki."),
    )


class HistoryForm(forms.Form):
    """Filters of the history; they live in the address."""

    dari = forms.DateField(label=_("Dari tanggal"), required=False)
    sampai = forms.DateField(label=_("Sampai tanggal"), required=False)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[("", _("Semua")), *EntryState.choices])


class PolicyForm(forms.Form):
    """How an agency takes daily entries."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    valid_from = forms.DateField(label=_("Berlaku mulai"))
    days_back = forms.IntegerField(label=_("Catatan boleh menyusul paling lama (hari)"), min_value=0, max_value=366)
    day_starts = forms.TimeField(label=_("Jam mulai kerja"), help_text=_("Perpres 21/2023: 07.30."))
    ask = forms.CharField(label=_("Bila lewat, hubungi"), max_length=200, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField
