"""Forms of teams, of changes of units, and of moves of people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pamong.people.enums import ActingKind, LeavingReason, PositionKind, TeamRole, UnitChangeKind
from pamong.platform.ui import forms

WHO_HINT = _("NIP atau nama lengkap.")
Choices = list[tuple[str, str]]


def unit_choice(label: Any, units: Choices, *, required: bool = True, empty: Any = "") -> forms.ChoiceField:
    """A unit from the list."""
    return forms.ChoiceField(label=label, required=required, choices=[("", empty or _("Pilih unit")), *units])


class TeamForm(forms.Form):
    """A team and, when it is formed, its unit, days and leader."""

    name = forms.CharField(label=_("Nama tim"), max_length=150)
    purpose = forms.TextField(label=_("Tujuan"), rows=2, max_length=600)
    decree = forms.CharField(label=_("Nomor surat keputusan"), max_length=120)

    def __init__(self, *args: Any, units: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is not None:
            self.fields["unit"] = unit_choice(_("Unit pembentuk"), units)
            self.fields["leader"] = forms.CharField(label=_("Ketua tim"), max_length=150, help_text=WHO_HINT)
            self.fields["starts"] = forms.DateField(label=_("Mulai tanggal"))
            self.fields["ends"] = forms.DateField(
                label=_("Sampai dengan tanggal"), required=False, help_text=_("Kosongkan bila belum ditentukan.")
            )


class MemberForm(forms.Form):
    """Who comes into a team, as what, from when."""

    person = forms.CharField(label=_("Pegawai"), max_length=150, help_text=WHO_HINT)
    role = forms.ChoiceField(label=_("Peran"), choices=TeamRole.choices, initial=TeamRole.MEMBER)
    since = forms.DateField(label=_("Mulai tanggal"))


class LastDayForm(forms.Form):
    """The last day of a team or a membership."""

    last_day = forms.DateField(label=_("Hari terakhir"))


class TaskForm(forms.Form):
    """What the leader asks of whom."""

    person = forms.ChoiceField(label=_("Anggota"))
    text = forms.TextField(label=_("Tugas"), rows=2, max_length=300)
    due_on = forms.DateField(label=_("Batas waktu"), required=False)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Pilih anggota")), *members]  # type: ignore[attr-defined]


class TaskReportForm(forms.Form):
    """What came of a task."""

    report = forms.TextField(label=_("Hasilnya"), rows=2, max_length=500)


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Nama unit"), max_length=200)


class UnitChangeForm(forms.Form):
    """What shall happen to a unit, from when, by which decree; looked at before it is stored."""

    kind = forms.ChoiceField(label=_("Perubahan"), choices=UnitChangeKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Nama baru"), required=False, max_length=200, help_text=_("Hanya untuk ganti nama."))
    target = unit_choice(_("Unit tujuan"), [], required=False)
    head_title = forms.CharField(
        label=_("Jabatan baru bagi pimpinan lama"), required=False, max_length=200,
        help_text=_("Hanya untuk penggabungan. Bila belum ada SK-nya, kosongkan: admin diingatkan mengisinya."),
    )  # fmt: skip
    day = forms.DateField(label=_("Berlaku mulai tanggal"))
    decree = forms.CharField(label=_("Nomor surat keputusan"), max_length=120)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target: Any = self.fields["target"]
        target.choices = [("", _("Pilih unit")), *units]
        target.help_text = _("Induk yang baru, atau unit penerusnya.")


class PostForm(forms.Form):
    """Words of a post."""

    title = forms.CharField(label=_("Jabatan"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis jabatan"), choices=PositionKind.choices)
    level = forms.CharField(
        label=_("Jenjang"), required=False, max_length=60, help_text=_("Misalnya: Ahli Muda, Pengawas, Pelaksana.")
    )


class MoveForm(PostForm):
    """Where somebody goes, from when, by which decree."""

    unit = unit_choice(_("Unit kerja"), [])
    is_head = forms.BooleanField(label=_("Memimpin unit itu"), required=False)
    superior = forms.CharField(
        label=_("Atasan langsung"), required=False, max_length=150,
        help_text=_("NIP atau nama lengkap. Kosongkan: pimpinan unit itu, atau pimpinan di atasnya."),
    )  # fmt: skip
    day = forms.DateField(label=_("Mulai tanggal (TMT)"))
    decree = forms.CharField(label=_("Nomor surat keputusan"), max_length=120)
    field_order = ("unit", "title", "kind", "level", "is_head", "superior", "day", "decree")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Pilih unit")), *units]  # type: ignore[attr-defined]


class CorrectPostForm(PostForm):
    """Mend a post that was entered wrongly."""

    start = forms.DateField(label=_("Mulai tanggal (TMT)"))
    decree = forms.CharField(label=_("Nomor surat keputusan"), required=False, max_length=120)
    field_order = ("title", "kind", "level", "start", "decree")


class LeaveForm(forms.Form):
    """Why and from when somebody no longer serves here."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=LeavingReason.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("Berhenti mulai tanggal"), help_text=_("Hari pertama tidak lagi bertugas."))
    decree = forms.CharField(label=_("Nomor surat keputusan"), required=False, max_length=120)


class SeatForm(forms.Form):
    """Who acts as head of a unit that nobody heads, and for how long."""

    kind = forms.ChoiceField(label=_("Sebagai"), choices=ActingKind.choices, widget=forms.RadioSelect)
    starts = forms.DateField(label=_("Mulai"))
    ends = forms.DateField(
        label=_("Sampai dengan"), help_text=_("Berakhir lebih awal dengan sendirinya begitu ada pimpinan tetap.")
    )
    decree = forms.CharField(label=_("Nomor surat perintah"), max_length=120)


class SyncForm(forms.Form):
    """A file of the personnel system."""

    file = forms.FileField(
        label=_("Berkas SIMPEG/SIASN"), max_bytes=40_000_000, accept=".json,.xlsx,.xls,.csv", shrink=False
    )


class KeepForm(forms.Form):
    """Why ours stays."""

    note = forms.TextField(label=_("Mengapa data kita yang benar?"), rows=2, max_length=300)
