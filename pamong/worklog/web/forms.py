"""Forms of the daily log."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.planning.queries import ActionChoice, IndicatorChoice
from pamong.platform.ui import forms
from pamong.worklog.actions import Draft, Pick
from pamong.worklog.enums import EntryState
from pamong.worklog.queries import Entry, Order

LINK = re.compile(r"https?://[^\s<>\"']{3,480}", re.IGNORECASE)
OTHER_DUTIES = "lain"
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
    link = forms.CharField(
        label=_("Tautan bukti"), required=False, max_length=500, help_text=_("Bila buktinya ada di Drive: https://…")
    )
    action = forms.ChoiceField(label=_("Langkah rencana aksi"), required=False)
    disposition = forms.ChoiceField(label=_("Menjalankan disposisi"), required=False)
    late_reason = forms.CharField(
        label=_("Mengapa baru dicatat sekarang"),
        required=False,
        max_length=200,
        help_text=_("Hanya untuk tanggal yang sudah lama lewat; atasan membacanya."),
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[IndicatorChoice] = (),
        steps: Sequence[ActionChoice] = (),
        orders: Sequence[Order] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if orders:
            named = [(str(order.id), order.text[:120]) for order in orders]
            self.fields["disposition"].choices = [("", gettext("Bukan dari disposisi")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["disposition"]
        self._steps = {str(step.action_id): step for step in steps}
        if steps:
            named = [(key, f"{step.period}: {step.label}") for key, step in self._steps.items()]
            self.fields["action"].choices = [("", gettext("Tidak untuk langkah tertentu")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["action"]
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
            link=data["link"],
            action=self._steps.get(data.get("action", "")),
            late_reason=data["late_reason"],
            disposition_id=int(data.get("disposition") or 0) or None,
        )

    def clean_link(self) -> str:
        text: str = self.cleaned_data["link"]
        if text and not LINK.fullmatch(text):
            raise forms.ValidationError(gettext("Tautan harus diawali https:// dan tanpa spasi."))
        return text

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


class CarryForm(forms.Form):
    """Ticked entries, and the indicator of the new plan they go to ("lain": other duties)."""

    picks = PicksField(required=False)
    target = forms.ChoiceField(label=_("Indikator pada SKP baru"))

    def __init__(self, *args: Any, choices: Sequence[IndicatorChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(one.indicator_id), f"{one.label} ({one.unit})" if one.unit else one.label) for one in choices]
        self.fields["target"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Pilih indikator")),
            *listed,
            (OTHER_DUTIES, _("Tugas lain, tanpa indikator")),
        ]

    @property
    def indicator_id(self) -> int | None:
        """What was chosen; None for other duties."""
        target = self.cleaned_data["target"]
        return None if target == OTHER_DUTIES else int(target)


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
    reason_after = forms.IntegerField(
        label=_("Alasan diminta setelah (hari)"),
        min_value=0,
        max_value=366,
        help_text=_("Catatan yang menyusul lebih lama dari ini harus disertai alasan, yang dibaca atasan."),
    )
    closing = forms.TimeField(
        label=_("Jam pengingat akhir hari"),
        help_text=_("Sejak jam ini pegawai yang belum mencatat diingatkan, sekali."),
    )
    day_starts = forms.TimeField(label=_("Jam mulai kerja"), help_text=_("Perpres 21/2023: 07.30."))
    ask = forms.CharField(label=_("Bila lewat, hubungi"), max_length=200, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField


class CopyForm(forms.Form):
    """Yesterday's work again: which of it, and how much this time."""

    day = forms.DateField(label=_("Tanggal"))
    late_reason = forms.CharField(label=_("Mengapa baru dicatat sekarang"), required=False, max_length=200)

    def __init__(self, *args: Any, rows: Sequence[Entry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = list(rows)
        for row in self._rows:
            self.fields[f"p{row.pk}"] = forms.BooleanField(label=row.text, required=False, initial=True)
            self.fields[f"q{row.pk}"] = forms.DecimalField(
                label=gettext("Jumlah"), required=False, min_value=0, max_digits=14, decimal_places=2
            )

    def lines(self) -> list[tuple[Entry, Any, Any]]:
        """Each entry with its tick and its quantity."""
        return [(row, self[f"p{row.pk}"], self[f"q{row.pk}"]) for row in self._rows]

    def picked(self) -> list[Entry]:
        """The ticked entries."""
        return [row for row in self._rows if self.cleaned_data.get(f"p{row.pk}")]

    def quantities(self) -> dict[int, Any]:
        """How much, by entry id."""
        return {row.pk: self.cleaned_data.get(f"q{row.pk}") for row in self._rows}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"p{row.pk}") for row in self._rows):
            raise forms.ValidationError(gettext("Centang sekurangnya satu kegiatan."))
        return data


class TableForm(forms.Form):
    """A table of entries."""

    file = forms.FileField(label=_("Berkas Excel atau CSV"))
    late_reason = forms.CharField(
        label=_("Mengapa baru dicatat sekarang"),
        required=False,
        max_length=200,
        help_text=_("Wajib bila ada tanggal yang sudah lama lewat; berlaku untuk semua baris itu."),
    )


class TapsForm(forms.Form):
    """A file of the attendance machine."""

    file = forms.FileField(label=_("Berkas Excel atau CSV"))


class PeriodForm(forms.Form):
    """From when to when."""

    dari = forms.DateField(label=_("Dari tanggal"))
    sampai = forms.DateField(label=_("Sampai tanggal"))


class OrderForm(forms.Form):
    """An order of a leader."""

    people = forms.MultipleChoiceField(label=_("Untuk"), widget=forms.CheckboxSelectMultiple)
    text = forms.TextField(label=_("Yang harus dikerjakan"), max_length=500, rows=3)
    letter = forms.CharField(label=_("Nomor surat"), required=False, max_length=120)
    due = forms.DateField(label=_("Tenggat"), required=False)

    def __init__(self, *args: Any, staff: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(staff)  # type: ignore[attr-defined]  # a ChoiceField


class RepeatForm(forms.Form):
    """Why the text is the same."""

    answer = forms.CharField(label=_("Penjelasan Anda"), max_length=500)


class OutageForm(forms.Form):
    """Hours in which Pamong could not be used."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    day = forms.DateField(label=_("Tanggal mulai"))
    starts = forms.TimeField(label=_("Dari jam"))
    last = forms.DateField(label=_("Tanggal selesai"))
    ends = forms.TimeField(label=_("Sampai jam"))
    reason = forms.CharField(label=_("Apa yang terganggu"), max_length=200)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField
