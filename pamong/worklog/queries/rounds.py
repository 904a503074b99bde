"""What the jobs ask: which agencies there are, who logged something, who was reminded. Never shown to anybody."""

import datetime as dt
from collections.abc import Iterable

from pamong.people.models import Agency
from pamong.platform.notifications.models import Notification
from pamong.worklog.models import PersonDay


def agency_zones() -> dict[int, str]:
    """Time zones of all agencies by id."""
    return dict(Agency.objects.order_by("pk").values_list("pk", "time_zone"))


def logged_on(person_ids: Iterable[int], day: dt.date) -> set[int]:
    """Those of these persons who logged something for a day."""
    found = PersonDay.objects.filter(person_id__in=list(person_ids), day=day, entries__gt=0)
    return set(found.values_list("person_id", flat=True))


def reminded(person_ids: Iterable[int], key: str) -> set[int]:
    """Those of these persons who had a notice with this key already."""
    found = Notification.objects.filter(person_id__in=list(person_ids), key=key)
    return set(found.values_list("person_id", flat=True))
