"""Passwords of accounts that nobody can sign in with yet."""

import secrets

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, UNUSABLE_PASSWORD_SUFFIX_LENGTH


def unusable_password() -> str:
    """For accounts that wait for their activation code; made without hashing, thousands at a time."""
    suffix = secrets.token_urlsafe(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
    return UNUSABLE_PASSWORD_PREFIX + suffix[:UNUSABLE_PASSWORD_SUFFIX_LENGTH]
