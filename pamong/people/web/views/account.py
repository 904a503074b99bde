"""One's own account: first set-up, password, second factor, recovery codes."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.people import queries
from pamong.people.actions import accounts
from pamong.people.web import tries
from pamong.people.web.forms import ChangePasswordForm, ConfirmForm, EnrolForm, NewPasswordForm
from pamong.platform.access.gate import Request, answered, gate, shown_once, traced
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

STEPS = (gettext_lazy("Kata sandi"), gettext_lazy("Aplikasi autentikator"), gettext_lazy("Kode cadangan"))
PENDING = "pamong_totp"  # the sealed secret of an app that is being bound


@gate("account.manage")
def account(request: Request) -> HttpResponse:
    """What protects this account, and the ways to change it."""
    return render(request, "people/account.html", {"account": queries.account_of(request.viewer)})


@gate("account.manage", methods=("GET", "POST"))
def setup(request: Request) -> HttpResponse:
    """What a new account still lacks, one step at a time: a password of one's own, then the second factor."""
    step = request.viewer.must_set_up
    if not step:
        return redirect("sites:home")
    if step == "password":
        return _set_password(request)
    return _enrol(request)


def _set_password(request: Request) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, account=queries.account_of(request.viewer))
    if request.method == "POST" and form.is_valid():
        user = accounts.change_password(password=form.cleaned_data["password"], by=request.viewer)
        update_session_auth_hash(request, user)
        return answered(redirect("people:account_setup"), user)
    context = {"form": form, "steps": STEPS, "step": 1}
    return render(request, "people/setup_password.html", context, status=422 if form.is_bound else 200)


def _enrol(request: Request) -> HttpResponse:
    form = EnrolForm(request.POST or None)
    secret = _pending_secret(request, fresh=not form.is_bound)
    if request.method == "POST" and form.is_valid() and _first_code_fits(request, form, secret):
        try:
            user = accounts.enrol_second_factor(secret=secret, by=request.viewer)
        except Refused as refused:
            form.add_error(None, refusal_text(refused))
        else:
            request.session.pop(PENDING, None)
            codes = accounts.renew_recovery_codes(by=request.viewer)
            context = {"codes": codes, "first": True, "steps": STEPS, "step": 3}
            response = render(request, "people/recovery_codes.html", context)
            return answered(shown_once(response), user)
    context = {"form": form, "steps": STEPS, "step": 2, "secret": secret, "qr": _qr(request, secret)}
    response = render(request, "people/setup_factor.html", context, status=422 if form.is_bound else 200)
    return traced(response) if form.is_bound else response


def _first_code_fits(request: Request, form: EnrolForm, secret: str) -> bool:
    user_id = request.viewer.user_id or 0
    wait = tries.claim_code(user_id)
    if wait:
        form.add_error("code", tries.wait_text(wait))
        return False
    if not validate_totp_code(secret, form.cleaned_data["code"]):
        form.add_error(
            "code", _("Kode tidak cocok. Pastikan jam ponsel Anda otomatis, lalu pakai kode yang sedang tampil.")
        )
        return False
    tries.release_code(user_id)
    return True


def _pending_secret(request: Request, *, fresh: bool) -> str:
    """The secret shown on the page, kept sealed in the session until the first code proves that the app has it."""
    kept = request.session.get(PENDING)
    if kept and not fresh:
        return str(get_adapter().decrypt(kept))
    secret: str = generate_totp_secret()
    request.session[PENDING] = get_adapter().encrypt(secret)
    return secret


def _qr(request: Request, secret: str) -> str:
    """The QR code as a data address of an image (the content policy allows those)."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@gate("account.manage", methods=("GET", "POST"))
def password(request: Request) -> HttpResponse:
    """Change the password: the present one, then a new one twice. Other sessions end."""
    user = queries.account_of(request.viewer)
    form = ChangePasswordForm(request.POST or None, account=user)
    if request.method == "POST" and form.is_valid() and _password_fits(request, form):
        user = accounts.change_password(password=form.cleaned_data["password"], by=request.viewer)
        update_session_auth_hash(request, user)
        messages.success(request, _("Kata sandi sudah diganti. Sesi di perangkat lain diakhiri."))
        return answered(redirect("people:account"), user)
    response = render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)
    return traced(response) if form.is_bound else response


def _password_fits(request: Request, form: ChangePasswordForm | ConfirmForm) -> bool:
    user_id = request.viewer.user_id or 0
    wait = tries.claim_code(user_id)
    if wait:
        form.add_error("present", tries.wait_text(wait))
        return False
    if not queries.account_of(request.viewer).check_password(form.cleaned_data["present"]):
        form.add_error("present", _("Kata sandi sekarang tidak cocok."))
        return False
    tries.release_code(user_id)
    return True


def _confirmed(request: Request, form: ConfirmForm) -> bool:
    if not form.is_valid() or not _password_fits(request, form):
        return False
    if not accounts.use_code(code=form.cleaned_data["code"], by=request.viewer):
        tries.claim_code(request.viewer.user_id or 0)
        form.add_error("code", ValidationError(_("Kode tidak cocok atau baru saja dipakai. Tunggu kode berikutnya.")))
        return False
    return True


@gate("account.manage", methods=("GET", "POST"))
def recovery(request: Request) -> HttpResponse:
    """New recovery codes, shown once; the old ones stop working."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and _confirmed(request, form):
        codes = accounts.renew_recovery_codes(by=request.viewer)
        return shown_once(render(request, "people/recovery_codes.html", {"codes": codes, "first": False}))
    context = {"form": form, "title": _("Kode cadangan baru"), "what": "recovery"}
    response = render(request, "people/confirm.html", context, status=422 if form.is_bound else 200)
    return traced(response) if form.is_bound else response


@gate("account.manage", methods=("GET", "POST"))
def replace_factor(request: Request) -> HttpResponse:
    """Bind another phone: the present factor comes off, and the set-up page asks for the new one."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and _confirmed(request, form):
        user = accounts.replace_second_factor(by=request.viewer)
        update_session_auth_hash(request, user)
        return answered(redirect("people:account_setup"), user)
    context = {"form": form, "title": _("Ganti aplikasi autentikator"), "what": "factor"}
    response = render(request, "people/confirm.html", context, status=422 if form.is_bound else 200)
    return traced(response) if form.is_bound else response
