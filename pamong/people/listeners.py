"""What the sign-in library reports becomes an act in the audit log, without passwords, codes or unknown names."""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from pamong.people import queries
from pamong.people.actions import accounts
from pamong.people.models import User
from pamong.platform.access.viewer import Viewer


@receiver(user_logged_in, dispatch_uid="pamong.people.signed_in")
def signed_in(user: User, **kwargs: Any) -> None:
    """A full sign-in, second factor included."""
    with transaction.atomic():
        accounts.record_sign_in(user=user, by=queries.viewer_for_user(user))


@receiver(user_logged_out, dispatch_uid="pamong.people.signed_out")
def signed_out(user: User | None = None, **kwargs: Any) -> None:
    """A sign-out, by the user or by the limits of a session."""
    if user is not None:
        with transaction.atomic():
            accounts.record_sign_out(user=user, by=queries.viewer_for_user(user))


@receiver(authentication_failed, dispatch_uid="pamong.people.code_refused")
def code_refused(user: User, request: HttpRequest, **kwargs: Any) -> None:
    """A wrong code at the second step."""
    with transaction.atomic():
        accounts.record_failure(name=user.nip, step="second_factor", by=Viewer(name="(belum masuk)"))
