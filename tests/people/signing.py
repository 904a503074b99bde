"""Signing in as a person does: name and password, then the code of the app."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.world import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"
LOGIN = "/akun/masuk/"
CODE = "/akun/masuk/kode/"


def code(secret: str = SECRET, step: int = 0) -> str:
    """What the app shows now, or ``step`` half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def give_password(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def sign_in(client: Client, name: str, password: str = PASSWORD, *, trust: bool = False, step: int = 0) -> Any:
    """All steps; answers the last response."""
    response = give_password(client, name, password)
    if response.status_code == 302 and response["Location"] == reverse("mfa_authenticate"):
        response = client.post(CODE, {"code": code(step=step)})
    if response.status_code == 302 and response["Location"] == reverse("mfa_trust"):
        response = client.post(reverse("mfa_trust"), {"action": "trust" if trust else "no"})
    return response


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("people:account")).status_code == 200
