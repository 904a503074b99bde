"""Forms of the working calendar: days off, shorter weeks, turns, rosters, weeks."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.people.enums import WeekKind
from pamong.platform.calendar.enums import HolidayKind
from pamong.platform.ui import forms

DAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))


class _PlacedForm(forms.Form):
    """A form with a place: everywhere, a region, an agency."""

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].required = "" not in dict(places)  # "everywhere" is the region's alone


class HolidayForm(_PlacedForm):
    """A day off."""

    day = forms.DateField(label=_("Tanggal"))
    name = forms.CharField(label=_("Nama hari libur"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=HolidayKind.choices)
    place = forms.ChoiceField(label=_("Berlaku untuk"), required=False)
    source = forms.CharField(
        label=_("Dasar"), max_length=120, required=False, help_text=_("Misalnya nomor SKB atau surat edaran.")
    )


class PeriodForm(_PlacedForm):
    """Days with a shorter week."""

    name = forms.CharField(label=_("Nama masa"), max_length=120, initial="Ramadan")
    first = forms.DateField(label=_("Mulai tanggal"))
    last = forms.DateField(label=_("Sampai dengan tanggal"))
    hours = forms.DecimalField(
        label=_("Jam kerja seminggu"),
        min_value=1,
        max_value=50,
        max_digits=4,
        decimal_places=2,
        initial="32.5",
        help_text=_("Perpres 21/2023: 32 jam 30 menit pada bulan Ramadan."),
    )
    day_starts = forms.TimeField(label=_("Jam mulai kerja"), initial="08:00")
    place = forms.ChoiceField(label=_("Berlaku untuk"), required=False)
    source = forms.CharField(label=_("Dasar"), max_length=120, required=False)


class ShiftForm(forms.Form):
    """A turn of duty."""

    code = forms.CharField(label=_("Kode"), max_length=6, help_text=_("Dipakai di jadwal, misalnya P, S, M."))
    name = forms.CharField(label=_("Nama"), max_length=60)
    starts = forms.TimeField(label=_("Dari jam"))
    ends = forms.TimeField(
        label=_("Sampai jam"), help_text=_("Sebelum atau sama dengan jam mulai berarti keesokan hari.")
    )
    break_minutes = forms.IntegerField(label=_("Istirahat (menit)"), min_value=0, max_value=240, initial=0)


class RosterForm(forms.Form):
    """A roster file for one month."""

    month = forms.DateField(label=_("Bulan"), help_text=_("Tanggal mana saja di bulan itu."))
    file = forms.FileField(label=_("Berkas Excel atau CSV"))


class WeekForm(forms.Form):
    """How a unit works."""

    place = forms.ChoiceField(label=_("Berlaku untuk"))
    kind = forms.ChoiceField(label=_("Cara kerja"), choices=WeekKind.choices, widget=forms.RadioSelect)
    starts = forms.DateField(label=_("Mulai tanggal"))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]  # a ChoiceField
        for number, name in enumerate(DAYS):
            self.fields[f"d{number}"] = forms.IntegerField(
                label=gettext("%(day)s (menit)") % {"day": name},
                required=False,
                min_value=0,
                max_value=900,
                initial=450 if number < 5 else 0,
            )

    def days(self) -> list[Any]:
        """The seven fields, to be shown."""
        return [self[f"d{number}"] for number in range(7)]

    def minutes(self) -> list[int]:
        """Minutes of Monday to Sunday."""
        return [self.cleaned_data.get(f"d{number}") or 0 for number in range(7)]
