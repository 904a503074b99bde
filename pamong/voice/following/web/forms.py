"""Where news are sent, and of what."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.voice.complaints import queries as complaints
from pamong.voice.following.enums import Rhythm
from pamong.voice.following.queries import Subject
from pamong.voice.public import queries as public

MOST = 200  # letters of an address
WRONG = _("Tulis alamat surel yang lengkap dengan huruf biasa, misalnya nama@contoh.id.")


class AddressForm(forms.Form):
    """An address. Only plain letters: what mail servers everywhere take."""

    email = forms.EmailField(label=_("Alamat surel"), max_length=MOST, error_messages={"invalid": WRONG})

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"])
        if not address.isascii():
            raise forms.ValidationError(WRONG)
        return address


class AreaForm(AddressForm):
    """An area: what is left open counts whole."""

    tempat = forms.ChoiceField(label=_("Tempat"), required=False)
    kategori = forms.ChoiceField(label=_("Kategori"), required=False)
    unit = forms.ChoiceField(label=_("Unit yang menangani"), required=False)
    irama = forms.ChoiceField(
        label=_("Seberapa sering?"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.WEEKLY
    )
    field_order = ("tempat", "kategori", "unit", "irama", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", gettext("Semua"))
        self.places = list(complaints.places())
        self.categories = [c for c in complaints.categories() if c.is_public]
        self.fields["tempat"].choices = [every, *complaints.place_groups(self.places)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kategori"].choices = [every, *((c.code, c.name) for c in self.categories)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["unit"].choices = [every, *public.unit_choices()]  # type: ignore[attr-defined]  # a ChoiceField

    def subject(self) -> Subject:
        """The area of a valid form."""
        data = self.cleaned_data
        return Subject(
            place=next((p for p in self.places if str(p.pk) == data["tempat"]), None),
            category=next((c for c in self.categories if c.code == data["kategori"]), None),
            unit=complaints.unit_by_pk(int(data["unit"])) if data["unit"] else None,
        )


class OwnAreaForm(AreaForm):
    """The same for staff in the application: no address, no rhythm."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["irama"]
