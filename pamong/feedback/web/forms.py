"""Forms of feedback."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.feedback.enums import FeedbackKind
from pamong.planning.queries import conduct_values
from pamong.platform.ui import forms


class GiveForm(forms.Form):
    """Feedback about a person, from its own page or from beside the thing it is about."""

    person = forms.IntegerField(widget=forms.HiddenInput, max_value=2**62)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=FeedbackKind.choices, widget=forms.RadioSelect, initial=FeedbackKind.PRAISE
    )
    text = forms.TextField(
        label=_("Isi umpan balik"),
        max_length=2000,
        help_text=_("Tulis apa yang Anda lihat dan apa akibatnya. Pegawai langsung membacanya dan dapat menanggapi."),
    )
    conduct = forms.ChoiceField(
        label=_("Tentang nilai perilaku"),
        required=False,
        widget=forms.Select,
        help_text=_("Catatan perilaku tampil di samping nilai ini saat penilaian."),
    )
    source = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    source_label = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = [(value, gettext(label)) for value, label in conduct_values()]
        self.fields["conduct"].choices = [("", _("Tidak khusus")), *values]  # type: ignore[attr-defined]  # a ChoiceField

    def subject(self) -> tuple[str, str]:
        """Source and label of what the feedback is about: the thing given, else the conduct value, else nothing."""
        data = self.cleaned_data
        if data["source"] or not data["conduct"]:
            return data["source"], data["source_label"]
        return f"planning.conduct:{data['conduct']}", dict(conduct_values())[data["conduct"]]


class AnswerForm(forms.Form):
    """The right of answer."""

    text = forms.TextField(
        label=_("Tanggapan Anda"),
        max_length=2000,
        rows=3,
        help_text=_("Sekali kirim; tersimpan bersama umpan balik dan tidak berubah."),
    )


class FilterForm(forms.Form):
    """Filters of the lists; they live in the address."""

    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=[("", _("Semua jenis")), *FeedbackKind.choices])
    start = forms.DateField(label=_("Dari"), required=False)
    end = forms.DateField(label=_("Sampai"), required=False)
