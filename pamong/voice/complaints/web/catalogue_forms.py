"""Forms of the settings. Questions are written one a line, as people can read them."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.voice.complaints import queries
from pamong.voice.complaints.queries import Category, VoicePolicy
from pamong.voice.complaints.rules.questions import KINDS, Question, questions_of


def read_questions(text: str) -> list[Question]:
    """Questions from lines ``code | kind | label | choice, choice``; ``*`` after the code makes an answer compulsory.

    Raises ValueError with the line at fault.
    """
    found = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 3 or cells[1] not in KINDS:
            raise ValueError(line)
        names = [name.strip() for name in (cells[3] if len(cells) > 3 else "").split(",") if name.strip()]
        choices = tuple((str(number), name) for number, name in enumerate(names, start=1))
        found.append(Question(cells[0].rstrip("*"), cells[2], cells[1], cells[0].endswith("*"), choices))
    return found


def write_questions(found: tuple[Question, ...]) -> str:
    """The same questions as lines."""
    lines = []
    for q in found:
        cells = [q.code + ("*" if q.required else ""), q.kind, q.label]
        lines.append(" | ".join([*cells, ", ".join(name for _key, name in q.choices)] if q.choices else cells))
    return "\n".join(lines)


class CategoryForm(forms.Form):
    code = forms.CharField(
        label=_("Kode"), max_length=40, help_text=_("Huruf kecil dan tanda hubung; tidak dapat diganti kemudian.")
    )
    name = forms.CharField(label=_("Nama"), max_length=120)
    description = forms.CharField(label=_("Penjelasan singkat"), max_length=300, required=False)
    questions = forms.TextField(
        label=_("Pertanyaan"),
        required=False,
        max_length=4000,
        help_text=_(
            "Tiap baris: kode* | jenis | pertanyaan | pilihan, pilihan. Jenis: text, number, date, choice, choices."
        ),
    )
    about_officer = forms.BooleanField(label=_("Tentang perilaku petugas atau unit"), required=False)
    is_praise = forms.BooleanField(label=_("Pujian"), required=False)
    is_public = forms.BooleanField(label=_("Boleh tampil di publik setelah disunting"), required=False, initial=True)
    is_active = forms.BooleanField(label=_("Dipakai"), required=False, initial=True)
    order = forms.IntegerField(label=_("Urutan"), initial=0, max_value=999)

    def clean_questions(self) -> list[Question]:
        try:
            return read_questions(self.cleaned_data["questions"])
        except ValueError as error:
            text = gettext("Baris ini belum dapat dibaca: %(line)s") % {"line": str(error)[:80]}
            raise forms.ValidationError(text) from error


class PlaceForm(forms.Form):
    parent = forms.TypedChoiceField(
        label=_("Di dalam kecamatan"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )
    name = forms.CharField(label=_("Nama"), max_length=120)
    code = forms.CharField(label=_("Kode wilayah"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = [(str(p.pk), p.name) for p in queries.places() if p.parent_id is None]
        self.fields["parent"].choices = [("", gettext("Ini sebuah kecamatan")), *tops]  # type: ignore[attr-defined]  # a ChoiceField


class ResponsibleForm(forms.Form):
    category = forms.TypedChoiceField(label=_("Kategori"), coerce=int)
    place = forms.TypedChoiceField(label=_("Tempat"), coerce=int, empty_value=None, required=False, widget=forms.Select)
    unit = forms.TypedChoiceField(
        label=_("Unit yang menangani"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = queries.board_categories()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [("", gettext("Semua tempat")), *queries.place_choices()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["unit"].choices = [("", gettext("Hapus aturan ini")), *queries.accusable_units()]  # type: ignore[attr-defined]  # a ChoiceField


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=120)
    text = forms.TextField(label=_("Isi jawaban"), max_length=4000, rows=4)
    category = forms.TypedChoiceField(
        label=_("Untuk kategori"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", gettext("Semua")), *queries.board_categories()]  # type: ignore[attr-defined]  # a ChoiceField


class PolicyForm(forms.Form):
    valid_from = forms.DateField(label=_("Berlaku mulai"))
    silence = forms.IntegerField(
        label=_("Hari kerja tanpa kabar pelapor sampai ditutup"),
        min_value=1,
        max_value=60,
        help_text=_("Kebiasaan LAPOR!: 10."),
    )
    reopen = forms.IntegerField(label=_("Hari untuk membuka kembali"), min_value=1, max_value=365)
    sample = forms.IntegerField(label=_("Persen laporan yang diperiksa inspektorat"), min_value=0, max_value=100)
    anonymous = forms.IntegerField(label=_("Laporan anonim paling banyak sehari"), min_value=1, max_value=100_000)
    follow = forms.IntegerField(
        label=_("Hari menyimpan alamat pengikut sesudah laporan ditutup"), min_value=0, max_value=365
    )
    alert = forms.IntegerField(
        label=_("Hari mengirim kabar wilayah sebelum harus diminta lagi"), min_value=30, max_value=730
    )
    sms = forms.IntegerField(
        label=_("Balasan SMS paling banyak sehari untuk satu nomor"),
        min_value=10,
        max_value=500,
        help_text=_("Setiap balasan berbiaya. Satu laporan memerlukan sekitar 8."),
    )


def initial_of(category: Category) -> dict[str, Any]:
    """What the form of a category shows."""
    names = ("code", "name", "description", "about_officer", "is_praise", "is_public", "is_active", "order")
    return {
        **{name: getattr(category, name) for name in names},
        "questions": write_questions(questions_of(category.questions)),
    }


def initial_policy(policy: VoicePolicy, today: dt.date) -> dict[str, Any]:
    """The numbers in force, to be changed from today on."""
    return {
        "valid_from": today,
        "silence": policy.silence_working_days,
        "reopen": policy.reopen_days,
        "sample": policy.sample_percent,
        "anonymous": policy.anonymous_per_day,
        "follow": policy.follow_days,
        "alert": policy.alert_days,
        "sms": policy.sms_replies_per_day,
    }
