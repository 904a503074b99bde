"""How people are reached; who they are stands above the platform, which asks through the setting CONTACTS."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Contact:
    """An active person: empty texts where there is no address. ``zone`` is that of his agency."""

    email: str = ""
    phone: str = ""
    zone: str = "Asia/Jakarta"
    agency_id: int | None = None


def contacts_of(person_ids: Collection[int]) -> dict[int, Contact]:
    """Contacts of those of these people who are active, in one statement."""
    ask: Callable[[Collection[int]], dict[int, Contact]] = import_string(settings.CONTACTS)
    return ask(person_ids) if person_ids else {}
