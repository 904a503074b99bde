"""How the sign-in library behaves here: throttled before hashing, no sign-up, secrets sealed, single sign-on by NIP."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from nacl.secret import SecretBox

from pamong.people import queries
from pamong.people.actions import accounts
from pamong.people.rules.accounts import sign_in_name
from pamong.people.web import tries
from pamong.platform.access import throttle

log = logging.getLogger("pamong.accounts")
SEALED = "v1:"


def remember_language(response: HttpResponse, language: str) -> None:
    """The cookie that the locale middleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """NIP and password; the same words and the same cost whether the NIP exists or not."""

    error_messages = {  # the library's declared shape
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "NIP atau kata sandi tidak cocok. Periksa lagi, atau minta kode aktivasi baru ke admin kepegawaian."
        ),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "account_inactive": _("Akun ini dinonaktifkan. Hubungi admin kepegawaian."),
        "incorrect_code": _("Kode tidak cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return throttle.client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Runs before any hash is computed."""
        name = sign_in_name(credentials.get("username") or "")
        wait = tries.claim_sign_in(request, name)
        if wait:
            accounts.record_throttled(name=name, by=tries.UNKNOWN)
            raise ValidationError(tries.wait_text(wait), code="throttled")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            tries.release_sign_in(request, sign_in_name(credentials.get("username") or ""))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        accounts.record_failure(name=sign_in_name(credentials.get("username") or ""), step="password", by=tries.UNKNOWN)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The end of a full sign-in: this browser is known from now on, and speaks the language of its owner."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        tries.remember_browser(request, response, user.nip)
        remember_language(response, user.language)
        return response

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no e-mail address; what happens to them stands in the audit."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed with a key from SECRET_KEY: a copy of the database alone signs nobody in."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Kode tidak cocok. Pakai 6 angka yang sedang tampil di aplikasi autentikator, atau satu kode cadangan."
        ),
    }

    @cached_property
    def _box(self) -> SecretBox:
        return SecretBox(hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"pamong-mfa").digest())

    def encrypt(self, text: str) -> str:
        return SEALED + base64.b64encode(self._box.encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        return self._box.decrypt(base64.b64decode(encrypted_text[len(SEALED) :])).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity of the provider opens the account with its NIP; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        data = sociallogin.account.extra_data
        claims = {**data.get("id_token", {}), **data.get("userinfo", {}), **data}
        user = queries.user_by_name(sign_in_name(str(claims.get(settings.OIDC_NIP_CLAIM, ""))))
        if user is None:
            accounts.record_failure(name="", step="sso", by=tries.UNKNOWN)
            raise ImmediateHttpResponse(
                render(request, "socialaccount/authentication_error.html", {"unknown_person": True}, status=403)
            )
        sociallogin.connect(request, user)
