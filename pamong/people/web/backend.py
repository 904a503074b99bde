"""Who a session belongs to: the account and everything its rights depend on, read together."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from pamong.people import queries


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """The library's backend; the account of a session brings its viewer along, so that a request asks once for both."""

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        user = queries.account_with_viewer(int(user_id))
        return user if user and self.user_can_authenticate(user) else None
