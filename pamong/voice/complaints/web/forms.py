"""Forms of the officers' pages."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import forms
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Inspected, Mode, Outcome
from pamong.voice.complaints.web.ask_forms import PHOTO, field_of

PICTURES = ("photo", "photo_2", "photo_3")
PHOTO_FIELD: dict[str, Any] = {"required": False, "max_bytes": 8_000_000, "accept": PHOTO, "origin": True}
BIG = 2**62
UPHELD = _("Wajib bila terbukti atau terbukti sebagian.")


class BoardForm(forms.Form):
    """Filters of the list; they live in the address."""

    kelompok = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("open", _("Semua yang terbuka")),
            ("new", _("Baru, belum didisposisikan")),
            ("working", _("Sedang ditangani")),
            ("waiting", _("Menunggu pelapor")),
            ("answered", _("Menunggu konfirmasi")),
            ("done", _("Selesai, dipastikan")),
            ("unconfirmed", _("Ditutup, belum dikonfirmasi")),
            ("other", _("Ditolak, diteruskan, digabung")),
            ("all", _("Semua")),
        ],
    )
    cari = forms.CharField(label=_("Nomor atau kata"), required=False, max_length=100)
    kategori = forms.ChoiceField(label=_("Kategori"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    cara = forms.ChoiceField(label=_("Cara melapor"), required=False, choices=[("", _("Semua")), *Mode.choices])
    kanal = forms.ChoiceField(label=_("Kanal"), required=False, choices=[("", _("Semua")), *Channel.choices])
    lewat = forms.BooleanField(label=_("Hanya yang lewat tenggat"), required=False)
    milik = forms.BooleanField(label=_("Hanya yang saya tangani"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kategori"].choices = [("", _("Semua")), *queries.board_categories()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["unit"].choices = [("", _("Semua")), *units]  # type: ignore[attr-defined]  # a ChoiceField


class Act(forms.Form):
    """Something done with a case; ``version`` is the one the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TextAct(Act):
    text = forms.TextField(label=_("Alasan"), max_length=4000, rows=3)


class VerifyForm(Act):
    text = forms.TextField(label=_("Pesan untuk pelapor"), max_length=4000, rows=2, required=False)


class CompleteForm(Act):
    text = forms.TextField(
        label=_("Apa yang masih kurang?"),
        max_length=4000,
        rows=3,
        help_text=_(
            "Pelapor punya 30 hari untuk melengkapi. Selama itu tenggat keputusan belum berjalan (UU 25/2009 Pasal 44)."
        ),
    )


