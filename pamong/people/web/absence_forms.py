"""Forms of absences."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.people.enums import AbsenceKind, DayPart
from pamong.platform.ui import forms

SPANS = [("", _("Semua")), ("berjalan", _("Berjalan")), ("akan", _("Akan datang")), ("selesai", _("Selesai"))]


class AbsenceFilter(forms.Form):
    """Filters of the list; they live in the address."""

    nama = forms.CharField(label=_("Nama"), required=False, max_length=150)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=SPANS)


class AbsenceForm(forms.Form):
    """Who is away, why, from when to when."""

    person = forms.CharField(label=_("Pegawai"), max_length=150, help_text=_("NIP atau nama lengkap."))
    kind = forms.ChoiceField(label=_("Keperluan"), choices=AbsenceKind.choices)
    starts = forms.DateField(label=_("Mulai tanggal"))
    ends = forms.DateField(label=_("Sampai dengan tanggal"))
    part = forms.ChoiceField(
        label=_("Bagian hari"),
        required=False,
        choices=DayPart.choices,
        help_text=_("Setengah hari hanya untuk satu tanggal."),
    )
    decree = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)
    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget.attrs.update({"list": "calon", "autocomplete": "off"})


class EndAbsenceForm(forms.Form):
    """The last day of an absence that ends early."""

    last_day = forms.DateField(label=_("Hari terakhir"))


class TableForm(forms.Form):
    """A workbook or CSV to be read."""

    file = forms.FileField(label=_("Berkas Excel atau CSV"))
