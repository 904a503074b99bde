"""What a person wants to hear, by which ways, and when not; and what his agency sets for all."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import connection, transaction

from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Choice, HoursPolicy, Profile, PushSubscription
from pamong.platform.notifications.rules import webpush

MOST_BROWSERS = 10  # of one person; the oldest gives way


def choose(*, modes: Mapping[str, str], by: Viewer) -> None:
    """Store the viewer's choices: per kind one of what it allows; the default itself is stored as no choice."""
    with transaction.atomic():
        Choice.objects.filter(person_id=_me(by), kind__in=list(modes)).delete()
        rows = [
            Choice(person_id=_me(by), kind=kind_id, mode=mode)
            for kind_id, mode in modes.items()
            if mode in kind_of(kind_id).allows and mode != kind_of(kind_id).default
        ]
        Choice.objects.bulk_create(rows)


def set_profile(
    *, email: bool, whatsapp: bool, quiet_from: dt.time | None, quiet_to: dt.time | None, by: Viewer
) -> Profile:
    """By which ways, and the viewer's own quiet hours (None twice: those of the agency)."""
    values = {"email": email, "whatsapp": whatsapp, "quiet_from": quiet_from, "quiet_to": quiet_to}
    profile, _made = Profile.objects.update_or_create(person_id=_me(by), defaults=values)
    return profile


def remember_browser(*, endpoint: str, p256dh: str, auth: str, device: str, by: Viewer) -> PushSubscription:
    """A browser of the viewer's may be woken from now on. Raises Refused for addresses of no known push service."""
    webpush.check_endpoint(endpoint, settings.PUSH_HOSTS)
    webpush.check_keys(p256dh, auth)
    with transaction.atomic():
        values = {"person_id": _me(by), "p256dh": p256dh, "auth": auth, "device": device[:60]}
        row, _made = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=values)
        old = PushSubscription.objects.filter(person_id=_me(by)).values_list("pk", flat=True)[MOST_BROWSERS:]
        PushSubscription.objects.filter(pk__in=list(old)).delete()
    return row


def forget_browser(*, endpoint: str = "", subscription_id: int | None = None, by: Viewer) -> int:
    """The viewer's browser (by its address or number) is not woken any more; answers how many went."""
    mine = PushSubscription.objects.filter(person_id=_me(by))
    found = mine.filter(pk=subscription_id) if subscription_id is not None else mine.filter(endpoint=endpoint)
    return found.delete()[0]


def drop_browsers(*, ids: list[int]) -> None:
    """Forget browsers whose push service says that they are gone."""
    PushSubscription.objects.filter(pk__in=ids).delete()


def set_hours(
    *,
    agency_id: int | None,
    valid_from: dt.date,
    quiet_from: dt.time,
    quiet_to: dt.time,
    digest_at: dt.time,
    by: Viewer,
) -> HoursPolicy:
    """Set quiet hours and the hour of the digest from a day on; a record of the same day is replaced."""
    values = {"quiet_from": quiet_from, "quiet_to": quiet_to, "digest_at": digest_at, "set_by": by.user_id}
    row, _made = HoursPolicy.objects.update_or_create(agency_id=agency_id, valid_from=valid_from, defaults=values)
    if connection.in_atomic_block:
        audit.record(by=by, verb="notifications.hours_set", target=row)
    return row


def _me(by: Viewer) -> int:
    if by.person_id is None:
        raise NotAllowed
    return by.person_id
