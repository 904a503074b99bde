"""The links in mails: a signed number that names a follow and what the link is for; no address, no case."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from pamong.platform.access.errors import NotVisible

CONFIRM, STOP = "following.confirm", "following.stop"


def confirm_link(follow_id: int) -> str:
    """Where a citizen says that the address is his."""
    return _link("following:confirm", CONFIRM, follow_id)


def stop_link(follow_id: int) -> str:
    """Where following ends; mail programs may send to it by themselves (RFC 8058)."""
    return _link("following:stop", STOP, follow_id)


def read_link(token: str, use: str) -> int:
    """The follow of a link. Raises NotVisible for a forged one and for one made for something else."""
    try:
        return int(signing.Signer(salt=use, sep=".").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NotVisible from error


def public_link(name: str, **given: str) -> str:
    """A page of the public, as a mail names it."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, kwargs=given)


def _link(name: str, use: str, follow_id: int) -> str:
    return public_link(name, token=signing.Signer(salt=use, sep=".").sign(str(follow_id)))
