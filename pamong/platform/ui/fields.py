"""Form fields that accept what people type: 1.234,5 and 1234.5, 22-11-2026, 14.05; and refuse what nobody types.

Every message says what to do. Values come out as Decimal, date, time or clean text (NFC, no control characters).
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from pamong.platform.ui import formatting
from pamong.platform.ui.text import normalised, refused_characters

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
REQUIRED = _("Isian ini wajib diisi.")
_GROUPED_DOT = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_GROUPED_COMMA = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


def parse_number(text: str) -> Decimal:
    """Read a number as typed. Raises ValueError for anything else.

    Both signs present: the last one is the decimal sign. One sign only: groups of exactly three digits are thousands
    when it is the language's thousands sign (1.234 is 1234 in Indonesian), else it is the decimal sign.
    """
    body = re.sub(r"[\s\u00a0\u202f']", "", text).replace("\u2212", "-")
    negative = body.startswith("-")
    body = body[1:] if body[:1] in "+-" else body
    comma, dot = body.rfind(","), body.rfind(".")
    if comma >= 0 and dot >= 0:
        group, mark = (".", ",") if comma > dot else (",", ".")
        whole, _mark, fraction = body.rpartition(mark)
        if not re.fullmatch(rf"\d{{1,3}}({re.escape(group)}\d{{3}})+", whole):
            raise ValueError(text)
        body = f"{whole.replace(group, '')}.{fraction}"
    elif (_GROUPED_COMMA if formatting.english() else _GROUPED_DOT).fullmatch(body):
        body = body.replace(",", "").replace(".", "")
    else:
        body = body.replace(",", ".")
    if not (body.isascii() and _NUMBER.fullmatch(body)):
        raise ValueError(text)
    return Decimal(body).copy_negate() if negative else Decimal(body)


def clean_text(value: str) -> str:
    """NFC text without control characters; raises ValidationError when it holds some."""
    text = normalised(value)
    if refused_characters(text):
        raise ValidationError(
            _("Teks memuat karakter tersembunyi yang tidak diizinkan. Ketik ulang atau tempel sebagai teks biasa."),
            code="hidden_characters",
        )
    return text


LIMITS = {
    "max_length": _("Paling banyak %(limit_value)s karakter; sekarang %(show_value)s."),
    "min_length": _("Paling sedikit %(limit_value)s karakter; sekarang %(show_value)s."),
    "max_value": _("Tulis angka paling besar %(limit)s."),
    "min_value": _("Tulis angka paling kecil %(limit)s."),
}


def _limit_text(code: str, limit: Any) -> str:
    return str(LIMITS[code]) % {"limit": formatting.number(limit() if callable(limit) else limit)}


_lazy_limit_text = lazy(_limit_text, str)


def say_limits(field: forms.Field) -> None:
    """Limits in plain words; the message is made when it is read, in the language of the reader."""
    for validator in field.validators:
        if not isinstance(validator, BaseValidator) or validator.code not in LIMITS:
            continue
        if validator.code.endswith("_value"):
            validator.message = _lazy_limit_text(validator.code, validator.limit_value)
        else:
            validator.message = LIMITS[validator.code]


class CharField(forms.CharField):
    """One line of text."""

    default_error_messages = {"required": REQUIRED}  # Django's declared shape

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean_text(text) if isinstance(text, str) else text


class TextField(CharField):
    """Several lines of text; the browser keeps an unsent draft unless the widget says ``data-private``."""

    def __init__(self, *, rows: int = 4, private: bool = False, **kwargs: Any) -> None:
        keep = {"data-private": True} if private else {"data-keep": True}
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": False, **keep}))
        super().__init__(**kwargs)


class _NumberInput(forms.TextInput):
    """A text box with a number keyboard: a native number box refuses the decimal comma in many browsers."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return formatting.plain_number(value)
        return super().format_value(value)


class DecimalField(forms.DecimalField):
    """A number with decimals, comma or point."""

    widget = _NumberInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "required": REQUIRED,
        "invalid": _("Tulis angka saja, misalnya 12 atau 3,5."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(**kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs make it an IntegerField
        if isinstance(value, str) and value.strip():
            if len(value) > 60:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            try:
                return parse_number(value)
            except ValueError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class IntegerField(forms.IntegerField):
    """A whole number; thousands may be grouped."""

    widget = _NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": REQUIRED,
        "invalid": _("Tulis bilangan bulat, misalnya 12."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", 2_147_483_647)
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and value.strip():
            try:
                number = parse_number(value[:61])
            except ValueError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
            if number != number.to_integral_value():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return int(number)
        whole: int | None = super().to_python(value)
        return whole

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class DateField(forms.DateField):
    """A day: the browser's own date box, or typed as 22-11-2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
    default_error_messages = {
        "required": _("Isi tanggalnya."),
        "invalid": _("Tulis tanggal seperti 22-11-2026."),
        "out_of_range": _("Tulis tanggal antara tahun 1900 dan 2200."),
    }

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        return day


class TimeField(forms.TimeField):
    """A time of day: 14:05 or 14.05."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    input_formats = ("%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S")
    default_error_messages = {
        "required": _("Isi jamnya."),
        "invalid": _("Tulis jam seperti 14.05."),
    }

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value)


_CHOICE_MESSAGES: dict[str, Any] = {
    "required": _("Pilih salah satu."),
    "invalid_choice": _("Pilihan itu tidak tersedia. Pilih salah satu dari daftar."),
}


class ChoiceField(forms.ChoiceField):
    """One of a list."""

    default_error_messages = _CHOICE_MESSAGES


class TypedChoiceField(forms.TypedChoiceField):
    """One of a list, converted by ``coerce``."""

    default_error_messages = _CHOICE_MESSAGES


class MultipleChoiceField(forms.MultipleChoiceField):
    """Several of a list, as check boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Pilih paling sedikit satu."),
        "invalid_choice": _CHOICE_MESSAGES["invalid_choice"],
    }


class BooleanField(forms.BooleanField):
    """A single check box."""

    default_error_messages = {"required": _("Beri tanda centang untuk melanjutkan.")}


class EmailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"required": REQUIRED}

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean_text(text) if isinstance(text, str) else text


class FileField(forms.FileField):
    """One file; the size is checked before anything is read. What the file really is, the file store decides."""

    default_error_messages = {
        "required": _("Pilih berkas."),
        "empty": _("Berkas itu kosong. Pilih berkas lain."),
        "too_large": _("Berkas lebih besar dari %(limit)s. Kecilkan atau pilih berkas lain."),
        "max_length": _("Nama berkas terlalu panjang. Ganti namanya menjadi lebih pendek."),
    }

    def __init__(
        self, *, max_bytes: int = 10_000_000, accept: str = "", shrink: bool = True, origin: bool = False, **kwargs: Any
    ) -> None:
        self.max_bytes = max_bytes
        attrs: dict[str, Any] = {"data-max-bytes": max_bytes}
        if accept:
            attrs["accept"] = accept
        if shrink:
            attrs["data-shrink"] = 1600
        if origin:  # what the photo tells of its time, place and program travels along (pamong/origin.js)
            attrs["data-keep-origin"] = ""
        kwargs.setdefault("widget", forms.FileInput(attrs=attrs))
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is not None and upload.size > self.max_bytes:
            limit = formatting.file_size(self.max_bytes)
            raise ValidationError(self.error_messages["too_large"], code="too_large", params={"limit": limit})
        return upload
