"""The questions of the citizen's form, one form each."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.rules.questions import Question, clean_answers
from pamong.voice.complaints.web.draft import Draft

PHOTO = "image/jpeg,image/png,image/webp"


class Ask(forms.Form):
    """One question: ``title`` heads the page; valid answers go into the draft."""

    title: Any = ""
    lead: Any = ""

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)

    def keep(self) -> None:
        """Put what was answered into the draft."""
        for name, value in self.cleaned_data.items():
            if hasattr(self.draft, name):
                setattr(self.draft, name, value if isinstance(value, str) else str(value or ""))


class ModeForm(Ask):
    title = _("Siapa yang boleh tahu bahwa Anda melapor?")
    mode = forms.ChoiceField(label=_("Pilih satu"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [
            (
                Mode.OPEN,
                gettext(
                    "Terbuka: petugas pengaduan dan unit yang menangani melihat nama dan kontak Anda. Pihak yang diadukan dan publik tidak."
                ),
            ),
            (
                Mode.CONFIDENTIAL,
                gettext(
                    "Rahasia: nama dan kontak Anda disegel. Hanya dua pemegang kunci bersama-sama yang dapat membukanya."
                ),
            ),
            (
                Mode.ANONYMOUS,
                gettext(
                    "Anonim: kami tidak menanyakan nama dan tidak mencatat alamat jaringan, perangkat, maupun jamnya."
                ),
            ),
        ]
        if not queries.sealing_keys():
            del options[1]
        self.fields["mode"].choices = options  # type: ignore[attr-defined]  # a ChoiceField


class CategoryForm(Ask):
    title = _("Laporan Anda tentang apa?")
    category = forms.ChoiceField(label=_("Pilih yang paling dekat"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (c.code, f"{c.name}: {c.description}" if c.description else c.name) for c in queries.categories()
        ]


class TextForm(Ask):
    title = _("Apa yang terjadi?")
    text = forms.TextField(
        label=_("Ceritakan singkat"),
        max_length=4000,
        rows=6,
        help_text=_(
            "Apa, kapan, dan siapa yang terdampak. Jangan tulis nama atau nomor telepon orang lain bila tidak perlu."
        ),
        error_messages={"required": _("Ceritakan dulu apa yang terjadi, cukup satu atau dua kalimat.")},
    )
    wanted = forms.TextField(
        label=_("Apa yang Anda harapkan?"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=_("Misalnya: diperbaiki, dijelaskan, diganti."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.draft.mode != Mode.OPEN:  # nothing may stay on a shared phone
            for name in ("text", "wanted"):
                self.fields[name].widget.attrs.pop("data-keep", None)
                self.fields[name].widget.attrs["data-private"] = True


class QuestionsForm(Ask):
    title = _("Beberapa keterangan lagi")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = queries.category_by_code(self.draft.category)
        self.questions = queries.questions(category) if category else ()
        for question in self.questions:
            self.fields[f"q_{question.code}"] = field_of(question)
            self.initial.setdefault(f"q_{question.code}", self.draft.answers.get(question.code))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = {q.code: data.get(f"q_{q.code}") for q in self.questions if f"q_{q.code}" not in self.errors}
        for question in self.questions:
            if question.code in given:
                try:
                    clean_answers((question,), given)
                except Refused as refused:
                    self.refuse(Refused(refused.msgid, field=f"q_{question.code}", code=refused.code, **refused.params))
        return data

    def keep(self) -> None:
        given = {q.code: self.cleaned_data.get(f"q_{q.code}") for q in self.questions}
        self.draft.answers = clean_answers(self.questions, {k: plain(v) for k, v in given.items()})


def plain(value: Any) -> Any:
    """An answer as texts."""
    return [str(v) for v in value] if isinstance(value, list) else str(value if value is not None else "")


def field_of(question: Question) -> Any:
    """The form field of a question."""
    options: dict[str, Any] = {"label": question.label, "required": question.required}
    if question.kind == "choice":
        return forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect, **options)
    if question.kind == "choices":
        return forms.MultipleChoiceField(choices=question.choices, **options)
    if question.kind == "date":
        return forms.DateField(**options)
    if question.kind == "number":
        return forms.DecimalField(**options)
    return forms.CharField(max_length=300, **options)


class AccusedForm(Ask):
    title = _("Petugas atau unit mana?")
    lead = _("Pihak yang Anda sebut dan atasannya tidak dapat melihat atau menutup laporan ini.")
    accused_unit = forms.ChoiceField(label=_("Unit kerja"), required=False, widget=forms.Select)
    accused_words = forms.CharField(
        label=_("Nama, jabatan, atau ciri petugas"),
        max_length=300,
        required=False,
        help_text=_("Tulis yang Anda tahu saja."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Tidak tahu")), *queries.accusable_units()]
        self.fields["accused_unit"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class PlaceForm(Ask):
    title = _("Di mana kejadiannya?")
    lead = _("Pilih dari daftar, atau tulis dengan kata-kata. Salah satu cukup.")
    place = forms.ChoiceField(label=_("Kecamatan, desa, atau kelurahan"), required=False, widget=forms.Select)
    street = forms.CharField(
        label=_("Nama jalan dan patokan"),
        max_length=300,
        required=False,
        help_text=_("Misalnya: Jalan Merdeka, depan pasar."),
    )
    latitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Pilih dari daftar")), *queries.place_choices()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        point = [_number(data.get("latitude", ""), 90), _number(data.get("longitude", ""), 180)]
        if None in point:
            data["latitude"] = data["longitude"] = ""
        if not (data.get("place") or data.get("street") or data["latitude"]) and "place" not in self.errors:
            self.add_error(
                "street", forms.ValidationError(gettext("Pilih tempat dari daftar, atau tulis jalan dan patokannya."))
            )
        return data


def _number(text: str, limit: int) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= limit else None


class PhotosForm(Ask):
    title = _("Ada foto?")
    lead = _("Paling banyak tiga. Tempat, waktu, dan jenis perangkat di dalam foto dihapus sebelum disimpan.")
    photo = forms.FileField(label=_("Foto"), required=False, max_bytes=8_000_000, accept=PHOTO)

    def keep(self) -> None:
        """Pictures are kept by the view; nothing of them goes into the draft."""


class AlikeForm(Ask):
    title = _("Mungkin sudah ada yang melaporkan")
    lead = _("Bila salah satunya sama, dukung saja: laporan itu menjadi lebih kuat dan tidak dikerjakan dua kali.")

    def keep(self) -> None:
        self.draft.alike_seen = True


class ContactForm(Ask):
    title = _("Siapa Anda?")
    name = forms.CharField(label=_("Nama"), max_length=150)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confidential = self.draft.mode == Mode.CONFIDENTIAL
        self.lead = (
            gettext("Langsung disegel saat dikirim. Boleh dikosongkan; tanda terima cukup untuk kembali.")
            if confidential
            else gettext("Isi nama dan paling sedikit satu cara menghubungi Anda.")
        )
        self.fields["name"].required = not confidential
        for name, hint in (("name", "name"), ("phone", "tel"), ("email", "email"), ("address", "street-address")):
            self.fields[name].widget.attrs["autocomplete"] = hint if not confidential else "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reachable = any(data.get(name) for name in ("phone", "email", "address"))
        if self.draft.mode == Mode.OPEN and not reachable and "email" not in self.errors:
            self.add_error(
                "phone",
                forms.ValidationError(gettext("Tulis satu cara menghubungi Anda: telepon, surel, atau alamat.")),
            )
        return data


class ReviewForm(Ask):
    title = _("Periksa, lalu kirim")

    def keep(self) -> None:
        """Nothing is asked here."""


class ReceiptForm(forms.Form):
    """The receipt that opens one's own report."""

    number = forms.CharField(label=_("Nomor laporan"), max_length=20, help_text=_("Contoh: P-7K3M-9QXD"))
    secret = forms.CharField(
        label=_("Kode rahasia"), max_length=40, help_text=_("Dua puluh huruf dan angka pada tanda terima Anda.")
    )


class WriteForm(forms.Form):
    text = forms.TextField(label=_("Tulis kepada petugas"), max_length=4000, private=True, rows=3)
    photo = forms.FileField(label=_("Foto"), required=False, max_bytes=8_000_000, accept=PHOTO)


class ReopenForm(forms.Form):
    text = forms.TextField(label=_("Apa yang belum selesai?"), max_length=4000, private=True, rows=3)


class RateForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("Bagaimana penanganannya?"),
        choices=[("4", _("Sangat baik")), ("3", _("Baik")), ("2", _("Kurang")), ("1", _("Buruk"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = forms.TextField(label=_("Sarannya"), max_length=1000, required=False, private=True, rows=2)


class AnswerForm(forms.Form):
    """The right of answer of the accused."""

    text = forms.TextField(
        label=_("Tanggapan Anda"),
        max_length=4000,
        help_text=_("Sekali kirim; tersimpan bersama laporan dan tidak berubah."),
    )
