"""Forms of feedback."""

from collections.abc import Sequence
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
        required=False,
        max_length=2000,
        help_text=_("Tulis apa yang Anda lihat dan apa akibatnya. Pegawai langsung membacanya dan dapat menanggapi."),
    )
    phrases = forms.MultipleChoiceField(
        label=_("Kalimat siap pakai"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pilih yang cocok; teks Anda sendiri ditambahkan di belakangnya."),
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

    def __init__(self, *args: Any, phrases: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phrases"].choices = list(phrases)  # type: ignore[attr-defined]  # a ChoiceField
        values = [(value, gettext(label)) for value, label in conduct_values()]
        self.fields["conduct"].choices = [("", _("Tidak khusus")), *values]  # type: ignore[attr-defined]  # a ChoiceField

    def said(self) -> str:
        """The sentences picked, then the words of one's own."""
        return " ".join([*self.cleaned_data["phrases"], self.cleaned_data["text"] or ""]).strip()

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


class CommentForm(forms.Form):
    """A word in the conversation about a thing."""

    text = forms.TextField(label=_("Komentar"), max_length=2000, rows=3)


class AskForm(forms.Form):
    """Ask a named person."""

    giver = forms.CharField(label=_("Dari siapa (nama lengkap atau NIP)"), max_length=120)
    question = forms.CharField(
        label=_("Apa yang ingin Anda ketahui"),
        max_length=300,
        help_text=_("Misalnya: bagaimana kerja sama kita bulan ini?"),
    )
    due = forms.DateField(label=_("Paling lambat"))


class RequestAnswerForm(forms.Form):
    """The answer to a request, under one's own name."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=FeedbackKind.choices, widget=forms.RadioSelect, initial=FeedbackKind.PRAISE
    )
    text = forms.TextField(
        label=_("Isi umpan balik"), max_length=2000, help_text=_("Nama Anda tampil; pegawai dapat menanggapi.")
    )


class PhraseForm(forms.Form):
    """A sentence to pick."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis"), choices=FeedbackKind.choices)
    value = forms.ChoiceField(label=_("Nilai perilaku"))
    text = forms.CharField(label=_("Kalimat"), max_length=200)
    is_active = forms.BooleanField(label=_("Ditawarkan saat memberi umpan balik"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["value"].choices = [  # type: ignore[attr-defined]
            (value, gettext(label)) for value, label in conduct_values()
        ]
