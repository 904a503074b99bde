"""A whole report on one page, for a phone that has no connection while it is written."""

import re
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.queries import Category, Question
from pamong.voice.complaints.web.ask_forms import PHOTO, field_of, plain
from pamong.voice.complaints.web.draft import coordinate

PICTURES = ("photo_1", "photo_2", "photo_3")


def _picture(number: int) -> forms.FileField:
    return forms.FileField(
        label=_("Foto %(number)s") % {"number": number}, required=False, max_bytes=8_000_000, accept=PHOTO
    )


class OfflineForm(forms.Form):
    """Open or confidential, never anonymous: what lies on a telephone can be read by whoever holds it.

    The page opens without the server, so it carries the questions of every category; only the chosen one's are read.
    """

    mode = forms.ChoiceField(label=_("Siapa yang boleh tahu bahwa Anda melapor?"), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Laporan Anda tentang apa?"), widget=forms.Select)
    text = forms.TextField(
        label=_("Apa yang terjadi?"),
        max_length=4000,
        rows=6,
        private=True,
        help_text=_(
            "Apa, kapan, dan siapa yang terdampak. Jangan tulis nama atau nomor telepon orang lain bila tidak perlu."
        ),
    )
    wanted = forms.TextField(label=_("Apa yang Anda harapkan?"), max_length=1000, rows=2, required=False, private=True)
    accused_words = forms.CharField(
        label=_("Nama, jabatan, atau ciri petugas"),
        max_length=300,
        required=False,
        help_text=_("Tulis yang Anda tahu saja."),
    )
    place = forms.ChoiceField(label=_("Kecamatan, desa, atau kelurahan"), required=False, widget=forms.Select)
    street = forms.CharField(
        label=_("Nama jalan dan patokan"),
        max_length=300,
        required=False,
        help_text=_("Misalnya: Jalan Merdeka, depan pasar."),
    )
    latitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    photo_1, photo_2, photo_3 = _picture(1), _picture(2), _picture(3)
    name = forms.CharField(
        label=_("Nama"),
        max_length=150,
        required=False,
        help_text=_("Wajib bila melapor terbuka, dengan satu cara menghubungi Anda."),
    )
    phone = forms.CharField(label=_("Nomor telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modes = [
            (Mode.OPEN, gettext("Terbuka: petugas pengaduan dan unit yang menangani melihat nama dan kontak Anda."))
        ]
        if queries.sealing_keys():
            modes.append((Mode.CONFIDENTIAL, gettext("Rahasia: nama dan kontak Anda disegel saat laporan diterima.")))
        self.fields["mode"].choices = modes  # type: ignore[attr-defined]  # a ChoiceField
        self.categories = list(queries.categories())
        choices = [("", gettext("Pilih dari daftar")), *((c.code, c.name) for c in self.categories)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [("", gettext("Pilih dari daftar")), *queries.place_choices()]  # type: ignore[attr-defined]  # a ChoiceField
        for name in ("name", "phone", "email", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for category in self.categories:
            for question in queries.questions(category):
                asked = field_of(question)
                asked.required = question.required and (not self.is_bound or self._is(category))
                self.fields[_name(category, question)] = asked

    def _is(self, category: Category) -> bool:
        return str(self.data.get("category", "")) == category.code

    def asked(self) -> list[tuple[Category, list[BoundField]]]:
        """The questions of every category that has any."""
        found = [(c, [self[_name(c, q)] for q in queries.questions(c)]) for c in self.categories]
        return [(category, fields) for category, fields in found if fields]

    @property
    def special(self) -> str:
        """Codes of the categories that ask for a person instead of a place."""
        return " ".join(c.code for c in self.categories if c.about_officer or c.is_praise)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not re.fullmatch(r"[0-9a-f]{32}", data.get("token", "")):
            self.add_error(
                None, forms.ValidationError(gettext("Halaman ini memerlukan JavaScript. Pakai formulir biasa."))
            )
        if None in (coordinate(data.get("latitude", "")), coordinate(data.get("longitude", ""))):
            data["latitude"] = data["longitude"] = ""
        category = self._category()
        if category is not None:
            self._check_answers(category)
        return data

    def _category(self) -> Category | None:
        return next((c for c in self.categories if c.code == self.cleaned_data.get("category")), None)

    def _check_answers(self, category: Category) -> None:
        for question in queries.questions(category):
            name = _name(category, question)
            try:
                if name not in self.errors:
                    queries.clean_answers((question,), {question.code: plain(self.cleaned_data.get(name))})
            except Refused as refused:
                self.refuse(Refused(refused.msgid, field=name, code=refused.code, **refused.params))

    def report(self) -> actions.Report:
        """What is handed over, of a valid form."""
        data = self.cleaned_data
        category = self._category()
        assert category is not None  # noqa: S101  # the form is valid
        special = category.about_officer or category.is_praise
        return actions.Report(
            token=data["token"],
            category=category,
            text=data["text"],
            mode=Mode(data["mode"]),
            channel=Channel.WEB,
            wanted=data["wanted"],
            answers={q.code: plain(data.get(_name(category, q))) for q in queries.questions(category)},
            place=queries.place_by_pk(int(data["place"])) if data["place"].isdigit() else None,
            street=data["street"],
            latitude=coordinate(data["latitude"]),
            longitude=coordinate(data["longitude"]),
            accused_words=data["accused_words"] if special else "",
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            address=data["address"],
        )

    def pictures(self) -> list[Any]:
        """The photos that came along."""
        return [self.cleaned_data[name] for name in PICTURES if self.cleaned_data.get(name)]


def _name(category: Category, question: Question) -> str:
    return f"q_{category.code}_{question.code}"
