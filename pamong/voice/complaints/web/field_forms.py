"""Forms of field visits: the filter of the list, and the result of a visit as it is written at the place."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.voice.complaints.enums import Visit
from pamong.voice.complaints.queries import Stop
from pamong.voice.complaints.web.forms import InspectForm, SiteForm, VisitForm

FORMS: dict[Visit, type[SiteForm]] = {Visit.LOOK: SiteForm, Visit.CLOSE: VisitForm, Visit.INSPECT: InspectForm}


class PlaceForm(forms.Form):
    """The filter of the list; it lives in the address."""

    tempat = forms.ChoiceField(label=_("Kelurahan atau desa"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tempat"].choices = [("", _("Semua")), *places]  # type: ignore[attr-defined]  # a ChoiceField

    def place_id(self) -> int | None:
        """The chosen place, if it is one of the list."""
        self.full_clean()
        return int(self.cleaned_data["tempat"]) if self.cleaned_data.get("tempat") else None


class CarriedForm(InspectForm):
    """Every kind of visit in one, for the page without a signal; the device names the case and shows what belongs to it."""

    why = forms.CharField(widget=forms.HiddenInput, required=False)
    nomor = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.TextField(label=_("Yang ditemukan di lapangan"), max_length=2000, rows=3)


def form_of(stop: Stop) -> SiteForm:
    """The form of this stop, for the version that is shown."""
    return FORMS[stop.why](initial={"version": stop.complaint.version}, ask_at_once=True)
