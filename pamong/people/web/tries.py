"""Counting of sign-in tries: per account and per address, before any hash, and never against the owner's own browser.

A browser that once signed in carries a signed mark; its tries are counted apart, so that strangers who hammer an account
cannot lock its owner out (OWASP: device cookies).
"""

import datetime as dt
import math
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pamong.platform.access import throttle
from pamong.platform.access.viewer import Viewer

KNOWN_COOKIE = "pamong_known"
KNOWN_FOR = 365 * 24 * 3600
MOST_ACCOUNTS = 5  # of one browser, e.g. a shared office machine
UNKNOWN = Viewer(name="(belum masuk)")


def _mark(name: str) -> str:
    return salted_hmac("pamong.known", name, algorithm="sha256").hexdigest()[:24]


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(KNOWN_COOKIE, ""), salt=KNOWN_COOKIE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _bucket(request: HttpRequest, name: str) -> str:
    device = _known(request).get(_mark(name))
    return f"{name}|{device}" if device else name


def claim_sign_in(request: HttpRequest, name: str) -> int:
    """Count a try of this account from this address; seconds to wait, 0 if it may go on."""
    wait = throttle.claim("sign-in-address", throttle.client_address(request), limit=throttle.PER_ADDRESS)
    return wait or throttle.claim("sign-in", _bucket(request, name))


def release_sign_in(request: HttpRequest, name: str) -> None:
    """The password was right: the try no longer counts."""
    throttle.release("sign-in-address", throttle.client_address(request))
    throttle.release("sign-in", _bucket(request, name))


def claim_code(user_id: int) -> int:
    """Count a try of a second factor of this account."""
    return throttle.claim("second-factor", str(user_id))


def release_code(user_id: int) -> None:
    throttle.release("second-factor", str(user_id))


def first_use(user_id: int, code: str) -> bool:
    """Whether this code was not used before; a code lives ninety seconds at most."""
    return throttle.claim("code-used", f"{user_id}:{code}", limit=1, window=dt.timedelta(minutes=2)) == 0


def claim_activation(request: HttpRequest, name: str) -> int:
    """Count a try of an activation code."""
    wait = throttle.claim("activation-address", throttle.client_address(request), limit=throttle.PER_ADDRESS)
    return wait or throttle.claim("activation", name)


def release_activation(request: HttpRequest, name: str) -> None:
    throttle.release("activation-address", throttle.client_address(request))
    throttle.release("activation", name)


def wait_text(seconds: int) -> str:
    """The refusal with the time to wait, in whole minutes."""
    return _(
        "Terlalu banyak percobaan. Coba lagi dalam %(minutes)d menit."
        " Bila lupa kata sandi, minta kode aktivasi baru ke admin kepegawaian."
    ) % {"minutes": math.ceil(seconds / 60)}


def remember_browser(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """After a full sign-in: mark this browser as one where the account's owner was."""
    known = _known(request)
    mark = _mark(name)
    kept = {key: value for key, value in list(known.items())[-(MOST_ACCOUNTS - 1) :] if key != mark}
    kept[mark] = known.get(mark) or secrets.token_urlsafe(12)
    response.set_cookie(
        KNOWN_COOKIE,
        signing.dumps(kept, salt=KNOWN_COOKIE),
        max_age=KNOWN_FOR,
        httponly=True,
        secure=settings.PRODUCTION,
        samesite="Lax",
    )
