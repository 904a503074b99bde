"""Filters of the evidence list; they live in the address."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.evidence import queries
from pamong.platform.ui import forms


class FactsForm(forms.Form):
    """What the list is about: a thing measured, a person, a source or a metric, over a period."""

    hal_diukur = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    pegawai = forms.IntegerField(required=False, max_value=2**62, widget=forms.HiddenInput)
    sumber = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    metrik = forms.ChoiceField(label=_("Jenis bukti"), required=False)
    dari = forms.DateField(label=_("Dari tanggal"), required=False)
    sampai = forms.DateField(label=_("Sampai tanggal"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(m.id, gettext(str(m.title))) for m in queries.metrics()]
        self.fields["metrik"].choices = [("", gettext("Semua")), *known]  # type: ignore[attr-defined]  # a ChoiceField


class AnswerForm(forms.Form):
    """The right of answer on one fact."""

    text = forms.TextField(
        label=_("Tanggapan Anda"),
        max_length=2000,
        rows=3,
        help_text=_("Tersimpan bersama bukti ini, tidak berubah, dan dibaca siapa pun yang melihat buktinya."),
    )
