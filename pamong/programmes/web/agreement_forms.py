"""Forms of the perjanjian kinerja."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _l

from pamong.platform.ui import forms


class PrepareForm(forms.Form):
    """Which agency and year; the reason only for a version after one in force."""

    agency = forms.ChoiceField(label=_l("Perangkat daerah"))
    year = forms.IntegerField(label=_l("Tahun"), min_value=2000, max_value=2100)
    reason = forms.CharField(label=_l("Alasan perubahan"), required=False, max_length=300)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ChoiceField)  # noqa: S101  # declared above
        agency.choices = list(agencies)


class ReturnForm(forms.Form):
    """Why it is given back."""

    note = forms.TextField(label=_l("Yang perlu diperbaiki"), max_length=600, rows=3)
