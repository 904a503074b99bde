"""What people want to hear, and the hours that hold for them."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.notifications.contacts import Contact
from pamong.platform.notifications.models import Choice, HoursPolicy, Profile, PushSubscription


class Hours(NamedTuple):
    """Quiet hours and the hour of the digest, in the person's own zone."""

    quiet_from: dt.time = dt.time(20, 0)
    quiet_to: dt.time = dt.time(6, 0)
    digest_at: dt.time = dt.time(6, 30)


USUAL = Hours()
_SQL = """
SELECT person.id, coalesce(mine.quiet_from, rule.quiet_from), coalesce(mine.quiet_to, rule.quiet_to), rule.digest_at
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS person(id, agency, zone)
LEFT JOIN notifications_profile mine ON mine.person_id = person.id
LEFT JOIN LATERAL (
  SELECT * FROM notifications_hourspolicy p
  WHERE (p.agency_id = person.agency OR p.agency_id IS NULL)
    AND p.valid_from <= (clock_timestamp() AT TIME ZONE person.zone)::date
  ORDER BY p.agency_id NULLS LAST, p.valid_from DESC LIMIT 1
) rule ON true
"""


def hours_of(contacts: Mapping[int, Contact]) -> dict[int, Hours]:
    """The hours that hold now for each of these people: his own, else his agency's, else the region's, else the usual ones."""
    if not contacts:
        return {}
    agencies = [c.agency_id for c in contacts.values()]
    zones = [c.zone for c in contacts.values()]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(contacts), agencies, zones])
        return {
            row[0]: Hours(*(mine if mine is not None else usual for mine, usual in zip(row[1:], USUAL, strict=True)))
            for row in cursor.fetchall()
        }


def choices_of(viewer: Viewer) -> dict[str, str]:
    """The viewer's own choices by kind, where they differ from the default."""
    return dict(Choice.objects.filter(person_id=viewer.me).values_list("kind", "mode"))


def profile_of(viewer: Viewer) -> Profile:
    """The viewer's ways and quiet hours; an unsaved one with the defaults when he never chose."""
    return Profile.objects.filter(person_id=viewer.me).first() or Profile(person_id=viewer.me)


def ways_of(person_id: int) -> Profile:
    """The same for the worker that sends."""
    return Profile.objects.filter(person_id=person_id).first() or Profile(person_id=person_id)


def browsers_of(person_id: int) -> list[PushSubscription]:
    """A person's browsers, for the worker that wakes them."""
    return list(PushSubscription.objects.filter(person_id=person_id))


def browsers(viewer: Viewer) -> QuerySet[PushSubscription]:
    """The viewer's browsers that may be woken, newest first."""
    mine = {Who.SELF: Q(person_id=viewer.person_id)}
    return PushSubscription.objects.filter(scope(viewer, "notification.view", mine))


def policies(viewer: Viewer) -> QuerySet[HoursPolicy]:
    """Hours set so far by or for the viewer's agencies and for all, newest first."""
    mine = scope(viewer, "notificationhours.change", {}, agency="agency_id")
    return HoursPolicy.objects.filter(mine | Q(agency_id__isnull=True))
