"""Forms of sign-in, accounts, acting superiors and corrections."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms as django_forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from pamong.people import queries
from pamong.people.enums import ActingKind, Status
from pamong.people.rules.accounts import sign_in_name
from pamong.people.web import tries
from pamong.platform.access.who import Who
from pamong.platform.ui import forms

MOST_PASSWORD = 256
NIP_HINT = _("18 angka; boleh ditulis dengan spasi.")


def password_box(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-private": True})


class SignInForm(LoginForm):  # type: ignore[misc]  # the library is untyped
    """NIP, with blanks or without, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["login"] = forms.CharField(
            label=_("NIP"),
            max_length=60,
            help_text=NIP_HINT,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"] = django_forms.CharField(
            label=_("Kata sandi"), strip=False, max_length=MOST_PASSWORD, widget=password_box("current-password")
        )
        self.fields["password"].error_messages["required"] = _("Isi kata sandi Anda.")
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return sign_in_name(self.cleaned_data["login"])

    @property
    def throttled(self) -> bool:
        return any(error.code == "throttled" for error in self.errors.as_data().get("__all__", []))


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in: tries are counted in the database, and each code passes once in all processes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["code"] = forms.CharField(
            label=_("Kode"),
            max_length=20,
            help_text=_("6 angka dari aplikasi autentikator, atau satu kode cadangan."),
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        )

    def clean_code(self) -> str:
        wait = tries.claim_code(self.user.pk)
        if wait:
            raise forms.ValidationError(tries.wait_text(wait), code="throttled")
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        code: str = super().clean_code()
        if not tries.first_use(self.user.pk, code):
            raise forms.ValidationError(
                _("Kode itu baru saja dipakai. Tunggu kode berikutnya (30 detik)."), code="used"
            )
        tries.release_code(self.user.pk)
        return code


class NewPasswordForm(forms.Form):
    """A new password twice. No composition rules; common ones are refused from a list kept here."""

    password = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        max_length=MOST_PASSWORD,
        widget=password_box("new-password"),
        help_text=_("Sedikitnya 10 karakter. Beberapa kata yang mudah Anda ingat lebih kuat daripada satu kata rumit."),
    )
    again = forms.CharField(
        label=_("Ulangi kata sandi baru"), strip=False, max_length=MOST_PASSWORD, widget=password_box("new-password")
    )

    def __init__(self, *args: Any, account: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Kedua isian tidak sama. Ketik lagi kata sandi yang sama."))
        return data


class ChangePasswordForm(NewPasswordForm):
    """The present password, then a new one twice."""

    present = forms.CharField(
        label=_("Kata sandi sekarang"), strip=False, max_length=MOST_PASSWORD, widget=password_box("current-password")
    )
    field_order = ("present", "password", "again")


class ConfirmForm(forms.Form):
    """Password and code once more, before a change of the account's own security."""

    present = forms.CharField(
        label=_("Kata sandi sekarang"), strip=False, max_length=MOST_PASSWORD, widget=password_box("current-password")
    )
    code = forms.CharField(
        label=_("Kode autentikator atau kode cadangan"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ActivationForm(NewPasswordForm):
    """NIP and the clerk's code, then a password of one's own."""

    nip = forms.CharField(
        label=_("NIP"), max_length=60, help_text=NIP_HINT, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("Kode aktivasi"),
        max_length=40,
        help_text=_("12 huruf dan angka dari admin kepegawaian, misalnya ABCD-EFGH-JK23."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("nip", "code", "password", "again")

    def clean_nip(self) -> str:
        return sign_in_name(self.cleaned_data["nip"])

    def clean_password(self) -> str:
        self.account = queries.draft_account(self.cleaned_data.get("nip", ""))
        return super().clean_password()


class EnrolForm(forms.Form):
    """The first code of a newly bound authenticator app."""

    code = forms.CharField(
        label=_("Kode 6 angka yang tampil di aplikasi"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ReasonForm(forms.Form):
    """Why a clerk takes off a second factor."""

    reason = forms.TextField(
        label=_("Alasan"),
        rows=2,
        max_length=300,
        help_text=_("Misalnya: ponsel hilang, sudah dicek dengan kartu pegawai di loket."),
    )


class AccountFilterForm(forms.Form):
    """What the clerk's list of accounts may be narrowed by; it lives in the address."""

    q = forms.CharField(label=_("Nama atau NIP"), required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label=_("Keadaan akun"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("new", _("Belum punya kode")),
            ("waiting", _("Kode belum dipakai")),
            ("open", _("Aktif")),
            ("closed", _("Dinonaktifkan")),
        ],
    )


class RoleForm(forms.Form):
    """A role, and the agency for which it holds."""

    role = forms.ChoiceField(label=_("Peran"), choices=[(str(role), role.label) for role in Who if role.is_role])
    agency = forms.ChoiceField(label=_("Perangkat daerah"), required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Seluruh daerah")), *agencies]  # type: ignore[attr-defined]


class PeopleFilterForm(forms.Form):
    """What the list of people may be narrowed by; it lives in the address."""

    q = forms.CharField(label=_("Nama atau NIP"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("Unit kerja"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Semua")), *Status.choices])
    pada = forms.DateField(label=_("Keadaan pada tanggal"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Semua")), *units]  # type: ignore[attr-defined]


class AsOfForm(forms.Form):
    """The day a page is shown for."""

    pada = forms.DateField(label=_("Keadaan pada tanggal"), required=False)


class ActingForm(forms.Form):
    """Who carries whose duties, from when to when."""

    absent = forms.CharField(label=_("Yang digantikan"), max_length=150, help_text=_("NIP atau nama lengkap."))
    acting = forms.CharField(label=_("Pengganti"), max_length=150, help_text=_("NIP atau nama lengkap."))
    kind = forms.ChoiceField(label=_("Sebagai"), choices=ActingKind.choices, widget=forms.RadioSelect)
    starts = forms.DateField(label=_("Mulai tanggal"))
    ends = forms.DateField(label=_("Sampai dengan tanggal"))
    decree = forms.CharField(label=_("Nomor surat perintah"), max_length=120)

    def __init__(self, *args: Any, for_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_self:
            del self.fields["absent"]
        self.fields["acting"].widget.attrs.update({"list": "calon", "autocomplete": "off"})


class EndActingForm(forms.Form):
    """The last day of an appointment that ends early."""

    last_day = forms.DateField(label=_("Hari terakhir"))


class CorrectionForm(forms.Form):
    """What is wrong with my superior or unit, and what would be right where I know it."""

    text = forms.TextField(
        label=_("Apa yang salah dan seharusnya bagaimana?"),
        rows=3,
        max_length=300,
        help_text=_("Misalnya: atasan saya sejak 1 Oktober adalah Ibu Rina Kusuma, SK nomor 800/123."),
    )
    superior = forms.CharField(
        label=_("Atasan yang benar"), required=False, max_length=150, help_text=_("NIP atau nama lengkap, bila tahu.")
    )
    unit = forms.ChoiceField(label=_("Unit yang benar"), required=False)
    since = forms.DateField(label=_("Sejak tanggal"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Tidak berubah")), *units]  # type: ignore[attr-defined]


class ApplyProposalForm(forms.Form):
    """The decree by which a reported correction is applied."""

    since = forms.DateField(label=_("Berlaku sejak tanggal"))
    decree = forms.CharField(
        label=_("Nomor surat keputusan"), required=False, max_length=120, help_text=_("Wajib bila unitnya berubah.")
    )