class AssignForm(Act):
    """``units`` are those the viewer may choose from; without any the act is not offered."""

    unit = forms.TypedChoiceField(label=_("Unit yang menangani"), coerce=int, widget=forms.Select)
    handler = forms.CharField(
        label=_("NIP petugas"),
        required=False,
        max_length=22,
        help_text=_("Boleh kosong: pimpinan unit yang menunjuk petugasnya."),
    )
    note = forms.TextField(label=_("Catatan internal"), required=False, max_length=2000, rows=2)

    def __init__(self, *args: Any, units: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = list(units)
        self.fields["unit"].choices = [("", gettext("Pilih unit")), *units]  # type: ignore[attr-defined]  # a ChoiceField


class HandOverForm(Act):
    to = forms.CharField(label=_("Diteruskan ke instansi"), max_length=200)
    text = forms.TextField(label=_("Alasan dan dasar kewenangan"), max_length=4000, rows=3)


class MergeForm(Act):
    """``alike``: open cases that may be the same matter, the likeliest first; any other number may be typed."""

    listed = forms.ChoiceField(label=_("Laporan yang mirip"), required=False, widget=forms.RadioSelect)
    into = forms.CharField(label=_("Digabung ke laporan nomor"), max_length=20, required=False)

    def __init__(self, *args: Any, alike: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed"].choices = alike  # type: ignore[attr-defined]  # a ChoiceField
        if not alike:
            del self.fields["listed"]
        else:
            self.fields["into"].label = gettext("Atau nomor laporan lain")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["into"] = data.get("into") or data.get("listed") or ""
        if not data["into"] and not self.errors:
            self.add_error("into", forms.ValidationError(gettext("Pilih laporan yang mirip, atau tulis nomornya.")))
        return data


class ClassifyForm(Act):
    category = forms.TypedChoiceField(label=_("Kategori"), coerce=int)
    accused_unit = forms.TypedChoiceField(
        label=_("Unit yang diadukan"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )
    accused_nip = forms.CharField(
        label=_("NIP pegawai yang diadukan"),
        required=False,
        max_length=22,
        help_text=_("Ia dan atasannya sejak itu tidak dapat melihat laporan ini."),
    )

    def __init__(self, *args: Any, units: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = queries.board_categories()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["accused_unit"].choices = [("", gettext("Tidak ada")), *units]  # type: ignore[attr-defined]  # a ChoiceField


class AskForm(Act):
    text = forms.TextField(
        label=_("Pertanyaan untuk pelapor"),
        max_length=4000,
        rows=3,
        help_text=_("Laporan sudah dinyatakan lengkap, jadi tenggat keputusan tetap berjalan."),
    )


class NoteForm(Act):
    text = forms.TextField(
        label=_("Catatan internal"), max_length=4000, rows=2, help_text=_("Pelapor dan publik tidak membacanya.")
    )


class PromiseForm(Act):
    day = forms.DateField(label=_("Tanggal baru"))
    text = forms.TextField(label=_("Apa yang belum selesai, dan mengapa?"), max_length=4000, rows=2)


class ExplainForm(Act):
    text = forms.TextField(
        label=_("Penjelasan Anda untuk publik"),
        max_length=4000,
        rows=4,
        help_text=_(
            "Apa yang terjadi, mengapa, dan apa yang dilakukan. Semua orang membacanya: tanpa nama dan alamat pelapor."
        ),
    )


class ProofAct(Act):
    """An act with proof; the question about a photo comes only after the photo."""

    explained = forms.TextField(
        label=_("Penjelasan tentang foto"),
        max_length=500,
        rows=2,
        required=False,
        help_text=_("Misalnya: foto diambil dari kantor karena alatnya diperbaiki di sana."),
    )

    def __init__(self, *args: Any, ask_at_once: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not ask_at_once:
            del self.fields["explained"]


class DecideForm(ProofAct):
    outcome = forms.ChoiceField(label=_("Hasil pemeriksaan"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = forms.TextField(
        label=_("Tanggapan untuk pelapor"),
        max_length=4000,
        rows=4,
        help_text=_("Dibaca juga oleh publik bila laporan ini tampil. Jangan sebut nama atau kontak pelapor."),
    )
    cause = forms.TextField(label=_("Penyebab"), help_text=UPHELD, max_length=2000, rows=2, required=False)
    remedy = forms.TextField(
        label=_("Perbaikan yang sudah dilakukan"), help_text=UPHELD, max_length=2000, rows=2, required=False
    )
    prevention = forms.TextField(
        label=_("Pencegahan agar tidak terulang"), help_text=UPHELD, max_length=2000, rows=2, required=False
    )
    proof = forms.CharField(
        label=_("Bukti lain dalam kata-kata"),
        help_text=_("Bila terbukti: tulis buktinya di sini, lampirkan foto, atau keduanya."),
        max_length=500,
        required=False,
    )
    photo = forms.FileField(label=_("Foto bukti"), **PHOTO_FIELD)
    field_order = ("version", "outcome", "answer", "cause", "remedy", "prevention", "proof", "photo", "explained")


class SiteForm(ProofAct):
    """What was found at the place, for the officers."""

    text = forms.TextField(
        label=_("Yang ditemukan di lapangan"),
        max_length=4000,
        rows=3,
        help_text=_("Dibaca petugas saja, dasar untuk keputusan."),
    )
    photo = forms.FileField(label=_("Foto dari tempatnya"), **PHOTO_FIELD)
    photo_2 = forms.FileField(label=_("Foto kedua"), **PHOTO_FIELD)
    photo_3 = forms.FileField(label=_("Foto ketiga"), **PHOTO_FIELD)
    field_order = ("version", "result", "text", "photo", "photo_2", "photo_3", "explained")


class VisitForm(SiteForm):
    text = forms.TextField(
        label=_("Yang ditemukan di lapangan"),
        max_length=4000,
        rows=3,
        help_text=_("Dibaca juga oleh pelapor, dan oleh publik bila laporan ini tampil."),
    )
    photo = forms.FileField(
        label=_("Foto pemeriksaan"),
        **{**PHOTO_FIELD, "required": True, "error_messages": {"required": _("Lampirkan foto dari pemeriksaan.")}},
    )


class ModerateForm(Act):
    show = forms.BooleanField(label=_("Tampilkan di daftar publik"), required=False)
    text = forms.TextField(
        label=_("Teks publik"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=_("Hapus nama, nomor telepon, dan alamat rumah."),
    )
    photos = forms.MultipleChoiceField(label=_("Foto yang boleh dilihat publik"), required=False)

    def __init__(self, *args: Any, photos: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].choices = photos  # type: ignore[attr-defined]  # a MultipleChoiceField


class InspectForm(SiteForm):
    result = forms.ChoiceField(
        label=_("Hasil pemeriksaan inspektorat"),
        choices=[c for c in Inspected.choices if c[0] != Inspected.PENDING],
        widget=forms.RadioSelect,
    )
    text = forms.TextField(
        label=_("Temuan"), max_length=2000, rows=3, help_text=_("Tidak sesuai berarti laporan dibuka kembali.")
    )


class RedactForm(Act):
    text = forms.TextField(
        label=_("Ringkasan untuk pegawai yang diadukan"),
        max_length=4000,
        rows=4,
        help_text=_("Tanpa nama, tempat persis, waktu persis, foto, dan kata-kata asli pelapor."),
    )


class PraiseForm(Act):
    person = forms.CharField(label=_("NIP pegawai yang dipuji"), max_length=22)
    text = forms.TextField(label=_("Pujian yang disampaikan"), max_length=1000, rows=2)


class DeskForm(forms.Form):
    """A report taken down from telephone, desk or letter, on one page."""

    channel = forms.ChoiceField(
        label=_("Datang lewat"),
        choices=[c for c in Channel.choices if c[0] in (Channel.PHONE, Channel.DESK, Channel.LETTER)],
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(
        label=_("Cara melapor"), choices=Mode.choices, widget=forms.RadioSelect, help_text=_("Tanyakan kepada pelapor.")
    )
    category = forms.ChoiceField(label=_("Kategori"))
    text = forms.TextField(label=_("Apa yang terjadi?"), max_length=4000, rows=5, private=True)
    wanted = forms.TextField(label=_("Yang diharapkan pelapor"), max_length=1000, rows=2, required=False, private=True)
    place = forms.ChoiceField(label=_("Kecamatan, desa, atau kelurahan"), required=False)
    street = forms.CharField(label=_("Nama jalan dan patokan"), max_length=300, required=False)
    accused_words = forms.CharField(label=_("Petugas atau unit yang diadukan"), max_length=300, required=False)
    name = forms.CharField(label=_("Nama pelapor"), max_length=150, required=False)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=30, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", gettext("Pilih kategori")), *((c.code, c.name) for c in queries.categories())]
        self.fields["category"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [("", gettext("Pilih dari daftar")), *queries.place_choices()]  # type: ignore[attr-defined]  # a ChoiceField
        category = queries.category_by_code(self.data.get("category", "")) if self.is_bound else None
        self.questions = queries.questions(category) if category else ()
        for question in self.questions:
            self.fields[f"q_{question.code}"] = field_of(question)

    def answers(self) -> dict[str, Any]:
        """Answers to the questions of the chosen category."""
        given = {q.code: self.cleaned_data.get(f"q_{q.code}") for q in self.questions}
        return {k: v if isinstance(v, list) else str(v if v is not None else "") for k, v in given.items()}
