"""The form of the gallery: one field of every kind."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms

RATINGS = (("above", _("Di atas ekspektasi")), ("meets", _("Sesuai ekspektasi")), ("below", _("Di bawah ekspektasi")))


class EveryField(forms.Form):
    """Shows each kind of field; nothing is sent."""

    notes: ClassVar[dict[str, object]] = {
        "above": _("Melebihi yang disepakati."),
        "meets": _("Seperti yang disepakati."),
    }

    activity = forms.CharField(label=_("Apa yang dikerjakan?"), max_length=200)
    story = forms.TextField(label=_("Ceritakan"), help_text=_("Singkat: apa, untuk siapa, hasilnya."), required=False)
    quantity = forms.DecimalField(label=_("Jumlah"), min_value=0, max_value=10_000)
    people = forms.IntegerField(label=_("Jumlah orang"), required=False)
    day = forms.DateField(label=_("Tanggal"))
    starts = forms.TimeField(label=_("Mulai"))
    result = forms.ChoiceField(
        label=_("Untuk hasil kerja"), choices=[("", _("Pilih hasil kerja")), ("1", _("Waktu layanan KTP lebih cepat"))]
    )
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[("praise", _("Pujian")), ("advice", _("Saran"))],
        widget=forms.RadioSelect,
        help_text=_("Pilih satu."),
    )
    days = forms.MultipleChoiceField(
        label=_("Hari kerja"), choices=[("1", _("Senin")), ("2", _("Selasa"))], required=False
    )
    rating = forms.ChoiceField(label=_("Hasil kerja"), choices=RATINGS, widget=forms.RadioSelect)
    proof = forms.FileField(label=_("Bukti"), accept=".pdf,image/*", required=False)
    agree = forms.BooleanField(label=_("Saya sudah membaca rencana ini"))
