"""Form fields: what people type is understood, what nobody types is refused, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.ui import fields, forms
from pamong.platform.ui.formatting import number, plain_number
from pamong.rulebook.errors import Refused

AMOUNTS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=4
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


class Day(forms.Form):
    title = forms.CharField(label="Apa yang dikerjakan?", max_length=20, min_length=3)
    story = forms.TextField(label="Cerita", required=False)
    quantity = forms.DecimalField(label="Jumlah", min_value=0, max_value=1000, required=False)
    people = forms.IntegerField(label="Orang", required=False)
    day = forms.DateField(label="Tanggal", required=False)
    starts = forms.TimeField(label="Mulai", required=False)
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)
    mail = forms.EmailField(label="Surel", required=False)
    proof = forms.FileField(label="Bukti", required=False, max_bytes=10)


def filled(**data: Any) -> Day:
    files = {"proof": data.pop("proof")} if "proof" in data else {}
    return Day({"title": "Loket", **data}, files)


def error(name: str, **data: Any) -> str:
    form = filled(**data)
    assert not form.is_valid()
    assert list(form.errors) == [name]
    return str(form.errors[name][0])


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("1,234", "1.234"),
        ("12.5", "12.5"),
        (" 1 234,5 ", "1234.5"),
        ("1\u00a0234", "1234"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        ("+2", "2"),
        (",5", "0.5"),
        ("5,", "5"),
    ],
)
def test_numbers_as_typed(typed: str, value: str) -> None:
    assert fields.parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "-", "dua", "1,2,3", "1.2.3", "1.23,4,5", "12.34,5", "1e5", "NaN", "0x10", "٣", "1..2", "--1"]
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError):  # the message is the text itself
        fields.parse_number(typed)


def test_english_readers_type_the_other_way() -> None:
    with translation.override("en"):
        assert fields.parse_number("1,234") == 1234
        assert fields.parse_number("1.234") == Decimal("1.234")
        assert fields.parse_number("1.234,5") == Decimal("1234.5")


@given(AMOUNTS, st.sampled_from(["id", "en"]))
def test_what_is_shown_can_be_typed_back(amount: Decimal, language: str) -> None:
    with translation.override(language):
        assert fields.parse_number(plain_number(amount)) == amount
        assert fields.parse_number(number(amount, 4)) == amount


@given(st.text(max_size=70))
def test_no_text_breaks_a_number_field(text: str) -> None:
    with translation.override("id"):
        filled(quantity=text, people=text).is_valid()


def test_number_messages() -> None:
    assert error("quantity", quantity="dua") == "Tulis angka saja, misalnya 12 atau 3,5."
    assert error("quantity", quantity="1.000,5") == "Tulis angka paling besar 1.000."
    assert error("quantity", quantity="-1") == "Tulis angka paling kecil 0."
    assert error("people", people="1,5") == "Tulis bilangan bulat, misalnya 12."
    assert error("people", people="99999999999") == "Tulis angka paling besar 2.147.483.647."
    assert error("quantity", quantity="1" * 61) == "Tulis angka saja, misalnya 12 atau 3,5."


def test_limits_follow_the_language_of_the_reader() -> None:
    assert error("quantity", quantity="1000,5").endswith("1.000.")
    with translation.override("en"):
        assert "1,000" in error("quantity", quantity="1000.5")


def test_numbers_come_out_exact() -> None:
    form = filled(quantity="0,1", people="1.204")
    assert form.is_valid()
    assert form.cleaned_data["quantity"] == Decimal("0.1")
    assert form.cleaned_data["people"] == 1204


def test_initial_numbers_are_written_with_a_comma() -> None:
    assert 'value="2,5"' in str(Day(initial={"quantity": Decimal("2.50")})["quantity"])
    assert 'value="dua"' in str(filled(quantity="dua")["quantity"])


@pytest.mark.parametrize("typed", ["2026-11-22", "22-11-2026", "22/11/2026", "22.11.2026"])
def test_dates_as_typed(typed: str) -> None:
    form = filled(day=typed)
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 22)


def test_date_messages() -> None:
    assert error("day", day="31-02-2026") == "Tulis tanggal seperti 22-11-2026."
    assert error("day", day="0001-01-01") == "Tulis tanggal antara tahun 1900 dan 2200."
    assert error("day", day="9999-12-31") == "Tulis tanggal antara tahun 1900 dan 2200."


@pytest.mark.parametrize("typed", ["14:05", "14.05", "14:05:00"])
def test_times_as_typed(typed: str) -> None:
    form = filled(starts=typed)
    assert form.is_valid()
    assert form.cleaned_data["starts"] == time(14, 5)


def test_time_message() -> None:
    assert error("starts", starts="25.00") == "Tulis jam seperti 14.05."


def test_the_browsers_own_date_and_time_boxes() -> None:
    form = Day(initial={"day": date(2026, 11, 22), "starts": time(9, 5)})
    assert 'type="date"' in str(form["day"])
    assert 'value="2026-11-22"' in str(form["day"])
    assert 'type="time"' in str(form["starts"])
    assert 'value="09:05"' in str(form["starts"])


def test_text_is_normalised() -> None:
    form = filled(story="Cafe\u0301\r\ndua")
    assert form.is_valid()
    assert form.cleaned_data["story"] == "Café\ndua"


@pytest.mark.parametrize("name", ["title", "story"])
@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\x1b"])
def test_hidden_characters_are_refused_in_plain_words(name: str, hidden: str) -> None:
    assert error(name, **{name: f"abc{hidden}def"}).startswith("Teks memuat karakter tersembunyi")


def test_hidden_characters_in_a_plain_django_field() -> None:
    class Plain(forms.Form):
        name = django_forms.CharField()

    assert not Plain({"name": "a\u202eb"}).is_valid()
    assert Plain({"name": "ab"}).is_valid()


def test_length_messages() -> None:
    assert error("title", title="x" * 21) == "Paling banyak 20 karakter; sekarang 21."
    assert error("title", title="xy") == "Paling sedikit 3 karakter; sekarang 2."
    assert error("title", title="  ") == "Isian ini wajib diisi."


def test_choices_and_mail() -> None:
    assert error("kind", kind="z") == "Pilihan itu tidak tersedia. Pilih salah satu dari daftar."
    assert error("mail", mail="bukan surel")


def test_files() -> None:
    large = SimpleUploadedFile("foto.jpg", b"x" * 11)
    assert error("proof", proof=large) == "Berkas lebih besar dari 10 B. Kecilkan atau pilih berkas lain."
    assert error("proof", proof=SimpleUploadedFile("foto.jpg", b"")) == "Berkas itu kosong. Pilih berkas lain."
    assert error("proof", proof=SimpleUploadedFile("x" * 197 + ".jpg", b"x")).startswith("Nama berkas terlalu panjang")
    assert filled(proof=SimpleUploadedFile("foto.jpg", b"x" * 10)).is_valid()


def test_a_refusal_stands_at_its_field() -> None:
    form = filled(starts="09:00")
    assert form.is_valid()
    form.refuse(Refused("Jam %(at)s sudah dipakai.", field="starts", at=time(9, 0)))
    assert form.errors["starts"] == ["Jam 09.00 sudah dipakai."]
    assert form.problems() == [("id_starts", "Mulai: Jam 09.00 sudah dipakai.")]


def test_a_refusal_without_field_stands_on_top() -> None:
    form = filled()
    form.refuse(Refused("Rencana sudah disepakati.", field="tidak_ada"))
    assert form.problems() == [("", "Rencana sudah disepakati.")]


def test_problems_link_to_the_first_option_of_a_group() -> None:
    form = Day({"title": "", "kind": "z"})
    assert form.problems() == [
        ("id_title", "Apa yang dikerjakan? Isian ini wajib diisi."),
        ("id_kind_0", "Jenis: Pilihan itu tidak tersedia. Pilih salah satu dari daftar."),
    ]


def test_drafts_are_kept_unless_private() -> None:
    assert "data-keep" in str(Day()["story"])

    class Secret(forms.Form):
        report = forms.TextField(private=True)

    assert "data-private" in str(Secret()["report"])
    assert "data-keep" not in str(Secret()["report"])
