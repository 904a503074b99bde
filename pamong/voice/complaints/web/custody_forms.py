"""Forms of custody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms


class KeyForm(forms.Form):
    """The public half of a holder's key, as ``pamong custodian keygen`` prints it."""

    holder = forms.TypedChoiceField(
        label=_("Pemegang"),
        coerce=int,
        choices=[("1", _("Pemegang pertama (segel luar)")), ("2", _("Pemegang kedua (segel dalam)"))],
        widget=forms.RadioSelect,
    )
    label = forms.CharField(label=_("Siapa pemegangnya"), max_length=120, help_text=_("Jabatan, misalnya: Inspektur."))
    public_key = forms.CharField(
        label=_("Kunci publik"),
        max_length=80,
        help_text=_("64 angka dan huruf, dari perintah pamong custodian keygen."),
    )

    def clean_public_key(self) -> Any:
        text = "".join(self.cleaned_data["public_key"].split())
        try:
            found = bytes.fromhex(text)
        except ValueError as error:
            raise forms.ValidationError(_("Kunci publik hanya berisi angka dan huruf a–f.")) from error
        return found


class AskForm(forms.Form):
    """A wish to open an identity."""

    number = forms.CharField(label=_("Nomor laporan"), max_length=20)
    reason = forms.TextField(
        label=_("Alasan dan dasar hukumnya"),
        max_length=1000,
        rows=3,
        help_text=_("Dibaca orang kedua dan tersimpan di jejak audit."),
    )
