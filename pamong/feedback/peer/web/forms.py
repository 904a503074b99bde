"""Forms of peer feedback."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.feedback.peer.rules.answers import LEAST, LONGEST, MOST_LEAST, Said
from pamong.planning.queries import conduct_values
from pamong.platform.ui import forms


class AnswerForm(forms.Form):
    """Keep, improve, evidence. The browser keeps no draft: the device may be shared."""

    keep = forms.TextField(
        label=_("Yang perlu dipertahankan"),
        required=False,
        max_length=LONGEST,
        rows=3,
        private=True,
        help_text=_("Apa yang ia lakukan dengan baik dan membantu pekerjaan Anda?"),
    )
    keep_value = forms.ChoiceField(label=_("Tentang nilai perilaku (dipertahankan)"), required=False)
    improve = forms.TextField(
        label=_("Yang perlu ditingkatkan"),
        required=False,
        max_length=LONGEST,
        rows=3,
        private=True,
        help_text=_("Satu hal yang, bila diubah, paling membantu. Tulis perilakunya, bukan orangnya."),
    )
    improve_value = forms.ChoiceField(label=_("Tentang nilai perilaku (ditingkatkan)"), required=False)
    evidence = forms.TextField(
        label=_("Contoh kejadian"),
        max_length=LONGEST,
        rows=3,
        private=True,
        help_text=_(
            "Apa yang Anda lihat sendiri. Hindari hal yang hanya Anda berdua yang tahu bila ingin tetap anonim."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = [("", gettext("Tidak khusus")), *((value, gettext(label)) for value, label in conduct_values())]
        for name in ("keep_value", "improve_value"):
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def said(self) -> Said:
        """What was written, for the action."""
        return Said(**{name: self.cleaned_data[name] or "" for name in self.fields})


class ReasonForm(forms.Form):
    """Why somebody should not speak about somebody."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Misalnya: keluarga, sengketa yang sedang berjalan.")
    )


class ExcludeForm(ReasonForm):
    """Whom to keep out, and why."""

    invitation = forms.IntegerField(widget=forms.HiddenInput, max_value=2**62)


class ProposeForm(forms.Form):
    """Whom to invite as well."""

    giver = forms.CharField(
        label=_("Nama lengkap atau NIP"),
        max_length=120,
        help_text=_(
            "Pegawai yang bekerja bersama dalam periode ini, juga dari unit lain di perangkat daerah yang sama."
        ),
    )


class ReportForm(forms.Form):
    """Report a text."""

    answer = forms.CharField(widget=forms.HiddenInput, max_length=36)
    reason = forms.CharField(label=_("Mengapa teks ini tidak pantas?"), max_length=300)


class DecideForm(forms.Form):
    """The moderator's decision."""

    hide = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[("yes", _("Sembunyikan teks")), ("no", _("Biarkan tampil"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Alasan keputusan"), max_length=300)


class RoundForm(forms.Form):
    """A new round."""

    unit = forms.ChoiceField(label=_("Unit kerja"), help_text=_("Beserta semua unit di bawahnya."))
    title = forms.CharField(label=_("Nama putaran"), max_length=120)
    about_from = forms.DateField(label=_("Tentang kerja sejak"))
    about_to = forms.DateField(label=_("Tentang kerja sampai"))
    starts = forms.DateField(label=_("Jawaban diterima mulai"))
    ends = forms.DateField(label=_("Jawaban diterima sampai"))
    upward = forms.BooleanField(label=_("Bawahan juga diundang memberi umpan balik kepada atasannya"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]  # a ChoiceField


class PolicyForm(forms.Form):
    """From how many answers a summary is shown, and how many people are asked."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    valid_from = forms.DateField(label=_("Berlaku mulai"))
    least = forms.IntegerField(
        label=_("Hasil tampil sejak (jawaban)"), min_value=LEAST, max_value=MOST_LEAST, help_text=_("Paling sedikit 3.")
    )
    most = forms.IntegerField(label=_("Paling banyak yang diundang"), min_value=LEAST, max_value=12)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]  # a ChoiceField
