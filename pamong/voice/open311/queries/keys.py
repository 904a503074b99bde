"""Reads of keys."""

from django.db.models import QuerySet

from pamong.platform.access.errors import NotVisible
from pamong.voice.open311.models import ApiKey
from pamong.voice.open311.rules import keys as rules

__all__ = ["ApiKey", "api_keys", "key_for", "key_of"]


def api_keys() -> QuerySet[ApiKey]:
    """All keys, the newest first; never the keys themselves."""
    return ApiKey.objects.all()


def key_for(pk: int) -> ApiKey:
    """One key; raises NotVisible."""
    found = ApiKey.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def key_of(text: str) -> ApiKey | None:
    """The valid key that a program sent, or None."""
    return ApiKey.objects.filter(digest=rules.digest(text), revoked_at__isnull=True).first() if text else None
