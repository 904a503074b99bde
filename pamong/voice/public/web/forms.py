"""Filters of the public list; they live in the address."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.platform.ui.text import refused_characters
from pamong.voice.complaints import queries as complaints
from pamong.voice.public import queries
from pamong.voice.public.queries import PublicFilter

PERIODS = {
    "7": _("7 hari terakhir"),
    "30": _("30 hari terakhir"),
    "90": _("90 hari terakhir"),
    "365": _("Setahun terakhir"),
}


class ListForm(forms.Form):
    """What the list, the feed and the file share. A value nobody knows counts as not chosen."""

    cari = forms.CharField(label=_("Nomor atau kata"), required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("terbuka", _("Masih terbuka")),
            ("selesai", _("Selesai, sudah dipastikan")),
            ("belum-dikonfirmasi", _("Ditutup, belum dikonfirmasi")),
            ("ditolak", _("Ditolak dengan alasan")),
            ("diteruskan", _("Diteruskan ke instansi lain")),
            ("dicabut", _("Dicabut atau digabung")),
        ],
    )
    kategori = forms.ChoiceField(label=_("Kategori"), required=False)
    tempat = forms.ChoiceField(label=_("Tempat"), required=False)
    unit = forms.ChoiceField(label=_("Unit yang menangani"), required=False)
    periode = forms.ChoiceField(label=_("Diterima"), required=False, choices=[("", _("Kapan saja")), *PERIODS.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _t("Semua"))
        self.places = list(complaints.places())
        self.fields["kategori"].choices = [every, *((c.code, c.name) for c in complaints.categories() if c.is_public)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tempat"].choices = [every, *complaints.place_groups(self.places)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["unit"].choices = [every, *queries.unit_choices()]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self, today: dt.date) -> PublicFilter:
        """The filter of the address."""
        self.full_clean()
        data = self.cleaned_data
        text, place = data.get("cari") or "", data.get("tempat") or ""
        return PublicFilter(
            text="" if refused_characters(text) else text,
            category=data.get("kategori") or "",
            place_ids=tuple(p.pk for p in self.places if place and place in (str(p.pk), str(p.parent_id))),
            group=data.get("keadaan") or "",
            unit_id=int(data["unit"]) if data.get("unit") else None,
            first=today - dt.timedelta(days=int(data["periode"])) if data.get("periode") else None,
        )


class PlacesForm(forms.Form):
    """What the map shows."""

    kategori = forms.ChoiceField(label=_("Kategori"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(c.code, c.name) for c in complaints.categories() if c.is_public]
        self.fields["kategori"].choices = [("", _t("Semua")), *found]  # type: ignore[attr-defined]  # a ChoiceField
